"""The outputs of other stacks, which a program reads by a stack reference."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.engines.state import Checkpoint
from stackrig.deployment.engines.values import Properties, from_plain
from stackrig.deployment.targets import Target, state_file_of
from stackrig.deployment.urns import STACK_TYPE
from stackrig.errors import DeployError


def read_stack_outputs(target: Target, given: Mapping[str, Mapping[str, Any]], name: str) -> Properties:
    """Return the outputs of another stack: from the settings, or from the stack deployed to the same place.

    Args:
        given: outputs by project/stack, of [tool.stackrig.stack_outputs].
        name: as a program writes it: organization/project/stack, project/stack, or the stack alone.

    Raises:
        DeployError: there are none.
    """
    *_, project, stack = ["", target.project, *name.split("/")][-3:] if "/" in name else ["", target.project, name]
    own = f"{project}/{stack}"
    if own in given:
        return {key: from_plain(value) for key, value in given[own].items()}
    path = state_file_of(target.root, project, stack, target.identity)
    found = [item for item in Checkpoint(path, target.identity).resources if item.type == STACK_TYPE]
    if not found:
        raise DeployError(
            f"the stack {own} is not deployed to this LocalStack",
            remedies=[
                f"deploy it first, as the stack {stack} of the project {project}",
                f'give its outputs: [tool.stackrig.stack_outputs."{own}"] in pyproject.toml',
            ],
        )
    return found[0].outputs
