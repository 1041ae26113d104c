"""Show a function its code at /var/task, its layers at /opt and a /tmp of its own, in a private mount namespace.

The host sees nothing of it, and a plain user may do it where the system allows user namespaces (mount_namespaces(7),
user_namespaces(7)). Standard library only, Python 3.8 or later: this runs in the function's own interpreter.
"""

# Paths are strings here: the import of pathlib would cost every cold start 10 ms.
# ruff: noqa: PTH102, PTH103, PTH112, PTH114, PTH115, PTH118, PTH123, PTH208, PTH211
from __future__ import annotations

import os
import select
import signal

TYPE_CHECKING = False  # that of `typing`, whose import would cost every cold start 5 ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from ctypes import CDLL
    from typing import Any

    Places = dict[str, str | None]

# Where AWS has them; the compiled form of a function's code has no place there.
TASK, RUNTIME, OPT, TMP = "/var/task", "/var/runtime", "/opt", "/tmp"  # noqa: S108
BYTECODE = "/var/bytecode"
# From linux/sched.h and linux/mount.h.
CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MS_RDONLY, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE, MS_RELATIME = 0x1, 0x20, 0x1000, 0x4000, 0x40000, 0x200000
MNT_DETACH = 2
# Flags that statvfs(3) reports with the numbers mount(2) takes: nosuid, nodev, noexec, noatime, nodiratime.
SHARED_FLAGS, ST_RELATIME = 0xC0E, 0x1000
FORBIDDEN = (
    "no private mount namespace for Lambdas here ({}): a function finds its code by LAMBDA_TASK_ROOT and as its working"
    " directory, not at /var/task"
)


class NoNamespaceError(Exception):
    """Tell why this system gives no private mount namespace."""


def place(options: Mapping[str, Any], needed: Iterable[str]) -> Places:
    """Make a function's folders visible where AWS has them, for this process only, and return those places.

    Args:
        options: the folders `code` (becomes read-only), `layers` (or None), `sdk`, `bytecode`, and `scratch` for /tmp.
        needed: folders that must stay visible where they are, although they may be below the real /tmp.

    Raises:
        NoNamespaceError: the system forbids it; the process then still sees what it saw before.
    """
    try:
        _enter_namespace()
        _cover("/var", {"task": options["code"], "runtime": options["sdk"], "bytecode": options["bytecode"]})
        _make_read_only(TASK)
        if options["layers"]:
            _cover(OPT, {name: os.path.join(options["layers"], name) for name in os.listdir(options["layers"])})
        _replace_tmp(options["scratch"], needed)
    except (OSError, ImportError, AttributeError) as error:
        raise NoNamespaceError(str(error)) from error
    return {"code": TASK, "layers": OPT if options["layers"] else None, "sdk": RUNTIME, "bytecode": BYTECODE}


def wait_for_hangup(pipe: int) -> None:
    """Return when the other end of a pipe is closed; what is written to it stays unread."""
    poll = select.poll()
    poll.register(pipe, 0)  # no event asked for: only the hang-up wakes it
    while not any(event & select.POLLHUP for _, event in poll.poll()):
        pass


def end_family(process: int) -> None:
    """Kill what a process has started, in groups of its own too, and then the group of this process."""
    parents = {int(name): _parent(name) for name in _listing("/proc") if name.isdigit()}
    family = {process}
    while new := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= new
    for pid in family - {process, os.getpid()}:
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:  # it has ended
            continue
    os.killpg(0, signal.SIGKILL)


def _listing(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:  # not on macOS
        return []


def _parent(process: str) -> int:
    try:
        with open("/proc/" + process + "/stat", "rb") as stat:
            return int(stat.read().rpartition(b")")[2].split()[1])
    except OSError:
        return 0


def _enter_namespace() -> None:
    libc = _libc()
    if libc.unshare(CLONE_NEWNS) != 0:
        user, group = os.getuid(), os.getgid()
        if libc.unshare(CLONE_NEWNS | CLONE_NEWUSER) != 0:
            raise _last_error("unshare")
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{user} {user} 1")
        _write("/proc/self/gid_map", f"{group} {group} 1")
    _mount("none", "/", MS_REC | MS_PRIVATE)


def _make_read_only(folder: str) -> None:
    flags = os.statvfs(folder).f_flag  # those of the file system it is on can't be dropped by a plain user
    kept = flags & SHARED_FLAGS | (MS_RELATIME if flags & ST_RELATIME else 0)
    _mount("none", folder, MS_REMOUNT | MS_BIND | MS_RDONLY | kept)


def _replace_tmp(scratch: str, needed: Iterable[str]) -> None:
    real = os.path.realpath(TMP)
    below = os.open(real, os.O_PATH | os.O_DIRECTORY)
    try:
        _mount(scratch, real, MS_BIND)
        try:
            for path in needed:
                _show_again(below, os.path.relpath(os.path.realpath(path), real), real)
        except OSError:
            _libc().umount2(os.fsencode(real), MNT_DETACH)
            raise
    finally:
        os.close(below)


def _show_again(below: int, inside: str, folder: str) -> None:
    if not f"{inside}{os.sep}".startswith(os.pardir + os.sep):  # it is below the real /tmp
        target = os.path.join(folder, inside)
        os.makedirs(target, exist_ok=True)
        _mount(f"/proc/self/fd/{below}/{inside}", target, MS_BIND | MS_REC)


def _cover(folder: str, shown: Mapping[str, str]) -> None:
    """Put an empty file system over `folder` and show in it what was there and the folders and files of `shown`."""
    below = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        entries = {name: f"/proc/self/fd/{below}/{name}" for name in os.listdir(folder)}
        _mount("tmpfs", folder, 0, "tmpfs", "mode=755")
        try:
            for name, source in {**entries, **shown}.items():
                _show(source, os.path.join(folder, name))
        except OSError:
            _libc().umount2(os.fsencode(folder), MNT_DETACH)
            raise
    finally:
        os.close(below)


def _show(source: str, target: str) -> None:
    if os.path.islink(source):
        os.symlink(os.readlink(source), target)
        return
    if os.path.isdir(source):
        os.mkdir(target)
    else:
        _write(target, "")
    _mount(source, target, MS_BIND | MS_REC)


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def _mount(source: str, target: str, flags: int, kind: str = "none", data: str = "") -> None:
    if _libc().mount(os.fsencode(source), os.fsencode(target), kind.encode(), flags, data.encode()) != 0:
        raise _last_error("mount " + target)


def _libc() -> CDLL:
    import ctypes

    return ctypes.CDLL(None, use_errno=True)


def _last_error(what: str) -> OSError:
    import ctypes

    number = ctypes.get_errno()
    return OSError(number, f"{what}: {os.strerror(number)}")


if __name__ == "__main__":  # tell by the exit status whether it works here
    try:
        _enter_namespace()
        _mount("tmpfs", TMP, 0, "tmpfs")
    except (OSError, ImportError, AttributeError) as failure:
        print(FORBIDDEN.format(failure))  # noqa: T201  # read by the one who asked
        raise SystemExit(1) from None
