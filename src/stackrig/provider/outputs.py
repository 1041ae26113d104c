"""Outputs of resources: what AWS says now, the inputs it does not repeat, and what follows from both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from stackrig.provider.calls import Call, Scope, held, is_missing, learn, run
from stackrig.provider.contract import Properties
from stackrig.provider.inputs import without_marks
from stackrig.provider.registry import Action, Resource
from stackrig.provider.schema import ZEROS, Schema
from stackrig.provider.wire import coerce, properties_of, same_document

SCALARS = frozenset({"str", "int", "float", "bool"})


@dataclass(frozen=True, slots=True)
class Target:
    """Say which type of resource is meant, and where."""

    resource: Resource
    schema: Schema
    scope: Scope

    def act(self, step: Call | Action, properties: Properties) -> Properties | None:
        """Make a call, or run the function in its place, and return the properties learnt; None: it is gone."""
        if not isinstance(step, Call):
            return step(self.scope, properties)
        names, types = self.resource.names, self.schema.outputs
        found = run(self.scope, self.resource.service, step, names, self.with_all_tags(properties))
        return None if found is None else learn(step, names, found, types)

    def read(self, properties: Properties) -> Properties | None:
        """Return what AWS says of the resource now, None when it is gone."""
        first, *more = self.resource.read
        try:
            found = self.act(first, properties)
        except ClientError as error:
            if is_missing(error):
                return None
            raise
        for step in more if found is not None else ():
            found = {**(found or {}), **(self.act(step, {**properties, **(found or {})}) or {})}
        return found

    def with_all_tags(self, properties: Properties) -> Properties:
        """Return properties with the provider's default tags among the tags."""
        return {**properties, "tags": self.all_tags(properties)} if self.resource.tagging else properties

    def all_tags(self, properties: Mapping[str, Any]) -> dict[str, str]:
        """Return the resource's tags and the provider's default tags."""
        return {**self.scope.default_tags, **(properties.get("tags") or {})}


def describe(target: Target, properties: Properties, *, list_tags: bool = False) -> Properties | None:
    """Return a resource's outputs as AWS has it now, None when it is gone.

    Args:
        properties: what is known of it: its inputs, its id and what creating it told.
        list_tags: ask for its tags; without, they are taken to be those of the inputs.
    """
    found = target.read(properties)
    if found is None:
        return None
    if list_tags and target.resource.tagging and "tags" not in found:
        found = {**found, "tags": _list_tags(target, {**properties, **found})}
    return _complete(target, properties, found)


def _complete(target: Target, properties: Properties, found: Properties) -> Properties:
    resource, schema, scope = target.resource, target.schema, target.scope
    known = {**without_marks(properties), **found}
    for name in resource.documents & found.keys() & properties.keys():
        if same_document(found[name], properties[name]):
            known[name] = properties[name]
    places = scope.places
    places.update(known)
    known |= {name: template.format_map(places) for name, template in resource.computed.items() if name not in found}
    known |= _tags(target, properties, found)
    known.setdefault("region", scope.region)
    outputs = {
        name: coerce(type_, known[name]) for name, type_ in schema.outputs.items() if known.get(name) is not None
    }
    return {**_blanks(target, found), **outputs}


def _tags(target: Target, properties: Properties, found: Properties) -> Properties:
    if not target.resource.tagging:
        return {}
    everything = found.get("tags") if "tags" in found else target.all_tags(properties)
    tags_all = {key: value for key, value in (everything or {}).items() if not key.startswith("aws:")}
    wanted = properties.get("tags") or {}
    tags = {key: value for key, value in tags_all.items() if key in wanted or key not in target.scope.default_tags}
    return {"tags": tags if tags or wanted else None, "tagsAll": tags_all}


def _blanks(target: Target, found: Properties) -> Properties:
    """Return what Terraform gives for what AWS left out: an empty text rather than nothing."""
    resource, schema, seen = target.resource, target.schema, set(found)
    for step in resource.read:
        if isinstance(step, Call):
            model = target.scope.model(resource.service, step.operation)
            seen |= held(model, step, resource.names, schema.outputs)
    types = schema.outputs.items()
    blank = {name for name, type_ in types if not type_.optional or (name in seen and type_.kind in SCALARS)}
    return {name: ZEROS[type_.kind] for name, type_ in types if name in blank and type_.kind in ZEROS}


def _list_tags(target: Target, properties: Properties) -> dict[str, str]:
    tagging = target.resource.tagging
    if not tagging or not tagging.list:
        return {}
    names = {**target.resource.names, **tagging.names}
    found = run(target.scope, target.resource.service, Call(tagging.list), names, properties) or {}
    types = {name: target.schema.outputs["tagsAll"] for name in found if "tag" in name.casefold()}
    return next(iter(properties_of(found, {}, types).values()), {})
