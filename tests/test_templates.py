"""Databases of their own for tests: templates by digest, clones, and what two runs at once do."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from stackrig.database import administration as administrating
from stackrig.database import templates
from stackrig.database.administration import USED, administration, try_lock
from stackrig.database.run_databases import run_database
from stackrig.database.server import PostgresServer, running_postgres
from stackrig.database.templates import KEPT_TEMPLATES, clone_database, cloned_database, drop_database, ensure_template
from stackrig.errors import SeedError, StartError
from stackrig.processes import Session
from stackrig.settings import Settings
from tests.waiting import eventually


@pytest.fixture
def seeds(tmp_path: Path) -> list[Path]:
    """Return seeds that no other test has."""
    path = tmp_path / "items.sql"
    path.write_text(f"CREATE TABLE item (n int); INSERT INTO item VALUES (1), (2); -- {tmp_path}", encoding="utf-8")
    return [path]


def select(dsn: str, statement: str) -> list[tuple[Any, ...]]:
    """Run a statement in a transaction of its own; return its rows, if it has any."""
    with contextlib.closing(psycopg2.connect(dsn)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def alter(server: PostgresServer, statement: str) -> None:
    """Run a statement outside of transactions."""
    with contextlib.closing(psycopg2.connect(server.dsn)) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement)


def databases(server: PostgresServer) -> set[str]:
    """Return the names of the server's databases."""
    return {name for (name,) in select(server.dsn, "SELECT datname FROM pg_database")}


def test_a_clone_has_the_seeds_and_is_gone_afterwards(postgres_server: PostgresServer, seeds: list[Path]) -> None:
    """A clone is a database of the same server under a name of its own."""
    with cloned_database(postgres_server, seeds) as clone:
        assert select(clone.dsn, "SELECT sum(n), current_database() FROM item") == [(3, clone.database)]
        assert clone.host_port == postgres_server.host_port

    assert clone.database not in databases(postgres_server)


def test_clones_do_not_see_each_other(postgres_server: PostgresServer, seeds: list[Path]) -> None:
    """Rows that a test writes are in its own database only."""
    with cloned_database(postgres_server, seeds) as one, cloned_database(postgres_server, seeds) as two:
        select(one.dsn, "DELETE FROM item")

        assert select(two.dsn, "SELECT count(*) FROM item") == [(2,)]


def test_a_template_is_built_once(postgres_server: PostgresServer, seeds: list[Path]) -> None:
    """Eight callers at once get one template, seeded once."""
    before = databases(postgres_server)
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _: ensure_template(postgres_server, seeds), range(8)))

    assert len(names) == 1
    assert databases(postgres_server) - before == names
    with cloned_database(postgres_server, seeds) as clone:
        assert select(clone.dsn, "SELECT count(*) FROM item") == [(2,)]


DATABASE_SETTINGS = """
CREATE ROLE visitor;
DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %1$I SET search_path TO "$user", shop, public', current_database());
    EXECUTE format('ALTER DATABASE %1$I SET app.tenant TO %2$L', current_database(), 'it''s 50%, mine');
    EXECUTE format('ALTER ROLE visitor IN DATABASE %I SET statement_timeout TO 7000', current_database());
    EXECUTE format('COMMENT ON DATABASE %I IS %L', current_database(), 'the shop');
    EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CREATE ON DATABASE %I TO visitor', current_database());
    EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 33', current_database());
END $$;
ALTER DATABASE chinook SET work_mem TO '5MB';
"""


def test_settings_of_the_database_itself_reach_its_clones(session: Session, tmp_path: Path) -> None:
    """A clone has the template's settings, comment, privileges and connection limit, also of the name seeds know."""
    (tmp_path / "items.sql").write_text(DATABASE_SETTINGS, encoding="utf-8")
    with running_postgres(Settings(root=tmp_path, database_image="embedded"), session) as server:
        ensure_template(server, [tmp_path / "items.sql"])
        for _ in range(2):  # the template is marked as used, and its own comment stays
            with cloned_database(server, [tmp_path / "items.sql"]) as clone:
                assert select(clone.dsn, "SHOW search_path") == [('"$user", shop, public',)]
                assert select(clone.dsn, "SELECT current_setting('app.tenant')") == [("it's 50%, mine",)]
                assert select(clone.dsn, "SHOW work_mem") == [("5MB",)]
                own = "FROM pg_database WHERE datname = current_database()"
                assert select(clone.dsn, f"SELECT shobj_description(oid, 'pg_database') {own}") == [("the shop",)]
                assert select(clone.dsn, f"SELECT datconnlimit {own}") == [(33,)]
                may = "SELECT has_database_privilege('visitor', current_database(), {!r})"
                assert select(clone.dsn, may.format("CREATE")) == [(True,)]
                assert select(clone.dsn, may.format("CONNECT")) == [(False,)]
                roles = "SELECT setconfig FROM pg_db_role_setting WHERE setrole = 'visitor'::regrole AND setdatabase = "
                assert select(clone.dsn, f"{roles} (SELECT oid {own})") == [(["statement_timeout=7000"],)]


