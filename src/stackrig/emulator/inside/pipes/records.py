"""Pipes: each is a record of members under AWS's names, with the state of its thread."""

from dataclasses import dataclass, field
from threading import Event, RLock
from typing import Any

from ..apigatewayv2.records import partition_of

Record = dict[str, Any]
LOCK = RLock()  # held during a change


@dataclass(slots=True)
class Pipe:
    """Hold a pipe; `ended` stops its thread, and is None without one."""

    account: str
    region: str
    record: Record
    tags: dict[str, str] = field(default_factory=dict)
    ended: Event | None = None

    @property
    def name(self) -> str:
        """Return its name."""
        return str(self.record["Name"])

    @property
    def arn(self) -> str:
        """Return its ARN."""
        return f"arn:{partition_of(self.region)}:pipes:{self.region}:{self.account}:pipe/{self.name}"

    @property
    def role(self) -> str:
        """Return the role with which it reads and invokes."""
        return str(self.record["RoleArn"])

    def parameters(self, part: str) -> Record:
        """Return the parameters of its source, enrichment or target."""
        return dict(self.record.get(f"{part}Parameters") or {})


pipes: dict[tuple[str, str, str], Pipe] = {}  # by account, region and name
