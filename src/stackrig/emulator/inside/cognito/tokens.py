"""Tokens: issue, renew, revoke and verify them.

Claims are those of https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html.
"""

import base64
import json
import secrets
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from joserfc import jwt  # type: ignore[import-not-found]
from joserfc.errors import JoseError  # type: ignore[import-not-found]
from joserfc.jwk import RSAKey  # type: ignore[import-not-found]

from ..clock.present import now
from .attributes import VERIFIED, readable
from .clients import rotation, validity
from .faults import not_authorized
from .records import Grant, Pool, Record, RefreshToken, User, find_client_of, pools
from .token_changes import Claims, ask_function
from .users import look_up

BITS = 2048
SELF_SCOPE = "aws.cognito.signin.user.admin"
NUMBERS = ("updated_at",)
OF_SCOPES = {"email": ("email", "email_verified"), "phone": ("phone_number", "phone_number_verified")}


def key_set(pool: Pool) -> Record:
    """Return the public keys of a pool as a JSON Web Key Set."""
    keys = [_key(pool, use).as_dict(private=False) for use in ("id", "access")]
    return {"keys": [{**key, "alg": "RS256", "use": "sig"} for key in keys]}


def keys_of(pool_id: str) -> Record | None:
    """Return a pool's public keys, or None if the pool does not exist."""
    pool = pools.get(pool_id)
    return key_set(pool) if pool else None


def _key(pool: Pool, use: str) -> Any:
    """Return the key that signs ID or access tokens; the first use makes it."""
    if use not in pool.keys:
        made = RSAKey.generate_key(BITS, {"kid": secrets.token_urlsafe(32), "alg": "RS256", "use": "sig"}, private=True)
        pool.keys.setdefault(use, made)
    return pool.keys[use]


# --- new tokens -------------------------------------------------------------------------------------------------------


def begin_grant(
    pool: Pool, user: User, client: Mapping[str, Any], scopes: Collection[str] = (SELF_SCOPE,), **more: Any
) -> Grant:
    """Return the grant of a new sign-in."""
    grant = Grant(user.username, client["ClientId"], str(uuid.uuid4()), int(now()), tuple(scopes), **more)
    pool.grants[grant.origin] = grant
    return grant


def issue(
    pool: Pool,
    grant: Grant,
    occasion: str,
    metadata: Mapping[str, str] | None = None,
    *,
    with_refresh: bool = True,
) -> Record:
    """Return a grant's tokens, in the form of AuthenticationResult.

    Args:
        occasion: the tokens' purpose, named as in the sources of PreTokenGeneration.
    """
    user, client = _user_of(pool, grant), find_client_of(pool, grant.client_id)
    claims = ask_function(pool, user, client, occasion, grant.scopes, metadata, _claims(pool, user, client, grant))
    result = {
        "AccessToken": sign(pool, "access", claims.access, validity(client, "AccessToken")),
        "ExpiresIn": validity(client, "AccessToken"),
        "TokenType": "Bearer",
    }
    if not grant.is_hosted or "openid" in grant.scopes:
        result["IdToken"] = sign(pool, "id", claims.id, validity(client, "IdToken"))
    if with_refresh:
        result["RefreshToken"] = _new_refresh_token(pool, grant, client)
    return result


def _claims(pool: Pool, user: User, client: Mapping[str, Any], grant: Grant) -> Claims:
    groups = [name for name in sorted(pool.groups, key=lambda name: _precedence(pool, name)) if name in user.groups]
    common: Record = {"sub": user.sub, **({"cognito:groups": groups} if groups else {}), "iss": pool.issuer}
    common |= {"origin_jti": grant.origin, "event_id": str(uuid.uuid4()), "auth_time": grant.began}
    roles = [role for name in groups if (role := pool.groups[name].get("RoleArn"))]
    own = {
        **{name: claim_of(name, value) for name, value in shown(client, user, grant).items()},
        **({"identities": user.identities} if user.identities else {}),
        "cognito:username": user.username,
        **({"cognito:roles": roles, "cognito:preferred_role": roles[0]} if roles else {}),
        **({"nonce": grant.nonce} if grant.nonce else {}),
        "aud": client["ClientId"],
        "token_use": "id",
    }
    access: Record = {"client_id": client["ClientId"], "token_use": "access", "username": user.username, "version": 2}
    access["scope"] = " ".join(grant.scopes)
    return Claims({**common, **own}, {**common, **access}, groups)


def _precedence(pool: Pool, name: str) -> tuple[float, str]:
    value = pool.groups[name].get("Precedence")
    return (float("inf") if value is None else value, name)


