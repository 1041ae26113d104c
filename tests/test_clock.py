"""The clock that tests move, and what follows it: schedules, rules, messages, items, objects, signatures, functions."""

import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError

from stackrig.emulator.clock import Clock, read_span
from stackrig.emulator.server import running_localstack
from stackrig.emulator.sessions import EndpointSession
from stackrig.errors import SettingsError, StackrigError
from stackrig.processes import Session
from stackrig.settings import Settings
from tests.clocked import OFF, Clocked
from tests.http_apis import CODE, make_api, permit
from tests.iam_roles import ACCOUNT, document
from tests.lambda_functions import archive, deploying
from tests.waiting import eventually

SECONDS = "%Y-%m-%dT%H:%M:%S"


@pytest.fixture(scope="module")
def rig(session: Session) -> Iterator[Clocked]:
    """Yield a LocalStack of this file's own: the others count on the time of this machine."""
    image = os.environ.get("STACKRIG_LOCALSTACK_IMAGE", "embedded")
    settings = Settings(root=Path.cwd(), localstack_image=image, clock="functions", iam="enforce")
    with running_localstack(settings, session) as endpoint:
        aws = EndpointSession(endpoint)
        iam = aws.client("iam")
        services = [f"{name}.amazonaws.com" for name in ("scheduler", "lambda", "states", "events", "pipes")]
        trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": services}}
        role = iam.create_role(RoleName="all", AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
        everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
        iam.put_role_policy(RoleName="all", PolicyName="p", PolicyDocument=document(everything))
        yield Clocked(endpoint, aws, role)


# --- the clock --------------------------------------------------------------------------------------------------------


def test_clock_goes_forward(rig: Clocked) -> None:
    """The clock is where it was moved to, and goes on from there."""
    before = rig.clock.now()
    after = rig.clock.advance(hours=1, minutes=30)

    assert timedelta(minutes=90) <= after - before < timedelta(minutes=100)
    assert rig.clock.now() >= after


def test_clock_stays_where_it_is(rig: Clocked) -> None:
    """The clock can't go back."""
    with pytest.raises(StackrigError, match="the clock can't go back by 1:00:00"):
        rig.clock.advance(hours=-1)


def test_clock_goes_some_way_only(rig: Clocked) -> None:
    """A move by centuries is refused."""
    with pytest.raises(StackrigError, match="the clock can't be moved by 40000 days"):
        rig.clock.advance(days=40000)


def test_clock_of_aws() -> None:
    """The clock of AWS is not moved, and the error says so."""
    with pytest.raises(StackrigError, match="nobody can move the clock of AWS itself"):
        Clock("").advance(hours=1)


def test_clock_without_plugin(rig: Clocked) -> None:
    """A server without the plugin is refused by its address."""
    with pytest.raises(StackrigError, match="lacks stackrig's plugin, which moves the clock"):
        Clock(f"{rig.endpoint.endpoint_url}/nowhere")._ask("PUT")  # noqa: SLF001


@pytest.mark.parametrize(
    ("text", "span"), [("90s", {"seconds": 90}), ("1h30m", {"hours": 1, "minutes": 30}), ("2d", {"days": 2})]
)
def test_spans(text: str, span: dict[str, float]) -> None:
    """The task takes spans of time as people write them."""
    assert read_span(text) == span


@pytest.mark.parametrize("text", ["", "1", "h", "1x", "-1h"])
def test_no_spans(text: str) -> None:
    """Other texts are refused."""
    with pytest.raises(SettingsError, match="is no span of time"):
        read_span(text)


# --- schedules --------------------------------------------------------------------------------------------------------
# https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html


def test_rate_begins_at_once(rig: Clocked) -> None:
    """A rate without a start date invokes its target when it is made, with nobody moving the clock."""
    queue = rig.queue()
    name = rig.schedule("rate(1 hour)", queue.arn, "hello")

    assert queue.wait() == ["hello"]
    rig.client("scheduler").delete_schedule(Name=name)


def test_schedules_come_in_order(rig: Clocked) -> None:
    """Schedules that are due during one move are delivered in the order of their moments when it ends."""
    queue = rig.queue(FifoQueue="true", ContentBasedDeduplication="true")
    begin = rig.clock.now()
    for minutes in (20, 10, 30):
        moment = (begin + timedelta(minutes=minutes)).strftime(SECONDS)
        rig.schedule(f"at({moment})", queue.arn, str(minutes), Target={"SqsParameters": {"MessageGroupId": "g"}})
    rig.clock.advance(minutes=25)
    early = queue.bodies()
    rig.clock.advance(minutes=10)

    assert early == ["10", "20"]
    assert queue.bodies() == ["30"]


def test_context_attributes(rig: Clocked) -> None:
    """The input has the attributes of the invocation, the scheduled time above all.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
    """
    queue = rig.queue()
    moment = (rig.clock.now() + timedelta(minutes=5)).strftime(SECONDS)
    attributes = ("schedule-arn", "scheduled-time", "execution-id", "attempt-number")
    text = json.dumps({name: f"<aws.scheduler.{name}>" for name in attributes})
    name = rig.schedule(f"at({moment})", queue.arn, text)
    rig.clock.advance(minutes=6)
    told = json.loads(queue.bodies()[0])

    assert len(told.pop("execution-id")) == 16
    assert told == {
        "schedule-arn": f"arn:aws:scheduler:us-east-1:{ACCOUNT}:schedule/default/{name}",
        "scheduled-time": f"{moment}Z",
        "attempt-number": "1",
    }


def test_cron_in_a_time_zone(rig: Clocked) -> None:
    """A cron expression means the time on the walls of its time zone."""
    queue = rig.queue()
    name = rig.schedule(
        "cron(30 9 * * ? *)", queue.arn, "<aws.scheduler.scheduled-time>", ScheduleExpressionTimezone="Asia/Kolkata"
    )
    rig.clock.advance(days=1)

    assert {body[11:] for body in queue.bodies()} == {"04:00:00Z"}
    rig.client("scheduler").delete_schedule(Name=name)


def test_start_and_end(rig: Clocked) -> None:
    """A rate begins at its start date and ends with its end date; then the schedule is deleted, if it asks for that."""
    queue, begin = rig.queue(), rig.clock.now().replace(microsecond=0)
    dates = {"StartDate": begin + timedelta(hours=1), "EndDate": begin + timedelta(hours=2, minutes=30)}
    name = rig.schedule(
        "rate(1 hour)", queue.arn, "<aws.scheduler.scheduled-time>", ActionAfterCompletion="DELETE", **dates
    )
    rig.clock.advance(hours=5)

    expected = [(begin + timedelta(hours=hours)).strftime(f"{SECONDS}Z") for hours in (1, 2)]
    assert queue.bodies() == expected
    with pytest.raises(ClientError, match=f"Schedule {name} does not exist"):
        rig.client("scheduler").get_schedule(Name=name)


def test_disabled_changed_and_deleted(rig: Clocked) -> None:
    """A disabled schedule invokes nothing until it is enabled; a deleted one never again."""
    queue, scheduler = rig.queue(), rig.client("scheduler")
    target = {"Arn": queue.arn, "RoleArn": rig.role, "Input": "x"}
    given = {"ScheduleExpression": "cron(0 * * * ? *)", "FlexibleTimeWindow": OFF, "Target": target}
    name = rig.schedule("cron(0 * * * ? *)", queue.arn, "x", State="DISABLED")
    rig.clock.advance(hours=2)
    disabled = queue.bodies()
    scheduler.update_schedule(Name=name, **given)
    rig.clock.advance(hours=1)
    enabled = queue.bodies()
    scheduler.delete_schedule(Name=name)
    rig.clock.advance(hours=1)

    assert (disabled, set(enabled), queue.bodies()) == ([], {"x"}, [])


@pytest.mark.gate
def test_flexible_window(rig: Clocked) -> None:
    """An invocation comes at some time of its window, and names the moment of the schedule.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-flexible-time-windows.html
    """
    queue, begin = rig.queue(), rig.clock.now()
    moment = (begin + timedelta(minutes=5)).replace(microsecond=0)
    window = {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15}
    text = "<aws.scheduler.scheduled-time>"
    rig.schedule(f"at({moment.strftime(SECONDS)})", queue.arn, text, FlexibleTimeWindow=window)
    rig.clock.advance(minutes=21)
    (message,) = queue.take()

    sent = datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC)
    assert message["Body"] == moment.strftime(f"{SECONDS}Z")
    assert moment <= sent <= moment + timedelta(minutes=15, seconds=30)


