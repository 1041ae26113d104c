"""Child processes and the session they belong to: log file, session id in the environment, escalating stop."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from stackrig.errors import StartError, TeardownError
from stackrig.machine_limits import limit_remedies

SESSION_VARIABLE = "STACKRIG_SESSION"
GRACE = 5.0  # seconds a process has to end before it is killed

_exit_codes: dict[int, int | None] = {}  # the processes started here, by pid; None until the process is reaped


@dataclass(frozen=True, slots=True)
class Session:
    """Name a session: every process of it carries `id`, and `folder` holds its logs, data and scratch files."""

    id: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Process:
    """Identify a process; `created`, its `creation_time`, tells it apart from a later process of the same pid."""

    name: str
    pid: int
    created: float
    log_file: Path


def start_process(
    session: Session, name: str, command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path | None = None
) -> Process:
    """Start `command` in a process group of its own; its environment is exactly `env` and the session's id.

    Standard output and error go to the end of `<session folder>/<name>.log`, which only this user may read.

    Raises:
        StartError: the program can't be executed.
    """
    log_file = session.folder / f"{name}.log"
    try:
        with os.fdopen(os.open(log_file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as log:
            child = subprocess.Popen(
                [os.fspath(word) for word in command],
                env={**env, SESSION_VARIABLE: session.id},
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
    except OSError as error:
        raise StartError(f"{name} could not be started: {error}", remedies=limit_remedies(str(error))) from error
    _exit_codes[child.pid] = None
    child.returncode = 0  # stackrig reaps it: a Popen would warn about a process that outlives it
    return Process(name, child.pid, creation_time(child.pid), log_file)


def free_port() -> int:
    """Return a port of the loopback that no program uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def exit_code(process: Process) -> int | None:
    """Return the exit code of a child that has ended, negative for a signal; None while it runs."""
    return _reap(process.pid)


def is_running(process: Process) -> bool:
    """Tell whether this very process runs; a zombie does not."""
    return exit_code(process) is None and is_alive(process.pid, process.created)


def is_alive(pid: int, created: float) -> bool:
    """Tell whether the process with this pid and `creation_time` runs; a zombie does not."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return creation_time(pid) == created and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


def has_ended(pid: int) -> bool:
    """Tell whether no process has this pid, or only a zombie."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return _is_zombie(psutil.Process(pid))
    return True


def creation_time(pid: int) -> float:
    """Return when a process began, as a number that never changes: on Linux, seconds since the boot (proc(5)).

    psutil adds the time of the boot to it, which moves whenever the clock is set, as in a virtual machine that resumes.

    Raises:
        psutil.NoSuchProcess: there is none.
    """
    if sys.platform != "linux":
        return psutil.Process(pid).create_time()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        raise psutil.NoSuchProcess(pid) from None
    return int(fields[19]) / os.sysconf("SC_CLK_TCK")


def describe_process(pid: int) -> str:
    """Return a process's number, program and folder, without its command line, which may hold a password."""
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        return f"process {pid} ({process.name()} in {process.cwd()})"
    return f"process {pid}"


def is_named(pid: int, name: str) -> bool:
    """Tell whether a program of this name runs under a pid; a zombie does not."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        return process.name() == name and process.status() != psutil.STATUS_ZOMBIE
    return False


def describe_end(process: Process) -> str:
    """Return how the process has ended; empty while it runs. The exit code is known for children only."""
    if is_running(process):
        return ""
    code = _final_code(process.pid)
    if code is None:
        return f"{process.name} (pid {process.pid}) has ended"
    if code < 0:
        return f"{process.name} (pid {process.pid}) was killed by {signal.Signals(-code).name}"
    return f"{process.name} (pid {process.pid}) ended with exit code {code}"


def check_running(process: Process) -> None:
    """Raise StartError with exit code, log tail and what to do about a limit when the process has ended."""
    if end := describe_end(process):
        tail = log_tail(process.log_file)
        raise StartError(f"{end} while it was starting", evidence=tail, remedies=limit_remedies(f"{end}\n{tail}"))


def stop_process(process: Process, *, first: signal.Signals = signal.SIGTERM, grace: float = GRACE) -> None:
    """End the process and everything below it: `first`, then SIGKILL after `grace` seconds. Repeating it is safe."""
    if not is_running(process):
        return
    with contextlib.suppress(psutil.NoSuchProcess):
        root = psutil.Process(process.pid)
        family = [root, *root.children(recursive=True)]
        daemons = _daemons({one.pid for one in family})
        family += [one for one in psutil.process_iter() if one.pid in daemons]
        root.send_signal(first)
        _wait_until_gone([root], grace)
        _kill(family)


def session_processes(session_id: str) -> Iterator[psutil.Process]:
    """Yield every process on this machine that carries the session's id, except this process."""
    for process in psutil.process_iter():
        if process.pid != os.getpid() and _carries(process, session_id):
            yield process


