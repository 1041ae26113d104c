"""Deployments: an API answers as it was deployed; later changes wait for the next deployment.

A stage with AutoDeploy gets a deployment after each change:
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html.
"""

from datetime import UTC, datetime
from typing import Any

from ..services.faults import not_found
from .faults import bad_request
from .records import Api, Record, new_id

AUTOMATIC = "Automatic deployment triggered by changes to the Api configuration"


def deploy(api: Api, record: Record) -> Record:
    """Freeze the API as a new deployment, and return it."""
    name = new_id(6)
    made = {"AutoDeployed": False, **record, "DeploymentId": name, "DeploymentStatus": "DEPLOYED"}
    api.deployments[name] = {**made, "CreatedDate": datetime.now(UTC)}
    api.snapshots[name] = api.freeze()
    return api.deployments[name]


def auto_deploy(api: Api) -> None:
    """Give every stage with AutoDeploy a deployment of the API as it is now, and forget the former ones."""
    stages = [stage for stage in api.stages.values() if stage.get("AutoDeploy")]
    if not stages:
        return
    made = deploy(api, {"AutoDeployed": True, "Description": AUTOMATIC})
    for stage in stages:
        stage["DeploymentId"] = made["DeploymentId"]
        stage["LastDeploymentStatusMessage"] = (
            f"Successfully deployed stage with deployment ID '{made['DeploymentId']}'"
        )
    used = {stage.get("DeploymentId") for stage in api.stages.values()}
    for name in [name for name, one in api.deployments.items() if one["AutoDeployed"] and name not in used]:
        del api.deployments[name], api.snapshots[name]


def create_deployment(api: Api, request: Record) -> Record:
    """Deploy an API, to a stage if the request names one."""
    if not api.routes:
        raise bad_request("At least one route is required before deploying the Api.")
    name = request.get("StageName")
    if name is not None and name not in api.stages:
        raise not_found("Invalid stage identifier specified")
    made = deploy(api, {key: request[key] for key in ("Description",) if key in request})
    if name is not None:
        api.stages[name]["DeploymentId"] = made["DeploymentId"]
    return made


def check_deployment(api: Api, stage: Record) -> None:
    """Refuse a stage whose deployment the API does not have."""
    name = stage.get("DeploymentId")
    if name and name not in api.deployments:
        raise not_found(f"Unable to find Deployment by ID {name} within the scope of API {api.id}")


def delete_deployment(api: Api, name: str, _record: Any) -> None:
    """Delete a deployment; AWS refuses to delete one that a stage serves."""
    if any(stage.get("DeploymentId") == name for stage in api.stages.values()):
        raise bad_request("Active stages pointing to this deployment must be moved or deleted")
    api.snapshots.pop(name, None)
