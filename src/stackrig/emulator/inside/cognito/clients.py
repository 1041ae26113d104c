"""App clients: their settings, and the proof that a request comes from the holder of a client's secret.

See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html; a secret's hash is
computed as in "Computing secret hash values" in the developer guide.
"""

import base64
import hmac
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from .faults import fault, invalid, not_authorized
from .pools import Handler
from .records import Pool, Record, find_client_of, find_pool, given_members, new_id, page, utc_now, with_dates

FLOWS = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"]
OLD_FLOWS = {  # names of before 2019, with today's names
    "ADMIN_NO_SRP_AUTH": "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "CUSTOM_AUTH_FLOW_ONLY": "ALLOW_CUSTOM_AUTH",
    "USER_PASSWORD_AUTH": "ALLOW_USER_PASSWORD_AUTH",
}
OPEN_SCOPES = {"phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"}
SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
DEFAULTS: Record = {
    "AllowedOAuthFlowsUserPoolClient": False,
    "AuthSessionValidity": 3,
    "EnablePropagateAdditionalUserContextData": False,
    "EnableTokenRevocation": True,
    "RefreshTokenValidity": 30,
    "TokenValidityUnits": {},
}


def operations() -> dict[str, Handler]:
    """Return the operations by their names."""
    return {
        "CreateUserPoolClient": _create,
        "DeleteUserPoolClient": _delete,
        "DescribeUserPoolClient": lambda context, request: {"UserPoolClient": _find(context, request)[1]},
        "ListUserPoolClients": _list,
        "UpdateUserPoolClient": _update,
    }


def _find(context: Any, request: Mapping[str, Any]) -> tuple[Pool, Record]:
    pool = find_pool(context, request["UserPoolId"])
    return pool, find_client_of(pool, request["ClientId"])


