"""Copies of databases on the rig's server: each belongs to a role of its own, as which nobody logs in.

Such a role has the mark of those that RDS has made here, so that it is swept as they are, with its copy.
"""

import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any

from .rig_server import RigServer
from .roles import drop_role, hand_over, let_use, make_database, make_owner

PATIENCE = 10.0  # seconds for transactions in the database to end
INTERVAL = 0.05  # seconds between two looks at them
IN_USE = "55006"  # PostgreSQL's object_in_use: somebody has connected in the meantime

# PostgreSQL copies a database to which nobody is connected. Idle sessions are ended for it; on a server that others use
# only those of the instance's own role.
SESSIONS = """
FROM pg_stat_activity WHERE datname = :database AND backend_type = 'client backend'
AND coalesce(state = 'idle' AND (usename = :role OR :disposable), false) = :idle
"""
BUSY = f"SELECT pid, usename, application_name, state {SESSIONS}"
END = f"SELECT pg_terminate_backend(pid) {SESSIONS}"

databases_lock = threading.RLock()  # who connects to an instance while its database is copied waits for it


class InUseError(Exception):
    """Somebody uses a database that is to be copied."""


@dataclass(frozen=True)
class Copy:
    """Name a copy of a database, which is called as the role that owns it."""

    server: RigServer
    role: str

    def drop(self) -> None:
        """Drop the copy and its role."""
        drop_role(self.server, self.role)

    def restore(self, name: str, role: str) -> str:
        """Make a database from it in which everything is a role's, and return its name on the rig's server."""
        with databases_lock:
            database = make_database(self.server, name, role, template=self.role)
            hand_over(self.server, database, self.role, role)
        let_use(self.server, database, role)
        return database


def copy_database(server: RigServer, database: str, role: str) -> Copy:
    """Copy a database, with what a role owns in it.

    Raises:
        InUseError: a transaction there does not end, or others are connected to a server that is theirs too.
        pg8000.exceptions.DatabaseError: the server refuses.
    """
    copy = Copy(server, make_owner(server, f"snapshot_{secrets.token_hex(8)}", f"a copy of {database}"))
    try:
        _make(copy, database, role)
        with databases_lock:
            hand_over(server, copy.role, role, copy.role)
    except BaseException:
        copy.drop()
        raise
    return copy


def _make(copy: Copy, database: str, role: str) -> None:
    """Make the copy as soon as no transaction runs in the database."""
    sessions = {"database": database, "role": role, "disposable": copy.server.disposable}
    latest = time.monotonic() + PATIENCE
    with copy.server.connect() as admin:
        while not _try_to_make(admin, copy, sessions):
            busy = admin.run(BUSY, **sessions, idle=False)
            if time.monotonic() > latest:
                raise InUseError("; ".join(_describe(*session) for session in busy) or "somebody connects all the time")
            time.sleep(INTERVAL)


def _try_to_make(admin: Any, copy: Copy, sessions: dict[str, Any]) -> bool:
    from pg8000.exceptions import DatabaseError

    with databases_lock:
        if admin.run(BUSY, **sessions, idle=False):
            return False
        admin.run(END, **sessions, idle=True)
        try:
            make_database(copy.server, copy.role, copy.role, template=sessions["database"])
        except DatabaseError as error:
            if error.args[0].get("C") != IN_USE:
                raise
            return False
    return True


def _describe(pid: int, user: str, program: str, state: str | None) -> str:
    return f"{program or 'a session'} (pid {pid}, user {user}, {state or 'state unknown'})"
