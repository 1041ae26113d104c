"""Limits of Lambda functions on the embedded LocalStack: memory, /tmp, time, and processes that outlive a function."""

import json
import os
import re
import signal
import time

import pytest

from stackrig.emulator.inside.functions.function_process import TimedOut
from stackrig.processes import has_ended
from stackrig.waiting import wait_until
from tests.lambda_functions import DAEMON, Answer, Deploy
from tests.test_lambda_processes import Bench, bench  # noqa: F401  # a fixture
from tests.waiting import PATIENCE


def assert_killed(answer: Answer) -> None:
    """Check that an answer is AWS's for a function that used more than its memory."""
    assert (answer.error, answer.payload["errorType"]) == ("Unhandled", "Runtime.ExitError")
    assert re.fullmatch(
        r"RequestId: \S+ Error: Runtime exited with error: signal: killed", answer.payload["errorMessage"]
    )


@pytest.mark.parametrize("event", ["own", "brief", "child"])
def test_a_function_over_its_memory_is_killed(deploy: Deploy, event: str) -> None:
    """A function that uses more than its memory, for however short, or by what it starts, ends as on AWS."""
    function = deploy(
        """
        import subprocess, sys, time
        def handler(event, context):
            if event == "own":
                kept = bytearray(b"x") * 300_000_000
                time.sleep(100)
            if event == "brief": len(bytearray(b"x") * 300_000_000)
            if event == "child":
                code = "import time; x = bytearray(b'x') * 300_000_000; time.sleep(100)"
                subprocess.run([sys.executable, "-c", code])
            return "fine"
        """,
        MemorySize=128,
        Timeout=90,
    )

    assert_killed(function(event))
    assert function().payload == "fine"


def test_a_function_within_its_memory_runs(deploy: Deploy) -> None:
    """Memory that is reserved and not used does not count."""
    function = deploy(
        """
        import mmap
        def handler(event, context):
            reserved = mmap.mmap(-1, 1_000_000_000)
            return len(bytearray(b"x") * 300_000_000)
        """,
        MemorySize=512,
    )

    assert function().payload == 300_000_000


def test_tmp_has_the_size_that_was_asked_for(deploy: Deploy) -> None:
    """The folder for temporary files is as large as the function's ephemeral storage."""
    function = deploy(
        """
        import os
        def handler(event, context):
            status = os.statvfs("/tmp")
            with open("/tmp/file", "wb") as file:
                try:
                    os.posix_fallocate(file.fileno(), 0, 700 << 20)
                except OSError as error:
                    return [status.f_blocks * status.f_frsize >> 20, error.strerror]
        """,
        EphemeralStorage={"Size": 600},
    )

    assert function().payload == [600, "No space left on device"]


@pytest.mark.parametrize("end", ["exit", "hang"])
def test_a_daemon_ends_with_the_function_that_started_it(deploy: Deploy, end: str) -> None:
    """A process with a session and an environment of its own does not outlive the function's process."""
    function = deploy(DAEMON, Timeout=2)
    daemon = function("daemon").payload
    assert not has_ended(daemon)

    function(end)

    wait_until(lambda: has_ended(daemon), what="the end of the daemon", timeout=PATIENCE)


@pytest.mark.gate
def test_init_code_that_takes_too_long_runs_again_in_the_functions_time(deploy: Deploy) -> None:
    """Init code has 10 seconds, and in the first invocation once more the function's time-out."""
    function = deploy("import time\nprint('loading', flush=True)\ntime.sleep(100)", Timeout=3)
    began = time.monotonic()

    answer = function()

    assert time.monotonic() - began < 60  # of the 100 s that it would take
    assert answer.payload["errorType"] == "Sandbox.Timedout"
    assert re.fullmatch(r"RequestId: \S+ Error: Task timed out after 3.00 seconds", answer.payload["errorMessage"])
    assert answer.log.count("loading\n") == 2
    assert "INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout\n" in answer.log


def test_a_request_that_nobody_reads_times_out(bench: Bench) -> None:  # noqa: F811
    """Writing a large request to a stopped process ends at the deadline."""
    child, _ = bench.start("import os\ndef handler(event, context): return os.getpid()")
    pid = json.loads(bench.call(child)["result"])
    os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()

    with pytest.raises(TimedOut):
        child.send({"event": "x" * 3_000_000}, time.monotonic() + 0.5)

    assert 0.5 <= time.monotonic() - began < 60
    child.kill()
    assert has_ended(pid)


def test_a_lone_surrogate_ends_the_runtime(deploy: Deploy) -> None:
    """Text that is no UTF-8 ends AWS's runtime, and so does it here: no answer is an error of the service itself."""
    function = deploy("def handler(event, context): return '\\ud800' if event else 'fine'", Runtime="python3.12")

    answer = function(1)

    assert answer.payload["errorType"] == "Runtime.ExitError"
    assert answer.payload["errorMessage"].endswith("Runtime exited with error: exit status 1")
    assert function().payload == "fine"


def test_nothing_can_be_written_beside_tmp(deploy: Deploy) -> None:
    """/opt and /etc are read-only, and the account has no home here."""
    function = deploy(
        """
        import getpass, os
        def handler(event, context):
            found = []
            for place in ("/etc/new", "/etc/passwd", "/opt/new"):
                try:
                    open(place, "a").close()
                except OSError as error:
                    found.append(error.strerror)
            return [found, getpass.getuser(), os.path.expanduser("~")]
        """
    )

    found, user, home = function().payload

    assert found == ["Read-only file system"] * 3
    assert (user, home) == ("sbx_user1051", "/home/sbx_user1051")
