"""One way for tests to wait: for what they assert, never for a number of seconds."""

import time
from collections.abc import Callable
from typing import TypeVar

from stackrig.waiting import FIRST_PAUSE, LONGEST_PAUSE

T = TypeVar("T")

# Seconds that tell "never" from "late", on a busy machine too. A process that a test expects to be ended by others must
# live longer by itself.
PATIENCE = 120.0


def eventually(condition: Callable[[], T | None], seconds: float = PATIENCE) -> T:
    """Return the first true value of the condition, and fail when there is none within `seconds`."""
    deadline, pause = time.monotonic() + seconds, FIRST_PAUSE
    while not (value := condition()):
        assert time.monotonic() < deadline, f"not within {seconds:g} s"
        time.sleep(pause)
        pause = min(pause * 1.3, LONGEST_PAUSE)  # many conditions look through all processes of the machine
    return value
