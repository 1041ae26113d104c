"""ExecuteStatement, ExecuteTransaction and BatchExecuteStatement, by the operations that statements stand for."""

from collections.abc import Iterator, Mapping
from typing import Any

from localstack.aws.api.core import ServiceException  # type: ignore[import-not-found]
from localstack.aws.api.dynamodb import (  # type: ignore[import-not-found]
    DuplicateItemException,
    ResourceNotFoundException,
)
from moto.core.exceptions import JsonRESTError  # type: ignore[import-not-found]
from moto.dynamodb.comparisons import get_filter_expression  # type: ignore[import-not-found]

from ..services.faults import broken_constraint, validation_errors
from .comparisons import typed
from .expressions import check_expressions
from .images import take_image, with_bytes, without_bytes
from .keys import check_keys
from .partiql import Path, Statement, read_statement
from .refusals import invalid, refused
from .streams import Shard
from .values import check_values

Part = dict[str, Any]  # the possible members of an item of TransactWriteItems

NO_KEY = "Where clause does not contain a mandatory equality on all key attributes"
NO_BATCH_KEY = "Select statements within BatchExecuteStatement must specify the primary key in the where clause."


def execute_statement(backend: Any, request: Mapping[str, Any]) -> dict[str, Any]:
    """Run one statement, and return its items and the start of the next page."""
    statement = _read(request)
    if statement.kind != "SELECT":
        return {"Items": _write(backend, statement)}
    start, limit = int(request.get("NextToken") or 0), request.get("Limit")
    found = _candidates(backend, statement)
    end = start + limit if limit else len(found)
    answer: dict[str, Any] = {"Items": _filter(statement, found[start:end])}
    return answer | ({"NextToken": str(end)} if end < len(found) else {})


def execute_batch(backend: Any, request: Mapping[str, Any]) -> dict[str, Any]:
    """Run statements one by one, and return an item or an error for each."""
    return {"Responses": [_respond(backend, part) for part in request["Statements"]]}


def execute_transaction(backend: Any, request: Mapping[str, Any]) -> dict[str, Any]:
    """Run all statements or none: they read, or they write and check."""
    statements = [_read(part) for part in request["TransactStatements"]]
    if all(statement.kind == "SELECT" for statement in statements):
        found = [_filter(statement, _candidates(backend, statement)) for statement in statements]
        return {"Responses": [{"Item": items[0]} if items else {} for items in found]}
    items = [_transact_item(backend, statement) for statement in statements]
    _check(backend, {"TransactItems": items})
    backend.transact_write_items(items)
    return {"Responses": []}


def _read(part: Mapping[str, Any]) -> Statement:
    parameters = part.get("Parameters")
    if parameters == []:
        rule = "Member must have length greater than or equal to 1"
        raise invalid(validation_errors(broken_constraint("parameters", rule, parameters)))
    return read_statement(part["Statement"], [without_bytes(value) for value in parameters or ()])


def _respond(backend: Any, part: Mapping[str, Any]) -> dict[str, Any]:
    Shard.request += 1  # each statement has its own record in a stream
    try:
        statement = _read(part)
        if statement.kind != "SELECT":
            _write(backend, statement)
            return {"TableName": statement.table}
        table = _table(backend, statement)
        if not statement.equal.keys() >= {*table.table_key_attrs}:
            raise invalid(NO_BATCH_KEY)
        items = _filter(statement, _candidates(backend, statement))
        return {"TableName": statement.table} | ({"Item": items[0]} if items else {})
    except (ServiceException, JsonRESTError) as error:
        known = refused(error)
        code = known.code.removesuffix("Exception")
        return {"Error": {"Code": "ValidationError" if code == "Validation" else code, "Message": known.message}}


def _table(backend: Any, statement: Statement) -> Any:
    table = backend.tables.get(statement.table.rpartition("/")[2])
    if table is None:
        raise ResourceNotFoundException("Requested resource not found")
    return table


