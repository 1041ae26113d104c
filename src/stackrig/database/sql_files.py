"""Run SQL files as psql runs them, over a psycopg2 connection."""

import contextlib
import dataclasses
import io
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from stackrig.database.connections import composed
from stackrig.database.dumps import fit_server
from stackrig.database.scripts import Script, read_script
from stackrig.database.sql_errors import CHUNK, failure
from stackrig.database.statements import Source, Statement, split_statements
from stackrig.errors import SeedError
from stackrig.folders import locate
from stackrig.settings import project_root
from stackrig.stages import run_interruptibly

if TYPE_CHECKING:
    from psycopg2 import extensions

BATCH = 1 << 16  # bytes of consecutive INSERTs sent in one message
IDLE, FAILED = 0, 3  # libpq's PQTRANS_IDLE and PQTRANS_INERROR
# While a test run records, each row that COPY checks by a foreign key would have a plan in the log. Only superusers may
# change that, and only their servers record.
NO_PLANS = """
SELECT pg_catalog.set_config('auto_explain.log_min_duration', '-1', false)
WHERE pg_catalog.current_setting('auto_explain.log_min_duration', true) <> '-1'
    AND pg_catalog.current_setting('is_superuser') = 'on'
"""


def exec_sql_file(conn: "extensions.connection", path: str | os.PathLike[str]) -> int:
    """Run an SQL file as psql does and return the number of its statements.

    The file runs in one transaction. If it begins or ends transactions itself, or holds a statement that can't run in
    one, it runs statement by statement, each committed as psql would. If a transaction is already open on `conn`, the
    file joins it, and it is committed with the file. Afterwards `conn` has its autocommit mode and its
    settings back (search_path and others that dumps set). Files named `*.gz` are unpacked.

    For a dump, roles that it names and the server lacks are made without login, and parameters that the server does not
    know are left out. The log says so.

    A relative path is looked for in the current folder, then in the project's: pytest may run in a sub-folder.

    Raises:
        SeedError: the file can't be read, is not SQL text, holds a psql command that can't be run here, or a statement
            failed. The error names file, line, statement and how far the file came.
    """
    path = locate(Path(path), Path.cwd(), project_root())
    script = read_script(path)
    with _borrowed(conn, script) as cursor:
        run = _run_whole if script.whole else _run_stepwise
        run_interruptibly(partial(run, cursor, script), conn.cancel)
    return script.count


class _Rows(io.RawIOBase):
    """Read a part of a file, as psycopg2's copy_expert asks for it."""

    def __init__(self, data: Source, start: int, end: int) -> None:
        self._data, self._position, self._end = data, start, end

    def read(self, size: int = CHUNK, /) -> bytes:
        start, self._position = self._position, min(self._position + size, self._end)
        return self._data[start : self._position]


# --- the borrowed connection


@contextlib.contextmanager
def _borrowed(connection: "extensions.connection", script: Script) -> "Iterator[extensions.cursor]":
    """Yield a cursor, in autocommit unless a transaction is open; restore the connection's mode at the end."""
    from psycopg2 import extensions

    if not isinstance(connection, extensions.connection):
        raise TypeError(f"a psycopg2 connection is needed, not one of {type(connection).__module__}")
    joined = _has_transaction(connection, script)
    mode = connection.autocommit
    if not joined:
        _set_autocommit(connection, mode=True)
    try:
        with connection.cursor(cursor_factory=extensions.cursor) as borrowed:
            yield borrowed
    except connection.Error as error:  # errors of statements have become SeedErrors already
        raise SeedError(f"{script.path} can't be run: {str(error).strip()}") from error
    finally:
        if not joined and not connection.closed:
            _set_autocommit(connection, mode=mode)


def _set_autocommit(connection: "extensions.connection", *, mode: bool) -> None:
    connection.rollback()  # psycopg2 may not know that SQL ended a transaction, and refuses then
    connection.autocommit = mode


def _has_transaction(connection: "extensions.connection", script: Script) -> bool:
    if connection.closed:
        raise SeedError(f"{script.path} can't be run: the connection is closed")
    if connection.info.transaction_status == FAILED:
        raise SeedError(
            f"{script.path} can't be run: the transaction open on the connection has failed",
            remedies=["call rollback() on the connection first"],
        )
    if _is_open(connection) and not script.whole:
        raise SeedError(
            f"{script.path} can't be run in the transaction open on the connection: the file has transactions of its "
            "own, or a statement that can't run in one",
            remedies=["call commit() or rollback() on the connection first"],
        )
    return _is_open(connection)


def _is_open(connection: "extensions.connection") -> bool:
    return not connection.closed and connection.info.transaction_status != IDLE


