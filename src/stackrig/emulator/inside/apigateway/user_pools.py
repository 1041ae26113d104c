"""Authorizers of the type COGNITO_USER_POOLS: check tokens of the pools in this LocalStack's Cognito.

See "Verifying JSON web tokens" in Cognito's developer guide.
"""

import logging
from collections.abc import Mapping
from typing import Any

from joserfc import jwt  # type: ignore[import-not-found]
from joserfc.errors import JoseError  # type: ignore[import-not-found]
from joserfc.jwk import KeySet  # type: ignore[import-not-found]
from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
    UnauthorizedError,
)

from ..cognito.tokens import keys_of
from .request_values import find_value
from .token_claims import UNAUTHORIZED, as_texts, find_refusal

log = logging.getLogger(__name__)


def check_token(context: Any, authorizer: Mapping[str, Any]) -> None:
    """Refuse a request without a valid token of one of the authorizer's pools.

    Raises:
        UnauthorizedError: the request has no such token.
    """
    source = authorizer.get("identitySource") or "method.request.header.Authorization"
    token = str(find_value(context, source) or "").removeprefix("Bearer ").strip()
    claims = _verified_claims(token, authorizer["providerARNs"])
    scopes = context.resource_method.get("authorizationScopes") or ()
    audience = authorizer.get("identityValidationExpression")
    refusal = UNAUTHORIZED if claims is None else find_refusal(claims, scopes, audience)
    if refusal:
        raise UnauthorizedError(refusal)
    context.context_variables["authorizer"] = {"claims": as_texts(claims or {})}


def _verified_claims(token: str, pool_arns: list[str]) -> dict[str, Any] | None:
    """Return the claims of a token that one of these pools issued and signed."""
    for arn in pool_arns:
        name = arn.rpartition("/")[2]
        keys = keys_of(name)
        if keys is None:
            log.warning("stackrig: there is no user pool %s: its tokens are refused", arn)
            continue
        try:
            claims: dict[str, Any] = jwt.decode(token, KeySet.import_key_set(keys), algorithms=["RS256"]).claims
        except (JoseError, ValueError):
            continue
        if str(claims.get("iss", "")).endswith(f"/{name}"):
            return claims
    return None
