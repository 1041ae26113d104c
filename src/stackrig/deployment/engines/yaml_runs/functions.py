"""The built-in functions of YAML programs, `fn::join` and the like, on values that are known.

They do what https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/ says of them.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pulumi

Function = Callable[[Path, Any], Any]


def as_text(value: object) -> str:
    """Return a value in the form that it has inside a text.

    Raises:
        TypeError: it is a list, a mapping or nothing.
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str | int | float):
        return str(value)
    raise TypeError(f"a text can't contain {_kind(value)}; use fn::toJSON")


def select_part(value: object, step: str | int) -> object:
    """Return an item of a list or an entry of a mapping; a mapping may lack it.

    Raises:
        TypeError: the value has no such parts.
        IndexError: the list is shorter.
    """
    if isinstance(value, list) and isinstance(step, int):
        if step >= len(value):
            raise IndexError(f"there is no item {step}: the list has {len(value)}")
        return value[step]
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, pulumi.Resource):  # an entry that another resource has as an output
        name = str(step)
        return getattr(value, name if hasattr(value, name) else _snake(name))
    raise TypeError(f"{_kind(value)} has no part {step!r}")


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _kind(value: object) -> str:
    kinds = {dict: "a mapping", list: "a list", str: "a text", type(None): "nothing"}
    return kinds.get(type(value), f"a {type(value).__name__}")


def _pair(name: str, form: str, value: object) -> tuple[Any, Any]:
    if isinstance(value, list) and len(value) == len(("first", "second")):
        return value[0], value[1]
    raise TypeError(f"fn::{name} takes a list of two, such as [{form}], not {_kind(value)}")


def _string(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(f"fn::{name} takes a text, not {_kind(value)}")


def _list(name: str, value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    raise TypeError(f"fn::{name} takes a list, not {_kind(value)}")


def _join(_folder: Path, value: object) -> str:
    separator, parts = _pair("join", "separator, list", value)
    return _string("join", separator).join(as_text(part) for part in _list("join", parts))


def _split(_folder: Path, value: object) -> list[str]:
    separator, text = _pair("split", "separator, text", value)
    return _string("split", text).split(_string("split", separator))


def _select(_folder: Path, value: object) -> object:
    index, items = _pair("select", "index, list", value)
    if not isinstance(index, int | float) or index != int(index) or index < 0:
        raise TypeError(f"fn::select takes an index of 0 or more, not {index!r}")
    return select_part(_list("select", items), int(index))


def _to_json(_folder: Path, value: object) -> str:
    return json.dumps(_as_go(value), separators=(",", ":"), ensure_ascii=False)


def _as_go(value: object) -> object:
    """Return a value whose JSON equals Go's, which sorts keys and writes whole numbers without a fraction."""
    if isinstance(value, dict):
        return {key: _as_go(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_as_go(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _from_base64(_folder: Path, value: object) -> str:
    try:
        return base64.b64decode(_string("fromBase64", value), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ValueError(f"fn::fromBase64 takes the Base64 of a text: {error}") from error


def _read(folder: Path, name: str, value: object) -> bytes:
    return (folder / _string(name, value)).read_bytes()


def _single(_folder: Path, value: object) -> object:
    items = _list("singleOrNone", value)
    if len(items) > 1:
        raise ValueError(f"fn::singleOrNone takes a list of at most one item, not {len(items)}")
    return items[0] if items else None


def _archive(_folder: Path, value: object) -> pulumi.Archive:
    if not isinstance(value, dict):
        raise TypeError(f"fn::assetArchive takes a mapping of names to assets, not {_kind(value)}")
    return pulumi.AssetArchive(value)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


FUNCTIONS: Mapping[str, Function] = {  # by name in lower case
    "join": _join,
    "split": _split,
    "select": _select,
    "tojson": _to_json,
    "tobase64": lambda _, value: _encode(_string("toBase64", value).encode()),
    "frombase64": _from_base64,
    "length": lambda _, value: len(value if isinstance(value, str | dict) else _list("length", value)),
    "singleornone": _single,
    "sha1": lambda _, value: hashlib.sha1(_string("sha1", value).encode()).hexdigest(),  # noqa: S324
    "readfile": lambda folder, value: _read(folder, "readFile", value).decode(),
    "filebase64": lambda folder, value: _encode(_read(folder, "filebase64", value)),
    "filebase64sha256": lambda folder, value: _encode(
        hashlib.sha256(_read(folder, "filebase64sha256", value)).digest()
    ),
    "stringasset": lambda _, value: pulumi.StringAsset(_string("stringAsset", value)),
    "fileasset": lambda _, value: pulumi.FileAsset(_string("fileAsset", value)),
    "remoteasset": lambda _, value: pulumi.RemoteAsset(_string("remoteAsset", value)),
    "filearchive": lambda _, value: pulumi.FileArchive(_string("fileArchive", value)),
    "remotearchive": lambda _, value: pulumi.RemoteArchive(_string("remoteArchive", value)),
    "assetarchive": _archive,
}
