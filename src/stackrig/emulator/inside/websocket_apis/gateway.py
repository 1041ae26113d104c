"""Serve the connections to WebSocket APIs: authorize a client, and route its messages.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html.
"""

import json
import logging
import re
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from ..apigatewayv2.records import Record
from ..http_apis.answers import Answer, Refusal, forbidden, not_found
from ..http_apis.targets import Target, find_stage
from .access import let_in
from .connections import LARGEST, Connection, opened
from .events import connect_event, disconnect_event, message_event
from .integrations import ask_integration
from .management import manage
from .routes import DEFAULT, find_route, select_route

log = logging.getLogger(__name__)
NORMAL, TOO_BIG = 1000, 1009  # https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
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
    """Take a connection's messages until its end.

    A message does not wait for the answer to the one before, and the end does not wait for either.
    """
    from rolo.websocket.errors import WebSocketDisconnectedError  # type: ignore[import-not-found]

    status = NORMAL
    try:
        while _size(data := connection.socket.receive()) <= LARGEST:
            threading.Thread(target=_answer, args=(connection, data), name="stackrig-message", daemon=True).start()
        status = TOO_BIG
    except WebSocketDisconnectedError as error:
        status = error.code
    finally:
        opened.pop(connection.id, None)
        connection.socket.close(status)
        _say_goodbye(connection, status)


def _size(data: str | bytes) -> int:
    return len(data.encode() if isinstance(data, str) else data)


def _answer(connection: Connection, data: str | bytes) -> None:
    """Call a message's route, and send the answer or error if there is one."""
    connection.last_active_at = int(time.time() * 1000)
    routes = connection.snapshot.routes.values()
    key = select_route(connection.snapshot.api["RouteSelectionExpression"], data)
    route = find_route(routes, key) or find_route(routes, DEFAULT)
    event = message_event(connection, str(route["RouteKey"]) if route else key, data)
    text = _ask(connection, route, event)
    if text:
        with suppress(OSError):  # rolo's errors: the client has left meanwhile
            connection.send(text)


def _ask(connection: Connection, route: Mapping[str, Any] | None, event: Mapping[str, Any]) -> str:
    """Return a route's answer for the client, an error, or an empty text."""
    try:
        if route is None:
            raise forbidden()
        said = ask_integration(connection, route, event)
    except Refusal as refusal:
        request = event["requestContext"]["requestId"]
        return json.dumps({"message": str(refusal), "connectionId": connection.id, "requestId": request})
    return str(said["body"]) if _has_response(connection, route) and said.get("body") else ""


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
