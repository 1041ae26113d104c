"""WebSocket connections to LocalStack's server (RFC 6455), by wsproto on a blocking socket."""

import socket
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from rolo.websocket import adapter  # type: ignore[import-not-found]
from rolo.websocket.errors import WebSocketDisconnectedError  # type: ignore[import-not-found]
from wsproto import ConnectionType, WSConnection  # type: ignore[import-not-found]
from wsproto import events as ws
from wsproto.utilities import LocalProtocolError, RemoteProtocolError  # type: ignore[import-not-found]

READ_SIZE = 1 << 16
ABNORMAL = 1006  # the code of a connection that ended without a close frame


def serve_websocket(connection: socket.socket, environ: dict[str, Any], accept: Callable[[Any], None]) -> None:
    """Serve a WebSocket request until the connection ends."""
    connection.settimeout(None)
    wire = WSConnection(ConnectionType.SERVER)
    try:
        wire.initiate_upgrade_connection(environ["rolo.headers"], environ["RAW_URI"])
    except RemoteProtocolError as error:
        _answer(connection, HTTPStatus.BAD_REQUEST, [], [str(error).encode()])
        return
    accept({**environ, "REQUEST_METHOD": "WEBSOCKET", "rolo.websocket": SocketAdapter(connection, wire)})


class SocketAdapter(adapter.WebSocketAdapter):  # type: ignore[misc]
    """Give rolo one connection. One thread receives; any thread may send and close."""

    def __init__(self, connection: socket.socket, wire: WSConnection) -> None:
        """Take a connection whose client asked for an upgrade."""
        self._connection = connection
        self._wire = wire
        self._waiting: deque[Any] = deque(wire.events())
        self._parts: list[Any] = []  # the pieces of an incomplete message
        self._lock = threading.Lock()
        self._has_ended = False

    def receive(self, timeout: float | None = None) -> Any:
        """Return first the client's connection request, then its messages.

        Raises:
            WebSocketDisconnectedError: the connection has ended.
            TimeoutError: nothing arrived in time.
        """
        while True:
            while self._waiting:
                if (event := self._take(self._waiting.popleft())) is not None:
                    return event
            self._read(timeout)

    def _take(self, event: Any) -> Any:
        """Return an event in rolo's form, or None if rolo does not need it."""
        if isinstance(event, ws.Request):
            return adapter.CreateConnection()
        if isinstance(event, ws.CloseConnection):
            if not self._has_ended:  # otherwise it answers our own close frame
                self._end(event.response())
            raise WebSocketDisconnectedError(event.code)
        if isinstance(event, ws.Ping):
            with suppress(OSError):  # the next read reports the end
                self._send(event.response())
        elif isinstance(event, ws.Message):
            self._parts.append(event.data)
            if event.message_finished:
                parts, self._parts = self._parts, []
                return adapter.TextMessage("".join(parts)) if isinstance(event, ws.TextMessage) else _binary(parts)
        return None

    def _read(self, timeout: float | None) -> None:
        self._connection.settimeout(timeout)
        try:
            data = self._connection.recv(READ_SIZE)
        except ConnectionError:
            data = b""
        if not data:
            self._has_ended = True
            raise WebSocketDisconnectedError(ABNORMAL)
        try:
            with self._lock:
                self._wire.receive_data(data)
                self._waiting.extend(self._wire.events())
        except RemoteProtocolError as error:
            self._has_ended = True
            raise WebSocketDisconnectedError(ABNORMAL) from error

    def _send(self, event: Any) -> None:
        with self._lock:
            self._connection.sendall(self._wire.send(event))

    def send(self, event: Any, timeout: float | None = None) -> None:
        """Send a message.

        Raises:
            WebSocketDisconnectedError: the connection has ended.
        """
        del timeout
        if self._has_ended:
            raise WebSocketDisconnectedError(ABNORMAL)
        kind = ws.TextMessage if isinstance(event, adapter.TextMessage) else ws.BytesMessage
        try:
            self._send(kind(event.data))
        except LocalProtocolError as error:  # it ends at this moment
            raise WebSocketDisconnectedError(ABNORMAL) from error

    def accept(
        self,
        subprotocol: str | None = None,
        extensions: list[str] | None = None,
        extra_headers: Any = None,
        timeout: float | None = None,
    ) -> None:
        """Accept the client's request."""
        del extensions, timeout
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in _listed(extra_headers)]
        self._send(ws.AcceptConnection(subprotocol, extensions=[], extra_headers=headers))

    def reject(
        self, status_code: int, headers: Any = None, body: Iterable[bytes] = (), timeout: float | None = None
    ) -> None:
        """Refuse the client's request with an HTTP answer."""
        del timeout
        self._has_ended = True
        _answer(self._connection, status_code, _listed(headers), body or ())

    def close(self, code: int = 1001, reason: str | None = None, timeout: float | None = None) -> None:
        """End the connection, if it is still open."""
        del timeout
        if not self._has_ended:
            self._end(ws.CloseConnection(code, reason))

    def _end(self, last: Any) -> None:
        self._has_ended = True
        with suppress(OSError):
            self._send(last)


def _binary(parts: list[Any]) -> Any:
    return adapter.BytesMessage(b"".join(bytes(part) for part in parts))


def _listed(headers: Any) -> list[tuple[str, str]]:
    return list(headers.to_wsgi_list()) if headers else []


def _answer(connection: socket.socket, status: int, headers: Iterable[tuple[str, str]], body: Iterable[bytes]) -> None:
    content = b"".join(body)
    kept = [f"{name}: {value}" for name, value in headers if name.lower() not in ("content-length", "connection")]
    lines = [f"HTTP/1.1 {status:d} {HTTPStatus(status).phrase}", *kept, f"Content-Length: {len(content)}"]
    connection.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + content)
