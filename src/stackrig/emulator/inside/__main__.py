"""Hold the port first, then run LocalStack on it.

The socket listens before LocalStack is imported and is handed to its server: no other program can take the port in
between, and a client that connects early waits instead of being refused.
"""

import json
import os
import socket
import sys
from pathlib import Path

from .serving.garbage import collect_rarely
from .serving.names import HOSTNAME, answer_own_names

LOOPBACK = "127.0.0.1"
PORT_TAKEN = 98  # exit code; Linux's number for EADDRINUSE


def main() -> None:
    """Bind the requested port (0 for any), write the port into a file, and run LocalStack."""
    collect_rarely()
    options = json.loads(os.environ["STACKRIG_OPTIONS"])
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((LOOPBACK, options["port"]))
    except OSError as error:
        sys.stderr.write(f"{error.strerror}\n")
        sys.exit(PORT_TAKEN)
    listener.listen(128)
    port = listener.getsockname()[1]
    os.environ["GATEWAY_LISTEN"] = f"{LOOPBACK}:{port}"
    os.environ["STACKRIG_LISTENER"] = str(listener.fileno())
    _write_whole(Path(options["port_file"]), str(port))

    answer_own_names()
    from localstack import constants  # type: ignore[import-not-found]

    # LocalStack calls itself at LOCALHOST: by name that could be ::1, where another program may have the same port.
    constants.LOCALHOST = LOOPBACK
    constants.LOCALHOST_HOSTNAME = HOSTNAME  # LocalEmu's is localhost

    from localstack.runtime.main import main as run_localstack  # type: ignore[import-not-found]

    run_localstack()


def _write_whole(path: Path, text: str) -> None:
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="ascii")
    draft.rename(path)


if __name__ == "__main__":
    main()
