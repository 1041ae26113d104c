"""A rig's servers by stage: how each is started and stopped, whether it runs, and what it was made from."""

import dataclasses
import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from stackrig.containers.api import listens
from stackrig.containers.container import server_end
from stackrig.containers.daemon import require_daemon
from stackrig.containers.images import provide_image
from stackrig.containers.logs import log_tail as container_log_tail
from stackrig.containers.networks import Network
from stackrig.database.prepared_start import start_prepared
from stackrig.database.programs import find_programs
from stackrig.database.server import PostgresServer, choose_database, stop_postgres
from stackrig.emulator.image import passed_on
from stackrig.emulator.server import AwsEndpoint, choose_localstack, start_localstack, stop_localstack
from stackrig.errors import StackrigError, StartError
from stackrig.processes import Session, log_tail
from stackrig.rig.addresses import describe_database, describe_localstack
from stackrig.rig.plan import Backends
from stackrig.rig.record import Rig
from stackrig.settings import Choice, Settings
from stackrig.waiting import wait_until

log = logging.getLogger("stackrig")
T = TypeVar("T")

END_TIMEOUT = 1.0  # seconds a server that does not listen any more has to be gone


@dataclass(frozen=True, slots=True)
class ServerKind:
    """Say how a stage's server is chosen, started, stopped and described, and which options decide what it is like."""

    choose: Callable[[Settings], Choice]
    start: Callable[[Settings, Session, Network | None], Any]
    stop: Callable[[Any], None]
    describe: Callable[[Any], str]
    options: Sequence[str]


SERVERS = {
    "db": ServerKind(
        choose_database,
        start_prepared,
        stop_postgres,
        describe_database,
        ("database", "database_port", "database_username", "database_password", "database_storage"),
    ),
    "localstack": ServerKind(
        choose_localstack,
        start_localstack,
        stop_localstack,
        describe_localstack,
        ("localstack_services", "localstack_environment", "localstack_port", "region"),
    ),
}

PARTS = {"db": ("postgres", "seeded"), "localstack": ("localstack", "deployment")}  # of a rig by stage


def backends(rig: Rig) -> Backends:
    """Return the backends of the rig's servers that run, by stage."""
    servers = {"db": rig.postgres, "localstack": rig.localstack}
    return {name: server.backend for name, server in servers.items() if server and not has_ended(server)}


# --- whether they run -------------------------------------------------------------------------------------------------


def has_ended(server: PostgresServer | AwsEndpoint) -> str:
    """Return how a server that was started has ended, empty while it runs."""
    return server_end(server.process, server.container)


def check_server(server: PostgresServer | AwsEndpoint, task: str) -> None:
    """Raise a StackrigError with the log's tail when a server that was started has ended."""
    if end := has_ended(server):
        remedies = [f"start another: invoke {task}, or invoke up"]
        tail = log_tail(server.process.log_file) if server.process else ""
        if server.container:
            tail = container_log_tail(server.container)
        raise StackrigError(end, evidence=tail, remedies=remedies)


@contextmanager
def noticing_end(server: AwsEndpoint, task: str) -> Iterator[None]:
    """Report that a server has ended, instead of what that made fail in the block."""
    try:
        yield
    except StackrigError as error:
        with suppress(StartError):
            started_here = server.process or server.container
            if started_here and not listens(server.port):  # one that was killed is gone in a moment
                wait_until(lambda: has_ended(server), what=task, timeout=END_TIMEOUT)
        try:
            check_server(server, task)
        except StackrigError as end:
            raise end from error
        raise


def need(value: T | None, what: str, task: str) -> T:
    """Return a part of a rig; raise a StackrigError naming its task when the rig has none."""
    if value is None:
        raise StackrigError(f"there is no rig with {what}", remedies=[f"invoke {task}", "invoke up"])
    return value


