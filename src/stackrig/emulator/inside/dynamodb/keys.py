"""Refuse what moto accepts and DynamoDB refuses: keys that do not fit a table or index, too many writes at once."""

from collections.abc import Mapping
from typing import Any

from .refusals import PARAMETER, invalid
from .requests import Part, find_table, parts

MOST_WRITES = 25  # of one BatchWriteItem
WRONG_KEY = "The provided key element does not match the schema"

Attributes = Mapping[str, Mapping[str, Any]]  # such as {"id": {"S": "text"}}


def check_keys(tables: Mapping[str, Any], request: Mapping[str, Any]) -> None:
    """Check the keys and items of a request against its tables, which are given by name.

    Raises:
        CommonServiceException: a key does not fit, in DynamoDB's words.
    """
    batches = [batch for batch in (request.get("RequestItems") or {}).values() if isinstance(batch, list)]
    if sum(map(len, batches)) > MOST_WRITES:
        raise invalid("Too many items requested for the BatchWriteItem call")
    for name, part in parts(request):
        if table := find_table(tables, name):
            if "RequestItems" in request and "Item" in part:  # a batch has this message for the keys of new items too
                part = {**part, "Key": {name: part["Item"].get(name, {"": ""}) for name in table.table_key_attrs}}  # noqa: PLW2901
            _check_part(table, part)


def _check_part(table: Any, part: Part) -> None:
    types = {item["AttributeName"]: item["AttributeType"] for item in table.attr}
    for key in [part["Key"]] if part.get("Key") else part.get("Keys") or ():
        if _types(key) != {name: types[name] for name in table.table_key_attrs}:
            raise invalid(WRONG_KEY)
    if part.get("Item"):
        _check_item(table, types, part["Item"])
    if part.get("ExclusiveStartKey"):
        _check_start(table, types, part)


def _types(attributes: Attributes) -> dict[str, str]:
    return {name: next(iter(value)) for name, value in attributes.items()}


def _check_item(table: Any, types: Mapping[str, str], item: Attributes) -> None:
    for index in table.all_indexes():
        for name in {*index.schema_key_attrs} & item.keys():
            actual = next(iter(item[name]))
            if actual != types[name]:
                reason = f"Type mismatch for Index Key {name} Expected: {types[name]} Actual: {actual}"
                raise invalid(f"{PARAMETER}{reason} IndexName: {index.name}")


def _check_start(table: Any, types: Mapping[str, str], part: Part) -> None:
    """Refuse to continue after a key with which no page of this table or index can have ended."""
    names = {*table.table_key_attrs}
    for index in table.all_indexes():
        if index.name == part.get("IndexName"):
            names |= {*index.schema_key_attrs}
    given = _types(part["ExclusiveStartKey"])
    if len(given) != len(names):
        raise invalid("Exclusive Start Key must have same size as table's key schema")
    if given != {name: types[name] for name in names}:
        raise invalid(f"The provided starting key is invalid: {WRONG_KEY}")
