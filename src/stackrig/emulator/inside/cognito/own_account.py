"""The operations of signed-in users on their own accounts, by their access tokens.

See https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html.
"""

from collections.abc import Mapping
from typing import Any

from . import clients
from .attributes import VERIFIED, as_dict, as_list, check_attributes, check_writable, readable
from .delivery import send_code, take_code
from .faults import fault, invalid, wrong_password
from .pools import Handler, first_factors
from .records import Pool, Record, User, find_client, find_client_of
from .tokens import read_access_token, revoke_all
from .triggers import Asker, asker_of
from .users import check_alias, set_password, shown_attributes


def operations() -> dict[str, Handler]:
    """Return the operations by their names."""
    return {
        "ChangePassword": _change_password,
        "DeleteUser": _delete,
        "DeleteUserAttributes": _delete_attributes,
        "GetUser": _get,
        "GetUserAttributeVerificationCode": _send_code,
        "GetUserAuthFactors": _auth_factors,
        "GlobalSignOut": _sign_out,
        "RevokeToken": _revoke,
        "UpdateUserAttributes": _update_attributes,
        "VerifyUserAttribute": _verify,
    }


def _whose(request: Mapping[str, Any]) -> tuple[Pool, User, Record]:
    """Return the pool, the user and the client of a request's access token."""
    pool, user, grant, _ = read_access_token(request["AccessToken"])
    return pool, user, find_client_of(pool, grant.client_id)


def describe_factors(user: User) -> Record:
    """Return a user's factors."""
    return {
        **({"UserMFASettingList": user.factors} if user.factors else {}),
        **({"PreferredMfaSetting": user.preferred_factor} if user.preferred_factor else {}),
    }


def _get(_context: Any, request: Mapping[str, Any]) -> Record:
    _, user, client = _whose(request)
    attributes = as_list(readable(client, shown_attributes(user)))
    return {"Username": user.username, "UserAttributes": attributes, **describe_factors(user)}


def _auth_factors(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, user, _ = _whose(request)
    return {"Username": user.username, "ConfiguredUserAuthFactors": first_factors(pool), **describe_factors(user)}


def _update_attributes(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, user, client = _whose(request)
    given = as_dict(request["UserAttributes"])
    check_writable(client, list(given))
    return {"CodeDeliveryDetailsList": _change_attributes(pool, user, given, asker_of(request, client))}


def _change_attributes(pool: Pool, user: User, given: Mapping[str, str], asker: Asker) -> list[Record]:
    """Change a user's attributes, send codes to new addresses, and return their destinations.

    See "Verifying updates" in
    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html.
    """
    check_attributes(pool, given, is_new=False)
    settings = pool.record.get("UserAttributeUpdateSettings") or {}
    keeps_old = settings.get("AttributesRequireVerificationBeforeUpdate") or ()
    sent = []
    for name, value in given.items():
        if name in VERIFIED and user.attributes.get(name) != value and value:
            check_alias(pool, user, name, value)
            waits = name in keeps_old
            if not waits:
                user.attributes |= {name: value, VERIFIED[name]: "false"}
            if name in (pool.record.get("AutoVerifiedAttributes") or ()):
                sent.append(send_code(pool, user, "UpdateUserAttribute", name, asker, value if waits else None))
        else:
            user.attributes[name] = value
    user.touch()
    return sent


def _delete_attributes(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, user, client = _whose(request)
    check_writable(client, request["UserAttributeNames"])
    return delete_attributes(pool, user, request["UserAttributeNames"])


def delete_attributes(pool: Pool, user: User, names: list[str]) -> Record:
    """Delete a user's attributes; the pool's required ones stay."""
    for name in names:
        if name not in pool.schema:
            raise invalid(f"user.{name}: Attribute does not exist in the schema.\n")
        if pool.schema[name]["Required"] or not pool.schema[name]["Mutable"]:
            raise invalid(f"user.{name}: Attribute cannot be deleted.\n")
    for name in names:
        user.attributes.pop(name, None)
        user.attributes.pop(VERIFIED.get(name, ""), None)
    user.touch()
    return {}


def _send_code(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, user, client = _whose(request)
    name = request["AttributeName"]
    if name not in VERIFIED or not user.attributes.get(name):
        raise invalid(f"User does not have a {name} set up to verify.")
    return {"CodeDeliveryDetails": send_code(pool, user, "VerifyUserAttribute", name, asker_of(request, client))}


def _verify(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, user, _ = _whose(request)
    name = request["AttributeName"]
    if name not in VERIFIED:
        raise invalid(f"{name} can't be verified.")
    code = take_code(user, "VerifyUserAttribute", name, request["Code"])
    value = code.value or user.attributes[name]
    check_alias(pool, user, name, value, takes_over=True)
    user.attributes |= {name: value, VERIFIED[name]: "true"}
    user.touch()
    return {}


def _change_password(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, user, _ = _whose(request)
    if user.password and not user.password.matches(request.get("PreviousPassword") or ""):
        raise wrong_password()
    set_password(pool, user, request["ProposedPassword"])
    return {}


def _delete(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, user, _ = _whose(request)
    delete_user(pool, user)
    return {}


def delete_user(pool: Pool, user: User) -> None:
    """Delete a user and revoke the user's tokens."""
    revoke_all(pool, user)
    del pool.users[pool.user_key(user.username)]


def _sign_out(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, user, _ = _whose(request)
    revoke_all(pool, user)
    return {}


def _revoke(_context: Any, request: Mapping[str, Any]) -> Record:
    """Revoke a refresh token and the access tokens of its sign-in; an unknown token is no error.

    See https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html.
    """
    pool, client = find_client(request["ClientId"])
    clients.check_secret(client, request.get("ClientSecret"))
    revoke(pool, client, request["Token"])
    return {}


def revoke(pool: Pool, client: Mapping[str, Any], text: str) -> None:
    """Revoke the grant of a client's refresh token.

    Raises:
        UnsupportedOperationException: the client's tokens can't be revoked.
        UnsupportedTokenTypeException: the token is no refresh token.
        UnauthorizedException: the token belongs to another client.
    """
    if not client.get("EnableTokenRevocation"):
        raise fault("UnsupportedOperation", "Revoke Token operation is not enabled for the client")
    token = pool.refresh_tokens.get(text)
    if token is None:
        if text.count(".") == 2:  # noqa: PLR2004  # parts of an ID or access token
            raise fault("UnsupportedTokenType", "Unsupported token type")
        return
    if token.grant.client_id != client["ClientId"]:
        raise fault("Unauthorized", "Client is not authorized to revoke the token")
    token.grant.is_revoked = True
