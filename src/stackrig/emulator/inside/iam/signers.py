"""Signers of requests to an API, judged by their own policies and the API's together.

See "How API Gateway resource policies affect authorization workflow" in API Gateway's developer guide, table B:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html.
"""

from typing import Any

from .hook import enforces, is_wanted


def find_refusal(access_key: str, arn: str, **invocation: Any) -> str | None:
    """Return the reason why AWS refuses a request to an API or a function's URL, or None.

    Args:
        access_key: empty for anybody.
        invocation: fields of `judging.Invocation`.
    """
    if not is_wanted():
        return None
    from .judging import Invocation, judge_invocation

    decision = judge_invocation(access_key, arn, Invocation(**invocation))
    return decision.reason if decision and not decision.is_allowed and enforces() else None
