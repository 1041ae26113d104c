"""The state of files, recorded so that a later process can tell whether they are still the same."""

import hashlib
import os
import stat
from pathlib import Path
from typing import Any

ABSENT = "absent"
# Entries of folders that come and go although nobody has edited anything.
PASSING = {"__pycache__", ".coverage", ".git", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".stackrig"}
State = list[Any]  # the digest of a file or folder, and its status then


def state_of(path: str) -> State:
    """Return the state of a file with its content, of a folder with its names, or of a path with neither.

    Raises:
        OSError: it can't be read.
    """
    try:
        status = os.stat(path)  # noqa: PTH116  # text is what audit events have
        if stat.S_ISDIR(status.st_mode):
            return [_digest_of_folder(path)]
        if not stat.S_ISREG(status.st_mode):
            raise OSError(f"{path} is neither a file nor a folder")
        return [_digest_of_file(path, status), *_status(status)]
    except (FileNotFoundError, NotADirectoryError):
        return [ABSENT]


def is_same(path: str, known: State) -> bool:
    """Tell whether a file or folder still has its content; the content is read only if the status differs."""
    try:
        if len(known) > 1 and _status(os.stat(path)) == known[1:]:  # noqa: PTH116
            return True
        return state_of(path)[0] == known[0]  # type: ignore[no-any-return]  # a digest
    except OSError:
        return False


def _status(status: os.stat_result) -> list[int]:
    """Return what changes with each write: the time of the last status change, which nobody can set."""
    return [status.st_ctime_ns, status.st_size, status.st_ino, status.st_mode]


def _digest_of_folder(path: str) -> str:
    with os.scandir(path) as entries:
        names = sorted(f"{entry.name}{'/' if entry.is_dir() else ''}" for entry in entries if entry.name not in PASSING)
    return hashlib.sha256(repr(names).encode()).hexdigest()


def _digest_of_file(path: str, status: os.stat_result) -> str:
    """Return the digest of a file's content and of the permission to run it, which archives keep."""
    runs = status.st_mode & stat.S_IXUSR
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() + ("+x" if runs else "")
