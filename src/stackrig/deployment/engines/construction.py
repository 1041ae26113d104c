"""Components of other packages: register a builder's resources as if the package's plugin had requested them.

As pulumirpc.ResourceProvider.Construct, of https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pulumi.runtime.proto import resource_pb2

from stackrig.deployment.components.building import Child, Component
from stackrig.deployment.components.index import find_builder
from stackrig.deployment.engines.run import ProgramRun
from stackrig.deployment.engines.state import Resource
from stackrig.deployment.engines.values import (
    Properties,
    Reference,
    Secret,
    from_plain,
    plain,
    secret_texts,
    to_struct,
)

Request = resource_pb2.RegisterResourceRequest
TELLING = ("arn", "url")  # endings of names of outputs that identify a resource, beside its id


class Construction:
    """Build one component, and know from which of its children and neighbours a value comes."""

    def __init__(
        self,
        run: ProgramRun,
        request: Request,
        resource: Resource,
        register: Callable[[Request], Resource],
        folder: Path,
    ) -> None:
        """Take a registered component, and the function that registers its children."""
        self._run, self._request, self._resource, self._register = run, request, resource, register
        self._folder = folder
        self._secrets = [text for text in secret_texts(resource.inputs) if text]
        self._known: dict[str, tuple[str, ...]] = {}  # texts that identify a resource, by its URN
        self.made: list[str] = []
        for urn in resource.dependencies:
            if neighbour := run.news.get(urn):
                self._remember(neighbour)

    def build(self) -> Properties:
        """Make the children, and return the component's outputs.

        Raises:
            UnsupportedError: stackrig builds no component of this type.
            DeployError: its inputs have another form than the component requires.
        """
        builder, urn = find_builder(self._request.type), self._resource.urn
        outputs = builder(
            Component(
                urn,
                self._request.name,
                {key: self._resolve(value) for key, value in self._resource.inputs.items()},
                self._folder,
                self._run.where.stack,
                self._make,
                self._call,
                self._nest,
            )
        )
        return {key: self._guard(_refer(value)) for key, value in outputs.items() if value is not None}

    def sources(self, value: Any) -> list[str]:
        """Return the URNs of the resources from which a value comes: it holds their id, ARN or URL, or themselves."""
        text = json.dumps(plain(value), default=str)
        urns = {part.urn for part in _references(value)}
        urns.update(urn for urn, texts in self._known.items() if any(known in text for known in texts))
        return sorted(urns)

    def _make(self, type_: str, name: str, inputs: Properties, parent: str, after: Iterable[str]) -> Child:
        given = {key: self._guard(from_plain(value)) for key, value in inputs.items()}
        sources = {key: self.sources(value) for key, value in given.items()}
        needs = {*self._resource.dependencies, *after, *(urn for urns in sources.values() for urn in urns)}
        request = self._child(type_, name, parent)
        request.custom = True
        request.object.CopyFrom(to_struct(given))
        request.dependencies.extend(sorted(needs))
        for key, urns in sources.items():
            request.propertyDependencies[key].urns.extend(urns)
        resource = self._register(request)
        self._remember(resource)
        self.made.append(resource.urn)
        return Child(resource.urn, resource.id, self._run.known_outputs(plain(resource.outputs)))

    def _nest(self, type_: str, name: str, parent: str) -> str:
        return self._register(self._child(type_, name, parent)).urn

    def _child(self, type_: str, name: str, parent: str) -> Request:
        request = Request(type=type_, name=name, parent=parent, acceptSecrets=True, acceptResources=True)
        request.sourcePosition.CopyFrom(self._request.sourcePosition)
        return request

    def _call(self, token: str, arguments: Properties) -> Properties:
        reference = self._request.providers.get("aws", "")
        return self._run.known_outputs(plain(self._run.invoke(token, arguments, reference)))

    def _remember(self, resource: Resource) -> None:
        outputs = plain(resource.outputs)
        telling = [value for key, value in outputs.items() if key.lower().endswith(TELLING)]
        texts = [text for text in (resource.id, *telling) if isinstance(text, str) and text]
        self._known[resource.urn] = tuple(json.dumps(text)[1:-1] for text in texts)

    def _resolve(self, value: Any) -> Any:
        """Return an input in the form for builders: resources with their outputs, and no secrets."""
        if isinstance(value, Reference):
            neighbour = self._run.news.get(value.urn)
            outputs = plain(neighbour.outputs) if neighbour else {}
            return Child(value.urn, value.id, self._run.known_outputs(outputs))
        if isinstance(value, Secret):
            return self._resolve(value.value)
        if isinstance(value, dict):
            return {key: self._resolve(part) for key, part in value.items()}
        return [self._resolve(part) for part in value] if isinstance(value, list) else plain(value)

    def _guard(self, value: Any) -> Any:
        """Return a value as a secret if it contains a secret input of the component."""
        text = json.dumps(plain(value), default=str) if self._secrets else ""
        return Secret(value) if any(json.dumps(secret)[1:-1] in text for secret in self._secrets) else value


def expanded(dependencies: Iterable[str], built: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return dependencies with the children of the components among them: who needs a component needs these."""
    return tuple(sorted({*dependencies, *(child for urn in dependencies for child in built.get(urn, ()))}))


def _refer(value: Any) -> Any:
    """Return an output with references in place of resources."""
    if isinstance(value, Child):
        return Reference(value.urn, value.id)
    if isinstance(value, dict):
        return {key: _refer(part) for key, part in value.items() if part is not None}
    return [_refer(part) for part in value] if isinstance(value, list) else value


def _references(value: Any) -> Iterator[Reference]:
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _references(part)
