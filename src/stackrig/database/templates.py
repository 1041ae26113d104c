"""A database per test: clones of a template that is named by the digest of its seeds and built once."""

import contextlib
import dataclasses
import logging
import os
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from stackrig.containers.run import server_end
from stackrig.database.seeding import Entry, Seed, seed_database, seed_digest, seed_files
from stackrig.database.server import PostgresServer
from stackrig.errors import SettingsError, StartError, TeardownError
from stackrig.settings import run_settings
from stackrig.waiting import wait_until

if TYPE_CHECKING:
    from psycopg2 import extensions

log = logging.getLogger("stackrig")
_thread = threading.local()  # `kept`: the DSN, the process and the connection that administrates that server

PREFIX = "stackrig_"
CLONE_PREFIX = "clone_"
RUN_PREFIX = "stackrig_run_"
DIGEST_LETTERS = 16
RUN_ID_LENGTH = 12  # hexadecimal digits
FILE_COPY = 150000  # the first server version in which CREATE DATABASE has a STRATEGY
FORCED_DROP = 130000  # the first in which DROP DATABASE has FORCE
LOGIN_TRIGGERS = 170000  # the first with triggers on logins, and a setting that ignores them
FIRST_OBJECT = 16384  # the first OID that is not of initdb's (FirstNormalObjectId of transam.h)
ENDING = 0.1  # seconds a connection that was closed may take to be gone from the server
LOCK = 0x73747267  # "strg": the first key of our advisory locks; the second is of the template

# Names of the databases of runs, and of templates, as regular expressions of PostgreSQL and Python.
OF_RUN = rf"^{RUN_PREFIX}[0-9a-f]{{{RUN_ID_LENGTH}}}(_|$)"
TEMPLATE = rf"^{PREFIX}[0-9a-f]{{{DIGEST_LETTERS}}}$"

USED = "stackrig: last used on "  # and a day: the comment on a template
KEPT_TEMPLATES = 5  # those used last, however long ago

# Templates that were left half-made, and complete ones nobody uses; the comments sort by their days.
OLD_TEMPLATES = """
SELECT datname FROM (
    SELECT *, row_number() OVER (ORDER BY datistemplate DESC, used DESC NULLS LAST) AS place
    FROM (SELECT *, shobj_description(oid, 'pg_database') AS used FROM pg_database) AS databases
    WHERE datname ~ %(pattern)s AND pg_has_role(datdba, 'USAGE')
) AS templates
WHERE NOT datistemplate OR place > %(kept)s AND coalesce(used, '') < %(lately)s
"""

# A template whose copies would each build their catalog cache anew when first connected to: a server removes those
# files when it starts (RelationCacheInitFileRemove of relcache.c).
COLD_TEMPLATE = """
SELECT FROM pg_database JOIN pg_tablespace ON dattablespace = pg_tablespace.oid AND spcname = 'pg_default'
WHERE datname = %s
AND (datallowconn OR pg_stat_file('base/' || pg_database.oid || '/pg_internal.init', true) IS NULL)
"""