# --- targets ----------------------------------------------------------------------------------------------------------
# https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html


def soon(rig: Clocked) -> str:
    """Return an expression for a moment in five minutes."""
    return f"at({(rig.clock.now() + timedelta(minutes=5)).strftime(SECONDS)})"


@pytest.mark.gate
def test_topic(rig: Clocked) -> None:
    """A schedule publishes to a topic; without an input it is the notification of the schedule."""
    queue, sns = rig.queue(), rig.client("sns")
    topic = sns.create_topic(Name=f"t-{secrets.token_hex(4)}")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue.arn, Attributes={"RawMessageDelivery": "true"})
    allowed = {"Effect": "Allow", "Action": "sqs:*", "Principal": "*", "Resource": queue.arn}
    queue.client.set_queue_attributes(QueueUrl=queue.url, Attributes={"Policy": document(allowed)})
    rig.schedule(soon(rig), topic)
    rig.clock.advance(minutes=6)
    told = json.loads(queue.wait()[0])

    assert (told["detail-type"], told["source"], told["detail"]) == ("Scheduled Event", "aws.scheduler", "{}")


@pytest.mark.gate
def test_event_bus(rig: Clocked) -> None:
    """A schedule puts an event on a bus, whose rules match it."""
    queue, events, name = rig.queue(), rig.client("events"), f"r-{secrets.token_hex(4)}"
    allowed = {"Effect": "Allow", "Action": "sqs:*", "Principal": "*", "Resource": queue.arn}
    queue.client.set_queue_attributes(QueueUrl=queue.url, Attributes={"Policy": document(allowed)})
    events.put_rule(Name=name, EventPattern=json.dumps({"source": ["app"], "detail": {"n": [7]}}))
    events.put_targets(Rule=name, Targets=[{"Id": "1", "Arn": queue.arn, "InputPath": "$.detail"}])
    bus = f"arn:aws:events:us-east-1:{ACCOUNT}:event-bus/default"
    parameters = {"EventBridgeParameters": {"Source": "app", "DetailType": "tick"}}
    rig.schedule(soon(rig), bus, '{"n": 7}', Target=parameters)
    rig.clock.advance(minutes=6)

    assert queue.wait() == ['{"n":7}']


