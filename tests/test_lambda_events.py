"""What calls Lambda functions on the embedded LocalStack: queues, tables, URLs, other functions."""

import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from stackrig.emulator.sessions import EndpointSession
from stackrig.loopback import loopback_names
from tests.lambda_functions import Deploy, Function, read_logs
from tests.waiting import PATIENCE


def test_asynchronous_invocation(deploy: Deploy, aws: EndpointSession) -> None:
    """An event is accepted at once and handled later."""
    function = deploy("def handler(event, context): print('got', event)")

    assert function.send("mail") == 202
    assert "got mail\n" in read_logs(aws, function, until="got mail")


def test_function_calls_function(deploy: Deploy) -> None:
    """A function can invoke another through boto3."""
    callee = deploy("def handler(event, context): return event * 2")
    caller = deploy(
        """
        import boto3, json
        def handler(event, context):
            answer = boto3.client("lambda").invoke(FunctionName=event, Payload=b"21")
            return json.load(answer["Payload"])
        """
    )

    assert caller(callee.name).payload == 42


KEEP = """
    import boto3, json, os
    def handler(event, context):
        boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps(event))
    """


@dataclass(frozen=True)
class Keeper:
    """A function that keeps its events in a queue."""

    function: Function
    queue: str
    aws: EndpointSession

    def next(self) -> Any:
        """Return the next event, as soon as there is one."""
        client, deadline = self.aws.client("sqs"), time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for message in client.receive_message(QueueUrl=self.queue, WaitTimeSeconds=1).get("Messages", ()):
                client.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
                return json.loads(message["Body"])
        pytest.fail("the function was not called")


@pytest.fixture
def keeper(deploy: Deploy, aws: EndpointSession) -> Iterator[Keeper]:
    """Yield a function that keeps its events; its queue and what calls it are deleted after the test."""
    client, queues = aws.client("lambda"), aws.client("sqs")
    url = queues.create_queue(QueueName=f"q-{secrets.token_hex(4)}")["QueueUrl"]
    function = deploy(KEEP, Environment={"Variables": {"QUEUE": url}})
    yield Keeper(function, url, aws)
    for mapping in client.list_event_source_mappings(FunctionName=function.name)["EventSourceMappings"]:
        client.delete_event_source_mapping(UUID=mapping["UUID"])
    queues.delete_queue(QueueUrl=url)


def test_asynchronous_invocation_after_an_update(keeper: Keeper) -> None:
    """An event that comes just after the function was updated is not kept by what served the function before."""
    function = keeper.function
    for number in range(2):
        function.client.update_function_configuration(FunctionName=function.name, Description=str(number))
        function.wait()
        function.send(number)

        assert keeper.next() == number


def test_a_queues_messages_call_a_function(keeper: Keeper, aws: EndpointSession) -> None:
    """A mapping hands a queue's messages to the function and deletes them from the queue."""
    client = aws.client("sqs")
    url = client.create_queue(QueueName=f"q-{secrets.token_hex(4)}")["QueueUrl"]
    arn = client.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    aws.client("lambda").create_event_source_mapping(FunctionName=keeper.function.name, EventSourceArn=arn)

    client.send_message(QueueUrl=url, MessageBody="hello")
    (record,) = keeper.next()["Records"]
    client.delete_queue(QueueUrl=url)

    assert (record["body"], record["eventSource"], record["eventSourceARN"]) == ("hello", "aws:sqs", arn)


def test_a_tables_changes_call_a_function(keeper: Keeper, aws: EndpointSession) -> None:
    """A mapping hands a table's changes to the function, in order; a filter leaves some out."""
    table = aws.resource("dynamodb").create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    aws.client("lambda").create_event_source_mapping(
        FunctionName=keeper.function.name,
        EventSourceArn=table.latest_stream_arn,
        StartingPosition="TRIM_HORIZON",
        FilterCriteria={"Filters": [{"Pattern": json.dumps({"eventName": ["INSERT", "REMOVE"]})}]},
    )
    table.put_item(Item={"id": "1", "paid": False, "total": 12, "raw": b"\x00"})
    table.put_item(Item={"id": "1", "paid": True})
    table.delete_item(Key={"id": "1"})

    records: list[Any] = []
    while len(records) < 2:
        records += keeper.next()["Records"]
    arn = table.latest_stream_arn
    table.delete()

    assert [record["eventName"] for record in records] == ["INSERT", "REMOVE"]
    first = {"id": {"S": "1"}, "paid": {"BOOL": False}, "total": {"N": "12"}, "raw": {"B": "AA=="}}
    assert records[0]["dynamodb"]["NewImage"] == first
    assert "OldImage" not in records[0]["dynamodb"]
    assert {(record["eventSource"], record["eventSourceARN"]) for record in records} == {("aws:dynamodb", arn)}


def test_function_url(deploy: Deploy, aws: EndpointSession) -> None:
    """A function answers at a URL of its own: status, headers and body are what it returns."""
    source = """
        import json
        def handler(event, context):
            http = event["requestContext"]["http"]
            body = json.dumps([http["method"], http["path"], event["rawQueryString"], event.get("body")])
            return {"statusCode": 201, "headers": {"x-kind": "test"}, "body": body}
        """
    function = deploy(source)
    url = aws.client("lambda").create_function_url_config(FunctionName=function.name, AuthType="NONE")["FunctionUrl"]

    with loopback_names():
        answer = requests.post(f"{url}some/path?q=1", data="text", headers={"content-type": "text/plain"}, timeout=30)

    assert (answer.status_code, answer.headers["x-kind"]) == (201, "test")
    assert answer.json() == ["POST", "/some/path", "q=1", "text"]
