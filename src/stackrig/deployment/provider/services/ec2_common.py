"""Shared by EC2's types: tags, attributes that EC2 changes one at a time, and attachments."""

from collections.abc import Mapping, Sequence
from typing import Any

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Change, Tagging
from stackrig.deployment.provider.wire import to_pascal

SERVICE = "ec2"
ARN = "arn:{{partition}}:ec2:{{region}}:{{account}}:{}/{{id}}"


def arn_of(kind: str) -> dict[str, str]:
    """Return the template of the ARN of things of a kind such as `subnet`."""
    return {"arn": ARN.format(kind)}


def tagging(id_property: str = "id") -> Tagging:
    """Return how EC2 tags the thing that a property names."""

    def add(scope: Scope, properties: Properties) -> None:
        tags = [{"Key": key, "Value": value} for key, value in properties["tags"].items()]
        scope.call(SERVICE, "create_tags", Resources=[properties[id_property]], Tags=tags)

    def remove(scope: Scope, properties: Properties) -> None:
        tags = [{"Key": key} for key in properties["tagKeys"]]
        scope.call(SERVICE, "delete_tags", Resources=[properties[id_property]], Tags=tags)

    return Tagging(add, remove)


def settings(operation: str, member: str, names: str) -> tuple[Change, ...]:
    """Return the changes of properties that EC2 takes one at a time, as EnableDnsSupport={"Value": True}."""
    return tuple(_setting(operation, member, name) for name in names.split())


def _setting(operation: str, member: str, name: str) -> Change:
    def make(scope: Scope, properties: Properties) -> None:
        value = {"Value": bool(properties[name])}
        scope.call(SERVICE, operation, **{member: properties["id"], to_pascal(name): value})

    return Change(frozenset({name}), make)


def first(scope: Scope, operation: str, member: str, **parameters: Any) -> dict[str, Any] | None:
    """Return the first of the things that an operation describes, or None."""
    found = (scope.find(SERVICE, operation, **parameters) or {}).get(member) or [None]
    thing: dict[str, Any] | None = found[0]
    return thing


def filters(**wanted: str) -> list[dict[str, Any]]:
    """Return filters: `vpc_id="vpc-1"` becomes {"Name": "vpc-id", "Values": ["vpc-1"]}."""
    return [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in wanted.items()]


def in_order(found: Sequence[Any], given: Sequence[Any] | None) -> list[Any]:
    """Return the things found, in the program's order: AWS keeps sets."""
    places = {_key(item): place for place, item in enumerate(given or ())}
    return sorted(found, key=lambda item: places.get(_key(item), len(places)))


def _key(value: Any) -> str:
    if isinstance(value, Mapping):
        parts = sorted((name, _key(part)) for name, part in value.items() if part not in (None, "", [], {}, False, 0))
        return repr(parts)
    return repr(sorted(map(_key, value))) if isinstance(value, list) else str(value)
