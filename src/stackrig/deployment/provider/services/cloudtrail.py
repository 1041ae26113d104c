"""CloudTrail."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import named

RESOURCES = (
    named(
        "aws:cloudtrail/trail:Trail",
        "cloudtrail",
        "trail",
        create=Call("create_trail", result="@", learn={"arn": "TrailARN"}),
        read=(Call("get_trail", {"name": "Name"}, result="Trail"),),
        updates=(Call("update_trail", result="@"),),
        id="{arn}",
        import_id="{name}",
        find="arn:{partition}:cloudtrail:{region}:{account}:trail/{name}",
        names={
            "name": "Name",
            "arn": "TrailARN",
            "cloudWatchLogsGroupArn": "CloudWatchLogsLogGroupArn",
            "enableLogFileValidation": ("EnableLogFileValidation", "LogFileValidationEnabled"),
        },
        defaults={"enableLogging": True, "includeGlobalServiceEvents": True},
        replace_on=words("name"),
    ),
)
