"""A relay on the loopback between a program's process and the Pulumi CLI, which notes the messages that pass.

It decodes only the messages to note; all others pass as bytes, whatever the versions of both sides.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import grpc  # type: ignore[import-untyped]

from stackrig.deployment.engines.channels import open_channel, serving_on_loopback

MONITOR, ENGINE = "pulumirpc.ResourceMonitor", "pulumirpc.Engine"
Note = Callable[[bytes], bytes]  # takes a request and returns the request to pass on


class Relay(grpc.GenericRpcHandler):  # type: ignore[misc]
    """Pass every request on to the server of its service."""

    def __init__(self, channels: Mapping[str, grpc.Channel], notes: Mapping[str, Note]) -> None:
        """Take the channels by service, and notes by method, such as RegisterResource."""
        self._channels, self._notes = channels, notes

    def service(self, details: Any) -> Any:
        """Return the handler of a method; all methods that programs use take one message and answer one."""
        _, service, method = details.method.split("/")
        if service not in self._channels:
            return None
        call = self._channels[service].unary_unary(details.method)
        note = self._notes.get(method, _unchanged)

        def pass_on(request: bytes, context: Any) -> Any:
            try:
                return call(note(request))
            except grpc.RpcError as error:
                return context.abort(error.code(), error.details())

        return grpc.unary_unary_rpc_method_handler(pass_on)


def _unchanged(request: bytes) -> bytes:
    return request


@contextmanager
def relaying(monitor: str, engine: str, notes: Mapping[str, Note]) -> Iterator[int]:
    """Serve the monitor and the engine at these addresses through one port, which is yielded."""
    with open_channel(monitor) as to_monitor, open_channel(engine) as to_engine:
        relay = Relay({MONITOR: to_monitor, ENGINE: to_engine}, notes)
        with serving_on_loopback(lambda server: server.add_generic_rpc_handlers((relay,))) as port:
            yield port
