"""DynamoDB."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.errors import DeployError
from stackrig.waiting import wait_until

SERVICE = "dynamodb"
READY_TIMEOUT = 600.0  # seconds: AWS takes long to fill a new index
KEY = words("hashKey rangeKey attributes localSecondaryIndexes")
CAPACITY = words("billingMode readCapacity writeCapacity")
STREAM = words("streamEnabled streamViewType")
INDEXES = words("globalSecondaryIndexes")
PAY_PER_REQUEST = "PAY_PER_REQUEST"


def _definition(_scope: Scope, properties: Properties) -> dict[str, Any]:
    local = [_index(item, properties) for item in properties.get("localSecondaryIndexes") or ()]
    everywhere = [_index(item, properties) for item in properties.get("globalSecondaryIndexes") or ()]
    return {
        "AttributeDefinitions": _attributes(properties),
        "KeySchema": _keys(properties["hashKey"], properties.get("rangeKey")),
        **_throughput(properties, properties),
        **({"LocalSecondaryIndexes": local} if local else {}),
        **({"GlobalSecondaryIndexes": everywhere} if everywhere else {}),
        **({"StreamSpecification": _stream(properties)} if properties.get("streamEnabled") else {}),
        **({"SSESpecification": _encryption(properties)} if properties.get("serverSideEncryption") else {}),
    }


def _attributes(properties: Properties) -> list[dict[str, str]]:
    return [
        {"AttributeName": item["name"], "AttributeType": item["type"]} for item in properties.get("attributes") or ()
    ]


def _keys(hash_key: str, range_key: str | None) -> list[dict[str, str]]:
    ranges = [{"AttributeName": range_key, "KeyType": "RANGE"}] if range_key else []
    return [{"AttributeName": hash_key, "KeyType": "HASH"}, *ranges]


def _throughput(table: Properties, part: Mapping[str, Any]) -> dict[str, Any]:
    if table.get("billingMode") == PAY_PER_REQUEST:
        return {}
    units = {"ReadCapacityUnits": part.get("readCapacity"), "WriteCapacityUnits": part.get("writeCapacity")}
    return {"ProvisionedThroughput": {name: int(value or 0) for name, value in units.items()}}


def _index(item: Mapping[str, Any], table: Properties) -> dict[str, Any]:
    extra = {"NonKeyAttributes": item["nonKeyAttributes"]} if item.get("nonKeyAttributes") else {}
    schemas = [
        {"AttributeName": key["attributeName"], "KeyType": key["keyType"]} for key in item.get("keySchemas") or ()
    ]
    index = {
        "IndexName": item["name"],
        "KeySchema": schemas or _keys(item.get("hashKey") or table["hashKey"], item.get("rangeKey")),
        "Projection": {"ProjectionType": item["projectionType"], **extra},
    }
    return index if "hashKey" not in item and not schemas else {**index, **_throughput(table, item)}


def _stream(properties: Properties) -> dict[str, Any]:
    if not properties.get("streamEnabled"):
        return {"StreamEnabled": False}
    return {"StreamEnabled": True, "StreamViewType": properties.get("streamViewType") or "NEW_AND_OLD_IMAGES"}


def _encryption(properties: Properties) -> dict[str, Any]:
    given = properties.get("serverSideEncryption") or {}
    key = {"KMSMasterKeyId": given["kmsKeyArn"], "SSEType": "KMS"} if given.get("kmsKeyArn") else {}
    return {"Enabled": bool(given.get("enabled")), **key}


def _wait(scope: Scope, properties: Properties) -> None:
    """Wait until a table and its indexes are active."""
    name = properties["name"]

    def ready() -> bool:
        table = scope.call(SERVICE, "describe_table", TableName=name)["Table"]
        parts = (table["TableStatus"], *(index["IndexStatus"] for index in table.get("GlobalSecondaryIndexes", ())))
        return all(part == "ACTIVE" for part in parts)

    wait_until(ready, what=f"the table {name}", timeout=READY_TIMEOUT)


def _update(scope: Scope, properties: Properties, **changes: Any) -> None:
    scope.call(SERVICE, "update_table", TableName=properties["name"], **changes)
    _wait(scope, properties)


def _set_capacity(scope: Scope, properties: Properties) -> None:
    _update(scope, properties, BillingMode=properties.get("billingMode"), **_throughput(properties, properties))


def _set_stream(scope: Scope, properties: Properties) -> None:
    _update(scope, properties, StreamSpecification=_stream(properties))


def _set_encryption(scope: Scope, properties: Properties) -> None:
    _update(scope, properties, SSESpecification=_encryption(properties))


def _set_indexes(scope: Scope, properties: Properties) -> None:
    """Change one index after another: DynamoDB accepts one change at a time."""
    table = scope.call(SERVICE, "describe_table", TableName=properties["name"])["Table"]
    now = {index["IndexName"]: index for index in table.get("GlobalSecondaryIndexes", ())}
    indexes = [_index(item, properties) for item in properties.get("globalSecondaryIndexes") or ()]
    wanted = {index["IndexName"]: index for index in indexes}
    same = {name for name in now.keys() & wanted.keys() if _shape(now[name]) == _shape(wanted[name])}
    steps = [{"Delete": {"IndexName": name}} for name in now if name not in same]
    steps += [{"Create": index} for name, index in wanted.items() if name not in same]
    for step in steps:
        definitions = {"AttributeDefinitions": _attributes(properties)} if "Create" in step else {}
        _update(scope, properties, GlobalSecondaryIndexUpdates=[step], **definitions)


def _shape(index: Mapping[str, Any]) -> tuple[Any, ...]:
    projection = index["Projection"]
    return index["KeySchema"], projection["ProjectionType"], sorted(projection.get("NonKeyAttributes", ()))


def _set_ttl(scope: Scope, properties: Properties) -> None:
    given = properties.get("ttl") or {}
    now = scope.call(SERVICE, "describe_time_to_live", TableName=properties["name"])["TimeToLiveDescription"]
    enabled, attribute = bool(given.get("enabled")), given.get("attributeName") or now.get("AttributeName")
    if enabled == (now["TimeToLiveStatus"] in {"ENABLED", "ENABLING"}):
        return
    specification = {"AttributeName": attribute, "Enabled": enabled}
    scope.call(SERVICE, "update_time_to_live", TableName=properties["name"], TimeToLiveSpecification=specification)


def _set_recovery(scope: Scope, properties: Properties) -> None:
    enabled = bool((properties.get("pointInTimeRecovery") or {}).get("enabled"))
    specification = {"PointInTimeRecoveryEnabled": enabled}
    parameters = {"TableName": properties["name"], "PointInTimeRecoverySpecification": specification}
    scope.call(SERVICE, "update_continuous_backups", **parameters)


def _read_table(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(SERVICE, "describe_table", TableName=properties["name"])
    if found is None:
        return None
    table = found["Table"]
    keys = {item["KeyType"]: item["AttributeName"] for item in table["KeySchema"]}
    throughput, stream = table.get("ProvisionedThroughput", {}), table.get("StreamSpecification", {})
    return {
        "arn": table["TableArn"],
        "attributes": [{"name": a["AttributeName"], "type": a["AttributeType"]} for a in table["AttributeDefinitions"]],
        "billingMode": table.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED"),
        "deletionProtectionEnabled": table.get("DeletionProtectionEnabled", False),
        "globalSecondaryIndexes": _read_indexes(table, properties.get("globalSecondaryIndexes") or ()),
        "hashKey": keys["HASH"],
        "rangeKey": keys.get("RANGE"),
        "readCapacity": throughput.get("ReadCapacityUnits", 0),
        "writeCapacity": throughput.get("WriteCapacityUnits", 0),
        "streamEnabled": stream.get("StreamEnabled", False),
        "streamViewType": stream.get("StreamViewType", ""),
        "streamArn": table.get("LatestStreamArn", ""),
        "streamLabel": table.get("LatestStreamLabel", ""),
        "tableClass": table.get("TableClassSummary", {}).get("TableClass", "STANDARD"),
        "ttl": _read_ttl(scope, properties["name"]),
        "pointInTimeRecovery": _read_recovery(scope, properties["name"]),
    }


def _read_indexes(table: Mapping[str, Any], given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the indexes, those of the program first and in its order."""
    order = {item["name"]: place for place, item in enumerate(given)}
    indexes = sorted(table.get("GlobalSecondaryIndexes", ()), key=lambda item: order.get(item["IndexName"], len(order)))
    return [_read_index(index) for index in indexes]


