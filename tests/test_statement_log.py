"""The statements a server has run, read from its log."""

import re
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import psycopg2
import pytest

from stackrig import exec_sql_file
from stackrig.database.seeds import seed_files
from stackrig.database.server import PostgresServer
from stackrig.database.statement_log import (
    log_statements,
    log_statements_no_more,
    position_at,
    read_statements,
    running_statements,
)
from stackrig.database.templates import cloned_database
from stackrig.spans import Span
from stackrig.waiting import wait_until
from tests.waiting import PATIENCE

LOG = """\
2026-11-28 03:00:00.100 UTC [7] LOG:  database system is ready to accept connections
2026-11-28 03:00:01.500 UTC [11] shop LOG:  duration: 1500.250 ms  statement: SELECT 1,
\t2
2026-11-28 03:00:02.000 UTC [11] shop LOG:  duration: 0.1 ms  parse s1: SELECT $1
2026-11-28 03:00:02.001 UTC [12] my shop ERROR:  relation "albun" does not exist at character 15
2026-11-28 03:00:02.002 UTC [11] shop LOG:  duration: 0.5 ms  execute s1: SELECT $1
2026-11-28 03:00:02.003 UTC [12] my shop STATEMENT:  SELECT * FROM albun
2026-11-28 03:00:02.004 UTC [11] shop LOG:  duration: 0.2 ms  statement: COMMIT
2026-11-28 03:00:03.000 UTC [13] shop FATAL:  password authentication failed for user "shop"
2026-11-28 03:00:03.000 UTC [13] shop DETAIL:  Connection matched file "pg_hba.conf" line 1
2026-11-28 03:00:03.500 UTC [9] FATAL:  terminating autovacuum process due to administrator command
2026-11-28 03:00:04.000 UTC [14] shop LOG:  duration: 1.0 ms  plan:
\t{"Query Text": "DELETE FROM a", "Plan": {"Node Type": "ModifyTable", "Actual Rows": 0, "Plans": [
\t{"Node Type": "Seq Scan", "Actual Rows": 4.00, "Actual Loops": 1}]}}
2026-11-28 03:00:04.001 UTC [14] shop LOG:  duration: 2.0 ms  statement: DELETE FROM a
2026-11-28 03:00:05.000 UTC [14] shop LOG:  duration: 2.0 ms  statement: SET a = 1
2026-11-28 03:00:06.000 UTC [15] shop LOG:  duration: 1.0 ms  execute s1: SELECT $2
2026-11-28 03:00:06.000 UTC [15] shop LOG:  duration: 1.0 ms  plan:
\t{"Query Text": "SELECT $2", "Plan": {"Node Type": "Result", "Actual Rows": 7.00, "Actual Loops": 1}}
2026-11-28 03:00:06.001 UTC [15] shop LOG:  duration: 1.0 ms  execute s2: LISTEN a
"""
BEGAN = 1795834800.0  # 2026-11-28 03:00 UTC


def test_a_log_is_read_as_statements() -> None:
    """Each has text, database, begin and duration; parsing and commits are left out; errors know their statement."""
    spans = {span.name: span for span in read_statements(LOG)}

    assert sorted(spans) == [
        *("", "DELETE FROM a", "LISTEN a", "SELECT $1", "SELECT $2", "SELECT * FROM albun", "SELECT 1,\n2", "SET a = 1")
    ]
    assert spans["SELECT 1,\n2"].seconds == pytest.approx(1.50025)
    assert spans["SELECT 1,\n2"].ended == pytest.approx(BEGAN + 1.5)
    assert spans["SELECT * FROM albun"].fault == 'relation "albun" does not exist at character 15'
    assert spans["SELECT * FROM albun"].facts["database"] == "my shop"
    assert spans[""].fault == 'password authentication failed for user "shop"'
    rows = {name: span.facts["rows"] for name, span in spans.items() if "rows" in span.facts}
    assert rows == {"DELETE FROM a": 4, "SELECT $2": 7}


