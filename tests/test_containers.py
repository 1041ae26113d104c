"""Networks and containers on a real Docker daemon, and what becomes of them when their session ends."""

import dataclasses
import io
import json
import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import pytest
import requests
from botocore.config import Config

from stackrig.containers import container as container_module
from stackrig.containers import removal
from stackrig.containers.api import Daemon
from stackrig.containers.container import Container, describe_end, remove_container
from stackrig.containers.daemon import require_daemon
from stackrig.containers.images import docker_client
from stackrig.containers.logs import read_log, read_log_since
from stackrig.containers.networks import Network, is_there, join_network, make_network, remove_network
from stackrig.containers.removal import SESSION_LABEL, TOOL_LABEL, remove_session, session_daemon
from stackrig.database.server import running_postgres, start_postgres
from stackrig.emulator.releases import PYTHONS, image_of, title_of
from stackrig.emulator.server import AwsEndpoint, running_localstack, start_localstack
from stackrig.emulator.sessions import EndpointSession
from stackrig.errors import StartError, TeardownError
from stackrig.leases import end_session, new_session
from stackrig.processes import Session
from stackrig.settings import Settings
from tests.waiting import eventually

pytestmark = [pytest.mark.docker]

PROMISE = 60.0  # seconds within which everything a killed session has in Docker is gone
LOCALSTACK, LAMBDA = "localstack/localstack:4.14.0", "stackrig-stand-in/lambda:python3.12"
POSTGRES = Settings(root=Path.cwd(), database_image="postgres:17", localstack_image=LOCALSTACK)

OWNER = """
import sys, time
from pathlib import Path
from stackrig.containers.networks import make_network
from stackrig.containers.daemon import require_daemon
from stackrig.database.server import start_postgres
from stackrig.leases import new_session
from stackrig.settings import Settings
session = new_session()
network = make_network(require_daemon(), session)
start_postgres(Settings(root=Path.cwd(), database_image="postgres:17", database_storage="volume"), session, network)
print(session.id, session.folder, flush=True)
time.sleep(300)
"""


@pytest.fixture(scope="module", autouse=True)
def docker_is_left_as_it_was() -> Iterator[None]:
    """Fail when a container, network or volume of stackrig's is there that wasn't before."""
    try:
        daemon = require_daemon()
    except StartError:
        yield  # every test is skipped
        return
    before = ours(daemon)
    yield
    assert ours(daemon) - before == set()


@pytest.fixture(scope="module")
def daemon() -> Daemon:
    """Return the daemon of these tests."""
    return require_daemon()


@pytest.fixture
def session() -> Iterator[Session]:
    """Yield a session of a test's own."""
    session = new_session()
    yield session
    end_session(session)


@pytest.fixture
def network(daemon: Daemon, session: Session) -> Network:
    """Return a network of the session's; it goes with the session."""
    return make_network(daemon, session)


def ours(daemon: Daemon, label: str = TOOL_LABEL) -> set[str]:
    """Return the names of all containers, networks and volumes with a label."""
    with docker_client(daemon) as client:
        kinds = (client.networks, client.volumes)
        named = {str(found.name) for kind in kinds for found in kind.list(filters={"label": label})}
        return named | {
            str(found.name) for found in client.containers.list(all=True, filters={"label": label}, ignore_removed=True)
        }