def _read_index(index: Mapping[str, Any]) -> dict[str, Any]:
    keys = {item["KeyType"]: item["AttributeName"] for item in index["KeySchema"]}
    throughput, projection = index.get("ProvisionedThroughput", {}), index["Projection"]
    return {
        "name": index["IndexName"],
        "hashKey": keys["HASH"],
        "rangeKey": keys.get("RANGE", ""),
        "projectionType": projection["ProjectionType"],
        "nonKeyAttributes": projection.get("NonKeyAttributes", []),
        "readCapacity": throughput.get("ReadCapacityUnits", 0),
        "writeCapacity": throughput.get("WriteCapacityUnits", 0),
    }


def _read_ttl(scope: Scope, name: str) -> dict[str, Any]:
    found = scope.call(SERVICE, "describe_time_to_live", TableName=name)["TimeToLiveDescription"]
    return {
        "attributeName": found.get("AttributeName", ""),
        "enabled": found["TimeToLiveStatus"] in {"ENABLED", "ENABLING"},
    }


def _read_recovery(scope: Scope, name: str) -> dict[str, bool]:
    found = scope.call(SERVICE, "describe_continuous_backups", TableName=name)["ContinuousBackupsDescription"]
    status = found.get("PointInTimeRecoveryDescription", {}).get("PointInTimeRecoveryStatus")
    return {"enabled": status == "ENABLED"}


