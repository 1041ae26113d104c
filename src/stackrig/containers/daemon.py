"""Find the daemon that runs the containers, and explain why it does not answer."""

import dataclasses
import hashlib
import http.client
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from stackrig.containers.api import (
    PROBE_TIMEOUT,
    Daemon,
    ask,
    certificate_files,
    is_elsewhere,
    probe_timeout,
)
from stackrig.errors import StartError
from stackrig.folders import home_folder, read_json

DEFAULT_SOCKET = "/var/run/docker.sock"
PODMAN_SOCKET = "/run/podman/podman.sock"
SCHEMES = ("unix", "tcp", "http", "https", "ssh")  # the schemes that Docker's own client accepts
START_IT = {
    "Docker": "start it: sudo systemctl start docker, or Docker Desktop",
    "Podman": "start it: systemctl --user start podman.socket, or as root: systemctl start podman.socket",
}
NEW_CERTIFICATES = (
    "make the certificates anew: Python 3.13 wants keyUsage in that of ca.pem and authorityKeyIdentifier in the others"
)
GOOD_ADDRESSES = (f"a socket: DOCKER_HOST=unix://{DEFAULT_SOCKET}", "a port: DOCKER_HOST=tcp://127.0.0.1:2375")


def find_daemon(environ: Mapping[str, str] = os.environ) -> Daemon | None:
    """Return the daemon that Docker's own client would use, or one on a usual socket; None without one.

    The order is DOCKER_HOST, DOCKER_CONTEXT, Docker's current context, and the sockets of `_usual_sockets`. The
    first of these that accepts a connection is taken.

    Raises:
        StartError: a context is named that can't be read.
    """
    folder = Path(environ.get("DOCKER_CONFIG") or home_folder() / ".docker")
    if host := environ.get("DOCKER_HOST"):
        with_tls = not host.startswith("unix:") and environ.get("DOCKER_TLS_VERIFY")
        certificates = (environ.get("DOCKER_CERT_PATH") or str(folder)) if with_tls else ""
        return Daemon(host, "DOCKER_HOST", certificates, _likely_engine(host))
    for variable, context in (
        ("DOCKER_CONTEXT", environ.get("DOCKER_CONTEXT", "")),
        ("", str(read_json(folder / "config.json").get("currentContext", ""))),
    ):
        if context == "default":
            break
        if context:
            return _context_daemon(folder, context, variable)
    found = [path for path in _usual_sockets(environ, folder) if os.path.exists(path)]  # noqa: PTH110  # Path's raises
    path = next(filter(_accepts, found), found[0] if found else "")
    return Daemon(f"unix://{path}", "default socket", engine=_likely_engine(path)) if path else None


def require_daemon(environ: Mapping[str, str] = os.environ) -> Daemon:
    """Return the daemon that answers, within 2 s (10 s on another machine) and without importing the SDK.

    Raises:
        StartError: there is none, it is stopped, forbidden or silent, or its address is not valid.
    """
    daemon = find_daemon(environ)
    if not daemon:
        raise StartError(
            "no Docker daemon and no Podman service was found",
            evidence=f"looked at: DOCKER_HOST, the current context, {DEFAULT_SOCKET}, {PODMAN_SOCKET} and the sockets "
            "of a user's own daemon",
            remedies=[
                "install and start Docker or Podman",
                "DOCKER_HOST=unix:///path/of/docker.sock names a daemon elsewhere",
            ],
        )
    check_address(daemon)
    return check_daemon(daemon)


def check_address(daemon: Daemon) -> None:
    """Refuse an address at which no daemon can be asked.

    Raises:
        StartError: the address is not valid.
    """
    try:
        address = urlsplit(daemon.host)
        _ = address.port  # raises ValueError for a port that is no number or too large
    except ValueError as error:
        raise StartError(
            f"{daemon.host!r} ({daemon.source}) is not the address of a daemon: {error}", remedies=GOOD_ADDRESSES
        ) from error
    if address.scheme not in SCHEMES or "://" not in daemon.host:
        reason = {
            "fd": "only the daemon itself accepts fd://",
            "npipe": "npipe:// is for Windows, where stackrig does not run",
        }.get(address.scheme, "it must start with unix://, tcp://, http://, https:// or ssh://")
        raise StartError(
            f"{daemon.host!r} ({daemon.source}) is not the address of a daemon: {reason}", remedies=GOOD_ADDRESSES
        )


