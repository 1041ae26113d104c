"""Rigs on a daemon of another machine, over TLS and over ssh: the client is in a network namespace of the test's own.

From there the daemon's machine has another address, and its loopback can't be reached.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from stackrig.containers.api import Daemon
from stackrig.containers.daemon import require_daemon
from stackrig.containers.images import docker_client
from stackrig.containers.removal import SESSION_LABEL
from stackrig.folders import cache_folder
from stackrig.waiting import wait_until
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[1]
POSTGRES, LOCALSTACK = "postgres:17", "localstack/localstack:4.14.0"
PROGRAMS = ("ip", "openssl", "sshd", "ssh", "ssh-keygen")

pytestmark = [
    pytest.mark.docker(POSTGRES, LOCALSTACK),
    pytest.mark.skipif(os.geteuid() != 0, reason="root makes network namespaces"),
    pytest.mark.skipif(
        not all(shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") for name in PROGRAMS),
        reason=f"the test takes {', '.join(PROGRAMS)}",
    ),
]

# What a client does with a rig; it prints the address of each server, a row and what is left of its session.
CLIENT = f"""
import sys
from pathlib import Path
from stackrig.emulator.sessions import EndpointSession
from stackrig.rig import addresses
from stackrig.rig import project as rig
from stackrig.settings import Settings
import psycopg2
settings = Settings(root=Path(sys.argv[1]), seed=("{ROOT}/sql",), database_image="{POSTGRES}",
                    localstack_image="{LOCALSTACK}", localstack_services="sqs,sts")
try:
    for stage in sys.argv[2:]:
        found = rig.run_stage(settings, stage)
    assert rig.run_stage(settings, "db").postgres == found.postgres
    connection = psycopg2.connect(found.postgres.dsn)
    cursor = connection.cursor()
    cursor.execute("SELECT current_setting('fsync')")
    log = addresses.logs(found)["db"].read_text()
    print("ANSWERS", found.postgres.host, *cursor.fetchone(), "ready to accept connections" in log)
    if found.localstack:
        queue = EndpointSession(found.localstack).client("sqs").create_queue(QueueName="far")
        print("ANSWERS", found.localstack.endpoint_url.rpartition(":")[0], queue["QueueUrl"].rpartition("/")[2])
    print("SESSIONS", *(session.id for session in found.sessions))
    connection.close()
finally:
    rig.teardown(settings)
"""

# A daemon's TLS port: what it decrypts goes to the daemon's socket.
TLS_PORT = """
import asyncio, ssl, sys
host, folder, path = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
context.load_verify_locations(f"{folder}/ca.pem")
context.verify_mode = ssl.CERT_REQUIRED

async def copy(reader, writer):
    try:
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
    finally:
        writer.close()

async def forward(reader, writer):
    far_reader, far_writer = await asyncio.open_unix_connection(path)
    await asyncio.gather(copy(reader, far_writer), copy(far_reader, writer), return_exceptions=True)

async def main():
    server = await asyncio.start_server(forward, host, 2376, ssl=context)
    await server.serve_forever()

