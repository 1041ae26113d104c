"""Policies and roles that IAM refuses; moto reads only identity policies, and not all of them.

See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html and
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..iam.patterns import as_list
from ..iam.policies import statements_of
from ..services.faults import service_fault

NAME = re.compile(r"[\w+=,.@-]+", re.ASCII)
# Characters without white space, in a managed policy and in all inline policies of a role.
LARGEST_MANAGED, LARGEST_INLINE = 6144, 10240
SERVICE = re.compile(r"[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|amazon\.com|internal)")


def _check_identity(_context: Any, request: Mapping[str, Any]) -> None:
    """Refuse an inline or managed policy that names principals or is too large."""
    statements = _statements(request["PolicyDocument"])
    if any({"Principal", "NotPrincipal"} & one.keys() for one in statements):
        raise _malformed("Policy document should not specify a principal.")
    size = len(re.sub(r"\s", "", request["PolicyDocument"]))
    if "RoleName" not in request and size > LARGEST_MANAGED:
        raise service_fault("LimitExceeded", f"Cannot exceed quota for PolicySize: {LARGEST_MANAGED}", 409)
    if size > LARGEST_INLINE:
        text = f"Maximum policy size of {LARGEST_INLINE} bytes exceeded for role {request['RoleName']}"
        raise service_fault("LimitExceeded", text, 409)


def _check_new_role(context: Any, request: Mapping[str, Any]) -> None:
    if not NAME.fullmatch(request["RoleName"]):
        text = "It must contain only alphanumeric characters and/or the following: +=,.@_-"
        raise service_fault("ValidationError", f"The specified value for roleName is invalid. {text}")
    _check_trust(context, {"PolicyDocument": request["AssumeRolePolicyDocument"]})


def _check_trust(_context: Any, request: Mapping[str, Any]) -> None:
    """Refuse a trust policy with a resource, without an action of STS, or with a service that is none."""
    for statement in _statements(request["PolicyDocument"]):
        if {"Resource", "NotResource"} & statement.keys():
            raise _malformed("Has prohibited field Resource")
        if not all(str(action).lower().startswith("sts:") for action in as_list(statement.get("Action") or ())):
            raise _malformed("AssumeRole policy may only specify STS AssumeRole actions.")
        for name in _services(statement):
            if not SERVICE.fullmatch(str(name)):
                raise _malformed(f'Invalid principal in policy: "SERVICE":"{name}"')


def _services(statement: Mapping[str, Any]) -> Iterator[Any]:
    principal = statement.get("Principal")
    if isinstance(principal, Mapping):
        yield from as_list(principal.get("Service") or ())


def _statements(document: str) -> list[Mapping[str, Any]]:
    """Return the statements of a policy, none where it is malformed: moto refuses that."""
    try:
        return [one for one in statements_of(json.loads(document)) if isinstance(one, Mapping)]
    except (ValueError, AttributeError, TypeError):
        return []


def _malformed(text: str) -> Exception:
    return service_fault("MalformedPolicyDocument", text)


CHECKS = {
    "CreatePolicy": _check_identity,
    "CreatePolicyVersion": _check_identity,
    "CreateRole": _check_new_role,
    "PutRolePolicy": _check_identity,
    "UpdateAssumeRolePolicy": _check_trust,
}
