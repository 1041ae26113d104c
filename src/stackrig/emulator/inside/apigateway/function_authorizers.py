"""Authorizers that are functions, of the types TOKEN and REQUEST.

Input, output and answers to clients are those of "Use API Gateway Lambda authorizers" in API Gateway's developer guide:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html.
"""

import json
import logging
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.api import ServiceException  # type: ignore[import-not-found]
from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
    AuthorizerConfigurationError,
    UnauthorizedError,
)
from localstack.services.apigateway.next_gen.execute_api.header_utils import (  # type: ignore[import-not-found]
    build_multi_value_headers,
)
from localstack.services.apigateway.next_gen.execute_api.helpers import (  # type: ignore[import-not-found]
    get_lambda_function_arn_from_invocation_uri,
    render_uri_with_stage_variables,
)
from localstack.services.apigateway.next_gen.execute_api.integrations.aws import (  # type: ignore[import-not-found]
    RestApiAwsProxyIntegration,
)

from ..functions.calls import call_function, lets_call
from .kept_answers import KeptAnswers
from .policies import is_statement, judge
from .request_values import find_value, invocation_of, method_arn

log = logging.getLogger(__name__)
SECONDS = 300  # for how long an answer is kept, unless the authorizer sets another time
BARE = (str, int, float, bool)


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold a function's answer: the statements of its policy and the variables for `$context.authorizer`."""

    statements: list[dict[str, Any]]
    variables: dict[str, str]
    api_key: str | None


_answers: KeptAnswers[Answer] = KeptAnswers()


def ask_function(context: Any, authorizer: Mapping[str, Any]) -> str | None:
    """Return the verdict, `Deny` or `Allow`, that the policy of an authorizer's function gives on a request.

    Raises:
        UnauthorizedError: an identity source is missing, or the function says so.
        AuthorizerConfigurationError: the function can't be called, fails, or answers in another form.
    """
    identity, began = _identity(context, authorizer), time.monotonic()
    key = (context.api_id, context.stage, context.deployment_id, authorizer["id"], identity)
    answer = _answers.remember(
        key, _seconds(authorizer) if identity else 0, lambda: _ask(context, authorizer, identity)
    )
    latency = round((time.monotonic() - began) * 1000)
    context.context_variables["authorizer"] = {**answer.variables, "integrationLatency": latency}
    if answer.api_key is not None:
        context.context_variables["identity"]["apiKey"] = answer.api_key
    return judge(answer.statements, invocation_of(context))


def _identity(context: Any, authorizer: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the values of the identity sources; refuse a request that lacks one, without calling the function."""
    sources = [one.strip() for one in (authorizer.get("identitySource") or "").split(",") if one.strip()]
    values = tuple(str(find_value(context, one) or "") for one in sources)
    expression = authorizer.get("identityValidationExpression")
    if not all(values) or (
        authorizer["type"] == "TOKEN" and expression and not re.fullmatch(expression, "".join(values))
    ):
        raise UnauthorizedError("Unauthorized")
    return values


def _seconds(authorizer: Mapping[str, Any]) -> int:
    seconds = authorizer.get("authorizerResultTtlInSeconds")
    return SECONDS if seconds is None else int(seconds)


def _ask(context: Any, authorizer: Mapping[str, Any], identity: tuple[str, ...]) -> Answer:
    uri = render_uri_with_stage_variables(authorizer["authorizerUri"], context.stage_variables)
    function_arn = get_lambda_function_arn_from_invocation_uri(uri)
    is_token = authorizer["type"] == "TOKEN"
    event = {"authorizationToken": "".join(identity)} if is_token else _request_event(context)
    event |= {"type": authorizer["type"], "methodArn": method_arn(context)}
    try:
        said = json.loads(_call(context, authorizer, function_arn, json.dumps(event).encode()))
    except (ServiceException, ClientError, ValueError) as error:
        raise _misconfigured(authorizer, f"{function_arn} could not be called: {error}") from error
    if isinstance(said, dict) and said.get("errorMessage") == "Unauthorized":
        raise UnauthorizedError("Unauthorized")
    try:
        return _read(said)
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        reason = said.get("errorMessage") if isinstance(said, dict) else None
        raise _misconfigured(authorizer, reason or f"{function_arn} answered {said!r}: {error!r}") from error


def _call(context: Any, authorizer: Mapping[str, Any], function_arn: str, event: bytes) -> bytes:
    source_arn = f"{method_arn(context).partition('/')[0]}/authorizers/{authorizer['id']}"
    if credentials := authorizer.get("authorizerCredentials"):
        answer: bytes = RestApiAwsProxyIntegration.call_lambda(function_arn, event, source_arn, credentials)
        return answer
    if not lets_call(function_arn, (source_arn,), context.account_id):
        raise AuthorizerConfigurationError
    return call_function(function_arn, event, trace=context.trace_id)


def _misconfigured(authorizer: Mapping[str, Any], reason: str) -> Exception:
    """Log why an authorizer failed, and return the error for the client, which hides the reason."""
    log.warning("stackrig: the authorizer %s failed: %s", authorizer.get("name"), reason)
    error: Exception = AuthorizerConfigurationError()
    return error


def _request_event(context: Any) -> dict[str, Any]:
    request = context.invocation_request
    return {
        "resource": context.resource["path"],
        "path": request["path"],
        "httpMethod": request["http_method"],
        "headers": dict(request["headers"]),
        "multiValueHeaders": build_multi_value_headers(request["headers"]),
        "queryStringParameters": request["query_string_parameters"],
        "multiValueQueryStringParameters": request["multi_value_query_string_parameters"],
        "pathParameters": context.invocation_request["path_parameters"],
        "stageVariables": context.stage_variables or {},
        "requestContext": context.context_variables,
    }


def _read(said: Any) -> Answer:
    """Read a function's answer, and turn the values of its context into strings, as AWS does."""
    statements, principal = said["policyDocument"]["Statement"], said["principalId"]
    statements = [statements] if isinstance(statements, dict) else statements
    if not isinstance(principal, str) or not all(map(is_statement, statements)):
        raise TypeError("principalId is a string, and a statement has an Effect, an Action and a Resource")
    extra = {key: value for key, value in (said.get("context") or {}).items() if value is not None}
    if wrong := [key for key, value in extra.items() if not isinstance(value, BARE)]:
        raise TypeError(f"context may hold strings, numbers and booleans only, not so: {', '.join(wrong)}")
    texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in extra.items()}
    return Answer(statements, {**texts, "principalId": principal}, said.get("usageIdentifierKey"))
