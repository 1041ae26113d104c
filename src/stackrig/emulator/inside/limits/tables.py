"""Tables and reads that DynamoDB refuses.

See https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html and
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html; the sentences are those that
https://github.com/architect/dynalite recorded on AWS.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..dynamodb.refusals import PARAMETER
from ..services.faults import broken_constraint, invalid, not_served, validation_errors

NAME = "[a-zA-Z0-9_.-]+"
SHORTEST, LONGEST = 3, 255  # characters of a name
MOST_LOCAL, MOST_GLOBAL = 5, 20  # secondary indexes
PROJECTED = "ALL_PROJECTED_ATTRIBUTES"


def _check_table(_context: Any, request: Mapping[str, Any]) -> None:
    name = request["TableName"]
    if not re.fullmatch(NAME, name):
        rule = f"Member must satisfy regular expression pattern: {NAME}"
        raise invalid(validation_errors(broken_constraint("tableName", rule, name)))
    if not SHORTEST <= len(name) <= LONGEST:
        size = f"at least {SHORTEST} characters long and at most {LONGEST} characters long"
        raise invalid(f"TableName must be {size}")
    _check_composite_keys(request.get("GlobalSecondaryIndexes") or ())
    if fault := next(_faults(request), ""):
        raise invalid(fault)


def _check_composite_keys(indexes: Sequence[Mapping[str, Any]]) -> None:
    """Say that an index with several keys of a type, which AWS has, is not served here."""
    for index in indexes:
        kinds = [element["KeyType"] for element in index["KeySchema"]]
        if len({*kinds}) < len(kinds):
            text = f"stackrig serves one partition key and one sort key of an index, and {index['IndexName']} has more"
            raise not_served(text)


def _faults(request: Mapping[str, Any]) -> Iterator[str]:
    local, wide = (request.get(f"{kind}SecondaryIndexes") or () for kind in ("Local", "Global"))
    yield from _key_faults(request["KeySchema"])
    if local and len(request["KeySchema"]) == 1:
        need = "required when specifying a LocalSecondaryIndex"
        yield f"{PARAMETER}Table KeySchema does not have a range key, which is {need}"
    for index in (*local, *wide):
        yield from _index_faults(index)
    for index in local:
        if len(index["KeySchema"]) == 1:
            yield f"{PARAMETER}Index KeySchema does not have a range key for index: {index['IndexName']}"
    names = [index["IndexName"] for index in (*local, *wide)]
    yield from (f"{PARAMETER}Duplicate index name: {name}" for name in names if names.count(name) > 1)
    if len(local) > MOST_LOCAL:
        yield f"{PARAMETER}Number of LocalSecondaryIndexes exceeds per-table limit of {MOST_LOCAL}"
    if len(wide) > MOST_GLOBAL:
        yield f"{PARAMETER}GlobalSecondaryIndex count exceeds the per-table limit of {MOST_GLOBAL}"
    stream = request.get("StreamSpecification") or {}
    if stream.get("StreamEnabled") and not stream.get("StreamViewType"):
        yield f"{PARAMETER}StreamViewType is required when StreamEnabled is true"


def _key_faults(schema: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Yield what is wrong with the keys of a table or an index; moto refuses more than two."""
    kinds = zip(schema, (("first", "HASH"), ("second", "RANGE")), strict=False)
    for element, (place, kind) in kinds:
        if element["KeyType"] != kind:
            yield f"Invalid KeySchema: The {place} KeySchemaElement is not a {kind} key type"
    if len({element["AttributeName"] for element in schema}) < len(schema):
        yield "Both the Hash Key and the Range Key element in the KeySchema have the same name"


def _index_faults(index: Mapping[str, Any]) -> Iterator[str]:
    name, projection = index["IndexName"], index.get("Projection") or {}
    if not re.fullmatch(NAME, name) or not SHORTEST <= len(name) <= LONGEST:
        size = f"between {SHORTEST} and {LONGEST} characters long"
        allowed = "may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'"
        yield f"{PARAMETER}Invalid index name {name}: it must be {size}, and {allowed}"
    yield from _key_faults(index["KeySchema"])
    kind, named = projection.get("ProjectionType"), "NonKeyAttributes" in projection
    if kind is None:
        yield f"{PARAMETER}Unknown ProjectionType: null"
    elif named != (kind == "INCLUDE"):
        yield f"{PARAMETER}ProjectionType is {kind}, but NonKeyAttributes is {'' if named else 'not '}specified"


def _check_reading(_context: Any, request: Mapping[str, Any]) -> None:
    select = request.get("Select")
    if select == PROJECTED and not request.get("IndexName"):
        raise invalid(f"{PROJECTED} can be used only when Querying using an IndexName")
    if select == "COUNT" and request.get("ProjectionExpression"):
        raise invalid("Cannot specify the ProjectionExpression when choosing to get only the Count")


CHECKS = {"CreateTable": _check_table, "Query": _check_reading, "Scan": _check_reading}
