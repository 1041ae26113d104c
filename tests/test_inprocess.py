"""The in-process engine: programs of pulumi_aws's own classes over a small cloud in memory."""

import asyncio
import itertools
import json
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pulumi
import pulumi_aws as aws
import pytest

from stackrig.engines.inprocess import Result, Stack, destroy, run_program
from stackrig.engines.state import Checkpoint, Pending
from stackrig.engines.urns import StackName
from stackrig.engines.values import Properties, Secret
from stackrig.errors import DeployError, TeardownError
from stackrig.provider.contract import Diff, State

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws")

HERE = Path(__file__)
BUCKET, TOPIC, QUEUE, OBJECT = (
    f"aws:{token}"
    for token in ("s3/bucket:Bucket", "sns/topic:Topic", "sqs/queue:Queue", "s3/bucketObjectv2:BucketObjectv2")
)


@dataclass
class Cloud:
    """Hold things by their id, and tell what was done to them in which order."""

    things: dict[str, Properties] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    force_new: set[str] = field(default_factory=lambda: {"bucket", "name"})
    delete_first: bool = False
    broken: dict[str, Exception] = field(default_factory=dict)  # by call, as "create logs"
    meeting: threading.Barrier | None = None
    numbers: Iterator[int] = field(default_factory=itertools.count)


class CloudProvider:
    """Serve any type out of a cloud: one region of it."""

    def __init__(self, cloud: Cloud, inputs: Properties) -> None:
        self.cloud, self.region = cloud, inputs["region"]

    def check(self, urn: str, olds: Properties | None, news: Properties) -> Properties:
        self._note("check", urn)
        key = "bucket" if ":Bucket::" in urn else "name"
        old = (olds or {}).get(key)
        return news if key in news else {**news, key: old or f"{name_of(urn)}-{next(self.cloud.numbers)}"}

    def diff(self, _urn: str, old: State, news: Properties) -> Diff:
        keys = old.inputs.keys() | news.keys()
        changes = frozenset(key for key in keys if old.inputs.get(key) != news.get(key))
        return Diff(changes, changes & self.cloud.force_new, self.cloud.delete_first)

    def create(self, urn: str, inputs: Properties) -> State:
        self._note("create", urn)
        if self.cloud.meeting:
            self.cloud.meeting.wait(10)
        resource_id = str(inputs.get("bucket" if ":Bucket::" in urn else "name"))
        outputs = {**inputs, "arn": f"arn:{self.region}:{resource_id}", "size": 3}
        self.cloud.things[resource_id] = outputs
        return State(resource_id, outputs)

    def read(self, urn: str, resource_id: str, _inputs: Properties) -> State | None:
        self._note("read", urn)
        outputs = self.cloud.things.get(resource_id)
        return State(resource_id, outputs) if outputs is not None else None

    def update(self, urn: str, old: State, news: Properties) -> State:
        self._note("update", urn)
        outputs = self.cloud.things[old.id] = {**news, "arn": old.outputs["arn"]}
        return State(old.id, outputs)

    def delete(self, urn: str, old: State) -> None:
        self._note("delete", urn)
        self.cloud.things.pop(old.id, None)

    def invoke(self, token: str, arguments: Mapping[str, Any]) -> Properties:
        if "getBucket" in token:
            raise DeployError(f"there is no bucket {arguments['bucket']}")
        return {"region": self.region, "name": self.region, "id": self.region, "description": "", "endpoint": ""}

    def _note(self, verb: str, urn: str) -> None:
        call = f"{verb} {name_of(urn)}"
        self.cloud.calls.append(call)
        if call in self.cloud.broken:
            raise self.cloud.broken[call]


def name_of(urn: str) -> str:
    return urn.split("::", 3)[3]


def urn_of(type_: str, name: str) -> str:
    return f"urn:pulumi:dev::shop::{type_}::{name}"


@pytest.fixture
def cloud() -> Cloud:
    return Cloud()


@pytest.fixture
def state_file(tmp_path: Path) -> Path:
    return tmp_path / "dev.json"