@pytest.mark.gate
def test_state_machine(rig: Clocked) -> None:
    """A schedule starts an execution with its input."""
    machines = rig.client("stepfunctions")
    definition = json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}})
    name = f"m-{secrets.token_hex(4)}"
    arn = machines.create_state_machine(name=name, definition=definition, roleArn=rig.role)["stateMachineArn"]
    rig.schedule(soon(rig), arn, '{"a":1}')
    rig.clock.advance(minutes=6)
    (execution,) = machines.list_executions(stateMachineArn=arn)["executions"]

    assert machines.describe_execution(executionArn=execution["executionArn"])["input"] == '{"a":1}'


@pytest.mark.gate
def test_stream(rig: Clocked) -> None:
    """A schedule puts a record with its partition key in a stream."""
    kinesis, name = rig.client("kinesis"), f"k-{secrets.token_hex(4)}"
    kinesis.create_stream(StreamName=name, ShardCount=1)
    arn = f"arn:aws:kinesis:us-east-1:{ACCOUNT}:stream/{name}"
    rig.schedule(soon(rig), arn, "hello", Target={"KinesisParameters": {"PartitionKey": "p"}})
    rig.clock.advance(minutes=6)
    place = {"StreamName": name, "ShardId": "shardId-000000000000", "ShardIteratorType": "TRIM_HORIZON"}
    records = kinesis.get_records(ShardIterator=kinesis.get_shard_iterator(**place)["ShardIterator"])["Records"]

    assert [(record["PartitionKey"], record["Data"]) for record in records] == [("p", b"hello")]


@pytest.mark.gate
def test_delivery_stream(rig: Clocked) -> None:
    """A schedule puts a record in a delivery stream, which brings it to its bucket."""
    s3, firehose, name = rig.client("s3"), rig.client("firehose"), f"d-{secrets.token_hex(4)}"
    s3.create_bucket(Bucket=name)
    place = {"RoleARN": rig.make_role("firehose", "s3:PutObject"), "BucketARN": f"arn:aws:s3:::{name}"}
    made = firehose.create_delivery_stream(DeliveryStreamName=name, S3DestinationConfiguration=place)
    eventually(lambda: is_active(firehose, name))
    rig.schedule(soon(rig), made["DeliveryStreamARN"], "hello")
    rig.clock.advance(minutes=6)
    (found,) = eventually(lambda: s3.list_objects_v2(Bucket=name).get("Contents"))

    assert s3.get_object(Bucket=name, Key=found["Key"])["Body"].read() == b"hello"


def is_active(firehose: Any, name: str) -> bool:
    told = firehose.describe_delivery_stream(DeliveryStreamName=name)["DeliveryStreamDescription"]
    return bool(told["DeliveryStreamStatus"] == "ACTIVE")


@pytest.mark.gate
def test_universal_target(rig: Clocked) -> None:
    """A universal target calls any operation that changes something, with parameters as the API's reference has them.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
    """
    machines, name = rig.client("stepfunctions"), f"m-{secrets.token_hex(4)}"
    definition = json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}})
    arn = machines.create_state_machine(name=name, definition=definition, roleArn=rig.role)["stateMachineArn"]
    text = json.dumps({"StateMachineArn": arn, "Input": "{}", "Name": "by-schedule"})
    rig.schedule(soon(rig), "arn:aws:scheduler:::aws-sdk:sfn:startExecution", text)
    rig.clock.advance(minutes=6)

    assert [one["name"] for one in machines.list_executions(stateMachineArn=arn)["executions"]] == ["by-schedule"]


TELL = """
    import boto3, datetime, json, os, time
    def handler(event, context):
        told = {"event": event, "now": time.time(), "utcnow": str(datetime.datetime.utcnow()),
                "left": context.get_remaining_time_in_millis()}
        boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps(told))
    """


@pytest.fixture(scope="module")
def teller(rig: Clocked) -> Iterator[tuple[str, Any]]:
    """Yield the ARN of a function that tells of its events and its time, and the queue in which it does."""
    queue, client, name = rig.queue(), rig.client("lambda"), f"f-{secrets.token_hex(4)}"
    given: Any = {"Runtime": "python3.11", "Handler": "app.handler", "Role": rig.role, "Timeout": 20}
    code = {"ZipFile": archive({"app.py": "\n".join(line[4:] for line in TELL.splitlines())})}
    variables = {"Variables": {"QUEUE": queue.url}}
    arn = client.create_function(FunctionName=name, Code=code, Environment=variables, **given)["FunctionArn"]
    client.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
    yield arn, queue
    client.delete_function(FunctionName=name)


