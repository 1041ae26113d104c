"""The in-process Pulumi engine: a program of the Pulumi SDK runs against it without the Pulumi CLI.

The program runs through the SDK's own reset_options and run_in_stack, in a thread with an event loop and context
variables of its own, and reaches the engine over gRPC on loopback.
"""

import asyncio
import contextlib
import contextvars
import inspect
import logging
import os
import sysconfig
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import grpc  # type: ignore[import-untyped]
import pulumi
from pulumi.runtime import reset_options, run_in_stack, set_all_config, settings
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, resource_pb2_grpc

from stackrig.engines.dynamic import DynamicProvider
from stackrig.engines.monitor import Engine, Monitor
from stackrig.engines.progress import make_error
from stackrig.engines.providers import Factory
from stackrig.engines.randomness import RandomProvider
from stackrig.engines.run import USE_CLI, Run
from stackrig.engines.state import Checkpoint
from stackrig.engines.transforms import CHANNEL_OPTIONS
from stackrig.engines.urns import StackName
from stackrig.engines.values import Properties, Secret, plain, plain_json, redact, secret_texts
from stackrig.errors import DeployError, TeardownError

log = logging.getLogger("stackrig")

Program = Callable[[], object]

ORGANIZATION = "organization"  # what the CLI's own backends call it
PARALLEL = 16  # resources worked on at once
LOOK_AROUND = 0.5  # seconds between looks for a signal, which may have woken another thread
PATIENCE = 30.0  # seconds a cancelled program has to end
INTERRUPT_PATIENCE = 0.5  # the same after Ctrl-C; one that is busy goes on in its thread, and ends with the process
LACKING = "The Pulumi CLI does not support"  # what the SDK says of a feature this engine does not have
NOT_NONE = object()
TELLS_ROOT = "root_directory" in inspect.signature(reset_options).parameters  # not before SDK 3.160
FRAMES = 6  # of the program, shown of an exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Describe a stack and what serves its resources, the packages `random` and `pulumi-python` aside.

    `config` has full keys, as project:key; `defaults` are the inputs of each package's default provider.
    """

    name: StackName
    checkpoint: Checkpoint
    factories: Mapping[str, Factory]
    defaults: Mapping[str, Properties] = field(default_factory=dict)
    config: Mapping[str, str | Secret] = field(default_factory=dict)

    def start_run(self) -> Run:
        """Begin a run of the stack."""
        config = {key: plain(value) for key, value in self.config.items()}
        factories: dict[str, Factory] = {
            "random": lambda _inputs: RandomProvider(),
            "pulumi-python": lambda _inputs: DynamicProvider(self.name.project, config),
            **self.factories,
        }
        hidden = {text for value in self.config.values() for text in secret_texts(value)}
        return Run(self.name, self.checkpoint, factories, self.defaults, hidden)


@dataclass(frozen=True, slots=True)
class Result:
    """Hold a stack's outputs, secrets unwrapped, and how many resources were created, updated, and so on."""

    outputs: dict[str, Any]
    counts: Mapping[str, int]


def run_program(stack: Stack, program: Program) -> Result:
    """Bring the stack to what the program describes, and return its outputs.

    Raises:
        DeployError: the program or a resource failed, whose URN and provider's message it names. What was made until
            then is in the stack's state.
    """
    run = stack.start_run()
    failure = _run_in_thread(stack, run, program)
    if not (failure or run.progress.failures):
        run.finish()
    if run.progress.failures:
        raise make_error(DeployError, run.progress.failures, run.secrets())
    if failure:
        raise _program_error(failure, run.secrets())
    return Result(plain_json(run.outputs), dict(run.progress.counts))


def destroy(stack: Stack) -> Result:
    """Delete every resource of the stack, dependents first. All are tried, whatever fails.

    Raises:
        TeardownError: some could not be deleted; they are still in the stack's state.
    """
    run = stack.start_run()
    run.finish()
    if run.progress.failures:
        raise make_error(TeardownError, run.progress.failures, run.secrets())
    return Result({}, dict(run.progress.counts))


# --- the program's thread -------------------------------------------------------------------------------------------


def _run_in_thread(stack: Stack, run: Run, program: Program) -> "ProgramFailure | None":
    """Run the program to its end and return how it failed. An interrupt of this thread ends the program first."""
    failures: list[ProgramFailure] = []
    ended = threading.Event()  # Thread.join takes a thread for ended when a signal interrupts it: python/cpython#90882
    stops: list[Callable[[], None]] = []

    def target() -> None:
        try:
            _run_served(stack, run, program, stops)
        except BaseException as error:  # noqa: BLE001  # SystemExit too: the program's thread has nobody else to tell
            failures.append(ProgramFailure(error, _program_frames(error)))
        finally:
            ended.set()

    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(target,), name=f"pulumi-{stack.name.stack}", daemon=True)
    thread.start()
    try:
        while not ended.wait(LOOK_AROUND):
            continue
    except BaseException:
        run.progress.cancelled = True
        for stop in stops:
            stop()
        ended.wait(INTERRUPT_PATIENCE)
        raise
    thread.join()
    return failures[0] if failures else None


