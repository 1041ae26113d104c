"""What another user of this machine can do."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Collection

import pytest

from stackrig.emulator.inside.serving.peers import owners_are_known

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
needs_linux = pytest.mark.skipif(not owners_are_known(), reason="this system does not tell whose a connection is")
STRANGER = 12345  # a user id that nobody has here


def run_as(user: int, script: str, *words: str) -> str:
    """Return what a script prints that becomes another user as soon as its modules are there."""
    modules = "import grpc._channel, http.client, os, socket, sys, time\nsocket.getaddrinfo('127.0.0.1', 80)\n"
    code = f"{modules}os.setresgid({user}, {user}, {user})\nos.setresuid({user}, {user}, {user})\n"
    done = subprocess.run(
        [*words, sys.executable, "-c", code + textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def ports_that_answer(user: int, ports: Collection[int]) -> list[int]:
    """Return the ports of this machine at which another user gets an answer, of whatever kind."""
    script = """
    for port in PORTS:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
                connection.sendall(b"GET / HTTP/1.0\\r\\n\\r\\n")
                if connection.recv(1):
                    print(port)
        except OSError:  # refused or closed, or the process that listened has ended
            pass
    """
    return [int(line) for line in run_as(user, script.replace("PORTS", str(sorted(ports)))).split()]