def setting(dsn: str, name: str) -> str:
    with closing(psycopg2.connect(dsn)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", (name,))
        return str((cursor.fetchone() or [""])[0])


# --- networks -------------------------------------------------------------------------------------------------------


def test_a_network_of_the_rigs_own(daemon: Daemon, session: Session) -> None:
    """The rig's network is a bridge with the session's label; removing it twice is safe."""
    network = make_network(daemon, session)
    with docker_client(daemon) as client:
        found = client.networks.get(network.id)
        assert (found.attrs["Driver"], found.attrs["Labels"][SESSION_LABEL]) == ("bridge", session.id)
    assert is_there(network)

    remove_network(network)
    remove_network(network)

    assert not is_there(network)


def test_a_joined_network_is_left_alone(daemon: Daemon, network: Network) -> None:
    """A network that somebody else made is joined by its name and never removed."""
    joined = join_network(daemon, network.name)

    remove_network(joined)

    assert (joined.id, joined.is_ours) == (network.id, False)
    assert is_there(network)


def test_a_network_that_is_not_there_is_named(daemon: Daemon) -> None:
    """A network that was asked for by a wrong name is an error with the command that makes it."""
    with pytest.raises(StartError, match="has no network no-such-network") as failure:
        join_network(daemon, "no-such-network")
    assert "docker network create no-such-network" in failure.value.report()


@pytest.mark.parametrize("name", ["bridge", "host", "none"])
def test_a_network_that_can_not_be_shared_is_refused(daemon: Daemon, name: str) -> None:
    """On Docker's own networks a Lambda could not reach the database by its name."""
    with pytest.raises(StartError, match=f"the network {name} of .* can't be joined") as failure:
        join_network(daemon, name)
    assert "STACKRIG_NETWORK=NAME" in failure.value.report()


def test_exhausted_address_pools_are_named(daemon: Daemon, session: Session) -> None:
    """When the daemon has no addresses left, the message has its words, the networks and how to get more addresses."""
    made: list[Network] = []

    def make_many() -> None:
        sessions = (Session(f"{session.id}-{number}", session.folder) for number in range(100))
        made.extend(make_network(daemon, mine) for mine in sessions)

    try:
        with pytest.raises(StartError, match="made no network stackrig-") as failure:
            make_many()
    finally:
        for network in made:
            remove_network(network)
    assert "default-address-pools" in failure.value.report()
    assert made[0].name in failure.value.report()


# --- the database ---------------------------------------------------------------------------------------------------


def test_a_database_in_a_container(session: Session, network: Network) -> None:
    """The database answers on 127.0.0.1 only, keeps its data in memory without durability, and leaves nothing."""
    with running_postgres(POSTGRES, session, network) as server:
        container = server.container
        assert container
        assert (server.container_name, server.container_port) == (container.name, 5432)
        assert [setting(server.dsn, name) for name in ("fsync", "synchronous_commit")] == ["off", "off"]
        assert setting(server.dsn, "data_directory").startswith("/stackrig-data")
        assert server.version.startswith("17")
        with docker_client(network.daemon) as client:
            found = client.containers.get(container.id)
            assert found.ports == {"5432/tcp": [{"HostIp": "127.0.0.1", "HostPort": str(server.host_port)}]}
            assert found.attrs["HostConfig"]["Tmpfs"] == {"/stackrig-data": ""}
            assert found.labels[SESSION_LABEL] == session.id
        listening = [link.laddr for link in psutil.net_connections("tcp") if link.status == "LISTEN" and link.laddr]
        assert [address.ip for address in listening if address.port == server.host_port] == ["127.0.0.1"]
        assert server.password not in repr(server)

    assert describe_end(container) == f"container {container.name} was removed"
    assert ours(network.daemon, f"{SESSION_LABEL}={session.id}") == {network.name}


def test_data_on_a_volume(daemon: Daemon, session: Session) -> None:
    """With the volume setting the data is on a volume with the session's label, removed with the container."""
    settings = Settings(root=Path.cwd(), database_image="postgres:17", database_storage="volume")

    with running_postgres(settings, session), docker_client(daemon) as client:
        (volume,) = client.volumes.list(filters={"label": f"{SESSION_LABEL}={session.id}"})
        assert volume.name == f"stackrig-{session.id}-db"

    assert ours(daemon, f"{SESSION_LABEL}={session.id}") == set()


def test_without_a_network_lambdas_reach_it_on_loopback(session: Session) -> None:
    """Beside an embedded LocalStack the handle's address is that of this machine."""
    with running_postgres(POSTGRES, session) as server:
        assert (server.container_name, server.container_port) == ("127.0.0.1", server.host_port)


def test_a_container_that_ends_fails_at_once(session: Session) -> None:
    """A server that can't start is reported with exit code and log; nobody waits for the time-out."""
    settings = Settings(root=Path.cwd(), database_image="postgres:17", database_username="pg_mine")

    with pytest.raises(StartError, match="ended with exit code 1 while it was starting") as failure:
        start_postgres(settings, session)

    assert 'superuser name "pg_mine" is disallowed' in failure.value.report()


def test_a_database_that_is_never_ready(session: Session) -> None:
    """At the time-out the error has the log's tail, and the container is gone."""
    settings = Settings(root=Path.cwd(), database_image="postgres:17", database_timeout=0.1)

    with pytest.raises(StartError, match=r"was not ready after 0\.1 s") as failure:
        start_postgres(settings, session)

    assert "last lines of container stackrig-" in failure.value.report()
    assert ours(require_daemon(), f"{SESSION_LABEL}={session.id}") == set()


ELSEWHERE = """
from pathlib import Path
from stackrig.containers import readiness
from stackrig.database.server import start_postgres
from stackrig.errors import StartError
from stackrig.leases import end_session, new_session
from stackrig.settings import Settings
readiness.REACH_TIMEOUT = 1.0
session = new_session()
try:
    start_postgres(Settings(root=Path.cwd(), database_image="postgres:17"), session)
except StartError as error:
    print(error.report())
finally:
    end_session(session)
"""


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="root makes networks, by unshare")
def test_a_daemon_whose_ports_are_out_of_reach() -> None:
    """In another network, as in a container that shares the daemon's socket, that is told before the time-out."""
    in_network = ["unshare", "--net", "sh", "-c", 'ip link set lo up; exec "$@"', "sh"]
    done = subprocess.run([*in_network, sys.executable, "-c", ELSEWHERE], capture_output=True, text=True, check=True)

    assert "can't reach ports of its daemon's containers: 127.0.0.1:" in done.stdout
    assert "--database-image=embedded" in done.stdout


