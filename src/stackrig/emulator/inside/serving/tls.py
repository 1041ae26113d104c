"""HTTPS on the port of HTTP: the first byte of a connection tells which of them a client speaks."""

import json
import os
import socket
from pathlib import Path

from .peers import LOOPBACK

HANDSHAKE = b"\x16"  # the type of a TLS connection's first record, RFC 8446, section 5.1


def write_authority() -> None:
    """Write the CA's certificate to the file whose path tests get."""
    from .certificates import ca_certificate

    path = Path(json.loads(os.environ["STACKRIG_OPTIONS"])["ca_file"])
    draft = path.with_suffix(".draft")
    draft.write_bytes(ca_certificate())
    draft.rename(path)


def unwrapped(connection: socket.socket) -> socket.socket:
    """Return a connection's stream: the connection itself, or TLS in it.

    Raises:
        OSError: the client has left, or TLS could not be agreed on.
    """
    if connection.recv(1, socket.MSG_PEEK) != HANDSHAKE:
        return connection
    from .certificates import server_context

    return server_context(LOOPBACK).wrap_socket(connection, server_side=True)
