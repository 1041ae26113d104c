"""The package `std`: functions on texts, numbers, lists and mappings.

Names, arguments and results are those of https://www.pulumi.com/registry/packages/std/. Those that are lacking need a
library (rsadecrypt) or Go's own formats (format, formatlist, regex).
"""

import base64
import gzip
import hashlib
import ipaddress
import json
import math
import os
import re
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from stackrig.deployment.packages.package import Package, Surroundings
from stackrig.deployment.packages.password_hashes import hash_password
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError


def _number(value: float) -> float:
    """Return a whole number as an int."""
    return int(value) if float(value).is_integer() else value


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(_number(value)) if isinstance(value, int | float) else str(value)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _hash(kind: str, data: bytes) -> str:
    return hashlib.new(kind, data, usedforsecurity=False).hexdigest()


def _hash_text(kind: str, text: str) -> str:
    return _hash(kind, text.encode())


def _hash64(kind: str, data: bytes) -> str:
    return _encode(hashlib.new(kind, data, usedforsecurity=False).digest())


def _distinct(items: list[Any]) -> list[Any]:
    return [item for place, item in enumerate(items) if item not in items[:place]]


def _flatten(items: list[Any]) -> list[Any]:
    return [part for item in items for part in (_flatten(item) if isinstance(item, list) else [item])]


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    return ipaddress.ip_network(text, strict=False)


def _subnet(network: ipaddress.IPv4Network | ipaddress.IPv6Network, bits: int, number: int) -> str:
    """Return a part of a network by its number."""
    length = network.prefixlen + bits
    if not (0 <= number < 2**bits and length <= network.max_prefixlen):
        raise ValueError(f"{network} has no part {number} that is {bits} bits longer")
    first = int(network.network_address) + number * 2 ** (network.max_prefixlen - length)
    return f"{type(network.network_address)(first)}/{length}"


