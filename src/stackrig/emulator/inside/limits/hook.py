"""The hook by which requests are held to AWS's limits; a service's own are imported with its first request."""

from importlib import import_module
from typing import Any

from localstack.runtime import hooks  # type: ignore[import-not-found]

# Services whose API model states limits that AWS enforces, with the code of their error.
MODELLED = {
    "dynamodb": "ValidationException",
    "events": "ValidationException",
    "iam": "ValidationError",
    "kms": "ValidationException",
    "lambda": "ValidationException",
    "logs": "InvalidParameterException",
    "secretsmanager": "ValidationException",
    "ssm": "ValidationException",
    "stepfunctions": "ValidationException",
}
OWN = {
    "apigateway": "rest_apis",
    "cloudwatch": "metrics",
    "dynamodb": "tables",
    "ec2": "subnets",
    "events": "event_rules",
    "iam": "role_policies",
    "lambda": "functions",
    "logs": "log_groups",
    "s3": "buckets",
    "secretsmanager": "secrets",
    "sns": "topics",
    "sqs": "queues",
    "ssm": "parameters",
    "stepfunctions": "state_machines",
}


@hooks.on_infra_start()  # type: ignore[untyped-decorator]
def hold_to_limits() -> None:
    """Look at each request before LocalStack's services do."""
    from localstack.aws.handlers import (  # type: ignore[import-not-found]
        serve_custom_service_request_handlers,
    )

    serve_custom_service_request_handlers.append(_check)


def _check(_chain: Any, context: Any, _response: Any) -> None:
    """Check one request; what LocalStack's services send to each other is theirs.

    Raises:
        CommonServiceException: AWS refuses it.
    """
    if context.operation is None or context.is_internal_call:
        return
    service = context.service.service_name
    if code := MODELLED.get(service):
        from .modelled import check_shape

        check_shape(context.operation, context.service_request or {}, code)
    if name := OWN.get(service):
        checks = import_module(f".{name}", __package__).CHECKS
        for check in filter(None, (checks.get("*"), checks.get(context.operation.name))):
            check(context, context.service_request)
