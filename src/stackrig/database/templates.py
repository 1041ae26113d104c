"""Template databases, named by the digest of their seeds and built once, and copies of them."""

import contextlib
import dataclasses
import logging
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from stackrig.containers.container import server_end
from stackrig.database.administration import (
    USED,
    administration,
    copy_database,
    create_database,
    drop_if_exists,
    release_lock,
    settings_statements,
    take_lock,
    try_lock,
)
from stackrig.database.connections import composed, connect, with_database
from stackrig.database.seeding import seed_database
from stackrig.database.seeds import Entry, Seed, seed_digest, seed_files
from stackrig.database.server import PostgresServer
from stackrig.errors import SettingsError, StartError, TeardownError
from stackrig.settings import run_settings
from stackrig.waiting import wait_until

if TYPE_CHECKING:
    from psycopg2 import extensions

log = logging.getLogger("stackrig")

PREFIX = "stackrig_"
CLONE_PREFIX = "clone_"
DIGEST_LETTERS = 16
LOGIN_TRIGGERS = 170000  # the first server version with login triggers, and with a setting that turns them off
FIRST_OBJECT = 16384  # the first OID that initdb does not use (FirstNormalObjectId of transam.h)
ENDING = 0.1  # seconds until a closed connection has disappeared from the server
TEMPLATE = rf"^{PREFIX}[0-9a-f]{{{DIGEST_LETTERS}}}$"
KEPT_TEMPLATES = 5  # how many templates are kept, those used last, however long ago that was
# Half-made templates, and complete ones that nobody uses. The comments sort by their days.
OLD_TEMPLATES = """
SELECT datname FROM (
    SELECT *, row_number() OVER (ORDER BY datistemplate DESC, used DESC NULLS LAST) AS place
    FROM (SELECT *, shobj_description(oid, 'pg_database') AS used FROM pg_database) AS databases
    WHERE datname ~ %(pattern)s AND pg_has_role(datdba, 'USAGE')
) AS templates
WHERE NOT datistemplate OR place > %(kept)s AND coalesce(used, '') < %(lately)s
"""
# Tells whether a template lacks its catalog cache, which each copy would build anew at its first connection: a server
# removes these files when it starts (RelationCacheInitFileRemove of relcache.c).
COLD_TEMPLATE = """
SELECT FROM pg_database JOIN pg_tablespace ON dattablespace = pg_tablespace.oid AND spcname = 'pg_default'
WHERE datname = %s
AND (datallowconn OR pg_stat_file('base/' || pg_database.oid || '/pg_internal.init', true) IS NULL)
"""
# Has rows if somebody has made or set something in this database, or is connected to it.
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
    """Return the name of the template database with these seeds; build it if this server has none yet.

    However many processes ask, it is built once: an advisory lock lets one of them build while the others wait. The
    last step marks it as a template. Without that mark it was left half-made, and is built anew.

    Raises:
        SeedError: a seed failed; the next call starts over.
        StartError: the server does not answer, or refuses to make a database.
    """
    name = _template_name(seeds)
    with administration(server, f"template {name} could not be made") as admin:
        take_lock(admin, _lock_of(name))
        admin.execute("SELECT datistemplate FROM pg_database WHERE datname = %s", (name,))
        (complete,) = admin.fetchone() or (None,)
        if not complete:
            _build_template(admin, server, name, seeds, exists=complete is not None)
        _mark_as_used(admin, name)
        _warm_template(admin, server, name)
    return name


def fill_from_template(server: PostgresServer, seeds: Sequence[Seed]) -> bool:
    """Replace the server's own database by a copy of the template with these seeds, and tell whether that was done.

    It is done if the template is complete, the database is still empty, and nobody is connected to it.

    Raises:
        StartError: the server does not answer, or refuses to copy.
    """
    name = _template_name(seeds)
    with administration(server, f"database {server.database} could not be copied from {name}") as admin:
        admin.execute("SELECT FROM pg_database WHERE datname = %s AND datistemplate", (name,))
        if not (admin.rowcount and _is_untouched(server)):
            return False
        drop_if_exists(admin, server.database)
        copy_database(admin, server.database, name)
    return True


