"""Networks and containers in Docker.

What is started here carries the session's id as a label, listens on 127.0.0.1 only, and is found again by that label
when the session ends, see `ownership`.
"""

import http.client
import io
import itertools
import json
import logging
import os
import re
import shlex
import tarfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from stackrig import processes
from stackrig.containers.daemon import (
    DEFAULT_SOCKET,
    LOOPBACK,
    Daemon,
    ask_daemon,
    docker_client,
    listens,
)
from stackrig.containers.removal import (
    TOOL,
    TOOL_LABEL,
    check_session,
    labels_of,
    mark_session,
    remove_containers,
    remove_thing,
    remove_until_quiet,
)
from stackrig.errors import StackrigError, StartError
from stackrig.processes import Process, Session

if TYPE_CHECKING:
    from docker import DockerClient
    from docker.errors import APIError

log = logging.getLogger("stackrig")

PARENT_LABEL = "dev.stackrig.parent"  # on Lambda containers: the name of their LocalStack

LEAVE_OUT = "leave STACKRIG_NETWORK, --network and DOCKER_TEST_NETWORK out of it: the rig makes a network of its own"
UNFIT_NETWORKS = {  # of Docker's own
    "bridge": "containers do not find each other by name there",
    "host": "containers have no ports of their own there",
    "none": "nothing reaches a container there",
}

REACH_PATIENCE = 10.0  # seconds: the ports of a daemon in a virtual machine come up a little later
REACH_PAUSE = 1.0  # seconds between two looks

POOLS_EXHAUSTED = re.compile(r"non-overlapping IPv4 address pool|predefined address pools have been fully subnetted")
NO_SOURCE = re.compile(r"bind source path does not exist")
PORT_TAKEN = re.compile(r"port is already allocated|address already in use|ports are not available")

_numbers: dict[tuple[str, str], Iterator[int]] = {}  # by session and role: a session belongs to one process


@dataclass(frozen=True, slots=True)
class Network:
    """Identify a network of a daemon's; one that was joined is never removed."""

    id: str
    name: str
    is_ours: bool
    daemon: Daemon


@dataclass(frozen=True, slots=True)
class Container:
    """Identify a container; `port` is the one it listens on, `host_port` that port on this machine.

    One that was started again, not at `started`, has another port, and what was in its memory is lost.
    """

    id: str
    name: str
    image: str
    port: int
    host_port: int
    daemon: Daemon
    volume: str = ""
    started: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Say what a container is made from.

    `host_port` 0 lets Docker choose; `port_option` is the option that set it, for messages. A volume made for it is
    mounted at `volume_path`, the daemon's own socket at `socket`. `files` are put into it before it starts, by their
    path.
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
    socket: str = ""
    files: Mapping[str, str] = field(default_factory=dict, repr=False)
    shared_memory: str = "64m"


# --- networks -------------------------------------------------------------------------------------------------------


def make_network(daemon: Daemon, session: Session, name: str = "") -> Network:
    """Make a bridge network that belongs to the session, under a name of the session's when none is given.

    Raises:
        StartError: the daemon has no addresses left for one, or refuses.
    """
    from docker.errors import APIError

    mark_session(session, daemon)
    name = name or f"{TOOL}-{session.id}"
    with docker_client(daemon) as client:
        try:
            made = client.networks.create(name, driver="bridge", labels=labels_of(session), check_duplicate=True)
        except APIError as error:
            raise _network_error(client, name, error) from error
        try:
            check_session(session)
        except StartError:
            made.remove()
            raise
    return Network(str(made.id), name, is_ours=True, daemon=daemon)


def join_network(daemon: Daemon, name: str) -> Network:
    """Return a network that is there already; it will not be removed.

    Raises:
        StartError: there is no network of that name, or it can't be shared.
    """
    from docker.errors import NotFound

    with docker_client(daemon) as client:
        try:
            found = client.networks.get(name)
        except NotFound as error:
            raise StartError(
                f"there is no Docker network named {name}, which was asked for",
                remedies=[f"docker network create {name}", LEAVE_OUT],
            ) from error
    if reason := UNFIT_NETWORKS.get(str(found.name)):
        raise StartError(
            f"the Docker network {found.name} can't be joined: {reason}",
            remedies=["docker network create NAME, then STACKRIG_NETWORK=NAME", LEAVE_OUT],
        )
    return Network(str(found.id), str(found.name), is_ours=False, daemon=daemon)


