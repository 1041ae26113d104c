"""Start a function's first execution environment as soon as its code exists, during its stack's deployment.

AWS does so at times as well: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html calls it
proactive initialization. A start that fails before the first invocation is ignored: the invocation tries again.
"""

import inspect
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from localstack.services.lambda_.invocation.assignment import AssignmentService  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.lambda_service import LambdaService  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.version_manager import (  # type: ignore[import-not-found]
    LambdaVersionManager,
)

log = logging.getLogger(__name__)
LIMIT = 4  # unused environments at a time, for all functions together
UNUSED_SECONDS = 60.0  # seconds after which an unused environment makes room for another
PARAMETERS = ["self", "version_manager_id", "function_version"]  # parameters of start_environment since LocalStack 3.4

_ahead: dict[str, tuple["Future[Any]", float]] = {}  # unused environments and their start, by the manager's id
_lock = threading.Lock()
_is_on = threading.Event()
_started: list[Callable[..., Any]] = []  # LocalStack's own method that starts an environment, after its replacement


def start_ahead() -> None:
    """Let LocalStack start an environment for each function version that becomes active, and use it first."""
    update, stop = LambdaService.update_version_state, LambdaVersionManager.stop
    start = AssignmentService.start_environment
    # LocalStack may load its executor more than once.
    if _is_on.is_set() or list(inspect.signature(start).parameters) != PARAMETERS:
        return
    _is_on.set()

    _started.append(start)

    def update_and_start(self: Any, function_version: Any, new_state: Any) -> None:
        update(self, function_version, new_state)
        manager = self.lambda_running_versions.get(function_version.qualified_arn)
        if manager and manager.function_version is function_version:  # it may have been deleted meanwhile
            _start(manager, start)

    def stop_all(self: Any) -> None:
        stop(self)
        _give_up(self.id)

    def take_or_start(self: Any, version_manager_id: str, function_version: Any) -> Any:
        future = _take(version_manager_id)
        return future.result() if future else start(self, version_manager_id, function_version)

    LambdaService.update_version_state, LambdaVersionManager.stop = update_and_start, stop_all
    AssignmentService.start_environment = take_or_start


def start_again(manager: Any) -> None:
    """Start an environment for an active function version without one."""
    for start in _started:
        _start(manager, start)


def _start(manager: Any, start: Callable[..., Any]) -> None:
    future: Future[Any] = Future()
    with _lock:
        oldest, begun = next(((name, begun) for name, (_, begun) in _ahead.items()), ("", 0.0))
        is_full, now = len(_ahead) >= LIMIT, time.monotonic()
        if is_full and now - begun < UNUSED_SECONDS:
            return
        _ahead[manager.id] = future, now
    if is_full:
        _give_up(oldest)
    threading.Thread(target=_run, args=(manager, start, future), name="stackrig-ahead", daemon=True).start()
    if manager.shutdown_event.is_set():  # it was stopped before it was listed
        _give_up(manager.id)


def _run(manager: Any, start: Callable[..., Any], future: "Future[Any]") -> None:
    environment = None
    try:
        environment = start(manager.assignment_service, manager.id, manager.function_version)
        # LocalStack's own executors return from start after the function's init code.
        is_usable = getattr(environment.runtime_executor, "initialize", lambda: True)()
    except Exception as error:  # noqa: BLE001  # the invocation that waits for this start gets it
        log.debug("stackrig: %s was not started ahead: %s", manager.function_arn, error)
        _take(manager.id)
        if environment:
            environment.stop()
        future.set_exception(error)
        return
    if not is_usable and _take(manager.id):
        environment.stop()
    future.set_result(environment)


def _take(manager_id: str) -> "Future[Any] | None":
    with _lock:
        return _ahead.pop(manager_id, (None, 0.0))[0]


def _give_up(manager_id: str) -> None:
    """Stop an unused environment once it has started."""
    if future := _take(manager_id):
        future.add_done_callback(_discard)


def _discard(future: "Future[Any]") -> None:
    if not future.exception():
        future.result().stop()
