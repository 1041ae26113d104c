"""LocalStack's Lambda executor `process`: an execution environment is a child process of LocalStack.

Payloads and log lines have the shapes of AWS's container runtime (the Runtime Interface Emulator).
"""

import base64
import logging
import math
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from localstack import config  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.executor_endpoint import (  # type: ignore[import-not-found]
    StatusErrorException,
)
from localstack.services.lambda_.invocation.lambda_models import InvocationResult  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor  # type: ignore[import-not-found]

from ..clock.present import follows, moved_for, real_time
from ..serving.peers import LOOPBACK
from . import code, interpreters, outcomes, sources, variables
from .ahead import start_ahead
from .debugging import INSIDE, Debugger, debugger_of, terminal
from .extensions import INVOKE, Extensions
from .function_process import INIT_LIMIT, Child, Ended, TimedOut, start_child
from .idle import end_idle_environments
from .log_queue import bound_logs
from .measuring import Measuring, coverage_options, measuring_of
from .metrics import count_metrics
from .polling import give_invocations_back
from .response_streams import Parts
from .runtime_api import RuntimeApi
from .time_out_logs import explain

log = logging.getLogger(__name__)
PROVISIONED = "provisioned-concurrency"
PROVISIONED_INIT_LIMIT = 130.0  # seconds, or the function's time-out; INIT_LIMIT names the source
MEGABYTE = 1 << 20
WRAPPER = "AWS_LAMBDA_EXEC_WRAPPER"


