"""The matrix of databases and LocalStack versions: its cells, what a machine lacks for one, and the table of results.

A noxfile runs each cell as a session, cells side by side in processes of their own. Nothing but the standard library is
imported here, because nox's own environment need not hold what stackrig depends on.
"""

import dataclasses
import itertools
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any, Literal
from xml.etree import ElementTree as ET  # reads what pytest has just written

from stackrig.emulator.releases import PYTHONS, image_of, option_of
from stackrig.errors import SettingsError, StartError
from stackrig.option_values import split_image
from stackrig.project_file import read_table

Result = Literal["passed", "failed", "skipped", "unfinished"]
Half = Literal["docker", "embedded"]

AXES = ("databases", "localstack")
HEADINGS = ("database", "LocalStack", "result", "tests", "seconds", "remarks")
RUN_VARIABLE = "NOX_MATRIX_RUN"  # not STACKRIG_*, because it is no option
REMARKS = 3  # how many failed tests a row names


@dataclass(frozen=True, slots=True)
class Cell:
    """Name the database and the LocalStack of one rig.

    A LocalStack given as a version is an image if the database is one, and embedded otherwise.
    """

    database: str
    localstack: str

    @property
    def name(self) -> str:
        """Return the name of the cell's session."""
        return f"matrix(db={self.database!r}, localstack={self.localstack!r})"

    @property
    def slug(self) -> str:
        """Return the name as that of a file."""
        return re.sub(r"[^\w.]+", "-", f"{self.database}-{self.localstack}")

    @property
    def half(self) -> Half:
        """Return which half of the matrix the cell is in, by its database: "docker" or "embedded"."""
        return "docker" if split_image(self.database)[0] == "image" else "embedded"

    def options(self) -> dict[str, str]:
        """Return the cell's options by their names in `Settings`."""
        image = self.localstack
        if image[:1].isdigit() or image in PYTHONS:
            image = image_of(image) if self.half == "docker" else option_of(image)
        return {"database_image": self.database, "localstack_image": image}

    def variables(self) -> dict[str, str]:
        """Return the cell's options as environment variables, for its tests and for each pytest that they start."""
        return {f"STACKRIG_{name.upper()}": value for name, value in self.options().items()}


@dataclass(frozen=True, slots=True)
class MatrixRun:
    """Identify one run of nox; `folder` holds a record of each cell, whichever process ran it."""

    id: str
    folder: Path
    is_worker: bool  # a process that nox --parallel started for one cell


@dataclass(slots=True)
class Record:
    """Hold the result of a cell; `gap` says what this machine lacks for it, if anything."""

    cell: Cell
    result: Result = "unfinished"
    seconds: float = 0.0
    gap: str = ""
    error: str = "stopped before its end"


# --- cells ----------------------------------------------------------------------------------------------------------


