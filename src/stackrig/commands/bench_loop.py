"""Measure the daily loop on the rig that is up: the seconds from an edit to a test's result."""

import logging
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from stackrig.commands.bench import Measure
from stackrig.errors import SettingsError, StackrigError
from stackrig.rig.record import load_rig
from stackrig.settings import Settings

log = logging.getLogger("stackrig")

COLUMNS = {
    "kept": ["--keep"],
    "kept, with a report": ["--keep", f"--stackrig-report={os.devnull}"],
    "anew each run": ["--no-keep"],
}
DEPLOY_LINE = re.compile(r"^ *([\d.]+)  deploy$", re.MULTILINE)  # a line of pytest --stackrig-timings
NO_TESTS = 5  # pytest's exit code


def measure_loop(settings: Settings, *, runs: int, edit: str, select: str) -> list[Measure]:
    """Run pytest `runs` times after an edit and as often without one, with kept stacks and with new ones.

    Kept stacks are measured with a report, too.

    Args:
        edit: the file to edit, such as a function's source; a line is added to it and removed in the end.
        select: words for pytest that choose the test.

    Raises:
        StackrigError: no rig is up, the file is not there, or a run of pytest failed.
    """
    path = settings.root / edit
    if not load_rig(settings.root):
        raise StackrigError(f"no rig is up in {settings.root}", remedies=["invoke up bench --loop"])
    if not (edit and path.is_file()):
        raise SettingsError(
            f"bench --loop needs a file to edit, and --edit={edit} is not a file",
            remedies=["name the source of a function: invoke bench --loop --edit=app/handler.py --select='-k orders'"],
        )
    found: dict[tuple[str, str], list[float]] = {}
    with _restored(path):
        for run in range(-1, runs):  # the first run of each kind fills caches
            for column, switches in COLUMNS.items():
                for name, edited in (("unchanged", False), ("edited", True)):
                    if edited:
                        _edit(path, run)
                    whole, deploy = _run(settings, [*switches, *shlex.split(select)])
                    if run >= 0:
                        found.setdefault((name, column), []).append(whole)
                        found.setdefault((f"{name}: its stage deploy", column), []).append(deploy)
            log.info("%s", f"run {run + 1} of {runs}" if run >= 0 else "caches are filled")
    names = dict.fromkeys(name for name, _ in found)
    return [
        Measure(f"pytest, {name}", "s", {column: tuple(found[name, column]) for column in COLUMNS}) for name in names
    ]


@contextmanager
def _restored(path: Path) -> Iterator[None]:
    content = path.read_bytes()
    try:
        yield
    finally:
        path.write_bytes(content)


def _edit(path: Path, run: int) -> None:
    """Add a comment that was never there: a file with an earlier content may be in a cache."""
    sign = "//" if path.suffix in (".js", ".mjs", ".cjs", ".ts") else "#"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{sign} bench {run} {time.time_ns()}\n")


def _run(settings: Settings, words: Sequence[str]) -> tuple[float, float]:
    """Return the seconds of a run of pytest, and those of its stage deploy."""
    command = [sys.executable, "-m", "pytest", "-q", "--stackrig-timings", *words]
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    started = time.perf_counter()
    done = subprocess.run(command, cwd=settings.root, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    if done.returncode:
        none = ["choose a test: --select='-k orders'"] if done.returncode == NO_TESTS else []
        raise StackrigError(
            f"pytest ended with exit code {done.returncode}", evidence=done.stdout[-3000:] + done.stderr, remedies=none
        )
    stages = DEPLOY_LINE.findall(done.stdout)
    if not stages:
        raise StackrigError("no test that was chosen uses the fixture deployed", evidence=done.stdout[-1000:])
    return seconds, float(stages[0])
