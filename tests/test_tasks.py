"""The invoke tasks, as a user runs them in a project of their own."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import psycopg2
import pytest

from stackrig.emulator.sessions import EndpointSession
from stackrig.processes import is_running, session_processes
from stackrig.rig.project import teardown
from stackrig.rig.record import Rig, load_rig
from stackrig.settings import load_settings
from stackrig.waiting import wait_until
from tests.invoking import invoke
from tests.waiting import PATIENCE, eventually

PROGRAM = """
import pulumi
import pulumi_aws as aws

def program(postgres):
    def stack():
        bucket = aws.s3.Bucket("files", tags={"database": postgres["database"]})
        pulumi.export("address", bucket.bucket.apply(lambda name: f"https://{name}.s3.us-east-1.amazonaws.com/"))
        pulumi.export("database", postgres["database"])
    return stack

def broken(postgres):
    def stack():
        aws.s3.Bucket("made-first")
        raise ValueError("no such tariff")
    return stack
"""
GATE = pytest.mark.gate
PYPROJECT = """
[tool.stackrig]
project = "shop"
program = "infrastructure:program"
database = "shop"
seed = ["sql"]
request = "?list-type=2"
localstack_services = "s3"
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """Yield a project of its own; what a test leaves up in it is torn down."""
    yield write_project(tmp_path)
    end(tmp_path)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield a project whose database is up with its seeds; tests only look at it."""
    project = write_project(tmp_path_factory.mktemp("seeded"))
    done = invoke(project, "db", "seed")
    assert done.returncode == 0, done.stderr
    yield project
    end(project)


def end(project: Path) -> None:
    """Tear down what is up in the project, in this process: starting another one for it takes as long as a test."""
    teardown(load_settings(project, environ={}))


def write_project(folder: Path) -> Path:
    (folder / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (folder / "infrastructure.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "tasks.py").write_text("from stackrig.tasks import namespace\n", encoding="utf-8")
    (folder / "sql").mkdir()
    (folder / "sql" / "items.sql").write_text("CREATE TABLE item (n int); INSERT INTO item VALUES (1), (2);")
    return folder


def pasted(line: str) -> str:
    """Run a line as pasted into a shell and return what it printed."""
    return subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=True).stdout


def recorded(project: Path) -> Rig:
    """Return the rig that is recorded in the project."""
    rig = load_rig(project)
    assert rig
    return rig


def test_up_status_teardown(project: Path) -> None:
    """A rig comes up with lines to paste that work, is shown by status, and leaves nothing.

    Its deployment is not forgotten for another one: teardown would leave it.
    """
    up = invoke(project, "up")
    assert up.returncode == 0, up.stderr
    rig = recorded(project)
    assert rig.postgres
    assert rig.postgres.password not in up.stdout + up.stderr
    psql, curl = (line.strip() for line in up.stdout.splitlines() if re.match(r"  (PGPASSFILE|curl)", line))
    assert pasted(f"{psql} -Atc 'SELECT sum(n) FROM item'") == "3\n"
    assert "<ListBucketResult" in pasted(f"{curl} -sf")

    status = invoke(project, "status")
    assert f"127.0.0.1:{rig.postgres.host_port}" in status.stdout

    refused = invoke(project, "deploy", "--stack=other")
    assert "the stack dev of shop is still deployed" in refused.stderr
    deployment = recorded(project).deployment
    assert deployment
    assert deployment.stack == "dev"

    ended = invoke(project, "teardown")
    assert ended.returncode == 0, ended.stderr
    assert [process for session in rig.sessions for process in session_processes(session.id)] == []
    assert [session.folder for session in rig.sessions if session.folder.exists()] == []
    assert list((project / ".stackrig" / "stacks").rglob("*.json")) == []
    assert "nothing to remove" in invoke(project, "teardown").stdout


def test_stages_one_by_one(project: Path) -> None:
    """Each stage works alone, twice is harmless, and names what must come first."""
    early = invoke(project, "seed")
    assert early.returncode == 1
    assert "there is no rig with a database" in early.stderr
    assert "- invoke db" in early.stderr
    both = invoke(project, "deploy").stderr
    assert "there is no rig with a database for the program and a LocalStack to deploy to" in both
    assert "- invoke db localstack" in both

    assert invoke(project, "network").returncode == 0
    assert invoke(project, "db").returncode == 0
    server = recorded(project).postgres
    assert "already up" in invoke(project, "db").stderr
    assert recorded(project).postgres == server
    assert "loaded items.sql" in invoke(project, "seed").stderr
    assert "already loaded" in invoke(project, "seed").stderr
    assert "there is no rig with a LocalStack" in invoke(project, "deploy").stderr
    assert server
    connection = psycopg2.connect(server.dsn)
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM item")
        assert cursor.fetchone() == (2,)
    connection.close()


def test_without_seeds_none_are_loaded(project: Path) -> None:
    """Where no seed is named, status shows none, and those named later are loaded."""
    assert invoke(project, "db", "seed", STACKRIG_SEED="").returncode == 0
    before = invoke(project, "status").stdout
    assert "loaded items.sql" in invoke(project, "seed").stderr

    assert re.search(r"^seed +- *$", before, re.MULTILINE)
    assert re.search(r"^seed +loaded *$", invoke(project, "status").stdout, re.MULTILINE)


def test_any_encoding_will_do(project: Path) -> None:
    """Where the terminal's encoding lacks marks and arrows, something plain stands for them."""
    (project / "pyproject.toml").write_text(PYPROJECT + 'localstack_image = "embedded:9"\n', encoding="utf-8")

    found, status, failed = (
        subprocess.run(
            [sys.executable, "-m", "invoke", task],
            cwd=project,
            env={**os.environ, "PYTHONIOENCODING": encoding},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        for task, encoding in (("doctor", "ascii"), ("status", "latin-1"), ("localstack", "ascii"))
    )

    assert found.stderr == ""
    assert re.search(r"^\+ +database", found.stdout, re.MULTILINE)
    assert re.search(r"^x +LocalStack .*\n +-> ", found.stdout, re.MULTILINE)
    assert status.returncode == 0
    assert "\nx " in failed.stderr


def test_a_changed_input_replaces_the_database(project: Path) -> None:
    """A database made from other inputs is replaced, saying which; it is seeded anew."""
    assert invoke(project, "db", "seed").returncode == 0
    before = recorded(project).postgres

    changed = invoke(project, "db", "--name=store", "seed")

    assert changed.returncode == 0, changed.stderr
    assert "database changed" in changed.stderr
    after = recorded(project).postgres
    assert after
    assert after.database == "store"
    assert before
    assert before.process
    assert not is_running(before.process)


@pytest.mark.gate
def test_a_copied_checkout_leaves_the_rig_alone(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The record that was copied with it is not its own: it gets a rig of its own, and ends no other."""
    assert invoke(project, "db").returncode == 0
    copy = shutil.copytree(project, tmp_path_factory.mktemp("copies") / "copy")
    moved = copy.with_name("moved")

    assert "nothing to remove" in invoke(copy, "teardown").stdout
    assert f"belongs to {project}, of which this is a copy" in invoke(copy, "status").stderr
    assert invoke(copy, "db").returncode == 0
    assert recorded(copy).postgres != recorded(project).postgres
    copy.rename(moved)
    assert "removed PostgreSQL" in invoke(moved, "teardown").stdout
    assert "already up" in invoke(project, "db").stderr


def test_a_server_that_has_the_wanted_port_goes_first(project: Path) -> None:
    """A database is replaced by one on the same port, unless there is nothing to make that from."""
    assert invoke(project, "db").returncode == 0
    server = recorded(project).postgres
    assert server
    assert invoke(project, "db", f"--port={server.host_port}").returncode == 0

    before = recorded(project).postgres
    assert before
    assert before.process
    failed = invoke(project, "db", f"--port={server.host_port}", "--image=embedded:7")
    assert "PostgreSQL 7 in it" in failed.stderr
    assert is_running(before.process)

    changed = invoke(project, "db", f"--port={server.host_port}", "--name=store")

    assert f"both must listen on port {server.host_port}" in changed.stderr
    after = recorded(project).postgres
    assert after
    assert (after.database, after.host_port) == ("store", server.host_port)


@pytest.mark.gate
def test_a_server_that_can_not_be_replaced_goes_on(project: Path) -> None:
    """When the new server or a later stage fails, the servers that were up still are, and so says the record."""
    assert invoke(project, "db", "seed", "localstack").returncode == 0
    before = recorded(project)

    with socket.create_server(("127.0.0.1", 0)) as other:
        failed = [
            invoke(project, "db", f"--port={other.getsockname()[1]}"),
            invoke(project, "db", "--image=postgresql://me@127.0.0.1:1/shop"),
            invoke(project, "localstack", "--image=http://127.0.0.1:1"),
            invoke(project, "up", STACKRIG_DATABASE="store", STACKRIG_PROGRAM="infrastructure:broken"),
        ]

    reports = [done.stderr.partition("✗")[2].strip().splitlines()[0] for done in failed]
    assert re.match(r"PostgreSQL can't listen on port \d+: Address already in use", reports[0])
    assert reports[1].startswith("the database that database_image names does not answer")
    assert reports[2].startswith("the LocalStack at http://127.0.0.1:1 was not ready")
    assert "no such tariff" in failed[3].stderr
    assert recorded(project) == before
    for server in (before.postgres, before.localstack):
        assert server
        assert server.process
        assert is_running(server.process)


@pytest.mark.gate
def test_a_deployment_whose_database_was_replaced_is_stale(project: Path) -> None:
    """`db` and `status` say so and what helps, without a line that would not work; `deploy` brings it up to date."""
    same = {"STACKRIG_DATABASE_PASSWORD": "always the same"}
    assert invoke(project, "up", **same).returncode == 0

    replaced = invoke(project, "db", "--name=store", **same)
    stale = invoke(project, "status").stdout
    deployed = invoke(project, "deploy", **same)
    status = invoke(project, "status").stdout

    assert "invoke deploy connects it to this one" in replaced.stderr
    assert re.search(r"^deploy +stale ", stale, re.MULTILINE)
    assert "invoke deploy  #" in stale
    assert "curl" not in stale
    assert "1 updated" in deployed.stderr
    assert re.search(r"^deploy +up ", status, re.MULTILINE)
    assert "curl" in status
    assert "invoke deploy" not in status


@pytest.mark.gate
def test_a_failing_program_leaves_nothing(project: Path) -> None:
    """When the deploy stage of `up` fails, the error is shown without a traceback of stackrig and all is stopped."""
    failed = invoke(project, "up", STACKRIG_PROGRAM="infrastructure:broken")

    assert failed.returncode == 1
    assert "no such tariff" in failed.stderr
    assert "stackrig/rig.py" not in failed.stderr
    assert load_rig(project) is None
    assert leftovers(project) == []


@pytest.mark.parametrize(
    "moment", ["db", *(pytest.param(stage, marks=GATE) for stage in ("network", "seed", "deploy"))]
)
@pytest.mark.parametrize("ending", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=GATE), signal.SIGKILL])
def test_an_interrupted_up_leaves_nothing(project: Path, moment: str, ending: signal.Signals) -> None:
    """However and whenever `invoke up` ends early, what it started is gone soon."""
    temporary = project / "tmp"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "invoke", "up"]
    with subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        assert process.stdout
        output = b"".join(until(lambda line: line.startswith(moment.encode()), process.stdout))
        os.killpg(process.pid, ending)
        output += process.communicate(timeout=PATIENCE)[0]
    assert process.returncode != 0, output.decode()
    eventually(lambda: not [*temporary.glob("stackrig-*")])
    assert leftovers(project) == []


@pytest.mark.gate
def test_an_interrupted_teardown_is_finished_by_the_next_one(project: Path) -> None:
    """However `invoke teardown` ends early, the rig is still recorded or gone, and the next teardown leaves nothing."""
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        assert invoke(project, "db").returncode == 0
        sessions = recorded(project).sessions
        with subprocess.Popen(
            [sys.executable, "-m", "invoke", "teardown"],
            cwd=project,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            eventually(partial(has_line, project / ".stackrig" / "lock", f"^{process.pid}$"))
            process.send_signal(ending)

        assert load_rig(project) or not [session for session in sessions if session.folder.exists()]
        assert invoke(project, "teardown").returncode == 0
        assert not [session for session in sessions if session.folder.exists()]
        assert leftovers(project) == []


def until(found: Callable[[bytes], bool], lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines up to the first that is what was looked for."""
    for line in lines:
        yield line
        if found(line):
            return


def test_bad_settings_are_reported_before_anything_starts(project: Path) -> None:
    """A typo in an option ends a task with the option that was meant."""
    failed = invoke(project, "up", STACKRIG_DATABASE_IMGE="embedded")

    assert failed.returncode == 1
    assert "did you mean STACKRIG_DATABASE_IMAGE?" in failed.stderr
    assert "Traceback" not in failed.stderr


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("STACKRIG_PROGRAM", "shop.infra:program", "there is no module shop"),
        ("STACKRIG_PROGRAM", "", "there is no program to deploy"),
        ("STACKRIG_SEED", "nope.sql", "there is no file or folder nope.sql"),
    ],
)
def test_up_looks_for_what_it_needs_before_anything_starts(
    project: Path, variable: str, value: str, expected: str
) -> None:
    """A seed or program that is not there is told without a stage begun."""
    failed = invoke(project, "up", **{variable: value})

    assert failed.returncode == 1
    assert expected in failed.stderr
    assert "network" not in failed.stderr


