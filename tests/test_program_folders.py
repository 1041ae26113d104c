"""Pulumi projects in folders, as the Pulumi CLI runs them: in a process of their own, with their own configuration."""

import dataclasses
import hashlib
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from stackrig.deployment.configuration import merge_config
from stackrig.deployment.engines.ahead import end_ahead, start_ahead
from stackrig.deployment.program_folders import read_program_folder
from stackrig.deployment.stacks import Deployment, deploy, deploy_stack, destroy_stack, find_missing, preview_stack
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession, new_account
from stackrig.errors import DeployError, SettingsError
from stackrig.settings import Settings, load_settings
from stackrig.waiting import wait_until
from tests.waiting import PATIENCE

SHOP = Path(__file__).parent / "programs" / "shop_folder"
PASSPHRASE = "correct horse"
SIMPLE = "name: small\nruntime: python\n"
BY_CLI = (pytest.mark.gate, pytest.mark.pulumi_cli)
ENGINES = ("inprocess", pytest.param("cli", marks=BY_CLI))


@pytest.fixture
def endpoint(localstack_server: AwsEndpoint) -> AwsEndpoint:
    """Return a LocalStack with an account that nothing has used yet."""
    return dataclasses.replace(localstack_server, access_key=new_account(localstack_server).account_id)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a project that holds a copy of the shop."""
    shutil.copytree(SHOP, tmp_path / "shop")
    return Settings(root=tmp_path, program="shop", deploy_engine="inprocess")


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a small Pulumi project with a program, and returns its folder."""

    def write(program: str, project: str = SIMPLE, **files: str) -> Path:
        folder = tmp_path / "small"
        folder.mkdir(exist_ok=True)
        (folder / "Pulumi.yaml").write_text(project)
        (folder / "__main__.py").write_text(textwrap.dedent(program))
        for name, text in files.items():
            (folder / name.replace("__", ".", 1)).write_text(textwrap.dedent(text))
        return folder

    return write


def run(settings: Settings, folder: Path, endpoint: AwsEndpoint, **config: object) -> Deployment:
    return deploy_stack(settings, read_program_folder(folder), localstack=endpoint, config=config)


def processes_of(folder: Path) -> list[psutil.Process]:
    """Return the processes that run in a folder."""
    processes = psutil.process_iter(["cwd"])
    return [process for process in processes if Path(process.info["cwd"] or "/").is_relative_to(folder)]


# --- a whole life ----------------------------------------------------------------------------------------------------


