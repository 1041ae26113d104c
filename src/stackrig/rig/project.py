"""Whole rigs: their stages, in order or side by side."""

import dataclasses
import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from stackrig.containers.container import connect
from stackrig.containers.daemon import require_daemon
from stackrig.containers.networks import is_there, join_network, make_network
from stackrig.containers.removal import remove_session
from stackrig.database.memory_mounts import limit_named
from stackrig.database.seeding import seed_database
from stackrig.database.seeds import Seed, seed_digest, seed_files
from stackrig.database.server import PostgresServer, reached_by_lambdas, stop_postgres
from stackrig.database.templates import fill_from_template
from stackrig.deployment.function_sources import find_sources
from stackrig.deployment.left_stacks import destroy_left_stacks, has_left_stacks
from stackrig.deployment.stacks import (
    Deployment,
    Program,
    deploy_stack,
    destroy_stack,
    forget_stack,
    preview_stack,
)
from stackrig.emulator.function_sources import tell_sources
from stackrig.emulator.server import AwsEndpoint, stop_localstack
from stackrig.errors import StackrigError
from stackrig.leases import end_session
from stackrig.loopback import aws_settings, loopback_names, without_libpq_variables
from stackrig.processes import Session
from stackrig.rig.addresses import describe_database, describe_localstack
from stackrig.rig.kept_stacks import forget_kept
from stackrig.rig.parts import DATABASE, LOCALSTACK, PARTS, Part
from stackrig.rig.plan import BOTH, Plan, settle
from stackrig.rig.programs import FoundProgram, find_programs, import_ahead, stacks_by_name, undone_on_failure
from stackrig.rig.record import RECORDS, Rig, load_rig, locked, record_rig, recorded_rig, stray_sessions
from stackrig.rig.servers import (
    backends,
    check_replaceable,
    deploy_inputs,
    deployment_is_stale,
    is_current,
    make_way,
    need,
    need_database,
    need_running,
    noticing_end,
    restart_remedies,
)
from stackrig.rig.side_by_side import abandoning, giving_up_with
from stackrig.settings import Settings
from stackrig.stages import run_beside, stage

if TYPE_CHECKING:
    from concurrent.futures import Future

    from stackrig.deployment.engines.stack import Result

log = logging.getLogger("stackrig")

PURPOSES: dict[Part[Any], str] = {DATABASE: "a database for the program", LOCALSTACK: "a LocalStack to deploy to"}


# --- stages: each takes the rig and returns it with its own part; everything it starts belongs to the session -------


def open_network(plan: Plan, rig: Rig, session: Session) -> Rig:
    """Make the network that the rig's containers share, or join the one that is named; processes need none."""
    with stage("network"):
        if not plan.shares_network:
            log.info("127.0.0.1, which needs no network of its own")
            return rig
        return _share_network(plan.settings, rig, session)


def _share_network(settings: Settings, rig: Rig, session: Session) -> Rig:
    known = rig.network
    if known and settings.network in ("", known.name) and is_there(known):
        log.info("%s is there already", known.name)
        return rig
    daemon = require_daemon()
    named = settings.network
    network = join_network(daemon, named) if named else make_network(daemon, session)
    log.info("%s on %s", network.name, daemon)
    return dataclasses.replace(rig, network=network)


def open_server(part: Part[Any], plan: Plan, rig: Rig, session: Session) -> Rig:
    """Start the server of a part, unless the rig's own server runs and was made from the same inputs.

    A replaced server keeps running until all stages have succeeded; see `_record`.
    """
    with stage(part.stage):
        server, planned = part.of(rig), need(part.planned(plan), "a plan", part.stage)
        if server and is_current(rig, part, server, planned):
            log.info("already up: %s", part.describe(server))
            return rig
        if server:
            check_replaceable(rig, part)
            make_way(plan, part, server)
        made = part.start(plan, session, rig.network)
        log.info("%s, %s", part.describe(made), planned.reason)
        return dataclasses.replace(part.put(rig, made), inputs={**rig.inputs, part.stage: planned.inputs})


