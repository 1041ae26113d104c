"""Debugging of functions, as stackrig set it up in this LocalStack: a terminal for breakpoint(), and debugpy."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.runtime import hooks  # type: ignore[import-not-found]
from stackrig_localstack import is_embedded  # type: ignore[import-not-found]

from ..serving.peers import LOOPBACK

DEBUGGING_PATH = "/_stackrig/debugging"
EVERY = "all"
INSIDE = Path(__file__).parents[1]  # has what guards a debugger's ports
FIRST_PORT, PORTS = 5678, 100  # debugpy's own default, and how many ports are tried


@dataclass(slots=True)
class Debugging:
    """Hold the current settings: the port of a terminal of a process, the functions to debug, and debugpy's folder."""

    terminal: int = 0
    process: int = 0
    functions: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Debugger:
    """Hold the port on which a function's debugger listens, and the folder that debugpy is imported from."""

    port: int
    folder: str


_told = Debugging()
_ports: dict[str, int] = {}  # by function, so that an editor's configuration stays valid for new environments


@hooks.on_infra_start(should_load=is_embedded)  # type: ignore[untyped-decorator]
def take_debugging() -> None:
    """Add the routes by which stackrig sets up debugging and asks for the debuggers' ports."""
    from localstack.services.edge import ROUTER  # type: ignore[import-not-found]

    ROUTER.add(DEBUGGING_PATH, _take, methods=["POST"])
    ROUTER.add(DEBUGGING_PATH, _tell, methods=["GET"])


def terminal() -> int:
    """Return the port of the terminal that waits for a function, or 0."""
    if _told.process:
        try:
            os.kill(_told.process, 0)
        except OSError:  # it was killed
            _told.terminal = _told.process = 0
    return _told.terminal


def debugger_of(function: str) -> Debugger | None:
    """Return where a function's debugger must listen, or None if nobody asked for one."""
    wanted = _told.functions.split(",")
    if not _told.folder or not (EVERY in wanted or function in wanted):
        return None
    if function not in _ports:
        _ports[function] = _free_port()
    return Debugger(_ports[function], _told.folder)


def _free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        with socket.socket() as probe:
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
        if port not in _ports.values():
            return port
    return 0  # the system's choice, which an editor can't know


def _take(request: Any) -> Any:
    for name, value in request.json.items():
        setattr(_told, name, value)
    return Response(status=204)


def _tell(_request: Any) -> Any:
    """Answer with the port, handler and code of each Python function to be debugged."""
    from localstack.services.lambda_.invocation.models import lambda_stores  # type: ignore[import-not-found]

    found = {}
    for _, _, store in lambda_stores.iter_stores():
        for name, function in store.functions.items():
            settings = function.latest().config
            if (settings.runtime or "").startswith("python") and (debugger := debugger_of(name)):
                code = str(settings.code.get_unzipped_code_location())
                found[name] = {"port": debugger.port, "handler": settings.handler, "code": code}
    return Response.for_json(found)
