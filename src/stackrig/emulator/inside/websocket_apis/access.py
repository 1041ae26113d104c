"""Authorize connections, by the authorization of the route $connect.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any

from localstack.aws.api import ServiceException  # type: ignore[import-not-found]

from ..apigateway.policies import Invocation, is_statement, judge
from ..apigatewayv2.records import Record
from ..functions.calls import invoke_function, lets_call
from ..http_apis.answers import forbidden, server_error, unauthorized
from ..http_apis.functions import function_of
from .connections import Connection
from .events import context_of, request_parts

log = logging.getLogger(__name__)


def let_in(connection: Connection, route: Mapping[str, Any]) -> None:
    """Refuse a client that the authorization of $connect does not allow.

    Raises:
        Refusal: the client is not allowed.
    """
    kind = route.get("AuthorizationType", "NONE")
    if kind == "AWS_IAM":
        _name_signer(connection)
    if kind == "CUSTOM":
        authorizer = connection.snapshot.authorizers.get(route.get("AuthorizerId", ""))
        if authorizer is None:
            raise server_error()
        _ask_function(connection, authorizer)


def _name_signer(connection: Connection) -> None:
    from ..http_apis.signers import SignerError, judge_signer

    headers, arn = connection.request.headers, connection.api.arn(f"{connection.stage_name}/$connect")
    credential = (request_parts(connection).get("queryStringParameters") or {}).get("X-Amz-Credential")
    asked = {"address": connection.source_ip, "user_agent": headers.get("User-Agent", "")}
    try:
        connection.signer = judge_signer(headers.get("Authorization", ""), credential, arn, **asked)
    except SignerError as error:
        log.warning("stackrig: a connection to %s is refused: %s", arn, error)
        raise forbidden() from error


def _ask_function(connection: Connection, authorizer: Record) -> None:
    parts = request_parts(connection)
    sources = authorizer.get("IdentitySource") or ()
    if not all(_find(connection, parts, source.removeprefix("$")) for source in sources):
        raise unauthorized()
    arn = connection.api.arn(f"{connection.stage_name}/$connect")
    event = {
        "type": "REQUEST",
        "methodArn": arn,
        **parts,
        "stageVariables": connection.variables,
        "requestContext": context_of(connection, "$connect", "CONNECT"),
    }
    said = _invoke(connection, authorizer, event)
    statements = _statements(said, authorizer)
    if judge(statements, Invocation(arn, {"aws:sourceip": connection.source_ip})) != "Allow":
        raise forbidden()
    connection.authorizer = {**(said.get("context") or {}), "principalId": said.get("principalId")}


def _invoke(connection: Connection, authorizer: Record, event: Mapping[str, Any]) -> Any:
    function = function_of(authorizer["AuthorizerUri"], connection.variables)
    source = connection.api.arn(f"authorizers/{authorizer['AuthorizerId']}")
    if not authorizer.get("AuthorizerCredentialsArn") and not lets_call(function, (source,), connection.api.account):
        raise server_error()
    try:
        result = invoke_function(function, json.dumps(event).encode(), trace="")
        said = json.loads(result.payload or b"null")
    except (ServiceException, ValueError) as error:
        log.warning("stackrig: the authorizer %s could not be called: %s", function, error)
        raise server_error() from error
    if result.is_error:
        is_refusal = isinstance(said, dict) and said.get("errorMessage") == "Unauthorized"
        raise unauthorized() if is_refusal else server_error()
    return said


def _statements(said: Any, authorizer: Record) -> list[dict[str, Any]]:
    try:
        statements = said["policyDocument"]["Statement"]
        statements = [statements] if isinstance(statements, dict) else statements
        if all(map(is_statement, statements)):
            return list(statements)
    except (TypeError, KeyError):
        pass
    log.warning("stackrig: the authorizer %s answered %r, which is no policy", authorizer.get("Name"), said)
    raise server_error()


def _find(connection: Connection, parts: Mapping[str, Any], source: str) -> str:
    """Return the value of an identity source such as `route.request.querystring.token`."""
    kind, _, name = source.removeprefix("route.request.").partition(".")
    if kind == "header":
        return str(connection.request.headers.get(name, ""))
    if kind == "querystring":
        return str((parts.get("queryStringParameters") or {}).get(name, ""))
    values = connection.variables if kind == "stageVariables" else context_of(connection, "$connect", "CONNECT")
    return str(values.get(name, ""))
