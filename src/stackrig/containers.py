"""Docker: which daemon there is, its images, networks and containers, and what of them belongs to a session.

What is started here carries the session's id as a label, listens on 127.0.0.1 only, and is found again by that label
when the session ends.
"""

import hashlib
import http.client
import itertools
import json
import logging
import os
import re
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from stackrig.errors import StartError, TeardownError
from stackrig.processes import Session

if TYPE_CHECKING:
    from docker import DockerClient
    from docker.errors import APIError

log = logging.getLogger("stackrig")

SESSION_LABEL = "dev.stackrig.session"
TOOL_LABEL = "dev.stackrig.tool"
SIGNATURE_LABEL = "dev.stackrig.signature"  # digest of what a container was made from
PARENT_LABEL = "dev.stackrig.parent"  # on Lambda containers: the name of their LocalStack
TOOL = "stackrig"
MARKER = "docker.json"  # in the folder of a session that uses Docker: the daemon it uses

LOOPBACK = "127.0.0.1"
LOOPBACK_HOSTS = ("localhost", LOOPBACK, "::1")
DEFAULT_SOCKET = "/var/run/docker.sock"
PLAIN_PORT = 2375  # of a daemon that listens on TCP without TLS
PROBE_TIMEOUT = 1.5  # seconds a daemon has to say that it is there
API_TIMEOUT = 120.0  # seconds
PROGRESS_PAUSE = 1.0  # seconds between two lines about a pull
MEGABYTE = 1_000_000
REMOVAL_TIMEOUT = 10.0  # seconds
REMOVAL_PAUSE = 0.05  # seconds between two looks at what is left
QUIET = 2  # looks in a row that find nothing: a request that was under way when its sender died may still be served

