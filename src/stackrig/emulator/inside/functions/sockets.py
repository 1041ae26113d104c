"""The connections of processes to a server on this machine, read from /proc: see proc(5)."""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

ESTABLISHED = "01"
SOCKET = re.compile(r"socket:\[(\d+)\]")


def ports_to(processes: Iterable[int], port: int) -> set[int]:
    """Return the local ports of processes' connections to a port; none without /proc."""
    return {local for process in processes for local in _ports(Path("/proc", str(process)), port)}


def _ports(process: Path, port: int) -> Iterator[int]:
    try:
        inodes = set(_inodes(process / "fd"))
        tables = [(process / "net" / name).read_text(encoding="ascii") for name in ("tcp", "tcp6")]
    except OSError:  # it has ended
        return
    for line in (line for table in tables for line in table.splitlines()[1:]):
        _, local, remote, state, *_, inode = line.split()[:10]
        if state == ESTABLISHED and int(remote.rpartition(":")[2], 16) == port and inode in inodes:
            yield int(local.rpartition(":")[2], 16)


def _inodes(folder: Path) -> Iterator[str]:
    for link in folder.iterdir():
        with suppress(OSError):  # closed meanwhile
            if match := SOCKET.fullmatch(os.readlink(link)):  # noqa: PTH115  # it is no path
                yield match[1]
