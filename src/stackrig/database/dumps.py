"""Let dumps of other servers load: make the roles that they name, and leave out parameters that this server lacks.

psql goes on after such errors. Here a file runs in one transaction, so they are handled before it starts.
"""

import logging
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from stackrig.database.connections import composed
from stackrig.errors import SeedError

if TYPE_CHECKING:
    from psycopg2 import extensions

log = logging.getLogger("stackrig")

HEADING = b"-- PostgreSQL database dump"  # pg_dump writes it above everything else
HEADING_WITHIN = 4096  # bytes
ROLE_COMMENT = "made by stackrig for a dump that names it"
NO_ROLES = {"public", "current_user", "current_role", "session_user"}

_NAME = rb'(?:"(?:[^"]|"")+"|[\w$\x80-\xff]+)'
_NAMES = rb"(" + _NAME + rb"(?:\s*,\s*" + _NAME + rb")*)"
_END = rb"(?:\s+with\s+(?:grant|admin)\s+option)?(?:\s+granted\s+by\s+\S+)?\s*;?\s*\Z"
# Where a dump's statements name roles, each for statements with these first words.
_ROLES = [
    (re.compile(rb"(?i)alter\b"), re.compile(rb"(?i)\bowner\s+to\s+" + _NAMES + rb"\s*;?\s*\Z")),
    (re.compile(rb"(?i)alter\s+default\s+privileges\b"), re.compile(rb"(?i)\bfor\s+(?:role|user)\s+" + _NAMES)),
    (re.compile(rb"(?i)(?:grant|alter\s+default\s+privileges)\b"), re.compile(rb"(?is).*\bto\s+" + _NAMES + _END)),
    (re.compile(rb"(?i)(?:revoke|alter\s+default\s+privileges)\b"), re.compile(rb"(?is).*\bfrom\s+" + _NAMES + _END)),
    (re.compile(rb"(?i)create\s+schema\b"), re.compile(rb"(?i)\bauthorization\s+" + _NAMES)),
    (re.compile(rb"(?i)create\s+policy\b"), re.compile(rb"(?i)\sto\s+" + _NAMES)),
    (re.compile(rb"(?i)set\s+session\s+authorization\b"), re.compile(rb"(?i)\bauthorization\s+" + _NAMES)),
]
_SET = re.compile(rb"(?i)set\s+(?:(?:session|local)\s+)?(\w+)\s*(?:=|\sto\b)")


@dataclass(slots=True)
class Needs:
    """Hold a dump's needs: the roles that it names, and the parameters that its SETs set, by their offset."""

    roles: set[str] = field(default_factory=set)
    parameters: dict[int, str] = field(default_factory=dict)

    def look_at(self, text: bytes, offset: int) -> None:
        """Record a statement's needs."""
        self.roles.update(_roles_in(text))
        if found := _SET.match(text):
            self.parameters[offset] = found[1].decode().lower()


def is_dump(beginning: bytes) -> bool:
    """Tell whether a file with this beginning was written by pg_dump."""
    return HEADING in beginning


def fit_server(cursor: "extensions.cursor", path: Path, needs: Needs) -> frozenset[int]:
    """Create the roles that a dump names and the server lacks; return the offsets of statements to skip.

    These roles can't log in. Skipped statements set parameters that the server does not know; newer dumps have them.
    The log says in one line what was made and left out.

    Raises:
        SeedError: roles are missing, and this user may not make any.
    """
    missing, unknown = _missing_roles(cursor, needs.roles), _unknown(cursor, needs.parameters.values())
    for role in missing:
        _make_role(cursor, path, role)
    done = [f"made roles without login: {', '.join(missing)}"] if missing else []
    done += [f"left out SET {', SET '.join(unknown)}, which this server does not know"] if unknown else []
    if done:
        log.info("%s: %s", path.name, "; ".join(done))
    return frozenset(offset for offset, name in needs.parameters.items() if name in unknown)


def _roles_in(text: bytes) -> Iterator[str]:
    for first_words, place in _ROLES:
        if first_words.match(text) and (found := place.search(text)):
            for name in re.findall(_NAME, found[1]):
                role = name.decode(errors="replace")
                role = role[1:-1].replace('""', '"') if role.startswith('"') else role.lower()
                if role not in NO_ROLES:
                    yield role


def _missing_roles(cursor: "extensions.cursor", roles: set[str]) -> list[str]:
    cursor.execute("SELECT rolname FROM pg_catalog.pg_roles")
    there = {name for (name,) in cursor.fetchall()}
    return [name for name in sorted(roles - there) if not name.startswith("pg_")]  # these names are the server's own


def _unknown(cursor: "extensions.cursor", parameters: Collection[str]) -> list[str]:
    query = "SELECT name FROM unnest(%s::text[]) AS name WHERE current_setting(name, true) IS NULL ORDER BY 1"
    cursor.execute(query, (sorted(set(parameters)),))
    return [name for (name,) in cursor.fetchall()]


def _make_role(cursor: "extensions.cursor", path: Path, role: str) -> None:
    unless_there = "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;"  # another session makes it
    try:
        cursor.execute(composed(f"DO $stackrig$ BEGIN CREATE ROLE {{}} NOLOGIN; {unless_there} END $stackrig$", role))
        cursor.execute(composed("COMMENT ON ROLE {} IS %s", role), (ROLE_COMMENT,))
    except cursor.connection.Error as error:
        raise SeedError(
            f"{path}: the dump names the role {role}, which the server lacks and stackrig can't create: "
            f"{str(error).strip()}",
            remedies=["dump with pg_dump --no-owner --no-privileges"],
        ) from error
