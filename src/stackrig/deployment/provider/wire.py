"""Convert values between Pulumi's properties, the parameters and responses of AWS APIs, and JSON as Go writes it.

A property `maxSessionDuration` is the parameter `MaxSessionDuration`: names are compared without regard to case. Other
names are listed in `names`. Values follow botocore's service models on the way in (`True` for "true", tags
as the service writes them) and the Pulumi SDK's types on the way out.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.schema import ANY, Type

Names = Mapping[str, str | tuple[str, ...]]  # property: AWS's name


def pair(spellings: Iterable[str], names: Names, known: Iterable[str]) -> dict[str, str]:
    """Return the property for each of AWS's spellings; a spelling without a property stands for itself.

    A property whose spelling in `names` is empty is no parameter and in no answer, even if AWS has one with its name.
    """
    listed = {spelling: name for name, given in names.items() for spelling in _as_tuple(given)}
    folded = {name.casefold(): name for name in known if name not in names}
    hidden = {name for name, given in names.items() if given == ()}
    found = {spelling: listed.get(spelling) or folded.get(spelling.casefold(), spelling) for spelling in spellings}
    return {spelling: "" if name in hidden else name for spelling, name in found.items()}


def to_pascal(name: str) -> str:
    """Return a property's name as AWS's APIs spell it, if it differs by its first letter only."""
    return name[0].upper() + name[1:]


def to_camel(name: str) -> str:
    """Return a name of AWS's APIs as a property is spelled, if it differs by its first letter only."""
    return name[0].lower() + name[1:]


def to_text(value: Any) -> str:
    """Return a value as a text, for APIs that take only texts."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def members(shape: Shape | None) -> Mapping[str, Shape]:
    """Return the members of a structure; none of any other shape."""
    return shape.members if isinstance(shape, StructureShape) else {}


def to_api(shape: Shape, value: Any) -> Any:
    """Return a property's value in the form an operation takes."""
    if isinstance(shape, StructureShape):
        return _to_structure(shape, value)
    if isinstance(shape, ListShape):
        return _to_list(shape, value)
    if isinstance(shape, MapShape):
        return {key: to_api(shape.value, part) for key, part in value.items() if part is not None}
    converter = _TO_API.get(shape.type_name)
    return converter(value) if converter else value


def from_api(type_: Type, value: Any) -> Any:
    """Return a value of a response in the form of the Pulumi SDK."""
    if type_.kind == "object":
        return _to_object(type_, value)
    if type_.kind == "list":
        return [from_api(type_.item or ANY, part) for part in (value if isinstance(value, list) else [value])]
    if type_.kind == "map":
        return {key: from_api(type_.item or ANY, part) for key, part in _to_mapping(value).items()}
    converter = _FROM_API.get(type_.kind)
    if converter is None:
        return value
    return converter(value[0] if isinstance(value, list) and len(value) == 1 else value)  # a list with a single item


def properties_of(found: Mapping[str, Any], names: Names, types: Mapping[str, Type]) -> Properties:
    """Return the properties in a part of a response, and `id` if it holds one."""
    known = {name: found[member] for member, name in pair(found, names, [*types, "id"]).items()}
    chosen = {name: value for name, value in known.items() if (name in types or name == "id") and value is not None}
    return {name: from_api(types.get(name, ANY), value) for name, value in chosen.items()}


def plain_members(found: Mapping[str, Any]) -> Properties:
    """Return the members of a response that are texts, numbers or flags, spelled as properties."""
    return {to_camel(name): from_api(ANY, value) for name, value in found.items() if isinstance(value, str | int)}


def coerce(type_: Type, value: Any) -> Any:
    """Return an input converted to its type: documents to JSON texts, and texts to numbers and flags or the reverse.

    Values that can't be converted, such as unknown ones, stay as they are.
    """
    if isinstance(value, list) and type_.kind == "list":
        return [coerce(type_.item or ANY, part) for part in value]
    if isinstance(value, dict) and type_.kind == "map":
        return {key: coerce(type_.item or ANY, part) for key, part in value.items() if part is not None}
    if isinstance(value, dict) and type_.kind == "object":
        fields = type_.fields
        return {key: coerce(fields.get(key, ANY), part) for key, part in value.items() if part is not None}
    try:
        converter = _FROM_API.get(type_.kind)
        return converter(value) if converter else value
    except (TypeError, ValueError):
        return value