def test_other_seeds_are_another_template(postgres_server: PostgresServer, seeds: list[Path]) -> None:
    """A changed seed is a new template: nothing stale is ever cloned."""
    first = ensure_template(postgres_server, seeds)
    seeds[0].write_text("CREATE TABLE other ()", encoding="utf-8")

    assert ensure_template(postgres_server, seeds) != first


def test_a_failed_seed_is_no_template(postgres_server: PostgresServer, seeds: list[Path]) -> None:
    """A template whose seed failed is dropped; the next run builds it anew."""
    seeds[0].write_text("CREATE TABLE item (n int); SELECT wrong", encoding="utf-8")
    for _ in range(2):
        before = databases(postgres_server)
        with pytest.raises(SeedError, match="wrong"):
            ensure_template(postgres_server, seeds)
        assert databases(postgres_server) == before


def test_a_half_made_template_is_built_anew(postgres_server: PostgresServer, seeds: list[Path]) -> None:
    """A database of the template's name that is no template was left by a run that was killed."""
    name = ensure_template(postgres_server, seeds)
    alter(postgres_server, f"ALTER DATABASE {name} WITH IS_TEMPLATE false")

    assert ensure_template(postgres_server, seeds) == name
    assert select(postgres_server.dsn, f"SELECT datistemplate FROM pg_database WHERE datname = '{name}'") == [(True,)]


LOGINS = """
CREATE TABLE login (at timestamptz);
CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO login VALUES (now()); END $$;
CREATE EVENT TRIGGER logins ON login EXECUTE FUNCTION note();
"""


def test_copies_have_the_catalog_cache(session: Session, tmp_path: Path) -> None:
    """The cache that a first connection builds is copied with the template, also after a start has removed it."""
    seed = tmp_path / "items.sql"
    seed.write_text(LOGINS, encoding="utf-8")
    settings = Settings(root=tmp_path, database_image="embedded", database_storage="volume")  # its files are changed
    with running_postgres(settings, session) as server:
        template = ensure_template(server, [seed])
        assert cached(server, clone_database(server, template).database)

        (oid,) = select(server.dsn, f"SELECT oid FROM pg_database WHERE datname = '{template}'")[0]
        (folder,) = select(server.dsn, "SELECT current_setting('data_directory')")[0]
        Path(folder, "base", str(oid), "pg_internal.init").unlink()
        assert not cached(server, template)

        clone = clone_database(server, ensure_template(server, [seed]))
        assert cached(server, clone.database)
        for count in (1, 2):
            assert select(clone.dsn, "SELECT count(*) FROM login") == [(count,)]
        with pytest.raises(psycopg2.OperationalError, match="not currently accepting connections"):
            psycopg2.connect(f"{server.dsn.rpartition('/')[0]}/{template}")


def cached(server: PostgresServer, database: str) -> bool:
    """Tell whether a database has its catalog cache, which no connection to it is needed to see."""
    file = f"(SELECT 'base/' || oid || '/pg_internal.init' FROM pg_database WHERE datname = '{database}')"
    return select(server.dsn, f"SELECT (pg_stat_file({file}, true)).size > 0") == [(True,)]


def test_old_templates_are_swept(session: Session, tmp_path: Path) -> None:
    """A run that begins leaves those in use and the last few others, whatever is left of half-made ones goes."""
    with running_postgres(Settings(root=tmp_path, database_image="embedded"), session) as server:
        names = []
        for number in range(KEPT_TEMPLATES + 3):
            seed = tmp_path / "items.sql"
            seed.write_text(f"CREATE TABLE item{number} ()", encoding="utf-8")
            names.append(ensure_template(server, [seed]))
            select(server.dsn, f"COMMENT ON DATABASE {names[-1]} IS '{USED}2020-01-0{number + 1}'")
        ensure_template(server, [seed])  # in use, so that the first two are beyond the few
        alter(server, f"ALTER DATABASE {names[2]} IS_TEMPLATE false")
        first, second, half_made, *others = names

        with administration(server, "for no reason") as building:
            assert try_lock(building, f"template {first}")
            with run_database(server, "a" * 12):
                assert {first, *others} < databases(server)
                assert not {second, half_made} & databases(server)


