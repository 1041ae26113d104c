"""Property values as the engine holds them, and their forms on the wire, in the state file and for providers.

The engine's values are JSON values, plus Secret, Reference and Asset. On the wire and in the state file these three are
objects with a signature: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from google.protobuf import struct_pb2  # type: ignore[import-untyped]

from stackrig.deployment.engines.assets import ELIDED, KINDS, Asset, from_sdk, to_sdk
from stackrig.errors import DeployError

Properties = dict[str, Any]

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105  # Pulumi's mark of a secret
ASSET = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"
REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e"
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"  # stands for a value not known yet

EXACT = 2**53  # below it a double holds every whole number
MASK = "[secret]"
SHORTEST_SECRET = 4  # letters; shorter texts would occur everywhere
SECRET_KEYS = re.compile(r"pass|secret|token|key|dsn|credential", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Secret:
    """Wrap a value that must not be shown."""

    value: Any


@dataclass(frozen=True, slots=True)
class Reference:
    """Stand for a resource that is a property's value; `id` is empty for a component."""

    urn: str
    id: str


# --- the wire -------------------------------------------------------------------------------------------------------


def from_struct(struct: struct_pb2.Struct) -> Properties:
    """Read properties from a message of the SDK; an absent value and None are the same."""
    return {key: from_wire(value) for key, value in _fields(struct).items() if value is not None}


def from_message(value: struct_pb2.Value) -> Any:
    """Read a single property value from a message of the SDK."""
    return from_wire(_plain_json(value))


def to_struct(properties: Mapping[str, Any]) -> struct_pb2.Struct:
    """Write properties to a message for the SDK."""
    struct = struct_pb2.Struct()
    struct.update({key: to_wire(value) for key, value in properties.items()})
    return struct


def to_output_struct(
    properties: Mapping[str, Any], dependencies: Mapping[str, Iterable[str]] | None = None
) -> struct_pb2.Struct:
    """Write properties in the form for transforms: secrets and values that depend on resources are output values."""
    struct = struct_pb2.Struct()
    for key, value in properties.items():
        struct[key] = _to_output(value, sorted((dependencies or {}).get(key, ())))
    return struct


def _to_output(value: Any, dependencies: list[str]) -> Any:
    if isinstance(value, Secret) or dependencies:
        inner, secret = (value.value, True) if isinstance(value, Secret) else (value, False)
        return {SIGNATURE: OUTPUT, "value": _to_output(inner, []), "secret": secret, "dependencies": dependencies}
    if isinstance(value, dict):
        return {key: _to_output(part, []) for key, part in value.items()}
    if isinstance(value, list):
        return [_to_output(part, []) for part in value]
    return to_wire(value)


def _fields(struct: struct_pb2.Struct) -> dict[str, Any]:
    return {key: _plain_json(value) for key, value in struct.fields.items()}


