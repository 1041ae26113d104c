"""Dynamic providers of a project's program, served by the program's own interpreter as the Pulumi SDK does it.

The SDK's script prints its port in the first line and speaks pulumirpc.ResourceProvider there:
https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import grpc  # type: ignore[import-untyped]
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from stackrig.deployment.engines.channels import CHANNEL_OPTIONS
from stackrig.deployment.engines.child_processes import Owned, kill_owned, start_owned
from stackrig.deployment.engines.program_commands import environment_of, node_dynamic, python_dynamic
from stackrig.deployment.engines.values import Properties, from_plain, from_struct, plain, to_struct
from stackrig.deployment.program_folders import ProgramFolder, read_program_folder
from stackrig.deployment.provider.contract import Diff, State
from stackrig.errors import DeployError

log = logging.getLogger("stackrig")

FOLDER = "__folder"  # the input of a default provider that names the program's folder, kept in the stack's state
COMMANDS: Mapping[str, Callable[[ProgramFolder], list[str]]] = {"nodejs": node_dynamic, "python": python_dynamic}
NO_ENGINE = "127.0.0.1:9"  # a provider writes its log to its output
DIFF = provider_pb2.DiffResponse


class DynamicProcess:
    """Serve resources with the code that they carry, in a process that starts when it is first needed."""

    def __init__(self, folder: Path, project: str, stack: str, config: Mapping[str, str]) -> None:
        """Take the program's folder, and the stack config for providers that ask for it."""
        self._folder, self._project, self._stack, self._config = folder, project, stack, config
        self._lock = threading.Lock()
        self._owned: Owned | None = None
        self._channel: grpc.Channel | None = None

    def check(self, urn: str, olds: Properties | None, news: Properties) -> Properties:
        """Return the inputs that the provider's own check returns.

        Raises:
            DeployError: the provider refuses some of them.
        """
        request = provider_pb2.CheckRequest(urn=urn, olds=to_struct(olds or {}), news=_struct(news))
        answer = self._ask("Check", request)
        if answer.failures:
            raise DeployError("; ".join(f"{item.property}: {item.reason}" for item in answer.failures))
        return _plain(answer.inputs)

    def diff(self, urn: str, old: State, news: Properties) -> Diff:
        """Ask the provider; if it does not answer, compare the inputs."""
        request = provider_pb2.DiffRequest(
            urn=urn, id=old.id, olds=_struct(old.outputs), old_inputs=_struct(old.inputs), news=_struct(news)
        )
        answer = self._ask("Diff", request)
        changed = frozenset(key for key in old.inputs.keys() | news.keys() if old.inputs.get(key) != news.get(key))
        differs = bool(changed) if answer.changes == DIFF.DIFF_UNKNOWN else answer.changes == DIFF.DIFF_SOME
        replaces = frozenset(answer.replaces)
        changes = (changed or frozenset({"__provider"})) if differs or replaces else frozenset[str]()
        return Diff(changes, replaces, bool(answer.deleteBeforeReplace))

    def create(self, urn: str, inputs: Properties) -> State:
        """Make the provider create the resource."""
        answer = self._ask("Create", provider_pb2.CreateRequest(urn=urn, properties=_struct(inputs)))
        return State(answer.id, _plain(answer.properties))

    def read(self, urn: str, resource_id: str, inputs: Properties) -> State | None:
        """Make the provider look up the resource; without the provider's code that is impossible."""
        if "__provider" not in inputs:
            return None
        answer = self._ask("Read", provider_pb2.ReadRequest(urn=urn, id=resource_id, properties=_struct(inputs)))
        return State(answer.id, _plain(answer.properties)) if answer.id else None

    def update(self, urn: str, old: State, news: Properties) -> State:
        """Make the provider change the resource."""
        request = provider_pb2.UpdateRequest(
            urn=urn, id=old.id, olds=_struct(old.outputs), old_inputs=_struct(old.inputs), news=_struct(news)
        )
        return State(old.id, _plain(self._ask("Update", request).properties))

    def delete(self, urn: str, old: State) -> None:
        """Make the provider delete the resource, with the code that created it."""
        request = provider_pb2.DeleteRequest(urn=urn, id=old.id, properties=_struct(old.outputs))
        self._ask("Delete", request)

    def invoke(self, token: str, _arguments: Mapping[str, Any]) -> Properties:
        """Refuse: dynamic providers have no functions."""
        raise DeployError(f"dynamic providers have no function {token}")

    def end(self) -> None:
        """End the process, which starts again when it is needed. Repeating it is safe."""
        with self._lock:
            if self._channel:
                self._channel.close()
            if self._owned:
                kill_owned(self._owned)
            self._channel = self._owned = None

    def _ask(self, name: str, request: Any) -> Any:
        with self._lock:
            channel = self._channel = self._channel or self._start()
        try:
            return getattr(provider_pb2_grpc.ResourceProviderStub(channel), name)(request)
        except grpc.RpcError as error:
            raise DeployError(f"its dynamic provider failed: {error.details()}") from error

    def _start(self) -> grpc.Channel:
        program = read_program_folder(self._folder)
        environment = {**environment_of(program), "PULUMI_PROJECT": self._project, "PULUMI_STACK": self._stack}
        command = [*COMMANDS[program.runtime](program), NO_ENGINE]
        owned = self._owned = start_owned(command, program.work, environment, ordered=False)
        port = self._port(owned)
        channel = grpc.insecure_channel(f"127.0.0.1:{port}", options=CHANNEL_OPTIONS)
        configure = provider_pb2.ConfigureRequest(args=to_struct(self._config), variables=self._config)
        provider_pb2_grpc.ResourceProviderStub(channel).Configure(configure)
        return channel

    def _port(self, owned: Owned) -> int:
        """Read the output up to the port, and go on logging what follows."""
        seen = []
        for line in owned.child.stdout or ():
            text = line.decode(errors="replace").strip()
            if text.isdecimal():
                threading.Thread(target=_log_output, args=(owned,), daemon=True).start()
                return int(text)
            seen.append(text)
        raise DeployError("the dynamic provider did not start", evidence="\n".join(seen))


def _log_output(owned: Owned) -> None:
    for line in owned.child.stdout or ():
        log.info("%s", line.decode(errors="replace").rstrip())


def _struct(properties: Mapping[str, Any]) -> Any:
    return to_struct(from_plain(dict(properties)))


def _plain(struct: Any) -> Properties:
    properties: Properties = plain(from_struct(struct))
    return properties
