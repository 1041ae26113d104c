"""The network that a session's containers share: one of its own, or an existing one."""

import http.client
import json
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from stackrig.containers.api import Answer, Daemon, ask, call
from stackrig.containers.removal import (
    TOOL,
    TOOL_LABEL,
    check_session,
    labels_of,
    mark_session,
    remove_thing,
)
from stackrig.errors import StartError
from stackrig.processes import Session

LEAVE_OUT = "set none of STACKRIG_NETWORK, --network and DOCKER_TEST_NETWORK: the rig makes a network of its own"
UNFIT_NETWORKS = {  # the engines' own networks
    "bridge": "containers do not find each other by name there",
    "podman": "containers do not find each other by name there",
    "host": "containers have no ports of their own there",
    "none": "nothing reaches a container there",
}


@dataclass(frozen=True, slots=True)
class Network:
    """Identify a network of a daemon; a network that was joined is never removed."""

    id: str
    name: str
    is_ours: bool
    daemon: Daemon


def make_network(daemon: Daemon, session: Session, name: str = "") -> Network:
    """Make a bridge network that belongs to the session; without a name it gets one of the session's.

    Raises:
        StartError: the daemon has no addresses left for one, or refuses.
    """
    mark_session(session, daemon)
    name = name or f"{TOOL}-{session.id}"
    description = {"Name": name, "Driver": "bridge", "Labels": labels_of(session), "CheckDuplicate": True}
    answer = call(daemon, "/networks/create", method="POST", value=description)
    if not answer.is_ok:
        raise _network_error(daemon, name, answer)
    network = Network(str(answer.json()["Id"]), name, is_ours=True, daemon=daemon)
    try:
        check_session(session)
    except StartError:
        remove_network(network)
        raise
    return network


def join_network(daemon: Daemon, name: str) -> Network:
    """Return an existing network; it will not be removed.

    Raises:
        StartError: there is no network of that name, or it can't be shared.
    """
    command = daemon.engine.lower()
    answer = call(daemon, f"/networks/{quote(name, safe='')}")
    if not answer.is_ok:
        raise StartError(
            f"{daemon} has no network {name}" + ("" if answer.is_missing else f": {answer.text}"),
            remedies=[f"{command} network create {name}", LEAVE_OUT],
        )
    found = answer.json()
    if reason := UNFIT_NETWORKS.get(str(found["Name"])):
        raise StartError(
            f"the network {found['Name']} of {daemon} can't be joined: {reason}",
            remedies=[f"{command} network create NAME, then STACKRIG_NETWORK=NAME", LEAVE_OUT],
        )
    return Network(str(found["Id"]), str(found["Name"]), is_ours=False, daemon=daemon)


def is_there(network: Network) -> bool:
    """Tell whether a network still exists."""
    return has_network(network.daemon, network.id)


def has_network(daemon: Daemon, name: str) -> bool:
    """Tell whether the daemon has a network of this name or id; one that does not answer has none."""
    with suppress(OSError, http.client.HTTPException):
        return ask(daemon, f"/networks/{quote(name)}").is_ok
    return False


def remove_network(network: Network) -> None:
    """Remove a network that was made here; leave one that was joined. Repeating it is safe.

    Raises:
        TeardownError: a container is still on it.
    """
    if network.is_ours:
        remove_thing(network.daemon, f"/networks/{network.id}")


def _network_error(daemon: Daemon, name: str, answer: Answer) -> StartError:
    """Return an error that counts the networks: usually each one has taken a range of addresses, and none is left."""
    if answer.status == http.client.CONFLICT:
        return StartError(f"{daemon} has a network {name} already: {answer.text}")
    bridges = _networks(daemon, "driver", "bridge")
    ours = _networks(daemon, "label", TOOL_LABEL)
    command = daemon.engine.lower()
    return StartError(
        f"{daemon} made no network {name}: {answer.text}",
        evidence=f"it has {len(bridges)} bridge networks, each with addresses of its own; "
        f"stackrig's among them: {', '.join(ours) or 'none'}",
        remedies=[
            f"if no addresses are left, remove networks nobody uses: {command} network prune",
            "or give the daemon more: default-address-pools in Docker's daemon.json",
            "or join a network that is there: STACKRIG_NETWORK=NAME, or pytest --network=NAME",
        ],
    )


def _networks(daemon: Daemon, key: str, value: str) -> list[str]:
    answer = call(daemon, f"/networks?{urlencode({'filters': json.dumps({key: [value]})})}")
    return [str(found["Name"]) for found in answer.json()] if answer.is_ok else []
