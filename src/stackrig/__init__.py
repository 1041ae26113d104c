"""Integration tests against real Postgres, real AWS APIs and real Pulumi programs."""

import importlib
import sys
from typing import TYPE_CHECKING, Any

# Every front imports this first, so that nothing else fails in a way of its own on other systems.
if sys.platform not in ("linux", "darwin"):
    raise ImportError(
        f"stackrig runs on Linux and macOS, and this is {sys.platform}. On Windows use WSL 2, which is Linux."
    )

if TYPE_CHECKING:
    from stackrig.database.server import PostgresServer
    from stackrig.database.sql_files import exec_sql_file
    from stackrig.database.templates import reset_database
    from stackrig.deployment.python_archives import python_archive
    from stackrig.deployment.stacks import deploy
    from stackrig.emulator.cognito import CognitoUser, cognito_messages, cognito_user
    from stackrig.emulator.server import AwsEndpoint
    from stackrig.emulator.sessions import AwsAccount
    from stackrig.errors import StackrigError
    from stackrig.pytest_plugin import (
        aws_account,
        aws_session,
        clock,
        container_network,
        deployed,
        localstack,
        postgres,
        postgres_clone,
        postgres_factory,
    )
    from stackrig.rig.pytest_run import Deployed
    from stackrig.urls import to_localstack_url

__all__ = [
    "AwsAccount",
    "AwsEndpoint",
    "CognitoUser",
    "Deployed",
    "PostgresServer",
    "StackrigError",
    "aws_account",
    "aws_session",
    "clock",
    "cognito_messages",
    "cognito_user",
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
    "AwsAccount": "emulator.sessions",
    "AwsEndpoint": "emulator.server",
    "CognitoUser": "emulator.cognito",
    "Deployed": "rig.pytest_run",
    "PostgresServer": "database.server",
    "StackrigError": "errors",
    "aws_account": "pytest_plugin",
    "aws_session": "pytest_plugin",
    "cognito_messages": "emulator.cognito",
    "cognito_user": "emulator.cognito",
    "clock": "pytest_plugin",
    "container_network": "pytest_plugin",
    "deploy": "deployment.stacks",
    "deployed": "pytest_plugin",
    "exec_sql_file": "database.sql_files",
    "localstack": "pytest_plugin",
    "postgres": "pytest_plugin",
    "postgres_clone": "pytest_plugin",
    "postgres_factory": "pytest_plugin",
    "python_archive": "deployment.python_archives",
    "reset_database": "database.templates",
    "to_localstack_url": "urls",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first used: tasks need no pytest, tests no invoke."""
    if name not in _HOMES:
        raise AttributeError(f"module 'stackrig' has no attribute {name!r}")
    return getattr(importlib.import_module(f"stackrig.{_HOMES[name]}"), name)
