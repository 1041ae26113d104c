"""The end of a test run: its servers are stopped, or kept as the project's rig if teardown is off."""

import dataclasses
from contextlib import ExitStack
from functools import partial

from stackrig.database.templates import drop_database
from stackrig.deployment.stacks import destroy_stack, forget_stack
from stackrig.processes import Session
from stackrig.rig.parts import PARTS
from stackrig.rig.project import close
from stackrig.rig.record import Rig, is_of, load_rig, locked, read_rig, record_rig
from stackrig.settings import Settings
from stackrig.stages import stage

RECORD = "rig.json"  # in the folder of the run's session: the servers that it started or attached to
DEPLOYED = "deployed.json"  # the project's program with a database of its own
RECORD_TIMEOUT = 10.0  # seconds that another command may hold the project's record


def end_run(settings: Settings, session: Session) -> None:
    """Stop the servers that a run has started, or record them as the project's rig if teardown is off.

    Raises:
        ExceptionGroup or StackrigError: something could not be removed.
    """
    if not session.folder.exists():  # none of its processes needed a server
        return
    with stage("teardown"):
        _end_servers(settings, session)
    if not settings.teardown:
        _keep_servers(settings, session)


def _end_servers(settings: Settings, session: Session) -> None:
    rig, deployed = read_rig(session.folder / RECORD) or Rig(), read_rig(session.folder / DEPLOYED)
    on_aws = deployed and deployed.localstack and deployed.localstack.backend == "aws"  # no later run would know of it
    with ExitStack() as undo:
        if settings.teardown:
            undo.callback(close, dataclasses.replace(_own(rig, session), sessions=(session,)))
        if deployed and (settings.teardown or on_aws):
            undo.callback(_end_deployed, deployed, session)


def _keep_servers(settings: Settings, session: Session) -> None:
    """Record what a run has started as the project's rig."""
    rig = read_rig(session.folder / RECORD) or Rig()
    with locked(settings.root, RECORD_TIMEOUT):
        kept = load_rig(settings.root) or Rig()
        for part in PARTS:
            kept = part.moved(kept, rig) if part.of(rig) else kept
        record_rig(settings.root, dataclasses.replace(kept, network=rig.network or kept.network), session)


def _end_deployed(deployed: Rig, session: Session) -> None:
    """Destroy what was deployed to servers that stay."""
    with ExitStack() as undo:
        if deployed.postgres and not is_of(session, deployed.postgres):
            undo.callback(drop_database, deployed.postgres)
        if localstack := deployed.localstack:
            end = forget_stack if is_of(session, localstack) else partial(destroy_stack, localstack=localstack)
            for deployment in deployed.deployments:  # the last one goes first
                undo.callback(end, deployment)


def _own(rig: Rig, session: Session) -> Rig:
    """Return the rig without the servers that it is attached to, and without its deployment."""
    rig = dataclasses.replace(rig, deployments=())
    for part in PARTS:
        if (server := part.of(rig)) and not is_of(session, server):
            rig = part.without(rig)
    return rig
