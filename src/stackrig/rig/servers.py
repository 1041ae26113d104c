"""A rig's servers while they are up: whether they run, and whether they were made from the planned inputs."""

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from stackrig.containers.api import listens
from stackrig.database.seeds import seed_digest, seed_files
from stackrig.database.server import PostgresServer
from stackrig.emulator.routes import fault_of
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import StackrigError, StartError
from stackrig.rig.addresses import describe_localstack
from stackrig.rig.parts import DATABASE, LOCALSTACK, PARTS, Part, Server
from stackrig.rig.plan import Backends, Plan
from stackrig.rig.record import Rig
from stackrig.server_plan import ServerPlan
from stackrig.settings import Settings
from stackrig.waiting import wait_until

log = logging.getLogger("stackrig")
T = TypeVar("T")

END_TIMEOUT = 1.0  # seconds within which a server that has stopped listening must have ended


def backends(rig: Rig) -> Backends:
    """Return the backends of the rig's servers that run, by stage."""
    servers = {part.stage: part.of(rig) for part in PARTS}
    return {stage: server.backend for stage, server in servers.items() if server and not server.how_ended()}


# --- whether they run -------------------------------------------------------------------------------------------------


def cannot_serve(server: Server) -> str:
    """Return why a running embedded LocalStack can't serve any more; empty when it can, and for other servers."""
    if not (isinstance(server, AwsEndpoint) and server.process) or server.how_ended():
        return ""
    fault = fault_of(server.port)
    return (_end_of(server) or f"LocalStack runs but can't serve any more: {fault}") if fault else ""


def _end_of(server: AwsEndpoint) -> str:
    """Return how a LocalStack has ended. A killed one stops listening first and disappears a moment later."""
    with suppress(StartError):
        if server.is_ours and not listens(server.port):
            wait_until(server.how_ended, what="the end of LocalStack", timeout=END_TIMEOUT)
    return server.how_ended()


def check_server(server: Server, remedies: Sequence[str]) -> None:
    """Raise a StackrigError with the log's tail when a started server has ended or can't serve any more."""
    if end := server.how_ended() or cannot_serve(server):
        raise StackrigError(end, evidence=server.log_tail(), remedies=remedies)


def restart_remedies(stage: str) -> list[str]:
    """Return what to type when a server of the project's rig has ended."""
    return [f"start another: invoke {stage}, or invoke up"]


@contextmanager
def noticing_end(server: AwsEndpoint, remedies: Sequence[str]) -> Iterator[None]:
    """Report that a LocalStack has ended, instead of the errors that its end causes in the block."""
    try:
        yield
    except StackrigError as error:
        _end_of(server)
        try:
            check_server(server, remedies)
        except StackrigError as end:
            raise end from error
        raise


def need(value: T | None, what: str, task: str) -> T:
    """Return a part of a rig; raise a StackrigError naming its task when the rig has none."""
    if value is None:
        raise StackrigError(f"there is no rig with {what}", remedies=[f"invoke {task}", "invoke up"])
    return value


def need_running(rig: Rig, purposes: Mapping[Part[Any], str]) -> None:
    """Make sure that the rig's servers of these parts run; each text says what the part is needed for.

    Raises:
        StackrigError: the rig lacks some, all of which are named, or one has ended.
    """
    servers = {part: part.of(rig) for part in purposes}
    if missing := [part for part in purposes if not servers[part]]:
        texts = " and ".join(purposes[part] for part in missing)
        stages = " ".join(part.stage for part in missing)
        raise StackrigError(f"there is no rig with {texts}", remedies=[f"invoke {stages}", "invoke up"])
    for part, server in servers.items():
        if server:
            check_server(server, restart_remedies(part.stage))
            _check_account(server)


def need_database(rig: Rig, purpose: str) -> PostgresServer:
    """Return the rig's running database; see `need_running`."""
    need_running(rig, {DATABASE: purpose})
    return need(rig.postgres, purpose, DATABASE.stage)


def _check_account(server: Server) -> None:
    """Raise a StartError when the user's AWS credentials belong to another account than the rig was made for."""
    if isinstance(server, AwsEndpoint) and server.backend == "aws":
        from stackrig.emulator.account import check_account

        check_account(server.access_key, server.region)


# --- what they were made from ----------------------------------------------------------------------------------------


def stale_inputs(rig: Rig, stage: str, inputs: Mapping[str, str]) -> list[str]:
    """Return the inputs of a stage that differ from those of the rig's server."""
    recorded = rig.inputs.get(stage, {})
    return [key for key, value in inputs.items() if recorded.get(key) != value]


def is_current(rig: Rig, part: Part[Any], server: Server, plan: ServerPlan) -> bool:
    """Tell whether the rig's server runs and was made from the planned inputs; if not, log the reason."""
    if end := server.how_ended():
        log.info("%s; starting another", end)
        return False
    if stale := stale_inputs(rig, part.stage, plan.inputs):
        log.info("replacing the one that is up: %s changed", ", ".join(stale))
        return False
    _check_account(server)
    return True


def deployment_is_stale(rig: Rig) -> bool:
    """Tell whether the program was deployed with another database than the rig has now."""
    return bool(rig.deployment and "deploy" in rig.inputs and stale_inputs(rig, "deploy", deploy_inputs(rig)))


def seeds_are_stale(settings: Settings, rig: Rig) -> bool:
    """Tell whether the project's seeds differ from those that were loaded into the rig's database.

    Raises:
        SettingsError: a seed does not exist.
    """
    return bool(rig.seeded) and rig.seeded != seed_digest(seed_files(settings.root, settings.seed))


def deploy_inputs(rig: Rig) -> dict[str, str]:
    """Return the inputs that decide which database a deployed program uses."""
    known = f"{rig.postgres.container_name} {rig.postgres.dsn}" if rig.postgres else ""
    return {"database": hashlib.sha256(known.encode()).hexdigest()}  # the DSN holds a password


def check_replaceable(rig: Rig, part: Part[Any]) -> None:
    """Raise a StackrigError when the rig would forget a stack that outlives the rig: a stack on AWS itself."""
    if part is LOCALSTACK and rig.deployment and rig.localstack and rig.localstack.backend == "aws":
        raise StackrigError(
            f"the stack {rig.deployment.stack} is still deployed to {describe_localstack(rig.localstack)}",
            remedies=["destroy it first: invoke teardown"],
        )


def make_way(plan: Plan, part: Part[Any], server: Server) -> None:
    """Stop a server whose port the new server must have, once everything that the new one is made from exists."""
    wanted, planned = part.port_asked(plan.settings), part.planned(plan)
    if wanted and planned and wanted == part.port(server) and planned.backend not in ("attach", "aws"):
        planned.fetch()
        log.info("stopping it first: both must listen on port %d", wanted)
        part.stop(server)
