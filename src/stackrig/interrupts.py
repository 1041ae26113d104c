"""Keep Ctrl-C from being lost: Python drops a KeyboardInterrupt that is raised where nothing can catch it."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class _Arrivals:
    """Hold whether Ctrl-C came. It takes no lock: the signal handler that sets it may interrupt the holder of one."""

    any = False


@contextmanager
def remembering_interrupts() -> Iterator[None]:
    """Remember a Ctrl-C that comes while the block runs, for `raise_lost_interrupt`.

    Python prints and drops an exception that is raised in a weak reference's callback (every import has one), in
    `__del__` or by the garbage collector: https://docs.python.org/3/library/sys.html#sys.unraisablehook. Libraries
    drop it by `except:`. Nothing is done where Ctrl-C is ignored or handled by somebody else.
    """
    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        yield
        return
    signal.signal(signal.SIGINT, _remember_and_raise)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _Arrivals.any = False


def raise_lost_interrupt() -> None:
    """Raise the KeyboardInterrupt that came and was dropped; one that is being handled was not dropped.

    Raises:
        KeyboardInterrupt: Ctrl-C came since the last call, and the main thread goes on as if it had not.
    """
    if not _Arrivals.any or threading.current_thread() is not threading.main_thread():
        return
    handled = sys.exception()
    while handled and not isinstance(handled, KeyboardInterrupt):
        handled = handled.__context__
    if not handled:
        _Arrivals.any = False
        raise KeyboardInterrupt


def _remember_and_raise(number: int, frame: FrameType | None) -> None:
    _Arrivals.any = True
    signal.default_int_handler(number, frame)
