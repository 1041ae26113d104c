"""The ids of resources: made from inputs, taken apart again, and found in AWS."""

import re

from botocore.exceptions import ClientError

from stackrig.deployment.provider.calls import Lookup, is_missing, look_up
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.outputs import ScopedType
from stackrig.deployment.provider.registry import Resource, fields_of, id_of, id_templates
from stackrig.errors import DeployError


def find_id(target: ScopedType, inputs: Properties) -> str | None:
    """Return the id of the resource that was made from these inputs; None when there is none.

    Raises:
        ClientError: AWS refused.
    """
    resource, scope = target.resource, target.scope
    try:
        if isinstance(resource.find, Lookup):
            return look_up(scope, resource.service, resource.find, resource.names, inputs)
        if not isinstance(resource.find, str):
            return resource.find(scope, inputs)
    except ClientError as error:
        if is_missing(error):  # the parent resource is gone
            return None
        raise
    if not resource.find:
        return id_of(resource, inputs) if not isinstance(resource.id, str) or _knows(inputs, resource.id) else None
    places = scope.places
    places.update(inputs)
    return resource.find.format_map(places)


def own_id(resource: Resource, inputs: Properties) -> str | None:
    """Return the id that inputs form; None when it needs more, or not all inputs are known yet."""
    if isinstance(resource.id, str):
        return id_of(resource, inputs) if _knows(inputs, resource.id) else None
    try:
        return resource.id(inputs)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _knows(inputs: Properties, template: str) -> bool:
    return all(inputs.get(name) for name in fields_of(template))


def identify(urn: str, target: ScopedType, resource_id: str, inputs: Properties) -> Properties:
    """Return an id's parts with the inputs, as calls need them; Resource.get takes the id of `pulumi import`.

    Raises:
        DeployError: the id has another form.
    """
    plain_id, import_ids = id_templates(target.resource)
    whole = not import_ids or fields_of(plain_id) >= fields_of(import_ids[0])
    templates = [plain_id, *import_ids] if inputs else [*import_ids, plain_id] if whole else import_ids
    matches = (re.fullmatch(_pattern(template), resource_id) for template in templates if template)
    parts: Properties | None = next((found.groupdict() for found in matches if found), {} if inputs else None)
    if parts is None:
        form = target.resource.import_id or plain_id
        reason = f"the id {resource_id!r} is not of the form {form}" if form else "its id alone does not find it"
        raise DeployError(f"{urn}: {reason}")
    return {**parts, **inputs, "id": parts.get("id", resource_id)}


def _pattern(template: str) -> str:
    return re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(template))
