"""The names of fixture-foundry: `from stackrig.compat import *` in place of `from fixture_foundry import *`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from stackrig.containers.daemon import require_daemon
from stackrig.containers.networks import Network, has_network, join_network, make_network
from stackrig.database import seeds as project_seeds
from stackrig.database.choice import choose_database
from stackrig.database.seeding import seed_database
from stackrig.database.server import PostgresServer, running_postgres
from stackrig.database.sql_files import exec_sql_file
from stackrig.deployment.stacks import deploy
from stackrig.emulator.choice import choose_localstack
from stackrig.emulator.server import AwsEndpoint, running_localstack
from stackrig.leases import end_session, new_session
from stackrig.pytest_plugin import container_network, localstack, postgres
from stackrig.rig.plan import BOTH, settle
from stackrig.server_plan import ServerPlan
from stackrig.settings import change, run_settings
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
    """Yield the name of the network that containers share; it is made if needed and then removed. Empty if embedded."""
    settings = run_settings()
    if not settle(settings, BOTH, running={}, pull=False).shares_network:
        yield ""
        return
    daemon, session, name = require_daemon(), new_session(), network_name or settings.network
    try:
        there = name and has_network(daemon, name)
        yield name if there else make_network(daemon, session, name).name
    finally:
        end_session(session)


def _network(name: str, plan: ServerPlan) -> Network | None:
    """Return the network that a context's container joins; a server that is no container needs none."""
    return join_network(plan.daemon, name) if name and plan.daemon else None


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
        plan = choose_database(settings, pull=True)
        with running_postgres(settings, session, _network(container_network, plan), plan=plan) as server:
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
        plan = choose_localstack(settings, beside=settings.database_asked[0], pull=True)
        with running_localstack(settings, session, _network(container_network, plan), plan=plan) as endpoint:
            yield endpoint
    finally:
        end_session(session)
