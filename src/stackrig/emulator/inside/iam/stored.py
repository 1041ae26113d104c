"""Look up the resources that requests name in LocalStack's stores: their policies, owners and full ARNs.

A missing resource has no policy; the request then fails anyway.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any

from .evaluation import Statements
from .policies import read, read_text
from .resources import Place

Found = tuple[Statements | None, str]  # a resource's policy and its account
NOT_FOUND = (LookupError, AttributeError, ImportError, TypeError, ValueError)  # stores differ between versions


def policy_of(action: str, resource: str) -> Found:
    """Return a resource's policy and account, or None and an empty text."""
    parts = resource.split(":", 5)
    find = FINDERS.get(_service(parts))
    if find is None:
        return None, ""
    try:
        return find(parts, action)
    except NOT_FOUND:
        return None, parts[4]


def full_arn(prefix: str, resource: str) -> str:
    """Return a resource's full ARN: a request may name a secret, a KMS key or a role by less."""
    complete = COMPLETIONS.get(prefix)
    if complete is None:
        return resource
    try:
        return complete(resource.split(":", 5)) or resource
    except NOT_FOUND:
        return resource


def partition_key(arn: str) -> str:
    """Return the name of a table's partition key, or an empty text."""
    from moto.dynamodb.models import dynamodb_backends  # type: ignore[import-not-found]

    parts = arn.split(":", 5)
    try:
        table = dynamodb_backends[parts[4]][parts[3]].tables.get(parts[5].split("/")[1])
        return str(table.hash_key_attr) if table else ""
    except (LookupError, AttributeError):
        return ""


def lacks_object(operation: str, parameters: Mapping[str, Any]) -> bool:
    """Tell whether a request reads a missing object: AWS says so only to callers that may list the bucket.

    See "GetObject" in the API reference of S3, Permissions.
    """
    if operation not in ("GetObject", "HeadObject") or parameters.get("VersionId"):
        return False
    try:
        bucket = find_bucket(parameters["Bucket"])[0]
        return bucket is not None and bucket.objects.get(parameters["Key"]) is None
    except (LookupError, AttributeError, ImportError, TypeError):
        return False


def has_log_group(place: Place, name: str) -> bool:
    """Tell whether a log group exists: LocalStack creates it before each new stream of a function, Lambda only once."""
    from moto.logs.models import logs_backends  # type: ignore[import-not-found]

    try:
        return name in logs_backends[place.account][place.region].groups
    except (LookupError, AttributeError):
        return False


def _service(parts: list[str]) -> str:
    """Return the service in an ARN's parts, or an empty text if they are no ARN's."""
    return parts[2] if len(parts) > 5 else ""  # noqa: PLR2004  # the parts of an ARN


def _parse(policy: Any) -> Statements | None:
    if not policy:
        return None
    return read_text(policy if isinstance(policy, str) else json.dumps(policy))


# --- policies of resources --------------------------------------------------------------------------------------------


def _bucket(parts: list[str], _action: str) -> Found:
    bucket, owner = find_bucket(parts[5].partition("/")[0])
    return _parse(bucket and bucket.policy), owner


def find_bucket(name: str) -> tuple[Any, str]:
    """Return a bucket in any account, with its account, or None and an empty text."""
    from localstack.services.s3.models import s3_stores  # type: ignore[import-not-found]

    owner = s3_stores["000000000000"]["us-east-1"].global_bucket_map.get(name, "")
    return (s3_stores[owner]["us-east-1"].buckets.get(name) if owner else None), owner


def _queue(parts: list[str], _action: str) -> Found:
    queue = find_queue(parts)
    return _parse(queue and queue.attributes.get("Policy")), parts[4]


def find_queue(parts: list[str]) -> Any:
    """Return LocalStack's queue for an ARN's parts, or None."""
    from localstack.services.sqs.models import sqs_stores  # type: ignore[import-not-found]

    try:
        return sqs_stores[parts[4]][parts[3]].queues.get(parts[5])
    except (IndexError, ValueError):  # an ARN that names no queue, no account or no region
        return None


