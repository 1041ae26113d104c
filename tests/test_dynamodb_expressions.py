"""Expressions, keys and values of the embedded LocalStack's DynamoDB: AWS's answer for mistakes, and never a 500."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from boto3.dynamodb.conditions import Attr
from botocore.exceptions import ClientError

from stackrig.emulator.sessions import EndpointSession

WRONG = "One or more parameter values were invalid"
TABLE, TYPES, ROLES = "expressions", {"pk": "S", "sk": "N"}, {"pk": "HASH", "sk": "RANGE"}


@pytest.fixture(scope="module")
def table(aws: EndpointSession) -> Iterator[Any]:
    """Yield a table of items whose attribute `x` has different types, or is missing."""
    table = aws.resource("dynamodb").create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in ROLES.items()],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": type_} for name, type_ in TYPES.items()],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"},
    )
    values: dict[int, Any] = {1: 5, 2: "text", 3: {"a", "b"}, 4: None, 5: True, 6: [1, "text"], 7: b"\x00\xff", 8: 1}
    for number, value in values.items():
        table.put_item(Item={"pk": "a", "sk": number, "x": value})
    table.put_item(Item={"pk": "a", "sk": 9})
    yield table
    table.delete()


@pytest.fixture
def calls(table: Any) -> dict[str, Callable[..., Any]]:
    """Return calls by name, each with what it needs, so that a test adds only what it is about."""
    key = {"Key": {"pk": "a", "sk": 1}}
    query = {"KeyConditionExpression": "pk = :pk"}
    return {
        "get": lambda **options: table.get_item(**key, **options),
        "put": lambda **options: table.put_item(Item={"pk": "b", "sk": 1}, **options),
        "update": lambda **options: table.update_item(**key, **options),
        "delete": lambda **options: table.delete_item(**key, **options),
        "query": lambda **options: table.query(**(query | options)),
        "scan": table.scan,
        "transact": lambda **options: table.meta.client.transact_write_items(
            TransactItems=[{"ConditionCheck": {"TableName": TABLE, **key, **options}}]
        ),
    }


def refusal(call: Callable[[], object]) -> str:
    """Return the message of the ValidationException that a call ends with."""
    with pytest.raises(ClientError) as caught:
        call()
    error = caught.value.response["Error"]
    assert error["Code"] == "ValidationException", error
    return str(error["Message"])


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (Attr("x").gt(2), [1]),
        (Attr("x").lte("text"), [2]),
        (Attr("x").between(0, 5), [1, 8]),
        (Attr("x").between("a", "z"), [2]),
        (Attr("x").eq(1), [8]),
        (Attr("x").eq(bool(1)), [5]),
        (Attr("x").eq(None), [4]),
        (Attr("x").is_in([5, "text"]), [1, 2]),
        (Attr("x").size().gte(2), [2, 3, 6, 7]),
        (Attr("x").contains("text"), [2, 6]),
        (Attr("x").contains(b"\xff"), [7]),
        (Attr("x").begins_with(b"\x00"), [7]),
        (~Attr("x").gt(2), [2, 3, 4, 5, 6, 7, 8, 9]),
    ],
)
def test_only_values_of_one_type_compare(table: Any, condition: Any, found: list[int]) -> None:
    """A filter finds no item whose attribute has another type, or is missing."""
    assert [item["sk"] for item in table.scan(FilterExpression=condition)["Items"]] == found


@pytest.mark.parametrize(
    ("call", "kind", "expression"),
    [
        ("scan", "FilterExpression", "x > :missing"),
        ("get", "ProjectionExpression", "pk, #missing"),
        ("put", "ConditionExpression", "attribute_exists(#missing)"),
        ("delete", "ConditionExpression", "pk = :missing"),
        ("update", "UpdateExpression", "SET y = :missing"),
        ("query", "KeyConditionExpression", "pk = :missing"),
        ("transact", "ConditionExpression", "#missing = pk"),
    ],
)
def test_what_an_expression_names_must_be_defined(
    calls: dict[str, Callable[..., Any]], call: str, kind: str, expression: str
) -> None:
    """A name or value without a definition is refused wherever it stands."""
    message = (
        "value used in expression is not defined; attribute value: :missing"
        if ":" in expression
        else "name used in the document path is not defined; attribute name: #missing"
    )
    refused = refusal(lambda: calls[call](**{kind: expression}))
    assert refused == f"Invalid {kind}: An expression attribute {message}"


def test_what_is_defined_must_be_used(calls: dict[str, Callable[..., Any]]) -> None:
    """Values that no expression uses are refused."""
    values = {"ExpressionAttributeValues": {":n": 1, ":o": 2}}
    message = "Value provided in ExpressionAttributeValues unused in expressions: keys: {:o}"
    assert refusal(lambda: calls["scan"](FilterExpression="x = :n", **values)) == message


@pytest.mark.parametrize(
    ("expression", "values", "message"),
    [
        ("begins_with(x, :n)", {":n": 1}, "operator or function: begins_with, operand type: N"),
        ("NOT x < :n", {":n": True}, "operator: <, operand type: BOOL"),
        ("x BETWEEN :n AND :m", {":n": 1, ":m": "a"}, "requires same data type for lower and upper bounds"),
        ("x BETWEEN :n AND :m", {":n": 2, ":m": 1}, "upper bound to be greater than or equal to lower bound"),
        ("x = = :n", {":n": 1}, "Syntax error"),
        ("name = :n", {":n": 1}, "Attribute name is a reserved keyword; reserved keyword: name"),
    ],
)
def test_conditions_that_can_hold_for_no_item(
    calls: dict[str, Callable[..., Any]], expression: str, values: dict[str, Any], message: str
) -> None:
    """Operators with values that they can't be used with, and what is no condition at all, are refused."""
    refused = refusal(lambda: calls["scan"](FilterExpression=expression, ExpressionAttributeValues=values))
    assert refused.startswith("Invalid FilterExpression: ")
    assert message in refused


