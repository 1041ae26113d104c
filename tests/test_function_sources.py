"""Functions whose sources are edited while they are deployed: each invocation runs them as they are then."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from stackrig.deployment.archive_sources import sources_of
from stackrig.deployment.function_sources import find_sources
from stackrig.deployment.python_archives import python_archive
from stackrig.deployment.stacks import deploy_stack, destroy_stack
from stackrig.emulator.function_sources import tell_sources
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.settings import Settings

HANDLER = """
calls = []
def handle(event, context):
    calls.append(event)
    return ["{}", len(calls)]
"""


def packed(project: Path) -> Any:
    """Return the archive of a file and a folder."""
    return python_archive([project / "app.py", project / "lib"], cache=project / "cache")


def folder(project: Path) -> Any:
    """Return the archive of a folder."""
    return pulumi.FileArchive(str(project))


def put_together(project: Path) -> Any:
    """Return an archive put together from a file and a folder."""
    parts: dict[str, pulumi.Asset | pulumi.Archive] = {
        "app.py": pulumi.FileAsset(str(project / "app.py")),
        "lib": pulumi.FileArchive(str(project / "lib")),
    }
    return pulumi.AssetArchive(parts)


@pytest.fixture
def call(tmp_path: Path, localstack_server: AwsEndpoint) -> Iterator[Callable[..., Any]]:
    """Return a function that deploys an archive and returns one that invokes it; the stack is destroyed at the end."""
    made = []
    settings = Settings(root=tmp_path, project="sources", deploy_engine="inprocess")

    def deploy(archive: Callable[[Path], Any], project: Path) -> Callable[[], Any]:
        def program() -> None:
            role = aws.iam.Role("role", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": []}))
            function = aws.lambda_.Function(
                "f", runtime="python3.12", handler="app.handle", role=role.arn, code=archive(project)
            )
            pulumi.export("function", function.name)

        made.append(deploy_stack(settings, program, localstack=localstack_server))
        assert tell_sources(localstack_server, find_sources(made))
        client = EndpointSession(localstack_server).client("lambda")
        return lambda: json.load(client.invoke(FunctionName=made[0].outputs["function"])["Payload"])

    yield deploy
    destroy_stack(made[0], localstack=localstack_server)


@pytest.mark.parametrize("archive", [packed, folder, put_together])
def test_an_edit_is_in_the_next_invocation(
    call: Callable[..., Any], tmp_path: Path, archive: Callable[[Path], Any]
) -> None:
    """A changed, a new and a deleted source count, and between edits the function stays warm."""
    project = tmp_path / "project"
    (project / "lib").mkdir(parents=True)
    (project / "app.py").write_text(HANDLER.format("first"), encoding="utf-8")
    (project / "lib" / "prices.py").write_text("TEA = 3", encoding="utf-8")
    invoke = call(archive, project)
    before = [invoke(), invoke()]

    (project / "app.py").write_text(HANDLER.format("second"), encoding="utf-8")
    edited = [invoke(), invoke()]
    place = "" if archive is packed else "lib."
    (project / "lib" / "taxes.py").write_text("TAX = 19", encoding="utf-8")
    (project / "app.py").write_text(f"from {place}taxes import TAX\n" + HANDLER.format("third"), encoding="utf-8")
    added = invoke()
    (project / "lib" / "taxes.py").unlink()
    missing = invoke()

    assert (before, edited) == ([["first", 1], ["first", 2]], [["second", 1], ["second", 2]])
    assert added == ["third", 1]
    assert "No module named" in missing["errorMessage"]


def test_each_project_follows_its_own_sources(tmp_path: Path) -> None:
    """Two projects with the same content share an archive, and each has its own sources."""
    found = []
    for name in ("one", "two", "one"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "app.py").write_text("x = 1", encoding="utf-8")
        archive = python_archive(tmp_path / name / "app.py", cache=tmp_path / "cache")
        found.append(Path(archive.path))
    assert len(set(found)) == 1
    for name in ("one", "two"):
        root = tmp_path / name
        assert sources_of(found[0], root) == [("app.py", str(root.resolve() / "app.py"))]
    (tmp_path / "one" / "app.py").unlink()
    assert sources_of(found[0], tmp_path / "one") == [("app.py", str(tmp_path.resolve() / "two" / "app.py"))]