@pytest.mark.docker("postgis/postgis:17-3.5")
def test_a_container_that_is_removed_fails_at_once(session: Session) -> None:
    """A wait for a container that another process removes fails at once instead of timing out."""
    settings = Settings(root=Path.cwd(), database_image="postgis/postgis:17-3.5")
    failed: list[BaseException] = []

    def start() -> None:
        try:
            start_postgres(settings, session)
        except StartError as error:
            failed.append(error)

    starter = threading.Thread(target=start)
    starter.start()
    eventually(lambda: ours(require_daemon(), f"{SESSION_LABEL}={session.id}"), 10)
    remove_session(session)
    starter.join(10)

    assert not starter.is_alive()
    assert "stackrig-" in str(failed[0])


def test_a_log_is_read_since_a_moment(session: Session) -> None:
    """However much was written since, and nothing of before: lines longer than an entry of the daemon's included."""
    settings = Settings(root=Path.cwd(), database_image="postgres:17")
    with running_postgres(settings, session) as server, closing(psycopg2.connect(server.dsn)) as connection:
        container = server.container
        assert container
        notices = "DO $$ BEGIN FOR n IN 1..%s LOOP RAISE LOG 'line % of %s', n; END LOOP; END $$"
        with connection.cursor() as cursor:
            cursor.execute("SET log_min_error_statement = panic")  # or each line would have its statement after it
            cursor.execute(notices.replace("%s", "20", 1).replace("%s", "before"))
            eventually(lambda: "line 20 of before" in read_log(container), 30)
            moment = time.time()
            cursor.execute(notices.replace("%s", "1500", 1).replace("%s", "x" * 20_000 + "after"))
        eventually(lambda: "line 1500 of" in read_log_since(container, moment), 30)
        text = read_log_since(container, moment)

    assert text.count("after\n") == 1500
    assert "before" not in text


