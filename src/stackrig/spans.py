"""Spans of time in which something happened in a rig: a request, an invocation, a call of AWS, an SQL statement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["request", "function", "call", "sql", "more"]  # the last one stands for the spans that are not shown


@dataclass(frozen=True, slots=True)
class Span:
    """Hold one event: when it began (seconds since 1970) and how many seconds it took.

    `name` is the request: `GET /albums`, a function, `secretsmanager.GetSecretValue`, a statement. `root` is
    the trace id, `parent` the id of the invocation that asked. `fault` says why it failed and is empty where it did
    not. `facts` holds what is known beyond that, by names of each kind's own.
    """

    kind: Kind
    id: str
    name: str
    began: float
    seconds: float
    root: str = ""
    parent: str = ""
    account: str = ""
    fault: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ended(self) -> float:
        """Return the time at which the event ended."""
        return self.began + self.seconds
