"""The article's conftest as it stands, over the real API Foundry.

Run by `nox -s downstream`, in an environment with stackrig and api-foundry.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SQL = TESTS.parent / "sql"
COPY_BLOCK = re.compile(r"COPY (.*?) FROM stdin;\n(.*?)\\\.\n", re.DOTALL)
COMMAND_TIMEOUT = 900.0  # seconds; API Foundry installs its Lambda's libraries by pip


def plain_inserts(sql: str) -> str:
    """Return SQL with its COPY blocks as INSERT statements: the article's exec_sql_file hands all to the driver."""

    def insert(block: re.Match[str]) -> str:
        table, lines = block.groups()
        rows = [", ".join(map(literal, line.split("\t"))) for line in lines.splitlines()]
        return f"INSERT INTO {table} VALUES ({'), ('.join(rows)});\n"

    return COPY_BLOCK.sub(insert, sql)


def literal(field: str) -> str:
    """Return a field of a COPY block as SQL; Chinook's escape nothing but backslashes."""
    return "NULL" if field == r"\N" else "'" + field.replace(r"\\", "\\").replace("'", "''") + "'"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the article's project: its conftest, an OpenAPI document, the database and tests of the API."""
    shutil.copytree(TESTS / "downstream" / "api_foundry", tmp_path, dirs_exist_ok=True)
    shutil.copy(TESTS / "examples" / "article" / "conftest.py", tmp_path)
    (tmp_path / "tests").mkdir()
    parts = [plain_inserts(path.read_text(encoding="utf-8")) for path in sorted(SQL.glob("*.sql"))]
    (tmp_path / "tests" / "Chinook_Postgres.sql").write_text("\n".join(parts), encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return tmp_path


def test_the_articles_program(project: Path) -> None:
    """The article's conftest deploys the real API Foundry, whose API answers from rows of the database."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--disable-warnings"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=COMMAND_TIMEOUT,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout
