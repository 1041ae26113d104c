"""Paths into the events of pipes; they also lead into JSON in a message or record.

"Implicit body data parsing" in
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
"""

import base64
import binascii
import json
import re
from typing import Any

STEP = re.compile(r"\.([\w-]+)|\[(\d+|\*)\]|\['([^']+)'\]")
CARRIERS = {"body", "data", "message", "Message"}  # members whose text may be JSON; those of a stream are in base64


def find_value(event: Any, path: str) -> Any:
    """Return the value at a path such as `$.body.items[0].id`, or None."""
    value, position = event, 1
    while position < len(path):
        step = STEP.match(path, position)
        if step is None:
            return None
        name, index, quoted = step.groups()
        position = step.end()
        if index == "*":
            rest = f"${path[position:]}"
            return [find_value(one, rest) for one in value] if isinstance(value, list) else None
        value = _member(value, name or quoted) if index is None else _item(value, int(index))
    return value


def resolve(value: Any, event: Any) -> Any:
    """Return a parameter, or the value in the event if it is a path."""
    return find_value(event, value) if isinstance(value, str) and value.startswith("$.") else value


def _member(value: Any, name: str) -> Any:
    found = value.get(name) if isinstance(value, dict) else None
    return _parsed(name, found) if name in CARRIERS and isinstance(found, str) else found


def _item(value: Any, index: int) -> Any:
    return value[index] if isinstance(value, list) and index < len(value) else None


def _parsed(name: str, text: str) -> Any:
    if name == "data":
        try:
            text = base64.b64decode(text, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return text
    try:
        return json.loads(text)
    except ValueError:
        return text
