"""Find the route for a message: an expression over the message names it; the default is $default.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

DEFAULT = "$default"
PART = re.compile(r"\$\{?request\.body((?:\.[\w-]+)+)\}?")


def select_route(expression: str, message: str | bytes) -> str:
    """Return the key that an expression such as `$request.body.action` finds in a message, or $default."""
    try:
        body = json.loads(message)
    except ValueError:
        return DEFAULT
    keys = [_look_up(body, path.strip(".").split(".")) for path in PART.findall(expression)]
    if not keys or None in keys:
        return DEFAULT
    values = iter(keys)
    return PART.sub(lambda _: str(next(values)), expression)


def find_route(routes: Iterable[Mapping[str, Any]], key: str) -> Mapping[str, Any] | None:
    """Return the route with a key."""
    return next((route for route in routes if route["RouteKey"] == key), None)


def _look_up(value: Any, path: list[str]) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, str | int | float | bool) else None
