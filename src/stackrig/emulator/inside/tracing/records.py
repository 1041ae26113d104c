"""The records of events in this LocalStack; they are taken only while a reader wants them.

A record has the fields of `Span` in stackrig's module spans.
"""

import itertools
import secrets
import threading
import time
from collections import deque
from typing import Any

from ..clock.present import real_time

KEPT = 20_000  # records; the oldest are dropped
LONGEST = 8_000  # characters kept from the end of a log, an answer or a message

_records: "deque[dict[str, Any]]" = deque(maxlen=KEPT)
_numbers = itertools.count(1)
_readers: dict[str, float] = {}  # the end of each reader's time, on the monotonic clock
_lock = threading.Lock()
_until = 0.0


def is_on() -> bool:
    """Tell whether a reader wants records."""
    return time.monotonic() < _until


def want_records(reader: str, seconds: float) -> None:
    """Record for a reader for some seconds from now; 0 ends it. The first reader starts without old records."""
    global _until  # noqa: PLW0603  # read for every request, so it is no look-up
    now = time.monotonic()
    with _lock:
        if now >= _until:
            _records.clear()
        _readers[reader] = now + seconds
        for name in [name for name, until in _readers.items() if until <= now]:
            del _readers[name]
        _until = max(_readers.values(), default=0.0)


def new_id() -> str:
    """Return a record's id, in the form of a parent in X-Ray's headers."""
    return secrets.token_hex(8)


def note(kind: str, name: str, began: float, **fields: Any) -> None:
    """Keep a record of an event that began at a time (seconds since 1970) and has just ended."""
    record = {"kind": kind, "name": name, "began": began, "seconds": real_time() - began, **fields}
    with _lock:
        _records.append({"id": new_id(), **record, "number": next(_numbers)})


def records_after(number: int) -> list[dict[str, Any]]:
    """Return the records after the one with a number."""
    with _lock:
        return [record for record in _records if record["number"] > number]


def excerpt(content: bytes | str) -> str:
    """Return the end of a text, or nothing for binary data."""
    try:
        text = content if isinstance(content, str) else content.decode()
    except UnicodeDecodeError:
        return ""
    return text if len(text) <= LONGEST else f"...{text[-LONGEST:]}"
