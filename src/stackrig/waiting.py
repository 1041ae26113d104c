"""The polling loop that all of stackrig uses."""

import time
from collections.abc import Callable
from typing import TypeVar

from stackrig.errors import StartError

T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 0.01, 0.1  # seconds


def wait_until(
    probe: Callable[[], T | None],
    *,
    what: str,
    timeout: float,
    check_alive: Callable[[], None] | None = None,
    retry_on: tuple[type[Exception], ...] = (OSError,),
    remedies: tuple[str, ...] = (),
) -> T:
    """Return the first truthy value of `probe`, asked every 10 to 100 ms for up to `timeout` seconds.

    Args:
        probe: an exception of a `retry_on` type means "not yet" and is the cause shown at the time-out.
        what: the name of the awaited thing in the error.
        check_alive: raises if the awaited thing has died, which ends the wait at once.

    Raises:
        StartError: `what` was not ready in time.
    """
    deadline, pause, cause = time.monotonic() + timeout, FIRST_PAUSE, None
    while True:
        try:
            if value := probe():
                return value
        except retry_on as error:
            cause = error
        if check_alive:
            check_alive()
        if time.monotonic() > deadline:
            reason = f": {cause}" if cause else ""
            raise StartError(f"{what} was not ready after {timeout:g} s{reason}", remedies=remedies) from cause
        time.sleep(pause)
        pause = min(pause * 1.3, LONGEST_PAUSE)
