"""A function's process: it reads and writes JSON lines over two pipes, and has an output file and a memory limit."""

import json
import math
import os
import select
import signal
import subprocess
import threading
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Any

from . import process_family
from .response_streams import PART

LOOK = 0.1  # seconds between two checks of the process: its memory, and its end where the system has no pidfd
FIRST_LOOK = 0.01  # seconds, while a new process still lacks its own mount namespace
READ_SIZE = 1 << 16
DEBUGGER = "debugger"  # a reason for which a function pauses, see runtime/_stackrig_debugging.py
STACKS = "stacks"  # file for the stacks of threads
STACKS_LIMIT = 1.0  # seconds in which a process must report its threads' stacks
INIT_LIMIT = 10.0  # seconds; "Init phase" in Lambda's developer guide, "Understanding the execution environment"


class TimedOut(Exception):  # noqa: N818  # an outcome
    """Report that a message did not arrive in time."""


class Ended(Exception):  # noqa: N818  # an outcome
    """Report that the process ended, with its exit status, which is negative for a signal."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Child:
    """Communicate with one process.

    Only one thread may send and receive. Every thread may await the outcome of the init code, and kill the process.

    A process that, with its children, uses more than `memory` bytes is killed during the wait for it.
    """

    def __init__(
        self,
        process: "subprocess.Popen[bytes]",
        requests: int,
        responses: int,
        log_file: Path,
        log_start: int,
        memory: float,
    ) -> None:
        self.pid = process.pid
        self.initialized = False  # whether an invocation has used the outcome of the init code
        self.init_seconds = 0.0
        self.peak_memory = 0  # megabytes
        self.terminal: Callable[[], int] = int  # returns the port of a terminal for breakpoint(), or 0
        self.notices: list[str] = []  # lines for the function's log about this process
        self._process = process
        self._requests = requests
        self._responses = responses
        self._log_file = log_file
        self._log_read = log_start
        self._memory = memory
        self._namespace: int | None = None  # descriptor of the process's own namespace, once it has one
        self._began = time.monotonic()
        self._buffer = b""
        self._first: dict[str, Any] | TimedOut | Ended | None = None
        self._awaiting = threading.Lock()  # who starts processes ahead awaits the first message beside an invocation
        self._killing = threading.Lock()
        self._watch = os.pidfd_open(process.pid) if hasattr(os, "pidfd_open") else None
        # Closed with the last reference, not by kill(): another thread may be polling them.
        weakref.finalize(self, _close, requests, responses, self._watch)

    def is_alive(self) -> bool:
        """Tell whether the process is running."""
        if self._process.returncode is not None or not hasattr(os, "waitid"):  # macOS has it from Python 3.13 on
            return self._process.poll() is None
        # WNOWAIT: while it is not reaped, its number stays taken and kill() can't hit a stranger's group.
        return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def send(self, message: Mapping[str, Any], deadline: float) -> None:
        """Write one message; the process must read it before `deadline` of the monotonic clock.

        Raises:
            TimedOut: it did not; the process is still running.
            Ended: the process no longer reads.
        """
        data = memoryview(json.dumps(message).encode() + b"\n")
        while data:
            self._wait_until_ready(self._requests, select.POLLOUT, deadline)
            try:
                data = data[os.write(self._requests, data) :]
            except BlockingIOError:
                continue
            except BrokenPipeError as error:
                raise Ended(self._end()) from error

    def outcome_of_init(self, limit: float = INIT_LIMIT) -> dict[str, Any]:
        """Return the first message, which tells how the function's init code ended; the same one each time.

        Args:
            limit: seconds since the start of the process.
        """
        with self._awaiting:
            if self._first is None:
                try:
                    self._first = self.receive(self._began + limit)
                except (TimedOut, Ended) as end:
                    self._first = end
                self.init_seconds = time.monotonic() - self._began
        if isinstance(self._first, Exception):
            raise self._first
        return self._first

    def receive(self, deadline: float, take_part: Callable[[dict[str, Any]], None] | None = None) -> dict[str, Any]:
        """Return the next message, which must arrive before `deadline` of the monotonic clock.

        `take_part` gets each part of a response that comes before it.

        Raises:
            TimedOut: it did not; the process is still running.
            Ended: the process ended or closed its pipe.
        """
        while True:
            message = self._next_message(deadline)
            if take_part and PART in message:
                take_part(message)
            elif "pause" in message:
                terminal = self.terminal()
                if terminal or message["pause"] == DEBUGGER:  # a debugger is in use
                    deadline = math.inf
                self.send({"terminal": terminal}, time.monotonic() + INIT_LIMIT)
            else:
                break
        if process_family.peak(self._process.pid) > self._memory:
            raise Ended(self._exceed())
        return message

    def _next_message(self, deadline: float) -> dict[str, Any]:
        pieces = [self._buffer]
        while b"\n" not in pieces[-1]:
            self._wait_until_ready(self._responses, select.POLLIN, deadline)
            pieces.append(self._read())
        line, _, self._buffer = b"".join(pieces).partition(b"\n")
        message: dict[str, Any] = json.loads(line)
        return message

    def stacks(self) -> str:
        """Return the stacks of a Python process's threads in faulthandler's format, or an empty text."""
        stacks = self._log_file.with_name(STACKS)
        with self._killing:
            if self._process.returncode is not None:
                return ""
            os.kill(self.pid, signal.SIGUSR2)
        deadline = time.monotonic() + STACKS_LIMIT
        while time.monotonic() < deadline and self.is_alive():
            time.sleep(FIRST_LOOK)
            with suppress(FileNotFoundError):
                found = stacks.read_text(encoding="utf-8", errors="replace")
                if found.count("(most recent call first)") and found.endswith("\n"):
                    return found
        return ""

    def memory_used(self) -> int:
        """Return the peak memory of the process so far, in megabytes."""
        return process_family.peak(self._process.pid) >> 20

    def kill(self) -> int:
        """Kill the process and its children, and return the exit status. Idempotent."""
        with self._killing:
            if self._process.returncode is None:
                self._hold_namespace()
                started = process_family.descendants(self._process.pid)  # some may be in groups of their own
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
                process_family.kill(started)
            status = self._process.wait()
            if self._namespace is not None:
                process_family.kill(process_family.members(self._namespace))  # daemons that it left behind
                os.close(self._namespace)
                self._namespace = None
            return status

    def new_log(self) -> str:
        """Return the output since the last call."""
        try:
            with self._log_file.open("rb") as log:
                log.seek(self._log_read)
                data = log.read()
        except FileNotFoundError:  # the environment was stopped meanwhile
            return ""
        self._log_read += len(data)
        return data.decode(errors="replace")

    def whole_log(self) -> str:
        """Return the whole output of the process."""
        try:
            return self._log_file.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""

    def _read(self) -> bytes:
        data = os.read(self._responses, READ_SIZE)
        if not data:
            raise Ended(self._end())
        return data

    def _wait_until_ready(self, pipe: int, event: int, deadline: float) -> None:
        """Return when a pipe is ready; raise TimedOut at the deadline, and Ended if the process has ended."""
        poll = select.poll()
        poll.register(pipe, event)
        if self._watch is not None:
            poll.register(self._watch, select.POLLIN)
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimedOut
            is_new = self._namespace is None and time.monotonic() - self._began < 1
            ready = dict(poll.poll(min(left, FIRST_LOOK if is_new else LOOK) * 1000))
            self._hold_namespace()
            if ready.get(pipe, 0) & event:
                return
            if ready or not self.is_alive():
                raise Ended(self._end())
            if process_family.used(self._process.pid) > self._memory:
                raise Ended(self._exceed())

    def _hold_namespace(self) -> None:
        """Open the process's mount namespace, by which it and its children are found, as soon as it has one."""
        if self._namespace is None and self._process.returncode is None:
            self._namespace = process_family.hold_namespace(self._process.pid)

    def _exceed(self) -> int:
        """Kill a process that used too much memory; its status is the kill's, as on AWS."""
        self.kill()
        return -signal.SIGKILL

    def _end(self) -> int:
        # Give the process a moment to end by itself, so that the status is its own and not the kill's.
        deadline = time.monotonic() + 1
        while self.is_alive() and time.monotonic() < deadline:
            time.sleep(0.005)
        return self.kill()


