"""PartiQL statements of the embedded LocalStack's DynamoDB."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from botocore.exceptions import ClientError

from stackrig.emulator.sessions import EndpointSession

TYPES, ROLES = {"id": "S", "n": "N", "kind": "S"}, {"id": "HASH", "n": "RANGE"}


@pytest.fixture
def table(aws: EndpointSession) -> Iterator[Any]:
    """Yield a table with an index and three items."""
    table = aws.resource("dynamodb").create_table(
        TableName="my-music",
        KeySchema=[{"AttributeName": name, "KeyType": role} for name, role in ROLES.items()],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": type_} for name, type_ in TYPES.items()],
        BillingMode="PAY_PER_REQUEST",
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by-kind",
                "KeySchema": [{"AttributeName": "kind", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    )
    for number in (1, 2, 3):
        table.put_item(Item={"id": "a", "n": number, "q": number, "kind": f"k{number % 2}"})
    yield table
    table.delete()


def run(table: Any, statement: str, *parameters: Any, **options: Any) -> list[dict[str, Any]]:
    """Return the items that a statement answers with."""
    if parameters:
        options["Parameters"] = [*parameters]
    return list(table.meta.client.execute_statement(Statement=statement, **options)["Items"])


def refusal(table: Any, statement: str, *parameters: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        run(table, statement, *parameters)
    return caught.value.response["Error"]["Code"], caught.value.response["Error"]["Message"]


def find(table: Any, number: int | Decimal, key: str = "a") -> Any:
    return table.get_item(Key={"id": key, "n": number}).get("Item")


@pytest.mark.parametrize(
    ("where", "parameters", "found"),
    [
        ("id = 'a' AND q = 1", [], [1]),
        ("id='a' and n BETWEEN 2 AND 3", [], [2, 3]),
        ("q IN [1, ?] OR (n = 2 AND NOT id <> ?)", [3, "a"], [1, 2, 3]),
        ("id = 'a' AND begins_with(\"kind\", 'k0')", [], [2]),
        ("missing IS MISSING AND kind IS NOT MISSING AND q > 2", [], [3]),
        ("size(kind) >= 2 AND q = ?", [2], [2]),
        ("id = 'it''s'", [], []),
    ],
)
def test_selections(table: Any, where: str, parameters: list[Any], found: list[int]) -> None:
    """A SELECT finds the items for which its condition holds."""
    assert [item["n"] for item in run(table, f'SELECT n FROM "my-music" WHERE {where}', *parameters)] == found


def test_what_a_selection_returns(table: Any) -> None:
    """A SELECT has an order, an index, pages, and all attributes or those it names."""
    ordered = run(table, "SELECT * FROM \"my-music\" WHERE id = 'a' ORDER BY n DESC;")
    assert [item["n"] for item in ordered] == [3, 2, 1]
    assert ordered[0] == {"id": "a", "n": 3, "q": 3, "kind": "k1"}
    assert [item["n"] for item in run(table, 'SELECT * FROM "my-music"."by-kind" WHERE kind = ?', "k1")] == [1, 3]
    page = table.meta.client.execute_statement(Statement='SELECT * FROM "my-music"', Limit=2)
    rest = run(table, 'SELECT q FROM "my-music"', NextToken=page["NextToken"])
    assert (len(page["Items"]), rest) == (2, [{"q": 3}])


def test_insertions(table: Any) -> None:
    """An INSERT adds an item of values and parameters, and no item whose key there is already."""
    statement = (
        "INSERT INTO \"my-music\" VALUE {'id': ?, 'n': -1.5, 'tags': <<'x','y'>>, 'deep': {'list': [1, true, null, ?]}}"
    )
    run(table, statement, "new", b"\x00")
    item = find(table, Decimal("-1.5"), "new")
    assert item == {
        "id": "new",
        "n": Decimal("-1.5"),
        "tags": {"x", "y"},
        "deep": {"list": [1, True, None, b"\x00"]},
    }
    assert refusal(table, statement, "new", b"")[0] == "DuplicateItemException"
    assert find(table, Decimal("-1.5"), "new") == item


def test_updates(table: Any) -> None:
    """An UPDATE changes one item that is there, if its condition holds, and returns what it is asked for."""
    update = "UPDATE \"my-music\" SET q = 20 SET m=q+? REMOVE kind WHERE id='a' AND n = 1 AND q < 5 RETURNING {} *"
    assert run(table, update.format("ALL OLD"), 5) == [{"id": "a", "n": 1, "q": 1, "kind": "k1"}]
    assert find(table, 1) == {"id": "a", "n": 1, "q": 20, "m": 6}
    assert refusal(table, update.format("ALL NEW"), 5)[0] == "ConditionalCheckFailedException"
    grown = run(table, "UPDATE \"my-music\" SET s = set_add(s, <<'x'>>) WHERE id='a' AND n=2 RETURNING MODIFIED NEW *")
    assert grown == [{"s": {"x"}}]
    assert refusal(table, "UPDATE \"my-music\" SET q = 1 WHERE id = 'none' AND n = 1")[0] == (
        "ConditionalCheckFailedException"
    )
    assert find(table, 1, "none") is None


def test_deletions(table: Any) -> None:
    """A DELETE takes one item away, and none where there is none."""
    delete = "DELETE FROM \"my-music\" WHERE id = 'a' AND n = ?"
    assert run(table, f"{delete} RETURNING ALL OLD *", 2) == [{"id": "a", "n": 2, "q": 2, "kind": "k0"}]
    assert run(table, delete, 2) == []
    assert refusal(table, f"{delete} AND q > 5", 1)[0] == "ConditionalCheckFailedException"
    assert [item["n"] for item in table.scan()["Items"]] == [1, 3]


@pytest.mark.parametrize(
    ("statement", "parameters", "code", "message"),
    [
        ("SELECT * FROM nothing", [], "ResourceNotFoundException", "Requested resource not found"),
        ('SELECT * FROM "my-music" WHERE id = ?', [], "ValidationException", "Number of parameters in request"),
        ('SELECT * FROM "my-music" WHERE id', ["a"], "ValidationException", "Number of parameters in request"),
        ('SELEC * FROM "my-music"', [], "ValidationException", "Statement wasn't well formed, can't be processed"),
        ('SELECT * FROM "my-music"."none"', [], "ValidationException", "does not have the specified index"),
        ("UPDATE \"my-music\" SET q = 1 WHERE id = 'a'", [], "ValidationException", "mandatory equality on all key"),
        ("DELETE FROM \"my-music\" WHERE id = 'a' OR n = 1", [], "ValidationException", "mandatory equality on all"),
        ("INSERT INTO \"my-music\" VALUE {'id': 5, 'n': 1}", [], "ValidationException", "Type mismatch for key id"),
    ],
)
def test_statements_that_are_refused(
    table: Any, statement: str, parameters: list[Any], code: str, message: str
) -> None:
    """A statement that can't be read, or lacks the key of an item, is refused."""
    refused = refusal(table, statement, *parameters)
    assert refused[0] == code
    assert message in refused[1]


