"""A connection to LocalStack's server: its requests, one after the other, by HTTP/1.1 (RFC 9112)."""

import logging
import re
import ssl
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from io import BufferedReader, BytesIO
from typing import IO, Any
from urllib.parse import unquote_to_bytes, urlsplit

from werkzeug.wsgi import LimitedStream  # type: ignore[import-not-found]

from .chunks import LONGEST_LINE, ChunkedBody
from .origins import why_refused
from .tls import unwrapped

LOG = logging.getLogger(__name__)
LENGTH = re.compile(r"\s*\d+\s*", re.ASCII)
IDLE = 120.0  # seconds after which an idle connection ends
LARGEST = 1 << 20  # bytes of a body that is read as a whole
PIECE = 1 << 20  # bytes read at a time
OF_CONNECTION = ("connection", "transfer-encoding")  # headers that this server sets itself
WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)

Headers = list[tuple[str, str]]


class Connection(BaseHTTPRequestHandler):
    """Serve a client's requests with the server's WSGI application."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE
    server: Any  # a ThreadingServer, whose module imports this one

    def setup(self) -> None:
        """Detect whether the client speaks TLS."""
        self.request.settimeout(IDLE)
        self.request = unwrapped(self.request)
        super().setup()

    def handle_one_request(self) -> None:
        """Read one request and answer it; a client that has left ends the connection."""
        try:
            self.raw_requestline = self.rfile.readline(LONGEST_LINE + 1)
            if len(self.raw_requestline) > LONGEST_LINE:
                self.requestline, self.command, self.request_version = "", "", ""
                self.send_error(HTTPStatus.REQUEST_URI_TOO_LONG)
            elif self.raw_requestline and self.parse_request():
                self._answer()
                return
        except (ConnectionError, TimeoutError) as error:
            LOG.debug("stackrig: a client has left: %s", error)
        self.close_connection = True

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the base class's signature
        """Log at the level of details; LocalStack logs its requests itself."""
        LOG.debug(format, *arguments)

    def _answer(self) -> None:
        if not LENGTH.fullmatch(self.headers.get("Content-Length", "0")):
            self.send_error(HTTPStatus.BAD_REQUEST, "Content-Length is no number")
            self.close_connection = True
            return
        environ = self._environ()
        if reason := why_refused(environ["rolo.headers"]):
            LOG.warning("stackrig: refused a request: %s", reason)
            self.close_connection = True
            self._send(
                f"{HTTPStatus.FORBIDDEN:d} Forbidden", [("Content-Type", "text/plain")], [f"{reason}\n".encode()]
            )
        elif self.server.accept_websocket and self.headers.get("Upgrade", "").lower() == "websocket":
            from .websockets import serve_websocket

            self.close_connection = True
            serve_websocket(self.connection, environ, self.server.accept_websocket)
        else:
            self._call_application(environ)

    def _call_application(self, environ: dict[str, Any]) -> None:
        environ["wsgi.input"] = body = self._body()
        head: list[Any] = ["", []]

        def start_response(status: str, headers: Headers, _failure: Any = None) -> None:
            head[:] = status, headers

        parts = self.server.application(environ, start_response)
        try:
            self._send(head[0], head[1], parts)
        finally:
            if close := getattr(parts, "close", None):
                close()
        if not isinstance(body, BytesIO):  # the next request begins after the part that the application has not read
            for _ in iter(partial(body.read, PIECE), b""):
                pass

    def _environ(self) -> dict[str, Any]:
        """Return the WSGI environment of the request, with its raw headers for rolo."""
        target = self.requestline.split()[1]  # http.server changes slashes in `path`
        path, _, query = target.partition("?")
        raw = [(name.encode("latin-1"), value.strip(" \t").encode("latin-1")) for name, value in self.headers.items()]
        variables: dict[str, Any] = {}
        for name, value in raw:
            key = name.decode("latin-1").upper().replace("-", "_")
            variables[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value.decode("latin-1")
        here, peer = self.server.server_address, self.client_address
        return {
            **variables,
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path if path[:1] == "/" else urlsplit(path).path).decode("latin-1"),
            "QUERY_STRING": query,
            "RAW_URI": target,
            "REQUEST_URI": target,
            "REMOTE_ADDR": peer[0],
            "REMOTE_PORT": str(peer[1]),
            "SERVER_NAME": here[0],
            "SERVER_PORT": str(here[1]),
            "SERVER_PROTOCOL": self.request_version,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https" if isinstance(self.connection, ssl.SSLSocket) else "http",
            "wsgi.errors": sys.stderr,
            "wsgi.input_terminated": True,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "rolo.headers": raw,
            "asgi.headers": raw,  # the same for older versions of rolo
        }

    def _body(self) -> IO[bytes]:
        """Return the request's body, a small one fully read."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return BufferedReader(ChunkedBody(self.rfile))
        length = int(self.headers.get("Content-Length", 0))
        if length > LARGEST:
            return BufferedReader(LimitedStream(self.rfile, length))
        content = self.rfile.read(length)
        if len(content) < length:
            raise ConnectionResetError("the body is incomplete")
        return BytesIO(content)

    def _send(self, status: str, headers: Headers, parts: Iterable[bytes]) -> None:
        """Send an answer, in chunks if its length is unknown."""
        told = {name.lower(): value for name, value in headers}
        code = int(status.split(maxsplit=1)[0])
        has_body = self.command != "HEAD" and code not in WITHOUT_BODY and code >= HTTPStatus.OK
        is_whole = "content-length" in told or not has_body
        lines = [f"{self.protocol_version} {status}"]
        lines += [f"{name}: {value}" for name, value in headers if name.lower() not in OF_CONNECTION]
        lines += [] if "date" in told else [f"Date: {self.date_time_string()}"]
        in_chunks = not is_whole and self.request_version == self.protocol_version
        lines += ["Transfer-Encoding: chunked"] if in_chunks else []
        self.close_connection |= told.get("connection", "").lower() == "close" or not (is_whole or in_chunks)
        connection = "close" if self.close_connection else told.get("connection", "")  # API Gateway's answers have one
        lines += [f"Connection: {connection}"] if connection else []
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        for piece in _pieces(head, parts if has_body else (), in_chunks=in_chunks):
            self.wfile.write(piece)


def _pieces(head: bytes, parts: Iterable[bytes], *, in_chunks: bool) -> Iterator[bytes]:
    """Yield the pieces to send, the head together with the first one."""
    for part in filter(None, parts):
        yield head + (b"%x\r\n%b\r\n" % (len(part), part) if in_chunks else part)
        head = b""
    if end := head + (b"0\r\n\r\n" if in_chunks else b""):
        yield end