def clone_database(server: PostgresServer, template: str, name: str = "") -> PostgresServer:
    """Return the handle of a new database of the server, a copy of the template.

    A database of that name is replaced and its connections are closed: a Lambda that knows the name goes on with it.

    Args:
        name: the name of the database, chosen if not given.

    Raises:
        StartError: the server does not answer, or refuses to copy.
    """
    name = name or f"{CLONE_PREFIX}{secrets.token_hex(6)}"
    with administration(server, f"database {name} could not be cloned from {template}") as admin:
        drop_if_exists(admin, name)
        copy_database(admin, name, template)
    return dataclasses.replace(server, database=name, dsn=with_database(server.dsn, name))


@contextmanager
def cloned_database(server: PostgresServer, seeds: Sequence[Seed]) -> Iterator[PostgresServer]:
    """Yield the handle of a new database with these seeds in it; drop it at the end."""
    clone = clone_database(server, ensure_template(server, seeds))
    try:
        yield clone
    finally:
        drop_database(clone)


def open_connections(database: PostgresServer) -> int:
    """Return how many client connections a database has, without those that were closed a moment ago.

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
    """Drop a cloned database, closing the connections that tests and Lambdas left open. Repeating it is safe.

    If its server has ended, nothing is left to drop.

    Raises:
        TeardownError: the server refuses.
    """
    try:
        with administration(clone, f"database {clone.database} could not be dropped") as admin:
            drop_if_exists(admin, clone.database)
    except StartError as error:
        if not server_end(clone.process, clone.container):
            raise TeardownError(str(error)) from error


def reset_database(database: PostgresServer, seeds: Sequence[Entry] | None = None) -> None:
    """Make a database anew under its name, with only its seeds in it; connections to it are closed.

    A deployed Lambda knows the database by its name and connects again, so each test can begin with fresh data.

    Args:
        seeds: files, folders and functions; paths begin at the project's folder. Without them, [tool.stackrig]'s.

    Raises:
        SettingsError: a seed does not exist, or none are given and the project has none.
        SeedError: a seed failed; the database is as it was.
        StartError: the server does not answer, or refuses.
    """
    settings = run_settings()
    if seeds is None and not settings.seed:
        raise SettingsError(
            f"database {database.database} was not reset: the project in {settings.root} has no seeds",
            remedies=[
                "name them: seed = [...] of [tool.stackrig], or STACKRIG_SEED",
                "pass seeds=[] for an empty database",
            ],
        )
    template = ensure_template(database, seed_files(settings.root, settings.seed if seeds is None else seeds))
    clone_database(database, template, database.database)


def _template_name(seeds: Sequence[Seed]) -> str:
    return f"{PREFIX}{seed_digest(seeds)[:DIGEST_LETTERS]}"


def _lock_of(template: str) -> str:
    """Return the name of a template's lock, which also tells waiting users what they are waiting for."""
    return f"template {template}"


def _used(*, days_ago: int = 0) -> str:
    return f"{USED}{datetime.now(UTC).date() - timedelta(days_ago)}"


def _mark_as_used(admin: "extensions.cursor", name: str) -> None:
    """Write today's date into the first line of a template's comment, if this user may. The seeds' comment follows."""
    admin.execute(
        "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database "
        "WHERE datname = %s AND pg_has_role(datdba, 'USAGE')",
        (name,),
    )
    for (comment,) in admin.fetchall():
        day, _, own = comment.partition("\n") if comment.startswith(USED) else ("", "", comment)
        if day != _used():
            text = f"{_used()}\n{own}" if own else _used()
            admin.execute(composed("COMMENT ON DATABASE {} IS %s", name), (text,))


