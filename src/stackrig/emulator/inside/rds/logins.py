"""Take the password of a client, and log in at a server by another one: SCRAM, as the rig's servers ask for it.

https://www.postgresql.org/docs/current/protocol-flow.html and protocol-message-formats.html
"""

import struct
from asyncio import StreamReader, StreamWriter

CLEAR_TEXT, SASL, SASL_CONTINUE, SASL_FINAL = 3, 10, 11, 12  # kinds of authentication
HEAD, LENGTH = struct.Struct("!cI"), 4  # of a message: its kind and its length, which counts its own bytes
LONGEST = 65535  # bytes of a message while somebody logs in, PostgreSQL's own limit
METHOD = "SCRAM-SHA-256"


async def ask_for_password(reader: StreamReader, writer: StreamWriter) -> str:
    """Return the password that a client sends as it is.

    Raises:
        ValueError: it sends something else.
    """
    writer.write(_message(b"R", struct.pack("!I", CLEAR_TEXT)))
    kind, body = await _read(reader)
    if kind != b"p":
        raise ValueError("this is no password")
    return body.rstrip(b"\0").decode()


async def log_in(reader: StreamReader, writer: StreamWriter, user: str, password: str) -> bytes:
    """Answer what a server asks; return its message when it lets the user in or refuses, which is for the client."""
    from scramp import ScramClient  # type: ignore[import-untyped]

    client = ScramClient([METHOD], user, password)
    while True:
        kind, body = await _read(reader)
        code = struct.unpack("!I", body[:4])[0] if kind == b"R" else None
        if code == SASL:
            first = client.get_client_first().encode()
            writer.write(_message(b"p", METHOD.encode() + b"\0" + struct.pack("!I", len(first)) + first))
        elif code == SASL_CONTINUE:
            client.set_server_first(body[4:].decode())
            writer.write(_message(b"p", client.get_client_final().encode()))
        elif code == SASL_FINAL:
            client.set_server_final(body[4:].decode())
        elif code == CLEAR_TEXT:
            writer.write(_message(b"p", password.encode() + b"\0"))
        else:
            return _message(kind, body)


async def _read(reader: StreamReader) -> tuple[bytes, bytes]:
    kind, length = HEAD.unpack(await reader.readexactly(HEAD.size))
    if not LENGTH <= length <= LONGEST:
        raise ValueError("this is not PostgreSQL's protocol")
    return kind, await reader.readexactly(length - LENGTH)


def _message(kind: bytes, body: bytes) -> bytes:
    return HEAD.pack(kind, len(body) + LENGTH) + body
