"""Tunnels: a port of this machine's 127.0.0.1 that leads to a container's port on the daemon's machine.

Everything that uses a server finds it on 127.0.0.1, wherever its daemon is. A tunnel is a process of the session.
"""

import os
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

from stackrig.containers.api import LOOPBACK, Daemon, host_of, is_elsewhere, listens, ssh_command
from stackrig.errors import StartError
from stackrig.processes import Process, Session, check_running, free_port, start_process, stop_process
from stackrig.waiting import wait_until

TUNNEL_TIMEOUT = 20.0  # seconds


def publishing_address(daemon: Daemon) -> str:
    """Return the address on the daemon's machine at which ports are published.

    It is the loopback of this machine, or of the machine that ssh leads to. A daemon reached by TCP gives no way to its
    machine's loopback: there the ports are published only on the address at which the daemon is reached.

    Raises:
        StartError: the name of that machine is not known.
    """
    address = urlsplit(daemon.host)
    if not is_elsewhere(daemon) or address.scheme == "ssh":
        return LOOPBACK
    try:
        return str(socket.getaddrinfo(host_of(address), None, type=socket.SOCK_STREAM)[0][4][0])
    except OSError as error:
        raise StartError(f"{daemon}: no address is known for {host_of(address)}: {error.strerror}") from error


def open_tunnel(daemon: Daemon, session: Session, name: str, port: int, *, wanted: int = 0) -> tuple[Process, int]:
    """Start a tunnel to a port published at `publishing_address`; return its process and its port on 127.0.0.1.

    Args:
        name: the name of the container, which the process gets too.
        wanted: the wanted port on this machine; 0 takes a free one.

    Raises:
        StartError: it could not be opened.
    """
    address, here = urlsplit(daemon.host), wanted or free_port()
    if address.scheme == "ssh":
        leading = f"{LOOPBACK}:{here}:{LOOPBACK}:{port}"
        options = ["-N", "-o", "ExitOnForwardFailure=yes", "-o", "ServerAliveInterval=15", "-L", leading]
        command = ssh_command(address, *options, is_shared=False)
    else:
        target = [publishing_address(daemon), str(port)]
        command = [sys.executable, "-m", "stackrig.containers.forwarding", str(here), *target]
    process = start_process(session, f"tunnel-{name}", command, env=os.environ, cwd=Path("/"))
    try:
        wait_until(
            lambda: listens(here),
            what=f"the tunnel to container {name} on {daemon}",
            timeout=TUNNEL_TIMEOUT,
            check_alive=lambda: check_running(process),
        )
    except StartError:
        stop_process(process)
        raise
    return process, here
