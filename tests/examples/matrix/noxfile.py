"""A matrix whose cells pass, fail, can't run here and die, by the number of their database."""

import atexit
import os
import signal
import sys
from pathlib import Path

import nox

from stackrig.matrix import Cell, finish, join_run, junit_file, read_cells, recorded

ROOT = Path(__file__).parent
CELLS = read_cells(ROOT)
RUN = join_run(ROOT / "results")


@nox.session(venv_backend="none", allow_parallel=True)
@nox.parametrize("db,localstack", [nox.param(cell.database, cell.localstack) for cell in CELLS])
def matrix(session: nox.Session, db: str, localstack: str) -> None:
    """Run a cell whose fate is in the name of its database."""
    cell = Cell(db, localstack)
    with recorded(RUN, cell) as record:
        if db == "embedded:3":
            record.gap = "there is no | third one"
            session.skip(record.gap)
        if db == "embedded:4":
            os.kill(os.getpid(), signal.SIGKILL)
        report = f"--junit-xml={junit_file(RUN, cell)}"
        session.run(sys.executable, "-m", "pytest", "test_cell.py", report, env=cell.variables(), external=True)


@atexit.register
def show_matrix() -> None:
    """Print the table, once, at the end of the process that began the run."""
    if not RUN.is_worker:
        print(finish(RUN, CELLS))  # noqa: T201  # what the test reads
