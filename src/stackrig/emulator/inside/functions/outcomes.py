"""Answers and log lines of invocations, in the formats of AWS's Runtime Interface Emulator."""

import json
import logging
import shutil
import signal
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Any

LARGEST_RESPONSE = 6 * 1024 * 1024 + 100  # bytes; Lambda's limit for a response of a synchronous invocation

_warned: set[str] = set()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold an invocation's answer: a final one ends the process, and a late one is a time-out."""

    payload: bytes
    is_error: bool = False
    is_final: bool = False
    log_line: str = ""
    is_late: bool = False
    explanation: str = ""  # lines for the function's log: its stacks at the time-out


@dataclass(frozen=True, slots=True)
class Report:
    """Measure one invocation, in seconds and megabytes."""

    request_id: str
    version: str
    seconds: float
    init_seconds: float | None
    memory_size: int
    peak_memory: int


def succeeded(payload: bytes) -> Outcome:
    """Return the handler's result, or AWS's error if it is too large."""
    if len(payload) > LARGEST_RESPONSE:
        message = f"Response payload size exceeded maximum allowed payload size ({LARGEST_RESPONSE} bytes)."
        return failed({"errorType": "Function.ResponseSizeTooLarge", "errorMessage": message})
    return Outcome(payload)


def failed(error: dict[str, Any], *, is_final: bool = False) -> Outcome:
    """Return an error that the function's runtime reported."""
    return Outcome(json.dumps(error, ensure_ascii=False).encode(errors="replace"), is_error=True, is_final=is_final)


def timed_out(request_id: str, seconds: float, explanation: str = "") -> Outcome:
    """Return the error of a function that was killed at its time-out."""
    message = f"Task timed out after {seconds:.2f} seconds"
    ended = _ended("Sandbox.Timedout", request_id, message, f"{_text(datetime.now(UTC))} {request_id} {message}\n")
    return replace(ended, is_late=True, explanation=explanation)


def init_timed_out(seconds: float) -> str:
    """Return the log line of an init phase that was ended because it took too long."""
    return f"INIT_REPORT Init Duration: {seconds * 1000:.2f} ms\tPhase: init\tStatus: timeout\n"


def exited(request_id: str, status: int) -> Outcome:
    """Return the error of a function whose process ended; a negative status is a signal's number."""
    if status < 0:
        message = f"Runtime exited with error: signal: {_signal_name(-status)}"
    elif status:
        message = f"Runtime exited with error: exit status {status}"
    else:
        message = "Runtime exited without providing a reason"
    line = f"RequestId: {request_id} Error: {message}\nRuntime.ExitError\n"
    return _ended("Runtime.ExitError", request_id, message, line)


def extension_ended(request_id: str, name: str) -> Outcome:
    """Return the error of a function with an extension that ended."""
    message = f"extension {name} has ended"
    line = f"RequestId: {request_id} Error: {message}\nExtension.Crash\n"
    return _ended("Extension.Crash", request_id, message, line)


def telemetry(report: Report, lines: str, status: str) -> list[dict[str, Any]]:
    """Return an invocation's telemetry for subscribers.

    See https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html.
    """
    millis, moment = report.seconds * 1000, datetime.now(UTC)
    begun = moment - timedelta(seconds=report.seconds)
    named = {"requestId": report.request_id}
    metrics = {
        "durationMs": round(millis, 3),
        "billedDurationMs": ceil(millis),
        "memorySizeMB": report.memory_size,
        "maxMemoryUsedMB": report.peak_memory,
        **({} if report.init_seconds is None else {"initDurationMs": round(report.init_seconds * 1000, 3)}),
    }
    done = {**named, "status": status, "metrics": {"durationMs": round(millis, 3)}}
    return [
        _record(begun, "platform.start", {**named, "version": report.version}),
        *(_record(moment, "function", line) for line in lines.splitlines() if line),
        _record(moment, "platform.runtimeDone", done),
        _record(moment, "platform.report", {**named, "status": status, "metrics": metrics}),
    ]


def _record(moment: datetime, kind: str, record: Any) -> dict[str, Any]:
    return {"time": _text(moment), "type": kind, "record": record}


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def frame_log(report: Report, lines: str) -> str:
    """Return a function's own lines framed by START, END and REPORT."""
    if lines and not lines.endswith("\n"):
        lines += "\n"
    millis = report.seconds * 1000
    init = "" if report.init_seconds is None else f"Init Duration: {report.init_seconds * 1000:.2f} ms\t"
    return (
        f"START RequestId: {report.request_id} Version: {report.version}\n{lines}END RequestId: {report.request_id}\n"
        f"REPORT RequestId: {report.request_id}\t{init}Duration: {millis:.2f} ms\tBilled Duration: {ceil(millis)} ms\t"
        f"Memory Size: {report.memory_size} MB\tMax Memory Used: {report.peak_memory} MB\n"
    )


def warn_once(log: logging.Logger, message: str) -> None:
    """Log each warning once."""
    if message not in _warned:
        _warned.add(message)
        log.warning("stackrig: %s", message)


def remove_folder(folder: Path) -> None:
    """Remove a folder, if it exists."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return


def _ended(kind: str, request_id: str, message: str, line: str) -> Outcome:
    error = {"errorType": kind, "errorMessage": f"RequestId: {request_id} Error: {message}"}
    return Outcome(json.dumps(error).encode(), is_error=True, is_final=True, log_line=line)


def _signal_name(number: int) -> str:
    """Name a signal as Go does, the language of AWS's runtime."""
    return (signal.strsignal(number) or f"signal {number}").lower()
