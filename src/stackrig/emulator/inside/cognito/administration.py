"""The operations by which administrators create, change, confirm, disable, delete and list users.

See https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users.html.
"""

from collections.abc import Callable, Mapping
from typing import Any

from .attributes import VERIFIED, as_dict, check_attributes, check_required
from .delivery import send_message
from .faults import fault, invalid, not_authorized
from .own_account import delete_attributes, delete_user, describe_factors
from .passwords import make_password
from .pools import Handler
from .records import Pool, Record, User, find_pool, page
from .sign_up import ask_before, confirm_as_admin, send_reset_code
from .tokens import revoke_all
from .triggers import NO_CLIENT, asker_of
from .users import add_user, check_alias, describe_user, filter_users, find_user, look_up, new_user, set_password


def operations() -> dict[str, Handler]:
    """Return the operations by their names."""
    return {
        "AdminConfirmSignUp": _on_user(confirm_as_admin),
        "AdminCreateUser": _create,
        "AdminDeleteUser": _on_user(lambda pool, user, _request: delete_user(pool, user)),
        "AdminDeleteUserAttributes": _on_user(
            lambda pool, user, request: delete_attributes(pool, user, request["UserAttributeNames"])
        ),
        "AdminDisableProviderForUser": _unlink,
        "AdminDisableUser": _on_user(_disable),
        "AdminEnableUser": _on_user(_enable),
        "AdminGetUser": _get,
        "AdminLinkProviderForUser": _link,
        "AdminResetUserPassword": _on_user(_reset_password),
        "AdminSetUserPassword": _on_user(_set_password),
        "AdminUpdateUserAttributes": _on_user(_update_attributes),
        "AdminUserGlobalSignOut": _on_user(lambda pool, user, _request: revoke_all(pool, user)),
        "ListUsers": _list,
    }


def _on_user(change: Callable[[Pool, User, Mapping[str, Any]], object]) -> Handler:
    """Return a handler that changes the user whom a request names, and answers with nothing."""

    def handle(context: Any, request: Mapping[str, Any]) -> Record:
        pool = find_pool(context, request["UserPoolId"])
        change(pool, find_user(pool, request["Username"]), request)
        return {}

    return handle


def _create(context: Any, request: Mapping[str, Any]) -> Record:
    pool, name = find_pool(context, request["UserPoolId"]), request["Username"]
    if request.get("MessageAction") == "RESEND":
        return _invite_again(pool, request)
    given = as_dict(request.get("UserAttributes"))
    check_attributes(pool, given, is_new=True)
    user = new_user(pool, name, given, "FORCE_CHANGE_PASSWORD")
    check_required(pool, user.attributes)
    if look_up(pool, name):
        raise fault("UsernameExists", "User account already exists")
    for address, flag in VERIFIED.items():
        if user.attributes.get(flag) == "true" and user.attributes.get(address):
            takes_over = bool(request.get("ForceAliasCreation"))
            check_alias(pool, user, address, user.attributes[address], takes_over=takes_over)
    ask_before(pool, user, "AdminCreateUser", NO_CLIENT, request)
    password = _invite(pool, user, request)
    add_user(pool, user, name, "User account already exists")
    if request.get("MessageAction") != "SUPPRESS":
        _send_invitation(pool, user, password, request)
    return {"User": describe_user(user)}


def _invite(pool: Pool, user: User, request: Mapping[str, Any]) -> str:
    """Give a user a temporary password and return it."""
    password = request.get("TemporaryPassword") or make_password(pool.record["Policies"]["PasswordPolicy"])
    set_password(pool, user, password, is_temporary=True)
    return str(password)


def _send_invitation(pool: Pool, user: User, password: str, request: Mapping[str, Any]) -> None:
    """Send a new user the password, to the addresses that the request names: by default a phone, as on AWS."""
    media = {"EMAIL": "email", "SMS": "phone_number"}
    for medium in request.get("DesiredDeliveryMediums") or ["SMS"]:
        address = user.attributes.get(media[medium])
        attribute = media[medium] if address else next((name for name in VERIFIED if user.attributes.get(name)), "")
        if attribute:
            place = (attribute, user.attributes[attribute])
            send_message(pool, user, "AdminCreateUser", place, password, asker_of(request))


