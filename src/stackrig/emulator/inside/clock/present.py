"""LocalStack's time: the system's, until a test moves the clock.

The first move replaces Python's own functions for the time in this process, so LocalStack and moto follow too.
"""

import os
import time

from ..functions.runtime import _stackrig_clock

FOLLOWING = ("python", "nodejs")  # beginnings of the names of runtimes that can follow
FOLLOWERS = "STACKRIG_CLOCK"  # services or functions; set by the command that starts LocalStack


def now() -> float:
    """Return the seconds since 1970 on LocalStack's clock."""
    return time.time()


def real_time() -> float:
    """Return the seconds since 1970 on the system's clock."""
    return _stackrig_clock.real_time()


def moved() -> float:
    """Return the seconds by which LocalStack's clock is ahead of the system's."""
    return _stackrig_clock.moved()


def moved_for(runtime: str | None) -> float:
    """Return the seconds by which the clock of a function of this runtime is ahead."""
    return moved() if follows(runtime) else 0.0


def follows(runtime: str | None) -> bool:
    """Tell whether a function follows LocalStack's clock: the configuration asks for it, and its runtime can."""
    return os.environ.get(FOLLOWERS) == "functions" and (runtime or "").startswith(FOLLOWING)


def move_to(moment: float) -> None:
    """Set the clock to this time; it never goes back."""
    ahead = moment - _stackrig_clock.real_time()
    if ahead > moved():
        _stackrig_clock.move_to(ahead)
