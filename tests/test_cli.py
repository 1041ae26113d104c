"""The Pulumi CLI as the engine. What both engines must do alike is in test_deployment.py."""

import dataclasses
import gc
import json
import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import Any

import boto3
import psutil
import pulumi
import pulumi_aws as aws
import pytest
import yaml
from pulumi.dynamic import CreateResult, Resource, ResourceProvider

from chinook_api.program import api_program
from stackrig.deployment.engines.cli import CliStack, destroy, install, run_program
from stackrig.deployment.engines.values import Properties
from stackrig.deployment.provider.contract import Diff, State
from stackrig.deployment.provider.plugin import endpoint_keys, plugin_inputs
from stackrig.deployment.stacks import Deployment, deploy, deploy_stack, destroy_stack, preview_stack
from stackrig.deployment.targets import choose_engine
from stackrig.deployment.urns import StackName
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.errors import DeployError, SettingsError, StartError
from stackrig.settings import Settings, change
from tests.waiting import PATIENCE, eventually

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws")
needs_cli = pytest.mark.pulumi_cli

SDK = metadata.version("pulumi")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a project of the test's own that is deployed by the CLI."""
    return Settings(root=tmp_path, project="shop", stack="dev", deploy_engine="cli")


@pytest.fixture
def boto(localstack_server: AwsEndpoint) -> boto3.Session:
    return EndpointSession(localstack_server)


def fake_cli(folder: Path, script: str) -> str:
    """Make a command `pulumi` and return a PATH with it in front."""
    folder.mkdir()
    path = folder / "pulumi"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def without_cli(folder: Path) -> str:
    """Return a PATH on which there is a shell's equipment and no pulumi."""
    folder.mkdir()
    return str(folder)


def one_bucket() -> None:
    pulumi.export("bucket", aws.s3.Bucket("data").id)


# --- which engine ---------------------------------------------------------------------------------------------------


