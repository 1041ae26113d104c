"""Authorize requests to methods of REST APIs: LocalStack stores authorizers and lets every request pass."""

import logging
from collections.abc import Mapping
from typing import Any

from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
    AccessDeniedError,
    AuthorizerConfigurationError,
)

from ..iam.policies import VARIABLES_SINCE, read
from ..iam.signers import find_refusal
from .function_authorizers import ask_function
from .request_values import method_arn
from .resource_policies import judge_policy, read_policy, refusal
from .signatures import name_signer

log = logging.getLogger(__name__)
REFUSAL = "User is not authorized to access this resource"


def authorize(_chain: Any, context: Any, _response: Any) -> None:
    """Refuse a request that its method's authorization or its API's policy does not allow.

    A handler of LocalStack's gateway. AWS describes how both work together in "How API Gateway resource policies affect
    authorization workflow": https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html.

    Raises:
        BaseGatewayException: the request is refused.
    """
    kind = context.resource_method.get("authorizationType")
    if kind == "AWS_IAM":
        name_signer(context)
    elif kind == "COGNITO_USER_POOLS":
        from .user_pools import check_token  # it loads Cognito

        check_token(context, _authorizer(context))
    policy = read_policy(context)
    effect = None if policy is None else judge_policy(policy, context)
    if effect == "Deny" or (policy is not None and effect is None and kind not in ("AWS_IAM", "CUSTOM")):
        raise refusal(context, "with an explicit deny" if effect == "Deny" else "")
    if kind == "AWS_IAM":
        _check_signer(context, policy)
    if kind == "CUSTOM":
        _check_answer(ask_function(context, _authorizer(context)), effect)


def _check_signer(context: Any, policy: list[dict[str, Any]] | None) -> None:
    """Refuse a request that neither the signer's policies nor the API's allow."""
    identity = context.context_variables["identity"]
    reason = find_refusal(
        identity["accessKey"],
        method_arn(context),
        region=context.region,
        account=context.account_id,
        address=identity["sourceIp"],
        user_agent=identity.get("userAgent") or "",
        policy=None if policy is None else read({"Version": VARIABLES_SINCE, "Statement": policy}),
    )
    if reason:
        raise refusal(context, reason)


def _check_answer(answer: str | None, policy: str | None) -> None:
    """Refuse a request that the function denies, or that neither the function nor the API's policy allows."""
    if answer == "Deny" or "Allow" not in (answer, policy):
        raise AccessDeniedError(f"{REFUSAL} with an explicit deny" if answer else REFUSAL)


def _authorizer(context: Any) -> Mapping[str, Any]:
    name = context.resource_method.get("authorizerId")
    found: Mapping[str, Any] | None = context.deployment.rest_api.authorizers.get(name)
    if found is None:
        log.warning("stackrig: the deployment has no authorizer %s: deploy the API after creating it", name)
        raise AuthorizerConfigurationError
    return found
