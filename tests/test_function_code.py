"""Functions whose sources alone have changed: they get their code without a run of the program."""

import dataclasses
import json
import sys
import textwrap
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from stackrig.database.server import PostgresServer
from stackrig.deployment.file_states import state_of
from stackrig.deployment.program_reads import Reads, record_reads
from stackrig.deployment.stacks import Deployment, deploy_stack, destroy_stack
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession, new_account
from stackrig.project_functions import load_function
from stackrig.rig.unchanged_programs import KnownReads
from stackrig.settings import Settings

PROGRAM = """
import json
from pathlib import Path
import pulumi
import pulumi_aws as aws
from stackrig import python_archive

HERE = Path(__file__).parent
ROLE = {"Version": "2012-10-17", "Statement": []}

def program():
    archive = python_archive(HERE / "app", cache=HERE / "cache")
    role = aws.iam.Role("role", assume_role_policy=json.dumps(ROLE))
    function = aws.lambda_.Function("f", runtime="python3.12", handler="app.handle", role=role.arn, code=archive)
    pulumi.export("function", function.name)
"""
HANDLER = "def handle(event, context): return 'first'"
DATABASE = PostgresServer(
    *("127.0.0.1", 5432, "postgres", "secret", "shop", 5432, "postgresql://127.0.0.1/shop", "18.6", "embedded"),
    process=None,
    folder=None,
)


