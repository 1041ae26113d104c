"""Who may call a method of a REST API: LocalStack stores authorizers and lets every request pass."""

import logging
from collections.abc import Mapping
from typing import Any

from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
    AuthorizerConfigurationError,
)

from .function_authorizers import ask_function
from .signatures import name_signer

log = logging.getLogger(__name__)


def authorize(_chain: Any, context: Any, _response: Any) -> None:
    """Refuse a request that its method's authorization does not let pass: a handler of LocalStack's gateway.

    Raises:
        BaseGatewayException: the request is refused.
    """
    kind = context.resource_method.get("authorizationType")
    if kind == "AWS_IAM":
        name_signer(context)
    elif kind == "CUSTOM":
        ask_function(context, _authorizer(context))
    elif kind == "COGNITO_USER_POOLS":
        from .user_pools import check_token  # it loads Cognito

        check_token(context, _authorizer(context))


def _authorizer(context: Any) -> Mapping[str, Any]:
    name = context.resource_method.get("authorizerId")
    found: Mapping[str, Any] | None = context.deployment.rest_api.authorizers.get(name)
    if found is None:
        log.warning("stackrig: the deployment has no authorizer %s: deploy the API after creating it", name)
        raise AuthorizerConfigurationError
    return found
