"""Child processes that end with this one, however it ends: killing this process kills them as well."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stackrig.errors import DeployError

LIFELINE = Path(__file__).parent / "outside" / "lifeline.py"
GRACE = 5.0  # seconds a process has to end after SIGTERM before it is killed


@dataclass(frozen=True, slots=True)
class Owned:
    """Hold a process, which leads its own process group, and this end of its lifeline."""

    child: "subprocess.Popen[bytes]"
    lifeline: int


def start_owned(command: Sequence[str], folder: Path, environment: Mapping[str, str], *, ordered: bool) -> Owned:
    """Start a command in a folder; its errors go to its output.

    Args:
        ordered: its standard input is a pipe; otherwise it has no input.

    Raises:
        DeployError: it can't be started.
    """
    theirs, ours = os.pipe()
    try:
        child = subprocess.Popen(
            [sys.executable, "-I", "-S", str(LIFELINE), str(theirs), *command],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE if ordered else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=(theirs,),
            start_new_session=True,  # stackrig passes a terminal's Ctrl-C on itself
        )
    except OSError as error:
        os.close(ours)
        raise DeployError(f"{command[0]} can't be run: {error}") from error
    finally:
        os.close(theirs)
    return Owned(child, ours)


def ask_to_end(owned: Owned) -> None:
    """Send SIGTERM, and kill what has not ended after the grace period; return at once."""
    _signal(owned, signal.SIGTERM)
    timer = threading.Timer(GRACE, _signal, (owned, signal.SIGKILL))
    timer.daemon = True
    timer.start()


def end_owned(owned: Owned) -> int:
    """Wait for a process that has closed its output, kill the rest of its group, and return its exit code."""
    code = owned.child.wait()
    _signal(owned, signal.SIGKILL)
    _close(owned)
    return code


def kill_owned(owned: Owned) -> None:
    """Kill a process and its group. Repeating it is safe."""
    if owned.child.returncode is None:
        _signal(owned, signal.SIGKILL)
        owned.child.wait()
        _close(owned)


def _signal(owned: Owned, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: PermissionError for a group of zombies
        os.killpg(owned.child.pid, number)


def _close(owned: Owned) -> None:
    with contextlib.suppress(OSError):
        os.close(owned.lifeline)
    for stream in (owned.child.stdin, owned.child.stdout):
        if stream:
            with contextlib.suppress(OSError):
                stream.close()
