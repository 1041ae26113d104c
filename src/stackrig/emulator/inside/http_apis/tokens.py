"""JWT authorizers: check a request's token, and answer requests with a bad one.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html and, for the header
www-authenticate, https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html.
"""

from typing import Any

from joserfc import jwt  # type: ignore[import-not-found]
from joserfc.errors import JoseError  # type: ignore[import-not-found]
from joserfc.jwk import KeySet  # type: ignore[import-not-found]

from ..apigatewayv2.records import Record
from .answers import Refusal, forbidden, unauthorized
from .calls import Call
from .key_sets import KeySetError, find_keys
from .token_claims import claim_text, find_fault, scopes_of
from .values import as_text, find_value

ALGORITHMS = ["RS256", "RS384", "RS512"]  # "only RSA-based algorithms"
SCHEME = "bearer "


def check_token(call: Call, authorizer: Record) -> dict[str, Any]:
    """Return the claims of a request's token and the route's scopes, in the form for functions.

    Raises:
        Refusal: the token is missing or invalid, or has none of the scopes.
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
