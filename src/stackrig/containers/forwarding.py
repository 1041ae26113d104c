"""A forwarder of TCP connections: python -m stackrig.containers.forwarding PORT HOST HOST_PORT.

It listens on 127.0.0.1 only, and ends when it is told to.
"""

import asyncio
import contextlib
import sys
from functools import partial

LOOPBACK = "127.0.0.1"
PIECE = 2**16  # bytes


async def serve(port: int, host: str, host_port: int) -> None:
    """Forward every connection to a port of 127.0.0.1 to a host's port, until the task is cancelled."""
    server = await asyncio.start_server(partial(_forward, host, host_port), LOOPBACK, port)
    async with server:
        await server.serve_forever()


async def _forward(host: str, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        far_reader, far_writer = await asyncio.open_connection(host, port)
    except OSError:
        writer.close()  # the client sees that nothing answers there
        return
    await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))
    for end in (writer, far_writer):
        end.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Copy what one side sends, then its end of file: the other side may still be sending."""
    with contextlib.suppress(OSError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
        writer.write_eof()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
