"""Policy documents: their verdict on the invocation of a REST API's method."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..iam.policies import ALLOW, DENY, Request, effects, read

ACTION = "execute-api:Invoke"
OUTSIDE: dict[str, tuple[str, ...]] = dict.fromkeys(("aws:sourcevpc", "aws:sourcevpce"), ())  # no request is from a VPC


@dataclass(frozen=True, slots=True)
class Invocation:
    """Hold a method's ARN and what conditions may ask, such as `aws:SourceIp`, by name in small letters."""

    arn: str
    values: Mapping[str, str]

    def request(self) -> Request:
        """Return the invocation as policies judge it."""
        return Request(ACTION, (self.arn,), {**OUTSIDE, **{key: (value,) for key, value in self.values.items()}})


def judge(statements: Iterable[Mapping[str, Any]], invocation: Invocation) -> str | None:
    """Return `Deny` or `Allow`, whichever a policy's statements say of an invocation; a denial wins."""
    found = effects([read({"Statement": list(statements)})], invocation.request())
    return DENY if DENY in found else ALLOW if ALLOW in found else None


def is_statement(value: object) -> bool:
    """Tell whether a value has the elements that a statement needs."""
    return (
        isinstance(value, Mapping)
        and value.get("Effect") in {ALLOW, DENY}
        and all(element in value or f"Not{element}" in value for element in ("Action", "Resource"))
    )
