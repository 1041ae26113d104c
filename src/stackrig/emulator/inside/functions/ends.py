"""Notice at once that a function's container has ended without LocalStack, which goes on waiting for it.

LocalStack tries a container that is gone for half a minute, and waits 15 minutes for the answer of one that ended while
it was at work.
"""

import json
import logging
import threading
from typing import Any

from localstack.services.lambda_.invocation.executor_endpoint import (  # type: ignore[import-not-found]
    StatusErrorException,
)
from localstack.services.lambda_.invocation.lambda_models import InvocationResult  # type: ignore[import-not-found]
from localstack.services.plugins import SERVICE_PLUGINS  # type: ignore[import-not-found]
from localstack.utils.docker_utils import DOCKER_CLIENT  # type: ignore[import-not-found]

LOG = logging.getLogger(__name__)
ENDED = ("die", "died")  # Docker's word and Podman's, as the status of an event
# As AWS answers when the process of a function was killed.
KILLED = {"errorType": "Runtime.ExitError", "errorMessage": "Error: Runtime exited with error: signal: killed"}


def notice_ends() -> None:
    """Follow, in a thread, what the daemon says about containers that end."""
    if hasattr(DOCKER_CLIENT, "client"):  # LocalStack's other client runs the docker command
        threading.Thread(target=_follow, name="stackrig-ends", daemon=True).start()


def _follow() -> None:
    for event in DOCKER_CLIENT.client().events(decode=True, filters={"type": "container"}):
        name = event.get("Actor", {}).get("Attributes", {}).get("name", "")
        if event.get("status", event.get("Action")) in ENDED and "-lambda-" in name:
            try:
                _give_up(name)
            except Exception:
                LOG.exception("stackrig: the end of container %s was not dealt with", name)


def _give_up(name: str) -> None:
    """Drop the environment of a container that has ended, if LocalStack still counts on it."""
    assignment = SERVICE_PLUGINS.require("lambda")._provider.lambda_service.assignment_service  # noqa: SLF001
    known = [environment for group in list(assignment.environments.values()) for environment in list(group.values())]
    for environment in known:
        if getattr(environment.runtime_executor, "container_name", "") == name and environment.status.name != "STOPPED":
            LOG.warning("stackrig: container %s has ended, the next request starts another", name)
            _answer(environment.runtime_executor.executor_endpoint)
            assignment.stop_environment(environment)


def _answer(endpoint: Any) -> None:
    """Answer for the function to whoever waits for its start or its result."""
    payload = json.dumps(KILLED).encode()
    if endpoint.startup_future and not endpoint.startup_future.done():
        endpoint.startup_future.set_exception(StatusErrorException(KILLED["errorMessage"], payload=payload))
    if endpoint.invocation_future and not endpoint.invocation_future.done():
        endpoint.invocation_future.set_result(InvocationResult("", payload, is_error=True, logs=endpoint.logs))
