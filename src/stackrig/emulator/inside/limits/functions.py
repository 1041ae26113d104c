"""Requests that Lambda refuses.

See https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html and
https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html.
"""

import io
import json
import re
from collections.abc import Mapping
from typing import Any

from ..functions.calls import time_out_of
from ..iam.stored import find_queue
from ..services.faults import broken_constraint, invalid, service_fault, validation_errors

LARGEST = {"RequestResponse": 6291456, "Event": 1 << 20}  # bytes of a payload
RESERVED = frozenset({
    "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_RUNTIME_API", "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT", "_HANDLER",
    "_X_AMZN_TRACE_ID",
})  # fmt: skip
VARIABLE = "[a-zA-Z]([a-zA-Z0-9_])+"


def _check_settings(_context: Any, request: Mapping[str, Any]) -> None:
    variables = (request.get("Environment") or {}).get("Variables") or {}
    if reserved := sorted(RESERVED & variables.keys()):
        text = (
            "Lambda was unable to configure your environment variables because the environment variables you have"
            " provided contains reserved keys that are currently not supported for modification."
            f" Reserved keys used in this request: {', '.join(reserved)}"
        )
        raise service_fault("InvalidParameterValueException", text)
    if any(not re.fullmatch(VARIABLE, name) for name in variables):
        rule = f"Map keys must satisfy constraint: [Member must satisfy regular expression pattern: {VARIABLE}]"
        raise invalid(validation_errors(broken_constraint("environment.variables", rule)))


def _check_invocation(_context: Any, request: dict[str, Any]) -> None:
    """Refuse a payload that is too large or no JSON; it is read here, and given back to LocalStack."""
    if not request.get("Payload"):
        return
    payload = request["Payload"].read()
    request["Payload"] = io.BytesIO(payload)
    largest = LARGEST.get(request.get("InvocationType") or "RequestResponse", len(payload))
    if len(payload) > largest:
        text = f"Request must be smaller than {largest} bytes for the InvokeFunction operation"
        raise service_fault("RequestTooLargeException", text, 413)
    try:
        json.loads(payload or b"null")
    except ValueError as error:
        text = f"Could not parse request body into json: Could not parse payload into json: {error}"
        raise service_fault("InvalidRequestContentException", text) from None


def _check_mapping(context: Any, request: Mapping[str, Any]) -> None:
    """Refuse a queue whose messages become visible again while the function may still work on them."""
    parts = (request.get("EventSourceArn") or "").split(":")
    if parts[2:3] != ["sqs"] or (queue := find_queue(parts)) is None:
        return
    function = request["FunctionName"].rpartition(":function:")[2]  # of a name, or of a whole or partial ARN
    seconds = int(time_out_of(f"arn:aws:lambda:{context.region}:{context.account_id}:function:{function}"))
    if queue.visibility_timeout < seconds:
        text = f"Queue visibility timeout: {queue.visibility_timeout} seconds is less than Function timeout: {seconds}"
        raise service_fault("InvalidParameterValueException", f"{text} seconds")


CHECKS = {
    "CreateEventSourceMapping": _check_mapping,
    "CreateFunction": _check_settings,
    "Invoke": _check_invocation,
    "InvokeWithResponseStream": _check_invocation,
    "UpdateFunctionConfiguration": _check_settings,
}