def test_batches_of_statements(table: Any) -> None:
    """Each statement of a batch has its own answer: an item, nothing, or an error."""
    statements = [
        "SELECT * FROM \"my-music\" WHERE id = 'a' AND n = 1",
        "UPDATE \"my-music\" SET q = 20 WHERE id = 'a' AND n = 2",
        "INSERT INTO \"my-music\" VALUE {'id': 'a', 'n': 1}",
        "SELECT * FROM \"my-music\" WHERE id = 'a'",
    ]
    answer = table.meta.client.batch_execute_statement(Statements=[{"Statement": text} for text in statements])

    first, second, third, fourth = answer["Responses"]
    assert (first["TableName"], first["Item"]["q"], second) == ("my-music", 1, {"TableName": "my-music"})
    assert [third["Error"]["Code"], fourth["Error"]["Code"]] == ["DuplicateItem", "ValidationError"]
    assert find(table, 2)["q"] == 20


def test_a_transaction_of_statements_is_whole(table: Any) -> None:
    """A transaction writes with all of its statements or with none, and reads."""
    client = table.meta.client
    check = "EXISTS(SELECT * FROM \"my-music\" WHERE id = 'a' AND n = 3 AND q = ?)"
    texts = ["INSERT INTO \"my-music\" VALUE {'id': 'b', 'n': 1}", "DELETE FROM \"my-music\" WHERE id='a' AND n=1"]

    def write(expected: int) -> Any:
        checked = {"Statement": check, "Parameters": [expected]}
        return client.execute_transaction(TransactStatements=[*({"Statement": text} for text in texts), checked])

    with pytest.raises(client.exceptions.TransactionCanceledException) as caught:
        write(4)
    codes = [reason["Code"] for reason in caught.value.response["CancellationReasons"]]
    assert codes == ["None", "None", "ConditionalCheckFailed"]
    assert find(table, 1, "b") is None
    assert write(3)["Responses"] == []
    assert (find(table, 1, "b"), find(table, 1)) == ({"id": "b", "n": 1}, None)
    texts = ["SELECT q FROM \"my-music\" WHERE id='a' AND n=3", "SELECT * FROM \"my-music\" WHERE id='c' AND n=3"]
    read = client.execute_transaction(TransactStatements=[{"Statement": text} for text in texts])
    assert read["Responses"] == [{"Item": {"q": 3}}, {}]