def _subnets(text: str, bits: list[int]) -> list[str]:
    """Return parts of a network one behind the other, each with its own number of further bits."""
    network, found = _network(text), list[str]()
    place = int(network.network_address)
    for more in map(int, bits):
        size = 2 ** (network.max_prefixlen - network.prefixlen - more)
        place = -(-place // size) * size
        if place + size > int(network.broadcast_address) + 1:
            raise ValueError(f"{network} has no room for all of these")
        found.append(f"{type(network.network_address)(place)}/{network.prefixlen + more}")
        place += size
    return found


def _pairs(items: list[Any]) -> dict[str, Any]:
    if len(items) % 2:
        raise ValueError("a list of keys and values in turn is expected")
    return dict(zip(map(_text, items[::2]), items[1::2], strict=True))


def _merge(mappings: list[dict[str, Any]]) -> dict[str, Any]:
    return {key: value for mapping in mappings for key, value in mapping.items()}


def _range(arguments: Properties) -> list[float]:
    start, limit = arguments.get("start", 0), arguments["limit"]
    step = arguments.get("step") or (1 if start <= limit else -1)
    count = max(math.ceil((limit - start) / step), 0)
    return [_number(start + place * step) for place in range(count)]


def _transpose(mapping: dict[str, list[str]]) -> dict[str, list[str]]:
    values = sorted({value for items in mapping.values() for value in items})
    return {value: sorted(key for key, items in mapping.items() if value in items) for value in values}


def _substr(text: str, offset: int, length: int) -> str:
    start = offset if offset >= 0 else len(text) + offset
    return text[start:] if length < 0 else text[start : start + length]


def _replace(text: str, search: str, replacement: str) -> str:
    is_pattern = len(search) > 1 and search.startswith("/") and search.endswith("/")
    return re.sub(search[1:-1], replacement, text) if is_pattern else text.replace(search, replacement)


def _boolean(value: object) -> bool:
    known = {"true": True, "false": False}
    return value if isinstance(value, bool) else known[_text(value)]


def _file(surroundings: Surroundings, name: str) -> bytes:
    return (surroundings.folder / name).read_bytes()


def _title(text: str) -> str:
    return re.sub(r"(^|\s)(\S)", lambda found: found[1] + found[2].upper(), text)


HASHES = ("md5", "sha1", "sha256", "sha512")
OF_INPUT: Mapping[str, Callable[[Any], Any]] = {  # functions whose only argument is `input`
    "abs": lambda value: _number(abs(value)),
    "alltrue": lambda items: all(map(_boolean, items)),
    "anytrue": lambda items: any(map(_boolean, items)),
    "base64decode": lambda text: base64.b64decode(text).decode(),
    "base64encode": lambda text: _encode(text.encode()),
    "base64gzip": lambda text: _encode(gzip.compress(text.encode(), mtime=0)),
    "base64sha256": lambda text: _hash64("sha256", text.encode()),
    "base64sha512": lambda text: _hash64("sha512", text.encode()),
    "basename": lambda text: Path(text).name,
    "ceil": math.ceil,
    "chomp": lambda text: text.rstrip("\r\n"),
    "cidrnetmask": lambda text: str(_network(text).netmask),
    "coalesce": lambda items: next(item for item in items if item not in ("", None)),
    "coalescelist": lambda lists: next((items for items in lists if items), []),
    "compact": lambda items: [item for item in items if item],
    "concat": lambda lists: [item for items in lists for item in items],
    "dirname": lambda text: str(Path(text).parent),
    "distinct": _distinct,
    "flatten": _flatten,
    "floor": math.floor,
    "jsondecode": json.loads,
    "jsonencode": lambda value: json.dumps(value, separators=(",", ":"), sort_keys=True),
    "keys": sorted,
    "length": len,
    "lower": str.lower,
    "max": max,
    "merge": _merge,
    "min": min,
    "pathexpand": os.path.expanduser,
    "reverse": lambda items: items[::-1],
    "setintersection": lambda lists: [item for item in lists[0] if all(item in items for items in lists[1:])],
    "signum": lambda value: (value > 0) - (value < 0),
    "sort": sorted,
    "strrev": lambda text: text[::-1],
    "sum": lambda items: _number(sum(items)),
    "title": _title,
    "tobool": _boolean,
    "tolist": list,
    "tonumber": lambda value: _number(float(value)),
    "toset": _distinct,
    "tostring": _text,
    "transpose": _transpose,
    "trimspace": str.strip,
    "upper": str.upper,
    "urlencode": quote_plus,
    "values": lambda mapping: [mapping[key] for key in sorted(mapping)],
    **{kind: partial(_hash_text, kind) for kind in HASHES},
}
OF_ARGUMENTS: Mapping[str, Callable[[Properties], Any]] = {
    "bcrypt": lambda a: hash_password(a["input"].encode(), int(a.get("cost") or 0)),
    "chunklist": lambda a: [a["input"][place : place + a["size"]] for place in range(0, len(a["input"]), a["size"])],
    "cidrhost": lambda a: str(_network(a["input"])[int(a["host"])]),
    "cidrsubnet": lambda a: _subnet(_network(a["input"]), int(a["newbits"]), int(a["netnum"])),
    "cidrsubnets": lambda a: _subnets(a["input"], a["newbits"]),
    "contains": lambda a: a["element"] in a["input"],
    "element": lambda a: a["input"][int(a["index"]) % len(a["input"])],
    "endswith": lambda a: a["input"].endswith(a["suffix"]),
    "indent": lambda a: a["input"].replace("\n", "\n" + " " * int(a["spaces"])),
    "index": lambda a: a["input"].index(a["element"]),
    "join": lambda a: a["separator"].join(map(_text, a["input"])),
    "log": lambda a: math.log(a["input"], a["base"]),
    "lookup": lambda a: a["map"].get(a["key"], a.get("default")),
    "map": lambda a: _pairs(a["args"]),
    "parseint": lambda a: int(a["input"], int(a.get("base") or 10)),
    "pow": lambda a: _number(a["base"] ** a["exponent"]),
    "range": _range,
    "replace": lambda a: _replace(a["text"], a["search"], a["replace"]),
    "slice": lambda a: a["list"][int(a["from"]) : int(a["to"])],
    "split": lambda a: a["text"].split(a["separator"]),
    "startswith": lambda a: a["input"].startswith(a["prefix"]),
    "substr": lambda a: _substr(a["input"], int(a["offset"]), int(a["length"])),
    "timestamp": lambda _: datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    "trim": lambda a: a["input"].strip(a["cutset"]),
    "trimprefix": lambda a: a["input"].removeprefix(a["prefix"]),
    "trimsuffix": lambda a: a["input"].removesuffix(a["suffix"]),
    "uuid": lambda _: str(uuid.uuid4()),
    "zipmap": lambda a: dict(zip(a["keys"], a["values"], strict=True)),
}
OF_FILES: Mapping[str, Callable[[bytes], Any]] = {
    "file": bytes.decode,
    "filebase64": _encode,
    "filebase64sha256": partial(_hash64, "sha256"),
    "filebase64sha512": partial(_hash64, "sha512"),
    **{f"file{kind}": partial(_hash, kind) for kind in HASHES},
}


def _call(name: str, surroundings: Surroundings, arguments: Properties) -> Properties:
    """Return the result of a function.

    Raises:
        DeployError: an argument is missing or of another kind.
    """
    try:
        if name == "fileexists":
            return {"result": (surroundings.folder / arguments["input"]).is_file()}
        if name in OF_FILES:
            return {"result": OF_FILES[name](_file(surroundings, arguments["input"]))}
        if name in OF_ARGUMENTS:
            return {"result": OF_ARGUMENTS[name](arguments)}
        return {"result": OF_INPUT[name](arguments["input"])}
    except KeyError as error:
        raise DeployError(f"std {name} lacks {error}") from error
    except (TypeError, ValueError, AttributeError, LookupError, StopIteration, OSError, ArithmeticError) as error:
        raise DeployError(f"std {name}: {error}") from error


NAMES = ("fileexists", *OF_FILES, *OF_ARGUMENTS, *OF_INPUT)
PACKAGES = (Package("std", {}, {f"std:index:{name}": partial(_call, name) for name in NAMES}),)
