"""The programs of a project's stacks: a function or the folder of a Pulumi project each."""

import importlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial

from stackrig.database.server import PostgresServer
from stackrig.deployment.program_folders import ProgramFolder, read_program_folder
from stackrig.deployment.stacks import Deployment, Program, destroy_stack, named_by_folder, tell_with
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import SettingsError, StackrigError
from stackrig.project_functions import find_module, load_function
from stackrig.settings import Settings, each_stack
from stackrig.stages import restored_log


def find_programs(settings: Settings) -> tuple[Settings, ...]:
    """Return the settings of each stack with the names it is deployed under, and look for their programs.

    Nothing of them runs: `load_program` runs a module's code when LocalStack is up.

    Raises:
        SettingsError: a program is not set or does not exist, or two stacks have the same names.
    """
    stacks = tuple(_named(stack) for stack in each_stack(settings))
    names = [(stack.project, stack.stack) for stack in stacks]
    for project, stack in names:
        if names.count((project, stack)) > 1:
            raise SettingsError(
                f"two of [[tool.stackrig.stacks]] are the stack {stack} of the project {project}",
                remedies=[f'give one of them another name: stack = "{stack}-2"'],
            )
    return stacks


def stacks_by_name(settings: Settings) -> list[Settings]:
    """Return the settings of each stack with the names it is deployed under, as far as its program tells them."""
    found = []
    for stack in each_stack(settings):
        try:
            folder = program_folder(stack)
        except StackrigError:  # the folder is gone; whoever deploys it is told
            folder = None
        found.append(named_by_folder(stack, folder) if folder else stack)
    return found


def _named(settings: Settings) -> Settings:
    find_program(settings)
    folder = program_folder(settings)
    return named_by_folder(settings, folder) if folder else settings


@contextmanager
def undone_on_failure(localstack: AwsEndpoint, *, kept: Collection[Deployment] = ()) -> Iterator[list[Deployment]]:
    """Yield a list for the deployments that the block makes; when it fails they are destroyed, the last one first.

    Args:
        kept: deployments that were there before, which stay.
    """
    made: list[Deployment] = []
    try:
        yield made
    except BaseException as error:
        names = {deployment.name for deployment in kept}
        for deployment in reversed([deployment for deployment in made if deployment.name not in names]):
            _destroy_after(deployment, localstack, error)
        raise


def _destroy_after(deployment: Deployment, localstack: AwsEndpoint, error: BaseException) -> None:
    try:
        destroy_stack(deployment, localstack=localstack)
    except StackrigError as left:
        tell_with(error, f"the stack {deployment.name} could not be destroyed: {left.report()}")


def find_program(settings: Settings) -> None:
    """Look for the module of the program before anything starts; `load_program` runs its code when LocalStack is up.

    Raises:
        SettingsError: no program is set, or its module does not exist.
    """
    if program_folder(settings):
        return
    if not settings.program:
        raise SettingsError(
            "there is no program to deploy: none is set",
            remedies=[
                'name a function: program = "package.module:function" under [tool.stackrig], or STACKRIG_PROGRAM',
                'name the folder of a Pulumi project: program = "infra"',
            ],
        )
    find_module(settings.root, settings.program, "program")


def program_folder(settings: Settings) -> ProgramFolder | None:
    """Return the Pulumi project that the settings name as the program, None when they name a function or nothing."""
    if not settings.program or ":" in settings.program:
        return None
    return read_program_folder(settings.root / settings.program)


def load_program(settings: Settings) -> Callable[[PostgresServer], Program]:
    """Return what makes the program: the project's function, found in its folder or its `src`, or a Pulumi project.

    Raises:
        SettingsError: no program is set, or the module or function does not exist.
    """
    if folder := program_folder(settings):
        return lambda _postgres: folder
    find_program(settings)
    with restored_log():
        function = load_function(settings.root, settings.program, "program")
    return partial(_make_program, function)


def _make_program(function: Callable[[PostgresServer], Program], postgres: PostgresServer) -> Program:
    with restored_log():
        return function(postgres)


def import_ahead(settings: Settings) -> None:
    """Import what programs need; a program itself may make AWS clients, which must find LocalStack's settings.

    The interpreters of programs that have a process of their own start.
    """
    for stack in each_stack(settings):
        if folder := program_folder(stack):
            from stackrig.deployment.engines.program_process import start_ahead

            start_ahead(folder)
        else:
            importlib.import_module("pulumi_aws")
    importlib.import_module("stackrig.deployment.engines.inprocess")