def test_function(rig: Clocked, teller: tuple[str, Any]) -> None:
    """A move ends after the functions that it invoked; each has the moment of its schedule as its own time."""
    arn, queue = teller
    begin = rig.clock.now()
    for minutes in (5, 65):
        moment = (begin + timedelta(minutes=minutes)).strftime(SECONDS)
        rig.schedule(f"at({moment})", arn, json.dumps({"at": moment}))
    rig.clock.advance(hours=2)
    told = [json.loads(body) for body in queue.bodies()]

    assert len(told) == 2
    for one in told:
        due = datetime.strptime(one["event"]["at"], SECONDS).replace(tzinfo=UTC)
        assert due <= datetime.fromtimestamp(one["now"], UTC) < due + timedelta(minutes=10)
        assert abs(datetime.fromisoformat(one["utcnow"]).replace(tzinfo=UTC).timestamp() - one["now"]) < 60
        assert 0 < one["left"] <= 20000


# --- failures ---------------------------------------------------------------------------------------------------------
# https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html


def test_dead_letters(rig: Clocked) -> None:
    """An event that its target does not take is tried again, then sent to the dead-letter queue with the reason."""
    letters = rig.queue()
    arn = f"arn:aws:sqs:us-east-1:{ACCOUNT}:missing"
    more = {"RetryPolicy": {"MaximumRetryAttempts": 2}, "DeadLetterConfig": {"Arn": letters.arn}}
    rig.schedule(soon(rig), arn, "try <aws.scheduler.attempt-number>", Target=more)
    rig.clock.advance(minutes=10)
    (letter,) = letters.take()

    told = {name: value["StringValue"] for name, value in letter["MessageAttributes"].items()}
    assert letter["Body"] == "try 3"
    assert told["ERROR_CODE"] == "AWS.SimpleQueueService.NonExistentQueue"
    assert (told["EXHAUSTED_RETRY_CONDITION"], told["RETRY_ATTEMPTS"]) == ("MaximumRetryAttempts", "2")
    assert told["TARGET_ARN"] == arn


@pytest.mark.gate
def test_dead_letters_of_rules(rig: Clocked) -> None:
    """What the target of a rule does not take is sent to the target's dead-letter queue, by EventBridge itself.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    """
    letters, closed, events, name = rig.queue(), rig.queue("closed"), rig.client("events"), f"r-{secrets.token_hex(4)}"
    allowed = {"Effect": "Allow", "Action": "sqs:SendMessage", "Principal": "*", "Resource": letters.arn}
    letters.client.set_queue_attributes(QueueUrl=letters.url, Attributes={"Policy": document(allowed)})
    rule = events.put_rule(Name=name, EventPattern=json.dumps({"source": [name]}))["RuleArn"]
    arns = {"NO_RESOURCE": f"arn:aws:sqs:us-east-1:{ACCOUNT}:missing", "NO_PERMISSIONS": closed.arn}
    more = {"DeadLetterConfig": {"Arn": letters.arn}}
    events.put_targets(Rule=name, Targets=[{"Id": code, "Arn": arn, **more} for code, arn in arns.items()])
    events.put_events(Entries=[{"Source": name, "DetailType": "tick", "Detail": '{"n": 7}'}])
    found: list[dict[str, Any]] = []

    def have_come() -> bool:
        found.extend(letters.take())
        return len(found) == len(arns)

    eventually(have_come)
    events.remove_targets(Rule=name, Ids=list(arns))
    events.delete_rule(Name=name)

    told = [{key: one["StringValue"] for key, one in letter["MessageAttributes"].items()} for letter in found]
    assert {one["ERROR_CODE"]: one["TARGET_ARN"] for one in told} == arns
    assert {one["RULE_ARN"] for one in told} == {rule}
    assert all(json.loads(letter["Body"])["detail"] == {"n": 7} for letter in found)
    assert closed.bodies() == []


@pytest.mark.gate
def test_retry_succeeds(rig: Clocked) -> None:
    """A target that is there at a later try gets what it missed."""
    name = f"late-{secrets.token_hex(4)}"
    schedule = rig.schedule(soon(rig), f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}", "<aws.scheduler.attempt-number>")
    rig.clock.advance(minutes=5, seconds=20)
    url = rig.client("sqs").create_queue(QueueName=name)["QueueUrl"]
    rig.clock.advance(hours=1)
    (message,) = rig.client("sqs").receive_message(QueueUrl=url)["Messages"]

    assert int(message["Body"]) > 1
    rig.client("scheduler").delete_schedule(Name=schedule)


@pytest.mark.gate
def test_role_without_permission(rig: Clocked) -> None:
    """A schedule does what its role may do: the refusal is the dead letter's reason, and is not tried again."""
    queue, letters = rig.queue(), rig.queue("letters")
    role = rig.make_role("scheduler", "sqs:SendMessage")
    sns = rig.client("sns").create_topic(Name=f"t-{secrets.token_hex(4)}")["TopicArn"]
    more = {"RoleArn": role, "DeadLetterConfig": {"Arn": letters.arn}}
    rig.schedule(soon(rig), sns, "x", Target=more)
    rig.schedule(soon(rig), queue.arn, "y", Target=more)
    rig.clock.advance(minutes=6)
    (letter,) = letters.take()

    assert queue.bodies() == ["y"]
    assert "is not authorized to perform: SNS:Publish" in letter["MessageAttributes"]["ERROR_MESSAGE"]["StringValue"]
    assert letter["MessageAttributes"]["RETRY_ATTEMPTS"]["StringValue"] == "0"


