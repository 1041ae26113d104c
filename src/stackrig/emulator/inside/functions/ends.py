"""Notice at once when a function's container has ended: LocalStack would go on waiting for it.

LocalStack tries to reach a lost container for half a minute, and waits 15 minutes for the answer of one that ended
during an invocation.
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
ENDED = ("die", "died")  # the status of an event, in Docker's word and Podman's
# AWS's answer when the process of a function was killed.
KILLED = {"errorType": "Runtime.ExitError", "errorMessage": "Error: Runtime exited with error: signal: killed"}


def notice_ends() -> None:
    """Follow the daemon's events of ended containers in a thread."""
    if hasattr(DOCKER_CLIENT, "client"):  # LocalStack's other client runs the docker command
        threading.Thread(target=_follow, name="stackrig-ends", daemon=True).start()


def _follow() -> None:
    for event in DOCKER_CLIENT.client().events(decode=True, filters={"type": "container"}):
        name = event.get("Actor", {}).get("Attributes", {}).get("name", "")
        if event.get("status", event.get("Action")) in ENDED and "-lambda-" in name:
            try:
                _give_up(name)
            except Exception:
                LOG.exception("stackrig: the end of container %s could not be handled", name)


def _give_up(name: str) -> None:
    """Drop the environment of an ended container, if LocalStack still uses it."""
    assignment = SERVICE_PLUGINS.require("lambda")._provider.lambda_service.assignment_service  # noqa: SLF001
    known = [environment for group in list(assignment.environments.values()) for environment in list(group.values())]
    for environment in known:
        if getattr(environment.runtime_executor, "container_name", "") == name and environment.status.name != "STOPPED":
            LOG.warning("stackrig: container %s has ended; the next request starts another one", name)
            _answer(environment.runtime_executor.executor_endpoint)
            assignment.stop_environment(environment)


def _answer(endpoint: Any) -> None:
    """Answer in the function's place to the thread that waits for its start or its result."""
    payload = json.dumps(KILLED).encode()
    if endpoint.startup_future and not endpoint.startup_future.done():
        endpoint.startup_future.set_exception(StatusErrorException(KILLED["errorMessage"], payload=payload))
    if endpoint.invocation_future and not endpoint.invocation_future.done():
        endpoint.invocation_future.set_result(InvocationResult("", payload, is_error=True, logs=endpoint.logs))
