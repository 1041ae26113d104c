"""Building blocks of components: the inputs of a component, and the resources that it consists of.

A builder is a function that takes a component, makes its children one after the other, and returns the component's
outputs. Its children have the types, names and parents that the real package gives them, so that URNs are the same.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.schema import load_schema
from stackrig.errors import DeployError

HASH = 8  # hexadecimal digits of a hash in a name
REGION, PARTITION = "aws:index/getRegion:getRegion", "aws:index/getPartition:getPartition"
IDENTITY = "aws:index/getCallerIdentity:getCallerIdentity"


@dataclass(frozen=True, slots=True)
class Child:
    """Describe a resource that a component has made, or was given as an input.

    In a preview, an unknown output reads as a text that stands for it.
    """

    urn: str
    id: str
    outputs: Properties = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """Return an output, or the id."""
        return self.id if name == "id" else self.outputs[name]


# Takes type token, name, inputs, parent's URN and the URNs of what must be made first.
Maker = Callable[[str, str, Properties, str, Iterable[str]], Child]


@dataclass(frozen=True, slots=True)
class Component:
    """Describe a component that is being built. Resources among its inputs are children with their outputs.

    `folder` is where relative paths of the program start, `stack` the stack's name. `make_child` registers a resource,
    `call` calls a function of the AWS package.
    """

    urn: str
    name: str
    inputs: Properties
    folder: Path
    stack: str
    make_child: Maker
    call: Callable[[str, Properties], Properties]
    nested: Callable[[str, str, str], str]

    def make(
        self, token: str, name: str, inputs: Mapping[str, Any], *, parent: str = "", after: Iterable[Child] = ()
    ) -> Child:
        """Make a resource of the AWS package, or of another package that the token names.

        Args:
            token: a type token such as `ec2/vpc:Vpc`.
            inputs: None leaves an input out; resources stand for their ids.
            parent: the URN of its parent; by default the component's.
            after: further dependencies, beside the resources that its inputs hold.
        """
        given = {key: bare_id(value) for key, value in inputs.items() if value is not None}
        type_ = token if token.count(":") > 1 else f"aws:{token}"
        return self.make_child(type_, name, given, parent or self.urn, [child.urn for child in after])

    def part(self, type_: str, name: str, inputs: Properties) -> "Component":
        """Return a component inside this one, registered under it."""
        urn = self.nested(type_, name, self.urn)
        return Component(urn, name, inputs, self.folder, self.stack, self.make_child, self.call, self.nested)

    def region(self) -> str:
        """Return the region in which the component's provider works."""
        return str(self.call(REGION, {})["name"])

    def partition(self) -> str:
        """Return the partition of that region."""
        return str(self.call(PARTITION, {})["partition"])

    def account(self) -> str:
        """Return the account in which the component's provider works."""
        return str(self.call(IDENTITY, {})["accountId"])


Builder = Callable[[Component], Properties]


def bare_id(value: Any) -> Any:
    """Return a value with ids in place of resources."""
    if isinstance(value, Child):
        return value.id
    if isinstance(value, dict):
        return {key: bare_id(part) for key, part in value.items()}
    return [bare_id(part) for part in value] if isinstance(value, list) else value


def short_hash(text: str) -> str:
    """Return the same as the packages' `sha1hash`: a part of names."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:HASH]


def to_json(value: Any) -> str:
    """Return JSON without spaces, as JavaScript writes it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def inputs_of(token: str, given: Mapping[str, Any]) -> Properties:
    """Return the values that are inputs of a type of the AWS package, such as `ec2/vpc:Vpc`."""
    schema = load_schema(f"aws:{token}")
    return {key: value for key, value in given.items() if schema and key in schema.inputs}


def one_of(component: Component, *names: str, needed: bool = False) -> None:
    """Check that at most one of these inputs is given, exactly one if one is `needed`.

    Raises:
        DeployError: more are given, or a needed one is missing.
    """
    given = [name for name in names if component.inputs.get(name) is not None]
    if len(given) > 1:
        raise DeployError(f"only one of {', '.join(names)} can be given, not {' and '.join(given)}")
    if needed and not given:
        raise DeployError(f"one of {', '.join(names)} must be given")