def _plain_json(value: struct_pb2.Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        return _fields(value.struct_value)
    if kind == "list_value":
        return [_plain_json(part) for part in value.list_value.values]
    if kind == "number_value":
        # Every number of the protocol is a double; boto3 needs int where the API has one.
        number = value.number_value
        return int(number) if number.is_integer() and abs(number) < EXACT else number
    return None if kind in {None, "null_value"} else getattr(value, str(kind))


# --- JSON with signatures, as in the state file -----------------------------------------------------------------------


def from_wire(value: Any) -> Any:
    """Return the engine's value for a JSON value with signatures; None in objects is left out."""
    if isinstance(value, list):
        return [from_wire(part) for part in value]
    if not isinstance(value, dict):
        return value
    if SIGNATURE in value:
        return _from_signed(value)
    return {key: from_wire(part) for key, part in value.items() if part is not None}


def _from_signed(value: dict[str, Any]) -> Any:
    signature = value[SIGNATURE]
    if signature == SECRET:
        return Secret(from_wire(value.get("value")))
    if signature == OUTPUT:
        inner = from_wire(value.get("value"))
        return Secret(inner) if value.get("secret") and not isinstance(inner, Secret) else inner
    if signature == REFERENCE:
        return Reference(value["urn"], plain(from_wire(value.get("id"))) or "")
    if signature in {ASSET, ARCHIVE}:
        kind = next((name for name in KINDS if name in value), ELIDED)
        return Asset(kind, from_wire(value.get(kind, "")), signature == ARCHIVE, value.get("hash", ""))
    raise DeployError(f"the Pulumi SDK sent a value of a kind unknown to this engine (signature {signature})")


def to_wire(value: Any) -> Any:
    """Return a JSON value with signatures for the engine's value."""
    if isinstance(value, dict):
        return {key: to_wire(part) for key, part in value.items()}
    if isinstance(value, list):
        return [to_wire(part) for part in value]
    if isinstance(value, Secret):
        return {SIGNATURE: SECRET, "value": to_wire(value.value)}
    if isinstance(value, Reference):
        return {SIGNATURE: REFERENCE, "urn": value.urn, **({"id": value.id} if value.id else {})}
    if isinstance(value, Asset):
        signature = ARCHIVE if value.archive else ASSET
        content = {} if value.kind == ELIDED else {value.kind: to_wire(value.content)}
        return {SIGNATURE: signature, **content, **({"hash": value.hash} if value.hash else {})}
    return value


# --- providers ------------------------------------------------------------------------------------------------------


def plain(value: Any, asset: Callable[[Asset], Any] = to_sdk) -> Any:
    """Return a value in the form for providers: no secrets, resources by their id, assets as the SDK's objects.

    Args:
        asset: converts an asset.
    """
    if isinstance(value, dict):
        return {key: plain(part, asset) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part, asset) for part in value]
    if isinstance(value, Secret):
        return plain(value.value, asset)
    if isinstance(value, Reference):
        return value.id or value.urn
    return asset(value) if isinstance(value, Asset) else value


def plain_json(value: Any) -> Any:
    """Return a value as JSON, as `plain` does, with assets as their sources."""
    return plain(value, lambda asset: {asset.kind: plain_json(asset.content)})


def from_plain(value: Any) -> Any:
    """Return the engine's value for a provider's value."""
    if isinstance(value, Mapping):
        return {key: from_plain(part) for key, part in value.items() if part is not None}
    if isinstance(value, list | tuple):
        return [from_plain(part) for part in value]
    if value is None or isinstance(value, str | int | float):
        return value
    return from_sdk(value) or value


def mark_secrets(values: Properties, model: Mapping[str, Any]) -> Properties:
    """Wrap what is secret in `model` under the same name: an object's values one by one, a list as a whole.

    As annotateSecrets of Pulumi's pkg/resource/plugin/provider_plugin.go.
    """
    return {key: _mark(value, model[key]) if key in model else value for key, value in values.items()}


def _mark(value: Any, model: Any) -> Any:
    if isinstance(value, dict) and isinstance(model, dict):
        return mark_secrets(value, model)
    return Secret(value) if has_secret(model) and not isinstance(value, Secret) else value


def has_secret(value: Any) -> bool:
    """Tell whether a secret is anywhere inside."""
    if isinstance(value, dict):
        return any(has_secret(part) for part in value.values())
    if isinstance(value, list):
        return any(has_secret(part) for part in value)
    return isinstance(value, Secret)


def bare(value: Any) -> Any:
    """Return the value without its secret wrappers, for comparisons; assets and references stay."""
    if isinstance(value, dict):
        return {key: bare(part) for key, part in value.items()}
    if isinstance(value, list):
        return [bare(part) for part in value]
    return bare(value.value) if isinstance(value, Secret) else value


# --- secrets in texts -------------------------------------------------------------------------------------------------


def secret_texts(value: Any) -> Iterator[str]:
    """Yield the texts that must not be shown, including those inside JSON documents under a revealing name."""
    if isinstance(value, dict):
        for part in value.values():
            yield from secret_texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from secret_texts(part)
    elif isinstance(value, Secret):
        yield from _leaves(plain(value.value))


def redact(text: str, secrets: Iterable[str]) -> str:
    """Replace every secret in a text."""
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _leaves(part)
    elif isinstance(value, str) and len(value) >= SHORTEST_SECRET:
        yield value
        yield from _json_leaves(value)


def _json_leaves(text: str) -> Iterator[str]:
    if not text.startswith("{"):
        return
    try:
        document = json.loads(text)
    except ValueError:
        return
    for key, value in document.items():
        if SECRET_KEYS.search(key):
            yield from _leaves(value)
