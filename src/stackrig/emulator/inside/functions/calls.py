"""Calls of functions by LocalStack's own services, in this process: a request over HTTP would cost 10 ms more.

The caller makes LocalStack's checks of ordinary requests itself: `is_permitted`.
"""

import logging
import uuid
from typing import Any

from localstack.services.lambda_.api_utils import function_locators_from_arn  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.models import lambda_stores  # type: ignore[import-not-found]
from localstack.services.plugins import SERVICE_PLUGINS  # type: ignore[import-not-found]
from localstack.utils.xray.trace_header import TraceHeader  # type: ignore[import-not-found]

from ..tracing.requests import tell
from .resource_policies import Caller, permits

log = logging.getLogger(__name__)
GATEWAY = "apigateway.amazonaws.com"  # the principal of API Gateway, for all kinds of APIs


def is_permitted(function_arn: str, caller: Caller) -> bool:
    """Tell whether the resource policy of a function, version or alias lets a service call it."""
    return permits(_statements(function_arn), caller)


def call_function(function_arn: str, event: bytes, *, trace: str, invocation_type: str = "RequestResponse") -> bytes:
    """Invoke a function and return its answer, which is empty for the invocation type `Event`.

    Args:
        trace: the X-Ray header of the request that causes the call.

    Raises:
        ServiceException: LocalStack can't invoke it.
    """
    result = invoke_function(function_arn, event, trace=trace, invocation_type=invocation_type)
    answer: bytes = result.payload if result else b""
    return answer


def invoke_function(function_arn: str, event: bytes, *, trace: str, invocation_type: str = "RequestResponse") -> Any:
    """Invoke a function as `call_function` does, and return LocalStack's result, which tells errors apart."""
    name, qualifier, account, region = function_locators_from_arn(function_arn)
    provider = SERVICE_PLUGINS.require("lambda")._provider  # noqa: SLF001  # there is no other way to its service
    return provider.lambda_service.invoke(
        function_name=name,
        qualifier=qualifier,
        region=region,
        account_id=account,
        invocation_type=invocation_type,
        client_context=None,
        request_id=str(uuid.uuid4()),
        payload=event,
        trace_context={"aws_trace_header": TraceHeader.from_header_str(trace).ensure_root_exists()},
        user_agent="",
    )


def lets_call(function_arn: str, source_arns: tuple[str, ...], account: str) -> bool:
    """Tell whether a function's policy lets API Gateway call it for a route or an authorizer; log a refusal."""
    is_let = is_permitted(function_arn, Caller(GATEWAY, source_arns, account))
    if not is_let:
        text = (
            f"{source_arns[0]} may not call {function_arn}: the function's policy lacks a permission"
            f" (lambda:AddPermission, aws.lambda_.Permission) for the principal {GATEWAY} and this source ARN"
        )
        log.warning("stackrig: %s", text)
        tell(text)
    return is_let


def time_out_of(function_arn: str) -> float:
    """Return a function's time-out in seconds, or 0 if there is no such function."""
    name, _, account, region = function_locators_from_arn(function_arn)
    function = lambda_stores[account][region].functions.get(name)
    latest = function and function.latest()
    return float(latest.config.timeout) if latest else 0.0


def _statements(function_arn: str) -> list[dict[str, Any]]:
    name, qualifier, account, region = function_locators_from_arn(function_arn)
    function = lambda_stores[account][region].functions.get(name)
    policy = function and function.permissions.get(qualifier or "$LATEST")
    return policy.policy.Statement if policy else []
