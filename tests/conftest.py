"""Fixtures of stackrig's own tests."""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import platformdirs
import psycopg2
import pytest

from stackrig.database import PostgresServer, running_postgres
from stackrig.emulator import AwsEndpoint, running_localstack
from stackrig.processes import Session
from stackrig.reaper import end_session, new_session
from stackrig.settings import Settings

# pytester gives each inner run a home of its own; what was built once in the user's cache is used all the same.
os.environ["XDG_CACHE_HOME"] = str(platformdirs.user_cache_path())


@pytest.fixture(scope="session")
def session() -> Iterator[Session]:
    """Yield a session whose processes and folder are gone at the end."""
    session = new_session()
    yield session
    end_session(session)


@pytest.fixture(scope="session")
def postgres_server(session: Session) -> Iterator[PostgresServer]:
    """Yield a running embedded server with an empty database; it is stopped at the end."""
    with running_postgres(Settings(root=Path.cwd(), database_image="embedded"), session) as server:
        yield server


@pytest.fixture(scope="session")
def localstack_server(session: Session) -> Iterator[AwsEndpoint]:
    """Yield a running embedded LocalStack; it is stopped at the end."""
    with running_localstack(Settings(root=Path.cwd(), localstack_image="embedded"), session) as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def new_database(postgres_server: PostgresServer) -> Callable[[], AbstractContextManager[str]]:
    """Return a function that makes an empty database, yields its DSN and drops it."""
    numbers = itertools.count(1)

    @contextmanager
    def make() -> Iterator[str]:
        name = f"empty_{next(numbers)}"
        _execute(postgres_server.dsn, f"CREATE DATABASE {name} STRATEGY file_copy")
        yield postgres_server.dsn.rpartition("/")[0] + f"/{name}"
        _execute(postgres_server.dsn, f"DROP DATABASE {name} WITH (FORCE)")

    return make


def _execute(dsn: str, statement: str) -> None:
    with closing(psycopg2.connect(dsn)) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement)
