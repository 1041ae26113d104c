"""Ports for tests that ask for one by its number."""

import random
import socket
from contextlib import suppress

BELOW_THE_KERNELS = range(15_000, 30_000)  # it gives ports from 32768 on to those who ask for any


def unused_port() -> int:
    """Return a port that nobody listens on, and that nobody is given by chance before the test uses it."""
    while True:
        port = random.choice(BELOW_THE_KERNELS)  # noqa: S311  # no secret
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