def _invite_again(pool: Pool, request: Mapping[str, Any]) -> Record:
    user = find_user(pool, request["Username"])
    if user.status != "FORCE_CHANGE_PASSWORD":
        raise fault("UnsupportedUserState", f"Resend not possible. {user.username} status is not FORCE_CHANGE_PASSWORD")
    _send_invitation(pool, user, _invite(pool, user, request), request)
    return {"User": describe_user(user)}


def _get(context: Any, request: Mapping[str, Any]) -> Record:
    user = find_user(find_pool(context, request["UserPoolId"]), request["Username"])
    shown = describe_user(user)
    return {**shown, "UserAttributes": shown["Attributes"], **describe_factors(user)}


def _list(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    users = filter_users(pool, request["Filter"]) if request.get("Filter") else pool.users.values()
    wanted = request.get("AttributesToGet")
    found = [_with_attributes(describe_user(user), wanted) for user in list(users)]
    return page(found, request, "Limit", "PaginationToken", "Users")


def _with_attributes(shown: Record, names: list[str] | None) -> Record:
    if not names:
        return shown
    return {**shown, "Attributes": [one for one in shown["Attributes"] if one["Name"] in names]}


def _disable(pool: Pool, user: User, _request: Mapping[str, Any]) -> None:
    """Disable a user, which revokes the user's tokens."""
    user.enabled = False
    user.touch()
    revoke_all(pool, user)


def _enable(_pool: Pool, user: User, _request: Mapping[str, Any]) -> None:
    user.enabled = True
    user.touch()


def _update_attributes(pool: Pool, user: User, request: Mapping[str, Any]) -> None:
    given = as_dict(request["UserAttributes"])
    check_attributes(pool, given, is_new=False)
    for address, flag in VERIFIED.items():
        value = given.get(address, user.attributes.get(address, ""))
        if given.get(flag, user.attributes.get(flag)) == "true" and value:
            check_alias(pool, user, address, value)
        if address in given and given[address] != user.attributes.get(address) and flag not in given:
            user.attributes[flag] = "false"
    user.attributes |= given
    user.touch()


def _reset_password(pool: Pool, user: User, request: Mapping[str, Any]) -> None:
    if user.status not in ("CONFIRMED", "RESET_REQUIRED"):
        raise not_authorized("User password cannot be reset in the current state.")
    send_reset_code(pool, user, asker_of(request))
    user.status, user.password = "RESET_REQUIRED", None
    user.touch()


def _set_password(pool: Pool, user: User, request: Mapping[str, Any]) -> None:
    is_temporary = not request.get("Permanent")
    set_password(pool, user, request["Password"], is_temporary=is_temporary)
    user.status = "FORCE_CHANGE_PASSWORD" if is_temporary else "CONFIRMED"


# --- accounts of other providers: cognito-user-pools-identity-federation-consolidate-users.html -----------------------


def _link(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    user = find_user(pool, request["DestinationUser"]["ProviderAttributeValue"])
    source = request["SourceUser"]
    if source["ProviderName"] not in pool.providers:
        raise invalid(f"The provider {source['ProviderName']} does not exist for User Pool {pool.id}.")
    identity = {"providerName": source["ProviderName"], "userId": source["ProviderAttributeValue"]}
    kind = pool.providers[source["ProviderName"]]["ProviderType"]
    user.identities.append({**identity, "providerType": kind, "primary": False})
    user.touch()
    return {}


def _unlink(context: Any, request: Mapping[str, Any]) -> Record:
    pool, named = find_pool(context, request["UserPoolId"]), request["User"]
    wanted = (named["ProviderName"], named["ProviderAttributeValue"])
    for user in pool.users.values():
        user.identities = [one for one in user.identities if (one["providerName"], one["userId"]) != wanted]
    return {}
