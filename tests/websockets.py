"""A client of WebSockets for tests (https://www.rfc-editor.org/rfc/rfc6455); each message fits into one frame."""

import base64
import os
import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

TEXT, CLOSE = 0x1, 0x8
SECONDS = 60.0


class RefusedError(Exception):
    """Tell with what status the opening request was answered."""

    def __init__(self, status: int) -> None:
        """Take the status."""
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class WebSocket:
    """Send and receive messages on a connection."""

    stream: socket.socket
    reader: Any

    def send(self, text: str) -> None:
        """Send a text."""
        self._send(TEXT, text.encode())

    def close(self) -> None:
        """End the connection as clients do."""
        self._send(CLOSE, struct.pack(">H", 1000))

    def receive(self) -> str | None:
        """Return the next text, None when the server ends the connection."""
        first, second = self.reader.read(2) or (CLOSE, 0)
        length = second & 0x7F
        if length >= 126:
            form, size = (">H", 2) if length == 126 else (">Q", 8)
            (length,) = struct.unpack(form, self.reader.read(size))
        payload = self.reader.read(length)
        return None if first & 0xF == CLOSE else str(payload.decode())

    def _send(self, kind: int, payload: bytes) -> None:
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
        length = len(payload)
        form, sign = (">BH", 126) if length < 1 << 16 else (">BQ", 127)
        size = struct.pack(">B", 0x80 | length) if length < 126 else struct.pack(form, 0x80 | sign, length)
        self.stream.sendall(struct.pack(">B", 0x80 | kind) + size + mask + masked)


@contextmanager
def connected(port: int, path: str, ca_file: str = "", **headers: str) -> Iterator[WebSocket]:
    """Yield a connection to a server of this machine, over TLS when a CA is given.

    Raises:
        RefusedError: the server answers otherwise.
    """
    plain = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
    with _secured(plain, ca_file) as stream, stream.makefile("rb") as reader:
        key = base64.b64encode(os.urandom(16)).decode()
        sent = {"Host": f"127.0.0.1:{port}", "Upgrade": "websocket", "Connection": "Upgrade"}
        sent |= {"Sec-WebSocket-Key": key, "Sec-WebSocket-Version": "13", **headers}
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
        stream.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        status = int(reader.readline().split()[1])
        if status != 101:
            raise RefusedError(status)
        while reader.readline().strip():
            """Pass over the headers."""
        yield WebSocket(stream, reader)


def _secured(stream: socket.socket, ca_file: str) -> socket.socket:
    if not ca_file:
        return stream
    return ssl.create_default_context(cafile=ca_file).wrap_socket(stream, server_hostname="localhost")
