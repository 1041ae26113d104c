"""EventBridge Pipes: sources, filters, enrichments, templates and targets.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes.html
"""

import base64
import json
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from stackrig.emulator.inside.pipes.paths import find_value
from stackrig.emulator.inside.pipes.records import Pipe
from stackrig.emulator.inside.pipes.templates import fill_template
from stackrig.emulator.sessions import EndpointSession
from stackrig.waiting import wait_until
from tests.clocked import Queue, make_queue
from tests.iam_roles import ACCOUNT
from tests.lambda_functions import ROLE, Deploy
from tests.waiting import PATIENCE

MakePipe = Callable[..., str]


@pytest.fixture
def make_pipe(aws: EndpointSession) -> Iterator[MakePipe]:
    """Return a function that makes a pipe and returns its name; what it made is deleted after the test."""
    client, names = aws.client("pipes"), []

    def make(source: str, target: str, **options: Any) -> str:
        name = f"p-{secrets.token_hex(4)}"
        client.create_pipe(Name=name, Source=source, Target=target, RoleArn=ROLE, **options)
        names.append(name)
        return name

    yield make
    for name in names:
        client.delete_pipe(Name=name)


def send(queue: Queue, *bodies: object) -> None:
    """Send messages to a queue, each as JSON."""
    for body in bodies:
        queue.client.send_message(QueueUrl=queue.url, MessageBody=json.dumps(body))


# --- templates --------------------------------------------------------------------------------------------------------
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html

PIPE = Pipe(ACCOUNT, "us-east-1", {"Name": "p", "Source": "arn:source", "Target": "arn:target"})
EVENT = {
    "messageId": "1",
    "body": '{"id": 7, "tags": ["a", "b"], "text": "say \\"hi\\""}',
    "data": base64.b64encode(b'{"n": 1}').decode(),
    "attributes": {"SenderId": "me", "a-b": True},
}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("", EVENT),
        ("Hello, <$.attributes.SenderId>", "Hello, me"),
        ('"Hello, <$.attributes.SenderId>"', "Hello, me"),
        ("<$.attributes.SenderId>", "me"),
        ('{"id": <$.body.id>, "tag": <$.body.tags[1]>}', {"id": 7, "tag": "b"}),
        ('{"id": "<$.body.id>", "all": "id <$.messageId>!"}', {"id": "7", "all": "id 1!"}),
        ('{"text": "<$.body.text>"}', {"text": 'say "hi"'}),
        ('{"body": <$.body>}', {"body": {"id": 7, "tags": ["a", "b"], "text": 'say "hi"'}}),
        ('{"n": <$.data.n>}', {"n": 1}),
        ('{"flag": <$.attributes.a-b>, "none": <$.nothing.there>}', {"flag": True, "none": ""}),
        ('{"pipe": <aws.pipes.pipe-name>, "from": "<aws.pipes.source-arn>"}', {"pipe": "p", "from": "arn:source"}),
        ('["<aws.pipes.target-arn>"]', ["arn:target"]),
    ],
)
def test_templates(template: str, expected: object) -> None:
    """A template is filled with values of the event and of the pipe, also with those inside a message's JSON."""
    assert fill_template(template, EVENT, PIPE) == expected


def test_body_without_quotes() -> None:
    """The body alone is a text that has lost its quotes, as on AWS."""
    assert fill_template("<$.body>", {"body": '{"key": "value"}'}, PIPE) == "{key: value}"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("$.body.tags[*]", ["a", "b"]), ("$.body.tags[5]", None), ("$.attributes", EVENT["attributes"]), ("$!", None)],
)
def test_paths(path: str, expected: object) -> None:
    """A path leads into the event; one that leads nowhere gives nothing."""
    assert find_value(EVENT, path) == expected


# --- pipes ------------------------------------------------------------------------------------------------------------


