"""Requests that SNS refuses: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html."""

import json
import re
from collections.abc import Mapping
from typing import Any

from ..services.faults import service_fault
from .queues import NUMBER

LONGEST_SUBJECT = 100
# The attributes of SetTopicAttributes, but those of delivery status for each protocol.
ATTRIBUTES = {
    "ArchivePolicy", "ContentBasedDeduplication", "DataProtectionPolicy", "DeliveryPolicy", "DisplayName",
    "FifoThroughputScope", "KmsMasterKeyId", "Policy", "SignatureVersion", "TracingConfig",
}  # fmt: skip
FEEDBACK = re.compile("(Application|Firehose|HTTP|Lambda|SQS)(Success|Failure)Feedback(RoleArn|SampleRate)")
FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # line breaks and control characters, in a subject


def _check_message(_context: Any, request: Mapping[str, Any]) -> None:
    subject = request.get("Subject") or ""
    if len(subject) > LONGEST_SUBJECT or FORBIDDEN.search(subject) or subject[:1].isspace():
        raise service_fault("InvalidParameter", "Invalid parameter: Subject")
    for name, attribute in (request.get("MessageAttributes") or {}).items():
        is_number = attribute.get("DataType", "").partition(".")[0] == "Number"
        if is_number and not NUMBER.fullmatch(attribute.get("StringValue") or ""):
            text = f"Could not cast message attribute '{name}' value to number."
            raise service_fault("ParameterValueInvalid", text)


def _check_settings(_context: Any, request: Mapping[str, Any]) -> None:
    if request.get("AttributeName") == "Policy":
        try:
            json.loads(request.get("AttributeValue") or "")
        except ValueError:
            raise service_fault("InvalidParameter", "Invalid parameter: Policy Error: null") from None
    elif request.get("AttributeName") not in ATTRIBUTES and not FEEDBACK.fullmatch(request["AttributeName"]):
        raise service_fault("InvalidParameter", "Invalid parameter: AttributeName")


def _check_subscription(_context: Any, request: Mapping[str, Any]) -> None:
    protocol, endpoint = request["Protocol"], request.get("Endpoint") or ""
    if protocol == "lambda" and not endpoint.startswith("arn:"):
        raise service_fault("InvalidParameter", "Invalid parameter: Lambda endpoint ARN")
    if protocol in {"email", "email-json"} and "@" not in endpoint:
        raise service_fault("InvalidParameter", "Invalid parameter: Email address")
    if request["TopicArn"].endswith(".fifo") and protocol != "sqs":
        raise service_fault("InvalidParameter", "Invalid parameter: Invalid protocol type: " + protocol)


def _check_batch(_context: Any, request: Mapping[str, Any]) -> None:
    if not request.get("PublishBatchRequestEntries"):
        raise service_fault("EmptyBatchRequest", "The batch request doesn't contain any entries.")


CHECKS = {
    "Publish": _check_message,
    "PublishBatch": _check_batch,
    "SetTopicAttributes": _check_settings,
    "Subscribe": _check_subscription,
}
