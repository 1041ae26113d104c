"""Rules that EventBridge refuses: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html."""

import json
from collections.abc import Mapping
from typing import Any

from ..services.faults import service_fault

REASON = "Event pattern is not valid. Reason: "


def _check_rule(_context: Any, request: Mapping[str, Any]) -> None:
    text = request.get("EventPattern")
    if not text:
        return
    try:
        pattern = json.loads(text)
    except ValueError as error:
        raise service_fault("InvalidEventPatternException", f"{REASON}{error}") from None
    if not isinstance(pattern, dict):
        raise service_fault("InvalidEventPatternException", f"{REASON}Filter is not an object")
    _check_members(pattern, "Empty filter")


def _check_members(pattern: Mapping[str, Any], empty: str) -> None:
    if not pattern:
        raise service_fault("InvalidEventPatternException", f"{REASON}{empty}")
    for name, part in pattern.items():
        if name == "$or":
            continue
        if isinstance(part, dict):
            _check_members(part, "Empty objects are not allowed")
        elif not isinstance(part, list):
            text = f'"{name}" must be an object or an array'
            raise service_fault("InvalidEventPatternException", REASON + text)


CHECKS = {"PutRule": _check_rule}
