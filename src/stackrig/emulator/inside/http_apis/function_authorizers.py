"""REQUEST authorizers: functions that decide about clients, by a simple answer or by a policy.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html.
"""

import json
import logging
from typing import Any

from ..apigateway.policies import Invocation, is_statement, judge
from ..apigatewayv2.records import Record
from ..functions.calls import lets_call
from .answers import forbidden, server_error, unauthorized
from .calls import Call
from .events import describe_1, describe_2
from .functions import function_of, invoke
from .values import as_text, find_value
from .verdicts import Verdict, verdicts

log = logging.getLogger(__name__)
SECONDS = 10.0  # seconds within which an authorizer's function must answer


def ask_function(call: Call, authorizer: Record) -> dict[str, Any]:
    """Return the values that an authorizer's function passes to the integration.

    Raises:
        Refusal: an identity source is missing, or the function refuses the client or can't be called.
    """
    identity = [as_text(find_value(call, source[1:])) for source in authorizer.get("IdentitySource") or ()]
    if not all(identity):
        raise unauthorized()
    key = (call.api.id, call.stage_name, authorizer["AuthorizerId"], tuple(identity))
    seconds = authorizer.get("AuthorizerResultTtlInSeconds") or 0
    verdict = verdicts.remember(key, seconds if identity else 0, lambda: _ask(call, authorizer, identity))
    if not _is_let_in(call, verdict):
        raise forbidden()
    return verdict.context


def _is_let_in(call: Call, verdict: Verdict) -> bool:
    if verdict.statements is None:
        return verdict.is_authorized
    return judge(verdict.statements, Invocation(call.route_arn(), {"aws:sourceip": call.source_ip})) == "Allow"


def _ask(call: Call, authorizer: Record, identity: list[str]) -> Verdict:
    function = function_of(authorizer["AuthorizerUri"], call.variables)
    source = call.api.arn(f"authorizers/{authorizer['AuthorizerId']}")
    if not authorizer.get("AuthorizerCredentialsArn") and not lets_call(function, (source,), call.api.account):
        raise server_error()
    version = authorizer["AuthorizerPayloadFormatVersion"]
    event = _event_2(call, identity) if version == "2.0" else _event_1(call, identity)
    said = json.loads(invoke(function, json.dumps({"version": version, **event}).encode(), call.trace, SECONDS))
    try:
        return _read(said, is_simple=version == "2.0" and bool(authorizer.get("EnableSimpleResponses")))
    except (TypeError, KeyError, AttributeError) as error:
        log.warning("stackrig: the authorizer %s answered %r: %r", authorizer.get("Name"), said, error)
        raise server_error() from error


def _read(said: Any, *, is_simple: bool) -> Verdict:
    context = dict(said.get("context") or {})
    if is_simple:
        if not isinstance(said["isAuthorized"], bool):
            raise TypeError("isAuthorized is a boolean")
        return Verdict(context, said["isAuthorized"])
    statements = said["policyDocument"]["Statement"]
    statements = [statements] if isinstance(statements, dict) else statements
    if not isinstance(said["principalId"], str) or not all(map(is_statement, statements)):
        raise TypeError("principalId is a string, and a statement has an Effect, an Action and a Resource")
    return Verdict({**context, "principalId": said["principalId"]}, statements=statements)


def _event_2(call: Call, identity: list[str]) -> dict[str, Any]:
    described = describe_2(call)
    return {"type": "REQUEST", "routeArn": call.route_arn(), "identitySource": identity or None, **described}


def _event_1(call: Call, identity: list[str]) -> dict[str, Any]:
    token = ",".join(identity)
    kinds = {"type": "REQUEST", "methodArn": call.route_arn(), "identitySource": token, "authorizationToken": token}
    return {**kinds, **describe_1(call)}
