"""Whole rigs on Docker: the Chinook API deployed to containers, as tasks and tests use it."""

import dataclasses
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import requests

from stackrig.commands.doctor import CHECKS
from stackrig.containers.daemon import require_daemon
from stackrig.containers.images import docker_client
from stackrig.containers.removal import SESSION_LABEL
from stackrig.database.administration import administration, create_database, drop_if_exists
from stackrig.database.connections import with_database
from stackrig.deployment.stacks import destroy_stack
from stackrig.emulator.choice import choose_localstack
from stackrig.emulator.iam_findings import read_callers
from stackrig.emulator.sessions import new_account
from stackrig.errors import SettingsError, StackrigError
from stackrig.rig import addresses, servers
from stackrig.rig import project as rig
from stackrig.rig.programs import find_programs
from stackrig.rig.record import Rig, load_rig
from stackrig.settings import Settings
from tests.rds_programs import SEEDS, live_through_rds_api
from tests.waiting import eventually

ROOT = Path(__file__).parents[1]
POSTGRES, LOCALSTACK, LAMBDA = "postgres:17", "localstack/localstack:4.14.0", "stackrig-stand-in/lambda:python3.12"
PROMISE = 60.0  # seconds

pytestmark = [pytest.mark.docker(POSTGRES, LOCALSTACK, LAMBDA)]

TEST = """
import time
import requests
from chinook_api.program import api_program
from stackrig import deploy, to_localstack_url

def test_api(postgres, localstack, container_network):
    with deploy("chinook", "killed", api_program(postgres), localstack=localstack) as outputs:
        url = to_localstack_url(outputs["url"], localstack["port"])
        requests.get(f"{url}/albums", timeout=60)
        print("\\nNETWORK", container_network, flush=True)
        time.sleep(300)
"""


PROJECT = f"""
[tool.stackrig]
project = "chinook"
program = "chinook_api.program:api_program"
request = "/albums?limit=1"
seed = ["{ROOT / "sql"}"]
database_image = "{POSTGRES}"
localstack_image = "{LOCALSTACK}"
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Yield the settings of a project; the rig that is up in it at the end is torn down."""
    settings = Settings(
        root=tmp_path_factory.mktemp("project"),
        project="chinook",
        program="chinook_api.program:api_program",
        seed=(str(ROOT / "sql"),),
        database_image=POSTGRES,
        localstack_image=LOCALSTACK,
    )
    yield settings
    rig.teardown(settings)


@pytest.fixture(scope="module")
def up(settings: Settings) -> Rig:
    """Return a rig that is up, in containers."""
    return rig.up(settings)


def ask(found: Rig, path: str) -> requests.Response:
    (address,) = addresses.endpoints(found).values()
    return requests.get(f"{address}{path}", timeout=60)


def of_session(session_id: str) -> list[str]:
    """Return the names of a session's containers, networks and volumes."""
    label = f"{SESSION_LABEL}={session_id}"
    with docker_client(require_daemon()) as client:
        listed = client.containers.list(all=True, filters={"label": label}, ignore_removed=True)
        found = [str(one.name) for one in listed]
        found += [str(one.name) for one in client.networks.list(filters={"label": label})]
        return found + [str(one.name) for one in client.volumes.list(filters={"label": label})]


def lambdas_of(found: Rig) -> list[str]:
    return [name for session in found.sessions for name in of_session(session.id) if "-lambda-" in name]


def everything() -> set[str]:
    """Return the names of all that the daemon holds, by whomever it was made."""
    with docker_client(require_daemon()) as client:
        containers = client.containers.list(all=True, ignore_removed=True)
        return {str(one.name) for found in (containers, client.networks.list(), client.volumes.list()) for one in found}


