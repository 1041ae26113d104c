"""Do things later: one thread sleeps until the next moment. It starts when something is first put off.

Moments are seconds since 1970 by this process's clock, which tests move.
"""

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

log = logging.getLogger(__name__)
LONGEST_SLEEP = 600.0  # seconds; the system's clock may be set meanwhile


@dataclass(order=True, slots=True)
class Due:
    """Hold what is to be done at a moment; what was put off earlier comes first where moments are equal."""

    moment: float
    number: int
    run: Callable[[], None] = field(compare=False)
    is_cancelled: bool = field(default=False, compare=False)


firing = threading.RLock()  # held while something due is done: one after the other
_changed = threading.Condition()
_heap: list[Due] = []
_numbers = itertools.count()
_thread: threading.Thread | None = None


def call_at(moment: float, run: Callable[[], None]) -> Due:
    """Do something at a moment, at once if that is past; return what `cancel` takes."""
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
    """Don't do something that was put off; None and what is done already are ignored."""
    if due is not None:
        due.is_cancelled = True


def next_moment() -> float | None:
    """Return when something is due next, None if nothing is."""
    with _changed:
        while _heap and _heap[0].is_cancelled:
            heapq.heappop(_heap)
        return _heap[0].moment if _heap else None


def run_due() -> int:
    """Do all that is due by now, in order; return how much that was."""
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
    """Let the thread look at the clock, which was moved."""
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
