"""Decide whether a request is allowed, as AWS documents it for one account and for two.

See "Policy evaluation logic" in IAM's user guide, with its pages about resource-based policies, permissions
boundaries and session policies:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html. Policies of organizations
(SCP, RCP) are not part of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from .policies import ALLOW, DENY, EVERYONE, Caller, Request, Statement, about, effects

Statements = tuple[Statement, ...]

# The policies of these actions' resources must allow a request, and the caller's own are not enough: trust
# policies of roles, and "Key policies in AWS KMS".
ONLY_WITH_RESOURCE_POLICY = ("sts:assumerole", "kms:")


class Grant(IntEnum):
    """Hold whom a resource's policy allows a request: the caller's account, the caller, or this session."""

    NONE = 0
    ACCOUNT = 1
    CALLER = 2
    SESSION = 3


@dataclass(frozen=True, slots=True)
class Policies:
    """Hold the statements that decide about a caller's request; None for a policy that does not exist.

    `owner` is the resource's account, or empty if it is the caller's.
    """

    identity: tuple[Statements, ...] = ()
    boundary: Statements | None = None
    session: tuple[Statements, ...] | None = None
    resource: Statements | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold whether a request is allowed, and why not, in AWS's words."""

    is_allowed: bool
    reason: str = ""
    is_explicit: bool = False


ALLOWED = Decision(is_allowed=True)


def decide(caller: Caller, request: Request, policies: Policies) -> Decision:
    """Return whether AWS allows a request."""
    layers = {
        "an identity-based policy": effects(policies.identity, request),
        "a permissions boundary": effects([policies.boundary or ()], request),
        "a session policy": effects(policies.session or (), request),
    }
    grant, is_denied = judge_resource(policies.resource or (), caller, request)
    for name, found in (("a resource-based policy", {DENY} if is_denied else set()), *layers.items()):
        if DENY in found:
            return Decision(is_allowed=False, reason=f"with an explicit deny in {name}", is_explicit=True)
    if not caller.account:  # a service, or anybody
        return ALLOWED if grant else _refused(request, "resource-based policy")
    needs_resource = _needs_resource_policy(caller, request, policies)
    if needs_resource and not grant:
        return _refused(request, "resource-based policy")
    return _check_layers(caller, request, policies, grant, layers)


def judge_resource(statements: Statements, caller: Caller, request: Request) -> tuple[Grant, bool]:
    """Return whom a resource's policy allows a request, and whether it denies the request."""
    grant, is_denied = Grant.NONE, False
    for statement in about(statements, request.action):
        meant = _meant(statement, caller)
        if meant and statement.means(request):
            grant = max(grant, meant) if statement.effect == ALLOW else grant
            is_denied = is_denied or statement.effect == DENY
    return grant, is_denied


def _check_layers(
    caller: Caller, request: Request, policies: Policies, grant: Grant, layers: dict[str, set[str]]
) -> Decision:
    """Refuse a request that a layer of the caller's policies does not allow, unless a resource's policy replaces it."""
    crosses = bool(policies.owner) and policies.owner != caller.account
    identity, boundary, session = layers.values()
    stands_in = grant >= Grant.CALLER and not crosses
    if ALLOW not in identity and not stands_in:
        return _refused(request, "identity-based policy")
    if stands_in and (grant == Grant.SESSION or not caller.role):  # a session or a user
        return ALLOWED
    if policies.boundary is not None and ALLOW not in boundary:
        return _refused(request, "permissions boundary")
    if policies.session is not None and ALLOW not in session:
        return _refused(request, "session policy")
    return ALLOWED


def _needs_resource_policy(caller: Caller, request: Request, policies: Policies) -> bool:
    if policies.owner and policies.owner != caller.account:
        return True
    return policies.resource is not None and request.action.lower().startswith(ONLY_WITH_RESOURCE_POLICY)


def _refused(request: Request, kind: str) -> Decision:
    return Decision(is_allowed=False, reason=f"because no {kind} allows the {request.action} action")


# --- principals -------------------------------------------------------------------------------------------------------


def _meant(statement: Statement, caller: Caller) -> Grant:
    """Return as whom a statement's principals match a caller."""
    if statement.principals is None:  # a statement of an identity-based policy, or of an authorizer's answer
        return Grant.CALLER
    grant = max((_match(kind, names, caller) for kind, names in statement.principals.items()), default=Grant.NONE)
    if statement.has_other_principals:
        is_excepted = grant if statement.effect == ALLOW else _is_named(statement.principals, caller)
        return Grant.NONE if is_excepted else Grant.CALLER
    if statement.effect == DENY:
        return Grant.CALLER if grant else Grant.NONE
    return grant


def _is_named(principals: Mapping[str, tuple[str, ...]], caller: Caller) -> bool:
    """Tell whether NotPrincipal names a caller by its account, its role and its session: AWS may look at each of them.

    See "NotPrincipal" in https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html.
    """
    names = {name for given in principals.values() for name in given}
    if EVERYONE in names or not caller.account:
        return bool({EVERYONE, caller.service or EVERYONE} & names)
    has_account = any(name == caller.account or name.endswith(f":iam::{caller.account}:root") for name in names)
    return has_account and {caller.arn, caller.role or caller.arn} <= names


def _match(kind: str, names: Iterable[str], caller: Caller) -> Grant:
    if kind == "Service":
        return Grant.CALLER if caller.service and {caller.service, EVERYONE} & set(names) else Grant.NONE
    if kind not in ("AWS", EVERYONE):
        return Grant.NONE
    return max((_as(name, caller) for name in names), default=Grant.NONE)


def _as(name: str, caller: Caller) -> Grant:
    """Return as whom an AWS principal matches a caller."""
    if name == EVERYONE:
        return Grant.CALLER
    if caller.service or not caller.account:
        return Grant.NONE
    if name == caller.account or name.endswith(f":iam::{caller.account}:root"):
        return Grant.ACCOUNT
    if name == caller.arn:
        return Grant.SESSION if caller.role else Grant.CALLER
    return Grant.CALLER if name == caller.role else Grant.NONE
