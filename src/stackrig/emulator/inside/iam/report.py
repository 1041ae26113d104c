"""The routes that report roles' missing and unused permissions, the least sufficient policy, and lost log lines."""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.services.edge import ROUTER  # type: ignore[import-not-found]

from ..services.undelivered_logs import refused_since, wait_for_delivery
from .patterns import as_list, is_like
from .policies import ALLOW, ANYBODY, EVERYONE
from .record import Record, Refused, records
from .stored import find_role, is_there, made_at
from .wildcards import to_paste

PATH = "/_stackrig/iam"
LOGS_PATH = "/_stackrig/refused-logs"
VERSION = "2012-10-17"
OF_RESOURCE = "resource-based policy"
LACKING = re.compile(r"because no (.+) allows")  # a decision's reason
DELIVERY = 5.0  # seconds that log lines may take, since they are calls of a function's role too
SHORT_DELIVERY = 1.0  # the same after a failed test, which waits less


def serve_report() -> None:
    """Answer at both paths; `since` in the query, in seconds since 1970, limits the time.

    With `current` in the query, deleted callers and resources are left out, and so are calls that are allowed by now.
    """
    ROUTER.add(PATH, _answer)
    ROUTER.add(LOGS_PATH, _answer_logs)


def _answer(request: Any) -> Any:
    wait_for_delivery(DELIVERY)
    since, found = float(request.args.get("since", 0)), records()
    if "current" in request.args:
        found = list(filter(None, map(_current, found)))
    callers = [_described(record, since) for record in found]
    return Response.for_json({"mode": os.environ["STACKRIG_IAM"], "callers": callers})


def _answer_logs(request: Any) -> Any:
    wait_for_delivery(SHORT_DELIVERY)
    return Response.for_json({"refused": list(refused_since(float(request.args.get("since", 0))))})


def _current(record: Record) -> Record | None:
    """Return the current facts of an existing caller, or None."""
    made = made_at(record.arn) if record.account else 0.0
    if made is None:
        return None
    refused = {key: one for key, one in list(record.refused.items()) if _is_current(one, record, made)}
    return replace(record, used={key: at for key, at in list(record.used.items()) if at >= made}, refused=refused)


def _is_current(refused: Refused, record: Record, made: float) -> bool:
    if record.account == "" and not is_there(refused.resource):  # the resource's own policy refuses a service
        return False
    return bool(refused.moments) and refused.moments[-1] >= made and refused.is_still_refused()


def _described(record: Record, since: float) -> dict[str, Any]:
    refused = [one for one in list(record.refused.values()) if one.moments and one.moments[-1] >= since]
    needed = {*list(record.used), *((one.action, one.resource) for one in list(record.refused.values()))}
    return {
        "arn": record.arn,
        "account": record.account,
        "name": record.name,
        "refused": [
            {
                "action": one.action,
                "resource": one.resource,
                "reason": one.reason,
                "count": one.count,
                "moments": [moment for moment in one.moments if moment >= since],
                "missing": _missing(record, one),
            }
            for one in refused
        ],
        "unused": list(_unused(record)),
        "least": {"Version": VERSION, "Statement": statements(needed, record.account)},
    }


def _missing(record: Record, refused: Refused) -> dict[str, Any] | None:
    """Return the missing statement, the kind of the policy that lacks it, and the policy's owner.

    Nothing is missing where a policy denies a request.
    """
    kind = LACKING.match(refused.reason)
    if not kind:
        return None
    statement = {
        "Effect": ALLOW,
        "Action": refused.action,
        "Resource": to_paste(refused.resource, record.account),
    }
    if kind[1] != OF_RESOURCE:
        return {"policy": kind[1], "owner": record.arn, "statement": statement}
    return {"policy": kind[1], "owner": refused.resource, "statement": _of_resource(statement, record)}


def _of_resource(statement: dict[str, Any], record: Record) -> dict[str, Any]:
    """Return a statement as a resource's policy needs it; roles' trust policies name no resource."""
    is_trust = statement["Action"] == "sts:AssumeRole"
    named = {key: one for key, one in statement.items() if not (is_trust and key == "Resource")}
    principal: Any = {"AWS": record.arn} if record.arn.startswith("arn:") else {"Service": record.arn}
    if record.arn == ANYBODY.arn:
        principal = EVERYONE
    return {"Effect": ALLOW, "Principal": principal, **named}


def statements(needed: Iterable[tuple[str, str]], account: str) -> list[dict[str, Any]]:
    """Return statements that allow an account's role these actions on these resources, in every deployment."""
    actions: dict[str, list[str]] = defaultdict(list)
    for action, resource in sorted({(action, to_paste(resource, account)) for action, resource in needed}):
        actions[resource].append(action)
    resources: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for resource, names in sorted(actions.items()):
        resources[tuple(names)].append(resource)
    return [
        {"Effect": ALLOW, "Action": _short(list(names)), "Resource": _short(arns)} for names, arns in resources.items()
    ]


def _short(values: list[str]) -> Any:
    return values if len(values) > 1 else values[0]


def _unused(record: Record) -> Iterable[str]:
    """Yield the actions that a role's own policies allow and that it never used, each with its policy's name."""
    role = find_role(record.arn) if ":role/" in record.arn else None
    if role is None:
        return
    used = {action.lower() for action, _ in list(record.used)}
    for name, text in role.policies.items():
        for pattern in dict.fromkeys(_allowed_actions(json.loads(text))):
            if not any(is_like(pattern.lower(), action) for action in used):
                yield f"{pattern} ({name})"


def _allowed_actions(policy: Mapping[str, Any]) -> Iterable[str]:
    """Yield the actions that a policy allows, in its own spelling."""
    statements = policy.get("Statement", ())
    for one in [statements] if isinstance(statements, Mapping) else statements:
        if one["Effect"] == ALLOW:
            yield from as_list(one.get("Action", ()))
