"""Dead-letter queues of schedules and of rules: the input or event, and the failure as attributes of the message."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.connect import connect_to  # type: ignore[import-not-found]

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
    _send(lambda: client_of(schedule, "sqs", arn.split(":")[3]), arn, invocation.input(), values, schedule.arn)


def send_rule_dead_letter(sender: Any, event: str, error: Exception) -> None:
    """Send an event that the target of a rule did not take to the target's dead-letter queue, if it has one.

    There is one try, where EventBridge goes on for a day after some errors. EventBridge itself sends the message, so
    the policy of the queue has to allow it.
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    """
    arn = (sender.target.get("DeadLetterConfig") or {}).get("Arn")
    if not arn:
        return
    values = {
        "ERROR_CODE": _rule_code(error),
        "ERROR_MESSAGE": str(error),
        "RULE_ARN": sender.rule_arn,
        "TARGET_ARN": sender.target["Arn"],
    }

    def client() -> Any:
        made = connect_to(aws_access_key_id=sender.account_id, region_name=arn.split(":")[3]).get_client("sqs")
        return made.request_metadata(service_principal="events", source_arn=sender.rule_arn)

    _send(client, arn, event, values, sender.rule_arn)


def _rule_code(error: Exception) -> str:
    """Return EventBridge's own code for an error."""
    code = str(error.response["Error"].get("Code", "")) if isinstance(error, ClientError) else ""
    if "AccessDenied" in code or "AuthorizationError" in code:
        return "NO_PERMISSIONS"
    missing = "NotFound" in code or "NonExistent" in code or "DoesNotExist" in code
    return "NO_RESOURCE" if missing else "SDK_CLIENT_ERROR"


def _send(client: Callable[[], Any], arn: str, body: str, values: Mapping[str, str], whose: str) -> None:
    attributes = {name: {"DataType": "String", "StringValue": value} for name, value in values.items() if value}
    try:
        client().send_message(QueueUrl=queue_url(arn), MessageBody=body, MessageAttributes=attributes)
    except Exception as failure:  # noqa: BLE001  # there is nobody else to tell
        log.warning("stackrig: %s: the dead-letter queue %s can't be reached: %s", whose, arn, failure)