def test_a_taken_port_is_named(session: Session) -> None:
    """A port that is asked for and taken is told with the option that gives another."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        settings = Settings(root=Path.cwd(), database_image="postgres:17", database_port=port)

        with pytest.raises(StartError, match=f"can't have port {port}") as failure:
            start_postgres(settings, session)

    assert "--database-port=0" in failure.value.report()
    assert ours(require_daemon(), f"{SESSION_LABEL}={session.id}") == set()


# --- LocalStack -----------------------------------------------------------------------------------------------------


@pytest.mark.docker(LOCALSTACK)
def test_a_localstack_in_a_container(session: Session, network: Network) -> None:
    """The container serves on 127.0.0.1, and knows its own name and the network and labels of its Lambdas."""
    with running_localstack(POSTGRES, session, network) as endpoint:
        info = requests.get(f"{endpoint.endpoint_url}/_localstack/info", timeout=10).json()
        assert endpoint.container
        assert (info["version"], info["session_id"]) == (endpoint.version, endpoint.boot_id)
        assert (endpoint.container_name, endpoint.container_port) == (f"stackrig-{session.id}-localstack", 4566)
        with docker_client(network.daemon) as client:
            variables = client.containers.get(endpoint.container_id).attrs["Config"]["Env"]
        assert f"LAMBDA_DOCKER_NETWORK={network.name}" in variables
        assert "DISABLE_EVENTS=1" in variables
        assert any(f"--label {SESSION_LABEL}={session.id}" in variable for variable in variables)
        container = endpoint.container
        eventually(lambda: "Ready." in read_log(container), 30)  # said after the services of the rig are loaded
        hooks = requests.get(f"{endpoint.endpoint_url}/_localstack/init/ready", timeout=10).json()["scripts"]
        states = {hook["name"]: hook["state"] for hook in hooks}
        assert states == {f"stackrig_{name}.py": "SUCCESSFUL" for name in ("warming", "ahead", "images", "ends")}
        assert "ERROR" not in read_log(container)
        check_dynamodb(EndpointSession(endpoint))


def check_dynamodb(aws: EndpointSession) -> None:
    """Show an answer that the plugin mends: moto alone counts in floats."""
    table = aws.resource("dynamodb").create_table(
        TableName="counts",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    for _ in range(3):
        table.update_item(
            Key={"pk": "a"}, UpdateExpression="ADD price :p", ExpressionAttributeValues={":p": Decimal("0.1")}
        )
    assert table.get_item(Key={"pk": "a"})["Item"]["price"] == Decimal("0.3")


OTHERS = [image_of(version) for version in PYTHONS if image_of(version) != LOCALSTACK]


@pytest.mark.parametrize("image", [pytest.param(image, marks=pytest.mark.docker(image)) for image in OTHERS])
def test_each_version_takes_the_plugin(session: Session, image: str) -> None:
    """An image of every version that stackrig was tried with answers as the embedded LocalStack does."""
    with running_localstack(dataclasses.replace(POSTGRES, localstack_image=image), session) as endpoint:
        check_dynamodb(EndpointSession(endpoint))


@pytest.mark.docker(LOCALSTACK)
def test_an_image_of_an_unknown_version_is_used_as_it_is(
    daemon: Daemon, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    """An image whose version stackrig was not tried with gets no plugin, and that is said."""
    image = f"stackrig-test/localstack:{session.id}"
    with docker_client(daemon) as client:
        client.images.get(LOCALSTACK).tag(image)
        try:
            with caplog.at_level(logging.WARNING, "stackrig"):
                endpoint = start_localstack(dataclasses.replace(POSTGRES, localstack_image=image), session)
            assert endpoint.container
            variables = client.containers.get(endpoint.container_id).attrs["Config"]["Env"]
            remove_container(endpoint.container)
        finally:
            client.images.remove(image, force=True)

    known = ", ".join(map(title_of, PYTHONS))
    assert f"{image} is used as it is: only in {known} does stackrig correct answers" in caplog.text
    assert not [variable for variable in variables if variable.startswith("PYTHONPATH=/opt/stackrig")]


SLEEPER = """
import time

def handler(event, context):
    if event:
        open("/tmp/asleep", "w").close()
    time.sleep(event)
    return "alive"
