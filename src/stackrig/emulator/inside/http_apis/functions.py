"""Functions behind routes and authorizers: they are called in this process, and only with their permission."""

import logging
import re
import threading
from typing import Any

from localstack.aws.api import ServiceException  # type: ignore[import-not-found]

from ..functions.calls import invoke_function, lets_call, time_out_of
from ..tracing.requests import tell
from .answers import Answer, server_error, unavailable
from .calls import Call
from .function_answers import MalformedError, read_answer

log = logging.getLogger(__name__)
VARIABLE = re.compile(r"\$\{stageVariables\.(\w+)\}")
PATH = re.compile(r".*:lambda:path/[^/]+/functions/(arn:[^/]+)/invocations")
FAILURES = (ServiceException, ValueError, KeyError)  # LocalStack's error for an ARN that is no function's


def function_of(uri: str, variables: dict[str, str]) -> str:
    """Return the function's ARN in a URI: the URI itself, or a part of API Gateway's path."""
    rendered = VARIABLE.sub(lambda found: variables.get(found[1], ""), uri)
    found = PATH.fullmatch(rendered)
    return found[1] if found else rendered


def call_integration(call: Call, integration: dict[str, Any], event: bytes) -> Answer:
    """Call an integration's function and return the response in its answer.

    Raises:
        Refusal: the function does not permit the call, can't be called, fails, is late, or answers malformedly.
    """
    function = function_of(integration["IntegrationUri"], call.variables)
    if not integration.get("CredentialsArn") and not lets_call(function, _sources(call), call.api.account):
        raise server_error()
    payload = invoke(function, event, call.trace, integration["TimeoutInMillis"] / 1000)
    try:
        return read_answer(payload, integration["PayloadFormatVersion"])
    except MalformedError as error:
        log.warning("stackrig: %s: malformed Lambda proxy response of %s: %s", call.route_key, function, error)
        tell(f"malformed Lambda proxy response of {function}: {error}")
        raise server_error() from error


def invoke(function: str, event: bytes, trace: str, seconds: float) -> bytes:
    """Return a function's answer.

    Raises:
        Refusal: the function fails, can't be called, or does not answer within `seconds`.
    """
    try:
        result = _in_time(lambda: invoke_function(function, event, trace=trace), function, seconds)
    except FAILURES as error:
        log.warning("stackrig: %s could not be called: %s", function, error)
        tell(f"{function} could not be called: {error}")
        raise server_error() from error
    if result.is_error:
        log.warning("stackrig: %s failed: %s", function, (result.payload or b"")[:2000].decode(errors="replace"))
        raise server_error()
    payload: bytes = result.payload or b"null"
    return payload


def _sources(call: Call) -> tuple[str, ...]:
    """Return the ARNs that a function's policy may name: AWS does not document the ARN of a route for ANY method."""
    verb, _, pattern = call.route_key.partition(" ")
    if not pattern:
        return (call.api.arn(f"{call.stage_name}/{verb}"),)
    return tuple(call.api.arn(f"{call.stage_name}/{one}{pattern}") for one in dict.fromkeys((verb, call.method, "*")))


def _in_time(invoke_it: Any, function: str, seconds: float) -> Any:
    """Return a call's result in time; a call that takes longer runs on, and nobody waits for it."""
    if time_out_of(function) <= seconds:  # it ends by itself
        return invoke_it()
    found: list[Any] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            found.append(invoke_it())
        except Exception as error:  # noqa: BLE001  # it is raised where the answer is waited for
            failures.append(error)

    thread = threading.Thread(target=run, name="stackrig-late-function", daemon=True)
    thread.start()
    thread.join(seconds)
    if failures:
        raise failures[0]
    if not found:
        tell(f"{function} did not answer within the {seconds:g} s that the integration gives it")
        raise unavailable()
    return found[0]