@dataclass
class Bench:
    """Deploy to a stack of a cloud, each time from the state file as a new process would."""

    cloud: Cloud
    state_file: Path
    config: Mapping[str, str | Secret] = field(default_factory=dict)
    region: str = "us-east-1"

    def stack(self) -> Stack:
        return Stack(
            name=StackName("shop", "dev"),
            checkpoint=Checkpoint(self.state_file, {"boot": "1"}),
            factories={"aws": lambda inputs: CloudProvider(self.cloud, inputs)},
            defaults={"aws": {"region": self.region}},
            config=self.config,
        )

    def deploy(self, program: Callable[[], object]) -> Result:
        self.cloud.calls.clear()
        return run_program(self.stack(), program)

    def fail(self, program: Callable[[], object]) -> DeployError:
        with pytest.raises(DeployError) as caught:
            self.deploy(program)
        return caught.value

    def destroy(self) -> Result:
        self.cloud.calls.clear()
        return destroy(self.stack())

    def steps(self) -> list[str]:
        return [call for call in self.cloud.calls if not call.startswith("check")]

    def resource(self, type_: str, name: str) -> dict[str, Any]:
        document = json.loads(self.state_file.read_text())
        found: dict[str, Any] = next(item for item in document["resources"] if item["urn"] == urn_of(type_, name))
        return found


@pytest.fixture
def bench(cloud: Cloud, state_file: Path) -> Bench:
    return Bench(cloud, state_file)


# --- programs and their outputs -------------------------------------------------------------------------------------


def test_outputs_are_plain_values(bench: Bench) -> None:
    """Outputs arrive as JSON values: nested, whole numbers as int, secrets unwrapped."""

    def program() -> None:
        bucket = aws.s3.Bucket("data", bucket="data")
        pulumi.export("arn", bucket.arn)
        pulumi.export("nested", {"list": [1, 2.5, bucket.id], "none": None})
        pulumi.export("secret", pulumi.Output.secret({"password": "hunter22"}))
        pulumi.export("text", pulumi.Output.json_dumps({"id": bucket.id}))

    assert bench.deploy(program).outputs == {
        "arn": "arn:us-east-1:data",
        "nested": {"list": [1, 2.5, "data"]},
        "secret": {"password": "hunter22"},
        "text": '{"id": "data"}',
    }


def test_a_whole_number_stays_one(bench: Bench) -> None:
    """Numbers cross the wire as doubles, and reach the provider as int when they are whole."""
    bench.deploy(lambda: aws.sqs.Queue("jobs", name="jobs", delay_seconds=5))

    assert repr(bench.cloud.things["jobs"]["delaySeconds"]) == "5"


def test_resources_are_made_inside_apply(bench: Bench) -> None:
    """A resource that a chain of apply makes is deployed, and its outputs can be exported."""

    def program() -> None:
        bucket = aws.s3.Bucket("first", bucket="first")
        second = bucket.arn.apply(lambda arn: aws.s3.Bucket("second", bucket=arn.rpartition(":")[2] + "-2"))
        third = second.apply(lambda made: made.id.apply(lambda name: aws.sns.Topic("third", name=name)))
        pulumi.export("third", third.apply(lambda made: made.arn))

    assert bench.deploy(program).outputs == {"third": "arn:us-east-1:first-2"}


def test_an_async_program_is_awaited(bench: Bench) -> None:
    """A coroutine function is a program too."""

    async def program() -> None:
        await asyncio.sleep(0)
        pulumi.export("id", aws.s3.Bucket("data", bucket="data").id)

    assert bench.deploy(program).outputs == {"id": "data"}


def test_what_a_program_returns_is_ignored(bench: Bench) -> None:
    """A lambda that returns its resource is a program."""
    assert bench.deploy(lambda: aws.s3.Bucket("data")).counts == {"created": 1}


