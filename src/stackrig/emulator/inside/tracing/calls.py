"""Records of AWS calls, by handlers at both ends of LocalStack's chain."""

import re
from typing import Any

from ..clock.present import real_time
from ..iam.hook import is_wanted as is_judged
from .records import excerpt, is_on, note
from .requests import root_of

PARENT = re.compile(r"Parent=([0-9a-f]+)")
# SDKs send it from functions: https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
HEADER = "X-Amzn-Trace-Id"
NAMES = re.compile(r"(Name|Arn|ARN|Url|Id|Bucket|Key|Prefix)$")  # endings of parameters that name a call's resource
SHOWN = 2  # the most of these parameters


def begin_call(_chain: Any, context: Any, _response: Any) -> None:
    """Remember when a request arrived."""
    context.stackrig_began = real_time()


def end_call(_chain: Any, context: Any, response: Any) -> None:
    """Record an answered call; LocalStack's own calls are left out unless they belong to a traced request."""
    if not is_on() or context.operation is None:
        return
    trace = context.request.headers.get(HEADER, "")
    if context.is_internal_call and not trace:
        return
    error = context.service_exception
    header = context.trace_context.get("aws_trace_header")
    parent = PARENT.search(trace)
    note(
        "call",
        f"{context.service.service_name}.{context.operation.name}",
        getattr(context, "stackrig_began", real_time()),
        root=root_of(trace) or (header.root if header else ""),
        parent=parent[1] if parent else "",
        account=context.account_id,
        fault=f"{error.code}: {excerpt(str(error.message))}" if error else _plain_fault(response),
        facts={
            "status": response.status_code,
            "about": _about(context.service_request or {}),
            "from": context.request.headers.get("User-Agent", "")[:200],
            **(_verdict(context) if is_judged() else {}),
        },
    )


def _plain_fault(response: Any) -> str:
    return f"status {response.status_code}" if response.status_code >= 400 else ""  # noqa: PLR2004  # HTTP's errors


def _about(request: Any) -> str:
    """Return the parameters that name a call's resource; other values may be secret."""
    named = [str(value) for name, value in request.items() if NAMES.search(name) and isinstance(value, str)]
    return " ".join(named[:SHOWN])[:300]


def _verdict(context: Any) -> dict[str, Any]:
    """Return IAM's verdict on a call, or nothing for callers that it does not judge."""
    from ..iam.callers import session_of
    from ..iam.judging import access_key_of

    if refused := getattr(context, "stackrig_refused", None):
        caller, need, decision = refused
        who = (caller.role or caller.arn).rpartition("/")[2]
        resource = need.resources[0] if need.resources else "*"
        reason = f"{who} may not {need.action} on {resource}, {decision.reason}"
        return {"role": who, "iam": "refused", "iam_reason": reason}
    session = session_of(access_key_of(context))
    return {"role": session.name, "iam": "allowed"} if session else {}
