"""Run YAML programs: their resources and functions over the Pulumi SDK, in this process."""

from stackrig.deployment.engines.program import Program
from stackrig.deployment.engines.stack import StackDescription
from stackrig.deployment.program_folders import ProgramFolder


def in_this_process(program: Program, stack: StackDescription) -> Program:
    """Return a YAML program as a function; any other program is returned as it is.

    Raises:
        SettingsError: its file can't be used.
    """
    if not isinstance(program, ProgramFolder) or program.runtime != "yaml":
        return program
    from stackrig.deployment.engines.yaml_runs.evaluation import yaml_program

    return yaml_program(program, stack)
