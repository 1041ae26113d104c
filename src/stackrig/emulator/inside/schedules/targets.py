"""The targets of schedules, invoked with the schedule's role: AWS's templated targets, and any operation.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from localstack.aws.connect import connect_to  # type: ignore[import-not-found]

from ..services.queue_urls import queue_url
from .checks import UNIVERSAL
from .inputs import Invocation
from .structures import fill_structure

PRINCIPAL = "scheduler"
SERVER_ERROR = 500
# Ends of the codes of temporary errors: too many requests, or a target that does not exist yet.
PASSING = ("Throttling", "ThrottlingException", "TooManyRequestsException", "NotFoundException", "NonExistentQueue")
# Boto3's clients whose name differs from the service's in the SDK for Java, which universal targets use.
SDK_NAMES = {
    "cloudwatchlogs": "logs",
    "databasemigration": "dms",
    "elasticloadbalancingv2": "elbv2",
    "eventbridge": "events",
    "sfn": "stepfunctions",
}


class TargetError(Exception):
    """Report that a target was not invoked, with a code in AWS's form."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def invoke_target(invocation: Invocation) -> None:
    """Invoke a schedule's target once.

    Raises:
        TargetError: stackrig does not serve such a target, or the target accepted only a part.
        ClientError, BotoCoreError, ValueError: the service refuses, or the parameters are wrong.
    """
    target, schedule = invocation.schedule.record["Target"], invocation.schedule
    if found := UNIVERSAL.fullmatch(target["Arn"]):
        service = SDK_NAMES.get(found[1].lower(), found[1].lower())
        _call_operation(client_of(schedule, service, schedule.region), found[2], json.loads(invocation.input()))
        return
    service, region = target["Arn"].split(":")[2:4]
    if service not in TEMPLATES:
        raise TargetError("UnsupportedTarget", f"stackrig serves no schedule's target of {service}")
    name, invoke = TEMPLATES[service]
    invoke(client_of(schedule, name, region or schedule.region), target, invocation.input())


def code_of(error: Exception) -> tuple[str, bool]:
    """Return an error's code, and whether another try may succeed."""
    if isinstance(error, ClientError):
        status = error.response["ResponseMetadata"].get("HTTPStatusCode", SERVER_ERROR)
        code = str(error.response["Error"].get("Code", "Unknown"))
        return code, status >= SERVER_ERROR or code.endswith(PASSING)
    if isinstance(error, TargetError):
        return error.code, False
    return type(error).__name__, isinstance(error, BotoCoreError)


def client_of(schedule: Any, service: str, region: str) -> Any:
    """Return a client that acts with the role of a schedule's target, for the schedule."""
    role = schedule.record["Target"]["RoleArn"]
    clients = connect_to.with_assumed_role(role_arn=role, service_principal=PRINCIPAL, region_name=region)
    client = clients.get_client(service)
    return client.request_metadata(service_principal=PRINCIPAL, source_arn=schedule.arn)


def _call_operation(client: Any, action: str, given: Mapping[str, Any]) -> None:
    """Call an operation by its name in the SDK for Java, with parameters spelled as in the API reference."""
    names = {operation.lower(): method for method, operation in client.meta.method_to_api_mapping.items()}
    method = names.get(action.lower())
    if method is None:
        raise TargetError("InvalidAction", f"{client.meta.service_model.service_name} has no operation {action}")
    model = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[method])
    parameters = fill_structure(model.input_shape, given) if model.input_shape else {}
    if model.name == "Invoke" and "InvocationType" not in parameters:
        parameters["InvocationType"] = "Event"
    getattr(client, method)(**parameters)


def _invoke_function(client: Any, target: Mapping[str, Any], text: str) -> None:
    client.invoke(FunctionName=target["Arn"], InvocationType="Event", Payload=text.encode())


def _send_message(client: Any, target: Mapping[str, Any], text: str) -> None:
    group = (target.get("SqsParameters") or {}).get("MessageGroupId")
    more = {"MessageGroupId": group} if group else {}
    client.send_message(QueueUrl=queue_url(target["Arn"]), MessageBody=text, **more)


def _publish(client: Any, target: Mapping[str, Any], text: str) -> None:
    client.publish(TopicArn=target["Arn"], Message=text)


def _put_event(client: Any, target: Mapping[str, Any], text: str) -> None:
    parameters = target["EventBridgeParameters"]
    names = {"Source": parameters["Source"], "DetailType": parameters["DetailType"]}
    answer = client.put_events(Entries=[{"EventBusName": target["Arn"], "Detail": text, **names}])
    if answer["FailedEntryCount"]:
        entry = answer["Entries"][0]
        raise TargetError(entry["ErrorCode"], entry["ErrorMessage"])


def _start_execution(client: Any, target: Mapping[str, Any], text: str) -> None:
    client.start_execution(stateMachineArn=target["Arn"], input=text)


def _put_record(client: Any, target: Mapping[str, Any], text: str) -> None:
    key = target["KinesisParameters"]["PartitionKey"]
    client.put_record(StreamARN=target["Arn"], PartitionKey=key, Data=text.encode())


def _deliver(client: Any, target: Mapping[str, Any], text: str) -> None:
    client.put_record(DeliveryStreamName=target["Arn"].rpartition("/")[2], Record={"Data": text.encode()})


Template = Callable[[Any, Mapping[str, Any], str], None]
TEMPLATES: dict[str, tuple[str, Template]] = {  # by the service in the ARN: the client and the function
    "events": ("events", _put_event),
    "firehose": ("firehose", _deliver),
    "kinesis": ("kinesis", _put_record),
    "lambda": ("lambda", _invoke_function),
    "sns": ("sns", _publish),
    "sqs": ("sqs", _send_message),
    "states": ("stepfunctions", _start_execution),
}
