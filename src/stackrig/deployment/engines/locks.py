"""One deployment of a stack at a time: the folder its state is in, and the lock beside it."""

import fcntl
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stackrig.errors import DeployError, StartError
from stackrig.waiting import wait_until

log = logging.getLogger("stackrig")

FOLDER_MODE, FILE_MODE = 0o700, 0o600

_holders: dict[Path, int] = {}  # lock file: thread of this process


def project_folder(root: Path) -> Path:
    """Return the project's folder for stackrig's records (mode 0700), made if needed and ignored by git.

    Raises:
        DeployError: it can't be made.
    """
    folder = root / ".stackrig"
    if not folder.is_dir():
        try:
            folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        except OSError as error:
            raise _unwritable(folder, error) from error
    return folder


@contextmanager
def stack_lock(state_file: Path, *, timeout: float) -> Iterator[None]:
    """Hold a stack for this caller alone, waiting up to `timeout` seconds for another one to be done.

    The lock ends with the process. Its file is removed at the end, and the folder if nothing is left in it.

    Raises:
        DeployError: the stack is still in use, or in use by this thread itself.
    """
    lock_file = state_file.with_suffix(".lock")
    handle = _take(lock_file, timeout)
    _holders[lock_file] = threading.get_ident()
    try:
        yield
    finally:
        del _holders[lock_file]
        lock_file.unlink(missing_ok=True)
        os.close(handle)
        _remove_empty(state_file.parent)


def _take(lock_file: Path, timeout: float) -> int:
    remedies = ["wait for the other deployment to end", "give this one a stack name of its own"]
    try:
        handle = _try(lock_file)
    except OSError as error:
        raise _unwritable(lock_file.parent, error) from error
    if handle:
        return handle
    owner = _owner(lock_file)
    if _holders.get(lock_file) == threading.get_ident():
        raise DeployError(f"the stack {lock_file.stem} is deployed already by this very program", remedies=remedies)
    log.info("waiting for process %s, which uses the stack %s", owner, lock_file.stem)
    try:
        return wait_until(lambda: _try(lock_file), what=lock_file.name, timeout=timeout)
    except StartError as error:
        message = f"the stack {lock_file.stem} is in use by process {owner}, still after {timeout:g} s"
        raise DeployError(message, remedies=remedies) from error


def _unwritable(folder: Path, error: OSError) -> DeployError:
    return DeployError(
        f"the state of stacks can't be kept in {folder}: {error.strerror}",
        remedies=["deploy from a project folder that can be written to, or pass settings= with another root"],
    )


def _try(lock_file: Path) -> int | None:
    with suppress(FileNotFoundError):  # the owner before us is removing folder and file
        lock_file.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        handle = os.open(lock_file, os.O_RDWR | os.O_CREAT, FILE_MODE)
        if _lock(handle, lock_file):
            return handle
        os.close(handle)
    return None


def _lock(handle: int, lock_file: Path) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(handle).st_ino != lock_file.stat().st_ino:
            return False
    except (BlockingIOError, FileNotFoundError):
        return False
    os.ftruncate(handle, 0)
    os.write(handle, str(os.getpid()).encode())
    return True


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
