"""Policy documents as statements, and the statements that match a request.

See "IAM JSON policy element reference" in IAM's user guide:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from .conditions import holds
from .patterns import Values, as_list, fill, is_like, is_resource_like

ALLOW, DENY = "Allow", "Deny"
VARIABLES_SINCE = "2012-10-17"  # the version of the policy language that has variables
EVERYONE = EVERYTHING = "*"
REGION = re.compile(r"\.[a-z]{2}(-[a-z]+)+-\d\.(?=amazonaws\.com)")  # in a service's principal; any region is taken


@dataclass(frozen=True, slots=True)
class Caller:
    """Name the caller in each way in which a policy's principal may.

    `arn` is for errors. `role` is the ARN of the role whose session calls, empty for a user and a service.
    `service` is a service's principal, such as `sns.amazonaws.com`, empty for all others.
    """

    arn: str
    account: str = ""
    role: str = ""
    service: str = ""


ANYBODY = Caller("anonymous")  # a caller without a signature


@dataclass(frozen=True, slots=True)
class Request:
    """Hold an action, its resource and the values of condition keys.

    `resources` are the forms of one resource's ARN where AWS has more than one; a policy may name either. Without one
    the resource is unknown: then every Allow matches, and a Deny only if it names every resource.
    """

    action: str
    resources: tuple[str, ...]
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """Hold one statement of a policy; `actions` are in lower case."""

    effect: str
    actions: tuple[str, ...]
    has_other_actions: bool  # NotAction
    resources: tuple[str, ...] | None  # None without the element: the resource that has the policy
    has_other_resources: bool  # NotResource
    principals: Mapping[str, tuple[str, ...]] | None
    has_other_principals: bool  # NotPrincipal
    conditions: Mapping[str, Mapping[str, Any]]
    has_variables: bool

    def means_action(self, action: str) -> bool:
        """Tell whether the statement matches an action, which is given in lower case."""
        return self.has_other_actions != any(is_like(pattern, action) for pattern in self.actions)

    def means(self, request: Request) -> bool:
        """Tell whether a statement about a request's action matches the request; the caller does not matter."""
        return self._means_resource(request) and holds(
            self.conditions, request.values, is_denial=self.effect == DENY, variables=self.has_variables
        )

    def _means_resource(self, request: Request) -> bool:
        if self.resources is None:
            return True
        if not request.resources:
            return self.effect == ALLOW or (EVERYTHING in self.resources and not self.has_other_resources)
        patterns: Iterable[str | None] = self.resources
        if self.has_variables:
            patterns = [fill(pattern, request.values) for pattern in self.resources]
        return self.has_other_resources != any(
            pattern is not None and is_resource_like(pattern, one) for pattern in patterns for one in request.resources
        )


def read(document: Mapping[str, Any]) -> tuple[Statement, ...]:
    """Return the statements of a policy.

    Raises:
        KeyError, TypeError, AttributeError: the document is no policy.
    """
    has_variables = document.get("Version") == VARIABLES_SINCE
    return tuple(_read(one, has_variables) for one in statements_of(document))


def statements_of(document: Mapping[str, Any]) -> list[Any]:
    """Return the statements of a policy as it stands there: a single one needs no list.

    Raises:
        TypeError, AttributeError: the document is no policy.
    """
    found = document.get("Statement") or ()
    return [found] if isinstance(found, Mapping) else list(found)


@lru_cache(maxsize=1024)
def read_text(text: str) -> tuple[Statement, ...]:
    """Return the statements of a JSON policy, or none if it is no policy; equal texts are read once."""
    try:
        return read(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()


@lru_cache(maxsize=8192)
def about(statements: tuple[Statement, ...], action: str) -> tuple[Statement, ...]:
    """Return the statements of a policy that match an action; AWS's large policies are searched once."""
    return tuple(one for one in statements if one.means_action(action.lower()))


def effects(policies: Iterable[tuple[Statement, ...]], request: Request) -> set[str]:
    """Return the effects of the statements that match a request."""
    return {one.effect for statements in policies for one in about(statements, request.action) if one.means(request)}


def _read(statement: Mapping[str, Any], has_variables: bool) -> Statement:  # noqa: FBT001  # a part of the document
    actions, has_other_actions = _element(statement, "Action")
    resources, has_other_resources = _element(statement, "Resource")
    name = "NotPrincipal" if "NotPrincipal" in statement else "Principal"
    return Statement(
        effect=statement["Effect"],
        actions=tuple(pattern.lower() for pattern in actions or ()),
        has_other_actions=has_other_actions,
        resources=resources,
        has_other_resources=has_other_resources,
        principals=_principals(statement[name]) if name in statement else None,
        has_other_principals=name == "NotPrincipal",
        conditions=statement.get("Condition") or {},
        has_variables=has_variables,
    )


def _element(statement: Mapping[str, Any], name: str) -> tuple[tuple[str, ...] | None, bool]:
    """Return the values of an element, or None, and whether its opposite has them."""
    if f"Not{name}" in statement:
        return tuple(as_list(statement[f"Not{name}"])), True
    return (tuple(as_list(statement[name])) if name in statement else None), False


def _principals(principal: str | Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    if isinstance(principal, str):
        return {EVERYONE: (principal,)}
    found = {kind: tuple(map(str, as_list(names))) for kind, names in principal.items()}
    if "Service" in found:
        found["Service"] = tuple(REGION.sub(".", name) for name in found["Service"])
    return found
