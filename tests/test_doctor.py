"""What `invoke doctor` finds on real machines, and what it removes."""

import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from stackrig.commands import doctor
from stackrig.commands.doctor import CHECKS, Finding, examine
from stackrig.commands.pruning import prune
from stackrig.leases import end_session, keep_session, new_session
from stackrig.processes import SESSION_VARIABLE
from stackrig.rig.record import Rig, save_rig, stray_sessions
from stackrig.settings import Settings
from tests.invoking import invoke
from tests.waiting import PATIENCE


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a project that leaves everything open."""
    return Settings(root=tmp_path)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty cache, and have an empty folder for temporary files too, instead of the user's."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "cache" / "stackrig").mkdir(parents=True)
    return tmp_path / "cache" / "stackrig"


def look(name: str, settings: Settings) -> dict[str, Finding]:
    """Return what one of the checks finds."""
    return {finding.what: finding for finding in CHECKS[name](settings)}


def test_everything_is_looked_at(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that runs this suite nothing is bad, and each check says what it found."""
    monkeypatch.setattr(doctor, "CHECK_TIMEOUT", PATIENCE)
    monkeypatch.setenv("DOCKER_HOST", "unix:///none-for-this-run")
    found = {finding.what: finding for finding in examine(settings)}

    assert [finding for finding in found.values() if finding.state == "bad"] == []
    assert set(CHECKS) - {"leftovers", "leftovers in Docker"} <= set(found)
    assert "embedded" in found["database"].found
    assert f"3.{sys.version_info.minor}" in found["Pythons"].found
    assert "no daemon answers" in found["Docker"].found or "does not run" in found["Docker"].found


def test_what_takes_long_is_given_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that hangs holds up neither the others nor the answer."""
    monkeypatch.setattr(doctor, "CHECKS", {"slow": lambda _: time.sleep(120), "ports": CHECKS["ports"]})
    monkeypatch.setattr(doctor, "CHECK_TIMEOUT", 0.5)
    begun = time.monotonic()
    found = examine(settings)

    assert [finding.what for finding in found] == ["slow", "ports"]
    assert found[0].found == "not known after 0.5 s"
    assert time.monotonic() - begun < 60


def test_an_asked_for_docker_that_is_missing_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a daemon a rig of images can't come up: what to do is said."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///none-for-this-run")
    settings = Settings(root=tmp_path, database_image="postgres:17")

    found = look("Docker", settings)["Docker"]
    assert found.state == "bad"
    assert any("start it" in remedy for remedy in found.remedies)
    assert [finding.state for finding in examine(settings) if finding.what == "database"] == ["bad"]


def test_a_taken_port_is_bad(tmp_path: Path) -> None:
    """A fixed port that somebody else holds is named."""
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        found = look("ports", Settings(root=tmp_path, localstack_port=port))["ports"]

    assert (found.state, found.found) == ("bad", f"{port} can't be listened on: Address already in use")
    assert look("ports", Settings(root=tmp_path, localstack_port=port))["ports"].state == "ok"


def test_the_task_shows_no_token_and_tells_of_trouble(tmp_path: Path) -> None:
    """`invoke doctor` ends with 1 when a rig can't come up as asked; tokens and keys are named, never shown."""
    (tmp_path / "tasks.py").write_text("from stackrig.tasks import namespace\n", encoding="utf-8")
    secrets = {"LOCALSTACK_AUTH_TOKEN": "geheim-1", "AWS_ACCESS_KEY_ID": "geheim-2", "DOCKER_HOST": "unix:///none"}
    for image, code in (("embedded", 0), ("no/image:1", 1)):
        done = invoke(tmp_path, "doctor", **secrets, STACKRIG_LOCALSTACK_IMAGE=image)
        assert done.returncode == code, done.stdout + done.stderr
        assert "set, passed on" in done.stdout
        assert "AWS_ACCESS_KEY_ID set" in done.stdout
        assert "geheim" not in done.stdout + done.stderr


