"""Keep a server's data in memory: a mount with a limit that ends with the server's last process, however that ends.

A shell in namespaces of its own (mount_namespaces(7), user_namespaces(7)) makes the mount and waits. PostgreSQL's
programs enter these namespaces, and then the shell may end. No other process of the machine sees the mount.
"""

import contextlib
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from stackrig.errors import StackrigError
from stackrig.processes import SESSION_VARIABLE, Session
from stackrig.settings import Settings

log = logging.getLogger("stackrig")

MEGABYTE = 1 << 20
SHARE = 4  # the data may take a quarter of the memory that is available when the server starts
LEAST = 512 * MEGABYTE  # below this limit the data is on the disk
COPIES = 8  # how many times the seeds must fit: a template and clones, with indexes
WAL_SHARE, WAL = 8, 256  # WAL may take an eighth of the limit until a checkpoint, at most 256 MB
CGROUPS = Path("/sys/fs/cgroup")
# PostgreSQL's words; those of Python, which may tell of another disk, have no "could not".
FULL = re.compile("could not [^\n]*: No space left on device")
DISK = "--database-storage=volume (STACKRIG_DATABASE_STORAGE=volume) keeps it on the disk"
# Only this namespace sees the mount. It still sees mounts that others make and remove later: "slave".
ENTER = {
    "user": ("unshare", "--user", "--map-root-user", "--mount", "--propagation=slave"),
    "root": ("unshare", "--mount", "--propagation=slave"),
}
MAKE = 'mount -t tmpfs -o "$2" stackrig "$1" && cd "$1" && echo made && exec cat'


@dataclass(frozen=True, slots=True)
class MemoryMount:
    """Describe the mount over a folder: its limit in bytes, and the process that holds it until a server does."""

    limit: int
    holder: int
    of_root: bool

    @property
    def outside(self) -> Path:
        """Return the path at which this process reaches the mount."""
        return Path(f"/proc/{self.holder}/cwd")

    @property
    def prefix(self) -> tuple[str, ...]:
        """Return the command that runs a program inside the mount's namespaces."""
        namespaces = ("--mount",) if self.of_root else ("--user", "--preserve-credentials", "--mount")
        return ("nsenter", f"--target={self.holder}", *namespaces, "--")

    def server_options(self) -> dict[str, str]:
        """Return the settings that keep PostgreSQL's write-ahead log within the limit."""
        size = min(self.limit // WAL_SHARE // MEGABYTE, WAL)
        return {"max_wal_size": f"{size}MB", "checkpoint_warning": "0"}


def memory_limit(settings: Settings) -> int:
    """Return how many bytes of memory a server's data may take here; 0 where it belongs on the disk."""
    if settings.database_storage != "tmpfs" or sys.platform != "linux":
        return 0
    bounds = [psutil.virtual_memory().available, *_cgroup_limits(_read(Path("/proc/self/cgroup")), CGROUPS)]
    limit = min(bounds) // SHARE // MEGABYTE * MEGABYTE
    return limit if limit >= LEAST else 0


def fitting_storage(settings: Settings, size: int) -> Settings:
    """Return the settings; they put the data on the disk if seeds of this size (bytes) need too much memory."""
    return settings if size * COPIES <= memory_limit(settings) else replace(settings, database_storage="volume")


@contextlib.contextmanager
def memory_mount(session: Session, folder: Path, limit: int, *, of_root: bool) -> Iterator[MemoryMount | None]:
    """Yield a mount over an empty folder, for programs that begin in the block; None where it can't be made.

    Args:
        limit: in bytes; with 0 no mount is made.
        of_root: make it with root's rights, without a user namespace.
    """
    try:
        holder = _start_holder(session, folder, limit, of_root=of_root) if limit else None
    except OSError as error:
        log.debug("the database's data is on the disk: %s", error)
        holder = None
    if holder is None:
        yield None
        return
    with holder:  # closes the shell's input, which ends the shell
        mount = MemoryMount(limit, holder.pid, of_root)
        complaint = _complaint(holder, mount, folder)
        if complaint:
            log.debug("the database's data is on the disk: %s", complaint)
        yield None if complaint else mount


def _start_holder(session: Session, folder: Path, limit: int, *, of_root: bool) -> "subprocess.Popen[bytes]":
    options = f"size={limit},mode=0700"
    return subprocess.Popen(
        [*ENTER["root" if of_root else "user"], "sh", "-c", MAKE, "sh", os.fspath(folder), options],
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", SESSION_VARIABLE: session.id},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _complaint(holder: "subprocess.Popen[bytes]", mount: MemoryMount, folder: Path) -> str:
    """Return why the mount can't be made, reached or entered; empty if it can."""
    answer = holder.stdout.readline().decode(errors="replace").strip() if holder.stdout else ""
    if answer != "made":
        return answer or f"{ENTER['user'][0]} ended"
    try:
        if mount.outside.stat().st_dev == folder.stat().st_dev:  # a sandbox's /proc may lead below the mount
            return f"{mount.outside} is not the mount"
        entered = subprocess.run([*mount.prefix, "true"], capture_output=True, check=False)
    except OSError as error:  # unshare is installed, and nsenter is not
        return str(error)
    return entered.stderr.decode(errors="replace").strip() if entered.returncode else ""


@contextlib.contextmanager
def limit_named(limit: int) -> Iterator[None]:
    """Add the limit, and the option that lifts it, to an error of the block that reports a full disk."""
    try:
        yield
    except StackrigError as error:
        if limit and FULL.search(error.report()):
            error.add_note(limit_reached(limit))
        raise


def limit_reached(limit: int) -> str:
    """Return the sentence that says that the data has reached its limit of memory in bytes."""
    return (
        f"PostgreSQL's data is in memory and may take {limit // MEGABYTE:,} MB, a quarter of what was available; {DISK}"
    )


def _cgroup_limits(groups: str, place: Path) -> list[int]:
    """Return the memory limits in bytes of control groups and of those above them.

    Args:
        groups: /proc/self/cgroup, of either version or both (cgroups(7)).
        place: where the file systems of control groups are.
    """
    limits = []
    for line in groups.splitlines():
        _, controllers, path = line.split(":", 2)
        if not controllers or "memory" in controllers.split(","):
            name = "memory/{}/memory.limit_in_bytes" if controllers else "{}/memory.max"
            above = (Path(path), *Path(path).parents)
            texts = [_read(place / name.format(str(group).strip("/")).lstrip("/")).strip() for group in above]
            limits += [int(text) for text in texts if text.isdecimal()]
    return limits


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