def test_a_project_lives_its_whole_life(
    endpoint: AwsEndpoint, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A project deploys with its stack's settings, works, deploys again without changes, changes, and is destroyed."""
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", PASSPHRASE)
    monkeypatch.chdir(settings.root.parent)
    caplog.set_level(logging.INFO)
    aws, folder = EndpointSession(endpoint), settings.root / "shop"

    first = run(settings, folder, endpoint)

    assert (first.project, first.created) == ("shop", 4)
    assert first.outputs["token"] == "hunter22-token"
    assert first.outputs["labels"] == {"team": "orders", "levels": [1, 2]}
    assert "deploying for ada with [secret]" in caplog.text
    assert "hunter22" not in caplog.text
    answer = aws.client("lambda").invoke(FunctionName=first.outputs["worker"], Payload=b'{"orders": [1, 2]}')
    assert json.load(answer["Payload"]) == {"owner": "ada", "orders": 2}

    assert run(settings, folder, endpoint).same == 4
    changed = run(settings, folder, endpoint, retention=120)
    assert (changed.updated, changed.same) == (1, 3)
    attributes = aws.client("sqs").get_queue_attributes(QueueUrl=changed.outputs["queue"], AttributeNames=["All"])
    assert attributes["Attributes"]["MessageRetentionPeriod"] == "120"

    destroy_stack(changed, localstack=endpoint)
    assert aws.client("lambda").list_functions()["Functions"] == []
    assert "QueueUrls" not in aws.client("sqs").list_queues()
    assert aws.client("sns").list_topics()["Topics"] == []
    assert processes_of(folder) == []


def test_a_folder_is_named_in_place_of_a_function(
    endpoint: AwsEndpoint, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """deploy("shop") finds the folder below the project's, and configuration may come with the call."""
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", PASSPHRASE)

    with deploy("shop", localstack=endpoint, settings=settings, config={"owner": "grace"}) as outputs:
        answer = EndpointSession(endpoint).client("lambda").invoke(FunctionName=outputs["worker"], Payload=b"{}")
        assert json.load(answer["Payload"])["owner"] == "grace"


@pytest.mark.gate
@pytest.mark.parametrize(
    ("version", "engine"),
    [(4, "inprocess"), (5, "inprocess"), (6, "inprocess"), pytest.param(6, "cli", marks=BY_CLI)],
)
def test_a_project_brings_its_own_sdk(
    endpoint: AwsEndpoint, settings: Settings, version: int, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The virtual environment that Pulumi.yaml names runs the program, with another pulumi-aws than stackrig's."""
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", PASSPHRASE)
    settings, folder = dataclasses.replace(settings, deploy_engine=engine), settings.root / "shop"
    (folder / "venv").symlink_to(install_sdk(version))

    deployment = run(settings, folder, endpoint)

    assert (deployment.engine, deployment.outputs["version"].split(".")[0]) == (engine, str(version))
    assert run(settings, folder, endpoint).same == 4
    destroy_stack(deployment, localstack=endpoint)


def install_sdk(version: int) -> Path:
    """Return a virtual environment with a version of pulumi-aws, built once in the cache."""
    folder = Path(os.environ["XDG_CACHE_HOME"], "stackrig-tests", f"pulumi-aws-{version}")
    if (folder / "complete").exists():
        return folder
    # Versions up to 5 import pkg_resources, which setuptools had until version 81.
    packages = [f"pulumi-aws>={version},<{version + 1}", "pulumi>=3.150,<4", "setuptools<81"]
    commands = [
        [sys.executable, "-m", "uv", "venv", "-q", "--clear", str(folder)],
        [sys.executable, "-m", "uv", "pip", "install", "-q", "-p", str(folder), *packages],
    ]
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
        if done.returncode:
            pytest.skip(f"pulumi-aws {version} can't be installed: {done.stderr.strip().splitlines()[-1]}")
    (folder / "complete").touch()
    return folder


DEPLOYER = """
import json, sys
from pathlib import Path
from stackrig.deployment.program_folders import read_program_folder
from stackrig.deployment.stacks import deploy_stack
from stackrig.settings import Settings

root, handle, engine = Path(sys.argv[1]), json.loads(sys.argv[2]), sys.argv[3]
deploy_stack(Settings(root=root, deploy_engine=engine), read_program_folder(root / "shop"), localstack=handle)
"""
# Added to the shop: the queue is made, its state written, and the program does not end.
LATE = """
import pathlib, time
queues.make_queue("late", 60).url.apply(lambda _: (pathlib.Path("late").touch(), time.sleep(1000)))
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_killed_deployment_ends_its_program_and_is_finished_by_the_next(
    endpoint: AwsEndpoint, settings: Settings, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After SIGKILL the program's interpreter is gone, and the next deployment goes on from what was made."""
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", PASSPHRASE)
    folder = settings.root / "shop"
    main = folder / "infra" / "__main__.py"
    text = main.read_text()
    main.write_text(f"{text}\n{LATE}")
    handle = {
        "endpoint_url": endpoint.endpoint_url,
        "region": endpoint.region,
        "boot_id": endpoint.boot_id,
        "access_key": endpoint.access_key,
    }
    with subprocess.Popen([sys.executable, "-c", DEPLOYER, str(settings.root), json.dumps(handle), engine]) as deployer:
        wait_until((folder / "infra" / "late").exists, what="the late queue", timeout=PATIENCE)
        deployer.kill()
    wait_until(lambda: not processes_of(folder), what="the end of the program", timeout=PATIENCE)

    main.write_text(text)
    deployment = run(dataclasses.replace(settings, deploy_engine=engine), folder, endpoint)

    assert (deployment.engine, deployment.created + deployment.same, deployment.deleted) == (engine, 4, 1)
    destroy_stack(deployment, localstack=endpoint)
    assert "QueueUrls" not in EndpointSession(endpoint).client("sqs").list_queues()


def test_an_interrupt_ends_the_program(endpoint: AwsEndpoint, settings: Settings, make: Callable[..., Path]) -> None:
    """Ctrl-C reaches a program that sleeps, at once."""
    folder = make("import time\nopen('asleep', 'w').close()\ntime.sleep(1000)\n")

    def press() -> None:
        wait_until((folder / "asleep").exists, what="the program's sleep", timeout=PATIENCE)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press).start()
    with pytest.raises(KeyboardInterrupt):
        run(settings, folder, endpoint)
    wait_until(lambda: not processes_of(folder), what="the end of the program", timeout=PATIENCE)


def test_the_interpreter_waits_for_its_order(
    endpoint: AwsEndpoint, settings: Settings, make: Callable[..., Path]
) -> None:
    """An interpreter that was started ahead is used by the next deployment; one that nobody used is ended.

    The program's garbage is collected in it, the SDK's modules are not looked at.
    """
    folder = make("""
        import gc, os, pulumi
        pulumi.export('pid', os.getpid())
        pulumi.export('collects', [gc.isenabled(), gc.get_freeze_count() > 10_000])
    """)
    start_ahead(read_program_folder(folder))
    wait_until(lambda: len(processes_of(folder)) > 1, what="the interpreter", timeout=PATIENCE)
    waiting = {process.pid for process in processes_of(folder)}

    first = run(settings, folder, endpoint)
    assert first.outputs["pid"] in waiting
    assert first.outputs["collects"] == [True, True]
    assert run(settings, folder, endpoint).outputs["pid"] not in waiting
    start_ahead(read_program_folder(folder))
    end_ahead()
    assert processes_of(folder) == []


# --- failures --------------------------------------------------------------------------------------------------------


def test_an_exception_of_the_program_shows_its_lines(
    endpoint: AwsEndpoint, settings: Settings, make: Callable[..., Path]
) -> None:
    """The error has the exception and the program's own lines; what was made is destroyed."""
    folder = make(
        "import pulumi_aws as aws\nimport helper\naws.sns.Topic('news')\nhelper.fail()\n",
        helper__py="def fail():\n    raise ValueError('no such shop')\n",
    )

    with pytest.raises(DeployError, match="failed: ValueError: no such shop") as caught:
        run(settings, folder, endpoint)

    assert f'{folder}/helper.py", line 2, in fail' in caught.value.report()
    assert "site-packages" not in caught.value.report()
    assert EndpointSession(endpoint).client("sns").list_topics()["Topics"] == []


@pytest.mark.parametrize(
    ("program", "cause"),
    [
        ("import sys; sys.exit(3)", "SystemExit: 3"),
        ("import os; print('last words', flush=True); os._exit(7)", "exit code 7"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "killed by signal 9"),
        ("import pulumi; pulumi.Config().require('name')", r"requires 1 value\(s\) .* small:name"),
    ],
)
def test_a_program_that_ends_early_fails(
    endpoint: AwsEndpoint, settings: Settings, make: Callable[..., Path], program: str, cause: str
) -> None:
    """Whichever way the process ends, the error says how, with the last of its output where there is nothing else."""
    with pytest.raises(DeployError, match=cause) as caught:
        run(settings, make(program), endpoint)

    assert ("last words" in caught.value.report()) == ("os._exit" in program)


def test_all_configuration_that_a_program_requires_is_named_at_once(
    endpoint: AwsEndpoint, settings: Settings, make: Callable[..., Path]
) -> None:
    """The error names the keys in their order, and what to type; a type that is missing beyond them is found, too."""
    asking = """
        import pulumi, pulumi_aws as aws
        config = pulumi.Config()
        names = [config.require_int('first'), pulumi.Config('other').require('second')]
    """
    lacking = textwrap.dedent(asking) + "aws.fsx.LustreFileSystem('files', subnet_ids='a')\n"
    named = r"requires 2 value\(s\) .*: small:first, other:second"
    with pytest.raises(DeployError, match=named) as caught:
        run(settings, make(textwrap.dedent(asking)), endpoint)
    gaps = find_missing(settings, read_program_folder(make(lacking)), localstack=endpoint, postgres={})

    assert "--config small:first=…" in caught.value.report()
    assert [gap.token for gap in gaps] == ["aws:fsx/lustreFileSystem:LustreFileSystem"]


def test_a_failed_resource_of_a_folder_is_one_error(
    endpoint: AwsEndpoint, settings: Settings, make: Callable[..., Path]
) -> None:
    """A resource that AWS refuses is the error, with its line in the program, and not what Python says of the end."""
    folder = make("import pulumi_aws as aws\naws.s3.Bucket('data', bucket='No_Such_Name')\n")

    with pytest.raises(DeployError, match=r"aws:s3/bucket:Bucket 'data' could not be created") as caught:
        run(settings, folder, endpoint)

    assert f"declared at {folder}/__main__.py:2" in caught.value.report()


@pytest.mark.parametrize(
    ("project", "cause"),
    [
        ("name: small\nruntime: go\n", "runtime: go"),
        ("runtime: python\n", "has no name"),
        ("name: small\nruntime: python\nmain: nowhere\n", "nowhere does not exist"),
        ("name: [", "can't be read"),
        ("- name", "a mapping is expected"),
    ],
)
def test_a_project_that_can_not_run_is_refused(make: Callable[..., Path], project: str, cause: str) -> None:
    """Before anything starts, the file and what is wrong with it are named."""
    with pytest.raises(SettingsError, match=cause):
        read_program_folder(make("", project))


def test_packages_of_node_that_are_missing_are_named(
    endpoint: AwsEndpoint, settings: Settings, make: Callable[..., Path]
) -> None:
    """A Node project without node_modules fails with the command that installs them."""
    folder = make("", "name: small\nruntime: nodejs\n")

    with pytest.raises(DeployError) as caught:
        run(settings, folder, endpoint)

    assert f"npm ci --prefix {folder}" in caught.value.report() or "node, which is not on PATH" in str(caught.value)


def test_a_preview_of_a_folder_takes_the_engine_of_its_deployment(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the Pulumi CLI on PATH a folder is still deployed in-process, so the CLI must not foretell what happens."""
    pulumi = tmp_path / "pulumi"
    pulumi.write_text("#!/bin/sh\nexit 1\n")
    pulumi.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", PASSPHRASE)
    auto = dataclasses.replace(settings, deploy_engine="auto")
    nowhere = {"endpoint_url": "http://127.0.0.1:1", "region": "eu-west-1", "boot_id": "none"}

    with pytest.raises(SettingsError, match="the in-process engine does not preview") as caught:
        preview_stack(auto, read_program_folder(auto.root / "shop"), localstack=nowhere)

    assert "--deploy-engine=cli" in caught.value.report()


@pytest.mark.pulumi_cli
def test_the_cli_deploys_a_folder(
    endpoint: AwsEndpoint, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The Pulumi CLI decides what is done with the project's own interpreter, configuration and secrets."""
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", PASSPHRASE)
    caplog.set_level(logging.INFO)
    cli, folder = dataclasses.replace(settings, deploy_engine="cli"), settings.root / "shop"

    first = run(cli, folder, endpoint)

    assert (first.project, first.created, first.engine) == ("shop", 4, "cli")
    assert first.outputs["token"] == "hunter22-token"
    assert "hunter22" not in caplog.text
    answer = EndpointSession(endpoint).client("lambda").invoke(FunctionName=first.outputs["worker"], Payload=b"{}")
    assert json.load(answer["Payload"])["owner"] == "ada"
    assert run(cli, folder, endpoint).same == 4
    plan = preview_stack(cli, read_program_folder(folder), localstack=endpoint, config={"retention": 120})
    assert plan.counts["updated"] == 1
    assert run(cli, folder, endpoint, retention=120).updated == 1
    destroy_stack(first, localstack=endpoint)
    assert "QueueUrls" not in EndpointSession(endpoint).client("sqs").list_queues()


@pytest.mark.pulumi_cli
def test_a_failure_of_a_folder_on_the_cli_shows_its_lines(
    endpoint: AwsEndpoint, settings: Settings, make: Callable[..., Path]
) -> None:
    """The error is the program's, as on the in-process engine."""
    folder = make("def price():\n    raise ValueError('no such tariff')\n\nprice()\n")

    with pytest.raises(DeployError, match="failed: ValueError: no such tariff") as caught:
        run(dataclasses.replace(settings, deploy_engine="cli"), folder, endpoint)
    assert 'small/__main__.py", line 2' in caught.value.report()


# --- configuration ---------------------------------------------------------------------------------------------------


def merged(settings: Settings, config: dict[str, object] | None = None, **rig: object) -> dict[str, Any]:
    return merge_config(settings, read_program_folder(settings.root / "shop"), config, rig)


def settings_of(root: Path, table: str, *given: str) -> Settings:
    (root / "pyproject.toml").write_text(f'[tool.stackrig]\nproject = "shop"\n{table}')
    return load_settings(root, environ={}, given={"config": given})


def test_the_last_value_of_a_key_counts(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Default, stack file, [tool.stackrig.config], the call's config and the command line, in this order."""
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", PASSPHRASE)
    table = '[tool.stackrig.config]\nowner = "table"\n"shop:extra" = "table"\n'
    root = settings.root

    assert merged(settings_of(root, ""))["shop:retention"] == 60
    assert merged(settings_of(root, ""))["shop:owner"] == "ada"
    assert merged(settings_of(root, table))["shop:owner"] == "table"
    assert merged(settings_of(root, table), {"owner": "call"})["shop:owner"] == "call"
    assert merged(settings_of(root, table, "owner=a=b"), {"owner": "call"})["shop:owner"] == "a=b"
    assert merged(settings_of(root, table))["shop:extra"] == "table"


def test_a_key_is_derived_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase's key takes most of a second, so later merges of the configuration don't derive it again."""
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", PASSPHRASE)
    first = merged(settings)

    monkeypatch.setattr(hashlib, "pbkdf2_hmac", None)

    assert merged(settings) == first


def test_all_missing_values_are_named_at_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names keys without a default and values that can't be decrypted here, with the places for values."""
    monkeypatch.delenv("PULUMI_CONFIG_PASSPHRASE", raising=False)
    stack_file = settings.root / "shop" / "Pulumi.dev.yaml"
    stack_file.write_text(stack_file.read_text().replace("  shop:owner: ada\n", ""))

    with pytest.raises(SettingsError, match="lacks 2 value") as caught:
        merged(settings)

    report = caught.value.report()
    assert "shop:owner: declared without a default" in report
    assert "shop:token: encrypted by a passphrase in Pulumi.dev.yaml" in report
    assert "PULUMI_CONFIG_PASSPHRASE" in report
    assert "--config shop:owner=" in report
    assert merged(settings, {"owner": "x", "token": "y"})["shop:token"] == {"value": "y", "secret": True}


def test_another_passphrase_is_refused(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The error names the file; the passphrase may lie in a file of its own."""
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", "wrong horse")
    with pytest.raises(SettingsError, match=r"is not the passphrase of .*Pulumi\.dev\.yaml"):
        merged(settings)

    monkeypatch.delenv("PULUMI_CONFIG_PASSPHRASE")
    (tmp_path / "passphrase").write_text(f"{PASSPHRASE}\n")
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    assert merged(settings)["shop:token"] == {"value": "hunter22-token", "secret": True}


def test_values_name_what_the_rig_knows(endpoint: AwsEndpoint, settings: Settings) -> None:
    """A value is filled from a server's handle; a server that is not there and an unknown field are named."""
    given: dict[str, object] = {"token": "x", "place": "at {localstack.region}!"}

    assert merged(settings, given, localstack=endpoint)["shop:place"] == f"at {endpoint.region}!"
    with pytest.raises(SettingsError, match=r"this deployment has no postgres"):
        merged(settings, {**given, "db": "{postgres.dsn}"}, localstack=endpoint)
    with pytest.raises(SettingsError, match=r"names \{localstack.nothing\}; localstack has access_key, .*region"):
        merged(settings, {**given, "db": "{localstack.nothing}"}, localstack=endpoint)


def test_configuration_of_a_command_line_needs_a_key(tmp_path: Path) -> None:
    """A word without a sign is refused before anything starts."""
    with pytest.raises(SettingsError, match="--config owner: key=value is expected"):
        load_settings(tmp_path, environ={}, given={"config": ["owner"]})
