"""The program as the Pulumi CLI runs it: pulumirpc.LanguageRuntime over gRPC on loopback, as the Automation API does.

The CLI is given the address by --client and calls Run, and the program then talks to the CLI's own ResourceMonitor:
https://github.com/pulumi/pulumi/blob/master/proto/pulumi/language.proto and automation/_server.py of the SDK.
"""

from __future__ import annotations  # older SDKs lack some of the messages

import contextlib
import contextvars
import platform
import sys
import threading
from collections.abc import Callable, Iterator, Mapping  # noqa: TC003  # one place for imports
from functools import partial
from typing import Any

import grpc  # type: ignore[import-untyped]  # noqa: TC002  # one place for imports
from google.protobuf import empty_pb2, struct_pb2  # type: ignore[import-untyped]  # noqa: TC002
from pulumi.runtime.proto import (
    engine_pb2,
    language_pb2,
    language_pb2_grpc,
    plugin_pb2,
    resource_pb2,
    resource_pb2_grpc,
)

from stackrig.deployment.engines.asset_paths import anchor_assets
from stackrig.deployment.engines.channels import open_channel, serving_on_loopback
from stackrig.deployment.engines.goals import source_line
from stackrig.deployment.engines.program import EngineStub, Program, describe_failure, program_error, run_served
from stackrig.deployment.engines.program_process import process_error, run_process
from stackrig.deployment.engines.relay import relaying
from stackrig.deployment.engines.stack import StackDescription  # noqa: TC001
from stackrig.deployment.engines.values import Properties, from_struct, secret_texts
from stackrig.deployment.engines.yaml_runs import in_this_process
from stackrig.deployment.program_folders import ProgramFolder
from stackrig.deployment.provider.plugin import ACCOUNT_GUARD
from stackrig.deployment.urns import STACK_TYPE, is_provider, make_urn, package_of, urn_type
from stackrig.errors import DeployError


