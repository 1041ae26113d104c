"""LocalStack's own names, by which it calls itself: public DNS is missing offline, and some routers hide its answer."""

import socket
from typing import Any

LOOPBACK = "127.0.0.1"
HOSTNAME = "localhost.localstack.cloud"  # in the URLs that LocalStack answers
OWN_NAMES = (".localhost", f".{HOSTNAME}")

_getaddrinfo = socket.getaddrinfo


def answer_own_names() -> None:
    """Answer `localhost.localstack.cloud` and all names below it and below `localhost` with 127.0.0.1."""
    socket.getaddrinfo = _resolve


def _resolve(host: Any, *arguments: Any, **options: Any) -> Any:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    if f".{name.lower().rstrip('.')}".endswith(OWN_NAMES):
        host = LOOPBACK
    return _getaddrinfo(host, *arguments, **options)
