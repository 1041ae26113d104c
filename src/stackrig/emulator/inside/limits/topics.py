"""Requests that SNS refuses: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html."""

import json
import re
from collections.abc import Mapping
from typing import Any

from ..services.faults import service_fault

LONGEST_SUBJECT = 100
FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # line breaks and control characters, in a subject


def _check_message(_context: Any, request: Mapping[str, Any]) -> None:
    subject = request.get("Subject") or ""
    if len(subject) > LONGEST_SUBJECT or FORBIDDEN.search(subject) or subject[:1].isspace():
        raise service_fault("InvalidParameter", "Invalid parameter: Subject")


def _check_settings(_context: Any, request: Mapping[str, Any]) -> None:
    if request.get("AttributeName") == "Policy":
        try:
            json.loads(request.get("AttributeValue") or "")
        except ValueError:
            raise service_fault("InvalidParameter", "Invalid parameter: Policy Error: null") from None


CHECKS = {"Publish": _check_message, "SetTopicAttributes": _check_settings}
