"""Key Management Service."""

import base64

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME, AutoName
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words

SERVICE = "kms"
PREFIX = "alias/"


def _read_more(scope: Scope, properties: Properties) -> Properties:
    key = properties["keyId"]
    symmetric = properties.get("customerMasterKeySpec", "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
    rotation = scope.call(SERVICE, "get_key_rotation_status", KeyId=key) if symmetric else {}
    return {
        "policy": scope.call(SERVICE, "get_key_policy", KeyId=key, PolicyName="default")["Policy"],
        "enableKeyRotation": rotation.get("KeyRotationEnabled", False),
        "rotationPeriodInDays": rotation.get("RotationPeriodInDays") if rotation.get("KeyRotationEnabled") else 0,
    }


def _enable(scope: Scope, properties: Properties) -> None:
    enabled = properties.get("isEnabled") is not False
    scope.call(SERVICE, "enable_key" if enabled else "disable_key", KeyId=properties["keyId"])


def _rotate(scope: Scope, properties: Properties) -> None:
    key, days = properties["keyId"], properties.get("rotationPeriodInDays")
    if properties.get("enableKeyRotation"):
        scope.call(SERVICE, "enable_key_rotation", KeyId=key, **({"RotationPeriodInDays": days} if days else {}))
    else:
        scope.call(SERVICE, "disable_key_rotation", KeyId=key)


def _find_key(scope: Scope, properties: Properties) -> str | None:
    """Return a key that has the description and no alias: keys have no names."""
    used = {item.get("TargetKeyId") for page in scope.pages(SERVICE, "list_aliases") for item in page["Aliases"]}
    keys = [item["KeyId"] for page in scope.pages(SERVICE, "list_keys") for item in page["Keys"]]
    for key in keys:
        found = scope.call(SERVICE, "describe_key", KeyId=key)["KeyMetadata"]
        alike = found.get("Description", "") == (properties.get("description") or "")
        if alike and key not in used and found["KeyState"] != "PendingDeletion":
            return str(key)
    return None


def _read_alias(scope: Scope, properties: Properties) -> Properties | None:
    for page in scope.pages(SERVICE, "list_aliases"):
        for item in page["Aliases"]:
            if item["AliasName"] == properties["name"]:
                key = item["TargetKeyId"]
                target = scope.call(SERVICE, "describe_key", KeyId=key)["KeyMetadata"]["Arn"]
                return {"arn": item["AliasArn"], "targetKeyId": key, "targetKeyArn": target}
    return None


def _encrypt(scope: Scope, properties: Properties) -> Properties:
    """Encrypt a text. Each call returns another ciphertext, so the stack keeps the first one."""
    plaintext = (properties.get("plaintext") or properties.get("plaintextWo") or "").encode()
    context = properties.get("context") or {}
    made = scope.call(SERVICE, "encrypt", KeyId=properties["keyId"], Plaintext=plaintext, EncryptionContext=context)
    return {"id": properties["keyId"], "ciphertextBlob": base64.b64encode(made["CiphertextBlob"]).decode()}


def _read_ciphertext(_scope: Scope, _properties: Properties) -> Properties:
    return {}


def _forget(_scope: Scope, _properties: Properties) -> None:
    """Do nothing: only the program's stack keeps a ciphertext."""


def _read_grant(scope: Scope, properties: Properties) -> Properties | None:
    for page in scope.pages(SERVICE, "list_grants", KeyId=properties["keyId"]):
        for item in page["Grants"]:
            if item["GrantId"] == properties["grantId"]:
                told = {"operations": item["Operations"], "granteePrincipal": item["GranteePrincipal"]}
                return {**told, "name": item.get("Name", ""), "retiringPrincipal": item.get("RetiringPrincipal", "")}
    return None


RESOURCES = (
    Resource(
        "aws:kms/ciphertext:Ciphertext",
        SERVICE,
        create=_encrypt,
        read=(_read_ciphertext,),
        delete=_forget,
        unique=False,
        auto_name=NO_NAME,
        once=words("ciphertextBlob"),
        replace_on=words("keyId plaintext plaintextWo plaintextWoVersion context"),
    ),
    Resource(
        "aws:kms/grant:Grant",
        SERVICE,
        create=Call("create_grant", learn={"grantId": "GrantId", "grantToken": "GrantToken"}),
        read=(_read_grant,),
        delete=Call("revoke_grant"),
        id="{keyId}:{grantId}",
        unique=False,
        auto_name=AutoName(prefix_property=""),
        once=words("grantToken"),
        replace_on=words("keyId granteePrincipal operations retiringPrincipal constraints grantCreationTokens name"),
        defaults={"retireOnDelete": False},
        accepted=words("retireOnDelete"),
    ),
    Resource(
        "aws:kms/key:Key",
        SERVICE,
        create=Call("create_key"),
        read=(Call("describe_key", gone="KeyState == 'PendingDeletion'"), _read_more),
        updates=(
            Call("update_key_description"),
            Call("put_key_policy", fixed={"PolicyName": "default"}),
            Change(words("enableKeyRotation rotationPeriodInDays"), _rotate),
            Change(words("isEnabled"), _enable),
        ),
        delete=Call("schedule_key_deletion"),
        tagging=Tagging(list=Call("list_resource_tags")),
        id="{keyId}",
        find=_find_key,
        unique=False,
        names={
            "customerMasterKeySpec": ("CustomerMasterKeySpec", "KeySpec"),
            "isEnabled": "Enabled",
            "deletionWindowInDays": "PendingWindowInDays",
        },
        defaults={
            "keyUsage": "ENCRYPT_DECRYPT",
            "customerMasterKeySpec": "SYMMETRIC_DEFAULT",
            "isEnabled": True,
            "enableKeyRotation": False,
            "bypassPolicyLockoutSafetyCheck": False,
        },
        documents=words("policy"),
        accepted=words("deletionWindowInDays bypassPolicyLockoutSafetyCheck"),
    ),
    Resource(
        "aws:kms/alias:Alias",
        SERVICE,
        create=Call("create_alias"),
        read=(_read_alias,),
        updates=(Call("update_alias"),),
        delete=Call("delete_alias"),
        id="{name}",
        auto_name=AutoName(longest=238, start=PREFIX),
        names={"name": "AliasName"},
        replace_on=words("name namePrefix"),
    ),
)
