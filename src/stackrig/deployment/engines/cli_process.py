"""The process of the Pulumi CLI: how stackrig starts, reads, interrupts and ends it."""

import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stackrig.errors import DeployError
from stackrig.stages import run_interruptibly

INSTALL = "install another: invoke install-pulumi, or see https://www.pulumi.com/docs/iac/download-install/"
INPROCESS = "deploy without it: --deploy-engine=inprocess"
STOP_TIMEOUT = 5.0  # seconds within which an interrupted CLI must end before it is killed


@dataclass(frozen=True, slots=True)
class Done:
    """Describe how a run of the CLI ended: its exit code, negative for a signal, and its lines that are no events."""

    code: int
    lines: Sequence[str]


def run_cli(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    take: Callable[[str], bool] = lambda _line: False,
) -> Done:
    """Run the CLI to its end. After Ctrl-C it is interrupted, and killed if it does not end.

    Args:
        folder: the folder in which it works.
        take: gets each line of the output, and returns False for a line to keep.

    Raises:
        DeployError: the program does not exist.
    """
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
        _started(command, folder, environment, errors) as child,
    ):
        lines = run_interruptibly(lambda: _read(child, take), lambda: _interrupt(child))
        code = child.wait()
        errors.seek(0)
        return Done(code, [*lines, *errors.read().splitlines()])


@contextmanager
def _started(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], errors: Any
) -> "Iterator[subprocess.Popen[str]]":
    try:
        child = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
            errors="replace",
            umask=0o077,
            start_new_session=True,  # stackrig passes a terminal's Ctrl-C on itself
        )
    except OSError as error:
        raise DeployError(f"{command[0]} can't be run: {error}", remedies=[INSTALL, INPROCESS]) from error
    try:
        yield child
    finally:
        _interrupt(child)
        if child.stdout:
            child.stdout.close()


def _read(child: "subprocess.Popen[str]", take: Callable[[str], bool]) -> list[str]:
    return [line.rstrip() for line in child.stdout or () if line.strip() and not take(line)]


def _interrupt(child: "subprocess.Popen[str]") -> None:
    if child.poll() is None:
        child.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            child.wait(STOP_TIMEOUT)
    if child.poll() is None:
        child.kill()
        child.wait()
