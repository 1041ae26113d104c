"""Bodies of requests that come in chunks: read chunk by chunk as they come, with the trailers after the last one.

See RFC 9112, section 7.1. werkzeug's reader waits until a whole buffer is full, and refuses trailers.
"""

import re
from http.client import parse_headers
from io import BufferedIOBase, RawIOBase
from typing import Any

LONGEST_LINE = 1 << 16  # bytes
SIZE = re.compile(rb"([0-9a-fA-F]+)[ \t]*(;.*)?\r?\n")  # of a chunk; extensions may follow


class ChunkedBody(RawIOBase):
    """Read the body of one request; `trailers` are there once it has ended."""

    def __init__(self, source: BufferedIOBase) -> None:
        """Take a connection's file, which stands at the first chunk."""
        self.trailers: Any = None
        self._source = source
        self._left = 0  # bytes of the chunk that is being read

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what one chunk has, at most; 0 at the end.

        Raises:
            ConnectionResetError: the body is cut or malformed.
        """
        if self.trailers is not None:
            return 0
        if not self._left and not self._begin():
            return 0
        part = self._source.read1(min(len(buffer), self._left))
        if not part:
            raise ConnectionResetError("the body is incomplete")
        buffer[: len(part)] = part
        self._left -= len(part)
        if not self._left and self._source.readline(LONGEST_LINE).strip():
            raise ConnectionResetError("a chunk is longer than it says")
        return len(part)

    def _begin(self) -> int:
        """Return the size of the next chunk; after the last one read the trailers."""
        size = SIZE.fullmatch(self._source.readline(LONGEST_LINE))
        if not size:
            raise ConnectionResetError("the size of a chunk is no number")
        self._left = int(size[1], 16)
        if not self._left:
            self.trailers = parse_headers(self._source)
        return self._left
