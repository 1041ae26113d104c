"""Transforms: functions of the program that change resources and calls before the engine sees them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pulumi.runtime.proto import resource_pb2

from stackrig.deployment.engines.asset_paths import anchor_assets
from stackrig.deployment.engines.callbacks import Callback, call_back
from stackrig.deployment.engines.goals import Options
from stackrig.deployment.engines.values import Properties, from_struct, to_output_struct


class Transforms:
    """Hold the transforms of a run and call them. Methods may be called from several threads."""

    def __init__(self, folder: Path) -> None:
        """Start with none.

        Args:
            folder: the folder that relative paths start from.
        """
        self._folder = folder
        self._stack: list[Callback] = []
        self._invokes: list[Callback] = []
        self._own: dict[str, tuple[Callback, ...]] = {}
        self._parents: dict[str, str] = {}

    def add_for_stack(self, callback: Callback) -> None:
        """Apply a transform to every resource from now on."""
        self._stack.append(callback)

    def add_for_invokes(self, callback: Callback) -> None:
        """Apply a transform to every function call from now on."""
        self._invokes.append(callback)

    def remember(self, urn: str, parent: str, own: Sequence[Callback]) -> None:
        """Apply the transforms of a resource to its children too."""
        self._parents[urn], self._own[urn] = parent, tuple(own)

    def apply(
        self, request: resource_pb2.RegisterResourceRequest, inputs: Properties, options: Options
    ) -> tuple[Properties, Options]:
        """Return inputs and options after the transforms of the resource, its parents and the stack."""
        own = list(request.transforms)
        touched = {key: list(item.urns) for key, item in request.propertyDependencies.items()} if own else {}
        for callback in (*own, *self._inherited(request.parent), *self._stack):
            inputs, options = self._transform(callback, request, inputs, options, touched)
        return inputs, options

    def apply_to_invoke(
        self, token: str, arguments: Properties, options: resource_pb2.TransformInvokeOptions
    ) -> tuple[Properties, resource_pb2.TransformInvokeOptions]:
        """Return arguments and options of a function call after its transforms."""
        for callback in self._invokes:
            message = resource_pb2.TransformInvokeRequest(
                token=token, args=to_output_struct(arguments), options=options
            )
            answer = call_back(callback, message, resource_pb2.TransformInvokeResponse, "a transform of the program")
            arguments = from_struct(answer.args) if answer.HasField("args") else arguments
            options = answer.options if answer.HasField("options") else options
        return arguments, options

    def _inherited(self, urn: str) -> list[Callback]:
        found: list[Callback] = []
        while urn:
            found.extend(self._own.get(urn, ()))
            urn = self._parents.get(urn, "")
        return found

    def _transform(
        self,
        callback: Callback,
        request: resource_pb2.RegisterResourceRequest,
        inputs: Properties,
        options: Options,
        dependencies: Mapping[str, Sequence[str]],
    ) -> tuple[Properties, Options]:
        message = resource_pb2.TransformRequest(
            name=request.name,
            type=request.type,
            parent=request.parent,
            custom=request.custom,
            properties=to_output_struct(inputs, dependencies),
            options=options,
        )
        answer = call_back(callback, message, resource_pb2.TransformResponse, "a transform of the program")
        anchor_assets(answer.properties, self._folder)
        inputs = from_struct(answer.properties) if answer.HasField("properties") else inputs
        return inputs, answer.options if answer.HasField("options") else options
