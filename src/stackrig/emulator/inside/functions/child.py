"""A function's process: JSON lines over two pipes, its output in a file, its end noticed at once."""

import contextlib
import json
import os
import select
import signal
import subprocess
import threading
import time
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil

LONGEST_WAIT = 0.2  # seconds between looks at the process where the system can't wait for a process and a pipe at once
READ_SIZE = 1 << 16


class TimedOut(Exception):  # noqa: N818  # an outcome
    """Tell that a message did not come in time."""


class Ended(Exception):  # noqa: N818  # an outcome
    """Tell that the process ended, with its exit status, negative for a signal."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Child:
    """Speak with one process. One thread at a time sends and receives; any thread may kill."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", requests: int, responses: int, log_file: Path, log_start: int
    ) -> None:
        self.initialized = False  # whether an invocation has taken the outcome of the init code
        self.init_seconds = 0.0
        self.peak_memory = 0  # megabytes
        self.notices: list[str] = []  # lines about this process for the function's log
        self._process = process
        self._requests = requests
        self._responses = responses
        self._log_file = log_file
        self._log_read = log_start
        self._buffer = b""
        self._first: dict[str, Any] | TimedOut | Ended | None = None
        self._killing = threading.Lock()
        self._watch = os.pidfd_open(process.pid) if hasattr(os, "pidfd_open") else None
        # Closed with the last reference, not by kill(): another thread may be polling them.
        weakref.finalize(self, _close, requests, responses, self._watch)

    def is_alive(self) -> bool:
        """Tell whether the process still runs."""
        if self._process.returncode is not None or not hasattr(os, "waitid"):  # macOS has it from Python 3.13 on
            return self._process.poll() is None
        # WNOWAIT: while it is not reaped, its number stays taken and kill() can't hit a stranger's group.
        return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def send(self, message: Mapping[str, Any]) -> None:
        """Write one message.

        Raises:
            Ended: the process no longer reads.
        """
        data = json.dumps(message).encode() + b"\n"
        try:
            while data:
                data = data[os.write(self._requests, data) :]
        except BrokenPipeError as error:
            raise Ended(self._end()) from error

    def outcome_of_init(self, deadline: float) -> dict[str, Any]:
        """Return the first message, which tells how the function's init code ended; always the same, as `receive`."""
        if self._first is None:
            began = time.monotonic()
            try:
                self._first = self.receive(deadline)
            except (TimedOut, Ended) as end:
                self._first = end
            self.init_seconds = time.monotonic() - began
        if isinstance(self._first, Exception):
            raise self._first
        return self._first

    def receive(self, deadline: float) -> dict[str, Any]:
        """Return the next message, which must come before `deadline` of the monotonic clock.

        Raises:
            TimedOut: it didn't; the process is killed.
            Ended: the process ended or closed its pipe.
        """
        pieces = [self._buffer]
        while b"\n" not in pieces[-1]:
            pieces.append(self._read(deadline))
        line, _, self._buffer = b"".join(pieces).partition(b"\n")
        message: dict[str, Any] = json.loads(line)
        return message

    def kill(self) -> int:
        """Kill the process with all it started and return the exit status. Idempotent."""
        with self._killing:
            if self._process.returncode is None:
                started = _started_by(self._process.pid)  # some may be in groups of their own
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
                for process in started:
                    with contextlib.suppress(psutil.Error):
                        process.kill()
            return self._process.wait()

    def new_log(self) -> str:
        """Return what was written since the last call."""
        try:
            with self._log_file.open("rb") as log:
                log.seek(self._log_read)
                data = log.read()
        except FileNotFoundError:  # the environment was stopped meanwhile
            return ""
        self._log_read += len(data)
        return data.decode(errors="replace")

    def whole_log(self) -> str:
        """Return all the process wrote."""
        try:
            return self._log_file.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""

    def _read(self, deadline: float) -> bytes:
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                self.kill()
                raise TimedOut
            ready = self._wait(left)
            if self._responses in ready:
                data = os.read(self._responses, READ_SIZE)
                if data:
                    return data
            if ready or not self.is_alive():
                raise Ended(self._end())

    def _wait(self, left: float) -> list[int]:
        watched = [self._responses] if self._watch is None else [self._responses, self._watch]
        poll = select.poll()
        for descriptor in watched:
            poll.register(descriptor, select.POLLIN)
        pause = left if self._watch is not None else min(left, LONGEST_WAIT)
        return [descriptor for descriptor, _ in poll.poll(pause * 1000)]

    def _end(self) -> int:
        # A moment for the process to end by itself, so that the status is its own and not that of the kill.
        deadline = time.monotonic() + 1
        while self.is_alive() and time.monotonic() < deadline:
            time.sleep(0.005)
        return self.kill()


def _started_by(pid: int) -> list[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        return psutil.Process(pid).children(recursive=True)
    return []


def _close(*descriptors: int | None) -> None:
    for descriptor in descriptors:
        if descriptor is not None:
            os.close(descriptor)


def start_child(
    command: Sequence[str], options: Mapping[str, Any], variables: Mapping[str, str], folder: Path
) -> Child:
    """Start a function's process in a session of its own with exactly `variables`, and tell it its options.

    `command` gets the numbers of its two pipes as arguments. Output goes to `<folder>/output.log`.
    """
    requests_read, requests_write = os.pipe()
    responses_read, responses_write = os.pipe()
    log_file = folder / "output.log"
    try:
        with log_file.open("ab") as log:
            log_start = log.tell()
            process = subprocess.Popen(
                [*command, str(requests_read), str(responses_write)],
                env=dict(variables),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=(requests_read, responses_write),
                start_new_session=True,
            )
    except OSError:
        os.close(requests_write)
        os.close(responses_read)
        raise
    finally:
        os.close(requests_read)
        os.close(responses_write)
    child = Child(process, requests_write, responses_read, log_file, log_start)
    child.send(options)
    return child