# What shows that somebody has made or set something in a database, or is in it.
TOUCHED = """
SELECT FROM pg_class WHERE oid >= %(first)s AND relpersistence <> 't'
UNION ALL SELECT FROM pg_proc WHERE oid >= %(first)s UNION ALL SELECT FROM pg_type WHERE oid >= %(first)s
UNION ALL SELECT FROM pg_extension WHERE oid >= %(first)s UNION ALL SELECT FROM pg_default_acl
UNION ALL SELECT FROM pg_namespace WHERE oid >= %(first)s AND nspname !~ '^pg_(toast_)?temp_'
UNION ALL SELECT FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase WHERE datname = current_database()
UNION ALL SELECT FROM pg_database WHERE datname = current_database() AND (datacl IS NOT NULL OR datconnlimit <> -1)
UNION ALL SELECT FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def ensure_template(server: PostgresServer, seeds: Sequence[Seed]) -> str:
    """Return the name of the template database that holds these seeds, built when this server has none yet.

    Built once however many processes ask: an advisory lock lets one build and the others wait. It becomes a template
    last, so that one whose building was interrupted is recognised and built anew.

    Raises:
        SeedError: a seed failed; the next call starts over.
        StartError: the server does not answer, or refuses to make a database.
    """
    name = _template_name(seeds)
    with administration(server, f"template {name} could not be made") as admin:
        admin.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", (LOCK, name))  # released with the connection
        admin.execute(
            "SELECT datistemplate, shobj_description(oid, 'pg_database') = %s OR NOT pg_has_role(datdba, 'USAGE') "
            "FROM pg_database WHERE datname = %s",
            (_used(), name),
        )
        complete, marked = admin.fetchone() or (None, False)
        if not complete:
            _build_template(admin, server, name, seeds, exists=complete is not None)
        if not marked:
            admin.execute(f"COMMENT ON DATABASE {_quoted(name)} IS %s", (_used(),))
        _warm_template(admin, server, name)
    return name


def fill_from_template(server: PostgresServer, seeds: Sequence[Seed]) -> bool:
    """Put a copy of the template with these seeds in the place of the server's own database, and tell whether it was.

    That needs a complete template and an own database in which nobody has made anything, or is at the moment.

    Raises:
        StartError: the server does not answer, or refuses to copy.
    """
    name = _template_name(seeds)
    with administration(server, f"database {server.database} could not be copied from {name}") as admin:
        admin.execute("SELECT FROM pg_database WHERE datname = %s AND datistemplate", (name,))
        if not (admin.rowcount and _is_untouched(server)):
            return False
        _drop(admin, server.database)
        _copy(admin, server.database, name)
    return True


def clone_database(server: PostgresServer, template: str, name: str = "") -> PostgresServer:
    """Return the handle of a new database of the server, a copy of the template; `name` is chosen when not given.

    A database of that name is replaced, its connections closed: a Lambda that knows it by name keeps its settings.

    Raises:
        StartError: the server does not answer, or refuses to copy.
    """
    name = name or f"{CLONE_PREFIX}{secrets.token_hex(6)}"
    with administration(server, f"database {name} could not be cloned from {template}") as admin:
        _drop(admin, name)
        _copy(admin, name, template)
    return dataclasses.replace(server, database=name, dsn=_dsn_of(server, name))


def open_connections(database: PostgresServer) -> int:
    """Return how many connections of clients a database has; those that were closed just now are given time to end.

    Raises:
        StartError: the server does not answer.
    """

    def count() -> int:
        with administration(database, f"database {database.database} could not be asked for connections") as admin:
            query = "SELECT FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
            admin.execute(query, (database.database,))
            return admin.rowcount

    with contextlib.suppress(StartError):
        wait_until(lambda: count() == 0, what="the end of connections", timeout=ENDING)
        return 0
    return count()


def drop_database(clone: PostgresServer) -> None:
    """Remove a cloned database, closing the connections tests and Lambdas have left open. Idempotent.

    One whose server has ended went with it.

    Raises:
        TeardownError: the server refuses.
    """
    try:
        with administration(clone, f"database {clone.database} could not be dropped") as admin:
            _drop(admin, clone.database)
    except StartError as error:
        if not server_end(clone.process, clone.container):
            raise TeardownError(str(error)) from error


def reset_database(database: PostgresServer, seeds: Sequence[Entry] | None = None) -> None:
    """Make a database anew under its name, with nothing but its seeds in it; its connections are closed.

    A deployed Lambda knows it by name and goes on with a new connection, so each test can have what it works on anew.

    Args:
        seeds: files, folders and functions, paths relative to the project; those of [tool.stackrig] when not given.

    Raises:
        SettingsError: a seed does not exist, or the project has none and none are given.
        SeedError: a seed failed; the database is as it was.
        StartError: the server does not answer, or refuses.
    """
    settings = run_settings()
    if seeds is None and not settings.seed:
        raise SettingsError(
            f"database {database.database} was not reset: the project in {settings.root} has no seeds to put in it",
            remedies=["name them: seed = [...] of [tool.stackrig], or STACKRIG_SEED", "seeds=[] leaves it empty"],
        )
    template = ensure_template(database, seed_files(settings.root, settings.seed if seeds is None else seeds))
    clone_database(database, template, database.database)


@contextmanager
def cloned_database(server: PostgresServer, seeds: Sequence[Seed]) -> Iterator[PostgresServer]:
    """Yield the handle of a database of its own with these seeds in it; it is dropped at the end."""
    clone = clone_database(server, ensure_template(server, seeds))
    try:
        yield clone
    finally:
        drop_database(clone)


@contextmanager
def run_at_work(server: PostgresServer, run_id: str) -> Iterator["extensions.cursor"]:
    """Show other runs on a server that a test run is at work, and yield a cursor on its maintenance database.

    What earlier runs have kept or left is dropped first: a run is at work as long as a connection of its has its name.

    Raises:
        StartError: the server does not answer, or refuses.
    """
    name = f"{RUN_PREFIX}{run_id}"
    with administration(server, f"run {name} could not begin on the database server", as_program=name) as admin:
        _sweep(admin)
        yield admin


def has_other_runs(server: PostgresServer, run_id: str) -> bool:
    """Tell whether other runs than this one are at work on a server, see `run_at_work`.

    Raises:
        StartError: the server does not answer.
    """
    with administration(server, "the server could not be asked for other runs") as admin:
        admin.execute(
            "SELECT FROM pg_stat_activity WHERE application_name ~ %s AND application_name <> %s",
            (f"^{RUN_PREFIX}[0-9a-f]{{{RUN_ID_LENGTH}}}$", f"{RUN_PREFIX}{run_id}"),
        )
        return bool(admin.rowcount)


@contextmanager
def run_database(
    server: PostgresServer, run_id: str, part: str = "", *, keep: bool = False
) -> Iterator[PostgresServer]:
    """Yield the handle of an empty database of a test run's own, on a server that others use too.

    It is dropped at the end, unless kept; meanwhile the run is at work, see `run_at_work`.

    Args:
        part: tells apart what one run has several of, as the name of a worker.

    Raises:
        StartError: the server does not answer, or refuses.
        TeardownError: the database could not be dropped.
    """
    name = "_".join(filter(None, (f"{RUN_PREFIX}{run_id}", part)))
    with run_at_work(server, run_id) as admin:
        admin.execute(f"CREATE DATABASE {_quoted(name)} TEMPLATE {_empty_template(admin)}")
        own = dataclasses.replace(server, database=name, dsn=_dsn_of(server, name))
        yield own
    if not keep:
        drop_database(own)


def _sweep(admin: "extensions.cursor") -> None:
    admin.execute("SELECT pg_advisory_lock(%s, 0)", (LOCK,))  # of several runs that begin at once, one sweeps
    admin.execute(
        "SELECT datname FROM pg_database WHERE datname ~ %s AND pg_has_role(datdba, 'USAGE') AND NOT EXISTS "
        "(SELECT FROM pg_stat_activity WHERE application_name = substring(pg_database.datname for %s))",
        (OF_RUN, len(RUN_PREFIX) + RUN_ID_LENGTH),
    )
    for (name,) in admin.fetchall():
        _drop(admin, name)
    for name in _old_templates(admin):
        _drop_template(admin, name)
    admin.execute("SELECT pg_advisory_unlock(%s, 0)", (LOCK,))


def _old_templates(admin: "extensions.cursor") -> list[str]:
    admin.execute(OLD_TEMPLATES, {"pattern": TEMPLATE, "kept": KEPT_TEMPLATES, "lately": _used(days_ago=1)})
    return [name for (name,) in admin.fetchall()]


def _drop_template(admin: "extensions.cursor", name: str) -> None:
    """Drop an old template, unless somebody is building it at the moment or has built it by now."""
    admin.execute("SELECT FROM pg_try_advisory_lock(%s, hashtext(%s)) AS free WHERE free", (LOCK, name))
    if admin.rowcount:
        if name in _old_templates(admin):
            admin.execute(f"ALTER DATABASE {_quoted(name)} WITH IS_TEMPLATE false")
            _drop(admin, name)
            log.info("dropped template %s, which was half-made or out of use", name)
        admin.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", (LOCK, name))


def _used(*, days_ago: int = 0) -> str:
    return f"{USED}{datetime.now(UTC).date() - timedelta(days_ago)}"


def _empty_template(admin: "extensions.cursor") -> str:
    """Return what an empty database is copied from: PostGIS's images have a template with the extension in it."""
    admin.execute("SELECT datname FROM pg_database WHERE datname = 'template_postgis'")
    return "template_postgis" if admin.fetchone() else "template1"


