"""Move the clock: everything due meanwhile happens at its own time, in order, before the move ends."""

import importlib
from collections.abc import Iterator
from typing import Any

from ..emulator import loaded
from . import timer
from .invocations import wait_for_invocations
from .present import move_to, now

# Modules that know a service's next change by itself, by the module that is loaded with the service.
FOLLOWERS = {
    "localstack.services.sqs.models": "queues",
    "moto.dynamodb.models": "table_items",
    "localstack.services.s3.models": "stored_objects",
}


def advance(seconds: float) -> int:
    """Move the clock forward and return how many things were due; a second move waits for the first."""
    with timer.firing:
        _skip_missed_rounds()
        end, done = now() + seconds, timer.run_due()
        wait_for_invocations()
        while (moment := _next_moment(end)) is not None:
            move_to(moment)
            done += _catch_up()
        move_to(end)
        done += _catch_up()
    timer.wake()
    return done


def _catch_up() -> int:
    """Do everything that is due now."""
    changed: int = sum(one.apply() for one in _followers())
    done = timer.run_due()
    wait_for_invocations()
    return changed + done


def _next_moment(end: float) -> float | None:
    """Return the next time, before the end of the move, at which something is due, or None."""
    found = [timer.next_moment(), *(one.next_moment() for one in _followers())]
    moments = [moment for moment in found if moment is not None and moment <= end]
    return min(moments, default=None)


def _followers() -> Iterator[Any]:
    for service, name in FOLLOWERS.items():
        if loaded(service):
            yield importlib.import_module(f".{name}", __package__)


def _skip_missed_rounds() -> None:
    """Run LocalStack's jobs of every second once after a move, instead of once for each missed second."""
    from localstack.utils.scheduler import ScheduledTask  # type: ignore[import-not-found]

    def set_next_deadline(task: Any) -> None:
        task.deadline = max(task.deadline + task.period, now())

    ScheduledTask.set_next_deadline = set_next_deadline