@pytest.mark.gate
def test_role_of_another_service(rig: Clocked) -> None:
    """A role that Scheduler may not take invokes nothing."""
    queue = rig.queue()
    rig.schedule(soon(rig), queue.arn, "x", Target={"RoleArn": rig.make_role("lambda", "sqs:*")})
    rig.clock.advance(minutes=6)

    assert queue.bodies() == []


# --- operations -------------------------------------------------------------------------------------------------------
# https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html


@pytest.mark.gate
def test_groups(rig: Clocked) -> None:
    """A group has tags, names what is in it, and takes its schedules with it when it is deleted."""
    scheduler, queue = rig.client("scheduler"), rig.queue()
    group = f"g-{secrets.token_hex(4)}"
    arn = scheduler.create_schedule_group(Name=group, Tags=[{"Key": "a", "Value": "1"}])["ScheduleGroupArn"]
    scheduler.tag_resource(ResourceArn=arn, Tags=[{"Key": "b", "Value": "2"}])
    scheduler.untag_resource(ResourceArn=arn, TagKeys=["a"])
    name = rig.schedule("rate(1 day)", queue.arn, "x", GroupName=group, State="DISABLED")
    listed = [one["Name"] for one in scheduler.list_schedules(GroupName=group)["Schedules"]]
    tags = scheduler.list_tags_for_resource(ResourceArn=arn)["Tags"]
    groups = [one["Name"] for one in scheduler.list_schedule_groups(NamePrefix="g-")["ScheduleGroups"]]
    scheduler.delete_schedule_group(Name=group)

    assert (listed, tags, groups) == ([name], [{"Key": "b", "Value": "2"}], [group])
    with pytest.raises(ClientError, match=f"Schedule group {group} does not exist"):
        scheduler.get_schedule(GroupName=group, Name=name)


def test_default_values(rig: Clocked) -> None:
    """A schedule is told with the values that AWS gives to what was left out."""
    name = rig.schedule("rate(7 days)", rig.queue().arn, "x", State="DISABLED")
    told = rig.client("scheduler").get_schedule(Name=name)

    assert (told["GroupName"], told["ScheduleExpressionTimezone"], told["ActionAfterCompletion"]) == (
        *("default", "UTC", "NONE"),
    )
    assert told["Target"]["RetryPolicy"] == {"MaximumEventAgeInSeconds": 86400, "MaximumRetryAttempts": 185}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"ScheduleExpression": "rate(1 minutes)"}, "Invalid Schedule Expression"),
        ({"ScheduleExpression": "cron(0 9 1 * MON *)"}, "Invalid Schedule Expression"),
        ({"ScheduleExpression": "cron(61 9 * * ? *)"}, "Invalid Schedule Expression"),
        ({"ScheduleExpressionTimezone": "Nowhere/City"}, "Invalid Schedule Expression Timezone"),
        ({"FlexibleTimeWindow": {"Mode": "FLEXIBLE"}}, "MaximumWindowInMinutes must be specified"),
        ({"StartDate": 1000}, "cannot be earlier than 5 minutes ago"),
        ({"Target": {"Arn": "arn:aws:scheduler:::aws-sdk:sqs:receiveMessage"}}, "not a supported target"),
        ({"Target": {"Arn": "arn:aws:sqs:us-east-1:000000000000:a.fifo"}}, "MessageGroupId must be specified"),
        ({"Target": {"Arn": "arn:aws:lambda:us-east-1:000000000000:function:f", "Input": "{"}}, "well-formed JSON"),
        ({"GroupName": "nobody"}, "Schedule group nobody does not exist"),
    ],
)
def test_refused(rig: Clocked, options: dict[str, Any], words: str) -> None:
    """A schedule that makes no sense is refused when it is made."""
    target = {"Arn": "arn:aws:sqs:us-east-1:000000000000:q", "RoleArn": rig.role, **options.pop("Target", {})}
    given = {"ScheduleExpression": "rate(5 minutes)", "FlexibleTimeWindow": OFF, **options}

    with pytest.raises(ClientError, match=words):
        rig.client("scheduler").create_schedule(Name="refused", Target=target, **given)


# --- rules ------------------------------------------------------------------------------------------------------------
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html


@pytest.mark.gate
def test_rules(rig: Clocked) -> None:
    """A rule comes at its rate, counted from when it was made, and with its input; a disabled one does not come."""
    queue, events, name = rig.queue(), rig.client("events"), f"r-{secrets.token_hex(4)}"
    allowed = {"Effect": "Allow", "Action": "sqs:*", "Principal": "*", "Resource": queue.arn}
    queue.client.set_queue_attributes(QueueUrl=queue.url, Attributes={"Policy": document(allowed)})
    rule = events.put_rule(Name=name, ScheduleExpression="rate(1 hour)")["RuleArn"]
    targets = [{"Id": "1", "Arn": queue.arn}, {"Id": "2", "Arn": queue.arn, "Input": '"text"'}]
    events.put_targets(Rule=name, Targets=targets)
    rig.clock.advance(minutes=50)
    early = queue.bodies()
    rig.clock.advance(minutes=20)
    event, text = queue.bodies()
    events.disable_rule(Name=name)
    rig.clock.advance(hours=2)

    told = json.loads(event)
    assert (early, text, queue.bodies()) == ([], '"text"', [])
    assert (told["source"], told["detail-type"], told["resources"]) == ("aws.events", "Scheduled Event", [rule])
    events.remove_targets(Rule=name, Ids=["1", "2"])
    events.delete_rule(Name=name)


