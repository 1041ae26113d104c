"""Ownership: what a run starts ends with it, whichever signal comes and when; nobody else's does."""

import dataclasses
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg2
import pytest

from stackrig import leases as reaper
from stackrig.errors import StackrigError, StartError
from stackrig.leases import end_session, new_session, read_lease, sweep
from stackrig.processes import Session, has_ended, is_running, kill_session, session_processes, start_process
from stackrig.reporting import display
from stackrig.rig import addresses, record
from stackrig.rig import project as rig
from stackrig.settings import Settings, load_settings
from tests.waiting import eventually

PROMPT = 60.0  # seconds until Ctrl-C gives the prompt back: a run that hangs takes longer, a slow machine does not
RUN_TIMEOUT = 180.0  # seconds a run may take to get to the moment wanted
BUILDING = "localstack/*/venv"  # below stackrig's cache: an environment that is being built

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can take on other accounts")

PYPROJECT = """
[tool.pytest.ini_options]
filterwarnings = ["ignore"]

[tool.stackrig]
project = "shop"
program = "infrastructure:program"
database_image = "embedded"
localstack_image = "embedded"
localstack_services = "iam,lambda"
seed = ["seed.sql"]
"""
# The function starts a child that is told nothing of the session, in a POSIX session of its own.
INFRASTRUCTURE = """
import json, os, time
from pathlib import Path

import pulumi
import pulumi_aws as aws

HERE = Path(__file__).parent
HANDLER = f'''
import subprocess, time

def handler(event, context):
    subprocess.Popen(["sleep", "{os.environ.get("TOKEN")}"])
    subprocess.Popen(["sleep", "{os.environ.get("TOKEN")}"], env={{}}, start_new_session=True)
    time.sleep(event["seconds"])
'''

def reach(moment):
    if os.environ.get("MOMENT") == moment:
        (HERE / moment).touch()
        time.sleep(300)

def program(postgres):
    def stack():
        if pid := os.environ.get("KILL"):
            os.kill(int(pid), 9)
        lambdas = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
        trust = json.dumps({"Version": "2012-10-17", "Statement": [lambdas]})
        role = aws.iam.Role("busy", assume_role_policy=trust)
        code = pulumi.AssetArchive({"app.py": pulumi.StringAsset(HANDLER)})
        aws.lambda_.Function(
            "busy", name="busy", runtime="python3.12", handler="app.handler", role=role.arn, timeout=300, code=code
        )
        reach("deploying")
    return stack
"""
TESTS = """
import json
from infrastructure import program, reach
from stackrig import deploy

def test_function(postgres, localstack, aws_session):
    with deploy(program(postgres), localstack=localstack):
        function = aws_session.client("lambda")
        function.invoke(FunctionName="busy", Payload=json.dumps({"seconds": 0}))
        function.invoke(FunctionName="busy", InvocationType="Event", Payload=json.dumps({"seconds": 300}))
        reach("testing")
"""
COMMANDS = {
    "pytest": ["-m", "pytest", "-p", "no:cacheprovider"],
    "xdist": ["-m", "pytest", "-p", "no:cacheprovider", "-n1"],
    "up": ["-m", "invoke", "up"],
    "localstack": ["-m", "invoke", "localstack"],
}


def sessions(folder: Path) -> set[Path]:
    """Return the folders of the sessions among these temporary files."""
    return set(folder.glob("stackrig-*"))


def session_of(folder: Path) -> Session:
    return Session(folder.name.removeprefix("stackrig-"), folder)


def sleepers(token: str) -> list[int]:
    """Return the processes a function has started."""
    return [found.pid for found in psutil.process_iter(["cmdline"]) if found.info["cmdline"] == ["sleep", token]]


@pytest.fixture
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a folder for this test's temporary files; sessions it leaves are ended."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield tmp_path
    for left in sessions(tmp_path):
        end_session(session_of(left))


# --- signals to whole runs, beside a neighbour and a rig that was left up


