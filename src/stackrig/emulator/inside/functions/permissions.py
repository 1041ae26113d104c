"""Whether a function's resource policy lets a service call the function.

See https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html. Only what AddPermission writes is
understood: a statement with another condition never matches.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ACTION = "lambda:InvokeFunction"


@dataclass(frozen=True, slots=True)
class Caller:
    """Name a service that calls, such as `apigateway.amazonaws.com`, and the resource that it calls for.

    `arns` has more than one member where AWS documents more than one form of the resource's ARN; either may match.
    """

    principal: str
    arns: tuple[str, ...]
    account: str


def permits(statements: Sequence[Mapping[str, Any]], caller: Caller) -> bool:
    """Tell whether the statements of a resource policy let a service call the function."""
    matching = [one for one in statements if _matches(one, caller)]
    return bool(matching) and all(one["Effect"] == "Allow" for one in matching)


def _matches(statement: Mapping[str, Any], caller: Caller) -> bool:
    principal = statement["Principal"]
    names = principal if isinstance(principal, str) else principal.get("Service", ())
    is_meant = "*" in as_list(names) or caller.principal in as_list(names)
    acts = any(is_like(action.lower(), ACTION.lower()) for action in as_list(statement["Action"]))  # IAM: any case
    conditions = statement.get("Condition", {}).items()
    return is_meant and acts and all(_holds(operator, wanted, caller) for operator, wanted in conditions)


def _holds(operator: str, wanted: Mapping[str, Any], caller: Caller) -> bool:
    known = {"aws:sourcearn": caller.arns, "aws:sourceaccount": (caller.account,)}
    compare = OPERATORS.get(operator)
    return compare is not None and all(
        any(compare(pattern, value) for pattern in as_list(patterns) for value in known.get(key.lower(), ()))
        for key, patterns in wanted.items()
    )


def is_like(pattern: str, value: str) -> bool:
    """Compare with a pattern of `*` and `?`."""
    words = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(words, value, re.DOTALL) is not None


def is_arn_like(pattern: str, value: str) -> bool:
    """Compare each of the six parts of an ARN with the pattern's."""
    patterns, parts = pattern.split(":", 5), value.split(":", 5)
    return len(patterns) == len(parts) and all(map(is_like, patterns, parts))


def as_list(value: str | Iterable[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


# ArnEquals and ArnLike are the same, says "IAM JSON policy elements: Condition operators" in IAM's user guide.
OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "ArnLike": is_arn_like,
    "ArnEquals": is_arn_like,
    "StringLike": is_like,
    "StringEquals": str.__eq__,
}