def test_a_template_that_was_built_meanwhile_is_not_dropped(postgres_server: PostgresServer, seeds: list[Path]) -> None:
    """A template that another run has built since the old ones were listed stays."""
    name = ensure_template(postgres_server, seeds)
    alter(postgres_server, f"ALTER DATABASE {name} IS_TEMPLATE false")
    with administration(postgres_server, "for no reason") as admin:
        assert name in templates._old_templates(admin)  # noqa: SLF001 - the race is made here
        alter(postgres_server, f"ALTER DATABASE {name} IS_TEMPLATE true")

        templates._drop_template(admin, name)  # noqa: SLF001

    assert name in databases(postgres_server)


@contextlib.contextmanager
def locked_template(server: PostgresServer, seeds: list[Path]) -> Iterator[None]:
    """Hold the lock of the template with these seeds, as a process does that builds it."""
    name = templates._template_name(seeds)  # noqa: SLF001 - it is not built
    with administration(server, "for no reason", as_program="a worker at a breakpoint") as builder:
        assert try_lock(builder, f"template {name}")
        yield


def test_who_holds_up_others_is_named(
    postgres_server: PostgresServer,
    seeds: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A process that waits for a template soon names its builder, and gives up in the end."""
    monkeypatch.setattr(administrating, "NOTICE", 0.1)
    monkeypatch.setattr(administrating, "LOCK_TIMEOUT", 0.4)
    with (
        locked_template(postgres_server, seeds),
        pytest.raises(StartError, match=r"template \w+ was locked for 0.4 s: a worker at a breakpoint on 127.0.0.1"),
    ):
        ensure_template(postgres_server, seeds)

    assert len([one for one in caplog.messages if "waiting for template" in one and "a breakpoint" in one]) == 1


def test_pytest_shows_at_once_who_is_waited_for(
    pytester: pytest.Pytester, postgres_server: PostgresServer, seeds: list[Path]
) -> None:
    """A test that waits for a template says so on the screen, and goes on when the template is free."""
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\n[tool.stackrig]\nseed = ["items.sql"]')
    (pytester.path / "items.sql").write_bytes(seeds[0].read_bytes())
    pytester.makepyfile("def test_it(postgres_clone): pass")
    command = [sys.executable, "-m", "pytest", f"--database-image={postgres_server.dsn}", "-p", "no:cacheprovider"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr
        with locked_template(postgres_server, seeds):
            line = next(line for line in run.stderr if line.startswith("stackrig: "))
        output, _ = run.communicate(timeout=60)

    assert re.match(r"stackrig: waiting for template \w+: a worker at a breakpoint on 127.0.0.1 has been", line)
    assert "1 passed" in output


def test_ctrl_c_ends_the_wait_for_a_template(
    postgres_server: PostgresServer,
    seeds: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Ctrl-C works while another process builds a template, and the next call is not held up."""
    monkeypatch.setattr(administrating, "NOTICE", 0.0)

    def press() -> None:
        eventually(lambda: "waiting for template" in caplog.text)
        os.kill(os.getpid(), signal.SIGINT)

    with locked_template(postgres_server, seeds):
        threading.Thread(target=press).start()
        with pytest.raises(KeyboardInterrupt):
            ensure_template(postgres_server, seeds)

    with cloned_database(postgres_server, seeds) as clone:
        assert select(clone.dsn, "SELECT count(*) FROM item") == [(2,)]


def test_open_connections_do_not_keep_a_clone(postgres_server: PostgresServer, seeds: list[Path]) -> None:
    """A clone is dropped whatever a test or a Lambda has left open; dropping it twice is harmless."""
    clone = clone_database(postgres_server, ensure_template(postgres_server, seeds))
    with left_open(clone.dsn) as connection:
        drop_database(clone)
        drop_database(clone)

        assert clone.database not in databases(postgres_server)
        with pytest.raises(psycopg2.OperationalError):
            connection.cursor().execute("SELECT 1")


def test_a_database_is_reset_under_its_name(postgres_server: PostgresServer, seeds: list[Path]) -> None:
    """Cloning to a name that is taken replaces that database, so that a Lambda finds fresh rows where it looked."""
    template = ensure_template(postgres_server, seeds)
    clone = clone_database(postgres_server, template, 'the shop\'s "own"')
    select(clone.dsn, "DELETE FROM item")

    again = clone_database(postgres_server, template, clone.database)

    assert again == clone
    assert select(again.dsn, "SELECT count(*) FROM item") == [(2,)]
    drop_database(again)


def test_a_reset_finds_the_seeds_from_any_folder(pytester: pytest.Pytester, postgres_server: PostgresServer) -> None:
    """In a folder of its own a test resets to the seeds of pytest's project; where there are none it is refused."""
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\n[tool.stackrig]\nseed = ["items.sql"]')
    (pytester.path / "items.sql").write_text("CREATE TABLE item ()", encoding="utf-8")
    pytester.makepyfile(
        """
        import psycopg2, pytest
        from contextlib import closing
        from stackrig import reset_database
        from stackrig.errors import SettingsError

        def tables(dsn):
            with closing(psycopg2.connect(dsn)) as connection, connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'item'")
                return cursor.fetchone()[0]

        def test_reset(postgres_clone, monkeypatch, tmp_path):
            monkeypatch.chdir(tmp_path)
            reset_database(postgres_clone)
            assert tables(postgres_clone.dsn) == 1

            (tmp_path / "pyproject.toml").touch()
            with pytest.raises(SettingsError, match="was not reset: the project in .* has no seeds"):
                reset_database(postgres_clone)
            assert tables(postgres_clone.dsn) == 1
            reset_database(postgres_clone, seeds=[])
            assert tables(postgres_clone.dsn) == 0
        """
    )

    pytester.runpytest_subprocess(f"--database-image={postgres_server.dsn}").assert_outcomes(passed=1)


def test_a_missing_template_is_named(postgres_server: PostgresServer) -> None:
    """The error says what could not be cloned from what, and shows no password."""
    with pytest.raises(
        StartError, match='database x could not be cloned from nothing: template database "nothing"'
    ) as caught:
        clone_database(postgres_server, "nothing", "x")

    assert postgres_server.password not in caught.value.report()


@contextlib.contextmanager
def left_open(dsn: str) -> Iterator[Any]:
    """Yield a connection in an open transaction."""
    connection = psycopg2.connect(dsn)
    connection.cursor().execute("SELECT 1")
    yield connection
    connection.close()


def administrator(server: PostgresServer) -> int:
    """Return the pid of the server's process for the connection that administrates it."""
    with administration(server, "for no reason") as admin:
        return admin.connection.info.backend_pid


def test_the_connection_is_kept(postgres_server: PostgresServer, seeds: list[Path]) -> None:
    """Clones one after the other need one connection, which holds no lock; one that was cut is replaced."""
    for _ in range(2):
        with cloned_database(postgres_server, seeds):
            before = administrator(postgres_server)
        assert administrator(postgres_server) == before
        locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
        assert select(postgres_server.dsn, f"{locks} AND pid = {before}") == [(0,)]
        select(postgres_server.dsn, f"SELECT pg_terminate_backend({before}, 5000)")
    with cloned_database(postgres_server, seeds) as clone:
        assert clone.database in databases(postgres_server)


def test_a_refused_statement_ends_the_connection(postgres_server: PostgresServer) -> None:
    """A connection in the state that a failure left is not used again."""
    with (
        pytest.raises(StartError, match="for no reason: division by zero"),
        administration(postgres_server, "for no reason") as admin,
    ):
        admin.execute("SELECT 1/0")

    assert admin.connection.closed


def test_a_user_who_may_not_enter_postgres_has_clones(
    postgres_server: PostgresServer, session: Session, seeds: list[Path]
) -> None:
    """Where the maintenance database is closed to the DSN's user, its own database serves; it is left as it was."""
    select(postgres_server.dsn, "CREATE ROLE guest LOGIN CREATEDB PASSWORD 'x'")
    select(postgres_server.dsn, "REVOKE CONNECT ON DATABASE postgres FROM public")
    dsn = postgres_server.dsn.replace(f"postgres:{postgres_server.password}@", "guest:x@")
    try:
        with running_postgres(Settings(root=Path(), database_image=dsn), session) as attached:
            assert attached.maintenance_database == attached.database
            with run_database(attached, "a" * 12), cloned_database(attached, seeds) as clone:
                assert select(clone.dsn, "SELECT count(*) FROM item") == [(2,)]
            assert clone.database not in databases(attached)
    finally:
        select(postgres_server.dsn, "GRANT CONNECT ON DATABASE postgres TO public")
