"""The HTTP API of a container engine, Docker's or Podman's: https://docs.docker.com/reference/api/engine/.

The Docker SDK takes ten times as long to import as the standard library's HTTP client. Only pulling needs it, for the
credentials of registries, see `images`.
"""

import http.client
import json
import os
import socket
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from stackrig.errors import StartError
from stackrig.folders import cache_folder

LOOPBACK = "127.0.0.1"
LOOPBACK_HOSTS = ("localhost", LOOPBACK, "::1")
PLAIN_PORT, TLS_PORT = 2375, 2376  # the ports on which daemons listen
PROBE_TIMEOUT = 1.5  # seconds within which a daemon must answer that it is there
SSH_TIMEOUT = 10.0  # seconds for a daemon on another machine, where a login may come first
API_TIMEOUT = 120.0  # seconds
SSH_PERSISTENCE = 30  # seconds that a login serves further requests: a login takes longer than most requests
CONTROL_NAME = 1 + 40 + 17  # characters ssh adds to a folder: a slash, the digest %C, and a suffix while it binds
LONGEST_SOCKET = 103  # characters in a socket's path, on macOS
FRAME_HEADER = struct.Struct(">BxxxL")  # the stream's number and the length, before each piece of output


@dataclass(frozen=True, slots=True)
class Daemon:
    """Name a container engine's daemon by its address and by what named it: a variable, a context, a default socket.

    `certificates` is the folder with ca.pem, cert.pem and key.pem of one behind TLS. `engine` is "Docker" or "Podman":
    a guess until the daemon has answered.
    """

    host: str
    source: str
    certificates: str = ""
    engine: str = "Docker"

    def __str__(self) -> str:
        """Return the engine, its address and where the address comes from, as messages show it."""
        return f"{self.engine} at {self.host} ({self.source})"


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold a daemon's answer: its status, its body, and which engine sent it."""

    status: int
    body: bytes
    engine: str

    @property
    def is_ok(self) -> bool:
        """Tell whether the daemon did what it was asked."""
        return self.status < http.client.BAD_REQUEST

    @property
    def is_missing(self) -> bool:
        """Tell whether the daemon has no such thing."""
        return self.status == http.client.NOT_FOUND

    @property
    def text(self) -> str:
        """Return the daemon's own message, or else the whole body."""
        text = self.body.decode("utf-8", "replace").strip()
        with suppress(ValueError, LookupError, TypeError):
            return str(json.loads(text)["message"]).strip()
        return text or f"status {self.status}"

    def json(self) -> Any:
        """Return the decoded body."""
        return json.loads(self.body)


def ask(
    daemon: Daemon,
    path: str,
    *,
    method: str = "GET",
    value: object = None,
    content: bytes | None = None,
    timeout: float | None = None,
) -> Answer:
    """Send a request and return its answer, whatever its status.

    Args:
        value: sent as JSON.
        content: sent as a tar archive.
        timeout: seconds; by default those in which the daemon must say that it is there, see `probe_timeout`.

    Raises:
        OSError or http.client.HTTPException: the daemon does not answer.
    """
    limit = timeout or probe_timeout(daemon)
    with _answered(daemon, path, method=method, value=value, content=content, timeout=limit) as answer:
        return Answer(answer.status, answer.read(), _engine_of(answer))


def call(
    daemon: Daemon, path: str, *, method: str = "GET", value: object = None, content: bytes | None = None
) -> Answer:
    """Send a request as `ask` does; return its answer within `API_TIMEOUT`.

    Raises:
        StartError: the daemon does not answer.
    """
    try:
        return ask(daemon, path, method=method, value=value, content=content, timeout=API_TIMEOUT)
    except (OSError, http.client.HTTPException) as error:
        raise StartError(f"{daemon} does not answer: {error}") from error


@contextmanager
def output_of(
    daemon: Daemon, path: str, *, method: str = "GET", value: object = None, timeout: float | None = API_TIMEOUT
) -> Iterator[Iterator[bytes]]:
    """Yield the pieces of output that a container, or a program in it, writes, as they come.

    Raises:
        StartError: the daemon refuses, or does not answer.
    """
    try:
        with _answered(daemon, path, method=method, value=value, content=None, timeout=timeout) as answer:
            if answer.status >= http.client.BAD_REQUEST:
                raise StartError(f"{daemon} failed: {Answer(answer.status, answer.read(), '').text}")
            yield _pieces(answer)
    except (OSError, http.client.HTTPException) as error:
        raise StartError(f"{daemon} does not answer: {error}") from error


def listens(port: int, *, timeout: float = PROBE_TIMEOUT) -> bool:
    """Tell whether something listens on a port of 127.0.0.1 on this machine, or behaves as if it did."""
    with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=timeout):
        return True
    return False


def certificate_files(daemon: Daemon) -> tuple[str, str, str]:
    """Return the files of the authority's certificate, the client's certificate and its key."""
    return f"{daemon.certificates}/ca.pem", f"{daemon.certificates}/cert.pem", f"{daemon.certificates}/key.pem"


