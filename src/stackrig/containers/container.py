"""A container: what it is made from, how it is started, and how it has ended.

Containers carry the session's id as a label and listen on 127.0.0.1 only. `removal` finds them by that label when the
session ends.
"""

import http.client
import io
import itertools
import os
import shlex
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from stackrig import processes
from stackrig.containers.api import Answer, Daemon, ask, call, is_elsewhere, listens
from stackrig.containers.daemon import DEFAULT_SOCKET
from stackrig.containers.networks import Network
from stackrig.containers.removal import (
    TOOL,
    check_session,
    labels_of,
    mark_session,
    remove_containers,
    remove_thing,
    remove_until_quiet,
)
from stackrig.containers.tunnels import open_tunnel, publishing_address
from stackrig.errors import StartError
from stackrig.processes import Process, Session, stop_process

PARENT_LABEL = "dev.stackrig.parent"  # a label of Lambda containers: the name of their LocalStack
MEGABYTE = 2**20

_numbers: dict[tuple[str, str], Iterator[int]] = {}  # by session and role: a session belongs to one process


@dataclass(frozen=True, slots=True)
class Container:
    """Identify a container; `port` is the port it listens on, `host_port` the port of this machine that leads there.

    A container that was restarted after `started` has another port and has lost what was in its memory. The
    `tunnel` leads from `host_port` to a container on another machine.
    """

    id: str
    name: str
    image: str
    port: int
    host_port: int
    daemon: Daemon
    volume: str = ""
    started: str = ""
    tunnel: Process | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Describe what a container is made from.

    With `host_port` 0 the daemon chooses; messages name `port_option`, the option that set it. A volume made for it
    is mounted at `volume_path`, the daemon's own socket at `socket`. `files` are put into it before it starts, by
    their path. `shared_memory` is in MB.
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
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    shared_memory: int = 64


def new_name(session: Session, role: str) -> str:
    """Return a name for a container of the session: its role, with a number when the role had one before."""
    number = next(_numbers.setdefault((session.id, role), itertools.count(1)))
    return f"{TOOL}-{session.id}-{role}" + (f"-{number}" if number > 1 else "")


def run_container(daemon: Daemon, session: Session, recipe: Recipe, network: Network | None = None) -> Container:
    """Start a container and return it with its port on 127.0.0.1; it may not be ready yet.

    Raises:
        StartError: the daemon refuses, or the port is taken.
    """
    mark_session(session, daemon)
    volume = recipe.name if recipe.volume_path else ""
    with ExitStack() as undo:
        if volume:
            _create(daemon, recipe, "/volumes/create", {"Name": volume, "Labels": labels_of(session)})
            undo.callback(remove_thing, daemon, f"/volumes/{volume}?force=1")
        path = f"/containers/create?{urlencode({'name': recipe.name})}"
        id_ = str(_create(daemon, recipe, path, _description(daemon, session, recipe, network))["Id"])
        undo.callback(remove_containers, daemon, [id_])
        found = _start(daemon, session, recipe, id_)
        port, tunnel, started = _published(recipe, found), None, str(found["State"]["StartedAt"])
        if port and is_elsewhere(daemon):
            tunnel, port = open_tunnel(daemon, session, recipe.name, port, wanted=recipe.host_port)
        undo.pop_all()
    return Container(id_, recipe.name, recipe.image, recipe.port, port, daemon, volume, started, tunnel)


def remove_container(container: Container) -> None:
    """Kill and remove a container, its volumes and the Lambda containers it started. Repeating it is safe.

    Raises:
        TeardownError: something is left.
    """
    if container.tunnel:
        stop_process(container.tunnel)
    remove_containers(container.daemon, [container.id])
    remove_until_quiet(container.daemon, f"{PARENT_LABEL}={container.name}")
    if container.volume:
        remove_thing(container.daemon, f"/volumes/{container.volume}?force=1")


def connect(network: Network, container: Container) -> None:
    """Connect a running container to a network, if it is not connected already.

    Raises:
        StartError: the daemon refuses.
    """
    if _is_on(network, container):
        return
    value = {"Container": container.id}
    answer = call(network.daemon, f"/networks/{network.id}/connect", method="POST", value=value)
    if not answer.is_ok and not _is_on(network, container):  # another command may have connected it meanwhile
        raise StartError(f"container {container.name} can't join network {network.name}: {answer.text}")


def describe_end(container: Container) -> str:
    """Return how a container has ended, also by a restart; empty while it runs."""
    try:
        answer = ask(container.daemon, f"/containers/{container.id}/json")
    except (OSError, http.client.HTTPException) as error:
        return f"{container.daemon}, which has container {container.name}, does not answer: {error}"
    if answer.is_missing:
        return f"container {container.name} was removed"
    state = answer.json().get("State", {})
    if not state.get("Running"):
        return f"container {container.name} has ended with exit code {state.get('ExitCode')}"
    if container.tunnel and (end := processes.describe_end(container.tunnel)):
        return f"container {container.name} is out of reach: {end}"
    was_restarted = container.started and state.get("StartedAt") != container.started
    return f"container {container.name} was restarted: its data and its port are lost" if was_restarted else ""