def kill_session(session: Session) -> int:
    """Kill the processes with the session's id and their children, and return how many there were; the folder stays.

    A process with another environment (a Lambda may start such children) is recognized by its parent, by the leader of
    its POSIX session, or by the mount namespace that the Lambda entered.
    """
    processes = [process for process in psutil.process_iter() if process.pid != os.getpid()]
    family = {process.pid for process in processes if _carries(process, session.id)}
    kin = {process.pid: _kin(process) for process in processes} if family else {}
    while new := {pid for pid, near in kin.items() if near & family} - family:
        family |= new
    family |= _daemons(family)
    _kill([process for process in processes if process.pid in family])
    return len(family)


def log_tail(log_file: Path, *, lines: int = 20) -> str:
    """Return the last lines of a log under a heading with its path."""
    try:
        text = log_file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        return f"no log: {error}"
    tail = "\n".join(f"  {line}" for line in text.splitlines()[-lines:])
    return f"last lines of {log_file}:\n{tail or '  (empty)'}"


def _carries(process: psutil.Process, session_id: str) -> bool:
    with contextlib.suppress(psutil.Error):
        return process.environ().get(SESSION_VARIABLE) == session_id
    return False


def _kin(process: psutil.Process) -> set[int]:
    """Return the pids of a process's parent and of the leader of its POSIX session (setsid(2))."""
    with contextlib.suppress(psutil.Error, OSError):
        return {process.ppid(), os.getsid(process.pid)}
    return set()


def _daemons(family: set[int]) -> set[int]:
    """Return the processes in mount namespaces that members of a family entered and that the eldest's parent is not in.

    Only such a namespace is the family's own: its eldest process lives in the namespace of whoever started it.
    """
    own = {_namespace(pid) for pid in family if (parent := _parent(pid)) in family and _differ(pid, parent)} - {None}
    return {pid for pid in psutil.pids() if _namespace(pid) in own} if own else set()


def _differ(one: int, other: int) -> bool:
    return None not in (_namespace(one), _namespace(other)) and _namespace(one) != _namespace(other)


def _namespace(pid: int) -> int | None:
    """Return the number of a process's mount namespace (namespaces(7)); None where it can't be read."""
    try:
        return Path(f"/proc/{pid}/ns/mnt").stat().st_ino
    except OSError:
        return None


def _parent(pid: int) -> int:
    with contextlib.suppress(psutil.Error):
        return psutil.Process(pid).ppid()
    return 0


def _kill(processes: Sequence[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    if alive := _wait_until_gone(processes, GRACE):
        raise TeardownError(f"still running after SIGKILL: {', '.join(str(process) for process in alive)}")


def _wait_until_gone(processes: Sequence[psutil.Process], timeout: float) -> list[psutil.Process]:
    """Return the processes that are still there after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while (alive := [process for process in processes if is_left(process)]) and time.monotonic() < deadline:
        time.sleep(0.005)
    return alive


def is_left(process: psutil.Process) -> bool:
    """Tell whether a killed process is still there; a zombie is not."""
    _reap(process.pid)
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.is_running() and not _is_zombie(process)
    return False


def _is_zombie(process: psutil.Process) -> bool:
    """Tell whether a process and its last thread have ended: until then its ports stay open."""
    return process.status() == psutil.STATUS_ZOMBIE and process.num_threads() <= 1


def _final_code(pid: int) -> int | None:
    """Return the exit code of a process that has ended; a process can be reaped only after its last thread ended."""
    deadline = time.monotonic() + 1
    while pid in _exit_codes and _reap(pid) is None and time.monotonic() < deadline:
        time.sleep(0.005)
    return _exit_codes.get(pid)


def _reap(pid: int) -> int | None:
    """Return the exit code of a process that was started here; None while it runs, and for any other process."""
    if pid in _exit_codes and _exit_codes[pid] is None:
        with contextlib.suppress(ChildProcessError):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                _exit_codes[pid] = os.waitstatus_to_exitcode(status)
    return _exit_codes.get(pid)
