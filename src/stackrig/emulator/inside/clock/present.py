"""The time as LocalStack has it: that of the system until a test moves the clock.

A first move exchanges Python's own functions for the time in this process, so LocalStack's and moto's code follows too.
"""

import os
import time

from ..functions.runtime import _stackrig_clock

FOLLOWERS = "STACKRIG_CLOCK"  # services or functions; set by what starts LocalStack


def now() -> float:
    """Return the seconds since 1970 by LocalStack's clock."""
    return time.time()


def real_time() -> float:
    """Return the seconds since 1970 by the system's clock."""
    return _stackrig_clock.real_time()


def moved() -> float:
    """Return the seconds by which LocalStack's clock is ahead of the system's."""
    return _stackrig_clock.moved()


def moved_for_functions() -> float:
    """Return the seconds by which the clock of functions is ahead: 0 unless the configuration lets them follow."""
    return moved() if functions_follow() else 0.0


def functions_follow() -> bool:
    """Tell whether the configuration lets the clock of functions follow LocalStack's."""
    return os.environ.get(FOLLOWERS) == "functions"


def move_to(moment: float) -> None:
    """Let it be that moment now; the clock never goes back."""
    ahead = moment - _stackrig_clock.real_time()
    if ahead > moved():
        _stackrig_clock.move_to(ahead)
