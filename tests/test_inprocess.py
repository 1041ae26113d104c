"""The in-process engine: programs of pulumi_aws's own classes over a small cloud in memory."""

import asyncio
import contextvars
import functools
import importlib
import inspect
import itertools
import json
import logging
import os
import signal
import sys
import threading
import time
import uuid
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import bcrypt
import psutil
import pulumi
import pulumi_aws as aws
import pytest

from stackrig.deployment.engines.inprocess import Stack, destroy, find_gaps, run_program
from stackrig.deployment.engines.stack import Result, no_outputs
from stackrig.deployment.engines.state import Checkpoint, Pending
from stackrig.deployment.engines.values import Properties, Secret
from stackrig.deployment.provider.contract import Diff, State, UnsupportedError
from stackrig.deployment.urns import StackName
from stackrig.errors import DeployError, TeardownError
from tests.waiting import PATIENCE, eventually

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws")

HERE = Path(__file__)
BUCKET, TOPIC, QUEUE, OBJECT = (
    f"aws:{token}"
    for token in ("s3/bucket:Bucket", "sns/topic:Topic", "sqs/queue:Queue", "s3/bucketObjectv2:BucketObjectv2")
)


REGION = "region" if hasattr(aws.GetRegionResult, "region") else "name"  # pulumi_aws 7 has another name for it


def with_option(name: str) -> pytest.MarkDecorator:
    """Skip a test where the SDK is older than the option of a resource that it uses."""
    known = inspect.signature(pulumi.ResourceOptions).parameters
    return pytest.mark.skipif(name not in known, reason=f"this Pulumi SDK has no option {name}")


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