def load_seeds(seeds: Sequence[Seed], rig: Rig) -> Rig:
    """Load seeds into the rig's database; the same seeds are loaded only once."""
    with stage("seed"):
        postgres = need_database(rig, "a database to load the seeds into")
        digest = seed_digest(seeds)
        names = ", ".join(seed.name for seed in seeds)
        if not seeds:
            log.info("nothing to load: [tool.stackrig] names no seed")
            return rig
        if rig.seeded == digest:
            log.info("already loaded: %s", names)
        else:
            _refuse_second_seed(rig, postgres)
            _load(postgres, seeds, names)
        return dataclasses.replace(rig, seeded=digest)


def _load(postgres: PostgresServer, seeds: Sequence[Seed], names: str) -> None:
    if postgres.folder and fill_from_template(postgres, seeds):
        log.info("already there, from the cache: %s", names)
    else:
        with limit_named(postgres.memory_limit):
            seed_database(postgres.dsn, seeds)
        log.info("loaded %s", names)


def deploy_programs(programs: Sequence[FoundProgram], rig: Rig, *, refresh: bool = False) -> Rig:
    """Deploy the program of each of the project's stacks to the rig, over an earlier deployment.

    If one fails, the new ones before it are destroyed.
    """
    with stage("deploy"):
        _refuse_other_stacks(programs, rig)
        need_running(rig, PURPOSES)
        localstack = need(rig.localstack, PURPOSES[LOCALSTACK], LOCALSTACK.stage)
        with undone_on_failure(localstack, kept=rig.deployments) as made:
            for program in programs:
                made.append(_deploy(program, rig, refresh=refresh))
                log.info("%s", made[-1].summary())
        if any(program.settings.reload for program in programs):
            _follow_sources(made, localstack)
        return dataclasses.replace(rig, deployments=tuple(made), inputs={**rig.inputs, "deploy": deploy_inputs(rig)})


def _follow_sources(made: Sequence[Deployment], localstack: AwsEndpoint) -> None:
    """Make the functions of these stacks run their sources as they are at each invocation."""
    sources = find_sources(made)
    if sources and tell_sources(localstack, sources):
        places = dict.fromkeys(place for pairs in sources.values() for _, place in pairs)
        log.info("functions run these sources as they are, without a deployment: %s", ", ".join(places))
    else:
        why = "the functions' archives do not tell" if not sources else "only the embedded LocalStack follows"
        log.warning("no function reloads its sources: %s where they are", why)


def _deploy(found: FoundProgram, rig: Rig, *, refresh: bool) -> Deployment:
    with (
        loaded_program(found, rig) as (program, localstack),
        noticing_end(localstack, restart_remedies(LOCALSTACK.stage)),
    ):
        postgres = _known_database(rig)
        return deploy_stack(found.settings, program, localstack=localstack, postgres=postgres, refresh=refresh)


@contextmanager
def loaded_program(found: FoundProgram, rig: Rig) -> Iterator[tuple[Program, AwsEndpoint]]:
    """Yield a stack's program and its target; AWS clients of the program find the rig's LocalStack."""
    need_running(rig, PURPOSES)
    postgres, localstack = (need(part.of(rig), purpose, part.stage) for part, purpose in PURPOSES.items())
    _refuse_unasked_aws(found.settings, localstack)
    with loopback_names(), without_libpq_variables(), aws_settings(localstack.endpoint_url, localstack.region):
        yield found.load(_reachable(rig, postgres)), localstack


def _known_database(rig: Rig) -> PostgresServer | None:
    return _reachable(rig, rig.postgres) if rig.postgres else None


def _reachable(rig: Rig, postgres: PostgresServer) -> PostgresServer:
    """Return the database's handle with the address at which the rig's Lambdas reach it."""
    backend = rig.localstack.backend if rig.localstack else ""
    return reached_by_lambdas(postgres, in_containers=rig.network is not None and backend != "embedded")


