"""The values for conditions, by their keys in lower case.

Global keys are in every request, see "AWS global condition context keys" in IAM's user guide:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html. A service's own keys are the
ones in common use. Keys of a resource's tags are missing.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from .patterns import Values

Parameters = Mapping[str, Any]
Pairs = Iterator[tuple[str, Any]]


def request_values(region: str, user_agent: str, address: str, account: str) -> dict[str, tuple[str, ...]]:
    """Return the keys of every request. SDKs reach AWS over TLS, so conditions see that here too."""
    now = time.time()
    return {
        "aws:currenttime": (datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),),
        "aws:epochtime": (str(int(now)),),
        "aws:requestedregion": (region,),
        "aws:resourceaccount": (account,),
        "aws:securetransport": ("true",),
        "aws:sourceip": (address,),
        "aws:useragent": (user_agent,),
        "aws:viaawsservice": ("false",),
    }


def operation_values(prefix: str, parameters: Parameters, partition_key: str = "") -> Values:
    """Return the values of an operation's own keys.

    Args:
        partition_key: its name in the DynamoDB table of the request.
    """
    found = {**dict(_tags(parameters)), **dict(KEYS.get(prefix, _none)(parameters))}
    if partition_key:
        found["dynamodb:LeadingKeys"] = list(_leading_keys(parameters, partition_key))
    return {key.lower(): _texts(value) for key, value in found.items() if value not in (None, "", [], ())}


def _texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(str(one).lower() if isinstance(one, bool) else str(one) for one in values)


def _none(_parameters: Parameters) -> Pairs:
    return iter(())


def _tags(parameters: Parameters) -> Pairs:
    tags = parameters.get("Tags") or parameters.get("tags")
    pairs: dict[str, str] = {}
    if isinstance(tags, Mapping):
        pairs = {str(key): str(value) for key, value in tags.items()}
    elif isinstance(tags, list):
        pairs = {one["Key"]: one.get("Value", "") for one in tags if isinstance(one, Mapping) and "Key" in one}
    for key, value in pairs.items():
        yield f"aws:RequestTag/{key}", value
    if pairs:
        yield "aws:TagKeys", list(pairs)


def _pick(names: Mapping[str, str]) -> Callable[[Parameters], Pairs]:
    """Return the function that takes the values of keys from parameters with other names."""
    return lambda parameters: ((key, parameters.get(name)) for key, name in names.items())


def _dynamodb(parameters: Parameters) -> Pairs:
    yield "dynamodb:Select", parameters.get("Select")
    yield "dynamodb:ReturnValues", parameters.get("ReturnValues")
    yield "dynamodb:ReturnConsumedCapacity", parameters.get("ReturnConsumedCapacity")
    names = parameters.get("ExpressionAttributeNames") or {}
    projected = parameters.get("ProjectionExpression") or ""
    attributes = parameters.get("AttributesToGet") or [
        names.get(one.strip(), one.strip()) for one in projected.split(",") if one.strip()
    ]
    yield "dynamodb:Attributes", attributes or list(parameters.get("Item") or parameters.get("Key") or ())


def _leading_keys(parameters: Parameters, partition_key: str) -> Iterator[str]:
    """Yield the partition key's values in a request."""
    items = [parameters.get("Key") or {}, parameters.get("Item") or {}]
    for one in (parameters.get("RequestItems") or {}).values():
        if isinstance(one, Mapping):
            items += one.get("Keys") or []
        else:
            items += [next(iter(write.values())).get("Item") or write["DeleteRequest"]["Key"] for write in one]
    yield from (_scalar(item[partition_key]) for item in items if partition_key in item)
    names = parameters.get("ExpressionAttributeNames") or {}
    values = parameters.get("ExpressionAttributeValues") or {}
    for name, value in re.findall(r"([#\w]+)\s*=\s*(:\w+)", parameters.get("KeyConditionExpression") or ""):
        if names.get(name, name) == partition_key and value in values:
            yield _scalar(values[value])


def _scalar(value: Any) -> str:
    return str(next(iter(value.values()))) if isinstance(value, Mapping) and value else str(value)


def _kms(parameters: Parameters) -> Pairs:
    context = parameters.get("EncryptionContext") or {}
    yield from ((f"kms:EncryptionContext:{key}", value) for key, value in context.items())
    yield "kms:EncryptionContextKeys", list(context)
    key = parameters.get("KeyId") or ""
    yield "kms:RequestAlias", key.rpartition(":")[2] if "alias/" in key else None
    yield "kms:EncryptionAlgorithm", parameters.get("EncryptionAlgorithm") or "SYMMETRIC_DEFAULT"


def _events(parameters: Parameters) -> Pairs:
    entries = parameters.get("Entries") or []
    yield "events:source", list(dict.fromkeys(one.get("Source", "") for one in entries))
    yield "events:detail-type", list(dict.fromkeys(one.get("DetailType", "") for one in entries))


KEYS: dict[str, Callable[[Parameters], Pairs]] = {
    "cloudwatch": _pick({"cloudwatch:namespace": "Namespace"}),
    "dynamodb": _dynamodb,
    "events": _events,
    "iam": _pick({"iam:PolicyARN": "PolicyArn", "iam:PermissionsBoundary": "PermissionsBoundary"}),
    "kms": _kms,
    "lambda": _pick({"lambda:FunctionArn": "FunctionName", "lambda:Principal": "Principal"}),
    "s3": _pick(
        {
            "s3:delimiter": "Delimiter",
            "s3:max-keys": "MaxKeys",
            "s3:prefix": "Prefix",
            "s3:VersionId": "VersionId",
            "s3:x-amz-acl": "ACL",
            "s3:x-amz-server-side-encryption": "ServerSideEncryption",
            "s3:x-amz-server-side-encryption-aws-kms-key-id": "SSEKMSKeyId",
            "s3:x-amz-storage-class": "StorageClass",
        }
    ),
    "secretsmanager": _pick(
        {
            "secretsmanager:Name": "Name",
            "secretsmanager:SecretId": "SecretId",
            "secretsmanager:VersionId": "VersionId",
            "secretsmanager:VersionStage": "VersionStage",
        }
    ),
    "ses": _pick({"ses:FromAddress": "Source"}),
    "sns": _pick({"sns:Protocol": "Protocol", "sns:Endpoint": "Endpoint"}),
    "ssm": _pick({"ssm:Overwrite": "Overwrite", "ssm:Recursive": "Recursive"}),
    "sts": _pick({"sts:ExternalId": "ExternalId", "sts:RoleSessionName": "RoleSessionName"}),
}
