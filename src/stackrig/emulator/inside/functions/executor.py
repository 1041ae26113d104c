"""LocalStack's Lambda executor `process`: an execution environment is a child process of LocalStack.

Payloads and log lines have the shapes of AWS's container runtime (the Runtime Interface Emulator).
"""

import base64
import logging
import os
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from localstack import config  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.executor_endpoint import (  # type: ignore[import-not-found]
    StatusErrorException,
)
from localstack.services.lambda_.invocation.lambda_models import InvocationResult  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin  # type: ignore[import-not-found]
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor  # type: ignore[import-not-found]

from . import code, interpreters, outcomes
from .ahead import start_ahead
from .child import Child, Ended, TimedOut, start_child
from .idle import end_idle_environments
from .log_queue import bound_logs
from .metrics import count_metrics
from .polling import give_invocations_back

log = logging.getLogger(__name__)
LOOPBACK = "127.0.0.1"
PROVISIONED = "provisioned-concurrency"
NO_PROXY = "127.0.0.1,localhost,.localhost,.localstack.cloud"


class ProcessExecutor(RuntimeExecutor):  # type: ignore[misc]
    """Run one execution environment; a child that timed out or exited is replaced at the next invocation, as on AWS."""

    def __init__(self, id: str, function_version: Any) -> None:  # noqa: A002  # LocalStack's signature
        super().__init__(id, function_version)
        self.client_context: str | None = None
        self._folder = Path(tempfile.gettempdir()) / "lambda-environments" / id
        self._variables: dict[str, str] = {}
        self._child: Child | None = None
        self._code_time = 0.0
        self._stopped = False
        self._lock = threading.Lock()  # start and stop come from different threads

    def start(self, env_vars: Mapping[str, object]) -> None:
        """Start the function's process; only provisioned environments wait for its init code to end.

        The others report a failed init with their first invocation, where its log lines are kept.
        """
        (self._folder / "tmp").mkdir(parents=True)
        logging_config = self.function_version.config.logging_config or {}
        self._variables = {**_log_variables(logging_config), **_function_variables(env_vars)}
        child = self._replace_child()
        if env_vars.get("AWS_LAMBDA_INITIALIZATION_TYPE") == PROVISIONED:
            outcome = self._take_init(child, "")
            if outcome:
                raise StatusErrorException("init failed", payload=outcome.payload)

    def initialize(self) -> bool:
        """Wait until the function's init code has ended; return whether the process can be invoked."""
        child = self._current_child()
        try:
            return "error" not in child.outcome_of_init(self._init_deadline())
        except (TimedOut, Ended):
            return False

    def stop(self) -> None:
        """Kill the process with all it started and remove its folder."""
        with self._lock:
            self._stopped = True
            if self._child:
                self._child.kill()
        outcomes.remove_folder(self._folder)

    def invoke(self, payload: dict[str, str]) -> Any:
        """Run the handler once and return its result, or the error as AWS words it, with its log lines."""
        request_id = payload["invoke-id"]
        child = self._current_child()
        is_cold = not child.initialized
        outcome = self._take_init(child, request_id) if is_cold else None
        init_log = "".join(child.notices) + child.new_log() if is_cold and outcome is None else ""
        began = time.monotonic()
        outcome = outcome or self._run_handler(child, payload)
        report = outcomes.Report(
            request_id,
            version=self.function_version.id.qualifier,
            seconds=time.monotonic() - began,
            init_seconds=child.init_seconds if is_cold else None,
            memory_size=self.function_version.config.memory_size,
            peak_memory=child.peak_memory,
        )
        logs = init_log + outcomes.frame_log(report, child.new_log() + outcome.log_line)
        if outcome.is_final:
            child.kill()
        return InvocationResult(request_id, outcome.payload, is_error=outcome.is_error, logs=logs)

    def get_logs(self) -> str:
        """Return all the process wrote so far."""
        return self._child.whole_log() if self._child else ""

    def get_address(self) -> str:
        """Return where the process runs: here."""
        return LOOPBACK

    def get_endpoint_from_executor(self) -> str:
        """Return LocalStack's address as the process sees it."""
        return LOOPBACK

    def get_runtime_endpoint(self) -> str:
        """Return the address for results, which go through a pipe instead."""
        return f"http://{LOOPBACK}:{config.GATEWAY_LISTEN[0].port}"

    @classmethod
    def prepare_version(cls, function_version: Any) -> None:
        """Unpack the function's code and layers."""
        code.prepare(function_version.config)

    @classmethod
    def cleanup_version(cls, function_version: Any) -> None:
        """Leave the code; LocalStack removes it with the function."""

    def _current_child(self) -> Child:
        """Return the process, a new one when it ended or the code it hot-reloads has changed."""
        is_current = code.last_change(self.function_version.config) == self._code_time
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
            "sdk": interpreters.sdk_folder(),
            **code.locate(settings),
        }
        with self._lock:
            if self._stopped:
                raise RuntimeError("the execution environment is stopped")
            if self._child:
                self._child.kill()
            self._code_time = code.last_change(settings)
            self._child = start_child(command.words, options, self._variables, self._folder)
        self._notice(self._child, [command.warning] if command.warning else [])
        return self._child

    @staticmethod
    def _notice(child: Child, warnings: list[str]) -> None:
        """Put warnings in LocalStack's log, each once, and in the function's own."""
        for warning in warnings:
            outcomes.warn_once(log, warning)
            child.notices.append(f"[stackrig] {warning}\n")

    def _init_deadline(self) -> float:
        return time.monotonic() + self._init_limit()

    def _init_limit(self) -> float:
        return float(max(config.LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT, self.function_version.config.timeout))

    def _take_init(self, child: Child, request_id: str) -> "outcomes.Outcome | None":
        """Return how the init code of a process has failed, None when it can be invoked."""
        try:
            message = child.outcome_of_init(self._init_deadline())
        except TimedOut:
            return outcomes.timed_out(request_id, self._init_limit())
        except Ended as ended:
            return outcomes.exited(request_id, ended.status)
        child.initialized = True
        self._notice(child, message["warnings"])
        if "error" in message:
            return outcomes.failed({**message["error"], "requestId": request_id}, is_final=True)
        return None

    def _run_handler(self, child: Child, payload: dict[str, str]) -> "outcomes.Outcome":
        request_id, limit = payload["invoke-id"], self.function_version.config.timeout
        request = {
            "id": request_id,
            "arn": payload["invoked-function-arn"],
            "event": payload["payload"],
            "trace": payload["trace-id"],
            "client_context": base64.b64decode(self.client_context or "").decode(errors="replace"),
            "deadline": int((time.time() + limit) * 1000),
        }
        try:
            child.send(request)
            message = child.receive(time.monotonic() + limit)
        except TimedOut:
            return outcomes.timed_out(request_id, limit)
        except Ended as ended:
            return outcomes.exited(request_id, ended.status)
        child.peak_memory = message["memory"]
        if "error" in message:
            return outcomes.failed(message["error"], is_final=message.get("final", False))
        return outcomes.succeeded(message["result"])