class ProcessExecutor(RuntimeExecutor):  # type: ignore[misc]
    """Run one execution environment; a child that timed out or exited is replaced at the next invocation, as on AWS."""

    def __init__(self, id: str, function_version: Any) -> None:  # noqa: A002  # LocalStack's signature
        super().__init__(id, function_version)
        self.client_context: str | None = None
        self._folder = Path(tempfile.gettempdir()) / "lambda-environments" / id
        self._variables: dict[str, str] = {}
        self._child: Child | None = None
        self._api: RuntimeApi | None = None  # for a child with a custom runtime or extensions
        self._roots: dict[str, str | None] = {}
        self._debugger: Debugger | None = None
        self._measuring: Measuring | None = None
        self._code_time = 0.0
        self._stopped = False
        self._lock = threading.Lock()  # start and stop are called from different threads

    def start(self, env_vars: Mapping[str, object]) -> None:
        """Start the function's process; only provisioned environments wait for the end of its init code.

        Others report a failed init with their first invocation, whose log keeps its lines.
        """
        (self._folder / "tmp").mkdir(parents=True)
        settings = self.function_version.config
        self._variables = variables.function_variables(settings.runtime, settings.logging_config or {}, env_vars)
        child = self._replace_child()
        if env_vars.get("AWS_LAMBDA_INITIALIZATION_TYPE") == PROVISIONED:
            limit = max(PROVISIONED_INIT_LIMIT, settings.timeout)
            if outcome := self._outcome_of_init(child, "", limit):
                raise StatusErrorException("init failed", payload=outcome.payload)

    def initialize(self) -> bool:
        """Wait for the end of the function's init code, and return whether the process can be invoked."""
        child = self._current_child()
        try:
            return "error" not in child.outcome_of_init()
        except Ended:
            return False
        except TimedOut:
            child.kill()
            return False

    def stop(self) -> None:
        """Kill the process with its children, and remove its folder."""
        with self._lock:
            self._stopped = True
            if self._api and self._child and self._child.is_alive():
                self._api.extensions.shut_down()
            self._end_child()
        outcomes.remove_folder(self._folder)

    def invoke(self, payload: dict[str, str], function_timeout: int | None = None) -> Any:
        """Run the handler once and return its result, or the error in AWS's words, with its log lines.

        LocalEmu gives the function's time-out, which is in the settings, too.
        """
        del function_timeout
        request_id = payload["invoke-id"]
        start = self._prepare(request_id)
        child = start.child
        outcome = start.outcome or self._run_handler(child, payload, start.began)
        report = outcomes.Report(
            request_id,
            version=self.function_version.id.qualifier,
            seconds=time.monotonic() - start.began,
            init_seconds=child.init_seconds if start.is_cold else None,
            memory_size=self.function_version.config.memory_size,
            peak_memory=child.peak_memory,
        )
        lines = child.new_log() + outcome.log_line + outcome.explanation
        logs = start.lines + outcomes.frame_log(report, lines)
        if self._api:
            self._api.extensions.tell(outcomes.telemetry(report, lines, "error" if outcome.is_error else "success"))
        if outcome.is_final:
            child.kill()
        return InvocationResult(request_id, outcome.payload, is_error=outcome.is_error, logs=logs)

    def get_logs(self) -> str:
        """Return the whole output so far."""
        return self._child.whole_log() if self._child else ""

    def get_address(self) -> str:
        """Return the process's host, which is this one."""
        return LOOPBACK

    def get_endpoint_from_executor(self) -> str:
        """Return LocalStack's address from the process's view."""
        return LOOPBACK

    def get_runtime_endpoint(self) -> str:
        """Return the address for results; they go through a pipe instead."""
        return f"http://{LOOPBACK}:{config.GATEWAY_LISTEN[0].port}"

    @classmethod
    def prepare_version(cls, function_version: Any) -> None:
        """Unpack the function's code and layers."""
        code.prepare(function_version.config)

    @classmethod
    def cleanup_version(cls, function_version: Any) -> None:
        """Keep the code; LocalStack removes it with the function."""

    def _current_child(self) -> Child:
        """Return the process, or a new one if it ended or its hot-reloaded code changed."""
        is_current = code.last_change(self.function_version.config) == self._code_time
        is_current = is_current and self._debugger == debugger_of(self.function_version.id.function_name)
        is_current = is_current and self._measuring is measuring_of(self.function_version.config.runtime)
        if self._child and self._child.is_alive() and is_current:
            return self._child
        return self._replace_child()

    def _replace_child(self) -> Child:
        settings = self.function_version.config
        command = interpreters.command_for(settings.runtime)
        options = {
            "handler": settings.handler,
            "runtime": settings.runtime,
            "scratch": str(self._folder / "tmp"),
            "storage": settings.ephemeral_storage.size,
            "sdk": code.find_node_sdk(settings) or command.sdk,
            "modules": variables.module_folders(settings.runtime),
            "needed": [] if command.is_custom else [str(Path(command.words[0]).parent.parent)],
            "clock": moved_for(settings.runtime) if follows(settings.runtime) else None,
            **code.locate(settings),
        }
        self._add_tools(options)
        self._roots = {"/var/task": options["code"], "/opt": options["layers"]}
        options["extensions"] = code.has_extensions(options)
        enters = command.enters or options["extensions"] or code.has_libraries(options) or WRAPPER in self._variables
        words = (*interpreters.entering(), *command.words) if enters else command.words
        with self._lock:
            if self._stopped:
                raise RuntimeError("the execution environment is stopped")
            self._end_child()
            self._code_time = code.last_change(settings)
            memory = math.inf if self._debugger else settings.memory_size * MEGABYTE
            self._api = RuntimeApi(self._facts()) if command.is_custom or options["extensions"] else None
            here = {variables.RUNTIME_API: self._api.address} if self._api else {}
            take_pipes = self._api.serve_runtime if self._api and command.is_custom else None
            self._child = start_child(words, options, self._variables | here, self._folder, memory, take_pipes)
            self._child.terminal = terminal
        self._notice(self._child, [command.warning] if command.warning else [])
        return self._child

    def _add_tools(self, options: dict[str, Any]) -> None:
        """Set a process up for debugging or for coverage, which exclude each other."""
        self._debugger = debugger_of(self.function_version.id.function_name)
        self._measuring = measuring_of(options["runtime"])
        measured = None
        if self._debugger:
            options["needed"] += [self._debugger.folder, str(INSIDE)]
        elif self._measuring and (measured := coverage_options(self._measuring, options["code"])):
            options["needed"] += [self._measuring.package, self._measuring.folder]
        options.update(debugger=self._debugger and asdict(self._debugger), coverage=measured)

    def _end_child(self) -> None:
        if self._child:
            self._child.kill()
        if self._api:
            self._api.close()

    def _facts(self) -> dict[str, str]:
        """Return the function's facts for an extension."""
        name = self.function_version.id
        handler = self.function_version.config.handler or ""
        return {"functionName": name.function_name, "functionVersion": name.qualifier, "handler": handler}

    @staticmethod
    def _notice(child: Child, warnings: list[str]) -> None:
        """Write warnings to LocalStack's log, each once, and to the function's."""
        for warning in warnings:
            outcomes.warn_once(log, warning)
            child.notices.append(f"[stackrig] {warning}\n")

    def _prepare(self, request_id: str) -> "Start":
        """Wait for the init code of a new process. Slow init code runs again in the invocation's time.

        AWS does the same: "Init phase" in https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html.
        """
        child, lines = self._current_child(), ""
        if child.initialized:
            return Start(child, time.monotonic())
        outcome, began = self._outcome_of_init(child, request_id, INIT_LIMIT), time.monotonic()
        if outcome and outcome.is_late:
            lines = child.new_log() + outcomes.init_timed_out(INIT_LIMIT) + outcome.explanation
            child, limit = self._replace_child(), self.function_version.config.timeout
            outcome = self._outcome_of_init(child, request_id, limit)
        if outcome is None:
            lines += "".join(child.notices) + child.new_log()
        return Start(child, began, outcome, lines, is_cold=True)

    def _outcome_of_init(self, child: Child, request_id: str, limit: float) -> "outcomes.Outcome | None":
        """Return how the init code of a process failed, or None if it can be invoked."""
        try:
            message = child.outcome_of_init(limit)
        except TimedOut:
            return self._timed_out(child, request_id, limit)
        except Ended as ended:
            return outcomes.exited(request_id, ended.status)
        child.initialized = True
        self._notice(child, message["warnings"])
        return outcomes.failed(message["error"], is_final=True) if "error" in message else None

    def _run_handler(self, child: Child, payload: dict[str, str], began: float) -> "outcomes.Outcome":
        request_id, limit = payload["invoke-id"], self.function_version.config.timeout
        deadline, ahead = began + limit, moved_for(self.function_version.config.runtime)
        parts = Parts()
        request = {
            "id": request_id,
            "arn": payload["invoked-function-arn"],
            "event": payload["payload"],
            "trace": payload["trace-id"],
            "client_context": base64.b64decode(self.client_context or "").decode(errors="replace"),
            "clock": ahead,
            "deadline": int((real_time() + ahead + deadline - time.monotonic()) * 1000),
        }
        try:
            if self._api and (outcome := self._begin(self._api.extensions, request, deadline)):
                return outcome
            child.send(request, deadline)
            message = child.receive(deadline, parts.take)
        except TimedOut:
            return self._timed_out(child, request_id, limit)
        except Ended as ended:
            return outcomes.exited(request_id, ended.status)
        child.peak_memory = message.get("memory") or child.memory_used()
        if "error" in message:
            return outcomes.failed(message["error"], is_final=message.get("final", False))
        return outcomes.succeeded(parts.kept() + message["result"].encode(errors="replace"))

    def _timed_out(self, child: Child, request_id: str, limit: float) -> "outcomes.Outcome":
        """Kill a process at its time-out; return the error, with its stacks for the log."""
        is_python = self.function_version.config.runtime.startswith("python")
        explanation = explain(child, self._roots, self.function_version.id.account) if is_python else ""
        child.kill()
        return outcomes.timed_out(request_id, limit, explanation)

    def _begin(self, extensions: Extensions, request: dict[str, Any], deadline: float) -> "outcomes.Outcome | None":
        """Tell the extensions of an invocation once they are done with the previous one; return why they can't be told.

        Raises:
            TimedOut: they are still working.
        """
        is_ready = extensions.wait_until_ready(deadline)
        if ended := extensions.ended():
            return outcomes.extension_ended(request["id"], ended)
        if not is_ready:
            raise TimedOut
        tracing = {"type": "X-Amzn-Trace-Id", "value": request["trace"]}
        event = {"eventType": INVOKE, "deadlineMs": request["deadline"], "requestId": request["id"]}
        extensions.send({**event, "invokedFunctionArn": request["arn"], "tracing": tracing})
        return None


