"""Users who log in by tokens in place of passwords: those to whom the role rds_iam was granted.

At the rig's server they have a password that nobody else knows, by which their connections are passed on. Once rds_iam
is revoked, they have their former password again.
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
SELECT users.rolpassword, pg_has_role(users.oid, pg_roles.oid, :ways)
FROM pg_authid users JOIN pg_roles ON pg_roles.rolname = :iam_role
WHERE users.rolname = :role AND NOT users.rolsuper
"""
_changing = threading.Lock()
_former: dict[tuple[str, int, str], str | None] = {}  # passwords in PostgreSQL's stored form, by server and role


def password_of(server: RigServer, role: str) -> str:
    """Return the password of a user who logs in by tokens, empty for one who does not.

    It is the same for all that know the server, and set when the user has none or another one.
    """
    place = server.host, server.port, role
    with _changing, server.connect() as admin:
        ways = "USAGE, SET" if version_of(admin) >= GRANT_OPTIONS else "MEMBER"
        found = admin.run(HAS_ROLE, role=role, iam_role=IAM_ROLE, ways=ways)
        kept, has_role = found[0] if found else (None, False)
        if not has_role and place not in _former:
            return ""
        password, salt = (_derived(server, f"{purpose} of {role}") for purpose in ("password", "salt"))
        own = verifier(password.hex(), salt[:16])
        if has_role and kept != own:
            _former[place] = kept
            _store(admin, role, own)
        elif not has_role:
            former = _former.pop(place)
            if kept == own:
                _store(admin, role, former)
    return password.hex() if has_role else ""


def _store(admin: Any, role: str, password: str | None) -> None:
    admin.run(f"ALTER ROLE {identifier(role)} PASSWORD {literal(password) if password else 'NULL'}")


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
