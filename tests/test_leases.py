"""Leases: what a session starts ends with its owner, and nothing else does."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from stackrig.leases import end_session, keep_session, known_sessions, new_session, read_lease, sweep
from stackrig.processes import Session, has_ended, is_running, session_processes, start_process
from tests.waiting import eventually

OWNER = """
import subprocess, sys, time
from stackrig.processes import start_process
from stackrig.leases import new_session
session = new_session()
script = "import subprocess, sys, time; subprocess.Popen(['sleep', '300'], start_new_session=True); time.sleep(300)"
start_process(session, "parent", [sys.executable, "-c", script], env={})
print(session.folder, flush=True)
time.sleep(300)
"""


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep these sessions apart from those of other runs; end what a test has left."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    yield
    for session in list(known_sessions()):
        end_session(session)


@pytest.fixture
def owner() -> Iterator[tuple[subprocess.Popen[str], Session]]:
    """Yield a process that owns a session with a child and a grandchild in a process group of its own."""
    with subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        folder = Path(process.stdout.readline().strip())
        session = Session(folder.name.removeprefix("stackrig-"), folder)
        eventually(lambda: len(list(session_processes(session.id))) == 2)
        yield process, session
        process.kill()


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_session_ends_with_its_owner(owner: tuple[subprocess.Popen[str], Session], ending: signal.Signals) -> None:
    """However the owner ends, its processes, their children and the folder are gone within 5 s, the reaper too."""
    process, session = owner
    lease = read_lease(session)
    assert lease

    process.send_signal(ending)

    eventually(lambda: not list(session_processes(session.id)) and not session.folder.exists())
    eventually(lambda: has_ended(lease.reaper))


def test_a_neighbour_is_left_alone(owner: tuple[subprocess.Popen[str], Session]) -> None:
    """Another session survives the end of its neighbour, and a sweep."""
    process, session = owner
    mine = new_session()
    child = start_process(mine, "sleeper", ["sleep", "300"], env={"PATH": os.environ["PATH"]})

    process.kill()
    eventually(lambda: not session.folder.exists())
    sweep()

    assert is_running(child)
    assert mine.folder.exists()
    end_session(mine)
    assert not is_running(child)


def test_the_next_session_sweeps_after_a_killed_reaper(owner: tuple[subprocess.Popen[str], Session]) -> None:
    """When the reaper is killed before its owner, the next session ends what is left."""
    process, session = owner
    lease = read_lease(session)
    assert lease
    os.kill(lease.reaper, signal.SIGKILL)
    process.kill()
    process.wait()
    eventually(lambda: has_ended(lease.reaper))
    assert session.folder.exists()

    end_session(new_session())

    assert not session.folder.exists()
    assert list(session_processes(session.id)) == []


def test_a_kept_session_outlives_its_owner_and_every_sweep(tmp_path: Path) -> None:
    """A rig left up on purpose is not swept, and ends when it is told to."""
    script = OWNER.replace("print(", "from stackrig.leases import keep_session; keep_session(session, '/p'); print(")
    script = script.rpartition("time.sleep(300)\n")[0]
    output = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    folder = Path(output.strip())
    session = Session(folder.name.removeprefix("stackrig-"), folder)

    sweep()
    time.sleep(0.5)

    assert len(list(session_processes(session.id))) >= 1
    lease = read_lease(session)
    assert lease
    assert (lease.kept, lease.reaper) == ("/p", 0)
    end_session(session)
    assert list(session_processes(session.id)) == []
    assert list(tmp_path.iterdir()) == []


def test_ending_twice_is_harmless() -> None:
    """A session that has ended can be ended and kept again without effect."""
    session = new_session()
    end_session(session)
    end_session(session)
    keep_session(session, Path("/p"))

    assert not session.folder.exists()
