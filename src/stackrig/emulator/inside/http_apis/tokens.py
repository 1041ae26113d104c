"""JWT authorizers: which tokens open a route, and with what answer others are refused.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html and, for the header
www-authenticate, https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html.
"""

import json
import time
from collections.abc import Collection, Mapping
from typing import Any

from joserfc import jwt  # type: ignore[import-not-found]
from joserfc.errors import JoseError  # type: ignore[import-not-found]
from joserfc.jwk import KeySet  # type: ignore[import-not-found]

from ..apigatewayv2.records import Record
from .answers import Refusal, forbidden, unauthorized
from .calls import Call
from .key_sets import KeySetError, find_keys
from .values import as_text, find_value

ALGORITHMS = ["RS256", "RS384", "RS512"]  # "only RSA-based algorithms"
SCHEME = "bearer "


def check_token(call: Call, authorizer: Record) -> dict[str, Any]:
    """Return the claims of a request's token and the scopes of its route, as functions get them.

    Raises:
        Refusal: the token is missing, is not valid, or has none of the scopes.
    """
    settings = authorizer["JwtConfiguration"]
    token = next((text for name in authorizer["IdentitySource"] if (text := as_text(find_value(call, name[1:])))), "")
    if token.lower().startswith(SCHEME):
        token = token[len(SCHEME) :]
    if not token.strip():
        raise unauthorized([("WWW-Authenticate", "Bearer")])
    claims = _verified(token.strip(), settings["Issuer"], call)
    if fault := find_fault(claims, settings["Issuer"], settings.get("Audience") or ()):
        raise _invalid(fault, call)
    wanted = call.route.get("AuthorizationScopes") or []
    scopes = scopes_of(claims)
    if wanted and set(wanted).isdisjoint(scopes):
        text = "the token does not have sufficient scope"
        raise forbidden([_challenge("insufficient_scope", text, " ".join(wanted))])
    return {"claims": {name: claim_text(value) for name, value in claims.items()}, "scopes": scopes if wanted else None}


def find_fault(claims: Mapping[str, Any], issuer: str, audiences: Collection[str]) -> str:
    """Return what is wrong with the claims of a token whose signature is right, empty if nothing is."""
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
    """Return the scopes of a token: `scope` or `scp`, a text or a list."""
    found = claims.get("scope") or claims.get("scp") or ""
    return found.split() if isinstance(found, str) else [str(one) for one in found]


def claim_text(value: Any) -> str:
    """Return a claim as functions get it: a string, and a list in brackets without commas."""
    if isinstance(value, list):
        return f"[{' '.join(map(claim_text, value))}]"
    return value if isinstance(value, str) else json.dumps(value)


def _is_after(moment: Any, now: float) -> bool:
    return isinstance(moment, int | float) and moment > now


def _verified(token: str, issuer: str, call: Call) -> dict[str, Any]:
    try:
        keys = find_keys(issuer)
    except KeySetError as error:
        call.facts["error.message"] = str(error)
        raise _invalid("OIDC discovery endpoint communication error", call) from error
    try:
        claims: dict[str, Any] = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims
    except (JoseError, ValueError) as error:
        raise _invalid("the token is malformed or its signature is not valid", call) from error
    return claims


def _invalid(fault: str, call: Call) -> Refusal:
    call.facts["authorizer.error"] = fault
    return unauthorized([_challenge("invalid_token", fault, "")])


def _challenge(error: str, text: str, scopes: str) -> tuple[str, str]:
    return "WWW-Authenticate", f'Bearer scope="{scopes}" error="{error}" error_description="{text}"'
