"""The two parts of a rig, its database and its LocalStack: how each is found, started, stopped and described."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from stackrig.containers.networks import Network
from stackrig.database.prepared_start import start_prepared
from stackrig.database.server import PostgresServer, stop_postgres
from stackrig.emulator.server import AwsEndpoint, start_localstack, stop_localstack
from stackrig.processes import Session
from stackrig.rig.addresses import describe_database, describe_localstack
from stackrig.rig.plan import Plan
from stackrig.rig.record import Rig
from stackrig.server_plan import ServerPlan
from stackrig.settings import Settings

Server = PostgresServer | AwsEndpoint
S = TypeVar("S", PostgresServer, AwsEndpoint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[S]):
    """Describe a part of a rig: how its server is found in a rig and in a plan, started and stopped.

    `stage` starts it, and reports call it `title`. `put` gives a rig a new server, with nothing in it yet;
    `move` takes another rig's server with what is in it. A server's own handle tells whether it
    runs, is ours and may be thrown away.
    """

    stage: str
    title: str
    of: Callable[[Rig], S | None]
    planned: Callable[[Plan], ServerPlan | None]
    start: Callable[[Plan, Session, Network | None], S]
    stop: Callable[[S], None]
    describe: Callable[[S], str]
    port: Callable[[S], int]
    port_asked: Callable[[Settings], int]
    put: Callable[[Rig, S], Rig]
    move: Callable[[Rig, Rig], Rig]

    def moved(self, rig: Rig, other: Rig) -> Rig:
        """Return the rig with another rig's server, that server's content and its inputs."""
        made_from = {stage: inputs for stage, inputs in other.inputs.items() if stage == self.stage}
        return dataclasses.replace(self.move(rig, other), inputs={**rig.inputs, **made_from})

    def without(self, rig: Rig) -> Rig:
        """Return the rig without this server and its content."""
        return self.move(rig, Rig())


DATABASE = Part(
    stage="db",
    title="postgres",
    of=lambda rig: rig.postgres,
    planned=lambda plan: plan.database,
    start=lambda plan, session, network: start_prepared(plan.settings, session, network, plan=plan.database),
    stop=stop_postgres,
    describe=describe_database,
    port=lambda server: server.host_port,
    port_asked=lambda settings: settings.database_port,
    put=lambda rig, server: dataclasses.replace(rig, postgres=server, seeded=""),
    move=lambda rig, other: dataclasses.replace(rig, postgres=other.postgres, seeded=other.seeded),
)
LOCALSTACK = Part(
    stage="localstack",
    title="localstack",
    of=lambda rig: rig.localstack,
    planned=lambda plan: plan.localstack,
    start=lambda plan, session, network: start_localstack(plan.settings, session, network, plan=plan.localstack),
    stop=stop_localstack,
    describe=describe_localstack,
    port=lambda server: server.port,
    port_asked=lambda settings: settings.localstack_port,
    put=lambda rig, server: dataclasses.replace(rig, localstack=server, deployments=()),
    move=lambda rig, other: dataclasses.replace(rig, localstack=other.localstack, deployments=other.deployments),
)
PARTS: tuple[Part[Any], ...] = (DATABASE, LOCALSTACK)


def part_of(stage: str) -> Part[Any]:
    """Return the part that a stage starts."""
    return next(part for part in PARTS if part.stage == stage)
