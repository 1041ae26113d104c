"""Refuse what DynamoDB refuses and moto takes: keys that do not fit a table or index, too many writes at once."""

from collections.abc import Iterator, Mapping
from typing import Any

from localstack.aws.api.core import CommonServiceException  # type: ignore[import-not-found]

MOST_WRITES = 25  # of one BatchWriteItem

Attributes = Mapping[str, Mapping[str, Any]]  # such as {"id": {"S": "text"}}


def check_request(tables: Mapping[str, Any], request: Mapping[str, Any]) -> None:
    """Compare the keys and items of a request with the tables, by name, that they are for.

    Raises:
        CommonServiceException: the words are DynamoDB's.
    """
    batches = [batch for batch in (request.get("RequestItems") or {}).values() if isinstance(batch, list)]
    if sum(map(len, batches)) > MOST_WRITES:
        raise _invalid("Too many items requested for the BatchWriteItem call")
    for kind, name, attributes in _parts(request):
        if table := tables.get(name.rpartition("/")[2]):  # an ARN may stand for the name
            types = {item["AttributeName"]: item["AttributeType"] for item in table.attr}
            if kind == "Key":
                _check_key(table, types, attributes)
            else:
                _check_item(table, types, attributes)


def _parts(request: Mapping[str, Any]) -> Iterator[tuple[str, str, Attributes]]:
    """Yield `Key` or `Item`, the table and the attributes of all that a request is about."""
    single = [request] if "TableName" in request else []
    for part in [*single, *(part for item in request.get("TransactItems") or () for part in item.values())]:
        yield from ((kind, part["TableName"], part[kind]) for kind in ("Key", "Item") if part.get(kind))
    for name, wanted in (request.get("RequestItems") or {}).items():
        if isinstance(wanted, Mapping):  # of BatchGetItem
            yield from (("Key", name, key) for key in wanted["Keys"])
            continue
        for part in (part for item in wanted for part in item.values()):
            yield from ((kind, name, part[kind]) for kind in ("Key", "Item") if kind in part)


def _check_key(table: Any, types: Mapping[str, str], key: Attributes) -> None:
    given = {name: next(iter(value)) for name, value in key.items()}
    if given != {name: types[name] for name in table.table_key_attrs}:
        raise _invalid("The provided key element does not match the schema")


def _check_item(table: Any, types: Mapping[str, str], item: Attributes) -> None:
    for index in table.all_indexes():
        for name in {*index.schema_key_attrs} & item.keys():
            actual = next(iter(item[name]))
            if actual != types[name]:
                reason = f"Type mismatch for Index Key {name} Expected: {types[name]} Actual: {actual}"
                raise _invalid(f"One or more parameter values were invalid: {reason} IndexName: {index.name}")


def _invalid(message: str) -> Exception:
    error: Exception = CommonServiceException("ValidationException", message)
    return error
