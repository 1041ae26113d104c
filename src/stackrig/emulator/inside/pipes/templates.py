"""Input templates of pipes: text or JSON with placeholders for values of the event and the pipe.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
"""

import json
import re
from datetime import UTC, datetime
from typing import Any

from .paths import find_value
from .records import Pipe

PLACE = re.compile(r"<(\$[^<>]*|aws\.pipes\.[\w.-]+)>")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def fill_template(template: str | None, event: Any, pipe: Pipe) -> Any:
    """Return a stage's input for an event: the event itself, or the JSON or text of a template."""
    if not template:
        return event
    text = template.strip()
    if not text.startswith(("{", "[")):
        filled = PLACE.sub(lambda found: _bare(_value(found[1], event, pipe)), text)
        return filled[1:-1] if len(filled) > 1 and filled[0] == filled[-1] == '"' else filled
    within = QUOTED.sub(lambda part: PLACE.sub(lambda found: _escaped(_value(found[1], event, pipe)), part[0]), text)
    filled = PLACE.sub(lambda found: json.dumps(_value(found[1], event, pipe)), within)
    try:
        return json.loads(filled)
    except ValueError as error:
        raise ValueError(f"the input template {template!r} does not make JSON: {error}") from error


def _value(name: str, event: Any, pipe: Pipe) -> Any:
    if name.startswith("$"):
        found = find_value(event, name)
        return "" if found is None else found
    values = {
        "aws.pipes.pipe-arn": pipe.arn,
        "aws.pipes.pipe-name": pipe.name,
        "aws.pipes.source-arn": pipe.record["Source"],
        "aws.pipes.enrichment-arn": pipe.record.get("Enrichment", ""),
        "aws.pipes.target-arn": pipe.record["Target"],
        "aws.pipes.event.ingestion-time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
        "aws.pipes.event": event,
        "aws.pipes.event.json": event,
    }
    return values.get(name, "")


def _bare(value: Any) -> str:
    """Return a value inside a text: its JSON loses its quotes there, as on AWS."""
    return value if isinstance(value, str) else json.dumps(value).replace('"', "")


def _escaped(value: Any) -> str:
    """Return a value inside a quoted JSON string."""
    return json.dumps(value if isinstance(value, str) else json.dumps(value))[1:-1]