def server_end(process: Process | None, container: Container | None) -> str:
    """Return how a server that was started here, in a container or as a process, has ended; empty while it runs."""
    if container:
        return describe_end(container)
    return processes.describe_end(process) if process else ""


def memory(container: Container) -> float:
    """Return the bytes of memory that a container uses, without its page cache."""
    stats = call(container.daemon, f"/containers/{container.id}/stats?stream=0&one-shot=1").json()["memory_stats"]
    inactive = stats.get("stats", {})
    return float(stats["usage"] - inactive.get("total_inactive_file", inactive.get("inactive_file", 0)))


def socket_path(daemon: Daemon) -> str:
    """Return where a container finds the daemon's own socket, on the machine or virtual machine of the daemon."""
    address = urlsplit(daemon.host)
    if is_elsewhere(daemon):
        return (address.scheme == "ssh" and address.path.rstrip("/")) or DEFAULT_SOCKET
    path = address.path if address.scheme == "unix" else DEFAULT_SOCKET
    return DEFAULT_SOCKET if "/.docker/" in path else os.path.realpath(path)  # Docker Desktop has that folder


def lambda_labels(session: Session, parent: str) -> str:
    """Return the flags for LAMBDA_DOCKER_FLAGS that give the session's labels to LocalStack's Lambda containers."""
    labels = {**labels_of(session), PARENT_LABEL: parent}
    return " ".join(f"--label {shlex.quote(f'{name}={value}')}" for name, value in labels.items())


def _create(daemon: Daemon, recipe: Recipe, path: str, description: Mapping[str, Any]) -> dict[str, Any]:
    answer = call(daemon, path, method="POST", value=description)
    if not answer.is_ok:
        raise _refusal(daemon, recipe, answer)
    found: dict[str, Any] = answer.json()
    return found


def _start(daemon: Daemon, session: Session, recipe: Recipe, id_: str) -> dict[str, Any]:
    """Start a created container, and return the daemon's description of it."""
    place = f"/containers/{id_}"
    check_session(session)
    if recipe.files:
        answer = call(daemon, f"{place}/archive?path=/", method="PUT", content=_archive(recipe.files))
        if not answer.is_ok:
            raise _refusal(daemon, recipe, answer)
    answer = call(daemon, f"{place}/start", method="POST")
    if not answer.is_ok:
        raise _refusal(daemon, recipe, answer)
    found: dict[str, Any] = call(daemon, f"{place}/json").json()
    return found


def _description(daemon: Daemon, session: Session, recipe: Recipe, network: Network | None) -> dict[str, Any]:
    wanted = "" if is_elsewhere(daemon) else str(recipe.host_port or "")  # otherwise the tunnel has that port
    port, socket = f"{recipe.port}/tcp", {"Type": "bind", "Source": socket_path(daemon), "Target": recipe.socket}
    return {
        "Image": recipe.image,
        **({"Cmd": list(recipe.command)} if recipe.command else {}),
        "Env": [f"{name}={value}" for name, value in recipe.environment.items()],
        "Labels": labels_of(session),
        "ExposedPorts": {port: {}},
        "HostConfig": {
            "PortBindings": {port: [{"HostIp": publishing_address(daemon), "HostPort": wanted}]},
            "Tmpfs": dict.fromkeys(recipe.tmpfs, ""),
            "Binds": [f"{recipe.name}:{recipe.volume_path}"] if recipe.volume_path else [],
            "Mounts": [socket] if recipe.socket else [],  # the daemon refuses a path that does not exist
            "ShmSize": recipe.shared_memory * MEGABYTE,
            **({"NetworkMode": network.name} if network else {}),
        },
    }


def _published(recipe: Recipe, found: Mapping[str, Any]) -> int:
    """Return the port at which a container's port is published; 0 when the container has ended already."""
    published = found["NetworkSettings"]["Ports"].get(f"{recipe.port}/tcp")
    return int(published[0]["HostPort"]) if published else 0


def _is_on(network: Network, container: Container) -> bool:
    found = call(network.daemon, f"/containers/{container.id}/json").json()["NetworkSettings"]["Networks"]
    return network.name in found or network.id in {joined.get("NetworkID") for joined in found.values()}


def _archive(files: Mapping[str, bytes]) -> bytes:
    """Return a tar with files by their path, the root's own and readable by everybody."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for path, data in files.items():
            entry = tarfile.TarInfo(path.lstrip("/"))
            entry.size, entry.mode = len(data), 0o644
            archive.addfile(entry, io.BytesIO(data))
    return content.getvalue()


def _refusal(daemon: Daemon, recipe: Recipe, answer: Answer) -> StartError:
    if recipe.host_port and listens(recipe.host_port):
        return StartError(
            f"container {recipe.name} can't have port {recipe.host_port}: another program listens on it",
            evidence=answer.text,
            remedies=[f"{recipe.port_option}=0 lets the daemon choose", f"lsof -i :{recipe.host_port} names it"],
        )
    remedies = [
        f"let the daemon listen on {socket_path(daemon)} too: LocalStack starts its Lambdas' containers by that socket",
        "--localstack-image=embedded runs the Lambdas as processes of this machine",
    ]
    return StartError(
        f"container {recipe.name} of image {recipe.image} could not be started: {answer.text}",
        remedies=remedies if recipe.socket else (),
    )
