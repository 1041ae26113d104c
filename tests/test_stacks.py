"""Several stacks in one rig, in the order in which the project names them."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stackrig.database.server import PostgresServer
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.errors import SettingsError
from stackrig.rig.programs import find_programs
from stackrig.rig.record import load_rig
from stackrig.settings import load_settings
from tests.invoking import invoke

QUEUES = """
import pulumi
import pulumi_aws as aws

queue = aws.sqs.Queue("orders", name=pulumi.Config().require("name"))
pulumi.export("queue", queue.name)
"""
WORKER = """
import pulumi
import pulumi_aws as aws

def program(postgres):
    def stack():
        queues = pulumi.StackReference("acme/queues/dev")
        name = queues.require_output("queue")
        aws.ssm.Parameter("queue", name="/orders/queue", type="String", value=name)
        if pulumi.Config().get("fail"):
            raise ValueError("no such tariff")
        pulumi.export("queue", name)
        pulumi.export("level", pulumi.Config().require("level"))
    return stack
"""
PYPROJECT = """
[tool.stackrig]
project = "shop"
localstack_services = "sqs,ssm,sts"

[tool.stackrig.config]
level = "low"

[[tool.stackrig.stacks]]
program = "queues"
config = { name = "orders-of-two-stacks" }

[[tool.stackrig.stacks]]
program = "worker:program"
config = { level = "high" }
"""
TEST = """
def test_both(deployed):
    assert deployed.outputs == {"queue": "orders-of-two-stacks", "level": "high"}
    assert deployed.stacks == {"queues/dev": {"queue": "orders-of-two-stacks"}, "shop/dev": deployed.outputs}
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """Yield a project of two stacks, of which the second refers to the first; what is left up in it is torn down."""
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (tmp_path / "tasks.py").write_text("from stackrig.tasks import namespace\n", encoding="utf-8")
    (tmp_path / "worker.py").write_text(WORKER, encoding="utf-8")
    (tmp_path / "queues").mkdir()
    (tmp_path / "queues" / "Pulumi.yaml").write_text("name: queues\nruntime: python\nconfig:\n  name: {}\n")
    (tmp_path / "queues" / "__main__.py").write_text(QUEUES, encoding="utf-8")
    yield tmp_path
    if (tmp_path / ".stackrig" / "rig.json").exists():
        invoke(tmp_path, "teardown")


@pytest.mark.gate
def test_stacks_live_their_whole_life_in_their_order(project: Path) -> None:
    """Stacks come up in order, one uses the other's outputs, and they are shown, kept, tested, and removed."""
    up = invoke(project, "up")
    assert up.returncode == 0, up.stderr
    rig = load_rig(project)
    assert rig
    assert rig.localstack
    assert [deployment.name for deployment in rig.deployments] == ["queues/dev", "shop/dev"]
    assert rig.deployments[1].outputs == {"queue": "orders-of-two-stacks", "level": "high"}

    rows = [line for line in invoke(project, "status").stdout.splitlines() if line.startswith("deploy ")]
    assert [re.search(r"stack dev of (\w+)", row)[1] for row in rows] == ["queues", "shop"]  # type: ignore[index]
    assert invoke(project, "deploy").stderr.count("nothing to do") == 2

    failed = invoke(project, "deploy", "--config=shop:fail=yes")
    assert failed.returncode == 1
    assert "no such tariff" in failed.stderr
    queues = EndpointSession(rig.localstack).client("sqs").list_queues()
    assert len(queues["QueueUrls"]) == 1

    (project / "test_both.py").write_text(TEST, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "log_cli=true"]
    tested = subprocess.run(
        [*command, "--log-cli-level=INFO", "--no-keep"],
        cwd=project,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert tested.returncode == 0, tested.stdout
    gone = re.findall(r"deleted aws:(\w+)/", tested.stdout)
    assert gone == ["ssm", "sqs"], tested.stdout

    assert invoke(project, "teardown").returncode == 0
    assert list((project / ".stackrig" / "stacks").rglob("*.json")) == []


def test_a_failure_destroys_the_new_stacks_before_it(
    project: Path, postgres_server: PostgresServer, localstack_server: AwsEndpoint
) -> None:
    """When the second of two new stacks fails, nothing is left of the first."""
    servers = (f"--image={postgres_server.dsn}", f"--image={localstack_server.endpoint_url}")
    ready = invoke(project, "db", servers[0], "localstack", servers[1])
    assert ready.returncode == 0, ready.stderr

    failed = invoke(project, "deploy", "--config=shop:fail=yes")

    assert "no such tariff" in failed.stderr
    rig = load_rig(project)
    assert rig
    assert rig.localstack
    assert rig.deployments == ()
    queues = EndpointSession(rig.localstack).client("sqs").list_queues(QueueNamePrefix="orders-of-two-stacks")
    assert "QueueUrls" not in queues


def test_each_stack_has_its_own_settings(project: Path) -> None:
    """Settings that a table leaves out are the project's; a folder's project is named by its Pulumi.yaml."""
    first, second = (found.settings for found in find_programs(load_settings(project, environ={})))

    assert (first.project, first.stack, first.config) == (
        "queues",
        "dev",
        {"level": "low", "name": "orders-of-two-stacks"},
    )
    assert (second.project, second.program, second.config) == ("shop", "worker:program", {"level": "high"})
    (found,) = find_programs(load_settings(project, environ={}, given={"program": "queues", "stack": "test"}))
    named = found.settings
    assert (named.project, named.stack, named.config) == ("queues", "test", {"level": "low"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('project = "shop"', 'project = "shop"\nprogram = "queues"'), "names a program in"),
        (('program = "queues"', 'program = "worker:program"'), "two of .* name the stack dev of the project shop"),
        (('program = "queues"', 'programme = "queues"'), "unknown option programme in .*stacks"),
        (('program = "queues"', 'stack = "dev"'), "a stack without a program"),
        (('program = "queues"', 'program = "absent"'), "holds no Pulumi project"),
        (('config = { name = "orders-of-two-stacks" }', "config = 3"), "config of queues in .* a table is expected"),
        (('program = "queues"', 'program = "queues"\nstack = "a b"'), "stack = 'a b' .*stacks"),
    ],
)
def test_bad_stacks_are_reported(project: Path, change: tuple[str, str], message: str) -> None:
    """A stack that can't be deployed is named before anything starts."""
    (project / "pyproject.toml").write_text(PYPROJECT.replace(*change), encoding="utf-8")

    with pytest.raises(SettingsError, match=message):
        find_programs(load_settings(project, environ={}))
