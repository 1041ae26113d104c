"""Administrate a server: one connection kept for that, and databases made, copied and dropped over it."""

import contextlib
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stackrig.database.connections import composed, connect, with_database
from stackrig.database.server import PostgresServer
from stackrig.errors import StartError
from stackrig.waiting import wait_until

if TYPE_CHECKING:
    from psycopg2 import extensions

LOCK = 0x73747267  # "strg": the first key of our advisory locks; the second is the hash of a name
NOTICE = 3.0  # seconds until it is said who holds a lock
LOCK_TIMEOUT = 600.0  # seconds until it is given up; large seeds take minutes to load
# With two keys an advisory lock has them in these columns: https://www.postgresql.org/docs/18/view-pg-locks.html
HOLDER = """
SELECT application_name, client_addr::text, extract(epoch FROM now() - backend_start)::float
FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND classid = %s AND objid = (hashtext(%s)::bigint & 4294967295)::oid
"""
FILE_COPY = 150000  # the first server version in which CREATE DATABASE has a STRATEGY
FORCED_DROP = 130000  # the first server version in which DROP DATABASE has FORCE

log = logging.getLogger("stackrig")
_thread = threading.local()  # `kept`: the DSN of a server, the process and its administrating connection


@contextmanager
def administration(server: PostgresServer, failure: str, *, as_program: str = "") -> Iterator["extensions.cursor"]:
    """Yield a cursor on the server's maintenance database, outside of transactions.

    The connection is kept for the next block of this thread, as a new one costs each test some milliseconds.

    Args:
        failure: what could not be done, as the error says it.
        as_program: a name by which other runs see that one is at work; a connection with a name is not kept.

    Raises:
        StartError: the server does not answer, or refuses a statement of the block.
    """
    import psycopg2

    dsn = with_database(server.dsn, server.maintenance_database)
    try:
        connection = None if as_program else _take_kept(dsn)
        with contextlib.ExitStack() as undo:
            connection = connection or connect(dsn, **({"application_name": as_program} if as_program else {}))
            undo.callback(connection.close)
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor
                if not as_program:
                    cursor.execute("DISCARD ALL")  # releases locks, too
                    undo.pop_all()
                    _keep(dsn, connection)
    except psycopg2.Error as error:
        raise StartError(f"{failure}: {str(error).strip()}") from error


def take_lock(admin: "extensions.cursor", name: str) -> None:
    """Take the advisory lock of what a name stands for; it is released with the connection, or by `release_lock`.

    While another process holds it this waits, so that Ctrl-C works, and after a few seconds says who holds it.

    Raises:
        StartError: another process holds the lock for ten minutes.
    """
    begun, told = time.monotonic(), False

    def tell() -> None:
        nonlocal told
        if not told and time.monotonic() - begun > NOTICE:
            told = True
            log.warning("waiting for %s: %s", name, _holder(admin, name))

    try:
        wait_until(lambda: try_lock(admin, name), what=name, timeout=LOCK_TIMEOUT, check_alive=tell)
    except StartError as error:
        raise StartError(
            f"{name} was locked for {LOCK_TIMEOUT} s: {_holder(admin, name)}",
            remedies=["see what that process waits for: a seed at a breakpoint() holds up all others", "end it"],
        ) from error


def try_lock(admin: "extensions.cursor", name: str) -> bool:
    """Take the advisory lock of what a name stands for, if nobody else holds it, and tell whether it was taken."""
    admin.execute("SELECT FROM pg_try_advisory_lock(%s, hashtext(%s)) AS free WHERE free", (LOCK, name))
    return bool(admin.rowcount)


def release_lock(admin: "extensions.cursor", name: str) -> None:
    """Release a lock that `take_lock` or `try_lock` has taken."""
    admin.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", (LOCK, name))


def _holder(admin: "extensions.cursor", name: str) -> str:
    admin.execute(HOLDER, (LOCK, name))
    program, host, seconds = admin.fetchone() or ("nobody", None, 0)
    return f"{program} on {host or 'this machine'} has been connected for {seconds:.0f} s and holds its lock"


def create_database(admin: "extensions.cursor", name: str) -> None:
    """Create an empty database, with PostGIS in it where the server's image has a template for that."""
    admin.execute("SELECT datname FROM pg_database WHERE datname = 'template_postgis'")
    template = "template_postgis" if admin.fetchone() else "template1"
    admin.execute(composed("CREATE DATABASE {} TEMPLATE {}", name, template))


def copy_database(admin: "extensions.cursor", name: str, template: str) -> None:
    """Create a database as a copy of another one, to which nobody may be connected."""
    strategy = " STRATEGY file_copy" if admin.connection.server_version >= FILE_COPY else ""
    admin.execute(composed(f"CREATE DATABASE {{}} TEMPLATE {{}}{strategy}", name, template))


def drop_if_exists(admin: "extensions.cursor", name: str) -> None:
    """Drop a database, closing the connections to it; do nothing if there is none."""
    force = " WITH (FORCE)" if admin.connection.server_version >= FORCED_DROP else ""
    admin.execute(composed(f"DROP DATABASE IF EXISTS {{}}{force}", name))


def _take_kept(dsn: str) -> "extensions.connection | None":
    """Return this thread's kept connection to a server if it still answers; one of the process's parent is not used."""
    import psycopg2

    known, process, connection = getattr(_thread, "kept", None) or ("", 0, None)
    if not (connection and known == dsn and process == os.getpid()):
        return None
    _thread.kept = None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT")
    except psycopg2.Error:  # the server was stopped, and another may answer there
        return None
    return connection  # type: ignore[no-any-return]  # threading.local has no types


def _keep(dsn: str, connection: "extensions.connection") -> None:
    _thread.kept = (dsn, os.getpid(), connection)  # replaces, and so closes, one to another server
