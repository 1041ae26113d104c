"""The record of a project's rig that was left up on purpose, and the lock that guards it."""

import dataclasses
import json
import logging
import re
import types
import typing
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from stackrig.containers.daemon import check_daemon
from stackrig.containers.networks import Network
from stackrig.database.server import PostgresServer
from stackrig.deployment.stacks import Deployment
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import StackrigError, StartError
from stackrig.file_locks import file_lock, holder
from stackrig.folders import project_folder, write_private
from stackrig.leases import end_session, keep_session, known_sessions, new_session, read_lease
from stackrig.processes import Session

log = logging.getLogger("stackrig")

RECORDS = ("rig.json", "pgpass")
# The JSON types of a record's fields.
JSON_TYPES: dict[Any, type | tuple[type, ...]] = {
    **dict.fromkeys((str, Path, Literal), str),
    **dict.fromkeys((dict, Mapping), dict),
    bool: bool,
    int: int,
    float: (int, float),
    tuple: list,
}


@dataclass(frozen=True, slots=True)
class Rig:
    """Hold a rig's servers, its sessions, and what each stage was made from."""

    sessions: tuple[Session, ...] = ()
    network: Network | None = None
    postgres: PostgresServer | None = None
    seeded: str = ""
    localstack: AwsEndpoint | None = None
    deployments: tuple[Deployment, ...] = ()  # in their order: later ones may use what earlier ones made
    inputs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def deployment(self) -> Deployment | None:
        """Return the last deployment; no other deployment of the rig uses it."""
        return self.deployments[-1] if self.deployments else None


def load_rig(root: Path) -> Rig | None:
    """Return the rig that was left up in this project; None when there is none or the record is another checkout's."""
    rig = read_rig(root / ".stackrig" / RECORDS[0])
    if rig and (other := _other_home(rig, root)):
        log.warning("the rig recorded in %s belongs to %s, of which this is a copy; it is left alone", root, other)
        return None
    if rig:
        _note_move(rig, root)
    return rig


def _note_move(rig: Rig, root: Path) -> None:
    """Note in a rig's leases that its checkout was moved: doctor --prune ends rigs of folders that are gone."""
    home = root.resolve()
    for session in rig.sessions:
        lease = read_lease(session)
        if lease and lease.kept not in ("", str(home)):
            with suppress(OSError):  # a full disk
                keep_session(session, home)


def _other_home(rig: Rig, root: Path) -> str:
    """Return the folder that the rig belongs to, if this folder is a copy of it. After a move that folder is gone."""
    homes = {lease.kept for session in rig.sessions if (lease := read_lease(session)) and lease.kept}
    others = homes - {str(root.resolve())}
    return next((home for home in sorted(others) if Path(home, ".stackrig", RECORDS[0]).exists()), "")


