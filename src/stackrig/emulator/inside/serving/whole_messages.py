"""Hand small requests and answers over between the server's event loop and a worker thread whole, in one step.

rolo's adapter hands over each part by itself: the body, the head, each chunk, the end. These were half of the time that
LocalStack spends on a small request.
"""

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from io import BytesIO
from typing import Any

from rolo.asgi import ASGIAdapter  # type: ignore[import-not-found]
from rolo.gateway.asgi import AsgiGateway  # type: ignore[import-not-found]
from rolo.gateway.wsgi import WsgiGateway  # type: ignore[import-not-found]

LARGEST = 1 << 20  # bytes of a body that is kept whole
LENGTH, TRANSFER = b"content-length", b"transfer-encoding"

Headers = Iterable[tuple[bytes, bytes]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class WholeMessages(ASGIAdapter):  # type: ignore[misc]
    """Call a WSGI application; bodies that are large or of unknown length are passed on in parts, as rolo does."""

    async def handle_http(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        environ = self.to_wsgi_environment(scope, receive)
        told = _told(scope["headers"])
        if TRANSFER not in told and int(told.get(LENGTH, 0)) <= LARGEST:
            environ["wsgi.input"] = BytesIO(await _read(receive))
        head, body = await self.event_loop.run_in_executor(self.executor, _answer, self.wsgi_app, environ)
        await send(head)
        if isinstance(body, bytes):
            await send({"type": "http.response.body", "body": body, "more_body": False})
        else:
            await self._send_parts(send, body)

    async def _send_parts(self, send: Send, body: Any) -> None:
        try:
            async for part in body if isinstance(body, AsyncIterable) else self._parts(body):
                if getattr(getattr(send, "__self__", None), "closed", False):  # the client has gone
                    break
                await send({"type": "http.response.body", "body": part, "more_body": True})
        finally:
            if close := getattr(body, "close", None):
                await self.event_loop.run_in_executor(self.executor, close)
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _parts(self, body: Iterable[bytes]) -> Any:
        parts = iter(body)
        while (part := await self.event_loop.run_in_executor(self.executor, next, parts, None)) is not None:
            yield part


def serve_whole_messages(gateway: AsgiGateway) -> None:
    """Let an ASGI gateway of rolo use this adapter in place of its own."""
    known = gateway.adapter
    gateway.adapter = WholeMessages(
        WsgiGateway(gateway.gateway),
        event_loop=known.event_loop,
        executor=known.executor,
        lifespan_listener=known.lifespan_listener,
        websocket_listener=known.websocket_listener,
    )


def _answer(application: Callable[..., Any], environ: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """Call the application; return the head of its answer and the body, as bytes where that is small."""
    head: dict[str, Any] = {"type": "http.response.start"}

    def start_response(status: str, headers: list[tuple[str, str]], _failure: Any = None) -> None:
        head["status"] = int(status[:3])
        head["headers"] = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]

    body = application(environ, start_response)
    told = _told(head["headers"])
    if TRANSFER in told or int(told.get(LENGTH, LARGEST + 1)) > LARGEST or isinstance(body, AsyncIterable):
        return head, body
    try:
        return head, b"".join(body)
    finally:
        if close := getattr(body, "close", None):
            close()


async def _read(receive: Receive) -> bytes:
    parts, more = [], True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def _told(headers: Headers) -> dict[bytes, bytes]:
    """Return what headers tell of the length of a body."""
    return {key: value for name, value in headers if (key := name.lower()) in (LENGTH, TRANSFER)}
