"""The in-process Pulumi engine: a program of the Pulumi SDK runs against it without the Pulumi CLI.

The program reaches the engine over gRPC on loopback. A function runs in a thread of its own, see `program`; a folder
runs in a process of its own, see `program_process`.
"""

import contextlib
import contextvars
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import grpc  # type: ignore[import-untyped]
from pulumi.runtime.proto import engine_pb2_grpc, resource_pb2_grpc

from stackrig.deployment.engines.channels import open_channel, serving_on_loopback
from stackrig.deployment.engines.gaps import Gap, Survey, gaps_error, gaps_of
from stackrig.deployment.engines.missing_config import STAND_IN, missing_error, missing_key
from stackrig.deployment.engines.monitor import Engine, Monitor
from stackrig.deployment.engines.program import (
    ORGANIZATION,
    PARALLEL,
    EngineStub,
    Program,
    describe_failure,
    program_error,
    run_served,
)
from stackrig.deployment.engines.program_process import process_error, run_process
from stackrig.deployment.engines.progress import make_error
from stackrig.deployment.engines.providers import Factory
from stackrig.deployment.engines.run import ProgramRun
from stackrig.deployment.engines.stack import Result, StackDescription
from stackrig.deployment.engines.state import Checkpoint
from stackrig.deployment.engines.values import Secret, plain, plain_json
from stackrig.deployment.engines.yaml_runs import in_this_process
from stackrig.deployment.packages.index import make_factories
from stackrig.deployment.packages.package import Surroundings
from stackrig.deployment.program_folders import ProgramFolder
from stackrig.deployment.urns import urn_name, urn_type
from stackrig.errors import DeployError, TeardownError
from stackrig.interrupts import raise_lost_interrupt

log = logging.getLogger("stackrig")

LOOK_AROUND = 0.5  # seconds between checks for a signal, which may have woken another thread
CANCEL_TIMEOUT = 30.0  # seconds within which a cancelled program must end
INTERRUPT_TIMEOUT = 0.5  # the same after Ctrl-C; a busy program goes on in its thread, which ends with the process


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack(StackDescription):
    """Describe a stack whose state is a checkpoint of this engine."""

    checkpoint: Checkpoint

    @property
    def state_file(self) -> Path | None:
        """Return where the stack is kept."""
        return self.checkpoint.path

    def all_factories(self) -> dict[str, Factory]:
        """Return what makes the providers of every served package; the CLI has plugins for some of them."""
        surroundings = Surroundings(self.root, self.environment, emulated=self.disposable)
        return {**make_factories(surroundings), **StackDescription.all_factories(self)}

    @property
    def exists(self) -> bool:
        """Tell whether something is deployed."""
        return bool(self.checkpoint.resources)

    @property
    def creating(self) -> list[str]:
        """Return the URNs of creations that continue after their run was given up."""
        return sorted(self.checkpoint.creating)

    def forget(self) -> None:
        """Remove the state, because its resources are gone."""
        if self.checkpoint.path:
            self.checkpoint.path.unlink(missing_ok=True)

    def start_run(self) -> ProgramRun:
        """Begin a run of the stack."""
        return ProgramRun(self, self.checkpoint)


def run_program(stack: Stack, program: Program) -> Result:
    """Bring the stack to the program's description, and return its outputs.

    Raises:
        DeployError: the program or a resource failed, whose URN and provider's message it names. The stack's state
            has everything that was made until then.
    """
    run = stack.start_run()
    with contextlib.closing(run.providers):
        failure = _run_in_thread(stack, run, program)
        if not (failure or run.progress.failures):
            run.finish()
    if known := gaps_of(run.progress.failures):
        raise gaps_error(_all_gaps(stack, program) or known)
    if run.progress.failures:
        raise make_error(DeployError, run.progress.failures, run.secrets())
    if missing_key(failure):
        _, failure = _survey(stack, program)
    if failure:
        raise failure
    return Result(plain_json(run.outputs), dict(run.progress.counts), types=dict(run.progress.types))


def _all_gaps(stack: Stack, program: Program) -> list[Gap]:
    with contextlib.suppress(DeployError):
        return find_gaps(stack, program)
    return []


def find_gaps(stack: Stack, program: Program) -> list[Gap]:
    """Run the program as a preview, in which nothing is made; return what it needs and stackrig lacks.

    A failure of the program ends the search: resources that it declares later are not seen. Missing configuration
    does not end it.

    Raises:
        DeployError: the program failed, and nothing was found missing until then; or it lacks configuration only.
    """
    gaps, failure = _survey(stack, program)
    if failure and not gaps:
        raise failure
    if failure:
        log.warning("the list is incomplete: %s", failure)
    return gaps


