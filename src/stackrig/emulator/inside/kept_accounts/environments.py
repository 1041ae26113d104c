"""The execution environments of an account's functions: their loaded modules keep state."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from stackrig_localstack.functions.ahead import start_again  # type: ignore[import-not-found]

from .data import provider_of


def end_environments(account: str) -> None:
    """End all execution environments of an account's functions, with everything that they are still doing."""
    for service, manager in _managers(account):
        service.assignment_service.stop_environments_for_version(manager.id)


def start_environments(account: str) -> None:
    """Start an environment for functions without one, before a test waits for it."""
    for service, manager in _managers(account):
        if not service.assignment_service.environments.get(manager.id):
            with suppress(RuntimeError):  # no thread can be started: the first invocation starts the environment
                start_again(manager)


def _managers(account: str) -> Iterator[tuple[Any, Any]]:
    if provider := provider_of("lambda"):
        for arn, manager in list(provider.lambda_service.lambda_running_versions.items()):
            if arn.split(":")[4] == account:
                yield provider.lambda_service, manager