def _build_template(
    admin: "extensions.cursor", server: PostgresServer, name: str, seeds: Sequence[Seed], *, exists: bool
) -> None:
    started = time.perf_counter()
    if exists:
        log.info("template %s was left half-made and is built anew", name)
        drop_if_exists(admin, name)
    create_database(admin, name)
    before = settings_statements(admin, server.database, name)
    try:
        with _without_plans(admin, name):
            seed_database(with_database(server.dsn, name), seeds)
        for statement in settings_statements(admin, server.database, name):
            if statement not in before:  # seeds may name the database that they are written for
                admin.execute(statement)
    except BaseException:
        with contextlib.suppress(admin.connection.Error):  # the server may have ended; the first failure says why
            drop_if_exists(admin, name)
        raise
    # Nobody may connect: PostgreSQL copies no database that somebody is connected to.
    admin.execute(composed("ALTER DATABASE {} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true", name))
    log.info("built template %s in %.1f s", name, time.perf_counter() - started)


@contextmanager
def _without_plans(admin: "extensions.cursor", name: str) -> Iterator[None]:
    """Log no plans in a database, even while a test run records: COPY causes a plan for each row with a foreign key."""
    if admin.connection.get_parameter_status("is_superuser") != "on":
        yield  # others may not change it, and nothing records what a server of theirs does
        return
    admin.execute(composed("ALTER DATABASE {} SET auto_explain.log_min_duration = -1", name))
    yield
    admin.execute(composed("ALTER DATABASE {} RESET auto_explain.log_min_duration", name))


def _warm_template(admin: "extensions.cursor", server: PostgresServer, name: str) -> None:
    """Make a template's catalog cache, which copies inherit: their first connection is then 5 ms faster."""
    if admin.connection.get_parameter_status("is_superuser") != "on":
        return  # others can't see whether it is there
    admin.execute(COLD_TEMPLATE, (name,))
    if admin.rowcount:
        admin.execute(composed("ALTER DATABASE {} WITH ALLOW_CONNECTIONS true", name))
        try:
            _connect_unnoticed(with_database(server.dsn, name), admin.connection.server_version)
        finally:
            admin.execute(composed("ALTER DATABASE {} WITH ALLOW_CONNECTIONS false", name))


def _connect_unnoticed(dsn: str, version: int) -> None:
    """Connect if possible, and disconnect. Login triggers of the seeds are off, as they might change the data."""
    import psycopg2
    from psycopg2.extensions import make_dsn

    if version >= LOGIN_TRIGGERS:
        dsn = make_dsn(dsn, options="-c event_triggers=off")
    with contextlib.suppress(psycopg2.OperationalError):
        connect(dsn).close()


def _is_untouched(server: PostgresServer) -> bool:
    with contextlib.closing(connect(server.dsn)) as connection, connection.cursor() as cursor:
        cursor.execute(TOUCHED, {"first": FIRST_OBJECT})
        return cursor.fetchall() == []


def _old_templates(admin: "extensions.cursor") -> list[str]:
    admin.execute(OLD_TEMPLATES, {"pattern": TEMPLATE, "kept": KEPT_TEMPLATES, "lately": _used(days_ago=1)})
    return [name for (name,) in admin.fetchall()]


def drop_old_templates(admin: "extensions.cursor") -> None:
    """Drop templates that are half-made or that nobody uses."""
    for name in _old_templates(admin):
        _drop_template(admin, name)


def _drop_template(admin: "extensions.cursor", name: str) -> None:
    """Drop an old template, unless somebody is building it now or has built it meanwhile."""
    if try_lock(admin, _lock_of(name)):
        if name in _old_templates(admin):
            admin.execute(composed("ALTER DATABASE {} WITH IS_TEMPLATE false", name))
            drop_if_exists(admin, name)
            log.info("dropped template %s, which was half-made or unused", name)
        release_lock(admin, _lock_of(name))
