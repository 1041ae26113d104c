"""Integration tests against real Postgres, real AWS APIs and real Pulumi programs."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stackrig.archives import python_archive
    from stackrig.clients import AwsAccount
    from stackrig.database import PostgresServer
    from stackrig.deployment import deploy
    from stackrig.emulator import AwsEndpoint
    from stackrig.errors import StackrigError
    from stackrig.pytest_plugin import (
        aws_account,
        aws_session,
        container_network,
        deployed,
        localstack,
        postgres,
        postgres_clone,
        postgres_factory,
    )
    from stackrig.runs import Deployed
    from stackrig.seeding import exec_sql_file
    from stackrig.templates import reset_database
    from stackrig.urls import to_localstack_url

__all__ = [
    "AwsAccount",
    "AwsEndpoint",
    "Deployed",
    "PostgresServer",
    "StackrigError",
    "aws_account",
    "aws_session",
    "container_network",
    "deploy",
    "deployed",
    "exec_sql_file",
    "localstack",
    "postgres",
    "postgres_clone",
    "postgres_factory",
    "python_archive",
    "reset_database",
    "to_localstack_url",
]

_HOMES = {
    "AwsAccount": "clients",
    "AwsEndpoint": "emulator",
    "Deployed": "runs",
    "PostgresServer": "database",
    "StackrigError": "errors",
    "aws_account": "pytest_plugin",
    "aws_session": "pytest_plugin",
    "container_network": "pytest_plugin",
    "deploy": "deployment",
    "deployed": "pytest_plugin",
    "exec_sql_file": "seeding",
    "localstack": "pytest_plugin",
    "postgres": "pytest_plugin",
    "postgres_clone": "pytest_plugin",
    "postgres_factory": "pytest_plugin",
    "python_archive": "archives",
    "reset_database": "templates",
    "to_localstack_url": "urls",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first used: tasks need no pytest, tests no invoke."""
    if name not in _HOMES:
        raise AttributeError(f"module 'stackrig' has no attribute {name!r}")
    return getattr(importlib.import_module(f"stackrig.{_HOMES[name]}"), name)
