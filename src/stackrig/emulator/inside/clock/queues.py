"""Messages of SQS that become visible at some time: delayed ones, and those that nobody has deleted."""

from collections.abc import Iterator
from typing import Any

from .invocations import event_queues
from .present import now


def next_moment() -> float | None:
    """Return when a message becomes visible next, None if all are."""
    return min((moment for queue in _queues() for moment in _moments(queue) if moment > now()), default=None)


def apply() -> int:
    """Show the messages whose time has come and drop those that are older than their queue keeps; count the shown."""
    shown = 0
    for queue in _queues():
        hidden = len(queue.delayed) + len(queue.inflight)
        queue.requeue_inflight_messages()
        queue.enqueue_delayed_messages()
        queue.remove_expired_messages()
        shown += hidden - len(queue.delayed) - len(queue.inflight)
    return shown


def _queues() -> Iterator[Any]:
    from localstack.services.sqs.models import sqs_stores  # type: ignore[import-not-found]

    for _account, _region, store in sqs_stores.iter_stores():
        yield from list(store.queues.values())
    yield from event_queues()


def _moments(queue: Any) -> Iterator[float]:
    yield from (message.created + (message.delay_seconds or 0) for message in list(queue.delayed))
    yield from (message.visibility_deadline for message in list(queue.inflight) if message.visibility_deadline)
