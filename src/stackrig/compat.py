"""The names of fixture-foundry: `from stackrig.compat import *` in place of `from fixture_foundry import *`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from stackrig.containers.daemon import require_daemon
from stackrig.containers.networks import Network, has_network, join_network, make_network
from stackrig.database import seeds as project_seeds
from stackrig.database.seeding import seed_database
from stackrig.database.server import PostgresServer, running_postgres
from stackrig.database.sql_files import exec_sql_file
from stackrig.deployment.stacks import deploy
from stackrig.emulator.server import AwsEndpoint, running_localstack
from stackrig.leases import end_session, new_session
from stackrig.pytest_plugin import container_network, localstack, postgres
from stackrig.rig.plan import settle, share_network
from stackrig.settings import change, run_settings, split_image
from stackrig.urls import to_localstack_url

__all__ = [
    "add_fixture_foundry_options",
    "container_network",
    "container_network_context",
    "deploy",
    "exec_sql_file",
    "localstack",
    "localstack_context",
    "postgres",
    "postgres_context",
    "to_localstack_url",
]


def add_fixture_foundry_options(parser: pytest.Parser) -> None:
    """Do nothing: stackrig's plugin adds the options itself."""
    del parser


@contextmanager
def container_network_context(network_name: str | None = None) -> Iterator[str]:
    """Yield the name of the network containers share, made if needed and then removed; empty for an embedded rig."""
    settings = settle(run_settings(), ("db", "localstack"), running={}, pull=False)
    if not share_network(settings, running={}):
        yield ""
        return
    daemon, session, name = require_daemon(), new_session(), network_name or settings.network
    try:
        there = name and has_network(daemon, name)
        yield name if there else make_network(daemon, session, name).name
    finally:
        end_session(session)


def _network(name: str, image: str) -> Network | None:
    """Return the network a context's container joins; a server that is no container needs none."""
    return join_network(require_daemon(), name) if name and split_image(image)[0] in ("image", "auto") else None


@contextmanager
def postgres_context(
    username: str | None,
    password: str | None,
    database: str,
    image: str | None,
    container_network: str = "",
    seed_files: Sequence[Path] | None = None,
) -> Iterator[PostgresServer]:
    """Start a database server, load the seeds and yield its handle; it is stopped at the end."""
    given = {"database_username": username, "database_password": password, "database_image": image}
    wanted = {name: value for name, value in given.items() if value is not None}
    settings, session = change(run_settings(), database=database, **wanted), new_session()
    try:
        with running_postgres(settings, session, _network(container_network, settings.database_image)) as server:
            seeds = project_seeds.seed_files(settings.root, [str(seed) for seed in seed_files or ()])
            seed_database(server.dsn, seeds)
            yield server
    finally:
        end_session(session)


@contextmanager
def localstack_context(
    image: str, services: str, port: int, timeout: float, container_network: str = ""
) -> Iterator[AwsEndpoint]:
    """Start LocalStack and yield its handle; it is stopped at the end."""
    given = {"services": services, "port": port, "timeout": timeout, "image": image}
    wanted = {f"localstack_{name}": value for name, value in given.items()}
    settings, session = change(run_settings(), **wanted), new_session()
    try:
        with running_localstack(settings, session, _network(container_network, settings.localstack_image)) as endpoint:
            yield endpoint
    finally:
        end_session(session)
