"""Docker's daemon: which one there is, what keeps it from answering, and the images it has or pulls."""

import hashlib
import http.client
import json
import logging
import os
import re
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from stackrig.errors import StartError
from stackrig.folders import home_folder

if TYPE_CHECKING:
    from docker import DockerClient

log = logging.getLogger("stackrig")

# What is the matter with a daemon that can't be asked, and what to do.
STOPPED = ("does not run", "start it: sudo systemctl start docker, or Docker Desktop")
UNTRUSTED = (
    "has no certificate that DOCKER_CERT_PATH vouches for",
    "make ca.pem and the others anew: Python 3.13 wants keyUsage in a CA's, authorityKeyIdentifier in the others",
)

LOOPBACK = "127.0.0.1"
LOOPBACK_HOSTS = ("localhost", LOOPBACK, "::1")
DEFAULT_SOCKET = "/var/run/docker.sock"
PLAIN_PORT, TLS_PORT = 2375, 2376  # of a daemon that listens on TCP
PROBE_TIMEOUT = 1.5  # seconds a daemon has to say that it is there
API_TIMEOUT = 120.0  # seconds
PROGRESS_PAUSE = 1.0  # seconds between two lines about a pull
MEGABYTE = 1_000_000

# What daemons and registries say, and what that means. The texts are of moby (daemon, libnetwork) and Docker Hub.
PULL_CAUSES = (
    (r"credentials store|docker-credential-", "the credential helper that Docker's config.json names does not work"),
    (r"toomanyrequests|too many requests|rate limit", "the registry's rate limit for this machine is used up"),
    (r"access denied|unauthorized|authentication required|denied:", "the registry denies it, or has no such image"),
    (r"no matching manifest", "there is no build of it for this machine's processor"),
    (r"manifest unknown|not found", "the registry has no such image"),
    (r"x509|certificate", "the registry's certificate is not trusted by the daemon"),
    (
        r"no such host|dial tcp|timeout|timed out|unreachable|connection refused|server misbehaving|EOF|canceled",
        "the daemon does not reach the registry",
    ),
    (r"no space left", "the daemon's disk is full"),
)


@dataclass(frozen=True, slots=True)
class Daemon:
    """Name a Docker daemon by its address and by what named it: a variable, a context, the default socket.

    `certificates` is the folder with ca.pem, cert.pem and key.pem for one behind TLS.
    """

    host: str
    source: str
    certificates: str = ""

    def __str__(self) -> str:
        """Return the address and where it comes from, as messages show it."""
        return f"{self.host} ({self.source})"


# --- the daemon -----------------------------------------------------------------------------------------------------


def find_daemon(environ: Mapping[str, str] = os.environ) -> Daemon | None:
    """Return the daemon that Docker's own client would use, or one on a socket in a user's place; None without one.

    In this order: DOCKER_HOST, DOCKER_CONTEXT, the current context, the default socket, a rootless daemon's, Docker
    Desktop's. Nothing is asked yet.

    Raises:
        StartError: a context is named that can't be read.
    """
    folder = Path(environ.get("DOCKER_CONFIG") or home_folder() / ".docker")
    if host := environ.get("DOCKER_HOST"):
        with_tls = not host.startswith("unix:") and environ.get("DOCKER_TLS_VERIFY")
        return Daemon(host, "DOCKER_HOST", (environ.get("DOCKER_CERT_PATH") or str(folder)) if with_tls else "")
    context = environ.get("DOCKER_CONTEXT") or read_json(folder / "config.json").get("currentContext", "")
    if context and context != "default":
        return _context_daemon(folder, context)
    runtime = environ.get("XDG_RUNTIME_DIR")
    places = (DEFAULT_SOCKET, f"{runtime}/docker.sock" if runtime else "", str(folder / "run" / "docker.sock"))
    return next((Daemon(f"unix://{path}", "default socket") for path in places if path and Path(path).exists()), None)


def require_daemon(environ: Mapping[str, str] = os.environ) -> Daemon:
    """Return the daemon that answers on this machine, known within 2 s and without importing the SDK.

    Raises:
        StartError: there is none, it is stopped, forbidden or silent, or it is on another machine.
    """
    daemon = find_daemon(environ)
    if not daemon:
        raise StartError(
            "there is no Docker daemon",
            evidence=f"looked at: DOCKER_HOST, the current context, {DEFAULT_SOCKET}, sockets of a user's own daemon",
            remedies=["install and start Docker", "DOCKER_HOST=unix:///path/of/docker.sock names a daemon elsewhere"],
        )
    if "://" not in daemon.host:
        raise StartError(
            f"{daemon.host!r} ({daemon.source}) is no address of a Docker daemon",
            remedies=[f"a socket: DOCKER_HOST=unix://{DEFAULT_SOCKET}", "a port: DOCKER_HOST=tcp://127.0.0.1:2375"],
        )
    address = urlsplit(daemon.host)
    if address.scheme == "ssh" or (address.scheme != "unix" and address.hostname not in LOOPBACK_HOSTS):
        raise StartError(
            f"the Docker daemon at {daemon} is on another machine, where the ports of containers are out of reach",
            remedies=["unset DOCKER_HOST or choose another context: docker context use default"],
        )
    check_daemon(daemon)
    return daemon