"""


@pytest.mark.docker(LOCALSTACK, LAMBDA)
def test_a_function_whose_container_was_killed_is_started_again(
    daemon: Daemon, session: Session, network: Network
) -> None:
    """The request that it was answering fails at once as on AWS; the next one starts another container."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as code:
        code.writestr("handler.py", SLEEPER)

    def containers(client: Any) -> list[Any]:
        found = client.containers.list(filters={"label": f"{SESSION_LABEL}={session.id}"})
        return [container for container in found if "-lambda-" in str(container.name)]

    def kill(*, asleep: bool = False) -> None:
        with docker_client(daemon) as client:
            look = ["test", "-e", "/tmp/asleep"]  # noqa: S108  # in the function's container
            if asleep:
                eventually(lambda: any(container.exec_run(look).exit_code == 0 for container in containers(client)))
            for container in containers(client):
                container.kill()

    with running_localstack(POSTGRES, session, network) as endpoint:
        client = EndpointSession(endpoint).client("lambda", config=Config(retries={"total_max_attempts": 1}))
        client.create_function(
            FunctionName="f",
            Runtime="python3.12",
            Role="arn:aws:iam::000000000000:role/r",
            Handler="handler.handler",
            Code={"ZipFile": archive.getvalue()},
            Timeout=900,
        )
        client.get_waiter("function_active_v2").wait(FunctionName="f", WaiterConfig={"Delay": 1})
        assert client.invoke(FunctionName="f", Payload=b"0")["Payload"].read() == b'"alive"'
        kill()
        eventually(lambda: "the next request starts another" in read_log(known_container(endpoint)))
        assert client.invoke(FunctionName="f", Payload=b"0")["Payload"].read() == b'"alive"'

        threading.Thread(target=kill, kwargs={"asleep": True}).start()
        answer = client.invoke(FunctionName="f", Payload=b"1000")
        assert json.loads(answer["Payload"].read())["errorType"] == "Runtime.ExitError"


def known_container(endpoint: AwsEndpoint) -> Container:
    assert endpoint.container
    return endpoint.container


@pytest.mark.docker(LOCALSTACK)
def test_a_runtime_whose_image_can_not_be_pulled_is_named(session: Session) -> None:
    """A function fails with its runtime's image and what the daemon said of it; LocalStack's own error is empty."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as code:
        code.writestr("handler.py", "")
    with running_localstack(POSTGRES, session) as endpoint:
        client = EndpointSession(endpoint).client("lambda")
        role = "arn:aws:iam::000000000000:role/r"
        client.create_function(
            FunctionName="f", Runtime="java21", Role=role, Handler="h.h", Code={"ZipFile": archive.getvalue()}
        )
        eventually(lambda: client.get_function(FunctionName="f")["Configuration"]["State"] == "Failed", 60)
        reason = client.get_function(FunctionName="f")["Configuration"]["StateReason"]

    image = "stackrig-stand-in/lambda:java21"
    assert re.search(rf"the image {image} is not on the Docker daemon and can't be pulled: \S", reason)


@pytest.mark.docker(LOCALSTACK)
def test_a_daemon_without_a_socket(session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """LocalStack needs its daemon's socket; where that is not, nothing is made in its place and the error says so."""
    monkeypatch.setattr(container_module, "socket_path", lambda _: str(tmp_path / "docker.sock"))

    with pytest.raises(StartError, match="could not be started: ") as failure:
        start_localstack(POSTGRES, session)

    assert f"let the daemon listen on {tmp_path}/docker.sock too" in failure.value.report()
    assert not (tmp_path / "docker.sock").exists()
    assert ours(require_daemon(), f"{SESSION_LABEL}={session.id}") == set()


