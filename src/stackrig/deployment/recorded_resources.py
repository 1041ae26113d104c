"""The resources of a stack as its state records them, whichever engine has deployed it."""

from typing import Any

from stackrig.deployment.stacks import Deployment
from stackrig.deployment.urns import urn_type
from stackrig.folders import read_json


def recorded_resources(deployment: Deployment) -> list[tuple[str, dict[str, Any]]]:
    """Return the resources of a deployment, each with its type token; none if its state is gone."""
    state = read_json(deployment.state_file)
    latest = state.get("checkpoint", {}).get("latest", {})  # the Pulumi CLI's form
    resources = state.get("resources") or latest.get("resources") or []
    return [(urn_type(resource["urn"]), resource) for resource in resources]
