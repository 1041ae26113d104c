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
from ..services.faults import broken_constraint, invalid, validation_errors

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
        raise _fault("InvalidParameterValueException", text)
    if any(not re.fullmatch(VARIABLE, name) for name in variables):
        rule = f"Map keys must satisfy constraint: [Member must satisfy regular expression pattern: {VARIABLE}]"
        raise invalid(validation_errors(broken_constraint("environment.variables", rule)))


def _check_new_function(context: Any, request: Mapping[str, Any]) -> None:
    is_image = request.get("PackageType") == "Image" or request["Code"].get("ImageUri")
    if not is_image and not (request.get("Runtime") and request.get("Handler")):
        text = "Runtime and Handler are mandatory parameters for functions created with deployment packages."
        raise _fault("InvalidParameterValueException", text)
    if not request["Code"]:
        raise _fault("InvalidParameterValueException", "Please provide a source for function code.")
    if {"ZipFile", "S3Bucket"} <= request["Code"].keys():
        text = "Please do not provide other FunctionCode parameters when providing a ZipFile."
        raise _fault("InvalidParameterValueException", text)
    _check_settings(context, request)


def _check_invocation(_context: Any, request: dict[str, Any]) -> None:
    """Refuse a payload that is too large or no JSON; it is read here, and given back to LocalStack."""
    if not request.get("Payload"):
        return
    payload = request["Payload"].read()
    request["Payload"] = io.BytesIO(payload)
    largest = LARGEST.get(request.get("InvocationType") or "RequestResponse", len(payload))
    if len(payload) > largest:
        text = f"Request must be smaller than {largest} bytes for the InvokeFunction operation"
        raise _fault("RequestTooLargeException", text)
    try:
        json.loads(payload or b"null")
    except ValueError as error:
        text = f"Could not parse request body into json: Could not parse payload into json: {error}"
        raise _fault("InvalidRequestContentException", text) from None


def _check_mapping(context: Any, request: Mapping[str, Any]) -> None:
    """Refuse a queue whose messages become visible again while the function may still work on them."""
    parts = (request.get("EventSourceArn") or "").split(":")
    if parts[2:3] != ["sqs"] or (queue := find_queue(parts)) is None:
        return
    if request.get("StartingPosition"):
        text = "StartingPosition is not valid for SQS event sources."
        raise _fault("InvalidParameterValueException", text)
    function = request["FunctionName"].rpartition(":function:")[2]  # of a name, or of a whole or partial ARN
    seconds = int(time_out_of(f"arn:aws:lambda:{context.region}:{context.account_id}:function:{function}"))
    if queue.visibility_timeout < seconds:
        text = f"Queue visibility timeout: {queue.visibility_timeout} seconds is less than Function timeout: {seconds}"
        raise _fault("InvalidParameterValueException", f"{text} seconds")


def _fault(code: str, text: str) -> Exception:
    """Return one of Lambda's own errors; they all tell whose fault they are."""
    from localstack.aws.api import lambda_  # type: ignore[import-not-found]

    error: Exception = getattr(lambda_, code)(text, Type="User")
    return error


CHECKS = {
    "CreateEventSourceMapping": _check_mapping,
    "CreateFunction": _check_new_function,
    "Invoke": _check_invocation,
    "InvokeWithResponseStream": _check_invocation,
    "UpdateFunctionConfiguration": _check_settings,
}
