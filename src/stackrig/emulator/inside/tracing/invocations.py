"""Records of invocations, taken in LocalStack's version managers and execution environments."""

import json
from dataclasses import replace
from typing import Any

from localstack.services.lambda_.invocation.execution_environment import (  # type: ignore[import-not-found]
    ExecutionEnvironment,
)
from localstack.services.lambda_.invocation.version_manager import (  # type: ignore[import-not-found]
    LambdaVersionManager,
)
from localstack.utils.xray.trace_header import TraceHeader  # type: ignore[import-not-found]

from ..clock.present import real_time
from .records import excerpt, is_on, new_id, note

TRACE = "aws_trace_header"


def record_invocations() -> None:
    """Record each invocation, with its environment, while records are wanted."""
    invoke, run = LambdaVersionManager.invoke, ExecutionEnvironment.invoke

    def run_and_name(self: Any, invocation: Any) -> Any:
        result = run(self, invocation)
        result.stackrig_environment = self.id
        return result

    def invoke_and_note(self: Any, *, invocation: Any) -> Any:
        return _invoke(self, invoke, invocation) if is_on() else invoke(self, invocation=invocation)

    ExecutionEnvironment.invoke, LambdaVersionManager.invoke = run_and_name, invoke_and_note


def _invoke(manager: Any, invoke: Any, invocation: Any) -> Any:
    """Invoke a function with a trace header that makes this invocation the parent of its calls, as AWS does."""
    header = invocation.trace_context.get(TRACE) or TraceHeader()
    own = TraceHeader(
        header.ensure_root_exists().root, parent=new_id(), sampled=1, data=header.data, lineage=header.lineage
    )
    traced = replace(invocation, trace_context={**invocation.trace_context, TRACE: own})
    began = real_time()
    try:
        result = invoke(manager, invocation=traced)
    except Exception as error:
        _note(manager, header, own, began, fault=str(error), facts={})
        raise
    facts = {
        "request": invocation.request_id,
        "log": excerpt(result.logs or ""),
        "environment": getattr(result, "stackrig_environment", ""),
    }
    _note(manager, header, own, began, fault=_fault(result), facts=facts)
    return result


def _note(manager: Any, header: Any, own: Any, began: float, *, fault: str, facts: dict[str, Any]) -> None:
    version = manager.function_version
    settings = {"memory_size": version.config.memory_size, "time_out": version.config.timeout}
    note(
        "function",
        version.id.function_name,
        began,
        id=own.parent,
        parent=header.parent or "",
        root=own.root,
        account=version.id.account,
        fault=fault,
        facts={**settings, **facts},
    )


def _fault(result: Any) -> str:
    if not result.is_error:
        return ""
    text = excerpt(result.payload or b"")
    try:
        error = json.loads(text)
        return f"{error.get('errorType') or 'Error'}: {error.get('errorMessage', '')}"
    except (ValueError, AttributeError):
        return text or "Error"