def test_queue_to_queue(aws: EndpointSession, make_pipe: MakePipe) -> None:
    """A pipe moves the messages that pass its filter, in the form of its template, and drops the others."""
    source, target = make_queue(aws), make_queue(aws)
    name = make_pipe(
        source.arn,
        target.arn,
        SourceParameters={"FilterCriteria": {"Filters": [{"Pattern": '{"body": {"kind": ["a"]}}'}]}},
        TargetParameters={"InputTemplate": '{"id": <$.body.id>}'},
        Tags={"a": "1"},
    )
    send(source, {"kind": "b", "id": 1}, {"kind": "a", "id": 2})

    assert target.wait() == ['{"id": 2}']
    assert source.take() == []
    told = aws.client("pipes").describe_pipe(Name=name)
    assert (told["CurrentState"], told["Tags"], told["Source"]) == ("RUNNING", {"a": "1"}, source.arn)


@pytest.mark.gate
def test_enrichment(aws: EndpointSession, make_pipe: MakePipe, deploy: Deploy) -> None:
    """A function enriches the batch: its answer goes on, and an empty one ends the batch.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-enrichment.html
    """
    source, target = make_queue(aws), make_queue(aws)
    function = deploy("def handler(events, context): return [{'doubled': e['n'] * 2} for e in events if e['n'] > 0]")
    arn = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:{function.name}"
    make_pipe(
        source.arn,
        target.arn,
        Enrichment=arn,
        EnrichmentParameters={"InputTemplate": '{"n": <$.body>}'},
        TargetParameters={"InputTemplate": '{"result": <$.doubled>}'},
    )
    send(source, -1)
    send(source, 21)

    assert target.wait() == ['{"result": 42}']
    assert source.take() == []


@pytest.mark.gate
def test_failing_enrichment(aws: EndpointSession, make_pipe: MakePipe, deploy: Deploy) -> None:
    """Nothing of the batch arrives, the messages stay in their queue, and the pipe goes on with the next ones."""
    target, letters = make_queue(aws), make_queue(aws, "letters")
    policy = json.dumps({"deadLetterTargetArn": letters.arn, "maxReceiveCount": 1})
    source = make_queue(aws, RedrivePolicy=policy, VisibilityTimeout="1")
    function = deploy("def handler(events, context): return [int(e['body']) for e in events]")
    arn = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:{function.name}"
    make_pipe(source.arn, target.arn, Enrichment=arn, SourceParameters={"SqsQueueParameters": {"BatchSize": 1}})

    send(source, "no number")
    assert letters.wait() == ['"no number"']
    send(source, 7)

    assert target.wait() == ["7"]


@pytest.mark.gate
def test_failing_target(aws: EndpointSession, make_pipe: MakePipe, deploy: Deploy) -> None:
    """A message that the target does not take stays in the queue, and goes to its dead-letter queue in the end."""
    letters = make_queue(aws, "letters")
    policy = json.dumps({"deadLetterTargetArn": letters.arn, "maxReceiveCount": 2})
    source = make_queue(aws, RedrivePolicy=policy, VisibilityTimeout="1")
    function = deploy("def handler(events, context): raise ValueError('no')")
    make_pipe(source.arn, f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:{function.name}")
    send(source, "x")

    assert letters.wait() == ['"x"']


@pytest.mark.gate
def test_state_machine_and_bus(aws: EndpointSession, make_pipe: MakePipe) -> None:
    """A state machine gets the batch as a list; a bus gets an event for each message, with source and type by paths.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html
    """
    machines, events, name = aws.client("stepfunctions"), aws.client("events"), f"n-{secrets.token_hex(4)}"
    definition = json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}})
    machine = machines.create_state_machine(name=name, definition=definition, roleArn=ROLE)["stateMachineArn"]
    source, arrived, other = make_queue(aws), make_queue(aws), make_queue(aws)
    events.put_rule(Name=name, EventPattern=json.dumps({"source": [name], "detail-type": ["kind-7"]}))
    events.put_targets(Rule=name, Targets=[{"Id": "1", "Arn": arrived.arn, "InputPath": "$.detail"}])
    bus = f"arn:aws:events:us-east-1:{ACCOUNT}:event-bus/default"
    names = {"Source": name, "DetailType": "$.body.kind"}
    template = '{"id": <$.body.id>}'
    make_pipe(source.arn, bus, TargetParameters={"InputTemplate": template, "EventBridgeEventBusParameters": names})
    make_pipe(other.arn, machine, TargetParameters={"InputTemplate": template})
    send(source, {"kind": "kind-7", "id": 1})
    send(other, {"id": 2})
    executions = wait_until(
        lambda: machines.list_executions(stateMachineArn=machine)["executions"], what="an execution", timeout=PATIENCE
    )

    assert arrived.wait() == ['{"id":1}']
    assert json.loads(machines.describe_execution(executionArn=executions[0]["executionArn"])["input"]) == [{"id": 2}]
    events.remove_targets(Rule=name, Ids=["1"])
    events.delete_rule(Name=name)


