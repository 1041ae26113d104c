"""The programs of a project's stacks: each is a function, or the folder of a Pulumi project."""

import importlib
import typing
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from stackrig.database.server import PostgresServer
from stackrig.deployment.program_folders import ProgramFolder, named_by_folder, read_program_folder
from stackrig.deployment.stacks import Deployment, Program, destroy_stack
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import SettingsError, StackrigError, tell_with
from stackrig.project_functions import find_module, load_function
from stackrig.settings import Settings, each_stack
from stackrig.stages import restored_log


@dataclass(frozen=True, slots=True)
class FoundProgram:
    """Name the program of a stack: a Pulumi project's folder, or a function if there is no folder.

    The settings have the names that the stack is deployed under.
    """

    settings: Settings
    folder: ProgramFolder | None = None

    @property
    def name(self) -> str:
        """Return the names of the project and the stack, as `shop/dev`."""
        return f"{self.settings.project}/{self.settings.stack}"

    def load(self, postgres: PostgresServer) -> Program:
        """Return the program to deploy: the folder, or the result of the project's function for the database's handle.

        Raises:
            SettingsError: the module can't be imported, or has no such function.
        """
        if self.folder:
            return self.folder
        with restored_log():
            function = load_function(self.settings.root, self.settings.program, "program")
            return typing.cast("Callable[[PostgresServer], Program]", function)(postgres)

    def import_ahead(self) -> None:
        """Import what the program needs, or start the interpreter of a program that has a process of its own.

        The program itself is not imported: it may make AWS clients, which need LocalStack's settings first.
        """
        if self.folder:
            from stackrig.deployment.engines.ahead import start_ahead

            start_ahead(self.folder)
        else:
            importlib.import_module("pulumi_aws")


def find_programs(settings: Settings) -> tuple[FoundProgram, ...]:
    """Find the program of each stack that the project deploys, without running its code.

    Raises:
        SettingsError: a program is not set or does not exist, or two stacks have the same names.
    """
    found = tuple(find_program(stack) for stack in each_stack(settings))
    names = [program.name for program in found]
    for program in found:
        if names.count(program.name) > 1:
            stack = program.settings.stack
            raise SettingsError(
                f"two of [[tool.stackrig.stacks]] name the stack {stack} of the project {program.settings.project}",
                remedies=[f'give one of them another name: stack = "{stack}-2"'],
            )
    return found


def find_program(settings: Settings) -> FoundProgram:
    """Find the program that the settings of one stack name, without running its code.

    Raises:
        SettingsError: no program is set, or its folder or module does not exist.
    """
    if not settings.program:
        raise SettingsError(
            "there is no program to deploy: no option names one",
            remedies=[
                'name a function: program = "package.module:function" under [tool.stackrig], or STACKRIG_PROGRAM',
                'name the folder of a Pulumi project: program = "infra"',
            ],
        )
    if folder := _read_folder(settings):
        return FoundProgram(named_by_folder(settings, folder), folder)
    find_module(settings.root, settings.program, "program")
    return FoundProgram(settings)


def stacks_by_name(settings: Settings) -> list[Settings]:
    """Return the settings of each stack with the names it is deployed under, as far as its program reveals them."""
    found = []
    for stack in each_stack(settings):
        try:
            folder = _read_folder(stack)
        except StackrigError:  # the folder is gone; its deployment reports that
            folder = None
        found.append(named_by_folder(stack, folder) if folder else stack)
    return found


def _read_folder(settings: Settings) -> ProgramFolder | None:
    """Return the Pulumi project that the settings name as the program; None when they name a function or nothing."""
    if not settings.program or ":" in settings.program:
        return None
    return read_program_folder(settings.root / settings.program)


def import_ahead(programs: Sequence[FoundProgram]) -> None:
    """Import what these programs and their deployment need, while servers start."""
    for program in programs:
        program.import_ahead()
    importlib.import_module("stackrig.deployment.engines.inprocess")


@contextmanager
def undone_on_failure(localstack: AwsEndpoint, *, kept: Collection[Deployment] = ()) -> Iterator[list[Deployment]]:
    """Yield a list for the deployments of the block. If the block fails they are destroyed, the last one first.

    Args:
        kept: earlier deployments, which stay.
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
