"""AWS Backup."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named

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
)
