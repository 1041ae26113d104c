"""Customers' keys of encrypted resources: reading or writing the resources needs permissions for the key too.

See "Using AWS KMS keys" of each service, such as
https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html and
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html. AWS's managed
keys allow everybody in the account to use them through their service.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from . import stored
from .resources import Need, Place

Parameters = Mapping[str, Any]
READ, WRITE, BOTH = ("Decrypt",), ("GenerateDataKey",), ("GenerateDataKey", "Decrypt")
ENCRYPT = ("Encrypt",)
MANAGED = "alias/aws/"

# Actions on the key by prefix and operation.
USED: dict[str, dict[str, tuple[str, ...]]] = {
    "s3": {"GetObject": READ, "PutObject": WRITE, "CopyObject": WRITE, "CreateMultipartUpload": BOTH},
    "secretsmanager": {
        "GetSecretValue": READ,
        "CreateSecret": BOTH,
        "PutSecretValue": BOTH,
        "UpdateSecret": BOTH,
    },
    "sns": {"Publish": BOTH, "PublishBatch": BOTH},
    "sqs": {"SendMessage": BOTH, "SendMessageBatch": BOTH, "ReceiveMessage": READ},
    "ssm": {"GetParameter": READ, "GetParameters": READ, "GetParametersByPath": READ, "PutParameter": ENCRYPT},
}


def needs_of_key(
    place: Place, prefix: str, operation: str, parameters: Parameters, needs: list[Need]
) -> Iterator[Need]:
    """Yield a request's needs of a customer's key, for the resources in its other needs."""
    actions = USED.get(prefix, {}).get(operation)
    if not actions:
        return
    for arn in dict.fromkeys(one for need in needs for one in need.resources[:1]):
        name = _key_of(prefix, operation, parameters, arn)
        key = name and stored.full_arn("kms", name if name.startswith("arn:") else place.arn("kms", f"key/{name}"))
        if key and MANAGED not in name and stored.is_customer_key(key):
            service = {"kms:viaservice": (f"{prefix}.{place.region}.amazonaws.com",)}
            yield from (Need(f"kms:{action}", (key,), service) for action in actions)


def _key_of(prefix: str, operation: str, parameters: Parameters, arn: str) -> str:
    try:
        return KEYS[prefix](arn.split(":", 5), operation, parameters) or ""
    except stored.NOT_FOUND:  # there is no such resource
        return ""


def _of_s3(parts: list[str], operation: str, parameters: Parameters) -> Any:
    bucket = stored.find_bucket(parts[5].partition("/")[0])[0]
    if operation == "GetObject":
        version = [parameters["VersionId"]] if parameters.get("VersionId") else []
        return bucket.objects.get(parameters["Key"], *version).kms_key_id
    if kind := parameters.get("ServerSideEncryption"):
        return parameters.get("SSEKMSKeyId") if kind.startswith("aws:kms") else None
    return bucket.encryption_rule["ApplyServerSideEncryptionByDefault"].get("KMSMasterKeyID")


def _of_secret(parts: list[str], operation: str, parameters: Parameters) -> Any:
    if operation == "UpdateSecret" and not (parameters.get("SecretString") or parameters.get("SecretBinary")):
        return parameters.get("KmsKeyId")
    return parameters.get("KmsKeyId") or stored.find_secret(parts).kms_key_id


def _of_queue(parts: list[str], _operation: str, _parameters: Parameters) -> Any:
    return stored.find_queue(parts).attributes.get("KmsMasterKeyId")


def _of_topic(parts: list[str], _operation: str, _parameters: Parameters) -> Any:
    topic = stored.find_topic(parts)
    return topic["attributes"].get("KmsMasterKeyId") if isinstance(topic, Mapping) else topic.kms_master_key_id


def _of_parameter(parts: list[str], operation: str, parameters: Parameters) -> Any:
    if operation == "PutParameter":
        return parameters.get("KeyId") if parameters.get("Type") == "SecureString" else None
    return stored.key_of_parameter(parts) if parameters.get("WithDecryption") else None


KEYS: dict[str, Callable[[list[str], str, Parameters], Any]] = {
    "s3": _of_s3,
    "secretsmanager": _of_secret,
    "sns": _of_topic,
    "sqs": _of_queue,
    "ssm": _of_parameter,
}
