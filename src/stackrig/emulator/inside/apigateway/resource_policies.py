"""The resource policy of an API: which clients it lets in, and from where.

See "API Gateway resource policies" in API Gateway's developer guide:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html.
"""

import json
from collections.abc import Mapping
from typing import Any

from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
    AccessDeniedError,
)

from ..iam.evaluation import judge_resource
from ..iam.patterns import as_list
from ..iam.policies import ALLOW, DENY, VARIABLES_SINCE, Caller, read
from .policies import ACTION
from .request_values import invocation_of, method_arn

SHORT = "execute-api:/"  # may stand for the API's ARN at the beginning of a resource
ANONYMOUS = "anonymous"


def read_policy(context: Any) -> list[dict[str, Any]] | None:
    """Return the statements of the policy that an API was deployed with, with full ARNs; None without a policy."""
    text = context.deployment.rest_api.rest_api.get("policy")
    if not text:
        return None
    policy = json.loads(json.loads(f'"{text}"'))  # LocalStack keeps it escaped, as clients see it
    statements = policy["Statement"]
    return [_in_full(one, context) for one in ([statements] if isinstance(statements, dict) else statements)]


def judge_policy(statements: list[dict[str, Any]], context: Any) -> str | None:
    """Return the verdict of the statements, `Deny` or `Allow`, on a request."""
    caller, request = _caller(context.context_variables["identity"]), invocation_of(context).request()
    grant, is_denied = judge_resource(read({"Version": VARIABLES_SINCE, "Statement": statements}), caller, request)
    return DENY if is_denied else ALLOW if grant else None


def refusal(context: Any, reason: str = "") -> Exception:
    """Return AWS's error for a request that policies refuse; it shows four digits of the account."""
    account = context.account_id
    arn = method_arn(context).replace(account, f"{'*' * (len(account) - 4)}{account[-4:]}", 1)
    caller = context.context_variables["identity"].get("userArn") or ANONYMOUS
    text = f"User: {caller} is not authorized to perform: {ACTION} on resource: {arn} {reason}"
    error: Exception = AccessDeniedError(text.rstrip())
    return error


def _in_full(statement: Mapping[str, Any], context: Any) -> dict[str, Any]:
    api = method_arn(context).partition("/")[0]
    return {
        key: [f"{api}/{one.removeprefix(SHORT)}" if one.startswith(SHORT) else one for one in as_list(value)]
        if key in ("Resource", "NotResource")
        else value
        for key, value in statement.items()
    }


def _caller(identity: Mapping[str, Any]) -> Caller:
    """Return a request's signer: the account, a user, or a session of a role."""
    account, arn = identity.get("accountId") or "", identity.get("userArn") or ANONYMOUS
    _, _, session = arn.partition(":assumed-role/")
    return Caller(arn, account, role=f"arn:aws:iam::{account}:role/{session.partition('/')[0]}" if session else "")
