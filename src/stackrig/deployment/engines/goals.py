"""Goals: resources as a program registers them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from google.protobuf.message import Message  # type: ignore[import-untyped]
from pulumi.runtime.proto import alias_pb2, resource_pb2

from stackrig.deployment.engines.state import Resource
from stackrig.deployment.engines.values import Properties, from_message
from stackrig.deployment.urns import Alias

Options = resource_pb2.TransformResourceOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Describe a resource as the program wants it; None is an option that the program left open."""

    type: str
    name: str
    custom: bool
    parent: str = ""
    inputs: Properties = field(default_factory=dict)
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    provider: str = ""
    providers: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[Alias, ...] = ()
    protect: bool | None = None
    retain_on_delete: bool | None = None
    delete_before_replace: bool | None = None
    deleted_with: str = ""
    replace_with: tuple[str, ...] = ()
    replacement_trigger: Any = None
    ignore_changes: tuple[str, ...] = ()
    replace_on_changes: tuple[str, ...] = ()
    secret_outputs: tuple[str, ...] = ()
    import_id: str = ""
    remote: bool = False
    hooks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # names by kind
    source: str = ""

    def under(self, parent: "Goal | None") -> "Goal":
        """Return the goal with the options that it leaves open and inherits from its parent."""
        if parent is None:
            return self
        return replace(
            self,
            deleted_with=self.deleted_with or parent.deleted_with,
            protect=parent.protect if self.protect is None else self.protect,
            retain_on_delete=parent.retain_on_delete if self.retain_on_delete is None else self.retain_on_delete,
            providers={**parent.providers, **self.providers},
        )


def request_options(request: resource_pb2.RegisterResourceRequest) -> Options:
    """Return the options of a registration in the form that transforms may change."""
    former = [alias_pb2.Alias(urn=urn) for urn in request.aliasURNs]
    options = Options(
        depends_on=request.dependencies,
        ignore_changes=request.ignoreChanges,
        replace_on_changes=request.replaceOnChanges,
        version=request.version,
        aliases=[*former, *request.aliases],
        provider=request.provider,
        providers=request.providers,
        custom_timeouts=request.customTimeouts if request.HasField("customTimeouts") else None,
        plugin_download_url=request.pluginDownloadURL,
        deleted_with=request.deletedWith,
        additional_secret_outputs=request.additionalSecretOutputs,
    )
    _copy_set_fields(request, options)
    return options


def _copy_set_fields(request: resource_pb2.RegisterResourceRequest, options: Options) -> None:
    """Copy what may be left open."""
    if request.deleteBeforeReplaceDefined or request.deleteBeforeReplace:
        options.delete_before_replace = request.deleteBeforeReplace
    for source, target in {"protect": "protect", "retainOnDelete": "retain_on_delete"}.items():
        if (value := _given(request, source)) is not None:
            setattr(options, target, value)
    if replaced_with := _given(request, "replace_with"):
        options.replace_with.extend(replaced_with)
    if hooks := _given(request, "hooks"):
        options.hooks.CopyFrom(hooks)
    if trigger := _given(request, "replacement_trigger"):
        options.replacement_trigger.CopyFrom(trigger)


def _given(message: Message, name: str) -> Any:
    """Return a field that was set; None if it was left open or this SDK is older than it."""
    descriptor = message.DESCRIPTOR.fields_by_name.get(name)
    if descriptor is None:
        return None
    is_open = not message.HasField(name) if descriptor.has_presence else not getattr(message, name)
    return None if is_open else getattr(message, name)


def make_goal(request: resource_pb2.RegisterResourceRequest, options: Options, inputs: Properties) -> Goal:
    """Return the goal of a registration after the transforms of its options and inputs."""
    trigger = _given(options, "replacement_trigger")
    return Goal(
        type=request.type,
        name=request.name,
        custom=request.custom,
        parent=request.parent,
        inputs=inputs,
        dependencies=tuple(sorted(options.depends_on)),
        property_dependencies=_property_dependencies(request, inputs),
        provider=options.provider,
        providers=dict(options.providers),
        aliases=tuple(_alias(alias) for alias in options.aliases),
        protect=_given(options, "protect"),
        retain_on_delete=_given(options, "retain_on_delete"),
        delete_before_replace=_given(options, "delete_before_replace"),
        deleted_with=options.deleted_with,
        replace_with=tuple(_given(options, "replace_with") or ()),
        replacement_trigger=from_message(trigger) if trigger else None,
        ignore_changes=tuple(options.ignore_changes),
        replace_on_changes=tuple(options.replace_on_changes),
        secret_outputs=tuple(options.additional_secret_outputs),
        import_id=request.importId,
        remote=request.remote,
        hooks=_hooks(_given(options, "hooks")),
        source=source_line(request),
    )


def source_line(request: resource_pb2.RegisterResourceRequest | resource_pb2.ReadResourceRequest) -> str:
    """Return file and line of the program that made the request; empty when the SDK did not send them."""
    position = request.sourcePosition
    return f"{Path(unquote(urlsplit(position.uri).path))}:{position.line}" if position.uri else ""


def wanted(urn: str, goal: Goal, inputs: Properties) -> Resource:
    """Return the resource that a goal leads to, before a provider has made it."""
    return Resource(
        urn=urn,
        custom=goal.custom,
        inputs=inputs,
        parent=goal.parent,
        provider=goal.provider,
        dependencies=goal.dependencies,
        property_dependencies=goal.property_dependencies,
        protect=bool(goal.protect),
        retain_on_delete=bool(goal.retain_on_delete),
        deleted_with=goal.deleted_with,
        replace_with=goal.replace_with,
        replacement_trigger=goal.replacement_trigger,
        replace_on_changes=goal.replace_on_changes,
        hooks=goal.hooks,
    )


def _hooks(binding: Message | None) -> dict[str, tuple[str, ...]]:
    return {field.name: tuple(names) for field, names in binding.ListFields()} if binding is not None else {}


def _property_dependencies(
    request: resource_pb2.RegisterResourceRequest, inputs: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    if not request.propertyDependencies:
        # As in the real engine: without a list, every property depends on everything.
        return {key: tuple(sorted(request.dependencies)) for key in inputs if request.dependencies}
    return {key: tuple(sorted(item.urns)) for key, item in request.propertyDependencies.items() if item.urns}


def _alias(alias: alias_pb2.Alias) -> Alias:
    if not alias.HasField("spec"):
        return Alias(urn=alias.urn)
    spec = alias.spec
    return Alias(
        name=spec.name,
        type=spec.type,
        parent=spec.parentUrn,
        no_parent=spec.noParent,
        project=spec.project,
        stack=spec.stack,
    )
