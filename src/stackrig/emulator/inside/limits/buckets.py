"""Requests that S3 refuses: access control lists, public settings, lifecycle rules, names and sizes.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
"""

import json
import re
import secrets
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from ..iam.actions import actions_of
from ..iam.callers import session_of
from ..iam.judging import access_key_of
from ..iam.stored import find_bucket
from ..services.faults import not_served, service_fault
from .bucket_policies import check_policy

ENFORCED = "BucketOwnerEnforced"
GRANTS = ("GrantFullControl", "GrantRead", "GrantReadACP", "GrantWrite", "GrantWriteACP")
OWNERS = {"", "private", "bucket-owner-full-control"}  # canned ACLs that give nobody else access
PUBLIC = {"public-read", "public-read-write", "authenticated-read"}
EVERYBODY = ("acs.amazonaws.com/groups/global/AllUsers", "acs.amazonaws.com/groups/global/AuthenticatedUsers")
RESERVED_BEGINS = ("xn--", "sthree-", "amzn-s3-demo-")
RESERVED_ENDS = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
LARGEST_METADATA = 2048  # bytes
MOST_TAGS = 10  # of an object
MOST_KEYS = 1000  # of one DeleteObjects
# Actions of a lifecycle rule.
ACTIONS = {
    "AbortIncompleteMultipartUpload", "Expiration", "NoncurrentVersionExpiration", "NoncurrentVersionTransitions",
    "Transitions",
}  # fmt: skip
RARE, SHORTEST_WAIT = {"ONEZONE_IA", "STANDARD_IA"}, 30  # storage classes, and days before an object can have one
# Keys of conditions that make a policy not public, where their values are fixed.
LIMITING = frozenset({
    "aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:sourceaccount",
    "aws:sourcearn", "aws:sourceip", "aws:sourceorgid", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce",
    "aws:userid", "s3:dataaccesspointaccount", "s3:dataaccesspointarn",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
})  # fmt: skip
RANGES = {"aws:principalarn", "aws:sourcearn", "s3:dataaccesspointarn"}  # wildcards after the account are fine


def _check_new_bucket(_context: Any, request: Mapping[str, Any]) -> None:
    if request["Bucket"].startswith(RESERVED_BEGINS) or request["Bucket"].endswith(RESERVED_ENDS):
        raise service_fault("InvalidBucketName", "The specified bucket is not valid.")
    if _gives_access(request):
        if (request.get("ObjectOwnership") or ENFORCED) == ENFORCED:
            text = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"
            raise service_fault("InvalidBucketAclWithObjectOwnership", text)
        if _is_public(request):
            text = "Bucket cannot have public ACLs set with BlockPublicAccess enabled"
            raise service_fault("InvalidBucketAclWithBlockPublicAccessError", text)


def _check_acl(context: Any, request: Mapping[str, Any]) -> None:
    """Refuse an ACL of a bucket or an object; even one that gives nobody else access where ACLs are off."""
    _check_access(context, request, always=True)


def _check_access(context: Any, request: Mapping[str, Any], *, always: bool = False) -> None:
    bucket, _ = find_bucket(request["Bucket"])
    if bucket is None or not (always or _gives_access(request)):
        return
    _check_form(context, request, bucket.owner, always=always)
    is_own = request.get("ACL") == "bucket-owner-full-control"
    if str(bucket.object_ownership or "") == ENFORCED and (_gives_access(request) or (always and not is_own)):
        raise service_fault("AccessControlListNotSupported", "The bucket does not allow ACLs")
    if _is_public(request) and (bucket.public_access_block or {}).get("BlockPublicAcls"):
        raise _blocked(context, request, "public access control lists (ACLs)", "BlockPublicAcls")


def _check_form(context: Any, request: Mapping[str, Any], owner: Any, *, always: bool) -> None:
    """Let LocalStack refuse a malformed ACL: S3 looks at that first."""
    from localstack.services.s3 import provider  # type: ignore[import-not-found]

    if always:
        provider.get_access_control_policy_from_acl_request(request, owner, context.request.data)
    else:
        provider.get_access_control_policy_for_new_resource_request(request, owner)


def _check_object(context: Any, request: Mapping[str, Any]) -> None:
    _check_access(context, request)
    metadata = request.get("Metadata") or {}
    if sum(len(name.encode()) + len(str(value).encode()) for name, value in metadata.items()) > LARGEST_METADATA:
        text = "Your metadata headers exceed the maximum allowed metadata size"
        raise service_fault("MetadataTooLarge", text)
    _check_number_of_tags(parse_qsl(request.get("Tagging") or "", keep_blank_values=True))


def _check_tags(_context: Any, request: Mapping[str, Any]) -> None:
    _check_number_of_tags(request["Tagging"].get("TagSet") or ())


def _check_number_of_tags(tags: Collection[Any]) -> None:
    if len(tags) > MOST_TAGS:
        raise service_fault("BadRequest", f"Object tags cannot be greater than {MOST_TAGS}")


