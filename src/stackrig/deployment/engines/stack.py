"""What every engine must know of a stack, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stackrig.deployment.engines.dynamic import DynamicProvider
from stackrig.deployment.engines.providers import Factory
from stackrig.deployment.engines.randomness import RandomProvider
from stackrig.deployment.engines.urns import StackName
from stackrig.deployment.engines.values import Properties, Secret, plain, secret_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class StackDescription:
    """Describe a stack and what serves its resources, the packages `random` and `pulumi-python` aside.

    `config` has full keys, as project:key; `defaults` are the inputs of each package's default provider. What is
    protected is destroyed with a stack that is `disposable`.
    """

    name: StackName
    factories: Mapping[str, Factory]
    defaults: Mapping[str, Properties] = field(default_factory=dict)
    config: Mapping[str, str | Secret] = field(default_factory=dict)
    disposable: bool = False

    def all_factories(self) -> dict[str, Factory]:
        """Return what makes the providers of every package that is served."""
        config = {key: plain(value) for key, value in self.config.items()}
        return {
            "random": lambda _inputs: RandomProvider(),
            "pulumi-python": lambda _inputs: DynamicProvider(self.name.project, config),
            **self.factories,
        }

    def hidden(self) -> set[str]:
        """Return the texts of the config that must not be shown."""
        return {text for value in self.config.values() for text in secret_texts(value)}


@dataclass(frozen=True, slots=True)
class Result:
    """Hold a stack's outputs, secrets unwrapped, and how many resources were created, updated, and so on.

    `steps` tells what a preview would do, a line for each resource.
    """

    outputs: dict[str, Any]
    counts: Mapping[str, int]
    steps: tuple[str, ...] = ()
