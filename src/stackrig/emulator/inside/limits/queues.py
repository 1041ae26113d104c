"""Requests that SQS refuses.

See https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html and
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from ..iam.stored import find_queue
from ..services.faults import service_fault

RANGES = {
    "DelaySeconds": (0, 900),
    "KmsDataKeyReusePeriodSeconds": (60, 86400),
    "MaximumMessageSize": (1024, 1 << 20),
    "MessageRetentionPeriod": (60, 1209600),
    "ReceiveMessageWaitTimeSeconds": (0, 20),
    "VisibilityTimeout": (0, 43200),
}
MOST_ATTRIBUTES = 10  # of one message
MOST_MESSAGES = 10  # that one call receives
MOST_RECEIVES = 1000  # before a message becomes a dead letter
MOST_TAGS = 50
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def _check_message(_context: Any, request: Mapping[str, Any]) -> None:
    _check_range("DelaySeconds", request.get("DelaySeconds"), "DelaySeconds must be >= 0 and <= 900.")
    attributes = request.get("MessageAttributes") or {}
    if len(attributes) > MOST_ATTRIBUTES:
        text = f"Number of message attributes [{len(attributes)}] exceeds the allowed maximum [{MOST_ATTRIBUTES}]."
        raise service_fault("InvalidParameterValue", text)
    for name, attribute in attributes.items():
        is_number = attribute.get("DataType", "").partition(".")[0] == "Number"
        if is_number and not NUMBER.fullmatch(attribute.get("StringValue") or ""):
            text = f"Can't cast the value of message (user) attribute '{name}' to a number."
            raise service_fault("InvalidParameterValue", text)


def _check_batch(_context: Any, _request: Mapping[str, Any]) -> None:
    _check_each_message()


@cache
def _check_each_message() -> None:
    """Have LocalStack check each message that it puts into a queue: one of a batch then fails alone."""
    from localstack.services.sqs.provider import SqsProvider  # type: ignore[import-not-found]

    put = SqsProvider._put_message  # noqa: SLF001  # there is no other place

    def put_checked(provider: Any, queue: Any, context: Any, *parts: Any, **named: Any) -> Any:
        given = dict(zip(("message_body", "delay_seconds", "message_attributes"), parts, strict=False)) | named
        known = {"DelaySeconds": given.get("delay_seconds"), "MessageAttributes": given.get("message_attributes")}
        _check_message(context, known)
        return put(provider, queue, context, *parts, **named)

    SqsProvider._put_message = put_checked  # noqa: SLF001


def _check_receiving(_context: Any, request: Mapping[str, Any]) -> None:
    number = request.get("MaxNumberOfMessages")
    if number is not None and not 1 <= number <= MOST_MESSAGES:
        reason = f"Must be between 1 and {MOST_MESSAGES}, if provided."
        text = f"Value {number} for parameter MaxNumberOfMessages is invalid. Reason: {reason}"
        raise service_fault("InvalidParameterValue", text)
    _check_range("VisibilityTimeout", request.get("VisibilityTimeout"), "Must be >= 0 and <= 43200, if provided.")


def _check_range(name: str, value: Any, reason: str) -> None:
    least, most = RANGES[name]
    if value is not None and not least <= value <= most:
        raise service_fault("InvalidParameterValue", f"Value {value} for parameter {name} is invalid. Reason: {reason}")


def _check_queue(_context: Any, request: Mapping[str, Any]) -> None:
    attributes = request.get("Attributes") or {}
    for name, (least, most) in RANGES.items():
        if name in attributes and not (attributes[name].isdecimal() and least <= int(attributes[name]) <= most):
            raise service_fault("InvalidAttributeValue", f"Invalid value for the parameter {name}.")
    if (policy := attributes.get("Policy")) and not _is_object(policy):
        raise service_fault("InvalidAttributeValue", "Invalid value for the parameter Policy.")
    name = request.get("QueueName") or request["QueueUrl"].rpartition("/")[2]
    if redrive := attributes.get("RedrivePolicy"):
        _check_dead_letters(redrive, name)
    if len(request.get("tags") or ()) > MOST_TAGS:
        raise _too_many_tags(name)


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _check_dead_letters(policy: str, name: str) -> None:
    """Refuse dead letters in a queue that is not there or is of another type; LocalStack checks the policy's form."""
    try:
        read = json.loads(policy)
        arn, count = read["deadLetterTargetArn"], read.get("maxReceiveCount")
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    parts, reason = str(arn).split(":"), ""
    if count is None:
        reason = "Redrive policy does not contain mandatory attribute: maxReceiveCount."
    elif not (str(count).isdecimal() and 1 <= int(count) <= MOST_RECEIVES):
        span = f"valid values are from 1 to {MOST_RECEIVES} both inclusive."
        reason = f"Invalid value for maxReceiveCount: {count}, {span}"
    elif len(parts) != 6 or find_queue(parts) is None:  # noqa: PLR2004  # parts of a queue's ARN
        reason = "Dead letter target does not exist."
    elif parts[5].endswith(".fifo") != name.endswith(".fifo"):
        reason = "Dead-letter queue must be same type of queue as the source."
    if reason:
        text = f"Value {policy} for parameter RedrivePolicy is invalid. Reason: {reason}"
        raise service_fault("InvalidParameterValue", text)


def _check_tags(_context: Any, request: Mapping[str, Any]) -> None:
    if len(request["Tags"]) > MOST_TAGS:
        raise _too_many_tags(request["QueueUrl"].rpartition("/")[2])


def _too_many_tags(name: str) -> Exception:
    return service_fault("InvalidParameterValue", f"Too many tags added for queue {name}.")


CHECKS = {
    "CreateQueue": _check_queue,
    "ReceiveMessage": _check_receiving,
    "SendMessage": _check_message,
    "SendMessageBatch": _check_batch,
    "SetQueueAttributes": _check_queue,
    "TagQueue": _check_tags,
}