def _delete_table(scope: Scope, properties: Properties) -> None:
    name = properties["name"]
    scope.call(SERVICE, "delete_table", TableName=name)

    def gone() -> bool:
        return scope.find(SERVICE, "describe_table", TableName=name) is None

    wait_until(gone, what=f"the deletion of the table {name}", timeout=READY_TIMEOUT)


def _item(properties: Properties) -> dict[str, Any]:
    try:
        return dict(json.loads(properties["item"]))
    except ValueError as error:
        raise DeployError(f"the item is not JSON: {error}") from error


def _item_key(properties: Properties) -> dict[str, Any]:
    item = _item(properties)
    return {name: item[name] for name in (properties["hashKey"], properties.get("rangeKey")) if name}


def _put_item(scope: Scope, properties: Properties) -> Properties:
    scope.call(SERVICE, "put_item", TableName=properties["tableName"], Item=_item(properties))
    return {}


def _read_item(scope: Scope, properties: Properties) -> Properties | None:
    parameters = {"TableName": properties["tableName"], "Key": _item_key(properties), "ConsistentRead": True}
    found = scope.find(SERVICE, "get_item", **parameters) or {}
    if "Item" not in found:
        return None
    values = [str(next(iter(value.values()))) for value in _item_key(properties).values()]
    return {"item": json.dumps(found["Item"]), **dict(zip(("hashKeyValue", "rangeKeyValue"), values, strict=False))}


def _delete_item(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "delete_item", TableName=properties["tableName"], Key=_item_key(properties))


def _item_id(properties: Properties) -> str:
    """Return Terraform's id: the table, and the name and value of each part of the key."""
    parts = [(name, str(next(iter(value.values())))) for name, value in _item_key(properties).items()]
    return "|".join([properties["tableName"], *(text for part in parts for text in part)])


RESOURCES = (
    Resource(
        "aws:dynamodb/table:Table",
        SERVICE,
        create=Call(
            "create_table", added=_definition, takes=KEY | CAPACITY | STREAM | INDEXES | words("serverSideEncryption")
        ),
        read=(_read_table,),
        updates=(
            Change(CAPACITY, _set_capacity),
            Change(INDEXES, _set_indexes),
            Change(STREAM, _set_stream),
            Change(words("serverSideEncryption"), _set_encryption),
            Call("update_table", names=dict.fromkeys((*KEY, *CAPACITY, *INDEXES), ())),
            Change(words("ttl"), _set_ttl),
            Change(words("pointInTimeRecovery"), _set_recovery),
        ),
        delete=_delete_table,
        wait=_wait,
        tagging=Tagging(list=Call("list_tags_of_resource")),
        id="{name}",
        auto_name=AutoName(),
        names={"name": "TableName", "arn": "ResourceArn"},
        defaults={"billingMode": "PROVISIONED"},
        replace_on=words("name hashKey rangeKey localSecondaryIndexes"),
        accepted=words("attributes"),  # derived from the indexes
    ),
    Resource(
        "aws:dynamodb/tableItem:TableItem",
        SERVICE,
        create=_put_item,
        read=(_read_item,),
        updates=(Change(words("item"), _put_item),),
        delete=_delete_item,
        id=_item_id,
        replace_on=words("tableName hashKey rangeKey"),
        documents=words("item"),
    ),
)
