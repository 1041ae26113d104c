"""Show a function its code at /var/task, its layers at /opt and its own /tmp, in a private mount namespace.

The host sees nothing of it, and a plain user may do it where the system allows user namespaces (mount_namespaces(7),
user_namespaces(7)). Standard library only, Python 3.7 or later: this runs in the function's own interpreter.
"""

# Paths are strings here: the import of pathlib would cost every cold start 10 ms.
# ruff: noqa: PTH116, PTH120, PTH102, PTH103, PTH112, PTH114, PTH115, PTH118, PTH123, PTH208, PTH211
from __future__ import annotations

import os
import select
import signal

TYPE_CHECKING = False  # as `typing` has it, whose import would cost every cold start 5 ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from ctypes import CDLL
    from typing import Any

    Places = dict[str, str | None]

# AWS's folders, except those of compiled files and of the links for ES modules.
TASK, RUNTIME, OPT, TMP = "/var/task", "/var/runtime", "/opt", "/tmp"  # noqa: S108
BYTECODE, MODULES = "/var/bytecode", "/var/node_modules"
USER = "sbx_user1051"  # the account under which functions run on AWS
HOSTS = "\n127.0.0.1 sandbox.localdomain sandbox\n"  # by which extensions listen and libraries call them on AWS
# From linux/sched.h and linux/mount.h.
CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND, MS_REC = 0x1, 0x2, 0x4, 0x20, 0x1000, 0x4000
MS_PRIVATE, MS_RELATIME = 0x40000, 0x200000
MNT_DETACH = 2
# Flags that statvfs(3) reports with the numbers mount(2) takes: nosuid, nodev, noexec, noatime, nodiratime.
SHARED_FLAGS, ST_RELATIME = 0xC0E, 0x1000
SESSION = "STACKRIG_SESSION"
PR_SET_CHILD_SUBREAPER = 36  # from linux/prctl.h
FORBIDDEN = (
    "no private mount namespace for Lambdas here ({}): a function finds its code by LAMBDA_TASK_ROOT and as its working"
    " directory, not at /var/task, and /tmp has no limit"
)

_entered: list[int] = []  # holds this process while it is in its own namespace


class NoNamespaceError(Exception):
    """Report why this system gives no private mount namespace."""


def place(options: Mapping[str, Any], needed: Iterable[str]) -> Places:
    """Mount a function's folders at AWS's paths, for this process only, and return those paths.

    Args:
        options: the folders `code` (becomes read-only), `layers` (or None), `sdk` and `bytecode`; `storage`, the
            megabytes of /tmp; and perhaps `modules`, the folders that Node.js looks for modules in.
        needed: folders that must stay visible at their paths, even below the real /tmp.

    Raises:
        NoNamespaceError: the system forbids it; the process then still sees its former folders.
    """
    try:
        _enter_namespace()
        _cover("/var", {"task": options["code"], "runtime": options["sdk"], "bytecode": options["bytecode"]})
        _make_read_only(TASK)
        _settle_opt(options["layers"])
        _link_modules(options.get("modules", ()))
        _settle_etc(options["scratch"], HOSTS if options.get("extensions") else "")
        _replace_tmp(options["storage"], needed)
    except (OSError, ImportError, AttributeError) as error:
        _adopt_orphans()
        raise NoNamespaceError(str(error)) from error
    _entered.append(os.getpid())
    return {"code": TASK, "layers": OPT if options["layers"] else None, "sdk": RUNTIME, "bytecode": BYTECODE}


def settle_environment(options: Mapping[str, Any], needed: Iterable[str]) -> tuple[Mapping[str, Any], list[str]]:
    """Enter a function's folders and set AWS's environment; return the folders' paths, and a warning if that failed."""
    warnings = []
    try:
        places: Mapping[str, Any] = place(options, needed)
    except NoNamespaceError as error:
        places = options
        os.environ["HOME"] = os.environ["TMPDIR"] = options["scratch"]
        warnings.append(FORBIDDEN.format(error))
    os.environ["LAMBDA_TASK_ROOT"] = os.environ["PWD"] = places["code"]
    os.environ["AWS_EXECUTION_ENV"] = "AWS_Lambda_" + options["runtime"]
    os.environ.pop(SESSION, None)  # it stays in the system's record of this process, by which it is found
    os.chdir(places["code"])
    return places, warnings


def wait_for_hangup(pipe: int) -> None:
    """Return when the other end of a pipe is closed; data in it stays unread."""
    if hasattr(select, "kqueue"):
        _wait_for_end_of_file(pipe)
        return
    poll = select.poll()
    poll.register(pipe, 0)  # no events: only the hang-up wakes it
    while not any(event & select.POLLHUP for _, event in poll.poll()):
        pass


def _wait_for_end_of_file(pipe: int) -> None:
    """Wait by kqueue(2), as on macOS, where poll(2) reports no hang-up without an event."""
    queue = select.kqueue()  # type: ignore[attr-defined,unused-ignore]
    told = select.kevent(pipe, select.KQ_FILTER_READ, select.KQ_EV_ADD | select.KQ_EV_CLEAR)  # type: ignore[attr-defined,unused-ignore]
    while not any(event.flags & select.KQ_EV_EOF for event in queue.control([told], 1)):  # type: ignore[attr-defined,unused-ignore]
        pass


