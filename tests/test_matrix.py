"""The cells of a matrix, what a machine lacks for one, and the table of results over runs of nox that really fail."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from stackrig.errors import SettingsError
from stackrig.matrix import Cell, find_gap, read_cells

EXAMPLE = Path(__file__).parent / "examples" / "matrix"
IMAGE = "localstack/localstack:0.2"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with a matrix of eight cells."""
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run_nox(project: Path, *arguments: str) -> tuple[int, str]:
    """Run nox in the project; return its exit code and what it wrote."""
    pytest.importorskip("nox", reason="nox is not installed in this environment")
    command = [sys.executable, "-m", "nox", *arguments]
    done = subprocess.run(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, text=True, check=False
    )
    return done.returncode, done.stdout


@dataclass(frozen=True)
class NoxRun:
    """Hold what a run of nox left in its project, its exit code and what it wrote."""

    project: Path
    code: int
    output: str


@pytest.fixture(scope="module")
def parallel_run(tmp_path_factory: pytest.TempPathFactory) -> NoxRun:
    """Run all cells of the example, two at a time."""
    project = tmp_path_factory.mktemp("matrix")
    shutil.copytree(EXAMPLE, project, dirs_exist_ok=True)
    return NoxRun(project, *run_nox(project, "--parallel", "2"))


def rows(table: str) -> list[list[str]]:
    """Return the rows of the Markdown table that a text ends with, its headings and seconds left out."""
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [[*row[:4], *row[5:]] for row in cells[2:]]


def test_cells_are_the_product_of_the_table(project: Path) -> None:
    """Each database comes with each LocalStack, in the order of the table."""
    cells = read_cells(project)

    assert cells[:3] == [Cell("embedded:1", "0.1"), Cell("embedded:1", IMAGE), Cell("embedded:2", "0.1")]
    assert len(cells) == 8


@pytest.mark.parametrize(
    ("table", "said"),
    [("database = []", "unknown key database"), ("databases = 'embedded'", "databases of .* is not a list of texts")],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, table: str, said: str) -> None:
    """A misspelt key and a value of another type are refused."""
    (tmp_path / "pyproject.toml").write_text(f"[tool.stackrig.matrix]\n{table}\n", encoding="utf-8")

    with pytest.raises(SettingsError, match=said):
        read_cells(tmp_path)


def test_no_table_means_no_cells(tmp_path: Path) -> None:
    """A project without the table has an empty matrix."""
    (tmp_path / "pyproject.toml").touch()

    assert read_cells(tmp_path) == []


def test_cells_that_can_run_have_no_gap(tmp_path: Path) -> None:
    """A cell that this machine can run needs no reason."""
    assert find_gap(tmp_path, Cell("embedded", "embedded")) == ""


@pytest.mark.parametrize(
    ("database", "said"),
    [
        ("embedded:9.6", "no installed package has PostgreSQL 9.6 in it"),
        ("installed:9.6", "PostgreSQL 9.6 is not installed on this machine"),
    ],
)
def test_a_missing_database_is_a_gap(tmp_path: Path, database: str, said: str) -> None:
    """A server that is not on this machine is the reason why a cell can't run."""
    assert find_gap(tmp_path, Cell(database, "embedded")) == said


def test_a_missing_python_is_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A LocalStack that no Python of this machine runs is the reason why a cell can't run."""
    monkeypatch.setattr("stackrig.emulator.choice.find_python", lambda _version: None)

    assert find_gap(tmp_path, Cell("embedded", "4.14.0")).startswith("no Python on this machine runs LocalStack 4.14.0")


@pytest.mark.parametrize(
    ("database", "version", "image"),
    [
        ("embedded:18", "4.9.2", "embedded:4.9.2"),
        ("embedded:18", "localemu:1.3.2", "localemu:1.3.2"),
        ("postgres:17", "4.9.2", "localstack/localstack:4.9.2"),
        ("postgres:17", "localemu:1.3.2", "localemu/localemu:1.3.2"),
    ],
)
def test_a_version_of_localstack_goes_with_its_database(database: str, version: str, image: str) -> None:
    """A database image goes with the emulator's image, and any other database with the embedded one."""
    assert Cell(database, version).options() == {"database_image": database, "localstack_image": image}


