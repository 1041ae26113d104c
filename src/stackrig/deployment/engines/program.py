"""A program of the Pulumi SDK, run in a thread against an engine's addresses or stubs.

It runs through the SDK's own reset_options and run_in_stack, with an event loop and context variables of its own.
"""

import asyncio
import contextlib
import contextvars
import inspect
import os
import sysconfig
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import grpc  # type: ignore[import-untyped]
import pulumi
from pulumi.runtime import reset_options, run_in_stack, set_all_config, settings
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

from stackrig.deployment.engines.project_modules import importing_anew
from stackrig.deployment.engines.refusals import USE_CLI
from stackrig.deployment.engines.stack import StackDescription
from stackrig.deployment.engines.values import Secret, plain, redact
from stackrig.deployment.program_folders import ProgramFolder
from stackrig.errors import DeployError, StackrigError
from stackrig.stages import DaemonThreads, restored_log

Program = Callable[[], object] | ProgramFolder

PARALLEL = 16  # resources that are worked on at once
LACKING = "The Pulumi CLI does not support"  # begins the SDK's message about a feature that the in-process engine lacks
NOT_NONE = object()
TELLS_ROOT = "root_directory" in inspect.signature(reset_options).parameters  # not before SDK 3.160
FRAMES = 6  # lines of the program that are shown for an exception
ORGANIZATION = "organization"  # the organization's name in the CLI's own backends


def run_served(
    stack: StackDescription,
    program: Callable[[], object],
    monitor: Any,
    engine: Any,
    *,
    preview: bool = False,
    stops: list[Callable[[], None]] | None = None,
) -> None:
    """Run a program to its end. Call it in a context and a thread of its own.

    Args:
        monitor: the ResourceMonitor's stub.
        engine: the Engine's stub; see `EngineStub`.
        stops: receives a function that ends the program.
    """
    with _loop() as loop, importing_anew(stack.root):
        _shield_other_contexts()
        reset_options(
            project=stack.name.project,
            stack=stack.name.stack,
            organization=ORGANIZATION,
            parallel=PARALLEL,
            preview=preview,
            **({"root_directory": str(stack.root)} if TELLS_ROOT else {}),
            monitor_address=monitor,
            engine_address=engine,
        )
        texts = {key: plain(value) for key, value in stack.config.items()}
        set_all_config(texts, [key for key, value in stack.config.items() if isinstance(value, Secret)])
        task = loop.create_task(run_in_stack(_as_pulumi_has_it(program)))
        if stops is not None:
            stops.append(lambda: _cancel(loop, task))
        loop.run_until_complete(task)


def _shield_other_contexts() -> None:
    """Keep this deployment's settings to its own context.

    The SDK makes the first value of a setting the default of every context (fset in pulumi/_utils.py), so that a later
    unit test of a program would talk to an engine that is gone.
    """
    for setting in vars(settings.Settings).values():
        variable = getattr(setting, "_data", None)
        if isinstance(variable, contextvars.ContextVar) and variable.get() is None:
            variable.set(NOT_NONE)


def _cancel(loop: asyncio.AbstractEventLoop, task: "asyncio.Task[None]") -> None:
    with contextlib.suppress(RuntimeError):  # the loop is closed: the program has just ended by itself
        loop.call_soon_threadsafe(task.cancel)


def _as_pulumi_has_it(program: Callable[[], object]) -> Callable[[], Any]:
    """Ignore what a program returns unless it can be awaited, as the SDK's entry point does with a module."""

    def run() -> Any:
        with restored_log():
            result = program()
        return result if inspect.isawaitable(result) else None

    return run


class EngineStub:
    """Reach the Engine service, without debug messages: the SDK sends several per resource, each a blocking call."""

    def __init__(self, channel: grpc.Channel) -> None:
        """Take the channel to the engine."""
        self._stub = engine_pb2_grpc.EngineStub(channel)

    def Log(self, request: engine_pb2.LogRequest) -> None:  # noqa: N802
        """Pass a message on."""
        if request.severity != engine_pb2.DEBUG:
            self._stub.Log(request)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stub, name)


@contextlib.contextmanager
def _loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Yield an event loop of this thread; at the end its tasks are cancelled silently.

    The loop is asyncio's own, whatever policy is set: the SDK steps through it by private methods. Its complaints about
    results that nobody looked at are dropped: after a failure each resource that waited for another makes one.
    """
    loop = asyncio.SelectorEventLoop()
    asyncio.set_event_loop(loop)
    loop.set_default_executor(DaemonThreads())
    loop.set_exception_handler(lambda _loop, _context: None)
    try:
        yield loop
    finally:
        while tasks := asyncio.all_tasks(loop):
            for task in tasks:
                task.cancel()
            loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        asyncio.set_event_loop(None)
        loop.close()


# --- an exception of the program -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProgramFailure:
    """Hold the exception of a program, and the program's own lines that it passed."""

    error: BaseException
    frames: Sequence[traceback.FrameSummary]


def describe_failure(error: BaseException) -> ProgramFailure:
    """Note what a program raised. Call this in the program's context."""
    return ProgramFailure(error, _program_frames(error))


def program_error(failure: ProgramFailure, secrets: set[str]) -> DeployError:
    """Return the error to report for a failed program; an error of stackrig's needs no addition."""
    if isinstance(failure.error, StackrigError):
        told = DeployError(redact(str(failure.error), secrets))
        for note in getattr(failure.error, "__notes__", ()):
            told.add_note(redact(note, secrets))
        return told
    text = "".join(traceback.format_exception_only(failure.error)).strip()
    frames = "".join(traceback.format_list(list(failure.frames)))
    evidence = f"the program's part of the traceback, most recent call last:\n{frames}" if frames else ""
    remedies = [USE_CLI] if LACKING in text else []
    message = redact(f"the Pulumi program failed: {text}", secrets)
    return DeployError(message, evidence=redact(evidence, secrets), remedies=remedies)


def _program_frames(error: BaseException) -> Sequence[traceback.FrameSummary]:
    """Return the last frames outside of Python, the SDK and this engine."""
    hidden = tuple(_hidden_folders())
    for trace in _traces(error):
        frames = [frame for frame in traceback.extract_tb(trace) if not frame.filename.startswith(hidden)]
        if frames:
            return frames[-FRAMES:]
    return ()


def _traces(error: BaseException) -> Iterator[TracebackType | None]:
    """Yield tracebacks that may lead into the program: a second wait for a result loses the first traceback."""
    calls, seen = settings.SETTINGS.rpc_manager, list[BaseException]()
    while error not in seen:
        seen.append(error)
        yield error.__traceback__
        if getattr(calls, "unhandled_exception", None) is error:
            yield calls.exception_traceback
        error = error.__cause__ or error.__context__ or error  # the SDK raises errors from themselves


def _hidden_folders() -> Iterator[str]:
    library, packages = Path(sysconfig.get_path("stdlib")), Path(inspect.getfile(pulumi)).parents[1]
    for folder in (
        Path(__file__).parent,
        Path(inspect.getfile(grpc)).parent,
        library / "asyncio",
        library / "concurrent",
    ):
        yield f"{folder}{os.sep}"
    yield str(packages / "pulumi")  # and pulumi_aws
    yield str(library / "threading.py")
