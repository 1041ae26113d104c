"""Locks between processes: who waits is told for whom, and nobody waits for ever."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stackrig import file_locks
from stackrig.errors import StackrigError, StartError
from stackrig.file_locks import file_lock
from stackrig.leases import end_session
from stackrig.rig import pytest_run
from stackrig.rig.pytest_run import LiveRig, new_run
from stackrig.rig.record import locked
from stackrig.settings import Settings

HOLDER = """
import sys
from pathlib import Path
from stackrig.file_locks import file_lock
from stackrig.leases import end_session

with file_lock(Path(sys.argv[1]), "holds it"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a process that holds the lock `.stackrig/lock` of a folder until its standard input is closed."""
    folder = tmp_path / ".stackrig"
    folder.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, folder / "lock"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_held_lock_names_its_holder(
    tmp_path: Path,
    holder: subprocess.Popen[bytes],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A waiting process says who holds the lock, and gives up with the holder's number, folder and a remedy."""
    monkeypatch.setattr(file_locks, "NOTICE", 0.1)
    with (
        pytest.raises(StartError, match=f"process {holder.pid} .* in {tmp_path}") as failure,
        file_lock(tmp_path / ".stackrig" / "lock", "builds the environment", timeout=0.3),
    ):
        pass

    assert "which builds the environment" in str(failure.value)
    assert "end it" in failure.value.report()
    assert f"waiting for process {holder.pid}" in caplog.text


def test_the_next_one_gets_the_lock(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    """The lock of a process that was killed is free, and its number is not taken for the new holder's."""
    holder.kill()
    with file_lock(tmp_path / ".stackrig" / "lock", "is at work", timeout=30):
        assert str(holder.pid) not in file_locks.holder(tmp_path / ".stackrig" / "lock")


def test_a_second_command_is_told_of_the_first(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    """A command that finds the project's lock taken says by whom."""
    with pytest.raises(StackrigError, match=f"another stackrig command is running in .*process {holder.pid}"):
        locked(tmp_path).__enter__()


def test_a_worker_does_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker of a test run whose other worker stands at a breakpoint gives up with that one's number."""
    rig = LiveRig(Settings(root=tmp_path), new_run())
    lock = rig.session.folder / "network.lock"
    with subprocess.Popen([sys.executable, "-c", HOLDER, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        monkeypatch.setattr(pytest_run, "ALONE_TIMEOUT", 0.1)
        with pytest.raises(StartError, match=f"process {other.pid} .*works on the run's network"):
            rig.network()
        other.kill()
    end_session(rig.session)