@pytest.mark.gate
def test_stream_to_log(aws: EndpointSession, make_pipe: MakePipe) -> None:
    """Records of a stream arrive as lines of a log group.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-kinesis.html
    """
    kinesis, logs, name = aws.client("kinesis"), aws.client("logs"), f"k-{secrets.token_hex(4)}"
    kinesis.create_stream(StreamName=name, ShardCount=1)
    logs.create_log_group(logGroupName=name)
    make_pipe(
        f"arn:aws:kinesis:us-east-1:{ACCOUNT}:stream/{name}",
        f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:{name}",
        SourceParameters={"KinesisStreamParameters": {"StartingPosition": "TRIM_HORIZON"}},
        TargetParameters={"InputTemplate": "got <$.data.n> of <$.partitionKey>"},
    )
    kinesis.put_record(StreamName=name, Data=b'{"n": 5}', PartitionKey="p")
    found = wait_until(lambda: logs.filter_log_events(logGroupName=name)["events"], what="a line", timeout=PATIENCE)

    assert [event["message"] for event in found] == ["got 5 of p"]


@pytest.mark.gate
def test_table_to_topic(aws: EndpointSession, make_pipe: MakePipe) -> None:
    """Changes of a table arrive at a topic.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html
    """
    tables, sns, queue = aws.client("dynamodb"), aws.client("sns"), make_queue(aws)
    topic = sns.create_topic(Name=f"t-{secrets.token_hex(4)}")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue.arn, Attributes={"RawMessageDelivery": "true"})
    made = tables.create_table(
        TableName=f"t-{secrets.token_hex(4)}",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]
    make_pipe(
        made["LatestStreamArn"],
        topic,
        SourceParameters={"DynamoDBStreamParameters": {"StartingPosition": "TRIM_HORIZON"}},
        TargetParameters={"InputTemplate": '{"id": <$.dynamodb.NewImage.id.S>, "what": <$.eventName>}'},
    )
    tables.put_item(TableName=made["TableName"], Item={"id": {"S": "a"}})

    assert queue.wait() == ['{"id": "a", "what": "INSERT"}']


@pytest.mark.gate
def test_stopped_pipe(aws: EndpointSession, make_pipe: MakePipe) -> None:
    """A pipe that is stopped leaves its source alone until it is started; its changes are told."""
    source, target, client = make_queue(aws), make_queue(aws), aws.client("pipes")
    name = make_pipe(source.arn, target.arn, DesiredState="STOPPED")
    send(source, 1)
    client.update_pipe(Name=name, RoleArn=ROLE, Description="d", TargetParameters={"InputTemplate": "<$.body>"})
    stopped = client.describe_pipe(Name=name)
    client.start_pipe(Name=name)

    assert (stopped["CurrentState"], stopped["Description"]) == ("STOPPED", "d")
    assert target.wait() == ["1"]
    assert name in [one["Name"] for one in client.list_pipes(NamePrefix="p-")["Pipes"]]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"Source": "arn:aws:mq:us-east-1:000000000000:broker:b"}, "has no pipe's source .*:mq:"),
        ({"Target": "arn:aws:redshift:us-east-1:000000000000:cluster:c"}, "has no pipe's target .*:redshift:"),
        ({"Source": f"arn:aws:kinesis:us-east-1:{ACCOUNT}:stream/s"}, "KinesisStreamParameters must be specified"),
    ],
)
def test_refused(aws: EndpointSession, parts: dict[str, str], words: str) -> None:
    """A pipe from or to what stackrig does not serve is refused by its name."""
    place = f"arn:aws:sqs:us-east-1:{ACCOUNT}:q"

    with pytest.raises(ClientError, match=words):
        aws.client("pipes").create_pipe(Name="refused", RoleArn=ROLE, **{"Source": place, "Target": place, **parts})
