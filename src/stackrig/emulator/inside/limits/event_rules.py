"""Rules and targets that EventBridge refuses.

See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html and
https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html.
"""

import json
from collections.abc import Mapping
from typing import Any

from ..services.faults import invalid, service_fault

REASON = "Event pattern is not valid. Reason: "
MATCHES = {
    "anything-but", "cidr", "equals-ignore-case", "exists", "numeric", "prefix", "suffix", "wildcard",
}  # fmt: skip
INPUTS = ("Input", "InputPath", "InputTransformer")


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
        else:
            _check_values(part)


def _check_values(values: list[Any]) -> None:
    if not values:
        raise service_fault("InvalidEventPatternException", f"{REASON}Empty arrays are not allowed")
    for match in (name for value in values if isinstance(value, dict) for name in value):
        if match not in MATCHES:
            raise service_fault("InvalidEventPatternException", f"{REASON}Unrecognized match type {match}")


def _check_targets(_context: Any, request: Mapping[str, Any]) -> None:
    for target in request["Targets"]:
        if not target["Arn"].startswith("arn:"):
            reason = "Provided Arn is not in correct format."
            raise invalid(f"Parameter {target['Arn']} is not valid. Reason: {reason}")
        if sum(target.get(name) is not None for name in INPUTS) > 1:
            text = "Only one of Input, InputPath, or InputTransformer must be provided"
            raise invalid(f"{text} for target {target['Id']}.")
        if ":sqs:" in target["Arn"] and target["Arn"].endswith(".fifo") and not target.get("SqsParameters"):
            raise invalid(f"Parameter(s) SqsParameters must be specified for target: {target['Id']}.")
        if target.get("Input") is not None:
            _check_input(target)


def _check_input(target: Mapping[str, Any]) -> None:
    try:
        json.loads(target["Input"])
    except ValueError:
        raise invalid(f"JSON syntax error in input for target {target['Id']}.") from None


CHECKS = {"PutRule": _check_rule, "PutTargets": _check_targets}
