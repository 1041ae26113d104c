"""CloudFormation: stacks, whose resources CloudFormation makes from a template."""

from typing import Any

from botocore.exceptions import ClientError

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.errors import DeployError
from stackrig.waiting import wait_until

SERVICE = "cloudformation"
TIMEOUT = 1800.0  # the real provider's time-out, in seconds
UNCHANGED = "No updates are to be performed"
CHANGEABLE = {
    "capabilities": "Capabilities",
    "iamRoleArn": "RoleARN",
    "notificationArns": "NotificationARNs",
    "policyBody": "StackPolicyBody",
    "policyUrl": "StackPolicyURL",
    "templateBody": "TemplateBody",
    "templateUrl": "TemplateURL",
}
LASTING = {
    "name": "StackName",
    "disableRollback": "DisableRollback",
    "onFailure": "OnFailure",
    "timeoutInMinutes": "TimeoutInMinutes",
}


def _request(scope: Scope, properties: Properties) -> dict[str, Any]:
    """Return the parameters of a request that can be changed, under CloudFormation's names."""
    parameters, tags = properties.get("parameters") or {}, {**scope.default_tags, **(properties.get("tags") or {})}
    return {
        **{member: properties[name] for name, member in CHANGEABLE.items() if properties.get(name)},
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        "Tags": [{"Key": key, "Value": value} for key, value in tags.items()],
    }


def _create(scope: Scope, properties: Properties) -> Properties:
    lasting = {member: properties[name] for name, member in LASTING.items() if properties.get(name)}
    return {"id": scope.call(SERVICE, "create_stack", **lasting, **_request(scope, properties))["StackId"]}


def _update(scope: Scope, properties: Properties) -> None:
    try:
        scope.call(SERVICE, "update_stack", StackName=properties["id"], **_request(scope, properties))
    except ClientError as error:
        if UNCHANGED not in str(error):
            raise


def _delete(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "delete_stack", StackName=properties["id"])
    _settled(scope, properties["id"])


def _wait(scope: Scope, properties: Properties) -> None:
    if not _settled(scope, properties["id"]):
        raise DeployError(f"the stack {properties['name']} is gone")


def _settled(scope: Scope, name: str) -> dict[str, Any] | None:
    """Return a stack once CloudFormation has finished with it; None when it is deleted.

    Raises:
        DeployError: something of it failed.
    """

    def ended() -> tuple[dict[str, Any] | None] | None:
        found = _find(scope, name)
        return None if found and found["StackStatus"].endswith("_IN_PROGRESS") else (found,)

    (stack,) = wait_until(ended, what=f"the stack {name}", timeout=TIMEOUT)
    if stack and stack["StackStatus"] not in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
        events = scope.call(SERVICE, "describe_stack_events", StackName=name)["StackEvents"]
        failed = (event for event in reversed(events) if event.get("ResourceStatus", "").endswith("_FAILED"))
        reasons = [f"{item['LogicalResourceId']}: {item.get('ResourceStatusReason', '')}" for item in failed]
        raise DeployError(f"the stack {name} is {stack['StackStatus']}; {'; '.join(reasons)}")
    return stack


def _find(scope: Scope, name: str) -> dict[str, Any] | None:
    """Return a stack by its name or id; None when there is none, which is an error of validation."""
    try:
        found: dict[str, Any] = scope.call(SERVICE, "describe_stacks", StackName=name)["Stacks"][0]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return None if found["StackStatus"] == "DELETE_COMPLETE" else found


def _find_id(scope: Scope, inputs: Properties) -> str | None:
    found = _find(scope, inputs["name"])
    return str(found["StackId"]) if found else None


def _read(scope: Scope, properties: Properties) -> Properties | None:
    found = _find(scope, properties["id"])
    if found is None:
        return None
    outputs = {item["OutputKey"]: item["OutputValue"] for item in found.get("Outputs", ())}
    told = {name: found.get(member) for name, member in {**CHANGEABLE, **LASTING}.items() if found.get(member)}
    return {**told, "outputs": outputs, "tagsAll": {tag["Key"]: tag["Value"] for tag in found.get("Tags", ())}}


RESOURCES = (
    Resource(
        "aws:cloudformation/stack:Stack",
        SERVICE,
        create=_create,
        read=(_read,),
        updates=(Change(words("parameters tags") | CHANGEABLE.keys(), _update),),
        delete=_delete,
        wait=_wait,
        find=_find_id,
        auto_name=AutoName(longest=128, prefix_property=""),
        documents=words("policyBody"),
        replace_on=frozenset(LASTING),
    ),
)