def check_daemon(daemon: Daemon) -> None:
    """Ask a daemon whether it is there.

    Raises:
        StartError: it is stopped, forbidden or silent, or a certificate for it is missing.
    """
    missing = [path for path in _certificates(daemon) if daemon.certificates and not Path(path).exists()]
    if missing:
        raise StartError(
            f"the Docker daemon at {daemon} is to be asked over TLS, and there is no {missing[0]}",
            remedies=["DOCKER_CERT_PATH names the folder with ca.pem, cert.pem and key.pem", "unset DOCKER_TLS_VERIFY"],
        )
    try:
        status, _ = ask_daemon(daemon, "/_ping")
    except PermissionError as error:
        raise StartError(
            f"the Docker daemon at {daemon} may not be used by this user: permission denied",
            remedies=["sudo usermod -aG docker $USER, then log in again", "use a rootless daemon of your own"],
        ) from error
    except TimeoutError as error:
        raise StartError(
            f"the Docker daemon at {daemon} did not answer within {PROBE_TIMEOUT:g} s", remedies=["restart it"]
        ) from error
    except (OSError, http.client.HTTPException) as error:
        cause = str(getattr(error, "strerror", None) or error)
        trouble, remedy = UNTRUSTED if "CERTIFICATE_VERIFY_FAILED" in cause else STOPPED  # some Pythons have no ssl
        raise StartError(f"the Docker daemon at {daemon} {trouble}: {cause}", remedies=[remedy]) from error
    if status != http.client.OK:
        raise StartError(
            f"what listens at {daemon} is no Docker daemon: it answered with status {status}",
            remedies=["DOCKER_TLS_VERIFY=1, if it is one behind TLS"] if not daemon.certificates else [],
        )


def has_image(daemon: Daemon, image: str) -> bool:
    """Tell whether the daemon has an image already."""
    status, _ = ask_daemon(daemon, f"/images/{quote(image)}/json", timeout=API_TIMEOUT)
    return status == http.client.OK


@contextmanager
def docker_client(daemon: Daemon) -> "Iterator[DockerClient]":
    """Yield the SDK's client of a daemon; it is closed at the end. No error of the SDK's gets out of the block.

    Raises:
        StartError: the daemon does not answer, or what the block asked of it failed.
    """
    import docker
    from docker.errors import DockerException
    from docker.tls import TLSConfig

    ca, certificate, key = _certificates(daemon)
    try:
        tls = TLSConfig(client_cert=(certificate, key), ca_cert=ca, verify=True) if daemon.certificates else False
        client = docker.DockerClient(
            base_url=daemon.host,
            version=_api_version(daemon),
            tls=tls,
            timeout=API_TIMEOUT,  # type: ignore[arg-type]  # the stubs know whole seconds only
        )
        client.api.trust_env = False  # a proxy, or REQUESTS_CA_BUNDLE, which would win over the daemon's certificates
    except (DockerException, OSError, http.client.HTTPException, LookupError, ValueError) as error:
        raise StartError(f"the Docker daemon at {daemon} does not answer: {error}") from error
    try:
        yield client
    except sdk_errors() as error:
        raise StartError(f"the Docker daemon at {daemon} failed: {explain(error)}") from error
    finally:
        client.close()


def sdk_errors() -> tuple[type[Exception], ...]:
    """Return what the SDK raises: its own errors, and those of the library below it when an answer breaks off."""
    from docker.errors import DockerException, StreamParseError
    from requests import RequestException
    from urllib3.exceptions import HTTPError

    # It warns of a credential helper that is missing, and warnings may be errors.
    return DockerException, StreamParseError, RequestException, HTTPError, UserWarning


def explain(error: BaseException) -> str:
    """Return what the daemon said, or else the error's own text."""
    return str(getattr(error, "explanation", None) or error)


def listens(port: int, *, timeout: float = PROBE_TIMEOUT) -> bool:
    """Tell whether something listens on a port of this machine's 127.0.0.1, or as good as that."""
    with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=timeout):
        return True
    return False


