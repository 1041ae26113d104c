"""Close the ports of a debugger to other users of this machine: whoever connects to them runs code in the function.

debugpy listens in a process of its own, its adapter, and has no setting for this. A Python that finds a module of this
name in PYTHONPATH imports it when it starts: https://docs.python.org/3/library/site.html. The function runs this file
by itself while it waits for the adapter. Standard library only, Python 3.8 or later, as debugpy.
"""

import os
import runpy
import socket
import traceback
from contextlib import suppress
from pathlib import Path

PEERS = Path(__file__).absolute().parents[2] / "serving" / "peers.py"
PATIENCE = 10.0  # seconds; the other end closes at once


def _guard() -> None:
    class GuardedSocket(runpy.run_path(str(PEERS))["GuardedListener"]):  # type: ignore[misc]
        """Accept connections as GuardedListener does, and stay until the other end has looked whose this is.

        The adapter tells the function its ports by a connection that it closes at once, and then it is nobody's.
        """

        has_called = False

        def connect(self, address: object) -> None:
            """Connect to an address."""
            self.has_called = True
            super().connect(address)

        def shutdown(self, how: int) -> None:
            """End the connection; one of its own making is closed by the other end."""
            if not self.has_called:
                super().shutdown(how)
                return
            super().shutdown(socket.SHUT_WR)
            self.settimeout(PATIENCE)
            with suppress(OSError):
                self.recv(1)

    socket.socket = GuardedSocket  # type: ignore[misc]


try:
    _guard()
except Exception:  # noqa: BLE001  # Python would go on without the guard
    traceback.print_exc()
    os._exit(1)
