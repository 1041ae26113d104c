"""The journal of creations, written while the Pulumi CLI runs: a later run finds in it what a killed run left.

The CLI learns of a resource only from the answer to its request. If it or this process is killed in between, the
resource exists, and no state has it.
"""

import contextlib
import json
import logging
import os
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stackrig.deployment.engines.providers import Factory
from stackrig.deployment.engines.removal import delete_left
from stackrig.deployment.engines.values import Properties, from_plain, from_wire, plain, to_wire
from stackrig.deployment.provider.contract import State
from stackrig.deployment.urns import package_of, urn_type
from stackrig.errors import DeployError

log = logging.getLogger("stackrig")

FILE_MODE = 0o600


@dataclass(slots=True)
class Creation:
    """Describe a creation: `id` is empty until the resource exists."""

    urn: str
    provider: Properties
    inputs: Properties
    id: str = ""
    outputs: Properties = field(default_factory=dict)


class Journal:
    """Append to the journal file: a line when a creation begins, and one when it has ended. Safe for threads."""

    def __init__(self, path: Path) -> None:
        """Take the file, which is created when the first creation begins."""
        self.path = path
        self._count, self._lock = 0, threading.Lock()

    @contextlib.contextmanager
    def creation(self, urn: str, provider: Properties, inputs: Properties) -> Iterator[Callable[[State], State]]:
        """Record that the block creates a resource, and yield a function that records its id and outputs.

        A creation that fails leaves no resource, and no entry.

        Args:
            provider: the inputs of the provider that creates it.
        """
        with self._lock:
            self._count += 1
            number = self._count

        def made(state: State) -> State:
            self._append({"number": number, "id": state.id, "outputs": to_wire(from_plain(state.outputs))})
            return state

        begun = {"urn": urn, "provider": to_wire(provider), "inputs": to_wire(from_plain(inputs))}
        self._append({"number": number, **begun})
        try:
            yield made
        except Exception:
            self._append({"number": number})
            raise

    def _append(self, line: Mapping[str, Any]) -> None:
        with self._lock:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE_MODE)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(json.dumps(line) + "\n")


def remove_left(path: Path, known: Collection[tuple[str, str]], factories: Mapping[str, Factory]) -> None:
    """Remove resources of the journal that no state has, then the journal. Without a journal nothing happens.

    Args:
        known: URNs and ids of the resources in the CLI's state.

    Raises:
        DeployError: one could not be removed, or the journal is damaged.
    """
    if not path.exists():
        return
    left = [item for item in read_journal(path) if (item.urn, item.id) not in known]
    for item in reversed(left):
        provider = factories[package_of(urn_type(item.urn))](plain(item.provider))
        if item.id:
            log.info("removing %s, which an interrupted deployment left", item.urn)
            provider.delete(item.urn, State(item.id, item.outputs, item.inputs))
        else:
            delete_left(provider, item.urn, item.inputs)
    path.unlink()


def read_journal(path: Path) -> list[Creation]:
    """Return the creations that have not failed, in their order. The last line may be cut off.

    Raises:
        DeployError: another line is damaged.
    """
    found: dict[int, Creation] = {}
    lines = path.read_bytes().splitlines()
    for place, text in enumerate(lines, start=1):
        try:
            _read_line(found, json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if place < len(lines):
                raise DeployError(
                    f"line {place} of {path}, the record of what a deployment was creating, can't be read: {error!r}",
                    remedies=[f"remove the resources that it names by hand, then: rm '{path}'"],
                ) from error
    return list(found.values())


def _read_line(found: dict[int, Creation], line: dict[str, Any]) -> None:
    number = line.pop("number")
    if "urn" in line:
        found[number] = Creation(line["urn"], from_wire(line["provider"]), _plain(line["inputs"]))
    elif "id" in line:
        found[number].id, found[number].outputs = line["id"], _plain(line["outputs"])
    else:
        del found[number]


def _plain(document: Mapping[str, Any]) -> Properties:
    properties: Properties = plain(from_wire(document))
    return properties