@dataclass(frozen=True, slots=True)
class Start:
    """Hold an invocation's process, the time of its start, and how init code failed, if it did."""

    child: Child
    began: float
    outcome: "outcomes.Outcome | None" = None
    lines: str = ""  # log lines from before the invocation
    is_cold: bool = False


class ProcessExecutorPlugin(RuntimeExecutorPlugin):  # type: ignore[misc]
    """Offer the executor to LocalStack as LAMBDA_RUNTIME_EXECUTOR=process."""

    name = "process"

    def load(self, *args: Any, **kwargs: Any) -> type[ProcessExecutor]:
        """Return the executor's class; pass it the client context and the LogGroup, which LocalStack leaves out."""
        del args, kwargs
        _pass_client_context()
        _obey_log_group()
        give_invocations_back()
        count_metrics()
        bound_logs()
        end_idle_environments()
        start_ahead()
        sources.serve_sources()
        return ProcessExecutor


def _pass_client_context() -> None:
    from localstack.services.lambda_.invocation.execution_environment import (  # type: ignore[import-not-found]
        ExecutionEnvironment,
    )

    invoke = ExecutionEnvironment.invoke
    if getattr(invoke, "passes_client_context", False):
        return

    def invoke_with_context(self: Any, invocation: Any) -> Any:
        self.runtime_executor.client_context = invocation.client_context
        return invoke(self, invocation)

    invoke_with_context.passes_client_context = True  # type: ignore[attr-defined]
    ExecutionEnvironment.invoke = invoke_with_context


def _obey_log_group() -> None:
    from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment

    def log_group_name(self: Any) -> str:
        version = self.function_version
        return (version.config.logging_config or {}).get("LogGroup") or f"/aws/lambda/{version.id.function_name}"

    ExecutionEnvironment.get_log_group_name = log_group_name
