"""The claims of a Cognito token: check them for a method, and convert them for a function.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html.
"""

import json
import re
import time
from collections.abc import Collection, Mapping
from typing import Any

UNAUTHORIZED = "Unauthorized"
EXPIRED = "The incoming token has expired"
TIMES = ("exp", "iat")  # claims that AWS passes on as dates


def find_refusal(claims: Mapping[str, Any], scopes: Collection[str], audience: str | None) -> str | None:
    """Return the message with which a method refuses a token, or None.

    Args:
        scopes: the method's. A method with scopes wants an access token with one of them; without, an ID token.
        audience: a regular expression for the app client, if the authorizer has one.
    """
    if claims.get("exp", 0) <= time.time():
        return EXPIRED
    client = str(claims.get("aud") or claims.get("client_id") or "")
    if audience and not re.fullmatch(audience, client):
        return UNAUTHORIZED
    if claims.get("token_use") != ("access" if scopes else "id"):
        return UNAUTHORIZED
    has_scope = not scopes or not set(scopes).isdisjoint(str(claims.get("scope", "")).split())
    return None if has_scope else UNAUTHORIZED


def as_texts(claims: Mapping[str, Any]) -> dict[str, str]:
    """Return the claims as strings, as AWS passes them on."""
    return {name: _text(name, value) for name, value in claims.items()}


def _text(name: str, value: Any) -> str:
    if name in TIMES:
        return time.strftime("%a %b %d %H:%M:%S UTC %Y", time.gmtime(value))
    if isinstance(value, list):
        return ",".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value)
