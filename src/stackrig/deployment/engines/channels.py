"""gRPC on the loopback: its channels, and servers that run during a block."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import grpc  # type: ignore[import-untyped]

from stackrig.emulator.inside.serving.peers import LOOPBACK, is_welcome
from stackrig.stages import DaemonThreads

MESSAGE_LIMIT = 400 << 20  # bytes, as the SDK has it in pulumi/runtime/_grpc_settings.py
BUSY = 60 * 60_000  # milliseconds for which a program may send nothing
CHANNEL_OPTIONS = (
    ("grpc.max_receive_message_length", MESSAGE_LIMIT),
    ("grpc.max_send_message_length", MESSAGE_LIMIT),
    ("grpc.enable_http_proxy", 0),  # the loopback must not be reached through a proxy of the environment
    # Node answers no ping while it compiles a program's TypeScript, for a minute or two. gRPC would end the connection
    # after one minute, and the program would say "8 RESOURCE_EXHAUSTED: Bandwidth exhausted".
    ("grpc.http2.ping_timeout_ms", BUSY),
    ("grpc.http2.settings_timeout", BUSY),
)
KINDS = (
    "unary_unary",
    "unary_stream",
    "stream_unary",
    "stream_stream",
)  # kinds of methods; a handler serves one of them


@contextmanager
def open_channel(address: str) -> Iterator[grpc.Channel]:
    """Yield a channel to a server on the loopback; it is closed at the end."""
    channel = grpc.insecure_channel(address, options=CHANNEL_OPTIONS)
    try:
        yield channel
    finally:
        channel.close()


@contextmanager
def serving_on_loopback(add: Callable[[grpc.Server], None], *, patience: float = 0) -> Iterator[int]:
    """Serve what `add` adds to a server, and yield the port, which the system chose.

    Only this process's user and root get answers: the server runs code for its callers.
    At the end, requests under way get `patience` seconds to end, and their work is waited for; with None they are
    left to their threads.
    """
    pool = DaemonThreads()
    guard = _Guard()
    server = grpc.server(pool, interceptors=[guard], options=[*CHANNEL_OPTIONS, ("grpc.so_reuseport", 0)])
    add(server)
    guard.port = server.add_insecure_port(f"{LOOPBACK}:0")
    server.start()
    try:
        yield guard.port
    finally:
        server.stop(patience).wait()  # an abrupt stop makes the client library complain on stderr
        pool.shutdown(wait=patience > 0)


@dataclass
class _Guard(grpc.ServerInterceptor):  # type: ignore[misc]
    """Let methods answer only those who are admitted at the server's port."""

    port: int = 0

    def intercept_service(self, continuation: Callable[[Any], Any], details: Any) -> Any:
        """Return the handler of a method, guarded."""
        handler = continuation(details)
        answers = {kind: answer for kind in KINDS if (answer := getattr(handler, kind, None))}
        return handler and handler._replace(**{kind: partial(self._answer, way) for kind, way in answers.items()})

    def _answer(self, answer: Callable[[Any, Any], Any], request: Any, context: Any) -> Any:
        host, _, port = context.peer().removeprefix("ipv4:").rpartition(":")
        if not is_welcome((host, int(port)), (LOOPBACK, self.port)):
            context.abort(grpc.StatusCode.PERMISSION_DENIED, "this server answers its own user only")
        return answer(request, context)
