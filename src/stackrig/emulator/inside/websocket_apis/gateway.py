"""Serve the connections to WebSocket APIs: let a client in, and lead its messages to their routes.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html.
"""

import json
import logging
import re
import time
from collections.abc import Mapping
from typing import Any

from ..apigatewayv2.records import Record
from ..functions.calls import lets_call
from ..http_apis.answers import Answer, Refusal, forbidden, not_found, server_error
from ..http_apis.functions import function_of, invoke
from ..http_apis.targets import Target, find_stage
from .access import let_in
from .connections import Connection, opened
from .events import connect_event, disconnect_event, message_event
from .management import manage
from .routes import DEFAULT, find_route, select_route

log = logging.getLogger(__name__)
NORMAL, NO_STATUS = 1000, 1005  # https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
CONNECTIONS = re.compile(r"/@connections/(.+)")


def serve_websocket(target: Target, request: Any) -> Answer | None:
    """Serve a request to a WebSocket API: a new connection until it ends, or one about a connection.

    Returns:
        The answer to a request that opens none.
    """
    stage, path = find_stage(target)
    try:
        if stage is None:
            raise forbidden()
        if found := CONNECTIONS.fullmatch(path):
            return manage(found[1], request, target.api, stage["StageName"])
        if request.method != "WEBSOCKET":
            raise forbidden()
        connection = _open(target, stage, request)
    except Refusal as refusal:
        return refusal.answer
    _serve(connection)
    return None


def _open(target: Target, stage: Record, request: Any) -> Connection:
    """Ask the route $connect, if there is one, and accept the connection."""
    snapshot = target.api.snapshots.get(stage.get("DeploymentId", ""))
    if snapshot is None:
        raise not_found()
    connection = Connection(target.api, snapshot, stage, request, target.domain)
    route = find_route(snapshot.routes.values(), "$connect")
    if route is not None:
        let_in(connection, route)
        said = _ask(connection, route, connect_event(connection))
        status = said.get("statusCode", 200) if isinstance(said, dict) else 200
        if not 200 <= int(status) < 300:  # noqa: PLR2004  # what HTTP calls successful
            raise Refusal(int(status), "Forbidden" if int(status) == 403 else "Connection refused")  # noqa: PLR2004
    protocol = request.headers.get("Sec-WebSocket-Protocol", "").partition(",")[0].strip()
    connection.socket = request.accept(subprotocol=protocol or None)
    opened[connection.id] = connection
    return connection


def _serve(connection: Connection) -> None:
    from rolo.websocket.errors import WebSocketDisconnectedError  # type: ignore[import-not-found]

    status = NORMAL
    try:
        while True:
            _lead(connection, connection.socket.receive())
    except WebSocketDisconnectedError as error:
        status = getattr(error, "code", None) or NO_STATUS
    finally:
        opened.pop(connection.id, None)
        connection.socket.close()
        _say_goodbye(connection, status)


def _lead(connection: Connection, data: str | bytes) -> None:
    """Lead a message to its route, and send the answer if the route has a response."""
    connection.last_active_at = int(time.time() * 1000)
    routes = connection.snapshot.routes.values()
    key = select_route(connection.snapshot.api["RouteSelectionExpression"], data)
    route = find_route(routes, key) or find_route(routes, DEFAULT)
    event = message_event(connection, str(route["RouteKey"]) if route else key, data)
    try:
        if route is None:
            raise forbidden()
        said = _ask(connection, route, event)
    except Refusal as refusal:
        text = "Forbidden" if refusal.answer.status == 403 else "Internal server error"  # noqa: PLR2004
        told = {"message": text, "connectionId": connection.id, "requestId": event["requestContext"]["requestId"]}
        connection.send(json.dumps(told))
        return
    if _has_response(connection, route) and (body := said.get("body") if isinstance(said, dict) else said):
        connection.send(body if isinstance(body, str) else json.dumps(body))


def _has_response(connection: Connection, route: Mapping[str, Any]) -> bool:
    return bool(
        route.get("RouteResponseSelectionExpression") and connection.snapshot.responses.get(str(route["RouteId"]))
    )


def _ask(connection: Connection, route: Mapping[str, Any], event: Mapping[str, Any]) -> Any:
    """Return what the integration of a route says, nothing for a route without one or with a MOCK.

    Raises:
        Refusal: the integration can't be called, or fails.
    """
    name = str(route.get("Target", "")).removeprefix("integrations/")
    integration = connection.snapshot.integrations.get(name)
    if integration is None or integration["IntegrationType"] == "MOCK":
        return None
    if integration["IntegrationType"] != "AWS_PROXY":
        log.warning(
            "stackrig: %s: %s is not served for WebSocket APIs", route["RouteKey"], integration["IntegrationType"]
        )
        raise server_error()
    function = function_of(integration["IntegrationUri"], connection.variables)
    source = connection.api.arn(f"{connection.stage_name}/{route['RouteKey']}")
    if not integration.get("CredentialsArn") and not lets_call(function, (source,), connection.api.account):
        raise server_error()
    payload = invoke(function, json.dumps(event).encode(), "", integration["TimeoutInMillis"] / 1000)
    return json.loads(payload)


def _say_goodbye(connection: Connection, status: int) -> None:
    """Tell the route $disconnect that a connection ended; nobody hears what it answers."""
    route = find_route(connection.snapshot.routes.values(), "$disconnect")
    if route is None:
        return
    try:
        _ask(connection, route, disconnect_event(connection, status, ""))
    except (Refusal, ValueError) as error:
        log.warning("stackrig: $disconnect of %s failed: %s", connection.api.id, error)
