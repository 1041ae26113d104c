"""One way for tests to wait: for what they assert, never for a number of seconds."""

import time
from collections.abc import Callable

PATIENCE = 60.0  # seconds that tell "never" from "late", on a busy machine too


def eventually(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Return when the condition holds, and fail when it doesn't within `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds:g} s"
        time.sleep(0.02)
