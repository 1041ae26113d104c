"""The light AWS provider: Pulumi's AWS resource types over botocore, without the real provider's 630 MB plugin."""

import logging
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from stackrig.deployment.provider.asset_bytes import is_asset
from stackrig.deployment.provider.calls import Call, Scope, is_missing, run, taken
from stackrig.deployment.provider.contract import Diff, Properties, State
from stackrig.deployment.provider.identities import find_id, identify, own_id
from stackrig.deployment.provider.inputs import (
    DEFAULTS,
    changed_inputs,
    check_inputs,
    is_own_name,
    taken_by_updates,
    updated_inputs,
)
from stackrig.deployment.provider.outputs import ScopedType, computed, describe
from stackrig.deployment.provider.registry import (
    Action,
    Change,
    find_function,
    find_resource,
    id_of,
)
from stackrig.deployment.provider.schema import load_schema
from stackrig.deployment.provider.wire import same_document
from stackrig.deployment.urns import urn_type
from stackrig.emulator.clients import Clients, Keys
from stackrig.errors import DeployError, StartError
from stackrig.waiting import wait_until

log = logging.getLogger("stackrig")

SPREAD_TIMEOUT = 60.0  # seconds until AWS's services agree on a new IAM role
FORCING = frozenset({"forceDelete", "forceDestroy", "forceDetachPolicies"})  # they delete a resource's contents, too


class AwsProvider:
    """Serve AWS resources of one endpoint, account and region; see `contract.Provider`. Safe for threads."""

    def __init__(
        self,
        *,
        endpoint_url: str | None,
        region: str,
        keys: Keys | None = None,
        account: str = "",
        default_tags: Mapping[str, str] | None = None,
        disposable: bool = False,
    ) -> None:
        """Take the place of the account. Nothing is called before the first resource needs it.

        Args:
            endpoint_url: the emulator's; None means AWS itself, with the keys given or the user's credentials.
            account: the only account that may be touched; empty where any will do.
            default_tags: tags for every resource.
            disposable: everything in the account ends with the emulator that stackrig started. Elsewhere nothing that
                exists is taken over, and nothing is deleted that may be somebody else's.
        """
        self._clients = Clients(endpoint_url=endpoint_url, region=region, keys=keys, account=account)
        self.disposable = disposable
        self._region, self._default_tags = region, dict(default_tags or {})

    @property
    def account_id(self) -> str:
        """Return the account that the keys belong to; STS is asked the first time."""
        return self._clients.account_id

    def close(self) -> None:
        """Close all connections. Repeating it is safe."""
        self._clients.close()

    def check(self, urn: str, olds: Properties | None, news: Properties) -> Properties:
        """Return the inputs with defaults and an automatic name filled in; the automatic name of `olds` is kept.

        Raises:
            DeployError: an input is missing, invalid or not supported, or the type is not.
        """
        target = self._target(urn, news)
        return check_inputs(target.resource, target.schema, target.scope, urn, olds, news)

    def diff(self, urn: str, old: State, news: Properties) -> Diff:
        """Compare checked inputs with those that the resource was made from, and its region and tags."""
        target = self._target(urn, news)
        changes = changed_inputs(target.resource, old.inputs, news)
        if old.outputs.get("region", target.scope.region) != target.scope.region and "region" in target.schema.inputs:
            changes |= {"region"}
        if target.resource.tagging and old.outputs.get("tagsAll", target.all_tags(news)) != target.all_tags(news):
            changes |= {"tagsAll"}
        replaces = changes - updated_inputs(target.resource, target.scope, changes) if changes else changes
        new_id = own_id(target.resource, news) if changes else None
        if new_id and new_id != old.id and not isinstance(target.resource.id, str):
            replaces = changes  # an update would change another resource, such as an item with another key
        once = target.resource.delete_before_replace or is_own_name(target.resource, old.inputs, news)
        return Diff(changes, replaces, delete_before_replace=bool(replaces) and (once or new_id == old.id))

    def create(self, urn: str, inputs: Properties) -> State:
        """Create the resource and wait until it is ready; remove it again if that fails.

        Raises:
            DeployError: AWS refused, or it did not become ready; or it is there already, where that matters.
        """
        target = self._target(urn, inputs)
        with _report(urn, "created"):
            if not self.disposable and target.resource.unique and _find(urn, target, inputs):
                raise DeployError("it exists already and is not part of this stack: remove it, or choose another name")
            properties = {**_make(target, inputs), **inputs}
            properties["id"] = id_of(target.resource, properties)
            try:
                _apply(target, _left_to_set(target, inputs), properties, inputs)
                _tag_new(target, properties)
                outputs = _await(target, inputs, properties)
            except BaseException as error:
                _undo(target, properties, error)
                raise
        return State(properties["id"], outputs, inputs)

    def read(self, urn: str, resource_id: str, inputs: Properties) -> State | None:
        """Return the resource as AWS has it now; None when it is gone. `inputs` may be empty.

        Raises:
            DeployError: the id has not the form this type's ids have, or AWS refused.
        """
        with _report(urn, "read"):
            return _read(urn, self._target(urn, inputs), resource_id, inputs)

    def find(self, urn: str, inputs: Properties) -> State | None:
        """Return the resource that was made from these checked inputs; None if there is none or that is uncertain.

        Only a disposable emulator holds nothing of others: elsewhere somebody may have made an equal resource.

        Raises:
            DeployError: AWS refused.
        """
        if not self.disposable:
            where = self._clients.endpoint_url or "AWS"
            log.warning("an interrupted deployment may have left %s in %s: find it and remove it", urn, where)
            return None
        with _report(urn, "looked for"):
            return _find(urn, self._target(urn, inputs), inputs)

    def update(self, urn: str, old: State, news: Properties) -> State:
        """Change the properties that differ, wait for the end, and return the current outputs.

        Raises:
            DeployError: AWS refused.
        """
        target = self._target(urn, news)
        with _report(urn, "updated"):
            _change(target, old, news)
            learnt = {name: value for name, value in old.outputs.items() if name not in target.schema.inputs}
            outputs = _await(target, news, {**learnt, **news, "id": old.id})
        return State(old.id, outputs, news)

    def delete(self, urn: str, old: State) -> None:
        """Delete the resource; one that is already gone is fine. With the input `skipDestroy` it is kept.

        On a disposable emulator its contents are deleted with it, as if the program had set `forceDestroy`.

        Raises:
            DeployError: AWS refused.
        """
        target = self._target(urn, old.outputs)
        forced = dict.fromkeys(FORCING & target.schema.inputs, True) if self.disposable else {}
        if not old.inputs.get("skipDestroy"):
            with _report(urn, "deleted"):
                _remove(target, {**old.outputs, **old.inputs, **forced, "id": old.id})

    def invoke(self, token: str, arguments: Mapping[str, Any]) -> Properties:
        """Call a function of the provider.

        Raises:
            DeployError: there is no such function, its arguments are wrong, or AWS refused.
        """
        function = find_function(token)
        with _report(token, "called"):
            return function(
                self._scope(arguments), {name: value for name, value in arguments.items() if value is not None}
            )

    def _scope(self, properties: Mapping[str, Any]) -> Scope:
        region = properties.get("region") or self._region
        return Scope(self._clients, region, self._default_tags, disposable=self.disposable)

    def _target(self, urn: str, properties: Mapping[str, Any]) -> ScopedType:
        token = urn_type(urn)
        resource = find_resource(urn, token)
        schema = load_schema(token)
        if schema is None:
            raise DeployError(f"{urn}: the installed pulumi-aws has no type {token}")
        return ScopedType(resource, schema, self._scope(properties))


