"""Lambda's runtime API over HTTP, for custom runtimes, and its API for external extensions.

Other environments do without it: they use pipes alone. The requests of a custom runtime are turned into the messages
of those pipes here.
See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
"""

import base64
import json
import os
import re
import threading
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import IO, Any

from werkzeug.wrappers import Request, Response  # type: ignore[import-not-found]

from ..serving.peers import LOOPBACK, GuardedListener
from ..serving.server import LOOK, ThreadingServer
from .extensions import Extensions
from .response_streams import CONTENT_TYPE, PART

RUNTIME, EXTENSION = "/2018-06-01/runtime", "/2020-01-01/extension"
PROCESSES = "/stackrig/processes"  # not a path of AWS's: the program that starts extensions reports them
REGISTRATION_LIMIT = 10.0  # seconds: those of the init phase
IDENTIFIER = "Lambda-Extension-Identifier"
FUNCTION = "Lambda-Runtime-Function"  # how headers of a response begin
MODE, ERROR_TYPE, ERROR_BODY = f"{FUNCTION}-Response-Mode", f"{FUNCTION}-Error-Type", f"{FUNCTION}-Error-Body"
PIECE = 1 << 20  # bytes of a response that are handed on at a time
TELEMETRY = ("/2022-07-01/telemetry", "/2020-08-15/logs")


