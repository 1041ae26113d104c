"""Measure how a rig serves many requests: how many a second, how long they take, and LocalStack's memory."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from statistics import quantiles
from threading import Lock
from urllib.parse import urlsplit

from stackrig.commands.bench import Measure, resident
from stackrig.errors import StackrigError
from stackrig.rig.addresses import endpoints
from stackrig.rig.record import Rig, load_rig
from stackrig.settings import Settings

CONNECTIONS = (1, 8, 32)
REQUESTS = 1000  # for each number of connections
SECONDS = 30.0  # seconds after which no request begins, for each number of connections
TIMEOUT = 60.0  # seconds
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(slots=True)
class Load:
    """Count the remaining requests, and keep the measurements."""

    left: int
    deadline: float
    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    lock: Lock = field(default_factory=Lock)

    def takes_another(self) -> bool:
        """Tell whether one more request may begin, and count it."""
        with self.lock:
            self.left -= 1
            return self.left >= 0 and time.monotonic() < self.deadline

    def add(self, seconds: float, *, is_answered: bool) -> None:
        """Keep how long one request took."""
        with self.lock:
            self.seconds.append(seconds)
            self.failed += not is_answered


def measure_load(settings: Settings, *, requests: int = REQUESTS, seconds: float = SECONDS) -> list[Measure]:
    """Send requests to the stack of the rig that is up, over few and many connections, and measure them.

    The request is that of the option `request`, to the first address that the program exports.

    Raises:
        StackrigError: no rig of this machine is up, or its program exports no address.
    """
    rig = load_rig(settings.root) or Rig()
    address = _address(settings, rig)
    columns = {
        f"{number} connection{'s' if number > 1 else ''}": _measure(rig, address, number, requests, seconds)
        for number in CONNECTIONS
    }
    rows = next(iter(columns.values()))
    return [Measure(*row, {name: found[row] for name, found in columns.items()}) for row in rows]


def _address(settings: Settings, rig: Rig) -> str:
    if not (rig.localstack and rig.deployment):
        raise StackrigError("no stack is deployed that requests could be sent to", remedies=["invoke up bench --load"])
    found = list(endpoints(rig).values())
    if not found:
        raise StackrigError("the program exports no address to send requests to")
    host = urlsplit(found[0]).hostname
    if rig.localstack.backend == "aws" or host not in LOOPBACK:
        raise StackrigError(f"{host} is not on this machine: only a rig of this machine is put under load")
    return found[0].rstrip("/") + settings.request


def _measure(
    rig: Rig, address: str, connections: int, requests: int, seconds: float
) -> dict[tuple[str, str], tuple[float, ...]]:
    before, began = resident(rig), time.monotonic()
    load = Load(requests, began + seconds)
    with ThreadPoolExecutor(connections) as pool:
        for done in [pool.submit(_send, load, address) for _ in range(connections)]:
            done.result()
    taken = time.monotonic() - began
    millis = tuple(1000 * one for one in load.seconds)
    return {
        ("requests a second", "1/s"): (len(millis) / taken,),
        ("a request", "ms"): millis,
        ("p99 of a request", "ms"): (quantiles(millis, n=100, method="inclusive")[-1],) if len(millis) > 1 else millis,
        ("requests that failed", ""): (float(load.failed),),
        ("LocalStack, resident memory before", "MB"): (before,),
        ("LocalStack, resident memory after", "MB"): (resident(rig),),
    }


def _send(load: Load, address: str) -> None:
    """Send requests over one connection until there are enough; a connection that breaks is opened again."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT)
    target = f"{parts.path}?{parts.query}"
    try:
        while load.takes_another():
            began = time.monotonic()
            is_answered = _try(lambda: _request(connection, target))
            load.add(time.monotonic() - began, is_answered=is_answered)
            if not is_answered:
                connection.close()
    finally:
        connection.close()


def _request(connection: HTTPConnection, target: str) -> bool:
    connection.request("GET", target)
    answer = connection.getresponse()
    answer.read()
    return answer.status < 400  # noqa: PLR2004  # HTTP's errors


def _try(request: Callable[[], bool]) -> bool:
    try:
        return request()
    except (OSError, HTTPException):
        return False
