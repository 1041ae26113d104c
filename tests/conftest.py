"""Fixtures of stackrig's own tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stackrig.database import PostgresServer, running_postgres
from stackrig.emulator import AwsEndpoint, running_localstack
from stackrig.processes import Session
from stackrig.reaper import end_session, new_session
from stackrig.settings import Settings


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
