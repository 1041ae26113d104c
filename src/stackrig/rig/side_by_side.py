"""Stages side by side: when one fails the others are ended, and the failures of all are reported."""

import time
from collections.abc import Collection, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager, suppress
from typing import Any

from stackrig.containers.removal import remove_session
from stackrig.errors import StackrigError, TeardownError
from stackrig.processes import Session, kill_session

OTHER_FAILURE = 3.0  # seconds that a stage has to fail after the one beside it
ABANDON_TIMEOUT = 1.0  # seconds in which threads must notice that their processes were killed; none holds up the end


@contextmanager
def giving_up_with(other: Future[Any], session: Session) -> Iterator[None]:
    """End what the block starts as soon as the call beside it fails, and report the failures of both.

    If the block fails, the other call gets a moment to fail for a reason of its own.
    """
    other.add_done_callback(lambda _: _end_if_failed(other, session))
    try:
        yield
    except StackrigError as error:
        came_second = other.done()
        wait([other], timeout=OTHER_FAILURE)
        cause = other.exception() if other.done() else None
        if not isinstance(cause, StackrigError):
            raise
        if came_second:
            cause.add_note(f"the stage beside it was ended: {error}")
            raise cause from None
        error.add_note(f"the stage beside it failed too: {cause.report()}")
        raise


def _end_if_failed(call: Future[Any], session: Session) -> None:
    if call.exception():
        with suppress(StackrigError):  # the end of the session tries again, and reports a failure
            kill_session(session)
            remove_session(session, networks=False)


@contextmanager
def abandoning(session: Session, beside: Collection[Future[Any]]) -> Iterator[None]:
    """Abandon what runs beside the block when the block fails."""
    try:
        yield
    except BaseException:
        abandon(session, beside)
        raise


def abandon(session: Session, beside: Collection[Future[Any]]) -> None:
    """Kill the session's processes until the threads that wait for them or start more have failed."""
    deadline = time.monotonic() + ABANDON_TIMEOUT
    kill_session(session)
    if wait(beside, timeout=0).not_done:
        with suppress(TeardownError):  # the end of the session tries again, and reports a failure
            remove_session(session)
    while wait(beside, timeout=0.05).not_done and time.monotonic() < deadline:
        kill_session(session)
