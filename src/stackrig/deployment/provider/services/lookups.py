"""EC2: lookup functions for default networks, machine images, security groups, addresses and others."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Function
from stackrig.deployment.provider.wire import plain_members, to_pascal
from stackrig.errors import DeployError

log = logging.getLogger("stackrig")

SERVICE = "ec2"


@dataclass(frozen=True, slots=True)
class Lookup:
    """Describe how a kind of things of EC2 is looked up.

    Args:
        ids: arguments and the parameter of the operation that takes them as a list.
        filters: arguments and the filter of EC2 they are.
    """

    operation: str
    items: str
    ids: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, str] = field(default_factory=dict)

    def find(self, scope: Scope, arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the things that match all arguments."""
        wanted = [{"Name": item["name"], "Values": item["values"]} for item in arguments.get("filters") or ()]
        for name, spelling in self.filters.items():
            if arguments.get(name) not in (None, "", False):
                value = arguments[name]
                wanted.append({"Name": spelling, "Values": ["true" if value is True else str(value)]})
        for key, value in (arguments.get("tags") or {}).items():
            wanted.append({"Name": f"tag:{key}", "Values": [value]})
        given: dict[str, Any] = {"Filters": wanted} if wanted else {}
        for name, member in self.ids.items():
            if arguments.get(name):
                value = arguments[name]
                given[member] = value if isinstance(value, list) else [value]
        found = scope.call(SERVICE, self.operation, **given)[self.items]
        return [dict(item) for item in found]

    def only(self, scope: Scope, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Return the one thing that matches.

        Raises:
            DeployError: there is none, or there are several.
        """
        found = self.find(scope, arguments)
        if len(found) != 1:
            asked = {name: value for name, value in arguments.items() if value is not None}
            raise DeployError(f"{len(found)} {self.items} of EC2 match {asked} instead of one")
        return found[0]


def _tags(item: Mapping[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in item.get("Tags", ())}


def _arn(scope: Scope, kind: str, name: str) -> str:
    return "arn:{partition}:ec2:{region}:{account}:".format_map(scope.places) + f"{kind}/{name}"


VPCS = Lookup(
    "describe_vpcs",
    "Vpcs",
    {"id": "VpcIds"},
    {"cidrBlock": "cidr", "dhcpOptionsId": "dhcp-options-id", "state": "state", "default": "isDefault"},
)
SUBNETS = Lookup(
    "describe_subnets",
    "Subnets",
    {"id": "SubnetIds"},
    {
        "availabilityZone": "availabilityZone",
        "availabilityZoneId": "availabilityZoneId",
        "cidrBlock": "cidrBlock",
        "defaultForAz": "defaultForAz",
        "state": "state",
        "vpcId": "vpc-id",
    },
)
GROUPS = Lookup(
    "describe_security_groups", "SecurityGroups", {"id": "GroupIds"}, {"name": "group-name", "vpcId": "vpc-id"}
)
TABLES = Lookup(
    "describe_route_tables",
    "RouteTables",
    {"routeTableId": "RouteTableIds"},
    {"subnetId": "association.subnet-id", "vpcId": "vpc-id", "gatewayId": "association.gateway-id"},
)
GATEWAYS = Lookup("describe_internet_gateways", "InternetGateways", {"internetGatewayId": "InternetGatewayIds"})
KEYS = Lookup("describe_key_pairs", "KeyPairs", {"keyName": "KeyNames", "keyPairId": "KeyPairIds"})
ADDRESSES = Lookup("describe_addresses", "Addresses", {"id": "AllocationIds", "publicIp": "PublicIps"})
PREFIXES = Lookup(
    "describe_prefix_lists", "PrefixLists", {"prefixListId": "PrefixListIds"}, {"name": "prefix-list-name"}
)
MANAGED_PREFIXES = Lookup(
    "describe_managed_prefix_lists", "PrefixLists", {"id": "PrefixListIds"}, {"name": "prefix-list-name"}
)
NATS = Lookup(
    "describe_nat_gateways", "NatGateways", {"id": "NatGatewayIds"}, {"subnetId": "subnet-id", "vpcId": "vpc-id"}
)
IMAGES = Lookup("describe_images", "Images", {"owners": "Owners", "executableUsers": "ExecutableUsers"})
ENDPOINTS = Lookup(
    "describe_vpc_endpoints",
    "VpcEndpoints",
    {"id": "VpcEndpointIds"},
    {"serviceName": "service-name", "vpcId": "vpc-id", "state": "vpc-endpoint-state"},
)
INTERFACES = Lookup("describe_network_interfaces", "NetworkInterfaces", {"id": "NetworkInterfaceIds"})


def _get_vpc(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    vpc = VPCS.only(scope, arguments)
    main = [
        table["RouteTableId"]
        for table in scope.call(SERVICE, "describe_route_tables")["RouteTables"]
        if table["VpcId"] == vpc["VpcId"] and any(item.get("Main") for item in table["Associations"])
    ]
    attributes = {
        name: scope.call(SERVICE, "describe_vpc_attribute", VpcId=vpc["VpcId"], Attribute=name)
        for name in ("enableDnsHostnames", "enableDnsSupport")
    }
    return {
        **plain_members(vpc),
        "id": vpc["VpcId"],
        "arn": _arn(scope, "vpc", vpc["VpcId"]),
        "default": vpc.get("IsDefault", False),
        "mainRouteTableId": main[0] if main else "",
        "cidrBlockAssociations": [
            {"associationId": item["AssociationId"], "cidrBlock": item["CidrBlock"], "state": "associated"}
            for item in vpc.get("CidrBlockAssociationSet", ())
        ],
        **{name: found[to_pascal(name)]["Value"] for name, found in attributes.items()},
        "enableNetworkAddressUsageMetrics": False,
        "tags": _tags(vpc),
    }


def _get_subnet(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    subnet = SUBNETS.only(scope, arguments)
    arn = _arn(scope, "subnet", subnet["SubnetId"])
    return {"arn": arn, **plain_members(subnet), "id": subnet["SubnetId"], "tags": _tags(subnet)}


def _get_security_group(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    group = GROUPS.only(scope, arguments)
    arn = _arn(scope, "security-group", group["GroupId"])
    return {
        **plain_members(group),
        "id": group["GroupId"],
        "name": group["GroupName"],
        "arn": arn,
        "tags": _tags(group),
    }


def _get_route_table(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    table = TABLES.only(scope, arguments)
    arn = _arn(scope, "route-table", table["RouteTableId"])
    return {**plain_members(table), "id": table["RouteTableId"], "arn": arn, "tags": _tags(table)}


def _get_internet_gateway(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    gateway = GATEWAYS.only(scope, arguments)
    attached = [{"vpcId": item["VpcId"], "state": item["State"]} for item in gateway.get("Attachments", ())]
    name = gateway["InternetGatewayId"]
    told = {"id": name, "arn": _arn(scope, "internet-gateway", name), "attachments": attached}
    return {**plain_members(gateway), **told, "tags": _tags(gateway)}


def _get_key_pair(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    key = KEYS.only(scope, arguments)
    fingerprint = {"fingerprint": key["KeyFingerprint"], "arn": _arn(scope, "key-pair", key["KeyName"])}
    return {**plain_members(key), **fingerprint, "id": key.get("KeyPairId", key["KeyName"]), "tags": _tags(key)}


def _get_elastic_ip(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    address = ADDRESSES.only(scope, arguments)
    return {**plain_members(address), "id": address["AllocationId"], "tags": _tags(address)}


def _get_prefix_list(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    found = PREFIXES.only(scope, arguments)
    return {"id": found["PrefixListId"], "name": found["PrefixListName"], "cidrBlocks": found.get("Cidrs", [])}


def _get_managed_prefix_list(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    found = MANAGED_PREFIXES.only(scope, arguments)
    told = {"id": found["PrefixListId"], "name": found["PrefixListName"], "arn": found["PrefixListArn"]}
    return {**plain_members(found), **told, "entries": [], "tags": _tags(found)}


def _get_nat_gateway(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    found = NATS.only(scope, arguments)
    address = (found.get("NatGatewayAddresses") or [{}])[0]
    return {**plain_members(found), **plain_members(address), "id": found["NatGatewayId"], "tags": _tags(found)}


def _get_endpoint(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    found = ENDPOINTS.only(scope, arguments)
    return {**plain_members(found), "id": found["VpcEndpointId"], "tags": _tags(found)}


def _get_interface(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    found = INTERFACES.only(scope, arguments)
    return {**plain_members(found), "id": found["NetworkInterfaceId"], "tags": _tags(found)}


def _get_ami(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    found = _images(scope, arguments) or _stand_ins(scope, arguments)
    if not found:
        raise DeployError(f"no machine image matches {_wish(arguments)}")
    image = max(found, key=lambda item: item.get("CreationDate", ""))
    return {
        **plain_members(image),
        "id": image["ImageId"],
        "arn": f"arn:{scope.places['partition']}:ec2:{scope.region}::image/{image['ImageId']}",
        "blockDeviceMappings": [],
        "productCodes": [],
        "stateReason": {},
        "tags": _tags(image),
    }


def _stand_ins(scope: Scope, arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the owner's newest image from an emulator, which knows few images; AWS itself gets none."""
    if not scope.clients.endpoint_url:
        return []
    found = _images(scope, {**arguments, "filters": None, "nameRegex": None})
    newest = sorted(found, key=lambda item: item.get("CreationDate", ""))[-1:]
    for image in newest:
        told = "getAmi: no machine image of the emulator matches %s: %s (%s) stands in"
        log.warning(told, _wish(arguments), image["ImageId"], image.get("Name", ""))
    return newest


def _wish(arguments: Mapping[str, Any]) -> str:
    given = {name: arguments[name] for name in ("owners", "filters", "nameRegex") if arguments.get(name)}
    return ", ".join(f"{name} {value}" for name, value in given.items())


def _get_ami_ids(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    found = sorted(_images(scope, arguments), key=lambda item: item.get("CreationDate", ""), reverse=True)
    return {**arguments, "id": scope.region, "ids": [item["ImageId"] for item in found]}


def _images(scope: Scope, arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
    import re

    found = IMAGES.find(scope, arguments)
    pattern = arguments.get("nameRegex")
    return [item for item in found if not pattern or re.search(pattern, item.get("Name", ""))]


def _get_instance_type(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    name = arguments["instanceType"]
    found = scope.call(SERVICE, "describe_instance_types", InstanceTypes=[name])["InstanceTypes"][0]
    return {
        **arguments,
        "id": name,
        "defaultVcpus": found["VCpuInfo"]["DefaultVCpus"],
        "memorySize": found["MemoryInfo"]["SizeInMiB"],
        "supportedArchitectures": found["ProcessorInfo"]["SupportedArchitectures"],
        "currentGeneration": found.get("CurrentGeneration", True),
        "freeTierEligible": found.get("FreeTierEligible", False),
    }


def _listing(lookup: Lookup, member: str) -> Function:
    """Return the function that lists the ids of all matches."""

    def listed(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
        return {**arguments, "id": scope.region, "ids": [item[member] for item in lookup.find(scope, arguments)]}

    return listed


_SINGLE: dict[str, Callable[[Scope, Mapping[str, Any]], Properties]] = {
    "getAmi": _get_ami,
    "getAmiIds": _get_ami_ids,
    "getElasticIp": _get_elastic_ip,
    "getInstanceType": _get_instance_type,
    "getInternetGateway": _get_internet_gateway,
    "getKeyPair": _get_key_pair,
    "getManagedPrefixList": _get_managed_prefix_list,
    "getNatGateway": _get_nat_gateway,
    "getNetworkInterface": _get_interface,
    "getPrefixList": _get_prefix_list,
    "getRouteTable": _get_route_table,
    "getSecurityGroup": _get_security_group,
    "getSubnet": _get_subnet,
    "getVpc": _get_vpc,
    "getVpcEndpoint": _get_endpoint,
    "getNatGateways": _listing(NATS, "NatGatewayId"),
    "getNetworkInterfaces": _listing(INTERFACES, "NetworkInterfaceId"),
    "getRouteTables": _listing(TABLES, "RouteTableId"),
    "getSecurityGroups": _listing(GROUPS, "GroupId"),
    "getSubnets": _listing(SUBNETS, "SubnetId"),
    "getVpcs": _listing(VPCS, "VpcId"),
}

FUNCTIONS = {f"aws:ec2/{name}:{name}": function for name, function in _SINGLE.items()}
