"""Shared by load balancers, target groups and listeners: tags, attributes and lookups."""

from collections.abc import Callable, Mapping
from typing import Any

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Change, Function, Tagging
from stackrig.deployment.provider.services.modelled import plural, title
from stackrig.deployment.provider.wire import to_text

SERVICE = "elbv2"
PACKAGES = ("lb", "alb")  # every type has a name in both modules, aws.lb and aws.alb


def tagging() -> Tagging:
    """Return how this service tags things: by their ARN."""

    def add(scope: Scope, properties: Properties) -> None:
        tags = [{"Key": key, "Value": value} for key, value in properties["tags"].items()]
        scope.call(SERVICE, "add_tags", ResourceArns=[properties["arn"]], Tags=tags)

    def remove(scope: Scope, properties: Properties) -> None:
        scope.call(SERVICE, "remove_tags", ResourceArns=[properties["arn"]], TagKeys=properties["tagKeys"])

    def listed(scope: Scope, properties: Properties) -> Properties:
        return {"tags": _tags(scope, properties["arn"])}

    return Tagging(add, remove, listed)


def _tags(scope: Scope, arn: str) -> dict[str, str]:
    found = scope.call(SERVICE, "describe_tags", ResourceArns=[arn])["TagDescriptions"]
    return {tag["Key"]: tag["Value"] for item in found for tag in item["Tags"]}


def set_attributes(noun: str, names: Mapping[str, str]) -> Change:
    """Return the update of properties that this service keeps as attributes.

    Args:
        noun: such as `load_balancer`.
        names: the attribute of each property.
    """

    def make(scope: Scope, properties: Properties) -> None:
        given = [
            {"Key": key, "Value": to_text(properties[name])}
            for name, key in names.items()
            if properties.get(name) is not None
        ]
        scope.call(SERVICE, f"modify_{noun}_attributes", **{f"{title(noun)}Arn": properties["arn"]}, Attributes=given)

    return Change(frozenset(names), make)


def attributes(scope: Scope, noun: str, arn: str, names: Mapping[str, str]) -> Properties:
    """Return the properties that are attributes; the arguments are those of `set_attributes`."""
    found = scope.call(SERVICE, f"describe_{noun}_attributes", **{f"{title(noun)}Arn": arn})["Attributes"]
    values = {item["Key"]: item["Value"] for item in found}
    return {name: values[key] for name, key in names.items() if key in values}


def find_one(scope: Scope, noun: str, **where: Any) -> Mapping[str, Any] | None:
    """Return the first thing that AWS describes for these parameters, or None."""
    found = scope.find(SERVICE, f"describe_{plural(noun)}", **where) or {}
    return next(iter(found.get(title(plural(noun)), ())), None)


def find_by_name(noun: str) -> Callable[[Scope, Properties], str | None]:
    """Return the function that finds a thing's ARN by its name."""

    def find(scope: Scope, properties: Properties) -> str | None:
        found = find_one(scope, noun, Names=[properties["name"]])
        return str(found[f"{title(noun)}Arn"]) if found else None

    return find


def lookup(noun: str, read: Callable[[Scope, Properties], Properties | None]) -> Function:
    """Return the function that finds a thing by its ARN or name, and reads it."""

    def look(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
        arn, name = arguments.get("arn"), arguments.get("name")
        where = {f"{title(noun)}Arns": [arn]} if arn else {"Names": [name]} if name else {}
        found = scope.call(SERVICE, f"describe_{plural(noun)}", **where)[title(plural(noun))][0]
        return looked_up(scope, read, found[f"{title(noun)}Arn"])

    return look


def looked_up(scope: Scope, read: Callable[[Scope, Properties], Properties | None], arn: str) -> Properties:
    """Return the properties that a lookup returns to a program."""
    return {**(read(scope, {"arn": arn}) or {}), "id": arn, "tags": _tags(scope, arn)}
