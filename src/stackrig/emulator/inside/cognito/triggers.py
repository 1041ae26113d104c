"""Functions that a pool calls when something happens to a user.

Events and answers are those of
https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html.
"""

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .faults import fault
from .records import Pool, Record

log = logging.getLogger(__name__)
NO_CLIENT = "CLIENT_ID_NOT_APPLICABLE"  # for calls of administrators
PRINCIPAL = "cognito-idp.amazonaws.com"
SDK = {"awsSdkVersion": "aws-sdk-unknown-unknown"}
TRACE = "Root=1-00000000-000000000000000000000000"
NAMES = {"PreTokenGenerationConfig": "PreTokenGeneration"}
FUNCTION = re.compile(r"arn:aws[\w-]*:lambda:[a-z0-9-]+:\d{12}:function:.+")


@dataclass(frozen=True, slots=True)
class Asker:
    """Hold the client that a request comes from, and its metadata for functions."""

    client_id: str = NO_CLIENT
    metadata: Mapping[str, str] = field(default_factory=dict)


def asker_of(request: Mapping[str, Any], client: Mapping[str, Any] | None = None) -> Asker:
    """Return a request's origin: a client, or an administrator."""
    name = client["ClientId"] if client else NO_CLIENT
    return Asker(name, request.get("ClientMetadata") or {})


def has_trigger(pool: Pool, name: str) -> bool:
    """Tell whether a pool has a function for a trigger, named as in LambdaConfig."""
    return bool(pool.triggers.get(name))


def call_trigger(
    pool: Pool,
    name: str,
    occasion: str,
    username: str,
    client_id: str,
    request: Mapping[str, Any],
    *,
    version: str = "1",
) -> Record:
    """Call a pool's function and return the `response` of its answer, which is empty without such a function.

    Args:
        name: the trigger's name in LambdaConfig.
        occasion: the part of the trigger's source after its name, as `SignUp`.

    Raises:
        UserLambdaValidationException: the function raises an error.
        UnexpectedLambdaException: the function can't be called.
        InvalidLambdaResponseException: the function does not answer with the event.
    """
    function = pool.triggers.get(name)
    if not function:
        return {}
    event = {
        "version": version,
        "triggerSource": f"{_source(name)}_{occasion}",
        "region": pool.region,
        "userPoolId": pool.id,
        "userName": username,
        "callerContext": {**SDK, "clientId": client_id},
        "request": request,
        "response": {},
    }
    said = _call(pool, NAMES.get(name, name), str(function), event)
    if not isinstance(said, dict) or not isinstance(said.get("response"), dict):
        raise fault("InvalidLambdaResponse", f"{NAMES.get(name, name)} failed: Unrecognizable lambda output")
    answer: Record = said["response"]
    return answer


def _source(name: str) -> str:
    return "TokenGeneration" if name.startswith("PreTokenGeneration") else name


def _call(pool: Pool, name: str, function: str, event: Record) -> Any:
    from localstack.aws.api import ServiceException  # type: ignore[import-not-found]

    from ..functions.calls import invoke_function, is_permitted
    from ..functions.resource_policies import Caller

    if not FUNCTION.fullmatch(function):
        raise _unexpected(name, "InvalidParameterValueException")
    try:
        is_let = is_permitted(function, Caller(PRINCIPAL, (pool.record["Arn"],), pool.account))
        if is_let:
            result = invoke_function(function, json.dumps(event, default=str).encode(), trace=TRACE)
    except ServiceException as error:
        raise _unexpected(name, f"{error.code}") from error
    if not is_let:
        log.warning(
            "stackrig: %s may not call %s: the function's policy lacks a permission (lambda:AddPermission,"
            " aws.lambda_.Permission) for the principal %s and this source ARN",
            pool.record["Arn"],
            function,
            PRINCIPAL,
        )
        raise _unexpected(name, "AccessDeniedException")
    said = json.loads(result.payload or b"null")
    if result.is_error:
        text = said.get("errorMessage", "") if isinstance(said, dict) else ""
        raise fault("UserLambdaValidation", f"{name} failed with error {text}.")
    return said


def _unexpected(name: str, reason: str) -> Exception:
    return fault("UnexpectedLambda", f"{name} invocation failed due to error {reason}.")
