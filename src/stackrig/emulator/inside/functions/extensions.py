"""External extensions of one execution environment: their events and their telemetry.

See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html and
https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api.html.
"""

import json
import logging
import threading
import time
import urllib.request
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from ..clock.present import real_time
from . import process_family

log = logging.getLogger(__name__)
INVOKE, SHUTDOWN = "INVOKE", "SHUTDOWN"
GRACE = 2.0  # seconds that extensions get to end; "Shutdown phase" in Lambda's developer guide
LOOK = 0.05  # seconds between two checks whether an extension has ended
ANSWER_TIMEOUT = 5.0  # seconds in which a subscriber must accept a batch of telemetry


@dataclass(slots=True)
class Extension:
    """Hold one registered extension; it is waiting if it asked for its next event and there is none."""

    name: str
    events: Sequence[str]
    waits: bool = False
    queue: "SimpleQueue[dict[str, Any]]" = field(default_factory=SimpleQueue)


class Extensions:
    """Hold the extensions of one environment. All methods are thread-safe."""

    def __init__(self) -> None:
        """Begin empty."""
        self._known: dict[str, Extension] = {}
        self._processes: dict[str, int] = {}  # by the file's name in /opt/extensions
        self._subscribers: list[tuple[str, Sequence[str]]] = []
        self._telemetry: SimpleQueue[list[dict[str, Any]]] = SimpleQueue()
        self._changed = threading.Condition()

    def register(self, name: str, events: Sequence[str]) -> str:
        """Register an extension, and return its identifier."""
        identifier = str(uuid.uuid4())
        with self._changed:
            self._known[identifier] = Extension(name, events)
            self._changed.notify_all()
        return identifier

    def find(self, identifier: str) -> Extension | None:
        """Return the extension with an identifier."""
        return self._known.get(identifier)

    def next_event(self, extension: Extension) -> dict[str, Any]:
        """Wait for an extension's next event."""
        with self._changed:
            extension.waits = True
            self._changed.notify_all()
        return extension.queue.get()

    def wait_until_registered(self, processes: Mapping[str, int], seconds: float) -> None:
        """Wait until the process of each extension has registered or ended."""
        self._processes = dict(processes)
        deadline = time.monotonic() + seconds
        with self._changed:
            while len(self._known) < len(processes) and not self.ended() and time.monotonic() < deadline:
                self._changed.wait(LOOK)

    def ended(self) -> str:
        """Return the name of an extension whose process has ended, or an empty text."""
        return next((name for name, pid in self._processes.items() if not process_family.is_running(pid)), "")

    def wait_until_ready(self, deadline: float) -> bool:
        """Tell whether all extensions wait for an event before `deadline` of the monotonic clock."""
        with self._changed:
            while not all(one.waits for one in self._known.values()) and not self.ended():
                if time.monotonic() >= deadline:
                    return False
                self._changed.wait(LOOK)
        return True

    def send(self, event: dict[str, Any]) -> None:
        """Give an event to the extensions that registered for its type."""
        with self._changed:
            for extension in self._known.values():
                if event["eventType"] in extension.events:
                    extension.waits = False
                    extension.queue.put(event)

    def shut_down(self) -> None:
        """Tell the extensions that the environment ends, and wait as long as AWS does."""
        if not any(SHUTDOWN in one.events for one in self._known.values()):
            return
        limit = int((real_time() + GRACE) * 1000)
        self.send({"eventType": SHUTDOWN, "shutdownReason": "spindown", "deadlineMs": limit})
        deadline = time.monotonic() + GRACE
        while any(map(process_family.is_running, self._processes.values())) and time.monotonic() < deadline:
            time.sleep(LOOK)

    def subscribe(self, address: str, types: Sequence[str]) -> None:
        """Send some types of telemetry to an address at which an extension listens."""
        place = urlsplit(address)
        local = place._replace(netloc=f"127.0.0.1:{place.port or 80}").geturl()
        with self._changed:
            if not self._subscribers:
                threading.Thread(target=self._deliver, name="stackrig-telemetry", daemon=True).start()
            self._subscribers.append((local, types))

    def tell(self, records: list[dict[str, Any]]) -> None:
        """Send telemetry to its subscribers."""
        if self._subscribers:
            self._telemetry.put(records)

    def _deliver(self) -> None:
        while records := self._telemetry.get():
            for address, types in list(self._subscribers):
                wanted = [record for record in records if record["type"].partition(".")[0] in types]
                if wanted:
                    _post(address, wanted)

    def close(self) -> None:
        """End the thread that delivers telemetry, after everything is delivered."""
        self._telemetry.put([])


def _post(address: str, records: list[dict[str, Any]]) -> None:
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address, json.dumps(records).encode(), headers, method="POST")  # noqa: S310  # http
    try:
        urllib.request.urlopen(request, timeout=ANSWER_TIMEOUT).close()  # noqa: S310  # see `subscribe`
    except OSError as error:
        log.debug("stackrig: %s did not accept telemetry: %s", address, error)
