"""Integrations with AWS services: a subtype names the operation, and request parameters are its parameters.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError, ParamValidationError
from localstack.aws.connect import connect_to  # type: ignore[import-not-found]

from ..apigatewayv2.records import Record
from .answers import JSON, Answer, server_error
from .calls import Call
from .parameter_mapping import render
from .values import find_value

log = logging.getLogger(__name__)
Parameters = dict[str, Any]
NUMBERS = {"DelaySeconds", "MaxNumberOfMessages", "VisibilityTimeout", "WaitTimeSeconds"}
DOCUMENTS = {"MessageAttributes", "MessageSystemAttributes", "Resources", "AttributeNames", "MessageAttributeNames"}


@dataclass(frozen=True, slots=True)
class Operation:
    """Name a boto3 client and its method; `pack` makes the method's parameters from the integration's."""

    client: str
    method: str
    pack: Callable[[Parameters], Parameters] = dict


OPERATIONS = {
    "EventBridge-PutEvents": Operation("events", "put_events", lambda given: {"Entries": [given]}),
    "Kinesis-PutRecord": Operation("kinesis", "put_record"),
    "SQS-DeleteMessage": Operation("sqs", "delete_message"),
    "SQS-PurgeQueue": Operation("sqs", "purge_queue"),
    "SQS-ReceiveMessage": Operation("sqs", "receive_message"),
    "SQS-SendMessage": Operation("sqs", "send_message"),
    "StepFunctions-StartExecution": Operation("stepfunctions", "start_execution"),
    "StepFunctions-StartSyncExecution": Operation("stepfunctions", "start_sync_execution"),
    "StepFunctions-StopExecution": Operation("stepfunctions", "stop_execution"),
}
# Parameters whose first letter is lower-case in the service.
SMALL = {"StateMachineArn": "stateMachineArn", "ExecutionArn": "executionArn", "Input": "input", "Name": "name"} | {
    "Cause": "cause", "Error": "error",
}  # fmt: skip


def call_service(call: Call, integration: Record) -> Answer:
    """Call a service's operation with the integration's role, and return its answer.

    Raises:
        Refusal: there is no such operation, or its parameters are wrong.
    """
    operation = OPERATIONS.get(integration["IntegrationSubtype"])
    if operation is None:
        log.warning("stackrig: %s: the subtype %s is not served", call.route_key, integration["IntegrationSubtype"])
        raise server_error()
    given = _parameters(call, integration)
    region = given.pop("Region", None) or call.api.region
    try:
        client = getattr(_clients(call, integration, region), operation.client)
        found = getattr(client, operation.method)(**operation.pack(_named(operation, given)))
    except ClientError as error:
        details = error.response["Error"]
        log.warning("stackrig: %s: %s failed: %s", call.route_key, integration["IntegrationSubtype"], error)
        status = error.response["ResponseMetadata"].get("HTTPStatusCode", 400)
        return _answer(status, {"__type": details.get("Code"), "message": details.get("Message")})
    except ParamValidationError as error:
        log.warning("stackrig: %s: %s", call.route_key, error)
        raise server_error() from error
    del found["ResponseMetadata"]
    if operation.client == "sqs":
        return _answer_in_xml(call, "".join(part.title() for part in operation.method.split("_")), found)
    return _answer(200, found)


def _parameters(call: Call, integration: Record) -> Parameters:
    """Return the parameters with a value, converted to their types."""
    texts = {
        key: render(value, lambda name: find_value(call, name))
        for key, value in (integration.get("RequestParameters") or {}).items()
    }
    return {key: _typed(key, value) for key, value in texts.items() if value is not None}


def _typed(key: str, value: str) -> Any:
    if key in NUMBERS:
        return int(value)
    return json.loads(value) if key in DOCUMENTS else value


def _named(operation: Operation, given: Mapping[str, Any]) -> Parameters:
    if operation.client != "stepfunctions":
        return dict(given)
    return {SMALL.get(key, key): value for key, value in given.items()}


def _clients(call: Call, integration: Record, region: str) -> Any:
    role = integration.get("CredentialsArn")
    if role:
        return connect_to.with_assumed_role(role_arn=role, service_principal="apigateway", region_name=region)
    return connect_to(aws_access_key_id=call.api.account, region_name=region)


def _answer(status: int, said: Mapping[str, Any]) -> Answer:
    body = json.dumps(said, default=_plain).encode()
    return Answer(status, body, [("Content-Type", JSON)])


def _answer_in_xml(call: Call, operation: str, said: Mapping[str, Any]) -> Answer:
    """Return SQS's answer in XML: API Gateway calls it by the query protocol."""
    from localstack.aws.protocol.serializer import create_serializer  # type: ignore[import-not-found]
    from localstack.aws.spec import load_service  # type: ignore[import-not-found]

    model = load_service("sqs", protocol="query")
    serializer = create_serializer(model)
    made = serializer.serialize_to_response(said, model.operation_model(operation), {}, call.id)
    return Answer(made.status_code, made.get_data(), [("Content-Type", "text/xml")])


def _plain(value: Any) -> Any:
    return value.timestamp() if isinstance(value, datetime) else str(value)
