"""`@connections`: the requests by which a backend uses an open connection.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html.
"""

import json
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from ..apigatewayv2.records import Api
from ..http_apis.answers import JSON, Answer
from ..iam.signers import find_refusal
from .connections import LARGEST, Connection, opened

ACTION = "execute-api:ManageConnections"
CREDENTIAL = re.compile(r"AWS4-HMAC-SHA256 Credential=([^/,\s]+)/")


def manage(name: str, request: Any, api: Api, stage: str) -> Answer:
    """Return the answer to a request about a connection: send to it, describe it, or close it."""
    signed = CREDENTIAL.match(request.headers.get("Authorization", ""))
    if signed is None:
        return _error(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
    if reason := _find_refusal(signed[1], request, api, f"{stage}/{request.method}/@connections/{unquote(name)}"):
        return _error(403, "ForbiddenException", reason)
    connection = opened.get(unquote(name))
    if connection is None or (connection.api.id, connection.stage_name) != (api.id, stage):
        return _gone()
    if request.method == "POST":
        return _post(connection, request.get_data())
    if request.method == "DELETE":
        opened.pop(connection.id, None)
        connection.socket.close()
        return Answer(204)
    return _describe(connection)


def _find_refusal(access_key: str, request: Any, api: Api, path: str) -> str:
    """Return why IAM refuses a request by a function or another signer, or an empty text."""
    arn = api.arn(path)
    invocation = {"region": api.region, "account": api.account, "action": ACTION}
    whence = {"address": request.remote_addr or "", "user_agent": request.headers.get("User-Agent", "")}
    reason = find_refusal(access_key, arn, **invocation, **whence)
    return f"The signer is not authorized to perform: {ACTION} on resource: {arn} {reason}" if reason else ""


def _post(connection: Connection, data: bytes) -> Answer:
    if len(data) > LARGEST:
        return _error(413, "PayloadTooLargeException", "Message too long")
    try:
        connection.send(_as_text(data))
    except OSError:  # rolo's errors mean that the client has just left
        return _gone()
    return Answer(200)


def _as_text(data: bytes) -> str | bytes:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def _gone() -> Answer:
    return _error(410, "GoneException", "")


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
