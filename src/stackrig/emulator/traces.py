"""The records of a LocalStack: requests to APIs, invocations and calls of AWS services, made only on request."""

from contextlib import suppress
from dataclasses import fields
from http import HTTPStatus

from stackrig.emulator.routes import NO_ANSWER, ask, get_json, split_address
from stackrig.emulator.server import AwsEndpoint
from stackrig.spans import Span

TRACES_PATH = "/_stackrig/traces"  # the plugin's route: inside/tracing/hook.py
TIMEOUT = 10.0  # seconds for its answer
FIELDS = frozenset(one.name for one in fields(Span))


def want_records(endpoint: AwsEndpoint, reader: str, seconds: float) -> bool:
    """Make a LocalStack record events for so many seconds, 0 to stop it; return whether it does.

    A LocalStack without our plugin has no records.

    Args:
        reader: a name; records are made as long as any reader wants them.
    """
    if not endpoint.endpoint_url:
        return False
    host, port = split_address(endpoint.endpoint_url)
    told = {"reader": reader, "seconds": seconds}
    with suppress(*NO_ANSWER):  # a LocalStack that has ended is reported by its next user
        return ask(host, port, "POST", TRACES_PATH, told, timeout=TIMEOUT).status == HTTPStatus.NO_CONTENT
    return False


def read_records(endpoint: AwsEndpoint, after: int = 0) -> tuple[list[Span], int]:
    """Return the records after number `after`, and the number for the next call; none if LocalStack has ended."""
    if not endpoint.endpoint_url:
        return [], after
    host, port = split_address(endpoint.endpoint_url)
    try:
        found = get_json(host, port, f"{TRACES_PATH}?after={after}", TIMEOUT)["records"]
    except (*NO_ANSWER, KeyError):
        return [], after
    spans = [Span(**{name: value for name, value in one.items() if name in FIELDS}) for one in found]
    return spans, max((one["number"] for one in found), default=after)
