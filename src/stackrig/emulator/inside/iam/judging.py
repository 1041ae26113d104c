"""Decide about requests of roles, users and services as AWS would by the current policies, and record each decision."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from localstack.utils.aws.request_context import (  # type: ignore[import-not-found]
    extract_access_key_id_from_auth_header,
)

from . import callers, stored
from .actions import prefix_of
from .encryption import needs_of_key
from .evaluation import Decision, Policies, Statements, decide
from .patterns import Values
from .policies import ANYBODY, Caller, Request
from .record import note_refusal, note_use
from .resources import Need, Place, needs_of
from .values import operation_values, request_values

ADDRESS = "127.0.0.1"
INVOKE = "execute-api:Invoke"
NOBODY = "because there is no such role"  # LocalStack accepts the role
# Services need the resource's policy for these; LocalStack itself may do everything else for services.
DELIVERIES = {
    "lambda:InvokeFunction", "logs:CreateLogStream", "logs:PutLogEvents", "sns:Publish", "sqs:SendMessage",
    "sts:AssumeRole",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invocation:
    """Hold the facts by which policies judge a request to an API or a function's URL.

    They are its action, origin and condition keys, and the account and policy of the API or function.
    """

    region: str
    account: str
    address: str
    user_agent: str
    policy: Statements | None = None
    action: str = INVOKE
    values: Values = field(default_factory=dict)


def refused_of(context: Any) -> tuple[Caller, Need, Decision] | None:
    """Return AWS's refusal of a request, or None if it is allowed or not judged."""
    session = callers.session_of(access_key_of(context))
    caller = session.caller if session else callers.service_of(context.internal_request_params)
    if caller is None:
        return None
    values = dict(session.tags if session else _source_values(context)) | _caller_values(caller)
    values |= request_values(context.region, context.request.headers.get("User-Agent", ""), ADDRESS, caller.account)
    prefix = prefix_of(context.service.service_name, context.service.signing_name)
    needs = list(_needs(context, caller, prefix))
    values |= operation_values(prefix, context.service_request or {}, _partition_key(prefix, needs))

    def policies_for(need: Need) -> Policies:
        return _with_resource(session.policies() if session else Policies(), need)

    decisions = [(caller, need, judge_need(caller, need, partial(policies_for, need), values)) for need in needs]
    return next((one for one in decisions if not one[2].is_allowed), None)


def _partition_key(prefix: str, needs: list[Need]) -> str:
    return stored.partition_key(needs[0].resources[0]) if prefix == "dynamodb" and needs and needs[0].resources else ""


def judge_need(caller: Caller, need: Need, policies: Callable[[], Policies], values: dict[str, Any]) -> Decision:
    """Return whether a caller's current policies allow an action, and record the decision."""

    def judge() -> Decision:
        if need.action == "sts:AssumeRole" and stored.find_role(need.resources[0]) is None:
            return Decision(is_allowed=False, reason=NOBODY)
        return decide(caller, Request(need.action, need.resources, {**values, **need.values}), policies())

    decision = judge()
    who = (caller.role or caller.arn, caller.account, (caller.role or caller.arn).rpartition("/")[2])
    shown = need.resources[0] if need.resources else "*"
    if decision.is_allowed:
        note_use(*who, need.action, shown)
    else:
        note_refusal(*who, need.action, shown, decision.reason, lambda: not judge().is_allowed)
    return decision


def _with_resource(policies: Policies, need: Need) -> Policies:
    if not need.resources:
        return policies
    resource, owner = stored.policy_of(need.action, need.resources[0])
    return replace(policies, resource=resource, owner=owner)


def judge_invocation(access_key: str, arn: str, invocation: Invocation) -> Decision | None:
    """Return AWS's decision about the signer of a request to an API, or about anybody; None for callers not judged.

    Args:
        access_key: empty for anybody.
    """
    session = callers.session_of(access_key)
    if session is None and access_key:
        return None
    caller = session.caller if session else ANYBODY
    values = (session.tags if session else {}) | _caller_values(caller)
    values |= request_values(invocation.region, invocation.user_agent, invocation.address, caller.account)

    def policies() -> Policies:
        own = session.policies() if session else Policies()
        return replace(own, resource=invocation.policy, owner=invocation.account)

    return judge_need(caller, Need(invocation.action, (arn,), invocation.values), policies, values)


def access_key_of(context: Any) -> str:
    """Return the access key that signs a request, or an empty text."""
    headers, query = context.request.headers, context.request.args
    key = extract_access_key_id_from_auth_header(headers)
    return str(query["X-Amz-Credential"].partition("/")[0] if "X-Amz-Credential" in query else key or "")


def _needs(context: Any, caller: Caller, prefix: str) -> Iterator[Need]:
    """Yield a request's needs, with full ARNs of their resources."""
    request, parameters = context.request, context.service_request or {}
    place = Place(context.partition, context.region, context.account_id)
    needs = needs_of(place, prefix, context.operation.name, parameters, request.path, request.method)
    for need in needs:
        if caller.service and need.action not in DELIVERIES:
            continue
        if need.action == "logs:CreateLogGroup" and stored.has_log_group(place, parameters["logGroupName"]):
            continue
        yield replace(
            need, resources=tuple(stored.full_arn(need.action.partition(":")[0], one) for one in need.resources)
        )
    if not caller.service or any(need.action in DELIVERIES for need in needs):
        yield from needs_of_key(place, prefix, context.operation.name, parameters, needs)
    if prefix == "s3" and stored.lacks_object(context.operation.name, parameters):
        yield Need("s3:ListBucket", (f"arn:aws:s3:::{parameters['Bucket']}",))


def _source_values(context: Any) -> dict[str, Any]:
    """Return the condition keys of the resource for which a service calls; LocalStack does not tell each."""
    arn = str(context.internal_request_params.get("source_arn") or "")
    _, _, service, _, account, *_ = [*arn.split(":"), *[""] * 5]
    named = f"{arn}:*" if service == "logs" else arn
    owner = {"aws:sourceowner": (account,)} if service == "cloudwatch" else {}  # policies that SNS itself makes name it
    return {"aws:sourcearn": (named,) if arn else None, "aws:sourceaccount": (account,) if account else None, **owner}


def _caller_values(caller: Caller) -> dict[str, Any]:
    if caller == ANYBODY:
        return {}
    if caller.service:
        return {"aws:principalisawsservice": ("true",), "aws:principalservicename": (caller.service,)}
    return {
        "aws:principalaccount": (caller.account,),
        "aws:principalarn": (caller.role or caller.arn,),
        "aws:principalisawsservice": ("false",),
        "aws:principaltype": ("AssumedRole" if caller.role else "User",),
    }