def is_there(network: Network) -> bool:
    """Tell whether a network still exists."""
    return has_network(network.daemon, network.id)


def has_network(daemon: Daemon, name: str) -> bool:
    """Tell whether the daemon has a network of this name or id; one that does not answer has none."""
    with suppress(OSError, http.client.HTTPException):
        return ask_daemon(daemon, f"/networks/{quote(name)}")[0] == http.client.OK
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
        remove_thing(network.daemon, f"/networks/{network.id}")


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
            "join one that is there: STACKRIG_NETWORK=NAME, or pytest --network=NAME",
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

    mark_session(session, daemon)
    with docker_client(daemon) as client:
        volume = _make_volume(client, session, recipe.name) if recipe.volume_path else ""
        try:
            created = _create(client, session, recipe, network, socket_path(daemon))
            try:
                check_session(session)
                if recipe.files:
                    created.put_archive("/", _archive(recipe.files))
                created.start()
                created.reload()
                published = created.ports.get(f"{recipe.port}/tcp") or [{"HostPort": 0}]  # none when it has ended
            except BaseException:
                created.remove(force=True, v=True)
                raise
        except BaseException as error:
            if volume:
                client.volumes.get(volume).remove()
            if isinstance(error, APIError):
                raise _run_error(recipe, error) from error
            raise
    host_port = int(published[0]["HostPort"])
    started = str(created.attrs["State"]["StartedAt"])
    return Container(str(created.id), recipe.name, recipe.image, recipe.port, host_port, daemon, volume, started)


def remove_container(container: Container) -> None:
    """Kill and remove a container, its volumes and the Lambda containers it has started. Idempotent.

    Raises:
        TeardownError: something is left.
    """
    remove_containers(container.daemon, [container.id])
    remove_until_quiet(container.daemon, f"{PARENT_LABEL}={container.name}")
    if container.volume:
        remove_thing(container.daemon, f"/volumes/{container.volume}?force=1")


def describe_end(container: Container) -> str:
    """Return how a container has ended, by a restart too; empty while it runs. The SDK is not imported."""
    try:
        status, body = ask_daemon(container.daemon, f"/containers/{container.id}/json")
    except (OSError, http.client.HTTPException) as error:
        return f"the Docker daemon of container {container.name} does not answer: {error}"
    if status == http.client.NOT_FOUND:
        return f"container {container.name} was removed"
    state = json.loads(body).get("State", {})
    if not state.get("Running"):
        return f"container {container.name} has ended with exit code {state.get('ExitCode')}"
    was_restarted = container.started and state.get("StartedAt") != container.started
    return f"container {container.name} was restarted: its data and its port are lost" if was_restarted else ""


def server_end(process: Process | None, container: Container | None) -> str:
    """Return how a server that was started here, in one of these, has ended; empty while it runs."""
    if container:
        return describe_end(container)
    return processes.describe_end(process) if process else ""


@contextmanager
def watching(container: Container) -> Iterator[Callable[[], None]]:
    """Yield a function that raises StartError when the container has ended, with exit code and log tail.

    It does so, too, when the container has served for a while and its port on this machine is out of reach.
    """
    from docker.errors import NotFound

    with docker_client(container.daemon) as client:
        check_reach = _reach_check(client, container)

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
            check_reach()

        yield check


def _reach_check(client: "DockerClient", container: Container) -> Callable[[], None]:
    reached = asked = time.monotonic()

    def check() -> None:
        nonlocal reached, asked
        if time.monotonic() - asked < REACH_PAUSE:
            return
        asked = time.monotonic()
        if listens(container.host_port) or not _serves_inside(client, container):
            reached = asked
        elif asked - reached > REACH_PATIENCE:
            raise StartError(
                f"container {container.name} serves, but ports of its daemon's containers are out of reach from here: "
                f"{LOOPBACK}:{container.host_port} refuses",
                remedies=[
                    "in a container: give it the network of the daemon's machine, docker run --network=host",
                    "use the embedded rig: --database-image=embedded --localstack-image=embedded",
                ],
            )

    return check