@contextmanager
def _answered(
    daemon: Daemon, path: str, *, method: str, value: object, content: bytes | None, timeout: float | None
) -> Iterator[http.client.HTTPResponse]:
    body = content if value is None else json.dumps(value).encode()
    kind = "application/x-tar" if value is None else "application/json"
    with _connection(daemon, timeout) as connection:
        connection.request(method, path, body, {} if body is None else {"Content-Type": kind})
        yield connection.getresponse()


def _engine_of(answer: http.client.HTTPResponse) -> str:
    return "Podman" if answer.getheader("Libpod-API-Version") else "Docker"


def _pieces(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """Yield what is between the headers of a multiplexed stream ("Stream format" in the API's reference)."""
    while len(header := answer.read(FRAME_HEADER.size)) == FRAME_HEADER.size:
        yield answer.read(FRAME_HEADER.unpack(header)[1])


def _connection(daemon: Daemon, timeout: float | None) -> AbstractContextManager[http.client.HTTPConnection]:
    address = urlsplit(daemon.host)
    if address.scheme == "ssh":
        return _ssh_connection(address, timeout)
    return closing(_direct_connection(daemon, address, timeout))


@contextmanager
def _ssh_connection(address: SplitResult, timeout: float | None) -> Iterator[http.client.HTTPConnection]:
    """Yield a connection to what Docker's client, run over ssh, connects to the daemon of its machine.

    Raises:
        ConnectionError: with what ssh or that client has said.
    """
    place = ["--host", f"unix://{address.path}"] if address.path.strip("/") else []
    command = [*ssh_command(address), "docker", *place, "system", "dial-stdio"]
    ours, theirs = socket.socketpair()
    ours.settimeout(timeout)
    with tempfile.TemporaryFile() as errors, ours:
        with theirs:
            handle = theirs.fileno()
            process = subprocess.Popen(command, stdin=handle, stdout=handle, stderr=errors, start_new_session=True)
        connection = http.client.HTTPConnection("docker", timeout=timeout)
        connection.sock = ours
        try:
            yield connection
        except (http.client.HTTPException, ConnectionError) as error:
            errors.seek(0)
            raise ConnectionError(errors.read().decode("utf-8", "replace").strip() or str(error)) from error
        finally:
            process.terminate()
            process.wait()


def _direct_connection(daemon: Daemon, address: SplitResult, timeout: float | None) -> http.client.HTTPConnection:
    if address.scheme == "unix":
        return _SocketConnection(address.path, timeout)
    host, port = host_of(address), address.port or (TLS_PORT if daemon.certificates else PLAIN_PORT)
    if not daemon.certificates:
        return http.client.HTTPConnection(host, port, timeout=timeout)
    import ssl  # some Pythons have none

    ca, certificate, key = certificate_files(daemon)
    context = ssl.create_default_context(cafile=ca)
    context.load_cert_chain(certificate, key)
    return http.client.HTTPSConnection(host, port, timeout=timeout, context=context)


def host_of(address: SplitResult) -> str:
    """Return the machine that an address names; an address without one means this machine."""
    return address.hostname or LOOPBACK


def is_elsewhere(daemon: Daemon) -> bool:
    """Tell whether a daemon is on another machine, whose loopback is not ours."""
    address = urlsplit(daemon.host)
    return address.scheme == "ssh" or (address.scheme != "unix" and host_of(address) not in LOOPBACK_HOSTS)


def probe_timeout(daemon: Daemon) -> float:
    """Return the seconds within which a daemon must answer that it is there."""
    return SSH_TIMEOUT if is_elsewhere(daemon) else PROBE_TIMEOUT


def ssh_command(address: SplitResult, *options: str, is_shared: bool = True) -> list[str]:
    """Return the command that logs in to the machine of an ssh:// address, without ever asking the user anything.

    Args:
        is_shared: use a login that serves other requests too (ControlMaster in ssh_config(5)), or one of its own.
    """
    settings = {"BatchMode": "yes", "ConnectTimeout": f"{SSH_TIMEOUT:.0f}"}
    settings |= _sharing() if is_shared else {"ControlPath": "none"}
    words = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]
    port = ["-p", str(address.port)] if address.port else []
    user = ["-l", address.username] if address.username else []
    return ["ssh", "-T", *words, *options, *port, *user, "--", host_of(address)]


def _sharing() -> dict[str, str]:
    """Return ssh's settings for sharing a login; none where the path of its socket would be too long."""
    folder = cache_folder() / "ssh"
    folder.mkdir(mode=0o700, exist_ok=True)
    if len(os.fsencode(folder)) + CONTROL_NAME > LONGEST_SOCKET:
        return {"ControlPath": "none"}
    return {"ControlMaster": "auto", "ControlPath": f"{folder}/%C", "ControlPersist": str(SSH_PERSISTENCE)}


class _SocketConnection(http.client.HTTPConnection):
    """Speak HTTP over a Unix socket."""

    def __init__(self, path: str, timeout: float | None) -> None:
        super().__init__("docker", timeout=timeout)
        self.path = path

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)
