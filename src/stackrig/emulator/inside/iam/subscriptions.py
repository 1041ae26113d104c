"""Subscriptions of log groups: when one is created, CloudWatch Logs checks whether it may call its function.

See https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html; the sentence is from published
errors.
"""

from typing import Any

from .evaluation import Policies
from .judging import judge_need
from .policies import Caller
from .resources import Need
from .stored import is_there, policy_of

LOGS = Caller(arn="logs.amazonaws.com", service="logs.amazonaws.com")
INVOKE = "lambda:InvokeFunction"
REFUSED = (
    "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your"
    " function."
)


def find_fault(account: str, region: str, request: dict[str, Any]) -> str | None:
    """Return AWS's sentence for a subscription whose function CloudWatch Logs may not call, or None."""
    arn = request.get("destinationArn") or ""
    if arn.split(":")[2:3] != ["lambda"] or not is_there(arn):
        return None
    group = f"arn:aws:logs:{region}:{account}:log-group:{request['logGroupName']}:*"
    values = {"aws:sourcearn": (group,), "aws:sourceaccount": (account,)}

    def policies() -> Policies:
        resource, owner = policy_of(INVOKE, arn)
        return Policies(resource=resource, owner=owner)

    return None if judge_need(LOGS, Need(INVOKE, (arn,)), policies, values).is_allowed else REFUSED
