"""The KMS keys that tables name."""

from collections.abc import Mapping
from typing import Any

from localstack.aws.connect import connect_to  # type: ignore[import-not-found]
from localstack.constants import INTERNAL_AWS_SECRET_ACCESS_KEY  # type: ignore[import-not-found]
from localstack.services.kms.provider import set_key_managed  # type: ignore[import-not-found]
from moto.dynamodb.models import dynamodb_backends  # type: ignore[import-not-found]

DESCRIPTION = "Default key that protects my DynamoDB data when no other key is defined"  # AWS's own


def encrypt(context: Any, request: Mapping[str, Any], table: Any, description: dict[str, Any]) -> None:
    """Set the encryption that a request of CreateTable or UpdateTable names, and describe it by a key's ARN."""
    asked = request.get("SSESpecification")
    if asked is None:
        return
    if not asked.get("Enabled"):
        table.sse_specification = None
        if "SSEDescription" in description:
            description["SSEDescription"]["Status"] = "UPDATING"
        return
    kms = connect_to(
        aws_access_key_id=context.account_id,
        aws_secret_access_key=INTERNAL_AWS_SECRET_ACCESS_KEY,
        region_name=context.region,
    ).kms
    key_id = asked.get("KMSMasterKeyId") or _default_key(kms, context.account_id, context.region)
    arn = kms.describe_key(KeyId=key_id)["KeyMetadata"]["Arn"]
    table.sse_specification = {"Enabled": True, "KMSMasterKeyId": arn}
    description["SSEDescription"] = {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": arn}


def _default_key(kms: Any, account: str, region: str) -> str:
    """Return the key that AWS manages for DynamoDB; the first table that needs it creates it."""
    known = vars(dynamodb_backends[account][region])  # a reset of DynamoDB clears them
    if "default_key" not in known:
        key_id = kms.create_key(Description=DESCRIPTION)["KeyMetadata"]["KeyId"]
        set_key_managed(key_id, account, region)
        known["default_key"] = key_id
    return str(known["default_key"])
