"""Event source mappings: when one is created, Lambda checks whether the function's role may read the source.

See https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions; the sentences are
from published errors.
"""

from typing import Any

from .callers import Session
from .judging import judge_need
from .policies import Caller
from .resources import Need
from .stored import find_role

STREAM = "Cannot access stream {arn}. Please ensure the role can perform the {actions} Actions on your stream in IAM."
QUEUE = "The provided execution role does not have permissions to call {action} on SQS"
# The actions that a role needs, by the source's service, with AWS's sentence for a missing one.
NEEDED = {
    "dynamodb": (("GetRecords", "GetShardIterator", "DescribeStream"), STREAM),
    "kinesis": (("GetRecords", "GetShardIterator", "DescribeStream"), STREAM),
    "sqs": (("ReceiveMessage", "DeleteMessage", "GetQueueAttributes"), QUEUE),
}
NAMED = {
    "dynamodb": "GetRecords, GetShardIterator, DescribeStream, and ListStreams",
    "kinesis": "GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams",
}


def find_fault(account: str, region: str, request: dict[str, Any]) -> str | None:
    """Return AWS's sentence for a mapping whose source the function's role may not read, or None."""
    arn = request.get("EventSourceArn") or ""
    service = arn.split(":")[2] if arn.count(":") > 1 else ""
    role = _role_of(account, region, request.get("FunctionName") or "")
    if service not in NEEDED or role is None:
        return None
    caller = Caller(f"arn:aws:sts::{account}:assumed-role/{role.name}/lambda", account, role=role.arn)
    policies = Session(caller, role, None, {}).policies
    actions, text = NEEDED[service]
    for action in actions:
        if not judge_need(caller, Need(f"{service}:{action}", (arn,)), policies, {}).is_allowed:
            return text.format(arn=arn, action=action, actions=NAMED.get(service))
    return None


def _role_of(account: str, region: str, name: str) -> Any:
    from localstack.services.lambda_.invocation.models import lambda_stores  # type: ignore[import-not-found]

    short = name.rpartition(":function:")[2].partition(":")[0]
    function = lambda_stores[account][region].functions.get(short)
    return find_role(function.latest().config.role) if function else None
