"""The state of a stack, written to a file after every step, so that a later run can change or remove it."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from stackrig.deployment.engines.values import Properties, from_wire, plain, to_wire
from stackrig.deployment.provider.contract import State
from stackrig.deployment.urns import split_reference, urn_name, urn_type
from stackrig.errors import DeployError
from stackrig.folders import write_private

VERSION = 1
VALUES = ("inputs", "outputs", "replacement_trigger")  # fields that hold the engine's values


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Resource:
    """Record a resource: the program's inputs, and the provider's outputs.

    `pending_delete`: its successor exists, and it must still be deleted. `pending_replacement`: it has been
    deleted and its successor must still be created. `external`: it was read, and is never deleted.
    """

    urn: str
    custom: bool
    id: str = ""
    inputs: Properties = field(default_factory=dict)
    outputs: Properties = field(default_factory=dict)
    parent: str = ""
    provider: str = ""
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    external: bool = False
    protect: bool = False
    retain_on_delete: bool = False
    deleted_with: str = ""
    replace_with: tuple[str, ...] = ()
    replacement_trigger: Any = None
    replace_on_changes: tuple[str, ...] = ()
    hooks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pending_delete: bool = False
    pending_replacement: bool = False

    @property
    def type(self) -> str:
        """Return the type token."""
        return urn_type(self.urn)

    @property
    def name(self) -> str:
        """Return the name in the program."""
        return urn_name(self.urn)

    def provider_state(self) -> State:
        """Return the resource as its provider sees it."""
        return State(self.id, plain(self.outputs), plain(self.inputs))

    def needs(self) -> set[str]:
        """Return the URNs of the resources that must exist as long as this one does."""
        urns = {*self.dependencies, *self.replace_with, self.parent, self.deleted_with}
        urns.update(*self.property_dependencies.values())
        if self.provider:
            urns.add(split_reference(self.provider)[0])
        return urns - {""}


@dataclass(frozen=True, slots=True, eq=False)
class Pending:
    """Record a creation that has begun; it leaves a resource behind if this process is killed."""

    urn: str
    provider: str
    inputs: Properties


class Checkpoint:
    """Hold a stack's resources, dependencies before dependents, and write every change to the state file.

    Its methods may be called from several threads.
    """

    def __init__(self, path: Path | None, identity: Mapping[str, str], endpoint: str = "") -> None:
        """Read the state file; a file with another `identity` (emulator boot, account, region) counts as empty.

        Args:
            path: None keeps the state in memory only.
            endpoint: where the emulator is, written beside the identity.

        Raises:
            DeployError: the file can't be read.
        """
        self.path, self.identity, self.endpoint = path, dict(identity), endpoint
        self._lock = threading.Lock()
        self.creating: set[str] = set()  # URNs of creations that this process has begun and whose end is not recorded
        self._texts: dict[Resource | Pending, str] = {}
        self.resources, self.pending = _read(path, self.identity) if path else ([], [])

    def put(self, resource: Resource, old: Resource | None = None, doomed: Resource | None = None) -> None:
        """Record a resource in place of `old`; `doomed` is `old` as it must still be deleted."""
        with self._lock:
            kept = [item for item in self.resources if item is not old]
            self.resources = [*kept, *([doomed] if doomed else []), resource]
            self.pending = [item for item in self.pending if item.urn != resource.urn]
            self._save()
            self.creating.discard(resource.urn)

    def swap(self, old: Resource, new: Resource) -> None:
        """Record a change of a resource at its place."""
        with self._lock:
            self.resources = [new if item is old else item for item in self.resources]
            self._save()

    def remove(self, resource: Resource) -> None:
        """Forget a resource."""
        with self._lock:
            self.resources = [item for item in self.resources if item is not resource]
            self._save()

    def unprotect(self) -> None:
        """Let every resource be deleted."""
        with self._lock:
            self.resources = [replace(item, protect=False) if item.protect else item for item in self.resources]
            self._save()

    def begin(self, pending: Pending) -> None:
        """Record that a resource is about to be created."""
        with self._lock:
            self.pending = [*(item for item in self.pending if item.urn != pending.urn), pending]
            self.creating.add(pending.urn)
            self._save()

    def end(self, pending: Pending) -> None:
        """Record that a creation has left nothing behind."""
        with self._lock:
            self.pending = [item for item in self.pending if item.urn != pending.urn]
            self._save()
            self.creating.discard(pending.urn)

    def _save(self) -> None:
        """Write the file in one step. Texts are kept: a stack of 300 resources is written 600 times."""
        if self.path is None:
            return
        if not (self.resources or self.pending):
            self.path.unlink(missing_ok=True)
            return
        items: list[Resource | Pending] = [*self.resources, *self.pending]
        self._texts = {item: self._texts.get(item) or _dump(item) for item in items}
        head = json.dumps({"version": VERSION, "identity": self.identity, "endpoint": self.endpoint})[1:-1]
        parts = (",\n".join(self._texts[item] for item in kind) for kind in (self.pending, self.resources))
        write_private(self.path, '{{{}, "pending": [{}], "resources": [\n{}\n]}}\n'.format(head, *parts))


def layers(resources: Sequence[Resource]) -> Iterator[list[Resource]]:
    """Yield resources in the order of their removal; resources yielded together don't need each other."""
    left = list(resources)
    while left:
        needed = {urn for item in left for urn in item.needs() - {item.urn}}
        # A replaced resource and its successor share a URN, which may close a circle: remove the replaced ones first.
        free = [item for item in left if item.urn not in needed]
        free = free or [item for item in left if item.pending_delete] or left
        yield free
        left = [item for item in left if item not in free]


def _read(path: Path, identity: Mapping[str, str]) -> tuple[list[Resource], list[Pending]]:
    try:
        return _load(json.loads(path.read_text(encoding="utf-8")), identity)
    except FileNotFoundError:
        return [], []
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DeployError(
            f"the state of the stack in {path} can't be read: {error!r}",
            remedies=[f"remove it, and the resources it lists by hand: rm '{path}'"],
        ) from error


def _load(document: Mapping[str, Any], identity: Mapping[str, str]) -> tuple[list[Resource], list[Pending]]:
    if document["version"] != VERSION:
        raise ValueError(f"it has version {document['version']}, this stackrig reads version {VERSION}")
    if document["identity"] != identity:
        return [], []
    resources = [_load_resource(item) for item in document["resources"]]
    return resources, [_load_pending(item) for item in document["pending"]]


def _dump(item: Resource | Pending) -> str:
    document = {}
    for part in fields(item):
        value = getattr(item, part.name)
        if value not in ("", (), {}, None, False):
            document[part.name] = to_wire(value) if part.name in VALUES else value
    return json.dumps(document)


def _load_resource(document: Mapping[str, Any]) -> Resource:
    values = {key: _load_field(key, value) for key, value in document.items()}
    return Resource(**{"custom": False, **values})


def _load_pending(document: Mapping[str, Any]) -> Pending:
    return Pending(document["urn"], document.get("provider", ""), from_wire(document.get("inputs", {})))


def _load_field(key: str, value: Any) -> Any:
    if key in VALUES:
        return from_wire(value)
    if key in ("property_dependencies", "hooks"):
        return {name: tuple(urns) for name, urns in value.items()}
    return tuple(value) if isinstance(value, list) else value
