"""Copies of databases on the rig's server: each belongs to its own role, which can't log in.

Such a role has the mark of RDS's roles here, so that it is swept like them, with its copy.
"""

import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any

from .rig_server import RigServer
from .roles import drop_role, hand_over, let_use, make_database, make_owner

PATIENCE = 10.0  # seconds in which transactions in the database must end
INTERVAL = 0.05  # seconds between two checks of them
IN_USE = "55006"  # PostgreSQL's object_in_use: somebody connected in the meantime

# PostgreSQL copies only a database without connections. Idle sessions are ended for that; on a server that others use,
# only those of the instance's own role.
SESSIONS = """
FROM pg_stat_activity WHERE datname = :database AND backend_type = 'client backend'
AND coalesce(state = 'idle' AND (usename = :role OR :disposable), false) = :idle
"""
BUSY = f"SELECT pid, usename, application_name, state {SESSIONS}"
END = f"SELECT pg_terminate_backend(pid) {SESSIONS}"

databases_lock = threading.RLock()  # connections to an instance wait while its database is copied


class InUseError(Exception):
    """Report that a database to be copied is in use."""


@dataclass(frozen=True)
class Copy:
    """Name a copy of a database; its owner's role has the same name."""

    server: RigServer
    role: str

    def drop(self) -> None:
        """Drop the copy and its role."""
        drop_role(self.server, self.role)

    def restore(self, name: str, role: str) -> str:
        """Make a database from the copy in which a role owns everything, and return its name on the rig's server."""
        with databases_lock:
            database = make_database(self.server, name, role, template=self.role)
            hand_over(self.server, database, self.role, role)
        let_use(self.server, database, role)
        return database


def copy_database(server: RigServer, database: str, role: str) -> Copy:
    """Copy a database, with everything that a role owns in it.

    Raises:
        InUseError: a transaction does not end, or others are connected to a server that they use too.
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
    """Make the copy once no transaction is running in the database."""
    sessions = {"database": database, "role": role, "disposable": copy.server.disposable}
    latest = time.monotonic() + PATIENCE
    with copy.server.connect() as admin:
        while not _try_to_make(admin, copy, sessions):
            busy = admin.run(BUSY, **sessions, idle=False)
            if time.monotonic() > latest:
                raise InUseError("; ".join(_describe(*session) for session in busy) or "new connections keep arriving")
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
