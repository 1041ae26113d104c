"""AWS API calls of one account and region, with parameters and results named by botocore's service models."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import jmespath  # type: ignore[import-untyped]
from botocore.exceptions import ClientError
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.schema import ANY, Type
from stackrig.deployment.provider.wire import Names, from_api, members, pair, properties_of, to_api
from stackrig.emulator.clients import Clients, partition_of

MISSING = (
    "NotFound",
    "NoSuch",
    "NonExistent",
    "Nonexistent",
    "DoesNotExist",
    "404",
    "MISSING",
    "OrganizationsNotInUse",
)  # parts of AWS's error codes for a missing resource
# SageMaker, SSM and Security Hub use one code for everything invalid.
MISSING_BY_MESSAGE = ("Could not find ", "document does not exist", "is not subscribed to")
# Where the responses of batch operations tell which entries failed, and how: botocore's models of events, ecr, ecs,
# ec2, s3, sqs, sns, glue and kinesis have these.
FAILURES = ("FailedEntries", "Failed", "failures", "Failures", "Errors", "errors", "Unsuccessful", "FailedRecords")
CODES = ("ErrorCode", "Code", "failureCode", "errorCode", "code", "reason")
MESSAGES = ("ErrorMessage", "Message", "failureReason", "errorMessage", "message", "detail")


@dataclass(frozen=True, slots=True)
class Scope:
    """Describe the place of calls: one account, endpoint and region; everything made there gets `default_tags`.

    A `disposable` place ends with its emulator.
    """

    clients: Clients
    region: str
    default_tags: Mapping[str, str] = field(default_factory=dict)
    disposable: bool = False

    def call(self, service: str, operation: str, /, **parameters: Any) -> dict[str, Any]:
        """Call an operation by its Python name, such as `create_role`.

        Raises:
            ClientError: AWS refused, the whole request or a part of it.
        """
        response: dict[str, Any] = getattr(self.clients.get(service, self.region), operation)(**parameters)
        _check_parts(operation, response)
        return response

    def find(self, service: str, operation: str, /, **parameters: Any) -> dict[str, Any] | None:
        """Call an operation; return None when its resource does not exist."""
        try:
            return self.call(service, operation, **parameters)
        except ClientError as error:
            if is_missing(error):
                return None
            raise

    def pages(self, service: str, operation: str, /, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Yield the pages of an operation that returns lists."""
        yield from self.clients.get(service, self.region).get_paginator(operation).paginate(**parameters)

    def model(self, service: str, operation: str) -> OperationModel:
        """Return botocore's model of an operation."""
        meta = self.clients.get(service, self.region).meta
        return meta.service_model.operation_model(meta.method_to_api_mapping[operation])

    @property
    def is_emulator(self) -> bool:
        """Tell whether calls go to an emulator, and not to AWS itself."""
        return self.clients.endpoint_url is not None

    @property
    def places(self) -> "Places":
        """Return the parts of ARNs, for `str.format_map`."""
        return Places(self)


class Places(dict[str, str]):
    """Fill in {region}, {partition}, {dns_suffix} and, after asking AWS, {account}; other names are empty."""

    def __init__(self, scope: Scope) -> None:
        """Take the scope."""
        partition, dns_suffix = partition_of(scope.region)
        super().__init__(region=scope.region, partition=partition, dns_suffix=dns_suffix)
        self._clients = scope.clients

    def __missing__(self, key: str) -> str:
        """Ask for the account's id."""
        return self._clients.account_id if key == "account" else ""


@dataclass(frozen=True, slots=True)
class Call:
    """Describe an API call: an operation by its Python name, and where the rules of `wire` need help.

    Args:
        names: the operation's names of properties, in addition to the type's `names`.
        fixed: parameters with a constant value.
        added: returns more parameters, made from the properties.
        takes: the properties that `added` uses.
        result: a JMESPath expression for the resource in the response; empty for the response itself, or the only
            structure in it.
        learn: JMESPath expressions, in that result, for properties that are not simply members of it.
        gone: a JMESPath expression, in that result, that is true if the resource counts as deleted.
    """

    operation: str
    names: Names = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    added: "Callable[[Scope, Properties], Mapping[str, Any]] | None" = None
    takes: frozenset[str] = frozenset()
    result: str = ""
    learn: Mapping[str, str] = field(default_factory=dict)
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Describe how a resource is found when only its inputs are known: by an operation that lists resources.

    Args:
        items: the member of the response that holds the list.
        id: the member of an item that is the id.
        where: members of an item, and the inputs that they must equal.
    """

    operation: str
    items: str
    id: str
    where: Mapping[str, str]


def look_up(scope: Scope, service: str, lookup: Lookup, names: Names, inputs: Properties) -> str | None:
    """Return the id of the resource that has these inputs; None when there is none."""
    shape = scope.model(service, lookup.operation).input_shape
    shapes = members(shape)
    wanted = {member: inputs.get(name) for member, name in pair(shapes, names, inputs).items()}
    parameters = {member: to_api(shapes[member], value) for member, value in wanted.items() if value is not None}
    needed = {name: shapes[name] for name in (shape.required_members if shape else ()) if name not in parameters}
    sizes = {name: part.metadata["max"] for name, part in needed.items() if part.type_name == "integer"}  # in a page
    for page in scope.pages(service, lookup.operation, **parameters, **sizes):
        for item in page.get(lookup.items, ()):
            if all(item.get(member) == inputs.get(name) for member, name in lookup.where.items()):
                return str(item[lookup.id])
    return None


def _check_parts(operation: str, response: Mapping[str, Any]) -> None:
    """Raise ClientError when a response reports that a part of the request failed, as those of batch operations do."""
    for member in FAILURES:
        for part in response.get(member) or ():
            told = part.get("Error", part) if isinstance(part, Mapping) else {}
            code = next((told[name] for name in CODES if told.get(name)), None)
            if code:
                text = next((told[name] for name in MESSAGES if told.get(name)), str(part))
                raise ClientError({"Error": {"Code": str(code), "Message": str(text)}}, _title(operation))
    if response.get("FailedEntryCount"):
        text = f"{response['FailedEntryCount']} entries failed"
        raise ClientError({"Error": {"Code": "FailedEntries", "Message": text}}, _title(operation))


def _title(operation: str) -> str:
    return "".join(part.capitalize() for part in operation.split("_"))


def is_missing(error: ClientError) -> bool:
    """Tell whether AWS reports that something does not exist."""
    message = str(error.response.get("Error", {}).get("Message", ""))
    return any(part in error_code(error) for part in MISSING) or any(part in message for part in MISSING_BY_MESSAGE)


def error_code(error: ClientError) -> str:
    """Return AWS's code of an error, such as `NoSuchEntity`."""
    return str(error.response.get("Error", {}).get("Code", ""))


