"""Parameters that SSM refuses: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html."""

import re
from collections.abc import Mapping
from typing import Any

from ..services.faults import service_fault

STANDARD, ADVANCED = 4096, 8192  # bytes of a value
DEEPEST = 15
NAME = re.compile(r"/?[a-zA-Z0-9_.-]+(/[a-zA-Z0-9_.-]+)*")
GUIDE = "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"


def _check_new(_context: Any, request: Mapping[str, Any]) -> None:
    name, value = request["Name"], request["Value"]
    if not name.startswith("arn:") and not NAME.fullmatch(name):
        text = (
            'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of'
            " sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the"
            " following 3 symbols .-_"
        )
        raise service_fault("ValidationException", text)
    if name.strip("/").count("/") >= DEEPEST:
        text = f"The parameter name can have a maximum of {DEEPEST} levels: {name}"
        raise service_fault("HierarchyLevelLimitExceededException", text)
    if len(value.encode()) > STANDARD and (request.get("Tier") or "Standard") == "Standard":
        text = (
            f"Standard tier parameters support a maximum parameter value of {STANDARD} characters. To create a larger"
            " parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see"
            f" {GUIDE}"
        )
        raise service_fault("ValidationException", text)
    if len(value.encode()) > ADVANCED:
        text = f"Advanced tier parameters support a maximum parameter value of {ADVANCED} characters."
        raise service_fault("ValidationException", text)
    _check_pattern(request.get("AllowedPattern"), value)


def _check_pattern(pattern: str | None, value: str) -> None:
    try:
        matches = not pattern or re.search(pattern, value)
    except re.error:  # Java's expressions have more than Python's
        return
    if not matches:
        text = f"Parameter value, cannot be validated against allowedPattern: {pattern}"
        raise service_fault("ParameterPatternMismatchException", text)


def _check_path(_context: Any, request: Mapping[str, Any]) -> None:
    if not request["Path"].startswith("/"):
        text = (
            "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward"
            ' slash "/".'
        )
        raise service_fault("ValidationException", text)


CHECKS = {"GetParametersByPath": _check_path, "PutParameter": _check_new}