def test_unused_environments_are_removed(settings: Settings, cache: Path) -> None:
    """An environment of LocalStack that no stackrig of this version makes goes, unless a process runs from it."""
    for name in ("4.0.0-python3.11-abc", "4.1.0-python3.11-abc"):
        (cache / "localstack" / name / "bin").mkdir(parents=True)
        (cache / "localstack" / name / "bin" / "data").write_bytes(bytes(3_000_000))
    used = Path(shutil.copy(shutil.which("sleep") or "", cache / "localstack" / "4.1.0-python3.11-abc" / "bin"))
    with subprocess.Popen([used, "60"]) as process:
        found = look("caches", settings)
        removed = prune(settings)
        process.kill()

    assert found["old environments"].found == "2 of LocalStack that this stackrig does not use, 6 MB"
    assert found["old environments"].remedies == ("invoke doctor --prune removes them",)
    assert removed == [f"{cache}/localstack/4.0.0-python3.11-abc (3 MB)"]
    assert used.exists()


def test_rigs_left_up_are_listed(settings: Settings, tmp_path: Path) -> None:
    """A rig of another project says where to tear it down; this project's own is only counted."""
    project = tmp_path / "other project"
    project.mkdir()
    session = new_session()
    keep_session(session, project)
    try:
        found = look("rigs", settings)
        own = look("rigs", Settings(root=project))
    finally:
        end_session(session)

    assert found["left up"].remedies == (f"cd '{project}' && invoke teardown",)
    assert own["rigs"].found.startswith("this project's is up")
    assert "left up" not in own


@pytest.mark.usefixtures("cache")
def test_a_rig_moves_with_its_project(tmp_path: Path) -> None:
    """The rig of a project whose folder was renamed is still that project's: --prune leaves it alone."""
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    session = new_session()
    save_rig(before, Rig(sessions=(session,)))
    keep_session(session, before)
    before.rename(after)
    try:
        removed = prune(Settings(root=after))
        found = list(CHECKS["rigs"](Settings(root=after)))
        strays = stray_sessions(after, Rig())  # as after `git clean`
        assert session.folder.exists()
    finally:
        end_session(session)

    assert not [line for line in removed if str(before) in line]
    assert found[0].found.startswith("this project's is up")
    assert not [finding for finding in found if str(before) in finding.found]
    assert strays == [session]


@pytest.mark.usefixtures("cache")
def test_a_rig_of_a_deleted_project_is_ended(settings: Settings, tmp_path: Path) -> None:
    """Its project can't tear it down any more, so --prune does and the finding says so; others stay."""
    gone, there = (tmp_path / name for name in ("gone", "there"))
    there.mkdir()
    lost, kept = new_session(), new_session()
    keep_session(lost, gone)
    keep_session(kept, there)
    command, variables = [shutil.which("sleep") or "", "60"], {SESSION_VARIABLE: lost.id, "TMPDIR": str(lost.folder)}
    try:
        with subprocess.Popen(command, env=variables) as process:
            left = [finding for finding in CHECKS["rigs"](settings) if str(gone) in finding.found]
            removed = prune(settings)
            process.wait(timeout=PATIENCE)
        assert kept.folder.exists()
    finally:
        end_session(lost)
        end_session(kept)

    assert [finding.remedies for finding in left] == [("invoke doctor --prune ends it",)]
    assert removed == [f"the rig of {gone}, which is gone"]
    assert (process.returncode, lost.folder.exists()) == (-signal.SIGKILL, False)


@pytest.fixture
def orphan(tmp_path: Path) -> Iterator[int]:
    """Yield the pid of a process whose session's folder is gone."""
    command = [shutil.which("sleep") or "", "60"]
    with subprocess.Popen(command, env={SESSION_VARIABLE: "0123456789ab", "TMPDIR": str(tmp_path)}) as process:
        yield process.pid
        process.kill()


def test_processes_nobody_ends_are_named(settings: Settings, orphan: int) -> None:
    """A process that survived its session is shown with the command that ends it."""
    (remedy,) = look("leftovers", settings)["leftovers"].remedies

    assert str(orphan) in remedy.split()


def test_a_process_is_believed_whose_session_lies_elsewhere(settings: Settings, tmp_path: Path) -> None:
    """A run whose folder for temporary files was set in Python is not taken for one that is gone."""
    folder = tmp_path / "stackrig-ba9876543210" / "localstack"
    folder.mkdir(parents=True)
    command, variables = [shutil.which("sleep") or "", "60"], {SESSION_VARIABLE: "ba9876543210", "TMPDIR": "/nowhere"}
    with subprocess.Popen(command, env=variables, cwd=folder) as process:
        leftovers = look("leftovers", settings).get("leftovers")
        process.kill()

    assert not leftovers or str(process.pid) not in " ".join(leftovers.remedies).split()
