"""The input of a schedule's target: its own text with the attributes of this invocation, or a notification.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from .records import Schedule

FORMAT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Invocation:
    """Describe one try to invoke a schedule's target; `scheduled` is the moment that the schedule names."""

    schedule: Schedule
    scheduled: float
    id: str
    attempt: int

    @property
    def time(self) -> str:
        """Return the moment that the schedule names as text."""
        return datetime.fromtimestamp(self.scheduled, UTC).strftime(FORMAT)

    def input(self) -> str:
        """Return what the target is given."""
        text: str | None = self.schedule.record["Target"].get("Input")
        return self._filled(text) if text else json.dumps(self._notification())

    def _filled(self, text: str) -> str:
        values = {
            "schedule-arn": self.schedule.arn,
            "scheduled-time": self.time,
            "execution-id": self.id,
            "attempt-number": str(self.attempt),
        }
        for name, value in values.items():
            text = text.replace(f"<aws.scheduler.{name}>", value)
        return text

    def _notification(self) -> dict[str, object]:
        return {
            "version": "0",
            "id": self.id,
            "detail-type": "Scheduled Event",
            "source": "aws.scheduler",
            "account": self.schedule.account,
            "time": self.time,
            "region": self.schedule.region,
            "resources": [self.schedule.arn],
            "detail": "{}",
        }