def taken(scope: Scope, service: str, call: Call, names: Names, known: Iterable[str]) -> set[str]:
    """Return the `known` properties that a call takes."""
    shapes = members(scope.model(service, call.operation).input_shape)
    known = set(known)
    return known & {*pair(shapes, {**names, **call.names}, known).values(), *call.takes}


def learn(call: Call, names: Names, found: Mapping[str, Any], types: Mapping[str, Type]) -> Properties:
    """Return the properties in the result of a call."""
    picked = {name: jmespath.search(expression, found) for name, expression in call.learn.items()}
    picked = {name: from_api(types.get(name, ANY), value) for name, value in picked.items() if value is not None}
    names = {**names, **call.names}
    plain = properties_of(found, names, {name: type_ for name, type_ in types.items() if name not in call.learn})
    return {**plain, **picked}


def held(scope: Scope, service: str, call: Call, names: Names, known: Iterable[str]) -> set[str]:
    """Return the `known` properties that a call's response can hold as plain values."""
    model = scope.model(service, call.operation)
    shape: Shape | None = model.output_shape
    for part in filter(None, (call.result or _only_structure(model)).removeprefix("@").split(".")):
        name, of_list, _ = part.partition("[")
        shape = members(shape).get(name)
        shape = shape.member if of_list and isinstance(shape, ListShape) else shape
    known = set(known)
    nested = StructureShape | ListShape | MapShape
    plain = [name for name, part in members(shape).items() if not isinstance(part, nested)]
    return known & {*pair(plain, {**names, **call.names}, known).values(), *call.learn}


def run(
    scope: Scope,
    service: str,
    call: Call,
    names: Names,
    given: Properties,
    *,
    needed: Mapping[str, Any] | None = None,
    changed: Iterable[str] = (),
) -> Mapping[str, Any] | None:
    """Make a call and return the properties in its response; None when the resource counts as deleted.

    Args:
        given: properties for all parameters; empty texts and None count as not given.
        needed: properties for the parameters that the operation requires.
        changed: properties that are sent even if empty, because they had a value before.

    Raises:
        ClientError: AWS refused.
    """
    model = scope.model(service, call.operation)
    shapes = members(model.input_shape)
    required = model.input_shape.required_members if model.input_shape else []
    everything = {**(needed or {}), **given}
    sent = {}
    for member, name in pair(shapes, {**names, **call.names}, [*everything, *changed]).items():
        value = everything.get(name) if member in required else given.get(name)
        if value is not None and value != "":
            sent[member] = to_api(shapes[member], value)
        elif name in changed and (empty := _empty(shapes[member])) is not None:
            sent[member] = empty
    added = call.added(scope, everything) if call.added else {}
    return _result(scope.call(service, call.operation, **{**sent, **call.fixed, **added}), call, model)


def _result(response: Mapping[str, Any], call: Call, model: OperationModel) -> Mapping[str, Any] | None:
    only = _only_structure(model)
    found = jmespath.search(call.result, response) if call.result else response.get(only) if only else response
    if not isinstance(found, Mapping) or (call.gone and jmespath.search(call.gone, found)):
        return None
    return found


def _only_structure(model: OperationModel) -> str:
    """Return the name of the response's only structure, as in GetRole's {"Role": {...}}; nothing if it has several."""
    shapes = members(model.output_shape)
    names = [name for name, shape in shapes.items() if isinstance(shape, StructureShape)]
    return names[0] if len(names) == len(shapes) == 1 else ""


def _empty(shape: Shape) -> Any:
    """Return the value that removes a setting: AWS keeps settings that an update does not name."""
    if isinstance(shape, StructureShape):
        parts = {name: _EMPTY.get(part.type_name) for name, part in shape.members.items()}
        return {name: part for name, part in parts.items() if part is not None}
    return False if shape.type_name == "boolean" else _EMPTY.get(shape.type_name)


_EMPTY: dict[str, Any] = {"string": "", "list": [], "map": {}}
