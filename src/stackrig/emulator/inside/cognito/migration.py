"""Users from another directory: a function of the pool describes them at their first sign-in or forgotten password.

See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html.
"""

from collections.abc import Mapping
from typing import Any

from .attributes import check_attributes
from .passwords import keep_password
from .records import Pool, User
from .triggers import call_trigger, has_trigger
from .users import add_user, new_user


def migrate(
    pool: Pool, client: Mapping[str, Any], name: str, occasion: str, metadata: Mapping[str, str], password: str = ""
) -> User | None:
    """Return a user whom the function UserMigration knows, after adding the user to the pool; None if it knows none."""
    if not has_trigger(pool, "UserMigration"):
        return None
    request = {"password": password, "validationData": {}, "clientMetadata": dict(metadata)}
    said = call_trigger(pool, "UserMigration", occasion, name, client["ClientId"], request)
    attributes = said.get("userAttributes")
    if not attributes:
        return None
    given = {key: str(value) for key, value in attributes.items() if key not in ("username", "sub")}
    check_attributes(pool, given, is_new=True)
    status = said.get("finalUserStatus") or ("RESET_REQUIRED" if occasion == "ForgotPassword" else "CONFIRMED")
    user = new_user(pool, name, given, status)
    if password and status == "CONFIRMED":  # the old directory has accepted it, so the pool's policy does not apply
        user.password = keep_password(pool.name_in_srp + user.username, password)
    add_user(pool, user, name)
    return user
