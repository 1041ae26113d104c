"""DynamoDB of the embedded LocalStack, as DynamoDB itself behaves; what moto does right by itself is left to moto."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError

from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession

TYPES = {"pk": "S", "sk": "N", "kind": "S", "size": "N"}
UNITS = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}


@pytest.fixture(scope="module")
def aws(localstack_server: AwsEndpoint) -> EndpointSession:
    return EndpointSession(localstack_server)


@pytest.fixture
def table(aws: EndpointSession) -> Iterator[Any]:
    """Yield an empty table with a stream and an index; it is deleted after the test."""
    table = aws.resource("dynamodb").create_table(
        TableName="things",
        KeySchema=schema("pk", "sk"),
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": type_} for name, type_ in TYPES.items()],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        GlobalSecondaryIndexes=[
            {"IndexName": "by-kind", "KeySchema": schema("kind", "size"), "Projection": {"ProjectionType": "ALL"}}
        ],
    )
    table.wait_until_exists()
    yield table
    table.delete()


def schema(*names: str) -> list[dict[str, str]]:
    return [{"AttributeName": name, "KeyType": kind} for name, kind in zip(names, ("HASH", "RANGE"), strict=False)]


def refusal(call: Callable[[], object]) -> tuple[str, str]:
    """Return code and message of the error a call ends with."""
    with pytest.raises(ClientError) as caught:
        call()
    return caught.value.response["Error"]["Code"], caught.value.response["Error"]["Message"]


def test_parts_of_items_with_binary_values(table: Any) -> None:
    """A projection reads an item's bytes and the values beside them, at any depth."""
    item: Any = {"pk": "a", "sk": 1, "photo": b"\x00\xff", "photos": {b"1", b"2"}, "deep": {"list": [b"x"], "n": None}}
    table.put_item(Item=item)

    for names in ("pk", "photo, photos, deep"):
        (found,) = table.scan(ProjectionExpression=names)["Items"]
        one = table.get_item(Key={"pk": "a", "sk": 1}, ProjectionExpression=names)["Item"]
        assert found == one == {name: item[name] for name in names.split(", ")}


def test_items_come_back_as_they_were(table: Any) -> None:
    """Values of all kinds are kept; a number has 38 digits and one form, in a key too."""
    item = {
        "pk": "a",
        "sk": Decimal("1.50"),
        "long": Decimal("0.12345678901234567890123456789012345678"),
        "nested": {"list": [1, "two", None, True, {"deep": Decimal("3.25")}]},
        "texts": {"a", "b"},
        "numbers": {1, 2},
        "empty": "",
    }
    table.put_item(Item=item)

    assert table.get_item(Key={"pk": "a", "sk": Decimal("1.5")})["Item"] == item
    table.put_item(Item={"pk": "a", "sk": Decimal("15e-1"), "bytes": b"\x00\xff"})
    assert table.scan()["Items"] == [{"pk": "a", "sk": Decimal("1.5"), "bytes": b"\x00\xff"}]


def test_updates(table: Any) -> None:
    """Sums are exact, missing attributes and items are made, sets grow and shrink."""
    key = {"pk": "a", "sk": 1}
    first = table.update_item(
        Key=key,
        UpdateExpression="SET price = :p, notes = list_append(if_not_exists(notes, :no), :x) ADD hits :one, tags :tags",
        ExpressionAttributeValues={":p": Decimal("0.3"), ":no": [], ":x": ["x"], ":one": 1, ":tags": {"a", "b"}},
        ReturnValues="ALL_OLD",
    )
    second = table.update_item(
        Key=key,
        UpdateExpression="SET price = price - :p REMOVE notes[0] ADD hits :one DELETE tags :tag",
        ExpressionAttributeValues={":p": Decimal("0.1"), ":one": 1, ":tag": {"a"}},
        ReturnValues="ALL_NEW",
    )

    assert "Attributes" not in first
    assert second["Attributes"] == {**key, "price": Decimal("0.2"), "notes": [], "hits": 2, "tags": {"b"}}


