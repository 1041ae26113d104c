"""`@connections`: what a backend does with an open connection.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html.
"""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from ..apigatewayv2.records import Api
from ..http_apis.answers import JSON, Answer
from .connections import Connection, opened

LARGEST = 128 * 1024  # bytes of a message; "Amazon API Gateway quotas"
SIGNED = "AWS4-HMAC-SHA256"


def manage(name: str, request: Any, api: Api, stage: str) -> Answer:
    """Return the answer to a request about a connection: send to it, describe it, or end it."""
    if not request.headers.get("Authorization", "").startswith(SIGNED):
        return _error(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
    connection = opened.get(unquote(name))
    if connection is None or (connection.api.id, connection.stage_name) != (api.id, stage):
        return _error(410, "GoneException", "")
    if request.method == "POST":
        return _post(connection, request.get_data())
    if request.method == "DELETE":
        connection.socket.close()
        return Answer(204)
    return _describe(connection)


def _post(connection: Connection, data: bytes) -> Answer:
    if len(data) > LARGEST:
        return _error(413, "PayloadTooLargeException", "Message too long")
    try:
        connection.send(data.decode())
    except UnicodeDecodeError:
        connection.send(data)
    return Answer(200)


def _describe(connection: Connection) -> Answer:
    identity = {"sourceIp": connection.source_ip, "userAgent": connection.request.headers.get("User-Agent", "")}
    active = connection.last_active_at or connection.connected_at
    told = {"connectedAt": _moment(connection.connected_at), "identity": identity, "lastActiveAt": _moment(active)}
    return Answer(200, json.dumps(told).encode(), [("Content-Type", JSON)])


def _moment(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _error(status: int, code: str, message: str) -> Answer:
    body = json.dumps({"message": message}).encode()
    return Answer(status, body, [("Content-Type", JSON), ("X-Amzn-Errortype", code)])
