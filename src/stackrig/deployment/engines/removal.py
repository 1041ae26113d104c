"""Deletion of resources that the program dropped, that are replaced, or that a killed run left behind."""

import dataclasses
import logging
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from stackrig.deployment.engines.hooks import Hooks
from stackrig.deployment.engines.paths import changed_paths, contains, parse_path
from stackrig.deployment.engines.progress import Progress, StepError
from stackrig.deployment.engines.providers import Providers
from stackrig.deployment.engines.state import Checkpoint, Pending, Resource, layers
from stackrig.deployment.engines.values import UNKNOWN, Properties, plain
from stackrig.deployment.provider.contract import Finder, Provider, State
from stackrig.deployment.urns import is_provider, split_reference
from stackrig.errors import DeployError

log = logging.getLogger("stackrig")

PARALLEL = 16  # resources that are deleted at once
NAMES = ("name", "bucket", "statementId", "functionName", "identifier")  # inputs that are the id of most resources


class Removal:
    """Delete resources of a stack."""

    def __init__(self, checkpoint: Checkpoint, providers: Providers, progress: Progress, hooks: Hooks) -> None:
        """Take the state to delete from."""
        self._checkpoint, self._providers, self._progress, self._hooks = checkpoint, providers, progress, hooks

    def delete_all(self, doomed: Sequence[Resource], why: str) -> None:
        """Delete resources, dependents first and side by side. It records failures and tries all.

        Args:
            why: completes the error for a protected resource.
        """
        urns = frozenset(item.urn for item in doomed)
        with ThreadPoolExecutor(PARALLEL, thread_name_prefix="stackrig-delete") as pool:
            for layer in layers(doomed):
                list(pool.map(lambda item: self._delete(item, urns, why), layer))

    def delete_ahead(self, old: Resource, settled: Iterable[str]) -> list[Resource]:
        """Delete a resource and its dependents before its successor is made; return the URNs with their new states.

        Args:
            settled: URNs that the run has dealt with, which can't depend on a resource that is replaced only now.

        Raises:
            StepError: one could not be deleted.
        """
        dependents = self._dependents(old, frozenset(settled))
        for item in dependents:
            if item.protect:
                raise protected(f"{item.urn}, which is also protected, would have to be replaced with it")
        return [self._delete_for_replacement(item) for item in (*reversed(dependents), old)]

    def clear(self, interrupted: Pending) -> None:
        """Remove the resource of a creation that the end of its process cut off."""
        provider = self._providers.get(interrupted.provider)
        delete_left(provider, interrupted.urn, plain(interrupted.inputs))
        self._checkpoint.end(interrupted)

    def _delete(self, resource: Resource, doomed: frozenset[str], why: str) -> None:
        if not resource.custom or is_provider(resource.type):
            self._forget_unneeded(resource)
            return
        if resource.external or resource.pending_replacement:
            self._checkpoint.remove(resource)
            return
        with suppress(StepError), self._progress.call(resource.urn, "deleted"):
            if resource.protect and not resource.pending_delete:
                raise protected(why)
            if resource.deleted_with not in doomed:
                self._call(resource)
            self._checkpoint.remove(resource)
            self._hooks.run("after_delete", resource)
            if not resource.pending_delete:
                self._progress.count(resource.urn, "deleted")

    def _forget_unneeded(self, resource: Resource) -> None:
        """Remove a component or a provider from the state, unless a resource that could not be deleted needs it."""
        reference = f"{resource.urn}::{resource.id}"
        for item in self._checkpoint.resources:
            if item.provider == reference or (not resource.custom and resource.urn in item.needs()):
                return
        with suppress(StepError), self._progress.step(resource.urn, "deleted"):
            self._hooks.run("before_delete", resource)
            self._checkpoint.remove(resource)
            self._hooks.run("after_delete", resource)

    def _call(self, resource: Resource) -> None:
        if resource.retain_on_delete:
            log.info("leaving %s, which the program retains", resource.urn)
            return
        self._hooks.run("before_delete", resource)
        provider = self._providers.for_resource(resource.type, resource.provider)
        provider.delete(resource.urn, resource.provider_state())

    def _delete_for_replacement(self, resource: Resource) -> Resource:
        with self._progress.call(resource.urn, "deleted"):
            self._call(resource)
            self._hooks.run("after_delete", resource)
        gone = dataclasses.replace(resource, pending_replacement=True)
        self._checkpoint.swap(resource, gone)
        return gone

    def _dependents(self, root: Resource, settled: frozenset[str]) -> list[Resource]:
        condemned, found = {root.urn}, []
        for item in self._checkpoint.resources:
            over = item.urn in settled or item.pending_delete or item.pending_replacement or item.external
            if item.custom and not over and self._falls_with(item, condemned):
                condemned.add(item.urn)
                found.append(item)
        return found

    def _falls_with(self, resource: Resource, condemned: set[str]) -> bool:
        """Tell whether a resource's provider replaces it when its dependencies are replaced."""
        if {split_reference(resource.provider)[0], resource.deleted_with, *resource.replace_with} & condemned:
            return True
        touched = [key for key, urns in resource.property_dependencies.items() if condemned.intersection(urns)]
        inputs = {**resource.inputs, **{key: UNKNOWN for key in touched if key in resource.inputs}}
        if inputs == resource.inputs:
            return False
        provider = self._providers.for_resource(resource.type, resource.provider)
        diff = provider.diff(resource.urn, resource.provider_state(), plain(inputs))
        return bool(
            diff.replaces or asked_to_replace(diff.changes, resource.inputs, inputs, resource.replace_on_changes)
        )


def delete_left(provider: Provider, urn: str, inputs: Properties) -> None:
    """Delete the resource of a creation that was cut off, if there is one; its inputs identify it."""
    if isinstance(provider, Finder):
        state = provider.find(urn, inputs)
    else:
        names = [inputs[key] for key in NAMES if isinstance(inputs.get(key), str)]
        state = next(filter(None, (_read(provider, urn, name, inputs) for name in names)), None)
    if state:
        log.info("removing %s, which an interrupted deployment left", urn)
        provider.delete(urn, state)


def asked_to_replace(changes: frozenset[str], old: Properties, new: Properties, paths: Sequence[str]) -> frozenset[str]:
    """Return the changed properties for which the program requires a new resource."""
    asked = [parse_path(path) for path in paths]
    return frozenset(
        key for key in changes if any(contains(path, seen) for path in asked for seen in _seen(key, old, new))
    )


def protected(why: str) -> DeployError:
    """Return the error about a protected resource that would have to be deleted."""
    return DeployError(
        f"it is protected, and {why}", remedies=["remove protect=True from it in the program and deploy once more"]
    )


def _read(provider: Provider, urn: str, name: str, inputs: Properties) -> State | None:
    try:
        return provider.read(urn, name, inputs)
    except DeployError:  # ids of this type have another form, so that the name alone doesn't find it
        return None


def _seen(key: str, old: Properties, new: Properties) -> Iterator[tuple[str | int, ...]]:
    yield (key,)
    yield from changed_paths(old.get(key), new.get(key), (key,))
