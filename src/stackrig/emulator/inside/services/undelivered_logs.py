"""Functions' log lines that CloudWatch Logs lacks: some are not delivered yet, and others were refused.

Lambda delivers lines after a function's answer, with the role of the function.
"""

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol
from weakref import WeakSet

from ..clock.present import real_time

KEPT = 100  # the newest refused deliveries
LONGEST = 16 << 10  # characters kept of each


class Queue(Protocol):
    """Hold lines until they are delivered."""

    def wait_until_delivered(self, seconds: float) -> None:
        """Wait until all queued lines have been delivered or refused, or some seconds have passed."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Hold refused lines: the time in seconds since 1970, the account, and the log group."""

    moment: float
    account: str
    group: str
    text: str


_queues: "WeakSet[Queue]" = WeakSet()
_refused: deque[Refused] = deque(maxlen=KEPT)
_lock = Lock()


def note_queue(queue: Queue) -> None:
    """Track a queue while it is in use."""
    with _lock:
        _queues.add(queue)


def wait_for_delivery(seconds: float) -> None:
    """Wait some seconds at most until the lines of all answered functions are delivered or refused."""
    deadline = time.monotonic() + seconds
    with _lock:
        queues = list(_queues)
    for queue in queues:
        queue.wait_until_delivered(max(deadline - time.monotonic(), 0))


def note_refused(account: str, group: str, text: str) -> None:
    """Keep the end of lines that could not be delivered."""
    with _lock:
        _refused.append(Refused(real_time(), account, group, text[-LONGEST:]))


def refused_since(moment: float) -> Iterator[dict[str, Any]]:
    """Yield the deliveries refused since a time, in seconds since 1970: account, log group and text."""
    with _lock:
        kept = list(_refused)
    yield from ({"account": one.account, "group": one.group, "text": one.text} for one in kept if one.moment >= moment)
