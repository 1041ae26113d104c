"""Asynchronous invocations of functions: LocalStack keeps them in queues of its own, and a move waits for their end."""

import logging
import time
from typing import Any

from ..emulator import loaded

log = logging.getLogger(__name__)
MODULE = "localstack.services.lambda_.invocation.internal_sqs_queue"
LONGEST = 60.0  # seconds that a move waits for functions without end
PAUSE = 0.005  # seconds
QUIET = 4  # empty looks in a row: a message that is just being taken is in neither of a queue's two places


def event_queues() -> list[Any]:
    """Return the queues of asynchronous invocations; a retry is a delayed message in one of them."""
    module: Any = loaded(MODULE)
    return list(module.get_fake_sqs_client().queue_manager.queues.values()) if module else []


def wait_for_invocations() -> None:
    """Wait until the accepted invocations have ended, well or not; a later retry is a new invocation."""
    limit, quiet = time.monotonic() + LONGEST, 0
    while event_queues() and quiet < QUIET:
        unfinished = sum(_count(queue) for queue in event_queues())
        if unfinished and time.monotonic() > limit:
            log.warning("stackrig: the clock moves on although %d invocations have not ended", unfinished)
            return
        quiet = 0 if unfinished else quiet + 1
        time.sleep(PAUSE)


def _count(queue: Any) -> int:
    return int(queue.visible.qsize() + len(queue.inflight))
