"""Write the log lines of invocations to CloudWatch Logs: merged by stream, and with a limit on waiting lines.

LocalStack sends one request for each invocation, from a queue without a limit; under load the queue grows faster than
one thread can empty it, and the requests take a third of LocalStack's time. It also drops the lines that wait when a
function is deleted or changed.
"""

import logging
import threading
import time
from collections import OrderedDict, deque
from contextlib import suppress
from typing import Any

from localstack.aws.connect import connect_to  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation import logs  # type: ignore[import-not-found]
from localstack.utils.aws.client_types import ServicePrincipal  # type: ignore[import-not-found]

from ..services.undelivered_logs import note_queue, note_refused

log = logging.getLogger(__name__)
LONGEST = 4 << 20  # characters that may wait; an invocation then waits for deliveries
BUSY = 20  # requests in a second, above which lines wait for others of their stream
SPACING = 0.2  # seconds between two requests for the same stream in that case
LARGEST = 256 << 10  # characters in one request, unless one invocation alone wrote more; AWS's limit is 1 MB

Stream = tuple[str, str]  # names of the log group and the stream


def bound_logs() -> None:
    """Let LocalStack's log handlers use the limited queue, and empty it before they end."""
    logs.Queue = MergingQueue
    logs.LogHandler.run_log_loop = _deliver_all


class MergingQueue:
    """Hold log items as a queue; lines that wait for the same stream leave together."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[Stream, list[str]] = OrderedDict()
        self._sent: deque[tuple[Stream, float]] = deque()  # items that left in the last second
        self._size = 0
        self._is_delivering = False
        self._end: Any = None
        self._changed = threading.Condition()
        note_queue(self)

    def put(self, item: Any) -> None:
        """Add a log item, after waiting if too many wait already; LocalStack's end mark is added at once."""
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
        """Return one stream's lines as one item, or the end mark once nothing waits; wait for either.

        The previously returned item counts as delivered.
        """
        with self._changed:
            self._is_delivering = False
            self._changed.notify_all()
            while (found := self._next()) is None:
                if self._end is not None and not self._waiting:
                    return self._end
                self._changed.wait(self._seconds_left())
            texts = self._waiting.pop(found)
            count = _fitting(texts)
            if texts[count:]:
                self._waiting[found] = texts[count:]
            merged = "".join(texts[:count])
            self._size -= len(merged)
            self._sent.append((found, time.monotonic()))
            self._is_delivering = True
            self._changed.notify_all()
            return logs.LogItem(*found, merged)

    def _next(self) -> Stream | None:
        """Return the stream that has waited longest among those whose lines may leave."""
        resting = {} if self._end is not None else self._resting()
        return next((stream for stream in self._waiting if stream not in resting), None)

    def _resting(self) -> dict[Stream, float]:
        """Return the streams whose lines wait for others, and until when."""
        now = time.monotonic()
        while self._sent and self._sent[0][1] < now - 1:
            self._sent.popleft()
        until = {stream: sent + SPACING for stream, sent in self._sent} if len(self._sent) >= BUSY else {}
        return {stream: moment for stream, moment in until.items() if moment > now}

    def _seconds_left(self) -> float | None:
        """Return the seconds until waiting lines may leave, or None."""
        resting, now = self._resting(), time.monotonic()
        return min((resting.get(stream, now) - now for stream in self._waiting), default=None)

    def wait_until_delivered(self, seconds: float) -> None:
        """Return when nothing waits and nothing is being delivered, or after some seconds."""
        with self._changed:
            self._changed.wait_for(lambda: not (self._waiting or self._is_delivering), seconds)


def _deliver_all(handler: Any, *_arguments: Any, **_named: Any) -> None:
    """Deliver the items of a log handler's queue, with the role of their function, until the end mark."""
    client = None
    while (item := handler.log_queue.get()) is not logs.QUEUE_SHUTDOWN:
        try:
            client = client or _client_of(handler)
            _deliver(client, item)
        except Exception as error:  # noqa: BLE001  # of boto3, whatever has failed
            role = handler.role_arn
            log.warning("stackrig: %s lacks log lines that %s could not write: %s", item.log_group, role, error)
            note_refused(role.split(":")[4], item.log_group, item.logs)


def _client_of(handler: Any) -> Any:
    return connect_to.with_assumed_role(
        region_name=handler.region, role_arn=handler.role_arn, service_principal=ServicePrincipal.lambda_
    ).logs


def _deliver(client: Any, item: Any) -> None:
    """Write the lines of one stream, after creating the group and the stream if necessary."""
    stream = {"logGroupName": item.log_group, "logStreamName": item.log_stream}
    moment = int(time.time() * 1000)
    # CloudWatch Logs accepts no empty lines.
    events = [{"timestamp": moment, "message": f"{line}\n"} for line in item.logs.split("\n") if line]
    try:
        client.put_log_events(**stream, logEvents=events)
    except client.exceptions.ResourceNotFoundException:
        with suppress(client.exceptions.ResourceAlreadyExistsException):
            client.create_log_group(logGroupName=item.log_group)
        client.create_log_stream(**stream)
        client.put_log_events(**stream, logEvents=events)


def _fitting(texts: list[str]) -> int:
    """Return how many texts fit into one request, at least one."""
    size = 0
    for count, text in enumerate(texts):
        size += len(text)
        if size > LARGEST and count:
            return count
    return len(texts)
