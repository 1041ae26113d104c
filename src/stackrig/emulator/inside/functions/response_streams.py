"""Responses that functions stream: each part goes at once to who waits for it, or is kept until the response is whole.

See https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html.
"""

import base64
import threading
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar, copy_context
from queue import SimpleQueue
from typing import Any

PART = "part"  # of a message: base64, see runtime/_stackrig_runtime.mjs and runtime_api.py
CONTENT_TYPE = "content_type"  # of the same message
DEFAULT_TYPE = "application/octet-stream"

_waiting: ContextVar["ResponseStream | None"] = ContextVar("response_stream", default=None)


class Parts:
    """Take the parts of one response in the thread that invokes the function."""

    def __init__(self) -> None:
        self._stream = _waiting.get()
        self._kept: list[bytes] = []

    def take(self, message: Mapping[str, str]) -> None:
        """Hand on the part that a message holds, or keep it."""
        part = base64.b64decode(message[PART])
        if self._stream:
            self._stream.put(part, message.get(CONTENT_TYPE) or DEFAULT_TYPE)
        else:
            self._kept.append(part)

    def kept(self) -> bytes:
        """Return the parts that nobody waited for."""
        return b"".join(self._kept)


class ResponseStream:
    """Carry a response from the thread that invokes a function to the one that sends it: iterate over its parts.

    `content_type` is None, and there are no parts, where the function does not stream. `result` is what the invocation
    has returned, once there are no more parts.
    """

    def __init__(self, invoke: Callable[[], Any]) -> None:
        """Invoke a function in another thread, and wait for the first of what it answers.

        Raises:
            ServiceException: the function can't be invoked.
        """
        self.content_type: str | None = None
        self.result: Any = None
        self._parts: SimpleQueue[bytes | None] = SimpleQueue()
        self._failure: Exception | None = None
        context = copy_context()
        context.run(_waiting.set, self)
        threading.Thread(target=context.run, args=(self._run, invoke), name="stackrig-response", daemon=True).start()
        self._first = self._parts.get()
        if self._first is None and self._failure:
            raise self._failure

    def put(self, part: bytes, content_type: str) -> None:
        """Take a part that the function has written."""
        self.content_type = content_type
        self._parts.put(part)

    def __iter__(self) -> Iterator[bytes]:
        """Yield each part once, as soon as the function has written it.

        Raises:
            Exception: the invocation has ended in it.
        """
        part = self._first
        while part is not None:
            yield part
            part = self._parts.get()
        if self._failure:
            raise self._failure

    def _run(self, invoke: Callable[[], Any]) -> None:
        try:
            self.result = invoke()
        except Exception as error:  # noqa: BLE001  # it is raised where the response is waited for
            self._failure = error
        self._parts.put(None)
