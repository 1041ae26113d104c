"""Lead boto3's clients of WebSocket APIs to LocalStack.

A function makes the address of its API from an event: `https://{domainName}/{stage}`, where only AWS answers. Standard
library only, Python 3.7 or later: this runs in the function's own interpreter.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # that of `typing`, whose import would cost every cold start 5 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

MODULE = "botocore.client"
API = (
    r"https?://([a-z0-9]+)\.execute-api\.(?:[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|localhost\.localstack\.cloud)"
    r"(?::\d+)?(?=/|$)"
)
VARIABLE = "AWS_ENDPOINT_URL"  # set by LocalStack for every function


def lead_here() -> None:
    """Change botocore once it is imported; nothing is done for functions that never do."""
    sys.meta_path.insert(0, _Finder())


class _Finder:
    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """Find botocore's module of clients as others do, and have it changed after it has run."""
        if name != MODULE:
            return None
        import importlib.util

        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module
            spec.loader.exec_module = lambda module: _run(module, run)  # type: ignore[method-assign]
        return spec


def _run(module: ModuleType, run: Callable[[ModuleType], None]) -> None:
    run(module)
    create = module.ClientCreator.create_client

    def create_client(self: Any, *arguments: Any, **named: Any) -> Any:
        if named.get("endpoint_url"):
            named["endpoint_url"] = local_address(named["endpoint_url"])
        return create(self, *arguments, **named)

    module.ClientCreator.create_client = create_client


def local_address(url: str) -> str:
    """Return LocalStack's address for one of an API on AWS, any other as it is."""
    import re

    here, found = os.environ.get(VARIABLE), re.match(API, url)
    if not here or not found:
        return url
    return here + "/_aws/execute-api/" + found.group(1) + url[found.end() :]
