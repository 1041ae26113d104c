"""The outputs of other stacks, which a program reads by a stack reference."""

from collections.abc import Iterator, Mapping
from typing import Any

from stackrig.deployment.engines.state import Checkpoint, Resource
from stackrig.deployment.engines.values import Properties, from_plain
from stackrig.deployment.targets import Target, state_file_of, state_files_of
from stackrig.deployment.urns import STACK_TYPE
from stackrig.errors import DeployError
from stackrig.folders import read_json


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
    found = next(_found(target, project, stack), None)
    if found is None:
        raise DeployError(
            f"the stack {own} is not deployed to this LocalStack",
            remedies=[
                f"deploy it first, as the stack {stack} of the project {project}",
                f'give its outputs: [tool.stackrig.stack_outputs."{own}"] in pyproject.toml',
            ],
        )
    return found.outputs


def _found(target: Target, project: str, stack: str) -> Iterator[Resource]:
    """Yield the resources that stand for the stack: in the target's region, then in others of the same account."""
    own = state_file_of(target.root, project, stack, target.identity)
    for path in (own, *state_files_of(target.root, project, stack)):
        region = read_json(path).get("identity", {}).get("region", "")
        resources = Checkpoint(path, {**target.identity, "region": region}).resources
        yield from (item for item in resources if item.type == STACK_TYPE)
