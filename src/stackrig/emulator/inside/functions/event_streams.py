"""InvokeWithResponseStream: a function's response as events, a PayloadChunk for each part, then InvokeComplete.

See https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from localstack.aws.protocol.serializer import create_serializer  # type: ignore[import-not-found]
from localstack.http import Response  # type: ignore[import-not-found]

from .response_streams import ResponseStream

EVENTS = "application/vnd.amazon.eventstream"
PARAMETERS = {
    "ClientContext": "client_context",
    "FunctionName": "function_name",
    "InvocationType": "invocation_type",
    "LogType": "log_type",
    "Payload": "payload",
    "Qualifier": "qualifier",
}

Encode = Callable[[str, bytes], bytes]


def invoke_with_stream(provider: Any, context: Any, request: Mapping[str, Any]) -> Any:
    """Invoke a function by LocalStack's own provider and return its response, to be sent while the function writes it.

    Raises:
        ServiceException: it can't be invoked.
    """
    given = {own: request[name] for name, own in PARAMETERS.items() if name in request}
    stream = ResponseStream(partial(provider.invoke, context, **given))
    if given.get("invocation_type") == "DryRun":
        return Response(status=stream.result["StatusCode"])
    encode = create_serializer(context.service)._encode_event_payload  # noqa: SLF001  # it has no other way
    return Response(_events(stream, encode), content_type=EVENTS)


def _events(stream: ResponseStream, encode: Encode) -> Iterator[bytes]:
    for part in stream:
        yield encode("PayloadChunk", part)
    told = stream.result
    end = {"LogResult": told["LogResult"]} if "LogResult" in told else {}
    if "FunctionError" in told:
        end |= {"ErrorCode": told["FunctionError"], "ErrorDetails": told["Payload"].decode(errors="replace")}
    elif told["Payload"]:  # of a function that does not stream
        yield encode("PayloadChunk", told["Payload"])
    yield encode("InvokeComplete", json.dumps(end).encode())