@pytest.mark.parametrize("token", ["", "ls-not-valid"])
def test_an_image_that_asks_for_a_token(
    daemon: Daemon, session: Session, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    """The last words of newer images become a remedy; a token that is set is passed on, never shown."""
    monkeypatch.setenv("LOCALSTACK_AUTH_TOKEN", token)
    image = f"stackrig-test/asks-for-a-token:{session.id}"
    with docker_client(daemon) as client:
        client.images.build(fileobj=io.BytesIO(ASKS_FOR_A_TOKEN), tag=image, rm=True)
    try:
        with pytest.raises(StartError, match=f"{image} requires the token of a LocalStack account") as failure:
            start_localstack(Settings(root=Path.cwd(), localstack_image=image), session)
    finally:
        with docker_client(daemon) as client:
            client.images.remove(image, force=True)

    assert ("was not accepted" if token else "LOCALSTACK_AUTH_TOKEN is not set") in str(failure.value)
    assert f"the token has {len(token)} letters" in failure.value.report()
    assert "--localstack-image=localstack/localstack:4.14.0" in failure.value.report()


# As localstack/localstack:2026.3 ends: https://github.com/microcks/microcks/issues/2008
ASKS_FOR_A_TOKEN = rb"""
FROM postgres:17
ENTRYPOINT ["bash", "-c", "echo the token has ${#LOCALSTACK_AUTH_TOKEN} letters; \
  echo Localstack returning with exit code 55. Reason: The license activation failed for the following reason: \
  No credentials were found in the environment. Please make sure to either set the LOCALSTACK_AUTH_TOKEN variable.; \
  exit 55"]
"""


# --- sessions -------------------------------------------------------------------------------------------------------


@pytest.fixture
def owner() -> Iterator[tuple[subprocess.Popen[str], Session]]:
    """Yield a process that owns a session with a database, a volume and a network."""
    with subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        session_id, folder = process.stdout.readline().split()
        yield process, Session(session_id, Path(folder))
        process.kill()


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_everything_ends_with_its_owner(
    owner: tuple[subprocess.Popen[str], Session], network: Network, ending: signal.Signals
) -> None:
    """However the owner ends, its containers, volumes and networks are gone within 15 s; a neighbour's stay."""
    process, session = owner
    daemon = network.daemon
    assert len(ours(daemon, f"{SESSION_LABEL}={session.id}")) == 2  # the volume has the container's name

    process.send_signal(ending)

    eventually(lambda: ours(daemon, f"{SESSION_LABEL}={session.id}") == set(), PROMISE)
    eventually(lambda: not session.folder.exists(), PROMISE)
    assert is_there(network)


def test_a_session_without_containers_asks_no_daemon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that has not used Docker ends without Docker."""
    monkeypatch.setattr(removal, "call", lambda *_, **__: pytest.fail("the daemon was asked"))

    end_session(new_session())


def test_a_daemon_that_stopped_is_told(daemon: Daemon, session: Session, tmp_path: Path) -> None:
    """When the daemon does not answer, ending a session fails with what to do, and can be tried again."""
    make_network(daemon, session)
    marker = session.folder / removal.MARKER
    known = marker.read_text()
    marker.write_text(known.replace(daemon.host, f"unix://{tmp_path}/docker.sock"))

    with pytest.raises(TeardownError, match="can't be removed") as failure:
        end_session(session)

    assert "start the daemon, then: invoke teardown" in failure.value.report()
    assert session.folder.exists()
    marker.write_text(known)
    assert session_daemon(session) == daemon


def test_a_daemon_that_is_gone_for_good_is_no_hindrance(daemon: Daemon, session: Session, tmp_path: Path) -> None:
    """The daemon a test run had in a folder of its own went with all it held."""
    network = make_network(daemon, session)
    marker = session.folder / removal.MARKER
    marker.write_text(marker.read_text().replace(daemon.host, f"unix://{tmp_path}/gone/docker.sock"))

    end_session(session)

    assert not session.folder.exists()
    remove_network(network)


def test_removing_twice_is_harmless(session: Session) -> None:
    """A container that somebody has removed already counts as removed."""
    server = start_postgres(POSTGRES, session)
    assert server.container
    remove_container(server.container)
    remove_container(server.container)
    remove_session(session)


def test_nothing_is_made_for_a_session_that_has_ended(daemon: Daemon) -> None:
    """A thread that goes on after its session has ended makes nothing that nobody would remove."""
    ended = new_session()
    end_session(ended)

    with pytest.raises(OSError, match=str(ended.folder)):
        make_network(daemon, ended)

    assert ours(daemon, f"{SESSION_LABEL}={ended.id}") == set()