def shown(client: Mapping[str, Any], user: User, grant: Grant) -> dict[str, str]:
    """Return the attributes that a grant's scopes show: `openid` or `profile` all, and others only their own.

    See "Scopes" in https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html.
    """
    found = readable(client, user.attributes)
    wanted = set(grant.scopes) & {"email", "phone", "profile"}
    if not grant.is_hosted or "profile" in wanted or not wanted:
        return found
    names = {"sub", *(name for scope in wanted for name in OF_SCOPES[scope])}
    return {name: value for name, value in found.items() if name in names}


def claim_of(name: str, value: str) -> Any:
    """Return an attribute's value in tokens: standard booleans and numbers are no strings there."""
    if name in VERIFIED.values():
        return value.lower() == "true"
    if name in NUMBERS:
        return int(float(value))
    return {"formatted": value} if name == "address" else value


def sign(pool: Pool, use: str, claims: Mapping[str, Any], seconds: int) -> str:
    """Return a signed token that is valid for some seconds."""
    moment = int(now())
    key = _key(pool, use)
    times = {"exp": moment + seconds, "iat": moment, "jti": str(uuid.uuid4())}
    token: str = jwt.encode({"kid": key.kid, "alg": "RS256"}, {**claims, **times}, key)
    return token


# --- refresh tokens: amazon-cognito-user-pools-using-the-refresh-token.html -------------------------------------------


def _new_refresh_token(pool: Pool, grant: Grant, client: Mapping[str, Any], end: float = 0) -> str:
    token = secrets.token_urlsafe(96)
    moment = now()
    for old in [name for name, one in pool.refresh_tokens.items() if one.end <= moment]:
        del pool.refresh_tokens[old]
    pool.refresh_tokens[token] = RefreshToken(grant, end or moment + validity(client, "RefreshToken"))
    return token


def find_refresh_token(pool: Pool, client: Mapping[str, Any], text: str) -> RefreshToken:
    """Return the record of a refresh token.

    Raises:
        NotAuthorizedException: the token is no longer valid, or belongs to another client.
    """
    token, moment = pool.refresh_tokens.get(text), now()
    if token is None or token.grant.client_id != client["ClientId"] or token.end <= moment:
        raise not_authorized("Invalid Refresh Token")
    if token.grant.is_revoked:
        raise not_authorized("Refresh Token has been revoked")
    if token.replaced and token.replaced + (rotation(client) or 0) <= moment:
        raise not_authorized("Refresh Token has been revoked")
    _user_of(pool, token.grant)
    return token


def renew(
    pool: Pool, client: Mapping[str, Any], token: RefreshToken, metadata: Mapping[str, str] | None = None
) -> Record:
    """Return a grant's new tokens; with rotation also a refresh token, which expires when the old one would have."""
    result = issue(pool, token.grant, "RefreshTokens", metadata, with_refresh=False)
    if rotation(client) is not None:
        result["RefreshToken"] = _new_refresh_token(pool, token.grant, client, token.end)
        token.replaced = token.replaced or now()
    return result


def revoke_all(pool: Pool, user: User) -> None:
    """Revoke all tokens of a user."""
    for grant in pool.grants.values():
        if grant.username == user.username:
            grant.is_revoked = True


# --- tokens that clients send -----------------------------------------------------------------------------------------


def read_access_token(text: str, scope: str = SELF_SCOPE) -> tuple[Pool, User, Grant, Record]:
    """Return an access token's pool, user, grant and claims.

    Raises:
        NotAuthorizedException: the token is invalid, revoked or lacks a scope, or its user is disabled.
    """
    pool, claims = _verified(text)
    if claims["exp"] <= now():
        raise not_authorized("Access Token has expired")
    grant = pool.grants.get(claims.get("origin_jti", ""))
    if grant is None:
        raise not_authorized("Invalid Access Token")
    if grant.is_revoked:
        raise not_authorized("Access Token has been revoked")
    if scope not in claims.get("scope", "").split():
        raise not_authorized("Access Token does not have required scopes")
    return pool, _user_of(pool, grant), grant, claims


def _verified(text: str) -> tuple[Pool, Record]:
    try:
        issuer = str(json.loads(_payload(text)).get("iss", ""))
        pool = pools[issuer.rpartition("/")[2]]
        claims: Record = jwt.decode(text, _key(pool, "access"), algorithms=["RS256"]).claims
    except (JoseError, ValueError, KeyError, AttributeError) as error:
        raise not_authorized("Invalid Access Token") from error
    return pool, claims


def _payload(text: str) -> bytes:
    part = text.split(".")[1] if text.count(".") == 2 else ""  # noqa: PLR2004  # header, claims and signature
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _user_of(pool: Pool, grant: Grant) -> User:
    user = look_up(pool, grant.username)
    if user is None or not user.enabled:
        raise not_authorized("User is disabled." if user else "Invalid Refresh Token")
    return user