def test_auto_takes_the_cli_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The choice says why: pulumi is on PATH or not, or the engine was asked for."""
    auto = Settings(root=tmp_path)
    monkeypatch.setenv("PATH", fake_cli(tmp_path / "bin", "exit 1"))
    with_cli = choose_engine(auto)
    asked = choose_engine(change(auto, deploy_engine="inprocess"))
    monkeypatch.setenv("PATH", without_cli(tmp_path / "empty"))
    bare = choose_engine(auto)

    assert (with_cli.kind, with_cli.reason) == ("cli", f"pulumi is on PATH, {tmp_path / 'bin' / 'pulumi'}")
    assert (asked.kind, asked.reason) == ("inprocess", "asked for")
    assert (bare.kind, bare.reason) == ("inprocess", "pulumi is not on PATH")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"deploy_engine": "cli"}, "deploy_engine = 'cli': pulumi is not on PATH"),
        ({"deploy_engine": "inprocess", "aws_provider": "plugin"}, "aws_provider = 'plugin' needs the Pulumi CLI"),
        ({"aws_provider": "plugin"}, "aws_provider = 'plugin' needs the Pulumi CLI"),
    ],
)
def test_a_missing_cli_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: Mapping[str, object], message: str
) -> None:
    """A rig that needs the CLI is refused before anything starts, with the task that installs it."""
    monkeypatch.setenv("PATH", without_cli(tmp_path / "empty"))

    with pytest.raises(SettingsError, match=message) as caught:
        choose_engine(change(Settings(root=tmp_path), **options))
    assert "\n" not in str(caught.value)
    assert "invoke install-pulumi" in caught.value.report()


OLD_CLI = """
url=${PULUMI_BACKEND_URL#file://}
folder=${url%%\\?*}/.pulumi/stacks/shop
mkdir -p "$folder"
echo '{"version": 3, "checkpoint": {"latest": {"manifest": {"version": "v3.100.0"}}}}' > "$folder/dev.json"
"""


def test_a_cli_that_is_too_old_is_refused(
    localstack_server: AwsEndpoint, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version comes from the state the CLI wrote, without a run of its own; nothing is left."""
    monkeypatch.setenv("PATH", fake_cli(tmp_path / "bin", OLD_CLI))

    with pytest.raises(DeployError, match=r"pulumi v3\.100\.0 is too old, 3\.181\.0 is needed") as caught:
        deploy_stack(settings, one_bucket, localstack=localstack_server)

    assert "--deploy-engine=inprocess" in caught.value.report()
    assert [path.name for path in (tmp_path / ".stackrig").iterdir()] == [".gitignore"]


def test_a_cli_that_does_not_work_is_quoted(
    localstack_server: AwsEndpoint, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code and what it said are in the error."""
    monkeypatch.setenv("PATH", fake_cli(tmp_path / "bin", "echo no space left >&2; exit 7"))

    with pytest.raises(DeployError, match="exit code 7") as caught:
        deploy_stack(settings, one_bucket, localstack=localstack_server)
    assert "no space left" in caught.value.report()


def test_a_cli_that_can_not_be_executed_is_told(tmp_path: Path) -> None:
    """The program on PATH may be for another machine, or gone by now."""
    stack = dataclasses.replace(Cloud(tmp_path / "cloud").stack(tmp_path), command=str(tmp_path / "pulumi"))

    with pytest.raises(DeployError, match=r"pulumi can't be run: .*No such file"):
        run_program(stack, slow_program)


@needs_cli
def test_any_folder_will_do(tmp_path: Path) -> None:
    """Blanks, umlauts and what means something in URLs may stand in the project's path."""
    root = tmp_path / "my shop #1 100%25 ü?"
    root.mkdir()
    (root / "hurry").touch()
    cloud = Cloud(root / "cloud")

    result = run_program(cloud.stack(root), slow_program)
    destroy(cloud.stack(root))

    assert result.counts == {"created": 2}
    assert [path.name for path in root.iterdir() if path.name != "hurry"] == ["cloud"]


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # the SDK leaves the script open that it can't get
def test_a_cli_that_can_not_be_downloaded_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """install-pulumi says which version, and why not."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setattr("urllib.request._opener", None)  # urlopen remembers the proxies of its first call

    with pytest.raises(StartError, match=rf"pulumi {re.escape(SDK)} could not be installed: .*refused"):
        install()
    gc.collect()  # else a later test is told of that file


def test_a_cli_that_is_installed_already_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """install-pulumi downloads nothing twice."""
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / ".pulumi" / "versions" / SDK
    folder.mkdir(parents=True)
    fake_cli(folder / "bin", f"echo v{SDK}")

    assert install() == folder / "bin" / "pulumi"


@needs_cli
def test_a_stack_keeps_its_engine(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """A stack of one engine is not deployed a second time by the other; `auto` goes on with the one that has it."""
    inprocess, auto = (change(settings, deploy_engine=name) for name in ("inprocess", "auto"))
    theirs = deploy_stack(settings, one_bucket, localstack=localstack_server)
    with pytest.raises(DeployError, match="deployed by the other engine") as refused:
        deploy_stack(inprocess, one_bucket, localstack=localstack_server)
    destroy_stack(theirs, localstack=localstack_server)
    ours = deploy_stack(inprocess, one_bucket, localstack=localstack_server)
    with pytest.raises(DeployError, match="deployed by the other engine"):
        deploy_stack(settings, one_bucket, localstack=localstack_server)
    again = deploy_stack(auto, one_bucket, localstack=localstack_server)
    destroy_stack(ours, localstack=localstack_server)

    assert "--deploy-engine=cli" in refused.value.report()
    assert (again.engine, again.same) == ("inprocess", 1)


def test_what_only_the_cli_does_is_refused_by_the_other(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """A preview and a refresh name the option that gives them."""
    inprocess = change(settings, deploy_engine="inprocess")
    for ask in (
        lambda: preview_stack(inprocess, one_bucket, localstack=localstack_server),
        lambda: deploy_stack(inprocess, one_bucket, localstack=localstack_server, refresh=True),
    ):
        with pytest.raises(SettingsError, match="the in-process engine does not") as caught:
            ask()
        assert "--deploy-engine=cli" in caught.value.report()


# --- how the CLI is run ---------------------------------------------------------------------------------------------


@needs_cli
def test_two_runs_make_a_fresh_stack(
    localstack_server: AwsEndpoint, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The CLI is run twice for the first deployment, and once for each later one and for its end."""
    calls = tmp_path / "calls"
    script = f'echo "$*" >> "{calls}"; exec "{shutil.which("pulumi")}" "$@"'
    monkeypatch.setenv("PATH", fake_cli(tmp_path / "bin", script))

    deploy_stack(settings, one_bucket, localstack=localstack_server)
    deployment = deploy_stack(settings, one_bucket, localstack=localstack_server)
    destroy_stack(deployment, localstack=localstack_server)

    verbs = [re.sub(r"--\S+ ?", "", line).split()[0] for line in calls.read_text().splitlines()]
    assert verbs == ["stack", "up", "up", "destroy"]


@needs_cli
def test_the_users_own_pulumi_is_not_touched(
    localstack_server: AwsEndpoint, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither backend, token, passphrase nor home folder of the user's are used, nor their AWS account."""
    home = tmp_path / "home"
    home.mkdir()
    for name, value in {
        "HOME": str(home),
        "PULUMI_BACKEND_URL": "https://api.example.com",
        "PULUMI_ACCESS_TOKEN": "pul-0",
        "PULUMI_CONFIG_PASSPHRASE": "theirs",
        "PULUMI_HOME": str(home / "pulumi"),
        "AWS_PROFILE": "production",
        "AWS_REGION": "mars-north-1",
    }.items():
        monkeypatch.setenv(name, value)

    with deploy(one_bucket, localstack=localstack_server, settings=settings) as outputs:
        assert outputs["bucket"].startswith("data-")
    assert list(home.iterdir()) == []


@needs_cli
def test_every_step_is_logged_and_no_secret_is(
    localstack_server: AwsEndpoint, settings: Settings, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """The log has the engine, the steps with their seconds and the program's messages; secrets are in no file."""
    caplog.set_level(logging.DEBUG, "stackrig")
    config = {"key": {"value": "hunter22", "secret": True}}

    def program() -> None:
        key = pulumi.Config().require_secret("key")
        aws.ssm.Parameter("key", type="SecureString", value=key)
        key.apply(lambda text: pulumi.log.info(f"it is {text}"))
        pulumi.export("key", key)

    deployment = deploy_stack(settings, program, localstack=localstack_server, config=config)
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and b"hunter22" in path.read_bytes()]
    destroy_stack(deployment, localstack=localstack_server)

    lines = caplog.messages
    assert any(line.startswith("deploying with the Pulumi CLI: ") for line in lines)
    assert any(re.fullmatch(r"created aws:ssm/parameter:Parameter key \(\d+\.\d s\)", line) for line in lines)
    assert any(re.fullmatch(r"deleted aws:ssm/parameter:Parameter key \(\d+\.\d s\)", line) for line in lines)
    assert "it is [secret]" in lines
    assert "hunter22" not in caplog.text + repr(deployment)
    assert deployment.outputs == {"key": "hunter22"}
    assert kept == []


@needs_cli
def test_a_lock_of_a_dead_cli_is_removed(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """The lock of a killed CLI does not stop the next deployment."""
    first = deploy_stack(settings, one_bucket, localstack=localstack_server)
    locks = first.state_file.parents[2] / "locks" / "organization" / "shop" / "dev"
    locks.mkdir(parents=True, exist_ok=True)
    lock = {"pid": 4_000_000, "username": "x", "hostname": socket.gethostname(), "timestamp": "2026-01-01T00:00:00Z"}
    (locks / "0f.json").write_text(json.dumps(lock))

    again = deploy_stack(settings, one_bucket, localstack=localstack_server)
    destroy_stack(again, localstack=localstack_server)

    assert again.same == 1


@needs_cli
def test_backends_of_emulators_that_are_gone_are_removed(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """The next deployment removes what belongs to a boot that is over; another region's stays."""
    ask = {"endpoint_url": localstack_server.endpoint_url, "region": "us-east-1"}
    there = deploy_stack(settings, one_bucket, localstack={**ask, "region": "eu-west-1"})
    folder = there.state_file.parents[4]
    stale: dict[str, dict[str, Any]] = {"1": {"endpoint": "http://127.0.0.1:9"}, "2": {"identity": {"boot": "0"}}}
    for name, change_of in stale.items():
        (folder.parent / name).mkdir()
        document = {**json.loads((folder / "identity.json").read_text()), **change_of}
        (folder.parent / name / "identity.json").write_text(json.dumps(document))

    ours = deploy_stack(settings, one_bucket, localstack=ask)
    left = {path.name for path in folder.parent.iterdir()}
    for deployment in (there, ours):
        destroy_stack(deployment, localstack=ask)

    assert left == {folder.name, ours.state_file.parents[4].name}
    assert not folder.parent.exists()


# --- what programs do -----------------------------------------------------------------------------------------------


@needs_cli
def test_providers_of_other_regions_keep_theirs(
    localstack_server: AwsEndpoint, settings: Settings, boto: boto3.Session
) -> None:
    """Explicit providers and v7's region of a resource reach their regions by the one port; functions too."""

    def program() -> None:
        west = aws.Provider("west", region="us-west-2", default_tags={"tags": {"from": "west"}})
        pulumi.export("default", aws.sqs.Queue("default").arn)
        pulumi.export("west", aws.sqs.Queue("west", opts=pulumi.ResourceOptions(provider=west)).arn)
        pulumi.export("own", aws.sqs.Queue("own", region="eu-west-1").arn)
        pulumi.export("asked", aws.get_region_output(opts=pulumi.InvokeOptions(provider=west)).region)

    deployment = deploy_stack(settings, program, localstack=localstack_server)
    again = deploy_stack(settings, program, localstack=localstack_server)
    url = boto.client("sqs", region_name="us-west-2").list_queues()["QueueUrls"][0]
    tags = boto.client("sqs", region_name="us-west-2").list_queue_tags(QueueUrl=url)["Tags"]
    destroy_stack(again, localstack=localstack_server)

    regions = {name: str(value).split(":")[3] for name, value in deployment.outputs.items() if name != "asked"}
    assert regions == {"default": "us-east-1", "west": "us-west-2", "own": "eu-west-1"}
    assert deployment.outputs["asked"] == "us-west-2"
    assert tags == {"from": "west"}
    assert (again.same, again.outputs) == (3, deployment.outputs)


class Doubling(ResourceProvider):
    """Double a number."""

    def create(self, props: dict[str, Any]) -> CreateResult:
        return CreateResult("two", {"number": props["number"] * 2})


class Doubled(Resource):
    number: pulumi.Output[int]

    def __init__(self, name: str, number: int) -> None:
        super().__init__(Doubling(), name, {"number": number})


class Random(pulumi.CustomResource):
    """A resource of pulumi_random, as that package would declare it."""

    result: pulumi.Output[str]

    def __init__(self, token: str, name: str, **inputs: object) -> None:
        super().__init__(token, name, {**inputs, "result": None})


@needs_cli
def test_random_and_dynamic_resources_need_no_plugin(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """The packages `random` and `pulumi-python` are served beside `aws`."""

    def program() -> None:
        pulumi.export("pet", Random("random:index/randomPet:RandomPet", "pet", length=3).id)
        pulumi.export("password", Random("random:index/randomPassword:RandomPassword", "word", length=20).result)
        pulumi.export("doubled", Doubled("doubled", 21).number)

    with deploy(program, localstack=localstack_server, settings=settings) as outputs:
        assert len(outputs["pet"].split("-")) == 3
        assert len(outputs["password"]) == 20
        assert outputs["doubled"] == 42


@needs_cli
def test_a_path_means_the_folder_the_program_runs_in(
    localstack_server: AwsEndpoint,
    settings: Settings,
    boto: boto3.Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The CLI works in a folder of its own, yet a relative asset is found, and a change of its content is seen."""
    monkeypatch.chdir(tmp_path)
    Path("notes.txt").write_text("first", encoding="utf-8")

    def program() -> None:
        bucket = aws.s3.Bucket("data", force_destroy=True)
        aws.s3.BucketObjectv2("notes", bucket=bucket.id, key="notes", source=pulumi.FileAsset("notes.txt"))
        pulumi.export("bucket", bucket.id)

    first = deploy_stack(settings, program, localstack=localstack_server)
    same = deploy_stack(settings, program, localstack=localstack_server)
    Path("notes.txt").write_text("second", encoding="utf-8")
    changed = deploy_stack(settings, program, localstack=localstack_server, refresh=True)
    body = boto.client("s3").get_object(Bucket=first.outputs["bucket"], Key="notes")["Body"].read()
    destroy_stack(changed, localstack=localstack_server)

    assert (same.same, changed.updated, body) == (2, 1, b"second")


@needs_cli
def test_a_preview_changes_nothing(localstack_server: AwsEndpoint, settings: Settings, boto: boto3.Session) -> None:
    """Every step is named with what causes it, and nothing is made, changed or left behind."""
    tags = {"a": "1"}

    def program() -> None:
        bucket = aws.s3.Bucket("data", tags=tags)
        topic = aws.sns.Topic("news")
        aws.sqs.Queue("mail", name=pulumi.Output.concat(bucket.id, "-", topic.name), delay_seconds=1)

    fresh = preview_stack(settings, program, localstack=localstack_server)
    assert boto.client("s3").list_buckets()["Buckets"] == []
    assert [path.name for path in (settings.root / ".stackrig").iterdir()] == [".gitignore"]

    deployment = deploy_stack(settings, program, localstack=localstack_server)
    tags["a"] = "2"
    changed = preview_stack(settings, program, localstack=localstack_server)
    destroy_stack(deployment, localstack=localstack_server)

    assert sorted(fresh.steps) == [
        "create aws:s3/bucket:Bucket data",
        "create aws:sns/topic:Topic news",
        "create aws:sqs/queue:Queue mail",
    ]
    assert fresh.counts == {"created": 3}
    assert changed.steps == ("update aws:s3/bucket:Bucket data (tags, tagsAll)",)
    assert changed.counts == {"updated": 1, "same": 2}


@needs_cli
def test_a_refresh_finds_what_was_changed_elsewhere(
    localstack_server: AwsEndpoint, settings: Settings, boto: boto3.Session
) -> None:
    """A resource that somebody deleted is made again, and one that somebody changed is changed back."""

    def program() -> None:
        pulumi.export("url", aws.sqs.Queue("mail", delay_seconds=5).url)
        aws.sns.Topic("news", name="news")

    first = deploy_stack(settings, program, localstack=localstack_server)
    boto.client("sns").delete_topic(TopicArn="arn:aws:sns:us-east-1:000000000000:news")
    sqs = boto.client("sqs")
    sqs.set_queue_attributes(QueueUrl=first.outputs["url"], Attributes={"DelaySeconds": "9"})
    blind = deploy_stack(settings, program, localstack=localstack_server)
    seeing = deploy_stack(settings, program, localstack=localstack_server, refresh=True)
    delay = sqs.get_queue_attributes(QueueUrl=first.outputs["url"], AttributeNames=["DelaySeconds"])["Attributes"]
    destroy_stack(seeing, localstack=localstack_server)

    assert blind.same == 2
    assert (seeing.created, seeing.updated) == (1, 1)
    assert delay == {"DelaySeconds": "5"}


@needs_cli
def test_a_resource_is_imported(localstack_server: AwsEndpoint, settings: Settings, boto: boto3.Session) -> None:
    """The option import_ takes over what was made by others, and the stack's end deletes it."""
    boto.client("s3").create_bucket(Bucket="made-by-hand")

    def program() -> None:
        options = pulumi.ResourceOptions(import_="made-by-hand")
        pulumi.export("arn", aws.s3.Bucket("data", bucket="made-by-hand", opts=options).arn)

    deployment = deploy_stack(settings, program, localstack=localstack_server)
    destroy_stack(deployment, localstack=localstack_server)

    assert deployment.outputs == {"arn": "arn:aws:s3:::made-by-hand"}
    assert boto.client("s3").list_buckets()["Buckets"] == []


@needs_cli
def test_a_stack_refers_to_another(localstack_server: AwsEndpoint, settings: Settings) -> None:
    """Stacks of one boot, account and region see each other's outputs, secret ones too."""

    def network() -> None:
        pulumi.export("queue", aws.sqs.Queue("mail", name="mail").arn)
        pulumi.export("key", pulumi.Output.secret("hunter22"))

    def shop() -> None:
        other = pulumi.StackReference("organization/network/dev")
        pulumi.export("queue", other.require_output("queue"))
        pulumi.export("key", other.require_output("key"))

    with (
        deploy("network", "dev", network, localstack=localstack_server, settings=settings),
        deploy("shop", "dev", shop, localstack=localstack_server, settings=settings) as outputs,
    ):
        assert outputs == {"queue": "arn:aws:sqs:us-east-1:000000000000:mail", "key": "hunter22"}


@needs_cli
def test_chinook_is_the_same_with_both_engines(
    localstack_server: AwsEndpoint, settings: Settings, tmp_path: Path
) -> None:
    """The article's program gives equal outputs, ids aside, and the same counts, again with nothing to do."""
    database = {"container_name": "127.0.0.1", "container_port": 5432, "username": "u", "password": "hunter22"}
    program = api_program({**database, "database": "chinook"})

    def run(engine: str) -> tuple[Deployment, Deployment]:
        with_engine = change(settings, deploy_engine=engine)
        first = deploy_stack(with_engine, program, localstack=localstack_server)
        again = deploy_stack(with_engine, program, localstack=localstack_server)
        destroy_stack(again, localstack=localstack_server)
        return first, again

    (cli, cli_again), (own, own_again) = run("cli"), run("inprocess")

    assert [named(result) for result in (cli, cli_again)] == [named(result) for result in (own, own_again)]
    assert (cli.engine, cli.created) == ("cli", own.created)
    assert (cli_again.same, cli_again.created) == (own_again.same, 0)
    assert [path.name for path in (tmp_path / ".stackrig").iterdir()] == [".gitignore"]


def named(deployment: Deployment) -> dict[str, str]:
    """Return the outputs with what is random in them left out: API ids, and the letters of automatic names."""
    text = {name: str(value) for name, value in deployment.outputs.items()}
    api = text["rest_api_id"]
    return {name: re.sub(r"-[0-9a-f]{7}|-\w{6}$", "", value.replace(api, "API")) for name, value in text.items()}


# --- interrupted ----------------------------------------------------------------------------------------------------


class Cloud:
    """Keep things as files in a folder, so that they outlive the process; one called slow takes for ever to make."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def names(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}

    def stack(self, root: Path) -> CliStack:
        return CliStack(
            name=StackName("shop", "dev"),
            factories={"aws": lambda _inputs: self},
            command="pulumi",
            folder=root / "backend",
            identity={"boot": "1"},
            endpoint="http://127.0.0.1:9",
        )

    def check(self, urn: str, olds: Properties | None, news: Properties) -> Properties:
        automatic = f"{urn.rsplit('::', maxsplit=1)[-1]}-{time.monotonic_ns()}"
        return {**news, "name": news.get("name") or (olds or {}).get("name") or automatic}

    def diff(self, _urn: str, old: State, news: Properties) -> Diff:
        changes = frozenset(key for key in old.inputs.keys() | news.keys() if old.inputs.get(key) != news.get(key))
        return Diff(changes, changes & {"name"})

    def create(self, urn: str, inputs: Properties) -> State:
        (self.folder / inputs["name"]).touch()
        if "slow" in urn and not (self.folder.parent / "hurry").exists():
            (self.folder.parent / "reached").touch()
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and not (self.folder.parent / "hurry").exists():
                time.sleep(0.05)
        return State(inputs["name"], {**inputs, "arn": inputs["name"]}, inputs)

    def read(self, _urn: str, resource_id: str, inputs: Properties) -> State | None:
        return State(resource_id, inputs, inputs) if (self.folder / resource_id).exists() else None

    def update(self, _urn: str, old: State, news: Properties) -> State:
        return State(old.id, {**news, "arn": old.id}, news)

    def delete(self, _urn: str, old: State) -> None:
        (self.folder / old.id).unlink(missing_ok=True)

    def invoke(self, _token: str, _arguments: Mapping[str, Any]) -> Properties:
        return {}


def slow_program() -> None:
    first = aws.sns.Topic("first")
    pulumi.export("slow", aws.sns.Topic("slow", display_name=first.arn).name)


DEPLOYS = """
    import runpy, sys, warnings
    from pathlib import Path
    warnings.simplefilter("ignore")
    tests = runpy.run_path(sys.argv[1])
    root = Path(sys.argv[2])
    tests["run_program"](tests["Cloud"](root / "cloud").stack(root), tests["slow_program"])
"""


def start_deploying(root: Path) -> "subprocess.Popen[bytes]":
    """Start a process that deploys, and return it when a resource is half made."""
    command = [sys.executable, "-c", textwrap.dedent(DEPLOYS), __file__, str(root)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    eventually(lambda: (root / "reached").exists() or child.poll() is not None)
    assert child.poll() is None
    return child


def clis_of(root: Path) -> list[int]:
    """Return the pids of the CLIs that work for a project and live."""
    found = []
    for process in psutil.process_iter(["name", "status", "environ"]):
        if process.info["name"] == "pulumi" and str(root) in str(process.info["environ"]):
            found += [process.pid] if process.info["status"] != psutil.STATUS_ZOMBIE else []
    return found


@needs_cli
@pytest.mark.parametrize("killed", ["program", "CLI", "both"])
def test_a_killed_deployment_leaves_no_orphan(tmp_path: Path, killed: str) -> None:
    """Whichever of the two is killed while a resource is made: the next run has no error, and nothing is made twice."""
    cloud = Cloud(tmp_path / "cloud")
    child = start_deploying(tmp_path)
    victims = {"program": [child.pid], "CLI": clis_of(tmp_path), "both": [*clis_of(tmp_path), child.pid]}[killed]
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    (tmp_path / "hurry").touch()  # the creation that was under way ends where its process lives
    child.wait(PATIENCE)
    eventually(lambda: not clis_of(tmp_path))

    result = run_program(cloud.stack(tmp_path), slow_program)

    assert result.counts == {"same": 1, "created": 1}
    assert {name.split("-")[0] for name in cloud.names()} == {"first", "slow"}
    assert len(cloud.names()) == 2
    assert result.outputs["slow"] in cloud.names()
    destroy(cloud.stack(tmp_path))
    assert cloud.names() == set()
    assert not (tmp_path / "backend").exists()


@needs_cli
def test_stacks_come_and_go_side_by_side(tmp_path: Path) -> None:
    """The last stack takes the backend folder with it, but never that of one which is just being made."""
    (tmp_path / "hurry").touch()
    cloud = Cloud(tmp_path / "cloud")

    def live(number: int) -> Mapping[str, int]:
        stack = dataclasses.replace(cloud.stack(tmp_path), name=StackName("shop", f"s{number}"))
        counts = run_program(stack, slow_program).counts
        destroy(stack)
        return counts

    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(live, range(6)))

    assert results == [{"created": 2}] * 6
    assert cloud.names() == set()
    assert not (tmp_path / "backend").exists()


@needs_cli
def test_ctrl_c_ends_the_cli_too(tmp_path: Path) -> None:
    """An interrupted deployment ends soon, its CLI with it, and the next one goes on."""
    cloud = Cloud(tmp_path / "cloud")
    child = start_deploying(tmp_path)
    child.send_signal(signal.SIGINT)
    (tmp_path / "hurry").touch()
    child.wait(PATIENCE)
    assert clis_of(tmp_path) == []

    run_program(cloud.stack(tmp_path), slow_program)
    destroy(cloud.stack(tmp_path))

    assert child.returncode != 0
    assert cloud.names() == set()


# --- plugins ------------------------------------------------------------------------------------------


def test_the_plugins_services_are_led_to_the_emulator() -> None:
    """Every service the installed pulumi_aws has an endpoint for gets the emulator's; the names are the wire's."""
    inputs = plugin_inputs("http://127.0.0.1:4566", "test")
    (endpoints,) = json.loads(inputs["endpoints"])

    assert set(endpoints) == set(endpoint_keys()) >= {"lambda", "s3", "apigateway", "secretsmanager", "sts", "dynamodb"}
    assert set(endpoints.values()) == {"http://127.0.0.1:4566"}
    assert inputs["s3UsePathStyle"] == inputs["skipCredentialsValidation"] == inputs["skipMetadataApiCheck"] == "true"


SPY_CLI = """
cp Pulumi.dev.yaml "$STACKRIG_SPY/config.yaml"
env > "$STACKRIG_SPY/environment"
exit 3
"""


def test_the_plugin_gets_its_configuration_and_no_credentials(
    localstack_server: AwsEndpoint, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Endpoints and flags stand in the stack's config, throw-away keys in the environment; nothing is attached."""
    monkeypatch.setenv("PATH", fake_cli(tmp_path / "bin", SPY_CLI.replace("$STACKRIG_SPY", str(tmp_path))))
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of-the-user")
    plugin = change(settings, aws_provider="plugin")
    with pytest.raises(DeployError):
        deploy_stack(plugin, one_bucket, localstack=localstack_server, config={"aws:accessKey": "111111111111"})

    config = yaml.safe_load((tmp_path / "config.yaml").read_text())["config"]
    environment = dict(
        line.split("=", 1) for line in (tmp_path / "environment").read_text().splitlines() if "=" in line
    )
    assert json.loads(config["aws:endpoints"])[0]["sqs"] == localstack_server.endpoint_url
    assert (config["aws:region"], config["aws:s3UsePathStyle"]) == ("us-east-1", "true")
    assert not {"aws:accessKey", "aws:secretKey"} & set(config)
    assert environment["PULUMI_DEBUG_PROVIDERS"] == ""
    assert environment["AWS_ENDPOINT_URL"] == localstack_server.endpoint_url
    assert (environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]) == ("111111111111", "test")


@needs_cli
def test_an_absent_plugin_is_told_with_the_command_that_installs_it(
    localstack_server: AwsEndpoint, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is downloaded unasked."""
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path / "home"))

    with pytest.raises(DeployError) as caught:
        deploy_stack(change(settings, aws_provider="plugin"), one_bucket, localstack=localstack_server)
    assert "pulumi plugin install resource aws v" in caught.value.report()
    assert "--aws-provider=light" in caught.value.report()


@needs_cli
def test_plugins_of_other_packages_are_the_users_own(
    localstack_server: AwsEndpoint, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plugin that is installed is started, whatever package it is of; one that is not is told with the command."""
    plugin = tmp_path / "home" / "plugins" / "resource-shelf-v1.0.0"
    plugin.mkdir(parents=True)
    script = plugin / "pulumi-resource-shelf"
    script.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path / "home"))

    def fail(package: str) -> str:
        options = pulumi.ResourceOptions(version="1.0.0")
        with pytest.raises(DeployError) as caught:
            deploy_stack(
                settings,
                lambda: pulumi.CustomResource(f"{package}:index:Thing", "thing", {}, options),
                localstack=localstack_server,
            )
        return caught.value.report()

    assert "could not read plugin" in fail("shelf")  # it was started, and is no real one
    assert "pulumi plugin install resource cellar v1.0.0" in fail("cellar")
