"""Step Functions."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Resource, Tagging, words
from stackrig.waiting import wait_until

SERVICE = "stepfunctions"
DELETE_TIMEOUT = 300.0  # seconds, in which running executions end


def _logging(_scope: Scope, properties: Properties) -> dict[str, Any]:
    given = properties.get("loggingConfiguration")
    if not given:
        return {}
    groups = [{"cloudWatchLogsLogGroup": {"logGroupArn": arn}} for arn in [given.get("logDestination")] if arn]
    plain = {name: given[name] for name in ("level", "includeExecutionData") if name in given}
    return {"loggingConfiguration": {**plain, "destinations": groups}}


def _delete(scope: Scope, properties: Properties) -> None:
    arn = properties["arn"]
    scope.call(SERVICE, "delete_state_machine", stateMachineArn=arn)

    def gone() -> bool:
        return scope.find(SERVICE, "describe_state_machine", stateMachineArn=arn) is None

    wait_until(gone, what=f"the deletion of the state machine {arn}", timeout=DELETE_TIMEOUT)


def _find_alias(_scope: Scope, properties: Properties) -> str:
    """Return the ARN of an alias: that of the machine whose versions it leads to, with its name."""
    version = properties["routingConfigurations"][0]["stateMachineVersionArn"]
    return f"{version.rpartition(':')[0]}:{properties['name']}"


def _read_alias(scope: Scope, properties: Properties) -> Properties | None:
    """Return an alias if its machine lists it: of one that is not there LocalStack says just that it is invalid."""
    arn = properties["arn"]
    machine = {"stateMachineArn": arn.rpartition(":")[0]}
    listed = scope.find(SERVICE, "list_state_machine_aliases", **machine) or {}
    if not any(item["stateMachineAliasArn"] == arn for item in listed.get("stateMachineAliases", ())):
        return None
    found = scope.call(SERVICE, "describe_state_machine_alias", stateMachineAliasArn=arn)
    return {**found, "arn": arn, "routingConfigurations": found["routingConfiguration"]}


def _read_newest(scope: Scope, properties: Properties) -> Properties:
    """Return the ARN of the newest version that was published, if there is one."""
    found = scope.call(SERVICE, "list_state_machine_versions", stateMachineArn=properties["arn"], maxResults=1)
    versions = found["stateMachineVersions"]
    return {"stateMachineVersionArn": versions[0]["stateMachineVersionArn"]} if versions else {}


LOGGING = words("loggingConfiguration")

RESOURCES = (
    Resource(
        "aws:sfn/stateMachine:StateMachine",
        SERVICE,
        create=Call("create_state_machine", added=_logging, takes=LOGGING),
        read=(
            Call(
                "describe_state_machine",
                result="@",
                learn={
                    "loggingConfiguration": "loggingConfiguration && {level: loggingConfiguration.level,"
                    " includeExecutionData: loggingConfiguration.includeExecutionData,"
                    " logDestination: loggingConfiguration.destinations[0].cloudWatchLogsLogGroup.logGroupArn}"
                },
            ),
            _read_newest,
        ),
        updates=(Call("update_state_machine", added=_logging, takes=LOGGING),),
        delete=_delete,
        tagging=Tagging(list=Call("list_tags_for_resource")),
        id="{arn}",
        find="arn:{partition}:states:{region}:{account}:stateMachine:{name}",
        names={"arn": ("stateMachineArn", "resourceArn"), "loggingConfiguration": ()},
        defaults={"type": "STANDARD", "publish": False},
        replace_on=words("name namePrefix type"),
        documents=words("definition"),
    ),
    Resource(
        "aws:sfn/activity:Activity",
        SERVICE,
        create=Call("create_activity"),
        read=(Call("describe_activity", result="@"),),
        delete=Call("delete_activity"),
        tagging=Tagging(),
        id="{arn}",
        find="arn:{partition}:states:{region}:{account}:activity:{name}",
        names={"arn": ("activityArn", "resourceArn")},
        replace_on=words("name"),
    ),
    Resource(
        "aws:sfn/alias:Alias",
        SERVICE,
        create=Call("create_state_machine_alias"),
        read=(_read_alias,),
        updates=(Call("update_state_machine_alias"),),
        delete=Call("delete_state_machine_alias"),
        id="{arn}",
        find=_find_alias,
        names={"arn": "stateMachineAliasArn", "routingConfigurations": "routingConfiguration"},
        replace_on=words("name"),
    ),
)
