"""Judge each request of a role, a user or a service before LocalStack serves it: note what AWS would refuse, or refuse.

A handler of LocalStack's chain, called when a request's operation and parameters are known.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from localstack.aws.api import CommonServiceException  # type: ignore[import-not-found]
from localstack.utils.aws.request_context import (  # type: ignore[import-not-found]
    extract_access_key_id_from_auth_header,
)

from . import callers, stored
from .actions import prefix_of
from .evaluation import Decision, Policies, decide
from .policies import Caller, Request
from .record import note_refusal, note_use
from .refusals import refusal
from .resources import Need, Place, needs_of
from .values import request_values

log = logging.getLogger(__name__)
ADDRESS = "127.0.0.1"
# What services do at a resource whose policy has to let them; anything else they do is LocalStack's own affair.
DELIVERIES = {"lambda:InvokeFunction", "sns:Publish", "sqs:SendMessage", "sts:AssumeRole"}


@dataclass(frozen=True, slots=True)
class Judge:
    """Judge requests; `enforces` tells whether what AWS refuses is refused."""

    enforces: bool

    def __call__(self, _chain: Any, context: Any, _response: Any) -> None:
        """Judge one request.

        Raises:
            CommonServiceException: it is refused.
        """
        if context.operation is None:
            return
        session = callers.session_of(access_key_of(context))
        caller = session.caller if session else callers.service_of(context.internal_request_params)
        if caller is None:
            return
        policies = session.policies() if session else Policies()
        values = dict(session.tags if session else _source_values(context)) | _caller_values(caller)
        values |= request_values(context.region, context.request.headers.get("User-Agent", ""), ADDRESS, caller.account)
        for need in _needs(context, caller):
            decision = judge_need(caller, need, policies, values)
            if not decision.is_allowed and self.enforces:
                raise _error(context, caller, need, decision)


def judge_need(caller: Caller, need: Need, policies: Policies, values: dict[str, Any]) -> Decision:
    """Return whether a caller may do something, and note it."""
    resource, owner = stored.policy_of(need.action, need.resources[0]) if need.resources else (None, "")
    request = Request(need.action, need.resources, values)
    decision = decide(caller, request, replace(policies, resource=resource, owner=owner))
    who = (caller.role or caller.arn, caller.account, (caller.role or caller.arn).rpartition("/")[2])
    shown = need.resources[0] if need.resources else "*"
    if decision.is_allowed:
        note_use(*who, need.action, shown)
    else:
        note_refusal(*who, need.action, shown, decision.reason)
    return decision


def access_key_of(context: Any) -> str:
    """Return the access key that signs a request, empty where none does."""
    headers, query = context.request.headers, context.request.args
    key = extract_access_key_id_from_auth_header(headers)
    return str(query["X-Amz-Credential"].partition("/")[0] if "X-Amz-Credential" in query else key or "")


def _needs(context: Any, caller: Caller) -> Iterator[Need]:
    """Yield what a request needs, its resources by their whole ARNs."""
    service, parameters = context.service, context.service_request or {}
    prefix = prefix_of(service.service_name, service.signing_name)
    place = Place(context.partition, context.region, context.account_id)
    for need in needs_of(
        place, prefix, context.operation.name, parameters, context.request.path, context.request.method
    ):
        if caller.service and need.action not in DELIVERIES:
            continue
        if need.action == "sts:AssumeRole" and stored.find_role(need.resources[0]) is None:
            continue  # LocalStack assumes roles that are not there
        yield replace(need, resources=tuple(stored.full_arn(prefix, one) for one in need.resources))


def _source_values(context: Any) -> dict[str, Any]:
    """Return what is known of the resource for which a service calls."""
    arn = context.internal_request_params.get("source_arn")
    account = arn.split(":")[4] if arn else ""
    return {"aws:sourcearn": (arn,) if arn else None, "aws:sourceaccount": (account,) if account else None}


def _caller_values(caller: Caller) -> dict[str, Any]:
    if caller.service:
        return {"aws:principalisawsservice": ("true",), "aws:principalservicename": (caller.service,)}
    return {
        "aws:principalaccount": (caller.account,),
        "aws:principalarn": (caller.role or caller.arn,),
        "aws:principalisawsservice": ("false",),
        "aws:principaltype": ("AssumedRole" if caller.role else "User",),
    }


def _error(context: Any, caller: Caller, need: Need, decision: Decision) -> Exception:
    told = refusal(str(context.service.protocol), caller, need, decision)
    log.info("stackrig: refused: %s", told.message)
    error: Exception = CommonServiceException(told.code, told.message, status_code=told.status, sender_fault=True)
    return error
