"""DynamoDB without Java and without a download: moto's tables behind LocalStack's API."""

from collections.abc import Iterable, Mapping
from typing import Any

from localstack.aws.api.core import ServiceException  # type: ignore[import-not-found]
from localstack.aws.api.dynamodb import (  # type: ignore[import-not-found]
    IdempotentParameterMismatchException,
    ResourceNotFoundException,
)
from localstack.aws.forwarder import ForwardingFallbackDispatcher  # type: ignore[import-not-found]
from localstack.services.moto import call_moto  # type: ignore[import-not-found]
from localstack.services.plugins import Service  # type: ignore[import-not-found]
from moto.core.exceptions import JsonRESTError  # type: ignore[import-not-found]
from moto.dynamodb.models import dynamodb_backends  # type: ignore[import-not-found]
from moto.dynamodb.models import table as moto_table
from moto.dynamodb.models.dynamo_type import DynamoType  # type: ignore[import-not-found]

from .amounts import count_exactly
from .comparisons import compare_by_type
from .descriptions import tidy
from .destinations import Destinations, send_changes
from .encryption import encrypt
from .expressions import check_expressions
from .images import take_image, with_bytes
from .keys import check_keys
from .pages import end_pages_by_limit
from .projections import project_binary_values
from .refusals import PARAMETER, invalid, refused
from .replicas import describe_replicas, share_items, update_replicas
from .requests import find_table
from .statements import execute_batch, execute_statement, execute_transaction
from .streams import Shard, end_stream, forget_records, lock, order_records
from .updates import pick, update_as_given
from .values import check_values

STATEMENTS = {
    "ExecuteStatement": execute_statement,
    "BatchExecuteStatement": execute_batch,
    "ExecuteTransaction": execute_transaction,
}
ON_DEMAND = "BillingMode is PAY_PER_REQUEST"
REMEMBERED = 1000  # transactions; DynamoDB remembers their tokens for ten minutes

_transactions: dict[tuple[str, str, str], Mapping[str, Any]] = {}  # by account, region and token


def new_service() -> Any:
    """Return DynamoDB."""
    count_exactly()
    compare_by_type()
    update_as_given()
    end_pages_by_limit()
    project_binary_values()
    moto_table.StreamShard = Shard
    return Service.for_provider(
        Tables(), dispatch_table_factory=lambda provider: ForwardingFallbackDispatcher(provider, _serve)
    )


class Tables(Destinations):
    """Leave almost all operations to moto."""

    def accept_state_visitor(self, visitor: Any) -> None:
        """Show LocalStack the stores of tables, so that it can reset them."""
        visitor.visit(dynamodb_backends)

    def describe_contributor_insights(
        self, context: Any, table_name: str, index_name: str | None = None, **_rest: Any
    ) -> dict[str, str]:
        """Answer that a table's insights are off: UpdateContributorInsights, which turns them on, is not served."""
        if find_table(dynamodb_backends[context.account_id][context.region].tables, table_name) is None:
            raise ResourceNotFoundException(f"Requested resource not found: Table: {table_name} not found")
        answer = {"TableName": table_name, "ContributorInsightsStatus": "DISABLED"}
        return answer | ({"IndexName": index_name} if index_name else {})


def _serve(context: Any, request: Mapping[str, Any]) -> Any:
    with lock:
        try:
            answer = _serve_alone(context, request)
        except (JsonRESTError, ServiceException) as error:
            if "Transact" in context.operation.name:
                _take_back(dynamodb_backends[context.account_id][context.region].tables.values())
            raise refused(error) from None
    if Shard.changes:
        send_changes()
    return answer


def _take_back(tables: Iterable[Any]) -> None:
    """Undo in the replicas the writes of a failed transaction, which moto undid in the tables."""
    forget_records(tables)
    share_items(tables)


def _serve_alone(context: Any, request: Mapping[str, Any]) -> Any:
    Shard.request += 1
    tables = dynamodb_backends[context.account_id][context.region].tables
    if execute := STATEMENTS.get(context.operation.name):
        return execute(dynamodb_backends[context.account_id][context.region], request)
    check_values(request)
    check_expressions(tables, request)
    check_keys(tables, request)
    if "ClientRequestToken" in request and context.operation.name == "TransactWriteItems":
        return tidy(context.operation.name, request, _write_once(context, request))
    if context.operation.name == "TagResource":
        _forget_tags(tables.values(), request)
    if (request.get("StreamSpecification") or {}).get("StreamEnabled"):
        _forget_stream(tables.get(request["TableName"]))
    return _answer(context, request, tables)


def _write_once(context: Any, request: Mapping[str, Any]) -> Any:
    """Write a transaction; one that a client sends again counts as done."""
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


def forget_transactions(account: str) -> None:
    """Forget the tokens of an account's transactions, which then count as new."""
    for token in [token for token in _transactions if token[0] == account]:
        _transactions.pop(token, None)


def _forget_tags(tables: Iterable[Any], request: Mapping[str, Any]) -> None:
    """Remove the old values of tags, which moto would keep beside the new ones."""
    new = {tag["Key"] for tag in request["Tags"]}
    for table in tables:
        if table.table_arn == request["ResourceArn"]:
            table.tags = [tag for tag in table.tags if tag["Key"] not in new]


def _forget_stream(table: Any) -> None:
    """Allow a new stream after a disabled one, which moto refuses."""
    if table and table.stream_shard and not table.stream_specification.get("StreamEnabled"):
        end_stream(table)


def _answer(context: Any, request: Mapping[str, Any], tables: Mapping[str, Any]) -> dict[str, Any]:
    """Let moto serve a request, and give its answer and its stream records DynamoDB's form."""
    operation, table = context.operation.name, find_table(tables, request.get("TableName") or "")
    if operation == "DeleteTable" and table is None:
        raise ResourceNotFoundException(f"Requested resource not found: Table: {request['TableName']} not found")
    if (
        operation == "CreateTable"
        and request.get("BillingMode") == "PAY_PER_REQUEST"
        and "ProvisionedThroughput" in request
    ):
        raise invalid(f"{PARAMETER}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when {ON_DEMAND}")
    old = _read(table, request) if request.get("ReturnValues") == "UPDATED_OLD" else {}
    answer = call_moto(context)
    if operation == "DeleteTable":
        end_stream(table)
    if operation == "BatchWriteItem":
        order_records(tables, request)
    if operation in {"CreateTable", "UpdateTable"}:
        table = find_table(tables, request["TableName"])
        update_replicas(request, table)
        encrypt(context, request, table, answer["TableDescription"])
    if request.get("ReturnValues") == "UPDATED_OLD":
        answer["Attributes"] = pick(request, old)
    for name in {"Table", "TableDescription"} & answer.keys():
        answer[name] |= describe_replicas(table)
    return tidy(operation, request, answer)


def _read(table: Any, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of the item that an update will change."""
    item = table.get_item(*(DynamoType(request["Key"][name]) for name in table.table_key_attrs)) if table else None
    attributes: dict[str, Any] = with_bytes({"M": take_image(item) or {}})["M"]
    return attributes
