"""DynamoDB without Java and without a download: moto's tables behind LocalStack's API."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from localstack.aws.api.dynamodb import (  # type: ignore[import-not-found]
    DynamodbApi,
    IdempotentParameterMismatchException,
)
from localstack.aws.forwarder import ForwardingFallbackDispatcher  # type: ignore[import-not-found]
from localstack.services.moto import call_moto  # type: ignore[import-not-found]
from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]
from moto.dynamodb.models import dynamodb_backends  # type: ignore[import-not-found]
from moto.dynamodb.models import table as moto_table

from .amounts import count_exactly
from .comparisons import compare_by_type
from .expressions import check_expressions
from .keys import check_keys
from .streams import Shard, lock
from .updates import update_as_given
from .values import check_values

REMEMBERED = 1000  # transactions; DynamoDB remembers them for ten minutes

_transactions: dict[tuple[str, str, str], Mapping[str, Any]] = {}  # by account, region and token


@aws_provider(api="dynamodb", name="stackrig")  # type: ignore[untyped-decorator]
def serve_tables() -> Any:
    """Return DynamoDB, chosen by PROVIDER_OVERRIDE_DYNAMODB=stackrig."""
    count_exactly()
    compare_by_type()
    update_as_given()
    moto_table.StreamShard = Shard
    return Service.for_provider(
        Tables(), dispatch_table_factory=lambda provider: ForwardingFallbackDispatcher(provider, _serve)
    )


class Tables(DynamodbApi):  # type: ignore[misc]
    """Leave all operations to moto."""

    def accept_state_visitor(self, visitor: Any) -> None:
        """Show LocalStack where the tables are, to reset them."""
        visitor.visit(dynamodb_backends)


def _serve(context: Any, request: Mapping[str, Any]) -> Any:
    with lock:
        Shard.request += 1
        tables = dynamodb_backends[context.account_id][context.region].tables
        check_values(request)
        check_expressions(tables, request)
        check_keys(tables, request)
        if "ClientRequestToken" in request and context.operation.name == "TransactWriteItems":
            return _write_once(context, request)
        if context.operation.name == "TagResource":
            _forget_tags(tables.values(), request)
        if (request.get("StreamSpecification") or {}).get("StreamEnabled"):
            _forget_stream(tables.get(request["TableName"]))
        return _tidy(call_moto(context))


def _write_once(context: Any, request: Mapping[str, Any]) -> Any:
    """Write a transaction; one that was written already, and is tried again by a client, counts as done."""
    token = context.account_id, context.region, request["ClientRequestToken"]
    if token not in _transactions:
        answer = call_moto(context)
        _transactions[token] = request
        if len(_transactions) > REMEMBERED:
            _transactions.pop(next(iter(_transactions)))
        return answer
    if _transactions[token] != request:
        raise IdempotentParameterMismatchException("The token was used for another transaction")
    return {}


def _forget_tags(tables: Iterable[Any], request: Mapping[str, Any]) -> None:
    """Take the old values of tags away, which moto would keep beside the new ones."""
    new = {tag["Key"] for tag in request["Tags"]}
    for table in tables:
        if table.table_arn == request["ResourceArn"]:
            table.tags = [tag for tag in table.tags if tag["Key"] not in new]


def _forget_stream(table: Any) -> None:
    """Let a stream that was disabled be followed by another, which moto refuses."""
    if table and not table.stream_specification.get("StreamEnabled"):
        table.latest_stream_label = None


def _tidy(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer as DynamoDB has it: attributes only of an item that was there, tables described in full."""
    described = {name: _describe(answer[name]) for name in ("Table", "TableDescription") if name in answer}
    return {name: value for name, value in answer.items() if (name, value) != ("Attributes", {})} | described


def _describe(table: dict[str, Any]) -> dict[str, Any]:
    """Add to the description of a table what moto leaves out; drop its empty lists and attributes of former indexes."""
    arn, indexes = (
        table["TableArn"],
        [*table.get("GlobalSecondaryIndexes", ()), *table.get("LocalSecondaryIndexes", ())],
    )
    for index in indexes:
        index |= {"IndexArn": f"{arn}/index/{index['IndexName']}", "IndexSizeBytes": 0, "ItemCount": table["ItemCount"]}
    used = {key["AttributeName"] for part in (table, *indexes) for key in part["KeySchema"]}
    attributes = [item for item in table["AttributeDefinitions"] if item["AttributeName"] in used]
    table_id = uuid.uuid5(uuid.NAMESPACE_URL, f"{arn} {table['CreationDateTime']}")
    described = {name: value for name, value in table.items() if value != []}
    return {**described, "AttributeDefinitions": attributes, "TableId": str(table_id)}
