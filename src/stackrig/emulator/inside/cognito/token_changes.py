"""The function PreTokenGeneration changes claims, scopes and groups before tokens are signed.

See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html: the first
version changes ID tokens, the second access tokens too, and the third also those of client credentials.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .records import Pool, Record, User
from .triggers import call_trigger
from .users import event_attributes

FIXED = {  # claims that functions can't change
    *("acr", "amr", "at_hash", "auth_time", "azp", "client_id", "cognito:username", "device_key", "event_id", "exp"),
    *("iat", "identities", "iss", "jti", "nbf", "nonce", "origin_jti", "sub", "token_use", "username", "version"),
    *("scope", "cognito:groups", "cognito:roles", "cognito:preferred_role", "aud"),
}


@dataclass(frozen=True, slots=True)
class Claims:
    """Hold the claims of an ID token and an access token, and the groups that they name."""

    id: Record
    access: Record
    groups: list[str]


def ask_function(
    pool: Pool,
    user: User,
    client: Mapping[str, Any],
    occasion: str,
    scopes: Collection[str],
    metadata: Mapping[str, str] | None,
    claims: Claims,
) -> Claims:
    """Return the claims with the changes of the pool's function, or unchanged without one."""
    settings = pool.triggers.get("PreTokenGenerationConfig") or {}
    version = str(settings.get("LambdaVersion") or "V1_0")[1]
    roles = claims.id.get("cognito:roles") or []
    groups = {
        "groupsToOverride": claims.groups,
        "iamRolesToOverride": roles,
        "preferredRole": roles[0] if roles else None,
    }
    request = {
        "userAttributes": event_attributes(user),
        "groupConfiguration": groups,
        "clientMetadata": dict(metadata or {}),
        **({"scopes": list(scopes)} if version > "1" else {}),
    }
    asked = _asking(pool, settings)
    said = call_trigger(
        asked, "PreTokenGeneration", occasion, user.username, client["ClientId"], request, version=version
    )
    if version == "1":
        found = said.get("claimsOverrideDetails") or {}
        return Claims(
            _with_groups(_changed(claims.id, found), found), _with_groups(claims.access, found), claims.groups
        )
    found = said.get("claimsAndScopeOverrideDetails") or {}
    own, access = (found.get(name) or {} for name in ("idTokenGeneration", "accessTokenGeneration"))
    return Claims(
        _with_groups(_changed(claims.id, own), found),
        _with_groups(_with_scopes(_changed(claims.access, access), access), found),
        claims.groups,
    )


def ask_for_client(pool: Pool, client: Mapping[str, Any], scopes: Collection[str], claims: Record) -> Record:
    """Return the claims of a client-credentials access token; only a function of version 3 can change them."""
    settings = pool.triggers.get("PreTokenGenerationConfig") or {}
    if settings.get("LambdaVersion") != "V3_0":
        return claims
    name, request = client["ClientId"], {"scopes": list(scopes), "clientMetadata": {}}
    asked = _asking(pool, settings)
    said = call_trigger(asked, "PreTokenGeneration", "ClientCredentials", name, name, request, version="3")
    found = (said.get("claimsAndScopeOverrideDetails") or {}).get("accessTokenGeneration") or {}
    return _with_scopes(_changed(claims, found), found)


def _asking(pool: Pool, settings: Mapping[str, Any]) -> Pool:
    """Return the pool with the newer setting's function under the older setting's name."""
    if not settings.get("LambdaArn"):
        return pool
    triggers = {**pool.triggers, "PreTokenGeneration": settings["LambdaArn"]}
    return replace(pool, record={**pool.record, "LambdaConfig": triggers})


def _changed(claims: Record, said: Mapping[str, Any]) -> Record:
    added = {name: value for name, value in (said.get("claimsToAddOrOverride") or {}).items() if name not in FIXED}
    suppressed = set(said.get("claimsToSuppress") or ()) - FIXED
    return {name: value for name, value in {**claims, **added}.items() if name not in suppressed}


def _with_scopes(claims: Record, said: Mapping[str, Any]) -> Record:
    suppressed = set(said.get("scopesToSuppress") or ())
    scopes = [*str(claims.get("scope", "")).split(), *(said.get("scopesToAdd") or ())]
    return {**claims, "scope": " ".join(dict.fromkeys(scope for scope in scopes if scope not in suppressed))}


def _with_groups(claims: Record, said: Mapping[str, Any]) -> Record:
    """Return the claims with the function's groups and roles, if it names some; access tokens have groups only."""
    found = said.get("groupOverrideDetails") or {}
    if not found:
        return claims
    roles = found.get("iamRolesToOverride")
    given = {"cognito:groups": found.get("groupsToOverride")}
    if "aud" in claims:
        given |= {"cognito:roles": roles, "cognito:preferred_role": found.get("preferredRole")}
    kept = {name: value for name, value in claims.items() if name not in given}
    return {**kept, **{name: value for name, value in given.items() if value}}