def test_queries(table: Any) -> None:
    """A query gives ranges, both ways, page by page and by an index; filters count what they looked at."""
    with table.batch_writer() as batch:
        for number in range(30):
            batch.put_item(Item={"pk": "a", "sk": number, "kind": f"k{number % 3}", "size": number % 5})

    some = table.query(KeyConditionExpression=Key("pk").eq("a") & Key("sk").between(10, 12))
    assert [item["sk"] for item in some["Items"]] == [10, 11, 12]
    last = table.query(KeyConditionExpression=Key("pk").eq("a"), Limit=2, ScanIndexForward=False)
    assert ([item["sk"] for item in last["Items"]], last["LastEvaluatedKey"]) == ([29, 28], {"pk": "a", "sk": 28})
    filtered = table.query(KeyConditionExpression=Key("pk").eq("a"), FilterExpression=Attr("size").gt(3), Limit=10)
    assert (filtered["Count"], filtered["ScannedCount"]) == (2, 10)
    options = {"IndexName": "by-kind", "KeyConditionExpression": Key("kind").eq("k1"), "Limit": 3}
    found = [(item["size"], item["sk"]) for item in pages(table, **options)]
    assert found == sorted((number % 5, number) for number in range(1, 30, 3))


def pages(table: Any, **options: Any) -> Iterator[dict[str, Any]]:
    while True:
        page = table.query(**options)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        options["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def test_one_of_many_conditional_writes_wins(table: Any) -> None:
    """Requests of the same moment follow one another."""

    def claim(number: int) -> bool:
        try:
            table.put_item(Item={"pk": "lock", "sk": 1, "by": number}, ConditionExpression="attribute_not_exists(pk)")
        except table.meta.client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert [*threads.map(claim, range(24))].count(True) == 1


def test_a_transaction_is_whole_and_happens_once(table: Any) -> None:
    """A failed condition undoes the whole transaction; a repetition with the same token does nothing."""
    client = table.meta.client
    add = {
        "TableName": "things",
        "Key": {"pk": "a", "sk": 1},
        "UpdateExpression": "ADD n :n",
        "ExpressionAttributeValues": {":n": 5},
    }
    check = {"TableName": "things", "Key": {"pk": "b", "sk": 1}, "ConditionExpression": "attribute_exists(pk)"}

    with pytest.raises(client.exceptions.TransactionCanceledException) as caught:
        client.transact_write_items(TransactItems=[{"Update": add}, {"ConditionCheck": check}])
    assert [item["Code"] for item in caught.value.response["CancellationReasons"]] == ["None", "ConditionalCheckFailed"]
    assert table.scan()["Items"] == []

    for _ in range(2):
        client.transact_write_items(TransactItems=[{"Update": add}], ClientRequestToken="once")
    assert table.scan()["Items"] == [{"pk": "a", "sk": 1, "n": 5}]
    other = [{"Update": {**add, "ExpressionAttributeValues": {":n": 6}}}]
    code, _ = refusal(lambda: client.transact_write_items(TransactItems=other, ClientRequestToken="once"))
    assert code == "IdempotentParameterMismatchException"


def test_what_dynamodb_refuses(table: Any, aws: EndpointSession) -> None:
    """A key that is not the table's, an index key of another type and too many writes at once are told, as on AWS."""
    client, wrong_key = table.meta.client, "The provided key element does not match the schema"
    writes = [{"PutRequest": {"Item": {"pk": "a", "sk": number}}} for number in range(26)]

    assert refusal(lambda: table.get_item(Key={"pk": "a"})) == ("ValidationException", wrong_key)
    assert refusal(lambda: table.delete_item(Key={"pk": "a", "sk": "1"})) == ("ValidationException", wrong_key)
    for call in (
        lambda: client.batch_get_item(RequestItems={"things": {"Keys": [{"pk": 1, "sk": 1}]}}),
        lambda: client.transact_write_items(TransactItems=[{"Delete": {"TableName": "things", "Key": {"pk": "a"}}}]),
    ):
        assert refusal(call) == ("ValidationException", wrong_key)
    code, message = refusal(lambda: table.put_item(Item={"pk": "a", "sk": 1, "kind": 7, "size": 1}))
    assert (code, "Type mismatch for Index Key kind Expected: S Actual: N" in message) == ("ValidationException", True)
    wrong_item = {"PutRequest": {"Item": {"pk": 1, "sk": 1}}}
    assert refusal(lambda: client.batch_write_item(RequestItems={"things": [wrong_item]})) == (
        "ValidationException",
        wrong_key,
    )
    code, message = refusal(lambda: new_table(aws, "both", ProvisionedThroughput=UNITS))
    assert message.endswith("can be specified when BillingMode is PAY_PER_REQUEST")
    code, message = refusal(lambda: client.batch_write_item(RequestItems={"things": writes}))
    rule = "[Member must have length less than or equal to 25, Member must have length greater than or equal to 1]"
    assert (code, message.endswith(f"Map value must satisfy constraint: {rule}")) == ("ValidationException", True)
    code, message = refusal(
        lambda: client.batch_write_item(RequestItems={"things": writes[:13], "others": writes[13:]})
    )
    assert (code, message) == ("ValidationException", "Too many items requested for the BatchWriteItem call")


def test_a_stream_has_one_record_per_change(table: Any, aws: EndpointSession) -> None:
    """An update that makes an item is one insert, one that changes nothing is none; images are those there are."""
    key = {"pk": "a", "sk": 1}
    add: dict[str, Any] = {"Key": key, "UpdateExpression": "ADD n :n", "ExpressionAttributeValues": {":n": 1}}
    table.update_item(**add)
    table.update_item(**{**add, "ExpressionAttributeValues": {":n": 0}})
    table.put_item(Item={**key, "bytes": b"\x00"})
    table.delete_item(Key=key)

    records = [record["dynamodb"] | {"event": record["eventName"]} for record in read_stream(aws, table)]

    keys, counted, stored = {"pk": {"S": "a"}, "sk": {"N": "1"}}, {"n": {"N": "1"}}, {"bytes": {"B": b"\x00"}}
    assert [(record["event"], record.get("OldImage"), record.get("NewImage")) for record in records] == [
        ("INSERT", None, keys | counted),
        ("MODIFY", keys | counted, keys | stored),
        ("REMOVE", keys | stored, None),
    ]
    assert [record["Keys"] for record in records] == [keys] * 3
    numbers = [int(record["SequenceNumber"]) for record in records]
    assert numbers == sorted(set(numbers))


def read_stream(aws: EndpointSession, table: Any) -> list[dict[str, Any]]:
    client, place = aws.client("dynamodbstreams"), {"StreamArn": table.latest_stream_arn}
    shard = client.describe_stream(**place)["StreamDescription"]["Shards"][0]["ShardId"]
    start = client.get_shard_iterator(**place, ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    page = client.get_records(ShardIterator=start, Limit=2)
    rest = client.get_records(ShardIterator=page["NextShardIterator"])
    records: list[dict[str, Any]] = page["Records"] + rest["Records"]
    return records


def test_a_stream_that_ended_can_be_followed_by_another(table: Any, aws: EndpointSession) -> None:
    """A disabled stream records nothing, ends and stays; the next one has its own name and view."""
    client, first = aws.client("dynamodbstreams"), table.latest_stream_arn
    table.update(StreamSpecification={"StreamEnabled": False})
    table.put_item(Item={"pk": "a", "sk": 1})
    assert client.describe_stream(StreamArn=first)["StreamDescription"]["StreamStatus"] == "DISABLED"
    shard = client.describe_stream(StreamArn=first)["StreamDescription"]["Shards"][0]["ShardId"]
    start = client.get_shard_iterator(StreamArn=first, ShardId=shard, ShardIteratorType="LATEST")["ShardIterator"]
    assert "NextShardIterator" not in client.get_records(ShardIterator=start)

    table.update(StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"})
    table.put_item(Item={"pk": "a", "sk": 2})

    streams = [stream["StreamArn"] for stream in client.list_streams(TableName="things")["Streams"]]
    assert streams[-2:] == [first, table.latest_stream_arn]
    (record,) = read_stream(aws, table)
    assert "NewImage" not in record["dynamodb"]


def test_a_stream_outlives_its_table(aws: EndpointSession) -> None:
    """The stream of a deleted table can be read to its end; a shard does not follow itself."""
    table = new_table(aws, "short-lived", StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"})
    table.put_item(Item={"pk": "a"})
    stream = table.latest_stream_arn
    table.delete()

    client = aws.client("dynamodbstreams")
    description = client.describe_stream(StreamArn=stream)["StreamDescription"]
    place = {"StreamArn": stream, "ShardId": description["Shards"][0]["ShardId"]}
    start = client.get_shard_iterator(**place, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    page = client.get_records(ShardIterator=start)
    assert (description["StreamStatus"], "NextShardIterator" in page) == ("DISABLED", False)
    assert [record["dynamodb"]["Keys"] for record in page["Records"]] == [{"pk": {"S": "a"}}]
    after = client.describe_stream(StreamArn=stream, ExclusiveStartShardId=place["ShardId"])
    assert after["StreamDescription"]["Shards"] == []


def new_table(aws: EndpointSession, name: str, **options: Any) -> Any:
    """Create a table whose key is `pk`."""
    return aws.resource("dynamodb").create_table(
        TableName=name,
        KeySchema=schema("pk"),
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        **({"BillingMode": "PAY_PER_REQUEST"} | options),
    )


def test_a_batch_reaches_the_stream_in_its_order(table: Any, aws: EndpointSession) -> None:
    """The records of a batch that deletes before it puts are in the order of its writes."""
    table.put_item(Item={"pk": "old", "sk": 1})
    with table.batch_writer() as batch:
        batch.delete_item(Key={"pk": "old", "sk": 1})
        batch.put_item(Item={"pk": "new", "sk": 1})

    records = [(record["eventName"], record["dynamodb"]["Keys"]["pk"]["S"]) for record in read_stream(aws, table)]
    assert records == [("INSERT", "old"), ("REMOVE", "old"), ("INSERT", "new")]


def test_a_full_page_tells_where_the_next_begins(table: Any) -> None:
    """A page that has as many items as its limit has a last key, also when nothing comes after it."""
    for number in range(3):
        table.put_item(Item={"pk": "a", "sk": number, "x": number})
    query: dict[str, Any] = {"KeyConditionExpression": Key("pk").eq("a"), "FilterExpression": Attr("x").lt(1)}

    for call, options in ((table.query, query), (table.scan, {"ProjectionExpression": "x"})):
        page = call(**options, Limit=3)
        assert (page["ScannedCount"], page["LastEvaluatedKey"]) == (3, {"pk": "a", "sk": 2})
        assert call(**options, ExclusiveStartKey=page["LastEvaluatedKey"])["Count"] == 0
        assert "LastEvaluatedKey" not in call(**options, Limit=4)


def test_what_an_update_tells(table: Any) -> None:
    """UPDATED_NEW and UPDATED_OLD have the parts of an item that the update's paths lead to, changed or not."""
    key = {"pk": "a", "sk": 1}
    table.put_item(Item={**key, "list": [1, 2, {"deep": 3}], "map": {"x": 1, "y": 2}, "same": 5, "gone": 6})
    update: dict[str, Any] = {
        "Key": key,
        "UpdateExpression": "SET #list[1] = :n, #list[2].deep = :n, #map.x = :n, same = :n REMOVE gone",
        "ExpressionAttributeNames": {"#list": "list", "#map": "map"},
        "ExpressionAttributeValues": {":n": 5},
    }

    old = table.update_item(**update, ReturnValues="UPDATED_OLD")["Attributes"]
    new = table.update_item(**update, ReturnValues="UPDATED_NEW")["Attributes"]
    assert old == {"list": [2, {"deep": 3}], "map": {"x": 1}, "same": 5, "gone": 6}
    assert new == {"list": [5, {"deep": 5}], "map": {"x": 5}, "same": 5}


def test_answers_have_nothing_that_nobody_asked_for(aws: EndpointSession) -> None:
    """Tables are described as DynamoDB does in each operation; capacity is told only where it is asked for."""
    client, name = aws.client("dynamodb"), "plain"
    table = new_table(aws, name, BillingMode="PROVISIONED", ProvisionedThroughput=UNITS)
    created, key = client.describe_table(TableName=name)["Table"], {"pk": {"S": "a"}}
    updated = client.update_item(TableName=name, Key=key)
    batch = client.batch_write_item(RequestItems={name: [{"PutRequest": {"Item": key}}]})
    read = client.batch_get_item(RequestItems={name: {"Keys": [key]}})
    transaction = client.transact_write_items(TransactItems=[{"Delete": {"TableName": name, "Key": key}}])
    told = client.update_item(TableName=name, Key=key, ReturnConsumedCapacity="TOTAL")
    insights = client.describe_contributor_insights(TableName=name)
    deleted = table.delete()["TableDescription"]

    assert (created["TableStatus"], created["WarmThroughput"]["ReadUnitsPerSecond"]) == ("ACTIVE", 5)
    assert "BillingModeSummary" not in created
    assert insights["ContributorInsightsStatus"] == "DISABLED"
    for answer in (updated, batch, read, transaction):
        assert {"ConsumedCapacity", "ItemCollectionMetrics"}.isdisjoint(answer)
    assert told["ConsumedCapacity"] == {"TableName": name, "CapacityUnits": 1.0}
    assert deleted.keys() == {
        *("DeletionProtectionEnabled", "ItemCount", "ProvisionedThroughput", "TableArn", "TableId"),
        *("TableName", "TableSizeBytes", "TableStatus"),
    }
    assert refusal(table.delete) == (
        "ResourceNotFoundException",
        f"Requested resource not found: Table: {name} not found",
    )


def test_a_tag_has_one_value(table: Any) -> None:
    """Setting a tag again changes it."""
    client = table.meta.client
    for value in ("one", "two"):
        client.tag_resource(ResourceArn=table.table_arn, Tags=[{"Key": "team", "Value": value}])

    assert client.list_tags_of_resource(ResourceArn=table.table_arn)["Tags"] == [{"Key": "team", "Value": "two"}]


def test_an_encrypted_table_names_a_key_that_kms_knows(aws: EndpointSession) -> None:
    """All encrypted tables share the key that AWS manages for DynamoDB, unless they name one of their own."""
    client, kms = aws.client("dynamodb"), aws.client("kms")
    tables = [new_table(aws, name, SSESpecification={"Enabled": True}) for name in ("secret", "secret-too")]
    keys = {table.sse_description["KMSMasterKeyArn"] for table in tables}
    own = kms.create_key()["KeyMetadata"]
    kms.create_alias(AliasName="alias/own", TargetKeyId=own["KeyId"])
    asked = {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": "alias/own"}

    (key,) = keys
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyManager"] == "AWS"
    client.update_table(TableName="secret", SSESpecification=asked)
    described = client.describe_table(TableName="secret")["Table"]["SSEDescription"]
    assert described == {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": own["Arn"]}
    client.update_table(TableName="secret", SSESpecification={"Enabled": False})
    assert "SSEDescription" not in client.describe_table(TableName="secret")["Table"]
    for table in tables:
        table.delete()


def test_replicas_have_the_items_of_their_table(aws: EndpointSession) -> None:
    """A replica has the items of its table whichever wrote them, and its own stream; a failure undoes both."""
    streams = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    table = new_table(aws, "global", StreamSpecification=streams)
    table.put_item(Item={"pk": "before"})
    table.meta.client.update_table(TableName="global", ReplicaUpdates=[{"Create": {"RegionName": "eu-west-1"}}])
    replica = aws.resource("dynamodb", region_name="eu-west-1").Table("global")
    key = {"TableName": "global", "Key": {"pk": "x"}}
    failing = [
        {"Delete": {"TableName": "global", "Key": {"pk": "here"}}},
        {"ConditionCheck": {**key, "ConditionExpression": "attribute_exists(pk)"}},
    ]

    table.put_item(Item={"pk": "here"})
    with pytest.raises(ClientError, match="TransactionCanceledException"):
        table.meta.client.transact_write_items(TransactItems=failing)
    replica.put_item(Item={"pk": "there"})

    for each, other in ((table, "eu-west-1"), (replica, "us-east-1")):
        assert sorted(item["pk"] for item in each.scan()["Items"]) == ["before", "here", "there"]
        each.reload()
        assert each.replicas == [{"RegionName": other, "ReplicaStatus": "ACTIVE"}]
    client, stream = aws.client("dynamodbstreams", region_name="eu-west-1"), replica.latest_stream_arn
    shard = client.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"][0]["ShardId"]
    begin = client.get_shard_iterator(StreamArn=stream, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    records = client.get_records(ShardIterator=begin["ShardIterator"])["Records"]
    assert [record["dynamodb"]["Keys"]["pk"]["S"] for record in records] == ["here", "there"]
    assert ":eu-west-1:" in stream
    table.meta.client.update_table(TableName="global", ReplicaUpdates=[{"Delete": {"RegionName": "eu-west-1"}}])
    table.reload()
    assert table.replicas is None
    assert refusal(replica.load)[0] == "ResourceNotFoundException"
    table.delete()


def test_changes_reach_a_kinesis_stream(aws: EndpointSession) -> None:
    """A table sends each change of an item to its destination, whether it has a stream of its own or not."""
    table, kinesis, name = new_table(aws, "sending"), aws.client("kinesis"), "changes"
    client = table.meta.client
    kinesis.create_stream(StreamName=name, ShardCount=1)
    arn = kinesis.describe_stream_summary(StreamName=name)["StreamDescriptionSummary"]["StreamARN"]
    table.put_item(Item={"pk": "early"})
    client.enable_kinesis_streaming_destination(TableName="sending", StreamArn=arn)
    again = refusal(lambda: client.enable_kinesis_streaming_destination(TableName="sending", StreamArn=arn))
    table.put_item(Item={"pk": "a", "bytes": b"\x00"})
    table.update_item(Key={"pk": "a"}, UpdateExpression="SET n = :n", ExpressionAttributeValues={":n": 1})
    table.update(StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"})
    table.delete_item(Key={"pk": "a"})
    client.disable_kinesis_streaming_destination(TableName="sending", StreamArn=arn)
    table.put_item(Item={"pk": "late"})
    place = kinesis.get_shard_iterator(
        StreamName=name, ShardId="shardId-000000000000", ShardIteratorType="TRIM_HORIZON"
    )
    records = [json.loads(one["Data"]) for one in kinesis.get_records(ShardIterator=place["ShardIterator"])["Records"]]
    table.delete()
    kinesis.delete_stream(StreamName=name)

    assert [record["eventName"] for record in records] == ["INSERT", "MODIFY", "REMOVE"]
    assert records[0]["dynamodb"]["NewImage"] == {"pk": {"S": "a"}, "bytes": {"B": "AA=="}}
    assert records[2]["dynamodb"]["OldImage"]["n"] == {"N": "1"}
    assert again[0] == "ValidationException"