class SlowProvider(CloudProvider):
    """Take a while for everything but what fails."""

    def create(self, urn: str, inputs: Properties) -> State:
        state = super().create(urn, inputs)
        self._note("created", urn)
        time.sleep(0.2)
        return state


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
    replaced: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    references: Callable[[str], Properties] = no_outputs
    provider: type[CloudProvider] = CloudProvider

    def stack(self) -> Stack:
        return Stack(
            name=StackName("shop", "dev"),
            root=self.state_file.parent,
            checkpoint=Checkpoint(self.state_file, {"boot": "1"}),
            factories={"aws": lambda inputs: self.provider(self.cloud, inputs)},
            defaults={"aws": {"region": "us-east-1"}},
            config=self.config,
            replaced=self.replaced,
            references=self.references,
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
        pulumi.export("nested", {"list": [1, 2.5, 1e300, bucket.id], "none": None})
        pulumi.export("asset", pulumi.StringAsset("hello"))
        pulumi.export("secret", pulumi.Output.secret({"password": "hunter22"}))
        pulumi.export("text", pulumi.Output.json_dumps({"id": bucket.id}))

    assert bench.deploy(program).outputs == {
        "arn": "arn:us-east-1:data",
        "nested": {"list": [1, 2.5, 1e300, "data"]},
        "asset": {"text": "hello"},
        "secret": {"password": "hunter22"},
        "text": '{"id": "data"}',
    }


def test_a_whole_number_stays_one(bench: Bench) -> None:
    """Numbers cross the wire as doubles, and reach the provider as int when they are whole."""
    bench.deploy(lambda: aws.sqs.Queue("jobs", name="jobs", delay_seconds=5))

    assert repr(bench.cloud.things["jobs"]["delaySeconds"]) == "5"


def test_resources_are_made_inside_apply(bench: Bench) -> None:
    """A resource that a chain of apply makes is deployed, and its outputs can be exported."""

    def topic(name: str) -> pulumi.Output[aws.sns.Topic]:
        return pulumi.Output.from_input(aws.sns.Topic("third", name=name))

    def program() -> None:
        bucket = aws.s3.Bucket("first", bucket="first")
        second: pulumi.Output[aws.s3.Bucket] = bucket.arn.apply(lambda arn: aws.s3.Bucket("second", bucket=f"{arn}-2"))
        third: pulumi.Output[aws.sns.Topic] = second.apply(lambda made: made.id.apply(topic))
        pulumi.export("third", third.arn)

    assert bench.deploy(program).outputs == {"third": "arn:us-east-1:arn:us-east-1:first-2"}


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


def test_relative_paths_start_from_the_project(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the project counts, not the one in which pytest was started; also in transforms."""
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "a.txt").write_text("a")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    seen = []

    class Watching(CloudProvider):
        def create(self, urn: str, inputs: Properties) -> State:
            seen.append(inputs["source"])
            return super().create(urn, {key: value for key, value in inputs.items() if key != "source"})

    def program() -> None:
        def transform(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult:
            return pulumi.ResourceTransformResult({**args.props, "source": pulumi.FileAsset("build/a.txt")}, args.opts)

        archive = pulumi.AssetArchive({"all": pulumi.FileArchive("build")})
        aws.s3.BucketObjectv2("one", bucket="b", source=archive)
        aws.s3.BucketObjectv2("two", bucket="b", opts=pulumi.ResourceOptions(transforms=[transform]))

    bench.provider = Watching
    bench.deploy(program)

    paths = {getattr(item, "path", None) or item.assets["all"].path for item in seen}
    assert paths == {str(tmp_path / "build"), str(tmp_path / "build" / "a.txt")}


def test_each_deployment_imports_the_projects_modules_anew(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Resources that imported modules declare are there in a second deployment, too; what tests imported is kept."""
    package = tmp_path / "anew_infra"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "network.py").write_text('import pulumi_aws as aws\ntopic = aws.sns.Topic("news", name="news")\n')
    monkeypatch.syspath_prepend(tmp_path)
    kept = importlib.import_module("anew_infra")

    def program() -> None:
        from anew_infra import network  # type: ignore[import-not-found]

        pulumi.export("topic", network.topic.name)

    assert bench.deploy(program).counts == {"created": 1}
    assert bench.deploy(program).counts == {"same": 1}
    assert sys.modules["anew_infra"] is kept


def test_warnings_of_the_sdk_are_no_errors_of_the_program(bench: Bench, tmp_path: Path) -> None:
    """pulumi_aws reports deprecations of its own modules when they are imported; the program's own still count."""
    module = tmp_path / "pulumi_aws_warning.py"
    module.write_text("")

    def program() -> None:
        warnings.warn_explicit("old", DeprecationWarning, str(module), 1, module="pulumi_aws.s3")
        with pytest.raises(DeprecationWarning):
            warnings.warn_explicit("mine", DeprecationWarning, str(module), 2, module="program")

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bench.deploy(program)


def test_functions_are_called_in_both_forms(bench: Bench) -> None:
    """A function's result is there at once in its plain form, and as an output in its output form."""

    def program() -> None:
        pulumi.export("plain", getattr(aws.get_region(), REGION))
        pulumi.export("output", getattr(aws.get_region_output(), REGION))

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
        pulumi.export("called", getattr(aws.get_region_output(opts=pulumi.InvokeOutputOptions(provider=west)), REGION))

    assert bench.deploy(program).outputs == {
        "own": "arn:us-west-2:own",
        "home": "arn:us-east-1:home",
        "inside": "arn:us-west-2:inside",
        "called": "us-west-2",
    }


def test_transforms_change_resources_their_children_and_the_whole_stack(
    bench: Bench, capfd: pytest.CaptureFixture[str]
) -> None:
    """A resource's transforms act on its children too, a stack's on everything that follows."""

    def tag(name: str) -> Callable[[pulumi.ResourceTransformArgs], pulumi.ResourceTransformResult]:
        def transform(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult:
            if not args.custom:
                return pulumi.ResourceTransformResult(args.props, args.opts)
            props: dict[str, Any] = dict(args.props)
            tags = {**props.get("tags", {}), name: args.name}
            return pulumi.ResourceTransformResult({**props, "tags": tags}, args.opts)

        return transform

    def program() -> None:
        pulumi.runtime.register_resource_transform(tag("all"))
        Shop("shop", pulumi.ResourceOptions(transforms=[tag("shop")]), bucket="inside")
        aws.s3.Bucket("alone", bucket="alone", opts=pulumi.ResourceOptions(transforms=[tag("own")]))

    bench.deploy(program)

    assert bench.cloud.things["inside"]["tags"] == {"all": "shop-data", "shop": "shop-data"}
    assert bench.cloud.things["alone"]["tags"] == {"all": "alone", "own": "alone"}
    assert capfd.readouterr() == ("", "")


def test_transforms_see_secrets_as_outputs_and_keep_dependencies(bench: Bench) -> None:
    """A secret stays one through a transform, and a resource still depends on what its inputs came from."""

    def transform(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult:
        assert isinstance(args.props["policy"], pulumi.Output)
        return pulumi.ResourceTransformResult(args.props, args.opts)

    def program() -> None:
        bucket = aws.s3.Bucket("data", bucket="data")
        policy: pulumi.Output[str] = pulumi.Output.secret(bucket.arn)
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
        pulumi.export("region", getattr(aws.get_region_output(), REGION))

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

    def held() -> tuple[set[str], set[Any]]:
        return {thread.name for thread in threading.enumerate()}, set(process.net_connections())

    threads, connections = held()
    for number in range(10):
        bench.cloud.broken = {"create fails": DeployError("no")} if number % 2 else {}
        try:
            bench.deploy(lambda: [aws.s3.Bucket("data"), aws.s3.Bucket("fails")])
        except DeployError:
            assert number % 2

    eventually(lambda: not held()[0] - threads and not held()[1] - connections)  # gRPC's end a moment later


def test_other_contexts_keep_their_settings(bench: Bench) -> None:
    """After a deployment, code outside of it sees no engine, where unit tests of programs set their own mocks."""
    fresh = contextvars.Context()

    bench.deploy(lambda: aws.s3.Bucket("data"))

    assert fresh.run(pulumi.runtime.settings.get_monitor) is None
    assert pulumi.runtime.settings.get_monitor() is None
    assert pulumi.get_stack() != "dev"


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
    bench.provider = SlowProvider
    bench.cloud.broken = {"created bad": DeployError("no")}

    def program() -> None:
        aws.s3.Bucket("bad")
        good = aws.s3.Bucket("good", bucket="good")
        aws.sns.Topic("late", display_name=good.id)

    error = bench.fail(program)

    assert str(error) == f"{BUCKET} 'bad' could not be created: no"
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
        (lambda: aws.s3.Bucket("b", opts=pulumi.ResourceOptions(import_="x")), "does not import resources"),
        pytest.param(
            lambda: pulumi.Stash("kept", input="x"),
            "has no stashes",
            marks=pytest.mark.skipif(not hasattr(pulumi, "Stash"), reason="this version of the SDK has no stashes"),
        ),
    ],
)
def test_what_needs_the_cli_is_refused(bench: Bench, program: Callable[[], object], cause: str) -> None:
    """An option that this engine leaves to the Pulumi CLI fails at that resource, and says how to go on."""
    error = bench.fail(program)

    assert cause in str(error)
    assert "URN: urn:pulumi:dev::shop::" in error.report()
    assert "--deploy-engine=cli" in error.report()


class LackingProvider(CloudProvider):
    """Have no topics, and no function of theirs."""

    def check(self, urn: str, olds: Properties | None, news: Properties) -> Properties:
        if ":Topic::" in urn:
            raise UnsupportedError("no topics here")
        return super().check(urn, olds, news)

    def invoke(self, token: str, arguments: Mapping[str, Any]) -> Properties:
        if "getTopic" in token:
            raise UnsupportedError("no topics here")
        return super().invoke(token, arguments)


def lacking() -> None:
    """Need three things that are missing, one of them twice, in code that depends on what is not known yet."""
    first = aws.s3.Bucket("first")
    topics = [aws.sns.Topic(name, display_name=first.arn) for name in ("one", "two")]
    found = aws.sns.get_topic(name="old")
    aws.s3.Bucket("second", bucket=topics[0].arn, tags={"found": found.arn})
    pulumi.ComponentResource("other:index:Thing", "thing", {}, None, remote=True)
    pulumi.CustomResource("gcp:a/b:C", "foreign", {})
    pulumi.export("account", aws.get_caller_identity().account_id)


def test_everything_that_is_missing_is_listed_at_once(bench: Bench) -> None:
    """The program goes on as a preview: each type, function and package with its lines, and remedies that help."""
    bench.provider = LackingProvider

    error = bench.fail(lacking)

    report = error.report()
    assert "stackrig lacks 4 type(s) or function(s)" in str(error)
    assert "aws:sns/topic:Topic (2): the light provider has no such type" in report
    assert report.count(f"{HERE}:") == 1
    assert "aws:sns/getTopic:getTopic" in report
    assert "other:index:Thing (1): stackrig does not build this component of the package other" in report
    assert "has no provider for the package 'gcp'" in report
    assert '"aws:sns/getTopic:getTopic" = "skip"' in report


class RoutelessProvider(CloudProvider):
    """Have no routes, and no function that needs a server."""

    def check(self, urn: str, olds: Properties | None, news: Properties) -> Properties:
        if "Route::" in urn:
            raise UnsupportedError("no routes here")
        return super().check(urn, olds, news)

    def invoke(self, token: str, arguments: Mapping[str, Any]) -> Properties:
        raise OSError(f"nobody answers {token} {arguments}")


def test_the_search_looks_into_components_of_other_packages(bench: Bench) -> None:
    """Their children are seen although nothing is known of ids and zones, and each that is missing counts."""
    bench.provider = RoutelessProvider

    (gap,) = find_gaps(bench.stack(), lambda: pulumi.ComponentResource("awsx:ec2:Vpc", "net", {}, None, remote=True))

    assert (gap.token, len(gap.sources)) == ("aws:ec2/route:Route", 6)


def test_a_component_of_another_package_can_be_replaced(bench: Bench) -> None:
    """The outputs are those that the settings give, and it has no children."""
    bench.replaced = {"awsx:ec2:Vpc": {"vpcId": "vpc-1"}}

    def program() -> None:
        vpc = pulumi.ComponentResource("awsx:ec2:Vpc", "net", {"vpcId": None}, None, remote=True)
        pulumi.export("vpc", cast("Any", vpc).vpcId)

    assert bench.deploy(program).outputs == {"vpc": "vpc-1"}
    assert not [call for call in bench.cloud.calls if call.startswith("create")]


def test_the_search_goes_on_after_a_stack_that_is_not_there(bench: Bench) -> None:
    """The outputs of another stack are not known then, and all that the program lacks is found nevertheless."""
    bench.provider = LackingProvider

    def program() -> None:
        network = pulumi.StackReference("acme/network/dev")
        aws.sns.Topic("news", display_name=network.get_output("name"))

    assert [gap.token for gap in find_gaps(bench.stack(), program)] == ["aws:sns/topic:Topic"]


def test_the_search_for_what_is_missing_makes_nothing(bench: Bench) -> None:
    """The search runs without a deployment too, and finds nothing where nothing is missing."""
    bench.provider = LackingProvider
    tokens = [gap.token for gap in find_gaps(bench.stack(), lacking)]
    assert tokens == ["aws:sns/getTopic:getTopic", "aws:sns/topic:Topic", "gcp:a/b:C", "other:index:Thing"]
    assert not [call for call in bench.cloud.calls if call.startswith("create")]

    assert find_gaps(bench.stack(), lambda: aws.s3.Bucket("data")) == []
    with pytest.raises(DeployError, match="ValueError: broken"):
        find_gaps(bench.stack(), broken)


def broken() -> None:
    raise ValueError("broken")


def test_a_remedy_does_not_lead_to_the_same_wall(bench: Bench) -> None:
    """The real provider is no way out for a service that LocalStack lacks."""

    class WithoutNetworks(CloudProvider):
        def check(self, urn: str, olds: Properties | None, news: Properties) -> Properties:
            if "cloudfront" in urn or "vpc" in urn:
                raise UnsupportedError("neither")
            return super().check(urn, olds, news)

    bench.provider = WithoutNetworks
    lacked = bench.fail(lambda: pulumi.CustomResource("aws:cloudfront/function:Function", "f", {})).report()
    served = bench.fail(lambda: pulumi.CustomResource("aws:ec2/vpc:Vpc", "v", {})).report()

    assert "--aws-provider=plugin" in served
    assert "--aws-provider=plugin" not in lacked
    assert "LocalStack's free version has no cloudfront" in lacked


def test_a_replaced_resource_is_not_made(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """A skipped resource has its inputs as outputs, a replaced one the given ones; neither is deleted later."""
    caplog.set_level(logging.INFO)
    bench.replaced = {"aws:sns/*": {"arn": "arn:given", "id": "given"}, "*::skipped": {}}
    outputs: dict[str, Any] = {}

    def program() -> None:
        topic, queue = aws.sns.Topic("news", display_name="x"), aws.sqs.Queue("skipped", name="q")
        aws.s3.Bucket("data", bucket=topic.arn)
        for name, value in {"arn": topic.arn, "id": topic.id, "display": topic.display_name, "q": queue.name}.items():
            pulumi.export(name, value)

    outputs = bench.deploy(program).outputs
    assert outputs == {"arn": "arn:given", "id": "given", "display": "x", "q": "q"}
    assert bench.steps() == ["create data"]
    assert caplog.text.count("[tool.stackrig.replace]") == 1
    assert bench.deploy(program).counts == {"same": 1}
    bench.destroy()
    assert bench.steps() == ["delete data"]


def test_a_replaced_function_gives_fixed_results(bench: Bench) -> None:
    """A function of a provider may be replaced by its token, as resources are by their types."""
    bench.replaced = {"aws:sns/getTopic:*": {"arn": "arn:given"}}
    bench.provider = LackingProvider

    assert bench.deploy(lambda: pulumi.export("arn", aws.sns.get_topic(name="old").arn)).outputs == {"arn": "arn:given"}


def test_a_stack_reference_reads_outputs_of_another_stack(bench: Bench) -> None:
    """Its outputs are there in whichever form the program asks for them, secrets as secrets."""
    asked = []

    def outputs_of(name: str) -> Properties:
        asked.append(name)
        return {"vpc": "vpc-1", "password": Secret("hunter22")}

    def program() -> None:
        other = pulumi.StackReference("organization/network/dev")
        pulumi.export("vpc", other.require_output("vpc"))
        aws.s3.Bucket("data", bucket=other.get_output("vpc"), tags={"p": other.get_output("password")})

    bench.references = outputs_of
    assert bench.deploy(program).outputs == {"vpc": "vpc-1"}
    assert asked == ["organization/network/dev"]
    assert "hunter22" not in json.dumps(bench.resource(BUCKET, "data")["inputs"]).replace('"value": "hunter22"', "")
    assert bench.deploy(program).counts == {"same": 1}


def test_a_stack_reference_to_nothing_is_told(bench: Bench) -> None:
    """The error is that of the reference, with its line."""
    error = bench.fail(lambda: pulumi.StackReference("network/dev"))

    assert "there is no other stack network/dev here" in str(error)
    assert f"declared at {HERE}:" in error.report()


class Hooked:
    """Bind a hook of every kind to resources, and note each call: its kind, the resource, and what it is given."""

    KINDS = tuple(f"{when}_{verb}" for verb in ("create", "update", "delete") for when in ("before", "after"))

    def __init__(self, failing: str = "", *, ignored: bool = False) -> None:
        self.failing, self.ignored = failing, ignored
        self.calls: list[str] = []
        self.given: list[Any] = []

    def options(self) -> pulumi.ResourceOptions:
        """Return the option, with hooks that the program registers anew."""
        settings = pulumi.ResourceHookOptions(**({"ignore_errors": True} if self.ignored else {}))
        hooks: dict[str, Any] = {kind: [pulumi.ResourceHook(kind, self._noting(kind), settings)] for kind in self.KINDS}
        return pulumi.ResourceOptions(hooks=pulumi.ResourceHookBinding(**hooks))

    def _noting(self, kind: str) -> Callable[[Any], None]:
        def note(args: Any) -> None:
            self.calls.append(f"{kind} {args.name}")
            self.given.append(args)
            if kind == self.failing:
                raise ValueError("no such tariff")

        return note


@with_option("hooks")
def test_hooks_are_called(bench: Bench) -> None:
    """Each step of a resource calls its hooks before and after, with what is known by then."""
    hooked = Hooked()

    def program(*, versioned: bool = False, kept: bool = True) -> None:
        options = hooked.options()
        if kept:
            aws.s3.Bucket("data", force_destroy=versioned, opts=options)

    bench.deploy(program)
    assert hooked.calls == ["before_create data", "after_create data"]
    assert (hooked.given[0].new_outputs, hooked.given[1].new_outputs["size"]) == (None, 3)
    bench.deploy(program)
    assert len(hooked.calls) == 2
    bench.deploy(functools.partial(program, versioned=True))
    assert hooked.calls[2:] == ["before_update data", "after_update data"]
    assert (hooked.given[3].old_inputs["forceDestroy"], hooked.given[3].new_inputs["forceDestroy"]) == (False, True)
    bench.deploy(functools.partial(program, kept=False))
    assert hooked.calls[4:] == ["before_delete data", "after_delete data"]
    assert hooked.given[4].old_outputs["forceDestroy"] is True


@with_option("hooks")
def test_hooks_of_components_are_called(bench: Bench) -> None:
    """A component's hooks run when it is registered and when its outputs are."""
    hooked = Hooked()

    def program() -> None:
        options = hooked.options()
        part = pulumi.ComponentResource("shop:index:Part", "part", opts=options)
        part.register_outputs({"size": 3})

    bench.deploy(program)
    bench.deploy(program)
    assert hooked.calls == ["before_create part", "after_create part"]
    assert hooked.given[1].new_outputs == {"size": 3}


@with_option("hooks")
@pytest.mark.parametrize(("failing", "steps"), [("before_create", []), ("after_create", ["create data"])])
def test_a_failing_hook_fails_the_deployment(bench: Bench, failing: str, steps: list[str]) -> None:
    """The error names resource, hook and reason; what was made before an after hook is in the state."""
    hooked = Hooked(failing)

    error = bench.fail(lambda: aws.s3.Bucket("data", opts=hooked.options()))

    assert f"its hook '{failing}' ({failing}) failed" in str(error)
    assert "no such tariff" in error.report()
    assert bench.steps() == steps
    assert len(bench.cloud.things) == len(steps)


@pytest.mark.skipif(
    "ignore_errors" not in inspect.signature(pulumi.ResourceHookOptions).parameters, reason="an older SDK"
)
def test_a_hook_may_fail_where_its_errors_are_ignored(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """The failure is a warning then."""
    bench.deploy(lambda: aws.s3.Bucket("data", opts=Hooked("before_create", ignored=True).options()))

    assert "no such tariff" in caplog.text


@with_option("hooks")
def test_a_teardown_tells_of_hooks_that_it_does_not_run(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """No program runs that could serve them."""
    bench.deploy(lambda: aws.s3.Bucket("data", opts=Hooked().options()))

    bench.destroy()

    assert "the hook before_delete (before_delete) of" in caplog.text


@pytest.mark.skipif(not hasattr(pulumi, "ErrorHook"), reason="an older SDK")
def test_error_hooks_are_refused(bench: Bench) -> None:
    """A resource with error hooks fails at once and names the way out."""

    def program() -> None:
        hooks = pulumi.ResourceHookBinding(on_error=[pulumi.ErrorHook("again", lambda _args: False)])
        aws.s3.Bucket("data", opts=pulumi.ResourceOptions(hooks=hooks))

    error = bench.fail(program)

    assert "runs no error hooks" in str(error)
    assert "--deploy-engine=cli" in error.report()
    assert bench.steps() == []


def test_an_error_that_is_only_logged_fails_nothing(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """pulumi.log.error is a message; the Pulumi CLI ends with 0 after it, too (pulumi/pulumi#5085)."""

    def program() -> None:
        pulumi.error("careless")
        aws.s3.Bucket("data")

    assert bench.deploy(program).counts == {"created": 1}
    assert ("stackrig", logging.ERROR, "careless") in caplog.record_tuples


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


def test_a_program_may_set_up_logging(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """A program that disables every logger, as logging.config does, does not silence stackrig."""
    caplog.set_level(logging.INFO)

    def program() -> None:
        logging.getLogger("stackrig").disabled = True
        aws.s3.Bucket("data")

    bench.deploy(program)

    assert f"created {BUCKET} data" in caplog.text


def test_an_interrupt_waits_for_what_is_being_created(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """Where the emulator is not ours a creation under way is recorded before anything is destroyed."""

    class LateProvider(CloudProvider):
        """Press Ctrl-C when something is created, and create it later than a program may take to end after that."""

        def create(self, urn: str, inputs: Properties) -> State:
            os.kill(os.getpid(), signal.SIGINT)
            eventually(lambda: "before anything is destroyed" in caplog.text)
            time.sleep(1.2)
            return super().create(urn, inputs)

    bench.provider = LateProvider

    with pytest.raises(KeyboardInterrupt):
        bench.deploy(lambda: aws.s3.Bucket("slow", bucket="slow"))

    assert f"before anything is destroyed: {BUCKET} 'slow'" in caplog.text
    assert bench.resource(BUCKET, "slow")["id"] == "slow"
    bench.destroy()
    assert bench.cloud.things == {}


def test_a_second_interrupt_gives_up_and_tells_what_goes_on(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """The stack names what is still being created, so that nobody destroys it in between."""
    given_up = threading.Event()

    class PatientProvider(CloudProvider):
        def create(self, urn: str, inputs: Properties) -> State:
            os.kill(os.getpid(), signal.SIGINT)
            eventually(lambda: "before anything is destroyed" in caplog.text)
            os.kill(os.getpid(), signal.SIGINT)
            given_up.wait(PATIENCE)
            return super().create(urn, inputs)

    bench.provider = PatientProvider
    stack = bench.stack()
    with pytest.raises(KeyboardInterrupt):
        run_program(stack, lambda: aws.s3.Bucket("slow", bucket="slow"))

    assert stack.creating == [urn_of(BUCKET, "slow")]
    given_up.set()
    eventually(lambda: not stack.creating)
    assert bench.resource(BUCKET, "slow")["id"] == "slow"


def test_an_interrupt_ends_the_program_first(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """Ctrl-C during a creation is raised when that creation is over and recorded, and nothing more is begun."""

    class InterruptingProvider(SlowProvider):
        """Press Ctrl-C when something is created, and create it once that was noticed."""

        def create(self, urn: str, inputs: Properties) -> State:
            os.kill(os.getpid(), signal.SIGINT)
            eventually(lambda: "before anything is destroyed" in caplog.text)
            return super().create(urn, inputs)

    bench.provider = InterruptingProvider

    def program() -> None:
        first = aws.s3.Bucket("first", bucket="first")
        aws.sns.Topic("second", display_name=first.id)

    with pytest.raises(KeyboardInterrupt):
        bench.deploy(program)

    assert bench.resource(BUCKET, "first")["id"] == "first"
    assert bench.steps() == ["create first", "created first"]


# --- a second deployment ----------------------------------------------------------------------------------------------


def test_an_unchanged_program_does_nothing(bench: Bench) -> None:
    """The second deployment of the same program makes no change and does not write the state."""

    def program() -> None:
        shop = Shop("corner")
        pulumi.export("data", shop.bucket.id)

    first = bench.deploy(program)
    before = bench.state_file.read_text(), bench.state_file.stat().st_mtime_ns
    second = bench.deploy(program)

    assert second == Result(first.outputs, {"same": 2})
    assert bench.steps() == []
    assert (bench.state_file.read_text(), bench.state_file.stat().st_mtime_ns) == before


def test_a_changed_input_updates_in_place(bench: Bench) -> None:
    """An update keeps the id, and what depends on the resource sees its new outputs."""

    def program(size: int) -> None:
        queue = aws.sqs.Queue("jobs", delay_seconds=size)
        pulumi.export("size", queue.delay_seconds)

    bench.deploy(lambda: program(1))
    result = bench.deploy(lambda: program(2))

    assert result == Result({"size": 2}, {"updated": 1})
    assert bench.steps() == ["update jobs"]
    assert bench.resource(QUEUE, "jobs")["id"] == "jobs-0"


def test_a_replacement_is_made_before_the_old_one_goes(bench: Bench) -> None:
    """The new resource is created, then what depends on it changes, and the old one is deleted at the end."""

    def program(name: str) -> None:
        bucket = aws.s3.Bucket("data", bucket=name)
        aws.sns.Topic("news", display_name=bucket.id)

    bench.deploy(lambda: program("one"))
    result = bench.deploy(lambda: program("two"))

    assert bench.steps() == ["create data", "update news", "delete data"]
    assert result.counts == {"replaced": 1, "updated": 1}
    assert "one" not in bench.cloud.things


def test_a_replacement_gets_an_automatic_name_of_its_own(bench: Bench) -> None:
    """The provider checks a replacement's inputs without the old ones, so that both names can exist at once."""
    bench.cloud.force_new = {"acl"}

    bench.deploy(lambda: aws.s3.Bucket("data", acl="private"))
    bench.deploy(lambda: aws.s3.Bucket("data", acl="public"))

    assert len(bench.cloud.things) == 1
    assert bench.resource(BUCKET, "data")["id"] not in {"", "data-0"}


@pytest.mark.parametrize("asked_by", ["program", "provider"])
def test_a_replacement_may_have_to_wait_for_the_old_one_to_go(bench: Bench, asked_by: str) -> None:
    """With delete_before_replace the old one goes first, before it those that must be replaced with it, no others."""
    bench.cloud.delete_first = asked_by == "provider"
    options = pulumi.ResourceOptions(delete_before_replace=True if asked_by == "program" else None)

    def program(name: str) -> None:
        bucket = aws.s3.Bucket("data", bucket=name, opts=options)
        falls = aws.sns.Topic("falls", name=bucket.id.apply(lambda text: f"{text}-falls"))
        aws.sns.Topic("falls-too", name=falls.name.apply(lambda text: f"{text}-too"))
        aws.sns.Topic("stays", name="stays", display_name=bucket.id)

    bench.deploy(lambda: program("one"))
    result = bench.deploy(lambda: program("two"))

    steps = bench.steps()
    assert steps[:4] == ["delete falls-too", "delete falls", "delete data", "create data"]
    assert sorted(steps[4:]) == ["create falls", "create falls-too", "update stays"]
    assert result.counts == {"replaced": 3, "updated": 1}
    assert sorted(bench.cloud.things) == ["stays", "two", "two-falls", "two-falls-too"]


def test_delete_before_replace_can_be_declined(bench: Bench) -> None:
    """The program's False wins over the provider's wish."""
    bench.cloud.delete_first = True
    options = pulumi.ResourceOptions(delete_before_replace=False)

    bench.deploy(lambda: aws.s3.Bucket("data", bucket="one", opts=options))
    bench.deploy(lambda: aws.s3.Bucket("data", bucket="two", opts=options))

    assert bench.steps() == ["create data", "delete data"]


def test_what_the_program_no_longer_has_is_deleted_last_and_in_reverse(bench: Bench) -> None:
    """Dependents go before what they depend on, after everything else."""

    def program() -> None:
        bucket = aws.s3.Bucket("data", bucket="data")
        topic = aws.sns.Topic("news", display_name=bucket.id)
        aws.sqs.Queue("jobs", opts=pulumi.ResourceOptions(depends_on=[topic]))

    bench.deploy(program)
    result = bench.deploy(lambda: aws.sns.Topic("other"))

    assert bench.steps() == ["create other", "delete jobs", "delete news", "delete data"]
    assert result.counts == {"created": 1, "deleted": 3}


def test_destroy_deletes_everything_and_the_state(bench: Bench) -> None:
    """Destroying needs no program and leaves no state file; a second time it does nothing."""
    bench.deploy(lambda: Shop("corner"))

    assert bench.destroy().counts == {"deleted": 2}
    assert bench.steps() == ["delete corner-news", "delete corner-data"]
    assert not bench.state_file.exists()
    assert bench.destroy().counts == {}


def test_destroy_tries_everything(bench: Bench) -> None:
    """A resource that can't be deleted is named with the provider's message and kept in the state; the others go."""
    bench.deploy(lambda: [aws.s3.Bucket("stuck"), aws.s3.Bucket("fine"), aws.s3.Bucket("stuck-too")])
    bench.cloud.broken = {"delete stuck": DeployError("not empty"), "delete stuck-too": DeployError("denied")}

    with pytest.raises(TeardownError) as caught:
        bench.destroy()

    report = caught.value.report()
    assert f"{BUCKET} 'stuck' could not be deleted: not empty" in report
    assert f"{BUCKET} 'stuck-too' could not be deleted: denied" in report
    assert len(bench.cloud.things) == 2
    bench.cloud.broken = {}
    assert bench.destroy().counts == {"deleted": 2}


def test_a_protected_resource_is_neither_deleted_nor_replaced(bench: Bench) -> None:
    """A protected resource stops deletion, replacement and destruction, and says how to go on."""
    options = pulumi.ResourceOptions(protect=True)
    bench.deploy(lambda: aws.s3.Bucket("data", bucket="one", opts=options))

    removed = bench.fail(lambda: None)
    replaced = bench.fail(lambda: aws.s3.Bucket("data", bucket="two", opts=options))
    with pytest.raises(TeardownError, match="it is protected, and it would be destroyed with the stack"):
        bench.destroy()

    assert "could not be deleted: it is protected, and the program no longer has it" in str(removed)
    assert "it is protected, and it would have to be replaced" in str(replaced)
    assert "remove protect=True" in replaced.report()
    assert list(bench.cloud.things) == ["one"]
    bench.deploy(lambda: aws.s3.Bucket("data", bucket="one"))
    assert bench.destroy().counts == {"deleted": 1}


def test_a_retained_resource_is_left_in_the_cloud(bench: Bench) -> None:
    """retain_on_delete forgets the resource without deleting it."""
    options = pulumi.ResourceOptions(retain_on_delete=True)
    bench.deploy(lambda: aws.s3.Bucket("data", bucket="kept", opts=options))

    bench.deploy(lambda: None)

    assert bench.steps() == []
    assert "kept" in bench.cloud.things


def test_what_is_deleted_with_another_is_not_deleted_by_itself(bench: Bench) -> None:
    """deleted_with leaves the deletion to the other resource when that goes too."""

    def program() -> None:
        bucket = aws.s3.Bucket("data", bucket="data")
        aws.sns.Topic("news", opts=pulumi.ResourceOptions(deleted_with=bucket))

    bench.deploy(program)
    bench.destroy()

    assert bench.steps() == ["delete data"]


@pytest.mark.parametrize(
    ("ignored", "expected"),
    [
        (["tags"], {"a": "1", "b": "1"}),
        (["tags.a"], {"a": "1", "b": "2"}),
        (['tags["b"]'], {"a": "2", "b": "1"}),
        (["tags.*"], {"a": "1", "b": "1"}),
        (["*"], {"a": "1", "b": "1"}),
        (["acl"], {"a": "2", "b": "2"}),
    ],
)
def test_ignored_changes_keep_the_old_value(bench: Bench, ignored: list[str], expected: dict[str, str]) -> None:
    """ignore_changes holds the values at its paths, and no others."""
    options = pulumi.ResourceOptions(ignore_changes=ignored)

    def program(value: str) -> None:
        aws.s3.Bucket("data", bucket="data", tags={"a": value, "b": value}, opts=options)

    bench.deploy(lambda: program("1"))
    result = bench.deploy(lambda: program("2"))

    assert bench.cloud.things["data"]["tags"] == expected
    assert result.counts == ({"same": 1} if expected == {"a": "1", "b": "1"} else {"updated": 1})


@pytest.mark.parametrize(
    ("ignored", "expected"),
    [
        ("tags.c", {"a": "2"}),
        ("tags.b", {"a": "2", "b": "1", "c": "2"}),
        ("tags.*", {"a": "1", "b": "1"}),
    ],
)
def test_ignored_keys_are_neither_added_nor_removed(bench: Bench, ignored: str, expected: dict[str, str]) -> None:
    """A key that ignore_changes names does not appear where it was not, and stays where it was."""
    options = pulumi.ResourceOptions(ignore_changes=[ignored])

    bench.deploy(lambda: aws.s3.Bucket("data", bucket="data", tags={"a": "1", "b": "1"}, opts=options))
    bench.deploy(lambda: aws.s3.Bucket("data", bucket="data", tags={"a": "2", "c": "2"}, opts=options))

    assert bench.cloud.things["data"]["tags"] == expected


@pytest.mark.parametrize(("path", "verb"), [("tags.a", "replaced"), ("tags", "replaced"), ("tags.b", "updated")])
def test_replacement_on_a_change_can_be_asked_for(bench: Bench, path: str, verb: str) -> None:
    """replace_on_changes replaces when something at its path changes, and only then."""
    options = pulumi.ResourceOptions(replace_on_changes=[path])

    bench.deploy(lambda: aws.s3.Bucket("data", tags={"a": "1", "b": "1"}, opts=options))
    result = bench.deploy(lambda: aws.s3.Bucket("data", tags={"a": "2", "b": "1"}, opts=options))

    assert result.counts == {verb: 1}


@with_option("replacement_trigger")
def test_a_replacement_trigger_replaces(bench: Bench) -> None:
    """A changed replacement_trigger asks for a new resource, the same one does not."""

    def program(trigger: str) -> None:
        aws.s3.Bucket("data", opts=pulumi.ResourceOptions(replacement_trigger=trigger))

    counts = [bench.deploy(functools.partial(program, trigger)).counts for trigger in ("1", "1", "2")]

    assert counts == [{"created": 1}, {"same": 1}, {"replaced": 1}]


@with_option("replace_with")
def test_a_resource_is_replaced_with_another(bench: Bench) -> None:
    """replace_with replaces a resource whenever the other one is."""

    def program(name: str) -> None:
        bucket = aws.s3.Bucket("data", bucket=name)
        aws.sns.Topic("news", opts=pulumi.ResourceOptions(replace_with=[bucket], depends_on=[bucket]))

    bench.deploy(lambda: program("one"))

    assert bench.deploy(lambda: program("two")).counts == {"replaced": 2}


@pytest.mark.parametrize(
    "alias",
    [
        pulumi.Alias(name="old"),
        urn_of(BUCKET, "old"),
        pulumi.Alias(name="old", parent=None),
    ],
)
def test_a_renamed_resource_is_kept(bench: Bench, alias: str | pulumi.Alias) -> None:
    """An alias of any form finds the resource under its former name."""
    bench.deploy(lambda: aws.s3.Bucket("old", bucket="data"))

    result = bench.deploy(lambda: aws.s3.Bucket("new", bucket="data", opts=pulumi.ResourceOptions(aliases=[alias])))

    assert result.counts == {"same": 1}
    assert bench.steps() == []
    assert bench.resource(BUCKET, "new")["id"] == "data"


def test_children_of_a_renamed_component_are_kept(bench: Bench) -> None:
    """A child named after its component is found under the component's former name."""
    bench.deploy(lambda: Shop("corner"))

    result = bench.deploy(lambda: Shop("market", pulumi.ResourceOptions(aliases=[pulumi.Alias(name="corner")])))

    assert result.counts == {"same": 2}
    assert bench.steps() == []


def test_a_resource_moves_into_a_component(bench: Bench) -> None:
    """An alias without a parent finds a resource that had none."""

    class Box(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("shop:index:Box", "box")
            alias = pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)
            aws.s3.Bucket("data", bucket="data", opts=pulumi.ResourceOptions(parent=self, aliases=[alias]))

    bench.deploy(lambda: aws.s3.Bucket("data", bucket="data"))

    assert bench.deploy(Box).counts == {"same": 1}


def test_another_region_means_other_resources(bench: Bench) -> None:
    """When a provider's region changes, what it serves is made there anew and deleted where it was."""

    def program(region: str) -> None:
        west = aws.Provider("place", region=region)
        pulumi.export("arn", aws.s3.Bucket("data", opts=pulumi.ResourceOptions(provider=west)).arn)

    bench.deploy(lambda: program("us-west-2"))
    result = bench.deploy(lambda: program("eu-west-1"))

    assert result.counts == {"replaced": 1}
    assert result.outputs["arn"].startswith("arn:eu-west-1:")
    assert bench.steps() == ["create data", "delete data"]


def test_another_provider_for_the_same_place_changes_nothing(bench: Bench) -> None:
    """A resource may move from the default provider to one of the program with the same region."""

    def program() -> None:
        aws.s3.Bucket("data", opts=pulumi.ResourceOptions(provider=aws.Provider("home", region="us-east-1")))

    bench.deploy(lambda: aws.s3.Bucket("data"))

    assert bench.deploy(program).counts == {"same": 1}


def test_a_resource_taken_over_from_outside_is_made_anew(bench: Bench) -> None:
    """A resource that was only looked up is created when the program registers it, and the other is left alone."""
    bench.cloud.things["theirs"] = {"bucket": "theirs", "arn": "arn:theirs"}
    bench.deploy(lambda: aws.s3.Bucket.get("data", "theirs"))

    result = bench.deploy(lambda: aws.s3.Bucket("data", bucket="ours"))

    assert result.counts == {"replaced": 1}
    assert sorted(bench.cloud.things) == ["ours", "theirs"]


def test_an_own_resource_that_is_looked_up_is_released(bench: Bench) -> None:
    """A stack's own resource that the program now only looks up stays; under another id the own one is deleted."""
    bench.deploy(lambda: aws.s3.Bucket("data", bucket="ours"))
    bench.deploy(lambda: aws.s3.Bucket.get("data", "ours"))
    assert "ours" in bench.cloud.things

    bench.destroy()
    assert "ours" in bench.cloud.things


def test_secret_outputs_are_marked_in_the_state(bench: Bench) -> None:
    """Outputs named in additional_secret_outputs, and those of secret inputs, are secrets for the program and state."""

    def program() -> None:
        options = pulumi.ResourceOptions(additional_secret_outputs=["arn"])
        bucket = aws.s3.Bucket("data", bucket="data", tags={"a": pulumi.Output.secret("hush")}, opts=options)
        pulumi.export("secret", [pulumi.Output.from_input(bucket.arn).is_secret(), bucket.tags.is_secret()])

    assert bench.deploy(program).outputs == {"secret": [True, True]}
    outputs = bench.resource(BUCKET, "data")["outputs"]
    assert outputs["arn"]["value"] == "arn:us-east-1:data"
    assert outputs["tags"]["a"]["value"] == "hush"


# --- other packages ---------------------------------------------------------------------------------------------------


class Notes(pulumi.dynamic.ResourceProvider):
    """Keep notes as files of a folder."""

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> pulumi.dynamic.CheckResult:
        failures = [] if news["text"] else [pulumi.dynamic.CheckFailure("text", "must not be empty")]
        return pulumi.dynamic.CheckResult(news, failures)

    def diff(self, _id: str, olds: dict[str, Any], news: dict[str, Any]) -> pulumi.dynamic.DiffResult:
        moved = olds["folder"] != news["folder"]
        return pulumi.dynamic.DiffResult(
            changes=moved or olds["text"] != news["text"], replaces=["folder"] if moved else []
        )

    def create(self, props: dict[str, Any]) -> pulumi.dynamic.CreateResult:
        file = Path(props["folder"], "note")
        file.write_text(props["text"])
        return pulumi.dynamic.CreateResult(str(file), {**props, "size": len(props["text"])})

    def update(self, id_: str, _olds: dict[str, Any], news: dict[str, Any]) -> pulumi.dynamic.UpdateResult:
        Path(id_).write_text(news["text"])
        return pulumi.dynamic.UpdateResult({**news, "size": len(news["text"])})

    def delete(self, id_: str, _props: dict[str, Any]) -> None:
        Path(id_).unlink()


class Note(pulumi.dynamic.Resource):
    """A note whose size is known when it is written."""

    size: pulumi.Output[int]

    def __init__(self, text: str, folder: Path) -> None:
        super().__init__(Notes(), "note", {"text": text, "folder": str(folder), "size": None})


def test_dynamic_providers_make_change_and_delete(bench: Bench, tmp_path: Path) -> None:
    """A resource whose code is in the program goes through its whole life, the end without the program."""
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()

    def deploy(text: str, folder: Path) -> tuple[Any, Mapping[str, int]]:
        result = bench.deploy(lambda: pulumi.export("size", Note(text, folder).size))
        return result.outputs["size"], result.counts

    assert deploy("hello", folders[0]) == (5, {"created": 1})
    assert deploy("hello", folders[0]) == (5, {"same": 1})
    assert deploy("hello again", folders[0]) == (11, {"updated": 1})
    assert deploy("hello again", folders[1]) == (11, {"replaced": 1})
    assert [path.read_text() for path in tmp_path.glob("*/note")] == ["hello again"]
    assert str(bench.fail(lambda: Note("", folders[1]))).endswith("could not be deployed: text: must not be empty")
    bench.destroy()
    assert list(tmp_path.glob("*/note")) == []


class Random(pulumi.CustomResource):
    """A resource as the classes of pulumi_random are, which is not installed here."""

    result: pulumi.Output[Any]
    results: pulumi.Output[Any]
    hex: pulumi.Output[Any]
    bcryptHash: pulumi.Output[str]  # noqa: N815  # as in the protocol

    def __init__(self, kind: str, secret: str = "", **inputs: Any) -> None:
        token = f"random:index/random{kind}:Random{kind}"
        outputs = dict.fromkeys(("result", "hex", "b64Url", "results", "bcryptHash"))
        options = pulumi.ResourceOptions(additional_secret_outputs=[secret] if secret else None)
        super().__init__(token, kind.lower(), {**outputs, **inputs}, options)


def test_random_values_are_chosen_once(bench: Bench) -> None:
    """Values of the package random keep to their rules, stay the same, and change with their inputs."""

    def program(keeper: str = "") -> None:
        password = Random("Password", "result", length=20, minNumeric=3, special=False, keepers={"a": keeper})
        pulumi.export("password", password.result)
        pulumi.export("hash", password.bcryptHash)
        pulumi.export("secret", pulumi.Output.from_input(password.result).is_secret())
        pulumi.export("ids", [Random("Id", byteLength=4).id, Random("Pet", length=3).id, Random("Uuid").id])
        pulumi.export("integer", Random("Integer", min=3, max=4).result)
        pulumi.export("bytes", Random("Bytes", length=4).hex)
        pulumi.export("shuffled", Random("Shuffle", inputs=["a", "b"], resultCount=3).results)
        text = Random("String", length=4, overrideSpecial="_", lower=False, upper=False, numeric=False)
        pulumi.export("text", text.result)
        pulumi.export("ordered", Random("Uuid7").result)

    began = time.time_ns() // 1_000_000
    first, again, other = bench.deploy(program), bench.deploy(program), bench.deploy(lambda: program("new"))

    outputs = first.outputs
    assert again == Result(outputs, {"same": 9})
    assert other.counts == {"same": 8, "replaced": 1}
    ordered = uuid.UUID(outputs["ordered"])
    assert (ordered.version, ordered.variant) == (7, uuid.RFC_4122)
    assert began <= ordered.int >> 80 <= time.time_ns() // 1_000_000
    assert other.outputs["password"] != outputs["password"]
    assert len(outputs["password"]) == 20
    assert sum(letter.isdigit() for letter in outputs["password"]) >= 3
    assert outputs["password"].isalnum()
    assert bcrypt.checkpw(outputs["password"].encode(), outputs["hash"].encode())
    assert outputs["secret"]
    assert [len(outputs["ids"][0]), outputs["ids"][1].count("-"), outputs["ids"][2].count("-")] == [6, 2, 4]
    assert outputs["integer"] in {3, 4}
    assert len(outputs["bytes"]) == 8
    assert set(outputs["shuffled"]) == {"a", "b"}
    assert outputs["text"] == "____"


# --- after a failure --------------------------------------------------------------------------------------------------


def test_the_next_deployment_goes_on_after_a_failed_one(bench: Bench) -> None:
    """A resource that was made is not made again."""
    bench.cloud.broken = {"create second": DeployError("no")}

    def program() -> None:
        first = aws.s3.Bucket("first", bucket="first")
        aws.sns.Topic("second", display_name=first.id)

    bench.fail(program)
    bench.cloud.broken = {}

    assert bench.deploy(program).counts == {"same": 1, "created": 1}


def test_a_failed_update_is_tried_again(bench: Bench) -> None:
    """The state keeps the old inputs until an update has worked."""
    bench.deploy(lambda: aws.sqs.Queue("jobs", delay_seconds=1))
    bench.cloud.broken = {"update jobs": DeployError("no")}
    bench.fail(lambda: aws.sqs.Queue("jobs", delay_seconds=2))
    bench.cloud.broken = {}

    assert bench.deploy(lambda: aws.sqs.Queue("jobs", delay_seconds=2)).counts == {"updated": 1}


def test_nothing_is_deleted_when_the_program_fails(bench: Bench) -> None:
    """Deletions are for the end of a program that went well."""
    bench.deploy(lambda: aws.s3.Bucket("data", bucket="data"))

    def program() -> None:
        raise ValueError

    bench.fail(program)

    assert "data" in bench.cloud.things


def test_an_old_resource_that_could_not_be_deleted_goes_next_time(bench: Bench) -> None:
    """A replaced resource stays in the state until it is deleted."""
    bench.deploy(lambda: aws.s3.Bucket("data", bucket="one"))
    bench.cloud.broken = {"delete data": DeployError("not empty")}
    error = bench.fail(lambda: aws.s3.Bucket("data", bucket="two"))
    bench.cloud.broken = {}
    result = bench.deploy(lambda: aws.s3.Bucket("data", bucket="two"))

    assert "could not be deleted: not empty" in str(error)
    assert result.counts == {"same": 1}
    assert list(bench.cloud.things) == ["two"]


def test_a_replacement_that_failed_half_way_is_finished(bench: Bench) -> None:
    """When the old one is deleted and the new one can't be made, the next deployment makes it."""
    options = pulumi.ResourceOptions(delete_before_replace=True)
    bench.deploy(lambda: aws.s3.Bucket("data", bucket="one", opts=options))
    bench.cloud.broken = {"create data": DeployError("no")}
    bench.fail(lambda: aws.s3.Bucket("data", bucket="two", opts=options))
    bench.cloud.broken = {}
    bench.deploy(lambda: aws.s3.Bucket("data", bucket="two", opts=options))

    assert bench.steps() == ["create data"]
    assert list(bench.cloud.things) == ["two"]
    assert bench.destroy().counts == {"deleted": 1}


def test_a_creation_that_was_cut_off_is_cleaned_up_and_made_anew(bench: Bench) -> None:
    """A resource that a killed process was creating is found by its name and deleted, then created under a new name."""
    bench.deploy(lambda: aws.sns.Topic("other"))
    provider = bench.resource(TOPIC, "other")["provider"]
    checkpoint = bench.stack().checkpoint
    checkpoint.begin(Pending(urn_of(BUCKET, "data"), provider, {"bucket": "data-77"}))
    checkpoint.begin(Pending(urn_of(BUCKET, "gone"), provider, {"bucket": "gone-78"}))
    bench.cloud.things |= {"data-77": {"half": "made"}, "gone-78": {"half": "made"}}

    bench.deploy(lambda: [aws.sns.Topic("other"), aws.s3.Bucket("data")])

    assert bench.steps() == ["read data", "delete data", "create data", "read gone", "delete gone"]
    assert sorted(bench.cloud.things) == ["data-1", "other-0"]
    assert bench.stack().checkpoint.pending == []


def test_destroy_cleans_up_a_creation_that_was_cut_off(bench: Bench) -> None:
    """The end of a stack also finds what a killed process was creating."""
    bench.deploy(lambda: aws.sns.Topic("other"))
    provider = bench.resource(TOPIC, "other")["provider"]
    bench.stack().checkpoint.begin(Pending(urn_of(BUCKET, "data"), provider, {"bucket": "data-77"}))
    bench.cloud.things["data-77"] = {"half": "made"}

    bench.destroy()

    assert bench.cloud.things == {}
    assert not bench.state_file.exists()
