"""The fields of a cron expression: values, ranges, steps, and the days that only AWS's cron has.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

PART = re.compile(r"([A-Z]+|\d+|\*)(?:-([A-Z]+|\d+))?(?:/(\d+))?")
WEEKDAYS = {name: number for number, name in enumerate(("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"), start=1)}
MONTH_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, start=1)}
SATURDAY, SUNDAY = 5, 6  # as Python counts them
DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class Days:
    """Hold days of a month: by number, or by day of the week, 1 for Sunday.

    Args:
        before_end: how many days before the month's last one.
        near: numbers of days; the nearest working day in the month counts.
        last: days of the week; the month's last such day counts.
        nth: days of the week with the number of the week in the month.
    """

    numbers: frozenset[int] = frozenset()
    weekdays: frozenset[int] = frozenset()
    before_end: int | None = None
    last_working_day: bool = False
    near: int = 0
    last: int = 0
    nth: tuple[int, int] = (0, 0)

    def has(self, day: date) -> bool:
        """Tell whether a day is among them."""
        length = calendar.monthrange(day.year, day.month)[1]
        weekday = day.isoweekday() % DAYS_OF_WEEK + 1
        return (
            day.day in self.numbers
            or weekday in self.weekdays
            or (self.before_end is not None and day.day == length - self.before_end)
            or (self.last_working_day and day.day == _working_day(day.replace(day=length), length))
            or (0 < self.near <= length and day.day == _working_day(day.replace(day=self.near), length))
            or (weekday == self.last and day.day > length - DAYS_OF_WEEK)
            or (weekday, (day.day - 1) // DAYS_OF_WEEK + 1) == self.nth
        )


def _working_day(day: date, length: int) -> int:
    """Return the number of the working day nearest to a day, in the same month."""
    if day.weekday() == SATURDAY:
        return (day - timedelta(days=1)).day if day.day > 1 else day.day + 2
    if day.weekday() == SUNDAY:
        return day.day + 1 if day.day < length else day.day - 2
    return day.day


def parse_days(day: str, weekday: str) -> Days:
    """Return the days of two fields, one of which is `?`.

    Raises:
        ValueError: both name days, or one can't be read.
    """
    if (day == "?") == (weekday == "?"):
        raise ValueError("the day of the month or that of the week is ?, and not both")
    return _parse_numbers(day) if weekday == "?" else _parse_weekdays(weekday)


def _parse_numbers(text: str) -> Days:
    if found := re.fullmatch(r"L(?:-(\d+))?", text):
        return Days(before_end=int(found[1] or 0))
    if text == "LW":
        return Days(last_working_day=True)
    if found := re.fullmatch(r"(\d+)W", text):
        return Days(near=_within(int(found[1]), 1, 31))
    return Days(numbers=frozenset(parse_field(text, 1, 31)))


def _parse_weekdays(text: str) -> Days:
    if text == "L":
        return Days(weekdays=frozenset({WEEKDAYS["SAT"]}))
    if found := re.fullmatch(r"(\w+?)L", text):
        return Days(last=_value(found[1], WEEKDAYS, 1, DAYS_OF_WEEK))
    if found := re.fullmatch(r"(\w+)#([1-5])", text):
        return Days(nth=(_value(found[1], WEEKDAYS, 1, DAYS_OF_WEEK), int(found[2])))
    return Days(weekdays=frozenset(parse_field(text, 1, DAYS_OF_WEEK, WEEKDAYS)))


def parse_field(text: str, low: int, high: int, names: Mapping[str, int] | None = None) -> set[int]:
    """Return the values of a field: `*`, `5`, `MON-FRI`, `1,3` and `0/15` or `10-40/5`.

    Raises:
        ValueError: it can't be read, or a value is too low or too high.
    """
    found: set[int] = set()
    for part in text.upper().split(","):
        match = PART.fullmatch(part)
        if not match:
            raise ValueError(f"{part} is no part of a cron expression")
        first, last, step = match.groups()
        begin = low if first == "*" else _value(first, names or {}, low, high)
        end = _value(last, names or {}, low, high) if last else high if first == "*" or step else begin
        numbers = range(begin, end + 1) if begin <= end else [*range(begin, high + 1), *range(low, end + 1)]
        found.update(numbers[:: _within(int(step or 1), 1, high)])
    return found


def _value(text: str, names: Mapping[str, int], low: int, high: int) -> int:
    return names[text] if text in names else _within(int(text), low, high)


def _within(number: int, low: int, high: int) -> int:
    if not low <= number <= high:
        raise ValueError(f"{number} is not between {low} and {high}")
    return number
