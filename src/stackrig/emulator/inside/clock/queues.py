"""Messages of SQS that become visible later: delayed ones, and received ones that nobody deleted."""

from collections.abc import Iterator
from typing import Any

from .invocations import event_queues
from .present import now


def next_moment() -> float | None:
    """Return when the next message becomes visible, or None if all are."""
    return min((moment for queue in _queues() for moment in _moments(queue) if moment > now()), default=None)


def apply() -> int:
    """Show the messages that are due, drop those older than their queue's retention, and count the shown ones."""
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
