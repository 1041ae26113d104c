"""The description of a stack that every engine takes, and the result that every engine returns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from stackrig.deployment.engines.dynamic import DynamicProvider
from stackrig.deployment.engines.dynamic_process import FOLDER, DynamicProcess
from stackrig.deployment.engines.providers import Factory
from stackrig.deployment.engines.randomness import RandomProvider
from stackrig.deployment.engines.values import Properties, Secret, plain, secret_texts
from stackrig.deployment.provider.contract import Provider
from stackrig.deployment.urns import StackName
from stackrig.errors import DeployError

DYNAMIC_PACKAGES = ("pulumi-python", "pulumi-nodejs")  # of dynamic providers, by the program's language


def no_outputs(name: str) -> Properties:
    """Find no other stack.

    Raises:
        DeployError: always.
    """
    raise DeployError(f"there is no other stack {name} here")


@dataclass(frozen=True, slots=True, kw_only=True)
class StackDescription:
    """Describe a stack and what serves its resources, except the packages `random` and `pulumi-python`.

    `config` has full keys, as project:key; `defaults` are the inputs of each package's default provider. Protected
    resources are destroyed with a stack that is `disposable`. Relative paths of the program start at `root`.
    Its processes get `environment` in addition to this process's environment.
    `program` is the folder of a program that runs in a process. Resources whose type or URN matches a pattern of
    `replaced` are not made and have the outputs it gives; `references` returns the outputs of another stack.
    """

    name: StackName
    factories: Mapping[str, Factory]
    root: Path = field(default_factory=Path.cwd)
    defaults: Mapping[str, Properties] = field(default_factory=dict)
    config: Mapping[str, str | Secret] = field(default_factory=dict)
    disposable: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    program: Path | None = None
    replaced: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    references: Callable[[str], Properties] = no_outputs

    def all_factories(self) -> dict[str, Factory]:
        """Return what makes the providers of every package that is served."""
        config = {key: plain(value) for key, value in self.config.items()}
        return {
            "random": lambda _inputs: RandomProvider(),
            **dict.fromkeys(DYNAMIC_PACKAGES, lambda inputs: self._dynamic(inputs, config)),
            **self.factories,
        }

    def replacement(self, urn: str, type_: str) -> Properties | None:
        """Return the fixed outputs of a resource that the settings replace or skip; None for one that is made."""
        for pattern, outputs in self.replaced.items():
            if fnmatchcase(type_, pattern) or fnmatchcase(urn, pattern):
                return dict(outputs)
        return None

    def all_defaults(self) -> dict[str, Properties]:
        """Return the inputs of every package's default provider."""
        dynamic = {FOLDER: str(self.program)} if self.program else {}
        return {**dict.fromkeys(DYNAMIC_PACKAGES, dynamic), **self.defaults}

    def _dynamic(self, inputs: Properties, config: Mapping[str, str]) -> Provider:
        """Return what serves dynamic providers: the program's own interpreter, or this process for a function."""
        if folder := inputs.get(FOLDER):
            return DynamicProcess(Path(str(folder)), self.name.project, self.name.stack, config)
        return DynamicProvider(self.name.project, config)

    def hidden(self) -> set[str]:
        """Return the texts of the config that must not be shown."""
        return {text for value in self.config.values() for text in secret_texts(value)}


@dataclass(frozen=True, slots=True)
class Result:
    """Hold a stack's outputs, with secrets unwrapped, and how many resources were created, updated, and so on.

    `steps` are the steps of a preview, a line for each resource. `types` counts the existing resources.
    """

    outputs: dict[str, Any]
    counts: Mapping[str, int]
    steps: tuple[str, ...] = ()
    types: Mapping[str, int] = field(default_factory=dict, compare=False)
