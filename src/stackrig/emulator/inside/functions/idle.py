"""End idle execution environments: all but a few of each function soon, the others after LocalStack's own time.

LocalStack starts a timer, and so a thread, for each environment after each invocation, and keeps environments for
ten minutes.
"""

import logging
import threading
import time
from collections import defaultdict
from datetime import datetime
from typing import Any

from localstack import config  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.execution_environment import (  # type: ignore[import-not-found]
    ExecutionEnvironment,
    InvalidStatusException,
    RuntimeStatus,
)

log = logging.getLogger(__name__)
KEPT = 3  # idle environments of each function version that live until LAMBDA_KEEPALIVE_MS has passed
SPARE = 20.0  # seconds until the others end
PAUSE = 5.0  # seconds between two checks

_idle: dict[str, tuple[Any, float]] = {}  # environments and when they were last used, by id
_lock = threading.Lock()
_has_idle = threading.Event()
_is_on = threading.Event()


def end_idle_environments() -> None:
    """Let one thread end idle environments, instead of a timer for each invocation."""
    if _is_on.is_set():  # LocalStack may load its executor more than once
        return
    _is_on.set()
    reserve, stop = ExecutionEnvironment.reserve, ExecutionEnvironment.stop

    def reserve_and_forget(self: Any) -> None:
        reserve(self)
        _forget(self)

    def stop_and_forget(self: Any) -> None:
        _forget(self)
        stop(self)

    ExecutionEnvironment.release = _release
    ExecutionEnvironment.reserve, ExecutionEnvironment.stop = reserve_and_forget, stop_and_forget
    threading.Thread(target=_end_forever, name="stackrig-idle", daemon=True).start()


def surplus(idle: list[tuple[str, float]], now: float, keep_alive: float) -> list[int]:
    """Return the indices of the environments to end.

    Args:
        idle: the version and the time of the last use of each environment.
        now: the current time of the same clock.
        keep_alive: seconds after which every environment ends.
    """
    newer: defaultdict[str, int] = defaultdict(int)  # environments of the version with a later use
    ending = []
    for index in sorted(range(len(idle)), key=lambda index: -idle[index][1]):
        version, used = idle[index]
        if now - used >= (keep_alive if newer[version] < KEPT else min(SPARE, keep_alive)):
            ending.append(index)
        newer[version] += 1
    return ending


def _release(self: Any) -> None:
    """Prepare an environment for the next invocation as LocalStack's method does, without its timer."""
    self.last_returned = datetime.now()  # noqa: DTZ005  # LocalStack compares it with naive times
    with self.status_lock:
        if self.status != RuntimeStatus.INVOKING:
            raise InvalidStatusException(f"execution environment {self.id} is {self.status}, not invoking")
        with _lock:
            if self.initialization_type == "on-demand":
                _idle[self.id] = self, time.monotonic()
        self.status = RuntimeStatus.READY
    _has_idle.set()


def _forget(environment: Any) -> None:
    with _lock:
        _idle.pop(environment.id, None)


def _end_forever() -> None:
    while _has_idle.wait():  # a LocalStack without idle environments costs nothing here
        time.sleep(PAUSE)
        with _lock:
            environments = list(_idle.values())
            if not environments:
                _has_idle.clear()
        versions = [(environment.version_manager_id, used) for environment, used in environments]
        for index in surplus(versions, time.monotonic(), config.LAMBDA_KEEPALIVE_MS / 1000):
            _end(environments[index][0])


def _end(environment: Any) -> None:
    try:
        environment.keepalive_passed()  # it does nothing while the environment is in use
    except Exception:
        log.exception("stackrig: the idle environment %s can't be ended", environment.id)
