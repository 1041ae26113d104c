"""Functions behind the routes of a WebSocket API: their answers, and API Gateway's errors.

See "Set up a WebSocket API integration request" in API Gateway's developer guide:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any

from ..apigatewayv2.records import Record
from ..functions.calls import lets_call
from ..http_apis.answers import Refusal
from ..http_apis.functions import function_of, invoke
from .connections import Connection

log = logging.getLogger(__name__)
SAYS_NOTHING = {"statusCode": 200}
PARTS = {"statusCode", "body", "headers", "multiValueHeaders", "isBase64Encoded"}  # members of an answer
LATE = 503  # the status by which `invoke` reports a late function


def ask_integration(connection: Connection, route: Mapping[str, Any], event: Mapping[str, Any]) -> dict[str, Any]:
    """Return a route's answer; a route without an integration, or with a MOCK, has none.

    Raises:
        Refusal: the integration can't be called, fails, is late, or answers malformedly.
    """
    name = str(route.get("Target", "")).removeprefix("integrations/")
    integration = connection.snapshot.integrations.get(name)
    if integration is None or integration["IntegrationType"] == "MOCK":
        return SAYS_NOTHING
    if integration["IntegrationType"] != "AWS_PROXY":
        kind = integration["IntegrationType"]
        log.warning("stackrig: %s: %s is not served for WebSocket APIs", route["RouteKey"], kind)
        raise failure(500)
    function = function_of(integration["IntegrationUri"], connection.variables)
    source = connection.api.arn(f"{connection.stage_name}/{route['RouteKey']}")
    if not integration.get("CredentialsArn") and not lets_call(function, (source,), connection.api.account):
        raise failure(500)
    return _read(_call(function, event, integration), function)


def failure(status: int) -> Refusal:
    """Return API Gateway's error for an integration: after $connect a client gets the message, otherwise the status."""
    return Refusal(status, "Internal server error")


def _call(function: str, event: Mapping[str, Any], integration: Record) -> bytes:
    try:
        return invoke(function, json.dumps(event).encode(), "", integration["TimeoutInMillis"] / 1000)
    except Refusal as refusal:
        is_late = refusal.answer.status == LATE
        raise (Refusal(504, "Endpoint request timed out") if is_late else failure(502)) from refusal


def _read(payload: bytes, function: str) -> dict[str, Any]:
    try:
        said = json.loads(payload)
    except ValueError:
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("statusCode"), int) or not PARTS.issuperset(said):
        log.warning("stackrig: malformed Lambda proxy response of %s: %.200r", function, said)
        raise failure(502)
    return said
