"""The schema of a resource type in pulumi_aws: names, types and required properties.

The installed SDK is read once for each type: its modules take a moment to import, and the process that serves a
program in a folder needs nothing else of them. The cache folder keeps the results by the SDK's version.
Programs in other languages may use an earlier version; properties that only the earlier one has are in
`EARLIER`.
"""

import contextlib
import functools
import hashlib
import importlib
import importlib.metadata
import inspect
import json
import keyword
import re
import sys
import threading
import types
import typing
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from stackrig.folders import cache_folder, read_json, write_whole

Kind = Literal["str", "int", "float", "bool", "list", "map", "object", "any"]

_SCALARS: dict[object, Kind] = {str: "str", int: "int", float: "float", bool: "bool"}
_CONTAINERS: dict[object, Kind] = {list: "list", Sequence: "list", dict: "map", Mapping: "map"}
_ZEROS: dict[Kind, Callable[[], Any]] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "list": list,
    "map": dict,
}


_warnings_lock = threading.Lock()  # catch_warnings changes the filters of the whole process


@dataclass(frozen=True, slots=True)
class Type:
    """Describe a property: `item` is the type of a list's or map's values, `cls` names the SDK's class of an object."""

    kind: Kind
    item: "Type | None" = None
    cls: str = ""
    optional: bool = False

    @property
    def zero(self) -> Any:
        """Return Terraform's empty value: an empty text, list or map, 0 or False; None for an object."""
        return _ZEROS[self.kind]() if self.kind in _ZEROS else None

    @property
    def fields(self) -> Mapping[str, "Type"]:
        """Return the fields of an object by wire name."""
        return _class_fields(self.cls) if self.cls else {}


SECRETS = re.compile(r"ResourceOptions\(additional_secret_outputs=(?P<names>\[[^\]]*\])\)")
ANY, TEXT = Type("any"), Type("str")
_OPTIONAL_TEXT, _LIST = Type("str", optional=True), Type("list", ANY, optional=True)

# Properties of pulumi_aws 4 to 6 that version 7 lacks, from its upgrade guide and the SDKs' sources: those a
# program can set, and those it can only read.
EARLIER: Mapping[str, tuple[Mapping[str, Type], Mapping[str, Type]]] = {
    "aws:apigateway/deployment:Deployment": (
        {"stageName": _OPTIONAL_TEXT, "stageDescription": _OPTIONAL_TEXT, "canarySettings": Type("any", optional=True)},
        {"executionArn": _OPTIONAL_TEXT, "invokeUrl": _OPTIONAL_TEXT},
    ),
    "aws:s3/bucket:Bucket": ({"loggings": _LIST}, {}),
    "aws:iam/role:Role": ({}, {"roleLastUseds": _LIST}),
}

# Inputs with other names in earlier versions: their names in version 7.
RENAMED: Mapping[str, Mapping[str, str]] = {
    "aws:elasticache/replicationGroup:ReplicationGroup": {
        "availabilityZones": "preferredCacheClusterAzs",
        "numberCacheClusters": "numCacheClusters",
        "replicationGroupDescription": "description",
    },
    "aws:rds/instance:Instance": {"name": "dbName"},
}


@dataclass(frozen=True, slots=True)
class Schema:
    """Hold the inputs and outputs of a resource type by wire name. Every input is an output too.

    `secrets` are the outputs that the SDK asks the engine to hide.
    """

    inputs: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    outputs: Mapping[str, Type] = field(default_factory=dict)
    secrets: frozenset[str] = frozenset()


@functools.cache
def load_schema(token: str) -> Schema | None:
    """Return the schema of a resource type such as `aws:iam/role:Role`; None if this pulumi_aws has no such type."""
    found = _kept(token, lambda: _read_schema(token))
    if found is None:
        return None
    settable, readable = EARLIER.get(token, ({}, {}))
    inputs = frozenset({*found["inputs"], *settable})
    outputs = {**settable, **readable, **_types(found["outputs"])}
    return Schema(inputs, frozenset(found["required"]), outputs, frozenset(found["secrets"]))


def _read_schema(token: str) -> dict[str, Any] | None:
    resource, args = _find_classes(token)
    if resource is None or args is None:
        return None
    names = wire_names(args)
    parameters = inspect.signature(args).parameters.items()
    required = {names[name] for name, item in parameters if name in names and item.default is item.empty}
    return {
        "inputs": sorted(names.values()),
        "required": sorted(required),
        "outputs": _read_fields(resource),
        "secrets": _read_secrets(resource),
    }


