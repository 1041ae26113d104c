"""The HTTP API of a container engine, Docker's or Podman's: https://docs.docker.com/reference/api/engine/.

The Docker SDK takes ten times as long to import as the standard library's HTTP client. Only pulling needs it, for the
credentials of registries, see `images`.
"""

import http.client
import json
import socket
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from stackrig.errors import StartError

LOOPBACK = "127.0.0.1"
LOOPBACK_HOSTS = ("localhost", LOOPBACK, "::1")
PLAIN_PORT, TLS_PORT = 2375, 2376  # of a daemon that listens on TCP
PROBE_TIMEOUT = 1.5  # seconds a daemon has to say that it is there
API_TIMEOUT = 120.0  # seconds
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
    timeout: float = PROBE_TIMEOUT,
) -> Answer:
    """Send a request and return its answer, whatever its status.

    Args:
        value: sent as JSON.
        content: sent as a tar archive.
        timeout: seconds.

    Raises:
        OSError or http.client.HTTPException: the daemon does not answer.
    """
    with _answered(daemon, path, method=method, value=value, content=content, timeout=timeout) as answer:
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
    """Yield the pieces of output that a container or a program in it writes, as they come.

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
    """Tell whether something listens on a port of this machine's 127.0.0.1, or as good as that."""
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
    with closing(_connection(daemon, timeout)) as connection:
        connection.request(method, path, body, {} if body is None else {"Content-Type": kind})
        yield connection.getresponse()


def _engine_of(answer: http.client.HTTPResponse) -> str:
    return "Podman" if answer.getheader("Libpod-API-Version") else "Docker"


def _pieces(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """Yield what is between the headers of a multiplexed stream ("Stream format" of the API's reference)."""
    while len(header := answer.read(FRAME_HEADER.size)) == FRAME_HEADER.size:
        yield answer.read(FRAME_HEADER.unpack(header)[1])


def _connection(daemon: Daemon, timeout: float | None) -> http.client.HTTPConnection:
    address = urlsplit(daemon.host)
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
    """Return the machine an address names; without one it is this machine."""
    return address.hostname or LOOPBACK


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
