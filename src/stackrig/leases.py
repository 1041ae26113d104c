"""Leases: what a session starts ends with the process that owns it, however that process ends.

A session's folder holds its lease. `python -m stackrig.leases FOLDER` waits for the owner's end and then ends the
session. If that process was killed too, the next session that begins cleans up.
"""

import contextlib
import dataclasses
import fcntl
import json
import logging
import os
import re
import secrets
import select
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from stackrig.containers.api import Daemon
from stackrig.containers.removal import remove_session
from stackrig.errors import StackrigError, StartError, TeardownError
from stackrig.folders import write_private
from stackrig.machine_limits import limit_remedies
from stackrig.processes import Session, creation_time, is_alive, kill_session
from stackrig.waiting import wait_until

log = logging.getLogger("stackrig")

PREFIX = "stackrig-"
LEASE = "lease.json"
REMOVAL_TIMEOUT = 3.0  # seconds
QUIET = 2  # scans in a row that must find nothing: a process may be starting another one meanwhile
BIRTH = 60.0  # seconds; an older folder without a lease belongs to an owner that died before writing one

# The reaper gets only these variables, so that no secret stays in its environment. CI systems end a job by killing the
# processes that carry their variables (RUNNER_TRACKING_ID, JENKINS_NODE_COOKIE): the reaper must survive that.
KEPT_VARIABLES = ("PATH", "HOME", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")

_held: dict[str, int] = {}  # the descriptors of the session folders that this process owns or watches, by session id


@dataclass(frozen=True, slots=True)
class Lease:
    """Name the owners of a session as (pid, `creation_time`): it ends when the first of them ends.

    `kept` is the project folder whose rig this is when the session outlives its owners on purpose.
    """

    owners: Sequence[tuple[int, float]]
    reaper: int = 0
    kept: str = ""


def new_session() -> Session:
    """Begin a session owned by this process; first end the sessions whose owner and reaper are both dead.

    A worker of pytest-xdist owns it together with its controller, which it outlives by 5 s or more.
    The folder is below the system's folder for temporary files, and for this user only. Others can pass
    through one of root's (mode 0711), because PostgreSQL that root started runs under another account.

    Raises:
        StartError: no folder can be made there.
    """
    controller = [os.getppid()] if "PYTEST_XDIST_WORKER" in os.environ else []
    session = session_named(secrets.token_hex(6))
    _begin(session, [os.getpid(), *controller])
    return session


def share_session(session: Session, owner: int) -> None:
    """Begin a session that `owner` (a pid) owns and several processes share, unless another process has begun it.

    Raises:
        StartError: its folder can't be made, see `new_session`.
    """
    try:
        _begin(session, [owner])
    except StartError as error:
        if not isinstance(error.__cause__, FileExistsError):
            raise
        wait_until(lambda: read_lease(session), what=f"the session {session.id}, begun by another process", timeout=10)


def session_named(session_id: str) -> Session:
    """Return the session with this id (12 hexadecimal digits) among the temporary files, begun or not."""
    return Session(session_id, _place() / f"{PREFIX}{session_id}")


def keep_session(session: Session, project: Path) -> None:
    """Let the session outlive this process as part of the project's rig, until `end_session` ends it."""
    lease = read_lease(session)
    if lease:
        _write(session, dataclasses.replace(lease, reaper=0, kept=str(project)))
        _stop_reaper(lease, session)
        _let_go(session)


def end_session(session: Session, daemon: Daemon | None = None) -> None:
    """Kill the session's processes and remove its containers, networks, volumes and folder. Repeating it is safe.

    Args:
        daemon: the daemon that has the session's containers; needed only if the session's folder is gone.

    Raises:
        TeardownError: a process survived SIGKILL, Docker refuses, or the folder can't be removed.
    """
    lease = read_lease(session)
    _clear(session, daemon)
    if lease:
        _stop_reaper(lease, session)


def sweep() -> None:
    """End every session of this user whose owner and reaper are dead, unless it is kept.

    A session that can't be ended stays, with a warning; it does not keep the next session from beginning.
    """
    for session in _own_sessions():
        if _is_abandoned(session):
            try:
                _clear(session)
            except (StackrigError, OSError) as error:
                log.warning("the remains of a killed session can't be removed: %s", error)


def known_sessions() -> Iterator[Session]:
    """Yield this user's sessions with a lease below the temporary folder."""
    return (session for session in _own_sessions() if (session.folder / LEASE).exists())


def read_lease(session: Session) -> Lease | None:
    """Return the session's lease; None when the session has ended or its lease belongs to another user."""
    try:
        lease = Lease(**json.loads((session.folder / LEASE).read_text(encoding="utf-8")))
        return dataclasses.replace(lease, owners=[(int(pid), float(created)) for pid, created in lease.owners])
    except (OSError, ValueError, TypeError):
        return None


def watch(session: Session) -> None:
    """Wait for the owner's end, then end the session unless it is kept. This is all that the reaper does."""
    lease = read_lease(session)
    if lease:
        with contextlib.suppress(OSError):
            _hold(session)
        _wait_for_end(lease.owners)
        last = read_lease(session)
        if not (last and last.kept):
            _clear(session)


# --- folders and leases


def _place() -> Path:
    try:
        return Path(tempfile.gettempdir()).absolute()
    except OSError as error:
        raise _place_error(error) from error


def _place_error(error: OSError) -> StartError:
    return StartError(
        f"the folder of a session can't be made among the temporary files: {error}",
        remedies=["TMPDIR=/a/folder/with/room that you can write to"],
    )


def _begin(session: Session, owners: Sequence[int]) -> None:
    try:
        sweep()
        session.folder.mkdir(mode=0o700)
        try:
            _lease(session, owners)
        except BaseException:
            _clear(session)
            raise
    except OSError as error:
        raise _place_error(error) from error


def _lease(session: Session, owners: Sequence[int]) -> None:
    session.folder.chmod(0o711 if os.geteuid() == 0 else 0o700)  # whatever the umask
    _hold(session)
    lease = Lease([(pid, creation_time(pid)) for pid in owners])
    _write(session, lease)
    _write(session, dataclasses.replace(lease, reaper=_start_reaper(session)))


def _own_sessions() -> Iterator[Session]:
    """Yield the sessions whose folders belong to this user: nothing of another user's is ever killed."""
    for folder in _place().glob(f"{PREFIX}*"):
        with contextlib.suppress(FileNotFoundError):
            if re.fullmatch(f"{PREFIX}[0-9a-f]{{12}}", folder.name) and folder.lstat().st_uid == os.geteuid():
                yield Session(folder.name.removeprefix(PREFIX), folder)


def _is_abandoned(session: Session) -> bool:
    """Tell whether neither the owner nor the reaper lives. In doubt they do."""
    try:
        if not (session.folder / LEASE).exists():
            return time.time() - session.folder.stat().st_mtime > BIRTH and not _is_held(session)
    except OSError:
        return False
    lease = read_lease(session)
    if not lease or lease.kept or _are_alive(lease.owners) or _is_reaper(lease.reaper, session):
        return False
    return not _is_held(session)


def _are_alive(owners: Iterable[tuple[int, float]]) -> bool:
    return all(is_alive(pid, created) for pid, created in owners)


def _hold(session: Session) -> None:
    """Lock the folder for as long as this process lives, however it ends.

    A process in another container with the same temporary folder can't see ours by its pid, but it sees the lock.
    """
    _held[session.id] = os.open(session.folder, os.O_RDONLY)
    with contextlib.suppress(OSError):  # some network file systems have no locks
        fcntl.flock(_held[session.id], fcntl.LOCK_SH)


def _let_go(session: Session) -> None:
    if session.id in _held:
        os.close(_held.pop(session.id))


def _is_held(session: Session) -> bool:
    descriptor = os.open(session.folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False


def _clear(session: Session, daemon: Daemon | None = None) -> None:
    """Kill and remove until nothing is left: a dying process may still write into the folder."""
    _kill_all(session)
    remove_session(session, daemon)
    deadline = time.monotonic() + REMOVAL_TIMEOUT
    while True:
        _kill_all(session)
        try:
            shutil.rmtree(session.folder)
        except OSError as error:
            if time.monotonic() > deadline and session.folder.exists():
                raise TeardownError(
                    f"the session's folder {session.folder} could not be removed: {error}",
                    remedies=[f"remove it by hand: rm -rf '{session.folder}'"],
                ) from error
        if not session.folder.exists():
            _let_go(session)
            return


def _kill_all(session: Session) -> None:
    quiet = 0
    while quiet < QUIET:
        quiet = 0 if kill_session(session) else quiet + 1


def _write(session: Session, lease: Lease) -> None:
    write_private(session.folder / LEASE, json.dumps(dataclasses.asdict(lease)))


def _start_reaper(session: Session) -> int:
    """Start the reaper outside this process's terminal, process group and tree of children; return its pid."""
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(_import_path())
    command = [sys.executable, "-m", "stackrig.leases", str(session.folder)]
    start = 'umask 077; "$@" </dev/null >/dev/null 2>"$0" & echo $!'
    try:
        done = subprocess.run(
            ["/bin/sh", "-c", start, str(session.folder / "reaper.log"), *command],
            env=environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            start_new_session=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        cause = getattr(error, "stderr", b"").decode(errors="replace").strip() or str(error)
        message = f"the process that ends this session can't be started: {cause}"
        raise StartError(message, remedies=limit_remedies(cause)) from error
    return int(done.stdout)


def _import_path() -> Iterator[str]:
    """Yield the folders from which the reaper, which runs in another folder, imports the same code as this process."""
    yield from (str(Path(entry).resolve()) for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry)
    if (home := Path(__file__).parents[1]) != Path(sysconfig.get_path("purelib")):
        yield str(home)


def _stop_reaper(lease: Lease, session: Session) -> None:
    if lease.reaper != os.getpid() and _is_reaper(lease.reaper, session):
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(lease.reaper).kill()
        wait_until(lambda: not _is_reaper(lease.reaper, session), what="the end of the session's reaper", timeout=5)


def _is_reaper(pid: int, session: Session) -> bool:
    with contextlib.suppress(psutil.Error):
        return pid > 0 and {"stackrig.leases", str(session.folder)} <= set(psutil.Process(pid).cmdline())
    return False


def _wait_for_end(owners: Sequence[tuple[int, float]]) -> None:
    """Sleep until the first of the owners has ended: by pidfd on Linux, by kqueue on macOS, by polling elsewhere."""
    with contextlib.suppress(OSError):  # it has ended, or the system is too old or forbids the call
        if sys.platform == "linux":
            descriptors = [os.pidfd_open(pid) for pid, _ in owners]
            if _are_alive(owners):
                select.select(descriptors, [], [])
        elif sys.platform == "darwin":
            kind, flags, what = select.KQ_FILTER_PROC, select.KQ_EV_ADD, select.KQ_NOTE_EXIT
            events = [select.kevent(pid, kind, flags, what) for pid, _ in owners]
            if _are_alive(owners):
                select.kqueue().control(events, 1)
    while _are_alive(owners):
        time.sleep(0.2)


if __name__ == "__main__":
    watch(Session(Path(sys.argv[1]).name.removeprefix(PREFIX), Path(sys.argv[1])))