def _topic(parts: list[str], _action: str) -> Found:
    topic = find_topic(parts)
    attributes = topic["attributes"] if isinstance(topic, Mapping) else {"Policy": topic and topic.policy}
    return _parse(attributes.get("Policy")), parts[4]


def find_topic(parts: list[str]) -> Any:
    """Return LocalStack's topic for an ARN's parts, or None."""
    from localstack.services.sns.models import SnsStore, sns_stores  # type: ignore[import-not-found]

    if "topics" in vars(SnsStore):  # the class hides this attribute
        return sns_stores[parts[4]][parts[3]].topics.get(":".join(parts))
    from moto.sns.models import sns_backends  # type: ignore[import-not-found]  # of LocalStack 4.9

    return sns_backends[parts[4]][parts[3]].topics.get(":".join(parts))


def _key(parts: list[str], _action: str) -> Found:
    from localstack.services.kms.models import kms_stores  # type: ignore[import-not-found]

    store = kms_stores[parts[4]][parts[3]]
    key = store.keys.get(parts[5].partition("/")[2])
    if key is None:
        return None, parts[4]
    arn = key.metadata["Arn"]
    grants = [one.metadata for one in list(store.grants.values()) if one.metadata["KeyArn"] == arn]
    return (*(_parse(key.policy) or ()), *read({"Statement": [_granted(one) for one in grants]})), parts[4]


def _granted(grant: Mapping[str, Any]) -> dict[str, Any]:
    """Return the statement that corresponds to a KMS grant.

    See "Grants in AWS KMS" in its developer guide: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html.
    """
    constraints = grant.get("Constraints") or {}
    equal = constraints.get("EncryptionContextEquals")
    pairs = equal or constraints.get("EncryptionContextSubset") or {}
    conditions: dict[str, Any] = {"StringEquals": {f"kms:EncryptionContext:{key}": pairs[key] for key in pairs}}
    if equal:
        conditions["ForAllValues:StringEquals"] = {"kms:EncryptionContextKeys": list(equal)}
    return {
        "Effect": "Allow",
        "Principal": {"AWS": grant["GranteePrincipal"]},
        "Action": [f"kms:{name}" for name in grant["Operations"]],
        "Resource": "*",
        "Condition": conditions,
    }


def _function(parts: list[str], _action: str) -> Found:
    function, qualifier = _find_function(parts), [*parts[5].split(":"), ""][2]
    policy = function and function.permissions.get(qualifier or "$LATEST")
    return (read({"Version": "2012-10-17", "Statement": policy.policy.Statement}) if policy else None), parts[4]


def _find_function(parts: list[str]) -> Any:
    from localstack.services.lambda_.invocation.models import lambda_stores  # type: ignore[import-not-found]

    return lambda_stores[parts[4]][parts[3]].functions.get(parts[5].split(":")[1])


def _secret(parts: list[str], _action: str) -> Found:
    secret = find_secret(parts)
    return _parse(secret and secret.policy), parts[4]


def find_secret(parts: list[str]) -> Any:
    """Return moto's secret for an ARN's parts, or None."""
    from moto.secretsmanager.models import secretsmanager_backends  # type: ignore[import-not-found]

    secrets = secretsmanager_backends[parts[4]][parts[3]].secrets
    return secrets.get(":".join(parts)) or secrets.get(parts[5].removeprefix("secret:"))


def _bus(parts: list[str], _action: str) -> Found:
    from localstack.services.events.models import events_stores  # type: ignore[import-not-found]

    kind, _, name = parts[5].partition("/")
    bus = events_stores[parts[4]][parts[3]].event_buses.get(name) if kind == "event-bus" else None
    return _parse(bus and bus.policy), parts[4]


def _log_group(parts: list[str], _action: str) -> Found:
    """Return the statements of all resource policies of CloudWatch Logs in a region, which are for all its groups."""
    from moto.logs.models import logs_backends

    policies = list(logs_backends[parts[4]][parts[3]].resource_policies.values())
    return tuple(one for policy in policies for one in _parse(policy.policy_document) or ()), parts[4]


