"""The contract between engines and providers: pulumirpc.ResourceProvider in plain Python values.

Properties are JSON values under Pulumi's wire names (camelCase); assets and archives are the Pulumi SDK's own objects;
secrets arrive unwrapped; engines remember which properties are secret. Checked inputs have two keys of the provider's
own, as Pulumi's bridged providers do: `__defaults` (names of inputs that check filled in) and `__assets` (digests of
what assets and archives held when they were checked). Engines store them with the other inputs and show them nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from stackrig.errors import DeployError

Properties = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Diff:
    """Name the top-level properties that differ, and those of them that need a new resource."""

    changes: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()
    delete_before_replace: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """Describe a resource as the provider sees it: its id, its inputs and all its outputs."""

    id: str
    outputs: Properties
    inputs: Properties = field(default_factory=dict)


class Provider(Protocol):
    """Serve resources of one configuration (endpoint, account, region). Methods may be called from several threads."""

    def check(self, urn: str, olds: Properties | None, news: Properties) -> Properties:
        """Return the inputs with defaults and automatic names filled in; automatic names of `olds` are kept.

        A resource that will be replaced is checked once more with `olds` None, so that it gets a new name.

        Raises DeployError for a missing or invalid input.
        """

    def diff(self, urn: str, old: State, news: Properties) -> Diff:
        """Compare the checked inputs `news` with the resource's."""

    def create(self, urn: str, inputs: Properties) -> State:
        """Create the resource; if that fails half-way, nothing is left."""

    def read(self, urn: str, resource_id: str, inputs: Properties) -> State | None:
        """Return the resource as it is now; None when it is gone. `inputs` may be empty (Resource.get)."""

    def update(self, urn: str, old: State, news: Properties) -> State:
        """Change the resource in place."""

    def delete(self, urn: str, old: State) -> None:
        """Delete the resource; one that is already gone is fine."""

    def invoke(self, token: str, arguments: Mapping[str, Any]) -> Properties:
        """Call a function of the provider."""


class UnsupportedError(DeployError):
    """Report that stackrig lacks a type, function or package; the engine then finds everything that it lacks."""

    def __init__(self, message: str, *, why: str = "", **more: Any) -> None:
        """Take the reason why an existing type does not help this program, if there is one."""
        super().__init__(message, **more)
        self.why = why


@runtime_checkable
class Finder(Protocol):
    """Find resources by their inputs, which not every provider can do."""

    def find(self, urn: str, inputs: Properties) -> State | None:
        """Return the resource that was made from these checked inputs; None if there is none or that is uncertain."""
