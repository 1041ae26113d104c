"""Locks between processes: one holds a file; the others wait, say for whom, and give up in the end."""

import contextlib
import logging
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from stackrig.errors import StartError
from stackrig.processes import describe_process

log = logging.getLogger("stackrig")

NOTICE = 3.0  # seconds of waiting before a message says who holds the lock
LOCK_TIMEOUT = 600.0  # seconds that another process may hold it; a seed or program at a breakpoint() holds it for ever


@contextlib.contextmanager
def file_lock(path: Path, what: str, *, timeout: float = LOCK_TIMEOUT) -> Iterator[None]:
    """Hold a lock while the block runs. The lock ends with the process; its file stays and names the holder's pid.

    Args:
        what: the holder's work, as in "which builds the environment".
        timeout: seconds to wait for another holder; after a few seconds a message names it.

    Raises:
        StartError: another process, which it names, holds the lock for longer.
        OSError: the lock file can't be made.
    """
    lock = FileLock(path)
    try:
        _acquire(lock, path, what, timeout)
    except Timeout as error:
        raise StartError(
            f"{holder(path)}, which {what}, has held {path} for more than {timeout:g} s",
            remedies=["wait until it has ended", "end it, if it stands at a breakpoint() or hangs"],
        ) from error
    try:
        with contextlib.suppress(OSError):  # the disk is full
            path.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, path: Path, what: str, timeout: float) -> None:
    try:
        lock.acquire(timeout=min(timeout, NOTICE))
    except Timeout:
        if timeout <= NOTICE:
            raise
        log.warning("waiting for %s, which %s", holder(path), what)
        lock.acquire(timeout=timeout - NOTICE)


def holder(path: Path) -> str:
    """Return which process holds a lock, as its file tells it."""
    with contextlib.suppress(OSError, ValueError):
        return describe_process(int(path.read_text(encoding="ascii")))
    return "another process"