def _run_served(stack: Stack, run: Run, program: Program, stops: list[Callable[[], None]]) -> None:
    with _serving(stack, run) as channel, _loop() as loop:
        _shield_other_contexts()
        reset_options(
            project=stack.name.project,
            stack=stack.name.stack,
            organization=ORGANIZATION,
            parallel=PARALLEL,
            preview=False,
            **({"root_directory": str(Path.cwd())} if TELLS_ROOT else {}),
            monitor_address=resource_pb2_grpc.ResourceMonitorStub(channel),  # type: ignore[arg-type]  # or a stub
            engine_address=_EngineStub(channel),  # type: ignore[arg-type]  # or a stub
        )
        config = {key: plain(value) for key, value in stack.config.items()}
        set_all_config(config, [key for key, value in stack.config.items() if isinstance(value, Secret)])
        task = loop.create_task(run_in_stack(_as_pulumi_has_it(program)))
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


def _as_pulumi_has_it(program: Program) -> Callable[[], Any]:
    """Ignore what a program returns unless it can be awaited, as the SDK's entry point does with a module."""

    def run() -> Any:
        result = program()
        return result if inspect.isawaitable(result) else None

    return run


class _EngineStub:
    """Reach the Engine service, debug messages excepted: the SDK sends several per resource, each a blocking call."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stub = engine_pb2_grpc.EngineStub(channel)

    def Log(self, request: engine_pb2.LogRequest) -> None:  # noqa: N802
        if request.severity != engine_pb2.DEBUG:
            self._stub.Log(request)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stub, name)


@contextlib.contextmanager
def _serving(stack: Stack, run: Run) -> Iterator[grpc.Channel]:
    """Serve the run on loopback and yield a channel to it. At the end the client goes first, then the server."""
    pool = ThreadPoolExecutor(PARALLEL, thread_name_prefix="stackrig-engine")
    server = grpc.server(pool, options=[*CHANNEL_OPTIONS, ("grpc.so_reuseport", 0)])
    monitor = Monitor(run, lambda: _deployment_info(stack))
    resource_pb2_grpc.add_ResourceMonitorServicer_to_server(monitor, server)
    engine_pb2_grpc.add_EngineServicer_to_server(Engine(run), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    channel = grpc.insecure_channel(f"127.0.0.1:{port}", options=CHANNEL_OPTIONS)
    try:
        yield channel
    finally:
        channel.close()
        server.stop(PATIENCE).wait()  # an abrupt stop makes the client library complain on stderr
        pool.shutdown(wait=True)  # what was being created when something else failed is still recorded


def _deployment_info(stack: Stack) -> dict[str, Any]:
    return {
        "project": stack.name.project,
        "stack": stack.name.stack,
        "organization": ORGANIZATION,
        "config": {key: plain(value) for key, value in stack.config.items()},
        "configSecretKeys": [key for key, value in stack.config.items() if isinstance(value, Secret)],
        "parallel": PARALLEL,
    }


@contextlib.contextmanager
def _loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Yield an event loop of this thread; at the end whatever still waits in it is cancelled, without a word.

    asyncio's own, whatever policy is set: the SDK steps through it by private methods. The loop's complaints about
    results nobody looked at are dropped: after a failure there is one for every resource that waited for another.
    """
    loop = asyncio.SelectorEventLoop()
    asyncio.set_event_loop(loop)
    loop.set_default_executor(ThreadPoolExecutor(PARALLEL * 4, thread_name_prefix="pulumi-sdk"))
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
    """Hold what the program raised, and through which of its own lines."""

    error: BaseException
    frames: Sequence[traceback.FrameSummary]


def _program_error(failure: ProgramFailure, secrets: set[str]) -> DeployError:
    text = "".join(traceback.format_exception_only(failure.error)).strip()
    frames = "".join(traceback.format_list(list(failure.frames)))
    evidence = f"the program's part of the traceback, most recent call last:\n{frames}" if frames else ""
    remedies = [USE_CLI] if LACKING in text else []
    message = redact(f"the Pulumi program failed: {text}", secrets)
    return DeployError(message, evidence=redact(evidence, secrets), remedies=remedies)


def _program_frames(error: BaseException) -> Sequence[traceback.FrameSummary]:
    """Return the last frames outside of Python, the SDK and this engine. Call it in the program's context."""
    hidden = tuple(_hidden_folders())
    for trace in _traces(error):
        frames = [frame for frame in traceback.extract_tb(trace) if not frame.filename.startswith(hidden)]
        if frames:
            return frames[-FRAMES:]
    return ()


def _traces(error: BaseException) -> Iterator[TracebackType | None]:
    """Yield tracebacks that may lead into the program: waiting for a result a second time loses that of the first."""
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
