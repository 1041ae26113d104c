"""Remove everything that a session has in Docker or Podman: by its labels, from the daemon that has it."""

import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from stackrig.containers.api import Answer, Daemon, call
from stackrig.containers.daemon import check_daemon
from stackrig.errors import StartError, TeardownError
from stackrig.folders import write_private
from stackrig.processes import Session

SESSION_LABEL = "dev.stackrig.session"
TOOL_LABEL = "dev.stackrig.tool"
FOLDER_LABEL = "dev.stackrig.folder"  # the folder of the session
TOOL = "stackrig"
MARKER = "docker.json"  # a file in the folder of a session that has containers: it names their daemon
# Where the daemon lists what it holds, by the docker command that removes it.
LISTS = {"rm -fv": "/containers/json", "network rm": "/networks", "volume rm": "/volumes"}
REMOVAL_TIMEOUT = 10.0  # seconds
REMOVAL_PAUSE = 0.05  # seconds between two looks at what is left
QUIET = 0.2  # seconds without anything new: a request may still be served after its sender died


def remove_session(session: Session, daemon: Daemon | None = None, *, networks: bool = True) -> None:
    """Remove every container, volume and network with the session's label, networks last. Repeating it is safe.

    Args:
        daemon: the daemon to ask when the session's folder, which names it, is gone.
        networks: False leaves the networks, on which containers of another session may be.

    Raises:
        TeardownError: something is left, or the daemon does not answer.
    """
    daemon = session_daemon(session) if session.folder.exists() else daemon
    if not daemon or _is_gone(daemon):
        return
    try:
        check_daemon(daemon)
        made = [str(network["Id"]) for network in _listed(daemon, "/networks", _label(session))] if networks else []
        remove_until_quiet(daemon, _label(session), networks=made)
        for volume in _listed(daemon, "/volumes", _label(session))["Volumes"] or ():
            remove_thing(daemon, f"/volumes/{volume['Name']}?force=1")
    except StartError as error:
        raise TeardownError(
            f"the containers of session {session.id} can't be removed: {error}",
            remedies=["start the daemon, then: invoke teardown", "the next run removes what tests left"],
        ) from error


def things_by_session(daemon: Daemon) -> dict[Session, dict[str, list[str]]]:
    """Return the names of everything that sessions have on a daemon, by the keys of LISTS.

    Raises:
        TeardownError: the daemon does not answer.
    """
    found: dict[Session, dict[str, list[str]]] = {}
    for command, path in LISTS.items():
        listed = _listed(daemon, path, FOLDER_LABEL, all="1")
        for thing in (listed["Volumes"] or ()) if isinstance(listed, dict) else listed:
            session = Session(thing["Labels"][SESSION_LABEL], Path(thing["Labels"][FOLDER_LABEL]))
            name = str(thing.get("Name") or thing["Names"][0].lstrip("/"))
            found.setdefault(session, {}).setdefault(command, []).append(name)
    return found


def session_daemon(session: Session) -> Daemon | None:
    """Return the daemon that a session uses; None when it uses none. The SDK is not imported.

    Raises:
        TeardownError: its record is damaged, and there may be containers.
    """
    marker = session.folder / MARKER
    try:
        return Daemon(**json.loads(marker.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise TeardownError(
            f"{marker}, which names the daemon of a session's containers, can't be read: {error!r}",
            remedies=[
                f"remove the containers by hand: docker rm -f $(docker ps -aq --filter label={_label(session)})",
                f"then forget them: rm '{marker}'",
            ],
        ) from error


def labels_of(session: Session) -> dict[str, str]:
    return {TOOL_LABEL: TOOL, SESSION_LABEL: session.id, FOLDER_LABEL: str(session.folder)}


def mark_session(session: Session, daemon: Daemon) -> None:
    """Note which daemon the session uses before anything is made there, for whoever ends the session."""
    if session_daemon(session) != daemon:
        write_private(session.folder / MARKER, json.dumps(asdict(daemon)))


def check_session(session: Session) -> None:
    """Refuse to continue in a session that another thread has ended: nobody would remove a container made now."""
    if not session_daemon(session):
        raise StartError(f"session {session.id} was ended while it was starting a container")


def _is_gone(daemon: Daemon) -> bool:
    """Tell whether a daemon is gone for good because its folder is gone, such as one that a test run had made."""
    path = Path(urlsplit(daemon.host).path)
    return daemon.host.startswith("unix:") and not path.parent.exists()


def _label(session: Session) -> str:
    return f"{SESSION_LABEL}={session.id}"


def remove_until_quiet(daemon: Daemon, label: str, *, networks: Sequence[str] = ()) -> None:
    """Remove everything with a label until nothing new appears: a LocalStack may still be starting a Lambda.

    Networks are removed in the same loop: each can be removed once it has no containers.
    """
    begun = seen = time.monotonic()
    while True:
        asked = time.monotonic()
        found = [str(container["Id"]) for container in _listed(daemon, "/containers/json", label, all="1")]
        if found:
            remove_containers(daemon, found)
            seen = time.monotonic()
        refused = [answer for network in networks if (answer := _try_to_remove(daemon, f"/networks/{network}"))]
        if not (found or refused) and asked - seen >= QUIET:
            return
        if (found or refused) and asked - begun > REMOVAL_TIMEOUT:
            what = f"new containers keep appearing: {', '.join(found)}" if found else refused[0]
            raise TeardownError(f"some objects with the label {label} could not be removed: {what}")
        if refused or not found:
            time.sleep(REMOVAL_PAUSE)


def remove_containers(daemon: Daemon, ids: Sequence[str]) -> None:
    if ids:
        with ThreadPoolExecutor(min(8, len(ids))) as pool:
            list(pool.map(lambda one: remove_thing(daemon, f"/containers/{one}?force=1&v=1"), ids))


def remove_thing(daemon: Daemon, path: str) -> None:
    deadline = time.monotonic() + REMOVAL_TIMEOUT
    while refusal := _try_to_remove(daemon, path):
        if time.monotonic() > deadline:
            raise TeardownError(f"{daemon} does not remove {path}: {refusal}")
        time.sleep(REMOVAL_PAUSE)  # the daemon refuses a network for a moment after its last container was removed


def _try_to_remove(daemon: Daemon, path: str) -> str:
    """Remove one thing; return why the daemon refuses, empty when it is gone. A removal under way refuses too."""
    answer = _call(daemon, path, method="DELETE")
    return "" if answer.is_ok or answer.is_missing else answer.text


def _listed(daemon: Daemon, path: str, label: str, **query: str) -> Any:
    """Return the daemon's list of objects with a label."""
    answer = _call(daemon, f"{path}?{urlencode({**query, 'filters': json.dumps({'label': [label]})})}")
    if not answer.is_ok:
        raise TeardownError(f"{daemon} does not list objects with the label {label}: {answer.text}")
    return answer.json()


def _call(daemon: Daemon, path: str, *, method: str = "GET") -> Answer:
    try:
        return call(daemon, path, method=method)
    except StartError as error:
        raise TeardownError(str(error)) from error