# What daemons and registries say, and what that means. The texts are of moby (daemon, libnetwork) and Docker Hub.
PULL_CAUSES = (
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
POOLS_EXHAUSTED = re.compile(r"non-overlapping IPv4 address pool|predefined address pools have been fully subnetted")
PORT_TAKEN = re.compile(r"port is already allocated|address already in use|ports are not available")

_numbers: dict[tuple[str, str], Iterator[int]] = {}  # by session and role: a session belongs to one process


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


@dataclass(frozen=True, slots=True)
class Network:
    """Identify a network of a daemon's; one that was joined is never removed."""

    id: str
    name: str
    is_ours: bool
    daemon: Daemon


@dataclass(frozen=True, slots=True)
class Container:
    """Identify a container; `port` is the one it listens on, `host_port` that port on this machine."""

    id: str
    name: str
    image: str
    port: int
    host_port: int
    daemon: Daemon
    volume: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Say what a container is made from.

    `host_port` 0 lets Docker choose; `port_option` is the option that set it, for messages. `volume` is the name of a
    volume made for it, mounted at `volume_path`.
    """

    name: str
    image: str
    port: int
    host_port: int = 0
    port_option: str = ""
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    command: Sequence[str] = ()
    tmpfs: Sequence[str] = ()
    volume_path: str = ""
    mounts: Mapping[str, str] = field(default_factory=dict)
    shared_memory: str = "64m"

    def signature(self) -> str:
        """Return a digest of everything the container is made from."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, default=str).encode()).hexdigest()[:16]


# --- the daemon -----------------------------------------------------------------------------------------------------


def find_daemon(environ: Mapping[str, str] = os.environ) -> Daemon | None:
    """Return the daemon that Docker's own client would use, or one on a socket in a user's place; None without one.

    In this order: DOCKER_HOST, DOCKER_CONTEXT, the current context, the default socket, a rootless daemon's, Docker
    Desktop's. Nothing is asked yet.

    Raises:
        StartError: a context is named that can't be read.
    """
    folder = Path(environ.get("DOCKER_CONFIG") or Path.home() / ".docker")
    if host := environ.get("DOCKER_HOST"):
        with_tls = not host.startswith("unix:") and environ.get("DOCKER_TLS_VERIFY")
        return Daemon(host, "DOCKER_HOST", (environ.get("DOCKER_CERT_PATH") or str(folder)) if with_tls else "")
    context = environ.get("DOCKER_CONTEXT") or _read_json(folder / "config.json").get("currentContext", "")
    if context and context != "default":
        return _context_daemon(folder, context)
    runtime = environ.get("XDG_RUNTIME_DIR")
    places = (DEFAULT_SOCKET, f"{runtime}/docker.sock" if runtime else "", str(folder / "run" / "docker.sock"))
    return next((Daemon(f"unix://{path}", "default socket") for path in places if path and Path(path).exists()), None)


def require_daemon(environ: Mapping[str, str] = os.environ) -> Daemon:
    """Return the daemon that answers on this machine, known within 2 s and without importing the SDK for most.

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
    address = urlsplit(daemon.host)
    if address.scheme == "ssh" or (address.scheme != "unix" and address.hostname not in LOOPBACK_HOSTS):
        raise StartError(
            f"the Docker daemon at {daemon} is on another machine, where the ports of containers are out of reach",
            remedies=["unset DOCKER_HOST or choose another context: docker context use default"],
        )
    _ping(daemon)
    return daemon


def _ping(daemon: Daemon) -> None:
    try:
        status, _ = _ask(daemon, "/_ping")
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
        cause = getattr(error, "strerror", None) or error
        raise StartError(
            f"the Docker daemon at {daemon} does not run: {cause}",
            remedies=["start it: sudo systemctl start docker, or Docker Desktop"],
        ) from error
    if status != http.client.OK:
        raise StartError(f"what listens at {daemon} is no Docker daemon: it answered with status {status}")


def has_image(daemon: Daemon, image: str) -> bool:
    """Tell whether the daemon has an image already."""
    status, _ = _ask(daemon, f"/images/{quote(image)}/json", timeout=API_TIMEOUT)
    return status == http.client.OK


@contextmanager
def docker_client(daemon: Daemon) -> "Iterator[DockerClient]":
    """Yield the SDK's client of a daemon; it is closed at the end.

    Raises:
        StartError: the daemon does not answer.
    """
    import docker
    from docker.errors import DockerException
    from docker.tls import TLSConfig

    ca, certificate, key = (f"{daemon.certificates}/{name}.pem" for name in ("ca", "cert", "key"))
    try:
        tls = TLSConfig(client_cert=(certificate, key), ca_cert=ca, verify=True) if daemon.certificates else False
        client = docker.DockerClient(base_url=daemon.host, tls=tls, timeout=API_TIMEOUT)  # type: ignore[arg-type]  # the stubs know whole seconds only
    except DockerException as error:
        raise StartError(f"the Docker daemon at {daemon} does not answer: {error}") from error
    try:
        yield client
    finally:
        client.close()


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


def _ask(daemon: Daemon, path: str, timeout: float = PROBE_TIMEOUT) -> tuple[int, bytes]:
    """Return status and body of a GET; the SDK, whose import takes 0.3 s, is used for daemons behind TLS only."""
    if daemon.certificates:
        return _ask_by_sdk(daemon, path)
    address = urlsplit(daemon.host)
    link: http.client.HTTPConnection = (
        _SocketConnection(address.path, timeout)
        if address.scheme == "unix"
        else http.client.HTTPConnection(address.hostname or LOOPBACK, address.port or PLAIN_PORT, timeout=timeout)
    )
    try:
        link.request("GET", path)
        answer = link.getresponse()
        return answer.status, answer.read()
    finally:
        link.close()


def _ask_by_sdk(daemon: Daemon, path: str) -> tuple[int, bytes]:
    address = urlsplit(daemon.host)
    socket.create_connection((address.hostname or LOOPBACK, address.port or PLAIN_PORT), timeout=PROBE_TIMEOUT).close()
    with docker_client(daemon) as client:
        answer = client.api.get(client.api.base_url + path)
        return answer.status_code, answer.content


def _context_daemon(folder: Path, context: str) -> Daemon:
    """Return a context's daemon; its folders are named by a digest of its name (docker/cli, context/store)."""
    digest = hashlib.sha256(context.encode()).hexdigest()
    found = _read_json(folder / "contexts" / "meta" / digest / "meta.json")
    host = found.get("Endpoints", {}).get("docker", {}).get("Host", "")
    if not host:
        raise StartError(f"the Docker context {context} is not there", remedies=["docker context use default"])
    certificates = folder / "contexts" / "tls" / digest / "docker"
    return Daemon(str(host), f"context {context}", str(certificates) if certificates.exists() else "")


def _read_json(path: Path) -> dict[str, Any]:
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
    from docker.errors import APIError

    log.info("pulling %s", image)
    try:
        with docker_client(daemon) as client:
            repository, tag = _split_tag(image)
            _follow_pull(image, client.api.pull(repository, tag=tag, stream=True, decode=True))
    except APIError as error:
        raise _pull_error(image, str(error.explanation or error)) from error
    except OSError as error:  # of requests: the daemon went away, or is silent for too long
        raise _pull_error(image, str(error)) from error
    if not has_image(daemon, image):
        raise _pull_error(image, "the daemon says nothing about it")


def _follow_pull(image: str, events: Iterable[dict[str, Any]]) -> None:
    """Log how far a pull is about once a second; an error that comes among its events is raised."""
    from docker.errors import APIError

    layers: dict[str, tuple[int, int]] = {}
    last = time.monotonic()
    for event in events:
        if "error" in event:
            raise APIError(event["error"], explanation=event["error"])
        detail = event.get("progressDetail") or {}
        if event.get("status") == "Downloading" and detail.get("total"):
            layers[str(event.get("id"))] = (int(detail.get("current", 0)), int(detail["total"]))
        if time.monotonic() - last > PROGRESS_PAUSE:
            last = time.monotonic()
            done, whole = (sum(sizes) / MEGABYTE for sizes in zip(*layers.values(), strict=True)) if layers else (0, 0)
            log.info("pulling %s: %.0f of %.0f MB", image, done, whole)


def _pull_error(image: str, answer: str) -> StartError:
    text = " ".join(answer.split())
    cause = next((cause for pattern, cause in PULL_CAUSES if re.search(pattern, text, re.IGNORECASE)), "")
    return StartError(
        f"the image {image} is not here and can't be pulled: {f'{cause} ({text})' if cause else text}",
        remedies=[
            f"see what Docker's own client says: docker pull {image}",
            "use the embedded rig: --database-image=embedded --localstack-image=embedded",
            *(["docker login raises the limit"] if "limit" in cause else []),
        ],
    )


def _split_tag(image: str) -> tuple[str, str]:
    """Split an image's name into repository and tag or digest; a port of a registry is no tag."""
    if "@" in image:
        repository, _, digest = image.partition("@")
        return repository, digest
    head, _, tag = image.rpartition(":")
    return (head, tag) if head and "/" not in tag else (image, "latest")


# --- networks -------------------------------------------------------------------------------------------------------


def make_network(daemon: Daemon, session: Session) -> Network:
    """Make a bridge network that belongs to the session.

    Raises:
        StartError: the daemon has no addresses left for one, or refuses.
    """
    from docker.errors import APIError

    _mark(session, daemon)
    name = f"{TOOL}-{session.id}"
    with docker_client(daemon) as client:
        try:
            made = client.networks.create(name, driver="bridge", labels=_labels(session), check_duplicate=True)
        except APIError as error:
            raise _network_error(client, name, error) from error
    return Network(str(made.id), name, is_ours=True, daemon=daemon)


def join_network(daemon: Daemon, name: str) -> Network:
    """Return a network that is there already; it will not be removed.

    Raises:
        StartError: there is no network of that name.
    """
    from docker.errors import NotFound

    with docker_client(daemon) as client:
        try:
            found = client.networks.get(name)
        except NotFound as error:
            raise StartError(
                f"there is no Docker network named {name}, which was asked for",
                remedies=[f"docker network create {name}", "leave --network and DOCKER_TEST_NETWORK out of it"],
            ) from error
    return Network(str(found.id), str(found.name), is_ours=False, daemon=daemon)


def is_there(network: Network) -> bool:
    """Tell whether a network still exists."""
    with suppress(OSError, http.client.HTTPException):
        return _ask(network.daemon, f"/networks/{network.id}")[0] == http.client.OK
    return False


def connect(network: Network, container: Container) -> None:
    """Put a container that runs on a network; it may be there already."""
    from docker.errors import APIError

    with docker_client(network.daemon) as client:
        try:
            client.networks.get(network.id).connect(container.id)
        except APIError as error:
            if "already exists" not in str(error.explanation):
                raise StartError(
                    f"container {container.name} can't join network {network.name}: {error.explanation}"
                ) from error


def remove_network(network: Network) -> None:
    """Remove a network that was made here; leave one that was joined. Idempotent.

    Raises:
        TeardownError: a container is still on it.
    """
    if network.is_ours:
        with docker_client(network.daemon) as client:
            _remove_networks(client, [network.id])


def _network_error(client: "DockerClient", name: str, error: "APIError") -> StartError:
    text = str(error.explanation or error)
    if not POOLS_EXHAUSTED.search(text):
        return StartError(f"the Docker network {name} could not be made: {text}")
    bridges = client.networks.list(filters={"driver": "bridge"})
    ours = [str(found.name) for found in client.networks.list(filters={"label": TOOL_LABEL})]
    return StartError(
        f"no addresses are left for the Docker network {name}: {len(bridges)} bridge networks hold the daemon's pools",
        evidence=f"{text}\nnetworks of stackrig's among them: {', '.join(ours) or 'none'}",
        remedies=[
            "remove networks nobody uses: docker network prune",
            "give the daemon more: default-address-pools in its daemon.json",
            "join one that is there: --network=NAME",
        ],
    )


# --- containers -----------------------------------------------------------------------------------------------------


def new_name(session: Session, role: str) -> str:
    """Return a name for a container of the session: by its role, with a number when there was one before."""
    number = next(_numbers.setdefault((session.id, role), itertools.count(1)))
    return f"{TOOL}-{session.id}-{role}" + (f"-{number}" if number > 1 else "")


def run_container(daemon: Daemon, session: Session, recipe: Recipe, network: Network | None = None) -> Container:
    """Start a container and return it with the port Docker has given it on 127.0.0.1; it may not be ready yet.

    Raises:
        StartError: the daemon refuses, or the port is taken.
    """
    from docker.errors import APIError

    _mark(session, daemon)
    with docker_client(daemon) as client:
        volume = _make_volume(client, session, recipe.name) if recipe.volume_path else ""
        try:
            created = _create(client, session, recipe, network)
            try:
                created.start()
                created.reload()
                host_port = int(created.ports[f"{recipe.port}/tcp"][0]["HostPort"])
            except BaseException:
                created.remove(force=True, v=True)
                raise
        except BaseException as error:
            if volume:
                client.volumes.get(volume).remove()
            if isinstance(error, APIError):
                raise _run_error(recipe, error) from error
            raise
    return Container(str(created.id), recipe.name, recipe.image, recipe.port, host_port, daemon, volume)


def remove_container(container: Container) -> None:
    """Kill and remove a container, its volumes and the Lambda containers it has started. Idempotent.

    Raises:
        TeardownError: something is left.
    """
    with docker_client(container.daemon) as client:
        _remove_containers(client, [container.id])
        _remove_until_quiet(client, f"{PARENT_LABEL}={container.name}")
        if container.volume:
            _remove_volumes(client, [container.volume])


def describe_end(container: Container) -> str:
    """Return how a container has ended, empty while it runs. The SDK is not imported."""
    try:
        status, body = _ask(container.daemon, f"/containers/{container.id}/json")
    except (OSError, http.client.HTTPException) as error:
        return f"the Docker daemon of container {container.name} does not answer: {error}"
    if status == http.client.NOT_FOUND:
        return f"container {container.name} was removed"
    state = json.loads(body).get("State", {})
    return (
        "" if state.get("Running") else f"container {container.name} has ended with exit code {state.get('ExitCode')}"
    )


@contextmanager
def watching(container: Container) -> Iterator[Callable[[], None]]:
    """Yield a function that raises StartError, with exit code and log tail, when the container has ended."""
    from docker.errors import NotFound

    with docker_client(container.daemon) as client:

        def check() -> None:
            try:
                state = client.api.inspect_container(container.id)["State"]
            except NotFound as error:
                raise StartError(f"container {container.name} was removed while it was starting") from error
            if not state["Running"]:
                killed = ", out of memory" if state.get("OOMKilled") else ""
                raise StartError(
                    f"container {container.name} ({container.image}) ended with exit code {state['ExitCode']}{killed} "
                    "while it was starting",
                    evidence=log_tail(container),
                )

        yield check


def read_log(container: Container, *, lines: int | None = None) -> str:
    """Return the last lines of what a container wrote to its output, all of it without `lines`."""
    with docker_client(container.daemon) as client:
        text = client.api.logs(container.id, tail="all" if lines is None else lines)
    return text.decode("utf-8", "replace")


def log_tail(container: Container, *, lines: int = 20) -> str:
    """Return the last lines of a container's log under a heading with its name."""
    from docker.errors import APIError

    try:
        text = read_log(container, lines=lines)
    except APIError as error:
        return f"no log: {error.explanation}"
    tail = "\n".join(f"  {line}" for line in text.splitlines())
    return f"last lines of container {container.name}:\n{tail or '  (empty)'}"


def copy_log(container: Container, path: Path, *, follow: bool) -> Path:
    """Write a container's log to a file and return its path; with `follow`, a thread goes on writing what comes."""
    path.write_text(read_log(container), encoding="utf-8")
    if follow:
        Thread(target=_follow_log, args=(container, path), daemon=True).start()
    return path


def _follow_log(container: Container, path: Path) -> None:
    with docker_client(container.daemon) as client, path.open("ab") as file:
        for part in client.api.logs(container.id, stream=True, follow=True, since=int(time.time())):
            file.write(part)
            file.flush()


def memory(container: Container) -> float:
    """Return the bytes of memory a container uses, without what is only cached for it."""
    with docker_client(container.daemon) as client:
        stats = client.api.stats(container.id, stream=False, one_shot=True)["memory_stats"]
    inactive = stats.get("stats", {})
    return float(stats["usage"] - inactive.get("total_inactive_file", inactive.get("inactive_file", 0)))


def socket_path(daemon: Daemon) -> str:
    """Return where a container finds the daemon's own socket: on the machine or virtual machine the daemon runs on."""
    path = urlsplit(daemon.host).path if daemon.host.startswith("unix:") else DEFAULT_SOCKET
    return DEFAULT_SOCKET if "/.docker/" in path else os.path.realpath(path)  # that folder is Docker Desktop's


def lambda_labels(session: Session, parent: str) -> str:
    """Return the flags for LocalStack's LAMBDA_DOCKER_FLAGS by which its Lambda containers are the session's."""
    labels = {**_labels(session), PARENT_LABEL: parent}
    return " ".join(f"--label {name}={value}" for name, value in labels.items())


def _labels(session: Session) -> dict[str, str]:
    return {TOOL_LABEL: TOOL, SESSION_LABEL: session.id}


def _create(client: "DockerClient", session: Session, recipe: Recipe, network: Network | None) -> Any:
    volumes = [f"{source}:{target}" for source, target in recipe.mounts.items()]
    if recipe.volume_path:
        volumes.append(f"{recipe.name}:{recipe.volume_path}")
    return client.containers.create(
        recipe.image,
        list(recipe.command) or None,
        name=recipe.name,
        environment=dict(recipe.environment),
        labels={**_labels(session), SIGNATURE_LABEL: recipe.signature()},
        network=network.name if network else None,
        ports={f"{recipe.port}/tcp": (LOOPBACK, recipe.host_port or None)},  # type: ignore[dict-item]  # None: any port
        tmpfs=dict.fromkeys(recipe.tmpfs, ""),
        volumes=volumes,
        shm_size=recipe.shared_memory,
    )


def _make_volume(client: "DockerClient", session: Session, name: str) -> str:
    client.volumes.create(name, labels=_labels(session))
    return name


def _run_error(recipe: Recipe, error: "APIError") -> StartError:
    text = str(error.explanation or error)
    if recipe.host_port and PORT_TAKEN.search(text):
        return StartError(
            f"container {recipe.name} can't have port {recipe.host_port}: another program listens on it",
            evidence=text,
            remedies=[f"{recipe.port_option}=0 lets Docker choose a port", f"lsof -i :{recipe.host_port} names it"],
        )
    return StartError(f"container {recipe.name} of image {recipe.image} could not be started: {text}")


# --- what belongs to a session --------------------------------------------------------------------------------------


def remove_session(session: Session) -> None:
    """Remove every container, volume and network with the session's label, networks last. Idempotent.

    Raises:
        TeardownError: something is left, or the daemon does not answer.
    """
    daemon = session_daemon(session)
    if not daemon:
        return
    try:
        with docker_client(daemon) as client:
            label = _label(session)
            _remove_until_quiet(client, label)
            _remove_volumes(client, [str(found.id) for found in client.volumes.list(filters={"label": label})])
            _remove_networks(client, [str(found.id) for found in client.networks.list(filters={"label": label})])
    except StartError as error:
        raise TeardownError(
            f"what session {session.id} has in Docker can't be removed: {error}",
            remedies=[f"start the daemon, then: docker rm -fv $(docker ps -aq --filter label={_label(session)})"],
        ) from error


def session_daemon(session: Session) -> Daemon | None:
    """Return the daemon a session uses, None when it uses none. The SDK is not imported."""
    found = _read_json(session.folder / MARKER)
    return Daemon(**found) if found else None


def _mark(session: Session, daemon: Daemon) -> None:
    """Note which daemon the session uses before anything is made there: whoever ends the session reads it."""
    if session_daemon(session) != daemon:
        draft = session.folder / f"{MARKER}.new"
        draft.write_text(json.dumps(asdict(daemon)), encoding="utf-8")
        draft.replace(session.folder / MARKER)


def _label(session: Session) -> str:
    return f"{SESSION_LABEL}={session.id}"


def _found(client: "DockerClient", label: str) -> list[str]:
    return [str(found["Id"]) for found in client.api.containers(all=True, filters={"label": label})]


def _remove_until_quiet(client: "DockerClient", label: str) -> None:
    """Remove what carries a label until nothing comes up any more: a LocalStack may be starting a Lambda meanwhile."""
    deadline, quiet = time.monotonic() + REMOVAL_TIMEOUT, 0
    while quiet < QUIET:
        found = _found(client, label)
        _remove_containers(client, found)
        quiet = 0 if found else quiet + 1
        if time.monotonic() > deadline:
            raise TeardownError(f"containers with the label {label} keep coming up: {', '.join(found)}")
        time.sleep(REMOVAL_PAUSE)


def _remove_containers(client: "DockerClient", ids: Sequence[str]) -> None:
    if not ids:
        return
    with ThreadPoolExecutor(min(4, len(ids))) as pool:
        list(pool.map(lambda one: _remove(lambda: client.api.remove_container(one, v=True, force=True)), ids))


def _remove_volumes(client: "DockerClient", names: Sequence[str]) -> None:
    for name in names:
        _remove(lambda name=name: client.api.remove_volume(name, force=True))  # type: ignore[misc]


def _remove_networks(client: "DockerClient", ids: Sequence[str]) -> None:
    for one in ids:
        _remove(lambda one=one: client.api.remove_network(one))  # type: ignore[misc]


def _remove(call: Callable[[], object]) -> None:
    """Remove one thing; being gone, or being removed by another at this moment, is what was wanted.

    A network whose last container has just been removed is refused for a moment, so it is tried again.
    """
    from docker.errors import APIError, NotFound

    deadline = time.monotonic() + REMOVAL_TIMEOUT
    while True:
        try:
            call()
        except NotFound:
            return
        except APIError as error:
            if "already in progress" in str(error.explanation):
                return
            if time.monotonic() > deadline:
                raise TeardownError(f"Docker could not remove something of ours: {error.explanation}") from error
            time.sleep(REMOVAL_PAUSE)
        else:
            return
