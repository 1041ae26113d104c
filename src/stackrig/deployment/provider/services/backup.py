"""AWS Backup."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named, plain
from stackrig.deployment.provider.wire import to_pascal

RULE = {
    "ruleName": "RuleName",
    "targetVaultName": "TargetBackupVaultName",
    "schedule": "ScheduleExpression",
    "startWindow": "StartWindowMinutes",
    "completionWindow": "CompletionWindowMinutes",
    "enableContinuousBackup": "EnableContinuousBackup",
    "recoveryPointTags": "RecoveryPointTags",
}


def _plan(_scope: Scope, properties: Properties) -> dict[str, Any]:
    rules = [{member: rule[name] for name, member in RULE.items() if rule.get(name)} for rule in properties["rules"]]
    for rule, given in zip(rules, properties["rules"], strict=True):
        if lifecycle := given.get("lifecycle"):
            rule["Lifecycle"] = {_upper(name): value for name, value in lifecycle.items() if value}
    return {"BackupPlan": {"BackupPlanName": properties["name"], "Rules": rules}}


def _upper(name: str) -> str:
    days = name.replace("coldStorageAfter", "moveToColdStorageAfterDays").replace("deleteAfter", "deleteAfterDays")
    return to_pascal(days)


RESOURCES = (
    named(
        "aws:backup/vault:Vault",
        "backup",
        "backup_vault",
        create=Call("create_backup_vault", {"kmsKeyArn": "EncryptionKeyArn"}, result="@"),
        read=(Call("describe_backup_vault", result="@"),),
        names={"name": "BackupVaultName", "arn": "BackupVaultArn"},
        replace_on=words("name kmsKeyArn"),
        accepted=words("forceDestroy"),
    ),
    plain(
        "aws:backup/plan:Plan",
        "backup",
        "backup_plan",
        create=Call("create_backup_plan", {"tags": "BackupPlanTags"}, added=_plan, takes=words("name rules")),
        read=(
            Call(
                "get_backup_plan",
                result="merge(@, {name: BackupPlan.BackupPlanName})",
                gone="DeletionDate",
                learn={"version": "VersionId", "name": "name"},
            ),
        ),
        updates=(),
        replace_on=words("name rules"),
    ),
)
