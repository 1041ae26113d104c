"""Features that only the Pulumi CLI has: the in-process engine refuses them."""

from stackrig.deployment.components.index import find_builder
from stackrig.deployment.engines.goals import Goal
from stackrig.deployment.engines.hooks import ON_ERROR
from stackrig.deployment.urns import is_provider
from stackrig.errors import DeployError

STACK_REFERENCE = "pulumi:pulumi:StackReference"
BUILTIN = "pulumi:"
USE_CLI = "use the Pulumi CLI: --deploy-engine=cli"


def refuse(goal: Goal) -> None:
    """Raise DeployError for a feature that only the Pulumi CLI has."""
    if goal.remote:
        find_builder(goal.type)
    if goal.type == STACK_REFERENCE or (goal.custom and goal.type.startswith(BUILTIN) and not is_provider(goal.type)):
        raise DeployError("the in-process engine has no stashes", remedies=[USE_CLI])
    if ON_ERROR in goal.hooks:
        raise DeployError("the in-process engine runs no error hooks (on_error of hooks)", remedies=[USE_CLI])
    if goal.import_id:
        raise DeployError("the in-process engine does not import resources (option import_)", remedies=[USE_CLI])
