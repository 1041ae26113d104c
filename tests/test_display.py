"""Progress on the terminal: each line once, as it was written, whatever the project does with logging."""

import io
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from stackrig.reporting.display import StageDisplay, showing_stages
from stackrig.reporting.progress import is_shown
from stackrig.stages import stage


def test_lines_are_shown_once(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    """A handler that a project gives the root logger does not show lines again, and one to elsewhere gets them all."""
    shown = logging.StreamHandler(sys.stderr)
    with showing_stages():
        logging.root.addHandler(shown)
        try:
            with stage("deploy"), showing_stages("deploy"):
                logging.getLogger("stackrig").info("created a queue")
                logging.getLogger("theirs").warning("their own line")
        finally:
            logging.root.removeHandler(shown)

    lines = capsys.readouterr().err.splitlines()
    assert lines.count("deploy     created a queue") == 2  # of two displays, one within the other
    assert next(line for line in lines if "created a queue" not in line) == "their own line"
    assert caplog.messages.count("created a queue") == 1


def test_lines_come_through_again_afterwards(capsys: pytest.CaptureFixture[str]) -> None:
    """Where no display is up, the root logger's handlers get stackrig's lines as those of any package."""
    shown = logging.StreamHandler(sys.stderr)
    logging.root.addHandler(shown)
    try:
        with showing_stages():
            pass
        logging.getLogger("stackrig").warning("a line")
    finally:
        logging.root.removeHandler(shown)

    assert capsys.readouterr().err == "a line\n"


def test_brackets_are_shown() -> None:
    """Text in brackets is no markup of the terminal's table."""
    output = io.StringIO()
    display = StageDisplay(Console(file=output, width=100))
    record = logging.makeLogRecord({"msg": "embedded ([tool.stackrig])", "stage": "db", "levelno": logging.INFO})
    display.handle(record)
    Console(file=output, width=100).print(display)

    assert output.getvalue().count("embedded ([tool.stackrig])") == 2  # as a line, and in the table


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-", "| true"])
def test_tasks_work_with_closed_outputs(tmp_path: Path, closed: str) -> None:
    """A task works when an output is closed, or when nobody reads it."""
    (tmp_path / "tasks.py").write_text("from stackrig.tasks import namespace\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.stackrig]\n", encoding="utf-8")
    line = f'"{sys.executable}" -m invoke status {closed}; echo "ended with $?" >"{tmp_path}/code"'

    done = subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert (tmp_path / "code").read_text(encoding="utf-8") == "ended with 0\n"
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("options", "shown"),
    [([], True), (["-q"], False), (["--log-cli-level=INFO"], False), (["-o", "log_cli=true"], False)],
)
def test_the_live_log_takes_the_place_of_the_display(
    pytester: pytest.Pytester, options: list[str], *, shown: bool
) -> None:
    """Progress is shown by a display unless pytest shows every record itself, or is to be quiet."""
    assert is_shown(pytester.parseconfig(*options)) is shown
