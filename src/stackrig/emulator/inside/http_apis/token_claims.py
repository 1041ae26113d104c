"""The claims of a token: check them for a route, and convert them for functions.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html.
"""

import json
import time
from collections.abc import Collection, Mapping
from typing import Any


def find_fault(claims: Mapping[str, Any], issuer: str, audiences: Collection[str]) -> str:
    """Return the fault in the claims of a correctly signed token, or an empty text."""
    now = time.time()
    audience = claims.get("aud") or claims.get("client_id") or ()
    given = {audience} if isinstance(audience, str) else set(audience)
    faults = {
        "the token does not have a valid issuer": claims.get("iss") != issuer,
        "the token does not have a valid audience": given.isdisjoint(audiences),
        "the token has expired": not _is_after(claims.get("exp"), now),
        "the token is not valid yet": _is_after(claims.get("nbf", 0), now),
        "the token was issued in the future": _is_after(claims.get("iat", 0), now),
    }
    return next((fault for fault, is_there in faults.items() if is_there), "")


def scopes_of(claims: Mapping[str, Any]) -> list[str]:
    """Return the scopes of a token: `scope` or `scp`, a string or a list."""
    found = claims.get("scope") or claims.get("scp") or ""
    return found.split() if isinstance(found, str) else [str(one) for one in found]


def claim_text(value: Any) -> str:
    """Return a claim in the form for functions: a string; a list stands in brackets, without commas."""
    if isinstance(value, list):
        return f"[{' '.join(map(claim_text, value))}]"
    return value if isinstance(value, str) else json.dumps(value)


def _is_after(moment: Any, now: float) -> bool:
    return isinstance(moment, int | float) and moment > now
