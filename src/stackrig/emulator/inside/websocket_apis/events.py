"""Events for the functions of a WebSocket API.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html.
"""

import base64
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from ..http_apis.calls import request_id
from ..http_apis.events import listed
from .connections import Connection

Event = dict[str, Any]


def connect_event(connection: Connection) -> Event:
    """Return the event of the route $connect."""
    return {
        **request_parts(connection),
        "requestContext": context_of(connection, "$connect", "CONNECT"),
        **_variables(connection),
        "isBase64Encoded": False,
    }


def message_event(connection: Connection, route: str, data: str | bytes) -> Event:
    """Return the event of a message."""
    is_binary = isinstance(data, bytes)
    body = base64.b64encode(data).decode() if isinstance(data, bytes) else data
    context = {**context_of(connection, route, "MESSAGE"), "messageId": request_id()}
    return {"requestContext": context, **_variables(connection), "body": body, "isBase64Encoded": is_binary}


def disconnect_event(connection: Connection, status: int, reason: str) -> Event:
    """Return the event of the route $disconnect."""
    context = context_of(connection, "$disconnect", "DISCONNECT")
    why = {"disconnectStatusCode": status, "disconnectReason": reason}
    headers = {"Host": connection.domain, "x-api-key": "", "X-Forwarded-For": "", "x-restapi": ""}
    return {
        "headers": headers,
        "multiValueHeaders": listed(list(headers.items())),
        "requestContext": {**context, **why},
        **_variables(connection),
        "isBase64Encoded": False,
    }


def request_parts(connection: Connection) -> Event:
    """Return the headers and the query string of the request that opened a connection."""
    headers = list(connection.request.headers.items())
    query = parse_qsl(connection.request.query_string.decode("latin-1"), keep_blank_values=True)
    parts: Event = {"headers": dict(headers), "multiValueHeaders": listed(headers)}
    if query:
        parts |= {"queryStringParameters": dict(query), "multiValueQueryStringParameters": listed(query)}
    return parts


def context_of(connection: Connection, route: str, kind: str) -> Event:
    """Return the requestContext of an event."""
    now, name = time.time(), request_id()
    agent = connection.request.headers.get("User-Agent")
    return {
        "routeKey": route,
        **({"authorizer": connection.authorizer} if connection.authorizer else {}),
        "eventType": kind,
        "extendedRequestId": name,
        "requestTime": datetime.fromtimestamp(now, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "messageDirection": "IN",
        "stage": connection.stage_name,
        "connectedAt": connection.connected_at,
        "requestTimeEpoch": int(now * 1000),
        "identity": {**connection.signer, "sourceIp": connection.source_ip, **({"userAgent": agent} if agent else {})},
        "requestId": name,
        "domainName": connection.domain,
        "connectionId": connection.id,
        "apiId": connection.api.id,
    }


def _variables(connection: Connection) -> Event:
    return {"stageVariables": connection.variables} if connection.variables else {}
