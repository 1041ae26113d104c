"""Types that are modelled only: their properties are kept and returned, and nothing runs.

The description of a plain type is derived when it is first used. Its noun names its operations (create, get or
describe, update, delete) and its id, ARN and name. botocore's model says which operations there are, what deletes it,
so what makes up its id, and how it is tagged; the SDK's schema says what can be set. The arguments of `plain` tell
where the service leaves that pattern.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.model import ListShape, OperationModel, ServiceModel, Shape, StructureShape

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Resource, Tagging, fields_of
from stackrig.deployment.provider.schema import Schema, load_schema
from stackrig.deployment.provider.wire import Names, members, pair, to_api, to_camel, to_pascal
from stackrig.emulator.clients import load_model

# Some services go on describing deleted things for a while.
GONE = "contains(['deleted', 'deleting', 'DELETED', 'DELETING', 'INACTIVE'], State || state || Status || status || '-')"
BY_ARN = Tagging(list=Call("list_tags_for_resource"))  # for services whose tagging calls take an ARN
MAKERS, CHANGERS, REMOVERS = ("create", "register", "put"), ("update", "modify"), ("delete", "deregister")
TAGGERS: tuple[tuple[str, str, Names], ...] = (  # calls that add and remove tags, and their names for the ARN
    ("tag_resource", "untag_resource", {}),
    ("add_tags_to_resource", "remove_tags_from_resource", {"arn": "ResourceName"}),
)
# Operations that moto lacks. Derived descriptions do without them: such changes need a new resource.
LACKED = {
    "application-autoscaling": "tag_resource",
    "athena": "update_work_group tag_resource update_named_query",
    "codebuild": "update_project",
    "codecommit": "tag_resource",
    "cognito-identity": "tag_resource",
    "efs": "update_file_system",
    "elasticache": "modify_cache_subnet_group modify_cache_cluster modify_replication_group tag_resource",
    "glue": "update_job update_crawler update_trigger",
    "guardduty": "tag_resource",
    "iot": "tag_resource",
    "pipes": "update_pipe list_tags_for_resource",
    "ram": "tag_resource",
    "rds": "modify_event_subscription modify_db_proxy modify_global_cluster modify_db_snapshot",
    "redshift": "modify_cluster_subnet_group modify_cluster_parameter_group",
    "sesv2": "update_configuration_set update_contact_list",
}
LISTERS = ("list_tags_for_resource", "list_tags", "get_tags")


def plural(noun: str) -> str:
    """Return the plural of a noun as AWS's operations form it: `listeners`, `proxies`, `addresses`."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch")) else "s")


def title(noun: str, *, lower: bool = False) -> str:
    """Return a noun as AWS's members spell it: `DBInstance` for `db_instance`, or with a small first letter."""
    name = "".join("DB" if word == "db" else to_pascal(word) for word in noun.split("_"))
    return to_camel(name) if lower else name


def spellings(noun: str) -> dict[str, tuple[str, ...]]:
    """Return AWS's names for the id, ARN and name of a noun: with the noun, or the bare word."""
    upper, lower = title(noun), title(noun, lower=True)
    resource = ("ResourceArn", "resourceArn", "ResourceARN", "Arn", "arn", "ARN")
    return {
        "id": (f"{upper}Id", f"{lower}Id", f"{upper}Ids", "Id", "id"),
        "arn": (f"{upper}Arn", f"{lower}Arn", f"{upper}Arns", *resource),
        "name": (f"{upper}Name", f"{lower}Name", f"{upper}Names", "Name", "name"),
    }


@dataclass(frozen=True, slots=True)
class Plain:
    """Name a type whose description is derived, and where it differs."""

    token: str
    service: str
    noun: str
    differences: Mapping[str, Any]

    def describe(self) -> Resource:
        """Derive the description from botocore's model of the service."""
        return Resource(self.token, self.service, **_derive(self))


def plain(token: str, service: str, noun: str, **differences: Any) -> Plain:
    """Describe a type whose operations are named after its noun.

    Args:
        differences: arguments of `Resource` that differ from what is derived; `names` are added to the derived ones.
    """
    return Plain(token, service, noun, differences)


def named(token: str, service: str, noun: str, **differences: Any) -> Plain:
    """Describe a plain type whose id is its name; the arguments are those of `plain`."""
    return plain(token, service, noun, **{"id": "{name}", **differences})


