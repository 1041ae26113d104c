"""What a policy document says about the invocation of a method of a REST API.

See "IAM policy evaluation logic" and "IAM JSON policy elements: Condition operators" in IAM's user guide.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Any

from ..functions.permissions import as_list, is_arn_like, is_like

log = logging.getLogger(__name__)
ACTION = "execute-api:Invoke"
NEGATIONS = {"StringNotEquals", "StringNotLike", "ArnNotEquals", "ArnNotLike", "NotIpAddress"}


@dataclass(frozen=True, slots=True)
class Invocation:
    """Hold a method's ARN and what conditions may ask, such as `aws:SourceIp`, by name in small letters."""

    arn: str
    values: Mapping[str, str]


def judge(statements: Iterable[Mapping[str, Any]], invocation: Invocation) -> str | None:
    """Return `Deny` or `Allow`, whichever a policy's statements say of an invocation; a denial wins."""
    effects = {one["Effect"] for one in statements if _matches(one, invocation)}
    return "Deny" if "Deny" in effects else "Allow" if "Allow" in effects else None


def is_statement(value: object) -> bool:
    """Tell whether a value has the elements that a statement needs."""
    return (
        isinstance(value, Mapping)
        and value.get("Effect") in {"Allow", "Deny"}
        and all(element in value or f"Not{element}" in value for element in ("Action", "Resource"))
    )


def _matches(statement: Mapping[str, Any], invocation: Invocation) -> bool:
    conditions = statement.get("Condition") or {}
    return (
        _names(statement, "Action", lambda pattern: is_like(pattern.lower(), ACTION.lower()))
        and _names(statement, "Resource", lambda pattern: pattern == "*" or is_arn_like(pattern, invocation.arn))
        and all(
            _holds(operator, key, as_list(wanted), statement["Effect"], invocation.values)
            for operator, keys in conditions.items()
            for key, wanted in keys.items()
        )
    )


def _names(statement: Mapping[str, Any], element: str, is_meant: Callable[[str], bool]) -> bool:
    """Tell whether an element, such as `Action` or its opposite `NotAction`, means the invocation."""
    if element in statement:
        return any(map(is_meant, as_list(statement[element])))
    return not any(map(is_meant, as_list(statement[f"Not{element}"])))


def _holds(operator: str, key: str, wanted: list[str], effect: str, values: Mapping[str, str]) -> bool:
    plain = operator.removesuffix("IfExists")
    is_negation = plain in NEGATIONS
    compare = OPERATORS.get(plain.replace("Not", "", 1) if is_negation else plain)
    if compare is None:
        log.warning(
            "stackrig: a policy has the condition %s, which is not understood: it is read as a refusal", operator
        )
        return effect == "Deny"
    value = values.get(key.lower())
    if value is None:
        return is_negation or operator.endswith("IfExists")
    return is_negation != any(compare(str(pattern), value) for pattern in wanted)


def _is_within(network: str, address: str) -> bool:
    return ip_address(address) in ip_network(network, strict=False)


OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": str.__eq__,
    "StringLike": is_like,
    "ArnEquals": is_arn_like,
    "ArnLike": is_arn_like,
    "IpAddress": _is_within,
    "Bool": lambda wanted, value: wanted.lower() == value,
}
