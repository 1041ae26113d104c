"""Leases: what a session starts ends with the process that owns it, however that process ends.

A session's folder holds its lease. `python -m stackrig.reaper FOLDER` waits for the owner's end and then ends the
session; where that process was killed too, the next session to begin sweeps.
"""

import contextlib
import dataclasses
import json
import os
import secrets
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from stackrig.errors import TeardownError
from stackrig.processes import Session, is_alive, kill_session
from stackrig.waiting import wait_until

PREFIX = "stackrig-"
LEASE = "lease.json"
PATIENCE = 3.0  # seconds a folder may take to be removed
QUIET = 2  # scans in a row that find nothing: a process may be starting another while we look


@dataclass(frozen=True, slots=True)
class Lease:
    """Name the owner of a session; `created` (seconds since the epoch) tells a reused pid apart.

    `kept` is the project folder whose rig this is when the session outlives its owner on purpose.
    """

    owner: int
    created: float
    reaper: int = 0
    kept: str = ""


def new_session() -> Session:
    """Begin a session owned by this process, after sweeping those whose owner and reaper are both dead.

    The folder is below the system's folder for temporary files, mode 0711: PostgreSQL started by root runs under
    another account, which must be able to pass through.
    """
    sweep()
    session_id = secrets.token_hex(6)
    folder = Path(tempfile.gettempdir()).absolute() / f"{PREFIX}{session_id}"
    folder.mkdir()
    folder.chmod(0o711)  # whatever the umask
    session = Session(session_id, folder)
    lease = Lease(os.getpid(), psutil.Process().create_time())
    _write(session, lease)
    _write(session, dataclasses.replace(lease, reaper=_start_reaper(session)))
    return session


def keep_session(session: Session, project: Path) -> None:
    """Let the session outlive this process as part of the project's rig, until `end_session`."""
    lease = read_lease(session)
    if lease:
        _write(session, dataclasses.replace(lease, reaper=0, kept=str(project)))
        _stop_reaper(lease)


def end_session(session: Session) -> None:
    """Kill what carries the session's id and remove its folder. Idempotent.

    Raises:
        TeardownError: a process survived SIGKILL or the folder can't be removed.
    """
    lease = read_lease(session)
    _clear(session)
    if lease:
        _stop_reaper(lease)


def sweep() -> None:
    """End every session in the temporary folder whose owner and reaper are dead and that nobody kept."""
    for session in known_sessions():
        lease = read_lease(session)
        if lease and not lease.kept and not is_alive(lease.owner, lease.created) and not _is_reaper(lease.reaper):
            _clear(session)


def known_sessions() -> Iterator[Session]:
    """Yield the sessions with a lease below the temporary folder."""
    for folder in Path(tempfile.gettempdir()).absolute().glob(f"{PREFIX}*"):
        if (folder / LEASE).exists():
            yield Session(folder.name.removeprefix(PREFIX), folder)


def read_lease(session: Session) -> Lease | None:
    """Return the session's lease, None when the session has ended or the lease is not ours to read."""
    try:
        return Lease(**json.loads((session.folder / LEASE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def watch(session: Session) -> None:
    """Wait for the owner's end, then end the session: the reaper's whole life."""
    lease = read_lease(session)
    if lease:
        _wait_for_end(lease.owner, lease.created)
        _clear(session)


def _clear(session: Session) -> None:
    """Kill and remove until nothing is left: a process that is dying may write into a folder being removed."""
    deadline = time.monotonic() + PATIENCE
    while True:
        _kill_all(session)
        try:
            shutil.rmtree(session.folder)
        except FileNotFoundError:
            return
        except OSError as error:
            if time.monotonic() > deadline:
                raise TeardownError(
                    f"the session's folder {session.folder} could not be removed: {error}",
                    remedies=[f"remove it by hand: rm -rf '{session.folder}'"],
                ) from error


def _kill_all(session: Session) -> None:
    quiet = 0
    while quiet < QUIET:
        quiet = 0 if kill_session(session) else quiet + 1


def _write(session: Session, lease: Lease) -> None:
    draft = session.folder / f"{LEASE}.new"
    draft.write_text(json.dumps(dataclasses.asdict(lease)), encoding="utf-8")
    draft.replace(session.folder / LEASE)


def _start_reaper(session: Session) -> int:
    """Start the reaper out of reach of this process's terminal, process group and tree of children; return its pid."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STACKRIG_")}
    command = [sys.executable, "-m", "stackrig.reaper", str(session.folder)]
    done = subprocess.run(
        ["/bin/sh", "-c", '"$@" </dev/null >/dev/null 2>"$0" & echo $!', str(session.folder / "reaper.log"), *command],
        env=environment,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
        check=True,
    )
    return int(done.stdout)


def _stop_reaper(lease: Lease) -> None:
    if lease.reaper != os.getpid() and _is_reaper(lease.reaper):
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(lease.reaper).kill()
        wait_until(lambda: not _is_reaper(lease.reaper), what="the end of the session's reaper", timeout=5)


def _is_reaper(pid: int) -> bool:
    with contextlib.suppress(psutil.Error):
        return pid > 0 and "stackrig.reaper" in psutil.Process(pid).cmdline()
    return False


def _wait_for_end(pid: int, created: float) -> None:
    """Sleep until the process has ended: by pidfd on Linux, by kqueue on macOS, by looking elsewhere."""
    try:
        if sys.platform == "linux":
            descriptor = os.pidfd_open(pid)
            if is_alive(pid, created):
                select.select([descriptor], [], [])
        elif sys.platform == "darwin":
            event = select.kevent(pid, select.KQ_FILTER_PROC, select.KQ_EV_ADD, select.KQ_NOTE_EXIT)
            select.kqueue().control([event], 1)
    except ProcessLookupError:
        return
    while is_alive(pid, created):
        time.sleep(0.2)


if __name__ == "__main__":
    watch(Session(Path(sys.argv[1]).name.removeprefix(PREFIX), Path(sys.argv[1])))