@contextmanager
def _report(what: str, done: str) -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError, DeployError, StartError) as error:
        if isinstance(error, DeployError) and what in str(error):
            raise
        evidence = "\n".join(getattr(error, "__notes__", ()))
        raise DeployError(f"{what} could not be {done}: {_cause(error)}", evidence=evidence) from error


def _read(urn: str, target: ScopedType, resource_id: str, inputs: Properties) -> State | None:
    properties = identify(urn, target, resource_id, inputs)
    outputs = describe(target, inputs, properties, list_tags=True)
    if outputs is None:
        return None
    found_id = id_of(target.resource, {**properties, **outputs})
    return State(found_id, outputs, _refresh(target, inputs, outputs))


def _find(urn: str, target: ScopedType, inputs: Properties) -> State | None:
    found = find_id(target, inputs)
    return _read(urn, target, found, inputs) if found else None


def _cause(error: Exception) -> str:
    if not isinstance(error, ClientError):
        return str(error)
    details = error.response.get("Error", {})
    return f"{error.operation_name}: {details.get('Code', '?')}: {details.get('Message', '')}"


def _make(target: ScopedType, inputs: Properties) -> Properties:
    resource = target.resource
    if not resource.retry:
        return target.act(resource.creating(inputs), inputs) or {}

    def attempt() -> Properties | None:
        try:
            return target.act(resource.creating(inputs), inputs)
        except ClientError as error:
            if resource.retry in str(error):
                raise _NotYetError(str(error)) from error
            raise

    return wait_until(attempt, what=resource.token, timeout=SPREAD_TIMEOUT, retry_on=(_NotYetError,))


class _NotYetError(Exception):
    """AWS does not yet know a resource that was just made."""