def _build_template(
    admin: "extensions.cursor", server: PostgresServer, name: str, seeds: Sequence[Seed], *, exists: bool
) -> None:
    started = time.perf_counter()
    if exists:
        log.info("template %s was left half-made and is built anew", name)
        _drop(admin, name)
    admin.execute(f"CREATE DATABASE {_quoted(name)} TEMPLATE {_empty_template(admin)}")
    try:
        seed_database(_dsn_of(server, name), seeds)
    except BaseException:
        with contextlib.suppress(admin.connection.Error):  # the server has ended, too; the first failure says why
            _drop(admin, name)
        raise
    # Nobody may connect: a connection to a template would keep it from being copied.
    admin.execute(f"ALTER DATABASE {_quoted(name)} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true")
    log.info("built template %s in %.1f s", name, time.perf_counter() - started)


def _warm_template(admin: "extensions.cursor", server: PostgresServer, name: str) -> None:
    """Have a template hold its catalog cache, which is copied: the first connection to each copy is 5 ms faster."""
    if admin.connection.get_parameter_status("is_superuser") != "on":
        return  # others can't see whether it does
    admin.execute(COLD_TEMPLATE, (name,))
    if admin.rowcount:
        admin.execute(f"ALTER DATABASE {_quoted(name)} WITH ALLOW_CONNECTIONS true")
        try:
            _connect_unnoticed(_dsn_of(server, name), admin.connection.server_version)
        finally:
            admin.execute(f"ALTER DATABASE {_quoted(name)} WITH ALLOW_CONNECTIONS false")