def _check_policy(context: Any, request: Mapping[str, Any]) -> None:
    bucket, _ = find_bucket(request["Bucket"])
    expected = request.get("ExpectedBucketOwner") or ""
    if expected and not re.fullmatch(r"\d{12}", expected):  # LocalStack refuses it, as S3 does first
        return
    if bucket is None:
        return
    check_policy(request["Bucket"], request["Policy"], context.account_id)
    if not (bucket.public_access_block or {}).get("BlockPublicPolicy"):
        return
    try:
        statements = json.loads(request["Policy"])["Statement"]
        is_public = any(_is_open(one) for one in (statements if isinstance(statements, list) else [statements]))
    except (ValueError, KeyError, TypeError, AttributeError):  # it is LocalStack's to refuse what is malformed
        return
    if is_public:
        raise _blocked(context, request, "public policies", "BlockPublicPolicy")


def _check_owner(_context: Any, request: Mapping[str, Any]) -> None:
    """Refuse a request that expects another owner of its bucket, in all operations."""
    expected = request.get("ExpectedBucketOwner")
    bucket, owner = find_bucket(request.get("Bucket") or "")
    if bucket is not None and re.fullmatch(r"\d{12}", expected or "") and expected != owner:
        raise service_fault("AccessDenied", "Access Denied", 403)


def _refuse_session(_context: Any, _request: Mapping[str, Any]) -> None:
    raise not_served("LocalStack has no directory buckets, which are those whose names end in --x-s3")


def _check_lifecycle(_context: Any, request: Mapping[str, Any]) -> None:
    rules = (request.get("LifecycleConfiguration") or {}).get("Rules") or ()
    for rule in rules:
        _complete(rule)
    names = [rule["ID"] for rule in rules if rule.get("ID")]
    if len({*names}) < len(names):
        raise service_fault("InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule")
    for rule in rules:
        if not ACTIONS & rule.keys():
            raise service_fault("InvalidRequest", "At least one action needs to be specified in a rule")
        if (rule.get("Expiration") or {}).get("Days", 1) < 1:
            raise service_fault("InvalidArgument", "'Days' for Expiration action must be a positive integer")
        for one in rule.get("Transitions") or ():
            if one.get("StorageClass") in RARE and one.get("Days", SHORTEST_WAIT) < SHORTEST_WAIT:
                text = f"'Days' in Transition action must be greater than or equal to {SHORTEST_WAIT} for storageClass"
                raise service_fault("InvalidArgument", f"{text} '{one['StorageClass']}'")


def _complete(rule: dict[str, Any]) -> None:
    """Give a rule an ID as S3 does, and the newer form of a prefix: LocalStack refuses rules without these."""
    rule.setdefault("ID", secrets.token_urlsafe(36))
    if "Prefix" in rule and "Filter" not in rule:
        rule["Filter"] = {"Prefix": rule.pop("Prefix")}


def _check_deletions(_context: Any, request: Mapping[str, Any]) -> None:
    if len(request["Delete"].get("Objects") or ()) > MOST_KEYS:
        text = "The XML you provided was not well-formed or did not validate against our published schema"
        raise service_fault("MalformedXML", text)


def _gives_access(request: Mapping[str, Any]) -> bool:
    """Tell whether a request gives others access by an ACL."""
    return (request.get("ACL") or "") not in OWNERS or any(request.get(name) for name in GRANTS)


def _is_public(request: Mapping[str, Any]) -> bool:
    grants = ((request.get("AccessControlPolicy") or {}).get("Grants")) or ()
    grantees = [(grant.get("Grantee") or {}).get("URI") or "" for grant in grants]
    headers = [str(request.get(name) or "") for name in GRANTS]
    return request.get("ACL") in PUBLIC or any(who in text for text in (*grantees, *headers) for who in EVERYBODY)


def _is_open(statement: Mapping[str, Any]) -> bool:
    """Tell whether a statement lets everybody in: its conditions don't limit that to fixed values."""
    principal = statement.get("Principal")
    named = principal.get("AWS") if isinstance(principal, dict) else principal
    is_everybody = "*" in (named if isinstance(named, list) else [named])
    return statement.get("Effect") == "Allow" and is_everybody and not any(_limiting(statement.get("Condition") or {}))


def _limiting(condition: Mapping[str, Any]) -> Iterator[bool]:
    for operator, keys in condition.items():
        is_positive = "Not" not in operator and not operator.endswith("IfExists")
        for key, values in keys.items():
            fixed = all("*" not in str(value) for value in (values if isinstance(values, list) else [values]))
            yield is_positive and key.lower() in LIMITING and (fixed or key.lower() in RANGES)


def _blocked(context: Any, request: Mapping[str, Any], what: str, setting: str) -> Exception:
    session = session_of(access_key_of(context))
    caller = session.caller.arn if session else f"arn:aws:iam::{context.account_id}:root"
    (action,) = actions_of("s3", context.operation.name, request)
    who = f"User: {caller} is not authorized to perform: {action}"
    place = f'on resource: "arn:aws:s3:::{"/".join(filter(None, (request["Bucket"], request.get("Key"))))}"'
    reason = f"because {what} are prevented by the {setting} setting in S3 Block Public Access."
    return service_fault("AccessDenied", f"{who} {place} {reason}", 403)


CHECKS = {
    "*": _check_owner,
    "CopyObject": _check_object,
    "CreateBucket": _check_new_bucket,
    "CreateMultipartUpload": _check_object,
    "CreateSession": _refuse_session,
    "DeleteObjects": _check_deletions,
    "PutBucketAcl": _check_acl,
    "PutBucketLifecycleConfiguration": _check_lifecycle,
    "PutBucketPolicy": _check_policy,
    "PutObject": _check_object,
    "PutObjectAcl": _check_acl,
    "PutObjectTagging": _check_tags,
}
