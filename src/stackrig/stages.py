"""Stages of a rig's life: they are timed, and every log record that they cause names them."""

import contextvars
import functools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from typing import Any, TypeVar

from stackrig.interrupts import raise_lost_interrupt
from stackrig.machine_limits import limits_named

log = logging.getLogger("stackrig")
T = TypeVar("T")

LOOK_AROUND = 0.5  # seconds between checks for signals, which another thread may have received
GIVE_UP_TIMEOUT = 1.0  # seconds that an abandoned call has to end

_current: contextvars.ContextVar[str] = contextvars.ContextVar("stackrig_stage", default="")


def current_stage() -> str:
    """Return the name of the stage that this thread works for; empty outside of any stage."""
    return _current.get()


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Run the block as a stage: log its start, its end and the seconds between.

    Records carry `stage`, and those of start and end `state` ("started", "done", "failed") and `seconds`.
    A Ctrl-C that was lost before the end makes the stage fail.

    Raises:
        StartError: a limit of this machine was reached, such as a full disk.
    """
    token, started = _current.set(name), time.perf_counter()
    _log(name, "started", 0.0)
    try:
        raise_lost_interrupt()
        with limits_named(f"the stage {name}"):
            yield
        raise_lost_interrupt()
    except BaseException:
        _log(name, "failed", time.perf_counter() - started)
        raise
    else:
        _log(name, "done", time.perf_counter() - started)
    finally:
        _current.reset(token)


@contextmanager
def restored_log() -> Iterator[None]:
    """Undo what the block does to stackrig's logger.

    The block calls a project's own code, where logging.config.fileConfig and dictConfig disable every existing logger.
    """
    before = log.disabled, log.propagate, log.level
    try:
        yield
    finally:
        log.disabled, log.propagate = before[:2]
        log.setLevel(before[2])


def run_beside(call: Callable[[], T]) -> Future[T]:
    """Make a call in a thread of its own, which logs under the stage of the thread that starts it.

    Unlike an executor's, the thread never holds up the end of this process: Ctrl-C may come while it imports.
    """
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()  # from now on nobody can cancel the call
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(_fulfil, future, call), name="stackrig", daemon=True).start()
    return future


class DaemonThreads(ThreadPoolExecutor):
    """Make each call in a thread of its own, as `run_beside` does, so that a call that hangs lets the process end.

    Python waits for the threads of its own pools before it ends, also after a second Ctrl-C.
    """

    def __init__(self) -> None:
        super().__init__(max_workers=1)  # an executor that has no thread until it is used
        self._calls: set[Future[Any]] = set()

    def submit(self, call: Callable[..., T], /, *arguments: Any, **named: Any) -> Future[T]:
        """Begin a call and return its future."""
        future = run_beside(functools.partial(call, *arguments, **named))
        self._calls.add(future)
        future.add_done_callback(self._calls.discard)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Wait for the calls under way, or leave them to their threads."""
        if wait:
            wait_for(self._calls.copy())


def run_interruptibly(call: Callable[[], T], give_up: Callable[[], None]) -> T:
    """Make a call that blocks signals, as libpq's do, and return its result; after Ctrl-C, `give_up` ends the call."""
    if threading.current_thread() is not threading.main_thread():
        return call()  # only the main thread receives signals
    future = run_beside(call)
    try:
        while wait_for([future], timeout=LOOK_AROUND).not_done:
            raise_lost_interrupt()
    except BaseException:
        give_up()
        wait_for([future], timeout=GIVE_UP_TIMEOUT)
        raise
    return future.result()


def _fulfil(future: Future[T], call: Callable[[], T]) -> None:
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001  # raised to the one who asks for the result
        future.set_exception(error)
    else:
        future.set_result(result)


def _log(name: str, state: str, seconds: float) -> None:
    log.info("%s %s", name, state, extra={"stage": name, "state": state, "seconds": seconds})