class RuntimeApi:
    """Serve the processes of one execution environment at `address`."""

    def __init__(self, facts: Mapping[str, str]) -> None:
        """Start serving; `facts` are the function's facts for extensions."""
        self.extensions = Extensions()
        self._facts = facts
        self._requests: IO[bytes] | None = None
        self._responses: int | None = None
        self._has_begun = False
        self._current = ""  # id of the runtime's current invocation
        self._lock = threading.Lock()
        listener = GuardedListener()
        listener.bind((LOOPBACK, 0))
        listener.listen()
        self.address = f"{LOOPBACK}:{listener.getsockname()[1]}"
        self._server = ThreadingServer(listener, Request.application(self._answer))
        threading.Thread(target=self._server.serve_forever, args=(LOOK,), name="stackrig-api", daemon=True).start()

    def serve_runtime(self, requests: int, responses: int) -> None:
        """Take over a custom runtime's ends of its two pipes."""
        self._requests, self._responses = os.fdopen(requests, "rb"), responses

    def close(self) -> None:
        """Stop serving. Idempotent."""
        self.extensions.close()
        threading.Thread(target=self._end, name="stackrig-api-end", daemon=True).start()  # it waits for LOOK seconds

    def _end(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        responses, self._responses = self._responses, None
        if responses is not None:
            os.close(responses)

    def _answer(self, request: Any) -> Any:
        for (method, path), answer in ROUTES.items():
            if request.method == method and (match := re.fullmatch(path, request.path)):
                return answer(self, request, *match.groups())
        return _fault(HTTPStatus.NOT_FOUND, "NotFound", f"{request.method} {request.path} is not served")

    # --- the runtime

    def _next_invocation(self, _request: Any) -> Any:
        if self._requests is None:
            return _fault(HTTPStatus.FORBIDDEN, "InvalidStateTransition", "this is not a custom runtime")
        with self._lock:
            if not self._has_begun:
                self._has_begun = True
                self._send({"warnings": []})
            line = self._requests.readline()
        if not line:  # the environment has ended
            return _fault(HTTPStatus.GONE, "Gone", "the environment has ended")
        message = json.loads(line)
        self._current = message["id"]
        headers = {
            "Lambda-Runtime-Aws-Request-Id": message["id"],
            "Lambda-Runtime-Deadline-Ms": str(message["deadline"]),
            "Lambda-Runtime-Invoked-Function-Arn": message["arn"],
            "Lambda-Runtime-Trace-Id": message["trace"],
        }
        if message["client_context"]:
            headers["Lambda-Runtime-Client-Context"] = message["client_context"]
        return Response(message["event"], headers=headers, mimetype="application/json")

    def _take_response(self, request: Any, identifier: str) -> Any:
        if request.headers.get(MODE) == "streaming" and request.headers.get("Transfer-Encoding") == "chunked":
            return self._take(identifier, self._take_parts, request)
        return self._take(identifier, _result, request)

    def _take_error(self, request: Any, identifier: str) -> Any:
        return self._take(identifier, lambda request: {"error": _error(request)}, request)

    def _take(self, identifier: str, read: Callable[[Any], dict[str, Any]], request: Any) -> Any:
        if identifier != self._current:
            return _fault(HTTPStatus.BAD_REQUEST, "InvalidRequestID", "Invalid request ID")
        message = read(request)
        self._current = ""
        self._send(message)
        return _accepted()

    def _take_parts(self, request: Any) -> dict[str, Any]:
        """Hand on each part of a response as it comes; trailers tell of an error that came up meanwhile.

        See "Response streaming" in https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html.
        """
        body = request.environ["wsgi.input"]
        for part in iter(partial(body.read1, PIECE), b""):
            self._send({PART: base64.b64encode(part).decode(), CONTENT_TYPE: request.content_type})
        trailers = body.raw.trailers
        if kind := trailers.get(ERROR_TYPE):
            told = json.loads(base64.b64decode(trailers.get(ERROR_BODY, "")) or "{}")
            return {"error": {"errorType": kind, **told}}
        return {"result": ""}

    def _take_init_error(self, request: Any) -> Any:
        self._has_begun = True
        self._send({"warnings": [], "error": _error(request)})
        return _accepted()

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps(message).encode() + b"\n"
        while data and self._responses is not None:
            data = data[os.write(self._responses, data) :]

    # --- extensions

    def _take_processes(self, request: Any) -> Any:
        self.extensions.wait_until_registered(request.get_json(force=True), REGISTRATION_LIMIT)
        return _accepted()

    def _register(self, request: Any) -> Any:
        name = request.headers.get("Lambda-Extension-Name", "")
        events = request.get_json(force=True).get("events") or []
        if not name:
            return _fault(HTTPStatus.FORBIDDEN, "Extension.InvalidExtensionName", "Lambda-Extension-Name is missing")
        identifier = self.extensions.register(name, events)
        return Response(json.dumps(dict(self._facts)), headers={IDENTIFIER: identifier}, mimetype="application/json")

    def _next_event(self, request: Any) -> Any:
        extension = self.extensions.find(request.headers.get(IDENTIFIER, ""))
        if extension is None:
            return _fault(HTTPStatus.FORBIDDEN, "Extension.UnknownExtensionIdentifier", "Unknown extension")
        event = self.extensions.next_event(extension)
        return Response(
            json.dumps(event),
            headers={"Lambda-Extension-Event-Identifier": request.headers[IDENTIFIER]},
            mimetype="application/json",
        )

    def _subscribe(self, request: Any) -> Any:
        if self.extensions.find(request.headers.get(IDENTIFIER, "")) is None:
            return _fault(HTTPStatus.FORBIDDEN, "Extension.UnknownExtensionIdentifier", "Unknown extension")
        wanted = request.get_json(force=True)
        if wanted["destination"].get("protocol") != "HTTP":
            return _fault(HTTPStatus.BAD_REQUEST, "ValidationError", "stackrig sends telemetry by HTTP only")
        address = wanted["destination"].get("URI") or wanted["destination"]["uri"]
        self.extensions.subscribe(address, wanted["types"])
        return Response("OK", mimetype="text/plain")

    def _take_failure(self, request: Any) -> Any:
        del request  # the function's log has its text, and so it is with AWS
        return _accepted()


ROUTES: dict[tuple[str, str], Callable[..., Any]] = {
    ("GET", f"{RUNTIME}/invocation/next"): RuntimeApi._next_invocation,  # noqa: SLF001  # of this module
    ("POST", f"{RUNTIME}/invocation/([^/]+)/response"): RuntimeApi._take_response,  # noqa: SLF001
    ("POST", f"{RUNTIME}/invocation/([^/]+)/error"): RuntimeApi._take_error,  # noqa: SLF001
    ("POST", f"{RUNTIME}/init/error"): RuntimeApi._take_init_error,  # noqa: SLF001
    ("POST", f"{EXTENSION}/register"): RuntimeApi._register,  # noqa: SLF001
    ("GET", f"{EXTENSION}/event/next"): RuntimeApi._next_event,  # noqa: SLF001
    ("POST", f"{EXTENSION}/(?:init|exit)/error"): RuntimeApi._take_failure,  # noqa: SLF001
    ("PUT", "|".join(TELEMETRY)): RuntimeApi._subscribe,  # noqa: SLF001
    ("POST", PROCESSES): RuntimeApi._take_processes,  # noqa: SLF001
}


def _result(request: Any) -> dict[str, Any]:
    return {"result": request.get_data().decode("utf-8", "replace")}


def _error(request: Any) -> dict[str, Any]:
    kind = request.headers.get(ERROR_TYPE, "Runtime.UnknownReason")
    told = request.get_json(force=True, silent=True)
    return {"errorType": kind, **told} if isinstance(told, dict) else {"errorType": kind, "errorMessage": ""}


def _accepted() -> Any:
    return Response('{"status":"OK"}\n', status=HTTPStatus.ACCEPTED, mimetype="application/json")


def _fault(status: HTTPStatus, kind: str, message: str) -> Any:
    return Response(
        json.dumps({"errorType": kind, "errorMessage": message}), status=status, mimetype="application/json"
    )
