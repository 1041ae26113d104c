"""Find what was under way at a moment."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Periods(Generic[T]):
    """Hold periods, each with its begin and end (seconds since 1970) and what was under way."""

    def __init__(self, periods: Iterable[tuple[float, float, T]]) -> None:
        """Sort the periods by their begin and end."""
        self._periods = sorted(periods, key=lambda period: period[:2])
        self._begins = [began for began, _, _ in self._periods]
        self._longest = max((ended - began for began, ended, _ in self._periods), default=0.0)

    def at(self, moment: float) -> list[T]:
        """Return what was under way at a moment, in the order in which it began."""
        near = self._periods[bisect_left(self._begins, moment - self._longest) : bisect_right(self._begins, moment)]
        return [what for _, ended, what in near if moment <= ended]
