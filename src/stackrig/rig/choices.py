"""Describe which servers a run gets, and why."""

from collections.abc import Collection, Iterator
from typing import Any

from stackrig.deployment.targets import choose_engine
from stackrig.rig.attaching import find_server
from stackrig.rig.parts import DATABASE, LOCALSTACK, Part
from stackrig.rig.plan import Plan, settle
from stackrig.server_plan import ServerPlan
from stackrig.settings import Settings


def describe_choices(settings: Settings, stages: Collection[str]) -> Iterator[str]:
    """Yield a line for each server that these stages start or find, and a line for the engine that deploys programs.

    Raises:
        StackrigError: an option can't be used on this machine.
    """
    plan = settle(settings, stages, running={}, pull=False)
    if plan.database:
        yield f"database {_used(plan, DATABASE, plan.database)}"
    if plan.localstack:
        yield f"localstack {_used(plan, LOCALSTACK, plan.localstack)}"
        yield f"programs are deployed by {choose_engine(settings).describe()}"


def _used(plan: Plan, part: Part[Any], planned: ServerPlan) -> str:
    server, stale = find_server(plan, part)
    if server and not stale:
        return f"{server.backend} {server.version}, the one that is up"
    fate = "stays" if plan.settings.teardown else "is replaced"
    beside = f"; the one that is up was made with another {', '.join(stale)} and {fate}" if stale else ""
    return planned.describe() + beside
