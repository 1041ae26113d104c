"""Requests that SQS refuses.

See https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html and
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html.
"""

import json
import re
from collections.abc import Mapping
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


def _check_receiving(_context: Any, request: Mapping[str, Any]) -> None:
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
    name = request.get("QueueName") or request["QueueUrl"].rpartition("/")[2]
    if redrive := attributes.get("RedrivePolicy"):
        _check_dead_letters(redrive, name)
    if len(request.get("tags") or ()) > MOST_TAGS:
        raise _too_many_tags(name)


def _check_dead_letters(policy: str, name: str) -> None:
    """Refuse dead letters in a queue that is not there or is of another type; LocalStack checks the policy's form."""
    try:
        arn = json.loads(policy)["deadLetterTargetArn"]
    except (ValueError, KeyError, TypeError):
        return
    parts, reason = str(arn).split(":"), ""
    if len(parts) != 6 or find_queue(parts) is None:  # noqa: PLR2004  # parts of a queue's ARN
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
    "SetQueueAttributes": _check_queue,
    "TagQueue": _check_tags,
}
