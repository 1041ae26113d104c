"""Interpreters that are started ahead: they import the project's SDK while this process does other things."""

import atexit
import threading

from stackrig.deployment.engines.child_processes import Owned, kill_owned, start_owned
from stackrig.deployment.engines.program_commands import environment_of, python_command
from stackrig.deployment.program_folders import ProgramFolder

_ahead: dict[tuple[str, ...], Owned] = {}  # by command and folder: interpreters that wait for an order
_lock = threading.Lock()


def start_ahead(program: ProgramFolder) -> None:
    """Start the interpreter of a Python program; it imports the SDK and waits until the next run uses it."""
    if program.runtime != "python":
        return
    with _lock:
        if _place(program) not in _ahead:
            _ahead[_place(program)] = start_owned(
                python_command(program), program.work, environment_of(program), ordered=True
            )


def take_ahead(program: ProgramFolder) -> Owned:
    """Return an interpreter that waits for the order of a Python program: the one started ahead, or a new one."""
    start_ahead(program)
    with _lock:
        return _ahead.pop(_place(program))


def _place(program: ProgramFolder) -> tuple[str, ...]:
    return (*python_command(program), str(program.work))


@atexit.register
def end_ahead() -> None:
    """End the interpreters that got no order."""
    while _ahead:
        kill_owned(_ahead.popitem()[1])
