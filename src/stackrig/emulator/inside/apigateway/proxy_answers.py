"""Answers that API Gateway's proxy integration accepts from a function; AWS turns all others into a 502.

See "Output format of a Lambda function for proxy integration":
https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html. Unknown keys and
errors of the function are left to LocalStack, which answers them as AWS does.
"""

import json
from typing import Any

STATUSES = range(100, 600)


def find_fault(payload: bytes) -> str | None:
    """Return what is wrong with a function's answer, or None."""
    try:
        answer = json.loads(payload)
    except ValueError:
        return "it is not JSON"
    if not isinstance(answer, dict):
        return "it is not an object"
    faults = {
        "its body is not a string (json.dumps makes one)": not isinstance(answer.get("body"), str | None),
        "its statusCode is not a status of HTTP": not _is_status(answer.get("statusCode")),
        "its isBase64Encoded is not a boolean": not isinstance(answer.get("isBase64Encoded"), bool | None),
        "its multiValueHeaders are not lists of strings": not _are_lists(answer.get("multiValueHeaders")),
    }
    return next((fault for fault, is_there in faults.items() if is_there), None)


def _is_status(value: Any) -> bool:
    try:
        return value is None or (not isinstance(value, bool) and int(value) in STATUSES)
    except (TypeError, ValueError):
        return False


def _are_lists(headers: Any) -> bool:
    return headers is None or (
        isinstance(headers, dict)
        and all(isinstance(values, list) for values in headers.values())
        and all(isinstance(one, str | bool) for values in headers.values() for one in values)
    )
