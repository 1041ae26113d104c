"""Checks of requests to Scheduler, with AWS's error messages where they are known."""

import json
import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..clock.present import now
from ..services.faults import invalid, service_fault
from .expressions import parse
from .records import Record

UNIVERSAL = re.compile(r"arn:aws[\w-]*:scheduler:::aws-sdk:(\w+):(\w+)")
READING = re.compile(r"(get|describe|list|poll|receive|search|scan|query|select|read|lookup|batchGet|head)[A-Z]?.*")
JSON_TARGETS = ("lambda", "states", "events")  # targets whose input must be JSON
LATEST_BEGIN = timedelta(minutes=5)  # the oldest StartDate, in seconds


def not_found(text: str) -> Exception:
    """Return the error for what does not exist."""
    return service_fault("ResourceNotFoundException", text, 404)


def check_schedule(request: Record) -> None:
    """Check the parameters of a new or changed schedule.

    See https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html.

    Raises:
        CommonServiceException: a parameter can't be used.
    """
    _check_expression(request["ScheduleExpression"], request.get("ScheduleExpressionTimezone") or "UTC")
    _check_window(request["FlexibleTimeWindow"])
    _check_dates(request)
    _check_target(request["Target"])


def _check_expression(text: str, zone: str) -> None:
    try:
        parse(text)
    except ValueError:
        raise invalid(f"Invalid Schedule Expression {text}.") from None
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise invalid(f"Invalid Schedule Expression Timezone {zone}.") from None


def _check_window(window: Record) -> None:
    if window["Mode"] == "FLEXIBLE" and not window.get("MaximumWindowInMinutes"):
        raise invalid("MaximumWindowInMinutes must be specified when FlexibleTimeWindow Mode is FLEXIBLE.")
    if window["Mode"] == "OFF" and window.get("MaximumWindowInMinutes"):
        raise invalid("MaximumWindowInMinutes must not be specified when FlexibleTimeWindow Mode is OFF.")


def _check_dates(request: Record) -> None:
    begin, end = request.get("StartDate"), request.get("EndDate")
    if begin and _seconds(begin) < now() - LATEST_BEGIN.total_seconds():
        raise invalid("The StartDate you specify cannot be earlier than 5 minutes ago.")
    if end and _seconds(end) < now():
        raise invalid("The EndDate you specify cannot be earlier than now.")
    if begin and end and _seconds(begin) >= _seconds(end):
        raise invalid("The StartDate you specify must come before the EndDate.")


def _check_target(target: Record) -> None:
    arn = target["Arn"]
    if found := UNIVERSAL.fullmatch(arn):
        if READING.fullmatch(found[2]):
            raise invalid(f"{arn} is not a supported target: a universal target can't call an operation that reads.")
        _check_json(target)
        return
    parts = arn.split(":")
    if len(parts) < 6 or parts[0] != "arn":  # noqa: PLR2004  # the parts of an ARN
        raise invalid(f"Provided Arn is not in correct format: {arn}")
    needed = {"events": "EventBridgeParameters", "kinesis": "KinesisParameters"}
    if (name := needed.get(parts[2])) and not target.get(name):
        raise invalid(f"{name} must be specified for target {arn}.")
    if parts[2] == "sqs" and arn.endswith(".fifo") and not (target.get("SqsParameters") or {}).get("MessageGroupId"):
        raise invalid(f"SqsParameters.MessageGroupId must be specified for target {arn}.")
    if parts[2] in JSON_TARGETS:
        _check_json(target)
    if ((target.get("DeadLetterConfig") or {}).get("Arn") or "").endswith(".fifo"):
        raise invalid("A FIFO queue can't be the dead-letter queue of a schedule.")


def _check_json(target: Record) -> None:
    if target.get("Input"):
        try:
            json.loads(target["Input"])
        except ValueError:
            raise invalid("The Input of this target must be well-formed JSON.") from None


def _seconds(moment: Any) -> float:
    return moment.timestamp() if isinstance(moment, datetime) else float(moment)
