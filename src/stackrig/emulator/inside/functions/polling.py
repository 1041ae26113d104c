"""Deliver asynchronous invocations at once after an update of their function.

LocalStack gives an updated function a new poller for its queue of invocations and stops the old one, which may
still take one more batch from the queue. The batch is hidden for the function's time-out and 60 s more.
"""

import logging
import time
from typing import Any

from localstack.services.lambda_.invocation import event_manager  # type: ignore[import-not-found]

log = logging.getLogger(__name__)
LONGEST_POLL = 2  # seconds
BATCH = 10  # messages
GRACE = 60  # seconds beyond a function's time-out until an undeleted message becomes visible again
PAUSE = 1.0  # seconds after an error


def give_invocations_back() -> None:
    """Let a stopped poller return to the queue the invocations that it has not passed to the function."""
    event_manager.Poller.run = _run


def _run(poller: Any, *_args: Any, **_options: Any) -> None:
    version = poller.version_manager.function_version
    client = event_manager.get_sqs_client(version, client_config=event_manager.CLIENT_CONFIG)
    while not poller._shutdown_event.is_set():  # noqa: SLF001  # this is its method
        try:
            answer = client.receive_message(
                QueueUrl=poller.event_queue_url,
                WaitTimeSeconds=LONGEST_POLL,
                MaxNumberOfMessages=BATCH,
                VisibilityTimeout=version.config.timeout + GRACE,
            )
        except Exception:
            if not poller._shutdown_event.is_set():  # noqa: SLF001
                log.exception("stackrig: the invocations of %s can't be read", version.qualified_arn)
                time.sleep(PAUSE)
            continue
        for message in answer.get("Messages") or ():
            _hand_over(poller, client, message)


def _hand_over(poller: Any, client: Any, message: dict[str, Any]) -> None:
    def give_back() -> None:
        client.send_message(QueueUrl=poller.event_queue_url, MessageBody=message["Body"])
        client.delete_message(QueueUrl=poller.event_queue_url, ReceiptHandle=message["ReceiptHandle"])

    try:
        invocation = poller.invoker_pool.submit(poller.handle_message, message)
    except RuntimeError:  # the pool is closed
        give_back()
    else:
        invocation.add_done_callback(lambda done: give_back() if done.cancelled() else None)
