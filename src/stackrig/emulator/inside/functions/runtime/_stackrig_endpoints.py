"""Redirect boto3's clients of WebSocket APIs, and requests to Cognito's addresses, to LocalStack.

A function builds its API's address from an event: `https://{domainName}/{stage}`, where only AWS answers. Standard
library only, Python 3.7 or later: this runs in the function's own interpreter.
"""

# Paths are strings here: the import of pathlib would cost every cold start 10 ms.
# ruff: noqa: PTH100, PTH120
from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as `typing` has it, whose import would cost every cold start 5 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.abc import Loader
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

MODULE = "botocore.client"
API = (
    r"https?://([a-z0-9]+)\.execute-api\.(?:[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|localhost\.localstack\.cloud)"
    r"(?::\d+)?(?=/|$)"
)
VARIABLE = "AWS_ENDPOINT_URL"  # LocalStack sets it for every function


def lead_here() -> None:
    """Change botocore and `ssl` once they are imported; functions that import neither stay unchanged."""
    sys.meta_path.insert(0, _Finder({MODULE: _change_clients, "ssl": _change_tls}))


class _Finder:
    def __init__(self, changes: dict[str, Callable[[ModuleType], None]]) -> None:
        self._changes = changes

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """Find a module as others do, and change it after it has run."""
        change = self._changes.pop(name, None)
        if change is None:
            return None
        import importlib.util

        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            _change_after(spec.loader, change)
        return spec


def _change_after(loader: Loader, change: Callable[[ModuleType], None]) -> None:
    run = loader.exec_module

    def exec_module(module: ModuleType) -> None:
        run(module)
        change(module)

    loader.exec_module = exec_module  # type: ignore[method-assign]


def _change_tls(module: ModuleType) -> None:
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, here)
    import _stackrig_user_pools  # type: ignore[import-not-found]

    sys.path.remove(here)
    _stackrig_user_pools.lead_here(module)


def _change_clients(module: ModuleType) -> None:
    create = module.ClientCreator.create_client

    def create_client(self: Any, *arguments: Any, **named: Any) -> Any:
        if named.get("endpoint_url"):
            named["endpoint_url"] = local_address(named["endpoint_url"])
        return create(self, *arguments, **named)

    module.ClientCreator.create_client = create_client


def local_address(url: str) -> str:
    """Return LocalStack's address for an API's address on AWS, and other addresses unchanged."""
    import re

    here, found = os.environ.get(VARIABLE), re.match(API, url)
    if not here or not found:
        return url
    return here + "/_aws/execute-api/" + found.group(1) + url[found.end() :]
