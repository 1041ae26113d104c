"""Policy documents: their verdict on an invocation of a REST API's method."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..iam.policies import ALLOW, DENY, Request, effects, read

ACTION = "execute-api:Invoke"
OUTSIDE: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("aws:sourcevpc", "aws:sourcevpce"), ()
)  # no request is from a VPC here


@dataclass(frozen=True, slots=True)
class Invocation:
    """Hold a method's ARN and the values for conditions, such as `aws:SourceIp`, by lower-case name."""

    arn: str
    values: Mapping[str, str]

    def request(self) -> Request:
        """Return the invocation in the form that policies are judged with."""
        return Request(ACTION, (self.arn,), {**OUTSIDE, **{key: (value,) for key, value in self.values.items()}})


def judge(statements: Iterable[Mapping[str, Any]], invocation: Invocation) -> str | None:
    """Return the verdict of a policy's statements, `Deny` or `Allow`, on an invocation; a denial wins."""
    found = effects([read({"Statement": list(statements)})], invocation.request())
    return DENY if DENY in found else ALLOW if ALLOW in found else None


def is_statement(value: object) -> bool:
    """Tell whether a value has the elements of a statement."""
    return (
        isinstance(value, Mapping)
        and value.get("Effect") in {ALLOW, DENY}
        and all(element in value or f"Not{element}" in value for element in ("Action", "Resource"))
    )
