"""Kinesis: consumers of their own read a stream, by subscription and through Lambda.

https://docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html
"""

import contextlib
import json
import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from stackrig.emulator.sessions import EndpointSession
from tests.clocked import make_queue
from tests.lambda_functions import Deploy


@pytest.fixture
def consumer(aws: EndpointSession) -> Iterator[tuple[str, str]]:
    """Yield the name of a stream and the ARN of a consumer of it."""
    client, name = aws.client("kinesis"), f"k-{secrets.token_hex(4)}"
    client.create_stream(StreamName=name, ShardCount=1)
    arn = client.describe_stream(StreamName=name)["StreamDescription"]["StreamARN"]
    yield name, client.register_stream_consumer(StreamARN=arn, ConsumerName="c")["Consumer"]["ConsumerARN"]
    client.delete_stream(StreamName=name, EnforceConsumerDeletion=True)


@pytest.mark.gate
def test_subscription(aws: EndpointSession, consumer: tuple[str, str]) -> None:
    """A subscription sends the records that are there and those that come, and goes on after the last one it sent.

    https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html
    """
    client, (stream, arn) = aws.client("kinesis"), consumer
    client.put_record(StreamName=stream, Data=b"one", PartitionKey="p")
    begin: Any = {"Type": "TRIM_HORIZON"}
    events = client.subscribe_to_shard(ConsumerARN=arn, ShardId="shardId-000000000000", StartingPosition=begin)
    with contextlib.closing(events["EventStream"]) as stream_of_events:
        coming = iter(stream_of_events)
        first: Any = next(coming)
        client.put_record(StreamName=stream, Data=b"two", PartitionKey="p")
        second: Any = next(coming)

    told = [event["SubscribeToShardEvent"] for event in (first, second)]
    assert [[record["Data"] for record in one["Records"]] for one in told] == [[b"one"], [b"two"]]
    assert told[1]["ContinuationSequenceNumber"] == told[1]["Records"][0]["SequenceNumber"]


@pytest.mark.gate
def test_mapping_of_a_consumer(aws: EndpointSession, consumer: tuple[str, str], deploy: Deploy) -> None:
    """A function that is mapped to a consumer gets the stream's records.

    https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
    """
    queue, (stream, arn) = make_queue(aws), consumer
    source = """
        import base64, boto3, os
        def handler(event, context):
            for record in event["Records"]:
                body = base64.b64decode(record["kinesis"]["data"]).decode()
                boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=body)
        """
    function = deploy(source, Environment={"Variables": {"QUEUE": queue.url}})
    mapping = aws.client("lambda").create_event_source_mapping(
        FunctionName=function.name, EventSourceArn=arn, StartingPosition="TRIM_HORIZON"
    )["UUID"]
    aws.client("kinesis").put_record(StreamName=stream, Data=json.dumps({"n": 1}).encode(), PartitionKey="p")

    assert queue.wait() == ['{"n": 1}']
    aws.client("lambda").delete_event_source_mapping(UUID=mapping)
