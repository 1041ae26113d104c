"""Debug a function: breakpoint() opens pdb in a terminal that LocalStack names, and debugpy listens for an editor.

Standard library only, Python 3.7 or later: this runs in the function's own interpreter.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as `typing` has it, whose import would cost every cold start 5 ms
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

GUARD = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + "/debugger_guard"  # noqa: PTH100, PTH120
BREAKPOINT, DEBUGGER = "breakpoint", "debugger"  # the reason for which a function pauses
NO_TERMINAL = "[stackrig] breakpoint() in {} was passed, no terminal waits for it: use pytest -s, or `invoke debug`"

_ask: list[Callable[[str], int]] = []  # asks LocalStack for the port of a terminal, which turns the time-out off
_session: list[Any] = []  # the pdb of this invocation and its connection
_listening: list[Any] = []  # debugpy and its port, until an editor has connected


def set_up(ask: Callable[[str], int], debugger: Mapping[str, Any] | None) -> None:
    """Let breakpoint() ask for a terminal, and start debugpy if a debugger is wanted."""
    _ask.append(ask)
    if "PYTHONBREAKPOINT" not in os.environ:
        sys.breakpointhook = _break
    if debugger:
        ask(DEBUGGER)
        _listen(debugger["folder"], debugger["port"])


def wait_for_editor() -> None:
    """Wait once until an editor has connected, which turns the invocation's time-out off."""
    if not _listening:
        return
    debugpy, port = _listening
    _ask[0](DEBUGGER)
    if port and not debugpy.is_client_connected():
        print("[stackrig] waiting for a debugger at 127.0.0.1:" + str(port), flush=True)  # noqa: T201  # the log
        debugpy.wait_for_client()
    _listening[1] = 0


def end_session() -> None:
    """Leave pdb, which may still trace each line, and return the terminal."""
    if _session:
        sys.settrace(None)
        _session[1].close()
        del _session[:]


def _break(*_arguments: object, **_named: object) -> None:
    frame = sys._getframe(1)  # noqa: SLF001  # as the builtin does
    if not _session:
        place = frame.f_code.co_filename + ":" + str(frame.f_lineno)
        port = _ask[0](BREAKPOINT)
        if not port:
            print(NO_TERMINAL.format(place), flush=True)  # noqa: T201  # the log
            return
        _session.extend(_open(port, place))
    _session[0].set_trace(frame)


def _open(port: int, place: str) -> tuple[Any, Any]:
    import pdb  # noqa: T100  # this is its place
    import socket

    connection = socket.create_connection(("127.0.0.1", port))
    stream = connection.makefile("rw", encoding="utf-8", errors="replace")
    connection.close()  # it ends with the stream
    name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "")
    stream.write("\n[stackrig] " + name + " is at a breakpoint in " + place + "; its time-out is off, `c` goes on\n")
    stream.flush()
    return pdb.Pdb(stdin=stream, stdout=stream, nosigint=True, readrc=False), stream


def _listen(folder: str, port: int) -> None:
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    sys.path.insert(0, folder)
    try:
        import debugpy  # type: ignore[import-not-found,unused-ignore]  # noqa: T100  # asked for

        _listen_guarded(debugpy, port)
    except Exception as error:  # noqa: BLE001  # another environment of the function has the port, or no such Python
        print("[stackrig] no debugger: " + str(error), flush=True)  # noqa: T201  # the log
        return
    finally:
        sys.path.remove(folder)
    _listening.extend((debugpy, port))


def _listen_guarded(debugpy: Any, port: int) -> None:
    """Start debugpy, whose ports are closed to other users: that of its adapter, and the one it waits at for this."""
    import runpy
    import socket

    plain = socket.socket
    debugpy.configure(subProcess=False, pythonEnv=dict(os.environ, PYTHONPATH=GUARD))  # of the adapter
    try:
        runpy.run_path(GUARD + "/sitecustomize.py")
        debugpy.listen(("127.0.0.1", port))
    finally:
        socket.socket = plain  # type: ignore[misc]
