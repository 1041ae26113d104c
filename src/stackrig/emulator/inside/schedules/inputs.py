"""The input of a schedule's target: its own text with this invocation's attributes, or an event.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .records import Schedule

FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def time_text(moment: float) -> str:
    """Return a time, given in seconds since 1970, in the form of events."""
    return datetime.fromtimestamp(moment, UTC).strftime(FORMAT)


def scheduled_event(name: str, source: str, arn: str, moment: float, detail: object) -> dict[str, Any]:
    """Return the event that a schedule sends to its target.

    Args:
        name: the event's own id.
        arn: the ARN of the schedule or rule.
        moment: the time, in seconds since 1970.
    """
    region, account = arn.split(":")[3:5]
    return {
        "version": "0",
        "id": name,
        "detail-type": "Scheduled Event",
        "source": source,
        "account": account,
        "time": time_text(moment),
        "region": region,
        "resources": [arn],
        "detail": detail,
    }


@dataclass(frozen=True, slots=True)
class Invocation:
    """Hold one try to invoke a schedule's target; `scheduled` is the time that the schedule names."""

    schedule: Schedule
    scheduled: float
    id: str
    attempt: int

    @property
    def time(self) -> str:
        """Return the time that the schedule names, as text."""
        return time_text(self.scheduled)

    def input(self) -> str:
        """Return the target's input."""
        text: str | None = self.schedule.record["Target"].get("Input")
        if text:
            return self._filled(text)
        return json.dumps(scheduled_event(self.id, "aws.scheduler", self.schedule.arn, self.scheduled, "{}"))

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