def check_daemon(daemon: Daemon) -> Daemon:
    """Ask a daemon whether it is there; return it with the engine that answered.

    Raises:
        StartError: it is stopped, forbidden or silent, or a certificate for it is missing.
    """
    missing = [path for path in certificate_files(daemon) if daemon.certificates and not Path(path).exists()]
    if missing:
        raise StartError(
            f"{daemon} can't be asked over TLS: there is no {missing[0]}",
            remedies=["DOCKER_CERT_PATH names the folder with ca.pem, cert.pem and key.pem", "unset DOCKER_TLS_VERIFY"],
        )
    try:
        answer = ask(daemon, "/_ping")
    except PermissionError as error:
        raise StartError(
            f"{daemon} may not be used by this user: permission denied",
            remedies=["sudo usermod -aG docker $USER, then log in again", "use a rootless daemon of your own"],
        ) from error
    except TimeoutError as error:
        raise StartError(
            f"{daemon} did not answer within {probe_timeout(daemon):g} s", remedies=["restart it"]
        ) from error
    except (OSError, http.client.HTTPException) as error:
        raise _silence(daemon, error) from error
    if answer.status != http.client.OK:
        raise StartError(
            f"{daemon} is not a daemon's API: it answered with status {answer.status}",
            remedies=["set DOCKER_TLS_VERIFY=1 if the daemon uses TLS"] if not daemon.certificates else [],
        )
    return dataclasses.replace(daemon, engine=answer.engine)


def _silence(daemon: Daemon, error: Exception) -> StartError:
    if type(error).__name__ == "SSLCertVerificationError":  # known by its name: some Pythons lack ssl
        text = f"the certificate of {daemon} is not one that DOCKER_CERT_PATH vouches for: {error}"
        return StartError(text, remedies=[NEW_CERTIFICATES])
    cause = getattr(error, "strerror", None) or error
    if is_elsewhere(daemon):
        return StartError(f"{daemon} does not answer: {cause}", remedies=["try it by hand: docker version"])
    return StartError(f"{daemon} does not run: {cause}", remedies=[START_IT[daemon.engine]])


def _usual_sockets(environ: Mapping[str, str], folder: Path) -> list[str]:
    """Return the usual paths of the sockets of Docker, Docker Desktop and Podman, rootless ones included."""
    runtime = environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    return [
        DEFAULT_SOCKET,
        f"{runtime}/docker.sock",
        str(folder / "run" / "docker.sock"),
        *([PODMAN_SOCKET] if os.getuid() == 0 else []),
        f"{runtime}/podman/podman.sock",
    ]


def _accepts(path: str) -> bool:
    with suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(PROBE_TIMEOUT)
        probe.connect(path)
        return True
    return False


def _likely_engine(address: str) -> str:
    return "Podman" if "podman" in address.rpartition("/")[2] else "Docker"


def _context_daemon(folder: Path, context: str, variable: str) -> Daemon:
    """Return a context's daemon; the context's folder is named by a digest of its name (docker/cli, context/store)."""
    digest = hashlib.sha256(context.encode()).hexdigest()
    found = read_json(folder / "contexts" / "meta" / digest / "meta.json")
    endpoints = found.get("Endpoints")
    host = endpoints.get("docker", {}).get("Host", "") if isinstance(endpoints, dict) else ""
    if not host:
        raise StartError(
            f"there is no Docker context {context}, which {variable or folder / 'config.json'} names",
            remedies=[f"unset {variable}" if variable else "docker context use default", "docker context ls"],
        )
    certificates = folder / "contexts" / "tls" / digest / "docker"
    tls = str(certificates) if certificates.exists() else ""
    return Daemon(str(host), f"context {context}", tls, _likely_engine(host))
