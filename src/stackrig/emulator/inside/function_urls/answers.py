"""Answers of a function's URL: cookies, and responses that are sent while the function writes them.

See https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html and
https://docs.aws.amazon.com/lambda/latest/dg/config-rs-invoke-furls.html.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.services.lambda_ import urlrouter  # type: ignore[import-not-found]

from ..functions.calls import invoke_function
from ..functions.response_streams import ResponseStream
from .access import find_url

STREAMED = "RESPONSE_STREAM"  # invoke mode of a URL
INTEGRATION = "application/vnd.awslambda.http-integration-response"  # metadata in JSON, END, then the body
END = bytes(8)

_handle = urlrouter.FunctionUrlRouter.handle_lambda_url_invocation
_to_response = urlrouter.lambda_result_to_response


def complete_answers() -> None:
    """Have LocalStack's router stream where a URL says so, set cookies, and infer a status where none is told."""
    urlrouter.FunctionUrlRouter.handle_lambda_url_invocation = _handle_or_stream
    urlrouter.lambda_result_to_response = _response_of


def _handle_or_stream(router: Any, request: Any, api_id: str, region: str, **parameters: str) -> Any:
    url = find_url(api_id, region)
    if url is None or url.invoke_mode != STREAMED:
        return _handle(router, request, api_id, region, **parameters)
    event = json.dumps(urlrouter.event_for_lambda_url(api_id, request)).encode()
    stream = ResponseStream(lambda: invoke_function(url.function_arn, event, trace=""))
    if stream.content_type is None:
        return _whole(stream.result)
    parts = _all_of(stream)
    if stream.content_type != INTEGRATION:
        return Response(parts, content_type=stream.content_type)
    said, parts = _split(parts)
    response = Response(parts, said.get("statusCode", 200), content_type="application/octet-stream")
    response.headers.update(said.get("headers") or {})
    return _set_cookies(response, said)


def _whole(result: Any) -> Any:
    """Return the answer of a function that does not stream: AWS sends it as it is."""
    if result.is_error:
        return Response("Internal Server Error", 502)
    return Response(result.payload, content_type="application/json")


def _all_of(stream: ResponseStream) -> Iterator[bytes]:
    """Yield the parts; a function that fails meanwhile ends the connection, so that the client sees the failure."""
    yield from stream
    if stream.result.is_error:
        raise ConnectionAbortedError("the function has failed while it streamed its response")


def _split(parts: Iterator[bytes]) -> tuple[dict[str, Any], Iterator[bytes]]:
    """Return the metadata at the head of a response, and its body."""
    head = b""
    for part in parts:
        head += part
        if END in head:
            break
    metadata, _, body = head.partition(END)
    return json.loads(metadata), chain((body,), parts)


def _response_of(result: Any) -> Any:
    """Return the answer to a request: an object without a status is all of it the body, as AWS infers it."""
    try:
        said = json.loads(result.payload)
    except ValueError:  # a text
        said = None
    if not isinstance(said, dict):
        return _to_response(result)
    if "statusCode" in said:
        return _set_cookies(_to_response(result), said)
    response = _to_response(replace(result, payload=b"{}"))
    response.data = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
    return response


def _set_cookies(response: Any, said: dict[str, Any]) -> Any:
    for cookie in said.get("cookies") or ():
        response.headers.add("Set-Cookie", cookie)
    return response
