"""Debug functions of the embedded LocalStack: with breakpoint() in this terminal, or with debugpy."""

import os
import select
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from stackrig.emulator.inside.serving.peers import GuardedListener
from stackrig.emulator.routes import LOOPBACK, NO_ANSWER, ask, get_json
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import SettingsError, StartError
from stackrig.settings import EMBEDDED

DEBUGGING_PATH = "/_stackrig/debugging"  # the plugin's route: inside/functions/debugging.py
TIMEOUT = 10.0  # seconds within which LocalStack must accept it
READ_SIZE = 4096
CODE = "/var/task"  # where a function sees its code
LEFT_OUT = ("node_modules", "site-packages", "__pycache__")  # folders that hold no sources of the project


@dataclass(frozen=True, slots=True)
class DebuggedFunction:
    """Describe where a function's debugger listens, and the folder of the project with its code, if it is found."""

    name: str
    port: int
    folder: Path | None


@contextmanager
def lending_terminal(endpoint: AwsEndpoint) -> Iterator[None]:
    """Let breakpoint() in functions use the terminal of this process while the block runs."""
    listener = GuardedListener()
    listener.bind((LOOPBACK, 0))
    listener.listen()
    threading.Thread(target=_serve, args=(listener,), name="stackrig-terminal", daemon=True).start()
    _tell(endpoint, {"terminal": listener.getsockname()[1], "process": os.getpid()})
    try:
        yield
    finally:
        with suppress(*NO_ANSWER):  # a LocalStack that has ended uses no terminal
            _tell(endpoint, {"terminal": 0, "process": 0})
        listener.shutdown(socket.SHUT_RDWR)  # wakes the thread
        listener.close()


def start_debuggers(endpoint: AwsEndpoint, functions: str) -> None:
    """Make functions start debugpy at their next invocation.

    Args:
        functions: names with commas between them, `all`, or an empty text for none.

    Raises:
        StartError: debugpy is not installed.
        SettingsError: this LocalStack runs functions in containers.
    """
    if endpoint.backend != "embedded":
        raise SettingsError(
            "--debug-functions needs the embedded LocalStack, whose functions are processes of this machine",
            remedies=[EMBEDDED],
        )
    spec = find_spec("debugpy")
    if spec is None or spec.origin is None:
        raise StartError(
            "debugpy, which debugs functions, is not installed",
            remedies=["pip install 'stackrig[debug]'", "pip install debugpy"],
        )
    _tell(endpoint, {"functions": functions, "folder": str(Path(spec.origin).parent.parent)})


def debugged_functions(endpoint: AwsEndpoint, root: Path) -> list[DebuggedFunction]:
    """Return the functions to debug, and where their debuggers listen."""
    found = get_json(LOOPBACK, endpoint.port, DEBUGGING_PATH, TIMEOUT)
    return [
        DebuggedFunction(name, told["port"], _source_folder(root, Path(told["code"]), told["handler"]))
        for name, told in found.items()
    ]


def launch_configuration(function: DebuggedFunction) -> dict[str, Any]:
    """Return an entry for VS Code's launch.json that attaches to a function.

    See https://code.visualstudio.com/docs/python/debugging#_remote-script-debugging-with-ssh.
    """
    return {
        "name": f"function {function.name}",
        "type": "debugpy",
        "request": "attach",
        "connect": {"host": LOOPBACK, "port": function.port},
        "pathMappings": [{"localRoot": str(function.folder or "${workspaceFolder}"), "remoteRoot": CODE}],
        "justMyCode": False,
    }


def _source_folder(root: Path, code: Path, handler: str) -> Path | None:
    """Return the folder of the project that a function's code comes from: it has the same file of the handler."""
    module = Path(handler.rpartition(".")[0].replace(".", "/") + ".py")
    try:
        content = (code / module).read_bytes()
    except OSError:
        return None
    for folder, below, files in os.walk(root):
        below[:] = [name for name in below if name[0] != "." and name not in LEFT_OUT]
        path = Path(folder, module.name)
        if module.name in files and path.read_bytes() == content:
            return path.parents[len(module.parts) - 1]
    return None


def _tell(endpoint: AwsEndpoint, told: Mapping[str, object]) -> None:
    ask(LOOPBACK, endpoint.port, "POST", DEBUGGING_PATH, told, timeout=TIMEOUT)


def _serve(listener: socket.socket) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:  # closed
            return
        with connection, suppress(ConnectionError):
            _relay(connection)


def _relay(connection: socket.socket) -> None:
    """Copy a function's output to this terminal, and typed text to the function, until the function continues."""
    keyboard, screen = sys.__stdin__, sys.__stdout__
    if keyboard is None or screen is None:
        return
    while True:
        ready, _, _ = select.select([connection.fileno(), keyboard.fileno()], [], [])
        if connection.fileno() in ready:
            written = connection.recv(READ_SIZE)
            if not written:
                return
            os.write(screen.fileno(), written)
        if keyboard.fileno() in ready:
            typed = os.read(keyboard.fileno(), READ_SIZE)
            if not typed:  # Ctrl-D: pdb ends
                return
            connection.sendall(typed)
