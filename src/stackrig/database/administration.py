"""Administrate a server: one connection kept for that, and databases made, copied and dropped over it."""

import contextlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stackrig.database.connections import composed, connect, with_database
from stackrig.database.server import PostgresServer
from stackrig.errors import StartError

if TYPE_CHECKING:
    from psycopg2 import extensions

FILE_COPY = 150000  # the first server version in which CREATE DATABASE has a STRATEGY
FORCED_DROP = 130000  # the first server version in which DROP DATABASE has FORCE

_thread = threading.local()  # `kept`: the DSN of a server, the process and its administrating connection


@contextmanager
def administration(
    server: PostgresServer, failure: str, *, as_program: str = "stackrig"
) -> Iterator["extensions.cursor"]:
    """Yield a cursor on the server's maintenance database, outside of transactions.

    The connection is kept for the next block of this thread, as a new one costs each test some milliseconds. It is not
    kept if the program has another name, by which other runs know that it is at work.

    Args:
        failure: what could not be done, as the error says it.

    Raises:
        StartError: the server does not answer, or refuses a statement of the block.
    """
    import psycopg2

    dsn = with_database(server.dsn, server.maintenance_database)
    try:
        connection = _take_kept(dsn) if as_program == "stackrig" else None
        with contextlib.ExitStack() as undo:
            connection = connection or connect(dsn, application_name=as_program)
            undo.callback(connection.close)
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor
                if as_program == "stackrig":
                    cursor.execute("DISCARD ALL")  # releases locks, too
                    undo.pop_all()
                    _keep(dsn, connection)
    except psycopg2.Error as error:
        raise StartError(f"{failure}: {str(error).strip()}") from error


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