def _survey(stack: Stack, program: Program) -> tuple[list[Gap], DeployError | None]:
    """Preview a program and return its gaps and its failure.

    If configuration is missing, the preview is repeated with a stand-in until no other key is missing: the failure then
    names them all.
    """
    keys: list[str] = []
    first: DeployError | None = None
    while True:
        filled = replace(stack, config={**stack.config, **dict.fromkeys(keys, STAND_IN)})
        survey = Survey(filled)
        failure = _run_in_thread(filled, survey, program, preview=True)
        key = missing_key(failure)
        if not key or key in keys:
            return survey.gaps(), missing_error(keys, first) if first else failure
        first = first or failure
        keys.append(key)


def destroy(stack: Stack) -> Result:
    """Delete every resource of the stack, dependents first. It tries all, whatever fails.

    Raises:
        TeardownError: some could not be deleted; they are still in the stack's state.
    """
    if stack.disposable:
        stack.checkpoint.unprotect()
    run = stack.start_run()
    with contextlib.closing(run.providers):
        run.finish("it would be destroyed with the stack")
    if run.progress.failures:
        raise make_error(TeardownError, run.progress.failures, run.secrets())
    return Result({}, dict(run.progress.counts))


# --- the program's thread -------------------------------------------------------------------------------------------


def _run_in_thread(stack: Stack, run: ProgramRun, program: Program, *, preview: bool = False) -> DeployError | None:
    """Run the program to its end and return its failure. An interrupt of this thread ends the program first."""
    program = in_this_process(program, stack)
    failures: list[DeployError] = []
    ended = threading.Event()  # Thread.join considers a thread ended when a signal interrupts it: python/cpython#90882
    stops: list[Callable[[], None]] = []

    def target() -> None:
        try:
            if failure := _run_served(stack, run, program, stops, preview=preview):
                failures.append(failure)
        except DeployError as error:
            failures.append(error)
        finally:
            ended.set()

    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(target,), name=f"pulumi-{stack.name.stack}", daemon=True)
    thread.start()
    try:
        while not ended.wait(LOOK_AROUND):
            raise_lost_interrupt()
    except BaseException:
        run.progress.cancel()
        for stop in stops:
            stop()
        if not stack.disposable:
            _finish_calls(run)
        ended.wait(INTERRUPT_TIMEOUT)
        raise
    thread.join()
    return failures[0] if failures else None


def _finish_calls(run: ProgramRun) -> None:
    """Wait until changes under way are done and recorded: nothing else would know of them. Ctrl-C ends the wait."""
    if urns := run.progress.calls():
        names = ", ".join(f"{urn_type(urn)} {urn_name(urn)!r}" for urn in urns)
        log.warning("waiting until this is done and recorded, before anything is destroyed: %s", names)
    while not run.progress.wait_for_calls(LOOK_AROUND):
        continue


def _run_served(
    stack: Stack, run: ProgramRun, program: Program, stops: list[Callable[[], None]], *, preview: bool
) -> DeployError | None:
    """Serve the run while the program runs, and return how the program failed."""
    with _serving(stack, run, preview=preview) as port:
        if isinstance(program, ProgramFolder):
            ended = run_process(program, stack, port, preview=preview, hidden=run.secrets, stops=stops)
            return process_error(program, ended, run.messages, run.secrets())
        with open_channel(f"127.0.0.1:{port}") as channel:
            monitor = resource_pb2_grpc.ResourceMonitorStub(channel)
            try:
                run_served(stack, program, monitor, EngineStub(channel), preview=preview, stops=stops)
            except BaseException as error:  # noqa: BLE001  # SystemExit too: the program's thread has nobody else to tell
                return program_error(describe_failure(error), run.secrets())
    return None


@contextlib.contextmanager
def _serving(stack: Stack, run: ProgramRun, *, preview: bool) -> Iterator[int]:
    """Serve the run on loopback and yield the port."""

    def add(server: grpc.Server) -> None:
        monitor = Monitor(run, lambda: _deployment_info(stack, preview=preview), stack.root)
        resource_pb2_grpc.add_ResourceMonitorServicer_to_server(monitor, server)
        engine_pb2_grpc.add_EngineServicer_to_server(Engine(run), server)

    # The server waits for creations under way when something else fails, so that they are recorded.
    with serving_on_loopback(add, patience=CANCEL_TIMEOUT) as port:
        yield port


def _deployment_info(stack: Stack, *, preview: bool) -> dict[str, Any]:
    return {
        "project": stack.name.project,
        "stack": stack.name.stack,
        "organization": ORGANIZATION,
        "config": {key: plain(value) for key, value in stack.config.items()},
        "configSecretKeys": [key for key, value in stack.config.items() if isinstance(value, Secret)],
        "parallel": PARALLEL,
        "dryRun": preview,
    }