STAGES: dict[str, Callable[..., Rig]] = {
    "network": open_network,
    "db": partial(open_server, DATABASE),
    "seed": lambda plan, rig, _session: load_seeds(seed_files(plan.settings.root, plan.settings.seed), rig),
    "localstack": partial(open_server, LOCALSTACK),
    "deploy": lambda plan, rig, _session, **options: deploy_programs(find_programs(plan.settings), rig, **options),
}


PLANNED: dict[str, Collection[str]] = {"network": BOTH, **{name: [name] for name in BOTH}}  # servers by stage


def run_stage(settings: Settings, name: str, **options: bool) -> Rig:
    """Run one stage on the project's rig and record the result. If it fails, everything that it started is stopped.

    Args:
        options: of the stage itself, such as `refresh` of deploy.
    """
    with recorded_rig(settings.root) as (before, session):
        plan, rig = settle_rig(settings, before, PLANNED.get(name, ()), pull=name != "network"), before
        if name in BOTH:
            rig = with_network(plan, rig, session)
        return _record(settings, before, STAGES[name](plan, rig, session, **options), session)


def _record(settings: Settings, before: Rig, rig: Rig, session: Session) -> Rig:
    """Record the rig, then stop the servers that were replaced: until now a failure left them as they were."""
    rig = record_rig(settings.root, rig, session)
    for part in PARTS:
        if (server := part.of(before)) and server != part.of(rig):
            part.stop(server)
    if (lost := before.localstack) and lost != rig.localstack and lost.is_disposable:
        for deployment in before.deployments:
            forget_stack(deployment)
    if deployment_is_stale(rig):
        log.warning("the deployed program still uses the replaced database; invoke deploy connects it to this one")
    return rig


def preview(settings: Settings, *, refresh: bool = False) -> "list[Result]":
    """Return what a deployment of each of the project's programs would do to its rig. Nothing is changed."""
    with locked(settings.root), stage("deploy"):
        rig = load_rig(settings.root) or Rig()
        return [_preview(found, rig, refresh=refresh) for found in find_programs(settings)]


def _preview(found: FoundProgram, rig: Rig, *, refresh: bool) -> "Result":
    with loaded_program(found, rig) as (program, localstack):
        postgres = _known_database(rig)
        return preview_stack(found.settings, program, localstack=localstack, postgres=postgres, refresh=refresh)


def up(settings: Settings) -> Rig:
    """Bring up the whole rig: database and seeds beside LocalStack, then the program; record the result.

    If a stage fails, everything that this call started is stopped.
    """
    seeds, programs = seed_files(settings.root, settings.seed), find_programs(settings)
    beside: list[Future[Rig]] = []
    with recorded_rig(settings.root) as (before, session), abandoning(session, beside):
        plan = settle_rig(settings, before, BOTH, pull=True)
        rig = _connect(open_network(plan, before, session))
        beside.append(cloud := run_beside(partial(STAGES["localstack"], plan, rig, session)))
        run_beside(partial(import_ahead, programs))
        with giving_up_with(cloud, session):
            rig = load_seeds(seeds, STAGES["db"](plan, rig, session))
        rig = LOCALSTACK.moved(rig, cloud.result())
        return _record(settings, before, deploy_programs(programs, rig), session)


def teardown(settings: Settings) -> list[str]:
    """Remove the project's rig, if there is one; return the names of what was removed.

    Raises:
        ExceptionGroup or StackrigError: something could not be removed; the record is kept for another try.
    """
    with locked(settings.root):
        rig = load_rig(settings.root)
        strays = stray_sessions(settings.root, rig or Rig())
        stacks = stacks_by_name(settings)
        if not (rig or strays or has_left_stacks(stacks)):
            return []
        with stage("teardown"):
            close(dataclasses.replace(rig or Rig(), sessions=(*(rig.sessions if rig else ()), *strays)))
            for record in RECORDS:
                (settings.root / ".stackrig" / record).unlink(missing_ok=True)
            kept = forget_kept(settings.root)
            left = destroy_left_stacks(stacks)
        lost = [f"{len(strays)} session(s) whose record was lost"] if strays else []
        runs = [f"{kept} stack(s) kept for test runs"] if kept else []
        return [text for text in [*_removed(rig or Rig()), *runs, *lost, *left] if text]


