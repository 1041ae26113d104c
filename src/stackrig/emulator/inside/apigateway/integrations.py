"""Integrations that call functions: in this process instead of over HTTP, and only where the function permits it.

AWS answers 500 "Internal server error" where the function's resource policy lacks a statement for the API, see
https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html. An integration with credentials is
judged by its role instead: its call goes LocalStack's own way, as a request of that role.
"""

import logging
from contextvars import ContextVar
from typing import Any

from localstack.services.apigateway.next_gen.execute_api import integrations  # type: ignore[import-not-found]
from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
    IntegrationFailureError,
    InternalServerError,
)
from localstack.services.apigateway.next_gen.execute_api.helpers import (  # type: ignore[import-not-found]
    get_lambda_function_arn_from_invocation_uri,
    get_source_arn,
)

from ..functions.calls import call_function, lets_call
from ..tracing.requests import tell
from .proxy_answers import find_fault

log = logging.getLogger(__name__)
LAMBDA_PATH = ":lambda:path/"  # a part of the URI of integrations that call functions

_context: ContextVar[Any] = ContextVar("context")  # the context of the request that this thread serves


class ProxyIntegration(integrations.RestApiAwsProxyIntegration):  # type: ignore[misc]
    """Serve an integration of the type AWS_PROXY."""

    def invoke(self, context: Any) -> Any:
        """Call the function and return the endpoint's response."""
        check_permission(context)
        token = _context.set(context)
        try:
            return super().invoke(context)
        finally:
            _context.reset(token)

    def call_lambda(self, function_arn: str, event: bytes, source_arn: str, credentials: str | None = None) -> bytes:
        """Return the function's answer."""
        if credentials:
            answer: bytes = super().call_lambda(function_arn, event, source_arn, credentials)
            return answer
        return call_function(function_arn, event, trace=_context.get().trace_id)

    def parse_lambda_response(self, payload: bytes) -> Any:
        """Return a function's answer; a malformed one becomes AWS's error 502."""
        if fault := find_fault(payload):
            log.warning("stackrig: %s: malformed Lambda proxy response: %s", _context.get().resource["path"], fault)
            tell(f"malformed Lambda proxy response: {fault}")
            raise InternalServerError("Internal server error", status_code=502)
        return super().parse_lambda_response(payload)


class Integration(integrations.RestApiAwsIntegration):  # type: ignore[misc]
    """Serve an integration of the type AWS: check the permission as AWS does, then let LocalStack send the request."""

    def invoke(self, context: Any) -> Any:
        """Send the request and return the endpoint's response."""
        check_permission(context)
        return super().invoke(context)


def replace_integrations() -> None:
    """Have LocalStack serve integrations by these classes."""
    for one in (ProxyIntegration, Integration):
        integrations.REST_API_INTEGRATIONS[one.name] = one()


def check_permission(context: Any) -> None:
    """Raise API Gateway's error 500 when an integration calls a function that does not permit it."""
    uri = context.integration_request["uri"]
    if LAMBDA_PATH not in uri or context.integration.get("credentials"):
        return
    function_arn, source_arn = get_lambda_function_arn_from_invocation_uri(uri), get_source_arn(context)
    method = context.invocation_request["http_method"]
    # AWS does not document whether the ARN of a method ANY contains ANY or the request's method: both are accepted.
    sources = (source_arn, source_arn.replace("/ANY/", f"/{method}/", 1))
    if not lets_call(function_arn, sources, context.account_id):
        raise IntegrationFailureError("Internal server error", status_code=500)
