"""SQL text split into statements."""

import mmap
from pathlib import Path

import pytest

from stackrig.database.statements import Source, split_statements


def split(text: str) -> list[str]:
    """Return the texts of the statements."""
    data = text.encode()
    return [data[part.start : part.end].decode() for part in split_statements(data)]


def kinds(text: str) -> list[str]:
    """Return the kinds of the statements."""
    return [part.kind for part in split_statements(text.encode())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ;; ;\n", []),
        ("-- nothing\n/* here */", []),
        ("SELECT 1", ["SELECT 1"]),
        ("SELECT 1;SELECT 2;", ["SELECT 1;", "SELECT 2;"]),
        ("\ufeffSELECT 1;", ["SELECT 1;"]),
        ("SELECT 1;\r\n\r\nSELECT 2;\r\n", ["SELECT 1;", "SELECT 2;"]),
        ("-- a; b\nSELECT 1; -- c; d\n", ["SELECT 1;"]),
        ("-- ended by a carriage return;\rSELECT 1;", ["SELECT 1;"]),
        ("SELECT 1 -- the end;", ["SELECT 1 -- the end;"]),
        ("SELECT 1--\n;", ["SELECT 1--\n;"]),
        ("SELECT 1 - 2; SELECT 3/4;", ["SELECT 1 - 2;", "SELECT 3/4;"]),
        ("SELECT 2 ->> '-- ;'; SELECT 3", ["SELECT 2 ->> '-- ;';", "SELECT 3"]),
        ("SELECT a @-- ;\n b;", ["SELECT a @-- ;\n b;"]),
    ],
)
def test_semicolons_end_statements(text: str, expected: list[str]) -> None:
    """Statements end at semicolons outside of comments; blanks, comments and empty statements yield nothing."""
    assert split(text) == expected


@pytest.mark.parametrize(
    "statement",
    [
        "/* ; */ SELECT 1;",
        "SELECT /* ; */ 1;",
        "SELECT /* ; /* ; */ ; /* ' */ */ 1;",
        "SELECT (/* ; /* ; */ ; */ 1);",
        "SELECT /*/*/ ; */*/ 1;",
        "SELECT /***;***/ 1;",
        "SELECT /*****/ ';';",
    ],
)
def test_block_comments_nest(statement: str) -> None:
    """A semicolon or quote in a block comment ends nothing, however deep the comments nest."""
    assert split(f"{statement} SELECT 2;") == [statement.removeprefix("/* ; */ "), "SELECT 2;"]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT ';';",
        "SELECT 'it''s; so';",
        "SELECT '\\';",
        "SELECT 'a\\', ';';",
        "SELECT '--', '/*', $$';$$;",
        "SELECT E'\\';';",
        "SELECT e'it''s; \\\\';",
        "SELECT E'\\x27;\\';';",
        "SELECT E'a'\n   'b\\';';",
        "SELECT E'a' -- comment\n -- another '\n 'b\\';';",
        "SELECT date'2020-01-01\\';",
        "SELECT U&'d\\0061;t\\+000061', U&\"d;\" FROM t;",
        "SELECT N';', B'1;', X';';",
        'SELECT 1 AS "a;b""c;";',
        "SELECT 'ä;', \"ö;\" AS ü;",
        "SELECT $$;$$;",
        "SELECT $a$ ; $$ ; $b$ ; $a$;",
        "SELECT $a$ $a $ab$ ;$a$;",
        "SELECT $ä_1$;$ä_1$;",
        "SELECT a$b$ + 1;",
        "SELECT a$$ + 1;",
        "SELECT $1 + $2;",
        "SELECT 1 $ 2;",
        "SELECT '\n;\n';",
        "DO $do$ BEGIN PERFORM $$;$$; END $do$;",
    ],
)
def test_quotes_hide_semicolons(statement: str) -> None:
    """Semicolons in strings, identifiers and dollar quotes end nothing."""
    assert split(f"{statement}\nSELECT ';';") == [statement, "SELECT ';';"]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b);",
        "CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a WHERE (b) IN ((1), (2)); SELECT (((1))); SELECT ';');",
        "SELECT (1, (2, (3, (4, ';)'))));",
    ],
)
def test_parentheses_hide_semicolons(statement: str) -> None:
    """Semicolons between parentheses end nothing, however deep those nest."""
    assert split(f"{statement} SELECT 1;") == [statement, "SELECT 1;"]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;",
        "create or replace procedure p() language sql begin atomic insert into t values (1); end;",
        "CREATE /* a */ FUNCTION f() RETURNS int BEGIN -- b\n ATOMIC SELECT 1; END;",
        "CREATE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT CASE a WHEN 1 THEN 2 ELSE 3 END; SELECT 4; END;",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT (CASE WHEN true THEN (1) END); SELECT 2; END;",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT begin_day, ending, cases, e';\\'' FROM t; SELECT 1; END;",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC END;",
        "CREATE FUNCTION begin(a int DEFAULT (1)) RETURNS int RETURN a;",
        "CREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql;",
        "CREATE FUNCTION f() RETURNS int AS 'SELECT 1; SELECT 2' LANGUAGE sql;",
    ],
)
def test_bodies_of_routines_hide_semicolons(statement: str) -> None:
    """A function's or procedure's body is a part of its statement, quoted or between BEGIN ATOMIC and END."""
    assert split(f"{statement} SELECT 1;") == [statement, "SELECT 1;"]


