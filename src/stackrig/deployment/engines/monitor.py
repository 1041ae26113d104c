"""The gRPC services a Pulumi program talks to: ResourceMonitor and Engine of pulumi.runtime.proto.

Methods that are not served here answer UNIMPLEMENTED, which the SDK handles: https://github.com/pulumi/pulumi/tree/master/proto.
"""

from __future__ import annotations  # older SDKs lack some of the messages

import logging
from collections.abc import Callable, Iterator, Mapping  # noqa: TC003  # one place for imports
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path  # noqa: TC003
from typing import Any, NoReturn, Protocol

import grpc  # type: ignore[import-untyped]
from google.protobuf import empty_pb2  # type: ignore[import-untyped]
from pulumi.runtime.proto import (
    callback_pb2,
    engine_pb2,
    engine_pb2_grpc,
    provider_pb2,
    resource_pb2,
    resource_pb2_grpc,
)

from stackrig.deployment.engines.asset_paths import anchor_assets
from stackrig.deployment.engines.construction import Construction, expanded
from stackrig.deployment.engines.goals import Goal, make_goal, request_options, source_line
from stackrig.deployment.engines.missing_config import MISSING
from stackrig.deployment.engines.progress import StepError, StoppedError
from stackrig.deployment.engines.refusals import USE_CLI
from stackrig.deployment.engines.run import ProgramRun  # noqa: TC001  # one place for imports
from stackrig.deployment.engines.state import Resource  # noqa: TC001  # one place for imports
from stackrig.deployment.engines.transforms import Transforms
from stackrig.deployment.engines.values import from_struct, redact, to_struct
from stackrig.errors import DeployError, StackrigError

log = logging.getLogger("stackrig")

FEATURES = (
    "secrets",
    "resourceReferences",
    "outputValues",
    "aliasSpecs",
    "replacementTrigger",
    "deletedWith",
    "replaceWith",
    "transforms",
    "invokeTransforms",
    "resourceHooks",
    "errorHooks",  # served so that the SDK does not wait for them for ever; binding one is refused
)
# The service's name before SDK 3.190; the fields are the same.
INVOKE_RESPONSE = getattr(resource_pb2, "ResourceInvokeResponse", None) or provider_pb2.InvokeResponse
GET_RESOURCE = "pulumi:pulumi:getResource"
STACK_REFERENCES = ("pulumi:pulumi:readStackOutputs",)
SEVERITIES = {engine_pb2.INFO: logging.INFO, engine_pb2.WARNING: logging.WARNING, engine_pb2.ERROR: logging.ERROR}


class Context(Protocol):
    """Stand for grpc.ServicerContext, which has no type."""

    def abort(self, code: object, details: str) -> NoReturn:
        """End the request with a status."""


