"""Runs of pytest that end in any way: what they started is gone within 5 s, and a neighbour's is not."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from stackrig.processes import is_running, start_process
from stackrig.reaper import end_session, new_session

PROMISE = 5.0  # seconds
SLEEPING_FUNCTION = """
import json, time
import pulumi, pulumi_aws as aws, pytest
from pathlib import Path
from stackrig import deploy

CODE = "import time\\ndef handle(event, context):\\n    time.sleep(event)\\n"
TRUST = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}

def program():
    role = aws.iam.Role("r", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [TRUST]}))
    archive = pulumi.AssetArchive({"handler.py": pulumi.StringAsset(CODE)})
    function = aws.lambda_.Function(
        "f", runtime="python3.12", handler="handler.handle", code=archive, role=role.arn, timeout=300
    )
    pulumi.export("name", function.name)

def test_waits(postgres, localstack, aws_session):
    with deploy("shop", "test", program, localstack=localstack) as outputs:
        client = aws_session.client("lambda")
        client.invoke(FunctionName=outputs["name"], Payload=b"0")
        client.invoke(FunctionName=outputs["name"], Payload=b"200", InvocationType="Event")
        Path("ready").touch()
        time.sleep(200)
"""
WAITING_DATABASE = """
import time
from pathlib import Path

def test_waits(postgres):
    Path("ready").touch()
    time.sleep(200)
"""
CRASHING_WORKER = """
import os, psycopg2, pytest

@pytest.mark.parametrize("n", range(6))
def test_a_crash(postgres, n):
    if n == 2:
        os._exit(1)
    psycopg2.connect(postgres.dsn).close()
"""


@contextmanager
def running_pytest(folder: Path, test: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a run of pytest over a test in a project of its own, whose temporary files are in `folder`/tmp."""
    (folder / "tmp").mkdir()
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\n", encoding="utf-8")
    (folder / "test_it.py").write_text(test, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *arguments]
    environment = {**os.environ, "TMPDIR": str(folder / "tmp")}
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def eventually(condition: Callable[[], object], seconds: float, folder: Path) -> None:
    """Fail with what the run printed unless the condition holds in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{left_of(folder)}\n{(folder / 'output').read_text()}"
        time.sleep(0.05)


def left_of(folder: Path) -> list[str]:
    """Return what a run has left: sessions, and processes whose command or variables name its folder."""
    found = [str(path) for path in (folder / "tmp").glob("stackrig-*")]
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            words = [*process.cmdline(), process.environ().get("TMPDIR", "")]
            if process.status() != psutil.STATUS_ZOMBIE and any(str(folder) in word for word in words):
                found.append(" ".join(process.cmdline()))
    return found


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_run_leaves_no_server_and_no_function(tmp_path: Path, ending: signal.Signals) -> None:
    """Database, LocalStack and a function in the middle of an invocation end with the run."""
    with running_pytest(tmp_path, SLEEPING_FUNCTION) as process:
        eventually((tmp_path / "ready").exists, 60, tmp_path)
        process.send_signal(ending)

        eventually(lambda: not left_of(tmp_path), PROMISE, tmp_path)
        assert process.wait() == -ending


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c(tmp_path: Path, times: int) -> None:
    """Ctrl-C once or twice gives the prompt back within 2 s, with nothing left."""
    with running_pytest(tmp_path, WAITING_DATABASE) as process:
        eventually((tmp_path / "ready").exists, 60, tmp_path)
        began = time.monotonic()
        for _ in range(times):
            os.killpg(process.pid, signal.SIGINT)
            time.sleep(0.05)

        assert process.wait(timeout=PROMISE) != 0
        assert time.monotonic() - began < 2
        eventually(lambda: not left_of(tmp_path), PROMISE, tmp_path)


@pytest.mark.parametrize("moment", [0.5, 1.0, 2.0])
def test_a_run_killed_while_its_servers_start(tmp_path: Path, moment: float) -> None:
    """Killed at any moment of the start, a run leaves nothing."""
    with running_pytest(tmp_path, SLEEPING_FUNCTION) as process:
        time.sleep(moment)  # a moment of the start, not a wait for something
        process.kill()

        eventually(lambda: not left_of(tmp_path), PROMISE, tmp_path)


def test_a_neighbour_is_left_alone(tmp_path: Path) -> None:
    """What another session has started survives the end of a run that was killed."""
    neighbour = new_session()
    server = start_process(neighbour, "server", ["sleep", "300"], env={"PATH": os.environ["PATH"]})
    with running_pytest(tmp_path, WAITING_DATABASE) as process:
        eventually((tmp_path / "ready").exists, 60, tmp_path)
        process.kill()
        eventually(lambda: not left_of(tmp_path), PROMISE, tmp_path)

    assert is_running(server)
    end_session(neighbour)


def test_a_crashed_worker_of_xdist_is_replaced(tmp_path: Path) -> None:
    """A worker that dies takes its own server with it only; its replacement works, and nothing is left."""
    with running_pytest(tmp_path, CRASHING_WORKER, "-n", "2") as process:
        process.wait(timeout=120)

        output = (tmp_path / "output").read_text()
        assert "1 failed, 5 passed" in output
        eventually(lambda: not left_of(tmp_path), PROMISE, tmp_path)
