"""Deployments of real programs to an embedded LocalStack."""

import asyncio
import dataclasses
import json
import logging
import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
import pulumi
import pulumi_aws as aws
import pytest
from invoke.program import Program

from stackrig.deployment.stacks import deploy, deploy_stack, destroy_stack
from stackrig.deployment.targets import account_of
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession, new_account
from stackrig.errors import DeployError, SettingsError, StartError, TeardownError
from stackrig.settings import Settings
from stackrig.tasks import namespace

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws")

BUCKET, SECRET = "aws:s3/bucket:Bucket", "aws:secretsmanager/secret:Secret"


@pytest.fixture(params=["inprocess", pytest.param("cli", marks=pytest.mark.pulumi_cli)])
def settings(tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """Return the settings of a project of the test's own, deployed by each engine."""
    return Settings(root=tmp_path, project="shop", stack="test", deploy_engine=request.param)


@pytest.fixture(scope="module")
def localstack_server(localstack_server: AwsEndpoint) -> AwsEndpoint:
    """Return the suite's LocalStack with an account of this file's own: other tests leave buckets in the first one."""
    return dataclasses.replace(localstack_server, access_key=new_account(localstack_server).access_key)


@pytest.fixture
def boto(localstack_server: AwsEndpoint) -> boto3.Session:
    return EndpointSession(localstack_server)


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a bucket or a secret in LocalStack."""
    yield
    if "localstack_server" in request.fixturenames:
        boto = EndpointSession(request.getfixturevalue("localstack_server"))
        assert bucket_names(boto) == []
        assert secret_names(boto) == []


def bucket_names(boto: boto3.Session) -> list[str]:
    return [str(bucket["Name"]) for bucket in boto.client("s3").list_buckets()["Buckets"]]


def secret_names(boto: boto3.Session) -> list[str]:
    return [str(secret["Name"]) for secret in boto.client("secretsmanager").list_secrets()["SecretList"]]


def secret_of(name: str) -> Callable[[], None]:
    """Return a program with a secret, its value and a bucket that waits for both."""

    def program() -> None:
        secret = aws.secretsmanager.Secret("key", name=name, recovery_window_in_days=0)
        version = aws.secretsmanager.SecretVersion(
            "value", secret_id=secret.id, secret_string=json.dumps({"password": "hunter22"})
        )
        bucket = aws.s3.Bucket("data", opts=pulumi.ResourceOptions(depends_on=[version]))
        pulumi.export("secret_arn", secret.arn)
        pulumi.export("value", version.secret_string)
        pulumi.export("bucket", {"name": bucket.id})

    return program


def test_a_program_is_deployed_and_destroyed(
    localstack_server: AwsEndpoint, settings: Settings, boto: boto3.Session
) -> None:
    """The outputs are plain values, the resources are in LocalStack, and nothing is left at the end."""
    with deploy("shop", "one", secret_of("first"), localstack=localstack_server, settings=settings) as outputs:
        value = boto.client("secretsmanager").get_secret_value(SecretId=outputs["secret_arn"])
        assert json.loads(value["SecretString"]) == {"password": "hunter22"}
        assert outputs["value"] == value["SecretString"]
        assert bucket_names(boto) == [outputs["bucket"]["name"]]
        assert outputs["bucket"]["name"].startswith("data-")
        assert list(outputs) == ["bucket", "secret_arn", "value"]

    assert [path.name for path in (settings.root / ".stackrig").iterdir()] == [".gitignore"]


def test_a_missing_boto3_is_told(
    localstack_server: AwsEndpoint, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the extra that brings boto3."""
    monkeypatch.setitem(sys.modules, "boto3", None)

    with pytest.raises(StartError, match="boto3 is not installed") as caught:
        deploy_stack(settings, lambda: None, localstack=localstack_server)
    assert "pip install 'stackrig[embedded]'" in caught.value.report()


def test_project_and_stack_come_from_the_project(
    localstack_server: AwsEndpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """deploy(program) alone takes them from [tool.stackrig] of the folder the test runs in."""
    (tmp_path / "pyproject.toml").write_text('[tool.stackrig]\nproject = "mine"\nstack = "here"\n')
    monkeypatch.chdir(tmp_path)

    def program() -> None:
        pulumi.export("names", [pulumi.get_project(), pulumi.get_stack()])

    with deploy(program, localstack=localstack_server) as outputs:
        assert outputs == {"names": ["mine", "here"]}


def test_config_is_the_programs(localstack_server: AwsEndpoint, settings: Settings, boto: boto3.Session) -> None:
    """Keys without a namespace are the project's, values may be any JSON, secrets stay so, aws:region is obeyed."""
    config = {"size": 3, "flags": ["a"], "key": {"value": "hunter22", "secret": True}, "aws:region": "eu-west-1"}

    def program() -> None:
        here = pulumi.Config()
        pulumi.export("size", here.require_int("size"))
        pulumi.export("flags", here.require_object("flags"))
        pulumi.export("key", here.require_secret("key"))
        pulumi.export("bucket", aws.s3.Bucket("data").id)

    with deploy(program, localstack=localstack_server, config=config, settings=settings) as outputs:
        where = boto.client("s3").get_bucket_location(Bucket=outputs.pop("bucket"))["LocationConstraint"]

    assert where == "eu-west-1"
    assert outputs == {"size": 3, "flags": ["a"], "key": "hunter22"}


def test_an_account_is_chosen_by_its_key(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """An access key of 12 digits is an account of its own, with a state of its own."""
    there = {**localstack_server, "access_key": "111111111111"}

    def program() -> None:
        pulumi.export("arn", aws.secretsmanager.Secret("key", recovery_window_in_days=0).arn)
        pulumi.export("account", aws.get_caller_identity().account_id)

    with (
        deploy(program, localstack=there, settings=settings) as theirs,
        deploy(program, localstack=localstack_server, settings=settings) as ours,
    ):
        assert theirs["account"] == "111111111111"
        assert theirs["arn"].split(":")[4] == "111111111111"
        assert ours["account"] == localstack_server.access_key
    assert account_of("test") == "000000000000"


def test_what_is_modelled_only_is_named(
    localstack_server: AwsEndpoint, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """A line at each deployment counts the resources that are modelled only, and no others."""
    caplog.set_level(logging.INFO, "stackrig")

    def program() -> None:
        aws.sqs.Queue("orders")
        for name in ("one", "two"):
            aws.ec2.Vpc(name, cidr_block="10.0.0.0/16")

    with deploy(program, localstack=localstack_server, settings=settings):
        pass

    told = [text for text in caplog.messages if "modelled only" in text]
    assert told == ["modelled only, nothing runs for them: 2 aws:ec2/vpc:Vpc"]


def test_a_stack_is_left_and_found_again(
    localstack_server: AwsEndpoint, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """With teardown=False the next deployment has nothing to do and says so; the state is private and not logged."""
    caplog.set_level(logging.DEBUG, "stackrig")
    with deploy(secret_of("kept"), localstack=localstack_server, teardown=False, settings=settings) as first:
        pass
    second = deploy_stack(settings, secret_of("kept"), localstack=localstack_server)

    assert (second.outputs, second.same, second.created) == (first, 3, 0)
    assert second.summary().startswith("stack test of shop: nothing to do, 3 resources unchanged (")
    assert stat.S_IMODE(second.state_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(second.state_file.parent.stat().st_mode) == 0o700
    assert ("hunter22" in second.state_file.read_text()) == (settings.deploy_engine == "inprocess")  # the CLI encrypts
    assert "hunter22" not in caplog.text + repr(second)
    destroy_stack(second, localstack=localstack_server)
    destroy_stack(second, localstack=localstack_server)
    assert not second.state_file.parent.exists()


def test_a_changed_program_changes_the_stack(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """Updates, replacements and deletions are counted."""

    def before() -> None:
        aws.s3.Bucket("changed", tags={"a": "1"})
        aws.s3.Bucket("replaced", bucket="shop-one")
        aws.s3.Bucket("removed")

    def after() -> None:
        aws.s3.Bucket("changed", tags={"a": "2"})
        aws.s3.Bucket("replaced", bucket="shop-two")
        aws.s3.Bucket("added")

    deploy_stack(settings, before, localstack=localstack_server)
    deployment = deploy_stack(settings, after, localstack=localstack_server)
    destroy_stack(deployment, localstack=localstack_server)

    counts = (deployment.created, deployment.updated, deployment.replaced, deployment.deleted, deployment.same)
    assert counts == (1, 1, 1, 1, 0)
    assert "1 created, 1 updated, 1 replaced, 1 deleted (" in deployment.summary()


# --- failures -------------------------------------------------------------------------------------------------------


def test_an_error_of_aws_is_told_and_what_was_made_is_gone(
    localstack_server: AwsEndpoint, settings: Settings, boto: boto3.Session, capfd: pytest.CaptureFixture[str]
) -> None:
    """The error has type, name, AWS's code and message, URN and line; nothing else is printed; nothing is left."""
    client = boto.client("secretsmanager")
    client.create_secret(Name="taken", SecretString="theirs")

    def program() -> None:
        bucket = aws.s3.Bucket("data")
        aws.secretsmanager.Secret("key", name="taken", opts=pulumi.ResourceOptions(depends_on=[bucket]))

    with (
        pytest.raises(DeployError) as caught,
        deploy(program, localstack=localstack_server, settings=settings),
    ):
        pytest.fail("the block must not run")

    client.delete_secret(SecretId="taken", ForceDeleteWithoutRecovery=True)
    message, report = str(caught.value), caught.value.report()
    assert message.startswith(f"{SECRET} 'key' could not be created: CreateSecret: ResourceExistsException: ")
    assert f"URN: urn:pulumi:test::shop::{SECRET}::key" in report
    assert f"declared at {__file__}:{program.__code__.co_firstlineno + 2}" in report
    assert bucket_names(boto) == []
    assert [path.name for path in (settings.root / ".stackrig").iterdir()] == [".gitignore"]
    assert capfd.readouterr() == ("", "")


def test_an_unsupported_type_says_how_to_go_on(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """A type the light provider lacks is named with its line, by the CLI with its URN and the real provider."""

    def program() -> None:
        aws.gamelift.GameSessionQueue("x")

    with (
        pytest.raises(DeployError) as caught,
        deploy(program, localstack=localstack_server, settings=settings),
    ):
        pytest.fail("the block must not run")

    report = caught.value.report()
    if settings.deploy_engine == "inprocess":
        assert "aws:gamelift/gameSessionQueue:GameSessionQueue (1): LocalStack's free version has no gamelift" in report
        assert f"{__file__}:" in report
        assert "[tool.stackrig.replace]" in report
        return
    assert report.startswith("aws:gamelift/gameSessionQueue:GameSessionQueue 'x' could not be deployed: ")
    assert "URN: urn:pulumi:test::shop::aws:gamelift/gameSessionQueue:GameSessionQueue::x" in report
    assert "--deploy-engine=cli" in report
    assert "--aws-provider=plugin" in report


def test_what_is_protected_goes_with_a_stack_on_our_emulator(
    localstack_server: AwsEndpoint, settings: Settings, boto: boto3.Session
) -> None:
    """A rig is thrown away, and so is what the program protects; of an emulator that is not ours it stays."""
    options = pulumi.ResourceOptions(protect=True)

    def program() -> None:
        pulumi.export("name", aws.s3.Bucket("data", opts=options).id)

    theirs = {**localstack_server, "backend": "attach"}
    with (
        pytest.raises(TeardownError, match="protect"),
        deploy(program, localstack=theirs, settings=settings) as outputs,
    ):
        pass
    assert bucket_names(boto) == [outputs["name"]]

    with deploy(program, localstack=localstack_server, settings=settings) as again:
        assert again == outputs

    assert bucket_names(boto) == []
    with deploy(program, localstack=new_account(localstack_server), settings=settings) as elsewhere:
        assert elsewhere != outputs


def test_a_failed_block_destroys_the_stack(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """An exception of the block passes through, after the stack is gone."""
    with (
        pytest.raises(ZeroDivisionError),
        deploy(secret_of("gone"), localstack=localstack_server, settings=settings),
    ):
        _ = 1 / 0

    assert [path.name for path in (settings.root / ".stackrig").iterdir()] == [".gitignore"]


@pytest.fixture
def attached(localstack_server: AwsEndpoint) -> AwsEndpoint:
    """Return the LocalStack as one that somebody else started: its buckets are not emptied before they are deleted."""
    return dataclasses.replace(localstack_server, process=None, backend="attach")


def test_an_error_of_destroying_is_raised_beside_that_of_the_block(
    attached: AwsEndpoint, settings: Settings, boto: boto3.Session
) -> None:
    """A resource that can't be deleted is named, and the block's own exception is not lost."""
    s3 = boto.client("s3")

    def fill_and_fail() -> None:
        s3.put_object(Bucket="shop-full", Key="a", Body=b"")
        raise ValueError("of the block")

    with (
        pytest.raises(TeardownError) as caught,
        deploy(lambda: aws.s3.Bucket("data", bucket="shop-full"), localstack=attached, settings=settings),
    ):
        fill_and_fail()

    assert str(caught.value).startswith(f"{BUCKET} 'data' could not be deleted: DeleteBucket: BucketNotEmpty")
    assert repr(caught.value.__context__) == "ValueError('of the block')"
    s3.delete_object(Bucket="shop-full", Key="a")
    with deploy(lambda: None, localstack=attached, settings=settings):
        assert bucket_names(boto) == []


def test_what_could_not_be_destroyed_after_a_failure_is_told(
    attached: AwsEndpoint, settings: Settings, boto: boto3.Session
) -> None:
    """The error of the deployment stays the first one; what is left of it is named beside it."""
    s3 = boto.client("s3")

    def fill_and_fail(name: str) -> None:
        s3.put_object(Bucket=name, Key="a", Body=b"")
        raise ValueError("of the program")

    def program() -> None:
        aws.s3.Bucket("data", bucket="shop-stuck").id.apply(fill_and_fail)

    with (
        pytest.raises(DeployError, match="the Pulumi program failed: ValueError: of the program") as caught,
        deploy(program, localstack=attached, settings=settings),
    ):
        pytest.fail("the block must not run")

    assert f"could not be destroyed completely: {BUCKET} 'data' could not be deleted" in caught.value.report()
    s3.delete_object(Bucket="shop-stuck", Key="a")
    with deploy(lambda: None, localstack=attached, settings=settings):
        assert bucket_names(boto) == []


def test_a_stack_that_was_there_survives_a_failed_change(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """deploy_stack keeps what an earlier deployment made, says so, and goes on from there."""

    def broken() -> None:
        aws.s3.Bucket("data", bucket="shop-data")
        aws.s3.Bucket("bad", bucket="NOT A NAME")

    deploy_stack(settings, lambda: aws.s3.Bucket("data", bucket="shop-data"), localstack=localstack_server)
    with pytest.raises(DeployError) as caught:
        deploy_stack(settings, broken, localstack=localstack_server)
    deployment = deploy_stack(settings, lambda: aws.s3.Bucket("data", bucket="shop-data"), localstack=localstack_server)
    destroy_stack(deployment, localstack=localstack_server)

    assert "the stack stays as it is now" in caught.value.report()
    assert (deployment.same, deployment.created) == (1, 0)


def test_a_first_deployment_that_fails_leaves_nothing(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """deploy_stack destroys what it made when there was nothing before."""

    def program() -> None:
        good = aws.s3.Bucket("good")
        aws.s3.Bucket("bad", bucket=good.id.apply(lambda _: "NOT A NAME"))

    with pytest.raises(DeployError, match="'bad' could not be created"):
        deploy_stack(settings, program, localstack=localstack_server)

    assert [path.name for path in (settings.root / ".stackrig").iterdir()] == [".gitignore"]


def test_a_provider_elsewhere_is_refused(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """An endpoint that is not on this machine is never called."""

    def program() -> None:
        provider = aws.Provider("away", region="us-east-1", endpoints=[{"s3": "https://s3.example.com"}])
        aws.s3.Bucket("data", opts=pulumi.ResourceOptions(provider=provider))

    with (
        pytest.raises(DeployError, match=r"endpoint https://s3\.example\.com is not on this machine"),
        deploy(program, localstack=localstack_server, settings=settings),
    ):
        pytest.fail("the block must not run")


def test_nowhere_to_deploy_to_is_said_before_anything_starts(settings: Settings) -> None:
    """A deployment without a LocalStack is a SettingsError."""
    with (
        pytest.raises(SettingsError, match="there is no LocalStack to deploy to"),
        deploy(lambda: None, settings=settings),
    ):
        pytest.fail("the block must not run")


def test_a_dead_endpoint_is_named(settings: Settings) -> None:
    """Nothing listens on the discard port."""
    with (
        pytest.raises(DeployError, match=r"nothing to deploy to answers at http://127\.0\.0\.1:9: "),
        deploy(lambda: None, localstack={"endpoint_url": "http://127.0.0.1:9"}, settings=settings),
    ):
        pytest.fail("the block must not run")


# --- several, and other boots -----------------------------------------------------------------------------------------


def test_three_deployments_at_once(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """Stacks deployed in threads of one process do not see each other."""
    together = threading.Barrier(3)

    def run(number: int) -> dict[str, Any]:
        name = f"s{number}"
        with deploy("shop", name, secret_of(name), localstack=localstack_server, settings=settings) as outputs:
            together.wait(60)
            return dict(outputs)

    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(run, range(3)))

    assert [result["secret_arn"].split(":")[-1][:2] for result in results] == ["s0", "s1", "s2"]


def test_deployments_of_one_stack_wait_for_each_other(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """The second one deploys after the first one's block has ended and its stack is gone."""
    order: list[str] = []

    def run(name: str) -> None:
        with deploy(secret_of("same"), localstack=localstack_server, settings=settings):
            order.append(name)
            time.sleep(0.2)
            order.append(name)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, ["a", "b"]))

    assert order in (["a", "a", "b", "b"], ["b", "b", "a", "a"])


def test_a_coroutine_can_deploy(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """The deployment works inside a running event loop, and an async program in it."""

    async def program() -> None:
        await asyncio.sleep(0)
        pulumi.export("name", aws.s3.Bucket("data", bucket="shop-loop").id)

    async def test() -> None:
        with deploy(program, localstack=localstack_server, settings=settings) as outputs:
            assert outputs == {"name": "shop-loop"}

    asyncio.run(test())


def test_state_belongs_to_one_boot_of_the_emulator(
    localstack_server: AwsEndpoint, settings: Settings, boto: boto3.Session
) -> None:
    """For another boot the stack is empty: everything is made, though the first one's state is still there."""

    def program() -> None:
        pulumi.export("bucket", aws.s3.Bucket("data").id)

    first = deploy_stack(settings, program, localstack=localstack_server)
    second = deploy_stack(settings, program, localstack={**localstack_server, "boot_id": "another"})
    destroy_stack(second, localstack=localstack_server)  # of a boot that is gone: its record goes, nothing else
    again = deploy_stack(settings, program, localstack=localstack_server)
    destroy_stack(again, localstack=localstack_server)

    assert (first.created, second.created, again.same) == (1, 1, 1)
    assert first.outputs != second.outputs
    assert not second.state_file.exists()
    boto.client("s3").delete_bucket(Bucket=second.outputs["bucket"])


def test_states_of_emulators_that_are_gone_are_removed(localstack_server: AwsEndpoint, tmp_path: Path) -> None:
    """States that a killed session left of this stack are removed; that of another region of a live emulator stays."""
    settings = Settings(root=tmp_path, project="shop", stack="test", deploy_engine="inprocess")
    ask = {"endpoint_url": localstack_server.endpoint_url, "region": "us-east-1"}
    there = deploy_stack(settings, lambda: aws.s3.Bucket("data"), localstack={**ask, "region": "eu-west-1"})
    folder, document = there.state_file.parent, json.loads(there.state_file.read_text())
    stale: dict[str, dict[str, Any]] = {
        "test-00000001.json": {"endpoint": "http://127.0.0.1:9"},
        "test-00000002.json": {"identity": {"boot": "0"}},
    }
    for name, change_of in stale.items():
        (folder / name).write_text(json.dumps({**document, **change_of}))
    (folder / "testing-00000003.json").write_text("another stack's")

    ours = deploy_stack(settings, lambda: None, localstack=ask)
    left = {path.name for path in folder.glob("*.json")}
    for deployment in (there, ours):
        destroy_stack(deployment, localstack=ask)

    assert left == {there.state_file.name, ours.state_file.name, "testing-00000003.json"}


def test_the_boot_is_asked_for_when_the_handle_does_not_say(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """A mapping with endpoint_url and region alone, as other tools hand it around, is enough."""
    handle = {"endpoint_url": localstack_server.endpoint_url, "region": "us-east-1"}

    deployment = deploy_stack(settings, lambda: aws.s3.Bucket("data"), localstack=handle)
    destroy_stack(deployment, localstack=handle)

    assert deployment.identity["boot"] not in {"", localstack_server.endpoint_url}


KILLED = """
    import sys, time
    from pathlib import Path
    import pulumi, pulumi_aws as aws
    from stackrig.deployment.stacks import deploy_stack
    from stackrig.settings import Settings

    def wait(name):
        Path(sys.argv[2]).touch()
        time.sleep(60)

    def program():
        first = aws.s3.Bucket("first", bucket="shop-first")
        second = aws.s3.Bucket("second", bucket=first.id.apply(lambda name: name + "-2"))
        second.id.apply(wait)

    settings = Settings(root=Path(sys.argv[1]), project="shop", stack="test", deploy_engine=sys.argv[4])
    deploy_stack(settings, program, localstack={"endpoint_url": sys.argv[3], "region": "us-east-1"})
"""


def test_a_killed_deployment_is_finished_by_the_next(
    localstack_server: AwsEndpoint, settings: Settings, tmp_path: Path
) -> None:
    """After SIGKILL the next deployment goes on from what was recorded, and holds the lock at once."""
    marker = tmp_path / "marker"
    handle = {"endpoint_url": localstack_server.endpoint_url, "region": "us-east-1"}
    words = [str(tmp_path), str(marker), handle["endpoint_url"], settings.deploy_engine]
    command = [sys.executable, "-c", textwrap.dedent(KILLED), *words]
    with subprocess.Popen(command) as child:
        while not marker.exists():
            assert child.poll() is None
            time.sleep(0.02)
        os.kill(child.pid, signal.SIGKILL)

    def program() -> None:
        first = aws.s3.Bucket("first", bucket="shop-first")
        aws.s3.Bucket("second", bucket=first.id.apply(lambda name: f"{name}-2"))
        aws.s3.Bucket("third")

    deployment = deploy_stack(settings, program, localstack=handle)
    destroy_stack(deployment, localstack=handle)

    assert (deployment.same, deployment.created) == (2, 1)


def test_stacks_of_one_place_know_each_other(localstack_server: AwsEndpoint, tmp_path: Path) -> None:
    """A stack reference reads the outputs of a stack on the same LocalStack, else those that the settings give."""
    settings = Settings(root=tmp_path, project="network", stack="dev", deploy_engine="inprocess")
    given = Settings(
        root=tmp_path, project="app", deploy_engine="inprocess", stack_outputs={"other/dev": {"vpc": "vpc-2"}}
    )

    def network() -> None:
        pulumi.export("vpc", "vpc-1")

    def app() -> None:
        pulumi.export("own", pulumi.StackReference("organization/network/dev").get_output("vpc"))
        pulumi.export("given", pulumi.StackReference("other/dev").get_output("vpc"))

    with pytest.raises(DeployError, match="the stack network/dev is not deployed to this LocalStack"):
        deploy_stack(given, lambda: pulumi.StackReference("network/dev"), localstack=localstack_server)
    with (
        deploy(network, settings=settings, localstack=localstack_server),
        deploy(app, settings=given, localstack=localstack_server) as outputs,
    ):
        assert outputs == {"own": "vpc-1", "given": "vpc-2"}


def test_what_a_program_lacks_is_found_without_a_server(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`invoke check` lists it, from a function that gets a database's handle, and is content once it is replaced."""
    (tmp_path / "lacking_infra.py").write_text(LACKING)
    settings = tmp_path / "pyproject.toml"
    settings.write_text('[tool.stackrig]\nprogram = "lacking_infra:program"\n')
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit):
        Program(namespace=namespace).run(["invoke", "check"])
    shown = capsys.readouterr()
    assert "aws:cloudfront/lamp:Lamp (2)" in shown.err + shown.out
    assert f"{tmp_path}/lacking_infra.py:" in shown.err + shown.out

    settings.write_text(settings.read_text() + '[tool.stackrig.replace]\n"aws:cloudfront/*" = "skip"\n')
    Program(namespace=namespace).run(["invoke", "check"], exit=False)
    assert "stackrig has all that the program needs" in capsys.readouterr().out


LACKING = """
import pulumi, pulumi_aws as aws

class Lamp(pulumi.CustomResource):
    def __init__(self, name, origin):
        super().__init__("aws:cloudfront/lamp:Lamp", name, {"origin": origin})

def program(postgres):
    def run():
        bucket = aws.s3.Bucket("data", tags={"host": postgres.container_name})
        for name in ("one", "two"):
            Lamp(name, bucket.arn)
        pulumi.export("partition", aws.get_partition().partition)
    return run
"""
