"""Servers that start from a data folder prepared with the project's seeds."""

import contextlib
import dataclasses
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from stackrig.database.data_folders import PREPARED_KEPT, PREPARED_SECONDS
from stackrig.database.prepared_start import WORTHWHILE, start_prepared
from stackrig.database.seeds import seed_files
from stackrig.database.server import PostgresServer, stop_postgres
from stackrig.database.templates import cloned_database, ensure_template, fill_from_template
from stackrig.errors import SeedError
from stackrig.processes import Session
from stackrig.settings import Settings

LARGE = f"CREATE TABLE item (n int);\nINSERT INTO item VALUES (1), (2);\n-- {'x' * WORTHWHILE}\n"


@pytest.fixture(scope="module")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder for a cache of this module's."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def cache(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a cache without prepared data folders, used instead of the user's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(own_cache))
    place = own_cache / "stackrig" / "postgres"
    for found in place.glob("*-*"):
        shutil.rmtree(found) if found.is_dir() else found.unlink()
    return place


@pytest.fixture
def settings(tmp_path: Path, cache: Path) -> Settings:  # noqa: ARG001  # the cache must be another one
    """Return the settings of a project with a seed that is worth being prepared."""
    (tmp_path / "items.sql").write_text(LARGE, encoding="utf-8")
    return Settings(root=tmp_path, database_image="embedded", seed=("items.sql",))


@pytest.fixture
def start(session: Session) -> Iterator[Callable[[Settings], PostgresServer]]:
    """Return a function that starts a server, which is stopped at the end."""
    with contextlib.ExitStack() as undo:

        def start(settings: Settings) -> PostgresServer:
            server = start_prepared(settings, session)
            undo.callback(stop_postgres, server)
            return server

        yield start


