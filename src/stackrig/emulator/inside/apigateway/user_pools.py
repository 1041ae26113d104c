"""Authorizers of the type COGNITO_USER_POOLS: tokens of the pools that Cognito has in this LocalStack.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html, and for the
claims of each kind of token "Verifying JSON web tokens" in Cognito's developer guide.
"""

import json
import logging
import re
import time
from collections.abc import Mapping
from typing import Any

from joserfc import jwt  # type: ignore[import-not-found]
from joserfc.errors import JoseError  # type: ignore[import-not-found]
from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
    UnauthorizedError,
)
from moto.cognitoidp.models import cognitoidp_backends  # type: ignore[import-not-found]

from .request_values import find_value

log = logging.getLogger(__name__)
TIMES = ("exp", "iat")  # claims that AWS hands on as dates


def check_token(context: Any, authorizer: Mapping[str, Any]) -> None:
    """Refuse a request unless it brings a valid token of one of the authorizer's pools.

    Raises:
        UnauthorizedError: it does not. A method with scopes needs an access token that has one, another an ID token.
    """
    source = authorizer.get("identitySource") or "method.request.header.Authorization"
    token = str(find_value(context, source) or "").removeprefix("Bearer ").strip()
    claims = _verified_claims(token, authorizer["providerARNs"])
    if claims is None:
        raise UnauthorizedError("Unauthorized")
    if claims.get("exp", 0) <= time.time():
        raise UnauthorizedError("The incoming token has expired")
    scopes, expression = (
        context.resource_method.get("authorizationScopes"),
        authorizer.get("identityValidationExpression"),
    )
    client = str(claims.get("aud") or claims.get("client_id") or "")
    if not _is_fit(claims, scopes or ()) or (expression and not re.fullmatch(expression, client)):
        raise UnauthorizedError("Unauthorized")
    texts = {name: _text(name, value) for name, value in claims.items()}
    context.context_variables["authorizer"] = {"claims": texts}


def _verified_claims(token: str, pool_arns: list[str]) -> dict[str, Any] | None:
    """Return the claims of a token which one of these pools issued and signed."""
    for arn in pool_arns:
        _, _, _, region, account, resource = arn.split(":", 5)
        name = resource.removeprefix("userpool/")
        pool = cognitoidp_backends[account][region].user_pools.get(name)
        if pool is None:
            log.warning("stackrig: there is no user pool %s: its tokens are refused", arn)
            continue
        try:
            claims: dict[str, Any] = jwt.decode(token, pool.json_web_key, algorithms=["RS256"]).claims
        except (JoseError, ValueError):
            continue
        if claims.get("iss") == f"https://cognito-idp.{region}.amazonaws.com/{name}":
            return claims
    return None


def _is_fit(claims: Mapping[str, Any], scopes: list[str] | tuple[()]) -> bool:
    if not scopes:
        return claims.get("token_use") == "id"
    return claims.get("token_use") == "access" and not set(scopes).isdisjoint(str(claims.get("scope", "")).split())


def _text(name: str, value: Any) -> str:
    if name in TIMES:
        return time.strftime("%a %b %d %H:%M:%S UTC %Y", time.gmtime(value))
    if isinstance(value, list):
        return ",".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value)
