"""Locks that let one deployment of a stack run at a time. They are files beside the stack's state."""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from stackrig.errors import DeployError, StartError
from stackrig.folders import FOLDER_MODE, state_error
from stackrig.waiting import wait_until

log = logging.getLogger("stackrig")

FILE_MODE = 0o600

_holders: dict[Path, int] = {}  # lock file: thread of this process


@contextmanager
def stack_lock(state_file: Path, *, timeout: float) -> Iterator[None]:
    """Lock a stack for this caller, waiting up to `timeout` seconds for another deployment of it to end.

    The lock ends with the process. Its file is removed at the end, and so is the folder if nothing is left in it.

    Raises:
        DeployError: the stack is still in use, or this thread uses it itself.
    """
    lock_file = state_file.with_suffix(".lock")
    lock = _take(lock_file, timeout)
    _holders[lock_file] = threading.get_ident()
    try:
        yield
    finally:
        del _holders[lock_file]
        lock_file.unlink(missing_ok=True)  # removed while it is locked: waiting processes notice that the file has gone
        lock.release()
        _remove_empty(state_file.parent)


def _take(lock_file: Path, timeout: float) -> FileLock:
    remedies = ["wait for the other deployment to end", "give this deployment another stack name"]
    if _holders.get(lock_file) == threading.get_ident():
        raise DeployError(f"this program itself is deploying the stack {lock_file.stem}", remedies=remedies)
    lock = FileLock(lock_file, mode=FILE_MODE, thread_local=False)
    try:
        if _try(lock, lock_file):
            return lock
    except OSError as error:
        raise state_error(lock_file.parent, error) from error
    owner = _owner(lock_file)
    log.info("waiting for process %s, which uses the stack %s", owner, lock_file.stem)
    try:
        wait_until(lambda: _try(lock, lock_file), what=lock_file.name, timeout=timeout)
    except StartError as error:
        message = f"process {owner} still uses the stack {lock_file.stem} after {timeout:g} s"
        raise DeployError(message, remedies=remedies) from error
    return lock


def _try(lock: FileLock, lock_file: Path) -> bool:
    """Take the lock if it is free. A lock on a file that its owner has removed meanwhile does not count."""
    with suppress(FileNotFoundError, Timeout):  # the previous owner is removing the folder and the file
        lock_file.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        lock.acquire(blocking=False)
        lock_file.write_text(str(os.getpid()), encoding="utf-8")
        return True
    return False


def _owner(lock_file: Path) -> str:
    try:
        return lock_file.read_text(encoding="utf-8") or "?"
    except FileNotFoundError:
        return "?"


def _remove_empty(folder: Path) -> None:
    """Remove the stack's folder and the one of all stacks, if this was the last state in them."""
    for empty in (folder, folder.parent):
        try:
            empty.rmdir()
        except OSError:  # something is left in it, or another deployment was faster
            return
