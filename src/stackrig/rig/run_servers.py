"""The servers of a test run, as recorded for all its processes."""

from collections.abc import Collection
from dataclasses import dataclass

from stackrig.emulator.server import AwsEndpoint
from stackrig.processes import Session
from stackrig.rig.parts import PARTS, Server
from stackrig.rig.record import Rig, is_of, read_rig
from stackrig.rig.run_end import RECORD


@dataclass(frozen=True, slots=True)
class Cloud:
    """Hold a run's LocalStack, and the accounts that the run has in it; None when the run has all accounts."""

    endpoint: AwsEndpoint
    accounts: frozenset[str] | None


def run_cloud(session: Session, endpoint: AwsEndpoint, accounts: Collection[str] = ()) -> Cloud:
    """Return a run's LocalStack with these accounts; a run has all accounts of a LocalStack that it started."""
    return Cloud(endpoint, None if is_of(session, endpoint) else frozenset(accounts))


def shared_cloud(session: Session) -> Cloud | None:
    """Return the LocalStack that the processes of a run have started or found; None where there is none."""
    endpoint = _shared_rig(session).localstack
    return run_cloud(session, endpoint) if endpoint else None


def shared_servers(session: Session) -> list[Server]:
    """Return the servers that the processes of a run have started or found."""
    rig = _shared_rig(session)
    return [server for part in PARTS if (server := part.of(rig))]


def _shared_rig(session: Session) -> Rig:
    return read_rig(session.folder / RECORD) or Rig()