def invoke(project: Path, task: str) -> subprocess.Popen[str]:
    """Start a task in a project with the Chinook API, whose rig is in containers."""
    (project / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (project / "tasks.py").write_text("from stackrig.tasks import namespace\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "invoke", task]
    return subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@pytest.mark.podman
def test_a_request_goes_through_containers_to_the_rows(up: Rig) -> None:
    """API Gateway, a Lambda in a container of the session's, and Postgres by its container's name answer with rows."""
    answer = ask(up, "/albums?limit=1")

    assert (answer.status_code, answer.json()["items"][0]["artist"]) == (200, "AC/DC")
    assert up.network
    (session,) = up.sessions
    found = of_session(session.id)
    assert [name for name in found if "-lambda-api-" in name]
    assert {up.network.name, f"stackrig-{session.id}-db", f"stackrig-{session.id}-localstack"} <= set(found)


def test_a_function_is_started_before_it_is_asked_for(settings: Settings, up: Rig) -> None:
    """A stack's function has its container, on the rig's network, while nobody has sent a request yet."""
    eventually(lambda: lambdas_of(up), PROMISE)
    before = lambdas_of(up)
    alone = dataclasses.replace(up, deployments=())
    other = rig.deploy_programs(find_programs(dataclasses.replace(settings, stack="other")), alone)
    try:
        eventually(lambda: len(lambdas_of(up)) == len(before) + 1, PROMISE)
    finally:
        assert other.deployment
        assert other.localstack
        destroy_stack(other.deployment, localstack=other.localstack)
    eventually(lambda: lambdas_of(up) == before, PROMISE)


@pytest.mark.podman
def test_a_rig_that_is_up_is_used_again(settings: Settings, up: Rig) -> None:
    """The same containers and network serve the next `up`, which has nothing to do."""
    again = rig.up(settings)

    assert (again.postgres, again.localstack, again.network) == (up.postgres, up.localstack, up.network)
    assert again.deployment
    assert "nothing to do" in again.deployment.summary()


def test_a_localstack_in_a_container_judges_calls(up: Rig) -> None:
    """The plugin in the container judges the calls of roles, and reports them as the embedded LocalStack does."""
    assert up.localstack
    callers = read_callers(up.localstack)

    assert callers is not None
    assert any(":role/" in caller.arn for caller in callers)


def test_logs_are_those_of_the_containers(up: Rig) -> None:
    """Each server's log is a file with what its container wrote."""
    files = addresses.logs(up)

    assert "database system is ready to accept connections" in files["db"].read_text()
    assert "Ready." in files["localstack"].read_text()


def test_a_container_that_ended_is_replaced(settings: Settings, up: Rig, caplog: pytest.LogCaptureFixture) -> None:
    """When the database's container was killed, the next `up` says so and starts another, with its seeds."""
    assert up.postgres
    assert up.postgres.container
    with docker_client(require_daemon()) as client:
        client.containers.get(up.postgres.container.id).kill()

    with caplog.at_level(logging.INFO, "stackrig"):
        again = rig.up(settings)

    assert f"container {up.postgres.container.name} has ended with exit code 137; starting another" in caplog.text
    assert again.localstack == up.localstack
    assert ask(again, "/albums?limit=1").json()["total"] == 347


def test_a_container_that_was_restarted_is_replaced(
    settings: Settings, up: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """A restarted database is empty and on another port: the next `up` says so and starts another, with its seeds."""
    known = rig.up(settings).postgres
    assert known
    assert known.container
    assert up.localstack
    with docker_client(require_daemon()) as client:
        client.containers.get(known.container.id).restart(timeout=0)

    with caplog.at_level(logging.INFO, "stackrig"):
        again = rig.up(settings)

    assert f"container {known.container.name} was restarted: its data and its port are lost; starting" in caplog.text
    assert again.localstack == up.localstack
    assert ask(again, "/albums?limit=1").json()["total"] == 347


def test_what_a_localstack_in_a_container_depends_on(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another network that is asked for and a variable that is passed on make it stale; no network asked for is any."""
    named = dataclasses.replace(settings, network="other")
    own, joined = (Rig(inputs={"localstack": choose_localstack(one).inputs}) for one in (settings, named))

    assert servers.stale_inputs(own, "localstack", choose_localstack(named).inputs) == ["network"]
    assert servers.stale_inputs(joined, "localstack", choose_localstack(settings).inputs) == []
    monkeypatch.setenv("LOCALSTACK_AUTH_TOKEN", "ls-secret")
    inputs = choose_localstack(settings).inputs
    assert servers.stale_inputs(own, "localstack", inputs) == ["LOCALSTACK_AUTH_TOKEN"]
    assert "ls-secret" not in str(inputs)


def test_an_embedded_localstack_beside_a_database_in_a_container(tmp_path: Path, settings: Settings) -> None:
    """Lambdas that are processes reach the container by its port on this machine."""
    mixed = dataclasses.replace(settings, root=tmp_path, localstack_image="embedded")
    try:
        found = rig.up(mixed)
        assert found.postgres
        assert (found.network, found.postgres.container_name) == (None, "127.0.0.1")
        assert ask(found, "/albums?limit=1").json()["total"] == 347
    finally:
        rig.teardown(mixed)


@pytest.mark.podman
def test_a_localstack_that_comes_later_changes_how_the_database_is_reached(tmp_path: Path, settings: Settings) -> None:
    """A database that was started for an embedded LocalStack joins the network of one in a container."""
    mixed = dataclasses.replace(settings, root=tmp_path, localstack_image="embedded")
    later = dataclasses.replace(mixed, localstack_image=LOCALSTACK)
    try:
        rig.run_stage(mixed, "db")
        rig.run_stage(mixed, "seed")
        rig.run_stage(later, "localstack")
        assert ask(rig.run_stage(later, "deploy"), "/albums?limit=1").json()["total"] == 347
    finally:
        rig.teardown(later)


def test_a_rig_that_can_not_work_is_refused_before_anything_starts(tmp_path: Path, settings: Settings) -> None:
    """An embedded database with LocalStack in a container leaves no record and no container."""
    wrong = dataclasses.replace(settings, root=tmp_path, database_image="embedded")

    with pytest.raises(SettingsError, match="its Lambdas are containers too"):
        rig.up(wrong)

    assert load_rig(tmp_path) is None


def test_a_localstack_in_a_container_that_is_attached_to_is_refused_as_well(
    tmp_path: Path, settings: Settings, up: Rig
) -> None:
    """A LocalStack that somebody started in a container has Lambdas there, too, which reach no embedded database."""
    assert up.localstack
    wrong = dataclasses.replace(
        settings, root=tmp_path, database_image="embedded", localstack_image=up.localstack.endpoint_url
    )

    with pytest.raises(SettingsError, match="its Lambdas are containers too"):
        rig.up(wrong)

    assert load_rig(tmp_path) is None


@pytest.mark.podman
def test_a_named_network_is_joined_and_stays(tmp_path: Path, settings: Settings) -> None:
    """A rig on a network of somebody else's leaves it behind."""
    name = f"test-of-stackrig-{os.getpid()}"
    named = dataclasses.replace(settings, root=tmp_path, network=name)
    with docker_client(require_daemon()) as client:
        network = client.networks.create(name)
        try:
            found = rig.run_stage(named, "db")
            assert found.network
            assert (found.network.name, found.network.is_ours) == (name, False)
            network.reload()
            assert found.postgres
            assert network.containers == [client.containers.get(found.postgres.container_name)]
            rig.teardown(named)
            assert client.networks.list(names=[name]) == [network]
        finally:
            rig.teardown(named)
            network.remove()


def test_teardown_leaves_nothing(tmp_path: Path, settings: Settings) -> None:
    """Containers, Lambdas, the network and the sessions' folders are gone."""
    other = dataclasses.replace(settings, root=tmp_path)
    found = rig.up(other)
    assert ask(found, "/albums?limit=1").status_code == 200

    rig.teardown(other)

    assert [name for session in found.sessions for name in of_session(session.id)] == []
    assert [session.folder for session in found.sessions if session.folder.exists()] == []


def test_a_rig_whose_folder_is_gone_is_found_and_removed(tmp_path: Path, settings: Settings) -> None:
    """A cleaner of temporary files takes a session's folder; its containers are told by doctor, and torn down."""
    other = dataclasses.replace(settings, root=tmp_path)
    (session,) = rig.run_stage(other, "db").sessions
    shutil.rmtree(session.folder)

    (lost,) = CHECKS["leftovers in Docker"](other)
    (unknown,) = CHECKS["leftovers in Docker"](dataclasses.replace(settings, root=tmp_path / "elsewhere"))
    with pytest.raises(StackrigError, match=f"the log of container stackrig-{session.id}-db can't be copied"):
        addresses.logs(load_rig(tmp_path) or Rig())
    rig.teardown(other)

    assert lost.found == f"2 objects in Docker of a session whose folder is gone: {session.folder}"
    assert lost.remedies == ("invoke teardown",)
    assert unknown.remedies == (f"docker rm -fv stackrig-{session.id}-db; docker network rm stackrig-{session.id}",)
    assert of_session(session.id) == []


@pytest.mark.podman
def test_a_killed_run_leaves_nothing(tmp_path: Path, up: Rig) -> None:
    """After SIGKILL in the middle of a test its Lambda containers and all else are gone within 15 s; others stay."""
    (tmp_path / "test_api.py").write_text(TEST, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-s", "-q", "-p", "no:cacheprovider", "test_api.py"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "STACKRIG_DATABASE_IMAGE": POSTGRES,
        "STACKRIG_LOCALSTACK_IMAGE": LOCALSTACK,
    }
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = next(line for line in process.stdout if line.startswith("NETWORK"))
        session_id = line.split()[1].removeprefix("stackrig-")
        assert len(of_session(session_id)) >= 4  # network, database, LocalStack and a Lambda
        process.send_signal(signal.SIGKILL)

    eventually(lambda: of_session(session_id) == [], PROMISE)
    assert of_session(up.sessions[0].id) != []


def test_from_up_to_teardown_as_a_user_types_it(tmp_path: Path) -> None:
    """The curl line that `invoke up` prints answers as pasted; after `invoke teardown` Docker holds what it held."""
    before = everything()
    with invoke(tmp_path, "up") as up:
        printed, _ = up.communicate(timeout=120)
    try:
        (curl,) = [line for line in printed.splitlines() if line.strip().startswith("curl ")]
        answer = subprocess.run(["bash", "-c", f"{curl} --silent"], capture_output=True, text=True, check=True)
        assert json.loads(answer.stdout)["total"] == 347
        assert len(everything() - before) >= 4  # network, database, LocalStack and a Lambda
    finally:
        with invoke(tmp_path, "teardown") as teardown:
            teardown.communicate(timeout=120)

    assert teardown.returncode == 0
    assert everything() - before == set()


ATTACHED = """
import requests
from stackrig import to_localstack_url

def test_api(postgres, localstack, deployed):
    url = to_localstack_url(deployed.outputs["url"], localstack["port"])
    assert requests.get(f"{url}/albums?limit=1", timeout=60).json()["total"] == 347
    print("\\nSERVERS", postgres["container_name"], localstack["container_name"])
"""


@pytest.mark.podman
def test_step_by_step_with_a_test_run_attached(tmp_path: Path) -> None:
    """Each stage by a command of its own makes one rig, which a test run uses and leaves as it is."""
    before = everything()
    try:
        for stage in ("network", "db", "seed", "localstack", "deploy"):
            with invoke(tmp_path, stage) as task:
                printed, _ = task.communicate(timeout=180)
            assert task.returncode == 0, printed
        (tmp_path / "test_api.py").write_text(ATTACHED, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-s", "-q", "-p", "no:cacheprovider", "test_api.py"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        (line,) = [line for line in done.stdout.splitlines() if line.startswith("SERVERS")]
        assert set(line.split()[1:]) <= everything() - before
    finally:
        with invoke(tmp_path, "teardown") as teardown:
            teardown.communicate(timeout=120)

    assert everything() - before == set()


@pytest.mark.parametrize("moment", ["network    done", "db         done", "deploy     created"])
def test_a_killed_up_leaves_nothing(tmp_path: Path, moment: str) -> None:
    """After SIGKILL while `invoke up` is at work, all it has in Docker is gone within 15 s."""
    before = everything()
    with invoke(tmp_path, "up") as up:
        assert up.stdout
        next(line for line in up.stdout if line.startswith(moment))
        started = everything() - before
        up.kill()

    assert started
    eventually(lambda: everything() - before == set(), PROMISE)
    with invoke(tmp_path, "teardown") as teardown:
        assert teardown.communicate(timeout=60)[0].splitlines()[-1] == "nothing to remove"


@pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws")
def test_an_instance_of_rds_is_a_database_of_the_container(settings: Settings, tmp_path: Path) -> None:
    """A function in a container reads and writes the instance's rows over TLS, at the address its program was given."""
    up = rig.up(settings)  # earlier tests have ended its servers
    assert up.postgres
    assert up.localstack
    ours = Settings(root=tmp_path, project="rds-api", stack="test", database="shop")
    with administration(up.postgres, "the database could not be made") as admin:
        create_database(admin, "rds_seeded")
        seeded = dataclasses.replace(
            up.postgres, database="rds_seeded", dsn=with_database(up.postgres.dsn, "rds_seeded")
        )
        with closing(psycopg2.connect(seeded.dsn)) as connection, connection, connection.cursor() as cursor:
            cursor.execute(";".join(SEEDS))

        live_through_rds_api(ours, new_account(up.localstack), seeded, tmp_path / "libraries")

        drop_if_exists(admin, "rds_seeded")