def test_queries_that_are_refused(calls: dict[str, Callable[..., Any]]) -> None:
    """A filter on a key, and keys compared with values of other types, are refused."""
    query, filtered = calls["query"], "Filter Expression can only contain non-primary key attributes"
    pk, number = {":pk": "a"}, {":pk": "a", ":n": 1}
    wrong = f"{WRONG}: Condition parameter type does not match schema type"

    refused = refusal(lambda: query(FilterExpression="sk > :n", ExpressionAttributeValues=number))
    assert refused == f"{filtered}: Primary key attribute: sk"
    assert refusal(lambda: query(ExpressionAttributeValues={":pk": 7})) == wrong
    condition = "pk = :pk AND sk > :n"
    assert refusal(lambda: query(KeyConditionExpression=condition, ExpressionAttributeValues=pk | {":n": "1"})) == wrong
    begins = "pk = :pk AND begins_with(sk, :n)"
    refused = refusal(lambda: query(KeyConditionExpression=begins, ExpressionAttributeValues=number))
    assert "operator or function: begins_with, operand type: N" in refused


def test_pages_begin_after_a_key_of_the_table(calls: dict[str, Callable[..., Any]]) -> None:
    """A key to begin after that lacks a part, or has another type, is refused."""
    values = {"ExpressionAttributeValues": {":pk": "a"}}
    size = "Exclusive Start Key must have same size as table's key schema"
    assert refusal(lambda: calls["scan"](ExclusiveStartKey={"pk": "a"})) == size
    refused = refusal(lambda: calls["query"](ExclusiveStartKey={"pk": "a", "sk": "1"}, **values))
    assert refused == "The provided starting key is invalid: The provided key element does not match the schema"


def test_an_update_with_a_key_alone_makes_the_item(table: Any) -> None:
    """UpdateItem without an expression adds an item that has nothing but its key, and changes no item that is there."""
    key = {"pk": "new", "sk": 1}
    table.update_item(Key=key)
    assert table.get_item(Key=key)["Item"] == key
    table.update_item(Key=key, AttributeUpdates={"yes": {"Value": True}, "bytes": {"Value": b"\x00"}})
    table.update_item(Key=key)
    assert table.get_item(Key=key)["Item"] == key | {"yes": True, "bytes": b"\x00"}
    table.delete_item(Key=key)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"N": "1" * 39}, "Attempting to store more than 38 significant digits in a Number"),
        ({"N": "1e126"}, "Number overflow. Attempting to store a number with magnitude larger than supported range"),
        ({"N": "many"}, "The parameter cannot be converted to a numeric value: many"),
        ({"SS": ["a", "a"]}, f"{WRONG}: Input collection [a, a] contains duplicates."),
        ({"NS": ["1", "1.0"]}, "Input collection contains duplicates"),
        (
            {"L": [{"M": {"N": {"SS": []}}}]},
            f"{WRONG}: An string set  may not be empty",
        ),
    ],
)
def test_values_that_dynamodb_does_not_keep(aws: EndpointSession, table: Any, value: Any, message: str) -> None:
    """Numbers that are too long or too large, and sets with nothing or something twice in them, are refused."""
    client, key = aws.client("dynamodb"), {"pk": {"S": "b"}, "sk": {"N": "1"}}
    assert refusal(lambda: client.put_item(TableName=table.name, Item={**key, "x": value})) == message
    update = {"UpdateExpression": "SET x = :x", "ExpressionAttributeValues": {":x": value}}
    assert refusal(lambda: client.update_item(TableName=table.name, Key=key, **update)) == message


def test_numbers_keep_38_digits(table: Any) -> None:
    """A comparison loses no digit of a number."""
    shorter, long = (Decimal(f"1.234567890123456789012345678901234567{digit}") for digit in (7, 8))
    table.put_item(Item={"pk": "digits", "sk": long})
    found = table.query(
        KeyConditionExpression="pk = :pk AND sk > :n",
        ExpressionAttributeValues={":pk": "digits", ":n": shorter},
    )
    assert [item["sk"] for item in found["Items"]] == [long]
    table.delete_item(Key={"pk": "digits", "sk": long})


def test_a_stream_is_read_with_what_it_gave(aws: EndpointSession, table: Any) -> None:
    """An iterator, ARN or sequence number that no stream gave is refused."""
    client, stream = aws.client("dynamodbstreams"), table.latest_stream_arn
    shard = client.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"][0]["ShardId"]
    after = {"StreamArn": stream, "ShardId": shard, "ShardIteratorType": "AFTER_SEQUENCE_NUMBER"}

    for iterator in ("no iterator", f"{stream}|1|x"):
        assert refusal(partial(client.get_records, ShardIterator=iterator)) == "Invalid ShardIterator"
    assert refusal(lambda: client.describe_stream(StreamArn="x" * 40)) == "Invalid StreamArn"
    assert refusal(lambda: client.get_shard_iterator(**after, SequenceNumber="x" * 21)) == "Invalid SequenceNumber"
