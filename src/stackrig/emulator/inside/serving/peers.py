"""The users at the other ends of loopback connections: only the rig's own user and root get an answer.

Every user of a machine can connect to 127.0.0.1, and a rig runs code on request. Linux knows the owner of
each socket. sock_diag(7) tells the owner of one connection in 0.05 ms; reading /proc/net/tcp takes 12 ms, because the
kernel walks through all its buckets. Other systems do not tell.

This module needs only the standard library of Python 3.8 or later: the servers of stackrig's process, of LocalStack
and of functions that are debugged use it.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    Address = tuple[str, int]

LOOPBACK = "127.0.0.1"
ROOT = 0  # reads all files and memory of the rig's user anyway; Docker's port forwarding runs as root
ANSWER_TIMEOUT = 1.0  # seconds for the kernel's answer, which comes at once

# linux/netlink.h, linux/sock_diag.h and linux/inet_diag.h
NETLINK_SOCK_DIAG = 4
SOCK_DIAG_BY_FAMILY = 20
NLM_F_REQUEST = 1
ALL_STATES = NO_COOKIE = 0xFFFFFFFF
HEADER = struct.Struct("=IHHII")  # nlmsghdr: length, type, flags, sequence, port
REQUEST = struct.Struct("=BBBxI")  # inet_diag_req_v2: family, protocol, extensions, states
SOCKET_ID = struct.Struct("!HH4s12x4s12xIII")  # inet_diag_sockid: ports and addresses of both ends, interface, cookie
OWNER = struct.Struct("=II")  # the end of inet_diag_msg: user id and inode
OWNER_OFFSET = HEADER.size + 64


def owner_of(peer: Address, here: Address) -> int | None:
    """Return the user id of the process whose socket `peer` is connected to `here`, as this process sees user ids.

    A socket that no process holds any more has none: the kernel then reports root. A client that sends a request
    and closes the connection at once waits for no answer, and must not pass for root.

    Raises:
        OSError: the kernel can't be asked.
    """
    family, protocol = socket.AF_INET, socket.IPPROTO_TCP
    ends = peer[1], here[1], socket.inet_aton(peer[0]), socket.inet_aton(here[0])
    question = REQUEST.pack(family, protocol, 0, ALL_STATES) + SOCKET_ID.pack(*ends, 0, NO_COOKIE, NO_COOKIE)
    header = HEADER.pack(HEADER.size + len(question), SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST, 0, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_SOCK_DIAG) as kernel:
        kernel.settimeout(ANSWER_TIMEOUT)
        kernel.send(header + question)
        answer = kernel.recv(4096)
    if HEADER.unpack_from(answer)[1] != SOCK_DIAG_BY_FAMILY:
        return None  # an error: the socket is gone
    user, inode = OWNER.unpack_from(answer, OWNER_OFFSET)
    return user if inode else None


def is_welcome(peer: Address, here: Address) -> bool:
    """Tell whether the other end of a connection belongs to this process's user or to root."""
    if not owners_are_known():
        return True
    try:
        return owner_of(peer, here) in {os.geteuid(), ROOT}
    except OSError:
        return False


@lru_cache(maxsize=None)  # noqa: UP033  # Python 3.8 has no functools.cache
def owners_are_known() -> bool:
    """Tell whether this system reports the owner of a connection; elsewhere everybody is welcome."""
    if sys.platform != "linux":
        return False
    try:
        if _is_nobody_in_particular():
            return False
        with socket.create_server((LOOPBACK, 0)) as server, socket.create_connection(server.getsockname()) as client:
            return owner_of(client.getsockname(), server.getsockname()) == os.geteuid()
    except OSError:
        return False


def _is_nobody_in_particular() -> bool:
    """Tell whether this user namespace shows other users under this one's number, see user_namespaces(7)."""
    overflow = int(Path("/proc/sys/kernel/overflowuid").read_text(encoding="ascii"))
    whole = Path("/proc/self/uid_map").read_text(encoding="ascii").split() == ["0", "0", "4294967295"]
    return os.geteuid() == overflow and not whole


class GuardedListener(socket.socket):
    """Accept connections of this process's user and of root; close others without an answer."""

    def accept(self) -> tuple[socket.socket, Any]:
        """Return the next welcome connection, and the address of its other end."""
        while True:
            connection, peer = super().accept()
            if is_welcome(peer, connection.getsockname()):
                return connection, peer
            connection.close()
