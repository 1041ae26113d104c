"""Show a function its code at /var/task and its layers at /opt, in a mount namespace of this process only.

The host sees nothing of it, and a plain user may do it where the system allows user namespaces (mount_namespaces(7),
user_namespaces(7)). Standard library only, Python 3.8 or later: this runs in the function's own interpreter.
"""

import os

TASK, OPT = "/var/task", "/opt"
# From linux/sched.h and linux/mount.h.
CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MS_BIND, MS_REC, MS_PRIVATE, MNT_DETACH = 0x1000, 0x4000, 0x40000, 2


def place(code, layers):
    """Return the folders of code and layers (None without any) as the function sees them, and a list of warnings."""
    try:
        _enter_namespace()
        _show_beside(TASK, code)
        if layers:
            _cover(OPT, {name: os.path.join(layers, name) for name in os.listdir(layers)})
    except (OSError, ImportError, AttributeError) as error:
        warning = (
            f"no private mount namespace for Lambdas here ({error}): a function finds its code by LAMBDA_TASK_ROOT and"
            " its working directory, not at /var/task"
        )
        return code, layers, [warning]
    return TASK, OPT if layers else None, []


def _show_beside(place, source):
    folder, name = os.path.split(place)
    if os.path.isdir(place):
        _mount(source, place, MS_BIND | MS_REC)
    else:
        _cover(folder, {name: source})


def _enter_namespace():
    libc = _libc()
    if libc.unshare(CLONE_NEWNS) != 0:
        user, group = os.getuid(), os.getgid()
        if libc.unshare(CLONE_NEWNS | CLONE_NEWUSER) != 0:
            raise _last_error("unshare")
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{user} {user} 1")
        _write("/proc/self/gid_map", f"{group} {group} 1")
    _mount("none", "/", MS_REC | MS_PRIVATE)


def _cover(folder, shown):
    """Put an empty file system over `folder` and show in it what was there and the folders and files of `shown`."""
    below = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        entries = {name: f"/proc/self/fd/{below}/{name}" for name in os.listdir(folder)}
        _mount("tmpfs", folder, 0, "tmpfs", "mode=755")
        try:
            for name, source in {**entries, **shown}.items():
                _show(source, os.path.join(folder, name))
        except OSError:
            _libc().umount2(folder.encode(), MNT_DETACH)
            raise
    finally:
        os.close(below)


def _show(source, target):
    if os.path.islink(source):
        os.symlink(os.readlink(source), target)
        return
    if os.path.isdir(source):
        os.mkdir(target)
    else:
        _write(target, "")
    _mount(source, target, MS_BIND | MS_REC)


def _write(path, text):
    with open(path, "w") as file:
        file.write(text)


def _mount(source, target, flags, kind="none", data=""):
    if _libc().mount(source.encode(), target.encode(), kind.encode(), flags, data.encode()) != 0:
        raise _last_error("mount " + target)


def _libc():
    import ctypes

    return ctypes.CDLL(None, use_errno=True)


def _last_error(what):
    import ctypes

    number = ctypes.get_errno()
    return OSError(number, f"{what}: {os.strerror(number)}")
