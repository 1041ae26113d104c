"""Parameter mapping: an API's changes to a request before its integration, and to the answer after it.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from ..apigatewayv2.records import Record
from .answers import Answer
from .calls import Call
from .values import NAME, as_text, find_in_body, find_value

Pairs = list[tuple[str, str]]
Find = Callable[[str], Any]
PATH = "overwrite:path"
STATUS = "overwrite:statuscode"


def map_request(call: Call, integration: Record) -> Call:
    """Return the request for an integration."""
    parameters = integration.get("RequestParameters") or {}
    if not parameters or integration.get("IntegrationSubtype"):
        return call
    values = {key: render(value, lambda name: find_value(call, name)) for key, value in parameters.items()}
    headers = _change(call.headers, values, "header")
    query = _change(call.query_pairs(), values, "querystring")
    changed = replace(call, headers=headers, facts={**call.facts, "overwritten path": values.get(PATH)})
    if any(":querystring." in key for key in values):
        changed.query = urlencode(query)
    return changed


def map_answer(call: Call, integration: Record, answer: Answer) -> Answer:
    """Return the answer for the client; `settings` are those for its status."""
    parameters = (integration.get("ResponseParameters") or {}).get(str(answer.status))
    if not parameters:
        return answer
    values = {key: render(value, lambda name: _find_in_answer(call, answer, name)) for key, value in parameters.items()}
    status = int(values.get(STATUS) or answer.status)
    return Answer(status, answer.body, _change(answer.headers, values, "header"))


def render(template: str, find: Find) -> str | None:
    """Return a text with its names replaced by values; None if it is a single name without a value."""
    if whole := NAME.fullmatch(template):
        value = find(whole[1])
        return None if value is None else as_text(value)
    return NAME.sub(lambda found: as_text(find(found[1])), template)


def _change(pairs: Pairs, values: Mapping[str, str | None], place: str) -> Pairs:
    """Return headers or a query string after the settings appended, overwrote and removed members."""
    changed = list(pairs)
    for key, value in values.items():
        action, _, target = key.partition(":")
        kind, _, name = target.partition(".")
        if kind != place:
            continue
        if action in ("overwrite", "remove"):
            changed = [pair for pair in changed if _folded(pair[0], place) != _folded(name, place)]
        if action in ("overwrite", "append") and value is not None:
            changed.append((name, value))
    return changed


def _folded(name: str, place: str) -> str:
    return name.lower() if place == "header" else name


def _find_in_answer(call: Call, answer: Answer, name: str) -> Any:
    if not name.startswith("response."):
        return find_value(call, name)
    _, kind, key = [*name.split(".", 2), ""][:3]
    if kind == "header":
        values = [value for other, value in answer.headers if other.lower() == key.lower()]
        return ",".join(values) or None
    return find_in_body(answer.body, key) if kind == "body" else None
