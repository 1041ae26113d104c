"""Dead-letter queues of schedules: a message with the input, and the failure as attributes."""

import logging

from ..services.queue_urls import queue_url
from .inputs import Invocation
from .targets import client_of, code_of

log = logging.getLogger(__name__)


def send_dead_letter(invocation: Invocation, error: Exception, exhausted: str) -> None:
    """Send a finally failed invocation to the schedule's dead-letter queue, if it has one, with its role.

    Args:
        exhausted: the condition of the retry policy that ended the tries, or empty for a permanent error.
    """
    schedule = invocation.schedule
    arn = (schedule.record["Target"].get("DeadLetterConfig") or {}).get("Arn")
    if not arn:
        return
    values = {
        "ERROR_CODE": code_of(error)[0],
        "ERROR_MESSAGE": str(error),
        "EXECUTION_ID": invocation.id,
        "EXHAUSTED_RETRY_CONDITION": exhausted,
        "IS_PAYLOAD_TRUNCATED": "false",
        "RETRY_ATTEMPTS": str(invocation.attempt - 1),
        "SCHEDULED_TIME": invocation.time,
        "SCHEDULE_ARN": schedule.arn,
        "TARGET_ARN": schedule.record["Target"]["Arn"],
    }
    attributes = {name: {"DataType": "String", "StringValue": value} for name, value in values.items() if value}
    try:
        sqs = client_of(schedule, "sqs", arn.split(":")[3])
        sqs.send_message(QueueUrl=queue_url(arn), MessageBody=invocation.input(), MessageAttributes=attributes)
    except Exception as failure:  # noqa: BLE001  # there is nobody else to tell
        log.warning("stackrig: schedule %s: the dead-letter queue %s can't be reached: %s", schedule.arn, arn, failure)