def read_cells(root: Path) -> list[Cell]:
    """Return the cells of [tool.stackrig.matrix]: each of `databases` with each of `localstack`.

    Raises:
        SettingsError: the table has other keys, or values that are no list of texts.
    """
    path = root / "pyproject.toml"
    table: Mapping[str, Any] = read_table(root, "matrix")
    if unknown := set(table) - set(AXES):
        where = f"[tool.stackrig.matrix] in {path}"
        raise SettingsError(f"unknown key {min(unknown)} of {where}: the keys are {' and '.join(AXES)}")
    for axis in AXES:
        values = table.get(axis, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise SettingsError(f"{axis} of [tool.stackrig.matrix] in {path} is not a list of texts")
    return list(itertools.starmap(Cell, itertools.product(*(table.get(axis, []) for axis in AXES))))


def find_gap(root: Path, cell: Cell) -> str:
    """Return what this machine lacks to run a cell in the project at `root`; empty when it can run.

    Raises:
        SettingsError: the cell names something that no machine can run.
    """
    from stackrig.rig.plan import BOTH, settle
    from stackrig.settings import load_settings

    try:
        plan = settle(load_settings(root, given=cell.options()), BOTH, running={}, pull=True)
        for server in filter(None, (plan.database, plan.localstack)):
            server.fetch()
    except StartError as error:
        return str(error)
    return ""


# --- a run of nox ---------------------------------------------------------------------------------------------------


def join_run(folder: Path) -> MatrixRun:
    """Return the run this process belongs to: its parent's in a worker of nox --parallel, else one that begins now.

    Args:
        folder: where the results of runs are kept.
    """
    known = os.environ.get(RUN_VARIABLE, "")
    if known.partition("-")[0] == str(os.getppid()):
        return MatrixRun(known, folder, is_worker=True)
    os.environ[RUN_VARIABLE] = begun = f"{os.getpid()}-{token_hex(4)}"
    return MatrixRun(begun, folder, is_worker=False)


def junit_file(run: MatrixRun, cell: Cell) -> Path:
    """Return where pytest writes the results of a cell."""
    return run.folder / run.id / f"{cell.slug}.xml"


@contextmanager
def recorded(run: MatrixRun, cell: Cell) -> Iterator[Record]:
    """Record the result of a cell that runs in the block; yield the record. With a `gap`, an exception is a skip.

    The cell counts as unfinished until the block ends, and for good if the process is killed.
    """
    record, started = Record(cell), time.monotonic()
    _save(run, record)
    try:
        yield record
        record.result, record.error = "passed", ""
    except Exception as error:
        record.result = "skipped" if record.gap else "failed"
        record.error = str(error)
        raise
    finally:
        record.seconds = time.monotonic() - started
        _save(run, record)


def finish(run: MatrixRun, cells: Sequence[Cell]) -> str:
    """Write results.md and results.xml (JUnit) for the cells that ran; return the table, empty when none ran."""
    files = [_record_file(run, cell) for cell in cells]
    records = [_load(path) for path in files if path.exists()]
    if not records:
        return ""
    suites = [_read_suite(run, record) for record in records]
    table = _table([HEADINGS, *map(_row, records, suites)])
    (run.folder / "results.md").write_text(table, encoding="utf-8")
    report = ET.Element("testsuites", name="matrix")
    report.extend(map(_named_suite, records, suites))
    ET.ElementTree(report).write(run.folder / "results.xml", encoding="utf-8", xml_declaration=True)
    shutil.rmtree(run.folder / run.id)
    return table


def _save(run: MatrixRun, record: Record) -> None:
    path = _record_file(run, record.cell)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(dataclasses.asdict(record)), encoding="utf-8")
    draft.replace(path)


def _record_file(run: MatrixRun, cell: Cell) -> Path:
    return run.folder / run.id / f"{cell.slug}.json"


def _load(path: Path) -> Record:
    values = json.loads(path.read_text(encoding="utf-8"))
    return Record(**{**values, "cell": Cell(**values["cell"])})


# --- results --------------------------------------------------------------------------------------------------------


def _read_suite(run: MatrixRun, record: Record) -> ET.Element | None:
    """Return pytest's results of a cell; None when pytest did not run."""
    path = junit_file(run, record.cell)
    return ET.parse(path).getroot().find("testsuite") if path.exists() else None  # noqa: S314  # pytest's own


def _named_suite(record: Record, found: ET.Element | None) -> ET.Element:
    """Return a cell's results under its name: pytest's, or one case with the reason why there are none."""
    suite = found
    if suite is None:
        is_gap = record.result == "skipped"
        suite = ET.Element("testsuite", {"tests": "1", "skipped" if is_gap else "errors": "1"})
        case = ET.SubElement(suite, "testcase", classname="matrix", name=record.cell.name)
        ET.SubElement(case, "skipped" if is_gap else "error", message=record.gap or record.error)
    suite.attrib |= {"name": record.cell.name, "time": f"{record.seconds:.1f}"}
    return suite


def _row(record: Record, suite: ET.Element | None) -> Sequence[str]:
    cell = record.cell
    cases = [] if suite is None else suite.findall("testcase")
    version = None if suite is None else suite.find("properties/property[@name='postgres']")
    failed = [case.get("name", "") for case in cases if _has_failed(case)]
    more = f" and {len(failed) - REMARKS} more" if len(failed) > REMARKS else ""
    return (
        cell.database if version is None else f"{cell.database} ({version.get('value')})",
        cell.localstack,
        record.result,
        str(len(cases) or ""),
        f"{record.seconds:.0f}" if record.seconds else "",
        record.gap or ", ".join(failed[:REMARKS]) + more or record.error,
    )


def _has_failed(case: ET.Element) -> bool:
    return case.find("failure") is not None or case.find("error") is not None


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a Markdown table, the first row as its headings; columns line up as plain text too."""
    cells = [[value.replace("|", r"\|").replace("\n", " ") for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [" | ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)) for row in cells]
    lines.insert(1, " | ".join("-" * width for width in widths))
    return "".join(f"| {line} |\n" for line in lines)


def main(arguments: Sequence[str]) -> None:
    """Print what this machine lacks for a cell: `python -m stackrig.matrix <database> <localstack>`."""
    try:
        sys.stdout.write(find_gap(Path.cwd(), Cell(*arguments)))
    except SettingsError as error:
        raise SystemExit(error.report()) from None


if __name__ == "__main__":
    main(sys.argv[1:])