@pytest.fixture
def endpoint(localstack_server: AwsEndpoint) -> AwsEndpoint:
    """Return a LocalStack with an account of the test's own."""
    return dataclasses.replace(localstack_server, access_key=new_account(localstack_server).account_id)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """Return the settings of a project with a function, whose modules are forgotten at the end."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app/app.py").write_text(HANDLER, encoding="utf-8")
    (tmp_path / "coded_shop.py").write_text(PROGRAM, encoding="utf-8")
    before = list(sys.path)
    yield Settings(root=tmp_path, project="shop", deploy_engine="inprocess", program="coded_shop:program")
    sys.path[:] = before


def deployed(settings: Settings, endpoint: AwsEndpoint) -> tuple[Deployment, KnownReads]:
    """Deploy the program and note what it has read."""
    sys.modules.pop("coded_shop", None)

    def run() -> Deployment:
        program = load_function(settings.root, settings.program, "program")
        return deploy_stack(settings, program, localstack=endpoint)

    deployment, reads = record_reads(run, "coded_shop")
    known = KnownReads(settings.root / "main.reads")
    known.note([reads], DATABASE)
    return deployment, known


def edit(settings: Settings, name: str, old: str, new: str) -> None:
    """Edit a file of the project."""
    path = settings.root / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_an_edited_handler_is_new_code(settings: Settings, endpoint: AwsEndpoint) -> None:
    """So is each further edit, an edit that is taken back, and a new file; a run of the program finds nothing to do."""
    first, known = deployed(settings, endpoint)
    client = EndpointSession(endpoint).client("lambda")
    bring = partial(known.bring_up_to_date, [first], endpoint, DATABASE)

    def answer() -> Any:
        return json.load(client.invoke(FunctionName=first.outputs["function"])["Payload"])

    assert [(one.updated, one.same) for one in bring()] == [(0, 2)]
    for old, new in (("first", "second"), ("second", "first"), ("first", "third")):
        edit(settings, "app/app.py", f"'{old}'", f"'{new}'")
        assert [(one.updated, one.same) for one in bring()] == [(1, 1)]
        assert answer() == new
    (settings.root / "app/names.py").write_text("NAME = 'fourth'", encoding="utf-8")
    edit(settings, "app/app.py", "'third'", "__import__('names').NAME")
    assert [one.updated for one in bring()] == [1]
    assert [one.updated for one in bring()] == [0]
    assert answer() == "fourth"

    again, _ = deployed(settings, endpoint)
    destroy_stack(again, localstack=endpoint)
    assert "nothing to do, 2 resources unchanged" in again.summary()


@pytest.mark.gate
@pytest.mark.parametrize(
    "line",
    [
        'pulumi.export("hash", function.code_sha256)',
        'pulumi.export("begin", function.code_sha256.apply(lambda text: text[:8]))',
        'pulumi.export("modified", function.last_modified)',
        'pulumi.export("size", function.source_code_size)',
        'aws.ssm.Parameter("p", type="String", value=function.source_code_hash)',
        'aws.ssm.Parameter("p", type="String", value=archive.path[-20:])',
        '(HERE / "app" / "app.py").read_text()',
        'aws.ssm.Parameter("p", type="String", value="v", opts=pulumi.ResourceOptions(ignore_changes=["code"]))',
        'aws.lambda_.LayerVersion("l", layer_name="l", code=archive)',
        'aws.lambda_.Function("g", runtime="python3.12", handler="a.b", role=role.arn, code=archive, publish=True)',
    ],
)
def test_the_program_runs_where_more_depends_on_the_code(settings: Settings, endpoint: AwsEndpoint, line: str) -> None:
    """Nothing is updated without it then, and what is known of it stays."""
    with (settings.root / "coded_shop.py").open("a", encoding="utf-8") as file:
        file.write(textwrap.indent(line, "    "))
    first, known = deployed(settings, endpoint)
    assert known.bring_up_to_date([first], endpoint, DATABASE) == [first.as_unchanged()]
    edit(settings, "app/app.py", "'first'", "'second'")

    assert known.bring_up_to_date([first], endpoint, DATABASE) == []
    destroy_stack(first, localstack=endpoint)


@pytest.mark.gate
def test_a_source_that_is_gone_lets_the_program_run(settings: Settings, endpoint: AwsEndpoint) -> None:
    """It tells best itself what it lacks."""
    first, known = deployed(settings, endpoint)
    (settings.root / "app/app.py").unlink()

    assert known.bring_up_to_date([first], endpoint, DATABASE) == []
    destroy_stack(first, localstack=endpoint)


def test_another_database_and_another_variable_let_the_program_run(
    tmp_path: Path, endpoint: AwsEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Variables of terminals and of pytest do not count."""
    known, other = KnownReads(tmp_path / "main.reads"), dataclasses.replace(DATABASE, password="another")
    counts: dict[str, Any] = dict.fromkeys(("created", "updated", "replaced", "deleted", "same"), 1)
    first = Deployment(
        project="shop", stack="dev", outputs={}, seconds=0.0, state_file=tmp_path / "state", identity={}, **counts
    )
    known.note([Reads({})], DATABASE)
    monkeypatch.setenv("COLUMNS", "77")
    monkeypatch.setenv("PYTEST_CURRENT_TEST", "test_it")

    assert known.bring_up_to_date([first], endpoint, DATABASE) == [first.as_unchanged()]
    assert known.bring_up_to_date([first], endpoint, other) == []
    monkeypatch.setenv("LEVEL", "high")
    assert known.bring_up_to_date([first], endpoint, DATABASE) == []


def test_a_file_that_is_edited_between_two_programs_counts_as_changed(tmp_path: Path) -> None:
    """The first program has read what was in it before, and the second what is in it now."""
    known, path = KnownReads(tmp_path / "main.reads"), tmp_path / "names.json"
    states = []
    for content in ("[]", "[1]"):
        path.write_text(content, encoding="utf-8")
        states.append({str(path): state_of(str(path))})

    known.note([Reads(states[0]), Reads(states[1])], DATABASE)

    assert known.reads().changed() == [str(path)]


def test_notes_of_another_version_let_the_program_run(tmp_path: Path) -> None:
    """They may say of archives what this version does not know."""
    known = KnownReads(tmp_path / "main.reads")
    known.note([Reads({})], DATABASE)
    assert known.can_stay()
    content = json.loads(known.path.read_text(encoding="utf-8"))
    known.path.write_text(json.dumps({**content, "archives": [({"compression": "none"}, "a.zip")]}), encoding="utf-8")

    assert not known.can_stay()
    assert "another version" in known.reads().doubt
