"""Open connections to PostgreSQL servers, the same way everywhere."""

import os
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from stackrig.loopback import connecting, libpq_variable

if TYPE_CHECKING:
    from psycopg2 import extensions, sql

PROGRAM = "stackrig"  # the name under which the server lists our connections, with the process
TIMEOUT = 10  # seconds a server may take to accept a connection, where nothing else is said
RECOVERY_TIMEOUT, RECOVERY_PAUSE = 30.0, 0.1  # seconds
# libpq reports SQLSTATE 57P03 by its text only: canAcceptConnections in src/backend/postmaster/postmaster.c.
RECOVERING = (
    "the database system is in recovery mode",
    "the database system is starting up",
    "the database system is not yet accepting connections",
)
# Parameters of address and user that a DSN may leave to the environment, as that of a CI service does.
FROM_ENVIRONMENT = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
}


def connect(dsn: str, **parameters: Any) -> "extensions.connection":
    """Connect to the database at a DSN; libpq's variables do not influence the connection.

    Args:
        parameters: connection parameters of libpq that win over those of the DSN.

    Raises:
        psycopg2.OperationalError: the server does not answer, or refuses.
    """
    import psycopg2
    from psycopg2.extensions import parse_dsn

    defaults = {"application_name": f"{PROGRAM} (pid {os.getpid()})", "connect_timeout": TIMEOUT}
    for name in parse_dsn(dsn):
        defaults.pop(name, None)
    with connecting():
        link: extensions.connection = psycopg2.connect(dsn, **{**defaults, **parameters})
    return link


def connect_to_running(dsn: str, **parameters: Any) -> "extensions.connection":
    """Connect as `connect` does to a server that was up before; wait while it recovers.

    PostgreSQL ends every connection and recovers when one of its processes is killed, as a machine short of memory does
    with that of a large query.

    Raises:
        psycopg2.OperationalError: the server does not answer, refuses, or goes on recovering for half a minute.
    """
    import psycopg2

    deadline = time.monotonic() + RECOVERY_TIMEOUT
    while True:
        try:
            return connect(dsn, **parameters)
        except psycopg2.OperationalError as error:
            if not any(text in str(error) for text in RECOVERING) or time.monotonic() > deadline:
                raise
        time.sleep(RECOVERY_PAUSE)


def with_database(dsn: str, database: str) -> str:
    """Return the DSN of another database of the same server."""
    parts = urlsplit(dsn)
    return f"{parts.scheme}://{parts.netloc}/{quote(database, safe='')}{parts.query and '?'}{parts.query}"


def completed(dsn: str) -> str:
    """Return a user's DSN, completed with PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE.

    Raises:
        psycopg2.ProgrammingError: it is no DSN.
    """
    from psycopg2.extensions import parse_dsn

    said = parse_dsn(dsn)
    values = {name: libpq_variable(variable) for name, variable in FROM_ENVIRONMENT.items()}
    missing = {name: value for name, value in values.items() if value and name not in said and "service" not in said}
    return f"{dsn}{'&' if '?' in dsn else '?'}{urlencode(missing, quote_via=quote)}" if missing else dsn


def composed(text: str, *names: str) -> "sql.Composed":
    """Return an SQL statement with each {} replaced by a name, quoted as an identifier."""
    from psycopg2 import sql

    return sql.SQL(text).format(*map(sql.Identifier, names))
