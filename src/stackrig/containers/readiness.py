"""Check a container while its server starts: does it still run, and can its port be reached from here."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from stackrig.containers.api import LOOPBACK, call, listens, output_of
from stackrig.containers.container import Container
from stackrig.containers.logs import log_tail
from stackrig.errors import StartError

REACH_TIMEOUT = 10.0  # seconds: the ports of a daemon in a virtual machine become reachable a little later
REACH_PAUSE = 5.0  # seconds between two checks, each of which starts a program in the container


@contextmanager
def watching(container: Container) -> Iterator[Callable[[], None]]:
    """Yield a function that raises StartError with exit code and log tail when the container has ended.

    It also raises when the container serves and its port on this machine stays out of reach.
    """
    check_reach = _reach_check(container)

    def check() -> None:
        answer = call(container.daemon, f"/containers/{container.id}/json")
        if answer.is_missing:
            raise StartError(f"container {container.name} was removed while it was starting")
        state = answer.json()["State"]
        if not state["Running"]:
            killed = ", out of memory" if state.get("OOMKilled") else ""
            raise StartError(
                f"container {container.name} ({container.image}) ended with exit code {state['ExitCode']}{killed} "
                "while it was starting",
                evidence=log_tail(container),
            )
        check_reach()

    yield check


def _reach_check(container: Container) -> Callable[[], None]:
    reached = asked = time.monotonic()

    def check() -> None:
        nonlocal reached, asked
        if time.monotonic() - asked < REACH_PAUSE:
            return
        asked = time.monotonic()
        if listens(container.host_port) or not _serves_inside(container):
            reached = asked
        elif asked - reached > REACH_TIMEOUT:
            raise StartError(
                f"container {container.name} serves, but this process can't reach ports of its daemon's containers: "
                f"{LOOPBACK}:{container.host_port} refuses",
                remedies=[
                    "if this is a container, give it the network of the daemon's machine, docker run --network=host",
                    "use the embedded rig: --database-image=embedded --localstack-image=embedded",
                ],
            )

    return check


def _serves_inside(container: Container) -> bool:
    """Tell whether a program in a container listens on its port, on all addresses (0A: proc_pid_net(5))."""
    command = ["cat", "/proc/net/tcp", "/proc/net/tcp6"]
    value = {"AttachStdout": True, "Cmd": command}
    made = call(container.daemon, f"/containers/{container.id}/exec", method="POST", value=value)
    if not made.is_ok:
        return False
    start = {"Detach": False, "Tty": False}
    with (
        suppress(StartError),  # the container has just ended
        output_of(container.daemon, f"/exec/{made.json()['Id']}/start", method="POST", value=start) as pieces,
    ):
        links = b"".join(pieces).decode()
        return bool(re.search(rf" (0{{8}}|0{{32}}):{container.port:04X} \S+ 0A ", links))
    return False
