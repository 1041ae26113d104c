"""A function's process and all it started: found by descent and by mount namespace, their memory, their end.

A daemon with a session and an environment of its own keeps the namespace of the function that started it.
"""

import contextlib
import os
import re
import signal
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")  # a system without it, such as macOS, knows neither namespaces nor this memory
KILOBYTE = 1024
SIZES = re.compile(rb"^(VmHWM|RssAnon|RssFile):\s*(\d+)", re.MULTILINE)


def hold_namespace(pid: int) -> int | None:
    """Return a descriptor of a process's mount namespace, None when it is that of this process or can't be told.

    As long as the descriptor is open the system gives the namespace's number to no other.
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
    """Return the processes in the mount namespace of a descriptor."""
    number = os.fstat(namespace).st_ino
    return [int(name) for name in _listing(PROC) if name.isdigit() and _namespace(name) == number]


def descendants(pid: int) -> list[int]:
    """Return the processes that a process has started and these in turn, as far as those between are alive."""
    found = [pid]
    for parent in found:  # grows meanwhile
        for task in _listing(PROC / str(parent) / "task"):
            found += map(int, _read(PROC / str(parent) / "task" / task / "children").split())
    return found[1:]


def is_running(pid: int) -> bool:
    """Tell whether a process runs; one that has ended does not, also while its parent has not asked for its status."""
    if not PROC.is_dir():
        try:
            os.kill(pid, 0)
        except OSError:
            return False
        return True
    return _read(PROC / str(pid) / "stat").rpartition(")")[2].split()[:1] not in ([], ["Z"], ["X"])


def kill(processes: Iterable[int]) -> None:
    """Kill some processes; those that have ended are fine."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def used(pid: int) -> int:
    """Return the bytes of memory that a process and its descendants have for themselves, files left out."""
    return sum(_bytes(one).get("RssAnon", 0) for one in [pid, *descendants(pid)])


def peak(pid: int) -> int:
    """Return the most bytes of memory that a process has had, files left out as far as it has them now."""
    figures = _bytes(pid)
    return figures.get("VmHWM", 0) - figures.get("RssFile", 0)


def _namespace(process: str) -> int | None:
    with contextlib.suppress(OSError):  # it has ended, or belongs to another account
        return (PROC / process / "ns" / "mnt").stat().st_ino
    return None


def _bytes(pid: int) -> dict[str, int]:
    """Return the sizes that the system tells of a process, by name; none of one that has ended."""
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
