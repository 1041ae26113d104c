"""Start a function's first execution environment as soon as its code is there, while its stack is still deployed.

AWS does so at times as well: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html calls it
proactive initialization. A start that fails before anybody has asked for it counts for nothing: the first invocation
tries again.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from localstack.aws.api.lambda_ import State  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.assignment import AssignmentService  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.version_manager import (  # type: ignore[import-not-found]
    LambdaVersionManager,
)

LOG = logging.getLogger(__name__)
LIMIT = 4  # environments that nobody has asked for yet, whatever the number of functions

_ahead: dict[str, "Future[Any]"] = {}  # those environments, by the id of their version's manager
_lock = threading.Lock()
_is_on = threading.Event()


def start_ahead() -> None:
    """Have LocalStack start an environment of each function version that becomes active, and use it first."""
    if _is_on.is_set():  # LocalStack may load its executor more than once
        return
    _is_on.set()
    activate, stop = LambdaVersionManager.start, LambdaVersionManager.stop
    start = AssignmentService.start_environment

    def activate_and_start(self: Any) -> Any:
        state = activate(self)
        if state.state == State.Active:
            _start(self, start)
        return state

    def stop_all(self: Any) -> None:
        if future := _take(self.id):
            future.add_done_callback(_discard)
        stop(self)

    def take_or_start(self: Any, manager_id: str, version: Any) -> Any:
        future = _take(manager_id)
        return future.result() if future else start(self, manager_id, version)

    LambdaVersionManager.start, LambdaVersionManager.stop = activate_and_start, stop_all
    AssignmentService.start_environment = take_or_start


def _start(manager: Any, start: Callable[..., Any]) -> None:
    with _lock:
        if len(_ahead) >= LIMIT:
            return
        future = _ahead[manager.id] = Future()
    threading.Thread(target=_run, args=(manager, start, future), name="stackrig-ahead", daemon=True).start()


def _run(manager: Any, start: Callable[..., Any], future: "Future[Any]") -> None:
    try:
        environment = start(manager.assignment_service, manager.id, manager.function_version)
        # LocalStack's own executors are through with the function's init code when they have started.
        is_usable = getattr(environment.runtime_executor, "initialize", lambda: True)()
    except Exception as error:  # noqa: BLE001  # whoever waits for it gets it, as from a start of its own
        LOG.debug("stackrig: %s was not started ahead: %s", manager.function_arn, error)
        _take(manager.id)
        future.set_exception(error)
        return
    if not is_usable and _take(manager.id):
        environment.stop()
    future.set_result(environment)


def _take(manager_id: str) -> "Future[Any] | None":
    with _lock:
        return _ahead.pop(manager_id, None)


def _discard(future: "Future[Any]") -> None:
    if not future.exception():
        future.result().stop()