class Shop(pulumi.ComponentResource):
    """A component with a bucket and a topic that waits for it."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None, **bucket: Any) -> None:
        super().__init__("shop:index:Shop", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.bucket = aws.s3.Bucket(f"{name}-data", opts=child, **bucket)
        self.topic = aws.sns.Topic(f"{name}-news", display_name=self.bucket.id, opts=child)
        self.register_outputs({"bucket": self.bucket.id})


def test_components_hold_their_children(bench: Bench) -> None:
    """A child's URN carries the type of its component, and the component's outputs are in the state."""

    def program() -> None:
        shop = Shop("corner", bucket="data")
        aws.sns.Topic("after", opts=pulumi.ResourceOptions(depends_on=[shop]))

    bench.deploy(program)

    child = bench.resource(f"shop:index:Shop${BUCKET}", "corner-data")
    assert child["parent"] == urn_of("shop:index:Shop", "corner")
    assert bench.resource("shop:index:Shop", "corner")["outputs"] == {"bucket": "data"}
    assert bench.steps() == ["create corner-data", "create corner-news", "create after"]
    assert bench.resource(TOPIC, "after")["dependencies"] == sorted(
        [urn_of(f"shop:index:Shop${BUCKET}", "corner-data"), urn_of(f"shop:index:Shop${TOPIC}", "corner-news")]
    )


def test_independent_resources_are_made_side_by_side(bench: Bench) -> None:
    """Twelve creations are all under way before the first one ends."""
    bench.cloud.meeting = threading.Barrier(12)

    result = bench.deploy(lambda: [aws.s3.Bucket(f"b{number}") for number in range(12)])

    assert result.counts == {"created": 12}


def test_the_program_reads_its_config_and_names(bench: Bench) -> None:
    """Config values, secret ones among them, and the names of project, stack and organization are the deployment's."""
    bench.config = {"shop:size": "3", "shop:key": Secret("hunter22"), "aws:region": "eu-west-1"}

    def program() -> None:
        config = pulumi.Config()
        pulumi.export("size", config.require_int("size"))
        pulumi.export("key", config.require_secret("key"))
        pulumi.export("region", pulumi.Config("aws").require("region"))
        pulumi.export("names", [pulumi.get_project(), pulumi.get_stack(), pulumi.get_organization()])

    assert bench.deploy(program).outputs == {
        "size": 3,
        "key": "hunter22",
        "region": "eu-west-1",
        "names": ["shop", "dev", "organization"],
    }


def test_assets_reach_the_provider_as_the_sdks_objects(bench: Bench, tmp_path: Path) -> None:
    """Files, texts and archives put together arrive as what the program wrote."""
    archive = pulumi.AssetArchive({"a.txt": pulumi.StringAsset("a"), "lib": pulumi.FileArchive(str(tmp_path))})

    def program() -> None:
        aws.s3.BucketObjectv2("text", bucket="b", key="k", source=pulumi.StringAsset("hello"))
        aws.lambda_.Function("code", name="code", role="r", code=archive)

    bench.deploy(program)

    text, code = bench.cloud.things["text-0"]["source"], bench.cloud.things["code"]["code"]
    assert isinstance(text, pulumi.StringAsset)
    assert text.text == "hello"
    assert isinstance(code, pulumi.AssetArchive)
    assert {name: type(part) for name, part in code.assets.items()} == {
        "a.txt": pulumi.StringAsset,
        "lib": pulumi.FileArchive,
    }


def test_functions_are_called_in_both_forms(bench: Bench) -> None:
    """A function's result is there at once in its plain form, and as an output in its output form."""

    def program() -> None:
        pulumi.export("plain", aws.get_region().region)
        pulumi.export("output", aws.get_region_output().region)

    assert bench.deploy(program).outputs == {"plain": "us-east-1", "output": "us-east-1"}


def test_a_program_may_catch_the_error_of_a_function(bench: Bench) -> None:
    """A function that fails raises in the program, which may go on."""

    def program() -> None:
        with pytest.raises(Exception, match="there is no bucket absent"):
            aws.s3.get_bucket(bucket="absent")
        pulumi.export("went", "on")

    assert bench.deploy(program).outputs == {"went": "on"}


def test_a_resource_is_looked_up_and_never_deleted(bench: Bench) -> None:
    """Resource.get finds what is there; the end of the stack leaves it alone."""
    bench.cloud.things["theirs"] = {"bucket": "theirs", "arn": "arn:theirs"}

    result = bench.deploy(lambda: pulumi.export("arn", aws.s3.Bucket.get("found", "theirs").arn))
    bench.destroy()

    assert result.outputs == {"arn": "arn:theirs"}
    assert bench.steps() == []
    assert "theirs" in bench.cloud.things


def test_a_resource_that_is_not_there_fails_by_name(bench: Bench) -> None:
    """Resource.get of an id nobody has is an error that names both."""
    error = bench.fail(lambda: aws.s3.Bucket.get("found", "absent"))

    assert str(error) == f"{BUCKET} 'found' could not be read: there is none with id 'absent'"


def test_a_resource_is_found_by_its_urn(bench: Bench) -> None:
    """A resource of this program can be looked up by its URN, with its outputs."""

    def program() -> None:
        bucket = aws.s3.Bucket("data", bucket="data")
        again = bucket.urn.apply(lambda urn: aws.s3.Bucket("again", opts=pulumi.ResourceOptions(urn=urn)))
        pulumi.export("arn", again.apply(lambda found: found.arn))

    assert bench.deploy(program).outputs == {"arn": "arn:us-east-1:data"}


