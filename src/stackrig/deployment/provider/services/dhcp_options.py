"""EC2: DHCP options of VPCs."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Resource, words
from stackrig.deployment.provider.services.ec2_common import SERVICE, arn_of, first, tagging

OPTIONS = {
    "domainName": "domain-name",
    "domainNameServers": "domain-name-servers",
    "ntpServers": "ntp-servers",
    "netbiosNameServers": "netbios-name-servers",
    "netbiosNodeType": "netbios-node-type",
    "ipv6AddressPreferredLeaseTime": "ipv6-address-preferred-lease-time",
}
DEFAULT = "default"  # what a VPC without a set of options has


def _create(scope: Scope, properties: Properties) -> Properties:
    given = {key: properties[name] for name, key in OPTIONS.items() if properties.get(name)}
    wanted = [{"Key": key, "Values": value if isinstance(value, list) else [value]} for key, value in given.items()]
    found = scope.call(SERVICE, "create_dhcp_options", DhcpConfigurations=wanted)
    return {"id": found["DhcpOptions"]["DhcpOptionsId"]}


def _read(scope: Scope, properties: Properties) -> Properties | None:
    found = first(scope, "describe_dhcp_options", "DhcpOptions", DhcpOptionsIds=[properties["id"]])
    if found is None:
        return None
    values = {item["Key"]: [value["Value"] for value in item["Values"]] for item in found["DhcpConfigurations"]}
    told: dict[str, Any] = {name: values.get(key) for name, key in OPTIONS.items()}
    tags = {tag["Key"]: tag["Value"] for tag in found.get("Tags", ())}
    return {**told, "ownerId": found.get("OwnerId") or scope.places["account"], "tags": tags}


def _associate(scope: Scope, properties: Properties) -> Properties:
    given = {"DhcpOptionsId": properties["dhcpOptionsId"], "VpcId": properties["vpcId"]}
    scope.call(SERVICE, "associate_dhcp_options", **given)
    return {}


def _read_association(scope: Scope, properties: Properties) -> Properties | None:
    found = first(scope, "describe_vpcs", "Vpcs", VpcIds=[properties["vpcId"]])
    return {} if found and found["DhcpOptionsId"] == properties["dhcpOptionsId"] else None


def _dissociate(scope: Scope, properties: Properties) -> None:
    _associate(scope, {**properties, "dhcpOptionsId": DEFAULT})


RESOURCES = (
    Resource(
        "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
        SERVICE,
        create=_create,
        read=(_read,),
        delete=Call("delete_dhcp_options", {"id": "DhcpOptionsId"}),
        tagging=tagging(),
        unique=False,
        auto_name=NO_NAME,
        computed=arn_of("dhcp-options"),
        replace_on=frozenset(OPTIONS),
        modelled=True,
    ),
    Resource(
        "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
        SERVICE,
        create=_associate,
        read=(_read_association,),
        delete=_dissociate,
        id="{dhcpOptionsId}-{vpcId}",
        unique=False,
        auto_name=NO_NAME,
        replace_on=words("dhcpOptionsId vpcId"),
        modelled=True,
    ),
)