def inside(service: str, operation: str, member: str, names: Names) -> Callable[[Scope, Properties], dict[str, Any]]:
    """Return a function for `added` of a `Call` that puts properties into the one structure an operation takes.

    Args:
        names: how members of the structure are called that are not called as their properties.
    """

    def make(scope: Scope, properties: Properties) -> dict[str, Any]:
        shape = members(scope.model(service, operation).input_shape)[member]
        given = {name: properties.get(wire) for name, wire in pair(members(shape), names, properties).items()}
        parts = {name: part for name, part in given.items() if part not in (None, "", [], {})}
        return {member: {name: to_api(members(shape)[name], part) for name, part in parts.items()}}

    return make


def _derive(plain_type: Plain) -> dict[str, Any]:
    given, schema = plain_type.differences, load_schema(plain_type.token) or Schema()
    operations = _Operations(load_model(plain_type.service), plain_type.noun)
    called = spellings(plain_type.noun).items()
    names = {word: found for word, found in called if word == "id" or word in schema.outputs}
    names |= given.get("names", {})
    derived = {
        "create": operations.single(MAKERS),
        "read": (operations.reading(),),
        "updates": operations.first(CHANGERS),
        "delete": operations.single(REMOVERS),
        "tagging": operations.tagging(names) if "tagsAll" in schema.outputs else None,
    }
    delete = given.get("delete", derived["delete"])
    key = operations.taken(delete, names, {*schema.inputs, *names}) if isinstance(delete, Call) else set()
    id_ = given.get("id", next((f"{{{name}}}" for name in ("id", "name", "arn", *sorted(key)) if name in key), "{id}"))
    known_before = isinstance(id_, str) and fields_of(id_) <= schema.inputs
    derived |= {"id": id_, "unique": known_before or "find" in given, "replace_on": frozenset(key & schema.inputs)}
    return {**derived, "modelled": True, **given, "names": names}


class _Operations:
    """Find the operations of a noun in botocore's model of a service."""

    def __init__(self, model: ServiceModel, noun: str) -> None:
        self._model, self._noun = model, noun
        lacked = {name.replace("_", "") for name in LACKED.get(model.service_name, "").split()}
        self._names = {name.casefold(): name for name in model.operation_names if name.casefold() not in lacked}

    def first(self, verbs: Iterable[str], *, what: str = "") -> tuple[Call, ...]:
        """Return the call of the first verb that the service has for the noun, or None."""
        found = [f"{verb}_{what or self._noun}" for verb in verbs]
        return tuple(Call(name, result=self._result(name)) for name in found if self._model_of(name))[:1]

    def single(self, verbs: Iterable[str]) -> Call:
        """Return the call of the first verb; a service without one needs it in the description."""
        return next(iter(self.first(verbs)), Call(f"{next(iter(verbs))}_{self._noun}"))

    def reading(self) -> Call:
        """Return how a thing is read: by an operation for one, or as the first of those that a listing returns."""
        if one := self.first(("get", "describe")):
            return one[0]
        many = plural(self._noun)
        name = next((f"{verb}_{many}" for verb in ("describe", "get") if self._model_of(f"{verb}_{many}")), "")
        model = self._model_of(name)
        lists = [member for member, shape in members(model.output_shape if model else None).items() if _holds(shape)]
        found = next((member for member in lists if member.casefold() == many.replace("_", "")), (lists or [""])[0])
        return Call(name, result=f"{found}[0]", gone=GONE)

    def tagging(self, names: Names) -> Tagging | None:
        """Return how a thing is tagged by its ARN, or None where the service tags in another way."""
        listers = [Call(name) for name in LISTERS if self._model_of(name)]
        for add, remove, spelling in TAGGERS:
            calls = [Call(call.operation, spelling) for call in (Call(add), Call(remove), *listers[:1])]
            if all(self.taken(call, names, {"arn"}) for call in calls):
                return Tagging(calls[0], calls[1], calls[2] if listers else None)
        return None

    def taken(self, call: Call, names: Names, known: Iterable[str]) -> set[str]:
        """Return the properties that are parameters of a call."""
        model = self._model_of(call.operation)
        shapes = members(model.input_shape if model else None)
        return {*known} & {*pair(shapes, {**names, **call.names}, known).values()}

    def _model_of(self, operation: str) -> OperationModel | None:
        name = self._names.get(operation.replace("_", ""))
        return self._model.operation_model(name) if name else None

    def _result(self, operation: str) -> str:
        """Return the member of the answer that is named after the noun, unless it is the only one."""
        model, wanted = self._model_of(operation), self._noun.replace("_", "")
        found = members(model.output_shape if model else None)
        same = [
            name for name, shape in found.items() if name.casefold() == wanted and isinstance(shape, StructureShape)
        ]
        return same[0] if same and len(found) > 1 else ""


def _holds(shape: Shape) -> bool:
    """Tell whether a member of an answer is a list of structures."""
    return isinstance(shape, ListShape) and isinstance(shape.member, StructureShape)
