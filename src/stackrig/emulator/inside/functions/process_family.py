"""A function's process and its children: find them by descent and by mount namespace, measure and end them.

A daemon with its own session and environment stays in the namespace of the function that started it.
"""

import contextlib
import os
import re
import signal
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")  # a system without it, such as macOS, has neither namespaces nor these figures
KILOBYTE = 1024
SIZES = re.compile(rb"^(VmHWM|RssAnon|RssFile):\s*(\d+)", re.MULTILINE)


def hold_namespace(pid: int) -> int | None:
    """Return a descriptor of a process's mount namespace, or None if it is this process's or can't be read.

    While the descriptor is open, the system does not reuse the namespace's number.
    """
    try:
        descriptor = os.open(PROC / str(pid) / "ns/mnt", os.O_RDONLY)
    except OSError:  # it has ended, or belongs to another account
        return None
    if os.fstat(descriptor).st_ino != _namespace("self"):
        return descriptor
    os.close(descriptor)
    return None


def members(namespace: int) -> list[int]:
    """Return the processes in a descriptor's mount namespace."""
    number = os.fstat(namespace).st_ino
    return [int(name) for name in _listing(PROC) if name.isdigit() and _namespace(name) == number]


def descendants(pid: int) -> list[int]:
    """Return a process's children and their children, as far as those in between are alive."""
    found = [pid]
    for parent in found:  # grows during the loop
        for task in _listing(PROC / str(parent) / "task"):
            found += map(int, _read(PROC / str(parent) / "task" / task / "children").split())
    return found[1:]


def is_running(pid: int) -> bool:
    """Tell whether a process is running; an ended one that its parent has not reaped is not."""
    if not PROC.is_dir():
        try:
            os.kill(pid, 0)
        except OSError:
            return False
        return True
    return _read(PROC / str(pid) / "stat").rpartition(")")[2].split()[:1] not in ([], ["Z"], ["X"])


def kill(processes: Iterable[int]) -> None:
    """Kill processes; ended ones are ignored."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def used(pid: int) -> int:
    """Return the bytes of memory of a process and its descendants, without files."""
    return sum(_bytes(one).get("RssAnon", 0) for one in [pid, *descendants(pid)])


def peak(pid: int) -> int:
    """Return the peak memory of a process in bytes, without the files that it maps now."""
    figures = _bytes(pid)
    return figures.get("VmHWM", 0) - figures.get("RssFile", 0)


def _namespace(process: str) -> int | None:
    with contextlib.suppress(OSError):  # it has ended, or belongs to another account
        return (PROC / process / "ns" / "mnt").stat().st_ino
    return None


def _bytes(pid: int) -> dict[str, int]:
    """Return the sizes that the system reports for a process, by name; none for an ended one."""
    try:
        with open(f"{PROC}/{pid}/status", "rb") as file:  # noqa: PTH123  # each invocation reads it, and Path is slow
            found = SIZES.findall(file.read())
    except OSError:
        return {}
    return {name.decode(): int(size) * KILOBYTE for name, size in found}


def _read(path: Path) -> str:
    with contextlib.suppress(OSError):
        return path.read_text(encoding="ascii", errors="replace")
    return ""


def _listing(folder: Path) -> list[str]:
    with contextlib.suppress(OSError):
        return [path.name for path in folder.iterdir()]
    return []
