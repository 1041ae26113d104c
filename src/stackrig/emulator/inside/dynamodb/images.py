"""Images of items: their attributes in JSON's form, at one moment."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from moto.dynamodb.models.utilities import dynamo_json_dump  # type: ignore[import-not-found]


def take_image(item: Any) -> dict[str, Any] | None:
    """Return an item in its current state."""
    image: dict[str, Any] | None = None if item is None else json.loads(dynamo_json_dump(item.attrs))
    return image


def with_bytes(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a value such as {"S": "text"} with bytes in place of JSON's base64."""
    ((kind, content),) = value.items()
    match kind:
        case "B":
            return {kind: base64.b64decode(content)}
        case "BS":
            return {kind: [base64.b64decode(item) for item in content]}
        case "L":
            return {kind: [with_bytes(item) for item in content]}
        case "M":
            return {kind: {name: with_bytes(item) for name, item in content.items()}}
    return dict(value)


def without_bytes(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a request's value with JSON's base64 in place of bytes."""
    known: dict[str, Any] = json.loads(dynamo_json_dump(value))
    return known
