"""The route that reports what roles lack, what they never used, and the least policy that would do."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.services.edge import ROUTER  # type: ignore[import-not-found]

from .patterns import as_list, is_like
from .policies import ALLOW, read_text
from .record import Record, Refused, records
from .stored import find_role

PATH = "/_stackrig/iam"
VERSION = "2012-10-17"
OF_RESOURCE = "resource-based policy"
LACKING = re.compile(r"because no (.+) allows")  # of a decision's reason


def serve_report() -> None:
    """Answer at PATH, with requests of a time `since` in seconds since 1970 only if the query has one."""
    ROUTER.add(PATH, _answer)


def _answer(request: Any) -> Any:
    since = float(request.args.get("since", 0))
    return Response.for_json(
        {
            "mode": os.environ["STACKRIG_IAM"],
            "callers": [_described(record, since) for record in records()],
        }
    )


def _described(record: Record, since: float) -> dict[str, Any]:
    refused = [one for one in list(record.refused.values()) if one.moments and one.moments[-1] >= since]
    needed = {*record.used, *((one.action, one.resource) for one in list(record.refused.values()))}
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
            }
            for one in refused
        ],
        "lacks": _lacks(record, refused),
        "unused": list(_unused(record)),
        "least": {"Version": VERSION, "Statement": statements(needed)},
    }


def _lacks(record: Record, refused: Iterable[Refused]) -> list[dict[str, Any]]:
    """Return the statements that are missing, each with the kind of the policy that lacks it, and whose that is.

    Nothing is missing where a policy denies a request.
    """
    needed: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for one in refused:
        if kind := LACKING.match(one.reason):
            owner = one.resource if kind[1] == OF_RESOURCE else record.arn
            needed[kind[1], owner].add((one.action, one.resource))
    principal = {"AWS": record.arn} if record.arn.startswith("arn:") else {"Service": record.arn}
    return [
        {"policy": kind, "owner": owner, "statement": _of_resource(one, principal) if kind == OF_RESOURCE else one}
        for (kind, owner), actions in needed.items()
        for one in statements(actions)
    ]


def _of_resource(statement: dict[str, Any], principal: dict[str, str]) -> dict[str, Any]:
    """Return a statement as the policy of a resource has it; trust policies of roles name no resource."""
    is_trust = statement["Action"] == "sts:AssumeRole"
    named = {key: one for key, one in statement.items() if not (is_trust and key == "Resource")}
    return {"Effect": ALLOW, "Principal": principal, **named}


def statements(needed: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return statements that allow these actions on these resources, those on equal resources in one."""
    actions: dict[str, list[str]] = defaultdict(list)
    for action, resource in sorted(needed):
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
    used = {action.lower() for action, _ in record.used}
    for name, text in role.policies.items():
        allowed = [one for one in read_text(text) if one.effect == ALLOW and not one.has_other_actions]
        for pattern in dict.fromkeys(pattern for one in allowed for pattern in as_list(one.actions)):
            if not any(is_like(pattern, action) for action in used):
                yield f"{pattern} ({name})"
