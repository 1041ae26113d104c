"""AWS Config: recorders, delivery channels and rules. Nothing is recorded or judged."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.modelled import BY_ARN, Plain, inside, named
from stackrig.deployment.provider.wire import Names

SERVICE = "config"
ONE = {"name": "default"}  # an account has one recorder and one delivery channel in each region


def _whole(token: str, noun: str, member: str, spelled: Names, properties: str, **more: Any) -> Plain:
    """Describe what one operation creates and changes, which takes it in one structure.

    Args:
        spelled: how the structure calls properties, where that differs.
        properties: those that are in the structure.
        more: of `named`.
    """
    operation, takes = f"put_{noun}", words(properties)
    alone: Names = dict.fromkeys(takes, ())
    put = Call(operation, alone, added=inside(SERVICE, operation, member, spelled), takes=takes)
    read = Call(f"describe_{noun}s", {"name": f"{member}Names"}, result=f"{member}s[0]")
    delete = Call(f"delete_{noun}", {"name": f"{member}Name"})
    return named(token, SERVICE, noun, create=put, read=(read,), updates=(put,), delete=delete, **more)


def _switch(scope: Scope, properties: Properties) -> Properties:
    """Start or stop a recorder."""
    verb = "start" if properties.get("isEnabled") else "stop"
    scope.call(SERVICE, f"{verb}_configuration_recorder", ConfigurationRecorderName=properties["name"])
    return {}


def _stop(scope: Scope, properties: Properties) -> None:
    _switch(scope, {**properties, "isEnabled": False})


def _read_status(scope: Scope, properties: Properties) -> Properties | None:
    wanted = {"ConfigurationRecorderNames": [properties["name"]]}
    answer = scope.find(SERVICE, "describe_configuration_recorder_status", **wanted) or {}
    found = answer.get("ConfigurationRecordersStatus")
    return {"isEnabled": found[0]["recording"]} if found else None


RESOURCES = (
    _whole(
        "aws:cfg/recorder:Recorder",
        "configuration_recorder",
        "ConfigurationRecorder",
        {},
        "name roleArn recordingGroup recordingMode",
        auto_name=NO_NAME,
        tagging=None,
        defaults=ONE,
        replace_on=words("name"),
    ),
    Resource(
        "aws:cfg/recorderStatus:RecorderStatus",
        SERVICE,
        create=_switch,
        read=(_read_status,),
        updates=(Change(words("isEnabled"), _switch),),
        delete=_stop,
        id="{name}",
        unique=False,
        auto_name=NO_NAME,
        defaults=ONE,
        replace_on=words("name"),
        modelled=True,
    ),
    _whole(
        "aws:cfg/deliveryChannel:DeliveryChannel",
        "delivery_channel",
        "DeliveryChannel",
        {"snapshotDeliveryProperties": "configSnapshotDeliveryProperties"},
        "name s3BucketName s3KeyPrefix s3KmsKeyArn snapshotDeliveryProperties snsTopicArn",
        auto_name=NO_NAME,
        tagging=None,
        defaults=ONE,
        replace_on=words("name"),
    ),
    _whole(
        "aws:cfg/rule:Rule",
        "config_rule",
        "ConfigRule",
        {"name": "ConfigRuleName"},
        "name description inputParameters maximumExecutionFrequency scope source evaluationModes",
        tagging=BY_ARN,
        names={"arn": ("ConfigRuleArn", "ResourceArn"), "ruleId": "ConfigRuleId"},
        documents=words("inputParameters"),
        replace_on=words("name"),
    ),
)
