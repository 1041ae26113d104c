"""Preload a rig's services, one after the other, while its database starts and its owner imports Pulumi."""

import logging
import os
import threading

from botocore.exceptions import BotoCoreError, ClientError
from localstack import config  # type: ignore[import-not-found]
from localstack.aws.connect import connect_to  # type: ignore[import-not-found]
from localstack.services.plugins import SERVICE_PLUGINS  # type: ignore[import-not-found]
from localstack.utils.aws.aws_stack import get_valid_regions_for_service  # type: ignore[import-not-found]

log = logging.getLogger(__name__)
# For each service a call that changes nothing and loads provider, parser, serializer and client.
# Services that would download or start a program (Kinesis, OpenSearch) wait for their first real call.
CALLS = {
    "apigateway": "get_account",
    "cloudwatch": "list_dashboards",
    "dynamodb": "list_tables",
    "dynamodbstreams": "list_streams",
    "events": "list_event_buses",
    "iam": "list_roles",
    "kms": "list_keys",
    "lambda": "list_functions",
    "logs": "describe_log_groups",
    "s3": "list_buckets",
    "secretsmanager": "list_secrets",
    "sns": "list_topics",
    "sqs": "list_queues",
    "ssm": "describe_parameters",
    "stepfunctions": "list_state_machines",
    "sts": "get_caller_identity",
}
CLIENTS = {"lambda": "lambda_"}  # LocalStack's client names that differ from the service's
CALLED_BY = {"lambda": ("sts", "s3")}  # services that a service calls inside LocalStack

finished = threading.Event()


def warm_services() -> None:
    """Call every service of SERVICES once, from the account in which LocalStack keeps its own resources.

    A service that fails here fails again, with its reason, on its first real use.
    """
    try:
        _call_services()
    finally:
        finished.set()


def _call_services() -> None:
    clients = connect_to(aws_access_key_id=config.INTERNAL_RESOURCE_ACCOUNT, region_name="us-east-1")
    named = [name.strip() for name in os.environ["SERVICES"].split(",")]
    wanted = dict.fromkeys([*(other for name in named for other in CALLED_BY.get(name, ())), *named])
    for name in wanted:
        if name in CALLS and SERVICE_PLUGINS.exists(name):
            try:
                getattr(getattr(clients, CLIENTS.get(name, name)), CALLS[name])()
                get_valid_regions_for_service(name)  # cached; 0.3 s for API Gateway
            except (BotoCoreError, ClientError) as error:
                log.debug("stackrig: %s was not warmed: %s", name, error)