asyncio.run(main())
"""

CERTIFICATES = """
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca-key.pem -out ca.pem -subj /CN=test -addext keyUsage=keyCertSign
openssl req -newkey rsa:2048 -nodes -keyout key.pem -out request.pem -subj /CN=test
printf 'subjectAltName=IP:%s\nauthorityKeyIdentifier=keyid\n' "$1" > extensions
openssl x509 -req -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -out cert.pem -extfile extensions
"""

SSHD = """
Port 2222
ListenAddress {host}
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
"""

SSH = """
IdentityFile {folder}/key
IdentitiesOnly yes
UserKnownHostsFile {folder}/known_hosts
StrictHostKeyChecking yes
"""


@dataclass(frozen=True)
class Machine:
    """Name the namespace of a client, and the address at which the daemon's machine is reached from there."""

    namespace: str
    address: str
    daemon: Daemon


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    """Yield a network namespace that is joined to this machine by a cable of its own."""
    name, number = f"stackrig-{os.getpid()}", os.getpid() % 250 + 1
    here, there = f"sr{number}a", f"sr{number}b"
    with ExitStack() as undo:
        ip("netns", "add", name)
        undo.callback(ip, "netns", "delete", name)
        ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", name)
        undo.callback(ip, "link", "delete", here)
        ip("address", "add", f"10.246.{number}.1/24", "dev", here)
        ip("link", "set", here, "up")
        for command in (
            ["address", "add", f"10.246.{number}.2/24", "dev", there],
            ["link", "set", there, "up"],
            ["link", "set", "lo", "up"],
        ):
            ip("-netns", name, *command)
        yield Machine(name, f"10.246.{number}.1", require_daemon())


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, env={**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin"})


@contextmanager
def listening(command: list[str], address: str, port: int) -> Iterator[None]:
    """Run a server while the block runs, which starts when the server listens."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            wait_until(lambda: answers(address, port), what=command[0], timeout=PATIENCE)
            yield
        finally:
            process.terminate()


def answers(address: str, port: int) -> bool:
    with socket.create_connection((address, port), timeout=1):
        return True


def run_client(machine: Machine, folder: Path, variables: Mapping[str, str], *stages: str) -> list[str]:
    """Run CLIENT on the other machine; return its answers once all that it had there is gone."""
    project = folder / "project"
    project.mkdir()
    done = subprocess.run(
        ["/usr/sbin/ip", "netns", "exec", machine.namespace, sys.executable, "-c", CLIENT, project, *stages],
        env={**{name: value for name, value in os.environ.items() if name != "DOCKER_HOST"}, **variables},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    (sessions,) = [line for line in lines if line.startswith("SESSIONS")]
    with docker_client(machine.daemon) as client:
        for session in sessions.split()[1:]:
            left: dict[str, str | list[str] | bool] = {"label": f"{SESSION_LABEL}={session}"}
            assert client.containers.list(all=True, filters=left) + client.networks.list(filters=left) == []
    return [line.removeprefix("ANSWERS ") for line in lines if line.startswith("ANSWERS")]


def test_a_daemon_elsewhere_over_tls(machine: Machine, tmp_path: Path) -> None:
    """Ports are published at the daemon's address only, and reached here on 127.0.0.1."""
    subprocess.run(["sh", "-ec", CERTIFICATES, "sh", machine.address], cwd=tmp_path, capture_output=True, check=True)
    path = machine.daemon.host.removeprefix("unix://")
    with listening([sys.executable, "-c", TLS_PORT, machine.address, str(tmp_path), path], machine.address, 2376):
        printed = run_client(
            machine,
            tmp_path,
            {
                "DOCKER_HOST": f"tcp://{machine.address}:2376",
                "DOCKER_TLS_VERIFY": "1",
                "DOCKER_CERT_PATH": str(tmp_path),
            },
            "network",
            "db",
            "seed",
        )

    assert printed == ["127.0.0.1 off True"]


def test_a_daemon_elsewhere_over_ssh(machine: Machine, tmp_path: Path) -> None:
    """Ports stay on that machine's loopback, and tunnels of the session lead there; a login is shared by requests."""
    for name in ("key", "host_key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / name], check=True)
    host_key = (tmp_path / "host_key.pub").read_text()
    (tmp_path / "known_hosts").write_text(f"[{machine.address}]:2222 {host_key}")
    (tmp_path / "sshd_config").write_text(SSHD.format(host=machine.address, folder=tmp_path))
    (tmp_path / "ssh_config").write_text(SSH.format(folder=tmp_path))
    login, path = ["-p", "2222", f"root@{machine.address}"], machine.daemon.host.removeprefix("unix://")
    (tmp_path / "bin").mkdir()
    wrapper = tmp_path / "bin" / "ssh"  # ssh reads the configuration of the account, wherever HOME is
    wrapper.write_text(f'#!/bin/sh\nexec /usr/bin/ssh -F {tmp_path}/ssh_config "$@"\n')
    wrapper.chmod(0o755)
    Path("/run/sshd").mkdir(exist_ok=True)  # where sshd shuts its unprivileged half in
    with listening(["/usr/sbin/sshd", "-D", "-e", "-f", str(tmp_path / "sshd_config")], machine.address, 2222):
        variables = {
            "DOCKER_HOST": f"ssh://root@{machine.address}:2222{path}",
            "PATH": f"{tmp_path}/bin:{os.environ['PATH']}",
        }
        printed = run_client(machine, tmp_path, variables, "network", "db", "seed", "localstack")
        subprocess.run([wrapper, "-O", "exit", "-o", f"ControlPath={cache_folder()}/ssh/%C", *login], check=True)

    assert printed == ["127.0.0.1 off True", "http://127.0.0.1 far"]
