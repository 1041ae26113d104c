"""Access logs: a line for each request in the log group that a stage names.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html.
"""

import logging
import queue
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from localstack.aws.connect import connect_to  # type: ignore[import-not-found]

from .answers import Answer
from .calls import Call
from .values import as_text, find_context

log = logging.getLogger(__name__)
NAME = re.compile(r"\$context\.([\w.\-:$]*[\w$])")
NONE = "-"  # stands for a variable without a value
GROUP = re.compile(r"arn:[^:]+:logs:([^:]+):([^:]*):log-group:([^:]+)(?::\*)?")


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a log line and its log group and stream."""

    region: str
    account: str
    group: str
    stream: str
    text: str
    moment: int


_lines: "queue.SimpleQueue[Line]" = queue.SimpleQueue()
_starting = threading.Lock()  # created when the writing thread starts, and kept


def log_request(call: Call, answer: Answer) -> None:
    """Log a request to its stage's log group, if it has one; another thread writes the line."""
    settings = call.stage.get("AccessLogSettings") or {}
    place = GROUP.fullmatch(settings.get("DestinationArn") or "")
    if place is None or not settings.get("Format"):
        return
    region, account, group = place.groups()
    facts = {**call.facts, **_facts(call, answer)}
    text = NAME.sub(lambda found: _text(call, facts, found[1]), settings["Format"])
    _lines.put(Line(region, account or call.api.account, group, call.api.id, text, int(call.began * 1000)))
    if _starting.acquire(blocking=False):
        threading.Thread(target=_write_lines, name="stackrig-access-logs", daemon=True).start()


def _facts(call: Call, answer: Answer) -> dict[str, Any]:
    return {
        "status": answer.status,
        "responseLength": len(answer.body),
        "responseLatency": round((time.time() - call.began) * 1000),
    }


def _text(call: Call, facts: Mapping[str, Any], name: str) -> str:
    value = facts.get(name)
    text = as_text(find_context(call, name) if value is None else value)
    return text or NONE


def _write_lines() -> None:
    while True:
        line = _lines.get()
        try:
            _write(line)
        except (BotoCoreError, ClientError) as error:
            log.warning("stackrig: the access log %s can't be written: %s", line.group, error)


def _write(line: Line) -> None:
    """Write a line, after creating its stream if necessary."""
    client = connect_to(aws_access_key_id=line.account, region_name=line.region).logs
    place = {"logGroupName": line.group, "logStreamName": line.stream}
    events = [{"timestamp": line.moment, "message": line.text}]
    try:
        client.put_log_events(**place, logEvents=events)
    except client.exceptions.ResourceNotFoundException:
        client.create_log_stream(**place)
        client.put_log_events(**place, logEvents=events)
