"""Hand the log lines of invocations to CloudWatch Logs: merged by stream, and never more than a bounded number.

LocalStack sends one request for each invocation from a queue without a bound; under load the queue grows faster than
one thread can empty it.
"""

import threading
from collections import OrderedDict
from typing import Any

from localstack.services.lambda_.invocation import logs  # type: ignore[import-not-found]

LONGEST = 4 << 20  # characters that may wait; an invocation then waits until some have been delivered
LARGEST = 256 << 10  # characters in one request, unless one invocation alone wrote more; AWS's limit is 1 MB

Stream = tuple[str, str]  # names of log group and stream


def bound_logs() -> None:
    """Have LocalStack's log handlers use the bounded queue."""
    logs.Queue = MergingQueue


class MergingQueue:
    """Hold log items like a queue; lines that wait for the same stream leave together."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[Stream, list[str]] = OrderedDict()
        self._size = 0
        self._end: Any = None
        self._changed = threading.Condition()

    def put(self, item: Any) -> None:
        """Add a log item and wait while too much waits already; LocalStack's sign to end is taken at once."""
        with self._changed:
            if not isinstance(item, logs.LogItem):
                self._end = item
            else:
                self._changed.wait_for(lambda: self._size < LONGEST or self._end is not None)
                text = item.logs if item.logs.endswith("\n") else item.logs + "\n"
                self._waiting.setdefault((item.log_group, item.log_stream), []).append(text)
                self._size += len(text)
            self._changed.notify_all()

    def get(self) -> Any:
        """Return the lines of one stream as one item, or the sign to end once nothing waits; wait for either."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self._waiting) or self._end is not None)
            if not self._waiting:
                return self._end
            (group, stream), texts = self._waiting.popitem(last=False)
            count = _fitting(texts)
            if texts[count:]:
                self._waiting[group, stream] = texts[count:]
            merged = "".join(texts[:count])
            self._size -= len(merged)
            self._changed.notify_all()
            return logs.LogItem(group, stream, merged)


def _fitting(texts: list[str]) -> int:
    """Return how many texts fit into one request, at least one."""
    size = 0
    for count, text in enumerate(texts):
        size += len(text)
        if size > LARGEST and count:
            return count
    return len(texts)