def close(rig: Rig) -> None:
    """Stop a rig's servers and remove its sessions' folders, trying every part. Repeating it is safe."""
    in_docker = (rig.network, rig.postgres and rig.postgres.container, rig.localstack and rig.localstack.container)
    daemon = next((part.daemon for part in in_docker if part), None)
    with ExitStack() as undo:
        for session in rig.sessions:
            undo.callback(end_session, session, daemon)
        # The label ties containers to their sessions; a network goes last, when all sessions' containers are gone.
        for session in rig.sessions if len(rig.sessions) > 1 else ():
            undo.callback(partial(remove_session, session, daemon, networks=False))
        if rig.postgres and not rig.postgres.container:
            undo.callback(stop_postgres, rig.postgres)
        if rig.localstack and not rig.localstack.container:
            undo.callback(stop_localstack, rig.localstack)
        if localstack := rig.localstack:
            end = forget_stack if localstack.is_disposable else partial(destroy_stack, localstack=localstack)
            for deployment in rig.deployments:  # the last one goes first
                undo.callback(end, deployment)


def _removed(rig: Rig) -> Sequence[str]:
    postgres = describe_database(rig.postgres) if rig.postgres else ""
    localstack = describe_localstack(rig.localstack) if rig.localstack else ""
    return postgres, localstack


# --- servers together -----------------------------------------------------------------------------------------------


def settle_rig(
    settings: Settings, rig: Rig, stages: Collection[str], *, pull: bool, planned: Plan | None = None
) -> Plan:
    """Return the plan for these stages, see `settle`; servers of other stages that run or are planned stay."""
    if not stages:
        return Plan(settings)
    known = {**backends(rig), **(planned.backends() if planned else {})}
    running = {stage: kind for stage, kind in known.items() if stage not in stages}
    return settle(settings, stages, running=running, pull=pull)


def with_network(plan: Plan, rig: Rig, session: Session) -> Rig:
    """Return the rig with the network that the planned servers share, if they need one."""
    return _connect(open_network(plan, rig, session)) if plan.shares_network else rig


def _connect(rig: Rig) -> Rig:
    """Connect a database that is up already to the rig's network."""
    if rig.network and rig.postgres and rig.postgres.container and not rig.postgres.how_ended():
        connect(rig.network, rig.postgres.container)
    return rig


# --- what a stage refuses -------------------------------------------------------------------------------------------


def _refuse_unasked_aws(settings: Settings, localstack: AwsEndpoint) -> None:
    if localstack.backend == "aws" and settings.cloud_asked != ("aws", localstack.access_key):
        raise StackrigError(
            f"the rig has {describe_localstack(localstack)} itself, but the settings no longer name it",
            remedies=[
                f"STACKRIG_USE_LOCALSTACK=false STACKRIG_AWS_ACCOUNT={localstack.access_key}",
                "destroy what is there: invoke teardown",
            ],
        )


def _refuse_other_stacks(programs: Sequence[FoundProgram], rig: Rig) -> None:
    """Refuse to forget a stack that the rig has and the project no longer names."""
    wanted = {program.name for program in programs}
    for there in rig.deployments:
        if there.name not in wanted:
            raise StackrigError(
                f"the stack {there.stack} of {there.project} is still deployed, but the project no longer names it",
                remedies=[
                    f"keep it: STACKRIG_PROJECT={there.project} STACKRIG_STACK={there.stack}",
                    "remove it with the rig: invoke teardown up",
                ],
            )


def _refuse_second_seed(rig: Rig, postgres: PostgresServer) -> None:
    if rig.seeded:
        raise StackrigError(
            f"the seeds have changed since they were loaded into database {postgres.database}",
            remedies=["start over with an empty database: invoke teardown up"],
        )
