"""CloudWatch Logs."""

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words

SERVICE = "logs"


def _read_group(scope: Scope, properties: Properties) -> Properties | None:
    name = properties["name"]
    found = scope.call(SERVICE, "describe_log_groups", logGroupNamePrefix=name)["logGroups"]
    group = next((item for item in found if item["logGroupName"] == name), None)
    if group is None:
        return None
    return {
        "arn": group["arn"].removesuffix(":*"),
        "retentionInDays": group.get("retentionInDays", 0),
        "kmsKeyId": group.get("kmsKeyId", ""),
        "logGroupClass": group.get("logGroupClass", "STANDARD"),
        "deletionProtectionEnabled": group.get("deletionProtectionEnabled", False),
    }


def _set_retention(scope: Scope, properties: Properties) -> None:
    name, days = properties["name"], properties.get("retentionInDays")
    if days:
        scope.call(SERVICE, "put_retention_policy", logGroupName=name, retentionInDays=days)
    else:
        scope.call(SERVICE, "delete_retention_policy", logGroupName=name)


def _set_key(scope: Scope, properties: Properties) -> None:
    if properties.get("kmsKeyId"):
        scope.call(SERVICE, "associate_kms_key", logGroupName=properties["name"], kmsKeyId=properties["kmsKeyId"])
    else:
        scope.call(SERVICE, "disassociate_kms_key", logGroupName=properties["name"])


RESOURCES = (
    Resource(
        "aws:cloudwatch/logGroup:LogGroup",
        SERVICE,
        create=Call("create_log_group"),
        read=(_read_group,),
        updates=(Change(words("retentionInDays"), _set_retention), Change(words("kmsKeyId"), _set_key)),
        delete=Call("delete_log_group"),
        tagging=Tagging(list=Call("list_tags_for_resource")),
        id="{name}",
        names={"name": "logGroupName", "arn": "resourceArn"},
        defaults={"skipDestroy": False},
        replace_on=words("name namePrefix logGroupClass"),
        accepted=words("skipDestroy"),
    ),
)
