"""Invoke the targets of schedules when they are due, and retry failures.

Scheduler retries with growing pauses, whose length AWS does not document; then the dead-letter queue gets what the
target did not accept: https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
"""

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from ..clock import timer
from ..clock.present import now
from .dead_letters import send_dead_letter
from .expressions import At, parse
from .inputs import Invocation
from .records import LOCK, Schedule, Store
from .targets import code_of, invoke_target

log = logging.getLogger(__name__)
PRECISION = 60.0  # seconds: a time this long ago does not count as past
JUST_BEFORE = 1.0  # seconds
LONGEST_PAUSE = 300  # seconds between tries


@dataclass(frozen=True, slots=True)
class Try:
    """Hold an invocation that is due, and the number of this try."""

    store: Store
    schedule: Schedule
    scheduled: float
    number: int = 1


def plan(store: Store, schedule: Schedule) -> None:
    """Schedule the first invocation of a new or changed schedule."""
    stop(schedule)
    is_one_moment = isinstance(parse(schedule.record["ScheduleExpression"]), At)
    _put_off(store, schedule, _begin(schedule) - (PRECISION if is_one_moment else JUST_BEFORE))


def stop(schedule: Schedule) -> None:
    """Cancel all further invocations of a schedule."""
    for due in (schedule.due, *schedule.tries):
        timer.cancel(due)
    schedule.due, schedule.tries = None, []


def _put_off(store: Store, schedule: Schedule, after: float) -> None:
    """Schedule the first invocation after a time; a schedule without one is complete."""
    record = schedule.record
    expression, zone = parse(record["ScheduleExpression"]), ZoneInfo(record["ScheduleExpressionTimezone"])
    moment = expression.next_after(after, zone, _begin(schedule))
    end = None if isinstance(expression, At) else _seconds(record.get("EndDate"))
    if moment is None or (end is not None and moment > end):
        _complete(store, schedule)
        return
    schedule.due = timer.call_at(moment + _delay(schedule, moment), partial(_fire, store, schedule, moment))


def _fire(store: Store, schedule: Schedule, moment: float) -> None:
    if store.schedules.get(schedule.key) is not schedule:
        return
    if schedule.record["State"] == "ENABLED":
        _invoke(Try(store, schedule, moment))
    with LOCK:
        if store.schedules.get(schedule.key) is schedule and schedule.due and schedule.due.moment <= now():
            _put_off(store, schedule, moment)


def _complete(store: Store, schedule: Schedule) -> None:
    """End a schedule without further times; it may ask for its deletion, once no retry is left."""
    schedule.due = None
    if schedule.record["ActionAfterCompletion"] == "DELETE" and not schedule.tries:
        store.schedules.pop(schedule.key, None)


def _delay(schedule: Schedule, moment: float) -> float:
    """Return the delay of an invocation: anywhere in the window, and the same each time."""
    minutes = schedule.record["FlexibleTimeWindow"].get("MaximumWindowInMinutes") or 0
    digest = hashlib.sha256(f"{schedule.arn} {moment}".encode()).digest()
    return float(int.from_bytes(digest[:4]) % (minutes * 60)) if minutes else 0.0


def _invoke(one: Try) -> None:
    schedule, target = one.schedule, one.schedule.record["Target"]
    invocation = Invocation(schedule, one.scheduled, secrets.token_hex(8), one.number)
    try:
        invoke_target(invocation)
    except Exception as error:  # noqa: BLE001  # whatever a service answers
        log.warning("stackrig: schedule %s: %s: %s", schedule.arn, target["Arn"], error)
        may_pass = code_of(error)[1]
        exhausted = _exhausted(one) if may_pass else ""
        if may_pass and not exhausted:
            _try_again(one)
        else:
            send_dead_letter(invocation, error, exhausted)


def _try_again(one: Try) -> None:
    """Schedule another try."""
    schedule = one.schedule
    again = Try(one.store, schedule, one.scheduled, one.number + 1)
    due = timer.call_at(now() + min(2 ** (one.number - 1), LONGEST_PAUSE), partial(_repeat, again))
    schedule.tries = [*(other for other in schedule.tries if other.moment > now()), due]


def _repeat(one: Try) -> None:
    schedule = one.schedule
    schedule.tries = [due for due in schedule.tries if due.moment > now()]
    _invoke(one)
    with LOCK:
        if schedule.due is None:
            _complete(one.store, schedule)


def _exhausted(one: Try) -> str:
    """Return the condition of the retry policy that ends the tries, or an empty text."""
    policy = one.schedule.record["Target"]["RetryPolicy"]
    if one.number > policy["MaximumRetryAttempts"]:
        return "MaximumRetryAttempts"
    return "MaximumEventAgeInSeconds" if now() - one.scheduled >= policy["MaximumEventAgeInSeconds"] else ""


def _begin(schedule: Schedule) -> float:
    return _seconds(schedule.record.get("StartDate")) or schedule.begin


def _seconds(moment: Any) -> float | None:
    return moment.timestamp() if isinstance(moment, datetime) else moment
