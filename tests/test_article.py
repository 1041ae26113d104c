"""The article's conftest as it stands, over the example program."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg2
import pytest

from stackrig.database.seeding import seed_database
from stackrig.database.seeds import seed_files
from stackrig.emulator.server import AwsEndpoint

EXAMPLE = Path(__file__).parent / "examples" / "article"
ROOT = Path(__file__).parent.parent


TABLES = [
    "artist",
    "album",
    "genre",
    "media_type",
    "track",
    "employee",
    "customer",
    "invoice",
    "invoice_line",
    "playlist",
    "playlist_track",
]


def plain_sql(dsn: str) -> str:
    """Return Chinook as the article's own exec_sql_file can run it: a driver can't execute COPY blocks."""
    seed_database(dsn, seed_files(ROOT, ["sql"]))
    statements = [(ROOT / "sql" / "01_schema.sql").read_text(encoding="utf-8")]
    connection = psycopg2.connect(dsn)
    with connection, connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            rows = cursor.fetchall()
            columns = ", ".join(column.name for column in cursor.description or ())
            values = ",\n".join(cursor.mogrify(f"({', '.join(['%s'] * len(row))})", row).decode() for row in rows)
            statements.append(f"INSERT INTO {table} ({columns}) VALUES {values};")
    connection.close()
    return "\n".join(statements)


def test_the_articles_conftest(
    pytester: pytest.Pytester, new_database: Callable[[], AbstractContextManager[str]], localstack_server: AwsEndpoint
) -> None:
    """Options, fixtures and functions of the article work word for word, on the rig that is there."""
    shutil.copytree(EXAMPLE, pytester.path, dirs_exist_ok=True)
    (pytester.path / "tests").mkdir()
    with new_database() as dsn:
        (pytester.path / "tests" / "Chinook_Postgres.sql").write_text(plain_sql(dsn), encoding="utf-8")
    pytester.makepyprojecttoml("[tool.pytest.ini_options]\n")
    pytester.syspathinsert()

    # Functions of a LocalStack in Docker reach databases of its own network only: there, the run starts its own.
    there = [f"--localstack-image={localstack_server.endpoint_url}"] if localstack_server.process else []
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", *there)

    result.assert_outcomes(passed=2)