def test_providers_of_the_program_serve_their_region(bench: Bench) -> None:
    """An explicit provider serves the resource or component it is given to, and the functions."""

    def program() -> None:
        west = aws.Provider("west", region="us-west-2")
        pulumi.export("own", aws.s3.Bucket("own", bucket="own", opts=pulumi.ResourceOptions(provider=west)).arn)
        pulumi.export("home", aws.s3.Bucket("home", bucket="home").arn)
        pulumi.export("inside", Shop("shop", pulumi.ResourceOptions(providers=[west]), bucket="inside").bucket.arn)
        pulumi.export("called", aws.get_region_output(opts=pulumi.InvokeOutputOptions(provider=west)).region)

    assert bench.deploy(program).outputs == {
        "own": "arn:us-west-2:own",
        "home": "arn:us-east-1:home",
        "inside": "arn:us-west-2:inside",
        "called": "us-west-2",
    }


def test_transforms_change_resources_their_children_and_the_whole_stack(bench: Bench) -> None:
    """A resource's transforms act on its children too, a stack's on everything that follows."""

    def tag(name: str) -> Callable[[pulumi.ResourceTransformArgs], pulumi.ResourceTransformResult]:
        def transform(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult:
            if not args.custom:
                return pulumi.ResourceTransformResult(args.props, args.opts)
            tags = {**(args.props.get("tags") or {}), name: args.name}
            return pulumi.ResourceTransformResult({**args.props, "tags": tags}, args.opts)

        return transform

    def program() -> None:
        pulumi.runtime.register_resource_transform(tag("all"))
        Shop("shop", pulumi.ResourceOptions(transforms=[tag("shop")]), bucket="inside")
        aws.s3.Bucket("alone", bucket="alone", opts=pulumi.ResourceOptions(transforms=[tag("own")]))

    bench.deploy(program)

    assert bench.cloud.things["inside"]["tags"] == {"all": "shop-data", "shop": "shop-data"}
    assert bench.cloud.things["alone"]["tags"] == {"all": "alone", "own": "alone"}


def test_transforms_see_secrets_as_outputs_and_keep_dependencies(bench: Bench) -> None:
    """A secret stays one through a transform, and a resource still depends on what its inputs came from."""

    def transform(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult:
        assert isinstance(args.props["policy"], pulumi.Output)
        return pulumi.ResourceTransformResult(args.props, args.opts)

    def program() -> None:
        bucket = aws.s3.Bucket("data", bucket="data")
        policy = pulumi.Output.secret(bucket.arn)
        aws.sns.Topic("news", name="news", policy=policy, opts=pulumi.ResourceOptions(transforms=[transform]))

    bench.deploy(program)

    topic = bench.resource(TOPIC, "news")
    assert topic["inputs"]["policy"]["value"] == "arn:us-east-1:data"
    assert topic["dependencies"] == [urn_of(BUCKET, "data")]


def test_calls_of_functions_are_transformed(bench: Bench) -> None:
    """A transform for calls may change where they go."""

    def program() -> None:
        west = aws.Provider("west", region="us-west-2")

        def transform(args: pulumi.InvokeTransformArgs) -> pulumi.InvokeTransformResult:
            return pulumi.InvokeTransformResult(args.args, pulumi.InvokeOptions(provider=west))

        pulumi.runtime.register_invoke_transform(transform)
        pulumi.export("region", aws.get_region_output().region)

    assert bench.deploy(program).outputs == {"region": "us-west-2"}


def test_a_failing_transform_fails_the_resource(bench: Bench) -> None:
    """The message of a transform's exception is in the resource's error."""

    def transform(_args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult:
        raise RuntimeError("no such tag")

    error = bench.fail(lambda: aws.s3.Bucket("data", opts=pulumi.ResourceOptions(transforms=[transform])))

    assert str(error).startswith(f"{BUCKET} 'data' could not be deployed: a transform of the program failed")
    assert "no such tag" in str(error)


# --- several at once ------------------------------------------------------------------------------------------------


def test_deployments_at_once_do_not_mix(tmp_path: Path) -> None:
    """Three deployments in threads of one process each see their own config and make their own resources."""

    def deploy(number: int) -> tuple[Result, Cloud]:
        cloud = Cloud(meeting=threading.Barrier(5))
        bench = Bench(cloud, tmp_path / f"{number}.json", {"shop:number": str(number)})

        def program() -> None:
            names = [f"b{pulumi.Config().require('number')}-{index}" for index in range(5)]
            pulumi.export("ids", [aws.s3.Bucket(name, bucket=name).id for name in names])

        return bench.deploy(program), cloud

    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(deploy, range(3)))

    for number, (result, cloud) in enumerate(results):
        assert result.outputs == {"ids": [f"b{number}-{index}" for index in range(5)]}
        assert sorted(cloud.things) == [f"b{number}-{index}" for index in range(5)]


def test_a_deployment_works_inside_a_running_loop(bench: Bench) -> None:
    """A test that is itself a coroutine can deploy."""

    async def test() -> Result:
        return bench.deploy(lambda: pulumi.export("id", aws.s3.Bucket("data", bucket="data").id))

    assert asyncio.run(test()).outputs == {"id": "data"}


def test_deployments_in_a_row_leave_nothing_open(bench: Bench) -> None:
    """After ten deployments, failed ones among them, there are no more threads, ports or files than before."""
    process = psutil.Process()
    bench.deploy(lambda: aws.s3.Bucket("data"))

    def count() -> tuple[int, int]:
        return threading.active_count(), len(process.net_connections())

    before = count()
    for number in range(10):
        bench.cloud.broken = {"create fails": DeployError("no")} if number % 2 else {}
        try:
            bench.deploy(lambda: [aws.s3.Bucket("data"), aws.s3.Bucket("fails")])
        except DeployError:
            assert number % 2

    deadline = time.monotonic() + 5
    while count() != before and time.monotonic() < deadline:  # gRPC's own threads end a moment later
        time.sleep(0.05)
    assert count() == before


# --- failures -------------------------------------------------------------------------------------------------------


def test_a_failed_resource_is_one_error(bench: Bench, capfd: pytest.CaptureFixture[str]) -> None:
    """The error names type, name, cause, URN and the program's line; nothing else is printed, and no stack trace."""
    bench.cloud.broken = {"create data": DeployError("CreateBucket: BucketAlreadyExists: taken")}

    def program() -> None:
        bucket = aws.s3.Bucket("data")
        for number in range(20):
            aws.sns.Topic(f"t{number}", display_name=bucket.id)
        pulumi.export("id", bucket.id)

    error = bench.fail(program)

    assert str(error) == f"{BUCKET} 'data' could not be created: CreateBucket: BucketAlreadyExists: taken"
    line = next(
        number
        for number, text in enumerate(HERE.read_text().splitlines(), 1)
        if 'bucket = aws.s3.Bucket("data")' in text and number > program.__code__.co_firstlineno
    )
    assert error.__notes__ == [f"URN: {urn_of(BUCKET, 'data')}\ndeclared at {HERE}:{line}"]
    assert capfd.readouterr() == ("", "")


def test_what_else_was_under_way_is_recorded(bench: Bench) -> None:
    """When one of two creations fails, the other one ends and is in the state; what waited for it is never tried."""
    bench.cloud.meeting = threading.Barrier(2)

    def broken_create(urn: str) -> State:
        raise DeployError("no")

    class Provider(CloudProvider):
        def create(self, urn: str, inputs: Properties) -> State:
            state = super().create(urn, inputs)
            return broken_create(urn) if name_of(urn) == "bad" else (time.sleep(0.2), state)[1]

    bench_stack = Stack(
        name=StackName("shop", "dev"),
        checkpoint=Checkpoint(bench.state_file, {"boot": "1"}),
        factories={"aws": lambda inputs: Provider(bench.cloud, inputs)},
        defaults={"aws": {"region": "us-east-1"}},
    )

    def program() -> None:
        aws.s3.Bucket("bad")
        good = aws.s3.Bucket("good", bucket="good")
        aws.sns.Topic("late", display_name=good.id)

    with pytest.raises(DeployError, match="'bad' could not be created: no"):
        run_program(bench_stack, program)

    assert bench.resource(BUCKET, "good")["id"] == "good"
    assert "create late" not in bench.cloud.calls


def test_an_error_of_the_provider_itself_shows_where_it_was_raised(bench: Bench) -> None:
    """A bug in a provider is told by its kind and its place."""
    bench.cloud.broken = {"create data": KeyError("Bucket")}

    error = bench.fail(lambda: aws.s3.Bucket("data"))

    assert str(error) == f"{BUCKET} 'data' could not be created: KeyError: 'Bucket'"
    assert "raised in:" in error.report()
    assert "in _note" in error.report()


@pytest.mark.parametrize("kind", ["body", "apply", "export"])
def test_an_exception_of_the_program_shows_its_line(bench: Bench, kind: str) -> None:
    """Wherever the program raises, the error shows the exception and the program's own lines, not the SDK's."""

    def divide(number: object) -> float:
        return len(str(number)) / 0

    def program() -> None:
        bucket = aws.s3.Bucket("data")
        if kind == "body":
            divide(1)
        elif kind == "apply":
            bucket.id.apply(divide)
        else:
            pulumi.export("bad", bucket.id.apply(divide))

    error = bench.fail(program)

    assert str(error) == "the Pulumi program failed: ZeroDivisionError: division by zero"
    assert f'File "{HERE}", line {divide.__code__.co_firstlineno + 1}, in divide' in error.report()
    assert "site-packages/pulumi" not in error.report()


def test_a_program_that_exits_fails(bench: Bench) -> None:
    """sys.exit in a program ends the deployment, not the test session."""
    assert str(bench.fail(lambda: sys.exit(3))) == "the Pulumi program failed: SystemExit: 3"


@pytest.mark.parametrize(
    ("program", "cause"),
    [
        (lambda: pulumi.ProviderResource("gcp", "p", {}), "has no provider for the package 'gcp'"),
        (lambda: pulumi.CustomResource("gcp:a/b:C", "thing", {}), "has no provider for the package 'gcp'"),
        (lambda: pulumi.StackReference("other"), "has no stack references"),
        (lambda: aws.s3.Bucket("b", opts=pulumi.ResourceOptions(import_="x")), "does not import resources"),
        (lambda: pulumi.ComponentResource("a:b:C", "c", {}, None, remote=True), "a component of another package"),
    ],
)
def test_what_needs_the_cli_is_refused(bench: Bench, program: Callable[[], object], cause: str) -> None:
    """What this engine leaves to the Pulumi CLI fails at that resource, and says how to go on."""
    error = bench.fail(program)

    assert cause in str(error)
    assert "URN: urn:pulumi:dev::shop::" in error.report()
    assert "--deploy-engine=cli" in error.report()


def test_two_resources_of_one_name_are_refused(bench: Bench) -> None:
    """The second resource with a URN fails by name."""
    error = bench.fail(lambda: [aws.s3.Bucket("data"), aws.s3.Bucket("data")])

    assert f"{BUCKET} 'data' could not be deployed: two resources of the program have this URN" in str(error)


def test_secrets_are_in_no_message(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """A secret in a provider's message, a program's exception or a log line is masked."""
    bench.config = {"shop:key": Secret("hunter22")}
    bench.cloud.broken = {"create data": DeployError("can't use hunter22 or tops3cret")}
    caplog.set_level(logging.DEBUG)

    def failing() -> None:
        aws.s3.Bucket("data", tags=pulumi.Output.secret({"a": "tops3cret"}))

    def raising() -> None:
        pulumi.log.warn(f"the key is {pulumi.Config().require('key')}")
        raise ValueError(pulumi.Config().require("key"))

    bench.config = {"shop:key": Secret("hunter22")}
    reports = bench.fail(failing).report() + bench.fail(raising).report() + caplog.text

    assert "[secret]" in reports
    assert "hunter22" not in reports
    assert "tops3cret" not in reports


def test_messages_of_the_program_are_logged(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """pulumi.log reaches the log of stackrig at its level; debug messages do not."""
    caplog.set_level(logging.DEBUG)

    def program() -> None:
        pulumi.log.debug("nothing")
        pulumi.info("hello")
        pulumi.warn("careful")

    bench.deploy(program)

    assert [(record.levelname, record.message) for record in caplog.records if record.name == "stackrig"] == [
        ("INFO", "hello"),
        ("WARNING", "careful"),
    ]


def test_an_interrupt_ends_the_program_first(bench: Bench) -> None:
    """Ctrl-C during a creation is raised when that creation is over and recorded, and nothing more is begun."""

    class Provider(CloudProvider):
        def create(self, urn: str, inputs: Properties) -> State:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.2)
            return super().create(urn, inputs)

    stack = Stack(
        name=StackName("shop", "dev"),
        checkpoint=Checkpoint(bench.state_file, {"boot": "1"}),
        factories={"aws": lambda inputs: Provider(bench.cloud, inputs)},
        defaults={"aws": {"region": "us-east-1"}},
    )

    def program() -> None:
        first = aws.s3.Bucket("first", bucket="first")
        aws.sns.Topic("second", display_name=first.id)

    with pytest.raises(KeyboardInterrupt):
        run_program(stack, program)

    assert bench.resource(BUCKET, "first")["id"] == "first"
    assert bench.steps() == ["create first"]
