"""Values of a request, under the names that settings use, such as `$request.header.Accept`.

See "Transform API requests and responses for HTTP APIs":
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from .calls import Call

NAME = re.compile(r"\$\{?((?:request|response|context|stageVariables)(?:\.[\w\-$:\[\]]+)*)\}?")


def find_value(call: Call, name: str) -> Any:
    """Return the value of a name without its `$`, or None."""
    first, _, rest = name.partition(".")
    if first == "context":
        return find_context(call, rest)
    if first == "stageVariables":
        return call.variables.get(rest)
    kind, _, key = rest.partition(".")
    if kind == "header":
        return call.header(key) or None
    if kind == "querystring":
        return ",".join(value for other, value in call.query_pairs() if other == key) or None
    if kind == "path":
        return call.parameters.get(key) if key else call.route_path
    return find_in_body(call.body, key) if kind == "body" else None


def find_context(call: Call, name: str) -> Any:
    """Return a value of `$context`, or None."""
    if name.startswith("authorizer."):
        return _authorizer_value(call, name.removeprefix("authorizer."))
    return call.context().get(name)


def find_in_body(body: bytes, path: str) -> Any:
    """Return the part of a JSON body at a path of keys, or the whole text for an empty path."""
    if not path:
        return body.decode(errors="replace")
    try:
        found: Any = json.loads(body)
    except ValueError:
        return None
    for key in re.findall(r"[^.\[\]]+", path):
        if isinstance(found, list) and key.isdecimal() and int(key) < len(found):
            found = found[int(key)]
        else:
            found = found.get(key) if isinstance(found, Mapping) else None
    return found


def as_text(value: Any) -> str:
    """Return a value in the form in which settings insert it into a text."""
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def _authorizer_value(call: Call, name: str) -> Any:
    if name.startswith("claims."):
        return call.authorizer.get("jwt", {}).get("claims", {}).get(name.removeprefix("claims."))
    return call.authorizer.get("lambda", {}).get(name)
