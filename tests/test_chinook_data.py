"""The Chinook database in sql/: every row, every reference, ready for more."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from stackrig.database.seeding import seed_database
from stackrig.database.seeds import seed_files

ROOT = Path(__file__).parent.parent
COUNTS = {
    "album": 347,
    "artist": 275,
    "customer": 59,
    "employee": 8,
    "genre": 25,
    "invoice": 412,
    "invoice_line": 2240,
    "media_type": 5,
    "playlist": 18,
    "playlist_track": 8715,
    "track": 3503,
}
REFERENCES = 11

Query = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def chinook(new_database: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """Yield the DSN of a database with Chinook in it."""
    with new_database() as dsn:
        seed_database(dsn, seed_files(ROOT, ["sql"]))
        yield dsn


@pytest.fixture
def query(chinook: str) -> Iterator[Query]:
    """Yield a function that returns the rows of a query; what it changes is rolled back."""
    with closing(psycopg2.connect(chinook)) as connection, connection.cursor() as cursor:

        def run(text: str) -> list[tuple[Any, ...]]:
            cursor.execute(text)
            return cursor.fetchall()

        yield run


def test_every_row_is_there(query: Query) -> None:
    """Each table has the number of rows its source has, and there are no other tables."""
    tables = [name for (name,) in query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]

    assert tables == list(COUNTS)
    assert {table: query(f"SELECT count(*) FROM {table}")[0][0] for table in tables} == COUNTS


def test_every_reference_leads_to_a_row(query: Query) -> None:
    """No row refers to one that is missing, checked anew for each foreign key of the catalog."""
    keys = query("""
        SELECT conrelid::regclass::text, a.attname, confrelid::regclass::text, b.attname
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
        WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 1 AND c.convalidated
    """)
    orphans = {
        (table, column): query(
            f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT {key} FROM {other})"
        )[0][0]
        for table, column, other, key in keys
    }

    assert len(orphans) == REFERENCES
    assert set(orphans.values()) == {0}


def test_every_reference_has_an_index(query: Query) -> None:
    """For each foreign key an index begins with its column."""
    bare = query("""
        SELECT conrelid::regclass, conname FROM pg_constraint c
        WHERE contype = 'f'
        AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])
    """)

    assert bare == []


@pytest.mark.parametrize("table", sorted(COUNTS.keys() - {"playlist_track"}))
def test_keys_continue_behind_the_rows(query: Query, table: str) -> None:
    """The next row of each table gets a number above the highest, and may also bring its own."""
    kind, highest, following = query(f"""
        SELECT (SELECT identity_generation FROM information_schema.columns
                WHERE table_name = '{table}' AND column_name = '{table}_id'),
               max({table}_id), nextval(pg_get_serial_sequence('{table}', '{table}_id'))
        FROM {table}
    """)[0]

    assert kind == "BY DEFAULT"
    assert following > highest  # not +1: another test may have taken numbers, and sequences are never rolled back


def test_inserting_and_deleting_a_playlist(query: Query) -> None:
    """A playlist is made without naming its number, and goes with its entries in one statement."""
    ((number,),) = query("INSERT INTO playlist (name) VALUES ('Mine') RETURNING playlist_id")
    query(f"INSERT INTO playlist_track VALUES ({number}, 1), ({number}, 2) RETURNING track_id")

    assert query(f"DELETE FROM playlist WHERE playlist_id = {number} RETURNING name") == [("Mine",)]
    assert query("SELECT count(*) FROM playlist_track") == [(COUNTS["playlist_track"],)]


def test_invoices_add_up(query: Query) -> None:
    """Each invoice's total is the sum of its lines, and each line has the price of its track."""
    wrong = query("""
        SELECT invoice_id FROM invoice LEFT JOIN invoice_line USING (invoice_id)
        GROUP BY invoice_id HAVING total IS DISTINCT FROM sum(invoice_line.unit_price * quantity)
    """)
    dear = query("SELECT 1 FROM invoice_line l JOIN track t USING (track_id) WHERE l.unit_price <> t.unit_price")

    assert (wrong, dear) == ([], [])
    assert query("SELECT sum(total)::text FROM invoice") == [("2328.60",)]


def test_text_is_as_in_the_source(query: Query) -> None:
    """Letters beyond ASCII and the one backslash among the names have survived."""
    assert query("SELECT first_name, last_name, city FROM customer WHERE customer_id = 1") == [
        ("Luís", "Gonçalves", "São José dos Campos")
    ]
    assert query(r"SELECT track_id FROM track WHERE name LIKE '%(Pinien Von Rom) \\ I Pini%'") == [(3499,)]