def read_rig(path: Path) -> Rig | None:
    """Return the rig that a file records; None when there is no such file."""
    try:
        rig: Rig = _restore(Rig, json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StackrigError(
            f"{path}, the record of a rig, can't be read: {error!r}",
            remedies=[f"rm '{path}' && invoke teardown  # ends what the record names"],
        ) from error
    return rig


def save_rig(root: Path, rig: Rig) -> None:
    """Record a rig in the project's state folder, readable by its owner only: it holds the password."""
    folder = project_folder(root)
    write_rig(folder / RECORDS[0], rig)
    if rig.postgres:
        _write_pgpass(folder / "pgpass", rig.postgres)


def write_rig(path: Path, rig: Rig) -> None:
    """Record a rig in a file that only its owner may read; see `write_private`."""
    write_private(path, json.dumps(dataclasses.asdict(rig), default=str, indent=2))


def _write_pgpass(path: Path, postgres: PostgresServer) -> None:
    """Write the file psql reads passwords from: https://www.postgresql.org/docs/current/libpq-pgpass.html."""
    fields = (postgres.host, str(postgres.host_port), "*", postgres.username, postgres.password)
    path.touch(mode=0o600)
    path.write_text(":".join(re.sub(r"([\\:])", r"\\\1", value) for value in fields) + "\n", encoding="utf-8")


@contextmanager
def locked(root: Path, timeout: float = 0) -> Iterator[None]:
    """Hold the project's lock, so that two commands never change its rig at once; wait for it `timeout` seconds."""
    with ExitStack() as undo:
        try:
            undo.enter_context(file_lock(project_folder(root) / "lock", "", timeout=timeout))
        except StartError as error:
            raise StackrigError(
                f"another stackrig command is running in {root}: {holder(project_folder(root) / 'lock')}",
                remedies=["wait for it to end, or stop it"],
            ) from error
        except OSError as error:
            raise StackrigError(
                f"the rig's record can't be kept in {project_folder(root)}: {error.strerror}"
            ) from error
        yield


@contextmanager
def recorded_rig(root: Path) -> Iterator[tuple[Rig, Session]]:
    """Yield the project's rig, locked, and a session for what the block starts; end that session if the block fails."""
    with locked(root):
        rig = load_rig(root) or Rig()
        if trouble := daemon_trouble(rig):
            raise StackrigError(
                f"the rig of this project is in containers that can't be reached: {trouble}",
                remedies=["start the daemon, and run this again", "start the daemon, then: invoke teardown"],
            )
        for stray in stray_sessions(root, rig):
            log.info("ending a rig of this project whose record was lost")
            end_session(stray)
        session = new_session()
        try:
            yield rig, session
        except BaseException:
            if session not in (load_rig(root) or Rig()).sessions:  # the failure came before the record was written
                end_session(session)
            raise


def daemon_trouble(rig: Rig) -> str:
    """Return why the daemon with the rig's containers can't be used; empty when it can or the rig has none."""
    in_containers = (rig.network, *(server and server.container for server in (rig.postgres, rig.localstack)))
    for daemon in {thing.daemon for thing in in_containers if thing}:
        try:
            check_daemon(daemon)
        except StartError as error:
            return str(error)
    return ""


def stray_sessions(root: Path, rig: Rig) -> list[Session]:
    """Return this project's kept sessions that its record doesn't name: `git clean -x` removes the record."""
    named = {session.id for session in rig.sessions}
    leases = [(session, read_lease(session)) for session in known_sessions() if session.id not in named]
    return [session for session, lease in leases if lease and lease.kept == str(root.resolve())]


def record_rig(root: Path, rig: Rig, session: Session) -> Rig:
    """Save the rig with the sessions of its servers; the other sessions are ended.

    The record comes first: if this process dies now, the reaper ends what is recorded, and nothing is left that
    nobody knows.
    """
    sessions = dict.fromkeys((*rig.sessions, session))
    used = tuple(known for known in sessions if _is_used(known, rig))
    rig = dataclasses.replace(rig, sessions=used)
    save_rig(root, rig)
    if session in used:
        keep_session(session, root.resolve())
    for known in sessions:
        if known not in used:
            end_session(known)
    return rig


def is_of(session: Session, server: PostgresServer | AwsEndpoint) -> bool:
    """Tell whether a server was started in this session."""
    if server.container:
        return session.id in server.container.name
    return bool(server.process and server.process.log_file.is_relative_to(session.folder))


def _is_used(session: Session, rig: Rig) -> bool:
    if rig.network and rig.network.is_ours and session.id in rig.network.name:
        return True
    return any(server and is_of(session, server) for server in (rig.postgres, rig.localstack))


def _restore(kind: Any, value: Any) -> Any:
    """Turn JSON back into the dataclasses it came from.

    Raises:
        TypeError or KeyError: the JSON is of another shape.
    """
    arguments, origin = typing.get_args(kind), typing.get_origin(kind)
    if origin is types.UnionType:
        return None if value is None else _restore(arguments[0], value)
    _check_shape(kind, value)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{name: _restore(hints[name], part) for name, part in value.items()})  # type: ignore[operator]
    if origin is tuple:
        return tuple(_restore(arguments[0], part) for part in value)
    if origin is Mapping:
        return {name: _restore(arguments[1], part) for name, part in value.items()}
    return Path(value) if kind is Path else value


def _check_shape(kind: Any, value: Any) -> None:
    origin = typing.get_origin(kind) or kind
    wanted = JSON_TYPES.get(origin, dict if dataclasses.is_dataclass(kind) else object)
    if not isinstance(value, wanted):
        raise TypeError(f"{value!r} where {getattr(kind, '__name__', kind)} is expected")
