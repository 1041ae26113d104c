"""Requests that CloudWatch Logs refuses.

See https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html and
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html.
"""

from collections.abc import Mapping
from typing import Any

from ..services.faults import broken_constraint, service_fault, validation_errors

LARGEST_BATCH, OVERHEAD = 1 << 20, 26  # bytes of all messages, and those that are counted for each event
DAY = 86_400_000  # milliseconds
DAYS = frozenset({
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
})  # fmt: skip


def _check_events(_context: Any, request: Mapping[str, Any]) -> None:
    events = request["logEvents"]
    size = sum(len(event["message"].encode()) + OVERHEAD for event in events)
    if size > LARGEST_BATCH:
        raise _invalid(f"Upload too large: {size} bytes exceeds limit of {LARGEST_BATCH}")
    times = [event["timestamp"] for event in events]
    if times != sorted(times):
        raise _invalid("Log events in a single PutLogEvents request must be in chronological order.")
    if times and max(times) - min(times) > DAY:
        raise _invalid("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.")


def _check_retention(_context: Any, request: Mapping[str, Any]) -> None:
    if request["retentionInDays"] not in DAYS:
        values = ", ".join(str(days) for days in sorted(DAYS))
        rule = f"Member must satisfy enum value set: [{values}]"
        raise _invalid(validation_errors(broken_constraint("retentionInDays", rule, request["retentionInDays"])))


def _invalid(text: str) -> Exception:
    return service_fault("InvalidParameterException", text)


CHECKS = {
    "PutLogEvents": _check_events,
    "PutRetentionPolicy": _check_retention,
}