def _await(target: ScopedType, inputs: Properties, properties: Properties) -> Properties:
    if target.resource.wait:
        target.resource.wait(target.scope, properties)
    outputs = describe(target, inputs, properties)
    if outputs is None:
        raise DeployError("AWS does not find it right after it was made")
    return outputs


def _undo(target: ScopedType, properties: Properties, error: BaseException) -> None:
    """Remove a resource that was made in vain; if that fails too, report the error."""
    try:
        _remove(target, {**properties, "skipFinalSnapshot": True})  # there is nothing in it yet
    except (BotoCoreError, ClientError, DeployError, StartError) as left:
        error.add_note(f"a part of it still exists and could not be removed: {left}")


def _remove(target: ScopedType, properties: Properties) -> None:
    try:
        target.act(target.resource.delete, properties)
    except ClientError as error:
        # Some APIs report in other words that a resource is gone: a key is pending deletion, LocalStack fails inside.
        if not is_missing(error) and target.read(properties) is not None:
            raise


def _change(target: ScopedType, old: State, news: Properties) -> None:
    resource = target.resource
    changed = changed_inputs(resource, old.inputs, news) & target.schema.inputs
    if "tags" in changed - taken_by_updates(resource, target.scope, changed) - resource.accepted:
        log.warning("%s %s keeps its tags: stackrig's light AWS provider can't change them", resource.token, old.id)
    inputs = {**dict.fromkeys(changed), **news, "id": old.id}
    _apply(target, changed, old.outputs, inputs)
    _retag(target, {**old.outputs, **inputs}, old.outputs.get("tagsAll") or {}, target.all_tags(news))


def _apply(target: ScopedType, changed: Collection[str], known: Properties, inputs: Properties) -> None:
    """Make the updates that some of the changed inputs need.

    Functions get all wanted inputs, and of the other known properties those that are not inputs.
    """
    resource, scope = target.resource, target.scope
    optional = target.schema.inputs - resource.replace_on
    lasting = {name: value for name, value in known.items() if name not in optional}
    for step in resource.updates:
        if isinstance(step, Change):
            if not step.of.isdisjoint(changed):
                step.make(scope, {**lasting, **inputs})
            continue
        if relevant := taken(scope, resource.service, step, resource.names, changed):
            run(scope, resource.service, step, resource.names, inputs, needed=known, changed=relevant)


def _left_to_set(target: ScopedType, inputs: Properties) -> set[str]:
    """Return the inputs that the creating call did not take."""
    resource = target.resource
    create = resource.creating(inputs)
    if not isinstance(create, Call):
        return set()
    blank = {name for name, value in inputs.items() if value in (None, "", [], {})}
    given = inputs.keys() - blank - (resource.defaults.keys() & set(inputs.get(DEFAULTS, ())))
    done = taken(target.scope, resource.service, create, resource.names, given)
    return given - done - resource.replace_on


def _tag_new(target: ScopedType, properties: Properties) -> None:
    """Set the tags of a new resource if the creating call could not."""
    resource = target.resource
    create = resource.creating(properties)
    if isinstance(create, Call) and taken(target.scope, resource.service, create, resource.names, {"tags"}):
        return
    _retag(target, {**computed(target, properties), **properties}, {}, target.all_tags(properties))


def _retag(target: ScopedType, properties: Properties, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    tagging = target.resource.tagging
    if tagging is None or before == after:
        return
    if tagging.remove is None:
        _set_tags(target, tagging.add, {**properties, "tags": after})
        return
    gone = sorted(before.keys() - after.keys())
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    if gone:
        _set_tags(target, tagging.remove, {**properties, "tagKeys": gone})
    if changed:
        _set_tags(target, tagging.add, {**properties, "tags": changed})


def _set_tags(target: ScopedType, step: Call | Action, properties: Properties) -> None:
    if isinstance(step, Call):
        run(target.scope, target.resource.service, step, target.resource.names, properties)
    else:
        step(target.scope, properties)


def _refresh(target: ScopedType, inputs: Properties, outputs: Properties) -> Properties:
    """Return the inputs that would make the resource as it is."""
    if not inputs:
        return {
            name: value for name, value in outputs.items() if name in target.schema.inputs and value not in ("", [], {})
        }
    return {name: _refreshed(value, outputs.get(name)) for name, value in inputs.items()}


def _refreshed(value: Any, now: Any) -> Any:
    return value if now is None or _covers(now, value) else now


def _covers(now: Any, value: Any) -> bool:
    """Tell whether AWS has the requested value, and perhaps more."""
    if isinstance(now, dict) and isinstance(value, dict):
        return all(_covers(now.get(key), part) for key, part in value.items())
    if isinstance(now, list) and isinstance(value, list):
        return len(now) == len(value) and all(map(_covers, now, value))
    return same_document(now, value) or is_asset(value)