def _close(*descriptors: int | None) -> None:
    for descriptor in descriptors:
        if descriptor is not None:
            os.close(descriptor)


def _spawn(words: list[str], variables: Mapping[str, str], log: IO[bytes], inherited: Sequence[int]) -> Any:
    """Start a program in its own session, in the folder of its log file."""
    return subprocess.Popen(
        words,
        env=dict(variables),
        cwd=Path(log.name).parent,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        pass_fds=inherited,
        start_new_session=True,
    )


def start_child(
    command: Sequence[str],
    options: Mapping[str, Any],
    variables: Mapping[str, str],
    folder: Path,
    memory: float = float("inf"),
    take_pipes: Callable[[int, int], None] | None = None,
) -> Child:
    """Start a function's process in its own session with exactly `variables`, and send it its options.

    `command` gets the numbers of its two pipes as arguments. Output goes to `<folder>/output.log`. A process that uses
    more than `memory` bytes, with its children, ends as by a kill. `take_pipes`, if it is given, gets the process's
    ends of the pipes: whoever takes them reads the requests that follow the options, and answers them, in its place.
    """
    requests_read, requests_write = os.pipe()
    responses_read, responses_write = os.pipe()
    log_file = folder / "output.log"
    with ExitStack() as given, ExitStack() as kept:
        for number in (requests_read, responses_write):
            given.callback(os.close, number)
        for number in (requests_write, responses_read):
            kept.callback(os.close, number)
        log, stacks = given.enter_context(log_file.open("ab")), given.enter_context((folder / STACKS).open("wb"))
        log_start = log.tell()
        told = {**options, "stacks": stacks.fileno()}
        inherited = (requests_read, responses_write, stacks.fileno())
        process = _spawn([*command, str(requests_read), str(responses_write)], variables, log, inherited)
        if take_pipes:
            take_pipes(os.dup(requests_read), os.dup(responses_write))
        kept.pop_all()
    os.set_blocking(requests_write, False)  # it accepts no names
    child = Child(process, requests_write, responses_read, log_file, log_start, memory)
    with suppress(TimedOut, Ended):  # the caller that asks for the outcome of the init code gets the error
        child.send(told, time.monotonic() + INIT_LIMIT)
    return child
