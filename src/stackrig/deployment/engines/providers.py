"""The providers of one run: a default one for each package, those that the program makes, and those in the state."""

import threading
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from stackrig.deployment.engines.dynamic_process import DynamicProcess
from stackrig.deployment.engines.values import Properties, plain
from stackrig.deployment.provider.contract import Diff, Provider, State, UnsupportedError
from stackrig.deployment.urns import is_provider, package_of, split_reference, urn_type
from stackrig.errors import DeployError

Factory = Callable[[Properties], Provider]  # takes the inputs of the provider resource, as aws.Provider(...) has them

IDENTITY = ("accessKey", "endpoints", "profile", "region", "assumeRoles")  # a change means another set of resources
USE_CLI_PLUGIN = "deploy with the Pulumi CLI and the provider's own plugin: --deploy-engine=cli --aws-provider=plugin"


class Providers:
    """Make providers when they are needed. Methods may be called from several threads."""

    def __init__(
        self,
        factories: Mapping[str, Factory],
        defaults: Mapping[str, Properties],
        known: Callable[[str], Properties | None],
    ) -> None:
        """Take the functions that make providers.

        Args:
            factories: a function per package.
            defaults: per package, the inputs a provider has unless its resource says otherwise.
            known: returns the inputs of the provider resource a reference leads to.
        """
        self._factories, self._defaults, self._known = factories, defaults, known
        self._made: dict[str, Provider] = {}
        self._lock = threading.Lock()

    def check_package(self, token: str) -> None:
        """Raise DeployError for a type or function of a package that nothing here serves."""
        package = package_of(token)
        if package not in self._factories:
            served = ", ".join(sorted(self._factories))
            raise UnsupportedError(
                f"stackrig has no provider for the package {package!r}, only for {served}",
                remedies=[USE_CLI_PLUGIN],
            )

    def get(self, reference: str) -> Provider:
        """Return the provider with this reference, its URN and id."""
        with self._lock:
            if reference not in self._made:
                inputs = self._known(reference)
                if inputs is None:
                    raise DeployError(f"the provider {reference} is not known to this stack")
                self._made[reference] = self._make(split_reference(reference)[0], inputs)
            return self._made[reference]

    def for_resource(self, type_: str, reference: str) -> Provider:
        """Return the provider of a resource; the engine itself serves provider resources."""
        return ProviderResources(self) if is_provider(type_) else self.get(reference)

    def renew(self, urn: str, provider_id: str, inputs: Properties) -> None:
        """Make the provider for a provider resource that was created or changed."""
        with self._lock:
            self._made[f"{urn}::{provider_id}"] = self._make(urn, inputs)

    def close(self) -> None:
        """End the processes that serve dynamic providers."""
        with self._lock:
            for provider in self._made.values():
                if isinstance(provider, DynamicProcess):
                    provider.end()

    def same_place(self, package: str, old: Properties | None, new: Properties | None) -> bool:
        """Tell whether providers with these inputs look for their resources in the same place."""
        if old is None or new is None:
            return False
        mine, theirs = self._effective(package, old), self._effective(package, new)
        # Keys identify an emulator's account. On AWS they may be new keys of the same account, the only one allowed.
        keys = IDENTITY if "accessKey" in self._defaults.get(package, {}) else set(IDENTITY) - {"accessKey"}
        return all(mine.get(key) == theirs.get(key) for key in keys)

    def _make(self, urn: str, inputs: Properties) -> Provider:
        type_ = urn_type(urn)
        self.check_package(type_)
        return self._factories[package_of(type_)](self._effective(package_of(type_), inputs))

    def _effective(self, package: str, inputs: Properties) -> Properties:
        given = {key: value for key, value in plain(inputs).items() if value is not None}
        return {**self._defaults.get(package, {}), **given}


class ProviderResources:
    """Serve `pulumi:providers:*` resources, which exist only in this engine."""

    def __init__(self, providers: Providers) -> None:
        """Take the providers these resources configure."""
        self._providers = providers

    def check(self, urn: str, _olds: Properties | None, news: Properties) -> Properties:
        """Accept every input of a provider whose package is served."""
        self._providers.check_package(urn_type(urn))
        return news

    def diff(self, urn: str, old: State, news: Properties) -> Diff:
        """Require another provider when the new inputs look for resources in another place."""
        changed = frozenset(key for key in old.inputs.keys() | news.keys() if old.inputs.get(key) != news.get(key))
        same_place = self._providers.same_place(package_of(urn_type(urn)), old.inputs, news)
        return Diff(changed, frozenset() if same_place else changed & frozenset(IDENTITY))

    def create(self, urn: str, inputs: Properties) -> State:
        """Make a provider under a new id."""
        state = State(str(uuid.uuid4()), inputs)
        self._providers.renew(urn, state.id, inputs)
        return state

    def read(self, _urn: str, _resource_id: str, _inputs: Properties) -> State | None:
        """Find nothing: a provider exists nowhere else."""
        return None

    def update(self, urn: str, old: State, news: Properties) -> State:
        """Configure the provider anew."""
        self._providers.renew(urn, old.id, news)
        return State(old.id, news)

    def delete(self, _urn: str, _old: State) -> None:
        """Do nothing: the provider ends with the run."""

    def invoke(self, token: str, _arguments: Mapping[str, Any]) -> Properties:
        """Refuse: providers have no functions of their own."""
        raise DeployError(f"{token} is no function")
