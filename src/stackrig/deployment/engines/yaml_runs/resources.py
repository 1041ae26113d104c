"""The resources of YAML programs in the form of the SDK: of any type, named by its token."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pulumi

from stackrig.deployment.components.index import MODULES
from stackrig.deployment.provider.schema import load_schema
from stackrig.deployment.yaml_programs.documents import OPTIONS
from stackrig.deployment.yaml_programs.tokens import full_token

PROVIDER = "pulumi:providers:"
STACK_REFERENCE = "pulumi:pulumi:StackReference"
COMPONENT_PACKAGES = frozenset({"eks", *(home.partition(":")[0] for home in MODULES)})  # have no other resources
SECRETS = {  # outputs that the SDKs of other packages than AWS's make secret
    "random:index/randomBytes:RandomBytes": ("base64", "hex"),
    "random:index/randomPassword:RandomPassword": ("bcryptHash", "result"),
    "tls:index/privateKey:PrivateKey": ("privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"),
}
LISTS = ("aliases", "depends_on", "replace_with")  # options that may be given as a single value


class Custom(pulumi.CustomResource):
    """Stand for a resource of a provider."""

    def __init__(self, *arguments: Any) -> None:
        """Register it. The SDK takes the caller of a subclass for the line that declares it."""
        super().__init__(*arguments)


class Component(pulumi.ComponentResource):
    """Stand for a component that the engine builds."""

    def __init__(self, token: str, name: str, inputs: Mapping[str, Any], options: pulumi.ResourceOptions) -> None:
        """Register it."""
        super().__init__(token, name, inputs, options, remote=True)


def resource_maker(
    token: str, name: str, inputs: Mapping[str, Any], options: pulumi.ResourceOptions, outputs: Mapping[str, None]
) -> Callable[[], pulumi.Resource]:
    """Return a function that registers a resource; the SDK notes the line of the call.

    Args:
        outputs: the names of all outputs that the program reads, of any resource.
    """
    token = full_token(token)
    if token == STACK_REFERENCE:
        return partial(pulumi.StackReference, name, stack_name=inputs.get("name"), opts=options)
    if token.startswith(PROVIDER):
        package = token.removeprefix(PROVIDER)
        texts = {key: _for_provider(part) for key, part in inputs.items()}
        return partial(pulumi.ProviderResource, package, name, texts, options)
    kind: Callable[..., pulumi.Resource] = Component if is_component(token) else Custom
    return partial(kind, token, name, {**outputs, **inputs}, options)


def is_component(token: str) -> bool:
    """Tell whether a type is a component of another package."""
    return token.partition(":")[0] in COMPONENT_PACKAGES


def secret_outputs(token: str) -> list[str]:
    """Return the outputs of a resource type that are secret whatever the program says."""
    schema = load_schema(full_token(token)) if token.startswith("aws:") else None
    return sorted(schema.secrets if schema else SECRETS.get(full_token(token), ()))


def _for_provider(value: object) -> object:
    """Return an input of a provider: the protocol has only texts there, so that other values become JSON."""
    as_json = lambda known: known if isinstance(known, str) else pulumi.runtime.to_json(known)  # noqa: E731
    return pulumi.Output.from_input(value).apply(as_json)


def make_options(given: Mapping[str, Any], **own: Any) -> pulumi.ResourceOptions:
    """Return the options of a resource in the form of the SDK.

    Args:
        given: by their names in YAML programs.
        own: further options by their names in the SDK.
    """
    options = {OPTIONS[key]: value for key, value in given.items() if OPTIONS[key] and value is not None}
    for key in LISTS:
        if key in options and not isinstance(options[key], list):
            options[key] = [options[key]]
    if "aliases" in options:
        options["aliases"] = [_alias(alias) for alias in options["aliases"]]
    if "custom_timeouts" in options:
        options["custom_timeouts"] = pulumi.CustomTimeouts(**options["custom_timeouts"])
    if isinstance(providers := options.get("providers"), dict):
        options["providers"] = list(providers.values())
    return pulumi.ResourceOptions.merge(pulumi.ResourceOptions(**options), pulumi.ResourceOptions(**own))


def _alias(alias: object) -> object:
    if not isinstance(alias, dict):
        return alias
    names = {"type": "type_", "noParent": "no_parent", "parentUrn": "parent"}
    given: dict[str, Any] = {names.get(str(key), str(key)): value for key, value in alias.items()}
    if "urn" in given:
        return given["urn"]
    root = {"parent": pulumi.ROOT_STACK_RESOURCE} if given.pop("no_parent", False) else {}
    return pulumi.Alias(**{**given, **root})