@pytest.mark.gate
def test_cron_rule_starts_a_state_machine(rig: Clocked) -> None:
    """A rule with a cron that only AWS has starts an execution with a constant input."""
    machines, events, name = rig.client("stepfunctions"), rig.client("events"), f"r-{secrets.token_hex(4)}"
    definition = json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}})
    arn = machines.create_state_machine(name=name, definition=definition, roleArn=rig.role)["stateMachineArn"]
    events.put_rule(Name=name, ScheduleExpression="cron(0 12 ? * MON-SUN *)")
    events.put_targets(Rule=name, Targets=[{"Id": "1", "Arn": arn, "RoleArn": rig.role, "Input": '{"a": 1}'}])
    rig.clock.advance(days=1)
    executions = machines.list_executions(stateMachineArn=arn)["executions"]
    events.remove_targets(Rule=name, Ids=["1"])
    events.delete_rule(Name=name)

    inputs = {machines.describe_execution(executionArn=one["executionArn"])["input"] for one in executions}
    assert inputs == {'{"a":1}'}


# --- rotation of secrets ----------------------------------------------------------------------------------------------
# https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html

ROTATE = """
    import boto3
    def handler(event, context):
        client, name, token = boto3.client("secretsmanager"), event["SecretId"], event["ClientRequestToken"]
        stages = client.describe_secret(SecretId=name)["VersionIdsToStages"]
        if event["Step"] == "createSecret":
            old = client.get_secret_value(SecretId=name, VersionStage="AWSCURRENT")["SecretString"]
            client.put_secret_value(SecretId=name, ClientRequestToken=token, SecretString=old + "+",
                                    VersionStages=["AWSPENDING"])
        if event["Step"] == "finishSecret":
            current = next(version for version, found in stages.items() if "AWSCURRENT" in found)
            client.update_secret_version_stage(SecretId=name, VersionStage="AWSCURRENT", MoveToVersionId=token,
                                               RemoveFromVersionId=current)
        print("step", event["Step"])
    """


@pytest.fixture(scope="module")
def rotator(rig: Clocked) -> Iterator[str]:
    """Yield the ARN of a function that rotates secrets: it adds a plus to the value."""
    client, name = rig.client("lambda"), f"f-{secrets.token_hex(4)}"
    code = {"ZipFile": archive({"app.py": "\n".join(line[4:] for line in ROTATE.splitlines())})}
    given: Any = {"Runtime": "python3.11", "Handler": "app.handler", "Role": rig.role, "Timeout": 20}
    arn = client.create_function(FunctionName=name, Code=code, **given)["FunctionArn"]
    client.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
    permit_rotation(client, name)
    yield arn
    client.delete_function(FunctionName=name)


def permit_rotation(client: Any, function: str) -> None:
    """Let Secrets Manager call a function."""
    client.add_permission(
        FunctionName=function, StatementId="s", Action="lambda:InvokeFunction", Principal="secretsmanager.amazonaws.com"
    )


@pytest.mark.gate
@pytest.mark.parametrize(
    ("rules", "days", "counts"),
    [
        ({"AutomaticallyAfterDays": 10}, 25, {2}),
        ({"ScheduleExpression": "rate(12 hours)", "Duration": "2h"}, 1.1, {2}),
        ({"ScheduleExpression": "cron(0 8 * * ? *)"}, 1, {1, 2}),
    ],
)
def test_rotation(rig: Clocked, rotator: str, rules: dict[str, Any], days: float, counts: set[int]) -> None:
    """A secret is rotated when its rules say, by the four steps of its function."""
    client, name = rig.client("secretsmanager"), f"s-{secrets.token_hex(4)}"
    client.create_secret(Name=name, SecretString="x")
    client.rotate_secret(SecretId=name, RotationLambdaARN=rotator, RotationRules=rules, RotateImmediately=False)
    told = client.describe_secret(SecretId=name)
    before = client.get_secret_value(SecretId=name)["SecretString"]
    rig.clock.advance(days=days)
    after = client.get_secret_value(SecretId=name)["SecretString"]
    client.cancel_rotate_secret(SecretId=name)
    rig.clock.advance(days=days)

    assert (told["RotationRules"], told["RotationEnabled"], before) == (rules, True, "x")
    assert told["NextRotationDate"] < datetime.now(UTC) + timedelta(days=3650)
    assert after.count("+") in counts
    assert client.get_secret_value(SecretId=name)["SecretString"] == after
    assert len(client.describe_secret(SecretId=name)["VersionIdsToStages"]) > 1


