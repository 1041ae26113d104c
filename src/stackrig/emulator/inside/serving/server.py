"""LocalStack's HTTP server on the socket that `__main__` holds: plain HTTP, for this user on this machine only."""

import asyncio
import os
import sys
from typing import Any

from hypercorn import Config  # type: ignore[import-not-found]
from hypercorn.asyncio import serve  # type: ignore[import-not-found]
from hypercorn.config import Sockets  # type: ignore[import-not-found]
from localstack.logging.setup import setup_hypercorn_logger  # type: ignore[import-not-found]
from localstack.runtime.server.core import RuntimeServerPlugin  # type: ignore[import-not-found]
from localstack.runtime.server.hypercorn import HypercornRuntimeServer  # type: ignore[import-not-found]
from rolo.gateway.asgi import AsgiGateway  # type: ignore[import-not-found]

from .origins import OwnPagesOnly
from .peers import GuardedListener
from .whole_messages import serve_whole_messages


class HeldSocket(Config):  # type: ignore[misc]
    """Configure hypercorn for the held socket."""

    keep_alive_max_requests = sys.maxsize  # by default a connection breaks after 1000 requests
    h11_pass_raw_headers = True  # as LocalStack's own server has it: AWS header names keep their case

    def create_sockets(self) -> Any:
        """Return the held socket, which accepts connections of this user and of root only."""
        listener = GuardedListener(fileno=int(os.environ["STACKRIG_LISTENER"]))
        listener.settimeout(0)  # asyncio waits for connections itself
        return Sockets([], [listener], [])


class HeldSocketServer(HypercornRuntimeServer):  # type: ignore[misc]
    """Serve on an open socket; LocalStack's own server binds the port once more and can't be told of a socket."""

    def register(self, gateway: Any, listen: list[Any], ssl_creds: tuple[str, str] | None = None) -> None:
        """Register the gateway. `listen` names the held socket's address; TLS is left out, the endpoint is http."""
        del listen, ssl_creds
        config = HeldSocket()
        setup_hypercorn_logger(config)
        application = AsgiGateway(gateway, event_loop=self.loop)
        serve_whole_messages(application)
        serving = serve(OwnPagesOnly(application), config, shutdown_trigger=self._shutdown_trigger)
        self._futures.append(asyncio.run_coroutine_threadsafe(serving, self.loop))


class HeldSocketServerPlugin(RuntimeServerPlugin):  # type: ignore[misc]
    """Offer the server to LocalStack as GATEWAY_SERVER=stackrig."""

    name = "stackrig"

    def load(self, *args: Any, **kwargs: Any) -> HeldSocketServer:
        """Return a new server."""
        del args, kwargs
        return HeldSocketServer()
