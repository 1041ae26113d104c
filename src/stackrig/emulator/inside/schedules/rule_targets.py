"""Targets of rules: inputs that LocalStack drops or misreads, such as a constant that is no event."""

import json
import uuid
from typing import Any

from .dead_letters import send_rule_dead_letter


def mend_targets() -> None:
    """Let a target have any constant input: `{}`, a text, or an object without an event's members."""
    from localstack.services.events import target  # type: ignore[import-not-found]

    process = target.TargetSender.process_event

    def process_constant(sender: Any, event: Any, trace_header: Any) -> None:
        constant = sender.target.get("Input")
        if constant is None:
            process(sender, event, trace_header)
        else:
            sender.send_event(json.loads(constant), trace_header)

    def process_or_keep(sender: Any, event: Any, trace_header: Any) -> None:
        kept = json.dumps({name: value for name, value in event.items() if name != "event-bus-name"})
        try:
            process_constant(sender, event, trace_header)
        except Exception as error:
            send_rule_dead_letter(sender, kept, error)
            raise

    target.TargetSender.process_event = process_or_keep
    target.StatesTargetSender.send_event = _start_execution
    target.KinesisTargetSender.send_event = _put_record


def _start_execution(sender: Any, event: Any, trace_header: Any) -> None:
    del trace_header
    sender.service = "stepfunctions"
    name = (event.get("id") if isinstance(event, dict) else None) or str(uuid.uuid4())
    sender.client.start_execution(stateMachineArn=sender.target["Arn"], name=name, input=json.dumps(event))


def _put_record(sender: Any, event: Any, trace_header: Any) -> None:
    from localstack.utils.json import extract_jsonpath  # type: ignore[import-not-found]

    del trace_header
    path = (sender.target.get("KinesisParameters") or {}).get("PartitionKeyPath")
    found = extract_jsonpath(event, path) if path and isinstance(event, dict) else None
    key = found or (event.get("id") if isinstance(event, dict) else None) or str(uuid.uuid4())
    name = sender.target["Arn"].rpartition("/")[2]
    sender.client.put_record(StreamName=name, PartitionKey=str(key), Data=json.dumps(event).encode())
