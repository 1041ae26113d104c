"""The resource policy of an API: whom it lets in, and from where.

See "API Gateway resource policies" in API Gateway's developer guide:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html.
"""

import json
from collections.abc import Mapping
from typing import Any

from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
    AccessDeniedError,
)

from ..iam.patterns import as_list
from .policies import ACTION, judge
from .request_values import invocation_of, method_arn

SHORT = "execute-api:/"  # how a resource may begin, in place of the API's ARN
ANONYMOUS = "anonymous"


def read_policy(context: Any) -> list[dict[str, Any]] | None:
    """Return the statements of the policy that an API was deployed with, its ARNs in full; None where it has none."""
    text = context.deployment.rest_api.rest_api.get("policy")
    if not text:
        return None
    policy = json.loads(json.loads(f'"{text}"'))  # LocalStack keeps it as it is told to clients: escaped
    statements = policy["Statement"]
    return [_in_full(one, context) for one in ([statements] if isinstance(statements, dict) else statements)]


def judge_policy(statements: list[dict[str, Any]], context: Any) -> str | None:
    """Return `Deny` or `Allow`, whichever the statements say of a request."""
    callers = _callers(context.context_variables["identity"])
    return judge([one for one in statements if _means(one, callers)], invocation_of(context))


def refusal(context: Any, effect: str | None) -> Exception:
    """Return AWS's error for a request that a resource policy refuses, which shows four digits of the account."""
    account = context.account_id
    arn = method_arn(context).replace(account, f"{'*' * (len(account) - 4)}{account[-4:]}", 1)
    caller = context.context_variables["identity"].get("userArn") or ANONYMOUS
    suffix = " with an explicit deny" if effect == "Deny" else ""
    error: Exception = AccessDeniedError(
        f"User: {caller} is not authorized to perform: {ACTION} on resource: {arn}{suffix}"
    )
    return error


def _in_full(statement: Mapping[str, Any], context: Any) -> dict[str, Any]:
    api = method_arn(context).partition("/")[0]
    return {
        key: [f"{api}/{one.removeprefix(SHORT)}" if one.startswith(SHORT) else one for one in as_list(value)]
        if key in ("Resource", "NotResource")
        else value
        for key, value in statement.items()
    }


def _callers(identity: Mapping[str, Any]) -> set[str]:
    """Return the principals that mean whoever signed a request: the account, the user or the session, and its role."""
    account, arn = identity.get("accountId"), identity.get("userArn")
    if not arn:
        return {"*"}
    _, _, session = arn.partition(":assumed-role/")
    role = {f"arn:aws:iam::{account}:role/{session.partition('/')[0]}"} if session else set()
    return {"*", account, arn, f"arn:aws:iam::{account}:root", *role}


def _means(statement: Mapping[str, Any], callers: set[str]) -> bool:
    is_opposite = "NotPrincipal" in statement
    principal = statement["NotPrincipal" if is_opposite else "Principal"]
    names = as_list(principal if isinstance(principal, str) else principal.get("AWS", ()))
    return is_opposite == callers.isdisjoint(names)
