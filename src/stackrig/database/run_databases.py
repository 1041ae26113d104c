"""Databases of test runs on a server that several runs share, and the removal of databases that ended runs left."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stackrig.database.administration import (
    administration,
    create_database,
    drop_if_exists,
    release_lock,
    take_lock,
)
from stackrig.database.connections import with_database
from stackrig.database.server import PostgresServer
from stackrig.database.templates import drop_database, drop_old_templates

if TYPE_CHECKING:
    from psycopg2 import extensions

RUN_PREFIX = "stackrig_run_"
LEFTOVERS = "the removal of databases that earlier runs left"  # names its lock
RUN_ID_LENGTH = 12  # hexadecimal digits
RUN_DATABASE = rf"^{RUN_PREFIX}[0-9a-f]{{{RUN_ID_LENGTH}}}(_|$)"  # a regular expression of PostgreSQL and Python


@contextmanager
def run_at_work(server: PostgresServer, run_id: str) -> Iterator["extensions.cursor"]:
    """Show other runs on a server that this test run is active, and yield a cursor on its maintenance database.

    A run is active as long as a connection with its name is open. First the databases of ended runs are dropped.

    Raises:
        StartError: the server does not answer, or refuses.
    """
    name = f"{RUN_PREFIX}{run_id}"
    with administration(server, f"run {name} could not begin on the database server", as_program=name) as admin:
        _drop_leftovers(admin)
        yield admin


def has_other_runs(server: PostgresServer, run_id: str) -> bool:
    """Tell whether runs other than this one are active on a server, see `run_at_work`.

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
    """Yield the handle of an empty database of a test run, on a server that others use as well; drop it at the end.

    While the block runs the run is at work, see `run_at_work`.

    Args:
        part: tells a run's databases apart, as the name of a worker does.
        keep: leave the database at the end.

    Raises:
        StartError: the server does not answer, or refuses.
        TeardownError: the database could not be dropped.
    """
    name = "_".join(filter(None, (f"{RUN_PREFIX}{run_id}", part)))
    with run_at_work(server, run_id) as admin:
        create_database(admin, name)
        own = dataclasses.replace(server, database=name, dsn=with_database(server.dsn, name))
        yield own
    if not keep:
        drop_database(own)


def _drop_leftovers(admin: "extensions.cursor") -> None:
    take_lock(admin, LEFTOVERS)  # when several runs begin at once, one of them does it
    admin.execute(
        "SELECT datname FROM pg_database WHERE datname ~ %s AND pg_has_role(datdba, 'USAGE') AND NOT EXISTS "
        "(SELECT FROM pg_stat_activity WHERE application_name = substring(pg_database.datname for %s))",
        (RUN_DATABASE, len(RUN_PREFIX) + RUN_ID_LENGTH),
    )
    for (name,) in admin.fetchall():
        drop_if_exists(admin, name)
    drop_old_templates(admin)
    release_lock(admin, LEFTOVERS)
