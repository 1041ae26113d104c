"""EC2: default networks. They exist already: a program manages them, and destroying it keeps them."""

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.ec2_common import SERVICE, arn_of, filters, first, settings, tagging
from stackrig.deployment.provider.services.networks import (
    SUBNET_SETTINGS,
    VPC_SETTINGS,
    read_table,
    read_vpc,
    set_routes,
)
from stackrig.deployment.provider.services.security_groups import read_group, set_rules
from stackrig.errors import DeployError


def _take_vpc(scope: Scope, properties: Properties) -> Properties:
    """Manage the default VPC, which is created in an account that has none."""
    found = _default_vpc(scope)
    made = found or scope.call(SERVICE, "create_default_vpc")["Vpc"]
    return _set(scope, properties, made["VpcId"], "vpc", existingDefaultVpc=found is not None)


def _default_vpc(scope: Scope) -> Properties | None:
    return first(scope, "describe_vpcs", "Vpcs", Filters=filters(isDefault="true"))


def _take_subnet(scope: Scope, properties: Properties) -> Properties:
    zone = properties["availabilityZone"]
    wanted = filters(default_for_az="true", availability_zone=zone)
    found = first(scope, "describe_subnets", "Subnets", Filters=wanted)
    made = found or scope.call(SERVICE, "create_default_subnet", AvailabilityZone=zone)["Subnet"]
    return _set(scope, properties, made["SubnetId"], "subnet", existingDefaultSubnet=found is not None)


def _set(scope: Scope, properties: Properties, found: str, kind: str, **told: bool) -> Properties:
    known = {**properties, "id": found}
    for change in SETTINGS[kind]:
        if any(properties.get(name) is not None for name in change.of):
            change.make(scope, known)
    return {"id": found, **told}


def _take_table(scope: Scope, properties: Properties) -> Properties:
    known = {"id": properties["defaultRouteTableId"]}
    set_routes(scope, {**properties, **known})
    return known


def _empty_table(scope: Scope, properties: Properties) -> None:
    set_routes(scope, {"id": properties["id"]})


def _take_group(scope: Scope, properties: Properties) -> Properties:
    """Manage the default group of a VPC: it gets exactly the rules of the program."""
    vpc = properties.get("vpcId") or (_default_vpc(scope) or {}).get("VpcId", "")
    wanted = filters(vpc_id=vpc, group_name="default")
    found = first(scope, "describe_security_groups", "SecurityGroups", Filters=wanted)
    if found is None:
        raise DeployError("there is no default security group, because there is no default VPC")
    known = {**properties, "id": found["GroupId"]}
    for change in RULES:
        change.make(scope, known)
    return {"id": found["GroupId"]}


def _leave(_scope: Scope, _properties: Properties) -> None:
    """Keep it: it was there before the program, and the account needs it."""


SETTINGS = {
    "vpc": settings("modify_vpc_attribute", "VpcId", VPC_SETTINGS),
    "subnet": settings("modify_subnet_attribute", "SubnetId", SUBNET_SETTINGS),
}
RULES = (set_rules("ingress"), set_rules("egress"))
RESOURCES = (
    Resource(
        "aws:ec2/defaultVpc:DefaultVpc",
        SERVICE,
        create=_take_vpc,
        read=(read_vpc, lambda _, it: {"existingDefaultVpc": it.get("existingDefaultVpc", True)}),
        updates=SETTINGS["vpc"],
        delete=_leave,
        tagging=tagging(),
        unique=False,
        auto_name=NO_NAME,
        names={"id": "VpcId"},
        computed=arn_of("vpc"),
        accepted=words("forceDestroy"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/defaultSubnet:DefaultSubnet",
        SERVICE,
        create=_take_subnet,
        read=(
            Call("describe_subnets", {"id": "SubnetIds"}, result="Subnets[0]"),
            lambda _, it: {"existingDefaultSubnet": it.get("existingDefaultSubnet", True)},
        ),
        updates=SETTINGS["subnet"],
        delete=_leave,
        tagging=tagging(),
        unique=False,
        auto_name=NO_NAME,
        names={"id": "SubnetId", "arn": "SubnetArn"},
        replace_on=words("availabilityZone"),
        accepted=words("forceDestroy"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/defaultRouteTable:DefaultRouteTable",
        SERVICE,
        create=_take_table,
        read=(read_table, lambda _, it: {"defaultRouteTableId": it["id"]}),
        updates=(Change(words("routes"), set_routes),),
        delete=_empty_table,
        tagging=tagging(),
        unique=False,
        auto_name=NO_NAME,
        names={"id": "RouteTableId"},
        computed=arn_of("route-table"),
        replace_on=words("defaultRouteTableId"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        SERVICE,
        create=_take_group,
        read=(read_group,),
        updates=RULES,
        delete=_leave,
        tagging=tagging(),
        unique=False,
        auto_name=NO_NAME,
        computed=arn_of("security-group"),
        replace_on=words("vpcId"),
        accepted=words("revokeRulesOnDelete"),
        modelled=True,
    ),
)
