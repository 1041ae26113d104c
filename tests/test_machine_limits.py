"""Limits of the machine: whatever reaches one ends in an error that names it, with the command that raises it."""

import os
import resource
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from stackrig.errors import DeployError, StartError
from stackrig.machine_limits import Limit, limits_named
from stackrig.processes import Session, check_running, exit_code, start_process
from tests.waiting import eventually

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user that has no other processes")

# Run in a process of its own: reach a limit of a user that has no other processes, and print the error.
SCRIPT = """
import encodings.ascii, os, resource, subprocess, sys, sysconfig, tempfile, threading
from stackrig.errors import StackrigError
from stackrig.leases import new_session
from stackrig.stages import stage

def begin_thread():
    threading.Thread(target=print).start()

def begin_process():
    subprocess.run(["true"])

def take_memory():
    bytearray(1 << 40)

def write_file():
    with tempfile.TemporaryFile() as file:
        file.write(bytes(100_000))

def open_files():
    kept = [open("/dev/null") for _ in range(100)]

sysconfig.get_path("purelib")  # reads a file that another user may not be able to reach
if len(sys.argv) > 3:
    os.setgid(54321)
    os.setuid(54321)
limit = int(sys.argv[2])
resource.setrlimit(getattr(resource, sys.argv[1]), (limit, limit))
try:
    with stage("db"):
        {call}
except StackrigError as error:
    print(error.report())
"""


def reach(call: str, name: str, limit: int, folder: Path, *more: str) -> str:
    """Return the error of a call in a process that has a limit."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SCRIPT).replace("{call}", call), name, str(limit), *more],
        env={**os.environ, "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("call", "name", "limit", "remedy"),
    [
        ("take_memory()", "RLIMIT_AS", 4 << 30, "ulimit -v unlimited  # in this shell; it is 4294967296 bytes now"),
        ("write_file()", "RLIMIT_FSIZE", 50_000, "ulimit -f unlimited  # in this shell; it is 50000 bytes now"),
        ("open_files()", "RLIMIT_NOFILE", 64, "ulimit -n 1024  # in this shell; it is 64 now"),
    ],
)
def test_a_limit_of_the_shell_is_named(tmp_path: Path, call: str, name: str, limit: int, remedy: str) -> None:
    """A stage that reaches a limit ends in a report with the command that raises it."""
    report = reach(call, name, limit, tmp_path)

    assert report.startswith("the stage db has reached a limit of this machine: ")
    assert f"- {remedy}" in report


def test_a_limit_that_is_high_enough_is_not_lowered() -> None:
    """Where the shell allows more than a rig needs, the container or the machine has set the limit that was reached."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = Limit(("Too many open files",), resource.RLIMIT_NOFILE, "n", allowed - 1, "end programs")

    assert limit.remedy() == "end programs"


@needs_root
@pytest.mark.parametrize(
    ("call", "limit"), [("begin_thread()", 1), ("begin_process()", 1), ("new_session()", 1), ("new_session()", 2)]
)
def test_too_few_processes_are_named(tmp_path: Path, call: str, limit: int) -> None:
    """Threads and processes count together; a session whose reaper can't be started leaves no folder."""
    tmp_path.chmod(0o777)
    for folder in (tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o711)

    report = reach(call, "RLIMIT_NPROC", limit, tmp_path, "as another user")

    assert f"- ulimit -u 4096  # in this shell; it is {limit} now" in report
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_named() -> None:
    """Whatever is written where there is no room tells which variables name another folder."""
    with pytest.raises(StartError) as caught, limits_named("the test"), open("/dev/full", "w") as full:  # noqa: PTH123
        full.write("text")

    assert "No space left on device" in str(caught.value)
    assert "- set TMPDIR to a folder with more room" in caught.value.report()


def test_a_resource_that_fails_by_a_limit_is_advised_once() -> None:
    """What LocalStack says of a full disk gets the remedy, however many stages it passes."""
    with pytest.raises(DeployError) as caught, limits_named("the test"), limits_named("a stage"):
        raise DeployError("aws:s3/bucketObject:BucketObject: PutObject: [Errno 28] No space left on device")

    assert caught.value.report().count("set TMPDIR to a folder with more room") == 1


def test_other_errors_pass() -> None:
    """An error that tells of no limit stays what it is."""
    with pytest.raises(FileNotFoundError), limits_named("the test"):
        Path("/nowhere").read_bytes()


def test_a_log_that_tells_of_a_limit_is_understood(tmp_path: Path) -> None:
    """A server that ends with the system's words in its log gets the remedy too."""
    program = 'echo "could not fork: Resource temporarily unavailable"; exit 1'
    process = start_process(Session("0123456789ab", tmp_path), "server", ["sh", "-c", program], env={})
    eventually(lambda: exit_code(process))

    with pytest.raises(StartError) as caught:
        check_running(process)

    assert "ended with exit code 1 while it was starting" in str(caught.value)
    assert "ulimit -u" in caught.value.report() or "more processes and threads" in caught.value.report()
