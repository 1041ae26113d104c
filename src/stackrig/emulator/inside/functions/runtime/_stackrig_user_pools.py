"""Redirect requests to Cognito's addresses to LocalStack: functions fetch the keys of a pool's tokens there.

Functions request `https://cognito-idp.{region}.amazonaws.com/{pool}/.well-known/jwks.json` and the endpoints of a
pool's domain by various libraries, so the redirection is below them all: such a name resolves to LocalStack, without
TLS. asyncio does TLS in another way, so its clients are not redirected. Standard library only, Python 3.7 or
later.
"""

from __future__ import annotations

import os
import socket

TYPE_CHECKING = False  # as `typing` has it, whose import would cost every cold start 5 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

VARIABLE = "AWS_ENDPOINT_URL"  # LocalStack sets it for every function


class PlainSocket(socket.socket):
    """Stand for a TLS socket whose other end has shown the right certificate."""

    name = ""

    def getpeercert(self, binary_form: bool = False) -> Any:  # noqa: FBT001, FBT002  # ssl's own
        """Return a certificate for the requested name."""
        return b"" if binary_form else {"subjectAltName": (("DNS", self.name),)}

    def version(self) -> str:
        """Return the version of TLS."""
        return "TLSv1.3"

    def cipher(self) -> tuple[str, str, int]:
        """Return the cipher."""
        return ("TLS_AES_128_GCM_SHA256", "TLSv1.3", 128)

    def selected_alpn_protocol(self) -> None:
        """Return that nothing was agreed on, which means HTTP/1.1."""

    def selected_npn_protocol(self) -> None:
        """Return that nothing was agreed on."""

    def unwrap(self) -> socket.socket:
        """Return the socket itself."""
        return self


def is_cognito(host: Any) -> bool:
    """Tell whether a name is an address of a user pool or of a pool's domain on AWS."""
    if not isinstance(host, str):
        return False
    name = host.rstrip(".")
    if name.endswith(".amazoncognito.com"):
        return True
    return name.startswith("cognito-idp.") and name.endswith((".amazonaws.com", ".amazonaws.com.cn"))


def lead_here(ssl: ModuleType) -> None:
    """Change `ssl`, once a function has imported it, and name resolution."""
    from urllib.parse import urlsplit

    here = urlsplit(os.environ.get(VARIABLE, ""))
    if not here.hostname:
        return
    socket.getaddrinfo = _resolving(socket.getaddrinfo, here.hostname, here.port or 80)
    wrap = ssl.SSLContext.wrap_socket

    def wrap_socket(self: Any, sock: Any, *arguments: Any, **named: Any) -> Any:
        name = named.get("server_hostname") or (arguments[3] if len(arguments) > 3 else None)  # noqa: PLR2004  # its place
        return _plain(sock, str(name)) if is_cognito(name) else wrap(self, sock, *arguments, **named)

    ssl.SSLContext.wrap_socket = wrap_socket


def _resolving(resolve: Callable[..., Any], hostname: str, port: int) -> Callable[..., Any]:
    def getaddrinfo(host: Any, service: Any = None, *arguments: Any, **named: Any) -> Any:
        if is_cognito(host):
            host, service = hostname, port
        return resolve(host, service, *arguments, **named)

    return getaddrinfo


def _plain(sock: Any, name: str) -> PlainSocket:
    timeout = sock.gettimeout()
    made = PlainSocket(sock.family, sock.type, sock.proto, sock.detach())
    made.settimeout(timeout)
    made.name = name
    return made