class Monitor(resource_pb2_grpc.ResourceMonitorServicer):
    """Answer a program's requests with the results of one run."""

    def __init__(self, run: ProgramRun, info: Callable[[], Mapping[str, Any]], folder: Path) -> None:
        """Serve `run`.

        Args:
            info: returns project, stack, organization and config of the deployment.
            folder: the folder that the program's relative paths start from.
        """
        self._run, self._info, self._folder = run, info, folder
        self._transforms = Transforms(folder)
        self._built: dict[str, list[str]] = {}  # children of the components built here, by the component's URN

    def RegisterResource(  # noqa: N802
        self, request: resource_pb2.RegisterResourceRequest, context: Context
    ) -> resource_pb2.RegisterResourceResponse:
        """Bring a resource to the form that the program wants."""
        with self._answering(context):
            resource = self._register(request)
            if request.remote:
                return self._construct(request, resource)
            answer = to_struct(resource.outputs if resource.custom else {})
        return resource_pb2.RegisterResourceResponse(urn=resource.urn, id=resource.id, object=answer)

    def ReadResource(  # noqa: N802
        self, request: resource_pb2.ReadResourceRequest, context: Context
    ) -> resource_pb2.ReadResourceResponse:
        """Look up a resource that the program names by its id."""
        with self._answering(context):
            resource = self._run.read(_read_goal(request), request.id)
            answer = resource_pb2.ReadResourceResponse(urn=resource.urn, properties=to_struct(resource.outputs))
            if "id" in answer.DESCRIPTOR.fields_by_name:  # since SDK 3.260
                answer.id = resource.id
        return answer

    def ExistsResource(  # noqa: N802
        self, request: resource_pb2.ExistsResourceRequest, context: Context
    ) -> resource_pb2.ExistsResourceResponse:
        """Tell whether a resource with an id exists."""
        with self._answering(context):
            goal = Goal(
                type=request.type,
                name="lookup",
                custom=True,
                parent=request.parent,
                inputs=from_struct(request.properties),
                provider=request.provider,
            )
            return resource_pb2.ExistsResourceResponse(exists=self._run.exists(goal, request.id))

    def RegisterResourceOutputs(  # noqa: N802
        self, request: resource_pb2.RegisterResourceOutputsRequest, context: Context
    ) -> empty_pb2.Empty:
        """Record the outputs of a component or of the stack."""
        with self._answering(context):
            self._run.register_outputs(request.urn, from_struct(request.outputs))
        return empty_pb2.Empty()

    def Invoke(  # noqa: N802
        self, request: resource_pb2.ResourceInvokeRequest, context: Context
    ) -> resource_pb2.ResourceInvokeResponse:
        """Call a function of a provider, or the engine's own."""
        with self._answering(context):
            arguments = from_struct(request.args)
            result = self._invoke(request, arguments)
            return INVOKE_RESPONSE(**{"return": to_struct(result)})

    def Call(  # noqa: N802
        self, request: resource_pb2.ResourceCallRequest, context: Context
    ) -> NoReturn:
        """Refuse to call methods of components in other packages."""
        with self._answering(context):
            raise DeployError(f"the in-process engine calls no methods of packages ({request.tok}): {USE_CLI}")

    def RegisterStackTransform(  # noqa: N802
        self, request: callback_pb2.Callback, _context: Context
    ) -> empty_pb2.Empty:
        """Apply a transform to every resource from now on."""
        self._transforms.add_for_stack(request)
        return empty_pb2.Empty()

    def RegisterStackInvokeTransform(  # noqa: N802
        self, request: callback_pb2.Callback, _context: Context
    ) -> empty_pb2.Empty:
        """Apply a transform to every function call from now on."""
        self._transforms.add_for_invokes(request)
        return empty_pb2.Empty()

    def RegisterResourceHook(  # noqa: N802
        self, request: resource_pb2.RegisterResourceHookRequest, context: Context
    ) -> empty_pb2.Empty:
        """Keep a hook that resources name."""
        with self._answering(context):
            self._run.hooks.register(request)
        return empty_pb2.Empty()

    def RegisterErrorHook(  # noqa: N802
        self, _request: resource_pb2.RegisterErrorHookRequest, _context: Context
    ) -> empty_pb2.Empty:
        """Accept an error hook; the resource that it is bound to is refused."""
        return empty_pb2.Empty()

    def SupportsFeature(  # noqa: N802
        self, request: resource_pb2.SupportsFeatureRequest, _context: Context
    ) -> resource_pb2.SupportsFeatureResponse:
        """Answer an SDK that asks for each feature by name."""
        return resource_pb2.SupportsFeatureResponse(hasSupport=request.id in FEATURES)

    def GetDeploymentInfo(  # noqa: N802
        self, _request: empty_pb2.Empty, _context: Context
    ) -> resource_pb2.DeploymentInfo:
        """Describe the deployment to an SDK from 3.250 on."""
        names = (f"RESOURCE_MONITOR_FEATURE_{_upper_snake(feature)}" for feature in FEATURES)
        known = resource_pb2.ResourceMonitorFeature.keys()
        supported = [resource_pb2.ResourceMonitorFeature.Value(name) for name in names if name in known]
        return resource_pb2.DeploymentInfo(supportedFeatures=supported, **self._info())

    def SignalAndWaitForShutdown(self, _request: empty_pb2.Empty, _context: Context) -> empty_pb2.Empty:  # noqa: N802
        """Let the program end, once no step is left that needs it."""
        self._run.finish_with_hooks()
        return empty_pb2.Empty()

    def _register(self, request: resource_pb2.RegisterResourceRequest) -> Resource:
        resource = self._run.register(self._goal(request))
        self._transforms.remember(resource.urn, request.parent, request.transforms)
        return resource

    def _construct(
        self, request: resource_pb2.RegisterResourceRequest, resource: Resource
    ) -> resource_pb2.RegisterResourceResponse:
        """Build a component of another package, and return the resources from which each of its outputs comes."""
        construction = Construction(self._run, request, resource, self._register, self._folder)
        outputs = self._run.construct(resource, source_line(request), construction.build)
        self._built[resource.urn] = construction.made
        answer = resource_pb2.RegisterResourceResponse(urn=resource.urn, object=to_struct(outputs))
        for key, value in outputs.items():
            answer.propertyDependencies[key].urns.extend(construction.sources(value))
        return answer

    def _goal(self, request: resource_pb2.RegisterResourceRequest) -> Goal:
        self._run.progress.check_open()
        with self._run.describe(request.type, request.name, request.parent, source_line(request)):
            anchor_assets(request.object, self._folder)
            inputs, options = from_struct(request.object), request_options(request)
            inputs, options = self._transforms.apply(request, inputs, options)
            goal = make_goal(request, options, inputs)
            return replace(goal, dependencies=expanded(goal.dependencies, self._built))

    def _invoke(self, request: resource_pb2.ResourceInvokeRequest, arguments: dict[str, Any]) -> dict[str, Any]:
        if request.tok == GET_RESOURCE:
            return self._get_resource(str(arguments["urn"]))
        if request.tok in STACK_REFERENCES:
            return self._run.stack_outputs(str(arguments["name"]))
        options = resource_pb2.TransformInvokeOptions(provider=request.provider, version=request.version)
        arguments, options = self._transforms.apply_to_invoke(request.tok, arguments, options)
        return self._run.invoke(request.tok, arguments, options.provider)

    def _get_resource(self, urn: str) -> dict[str, Any]:
        resource = self._run.news.get(urn)
        if resource is None:
            raise DeployError(f"no resource of this program has the URN {urn}")
        return {"urn": urn, "id": resource.id, "provider": resource.provider, "state": resource.outputs}

    @contextmanager
    def _answering(self, context: Context) -> Iterator[None]:
        """End the request with a status when the block fails.

        UNAVAILABLE is what the real engine answers when it shuts down: the SDK then ends the program.
        """
        try:
            yield
        except (StepError, StoppedError):
            context.abort(grpc.StatusCode.UNAVAILABLE, "the deployment has failed")
        except StackrigError as error:
            context.abort(grpc.StatusCode.UNKNOWN, self._redact(error.report()))
        except Exception as error:  # noqa: BLE001  # whatever a provider raises is for the program to see
            context.abort(grpc.StatusCode.UNKNOWN, self._redact(f"{type(error).__name__}: {error}"))

    def _redact(self, text: str) -> str:
        return redact(text, self._run.secrets())


