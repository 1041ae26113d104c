"""Dynamic providers: resources whose create, update and delete are written in the program itself.

As pulumi/dynamic/__main__.py of the SDK, which the Pulumi CLI starts as a process of its own.
"""

import base64
from collections.abc import Mapping
from typing import Any

import dill  # type: ignore[import-untyped]
from pulumi.dynamic import Config, ConfigureRequest, ResourceProvider

from stackrig.deployment.engines.values import UNKNOWN
from stackrig.deployment.provider.contract import Diff, Properties, State
from stackrig.errors import DeployError

PROVIDER = "__provider"  # the input that holds the provider's code


class DynamicProvider:
    """Serve resources with the code that they carry."""

    def __init__(self, project: str, config: Mapping[str, str]) -> None:
        """Take the stack config, for providers that ask for it."""
        self._config = Config(dict(config), project)
        self._loaded: dict[str, ResourceProvider] = {}

    def check(self, urn: str, olds: Properties | None, news: Properties) -> Properties:
        """Return the inputs that the provider's own check returns.

        Raises:
            DeployError: the provider refuses some of them.
        """
        result = self._load(news).check(olds or {}, news)
        if result.failures:
            reasons = "; ".join(f"{failure.property}: {failure.reason}" for failure in result.failures)
            raise DeployError(f"{urn}: {reasons}")
        return {**result.inputs, PROVIDER: news[PROVIDER]}

    def diff(self, _urn: str, old: State, news: Properties) -> Diff:
        """Ask the provider; if it does not answer, compare the inputs."""
        changed = frozenset(key for key in old.inputs.keys() | news.keys() if old.inputs.get(key) != news.get(key))
        code = old.outputs if news[PROVIDER] == UNKNOWN else news
        result = self._load(code).diff(old.id, old.outputs, news)
        replaces = frozenset(result.replaces or ())
        differs = bool(changed) if result.changes is None else result.changes
        changes = (changed or frozenset({PROVIDER})) if differs or replaces else frozenset[str]()
        return Diff(changes, replaces, bool(result.delete_before_replace))

    def create(self, _urn: str, inputs: Properties) -> State:
        """Make the provider create the resource."""
        result = self._load(inputs).create(inputs)
        return State(str(result.id), {**(result.outs or {}), PROVIDER: inputs[PROVIDER]})

    def read(self, _urn: str, resource_id: str, inputs: Properties) -> State | None:
        """Make the provider look up the resource; without the provider's code that is impossible."""
        if PROVIDER not in inputs:
            return None
        result = self._load(inputs).read(resource_id, inputs)
        return State(str(result.id), {**(result.outs or {}), PROVIDER: inputs[PROVIDER]}) if result.id else None

    def update(self, _urn: str, old: State, news: Properties) -> State:
        """Make the provider change the resource."""
        result = self._load(news).update(old.id, old.outputs, news)
        return State(old.id, {**(result.outs or {}), PROVIDER: news[PROVIDER]})

    def delete(self, _urn: str, old: State) -> None:
        """Make the provider delete the resource, with the code that created it."""
        self._load(old.outputs).delete(old.id, old.outputs)

    def invoke(self, token: str, _arguments: Mapping[str, Any]) -> Properties:
        """Refuse: dynamic providers have no functions."""
        raise DeployError(f"dynamic providers have no function {token}")

    def _load(self, properties: Properties) -> ResourceProvider:
        from pulumi.runtime._serialization import _deserialize

        code = properties[PROVIDER]
        if code not in self._loaded:
            provider: ResourceProvider = _deserialize(lambda: dill.loads(base64.b64decode(code)))  # noqa: S301
            provider.configure(ConfigureRequest(config=self._config))
            self._loaded[code] = provider
        return self._loaded[code]
