"""Users of a pool: find them by names and aliases, create and describe them, change their passwords."""

import json
import re
import uuid
from collections.abc import Iterator, Mapping

from ..clock.present import now
from .attributes import VERIFIED, as_list
from .faults import fault, invalid, no_user
from .passwords import check_policy, keep_password
from .records import Pool, Record, User, utc_now

ALIASES = ("email", "phone_number", "preferred_username")
FILTER = re.compile(r'\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*')
DAY = 86400  # seconds
SETTINGS = {
    "username": "username",
    "status": "enabled",
    "cognito:user_status": "status",
}  # filters that are not attributes


def find_user(pool: Pool, name: str) -> User:
    """Return a user by name, id or alias.

    Raises:
        UserNotFoundException: there is none.
    """
    found = look_up(pool, name)
    if found is None:
        raise no_user()
    return found


def look_up(pool: Pool, name: str) -> User | None:
    """Return a user by name, id or alias, or None.

    Aliases must be verified; an address that is the user's name need not be:
    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html.
    """
    found = pool.users.get(pool.user_key(name))
    if found:
        return found
    users = list(pool.users.values())
    if by_id := next((user for user in users if user.sub == name), None):
        return by_id
    return next((user for user in users if name and _is_known_as(pool, user, pool.user_key(name))), None)


def _is_known_as(pool: Pool, user: User, key: str) -> bool:
    as_names = pool.record.get("UsernameAttributes") or ()
    as_aliases = pool.record.get("AliasAttributes") or ()
    for alias in ALIASES:
        is_verified = alias not in VERIFIED or user.attributes.get(VERIFIED[alias]) == "true"
        counts = alias in as_names or (alias in as_aliases and is_verified)
        if counts and pool.user_key(user.attributes.get(alias, "")) == key:
            return True
    return False


def new_user(pool: Pool, name: str, attributes: Mapping[str, str], status: str) -> User:
    """Return a new user, who is not in the pool yet.

    Where addresses are names, the user's own name is the id, and the given address becomes an attribute.

    Raises:
        InvalidParameterException: the name does not have the form that the pool requires.
    """
    identifier = str(uuid.uuid4())
    given, username = dict(attributes), name
    if allowed := pool.record.get("UsernameAttributes"):
        given[_kind_of_name(name, allowed)] = name
        username = identifier
    elif "email" in (pool.record.get("AliasAttributes") or ()) and "@" in name:
        raise invalid("Username cannot be of email format, since user pool is configured for email alias.")
    moment = utc_now()
    return User(username, {"sub": identifier, **given}, status, moment, moment)


def _kind_of_name(name: str, allowed: list[str]) -> str:
    kind = "email" if "@" in name else "phone_number" if name.startswith("+") else ""
    if kind not in allowed:
        words = {"email": "an email", "phone_number": "a phone number"}
        named = [words[one] for one in allowed]
        raise invalid(f"Username should be {named[0] if len(named) == 1 else f'either {named[0]} or {named[1]}'}.")
    return kind


def add_user(pool: Pool, user: User, asked: str, taken: str = "User already exists") -> None:
    """Put a new user into the pool.

    Args:
        asked: the name in the request.
        taken: the error's text for a name that is taken.

    Raises:
        UsernameExistsException: another user has the name.
        AliasExistsException: another user has the verified address.
    """
    if look_up(pool, asked) or pool.users.setdefault(pool.user_key(user.username), user) is not user:
        raise fault("UsernameExists", taken)


def check_alias(pool: Pool, user: User, name: str, value: str, *, takes_over: bool = False) -> None:
    """Refuse an address that is another user's alias, or take it from that user.

    Raises:
        AliasExistsException: the address is taken.
    """
    if name not in (*(pool.record.get("AliasAttributes") or ()), *(pool.record.get("UsernameAttributes") or ())):
        return
    owner = look_up(pool, value)
    if owner is None or owner is user:
        return
    if not takes_over:
        raise fault("AliasExists", f"An account with the {name} already exists.")
    owner.attributes[VERIFIED[name]] = "false"


def describe_user(user: User) -> Record:
    """Return a user in the form of answers."""
    return {
        "Username": user.username,
        "Attributes": as_list(shown_attributes(user)),
        "UserCreateDate": user.created,
        "UserLastModifiedDate": user.modified,
        "Enabled": user.enabled,
        "UserStatus": user.status,
    }


def shown_attributes(user: User) -> dict[str, str]:
    """Return a user's attributes, with the linked accounts of other providers."""
    linked = {"identities": json.dumps(user.identities)} if user.identities else {}
    return {**user.attributes, **linked}


def event_attributes(user: User) -> dict[str, str]:
    """Return a user's attributes in the form for triggers."""
    return {**shown_attributes(user), "cognito:user_status": user.status}


def set_password(pool: Pool, user: User, text: str, *, is_temporary: bool = False) -> None:
    """Give a user a password.

    Raises:
        InvalidPasswordException: the pool's policy does not allow it.
        PasswordHistoryPolicyViolationException: the password was used before.
    """
    policy = pool.record["Policies"]["PasswordPolicy"]
    check_policy(policy, text)
    kept = int(policy.get("PasswordHistorySize") or 0)
    if kept and any(old.matches(text) for old in user.old_passwords[-kept:]):
        raise fault("PasswordHistoryPolicyViolation", "Password has previously been used.")
    user.password = keep_password(pool.name_in_srp + user.username, text)
    user.password_end = now() + policy["TemporaryPasswordValidityDays"] * DAY if is_temporary else None
    if not is_temporary:
        user.old_passwords = [*user.old_passwords, user.password][-max(kept, 1) :]
    user.touch()


def filter_users(pool: Pool, text: str) -> Iterator[User]:
    """Yield the users that match a filter of ListUsers.

    The form is that of https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html.

    Raises:
        InvalidParameterException: the filter has another form.
    """
    match = FILTER.fullmatch(text)
    if not match:
        raise invalid("Error while parsing filter expression.")
    name, sign, value = match[1], match[2], re.sub(r"\\(.)", r"\1", match[3])
    if name.startswith("custom:") or (name not in SETTINGS and name not in pool.schema):
        raise invalid(f"Invalid search attribute: {name}")
    for user in list(pool.users.values()):
        found = _filtered(user, name)
        if (found or "").startswith(value) if sign == "^=" else found == value:
            yield user


def _filtered(user: User, name: str) -> str | None:
    if name == "status":
        return "Enabled" if user.enabled else "Disabled"
    if name in SETTINGS:
        return str(getattr(user, SETTINGS[name]))
    return user.attributes.get(name)