def end_family(process: int) -> None:
    """Kill a process's children, in their own groups and sessions too, and then the group of this process."""
    parents = _parents()
    family: set[int] = set()
    new = {process}
    while new:
        family |= new
        new = {pid for pid, parent in parents.items() if parent in family} - family
    if _entered:  # daemons have other parents
        family |= {pid for pid in parents if _namespace(pid) == _namespace(os.getpid())}
    for pid in family - {process, os.getpid()}:
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:  # it has ended
            continue
    os.killpg(0, signal.SIGKILL)


def _parents() -> dict[int, int]:
    """Return the parent of each process by pid."""
    names = [name for name in _listing("/proc") if name.isdigit()]
    if names:
        return {int(name): _parent(name) for name in names}
    with os.popen("/bin/ps -A -o pid= -o ppid=") as listed:  # noqa: S605  # as POSIX has it, where there is no /proc
        pairs = [line.split() for line in listed]
    return {int(pair[0]): int(pair[1]) for pair in pairs if len(pair) == 2}  # noqa: PLR2004


def _listing(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:  # there is none, as /proc on macOS
        return []


def _namespace(process: int) -> int:
    try:
        return os.stat(f"/proc/{process}/ns/mnt").st_ino
    except OSError:
        return 0


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
    flags = os.statvfs(folder).f_flag  # a plain user can't drop the file system's own flags
    kept = flags & SHARED_FLAGS | (MS_RELATIME if flags & ST_RELATIME else 0)
    _mount("none", folder, MS_REMOUNT | MS_BIND | MS_RDONLY | kept)


def _settle_opt(layers: str | None) -> None:
    """Show the layers at /opt, beside this machine's files there, all read-only."""
    if layers is None and not os.path.isdir(OPT):
        return
    names = os.listdir(layers) if layers else []
    shown = {name: os.path.join(layers or "", name) for name in names}
    _cover(OPT, shown)
    for name in os.listdir(OPT):
        if not os.path.islink(os.path.join(OPT, name)):
            _make_read_only(os.path.join(OPT, name))
    _make_read_only(OPT)


def _link_modules(folders: Iterable[str]) -> None:
    """Link Node.js packages to a folder above the code, where ES modules look for them: they ignore NODE_PATH."""
    for folder in folders:
        for name in _packages(folder):
            target = os.path.join(MODULES, name)
            if not os.path.lexists(target):
                os.makedirs(os.path.dirname(target), exist_ok=True)
                os.symlink(os.path.join(folder, name), target)


def _packages(folder: str) -> list[str]:
    names = _listing(folder)
    scoped = [f"{name}/{inner}" for name in names if name[0] == "@" for inner in _listing(os.path.join(folder, name))]
    return [name for name in names if name[0] != "@"] + scoped


def _settle_etc(scratch: str, hosts: str) -> None:
    """Make /etc read-only; add AWS's user, who has no home, and some lines of hosts."""
    passwd = os.path.join(scratch, "passwd")
    with open("/etc/passwd", encoding="utf-8", errors="surrogateescape") as file:
        others = [line for line in file if line.split(":")[2:3] != [str(os.getuid())]]
    with open(passwd, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(f"{USER}:x:{os.getuid()}:{os.getgid()}::/home/{USER}:/sbin/nologin\n" + "".join(others))
    _mount("/etc", "/etc", MS_BIND | MS_REC)
    _mount(passwd, "/etc/passwd", MS_BIND)
    _make_read_only("/etc/passwd")
    if hosts:
        own = os.path.join(scratch, "hosts")
        with open("/etc/hosts", encoding="utf-8", errors="surrogateescape") as known, open(own, "w") as file:
            file.write(known.read() + hosts)
        _mount(own, "/etc/hosts", MS_BIND)
        _make_read_only("/etc/hosts")
    _make_read_only("/etc")


def _replace_tmp(megabytes: int, needed: Iterable[str]) -> None:
    real = os.path.realpath(TMP)
    below = os.open(real, os.O_PATH | os.O_DIRECTORY)
    try:
        _mount("tmpfs", real, MS_NOSUID | MS_NODEV, "tmpfs", f"mode=1777,size={megabytes}m")
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
    """Mount an empty file system over `folder`, and show its former content and the paths in `shown` there."""
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


def _adopt_orphans() -> None:
    """Become the parent of daemons that this process's children leave behind, so that `end_family` finds them."""
    try:
        _libc().prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    except (ImportError, AttributeError):  # not on macOS
        return


def _libc() -> CDLL:
    import ctypes

    return ctypes.CDLL(None, use_errno=True)


def _last_error(what: str) -> OSError:
    import ctypes

    number = ctypes.get_errno()
    return OSError(number, f"{what}: {os.strerror(number)}")


if __name__ == "__main__":  # the exit status tells whether it works here
    try:
        _enter_namespace()
        _mount("tmpfs", TMP, 0, "tmpfs")
    except (OSError, ImportError, AttributeError) as failure:
        print(FORBIDDEN.format(failure))  # noqa: T201  # read by the one who asked
        raise SystemExit(1) from None
