"""Resource hooks: functions of the program that run before and after a resource is created, updated or deleted.

The SDK serves them on loopback. The rules are those of RunHooks in Pulumi's pkg/resource/deploy/deployment.go.
"""

from __future__ import annotations  # older SDKs lack the messages

import logging

from pulumi.runtime.proto import resource_pb2

from stackrig.deployment.engines.callbacks import call_back
from stackrig.deployment.engines.state import Resource  # noqa: TC001  # one place for imports
from stackrig.deployment.engines.values import to_struct
from stackrig.errors import DeployError

log = logging.getLogger("stackrig")

KINDS = ("before_create", "after_create", "before_update", "after_update", "before_delete", "after_delete")
ON_ERROR = "on_error"


class Hooks:
    """Hold the hooks of a run by name, and call them. Methods may be called from several threads."""

    def __init__(self) -> None:
        """Start with none."""
        self._registered: dict[str, resource_pb2.RegisterResourceHookRequest] = {}

    def register(self, hook: resource_pb2.RegisterResourceHookRequest) -> None:
        """Keep a hook of the program.

        Raises:
            DeployError: another hook has its name.
        """
        if hook.name in self._registered:
            raise DeployError(f"two resource hooks of the program have the name {hook.name!r}")
        self._registered[hook.name] = hook

    def has(self, resource: Resource, kind: str) -> bool:
        """Tell whether the program can be asked to run a hook of a resource."""
        return any(name in self._registered for name in resource.hooks.get(kind, ()))

    def run(self, kind: str, resource: Resource, old: Resource | None = None, *, made: bool = False) -> None:
        """Call the hooks of a kind that are bound to a resource, in order.

        Args:
            resource: the wanted resource, or the deleted one.
            old: the resource as it was before an update.
            made: whether it has outputs.

        Raises:
            DeployError: a hook failed, and the program does not ignore its errors.
        """
        names = resource.hooks.get(kind, ())
        deleting = kind.endswith("delete")
        message = _request(resource, None, resource) if deleting else _request(resource, resource, old, made=made)
        for name in names:
            hook = self._registered.get(name)
            if hook:
                _call(kind, hook, message)
            elif not deleting:
                raise DeployError(f"the resource hook {name!r} is not registered")
            else:  # a teardown runs no program that could serve the hook
                log.warning("the hook %s (%s) of %s does not run: no program runs now", name, kind, resource.urn)


def _request(
    resource: Resource, new: Resource | None, old: Resource | None, *, made: bool = False
) -> resource_pb2.ResourceHookRequest:
    return resource_pb2.ResourceHookRequest(
        urn=resource.urn,
        id=resource.id,
        name=resource.name,
        type=resource.type,
        new_inputs=to_struct(new.inputs) if new else None,
        old_inputs=to_struct(old.inputs) if old else None,
        new_outputs=to_struct(new.outputs) if new and made else None,
        old_outputs=to_struct(old.outputs) if old else None,
    )


def _call(kind: str, hook: resource_pb2.RegisterResourceHookRequest, message: resource_pb2.ResourceHookRequest) -> None:
    try:
        _call_strictly(kind, hook, message)
    except DeployError as error:
        if not getattr(hook, "ignore_errors", False):  # a field that the lowest allowed SDK lacks
            raise
        log.warning("%s: %s", message.urn, error)


def _call_strictly(
    kind: str, hook: resource_pb2.RegisterResourceHookRequest, message: resource_pb2.ResourceHookRequest
) -> None:
    what = f"its hook {hook.name!r} ({kind})"
    answer = call_back(hook.callback, message, resource_pb2.ResourceHookResponse, what)
    if answer.error:
        raise DeployError(f"{what} failed: {answer.error}")