class ProcessExecutorPlugin(RuntimeExecutorPlugin):  # type: ignore[misc]
    """Offer the executor to LocalStack as LAMBDA_RUNTIME_EXECUTOR=process."""

    name = "process"

    def load(self, *args: Any, **kwargs: Any) -> type[ProcessExecutor]:
        """Return the executor's class; let it see the client context and obey LogGroup, which LocalStack leaves out."""
        del args, kwargs
        _pass_client_context()
        _obey_log_group()
        give_invocations_back()
        count_metrics()
        bound_logs()
        end_idle_environments()
        start_ahead()
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


def _log_variables(logging_config: Mapping[str, str]) -> dict[str, str]:
    """Return what tells a runtime its log format and level; LocalStack 4.9 leaves it out."""
    if logging_config.get("LogFormat") != "JSON":
        return {}
    return {
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        "AWS_LAMBDA_LOG_LEVEL": logging_config.get("ApplicationLogLevel", "INFO"),
    }


def _function_variables(given: Mapping[str, object]) -> dict[str, str]:
    """Return a function's environment: LocalStack's variables over a clean base, nothing of the user's own."""
    base = {
        "PATH": "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
        "LANG": "en_US.UTF-8",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "NO_PROXY": NO_PROXY,
        "no_proxy": NO_PROXY,
    }
    values = {name: str(value) for name, value in given.items() if value is not None}
    return {**base, **values, "STACKRIG_SESSION": os.environ["STACKRIG_SESSION"]}
