"""Schedule expressions, `at(…)`, `rate(…)` and `cron(…)`, and their times.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from .fields import MONTHS, Days, parse_days, parse_field

AT = re.compile(r"at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)")
RATE = re.compile(r"rate\((\d+)\s+(minute|hour|day)(s?)\)")  # AWS takes no spaces inside the parentheses
CRON = re.compile(r"cron\(\s*(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s*\)")
UNITS = {"minute": 60, "hour": 3600, "day": 86400}  # seconds
YEARS = 1970, 2199
ROUNDING = 0.001  # seconds: a time computed from the begin does not count as after itself


@dataclass(frozen=True, slots=True)
class At:
    """Hold one time on a wall clock."""

    local: datetime

    def next_after(self, moment: float, zone: ZoneInfo, _begin: float) -> float | None:
        """Return the time if it comes after another one."""
        due = self.local.replace(tzinfo=zone).timestamp()
        return due if due > moment else None


@dataclass(frozen=True, slots=True)
class Rate:
    """Hold an interval: times are multiples of it from the schedule's begin on."""

    seconds: int

    def next_after(self, moment: float, _zone: ZoneInfo, begin: float) -> float | None:
        """Return the first time after another one; the begin itself counts."""
        rounds = max(0, int((moment - begin + ROUNDING) // self.seconds) + 1)
        return begin + rounds * self.seconds


@dataclass(frozen=True, slots=True)
class Cron:
    """Hold the fields of a cron expression."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    months: frozenset[int]
    years: frozenset[int]
    days: Days

    def next_after(self, moment: float, zone: ZoneInfo, _begin: float) -> float | None:
        """Return the first time after another one, or None.

        A time that the wall clock skips is left out, and one that it shows twice counts once.
        """
        day = datetime.fromtimestamp(moment, zone).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
        day -= timedelta(days=1)  # the wall clock may have gone back
        while day.year <= max(self.years):
            if day.year not in self.years or day.month not in self.months:
                day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
                continue
            if self.days.has(day.date()):
                for due in self._moments(day, zone):
                    if due > moment:
                        return due
            day += timedelta(days=1)
        return None

    def _moments(self, day: datetime, zone: ZoneInfo) -> list[float]:
        found = []
        for hour in self.hours:
            for minute in self.minutes:
                local = day.replace(hour=hour, minute=minute, tzinfo=zone)
                if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
                    found.append(local.timestamp())
        return sorted(found)


Expression = At | Rate | Cron


def parse(text: str) -> Expression:
    """Return the times of an expression.

    Raises:
        ValueError: the text is no expression.
    """
    if found := AT.fullmatch(text):
        return At(datetime.fromisoformat(found[1]))
    if found := RATE.fullmatch(text):
        number = int(found[1])
        if number < 1 or (number == 1) == bool(found[3]):
            raise ValueError("the unit of 1 is singular, and that of more is plural")
        return Rate(number * UNITS[found[2]])
    if found := CRON.fullmatch(text):
        return _parse_cron(*found.groups())
    raise ValueError(f"{text} is no schedule expression")


def _parse_cron(minute: str, hour: str, day: str, month: str, weekday: str, year: str) -> Cron:
    return Cron(
        minutes=tuple(sorted(parse_field(minute, 0, 59))),
        hours=tuple(sorted(parse_field(hour, 0, 23))),
        months=frozenset(parse_field(month, 1, 12, MONTHS)),
        years=frozenset(parse_field(year, *YEARS)),
        days=parse_days(day, weekday),
    )