def test_begin_elsewhere_is_a_statement() -> None:
    """BEGIN and END outside of routines control transactions and hide nothing."""
    assert split("BEGIN; SELECT 1; END;") == ["BEGIN;", "SELECT 1;", "END;"]


def test_backslashes_escape_when_strings_are_not_standard() -> None:
    """From SET standard_conforming_strings = off on, a backslash escapes in plain strings, until it is on again."""
    text = "SET standard_conforming_strings = off; SELECT '\\';'; SET standard_conforming_strings TO on; SELECT '\\';"

    assert split(text)[1::2] == ["SELECT '\\';';", "SELECT '\\';"]


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("INSERT INTO t VALUES (1);", "insert"),
        ("insert /* a */ into t select 1;", "insert"),
        ("INSERTED;", "plain"),
        ("SELECT 1;", "plain"),
        ("BEGIN;", "control"),
        ("begin isolation level serializable;", "control"),
        ("START /* a */ TRANSACTION;", "control"),
        ("COMMIT AND CHAIN;", "control"),
        ("END;", "control"),
        ("ROLLBACK;", "control"),
        ("ABORT;", "control"),
        ("PREPARE TRANSACTION 'a';", "control"),
        ("PREPARE a AS SELECT 1;", "plain"),
        ("SAVEPOINT a;", "plain"),
        ("CREATE DATABASE d;", "alone"),
        ("DROP DATABASE IF EXISTS d;", "alone"),
        ("ALTER DATABASE d SET timezone TO 'UTC';", "plain"),
        ('ALTER DATABASE "a;b" SET TABLESPACE s;', "alone"),
        ("CREATE TABLESPACE s LOCATION '/s';", "alone"),
        ("DROP TABLESPACE s;", "alone"),
        ("ALTER SYSTEM SET fsync TO off;", "alone"),
        ("VACUUM;", "alone"),
        ("vacuum(analyze) t;", "alone"),
        ("ANALYZE t;", "plain"),
        ("CREATE INDEX CONCURRENTLY i ON t (a);", "alone"),
        ("CREATE UNIQUE INDEX -- a\n CONCURRENTLY i ON t (a);", "alone"),
        ("CREATE INDEX concurrently_made ON t (a);", "plain"),
        ("DROP INDEX CONCURRENTLY i;", "alone"),
        ("REINDEX TABLE CONCURRENTLY t;", "alone"),
        ("REINDEX (VERBOSE, CONCURRENTLY) INDEX i;", "alone"),
        ("REINDEX (VERBOSE) DATABASE d;", "alone"),
        ("REINDEX SCHEMA s;", "alone"),
        ("REINDEX TABLE t;", "plain"),
        ("CLUSTER;", "alone"),
        ("CLUSTER t USING i;", "plain"),
        ("ALTER TABLE t DETACH PARTITION p CONCURRENTLY;", "alone"),
        ("ALTER TABLE t DETACH PARTITION p;", "plain"),
        ("ALTER TYPE t ADD VALUE 'a';", "plain"),
        ("CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p;", "alone"),
        ("DISCARD ALL;", "alone"),
        ("DISCARD PLANS;", "plain"),
        ("DO $$ BEGIN INSERT INTO t VALUES (1); COMMIT; END $$;", "alone"),
        ("DO $$ BEGIN ROLLBACK AND CHAIN; END $$;", "alone"),
        ("DO $$ BEGIN RAISE NOTICE 'commit'; END $$;", "plain"),
        ("COPY t TO stdout;", "plain"),
        ("COPY t FROM '/tmp/from stdin';", "plain"),
        ("COPY (SELECT 1) TO stdout;", "plain"),
    ],
)
def test_kinds(statement: str, kind: str) -> None:
    """Each statement is known by what it asks of its transaction."""
    assert kinds(f"{statement} SELECT 1;") == [kind, "plain"]


