"""Give a function the import path of AWS's Python runtime, and resolve LocalStack's names.

Standard library only, Python 3.7 or later: this runs in the function's own interpreter.
"""

# Paths are strings here: the import of pathlib would cost every cold start 10 ms.
# ruff: noqa: PTH118
from __future__ import annotations

import os
import socket
import sys
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    PathFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)

TYPE_CHECKING = False  # as `typing` has it, whose import would cost every cold start 5 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

RUNTIME = "/var/runtime"  # AWS's PYTHONPATH; `sdk` is there too, at the end of the path
LOCAL_NAMES = (".localhost", ".localhost.localstack.cloud")  # each host gets a dot in front


def set_up(root: str, layers: str | None, sdk: str, bytecode: str) -> None:
    """Set sys.path to the function's code, its layers, the standard library and boto3, in AWS's order.

    Args:
        bytecode: folder for the compiled files of the function's code, which is read-only as on AWS: without it every
            cold start would compile all of the function's libraries again.
    """
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    below = (f"python/lib/{version}/site-packages", "python") if layers else ()
    own = [os.path.join(layers or "", folder) for folder in below]
    extra = _paths_of_variable()
    sys.path[:0] = [root, *extra, *own]
    sys.path.append(sdk)
    sys.path_hooks.insert(0, _finder_below((root, *own), bytecode))
    socket.getaddrinfo = _answer_local_names(socket.getaddrinfo)


def customize() -> None:
    """Run the `sitecustomize` that PYTHONPATH leads to, as AWS's Python does: wrappers such as ADOT's begin there.

    This interpreter ignores the environment, and with it what Python's `site` would have run.
    """
    paths = _paths_of_variable()
    spec = PathFinder.find_spec("sitecustomize", paths) if paths else None
    if spec is None or spec.loader is None:
        return
    from importlib.util import module_from_spec

    module = sys.modules[spec.name] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # noqa: BLE001  # Python starts nevertheless
        sys.stderr.write(f"Error in sitecustomize: {type(error).__name__}: {error}\n")


def _paths_of_variable() -> list[str]:
    return [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path not in ("", RUNTIME)]


def _finder_below(folders: tuple[str, ...], bytecode: str) -> Callable[[str], FileFinder]:
    class Loader(SourceFileLoader):
        def get_code(self, fullname: str) -> CodeType | None:
            sys.pycache_prefix = bytecode  # only here: the standard library's compiled files stay in use
            try:
                return super().get_code(fullname)
            finally:
                sys.pycache_prefix = None

    def find(path: str) -> FileFinder:
        if not any(path == folder or path.startswith(folder + os.sep) for folder in folders):
            raise ImportError(path)
        return FileFinder(
            path,
            (ExtensionFileLoader, EXTENSION_SUFFIXES),
            (Loader, SOURCE_SUFFIXES),
            (SourcelessFileLoader, BYTECODE_SUFFIXES),
        )

    return find


def _answer_local_names(resolve: Callable[..., Any]) -> Callable[..., Any]:
    """Resolve LocalStack's names, such as those of queue URLs, to loopback: its own DNS server runs only in Docker."""

    def getaddrinfo(host: Any, *arguments: Any, **named: Any) -> Any:
        if isinstance(host, str) and f".{host.rstrip('.')}".endswith(LOCAL_NAMES):
            host = "127.0.0.1"
        return resolve(host, *arguments, **named)

    return getaddrinfo
