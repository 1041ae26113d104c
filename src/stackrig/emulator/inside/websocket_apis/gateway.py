"""Serve the connections to WebSocket APIs: authorize a client, and route its messages.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html.
"""

import json
import logging
import re
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from ..apigatewayv2.records import Record
from ..http_apis.answers import Answer, Refusal, forbidden, not_found
from ..http_apis.targets import Target, find_stage
from .access import let_in
from .connections import Connection, opened
from .events import connect_event, disconnect_event, message_event
from .integrations import ask_integration
from .management import manage
from .routes import DEFAULT, find_route, select_route

log = logging.getLogger(__name__)
NORMAL = 1000  # https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
SUCCESSFUL = range(200, 300)
CONNECTIONS = re.compile(r"/@connections/(.+)")


def serve_websocket(target: Target, request: Any) -> Answer | None:
    """Serve a request to a WebSocket API: a new connection until its end, or a request about a connection.

    Returns:
        The answer to a request that opens no connection.
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
        status = int(ask_integration(connection, route, connect_event(connection))["statusCode"])
        if status not in SUCCESSFUL:
            raise Refusal(status, "Forbidden" if status == HTTPStatus.FORBIDDEN else "Connection refused")
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
        status = error.code
    finally:
        opened.pop(connection.id, None)
        connection.socket.close()
        _say_goodbye(connection, status)


def _lead(connection: Connection, data: str | bytes) -> None:
    """Call a message's route, and send the answer if the route has a response."""
    connection.last_active_at = int(time.time() * 1000)
    routes = connection.snapshot.routes.values()
    key = select_route(connection.snapshot.api["RouteSelectionExpression"], data)
    route = find_route(routes, key) or find_route(routes, DEFAULT)
    event = message_event(connection, str(route["RouteKey"]) if route else key, data)
    try:
        if route is None:
            raise forbidden()
        said = ask_integration(connection, route, event)
    except Refusal as refusal:
        request = event["requestContext"]["requestId"]
        connection.send(json.dumps({"message": str(refusal), "connectionId": connection.id, "requestId": request}))
        return
    if _has_response(connection, route) and said.get("body"):
        connection.send(str(said["body"]))


def _has_response(connection: Connection, route: Mapping[str, Any]) -> bool:
    return bool(
        route.get("RouteResponseSelectionExpression") and connection.snapshot.responses.get(str(route["RouteId"]))
    )


def _say_goodbye(connection: Connection, status: int) -> None:
    """Call the route $disconnect for an ended connection; its answer is dropped."""
    route = find_route(connection.snapshot.routes.values(), "$disconnect")
    if route is None:
        return
    try:
        ask_integration(connection, route, disconnect_event(connection, status, ""))
    except Refusal as error:
        log.warning("stackrig: $disconnect of %s failed: %s", connection.api.id, error)
