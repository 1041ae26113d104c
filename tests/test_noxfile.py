"""The project's own noxfile: its sessions, what runs by default, and the interpreters it finds."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from stackrig.interpreters import find_interpreters
from stackrig.matrix import read_cells

nox = pytest.importorskip("nox", reason="nox is not installed in this environment")

ROOT = Path(__file__).parents[1]
COMMAND_TIMEOUT = 60.0  # seconds


@pytest.fixture(scope="module")
def listing() -> list[str]:
    """Return the lines in which nox lists the sessions."""
    command = [sys.executable, "-m", "nox", "--list", "--no-color"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=COMMAND_TIMEOUT, check=True)
    return [line for line in done.stdout.splitlines() if line.startswith(("* ", "- "))]


def test_checks_run_by_default_and_heavy_sessions_do_not(listing: list[str]) -> None:
    """Plain `nox` checks style, types and tests on every Python; the rest is asked for by name or tag."""
    named = [line.split(" -> ")[0] for line in listing]

    assert [line for line in named if line.startswith("* ")] == [
        "* lint",
        "* typing",
        "* tests-3.11",
        "* tests-3.12",
        "* tests-3.13",
        "* tests-3.14",
        "* tests-3.15",
    ]
    expected = {"- coverage", "- docs", "- downstream", "- minimums", "- plain-3.11", "- release", "- wheel"}
    assert expected <= set(named)


def test_the_matrix_has_every_cell_of_the_table(listing: list[str]) -> None:
    """Each cell is a session of its own name, with the tag `matrix` and that of its half."""
    named = [line.split(" -> ")[0] for line in listing]
    cells = read_cells(ROOT)

    assert [line for line in named if "[matrix" in line] == [f"- {cell.name} [matrix,{cell.half}]" for cell in cells]
    assert "- matrix(db='postgis/postgis:17-3.5', localstack='4.14.0') [matrix,docker]" in named
    assert "- matrix(db='embedded:18', localstack='4.14.0') [matrix,embedded]" in named


def test_every_session_says_what_it_does(listing: list[str]) -> None:
    """The list is the documentation of the sessions."""
    assert [line for line in listing if " -> " not in line] == []


def test_interpreters_off_the_path_are_found() -> None:
    """Sessions find the Pythons of this machine whose folders are not on PATH, behind those that are."""
    code = "import noxfile, os; print(os.environ['PATH'])"
    path = os.environ["PATH"]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=COMMAND_TIMEOUT, check=True
    )

    assert done.stdout.startswith(path)
    folders = done.stdout.strip().split(os.pathsep)
    assert {str(python.path.parent) for python in find_interpreters().values()} <= set(folders)


def test_the_plain_files_start_no_server() -> None:
    """Each file of the plain session is there, and uses none of the fixtures that start servers."""
    source = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    names = re.findall(r'"(\w+)"', source.partition("PLAIN = (")[2].partition("\n)")[0])
    texts = {name: (ROOT / "tests" / f"test_{name}.py").read_text(encoding="utf-8") for name in names}

    servers = ("postgres_server", "localstack_server", "running_postgres", "running_localstack")
    assert {name for name, text in texts.items() if any(f"{server}:" in text for server in servers)} == set()


def test_the_workflow_runs_every_supported_python() -> None:
    """GitHub runs all tests or the plain ones on each Python that pyproject.toml names, and the plain ones on macOS."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8"))
    jobs = workflow["jobs"]
    pythons = nox.project.python_versions(nox.project.load_toml(ROOT / "pyproject.toml"))

    tried = [python for job in ("tests", "newer") for python in jobs[job]["strategy"]["matrix"]["python"]]
    assert tried == pythons
    assert jobs["macos"]["steps"][-1]["run"] == "nox -s plain-3.13"