@pytest.mark.gate
def test_rotation_at_once(rig: Clocked, rotator: str) -> None:
    """A secret is rotated at once when its rotation is set up, and the value before is kept as the previous one."""
    client, name = rig.client("secretsmanager"), f"s-{secrets.token_hex(4)}"
    client.create_secret(Name=name, SecretString="x")
    client.rotate_secret(SecretId=name, RotationLambdaARN=rotator, RotationRules={"AutomaticallyAfterDays": 1})

    assert client.get_secret_value(SecretId=name)["SecretString"] == "x+"
    assert client.get_secret_value(SecretId=name, VersionStage="AWSPREVIOUS")["SecretString"] == "x"
    client.cancel_rotate_secret(SecretId=name)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "No Lambda rotation function ARN"),
        ({"RotationLambdaARN": f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:no"}, "cannot invoke"),
        ({"RotationLambdaARN": "x" * 30, "RotationRules": {"AutomaticallyAfterDays": 1001}}, "less than or equal to"),
        ({"RotationLambdaARN": "x" * 30, "RotationRules": {"ScheduleExpression": "rate(1 hour)"}}, "is not valid"),
    ],
)
def test_rotation_is_refused(rig: Clocked, given: dict[str, Any], words: str) -> None:
    """A rotation without a function or with rules that make no sense is refused."""
    client, name = rig.client("secretsmanager"), f"s-{secrets.token_hex(4)}"
    client.create_secret(Name=name, SecretString="x")

    with pytest.raises(ClientError, match=words):
        client.rotate_secret(SecretId=name, **given)


@pytest.mark.gate
def test_rotation_needs_a_permission(rig: Clocked, rotator: str) -> None:
    """A function whose policy does not let Secrets Manager call it can't rotate."""
    client, functions, name = rig.client("secretsmanager"), rig.client("lambda"), f"s-{secrets.token_hex(4)}"
    client.create_secret(Name=name, SecretString="x")
    functions.remove_permission(FunctionName=rotator, StatementId="s")
    try:
        with pytest.raises(ClientError, match="cannot invoke"):
            client.rotate_secret(SecretId=name, RotationLambdaARN=rotator, RotationRules={"AutomaticallyAfterDays": 1})
    finally:
        permit_rotation(functions, rotator)


# --- what else follows the clock --------------------------------------------------------------------------------------


def test_delayed_messages(rig: Clocked) -> None:
    """A delayed message becomes visible in its time, and one that nobody deleted becomes visible again.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html
    """
    queue = rig.queue(VisibilityTimeout="600")
    queue.client.send_message(QueueUrl=queue.url, MessageBody="later", DelaySeconds=300)
    early = queue.client.receive_message(QueueUrl=queue.url).get("Messages")
    rig.clock.advance(minutes=6)
    first = queue.client.receive_message(QueueUrl=queue.url)["Messages"]
    hidden = queue.client.receive_message(QueueUrl=queue.url).get("Messages")
    rig.clock.advance(minutes=11)

    assert (early, hidden) == (None, None)
    assert [one["Body"] for one in first] == queue.bodies() == ["later"]