def to_json(value: Any, *, indent: int | None = None) -> str:
    """Return JSON as Go's encoding/json writes it, because programs get that from the real provider."""
    text = json.dumps(value, indent=indent, ensure_ascii=False, separators=None if indent else (",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def sort_keys(value: Any) -> Any:
    """Return a JSON value with the keys of its objects in order, as Go writes maps."""
    if isinstance(value, dict):
        return {key: sort_keys(value[key]) for key in sorted(value)}
    return [sort_keys(part) for part in value] if isinstance(value, list) else value


def same_document(one: Any, other: Any) -> bool:
    """Tell whether two texts are the same JSON, whatever their spacing and order of keys."""
    try:
        return bool(one == other or json.loads(one) == json.loads(other))
    except (TypeError, ValueError):
        return False


def normal_document(value: Any) -> Any:
    """Return a JSON text without spaces and with its keys in order; anything else as it is."""
    try:
        return to_json(sort_keys(json.loads(value)))
    except (TypeError, ValueError):
        return value


def _to_structure(shape: StructureShape, value: Any) -> dict[str, Any]:
    if isinstance(value, list) and value and not isinstance(value[0], Mapping) and len(shape.members) == 1:
        value = {next(iter(shape.members)): value}  # such as Glue's {"Connections": [...]}
    elif isinstance(value, list):  # a block that is a list in Pulumi's schema, and a single one on AWS
        value = value[0] if value else {}
    given = {member: value.get(name) for member, name in pair(shape.members, {}, value).items()}
    return {member: to_api(shape.members[member], part) for member, part in given.items() if part is not None}


def _to_list(shape: ListShape, value: Any) -> list[Any]:
    keys = _tag_members(shape.member)
    if keys and isinstance(value, dict):
        return [{keys[0]: key, keys[1]: part} for key, part in value.items()]
    return [to_api(shape.member, part) for part in (value if isinstance(value, list) else [value])]


def _tag_members(shape: Shape) -> tuple[str, str] | None:
    names = sorted(members(shape))
    is_tag = [name.casefold().removeprefix("tag") for name in names] == ["key", "value"]
    return (names[0], names[1]) if is_tag else None


def _to_object(type_: Type, value: Any) -> dict[str, Any] | None:
    if isinstance(value, list):
        value = value[0] if value else None
    found = properties_of(value, {}, type_.fields) if value else {}
    if all(part in ("", [], {}) for part in found.values()):  # nothing was ever set
        return None
    blank = {name: part.zero for name, part in type_.fields.items() if part.kind not in {"any", "map", "object"}}
    return {**blank, **found}


def _to_mapping(value: Any) -> Mapping[str, Any]:
    """Return tags as a mapping; they come as one, or as a list of {Key, Value}, {TagKey, TagValue} or {key, value}."""
    if not isinstance(value, list):
        return dict(value)
    pairs = [sorted(tag.items(), key=lambda item: item[0].casefold()) for tag in value]
    return {str(key): text for (_, key), (_, text) in pairs}


def _to_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, dict | list):
        return to_json(sort_keys(value))
    return value.decode() if isinstance(value, bytes) else str(value)


def _to_flag(value: Any) -> bool:
    if isinstance(value, str) and value not in {"true", "false"}:
        raise ValueError(value)
    return value == "true" if isinstance(value, str) else bool(value)


def _to_bytes(value: Any) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)


def _as_tuple(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


_TO_API: dict[str, Callable[[Any], Any]] = {
    "string": _to_text,
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
    "boolean": _to_flag,
    "blob": _to_bytes,
}
_FROM_API: dict[str, Callable[[Any], Any]] = {"str": _to_text, "int": int, "float": float, "bool": _to_flag}