def test_a_statement_can_not_pretend_to_be_another_message() -> None:
    """The lines of a statement begin with a tab in the log, whatever is in them."""
    forged = "\t2026-11-28 03:00:01.500 UTC [1] shop LOG:  duration: 1 ms  statement: DROP TABLE a"
    log = f"2026-11-28 03:00:01.000 UTC [11] shop LOG:  duration: 1 ms  statement: SELECT '\n{forged}'\n"

    assert [span.name.partition("\n")[0] for span in read_statements(log)] == ["SELECT '"]


def test_what_a_statement_waited_for_is_told() -> None:
    """A statement names the holder of its lock whether it ended, still waits, or lost its client."""
    wait = "[{0}] shop LOG:  process {0} still waiting for ShareLock on relation 1 after 1000.000 ms"
    head, log = "2026-11-28 03:00:0{} UTC ", ""
    for pid in (21, 22, 23):
        log += head.format("2.000") + wait.format(pid) + "\n"
        log += head.format("2.000") + f"[{pid}] shop DETAIL:  Process holding the lock: 9. Wait queue: {pid}.\n"
        log += head.format("2.000") + f"[{pid}] shop STATEMENT:  SELECT {pid}\n"
    log += head.format("4.000") + "[21] shop LOG:  duration: 3000.0 ms  statement: SELECT 21\n"
    log += head.format("5.000") + "[22] shop FATAL:  connection to client lost\n"
    log += head.format("5.000") + "[22] shop STATEMENT:  SELECT 22\n"

    found = {span.name: span for span in read_statements(log)}

    assert {name: span.began - BEGAN for name, span in found.items()} == {
        "SELECT 21": 1,
        "SELECT 22": 1,
        "SELECT 23": 1,
    }
    assert {name: span.facts.get("running", False) for name, span in found.items()} == {
        "SELECT 21": False,
        "SELECT 22": True,
        "SELECT 23": True,
    }
    assert [span.facts["blocked_by"] for span in found.values()] == ["9", "9", "9"]
    assert [span.fault for span in found.values()] == ["", "", ""]


@pytest.fixture(scope="module")
def logging_server(postgres_server: PostgresServer) -> Iterator[PostgresServer]:
    """Yield a server that logs its statements."""
    assert log_statements(postgres_server)
    yield postgres_server
    log_statements_no_more(postgres_server)


def run(server: PostgresServer, *statements: str, **parameters: object) -> None:
    """Run statements on a connection of their own."""
    with closing(psycopg2.connect(server.dsn)) as connection, connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, parameters or None)


def logged(server: PostgresServer) -> list[Span]:
    """Return the statements in a server's log."""
    assert server.process
    return list(read_statements(server.process.log_file.read_text(encoding="utf-8")))


KEYS = """
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (a int REFERENCES a);
COPY a FROM stdin;
1
\\.
COPY b FROM stdin;
1
1
\\.
"""


def test_seeds_log_no_plans(logging_server: PostgresServer, tmp_path: Path) -> None:
    """Each row that COPY checks by a foreign key would have one; a clone's own statements have theirs."""
    (tmp_path / "seed.sql").write_text(KEYS, encoding="utf-8")
    (tmp_path / "more.sql").write_text("COPY b FROM stdin;\n1\n\\.\n", encoding="utf-8")
    with cloned_database(logging_server, seed_files(tmp_path, ("seed.sql",))) as clone:
        with closing(psycopg2.connect(clone.dsn)) as connection:
            exec_sql_file(connection, tmp_path / "more.sql")
            with connection, connection.cursor() as cursor:
                cursor.execute("COPY b FROM PROGRAM 'echo 1'")
        assert logging_server.process
        text = logging_server.process.log_file.read_text(encoding="utf-8")

    checked = [
        line for line in text.splitlines() if re.search('"Query Text": "SELECT 1 FROM ONLY .*FOR KEY SHARE', line)
    ]
    assert len(checked) == 1


