"""Users who log in by tokens in place of passwords: those to whom the role rds_iam was granted.

At the rig's server they have a password that nobody else knows, by which their connections are passed on.
"""

import hmac
import logging
import threading
from collections.abc import Callable
from typing import Any

from .endpoints import RefusedError
from .rig_server import RigServer
from .roles import GRANT_OPTIONS, IAM_ROLE, identifier, literal, verifier, version_of
from .tokens import Door, TokenError

log = logging.getLogger(__name__)
FAILED = 'PAM authentication failed for user "{user}"'  # as RDS words it
HAS_ROLE = """
SELECT users.rolpassword FROM pg_authid users JOIN pg_roles ON pg_roles.rolname = :iam_role
WHERE users.rolname = :role AND NOT users.rolsuper AND pg_has_role(users.oid, pg_roles.oid, :ways)
"""
_changing = threading.Lock()


def password_of(server: RigServer, role: str) -> str:
    """Return the password of a user who logs in by tokens, empty for one who does not.

    It is the same for all that know the server, and set when the user has none or another one.
    """
    with _changing, server.connect() as admin:
        ways = "USAGE, SET" if version_of(admin) >= GRANT_OPTIONS else "MEMBER"
        found = admin.run(HAS_ROLE, role=role, iam_role=IAM_ROLE, ways=ways)
        if not found:
            return ""
        password, salt = (_derived(server, f"{purpose} of {role}") for purpose in ("password", "salt"))
        kept = verifier(password.hex(), salt[:16])
        if found != [[kept]]:
            admin.run(f"ALTER ROLE {identifier(role)} PASSWORD {literal(kept)}")
    return password.hex()


def checking(door: Door, user: str, password: str, refusal: str = FAILED) -> Callable[[str], str]:
    """Return what takes a user's token and returns the user's password at the server, or refuses."""

    def check(token: str) -> str:
        try:
            door.check(token, user)
        except (TokenError, ValueError) as error:  # it may be no URL at all, or hold no access key
            log.warning("stackrig: a token of the database user %s opens nothing: %s", user, error)
            raise RefusedError(refusal.format(user=user)) from error
        return password

    return check


def _derived(server: RigServer, purpose: Any) -> bytes:
    return hmac.digest(server.password.encode(), purpose.encode(), "sha256")