class _SocketConnection(http.client.HTTPConnection):
    """Speak HTTP over a Unix socket."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("docker", timeout=timeout)
        self.path = path

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask_daemon(daemon: Daemon, path: str, *, method: str = "GET", timeout: float = PROBE_TIMEOUT) -> tuple[int, bytes]:
    """Return status and body of a request to Docker's API (https://docs.docker.com/reference/api/engine/).

    The SDK, which takes 0.3 s to import, is not needed for it.

    Raises:
        OSError or http.client.HTTPException: the daemon does not answer.
    """
    link = _link(daemon, timeout)
    try:
        link.request(method, path)
        answer = link.getresponse()
        return answer.status, answer.read()
    finally:
        link.close()


def _link(daemon: Daemon, timeout: float) -> http.client.HTTPConnection:
    address = urlsplit(daemon.host)
    if address.scheme == "unix":
        return _SocketConnection(address.path, timeout)
    host, port = address.hostname or LOOPBACK, address.port or (TLS_PORT if daemon.certificates else PLAIN_PORT)
    if not daemon.certificates:
        return http.client.HTTPConnection(host, port, timeout=timeout)
    import ssl

    ca, certificate, key = _certificates(daemon)
    context = ssl.create_default_context(cafile=ca)
    context.load_cert_chain(certificate, key)
    return http.client.HTTPSConnection(host, port, timeout=timeout, context=context)


def _certificates(daemon: Daemon) -> tuple[str, str, str]:
    return f"{daemon.certificates}/ca.pem", f"{daemon.certificates}/cert.pem", f"{daemon.certificates}/key.pem"


def _api_version(daemon: Daemon) -> str:
    """Return the newest version of the API that daemon and SDK both speak."""
    from docker.constants import DEFAULT_DOCKER_API_VERSION

    _, answer = ask_daemon(daemon, "/version", timeout=API_TIMEOUT)
    versions = str(json.loads(answer)["ApiVersion"]), DEFAULT_DOCKER_API_VERSION
    return min(versions, key=lambda version: [int(part) for part in version.split(".")])


def _context_daemon(folder: Path, context: str) -> Daemon:
    """Return a context's daemon; its folders are named by a digest of its name (docker/cli, context/store)."""
    digest = hashlib.sha256(context.encode()).hexdigest()
    found = read_json(folder / "contexts" / "meta" / digest / "meta.json")
    host = found.get("Endpoints", {}).get("docker", {}).get("Host", "")
    if not host:
        raise StartError(f"the Docker context {context} is not there", remedies=["docker context use default"])
    certificates = folder / "contexts" / "tls" / digest / "docker"
    return Daemon(str(host), f"context {context}", str(certificates) if certificates.exists() else "")


def read_json(path: Path) -> dict[str, Any]:
    """Return what a JSON file holds, nothing when it is missing or damaged."""
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # Docker's own client goes on without a configuration as well
    return content


# --- images ---------------------------------------------------------------------------------------------------------


def offer_image(image: str, *, pull: bool) -> str:
    """Return why Docker can be chosen for an image, as a phrase: its daemon answers and has the image, or pulls it.

    Args:
        pull: pull the image if needed; without it that is only promised.

    Raises:
        StartError: no daemon answers, or the image can't be pulled.
    """
    daemon = require_daemon()
    if pull:
        provide_image(daemon, image)
    has = "has" if has_image(daemon, image) else "will pull"
    return f"Docker at {daemon} {has} {image}"


def provide_image(daemon: Daemon, image: str) -> None:
    """Pull an image that the daemon does not have; progress is logged.

    Raises:
        StartError: it can't be pulled; the message says why in one line.
    """
    if has_image(daemon, image):
        return
    log.info("pulling %s", image)
    with docker_client(daemon) as client:
        repository, tag = split_tag(image)
        try:
            _follow_pull(image, client.api.pull(repository, tag=tag, stream=True, decode=True))
        except sdk_errors() as error:
            raise _pull_error(image, explain(error)) from error
    if not has_image(daemon, image):
        raise _pull_error(image, "the daemon says nothing about it")


def _follow_pull(image: str, events: Iterable[dict[str, Any]]) -> None:
    """Log how far a pull is about once a second; raise an error that comes among its events, which ends them."""
    from docker.errors import APIError

    layers: dict[str, tuple[int, int]] = {}
    last, error = time.monotonic(), ""
    for event in events:
        error = error or str(event.get("error", ""))
        detail = event.get("progressDetail") or {}
        if event.get("status") == "Downloading" and detail.get("total"):
            layers[str(event.get("id"))] = (int(detail.get("current", 0)), int(detail["total"]))
        if layers and time.monotonic() - last > PROGRESS_PAUSE:
            last = time.monotonic()
            done, whole = (sum(sizes) / MEGABYTE for sizes in zip(*layers.values(), strict=True))
            log.info("pulling %s: %.0f of %.0f MB", image, done, whole)
    if error:
        raise APIError(error, explanation=error)


def _pull_error(image: str, answer: str) -> StartError:
    text = " ".join(answer.split())
    cause = next((cause for pattern, cause in PULL_CAUSES if re.search(pattern, text, re.IGNORECASE)), "")
    return StartError(
        f"the image {image} is not here and can't be pulled: {f'{cause} ({text})' if cause else text}",
        remedies=[
            f"see what Docker's own client says: docker pull {image}",
            "use the embedded rig: --database-image=embedded --localstack-image=embedded",
            *(["docker login raises the limit"] if "limit" in cause else []),
            *(["take credsStore and credHelpers out of ~/.docker/config.json"] if "helper" in cause else []),
        ],
    )


def split_tag(image: str) -> tuple[str, str]:
    """Split an image's name into its repository and its tag or digest."""
    if "@" in image:
        repository, _, digest = image.partition("@")
        return repository, digest
    head, _, tag = image.rpartition(":")  # what follows the last colon may be a registry's port and a path
    return (head, tag) if head and "/" not in tag else (image, "latest")