def _create(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    name = new_id(26)
    secret = {"ClientSecret": request.get("ClientSecret") or new_id(52)} if _wants_secret(request) else {}
    client = with_dates({"UserPoolId": pool.id, "ClientId": name, **secret})
    client |= _settings(pool, request, has_secret=bool(secret))
    pool.clients[name] = client
    return {"UserPoolClient": client}


def _wants_secret(request: Mapping[str, Any]) -> bool:
    return bool(request.get("GenerateSecret") or request.get("ClientSecret"))


def _settings(pool: Pool, request: Mapping[str, Any], *, has_secret: bool) -> Record:
    given = given_members(request, left_out={"GenerateSecret", "ClientSecret", "UserPoolId", "ClientId"})
    settings = {**deepcopy(DEFAULTS), "ExplicitAuthFlows": [*FLOWS], **given}
    _check_flows(settings, has_secret=has_secret)
    _check_scopes(pool, settings)
    _check_providers(pool, settings)
    for member in ("ReadAttributes", "WriteAttributes"):
        if set(settings.get(member) or ()) - set(pool.schema):
            words = "read" if member == "ReadAttributes" else "write"
            raise invalid(f"Invalid {words} attributes specified while creating a client")
    return settings


def _check_flows(settings: Record, *, has_secret: bool) -> None:
    flows = settings.get("AllowedOAuthFlows") or []
    if "client_credentials" in flows and len(flows) > 1:
        raise fault(
            "InvalidOAuthFlow",
            "client_credentials flow can not be selected along with code flow or implicit flow.",
        )
    if "client_credentials" in flows and not has_secret:
        raise fault(
            "InvalidOAuthFlow", "client_credentials flow can not be selected if client does not have a client secret."
        )
    explicit = settings["ExplicitAuthFlows"]
    if set(explicit) & set(OLD_FLOWS) and any(flow.startswith("ALLOW_") for flow in explicit):
        raise invalid("ExplicitAuthFlows can not mix values with and without the prefix ALLOW_.")
    is_rotating = (settings.get("RefreshTokenRotation") or {}).get("Feature") == "ENABLED"
    if is_rotating and "ALLOW_REFRESH_TOKEN_AUTH" in settings["ExplicitAuthFlows"]:
        raise invalid("Refresh token rotation cannot be enabled with ALLOW_REFRESH_TOKEN_AUTH.")


def _check_scopes(pool: Pool, settings: Record) -> None:
    known = OPEN_SCOPES | {
        f"{name}/{scope['ScopeName']}" for name, server in pool.servers.items() for scope in server.get("Scopes") or ()
    }
    wanted = settings.get("AllowedOAuthScopes") or []
    if unknown := [scope for scope in wanted if scope not in known]:
        raise fault("ScopeDoesNotExist", f"Invalid scope requested: {', '.join(unknown)}")
    if "client_credentials" in (settings.get("AllowedOAuthFlows") or ()) and set(wanted) & OPEN_SCOPES:
        raise fault("InvalidOAuthFlow", "client_credentials flow can not be selected with OpenID Connect scopes.")


def _check_providers(pool: Pool, settings: Record) -> None:
    for name in settings.get("SupportedIdentityProviders") or ():
        if name != "COGNITO" and name not in pool.providers:
            raise invalid(f"The provider {name} does not exist for User Pool {pool.id}.")


def _update(context: Any, request: Mapping[str, Any]) -> Record:
    pool, client = _find(context, request)
    settings = _settings(pool, {"ClientName": client["ClientName"], **request}, has_secret="ClientSecret" in client)
    lasting = ("UserPoolId", "ClientId", "ClientSecret", "CreationDate")
    kept = {key: client[key] for key in lasting if key in client}
    pool.clients[client["ClientId"]] = {**kept, **settings, "LastModifiedDate": utc_now()}
    return {"UserPoolClient": pool.clients[client["ClientId"]]}


def _delete(context: Any, request: Mapping[str, Any]) -> Record:
    pool, client = _find(context, request)
    del pool.clients[client["ClientId"]]
    return {}


def _list(context: Any, request: Mapping[str, Any]) -> Record:
    names = ("ClientId", "UserPoolId", "ClientName")
    clients = find_pool(context, request["UserPoolId"]).clients.values()
    found = [{name: client[name] for name in names} for client in clients]
    return page(found, request, "MaxResults", "NextToken", "UserPoolClients")


# --- permissions of a client ------------------------------------------------------------------------------------------


def allows(client: Mapping[str, Any], flow: str) -> bool:
    """Tell whether a client may sign users in by a flow, under its name in InitiateAuth."""
    allowed = {OLD_FLOWS.get(name, name) for name in client["ExplicitAuthFlows"]}
    if set(client["ExplicitAuthFlows"]) & set(OLD_FLOWS):  # the old names allow both of these
        allowed |= {"ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"}
    return f"ALLOW_{flow}" in allowed


def hides_users(client: Mapping[str, Any]) -> bool:
    """Tell whether a client's answers hide which users exist."""
    return client.get("PreventUserExistenceErrors") == "ENABLED"


def check_secret_hash(client: Mapping[str, Any], username: str, given: str | None) -> None:
    """Refuse a request without the proof that its client knows its secret.

    Raises:
        NotAuthorizedException: the hash is missing or wrong, or the client has no secret.
    """
    name, secret = client["ClientId"], client.get("ClientSecret")
    if secret and not given:
        raise not_authorized(f"Client {name} is configured with secret but SECRET_HASH was not received")
    if given and not hmac.compare_digest(given.encode(), secret_hash(client, username).encode()):
        raise not_authorized(f"Unable to verify secret hash for client {name}")


def check_secret(client: Mapping[str, Any], given: str | None) -> None:
    """Refuse a request without the secret of a client that has one.

    Raises:
        NotAuthorizedException: the secret is missing or wrong.
    """
    secret = client.get("ClientSecret") or ""
    if not hmac.compare_digest(secret.encode(), (given or "").encode()):
        raise not_authorized(f"Unable to verify secret for client {client['ClientId']}")


def secret_hash(client: Mapping[str, Any], username: str) -> str:
    """Return the proof that a client knows its secret, or an empty text for a client without one."""
    if not client.get("ClientSecret"):
        return ""
    message = f"{username}{client['ClientId']}".encode()
    return base64.b64encode(hmac.digest(client["ClientSecret"].encode(), message, "sha256")).decode()


def validity(client: Mapping[str, Any], token: str) -> int:
    """Return for how many seconds a kind of a client's tokens is valid: AccessToken, IdToken or RefreshToken.

    Defaults and units are those of
    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TokenValidityUnitsType.html.
    """
    is_refresh = token == "RefreshToken"  # noqa: S105  # a kind of token
    unit = (client.get("TokenValidityUnits") or {}).get(token) or ("days" if is_refresh else "hours")
    count = client.get(f"{token}Validity") or (30 if is_refresh else 0)
    return int(count) * SECONDS[unit] if count else SECONDS["hours"]


def rotation(client: Mapping[str, Any]) -> float | None:
    """Return for how many seconds a replaced refresh token is still valid; None without rotation."""
    settings = client.get("RefreshTokenRotation") or {}
    return float(settings.get("RetryGracePeriodSeconds") or 0) if settings.get("Feature") == "ENABLED" else None