def ask(server: PostgresServer, statement: str) -> list[tuple[Any, ...]]:
    """Run a statement in the server's own database and return its rows."""
    with contextlib.closing(psycopg2.connect(server.dsn)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def prepared(cache: Path) -> list[Path]:
    """Return the prepared data folders in the cache."""
    return [path.parent for path in cache.glob("*-*/complete")]


def rows(settings: Settings, server: PostgresServer) -> list[tuple[Any, ...]]:
    """Return the rows of a clone of the seeds' template."""
    with cloned_database(server, seed_files(settings.root, settings.seed)) as clone:
        return ask(clone, "SELECT sum(n) FROM item")


TEMPLATES = "SELECT count(*)::int FROM pg_database WHERE datname LIKE 'stackrig_%'"


def test_the_next_start_is_seeded(
    settings: Settings, start: Callable[[Settings], PostgresServer], cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Each server has the template, an empty database and its own password, and the seeds are loaded once."""
    caplog.set_level(logging.INFO)
    servers = [start(settings) for _ in range(2)]
    for server in servers:
        assert ask(server, TEMPLATES) == [(1,)]
        assert ask(server, "SELECT count(*) FROM pg_class WHERE relname = 'item'") == [(0,)]
        assert rows(settings, server) == [(3,)]
        assert fill_from_template(server, seed_files(settings.root, settings.seed))
        assert ask(server, "SELECT sum(n) FROM item") == [(3,)]
    assert [record.message.split(":")[0] for record in caplog.records].count("items.sql") == 1
    assert servers[0].password != servers[1].password
    assert len(prepared(cache)) == 1


def test_no_password_is_in_the_cache(
    settings: Settings, start: Callable[[Settings], PostgresServer], cache: Path
) -> None:
    """A given password opens the server; the data folder in the cache holds none and trusts nobody."""
    server = start(dataclasses.replace(settings, database_password="geheim"))
    assert ask(server, "SELECT 1") == [(1,)]
    (place,) = prepared(cache)
    files = [path for path in place.rglob("*") if path.is_file()]
    assert [path for path in files if b"geheim" in path.read_bytes()] == []
    assert "trust" not in (place / "data" / "pg_hba.conf").read_text()


def test_small_seeds_are_not_prepared(
    settings: Settings, start: Callable[[Settings], PostgresServer], cache: Path
) -> None:
    """No data folder is prepared for seeds that are loaded in a moment."""
    (settings.root / "items.sql").write_text(LARGE[:60])

    assert ask(start(settings), TEMPLATES) == [(0,)]
    assert prepared(cache) == []


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE ROLE shop_reader",
        pytest.param("ALTER ROLE CURRENT_USER SET work_mem TO '8MB'", marks=pytest.mark.gate),
        pytest.param("ALTER SYSTEM SET work_mem TO '8MB'", marks=pytest.mark.gate),
        pytest.param("CREATE DATABASE shop_other", marks=pytest.mark.gate),
    ],
)
def test_seeds_that_change_the_server_are_not_prepared(
    settings: Settings, start: Callable[[Settings], PostgresServer], cache: Path, statement: str
) -> None:
    """No data folder is prepared for seeds that change more than their database, so other databases never see them."""
    (settings.root / "items.sql").write_text(f"{LARGE}{statement};")

    for _ in range(2):
        server = start(settings)
        assert ask(server, TEMPLATES) == [(0,)]
    assert ask(server, "SELECT count(*)::int FROM pg_roles WHERE rolname = 'shop_reader'") == [(0,)]
    assert prepared(cache) == []
    assert rows(settings, server) == [(3,)]


def test_seeds_that_fail_keep_no_server_from_starting(
    settings: Settings, start: Callable[[Settings], PostgresServer], cache: Path
) -> None:
    """A failing or missing seed does not keep a server from starting: whoever loads it gets the error."""
    (settings.root / "items.sql").write_text(f"{LARGE}SELECT wrong")
    server = start(settings)
    with pytest.raises(SeedError, match="wrong"):
        ensure_template(server, seed_files(settings.root, settings.seed))
    (settings.root / "items.sql").unlink()

    assert ask(start(settings), "SELECT 1") == [(1,)]
    assert prepared(cache) == []


def test_first_starts_side_by_side_prepare_once(
    settings: Settings, start: Callable[[Settings], PostgresServer], caplog: pytest.LogCaptureFixture
) -> None:
    """Servers that start at once with the same seeds all have the template, and the seeds are loaded once."""
    caplog.set_level(logging.INFO)
    with ThreadPoolExecutor() as pool:
        servers = list(pool.map(start, [settings] * 3))

    assert [rows(settings, server) for server in servers] == [[(3,)]] * 3
    assert [record.message.split(":")[0] for record in caplog.records].count("items.sql") == 1


@pytest.mark.parametrize(
    "victim",
    [
        "data/PG_VERSION",
        pytest.param("complete", marks=pytest.mark.gate),
        pytest.param("data/global/pg_control", marks=pytest.mark.gate),
    ],
)
def test_a_damaged_one_is_not_used(
    settings: Settings, start: Callable[[Settings], PostgresServer], cache: Path, victim: str
) -> None:
    """A prepared data folder that is incomplete or lost a file is not used."""
    start(settings)
    (prepared(cache)[0] / victim).unlink()

    assert rows(settings, start(settings)) == [(3,)]


def test_an_old_one_is_made_anew(settings: Settings, start: Callable[[Settings], PostgresServer], cache: Path) -> None:
    """Seeds may depend on the date, so a data folder that was prepared yesterday is prepared again."""
    start(settings)
    complete = prepared(cache)[0] / "complete"
    os.utime(complete, (0, time.time() - PREPARED_SECONDS - 1))

    start(settings)
    assert time.time() - complete.stat().st_mtime < PREPARED_SECONDS


def test_a_few_are_kept(settings: Settings, start: Callable[[Settings], PostgresServer], cache: Path) -> None:
    """The prepared data folders used last are kept, and the oldest is removed."""
    for number in range(PREPARED_KEPT):
        place = cache / f"aa-{number}"
        place.mkdir(parents=True)
        (place / "complete").touch()
        os.utime(place, (0, time.time() - 100 + number))
    start(settings)

    assert len(prepared(cache)) == PREPARED_KEPT
    assert not (cache / "aa-0").exists()
    assert (cache / "aa-1").exists()


def test_a_database_in_use_is_not_replaced(settings: Settings, start: Callable[[Settings], PostgresServer]) -> None:
    """A copy replaces neither a database with something in it nor one that somebody is connected to."""
    server, seeds = start(settings), seed_files(settings.root, settings.seed)
    with contextlib.closing(psycopg2.connect(server.dsn)):
        assert not fill_from_template(server, seeds)
    ask(server, "CREATE SCHEMA mine")
    assert not fill_from_template(server, seeds)
    ask(server, "DROP SCHEMA mine")
    assert fill_from_template(server, seeds)
    assert not fill_from_template(server, seeds)
