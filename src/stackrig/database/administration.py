"""Administer a server over one kept connection: databases are made, copied and dropped."""

import contextlib
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stackrig.database.connections import composed, connect_to_running, with_database
from stackrig.database.memory_mounts import limit_named
from stackrig.database.server import PostgresServer
from stackrig.errors import StartError
from stackrig.waiting import wait_until

if TYPE_CHECKING:
    from psycopg2 import extensions

LOCK = 0x73747267  # "strg": the first key of our advisory locks; the second is the hash of a name
NOTICE = 3.0  # seconds of waiting before a message says who holds a lock
LOCK_TIMEOUT = 600.0  # seconds until the wait fails; large seeds take minutes to load
# With two keys an advisory lock has them in these columns: https://www.postgresql.org/docs/18/view-pg-locks.html
HOLDER = """
SELECT application_name, host(client_addr), extract(epoch FROM now() - backend_start)::float
FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND classid = %s AND objid = (hashtext(%s)::bigint & 4294967295)::oid
"""
COPY = f"copy_{os.urandom(8).hex()}"  # stands for the name of a copy
USED = "stackrig: last used on "  # and a day: the first line of a template's comment
# The values of the parameters named here are lists of identifiers, which are quoted already: pg_dump's dumputils.c.
SETTINGS = """
WITH this AS (
    SELECT oid AS id, datdba, datacl, datconnlimit FROM pg_database WHERE datname = %(database)s
), settings AS (
    SELECT coalesce(quote_ident(rolname), '') AS role, left(config, strpos(config, '=') - 1) AS name,
        substr(config, strpos(config, '=') + 1) AS value
    FROM pg_db_role_setting JOIN this ON id = setdatabase LEFT JOIN pg_roles ON pg_roles.oid = setrole,
        unnest(setconfig) AS config
)
SELECT concat('ALTER ', nullif(concat('ROLE ', role, ' IN '), 'ROLE  IN '), 'DATABASE ', quote_ident(%(other)s),
    ' SET ', quote_ident(name), ' TO ', CASE WHEN value <> '' AND name IN ('search_path', 'temp_tablespaces',
    'local_preload_libraries', 'session_preload_libraries') THEN value ELSE quote_literal(value) END)
FROM settings
UNION ALL SELECT format('ALTER DATABASE %%I CONNECTION LIMIT %%s', %(other)s, datconnlimit) FROM this
WHERE datconnlimit >= 0
UNION ALL SELECT format('COMMENT ON DATABASE %%I IS %%L', %(other)s, comment) FROM (
    SELECT CASE WHEN comment LIKE %(used)s THEN substr(comment, nullif(strpos(comment, E'\\n'), 0) + 1) ELSE comment END
    FROM (SELECT shobj_description(id, 'pg_database') AS comment FROM this) AS described
) AS own (comment) WHERE comment IS NOT NULL
UNION ALL SELECT format('REVOKE ALL ON DATABASE %%I FROM PUBLIC', %(other)s) FROM this WHERE datacl IS NOT NULL
UNION ALL SELECT format('GRANT %%s ON DATABASE %%I TO %%s%%s', privilege_type, %(other)s,
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
    CASE WHEN is_grantable AND grantee <> datdba THEN ' WITH GRANT OPTION' ELSE '' END)
FROM this, aclexplode(datacl)
"""
FILE_COPY = 150000  # the first server version in which CREATE DATABASE has a STRATEGY
FORCED_DROP = 130000  # the first server version in which DROP DATABASE has FORCE

log = logging.getLogger("stackrig")
_template_settings: dict[tuple[str, str], list[str]] = {}  # by the server's DSN and the template
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
        with limit_named(server.memory_limit), contextlib.ExitStack() as undo:
            connection = connection or connect_to_running(
                dsn, **({"application_name": as_program} if as_program else {})
            )
            undo.callback(connection.close)
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor
                if not as_program:
                    cursor.execute("DISCARD ALL")  # releases advisory locks as well
                    undo.pop_all()
                    _keep(dsn, connection)
    except psycopg2.Error as error:
        with limit_named(server.memory_limit):
            raise StartError(f"{failure}: {str(error).strip()}") from error


def take_lock(admin: "extensions.cursor", name: str) -> None:
    """Take the advisory lock of a name; closing the connection or calling `release_lock` releases it.

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
    """Try to take the advisory lock of a name, and tell whether it was free."""
    admin.execute("SELECT FROM pg_try_advisory_lock(%s, hashtext(%s)) AS free WHERE free", (LOCK, name))
    return bool(admin.rowcount)


def release_lock(admin: "extensions.cursor", name: str) -> None:
    """Release a lock taken by `take_lock` or `try_lock`."""
    admin.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", (LOCK, name))


def _holder(admin: "extensions.cursor", name: str) -> str:
    admin.execute(HOLDER, (LOCK, name))
    program, host, seconds = admin.fetchone() or ("nobody", None, 0)
    return f"{program} on {host or 'this machine'} has been connected for {seconds:.0f} s and holds its lock"


def create_database(admin: "extensions.cursor", name: str) -> None:
    """Create an empty database, from the PostGIS template if the server's image has one."""
    admin.execute("SELECT datname FROM pg_database WHERE datname = 'template_postgis'")
    template = "template_postgis" if admin.fetchone() else "template1"
    admin.execute(composed("CREATE DATABASE {} TEMPLATE {}", name, template))


def copy_database(admin: "extensions.cursor", name: str, template: str) -> None:
    """Create a database as a copy of another one, with its settings; nobody may be connected to that one."""
    strategy = " STRATEGY file_copy" if admin.connection.server_version >= FILE_COPY else ""
    admin.execute(composed(f"CREATE DATABASE {{}} TEMPLATE {{}}{strategy}", name, template))
    known = (admin.connection.dsn, template)
    if known not in _template_settings:  # a template's settings stay the same, and each clone would wait for them
        _template_settings[known] = settings_statements(admin, template, COPY)
    quoted = composed("{}", name).as_string(admin)
    for statement in _template_settings[known]:
        admin.execute(statement.replace(COPY, quoted))


def settings_statements(admin: "extensions.cursor", database: str, other: str) -> list[str]:
    """Return statements that give another database this one's settings, comment, connection limit and privileges.

    CREATE DATABASE copies none of these. The comment of a template follows the line with the day of its last use.
    """
    admin.execute(SETTINGS, {"database": database, "other": other, "used": f"{USED}%"})
    return [statement for (statement,) in admin.fetchall()]


def drop_if_exists(admin: "extensions.cursor", name: str) -> None:
    """Drop a database, closing the connections to it; do nothing if there is none."""
    force = " WITH (FORCE)" if admin.connection.server_version >= FORCED_DROP else ""
    admin.execute(composed(f"DROP DATABASE IF EXISTS {{}}{force}", name))


def _take_kept(dsn: str) -> "extensions.connection | None":
    """Return this thread's kept connection to a server if it still works; never use the parent process's."""
    import psycopg2

    known, process, connection = getattr(_thread, "kept", None) or ("", 0, None)
    if not (connection and known == dsn and process == os.getpid()):
        return None
    _thread.kept = None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT")
    except psycopg2.Error:  # the server was stopped, and another one may answer there
        return None
    return connection  # type: ignore[no-any-return]  # threading.local has no types


def _keep(dsn: str, connection: "extensions.connection") -> None:
    _thread.kept = (dsn, os.getpid(), connection)  # replaces a connection to another server, and so closes it
