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
)
