"""Move the clock of this process: Python's functions return a later time. Waiting takes as long as before.

Functions and LocalStack itself use it; standard library only, Python 3.7 or later. `datetime` is written in C and asks
the system itself, so its own methods are replaced: a subclass instead would fail in `isinstance`.
"""

from __future__ import annotations

import datetime as dt
import gc
import sys
import time

TYPE_CHECKING = False  # as `typing` has it, whose import would cost every cold start 5 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

BILLION = 10**9
BY_DEFAULT_NOW = ("localtime", "gmtime", "ctime")  # functions of `time` whose default is the current time

real_time = time.time
_real = {name: getattr(time, name) for name in ("time", "time_ns", "strftime", "asctime", *BY_DEFAULT_NOW)}
_moved = [0]  # nanoseconds by which the clock is ahead; a list, so that the functions below share it
_is_installed = []  # type: list[bool]  # holds something once they are in place


def moved() -> float:
    """Return the seconds by which the clock of this process is ahead of the system's."""
    return _moved[0] / BILLION


def move_to(seconds: float) -> None:
    """Set this process's clock ahead by this many seconds; nothing is replaced for 0."""
    _moved[0] = round(seconds * BILLION)
    if _moved[0] and not _is_installed:
        _is_installed.append(True)
        _install()


def _time() -> float:
    return (_real["time_ns"]() + _moved[0]) / BILLION  # type: ignore[no-any-return]


def _time_ns() -> int:
    return _real["time_ns"]() + _moved[0]  # type: ignore[no-any-return]


def _now(cls: Any, tz: Any = None) -> Any:
    return cls.fromtimestamp(_time(), tz)


def _utcnow(cls: Any) -> Any:
    return cls.fromtimestamp(_time(), dt.timezone.utc).replace(tzinfo=None)  # noqa: UP017  # of Python 3.11


def _today(cls: Any) -> Any:
    return cls.fromtimestamp(_time())


def _by_default_now(name: str) -> Callable[..., Any]:
    def run(seconds: float | None = None) -> Any:
        return _real[name](_time() if seconds is None else seconds)

    return run


def _strftime(format: str, *moment: Any) -> str:  # noqa: A002  # its name in `time`
    return _real["strftime"](format, *(moment or (time.localtime(),)))  # type: ignore[no-any-return]


def _asctime(*moment: Any) -> str:
    return _real["asctime"](*(moment or (time.localtime(),)))  # type: ignore[no-any-return]


def _install() -> None:
    new = {"time": _time, "time_ns": _time_ns, "strftime": _strftime, "asctime": _asctime}  # type: dict[str, Any]
    new.update({name: _by_default_now(name) for name in BY_DEFAULT_NOW})
    for name, function in new.items():
        setattr(time, name, function)
    _replace_imported({id(_real[name]): function for name, function in new.items()})
    _set_method(dt.date, "today", _today)
    for name, method in (("now", _now), ("utcnow", _utcnow), ("today", _today)):
        _set_method(dt.datetime, name, method)


def _replace_imported(new: dict[int, Any]) -> None:
    """Replace functions that modules got by `from time import time`; later imports find the new ones in `time`."""
    for module in list(sys.modules.values()):
        values = getattr(module, "__dict__", {})
        if values is globals():
            continue
        for name, value in list(values.items()):
            if id(value) in new:
                values[name] = new[id(value)]


def _set_method(owner: type, name: str, method: Callable[..., Any]) -> None:
    """Set a class method of a type that Python protects, and invalidate Python's cache of it."""
    import ctypes

    attributes = gc.get_referents(owner.__dict__)[0]
    attributes[name] = classmethod(method)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(owner))
