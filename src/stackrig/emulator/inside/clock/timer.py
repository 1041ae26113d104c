"""Run calls later: one thread sleeps until the next one is due. It starts with the first call that is scheduled.

Times are seconds since 1970 on this process's clock, which tests move.
"""

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

log = logging.getLogger(__name__)
LONGEST_SLEEP = 600.0  # seconds; the system's clock may be changed meanwhile


@dataclass(order=True, slots=True)
class Due:
    """Hold a call and its time; of calls with equal times the first scheduled one comes first."""

    moment: float
    number: int
    run: Callable[[], None] = field(compare=False)
    is_cancelled: bool = field(default=False, compare=False)


firing = threading.RLock()  # held during a call: calls run one after the other
_changed = threading.Condition()
_heap: list[Due] = []
_numbers = itertools.count()
_thread: threading.Thread | None = None


def call_at(moment: float, run: Callable[[], None]) -> Due:
    """Schedule a call, at once if its time is past; return the argument for `cancel`."""
    global _thread  # noqa: PLW0603  # there is one for all
    due = Due(moment, next(_numbers), run)
    with _changed:
        heapq.heappush(_heap, due)
        if _thread is None:
            _thread = threading.Thread(target=_run, name="stackrig-timer", daemon=True)
            _thread.start()
        _changed.notify_all()
    return due


def cancel(due: Due | None) -> None:
    """Cancel a scheduled call; None and finished calls are ignored."""
    if due is not None:
        due.is_cancelled = True


def next_moment() -> float | None:
    """Return the time of the next call, or None."""
    with _changed:
        while _heap and _heap[0].is_cancelled:
            heapq.heappop(_heap)
        return _heap[0].moment if _heap else None


def run_due() -> int:
    """Run all calls that are due, in order, and return their number."""
    done = 0
    with firing:
        while due := _take():
            try:
                due.run()
            except Exception:
                log.exception("stackrig: something that was due at %s failed", due.moment)
            done += 1
    return done


def wake() -> None:
    """Let the thread look at the clock again, which was moved."""
    with _changed:
        _changed.notify_all()


def _take() -> Due | None:
    with _changed:
        moment = next_moment()
        return heapq.heappop(_heap) if moment is not None and moment <= time.time() else None


def _run() -> None:
    while True:
        run_due()
        with _changed:
            moment = next_moment()
            left = LONGEST_SLEEP if moment is None else moment - time.time()
            if left > 0:
                _changed.wait(min(left, LONGEST_SLEEP))
