"""Deployments of Pulumi programs: how stacks are deployed, previewed, kept and destroyed."""

import importlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from stackrig.deployment.configuration import Config, merge_config
from stackrig.deployment.engine_stacks import make_stack
from stackrig.deployment.program_folders import ProgramFolder, named_by_folder, read_program_folder
from stackrig.deployment.targets import (
    EngineKind,
    Target,
    backends,
    digest_of,
    end_of,
    find_target,
    full_config,
    make_target,
    state_file_of,
    sweep,
)
from stackrig.errors import SettingsError, TeardownError, tell_with
from stackrig.folders import project_folder
from stackrig.interrupts import raise_lost_interrupt
from stackrig.loopback import aws_settings
from stackrig.settings import Settings, change, run_settings
from stackrig.stages import stage

if TYPE_CHECKING:
    from stackrig.deployment.engine_stacks import Stack
    from stackrig.deployment.engines import cli, inprocess
    from stackrig.deployment.engines.gaps import Gap
    from stackrig.deployment.engines.stack import Result

log = logging.getLogger("stackrig")

Program = Callable[[], object] | ProgramFolder

LOCK_TIMEOUT = 300.0  # seconds a deployment waits for another one of the same stack
VERBS = {"created": "created", "updated": "updated", "replaced": "replaced", "deleted": "deleted", "same": "unchanged"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """Hold a deployment's result: its outputs with secrets unwrapped, and the resources by what happened to them."""

    project: str
    stack: str
    outputs: dict[str, Any] = field(repr=False)
    created: int
    updated: int
    replaced: int
    deleted: int
    same: int
    seconds: float
    state_file: Path
    identity: dict[str, str]
    engine: EngineKind = "inprocess"
    plugins: bool = False

    @property
    def name(self) -> str:
        """Return the names of project and stack, as project/stack."""
        return f"{self.project}/{self.stack}"

    def as_unchanged(self) -> "Deployment":
        """Return the deployment as one that found everything unchanged."""
        count = self.created + self.updated + self.replaced + self.same
        return replace(self, created=0, updated=0, replaced=0, deleted=0, same=count, seconds=0.0)

    def summary(self) -> str:
        """Return a line that says what was done."""
        counts = {word: getattr(self, name) for name, word in VERBS.items()}
        done = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
        if not any((self.created, self.updated, self.replaced, self.deleted)):
            done = f"nothing to do, {self.same} resources unchanged"
        return f"stack {self.stack} of {self.project}: {done} ({self.seconds:.1f} s)"


# --- the context manager --------------------------------------------------------------------------------------------


@contextmanager
def deploy(  # noqa: PLR0913  # each is a word of the caller's
    project: str | Program | None = None,
    stack: str | None = None,
    program: Program | None = None,
    *,
    localstack: Mapping[str, Any] | None = None,
    postgres: Mapping[str, Any] | None = None,
    teardown: bool = True,
    config: Config | None = None,
    settings: Settings | None = None,
) -> Iterator[dict[str, Any]]:
    """Deploy a Pulumi program and yield its outputs as plain values; destroy the stack at the end.

    `deploy(program)` alone takes project and stack from [tool.stackrig]. `deploy("infra")` deploys the Pulumi project
    in that folder, under the name Pulumi.yaml gives it, in a process of its own. Another deployment of the same stack
    to the same emulator waits until this one has ended.

    Args:
        postgres: the handle of a database that values of the configuration name, as `{postgres.container_name}`.
        localstack: the `localstack` fixture's handle, or a mapping with endpoint_url and region.
        teardown: False leaves the stack, and a later deployment changes what it left.
        config: stack config; keys without a namespace get the project's. A value that is a mapping with `value` and
            `secret` is a secret. The values are never logged.

    Raises:
        SettingsError: there is nowhere to deploy to, or no program.
        DeployError: the program or a resource failed. The stack is destroyed; an error of that is added.
        TeardownError: a resource could not be destroyed at the end.
    """
    settings, program = _named(settings or run_settings(), project, stack, program)
    config = merge_config(settings, program, config, {"postgres": postgres, "localstack": localstack})
    _start_interpreter(program)
    target = _target(settings, program, localstack, config)
    with_database = _tell_database(settings, localstack, postgres)
    with _opened(target, config, program) as stack_of_target:
        with stage("deploy"):
            deployment = _deploy(target, stack_of_target, program, keep=not teardown, with_database=with_database)
            log.info("%s", deployment.summary())
        with _destroying(target, stack_of_target) if teardown else nullcontext():
            yield deployment.outputs


def _named(
    settings: Settings, project: str | Program | None, stack: str | None, program: Program | None
) -> tuple[Settings, Program]:
    """Return the settings with the names of project and stack, and the program, from the arguments of `deploy`."""
    if isinstance(project, str) and program is None:
        program = read_program_folder(settings.root / project)
        project = None
    elif project is not None and not isinstance(project, str):
        project, program = None, project
    if program is None:
        raise SettingsError(
            "there is no program to deploy",
            remedies=["pass a function: deploy(project, stack, program)", 'pass a folder: deploy("infra")'],
        )
    given = {name: value for name, value in (("project", project), ("stack", stack)) if value is not None}
    return named_by_folder(change(settings, **given), program), program


def deploy_stack(
    settings: Settings,
    program: Program,
    *,
    localstack: Mapping[str, Any] | None,
    postgres: Mapping[str, Any] | None = None,
    config: Config | None = None,
    refresh: bool = False,
) -> Deployment:
    """Deploy a Pulumi program under the project and stack of the settings, and leave it; see `deploy`.

    Args:
        refresh: first read the resources as they are now, with the Pulumi CLI.

    Raises:
        SettingsError: there is nowhere to deploy to, or the engine can't do it.
        DeployError: the program or a resource failed. A first deployment is destroyed; a stack that was there
            before stays as it is, and the next deployment continues.
    """
    settings = named_by_folder(settings, program)
    config = merge_config(settings, program, config, {"postgres": postgres, "localstack": localstack})
    _start_interpreter(program)
    target = _target(settings, program, localstack, config)
    with_database = _tell_database(settings, localstack, postgres)
    with _opened(target, config, program) as stack:
        return _deploy(target, stack, program, keep=True, with_database=with_database, refresh=refresh)


def _target(settings: Settings, program: Program, localstack: Mapping[str, Any] | None, config: Config) -> Target:
    return find_target(settings, localstack, config, folder=isinstance(program, ProgramFolder))


def _tell_database(
    settings: Settings, localstack: Mapping[str, Any] | None, postgres: Mapping[str, Any] | None
) -> bool:
    """Make the program's RDS instances databases of the rig's server; tell whether that is possible."""
    if not (localstack and postgres):
        return False
    from stackrig.emulator.rds import tell_database

    return tell_database(settings, localstack, postgres)


def _start_interpreter(program: Program) -> None:
    """Make the interpreter of a folder's program import its SDK while this process imports its own."""
    if isinstance(program, ProgramFolder):
        from stackrig.deployment.engines.ahead import start_ahead

        start_ahead(program)


def preview_stack(
    settings: Settings,
    program: Program,
    *,
    localstack: Mapping[str, Any] | None,
    postgres: Mapping[str, Any] | None = None,
    config: Config | None = None,
    refresh: bool = False,
) -> "Result":
    """Return the `steps` and `counts` of what `deploy_stack` would do. Nothing is changed.

    Raises:
        SettingsError: there is nowhere to deploy to, or the engine is not the Pulumi CLI.
        DeployError: the program failed.
    """
    settings = named_by_folder(settings, program)
    config = merge_config(settings, program, config, {"postgres": postgres, "localstack": localstack})
    target = _target(settings, program, localstack, config)
    _check_cli(target, "preview what it would do")
    from stackrig.deployment.engines import cli

    with _opened(target, config, program) as stack:
        return cli.preview(cast("cli.CliStack", stack), program, refresh=refresh)


def find_missing(
    settings: Settings, program: Program, *, localstack: Mapping[str, Any], postgres: Mapping[str, Any]
) -> "list[Gap]":
    """Run a program as a preview; return the types, functions and packages that it needs and stackrig lacks.

    Raises:
        SettingsError: values of its configuration are missing.
        DeployError: the program failed before anything was found missing.
    """
    settings = change(named_by_folder(settings, program), deploy_engine="inprocess", aws_provider="light")
    config = merge_config(settings, program, None, {"postgres": postgres, "localstack": localstack})
    target = make_target(settings, localstack, config)
    from stackrig.deployment.engines import inprocess

    with aws_settings(target.endpoint_url, target.region, target.access_key):
        stack = cast("inprocess.Stack", make_stack(target, full_config(target, config), _folder(program)))
        return inprocess.find_gaps(stack, program)


def destroy_stack(deployment: Deployment, *, localstack: Mapping[str, Any]) -> None:
    """Delete every resource of a deployment that was left. Repeating it is safe; a boot's resources end with the boot.

    Raises:
        TeardownError: some could not be deleted.
    """
    place = {"aws:region": deployment.identity["region"], "aws:accessKey": deployment.identity["account"]}
    settings = Settings(
        root=root_of(deployment),
        project=deployment.project,
        stack=deployment.stack,
        deploy_engine=deployment.engine,
        aws_provider="plugin" if deployment.plugins else "light",
    )
    target = make_target(settings, localstack, place)
    if target.identity == deployment.identity:
        with _opened(target, None, None) as stack:
            _engine(target).destroy(stack)
    forget_stack(deployment)


def forget_stack(deployment: Deployment) -> None:
    """Remove the record of a stack whose emulator is gone. Repeating it is safe."""
    from stackrig.deployment.engines.locks import stack_lock

    root, project, stack = root_of(deployment), deployment.project, deployment.stack
    with stack_lock(state_file_of(root, project, stack, deployment.identity), timeout=LOCK_TIMEOUT):
        if deployment.engine == "cli":
            from stackrig.deployment.engines.cli import forget
            from stackrig.deployment.urns import StackName

            forget(backends(root) / digest_of(deployment.identity), StackName(project, stack))
        deployment.state_file.unlink(missing_ok=True)


def root_of(deployment: Deployment) -> Path:
    """Return the project's folder, which holds the state of the deployment."""
    return next(folder.parent for folder in deployment.state_file.parents if folder.name == ".stackrig")


# --- the engine's part ----------------------------------------------------------------------------------------------


def _check_cli(target: Target, what: str) -> None:
    if target.engine.kind != "cli":
        raise SettingsError(
            f"the in-process engine does not {what}", remedies=["let the CLI deploy: --deploy-engine=cli"]
        )


def _folder(program: Program | None) -> ProgramFolder | None:
    return program if isinstance(program, ProgramFolder) else None


def _engine(target: Target) -> ModuleType:
    return importlib.import_module(f"stackrig.deployment.engines.{target.engine.kind}")


@contextmanager
def _opened(target: Target, config: Config | None, program: Program | None) -> "Iterator[Stack]":
    """Yield the stack with its state, locked against other deployments."""
    from stackrig.deployment.engines.locks import stack_lock

    project_folder(target.root)
    sweep(target)
    with stack_lock(target.state_file, timeout=LOCK_TIMEOUT):
        yield make_stack(target, full_config(target, config or {}), _folder(program))


def _deploy(
    target: Target, stack: "Stack", program: Program, *, keep: bool, with_database: bool, refresh: bool = False
) -> Deployment:
    """Run the program. If it fails, destroy the new resources, unless they must be kept or existed before."""
    if refresh:
        _check_cli(target, "refresh")
    started, existed = time.perf_counter(), stack.exists
    log.info("deploying with %s", target.engine.describe())
    try:
        result: Result = _engine(target).run_program(stack, program, **({"refresh": True} if refresh else {}))
        raise_lost_interrupt()  # here, where the new resources are still destroyed
    except BaseException as error:
        if end := end_of(target):
            tell_with(error, end)
        elif creating := stack.creating:
            left = "\n".join(f"  {urn}" for urn in creating)
            tell_with(error, f"these were still being created; the next deployment or teardown looks for them:\n{left}")
        elif keep and existed:
            tell_with(error, f"the stack stays as it is now, its state is in {stack.state_file}; deploy once more")
        elif isinstance(error, Exception) or not target.disposable:
            _destroy_after(target, stack, error)
        # After Ctrl-C, stackrig's own LocalStack ends with its session, or the next deployment continues from here.
        raise
    counts = {name: result.counts.get(name, 0) for name in VERBS}
    if target.endpoint_url:
        _tell_modelled(result.types, with_database=with_database)
    return Deployment(
        project=target.project,
        stack=target.stack,
        outputs=dict(sorted(result.outputs.items())),  # gRPC keeps no order
        seconds=time.perf_counter() - started,
        state_file=stack.state_file or target.state_file,
        identity=target.identity,
        engine=target.engine.kind,
        plugins=target.plugins,
        **counts,
    )


def _tell_modelled(types: Mapping[str, int], *, with_database: bool) -> None:
    """Log the resources that the emulator stores without running anything for them."""
    from stackrig.deployment.packages.index import is_described
    from stackrig.deployment.provider.registry import is_modelled

    made = (token for token, count in sorted(types.items()) if count)
    found = [token for token in made if is_described(token) or is_modelled(token, with_database=with_database)]
    if modelled := [f"{types[token]} {token}" for token in found]:
        log.info("modelled only, nothing runs for them: %s", ", ".join(modelled))


@contextmanager
def _destroying(target: Target, stack: "Stack") -> Iterator[None]:
    try:
        yield
    except Exception:
        with stage("destroy"):
            _destroy(target, stack)  # an error of this is raised with the block's as its context: both are shown
        raise
    except BaseException as error:
        _destroy_after(target, stack, error)
        raise
    with stage("destroy"):
        _destroy(target, stack)


def _destroy_after(target: Target, stack: "Stack", error: BaseException) -> None:
    """Destroy a stack because of an error, and add to the error what could not be destroyed."""
    try:
        _destroy(target, stack)
    except TeardownError as left:
        tell_with(error, f"what was made could not be destroyed completely: {left.report()}")


def _destroy(target: Target, stack: "Stack") -> None:
    if end := end_of(target):
        log.info("nothing is left to destroy: %s", end)
        stack.forget()
    else:
        _engine(target).destroy(stack)
