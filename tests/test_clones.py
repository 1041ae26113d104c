"""Databases made one ahead: the next test's is there before it begins, and nothing is left at the end."""

import contextlib
import os
import secrets
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg2
import pytest

from stackrig.database.clones import Clones, clones_ahead
from stackrig.database.server import PostgresServer, running_postgres, stop_postgres
from stackrig.database.templates import drop_database, ensure_template
from stackrig.errors import StartError, TeardownError
from stackrig.processes import Session
from stackrig.settings import Settings
from stackrig.waiting import wait_until
from tests.waiting import PATIENCE

REFUSED = 3  # exit code


@pytest.fixture
def template(postgres_server: PostgresServer, tmp_path: Path) -> str:
    """Return a template with a table of two rows."""
    seed = tmp_path / "items.sql"
    seed.write_text("CREATE TABLE item (n int); INSERT INTO item VALUES (1), (2)", encoding="utf-8")
    return ensure_template(postgres_server, [seed])


@pytest.fixture
def run_id() -> str:
    return secrets.token_hex(6)


def ask(dsn: str, statement: str) -> list[tuple[object, ...]]:
    with contextlib.closing(psycopg2.connect(dsn)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def of_run(server: PostgresServer, run_id: str) -> set[object]:
    return {
        name for (name,) in ask(server.dsn, f"SELECT datname FROM pg_database WHERE datname ~ '^stackrig_run_{run_id}'")
    }


def test_a_forked_child_is_refused(postgres_server: PostgresServer, template: str, run_id: str) -> None:
    """A child that leaves a test by an exception does not wait for a thread that it lacks, and drops nothing."""
    with clones_ahead(postgres_server, run_id) as clones:
        mine = clones.take(template, ahead=True)
        wait_until(lambda: len(of_run(postgres_server, run_id)) == 2, what="the next database", timeout=PATIENCE)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Python warns of a fork beside threads
            pid = os.fork()
        if pid == 0:
            _end_by(lambda: clones.give_back(mine, "a test"), lambda: clones.take(template, ahead=False), clones.close)

        wait_until(lambda: os.waitpid(pid, os.WNOHANG)[1] == REFUSED << 8, what="the child's refusal", timeout=PATIENCE)
        assert ask(mine.dsn, "SELECT n FROM item ORDER BY n") == [(1,), (2,)]
        drop_database(mine)


def _end_by(*calls: Callable[[], object]) -> None:
    """End this process, with REFUSED if all calls are refused."""
    code = REFUSED
    for call in calls:
        try:
            call()
            code = 1
        except TeardownError:
            continue
        except BaseException:  # noqa: BLE001  # a child must not go on with pytest's work
            code = 2
    os._exit(code)


def test_the_next_is_made_while_the_last_is_used(postgres_server: PostgresServer, template: str, run_id: str) -> None:
    """The next test's database exists already when it is taken, without the last test's rows."""
    with clones_ahead(postgres_server, run_id) as clones:
        first = clones.take(template, ahead=True)
        ask(first.dsn, "DELETE FROM item")
        wait_until(lambda: len(of_run(postgres_server, run_id)) == 2, what="the next database", timeout=PATIENCE)
        made = of_run(postgres_server, run_id)

        second = clones.take(template, ahead=False)

        assert {first.database, second.database} == made
        assert ask(second.dsn, "SELECT n FROM item ORDER BY n") == [(1,), (2,)]


def test_only_what_is_kept_is_left(postgres_server: PostgresServer, template: str, run_id: str) -> None:
    """At the end those given back are gone, and the one that was made for a test that never came."""
    with clones_ahead(postgres_server, run_id) as clones:
        given_back, kept = clones.take(template, ahead=True), clones.take(template, ahead=True)
        clones.give_back(given_back, "a test")

    assert of_run(postgres_server, run_id) == {kept.database}
    ask(postgres_server.dsn, f"DROP DATABASE {kept.database}")


def test_one_that_can_not_be_dropped_is_told(postgres_server: PostgresServer, template: str, run_id: str) -> None:
    """A database that the server refuses to drop is an error at the end, with its name and its test's."""
    run = contextlib.ExitStack()
    clones = run.enter_context(clones_ahead(postgres_server, run_id))
    clone = clones.take(template, ahead=False)
    ask(postgres_server.dsn, f"ALTER DATABASE {clone.database} IS_TEMPLATE true")
    clones.give_back(clone, "test_x.py::test_it")
    with pytest.raises(
        TeardownError, match=f"stackrig_run_{run_id}_.* could not be dropped: cannot drop a template"
    ) as caught:
        run.close()

    assert caught.value.report().endswith("the database was that of test_x.py::test_it")
    ask(postgres_server.dsn, f"ALTER DATABASE {clone.database} IS_TEMPLATE false")
    ask(postgres_server.dsn, f"DROP DATABASE {clone.database}")


def test_one_that_can_not_be_made_is_told(postgres_server: PostgresServer, template: str, run_id: str) -> None:
    """A database of a dropped template fails with the server's error, and databases made so far are dropped."""
    with clones_ahead(postgres_server, run_id) as clones:
        clones.give_back(clones.take(template, ahead=False), "a test")
        ask(postgres_server.dsn, f"ALTER DATABASE {template} IS_TEMPLATE false")
        ask(postgres_server.dsn, f"DROP DATABASE {template}")
        with pytest.raises(StartError, match=f"could not be cloned from {template}"):
            clones.take(template, ahead=True)

    assert of_run(postgres_server, run_id) == set()


def test_one_that_could_not_be_made_ahead_is_made_when_it_is_taken(
    session: Session, tmp_path: Path, run_id: str
) -> None:
    """A database that could not be made while the last test ran is tried again for the next test."""
    settings = Settings(root=tmp_path, database_image="embedded", database_password="first")
    with running_postgres(settings, session) as server, ThreadPoolExecutor(1) as worker:
        template, clones = ensure_template(server, []), Clones(server, run_id, worker)
        ask(server.dsn, "ALTER ROLE CURRENT_USER PASSWORD 'second'")  # from now on a new connection is refused
        first = clones.take(template, ahead=True)
        worker.submit(int).result()  # after that of the next one
        ask(server.dsn.replace("first", "second"), "ALTER ROLE CURRENT_USER PASSWORD 'first'")
        assert of_run(server, run_id) == {first.database}

        second = clones.take(template, ahead=False)

        assert of_run(server, run_id) == {first.database, second.database}
        clones.close()


def test_databases_go_with_their_server(session: Session, tmp_path: Path, run_id: str) -> None:
    """After the end of the server, as Ctrl-C makes it, nothing is left to drop, and nothing to be told."""
    with running_postgres(Settings(root=tmp_path, database_image="embedded"), session) as server:
        with clones_ahead(server, run_id) as clones:
            template = ensure_template(server, [])
            clones.take(template, ahead=True)
            clone = clones.take(template, ahead=True)
            stop_postgres(server)
            clones.give_back(clone, "a test")
        drop_database(clone)


def test_a_server_that_recovers_is_waited_for(session: Session, tmp_path: Path, run_id: str) -> None:
    """When a process of PostgreSQL was killed, databases are made and dropped as soon as it has recovered."""
    settings = Settings(root=tmp_path, database_image="embedded")
    with running_postgres(settings, session) as server, clones_ahead(server, run_id) as clones:
        assert server.process
        name = ensure_template(server, [])
        before = clones.take(name, ahead=False)
        processes = psutil.Process(server.process.pid).children()
        (checkpointer,) = [process for process in processes if "checkpointer" in " ".join(process.cmdline())]

        checkpointer.kill()
        psutil.wait_procs(processes, timeout=30)  # the server ends all its processes, and then it recovers
        clones.give_back(before, "before")
        after = clones.take(name, ahead=False)

        assert ask(after.dsn, "SELECT 1") == [(1,)]
        clones.give_back(after, "after")