@dataclass(frozen=True)
class StartedRun:
    """Hold a run in a project of its own that gets to a moment and waits there."""

    project: Path
    temporary: Path
    token: str

    @property
    def output(self) -> Path:
        """Return the file with what it printed."""
        return self.project / "output"

    def start(self, command: str, moment: str) -> "subprocess.Popen[bytes]":
        """Start it as the leader of a process group, as a shell does."""
        seed = "SELECT pg_sleep(300)" if moment == "seeding" else "CREATE TABLE item (n int)"
        (self.project / "seed.sql").write_text(f"{seed};\n", encoding="utf-8")
        cache = {"XDG_CACHE_HOME": str(self.project / "cache")} if moment == "building" else {}
        environment = {"TMPDIR": str(self.temporary), "TOKEN": self.token, "MOMENT": moment, **cache}
        with self.output.open("wb") as output:
            return subprocess.Popen(
                [sys.executable, *COMMANDS[command]],
                cwd=self.project,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def is_at(self, moment: str, besides: set[Path]) -> bool:
        """Tell whether the run has got there."""
        if moment == "building":
            return any((self.project / "cache" / "stackrig").glob(BUILDING))
        if moment == "starting":
            return any((folder / "localstack.log").exists() for folder in sessions(self.temporary) - besides)
        if moment == "seeding":
            return re.search(r"^db +done", self.output.read_text(), re.MULTILINE) is not None
        return (self.project / moment).exists() and len(sleepers(self.token)) == (4 if moment == "testing" else 0)


def make_project(folder: Path) -> Path:
    folder.mkdir()
    (folder / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (folder / "tasks.py").write_text("from stackrig.tasks import namespace\n", encoding="utf-8")
    (folder / "infrastructure.py").write_text(INFRASTRUCTURE, encoding="utf-8")
    (folder / "test_shop.py").write_text(TESTS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def shared() -> Iterator[Path]:
    """Yield a folder of temporary files with a neighbour's session and a rig left up in it; both must stay."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o711)
    settings = load_settings(make_project(folder / "kept"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        neighbour = new_session()
        kept = rig.run_stage(settings, "db")
    child = start_process(neighbour, "child", ["sleep", "1000"], env={})
    yield folder
    assert is_running(child)
    assert kept.postgres
    with closing(psycopg2.connect(kept.postgres.dsn)) as connection:
        assert connection.info.server_version
    rig.teardown(settings)
    end_session(neighbour)
    shutil.rmtree(folder)


@pytest.fixture
def run(tmp_path: Path, shared: Path) -> Iterator[StartedRun]:
    """Yield a run to start; what it may leave is killed."""
    before = sessions(shared)
    token = f"9{time.time_ns() % 10**9:09}"
    yield StartedRun(make_project(tmp_path / "project"), shared, token)
    for left in sessions(shared) - before:
        end_session(session_of(left))
    for pid in sleepers(token):
        os.kill(pid, signal.SIGKILL)


GATE = pytest.mark.gate


@pytest.mark.parametrize(
    ("command", "moment", "signals", "codes"),
    [
        pytest.param("localstack", "building", [signal.SIGINT], [1], marks=GATE),
        pytest.param("up", "starting", [signal.SIGTERM], [-signal.SIGTERM], marks=GATE),
        ("up", "seeding", [signal.SIGINT], [1]),
        pytest.param("up", "seeding", [signal.SIGKILL], [-signal.SIGKILL], marks=GATE),
        ("up", "deploying", [signal.SIGTERM], [-signal.SIGTERM]),
        pytest.param("pytest", "starting", [signal.SIGINT], [2], marks=GATE),
        pytest.param("pytest", "deploying", [signal.SIGINT], [2], marks=GATE),
        pytest.param("pytest", "testing", [signal.SIGINT, signal.SIGINT], [1, 2, -signal.SIGINT], marks=GATE),
        ("pytest", "testing", [signal.SIGKILL], [-signal.SIGKILL]),
        pytest.param("xdist", "testing", [signal.SIGKILL], [-signal.SIGKILL], marks=GATE),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_all_a_run_started_ends_with_it(
    run: StartedRun, command: str, moment: str, signals: list[signal.Signals], codes: list[int]
) -> None:
    """Soon after any signal nothing is left, a function's children included; Ctrl-C gives the prompt back."""
    before = sessions(run.temporary)
    with run.start(command, moment) as process:
        try:
            eventually(lambda: run.is_at(moment, before) or process.poll() is not None, RUN_TIMEOUT)
            assert process.poll() is None, run.output.read_text()
            started = sessions(run.temporary) - before

            sent = time.monotonic()
            for number, sign in enumerate(signals):
                time.sleep(0.2 * number)
                # A terminal sends Ctrl-C to all processes of the group.
                (os.killpg if sign == signal.SIGINT else os.kill)(process.pid, sign)
            code = process.wait(RUN_TIMEOUT)
            took = time.monotonic() - sent
        finally:
            process.kill()
    eventually(lambda: sessions(run.temporary) == before)
    assert len(started) == 1
    assert [found for folder in started for found in session_processes(session_of(folder).id)] == []
    assert sleepers(run.token) == []
    assert code in codes, run.output.read_text()
    assert signal.SIGINT not in signals or took < PROMPT


XDIST_TESTS = """
import os, signal, time
from pathlib import Path
import psycopg2
from stackrig.processes import has_ended

HERE = Path(__file__).parent

def wait_for(condition, seconds):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)

def test_killed(postgres):
    if not (HERE / "first").exists():
        (HERE / "draft").write_text(str(os.getpid()))
        (HERE / "draft").rename(HERE / "first")
        wait_for((HERE / "second").exists, 120)
        os.kill(os.getpid(), signal.SIGKILL)

def test_other(request):
    wait_for((HERE / "first").exists, 120)
    postgres = request.getfixturevalue("postgres")
    (HERE / "second").touch()
    wait_for(lambda: has_ended(int((HERE / "first").read_text())), 120)
    psycopg2.connect(postgres.dsn).close()
"""


def test_a_killed_xdist_worker_leaves_the_servers_to_the_others(run: StartedRun) -> None:
    """Servers that a killed worker started go on for the others, and end with the run."""
    before = sessions(run.temporary)
    (run.project / "test_shop.py").write_text(XDIST_TESTS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, *COMMANDS["pytest"], "-n2"],
        cwd=run.project,
        env={**os.environ, "TMPDIR": str(run.temporary)},
        capture_output=True,
        text=True,
        timeout=RUN_TIMEOUT,
        check=False,
    )

    assert "1 failed, 1 passed" in done.stdout, done.stdout
    assert "crashed while running 'test_shop.py::test_killed'" in done.stdout
    assert sessions(run.temporary) == before


# --- LocalStack is killed


KILLING_TESTS = """
import json, os, signal, time
from infrastructure import program
from stackrig import deploy
import psutil, requests

def sleepers():
    commands = [found.info["cmdline"] for found in psutil.process_iter(["cmdline"])]
    return commands.count(["sleep", os.environ["TOKEN"]])

def wait_for(count):
    deadline = time.monotonic() + 120
    while sleepers() != count:
        assert time.monotonic() < deadline
        time.sleep(0.02)

def test_killing(postgres, localstack, aws_session):
    with deploy(program(postgres), localstack=localstack):
        function = aws_session.client("lambda")
        function.invoke(FunctionName="busy", Payload=json.dumps({"seconds": 0}))
        function.invoke(FunctionName="busy", InvocationType="Event", Payload=json.dumps({"seconds": 300}))
        wait_for(4)
        os.kill(localstack.process.pid, signal.SIGKILL)
        wait_for(0)
        requests.get(localstack.endpoint_url, timeout=60)

def test_next(aws_session):
    aws_session.client("lambda").list_functions()

def test_deploy(request, postgres):
    with deploy(program(postgres), localstack=request.getfixturevalue("localstack")):
        pass

def test_database(postgres):
    pass
"""


@pytest.mark.gate
def test_tests_are_told_that_localstack_was_killed(run: StartedRun) -> None:
    """Its functions and their children end; failing tests, the next ones and a deployment are told, with the log."""
    (run.project / "test_shop.py").write_text(KILLING_TESTS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, *COMMANDS["pytest"], "-v", "--tb=short"],
        cwd=run.project,
        env={**os.environ, "TMPDIR": str(run.temporary), "TOKEN": run.token},
        capture_output=True,
        text=True,
        timeout=RUN_TIMEOUT,
        check=False,
    )

    outcomes = dict(re.findall(r"::(test_\w+) (PASSED|FAILED|ERROR) ", done.stdout))
    assert outcomes == {
        "test_killing": "FAILED",
        "test_next": "ERROR",
        "test_deploy": "FAILED",
        "test_database": "PASSED",
    }, done.stdout
    told = re.split(r"^(?:E +.*: )?localstack \(pid \d+\) was killed by SIGKILL", done.stdout, flags=re.MULTILINE)[1:]
    assert ["AWS lambda.CreateFunction => 201" in report for report in told] == [True, True, True]
    assert "ConnectionError" in done.stdout
    assert "could not be destroyed" not in done.stdout


@pytest.mark.parametrize("moment", [pytest.param("before", marks=GATE), "while deploying"])
@pytest.mark.gate
def test_tasks_say_that_localstack_was_killed(run: StartedRun, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """`deploy` to a killed LocalStack names it with the log's tail and what to do; its task then starts another."""
    monkeypatch.setattr(tempfile, "tempdir", str(run.temporary))
    settings = load_settings(run.project)
    try:
        rig.run_stage(settings, "db")
        killed = rig.run_stage(settings, "localstack").localstack
        assert killed
        assert killed.process
        if moment == "before":
            os.kill(killed.process.pid, signal.SIGKILL)
        else:
            monkeypatch.setenv("KILL", str(killed.process.pid))

        with pytest.raises(StackrigError) as failure:
            rig.run_stage(settings, "deploy")
        replaced = rig.run_stage(settings, "localstack")

        assert "localstack" in str(failure.value)
        assert "SIGKILL" in str(failure.value)
        assert f"last lines of {killed.process.log_file}" in failure.value.report()
        assert "invoke localstack" in failure.value.report()
        assert replaced.localstack
        assert replaced.localstack.boot_id != killed.boot_id
        assert len(replaced.sessions) == 2  # that of the killed one has ended
    finally:
        rig.teardown(settings)


# --- records and rigs that don't fit together


@pytest.fixture
def settings(own_temporary_folder: Path) -> Iterator[Settings]:
    """Yield the settings of a project whose database can be started; its rig is torn down."""
    settings = load_settings(make_project(own_temporary_folder / "project"))
    yield settings
    rig.teardown(settings)


def test_a_rig_whose_record_was_removed_is_ended(settings: Settings, own_temporary_folder: Path) -> None:
    """After `git clean -x` the next start ends what was up, and so does teardown, saying so."""
    for ending in (lambda: rig.run_stage(settings, "db"), lambda: rig.teardown(settings)):
        lost = rig.run_stage(settings, "db").postgres
        shutil.rmtree(settings.root / ".stackrig")

        result = ending()

        assert lost
        assert lost.process
        assert not is_running(lost.process)
    assert result == ["1 session(s) whose record was lost"]
    assert sessions(own_temporary_folder) == set()


def test_a_rig_is_started_anew_after_a_reboot(
    settings: Settings, own_temporary_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With processes and temporary files gone `status` says so, a start makes a new server, and teardown works."""
    for _ in range(2):
        up = rig.run_stage(settings, "db")
        (session,) = up.sessions
        assert up.postgres
        with closing(psycopg2.connect(up.postgres.dsn)):
            pass
        kill_session(session)
        shutil.rmtree(session.folder)

    display.show_rig(settings, up)
    display.show_logs([addresses.logs(up)], lines=1)
    shown = capsys.readouterr().out
    removed = rig.teardown(settings)

    assert re.search(r"^db +ended ", shown, re.MULTILINE)
    assert "invoke up" in shown
    assert "psql" not in shown
    assert re.search(r"^db +no log: .* is gone", shown, re.MULTILINE)
    assert len(removed) == 1
    assert record.load_rig(settings.root) is None
    assert sessions(own_temporary_folder) == set()


def test_teardown_works_with_another_temporary_folder(
    settings: Settings, own_temporary_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rig is found by its record, wherever TMPDIR points meanwhile."""
    up = rig.run_stage(settings, "db")
    (own_temporary_folder / "other").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own_temporary_folder / "other"))

    rig.teardown(settings)

    assert up.postgres
    assert up.postgres.process
    assert not is_running(up.postgres.process)
    assert sessions(own_temporary_folder) == set()


def test_two_commands_at_once_do_not_mix(settings: Settings, own_temporary_folder: Path) -> None:
    """The second one is refused before it starts anything."""
    with record.locked(settings.root), pytest.raises(StackrigError, match="another stackrig command is running in"):
        rig.run_stage(settings, "db")

    assert sessions(own_temporary_folder) == set()


def test_what_the_rig_no_longer_uses_is_ended(settings: Settings, own_temporary_folder: Path) -> None:
    """The session of a replaced database goes with it."""
    rig.run_stage(settings, "db")
    up = rig.run_stage(dataclasses.replace(settings, database_password="other"), "db")

    assert {session.folder for session in up.sessions} == sessions(own_temporary_folder)
    assert len(up.sessions) == 1


# --- sessions


@pytest.mark.usefixtures("own_temporary_folder")
def test_children_that_know_nothing_of_the_session_end_with_it() -> None:
    """A child with an environment of its own is found by its parent, its orphan by the leader of their session."""
    session = new_session()
    token = f"8{os.getpid()}"
    script = f"(env -i setsid sleep {token} & env -i sh -c 'sleep {token} & exit' & wait)"
    start_process(session, "parent", ["sh", "-c", f"{script}; sleep 60"], env={"PATH": os.environ["PATH"]})
    eventually(lambda: len(sleepers(token)) == 2)

    end_session(session)

    assert sleepers(token) == []


def test_a_session_begins_whole_or_not_at_all(own_temporary_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while a session begins leaves nothing; a folder that can't be made is an error that says what to do."""

    def interrupt(_session: Session) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(reaper, "_start_reaper", interrupt)
        with pytest.raises(KeyboardInterrupt):
            new_session()
    assert list(own_temporary_folder.iterdir()) == []

    monkeypatch.setattr(tempfile, "tempdir", str(own_temporary_folder / "missing"))
    with pytest.raises(StartError) as failure:
        new_session()
    assert "No such file or directory" in str(failure.value)
    assert "TMPDIR=" in failure.value.report()


def test_a_folder_that_never_got_a_lease_is_swept(own_temporary_folder: Path) -> None:
    """A folder whose process was killed while its session began goes after a minute; folders that aren't ours stay."""
    left, young, foreign = (own_temporary_folder / f"stackrig-{name}" for name in ("0" * 12, "1" * 12, "notes"))
    for folder in (left, young, foreign):
        folder.mkdir()
    for folder in (left, foreign):
        os.utime(folder, (0, 0))

    sweep()

    assert set(own_temporary_folder.iterdir()) == {young, foreign}


@needs_root
def test_a_strangers_session_is_left_alone(own_temporary_folder: Path) -> None:
    """Another user's folder leads nobody to kill or remove, nor does it keep a session from beginning."""
    stranger = own_temporary_folder / f"stackrig-{'2' * 12}"
    stranger.mkdir()
    (stranger / "lease.json").write_text(json.dumps({"owners": [[1 << 30, 1.0]]}), encoding="utf-8")
    os.chown(stranger, 12345, 12345)

    end_session(new_session())

    assert stranger.exists()
    os.chown(stranger, 0, 0)
    sweep()
    assert not stranger.exists()


@needs_root
@pytest.mark.usefixtures("own_temporary_folder")
def test_a_session_is_safe_from_other_containers() -> None:
    """A sweep by somebody who shares the temporary folder, but doesn't see our processes, leaves the session."""
    session = new_session()
    container = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"]

    subprocess.run([*container, sys.executable, "-c", "from stackrig.leases import sweep; sweep()"], check=True)

    assert read_lease(session)
    end_session(session)


def test_a_rig_being_kept_survives_the_death_of_its_owner(own_temporary_folder: Path) -> None:
    """Killed after the session was marked as kept and before its reaper is stopped, the owner leaves it."""
    script = """
import dataclasses, os
from stackrig import leases as reaper
session = reaper.new_session()
reaper._write(session, dataclasses.replace(reaper.read_lease(session), kept="/p"))
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", script], check=True)
    (folder,) = sessions(own_temporary_folder)
    lease = read_lease(session_of(folder))
    assert lease

    eventually(lambda: has_ended(lease.reaper))

    assert folder.exists()


@pytest.mark.usefixtures("own_temporary_folder")
def test_the_reaper_knows_no_secret_and_no_ci_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets would stay in its memory, and CI systems kill processes that carry their job's variables.

    PYTHONPATH is made absolute, so the reaper imports its modules from its own folder too.
    """
    monkeypatch.setenv("PYTHONPATH", os.path.relpath(Path(reaper.__file__).parents[1]))
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("JENKINS_NODE_COOKIE", "1")
    session = new_session()
    lease = read_lease(session)
    assert lease

    environment = psutil.Process(lease.reaper).environ()

    assert not {"AWS_SECRET_ACCESS_KEY", "JENKINS_NODE_COOKIE", "STACKRIG_SESSION"} & set(environment)
    assert environment["PYTHONPATH"].split(os.pathsep)[0] == str(Path(reaper.__file__).parents[1])
    end_session(session)