def need_running(rig: Rig, **what: str) -> tuple[Any, ...]:
    """Return the servers of stages ("db", "localstack"), and make sure that they run.

    Args:
        what: by stage, what its server is needed as.

    Raises:
        StackrigError: the rig lacks some, all of which are named, or one has ended.
    """
    servers = {name: getattr(rig, PARTS[name][0]) for name in what}
    if missing := [name for name, server in servers.items() if not server]:
        texts = " and ".join(what[name] for name in missing)
        raise StackrigError(f"there is no rig with {texts}", remedies=[f"invoke {' '.join(missing)}", "invoke up"])
    for name, server in servers.items():
        check_server(server, name)
        _check_account(server)
    return tuple(servers.values())


def _check_account(server: PostgresServer | AwsEndpoint) -> None:
    """Raise a StartError when the user's credentials are of another account on AWS than the rig was made for."""
    if isinstance(server, AwsEndpoint) and server.backend == "aws":
        from stackrig.emulator.account import check_account

        check_account(server.access_key, server.region)


# --- what they were made from ----------------------------------------------------------------------------------------


def inputs_of(settings: Settings, name: str, choice: Choice) -> dict[str, str]:
    """Return everything that decides what the server of a stage ("db", "localstack") is like."""
    options = {key: str(getattr(settings, key)) for key in SERVERS[name].options}
    if name == "localstack" and choice.kind == "image":
        options |= passed_on()
        if settings.network:  # else any will do
            options["network"] = settings.network
    return {"image": f"{choice.kind}:{choice.version}", **options}


def stale_inputs(rig: Rig, name: str, inputs: Mapping[str, str]) -> list[str]:
    """Return which inputs of a stage differ from those the rig's server was made from."""
    recorded = rig.inputs.get(name, {})
    return [key for key, value in inputs.items() if recorded.get(key) != value]


def is_current(rig: Rig, name: str, inputs: Mapping[str, str]) -> bool:
    """Tell whether a stage's server runs and was made from these inputs; what it lacks is logged."""
    if end := has_ended(getattr(rig, PARTS[name][0])):
        log.info("%s; starting another", end)
        return False
    stale = stale_inputs(rig, name, inputs)
    if stale:
        log.info("replacing the one that is up: %s changed", ", ".join(stale))
        return False
    _check_account(getattr(rig, PARTS[name][0]))
    return True


def deployment_is_stale(rig: Rig) -> bool:
    """Tell whether the program was deployed with another database than the rig has now."""
    return bool(rig.deployment and "deploy" in rig.inputs and stale_inputs(rig, "deploy", deploy_inputs(rig)))


def deploy_inputs(rig: Rig) -> dict[str, str]:
    """Return what decides which database a deployed program has."""
    known = f"{rig.postgres.container_name} {rig.postgres.dsn}" if rig.postgres else ""
    return {"database": hashlib.sha256(known.encode()).hexdigest()}  # it holds a password


def check_replaceable(rig: Rig, name: str) -> None:
    """Raise a StackrigError when the rig would forget a stack that outlives the rig: one on AWS itself."""
    if name == "localstack" and rig.deployment and rig.localstack and rig.localstack.backend == "aws":
        raise StackrigError(
            f"the stack {rig.deployment.stack} is still deployed to {describe_localstack(rig.localstack)}",
            remedies=["destroy it first: invoke teardown"],
        )


def make_way(settings: Settings, name: str, choice: Choice, server: PostgresServer | AwsEndpoint) -> None:
    """Stop a server whose port the one that replaces it is to have, once what that is made from is there."""
    wanted = settings.database_port if name == "db" else settings.localstack_port
    port = server.host_port if isinstance(server, PostgresServer) else server.port
    if wanted and wanted == port and choice.kind not in ("attach", "aws"):
        if choice.kind == "image":
            provide_image(require_daemon(), choice.version)
        elif name == "db":
            find_programs(choice.kind, choice.version)
        log.info("stopping it first: both are to listen on port %d", port)
        SERVERS[name].stop(server)


def join(rig: Rig, other: Rig, name: str) -> Rig:
    """Return the rig with the part of a stage ("db", "localstack") taken from another."""
    parts = {part: getattr(other, part) for part in PARTS[name]}
    inputs = {**rig.inputs, **{key: value for key, value in other.inputs.items() if key == name}}
    return dataclasses.replace(rig, inputs=inputs, **parts)
