"""Targets of pipes, invoked with the pipe's role: some take a whole batch, others one event at a time.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html
"""

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from localstack.aws.connect import connect_to  # type: ignore[import-not-found]

from ..services.queue_urls import queue_url
from .paths import resolve
from .records import Pipe
from .requests import call_api, call_destination

PRINCIPAL = "pipes"
Failed = list[dict[str, str]]  # the part of a batch that did not arrive, by the sources' ids
FIRE_AND_FORGET = "FIRE_AND_FORGET"


class TargetError(Exception):
    """Report that a target did not accept a batch."""


def service_of(arn: str) -> str:
    """Return the service in an ARN, or an empty text."""
    parts = arn.split(":")
    return parts[2] if len(parts) > 5 else ""  # noqa: PLR2004  # the parts of an ARN


def client_of(pipe: Pipe, service: str, arn: str) -> Any:
    """Return a client with the pipe's role, in the region of its target."""
    region = arn.split(":")[3] or pipe.region
    clients = connect_to.with_assumed_role(role_arn=pipe.role, service_principal=PRINCIPAL, region_name=region)
    return clients.get_client(service).request_metadata(service_principal=PRINCIPAL, source_arn=pipe.arn)


def invoke_target(pipe: Pipe, events: list[Any], inputs: list[Any]) -> Failed:
    """Send a batch to the target, and return the part that did not arrive.

    Args:
        events: the output of the source or the enrichment, into which paths of parameters lead.
        inputs: the same events after the input template.

    Raises:
        TargetError, ClientError, HttpError: the whole batch did not arrive.
    """
    name, invoke, kind = TARGETS[service_of(pipe.record["Target"])]
    parameters = pipe.parameters("Target").get(kind) or {}
    batch = Batch(pipe, parameters, events, inputs)
    return invoke(client_of(pipe, name, pipe.record["Target"]) if name else None, batch) or []


class Batch:
    """Hold a target's input, and the parameters of its kind."""

    def __init__(self, pipe: Pipe, parameters: Mapping[str, Any], events: list[Any], inputs: list[Any]) -> None:
        """Take the events of a batch, and the inputs made from them in the same order."""
        self.pipe, self.parameters, self.events, self.inputs = pipe, parameters, events, inputs
        self.target = pipe.record["Target"]

    def texts(self) -> list[str]:
        """Return the inputs as texts."""
        return [one if isinstance(one, str) else json.dumps(one) for one in self.inputs]

    def values(self, name: str, default: str) -> list[Any]:
        """Return a parameter for each event; it may be a path into the event."""
        return [resolve(self.parameters.get(name), event) or default for event in self.events]


def _invoke_function(client: Any, batch: Batch) -> Failed:
    invocation = "Event" if batch.parameters.get("InvocationType") == FIRE_AND_FORGET else "RequestResponse"
    payload = json.dumps(batch.inputs).encode()
    answer = client.invoke(FunctionName=batch.target, InvocationType=invocation, Payload=payload)
    text = answer["Payload"].read()
    if answer.get("FunctionError"):
        raise TargetError(f"the target {batch.target} failed: {text.decode(errors='replace')}")
    try:
        told = json.loads(text or "null")
    except ValueError:
        return []
    return list(told.get("batchItemFailures") or ()) if isinstance(told, dict) else []


def _start_execution(client: Any, batch: Batch) -> None:
    given = {"stateMachineArn": batch.target, "input": json.dumps(batch.inputs)}
    if batch.parameters.get("InvocationType", FIRE_AND_FORGET) == FIRE_AND_FORGET:
        client.start_execution(**given)
        return
    answer = client.start_sync_execution(**given)
    if answer["status"] != "SUCCEEDED":
        raise TargetError(f"the target {batch.target} ended as {answer['status']}: {answer.get('cause', '')}")


def _send_messages(client: Any, batch: Batch) -> None:
    groups, ids = batch.values("MessageGroupId", ""), batch.values("MessageDeduplicationId", "")
    for text, group, deduplication in zip(batch.texts(), groups, ids, strict=True):
        names = {"MessageGroupId": group, "MessageDeduplicationId": deduplication}
        more = {name: value for name, value in names.items() if value}
        client.send_message(QueueUrl=queue_url(batch.target), MessageBody=text, **more)


def _publish(client: Any, batch: Batch) -> None:
    for text in batch.texts():
        client.publish(TopicArn=batch.target, Message=text)


def _put_events(client: Any, batch: Batch) -> None:
    if ":event-bus/" not in batch.target:
        for event in batch.inputs:
            call_destination(batch.target, batch.pipe.parameters("Target").get("HttpParameters") or {}, event)
        return
    sources = batch.values("Source", f"Pipe {batch.pipe.name}")
    types = batch.values("DetailType", f"Event from aws:{service_of(batch.pipe.record['Source'])}")
    for text, source, type_ in zip(batch.texts(), sources, types, strict=True):
        entry = {"EventBusName": batch.target, "Source": source, "DetailType": type_, "Detail": text}
        answer = client.put_events(Entries=[{**entry, "Resources": batch.parameters.get("Resources") or []}])
        if answer["FailedEntryCount"]:
            raise TargetError(f"{batch.target}: {answer['Entries'][0].get('ErrorMessage')}")


def _put_records(client: Any, batch: Batch) -> None:
    for text, key in zip(batch.texts(), batch.values("PartitionKey", str(uuid.uuid4())), strict=True):
        client.put_record(StreamARN=batch.target, Data=text.encode(), PartitionKey=str(key))


def _deliver(client: Any, batch: Batch) -> None:
    name = batch.target.rpartition("/")[2]
    client.put_record_batch(DeliveryStreamName=name, Records=[{"Data": text.encode()} for text in batch.texts()])


def _put_log_events(client: Any, batch: Batch) -> None:
    group = batch.target.split(":")[6]
    stream = batch.parameters.get("LogStreamName") or f"{batch.pipe.name}-{uuid.uuid4()}"
    if not client.describe_log_streams(logGroupName=group, logStreamNamePrefix=stream)["logStreams"]:
        client.create_log_stream(logGroupName=group, logStreamName=stream)
    moment = int(datetime.now(UTC).timestamp() * 1000)
    events = [{"timestamp": moment, "message": text} for text in batch.texts()]
    client.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)


def _call_api(_client: Any, batch: Batch) -> None:
    given = batch.pipe.parameters("Target").get("HttpParameters") or {}
    for event in batch.inputs:
        call_api(batch.target, given, event)


Invoke = Callable[[Any, Batch], Failed | None]
TARGETS: dict[str, tuple[str, Invoke, str]] = {  # by the service in the ARN: client, function, parameters
    "events": ("events", _put_events, "EventBridgeEventBusParameters"),
    "execute-api": ("", _call_api, "HttpParameters"),
    "firehose": ("firehose", _deliver, ""),
    "kinesis": ("kinesis", _put_records, "KinesisStreamParameters"),
    "lambda": ("lambda", _invoke_function, "LambdaFunctionParameters"),
    "logs": ("logs", _put_log_events, "CloudWatchLogsParameters"),
    "sns": ("sns", _publish, ""),
    "sqs": ("sqs", _send_messages, "SqsQueueParameters"),
    "states": ("stepfunctions", _start_execution, "StepFunctionStateMachineParameters"),
}