@pytest.mark.parametrize(
    "copy",
    [
        "COPY t FROM stdin;",
        "copy public . t(a, b)from STDIN with (format csv);",
        'COPY "a;b"."from stdin" ("c;)", d) FROM stdin;',
        "COPY BINARY t FROM stdin;",
        "COPY -- from\n t /* a */ FROM stdin; -- the rows\t",
        "COPY täble$1 FROM STDIN DELIMITER ';';",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_rows_follow_copy(copy: str, newline: str) -> None:
    r"""The rows of a COPY reach from the next line to the line of `\.`, whatever is in them."""
    rows = ["1\t;'\"$$/*--", "\\.x", "a\\.", "", "SELECT 2;", ""]
    data = newline.join([copy, *rows[:-1], "\\.", "SELECT 1;"]).encode()

    first, second = split_statements(data)

    assert (first.kind, second.kind) == ("copy", "plain")
    assert data[first.rows_start : first.rows_end].decode() == newline.join(rows)
    assert data[second.start : second.end] == b"SELECT 1;"


def test_copy_without_rows() -> None:
    r"""A COPY may have no rows, and the line of `\.` may be the last without a line end."""
    (copy,) = split_statements(b"COPY t FROM stdin;\n\\.")

    assert (copy.kind, copy.rows_end - copy.rows_start, copy.next) == ("copy", 0, 21)


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("SELECT 'abc;\n", "open", "'abc;\n"),
        ("SELECT E'abc\\';", "open", "E'abc\\';"),
        ('SELECT "abc;', "open", '"abc;'),
        ("SELECT ((1), 'abc;", "open", "'abc;"),
        ("SELECT $a$ ; $b$", "open", "$a$ ; $b$"),
        ("SELECT 1 /* a /* b */ ;", "open", "/* a /* b */ ;"),
        ("/* a ;", "open", "/* a ;"),
        ("COPY t FROM stdin;\n1\n", "open copy", "COPY t FROM stdin;"),
        ("COPY t FROM stdin;", "open copy", "COPY t FROM stdin;"),
        ("COPY t FROM stdin; SELECT 1;\n1\n\\.\n", "copy tail", "COPY t FROM stdin;"),
        ("\\connect db\n", "meta", "\\connect db"),
        ("\\set a b\r\n", "meta", "\\set a b"),
        ("SELECT 1 \\gset\n", "meta inside", "\\gset"),
        ("SELECT (1 \\; 2);", "meta inside", "\\; 2);"),
    ],
)
def test_what_is_no_statement(text: str, kind: str, rest: str) -> None:
    """Texts without an end and psql's own commands are told apart from statements, with the place they begin."""
    first = next(split_statements(text.encode()))

    assert (first.kind, text.encode()[first.start : first.end].decode()) == (kind, rest)


def test_commands_end_with_their_line() -> None:
    """A psql command takes the rest of its line, and the next line is SQL again."""
    assert split("\\restrict abc'\nSELECT 1;\n\\unrestrict abc'\n") == [
        "\\restrict abc'",
        "SELECT 1;",
        "\\unrestrict abc'",
    ]


def test_unbalanced_parentheses_reach_the_end() -> None:
    """A parenthesis that is never closed makes the rest one statement, as psql sends it; one too many hides nothing."""
    assert split("SELECT (1; SELECT 2;") == ["SELECT (1; SELECT 2;"]
    assert split("SELECT 1); SELECT 2;") == ["SELECT 1);", "SELECT 2;"]


def test_mapped_files(tmp_path: Path) -> None:
    """A memory-mapped file is split as its bytes are."""
    path = tmp_path / "mapped.sql"
    path.write_text("SELECT ';'; CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);", encoding="utf-8")
    with path.open("rb") as file:
        mapped: Source = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    assert list(split_statements(mapped)) == list(split_statements(path.read_bytes()))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    ["(" * 200_000, "SELECT " + "(1," * 100_000, "/*" * 200_000, "'" * 200_001, "$a$" * 100_001, "- " * 200_000],
    ids=["parentheses", "nested", "comments", "quotes", "dollars", "operators"],
)
def test_odd_text_takes_linear_time(text: str) -> None:
    """Text made to be slow is split in well under a second."""
    assert len(kinds(text)) == 1