def _read_secrets(cls: type) -> list[str]:
    """Return the outputs that a class of the SDK makes secret, which only its source tells."""
    source = Path(str(sys.modules[cls.__module__].__file__)).read_text(encoding="utf-8")
    found = SECRETS.search(source)
    return json.loads(found["names"]) if found else []


def _find_classes(token: str) -> tuple[type | None, type | None]:
    _, module_name, class_name = token.split(":")
    service = module_name.split("/")[0]
    with _without_warnings():
        module = _import_service(f"pulumi_aws.{service}{'_' if keyword.iskeyword(service) else ''}")
        # If a nested type has that name already, the arguments are called BucketVersioningInitArgs.
        args = getattr(module, f"{class_name}InitArgs", None) or getattr(module, f"{class_name}Args", None)
        return getattr(module, class_name, None), args


@contextlib.contextmanager
def _without_warnings() -> Iterator[None]:
    """Ignore warnings of pulumi_aws in the block: they do not concern the program."""
    with _warnings_lock, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def _import_service(name: str) -> types.ModuleType | None:
    """Import the module of a service; None when this pulumi_aws is older than the service."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name == name:
            return None
        raise


def wire_names(cls: type) -> dict[str, str]:
    """Return the wire name of each property of a class of the SDK: `lambda_` is `lambda`."""
    getters = {name: item.fget for name, item in vars(cls).items() if isinstance(item, property)}
    return {name: getattr(getter, "_pulumi_name", name) for name, getter in getters.items()}


@functools.cache
def _class_fields(name: str) -> Mapping[str, Type]:
    """Return the fields by wire name of a class, which is named as module:class."""
    return _types(_kept(name, lambda: _read_class(name)) or {})


def _read_class(name: str) -> dict[str, Any]:
    module, _, own = name.partition(":")
    with _without_warnings():
        return _read_fields(getattr(importlib.import_module(module), own))


def _read_fields(cls: type) -> dict[str, Any]:
    names = vars(sys.modules[cls.__module__])
    hints = {wire: typing.get_type_hints(vars(cls)[name].fget, names) for name, wire in wire_names(cls).items()}
    return {wire: _written(_parse(hint["return"])) for wire, hint in hints.items()}


def _parse(hint: Any, *, optional: bool = False) -> Type:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        choices = [item for item in arguments if item is not type(None)]
        single = len(choices) == 1 or choices[0] in _SCALARS  # the others are enumerations, or ways to write JSON
        return _parse(choices[0] if single else Any, optional=optional or len(choices) < len(arguments))
    if origin in _CONTAINERS:
        return Type(_CONTAINERS[origin], _parse(arguments[-1]), optional=optional)
    if arguments:  # pulumi.Output[X]
        return _parse(arguments[0], optional=optional)
    if isinstance(hint, type) and issubclass(hint, dict):  # a nested type of the SDK
        return Type("object", cls=f"{hint.__module__}:{hint.__qualname__}", optional=optional)
    return Type(_SCALARS.get(hint, "any"), optional=optional)  # any: assets and archives too


# --- kept between runs -----------------------------------------------------------------------------------------------


def _kept(key: str, read: Callable[[], dict[str, Any] | None]) -> dict[str, Any] | None:
    """Return what an earlier run or this one read from the SDK under a key."""
    path = _kept_folder() / f"{key.replace('/', '.').replace(':', '-')}.json"
    document = read_json(path)
    if "found" not in document:
        document = {"found": read()}
        with contextlib.suppress(OSError):  # the next run reads it again
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, json.dumps(document))
    found: dict[str, Any] | None = document["found"]
    return found


@functools.cache
def _kept_folder() -> Path:
    """Return the folder for this version of the SDK and of this module."""
    reader = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    return cache_folder() / "schemas" / f"{importlib.metadata.version('pulumi-aws')}-{reader}"


def _written(found: Type) -> list[Any]:
    """Return a type in the form that JSON holds."""
    return [found.kind, _written(found.item) if found.item else None, found.cls, found.optional]


def _types(written: Mapping[str, list[Any]]) -> dict[str, Type]:
    return {name: _type(*parts) for name, parts in written.items()}


def _type(kind: Kind, item: list[Any] | None, cls: str, optional: bool) -> Type:  # noqa: FBT001  # the parts of JSON
    return Type(kind, _type(*item) if item else None, cls, optional)