def _candidates(backend: Any, statement: Statement) -> list[Any]:
    """Return the items that a SELECT examines: those with its partition key, or else the whole table or index."""
    table = _table(backend, statement)
    schema, items = table.schema, table.all_items()
    if statement.index:
        index = {index.name: index for index in table.all_indexes()}.get(statement.index)
        if index is None:
            raise invalid(f"The table does not have the specified index: {statement.index}")
        items = [index.project(item) for item in items if {*index.schema_key_attrs} <= item.attrs.keys()]
        schema = index.schema
    partition = next(key["AttributeName"] for key in schema if key["KeyType"] == "HASH")
    if (wanted := statement.equal.get(partition)) is not None:
        items = [item for item in items if typed(item.attrs[partition]) == typed(wanted)]
    if statement.order:
        attribute, is_descending = statement.order
        if wanted is None:
            raise invalid("Must have WHERE clause in the statement when using ORDER BY clause.")
        items.sort(key=lambda item: typed(item.attrs[attribute]), reverse=is_descending)
    return list(items)


def _filter(statement: Statement, items: list[Any]) -> list[dict[str, Any]]:
    condition = get_filter_expression(statement.condition, statement.names, statement.values)
    images = [with_bytes({"M": take_image(item) or {}})["M"] for item in items if condition.expr(item)]
    return [_project(image, statement.paths) for image in images] if statement.paths else images


def _project(image: Mapping[str, Any], paths: list[Path]) -> dict[str, Any]:
    """Return the values at paths, each under the last name of its path."""
    projected = {}
    for path in paths:
        value: Any = {"M": image}
        for step in path:
            content = value.get("L" if isinstance(step, int) else "M")
            try:
                value = content[step]
            except (LookupError, TypeError):
                break
        else:
            projected[next(str(step) for step in reversed(path) if isinstance(step, str))] = value
    return projected


def _transact_item(backend: Any, statement: Statement) -> dict[str, Part]:
    """Return a statement in the form of TransactWriteItems."""
    table = _table(backend, statement)
    part: Part = {"TableName": table.name}
    if statement.kind == "INSERT":
        condition, names = "attribute_not_exists(#key)", {"#key": table.hash_key_attr}
        return {
            "Put": {**part, "Item": statement.item, "ConditionExpression": condition, "ExpressionAttributeNames": names}
        }
    if not statement.equal.keys() >= {*table.table_key_attrs}:
        raise invalid(NO_KEY)
    part["Key"] = {name: statement.equal[name] for name in table.table_key_attrs}
    part["ConditionExpression"] = statement.condition
    if statement.updates:
        updates = (f"{action} {', '.join(terms)}" for action, terms in statement.updates.items())
        part["UpdateExpression"] = " ".join(updates)
    part |= {"ExpressionAttributeNames": statement.names, "ExpressionAttributeValues": statement.values}
    return {{"UPDATE": "Update", "DELETE": "Delete"}.get(statement.kind, "ConditionCheck"): part}


def _check(backend: Any, request: Mapping[str, Any]) -> None:
    check_values(request)
    check_expressions(backend.tables, request)
    check_keys(backend.tables, request)


def _write(backend: Any, statement: Statement) -> list[dict[str, Any]]:
    item = _transact_item(backend, statement)
    _check(backend, {"TransactItems": [item]})
    ((kind, part),) = item.items()
    name, key = part["TableName"], part.get("Key")
    condition = {
        "condition_expression": part["ConditionExpression"],
        "expression_attribute_names": part["ExpressionAttributeNames"],
        "expression_attribute_values": part.get("ExpressionAttributeValues"),
    }
    if kind == "Put":
        try:
            backend.put_item(name, part["Item"], **condition)
        except JsonRESTError as error:
            if "ConditionalCheckFailed" in error.error_type:
                raise DuplicateItemException("Duplicate primary key exists in table") from None
            raise
        return []
    old = take_image(backend.get_item(name, key))
    if kind == "Update":
        backend.update_item(name, key, update_expression=part["UpdateExpression"], **condition)
    elif old is not None:
        backend.delete_item(name, key, **condition)
    return [*_returned(statement, old, take_image(backend.get_item(name, key)))]


def _returned(statement: Statement, old: Any, new: Any) -> Iterator[dict[str, Any]]:
    """Yield the item that RETURNING asks for, as it was before or after the change."""
    image = {"OLD": old, "NEW": new}.get(statement.returning.rpartition(" ")[2])
    if image is None:
        return
    if statement.returning.startswith("MODIFIED"):
        image = {name: value for name, value in image.items() if (old or {}).get(name) != (new or {}).get(name)}
    yield with_bytes({"M": image})["M"]
