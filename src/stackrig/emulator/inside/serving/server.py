"""LocalStack's HTTP server on the socket that `__main__` holds: HTTP and HTTPS, for one user of this machine only.

Each connection has a thread. LocalStack's own servers read requests in an event loop and pass each one to a thread
and back, which took two thirds of LocalStack's time for a small request.
"""

import logging
import os
import sys
from socketserver import TCPServer, ThreadingMixIn
from typing import Any

from localstack.runtime.server.core import RuntimeServer, RuntimeServerPlugin  # type: ignore[import-not-found]
from rolo.gateway.wsgi import WsgiGateway  # type: ignore[import-not-found]
from rolo.websocket.request import WebSocketRequest  # type: ignore[import-not-found]

from .connections import Connection
from .peers import GuardedListener

LOG = logging.getLogger(__name__)
LOOK = 5.0  # seconds between two checks whether the server must end; nobody waits for it


class ThreadingServer(ThreadingMixIn, TCPServer):
    """Accept connections of this user and of root, and serve each in a thread."""

    daemon_threads = True

    def __init__(self, listener: GuardedListener, application: Any, accept_websocket: Any = None) -> None:
        """Serve a WSGI application, and WebSockets if there is an application for them."""
        super().__init__(("", 0), Connection, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.server_address = listener.getsockname()
        self.application, self.accept_websocket = application, accept_websocket

    def handle_error(self, _request: Any, client_address: Any) -> None:
        """Log the error that ended a connection; clients that leave or distrust our certificate are ignored."""
        level = logging.DEBUG if isinstance(sys.exception(), OSError) else logging.ERROR
        LOG.log(level, "stackrig: the connection from %s failed", client_address, exc_info=sys.exception())


class HeldSocketServer(RuntimeServer):  # type: ignore[misc]
    """Serve on an open socket; LocalStack's own servers bind the port again and accept no socket."""

    def register(self, gateway: Any, listen: list[Any], ssl_creds: tuple[str, str] | None = None) -> None:
        """Register the gateway. `listen` names the held socket's address; certificates are this LocalStack's own."""
        del listen, ssl_creds
        listener = GuardedListener(fileno=int(os.environ["STACKRIG_LISTENER"]))
        self._server = ThreadingServer(listener, WsgiGateway(gateway), WebSocketRequest.listener(gateway.accept))

    def run(self) -> None:
        """Serve until another thread calls `shutdown`."""
        self._server.serve_forever(LOOK)

    def shutdown(self) -> None:
        """Stop accepting connections."""
        self._server.shutdown()


class HeldSocketServerPlugin(RuntimeServerPlugin):  # type: ignore[misc]
    """Offer the server to LocalStack as GATEWAY_SERVER=stackrig."""

    name = "stackrig"

    def load(self, *args: Any, **kwargs: Any) -> HeldSocketServer:
        """Return a new server."""
        del args, kwargs
        return HeldSocketServer()
