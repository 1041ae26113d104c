"""Handlers in LocalStack's chain: they judge each request before it is served, and refuse it if so configured."""

import logging
from dataclasses import dataclass
from typing import Any

from ..services.faults import service_fault
from . import callers, event_sources, subscriptions
from .evaluation import Decision
from .judging import refused_of
from .policies import Caller
from .refusals import refusal
from .resources import Need

log = logging.getLogger(__name__)
# Operations at which a service checks what it will need later, with the code of its refusal.
CHECKED_AHEAD = {
    "CreateEventSourceMapping": (event_sources.find_fault, "InvalidParameterValueException"),
    "PutSubscriptionFilter": (subscriptions.find_fault, "InvalidParameterException"),
}


@dataclass(frozen=True, slots=True)
class Judge:
    """Judge requests; `enforces` tells whether requests that AWS refuses are refused."""

    enforces: bool

    def __call__(self, _chain: Any, context: Any, _response: Any) -> None:
        """Judge one request.

        Raises:
            CommonServiceException: the request is refused.
        """
        if context.operation is None:
            return
        try:
            refused = context.stackrig_refused = refused_of(context)  # records of the call contain it
        except Exception:
            log.exception("stackrig: %s.%s could not be judged", context.service.service_name, context.operation.name)
            return
        if refused and self.enforces:
            raise _error(context, *refused)
        if self.enforces and context.operation.name in CHECKED_AHEAD:
            _check_ahead(context)


def _check_ahead(context: Any) -> None:
    find_fault, code = CHECKED_AHEAD[context.operation.name]
    if fault := find_fault(context.account_id, context.region, context.service_request):
        raise service_fault(code, fault)


def note_session_policies(_chain: Any, context: Any, _response: Any) -> None:
    """Record the managed policies that limit a new session: moto forgets them. A handler of responses."""
    if context.operation is None or context.operation.name != "AssumeRole" or not context.service_response:
        return
    if arns := [one["arn"] for one in context.service_request.get("PolicyArns") or ()]:
        callers.session_arns[context.service_response["Credentials"]["AccessKeyId"]] = tuple(arns)


def _error(context: Any, caller: Caller, need: Need, decision: Decision) -> Exception:
    told = refusal(str(context.service.protocol), caller, need, decision)
    log.info("stackrig: refused: %s", told.message)
    return service_fault(told.code, told.message, told.status)