def _serves_inside(client: "DockerClient", container: Container) -> bool:
    """Tell whether a program in a container listens on its port, on all addresses (0A: proc_pid_net(5))."""
    from docker.errors import APIError

    with suppress(APIError):  # it has just ended
        reading = client.api.exec_create(container.id, ["cat", "/proc/net/tcp", "/proc/net/tcp6"])
        links = client.api.exec_start(reading["Id"]).decode()
        return bool(re.search(rf" (0{{8}}|0{{32}}):{container.port:04X} \S+ 0A ", links))
    return False


def read_log(container: Container, *, lines: int | None = None, since: float | None = None) -> str:
    """Return what a container wrote to its output: its last lines, or since a time (seconds since 1970), or all."""
    with docker_client(container.daemon) as client:
        text = client.api.logs(container.id, tail="all" if lines is None else lines, since=since)
    return text.decode("utf-8", "replace")


def log_tail(container: Container, *, lines: int = 20) -> str:
    """Return the last lines of a container's log under a heading with its name."""
    try:
        text = read_log(container, lines=lines)
    except StartError as error:
        return f"no log: {error}"
    tail = "\n".join(f"  {line}" for line in text.splitlines())
    return f"last lines of container {container.name}:\n{tail or '  (empty)'}"


def copy_log(container: Container, path: Path, *, follow: bool) -> Path:
    """Write a container's log to a file and return its path; with `follow`, a thread goes on writing what comes."""
    try:
        path.write_text(read_log(container), encoding="utf-8")
    except OSError as error:
        raise StackrigError(
            f"the log of container {container.name} can't be copied to {path}: {error.strerror}",
            remedies=[f"docker logs {container.name}"],
        ) from error
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
    labels = {**labels_of(session), PARENT_LABEL: parent}
    return " ".join(f"--label {shlex.quote(f'{name}={value}')}" for name, value in labels.items())


def _create(client: "DockerClient", session: Session, recipe: Recipe, network: Network | None, own: str) -> Any:
    from docker.types import Mount

    return client.containers.create(
        recipe.image,
        list(recipe.command) or None,
        name=recipe.name,
        environment=dict(recipe.environment),
        labels=labels_of(session),
        network=network.name if network else None,
        ports={f"{recipe.port}/tcp": (LOOPBACK, recipe.host_port or None)},  # type: ignore[dict-item]  # None: any port
        tmpfs=dict.fromkeys(recipe.tmpfs, ""),
        volumes=[f"{recipe.name}:{recipe.volume_path}"] if recipe.volume_path else [],
        mounts=[Mount(recipe.socket, own, type="bind")] if recipe.socket else [],  # refused where it is not there
        shm_size=recipe.shared_memory,
    )


def _archive(files: Mapping[str, str]) -> bytes:
    """Return a tar with files by their path, the root's own and readable by everybody."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for path, text in files.items():
            data = text.encode()
            entry = tarfile.TarInfo(path.lstrip("/"))
            entry.size, entry.mode = len(data), 0o644
            archive.addfile(entry, io.BytesIO(data))
    return content.getvalue()


def _make_volume(client: "DockerClient", session: Session, name: str) -> str:
    client.volumes.create(name, labels=labels_of(session))
    return name


def _run_error(recipe: Recipe, error: "APIError") -> StartError:
    text = str(error.explanation or error)
    if recipe.host_port and PORT_TAKEN.search(text):
        return StartError(
            f"container {recipe.name} can't have port {recipe.host_port}: another program listens on it",
            evidence=text,
            remedies=[f"{recipe.port_option}=0 lets Docker choose a port", f"lsof -i :{recipe.host_port} names it"],
        )
    if recipe.socket and NO_SOURCE.search(text):
        return StartError(
            f"container {recipe.name} of image {recipe.image} starts containers itself, by its daemon's own socket, "
            f"and the daemon has none where it should be: {text}",
            remedies=[
                f"have the daemon listen there as well: dockerd -H unix://{DEFAULT_SOCKET}",
                "--localstack-image=embedded runs the Lambdas as processes of this machine",
            ],
        )
    return StartError(f"container {recipe.name} of image {recipe.image} could not be started: {text}")
