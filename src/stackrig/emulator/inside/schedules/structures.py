"""Parameters of operations in a model's spelling: universal targets write all first letters in upper case."""

from collections.abc import Mapping
from typing import Any


def fill_structure(shape: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters under the names of a structure's members, whatever their case."""
    members = {name.lower(): name for name in shape.members}
    names = {key: members.get(key.lower(), key) for key in given}
    return {name: _fill(shape.members.get(name), given[key]) for key, name in names.items()}


def _fill(shape: Any, value: Any) -> Any:
    kind = shape.type_name if shape else ""
    if kind == "structure" and isinstance(value, Mapping):
        return fill_structure(shape, value)
    if kind == "list" and isinstance(value, list):
        return [_fill(shape.member, one) for one in value]
    if kind == "map" and isinstance(value, Mapping):
        return {key: _fill(shape.value, one) for key, one in value.items()}
    return value.encode() if kind == "blob" and isinstance(value, str) else value