@contextlib.contextmanager
def _kept_settings(cursor: "extensions.cursor") -> Iterator[None]:
    """Undo the block's SETs, as the end of psql's session does; a rollback undoes them by itself."""
    before = _session_settings(cursor)
    if cursor.connection.info.parameter_status("client_encoding") not in ("UTF8", "SQL_ASCII"):
        cursor.execute("SET client_encoding TO 'UTF8'")
    cursor.execute(NO_PLANS)
    try:
        yield
    finally:
        connection = cursor.connection
        if not connection.closed and connection.info.transaction_status != FAILED:
            _restore_settings(cursor, before)


def _session_settings(cursor: "extensions.cursor") -> dict[str, str]:
    cursor.execute("SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session'")
    return dict(cursor.fetchall())


def _restore_settings(cursor: "extensions.cursor", before: dict[str, str]) -> None:
    after = _session_settings(cursor)
    for name in after.keys() - before.keys():
        cursor.execute(composed("RESET {}", name))
    for name, value in before.items():
        if after.get(name) != value:
            cursor.execute("SELECT pg_catalog.set_config(%s, %s, false)", (name, value))


# --- running


def _run_whole(cursor: "extensions.cursor", script: Script) -> None:
    try:
        if not _is_open(cursor.connection):
            cursor.execute("BEGIN")
        with _kept_settings(cursor):
            _run_all(cursor, script)
        _finish(cursor, script, "COMMIT")
    except BaseException:
        if _is_open(cursor.connection):
            _finish(cursor, script, "ROLLBACK")
        raise


def _run_stepwise(cursor: "extensions.cursor", script: Script) -> None:
    with _kept_settings(cursor):
        if _is_open(cursor.connection):  # psycopg2 has begun it by itself
            raise SeedError(
                f"{script.path} can't be run within a `with` block of the connection: the file has transactions of its "
                "own, or a statement that can't run in one",
                remedies=["call exec_sql_file outside of the block"],
            )
        try:
            _run_all(cursor, script)
            if _is_open(cursor.connection):
                raise SeedError(
                    f"{script.path} ends within a transaction that it began; the transaction is rolled back",
                    remedies=["end the transaction in the file: COMMIT;"],
                )
        finally:
            if _is_open(cursor.connection):
                _finish(cursor, script, "ROLLBACK")


def _finish(cursor: "extensions.cursor", script: Script, word: Literal["COMMIT", "ROLLBACK"]) -> None:
    connection = cursor.connection
    try:
        if connection.autocommit:
            cursor.execute(word)
        elif word == "COMMIT":
            connection.commit()
        else:
            connection.rollback()
    except connection.Error as error:  # constraints can be deferred to this point
        raise SeedError(f"{script.path}: {word} of the file's transaction failed: {str(error).strip()}") from error


def _run_all(cursor: "extensions.cursor", script: Script) -> None:
    if script.needs:
        left_out = fit_server(cursor, script.path, script.needs)
        script = dataclasses.replace(script, left_out=left_out, count=script.count - len(left_out))
    done = 0
    for batch in _batches(cursor.connection, script):
        if len(batch) > 1 and _run_together(cursor, script, batch):
            done += len(batch)
            continue
        for statement in batch:
            _run(cursor, script, statement, done)
            done += 1


def _batches(connection: "extensions.connection", script: Script) -> Iterator[list[Statement]]:
    batch: list[Statement] = []
    for statement in split_statements(script.data):
        if batch and not _joins(connection, batch, statement):
            yield batch
            batch = []
        if statement.kind != "meta" and statement.start not in script.left_out:
            batch.append(statement)
    if batch:
        yield batch


def _joins(connection: "extensions.connection", batch: list[Statement], statement: Statement) -> bool:
    return (
        statement.kind == batch[0].kind == "insert" and statement.end - batch[0].start <= BATCH and _is_open(connection)
    )


def _run_together(cursor: "extensions.cursor", script: Script, batch: list[Statement]) -> bool:
    """Send INSERTs in one message. After an error undo them, because sending one by one shows which of them fails."""
    text = script.data[batch[0].start : batch[-1].end]
    try:
        cursor.execute(b"SAVEPOINT stackrig_batch;" + text + b"\n;RELEASE SAVEPOINT stackrig_batch")
    except cursor.connection.Error:
        if not cursor.connection.closed:
            cursor.execute("ROLLBACK TO SAVEPOINT stackrig_batch")
        return False
    return True


def _run(cursor: "extensions.cursor", script: Script, statement: Statement, done: int) -> None:
    text = script.data[statement.start : statement.end]
    try:
        if statement.kind == "copy":
            cursor.copy_expert(text, _Rows(script.data, statement.rows_start, statement.rows_end), CHUNK)
        else:
            cursor.execute(text)
    except cursor.connection.Error as error:
        raise failure(script.path, script.data, statement, error, _how_far(cursor, script, done)) from error


def _how_far(cursor: "extensions.cursor", script: Script, done: int) -> str:
    if script.whole:
        return f"statement {done + 1} of {script.count}; the file's transaction is rolled back, and nothing of it stays"
    kept = "the open transaction is rolled back; earlier ones stay" if _is_open(cursor.connection) else "they stay"
    return f"{done} of {script.count} statements had run; {kept}"
