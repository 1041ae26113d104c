"""Secrets Manager."""

import base64
from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.deployment.provider.schema import TEXT
from stackrig.deployment.provider.wire import from_api

SERVICE = "secretsmanager"
KEPT_STAGES = {"AWSCURRENT", "AWSPREVIOUS"}  # Secrets Manager moves these itself


def _set_policy(scope: Scope, properties: Properties) -> None:
    if properties.get("policy"):
        scope.call(SERVICE, "put_resource_policy", SecretId=properties["id"], ResourcePolicy=properties["policy"])
    else:
        scope.call(SERVICE, "delete_resource_policy", SecretId=properties["id"])


def _recovery(scope: Scope, properties: Properties) -> dict[str, Any]:
    """Delete a secret of an emulator at once: a recovery window would block its name for the next run."""
    days = properties.get("recoveryWindowInDays")
    if scope.clients.endpoint_url or not days:
        return {"ForceDeleteWithoutRecovery": True}
    return {"RecoveryWindowInDays": int(days)}


def _value(_scope: Scope, properties: Properties) -> dict[str, Any]:
    if binary := properties.get("secretBinary"):
        return {"SecretBinary": base64.b64decode(binary)}
    text = properties.get("secretString") or properties.get("secretStringWo")
    return {"SecretString": text} if text else {}


def _read_binary(_scope: Scope, properties: Properties) -> Properties:
    return {"secretBinary": properties.get("secretBinary") or ""}


def _move_stages(scope: Scope, properties: Properties) -> None:
    secret, version = properties["secretId"], properties["versionId"]
    wanted = set(properties.get("versionStages") or ())
    versions = scope.call(SERVICE, "describe_secret", SecretId=secret)["VersionIdsToStages"]
    holders = {stage: holder for holder, stages in versions.items() for stage in stages}
    for stage in wanted - set(versions.get(version, ())):
        source = {"RemoveFromVersionId": holders[stage]} if stage in holders else {}
        parameters = {"SecretId": secret, "VersionStage": stage, "MoveToVersionId": version, **source}
        scope.call(SERVICE, "update_secret_version_stage", **parameters)
    _drop_stages(scope, secret, version, set(versions.get(version, ())) - wanted)


def _delete_version(scope: Scope, properties: Properties) -> None:
    found = scope.find(SERVICE, "describe_secret", SecretId=properties["secretId"]) or {}
    stages = set(found.get("VersionIdsToStages", {}).get(properties["versionId"], ()))
    _drop_stages(scope, properties["secretId"], properties["versionId"], stages)


def _drop_stages(scope: Scope, secret: str, version: str, stages: set[str]) -> None:
    for stage in stages - KEPT_STAGES:
        parameters = {"SecretId": secret, "VersionStage": stage, "RemoveFromVersionId": version}
        scope.call(SERVICE, "update_secret_version_stage", **parameters)


def _get_secret(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    secret_id = arguments.get("arn") or arguments.get("name")
    found = scope.call(SERVICE, "describe_secret", SecretId=secret_id)
    policy = scope.call(SERVICE, "get_resource_policy", SecretId=secret_id).get("ResourcePolicy", "")
    return {
        "id": found["ARN"],
        "arn": found["ARN"],
        "name": found["Name"],
        "description": found.get("Description", ""),
        "kmsKeyId": found.get("KmsKeyId", ""),
        "createdDate": from_api(TEXT, found["CreatedDate"]),
        "lastChangedDate": from_api(TEXT, found.get("LastChangedDate", found["CreatedDate"])),
        "policy": policy,
        "region": scope.region,
        "tags": {tag["Key"]: tag["Value"] for tag in found.get("Tags", ())},
    }


def _get_secret_version(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    names = {"secretId": "SecretId", "versionId": "VersionId", "versionStage": "VersionStage"}
    wanted = {member: arguments[name] for name, member in names.items() if arguments.get(name)}
    found = scope.call(SERVICE, "get_secret_value", **wanted)
    return {
        **arguments,
        "id": f"{arguments['secretId']}|{found['VersionId']}",
        "arn": found["ARN"],
        "createdDate": from_api(TEXT, found["CreatedDate"]),
        "region": scope.region,
        "secretBinary": base64.b64encode(found["SecretBinary"]).decode() if "SecretBinary" in found else "",
        "secretString": found.get("SecretString", ""),
        "versionId": found["VersionId"],
        "versionStages": found.get("VersionStages", []),
    }


def _find_arn(scope: Scope, properties: Properties) -> str:
    return str(scope.call(SERVICE, "describe_secret", SecretId=properties["name"])["ARN"])


RESOURCES = (
    Resource(
        "aws:secretsmanager/secret:Secret",
        SERVICE,
        create=Call("create_secret"),
        read=(Call("describe_secret", gone="DeletedDate"), Call("get_resource_policy", {"policy": "ResourcePolicy"})),
        updates=(Call("update_secret"), Change(words("policy"), _set_policy)),
        delete=Call("delete_secret", added=_recovery),
        tagging=Tagging(),
        id="{arn}",
        find=_find_arn,
        names={"id": "SecretId", "replicas": "AddReplicaRegions", "policy": (), "recoveryWindowInDays": ()},
        defaults={"recoveryWindowInDays": 30, "forceOverwriteReplicaSecret": False},
        replace_on=words("name namePrefix replicas"),
        documents=words("policy"),
        accepted=words("recoveryWindowInDays"),
    ),
    Resource(
        "aws:secretsmanager/secretVersion:SecretVersion",
        SERVICE,
        create=Call("put_secret_value", added=_value, takes=words("secretString secretBinary secretStringWo")),
        read=(Call("get_secret_value"), _read_binary),
        updates=(Change(words("versionStages"), _move_stages),),
        delete=_delete_version,
        id="{secretId}|{versionId}",
        names={"secretBinary": (), "secretString": "SecretString"},
        computed={"secretArn": "{arn}"},
        replace_on=words("secretId secretString secretBinary secretStringWo secretStringWoVersion"),
    ),
    Resource(
        "aws:secretsmanager/secretRotation:SecretRotation",
        SERVICE,
        create=Call("rotate_secret"),
        read=(Call("describe_secret", {"secretId": "SecretId"}, gone="DeletedDate || !RotationEnabled"),),
        updates=(Call("rotate_secret"),),
        delete=Call("cancel_rotate_secret"),
        id="{secretId}",
        import_id="{secretId}",
        names={"rotationLambdaArn": "RotationLambdaARN"},
        defaults={"rotateImmediately": True},
        replace_on=words("secretId"),
        accepted=words("rotateImmediately"),
    ),
    Resource(
        "aws:secretsmanager/secretPolicy:SecretPolicy",
        SERVICE,
        create=Call("put_resource_policy", result="@"),
        read=(Call("get_resource_policy", {"secretArn": "SecretId"}, result="ResourcePolicy && @"),),
        updates=(Call("put_resource_policy", result="@"),),
        delete=Call("delete_resource_policy"),
        id="{secretArn}",
        import_id="{secretArn}",
        unique=False,
        auto_name=NO_NAME,
        names={"secretArn": ("SecretId", "ARN"), "policy": "ResourcePolicy"},
        replace_on=words("secretArn"),
        documents=words("policy"),
    ),
)

FUNCTIONS = {
    "aws:secretsmanager/getSecret:getSecret": _get_secret,
    "aws:secretsmanager/getSecretVersion:getSecretVersion": _get_secret_version,
}
