"""Check the inputs of resources, give them defaults and names, and compare them with the last deployment's."""

import logging
from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.asset_bytes import digest, is_asset
from stackrig.deployment.provider.calls import Call, Scope, taken
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import make_name
from stackrig.deployment.provider.registry import USE_PLUGIN, Change, Resource
from stackrig.deployment.provider.schema import ANY, RENAMED, Schema
from stackrig.deployment.provider.wire import coerce, same_document
from stackrig.errors import DeployError

DEFAULTS, ASSETS = "__defaults", "__assets"  # the first is the key of Pulumi's bridged providers

log = logging.getLogger("stackrig")


def check_inputs(
    resource: Resource, schema: Schema, scope: Scope, urn: str, olds: Properties | None, news: Properties
) -> Properties:
    """Return the inputs in their types, with defaults, a name, and the digests of assets.

    Raises:
        DeployError: an input is missing, or is one that this provider would ignore.
    """
    olds = olds or {}
    news = _renamed(resource, without_marks(news))
    given = {name: coerce(schema.outputs.get(name, ANY), value) for name, value in news.items()}
    if fresh := given.keys() - olds.keys():
        _check_supported(resource, scope, urn, {name for name in fresh if given[name] not in ([], {}, "")})
    filled = {name: value for name, value in resource.defaults.items() if name in schema.inputs and name not in given}
    rule = resource.auto_name
    if rule.property in schema.inputs and not given.get(rule.property):
        filled[rule.property] = _kept_name(resource, olds, given) or make_name(rule, urn, given)
    inputs = {**given, **filled}
    if missing := schema.required - inputs.keys():
        raise DeployError(f"{urn}: {', '.join(sorted(missing))} must be given")
    if scope.is_emulator and (why := resource.unserved(inputs)):
        log.info("%s is modelled only: %s", urn, why)
    marks = {
        DEFAULTS: sorted(filled),
        ASSETS: {name: digest(value) for name, value in inputs.items() if is_asset(value)},
    }
    return {**inputs, **marks}


def changed_inputs(resource: Resource, olds: Properties, news: Properties) -> frozenset[str]:
    """Return the names of the inputs that differ; documents are compared as JSON, assets by their content."""
    old_values, new_values = _comparable(olds), _comparable(news)
    names = old_values.keys() | new_values.keys()
    return frozenset(
        name
        for name in names
        if old_values.get(name) != new_values.get(name)
        and not (name in resource.documents and same_document(old_values.get(name), new_values.get(name)))
    )


def is_own_name(resource: Resource, olds: Properties, news: Properties) -> bool:
    """Tell whether the program itself gave the name, and gives it again: then a second resource can't exist."""
    name = resource.auto_name.property
    return DEFAULTS in news and name not in news[DEFAULTS] and name in news and olds.get(name) == news.get(name)


def without_marks(inputs: Mapping[str, Any]) -> Properties:
    """Return the inputs that have a value, without this provider's own keys."""
    return {name: value for name, value in inputs.items() if value is not None and name not in {DEFAULTS, ASSETS}}


def _renamed(resource: Resource, inputs: Properties) -> Properties:
    """Return the inputs under their present names; a program with an earlier SDK uses others."""
    names = RENAMED.get(resource.token, {})
    return {names.get(name, name): value for name, value in inputs.items()} if names else inputs


def _comparable(inputs: Properties) -> Properties:
    return {**without_marks(inputs), **inputs.get(ASSETS, {})}


def _kept_name(resource: Resource, olds: Properties, given: Properties) -> str | None:
    rule = resource.auto_name
    same_prefix = olds.get(rule.prefix_property) == given.get(rule.prefix_property)
    return olds.get(rule.property) if same_prefix and rule.property in olds.get(DEFAULTS, ()) else None


def _check_supported(resource: Resource, scope: Scope, urn: str, names: set[str]) -> None:
    for name in sorted(names & resource.unused):
        log.info("%s: %s has no effect with stackrig's light AWS provider", urn, name)
    unknown = names - supported_inputs(resource, scope, names)
    if resource.modelled:
        for name in sorted(unknown):
            log.debug("%s: %s is kept as the program wrote it", urn, name)
    elif unknown:
        raise DeployError(
            f"{urn}: stackrig's light AWS provider does not support {', '.join(sorted(unknown))} of {resource.token}",
            remedies=["leave it out where the program is tested", USE_PLUGIN],
        )


def supported_inputs(resource: Resource, scope: Scope, names: set[str]) -> set[str]:
    """Return the inputs that reach AWS, or that are handled in another way."""
    rule = resource.auto_name
    supported = {"region", "tags"} if resource.tagging else {"region"}
    supported |= resource.accepted | resource.unused | resource.replace_on
    supported |= {rule.property, rule.prefix_property}
    for step in (resource.create, *resource.updates):
        if isinstance(step, Change):
            supported |= step.of
        elif isinstance(step, Call):
            supported |= taken(scope, resource.service, step, resource.names, names)
    return supported & names


def updated_inputs(resource: Resource, scope: Scope, names: frozenset[str]) -> set[str]:
    """Return the inputs among some that can be changed without making the resource anew."""
    updatable = {"tagsAll", *resource.accepted, *resource.unused, *taken_by_updates(resource, scope, names)}
    updatable.add("tags")  # no tag is worth a new resource
    if resource.modelled:
        updatable |= names - supported_inputs(resource, scope, {*names})
    return (updatable & names) - resource.replace_on


def taken_by_updates(resource: Resource, scope: Scope, names: frozenset[str]) -> set[str]:
    """Return the inputs among some that reach AWS when they change, apart from those that functions here handle."""
    found: set[str] = {"tags"} & names if resource.tagging else set()
    for step in resource.updates:
        found |= step.of if isinstance(step, Change) else taken(scope, resource.service, step, resource.names, names)
    return found
