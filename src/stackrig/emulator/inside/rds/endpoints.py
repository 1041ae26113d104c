"""The address of an instance: connections are forwarded to the rig's server, with the right user and database.

PostgreSQL's protocol begins with one message that names both, and may request TLS first:
https://www.postgresql.org/docs/current/protocol-message-formats.html. Everything after it is passed on unchanged.
"""

import asyncio
import logging
import secrets
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache

from stackrig_localstack import is_embedded  # type: ignore[import-not-found]

from ..serving.certificates import server_context
from .logins import ask_for_password, log_in

log = logging.getLogger(__name__)
PORT = 5432
LOOPBACK = "127.0.0.1"
ATTEMPTS = 5
CANCEL, TLS, GSS, PROTOCOL_3 = 80877102, 80877103, 80877104, 3 << 16  # codes of first messages
SHORTEST, LONGEST = 8, 10_000  # bytes of a first message: its length and code, and PostgreSQL's limit
CHUNK = 1 << 16
AUTHENTICATION_TIMEOUT = 60.0  # seconds for the first message, as PostgreSQL's authentication_timeout

Parameters = dict[str, str]


class RefusedError(Exception):
    """Tell a client why it can't connect; the code is PostgreSQL's SQLSTATE."""

    def __init__(self, text: str, code: str = "28000") -> None:
        """Keep the text and the code."""
        super().__init__(text)
        self.code = code


@dataclass(frozen=True)
class Endpoint:
    """Hold a listening address and its server."""

    address: str
    port: int
    server: asyncio.Server

    def close(self) -> None:
        """Stop listening; open connections end with the role that they use."""

        async def stop() -> None:
            self.server.close()

        asyncio.run_coroutine_threadsafe(stop(), _loop()).result()


@dataclass(frozen=True)
class Login:
    """Say what a server is asked for.

    A client that logs in by a token is asked for that; `check` takes it and returns the user's password at the server,
    or raises a RefusedError.
    """

    parameters: Parameters
    check: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Route:
    """Hold an endpoint's destination: a server's host and port.

    `change` takes a client's parameters, and whether it has TLS, and returns the parameters for the server.
    """

    host: str
    port: int
    change: Callable[[Parameters, bool], Login]


def open_endpoint(port: int, route: Route) -> Endpoint:
    """Listen at an address of this machine or of LocalStack's container, on the wanted port if it is free."""
    listener = _listen(port)
    own, actual = listener.getsockname()[:2]
    address = own if is_embedded() else socket.gethostbyname(socket.gethostname())
    serving = asyncio.start_server(lambda reader, writer: _answer(reader, writer, route), sock=listener)
    return Endpoint(address, actual, asyncio.run_coroutine_threadsafe(serving, _loop()).result())


def _listen(port: int) -> socket.socket:
    """Listen on a port that programs may insist on: on Linux each address of 127/8 has all ports."""
    numbers = range(ATTEMPTS if is_embedded() else 1)
    hosts = [f"127.77.{secrets.randbelow(256)}.{secrets.randbelow(254) + 1}" if is_embedded() else "" for _ in numbers]
    for host in hosts:
        with suppress(OSError):
            return socket.create_server((host, port))
    return socket.create_server((LOOPBACK if is_embedded() else "", 0))


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Return the loop that serves all endpoints in its own thread."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="stackrig-rds", daemon=True).start()
    return loop


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, route: Route) -> None:
    """Serve one connection until either side ends it."""
    try:
        async with asyncio.timeout(AUTHENTICATION_TIMEOUT):
            code, body, has_tls = await _first_message(reader, writer)
        if code == CANCEL:
            await _cancel(body, route)
        elif code >= PROTOCOL_3:
            await _connect(reader, writer, _parameters(body), code, route, has_tls=has_tls)
    except RefusedError as error:
        writer.write(_error(str(error), error.code))
    except (OSError, EOFError, ValueError, TimeoutError):
        pass  # the client has left, or speaks another protocol
    except Exception:
        log.exception("stackrig: a connection to %s failed", route.host)
        writer.write(_error("stackrig: the instance's address failed; LocalStack's log has the cause", "XX000"))
    finally:
        with suppress(OSError):
            writer.close()


async def _first_message(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[int, bytes, bool]:
    """Return the code and body of the first message after the negotiation of encryption."""
    has_tls = False
    while True:
        length, code = struct.unpack("!II", await reader.readexactly(SHORTEST))
        if not SHORTEST <= length <= LONGEST:
            raise ValueError("this is not PostgreSQL's protocol")
        body = await reader.readexactly(length - SHORTEST)
        if code == TLS and not has_tls:
            writer.write(b"S")
            await writer.start_tls(server_context(writer.get_extra_info("sockname")[0]))
            has_tls = True
        elif code in (TLS, GSS):
            writer.write(b"N")
        else:
            return code, body, has_tls


async def _connect(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    parameters: Parameters,
    code: int,
    route: Route,
    *,
    has_tls: bool,
) -> None:
    login = await asyncio.to_thread(route.change, parameters, has_tls)
    password = ""
    if login.check:
        async with asyncio.timeout(AUTHENTICATION_TIMEOUT):
            password = await asyncio.to_thread(login.check, await ask_for_password(reader, writer))
    try:
        backend_reader, backend_writer = await asyncio.open_connection(route.host, route.port)
    except OSError as error:
        raise RefusedError(f"the rig's database server does not answer: {error}", "57P03") from error
    with closing(backend_writer):
        backend_writer.write(_startup(login.parameters, code))
        if password:
            writer.write(await log_in(backend_reader, backend_writer, login.parameters["user"], password))
        await asyncio.gather(_pass_on(reader, backend_writer), _pass_on(backend_reader, writer))


async def _cancel(body: bytes, route: Route) -> None:
    """Pass on a request to cancel a statement, which names the session by the server's secret."""
    _, backend = await asyncio.open_connection(route.host, route.port)
    backend.write(struct.pack("!II", len(body) + 8, CANCEL) + body)
    await backend.drain()
    backend.close()


async def _pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(CHUNK):
            target.write(data)
            await target.drain()
    with suppress(OSError):
        target.close()


def _parameters(body: bytes) -> Parameters:
    words = body.decode(errors="surrogateescape").split("\0")
    return dict(zip(words[::2], words[1::2], strict=False))


def _startup(parameters: Mapping[str, str], code: int) -> bytes:
    words = [word for name, value in parameters.items() if name for word in (name, value)]
    body = "".join(f"{word}\0" for word in [*words, ""]).encode(errors="surrogateescape")
    return struct.pack("!II", len(body) + 8, code) + body


def _error(text: str, code: str) -> bytes:
    fields = {"S": "FATAL", "V": "FATAL", "C": code, "M": text}
    body = "".join(f"{name}{value}\0" for name, value in fields.items()).encode() + b"\0"
    return b"E" + struct.pack("!I", len(body) + 4) + body