def _connect_unnoticed(dsn: str, version: int) -> None:
    """Connect, which need not work, and end; a trigger on logins that is part of the seeds must not change them."""
    import psycopg2
    from psycopg2.extensions import make_dsn

    if version >= LOGIN_TRIGGERS:
        dsn = make_dsn(dsn, options="-c event_triggers=off")
    with contextlib.suppress(psycopg2.OperationalError):
        _connect(dsn).close()


def _template_name(seeds: Sequence[Seed]) -> str:
    return f"{PREFIX}{seed_digest(seeds)[:DIGEST_LETTERS]}"


def _is_untouched(server: PostgresServer) -> bool:
    with contextlib.closing(_connect(server.dsn)) as connection, connection.cursor() as cursor:
        cursor.execute(TOUCHED, {"first": FIRST_OBJECT})
        return cursor.fetchall() == []


def _copy(admin: "extensions.cursor", name: str, template: str) -> None:
    strategy = " STRATEGY file_copy" if admin.connection.server_version >= FILE_COPY else ""
    admin.execute(f"CREATE DATABASE {_quoted(name)} TEMPLATE {_quoted(template)}{strategy}")


def _drop(admin: "extensions.cursor", name: str) -> None:
    force = " WITH (FORCE)" if admin.connection.server_version >= FORCED_DROP else ""
    admin.execute(f"DROP DATABASE IF EXISTS {_quoted(name)}{force}")


@contextmanager
def administration(
    server: PostgresServer, failure: str, *, as_program: str = "stackrig"
) -> Iterator["extensions.cursor"]:
    """Yield a cursor on the server's maintenance database, outside of transactions.

    The connection is kept for the next block of this thread, as each costs a test some milliseconds; not that of a
    program with another name, by which others know that it is at work.

    Args:
        failure: what could not be done, as the error says it.

    Raises:
        StartError: the server does not answer, or refuses a statement of the block.
    """
    import psycopg2

    dsn = _dsn_of(server, server.maintenance_database)
    try:
        connection = _take_kept(dsn) if as_program == "stackrig" else None
        with contextlib.ExitStack() as undo:
            connection = connection or _connect(dsn, as_program)
            undo.callback(connection.close)
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor
                if as_program == "stackrig":
                    cursor.execute("DISCARD ALL")  # locks, too
                    undo.pop_all()
                    _keep(dsn, connection)
    except psycopg2.Error as error:
        raise StartError(f"{failure}: {str(error).strip()}") from error


def _take_kept(dsn: str) -> "extensions.connection | None":
    """Return this thread's connection to a server, if it is kept and answers; one of before a fork is the parent's."""
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
    return connection  # type: ignore[no-any-return]  # what a thread keeps has no type


def _keep(dsn: str, connection: "extensions.connection") -> None:
    _thread.kept = (dsn, os.getpid(), connection)  # in place of one to another server, which closes with that


def _connect(dsn: str, as_program: str = "stackrig") -> "extensions.connection":
    import psycopg2

    return psycopg2.connect(dsn, application_name=as_program)


def _dsn_of(server: PostgresServer, database: str) -> str:
    return urlunsplit(urlsplit(server.dsn)._replace(path=f"/{quote(database, safe='')}"))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
