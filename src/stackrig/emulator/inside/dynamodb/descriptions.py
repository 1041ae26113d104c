"""Tables and answers as DynamoDB describes them: with the members that moto lacks, without unrequested ones."""

import uuid
from collections.abc import Mapping
from typing import Any

STATUSES = {"CreateTable": "CREATING", "DeleteTable": "DELETING", "UpdateTable": "UPDATING"}
GONE = frozenset(
    {"AttributeDefinitions", "KeySchema", "CreationDateTime", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"}
)
OPTIONAL = {"ConsumedCapacity": "ReturnConsumedCapacity", "ItemCollectionMetrics": "ReturnItemCollectionMetrics"}


def tidy(operation: str, request: Mapping[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer with attributes only of an existing item, and with figures only on request."""
    for name, option in OPTIONAL.items():
        if request.get(option) in {None, "NONE"}:
            answer.pop(name, None)
    if operation == "UpdateItem" and "ConsumedCapacity" in answer:
        answer["ConsumedCapacity"]["CapacityUnits"] = 1.0  # moto halves it; DynamoDB counts whole units of a write
    if answer.get("Attributes") == {}:
        del answer["Attributes"]
    for name in {"Table", "TableDescription"} & answer.keys():
        answer[name] = _describe(operation, request, answer[name])
    return answer


def table_id(table: Mapping[str, Any]) -> str:
    """Return the id of a table that moto has described."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{table['TableArn']} {table['CreationDateTime']}"))


def _describe(operation: str, request: Mapping[str, Any], table: dict[str, Any]) -> dict[str, Any]:
    """Complete moto's description of a table; drop empty lists and attributes of former indexes."""
    arn = table["TableArn"]
    indexes = [*table.get("GlobalSecondaryIndexes", ()), *table.get("LocalSecondaryIndexes", ())]
    for index in indexes:
        if "ProvisionedThroughput" in index:
            index["ProvisionedThroughput"].setdefault("NumberOfDecreasesToday", 0)
        index |= {"IndexArn": f"{arn}/index/{index['IndexName']}", "IndexSizeBytes": 0, "ItemCount": table["ItemCount"]}
    used = {key["AttributeName"] for part in (table, *indexes) for key in part["KeySchema"]}
    table["AttributeDefinitions"] = [item for item in table["AttributeDefinitions"] if item["AttributeName"] in used]
    table["TableId"] = table_id(table)
    table["TableStatus"] = STATUSES.get(operation, table["TableStatus"])
    _describe_billing(operation, table)
    _describe_warmth(operation, request, table, indexes)
    left_out = GONE if operation == "DeleteTable" else frozenset()
    return {name: value for name, value in table.items() if value != [] and name not in left_out}


def _describe_billing(operation: str, table: dict[str, Any]) -> None:
    if table.get("BillingModeSummary", {}).get("BillingMode") != "PAY_PER_REQUEST":
        table.pop("BillingModeSummary", None)
    elif operation in {"DescribeTable", "UpdateTable"}:
        table["BillingModeSummary"]["LastUpdateToPayPerRequestDateTime"] = table["CreationDateTime"]


def _describe_warmth(
    operation: str, request: Mapping[str, Any], table: dict[str, Any], indexes: list[dict[str, Any]]
) -> None:
    """Keep a table's warm throughput only where it is known, or where the request sets it.

    The moto of LocalStack 4.9.2 knows no such thing.
    """
    if operation not in {"CreateTable", "DeleteTable"}:
        return
    asked = {index["IndexName"] for index in request.get("GlobalSecondaryIndexes") or () if index.get("WarmThroughput")}
    for index in indexes:
        if index["IndexName"] not in asked:
            index.pop("WarmThroughput", None)
    known = table.pop("WarmThroughput", None)
    if known and request.get("WarmThroughput"):
        table["WarmThroughput"] = known | {"Status": "UPDATING"}