def test_a_missing_daemon_is_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no daemon answers, that is the reason why a cell with an image can't run."""
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/docker.sock")

    assert f"Docker at unix://{tmp_path}" in find_gap(tmp_path, Cell("postgres:17", "4.14.0"))


@pytest.mark.docker("postgres:17", "localstack/localstack:4.14.0")
@pytest.mark.parametrize(
    ("database", "localstack", "said"),
    [
        ("postgres:17", "4.14.0", ""),
        ("postgres:0", "4.14.0", " has no image postgres:0 and can't pull it: "),
        ("postgres:17", "0.0", " has no image localstack/localstack:0.0 and can't pull it: "),
    ],
)
def test_an_image_that_can_not_be_pulled_is_a_gap(tmp_path: Path, database: str, localstack: str, said: str) -> None:
    """A cell can't run because of an image that the daemon neither has nor gets. With all images it can."""
    gap = find_gap(tmp_path, Cell(database, localstack))

    assert (said in gap, bool(gap)) == (True, bool(said))


def test_what_no_machine_can_run_is_an_error(tmp_path: Path) -> None:
    """A LocalStack that does not exist is a mistake in the table, not a gap of this machine."""
    with pytest.raises(SettingsError, match=r"0\.1"):
        find_gap(tmp_path, Cell("embedded", "0.1"))


def test_the_table_of_a_parallel_run(parallel_run: NoxRun) -> None:
    """Cells that pass, fail, can't run and die side by side are all in the table, in the order of the cells."""
    expected = [
        ["embedded:1 (1.0)", "0.1", "passed", "3", ""],
        ["embedded:1 (1.0)", IMAGE, "passed", "3", ""],
        ["embedded:2 (1.0)", "0.1", "failed", "3", "test_of_the_database"],
        ["embedded:2 (1.0)", IMAGE, "failed", "3", "test_of_the_database"],
        ["embedded:3", "0.1", "skipped", "", r"there is no \| third one"],
        ["embedded:3", IMAGE, "skipped", "", r"there is no \| third one"],
        ["embedded:4", "0.1", "unfinished", "", "stopped before its end"],
        ["embedded:4", IMAGE, "unfinished", "", "stopped before its end"],
    ]
    assert parallel_run.code == 1
    assert rows(parallel_run.output) == expected
    assert rows((parallel_run.project / "results" / "results.md").read_text(encoding="utf-8")) == expected


def test_junit_of_a_parallel_run(parallel_run: NoxRun) -> None:
    """The JUnit report has a suite for each cell: its tests, or the reason why there are none."""
    results = parallel_run.project / "results"
    suites = ET.parse(results / "results.xml").getroot().findall("testsuite")  # noqa: S314  # our own
    counts = [[suite.get(name, "0") for name in ("tests", "failures", "errors", "skipped")] for suite in suites]
    assert suites[0].get("name") == "matrix(db='embedded:1', localstack='0.1')"
    assert counts[::2] == [["3", "0", "0", "1"], ["3", "1", "0", "1"], ["1", "0", "0", "1"], ["1", "0", "1", "0"]]
    assert {path.name for path in results.iterdir()} == {"results.md", "results.xml"}


def test_a_selection_of_cells(parallel_run: NoxRun, tmp_path: Path) -> None:
    """The table has the cells that were selected; those of an earlier run have no part in it."""
    shutil.copytree(parallel_run.project, tmp_path, dirs_exist_ok=True)

    code, output = run_nox(tmp_path, "--sessions", "matrix(db='embedded:1', localstack='0.1')")

    assert code == 0
    assert rows(output) == [["embedded:1 (1.0)", "0.1", "passed", "3", ""]]


def test_no_cell_no_table(project: Path) -> None:
    """A run of nox that runs no cell leaves the results of the last one alone."""
    results = project / "results" / "results.md"
    results.parent.mkdir()
    results.write_text("of before", encoding="utf-8")

    run_nox(project, "--list")

    assert results.read_text(encoding="utf-8") == "of before"
