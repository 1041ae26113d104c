"""LocalStack's HTTP server on the socket that `__main__` holds: plain HTTP, loopback only."""

import asyncio
import os
from typing import Any

from hypercorn import Config  # type: ignore[import-not-found]
from hypercorn.asyncio import serve  # type: ignore[import-not-found]
from localstack.logging.setup import setup_hypercorn_logger  # type: ignore[import-not-found]
from localstack.runtime.server.core import RuntimeServerPlugin  # type: ignore[import-not-found]
from localstack.runtime.server.hypercorn import HypercornRuntimeServer  # type: ignore[import-not-found]
from rolo.gateway.asgi import AsgiGateway  # type: ignore[import-not-found]


class HeldSocketServer(HypercornRuntimeServer):  # type: ignore[misc]
    """Serve on an open socket; LocalStack's own server binds the port once more and can't be told of a socket."""

    def register(self, gateway: Any, listen: list[Any], ssl_creds: tuple[str, str] | None = None) -> None:
        """Register the gateway. `listen` names the held socket's address; TLS is left out, the endpoint is http."""
        del listen, ssl_creds
        config = Config()
        config.h11_pass_raw_headers = True  # as LocalStack's own server has it: AWS header names keep their case
        config.bind = [f"fd://{os.environ['STACKRIG_LISTENER']}"]
        setup_hypercorn_logger(config)
        app = AsgiGateway(gateway, event_loop=self.loop)
        serving = serve(app, config, shutdown_trigger=self._shutdown_trigger)
        self._futures.append(asyncio.run_coroutine_threadsafe(serving, self.loop))


class HeldSocketServerPlugin(RuntimeServerPlugin):  # type: ignore[misc]
    """Offer the server to LocalStack as GATEWAY_SERVER=stackrig."""

    name = "stackrig"

    def load(self, *args: Any, **kwargs: Any) -> HeldSocketServer:
        """Return a new server."""
        del args, kwargs
        return HeldSocketServer()