def test_expiring_items(rig: Clocked) -> None:
    """An item is deleted when its time has come, by DynamoDB itself; values that are no times are left alone.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
    """
    table, name = rig.client("dynamodb"), f"t-{secrets.token_hex(4)}"
    key: Any = {"AttributeName": "id", "AttributeType": "S"}
    made = table.create_table(
        TableName=name,
        AttributeDefinitions=[key],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"},
    )["TableDescription"]
    specification = {"Enabled": True, "AttributeName": "until"}
    table.update_time_to_live(TableName=name, TimeToLiveSpecification=specification)
    now = int(rig.clock.now().timestamp())
    times: dict[str, Any] = {"soon": {"N": str(now + 60)}, "late": {"N": str(now + 86400)}, "text": {"S": "1"}}
    for item, until in times.items():
        table.put_item(TableName=name, Item={"id": {"S": item}, "until": until})
    rig.clock.advance(minutes=5)
    left = {item["id"]["S"] for item in table.scan(TableName=name)["Items"]}

    assert left == {"late", "text"}
    last = read_stream(rig.client("dynamodbstreams"), made["LatestStreamArn"])[-1]
    assert (last["eventName"], last["userIdentity"]) == (
        "REMOVE",
        {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"},
    )


def read_stream(client: Any, arn: str) -> list[Any]:
    """Return the records of a stream with one shard."""
    shard = client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    place = client.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    records: list[Any] = client.get_records(ShardIterator=place["ShardIterator"])["Records"]
    return records


@pytest.mark.gate
def test_expiring_objects(rig: Clocked) -> None:
    """An object is deleted at midnight after the days of a rule that applies to it.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
    """
    s3, bucket = rig.client("s3"), f"b-{secrets.token_hex(4)}"
    s3.create_bucket(Bucket=bucket)
    rule: Any = {"ID": "r", "Status": "Enabled", "Filter": {"Prefix": "tmp/"}, "Expiration": {"Days": 1}}
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": [rule]})
    for key in ("tmp/a", "kept"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    rig.clock.advance(hours=23)
    before = s3.list_objects_v2(Bucket=bucket)["KeyCount"]
    rig.clock.advance(hours=26)

    assert before == 2
    assert [one["Key"] for one in s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["kept"]


@pytest.mark.gate
def test_signed_urls(rig: Clocked) -> None:
    """A presigned URL is refused after its time.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
    """
    s3, bucket = rig.client("s3"), f"b-{secrets.token_hex(4)}"
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a", Body=b"x")
    ahead = rig.clock.now().timestamp() - time.time()
    url = s3.generate_presigned_url("get_object", {"Bucket": bucket, "Key": "a"}, ExpiresIn=int(ahead) + 600)
    fresh = requests.get(url, timeout=20)
    rig.clock.advance(minutes=11)

    assert fresh.content == b"x"
    assert (requests.get(url, timeout=20).status_code, fresh.status_code) == (403, 200)


@pytest.mark.gate
def test_kept_answers(rig: Clocked) -> None:
    """The function of an authorizer is asked again once its answer is too old.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
    """
    api = make_api(rig.aws, rig.endpoint.endpoint_url)
    with contextmanager(deploying)(rig.aws) as deploy:
        arn = permit(deploy(CODE, Role=rig.role))
        made = api.client.create_authorizer(
            ApiId=api.id,
            AuthorizerType="REQUEST",
            AuthorizerPayloadFormatVersion="2.0",
            EnableSimpleResponses=True,
            Name="guard",
            AuthorizerUri=f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations",
            IdentitySource=["$request.header.X-Token"],
            AuthorizerResultTtlInSeconds=300,
        )
        guarded = {"AuthorizationType": "CUSTOM", "AuthorizerId": made["AuthorizerId"]}
        api.route("GET /", api.integrate(arn), **guarded)
        api.stage()

        def answer() -> str:
            said = api.get("/", headers={"X-Token": "yes"}).json()
            return str(said["requestContext"]["authorizer"]["lambda"]["answer"])

        first, again = answer(), answer()
        rig.clock.advance(minutes=6)

        assert first == again != answer()
    api.client.delete_api(ApiId=api.id)


@pytest.mark.gate
def test_throttled_clients(rig: Clocked) -> None:
    """A client that had too many requests gets its next one by the clock.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    """
    client = rig.client("apigateway")
    api = client.create_rest_api(name="slow")
    place = {"restApiId": api["id"], "resourceId": api["rootResourceId"], "httpMethod": "GET"}
    client.put_method(authorizationType="NONE", **place)
    client.put_integration(type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'}, **place)
    client.put_method_response(statusCode="200", **place)
    client.put_integration_response(statusCode="200", **place)
    client.create_deployment(restApiId=api["id"], stageName="v1")
    limits = {"/*/*/throttling/rateLimit": "0.01", "/*/*/throttling/burstLimit": "1"}
    patches = [{"op": "replace", "path": path, "value": value} for path, value in limits.items()]
    client.update_stage(restApiId=api["id"], stageName="v1", patchOperations=patches)
    url = f"{rig.endpoint.endpoint_url}/_aws/execute-api/{api['id']}/v1/"
    before = [requests.get(url, timeout=60).status_code for _ in range(2)]
    rig.clock.advance(minutes=2)
    after = [requests.get(url, timeout=60).status_code for _ in range(2)]
    client.delete_rest_api(restApiId=api["id"])

    assert (before, after) == ([200, 429], [200, 429])


NODE = """
const {EventEmitter} = require("node:events");
const loaded = new Date();
class Day extends Date {}
exports.handler = async (event, context) => {
  const begun = performance.now();
  await new Promise((done) => setTimeout(done, 20));
  return {
    now: [Date.now(), +new Date(), +new Day(), Date.parse(Date()) + 999],
    given: [new Date(5).toISOString(), new Date(2026, 0).getMonth(), Date.UTC(1970, 0, 1)],
    same: [new Day() instanceof Date, new Date() instanceof Date, new Day() instanceof Day],
    class: new Date().constructor === Date,
    left: context.getRemainingTimeInMillis(), loaded: +loaded, took: performance.now() - begun,
  };
};
"""


@pytest.mark.gate
def test_node_follows(rig: Clocked) -> None:
    """Date tells LocalStack's time however it is asked, and its remaining time fits; timers take as long as ever."""
    if not shutil.which("node"):
        pytest.skip("node is not on PATH")
    client, name = rig.client("lambda"), f"f-{secrets.token_hex(4)}"
    given: Any = {"Runtime": "nodejs22.x", "Handler": "index.handler", "Role": rig.role, "Timeout": 20}
    rig.clock.advance(hours=1)
    client.create_function(FunctionName=name, Code={"ZipFile": archive({"index.js": NODE})}, **given)
    client.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
    before = rig.clock.now().timestamp()
    first = json.load(client.invoke(FunctionName=name)["Payload"])
    rig.clock.advance(hours=1)
    moved = rig.clock.now().timestamp()
    second = json.load(client.invoke(FunctionName=name)["Payload"])
    client.delete_function(FunctionName=name)

    assert all(before - 1 <= one / 1000 < before + 600 for one in first["now"])
    assert all(moved - 1 <= one / 1000 < moved + 600 for one in second["now"])
    assert second["loaded"] / 1000 > before - 600
    for one in (first, second):
        assert one["given"] == ["1970-01-01T00:00:00.005Z", 0, 0]
        assert (one["same"], one["class"]) == ([True] * 3, True)
        assert 0 < one["left"] <= 20000
        assert one["took"] < 20000
