"""gRPC on loopback: what its channels are like, and servers of a block."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import grpc  # type: ignore[import-untyped]

MESSAGE_LIMIT = 400 << 20  # bytes, as the SDK has it in pulumi/runtime/_grpc_settings.py
CHANNEL_OPTIONS = (
    ("grpc.max_receive_message_length", MESSAGE_LIMIT),
    ("grpc.max_send_message_length", MESSAGE_LIMIT),
    ("grpc.enable_http_proxy", 0),  # loopback must not go through a proxy of the environment
)


@contextmanager
def open_channel(address: str) -> Iterator[grpc.Channel]:
    """Yield a channel to a server on loopback; it is closed at the end."""
    channel = grpc.insecure_channel(address, options=CHANNEL_OPTIONS)
    try:
        yield channel
    finally:
        channel.close()


@contextmanager
def serving_on_loopback(
    name: str, add: Callable[[grpc.Server], None], *, parallel: int, patience: float = 0
) -> Iterator[int]:
    """Serve what `add` adds to a server and yield the port, which the system chose.

    At the end requests under way have `patience` seconds to end, and what they do is waited for; with none they are
    left to their threads.
    """
    pool = ThreadPoolExecutor(parallel, thread_name_prefix=f"stackrig-{name}")
    server = grpc.server(pool, options=[*CHANNEL_OPTIONS, ("grpc.so_reuseport", 0)])
    add(server)
    port: int = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield port
    finally:
        server.stop(patience).wait()  # an abrupt stop makes the client library complain on stderr
        pool.shutdown(wait=patience > 0)
