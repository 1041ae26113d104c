"""Records of requests to APIs; code in the serving thread may add the reason for an answer."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from ..clock.present import real_time
from .records import excerpt, is_on, note

ROOT = re.compile(r"Root=([^;]+)")
FAILED = 400  # the first status that is a fault

_facts: ContextVar["dict[str, Any] | None"] = ContextVar("facts", default=None)


@contextmanager
def recorded_request(kind: str, request: Any) -> Iterator[dict[str, Any] | None]:
    """Record a request that the block serves; yield the record's facts to be filled in, or None without a reader.

    Args:
        kind: the API's kind, REST or HTTP.
    """
    if not is_on():
        yield None
        return
    facts: dict[str, Any] = {"api_kind": kind, "notes": []}
    token, began = _facts.set(facts), real_time()
    try:
        yield facts
    finally:
        _facts.reset(token)
        query = request.query_string.decode("latin-1")
        name = f"{request.method} {facts.pop('path', request.path)}{query and '?'}{query}"
        root, account = root_of(facts.pop("trace", "")), facts.pop("account", "")
        fault = _fault(facts) if facts.get("status", 0) >= FAILED else ""
        note("request", name, began, root=root, account=account, fault=fault, facts=facts)


def tell(text: str) -> None:
    """Add a sentence to the record of this thread's request, if it is recorded."""
    if facts := _facts.get():
        facts["notes"].append(text)


def answer_facts(status: int, body: bytes) -> dict[str, Any]:
    """Return an answer's facts."""
    return {"status": status, "answer": excerpt(body)}


def root_of(trace: str) -> str:
    """Return the trace id of an X-Ray header."""
    found = ROOT.search(trace or "")
    return found[1] if found else ""


def _fault(facts: dict[str, Any]) -> str:
    return "; ".join(facts["notes"]) or facts.get("answer", "") or f"status {facts['status']}"
