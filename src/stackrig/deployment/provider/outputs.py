"""Outputs of resources: AWS's answer, the inputs that it omits, and values derived from both."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from botocore.exceptions import ClientError

from stackrig.deployment.provider.calls import Call, Scope, held, is_missing, learn, run
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.inputs import without_marks
from stackrig.deployment.provider.registry import Action, Resource, fields_of, id_templates
from stackrig.deployment.provider.schema import Schema
from stackrig.deployment.provider.wire import coerce, normal_document, properties_of

SCALARS = frozenset({"str", "int", "float", "bool"})


@dataclass(frozen=True, slots=True)
class ScopedType:
    """Hold a resource type with its schema, and the scope in which its API is called."""

    resource: Resource
    schema: Schema
    scope: Scope

    def act(self, step: Call | Action, properties: Properties) -> Properties | None:
        """Make a call, or run the function in its place; return the learnt properties, None if the resource is gone."""
        names, types = self.resource.names, self.schema.outputs
        if not isinstance(step, Call):
            told = step(self.scope, properties)
            return None if told is None else {**told, **properties_of(told, {}, types)}
        found = run(self.scope, self.resource.service, step, names, self.with_all_tags(properties))
        return None if found is None else learn(step, names, found, types)

    def read(self, properties: Properties) -> Properties | None:
        """Return the resource's properties that AWS reports now; None when it is gone."""
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
        """Return properties with the default tags among the tags; None for none, as some calls refuse an empty list."""
        if not self.resource.tagging:
            return properties
        return {**properties, "tags": self.all_tags(properties) or None}

    def all_tags(self, properties: Mapping[str, Any]) -> dict[str, str]:
        """Return the resource's tags and the provider's default tags."""
        return {**self.scope.default_tags, **(properties.get("tags") or {})}


def describe(
    target: ScopedType, inputs: Properties, properties: Properties, *, list_tags: bool = False
) -> Properties | None:
    """Return a resource's present outputs; None when it is gone.

    Args:
        properties: what identifies it: its id, its inputs, and the answer to its creation.
        list_tags: ask for its tags; otherwise they are assumed to be those of the inputs.
    """
    found = target.read(properties)
    if found is None:
        return None
    if list_tags and target.resource.tagging and "tags" not in found:
        known = {**properties, **found}
        found = {**found, "tags": _list_tags(target, {**known, **computed(target, known)})}
    return _complete(target, inputs, properties, found)


def _complete(target: ScopedType, inputs: Properties, properties: Properties, found: Properties) -> Properties:
    resource, schema, scope = target.resource, target.schema, target.scope
    plain_id, import_ids = id_templates(resource)
    lasting = {"id", *resource.once, *fields_of(" ".join([plain_id, *import_ids]))} & properties.keys()
    given = without_marks(inputs)
    known = {**given, **{name: properties[name] for name in lasting}, **found, **_as_written(target, given)}
    known |= {name: normal_document(known[name]) for name in resource.documents & known.keys()}
    known |= computed(target, known, found)
    known |= _tags(target, inputs, found)
    known.setdefault("region", scope.region)
    types = schema.outputs
    outputs = {
        name: coerce(types[name], known[name]) for name in types.keys() & known.keys() if known[name] is not None
    }
    unset = {
        name for name, value in outputs.items() if value in ([], {}) and types[name].optional and name not in inputs
    }
    return {**_blanks(target), **{name: value for name, value in outputs.items() if name not in unset}}


def computed(target: ScopedType, known: Properties, found: Mapping[str, Any] = MappingProxyType({})) -> Properties:
    """Return the outputs that are composed of others, without those that AWS reported."""
    places = target.scope.places
    places.update(known)
    wanted = target.resource.computed.items()
    missing = {name: text for name, text in wanted if name in target.schema.outputs and not found.get(name)}
    return {name: template.format_map(places) for name, template in missing.items()}


def _as_written(target: ScopedType, given: Properties) -> Properties:
    """Return the lists and blocks of a modelled resource as the program wrote them: emulators store other forms."""
    if not target.resource.modelled:
        return {}
    return {name: value for name, value in given.items() if isinstance(value, list | dict) and name != "tags"}


def _tags(target: ScopedType, inputs: Properties, found: Properties) -> Properties:
    if not target.resource.tagging:
        return {}
    everything = found.get("tags") if "tags" in found else target.all_tags(inputs)
    tags_all = {key: value for key, value in (everything or {}).items() if not key.startswith("aws:")}
    wanted = inputs.get("tags") or {}
    tags = {key: value for key, value in tags_all.items() if key in wanted or key not in target.scope.default_tags}
    return {"tags": tags if tags or wanted else None, "tagsAll": tags_all}


def _blanks(target: ScopedType) -> Properties:
    """Return Terraform's value for a property that AWS omitted: an empty text rather than nothing."""
    resource, schema, seen = target.resource, target.schema, set[str]()
    for step in resource.read:
        if isinstance(step, Call):
            seen |= held(target.scope, resource.service, step, resource.names, schema.outputs)
    types = schema.outputs.items()
    blank = {name for name, type_ in types if not type_.optional or (name in seen and type_.kind in SCALARS)}
    blocks = {name for name, type_ in types if type_.item and type_.item.kind == "object"}
    zeros = {name: type_.zero for name, type_ in types if name in blank | blocks}
    return {name: zero for name, zero in zeros.items() if zero is not None}


def _list_tags(target: ScopedType, properties: Properties) -> dict[str, str]:
    tagging = target.resource.tagging
    if not tagging or not tagging.list:
        return {}
    if not isinstance(tagging.list, Call):
        return dict((tagging.list(target.scope, properties) or {}).get("tags", {}))
    names = target.resource.names
    found = run(target.scope, target.resource.service, tagging.list, names, properties) or {}
    listed = {name for name, value in found.items() if "tag" in name.casefold() and isinstance(value, list | dict)}
    types = dict.fromkeys(listed, target.schema.outputs["tagsAll"])
    return next(iter(properties_of(found, {}, types).values()), {})