def test_shell_reaches_the_rig(seeded: Path) -> None:
    """A command run by `invoke shell` finds database and password by libpq's variables."""
    done = invoke(seeded, "shell", "--command", "psql -Atc 'SELECT count(*) FROM item' && psql -At $DSN -c 'SELECT 7'")

    assert done.stdout == "2\n7\n", done.stderr


def test_a_server_that_has_ended_is_told(project: Path) -> None:
    """`psql` and `shell` say how the database ended and what starts another, instead of trying its address."""
    assert invoke(project, "network").returncode == 0
    assert "there is no rig with a database to open" in invoke(project, "psql").stderr
    assert invoke(project, "db").returncode == 0
    server = recorded(project).postgres
    assert server
    assert server.process
    os.kill(server.process.pid, signal.SIGKILL)

    for words in (["psql"], ["shell", "--command=true"]):
        done = invoke(project, *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"(pid {server.process.pid}) has ended" in done.stderr
        assert "- start another: invoke db" in done.stderr


def test_logs_show_each_process(seeded: Path) -> None:
    """`invoke logs` prints the tail of each log under its stage's name."""
    shown = invoke(seeded, "logs", "--lines=200").stdout

    assert re.search(r"^db .*listening on IPv4 address", shown, re.MULTILINE)


@pytest.mark.gate
def test_logs_are_followed_through_changes_of_the_rig(project: Path) -> None:
    """`invoke logs --follow` goes on with a database that replaces the first, and with a LocalStack that comes later.

    What stackrig itself asks of LocalStack is in no log.
    """
    assert invoke(project, "db").returncode == 0
    shown = project / "shown.txt"
    command = [sys.executable, "-m", "invoke", "logs", "--follow", "--lines=1"]  # the last line of the first database
    with shown.open("w") as file, subprocess.Popen(command, cwd=project, stdout=file, stderr=file) as process:
        try:
            wait_until(partial(has_line, shown, "^db .*ready to accept"), what="the first line", timeout=PATIENCE)
            assert invoke(project, "db", "--name=store", "localstack").returncode == 0
            for line in ("^db .*listening on IPv4", "^localstack .*Ready"):
                wait_until(partial(has_line, shown, line), what=f"a line with {line}", timeout=PATIENCE)
        finally:
            process.send_signal(signal.SIGINT)

    assert process.returncode == 0, shown.read_text(encoding="utf-8")
    assert "_stackrig/ready" not in shown.read_text(encoding="utf-8")


@GATE
def test_trace_shows_calls_as_they_come(project: Path) -> None:
    """`invoke trace` prints a call that a client makes meanwhile, and Ctrl-C ends it without an error."""
    assert invoke(project, "localstack").returncode == 0
    localstack = recorded(project).localstack
    assert localstack
    command = [sys.executable, "-m", "invoke", "trace"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as trace:
        assert trace.stdout
        assert trace.stdout.readline() == "waiting for requests; Ctrl-C ends it\n"
        EndpointSession(localstack).client("sts").get_caller_identity()
        line = trace.stdout.readline()
        trace.send_signal(signal.SIGINT)
        _, errors = trace.communicate(timeout=PATIENCE)

    assert re.fullmatch(r" +[\d.]+ ms  sts\.GetCallerIdentity *\n", line)
    assert (trace.returncode, errors) == (0, "")


@pytest.mark.parametrize(("lines", "code", "text"), [("0", 0, ""), ("-3", 1, "--lines=-3: 0 or more")])
def test_only_so_many_lines_are_shown(seeded: Path, lines: str, code: int, text: str) -> None:
    """No lines are none; fewer are refused."""
    done = invoke(seeded, "logs", f"--lines={lines}")

    assert (done.returncode, done.stdout) == (code, "")
    assert text in done.stderr


def test_help_names_every_argument(seeded: Path) -> None:
    """`--help` of each task explains its arguments."""
    listed = json.loads(invoke(seeded, "--list", "--list-format=json").stdout)

    assert {task["name"] for task in listed["tasks"]} >= {
        "network",
        "db",
        "seed",
        "localstack",
        "deploy",
        "up",
        "teardown",
    }
    assert "embedded[:18], installed[:15]" in " ".join(invoke(seeded, "--help", "db").stdout.split())


def has_line(file: Path, pattern: str) -> bool:
    """Tell whether a line of a file begins with the pattern."""
    return bool(re.search(pattern, file.read_text(encoding="utf-8"), re.MULTILINE))


def leftovers(project: Path) -> list[str]:
    """Return the command lines of processes that name a folder of this project."""
    output = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in output.splitlines() if str(project) in line]


@pytest.mark.pulumi_cli
def test_the_pulumi_cli_deploys_and_previews(project: Path) -> None:
    """Asked for by a variable, the CLI brings the rig up; --preview tells what a change would do."""
    made = invoke(project, "up", STACKRIG_DEPLOY_ENGINE="cli")
    nothing = invoke(project, "deploy", "--preview", "--deploy-engine=cli")
    (project / "infrastructure.py").write_text(PROGRAM.replace('tags={"database"', 'tags={"db"'), encoding="utf-8")
    change = invoke(project, "deploy", "--preview", "--deploy-engine=cli")
    changed = invoke(project, "deploy", "--refresh", "--deploy-engine=cli")

    assert made.returncode == 0, made.stdout + made.stderr
    assert nothing.stdout.splitlines()[-1] == "nothing to do"
    assert change.stdout.splitlines()[-1] == "update aws:s3/bucket:Bucket files (tags, tagsAll)"
    assert "1 updated" in changed.stderr
    deployment = recorded(project).deployment
    assert deployment
    assert (deployment.engine, deployment.updated) == ("cli", 1)
