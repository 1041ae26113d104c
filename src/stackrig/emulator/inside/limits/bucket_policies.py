"""Policies that S3 refuses: forms, actions and resources of others, and roles that are not there.

See https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html; the sentences are those that S3 answers.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..iam.conditions import NEGATIONS, OPERATORS
from ..iam.patterns import as_list
from ..iam.policies import statements_of
from ..iam.stored import find_role
from ..services.faults import service_fault

VERSIONS = {"2008-10-17", "2012-10-17"}
NEEDED = {"Effect": ("Effect",), "Principal": ("Principal", "NotPrincipal"), "Action": ("Action", "NotAction"),
          "Resource": ("Resource", "NotResource")}  # fmt: skip
CONDITIONS = {*OPERATORS, *NEGATIONS, "Null"}
MADE_BY_AWS = ("aws-reserved/", "aws-service-role/")  # beginnings of the paths of roles
BUCKETS, OBJECTS = ("listbucket", "getbucket", "putbucket", "deletebucket"), ("getobject", "putobject", "deleteobject")


def check_policy(bucket: str, text: str, account: str) -> None:
    """Refuse a bucket's policy; one that is not JSON is left to LocalStack.

    Raises:
        CommonServiceException: S3 takes no such policy.
    """
    try:
        fault = next(_faults(json.loads(text), bucket, account), "")
    except ValueError:
        return
    except (AttributeError, TypeError):  # a number or nothing where a policy has a text or a statement
        fault = "Invalid policy syntax."
    if fault:
        raise service_fault("MalformedPolicy", fault)


def _faults(policy: Mapping[str, Any], bucket: str, account: str) -> Iterator[str]:
    if policy.get("Version", "2008-10-17") not in VERSIONS:
        yield "The policy must contain a valid version string"
    if policy.get("Statement") is None:
        yield "Missing required field Statement"
    for statement in statements_of(policy):
        for field, names in NEEDED.items():
            if not {*names} & statement.keys():
                yield f"Missing required field {field}"
        yield from _statement_faults(statement, bucket, account)


def _statement_faults(statement: Mapping[str, Any], bucket: str, account: str) -> Iterator[str]:
    if statement["Effect"] not in {"Allow", "Deny"}:
        yield f"Invalid effect: {statement['Effect']}"
    if any(not _is_known(principal, account) for principal in _principals(statement)):
        yield "Invalid principal in policy"
    actions = [action.lower() for action in as_list(statement.get("Action", ()))]
    if any(action != "*" and not action.startswith("s3:") for action in actions):
        yield "Policy has invalid action"
    resources = as_list(statement.get("Resource", ()))
    if any(not _is_of(bucket, resource) for resource in resources):
        yield "Policy has invalid resource"
    if resources and any(not _fits(action.removeprefix("s3:"), resources) for action in actions):
        yield "Action does not apply to any resource(s) in statement"
    for operator in statement.get("Condition") or {}:
        if operator.rpartition(":")[2].removesuffix("IfExists") not in CONDITIONS:
            yield f"Invalid Condition type : {operator}"


def _principals(statement: Mapping[str, Any]) -> Iterator[str]:
    principal = statement.get("Principal", statement.get("NotPrincipal"))
    if isinstance(principal, Mapping):
        yield from as_list(principal.get("AWS", ()))


def _is_known(principal: str, account: str) -> bool:
    """Tell whether a principal may be there: only the own account's roles are known, but for those that AWS makes."""
    own = f"arn:aws:iam::{account}:role/"
    is_program_made = principal.startswith(own) and not principal.removeprefix(own).startswith(MADE_BY_AWS)
    return not is_program_made or find_role(principal) is not None


def _is_of(bucket: str, resource: str) -> bool:
    name = resource.rpartition(":::")[2].partition("/")[0]
    return resource == "*" or (resource.startswith("arn:") and (name == bucket or bool({"*", "?", "$"} & {*name})))


def _fits(action: str, resources: list[str]) -> bool:
    """Tell whether an action on buckets has a bucket, and one on objects has objects; others are not known."""
    if action.startswith(BUCKETS):
        return any("/" not in resource or resource == "*" for resource in resources)
    if action.startswith(OBJECTS) and "objectlockconfiguration" not in action:
        return any("/" in resource or resource.endswith("*") for resource in resources)
    return True