class ProgramService(language_pb2_grpc.LanguageRuntimeServicer):
    """Run a program for the CLI, and keep what the CLI does not report: outputs, secrets, sources and the failure."""

    def __init__(
        self,
        stack: StackDescription,
        program: Program | None,
        provider_inputs: Mapping[str, Mapping[str, str]],
    ) -> None:
        """Take the program, which logs as this thread does; None runs nothing.

        Args:
            provider_inputs: by package, the inputs of every provider the program makes, unless it sets them.
        """
        self.outputs: Properties = {}
        self.secrets: set[str] = set()
        self.sources: dict[str, str] = {}  # by URN
        self.failure: DeployError | None = None
        self._messages: list[str] = []  # errors sent by a program in a process of its own
        self._stack, self._program, self._provider_inputs = stack, program, provider_inputs
        self._ended = threading.Event()
        self._stops: list[Callable[[], None]] = []
        self._context = contextvars.copy_context()

    def About(self, _request: language_pb2.AboutRequest, _context: object) -> language_pb2.AboutResponse:  # noqa: N802
        """Return which Python this is."""
        return language_pb2.AboutResponse(executable=sys.executable, version=platform.python_version())

    def GetPluginInfo(self, _request: empty_pb2.Empty, _context: object) -> plugin_pb2.PluginInfo:  # noqa: N802
        """Return nothing of interest."""
        return plugin_pb2.PluginInfo()

    def GetRequiredPackages(  # noqa: N802
        self, _request: language_pb2.GetRequiredPackagesRequest, _context: object
    ) -> language_pb2.GetRequiredPackagesResponse:
        """Require no plugin in advance: the program's first resource does."""
        return language_pb2.GetRequiredPackagesResponse()

    def GetRequiredPlugins(  # noqa: N802
        self, _request: language_pb2.GetRequiredPluginsRequest, _context: object
    ) -> language_pb2.GetRequiredPluginsResponse:
        """Require no plugin in advance."""
        return language_pb2.GetRequiredPluginsResponse()

    def Run(self, request: language_pb2.RunRequest, _context: object) -> language_pb2.RunResponse:  # noqa: N802
        """Run the program against the CLI's monitor.

        The program has a thread of its own: if it outlives the CLI, it must not delay the end of this process.
        """
        name = f"pulumi-{self._stack.name.stack}"
        threading.Thread(target=self._context.run, args=(self._run, request), name=name, daemon=True).start()
        self._ended.wait()
        return language_pb2.RunResponse(error="the program failed" if self.failure else "")

    def abandon(self) -> None:
        """Stop waiting for the program, which is cancelled."""
        for stop in self._stops:
            stop()
        self._ended.set()

    def _run(self, request: language_pb2.RunRequest) -> None:
        try:
            if self._program is not None:
                self._run_against(request, self._program)
        except BaseException as error:  # noqa: BLE001  # SystemExit too: the program's thread has nobody else to tell
            self.failure = program_error(describe_failure(error), self.hidden())
        finally:
            self._ended.set()

    def _run_against(self, request: language_pb2.RunRequest, program: Program) -> None:
        program = in_this_process(program, self._stack)
        if isinstance(program, ProgramFolder):
            self._run_folder(request, program)
        else:
            self._run_function(request, program)

    def _run_folder(self, request: language_pb2.RunRequest, program: ProgramFolder) -> None:
        notes = {
            "RegisterResource": partial(_noted, resource_pb2.RegisterResourceRequest, self.take_goal),
            "RegisterResourceOutputs": partial(_noted, resource_pb2.RegisterResourceOutputsRequest, self.take_outputs),
            "Log": partial(_noted, engine_pb2.LogRequest, self._take_message),
        }
        try:
            with relaying(request.monitor_address, request.args[0], notes) as port:
                ended = run_process(
                    program, self._stack, port, preview=request.dryRun, hidden=self.hidden, stops=self._stops
                )
            self.failure = process_error(program, ended, self._messages, self.hidden())
        except DeployError as error:  # there is nothing to run it with
            self.failure = error

    def hidden(self) -> set[str]:
        """Return the texts that must not be shown."""
        return self._stack.hidden() | self.secrets

    def _take_message(self, request: engine_pb2.LogRequest) -> None:
        if request.severity == engine_pb2.ERROR:
            self._messages.append(request.message.rstrip())

    def _run_function(self, request: language_pb2.RunRequest, program: Callable[[], object]) -> None:
        with open_channel(request.monitor_address) as monitor, open_channel(request.args[0]) as engine:
            run_served(
                self._stack,
                program,
                MonitorStub(monitor, self),
                EngineStub(engine),
                preview=request.dryRun,
                stops=self._stops,
            )

    def take_goal(self, request: resource_pb2.RegisterResourceRequest) -> None:
        """Note where a resource is declared and which of its inputs are secret; make paths of assets absolute.

        The CLI works in a folder of its own.
        """
        urn = make_urn(self._stack.name, request.type, request.name, request.parent)
        self.sources[urn] = source_line(request)
        self._hide(request.object)
        anchor_assets(request.object, self._stack.root)
        if is_provider(request.type):
            for key, value in self._provider_inputs.get(package_of(request.type), {}).items():
                if key not in request.object.fields or key == ACCOUNT_GUARD:
                    request.object.fields[key].string_value = value

    def take_outputs(self, request: resource_pb2.RegisterResourceOutputsRequest) -> None:
        """Note the outputs of the stack."""
        self._hide(request.outputs)
        if urn_type(request.urn) == STACK_TYPE:
            self.outputs = from_struct(request.outputs)

    def _hide(self, struct: struct_pb2.Struct) -> None:
        with contextlib.suppress(DeployError):  # a value this engine does not know, but the CLI may
            self.secrets.update(secret_texts(from_struct(struct)))


def _noted(kind: Any, take: Callable[[Any], None], message: bytes) -> bytes:
    """Pass a message to the service's note, and return the message that the note made of it."""
    request = kind.FromString(message)
    take(request)
    changed: bytes = request.SerializeToString()
    return changed


class MonitorStub:
    """Reach the CLI's ResourceMonitor, and let a service note what passes."""

    def __init__(self, channel: grpc.Channel, service: ProgramService) -> None:
        """Take the channel to the monitor, and the service that takes notes."""
        self._stub, self._service = resource_pb2_grpc.ResourceMonitorStub(channel), service

    def RegisterResource(  # noqa: N802
        self, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        """Pass a registration on."""
        self._service.take_goal(request)
        answer: resource_pb2.RegisterResourceResponse = self._stub.RegisterResource(request)
        return answer

    def RegisterResourceOutputs(  # noqa: N802
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> empty_pb2.Empty:
        """Pass the outputs of a component or of the stack on."""
        self._service.take_outputs(request)
        return self._stub.RegisterResourceOutputs(request)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stub, name)


@contextlib.contextmanager
def serving_program(service: ProgramService) -> Iterator[int]:
    """Serve a program on loopback and yield the port. At the end a program that still runs is left to its thread."""
    add = partial(language_pb2_grpc.add_LanguageRuntimeServicer_to_server, service)
    with serving_on_loopback(add) as port:
        try:
            yield port
        finally:
            service.abandon()