class Engine(engine_pb2_grpc.EngineServicer):
    """Take a program's messages, and keep its root resource."""

    def __init__(self, run: ProgramRun) -> None:
        """Serve `run`, whose secrets are never logged."""
        self._run, self._root = run, ""

    def Log(self, request: engine_pb2.LogRequest, _context: Context) -> empty_pb2.Empty:  # noqa: N802
        """Log a message of the program, except the SDK's own debug messages."""
        level = SEVERITIES.get(request.severity)
        if level == logging.ERROR:
            if self._run.progress.failures or self._run.progress.cancelled:
                return empty_pb2.Empty()  # node reports for every pending resource that its channel was shut down
            self._run.messages.append(request.message.rstrip())
        if level and not MISSING.search(request.message):  # the error names all such keys
            log.log(level, "%s", redact(request.message.rstrip(), self._run.secrets()))
        return empty_pb2.Empty()

    def GetRootResource(  # noqa: N802
        self, _request: engine_pb2.GetRootResourceRequest, _context: Context
    ) -> engine_pb2.GetRootResourceResponse:
        """Return the URN of the stack."""
        return engine_pb2.GetRootResourceResponse(urn=self._root)

    def SetRootResource(  # noqa: N802
        self, request: engine_pb2.SetRootResourceRequest, _context: Context
    ) -> engine_pb2.SetRootResourceResponse:
        """Keep the URN of the stack."""
        self._root = request.urn
        return engine_pb2.SetRootResourceResponse()

    def RequirePulumiVersion(  # noqa: N802
        self, _request: engine_pb2.RequirePulumiVersionRequest, _context: Context
    ) -> engine_pb2.RequirePulumiVersionResponse:
        """Accept any version that the program requires: there is no CLI here that could have another one."""
        return engine_pb2.RequirePulumiVersionResponse()


def _read_goal(request: resource_pb2.ReadResourceRequest) -> Goal:
    return Goal(
        type=request.type,
        name=request.name,
        custom=True,
        parent=request.parent,
        inputs=from_struct(request.properties),
        dependencies=tuple(sorted(request.dependencies)),
        provider=request.provider,
        secret_outputs=tuple(request.additionalSecretOutputs),
        source=source_line(request),
    )


def _upper_snake(name: str) -> str:
    return "".join(f"_{letter}" if letter.isupper() else letter for letter in name).upper()
