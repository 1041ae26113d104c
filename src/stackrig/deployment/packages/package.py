"""The description of a package's types, and the provider that serves them."""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from typing import Any

from stackrig.deployment.provider.contract import Diff, Properties, State, UnsupportedError
from stackrig.deployment.urns import urn_name, urn_type


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Hold a program's place: its folder, and the variables of its commands beside this process's own.

    `emulated` is true if its resources live in an emulator that ends with the rig.
    """

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    emulated: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """Describe a resource type.

    Args:
        create: returns the id, and the outputs beside the inputs.
        update: returns the new outputs, given the old ones and the new inputs; None if every change replaces it.
        delete: takes inputs and outputs; None if there is nothing to delete.
        replace_on: inputs whose change replaces the resource although it can be updated.
        stale: tells from inputs and outputs whether the resource must be made anew although nothing has changed.
        defaults: inputs that have a value when the program gives none.
        check: returns the inputs to keep, or refuses them.
        modelled: the resource is only described, and nothing of it exists.
    """

    create: Callable[[Surroundings, str, Properties], tuple[str, Properties]]
    _: KW_ONLY
    update: Callable[[Surroundings, Properties, Properties], Properties] | None = None
    delete: Callable[[Surroundings, Properties], None] | None = None
    replace_on: frozenset[str] = frozenset()
    stale: Callable[[Properties], bool] | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict)
    check: Callable[[Surroundings, Properties], Properties] | None = None
    modelled: bool = False


Function = Callable[[Surroundings, Properties], Properties]


@dataclass(frozen=True, slots=True)
class Package:
    """Describe a package by its types and functions."""

    name: str
    kinds: Mapping[str, Kind]
    functions: Mapping[str, Function] = field(default_factory=dict)


class PackageProvider:
    """Serve the types of one package; see `contract.Provider`."""

    def __init__(self, package: Package, surroundings: Surroundings) -> None:
        """Take a package, and the place of its program."""
        self._package, self._surroundings = package, surroundings

    def check(self, urn: str, _olds: Properties | None, news: Properties) -> Properties:
        """Return the inputs with their defaults.

        Raises:
            UnsupportedError: the package has no such type here.
        """
        kind = self._kind(urn)
        inputs = {**kind.defaults, **news}
        return kind.check(self._surroundings, inputs) if kind.check else inputs

    def diff(self, urn: str, old: State, news: Properties) -> Diff:
        """Compare the inputs."""
        kind = self._kind(urn)
        changes = frozenset(key for key in old.inputs.keys() | news.keys() if old.inputs.get(key) != news.get(key))
        if kind.stale and kind.stale(old.outputs):
            return Diff(changes | {"#stale"}, frozenset({"#stale"}))
        return Diff(changes, changes & kind.replace_on if kind.update else changes)

    def create(self, urn: str, inputs: Properties) -> State:
        """Make the resource."""
        resource_id, outputs = self._kind(urn).create(self._surroundings, urn_name(urn), inputs)
        return State(resource_id, {**inputs, **outputs})

    def read(self, _urn: str, _resource_id: str, _inputs: Properties) -> State | None:
        """Return nothing: the resource exists only in the state."""
        return None

    def update(self, urn: str, old: State, news: Properties) -> State:
        """Change the resource in place."""
        update = self._kind(urn).update
        return State(old.id, {**news, **(update(self._surroundings, old.outputs, news) if update else {})})

    def delete(self, urn: str, old: State) -> None:
        """Delete the resource."""
        if delete := self._kind(urn).delete:
            delete(self._surroundings, {**old.inputs, **old.outputs})

    def invoke(self, token: str, arguments: Mapping[str, Any]) -> Properties:
        """Call a function of the package.

        Raises:
            UnsupportedError: it has none of this name here.
        """
        if token not in self._package.functions:
            raise UnsupportedError(f"stackrig has no function {token}")
        return self._package.functions[token](self._surroundings, dict(arguments))

    def _kind(self, urn: str) -> Kind:
        token = urn_type(urn)
        if token not in self._package.kinds:
            known = ", ".join(sorted(self._package.kinds))
            raise UnsupportedError(f"of the package {self._package.name} stackrig has only {known}")
        return self._package.kinds[token]