def _role(parts: list[str], action: str) -> Found:
    """Return a role's trust policy, which decides only who may assume it."""
    if action.lower() != "sts:assumerole":
        return None, ""
    role = find_role(":".join(parts))
    return _parse(role and role.assume_role_policy_document), parts[4]


def find_role(arn: str) -> Any:
    """Return moto's role for an ARN, or None."""
    from moto.iam.models import iam_backends  # type: ignore[import-not-found]

    if arn.count(":") < 5:  # noqa: PLR2004  # of an ARN
        return None
    _, partition, _, _, account, path = arn.split(":", 5)
    roles = list(iam_backends[account][partition].roles.values())  # programs make roles side by side
    return next((role for role in roles if path == f"role{role.path}{role.name}"), None)


def is_customer_key(arn: str) -> bool:
    """Tell whether a KMS key exists, and is not the one that S3 creates for objects without a key."""
    from localstack.services.kms.models import kms_stores
    from localstack.services.s3.models import s3_stores

    parts = arn.split(":", 5)
    is_there = parts[5].partition("/")[2] in kms_stores[parts[4]][parts[3]].keys
    return is_there and s3_stores[parts[4]][parts[3]].aws_managed_kms_key_id != arn


def key_of_parameter(parts: list[str]) -> str:
    """Return the key that a SecureString of SSM names, or an empty text."""
    from moto.ssm.models import ssm_backends  # type: ignore[import-not-found]

    name = parts[5].removeprefix("parameter")
    known = ssm_backends[parts[4]][parts[3]]._parameters  # noqa: SLF001  # there is no other way
    versions = known.get(name) or known.get(name.removeprefix("/")) or ()
    return str(versions[-1].keyid or "") if versions and versions[-1].parameter_type == "SecureString" else ""


def made_at(arn: str) -> float | None:
    """Return when a role or user was created, in seconds since 1970, or None if it is gone."""
    from moto.iam.models import iam_backends

    _, partition, _, _, account, path = arn.split(":", 5)
    users = iam_backends[account][partition].users.values()
    found = find_role(arn) or next((user for user in users if path == f"user{user.path}{user.name}"), None)
    return found.create_date.replace(tzinfo=UTC).timestamp() if found else None


def is_there(arn: str) -> bool:
    """Tell whether a resource that services deliver to exists, or can't be looked up."""
    parts = arn.split(":", 5)
    find = TARGETS.get(_service(parts))
    try:
        return find is None or bool(find(parts))
    except NOT_FOUND:
        return True


TARGETS: dict[str, Callable[[list[str]], Any]] = {
    "iam": lambda parts: find_role(":".join(parts)),
    "lambda": _find_function,
    "sns": find_topic,
    "sqs": find_queue,
}
FINDERS: dict[str, Callable[[list[str], str], Found]] = {
    "events": _bus,
    "iam": _role,
    "kms": _key,
    "lambda": _function,
    "logs": _log_group,
    "s3": _bucket,
    "secretsmanager": _secret,
    "sns": _topic,
    "sqs": _queue,
}


# --- full ARNs --------------------------------------------------------------------------------------------------------


def _whole_secret(parts: list[str]) -> str | None:
    secret = find_secret(parts)
    return str(secret.arn) if secret else None


def _whole_key(parts: list[str]) -> str | None:
    """Return the ARN of a key that an id or an alias names."""
    from localstack.services.kms.models import kms_stores

    name = parts[5].removeprefix("key/")
    store = kms_stores[parts[4]][parts[3]]
    if name.startswith("alias/"):
        alias = store.aliases.get(name)
        name = alias.metadata["TargetKeyId"] if alias else name
    key = store.keys.get(name)
    return str(key.metadata["Arn"]) if key else None


def _whole_role(parts: list[str]) -> str | None:
    from moto.iam.models import iam_backends

    kind, _, name = parts[5].partition("/")
    roles = iam_backends[parts[4]][parts[1]].roles.values() if kind == "role" else ()
    return next((role.arn for role in roles if role.name == name), None)


COMPLETIONS: dict[str, Callable[[list[str]], str | None]] = {
    "iam": _whole_role,
    "kms": _whole_key,
    "secretsmanager": _whole_secret,
}
