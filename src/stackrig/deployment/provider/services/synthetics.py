"""CloudWatch Synthetics: canaries, which are kept but do not run."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import Change, words
from stackrig.deployment.provider.services.modelled import named

SERVICE = "synthetics"
CODE = words("handler s3Bucket s3Key s3Version zipFile")


def _code(_scope: Scope, properties: Properties) -> dict[str, Any]:
    """Return the script's place; the content of a file is not kept, since nothing runs it."""
    names = {"handler": "Handler", "s3Bucket": "S3Bucket", "s3Key": "S3Key", "s3Version": "S3Version"}
    code = {member: properties[name] for name, member in names.items() if properties.get(name)}
    if properties.get("zipFile"):
        code["ZipFile"] = str(properties["zipFile"]).encode()
    return {"Code": code}


def _switch(scope: Scope, properties: Properties) -> None:
    """Start or stop a canary as its program wants it."""
    operation = "start_canary" if properties.get("startCanary") else "stop_canary"
    scope.call(SERVICE, operation, Name=properties["name"])


RESOURCES = (
    named(
        "aws:synthetics/canary:Canary",
        SERVICE,
        "canary",
        create=Call("create_canary", added=_code, takes=CODE),
        read=(Call("get_canary", {"status": ()}, learn={"status": "Status.State", "handler": "Code.Handler"}),),
        updates=(
            Call("update_canary", added=_code, takes=CODE),
            Change(words("startCanary"), _switch),
        ),
        tagging=None,
        auto_name=AutoName(longest=21, prefix_property="", lower=True),
        names={
            "name": "Name",
            "successRetentionPeriod": "SuccessRetentionPeriodInDays",
            "failureRetentionPeriod": "FailureRetentionPeriodInDays",
            "artifactS3Location": "ArtifactS3Location",
        },
        computed={"arn": "arn:{partition}:synthetics:{region}:{account}:canary:{name}"},
        defaults={"failureRetentionPeriod": 31, "successRetentionPeriod": 31},
        replace_on=words("name"),
        accepted=words("deleteLambda kmsKeyArn tags"),
    ),
)