def test_a_server_logs_its_statements_until_it_is_told_otherwise(logging_server: PostgresServer) -> None:
    """A statement and an error are in the log with their database; afterwards the server is as it was."""
    run(logging_server, "SELECT 'seen, now'")
    with suppress(psycopg2.Error):
        run(logging_server, "SELECT * FROM nowhere_at_all")
    run(logging_server, "SELECT generate_series(1, %(last)s)", last=3)
    found = {span.name: span for span in logged(logging_server)}
    log_statements_no_more(logging_server)
    wait_until(lambda: not _logs_all(logging_server), what="the server's settings", timeout=PATIENCE)
    run(logging_server, "SELECT 'seen no more'")

    assert found["SELECT 'seen, now'"].facts["database"] == logging_server.database
    assert found["SELECT generate_series(1, 3)"].facts["rows"] == 3
    assert found["SELECT * FROM nowhere_at_all"].fault.startswith('relation "nowhere_at_all" does not exist')
    assert "SELECT 'seen no more'" not in [span.name for span in logged(logging_server)]


def _logs_all(server: PostgresServer) -> bool:
    with closing(psycopg2.connect(server.dsn)) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW log_min_duration_statement")
        return cursor.fetchone() == ("0",)


def test_a_statement_that_still_runs_is_known(postgres_server: PostgresServer) -> None:
    """A statement that a function waits for when its time is over is not in the log yet; who blocks it is told."""
    with closing(psycopg2.connect(postgres_server.dsn)) as holder, holder.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(18)")
        waiting = Thread(target=run, args=(postgres_server, "SELECT pg_advisory_lock(18)"))
        waiting.start()

        def find() -> Span | None:
            found = running_statements(postgres_server, 0)
            return next((span for span in found if span.facts.get("blocked_by")), None)

        span = wait_until(find, what="the statement that waits", timeout=PATIENCE)
        assert span.facts["blocked_by"] == str(holder.info.backend_pid)
    waiting.join()

    assert span.name == "SELECT pg_advisory_lock(18)"
    assert span.facts["running"]


def test_checks_of_foreign_keys_are_left_out() -> None:
    """Each row that is inserted has one; the statement before and after is told with its rows."""
    check = """2026-11-28 03:00:04.000 UTC [14] shop LOG:  duration: 0.0 ms  plan:
\t{
\t  "Query Text": "SELECT 1 FROM ONLY \\"shop\\".\\"a\\" x WHERE \\"id\\" = $1 FOR KEY SHARE OF x",
\t  "Plan": {"Node Type": "LockRows", "Actual Rows": 1.00, "Actual Loops": 1}
\t}
"""
    head, delete, rest = LOG.partition("2026-11-28 03:00:04.001")

    found = list(read_statements(f"{head}{check}{check}{delete}{rest}"))

    assert found == list(read_statements(LOG))


def test_a_long_log_is_read_from_a_moment_on(tmp_path: Path) -> None:
    """What is older is left out but for a part that is short; a log without messages is read as a whole."""
    path, line = (
        tmp_path / "log",
        "2026-11-28 {:%H:%M:%S}.000 UTC [7] shop LOG:  duration: 1.0 ms  statement: SELECT {}\n",
    )
    start = datetime(2026, 11, 28, tzinfo=UTC)
    times = [start + timedelta(seconds=number) for number in range(40_000)]
    path.write_text("".join(line.format(time, number) for number, time in enumerate(times)), encoding="utf-8")

    with path.open("rb") as file:
        file.seek(position_at(file, times[20_000].timestamp()))
        names = [span.name for span in read_statements(file.read().decode())]
    path.write_text("no message\n" * 40_000, encoding="utf-8")
    with path.open("rb") as file:
        assert position_at(file, 0.0) == 0

    assert "SELECT 20000" in names
    assert names[-1] == "SELECT 39999"
    assert len(names) < 30_000
