"""Security Hub, which an account has once in each region. Nothing is found."""

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Resource, words

SERVICE = "securityhub"


def _read(scope: Scope, _properties: Properties) -> Properties | None:
    found = scope.find(SERVICE, "describe_hub")
    return None if found is None else {"arn": found["HubArn"]}


def _enable(scope: Scope, properties: Properties) -> Properties:
    scope.call(SERVICE, "enable_security_hub", EnableDefaultStandards=properties["enableDefaultStandards"])
    return {"arn": scope.call(SERVICE, "describe_hub")["HubArn"]}


RESOURCES = (
    Resource(
        "aws:securityhub/account:Account",
        SERVICE,
        create=_enable,
        read=(_read,),
        delete=Call("disable_security_hub"),
        id="{arn}",
        find="arn:{partition}:securityhub:{region}:{account}:hub/default",
        auto_name=NO_NAME,
        defaults={"enableDefaultStandards": True, "autoEnableControls": True},
        replace_on=words("enableDefaultStandards"),
        modelled=True,
    ),
)
