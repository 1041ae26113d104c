"""EC2: VPCs and their subnets, route tables and gateways."""

import hashlib
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.ec2_common import (
    SERVICE,
    arn_of,
    filters,
    first,
    in_order,
    settings,
    tagging,
)
from stackrig.deployment.provider.services.modelled import plain
from stackrig.deployment.provider.wire import to_pascal

VPC_SETTINGS = "enableDnsHostnames enableDnsSupport enableNetworkAddressUsageMetrics"
SUBNET_SETTINGS = "assignIpv6AddressOnCreation mapPublicIpOnLaunch"
DESTINATIONS = {
    "destinationCidrBlock": "DestinationCidrBlock",
    "destinationIpv6CidrBlock": "DestinationIpv6CidrBlock",
    "destinationPrefixListId": "DestinationPrefixListId",
}
ROUTE_TARGETS = {  # targets of a route: Pulumi's name and EC2's
    "carrierGatewayId": "CarrierGatewayId",
    "egressOnlyGatewayId": "EgressOnlyInternetGatewayId",
    "gatewayId": "GatewayId",
    "localGatewayId": "LocalGatewayId",
    "natGatewayId": "NatGatewayId",
    "networkInterfaceId": "NetworkInterfaceId",
    "transitGatewayId": "TransitGatewayId",
    "vpcEndpointId": "VpcEndpointId",
    "vpcPeeringConnectionId": "VpcPeeringConnectionId",
}
INLINE_DESTINATIONS = {
    "cidrBlock": "DestinationCidrBlock",
    "ipv6CidrBlock": "DestinationIpv6CidrBlock",
    "destinationPrefixListId": "DestinationPrefixListId",
}


def read_vpc(scope: Scope, properties: Properties) -> Properties | None:
    """Return a VPC with its default parts, or None if it is gone."""
    vpc = first(scope, "describe_vpcs", "Vpcs", VpcIds=[properties["id"]])
    if vpc is None:
        return None
    where = filters(vpc_id=vpc["VpcId"])
    asked = {name: to_pascal(name) for name in VPC_SETTINGS.split()}
    told = {
        name: scope.call(SERVICE, "describe_vpc_attribute", VpcId=vpc["VpcId"], Attribute=name).get(member, {})
        for name, member in asked.items()
    }
    main = first(
        scope, "describe_route_tables", "RouteTables", Filters=[*where, *filters(**{"association.main": "true"})]
    )
    group = first(scope, "describe_security_groups", "SecurityGroups", Filters=[*where, *filters(group_name="default")])
    acl = first(scope, "describe_network_acls", "NetworkAcls", Filters=[*where, *filters(default="true")])
    ipv6 = (vpc.get("Ipv6CidrBlockAssociationSet") or [{}])[0]
    return {
        **vpc,
        **{name: found.get("Value", False) for name, found in told.items()},
        "mainRouteTableId": (main or {}).get("RouteTableId", ""),
        "defaultRouteTableId": (main or {}).get("RouteTableId", ""),
        "defaultSecurityGroupId": (group or {}).get("GroupId", ""),
        "defaultNetworkAclId": (acl or {}).get("NetworkAclId", ""),
        "ipv6CidrBlock": ipv6.get("Ipv6CidrBlock", ""),
        "ipv6AssociationId": ipv6.get("AssociationId", ""),
        "assignGeneratedIpv6CidrBlock": bool(ipv6),
    }


def _vpc_parameters(_scope: Scope, properties: Properties) -> dict[str, Any]:
    return {"AmazonProvidedIpv6CidrBlock": True} if properties.get("assignGeneratedIpv6CidrBlock") else {}


def _create_gateway(scope: Scope, properties: Properties) -> Properties:
    found = scope.call(SERVICE, "create_internet_gateway")["InternetGateway"]
    if properties.get("vpcId"):
        where = {"InternetGatewayId": found["InternetGatewayId"], "VpcId": properties["vpcId"]}
        scope.call(SERVICE, "attach_internet_gateway", **where)
    return {"id": found["InternetGatewayId"]}


def _read_gateway(scope: Scope, properties: Properties) -> Properties | None:
    gateway = first(scope, "describe_internet_gateways", "InternetGateways", InternetGatewayIds=[properties["id"]])
    attached = (gateway or {}).get("Attachments") or [{}]
    return None if gateway is None else {**gateway, "vpcId": attached[0].get("VpcId", "")}


def _detach_gateway(scope: Scope, gateway: str) -> None:
    found = first(scope, "describe_internet_gateways", "InternetGateways", InternetGatewayIds=[gateway]) or {}
    for item in found.get("Attachments", ()):
        scope.call(SERVICE, "detach_internet_gateway", InternetGatewayId=gateway, VpcId=item["VpcId"])


def _move_gateway(scope: Scope, properties: Properties) -> None:
    _detach_gateway(scope, properties["id"])
    if properties.get("vpcId"):
        where = {"InternetGatewayId": properties["id"], "VpcId": properties["vpcId"]}
        scope.call(SERVICE, "attach_internet_gateway", **where)


def _delete_gateway(scope: Scope, properties: Properties) -> None:
    _detach_gateway(scope, properties["id"])
    scope.call(SERVICE, "delete_internet_gateway", InternetGatewayId=properties["id"])


# --- routes -----------------------------------------------------------------------------------------------------------


def _inline_routes(table: Properties) -> list[Properties]:
    """Return the routes that somebody created: neither the table's first ones nor those of endpoints."""
    return [
        {
            **{name: item.get(member, "") for name, member in {**INLINE_DESTINATIONS, **ROUTE_TARGETS}.items()},
            "coreNetworkArn": "",
            "localGatewayId": "",
        }
        for item in table["Routes"]
        if item.get("Origin") != "CreateRouteTable" and not str(item.get("GatewayId", "")).startswith("vpce-")
    ]


def read_table(scope: Scope, properties: Properties) -> Properties | None:
    """Return a route table with its routes, or None if it is gone."""
    table = first(scope, "describe_route_tables", "RouteTables", RouteTableIds=[properties["id"]])
    if table is None:
        return None
    gateways = [item["GatewayId"] for item in table.get("PropagatingVgws", ())]
    routes = in_order(_inline_routes(table), properties.get("routes"))
    return {**table, "routes": routes, "propagatingVgws": gateways}


def set_routes(scope: Scope, properties: Properties) -> None:
    """Make a table's routes the wanted ones."""
    table = first(scope, "describe_route_tables", "RouteTables", RouteTableIds=[properties["id"]])
    present = {_destination(item): item for item in _inline_routes(table)} if table else {}
    wanted = {_destination(item): item for item in properties.get("routes") or ()}
    for key in present:
        scope.call(SERVICE, "delete_route", RouteTableId=properties["id"], **dict([key]))
    for item in wanted.values():
        names = {**INLINE_DESTINATIONS, **ROUTE_TARGETS}
        given = {member: item[name] for name, member in names.items() if item.get(name)}
        scope.call(SERVICE, "create_route", RouteTableId=properties["id"], **given)


def _destination(route: Properties) -> tuple[str, str]:
    return next((member, route[name]) for name, member in INLINE_DESTINATIONS.items() if route.get(name))


def _create_route(scope: Scope, properties: Properties) -> Properties:
    names = {**DESTINATIONS, **ROUTE_TARGETS}
    given = {member: properties[name] for name, member in names.items() if properties.get(name)}
    scope.call(SERVICE, "create_route", RouteTableId=properties["routeTableId"], **given)
    return {}


def _replace_route(scope: Scope, properties: Properties) -> None:
    names = {**DESTINATIONS, **ROUTE_TARGETS}
    given = {member: properties[name] for name, member in names.items() if properties.get(name)}
    scope.call(SERVICE, "replace_route", RouteTableId=properties["routeTableId"], **given)


def _read_route(scope: Scope, properties: Properties) -> Properties | None:
    table = first(scope, "describe_route_tables", "RouteTables", RouteTableIds=[properties["routeTableId"]])
    for item in table["Routes"] if table else ():
        if all((item.get(member) or "") == (properties.get(name) or "") for name, member in DESTINATIONS.items()):
            targets = {name: item.get(member, "") for name, member in ROUTE_TARGETS.items()}
            return {**targets, "origin": item.get("Origin", ""), "state": item.get("State", ""), "instanceId": ""}
    return None


def _delete_route(scope: Scope, properties: Properties) -> None:
    given = {member: properties[name] for name, member in DESTINATIONS.items() if properties.get(name)}
    scope.call(SERVICE, "delete_route", RouteTableId=properties["routeTableId"], **given)


def _route_id(properties: Properties) -> str:
    destination = next(properties[name] for name in DESTINATIONS if properties.get(name))
    return f"r-{properties['routeTableId']}{int(hashlib.sha256(destination.encode()).hexdigest()[:8], 16)}"


def _read_association(scope: Scope, properties: Properties) -> Properties | None:
    where = filters(**{"association.route-table-association-id": properties["id"]})
    table = first(scope, "describe_route_tables", "RouteTables", Filters=where)
    found = [
        item for item in (table or {}).get("Associations", ()) if item["RouteTableAssociationId"] == properties["id"]
    ]
    if not found:
        return None
    return {"routeTableId": found[0]["RouteTableId"], "subnetId": found[0].get("SubnetId", "")}


def _find_association(scope: Scope, properties: Properties) -> str | None:
    table = first(scope, "describe_route_tables", "RouteTables", RouteTableIds=[properties["routeTableId"]]) or {}
    found = [item for item in table.get("Associations", ()) if item.get("SubnetId") == properties.get("subnetId")]
    return str(found[0]["RouteTableAssociationId"]) if found else None


def _delete_nat(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "delete_nat_gateway", NatGatewayId=properties["id"])


def _nat_addresses(_scope: Scope, properties: Properties) -> Properties:
    found = (properties.get("NatGatewayAddresses") or [{}])[0]
    return {
        "allocationId": found.get("AllocationId", ""),
        "associationId": found.get("AssociationId", ""),
        "networkInterfaceId": found.get("NetworkInterfaceId", ""),
        "privateIp": found.get("PrivateIp", ""),
        "publicIp": found.get("PublicIp", ""),
    }


def _read_nat(scope: Scope, properties: Properties) -> Properties | None:
    found = first(scope, "describe_nat_gateways", "NatGateways", NatGatewayIds=[properties["id"]])
    if found is None or found["State"] in {"deleted", "deleting"}:
        return None
    return {**found, **_nat_addresses(scope, found)}


RESOURCES = (
    Resource(
        "aws:ec2/vpc:Vpc",
        SERVICE,
        create=Call(
            "create_vpc", learn={"id": "VpcId"}, added=_vpc_parameters, takes=words("assignGeneratedIpv6CidrBlock")
        ),
        read=(read_vpc,),
        updates=settings("modify_vpc_attribute", "VpcId", VPC_SETTINGS),
        delete=Call("delete_vpc"),
        tagging=tagging(),
        auto_name=NO_NAME,
        names={"id": "VpcId"},
        computed=arn_of("vpc"),
        defaults={"enableDnsSupport": True, "instanceTenancy": "default"},
        modelled=True,
    ),
    Resource(
        "aws:ec2/subnet:Subnet",
        SERVICE,
        create=Call("create_subnet", learn={"id": "SubnetId"}),
        read=(Call("describe_subnets", {"id": "SubnetIds"}, result="Subnets[0]"),),
        updates=settings("modify_subnet_attribute", "SubnetId", SUBNET_SETTINGS),
        delete=Call("delete_subnet"),
        tagging=tagging(),
        auto_name=NO_NAME,
        names={"id": "SubnetId", "arn": "SubnetArn"},
        computed={"privateDnsHostnameTypeOnLaunch": "ip-name"},
        defaults={"mapPublicIpOnLaunch": False, "assignIpv6AddressOnCreation": False},
        modelled=True,
    ),
    Resource(
        "aws:ec2/internetGateway:InternetGateway",
        SERVICE,
        create=_create_gateway,
        read=(_read_gateway,),
        updates=(Change(words("vpcId"), _move_gateway),),
        delete=_delete_gateway,
        tagging=tagging(),
        auto_name=NO_NAME,
        computed=arn_of("internet-gateway"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/routeTable:RouteTable",
        SERVICE,
        create=Call("create_route_table", learn={"id": "RouteTableId"}, result="RouteTable"),
        read=(read_table,),
        updates=(Change(words("routes"), set_routes),),
        delete=Call("delete_route_table"),
        tagging=tagging(),
        auto_name=NO_NAME,
        names={"id": "RouteTableId"},
        computed=arn_of("route-table"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/route:Route",
        SERVICE,
        create=_create_route,
        read=(_read_route,),
        updates=(Change(frozenset(ROUTE_TARGETS), _replace_route),),
        delete=_delete_route,
        id=_route_id,
        auto_name=NO_NAME,
        replace_on=frozenset({"routeTableId", *DESTINATIONS}),
        modelled=True,
    ),
    Resource(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        SERVICE,
        create=Call("associate_route_table", learn={"id": "AssociationId"}, result="@"),
        read=(_read_association,),
        delete=Call("disassociate_route_table", {"id": "AssociationId"}),
        find=_find_association,
        auto_name=NO_NAME,
        modelled=True,
    ),
    Resource(
        "aws:ec2/natGateway:NatGateway",
        SERVICE,
        create=Call("create_nat_gateway", learn={"id": "NatGatewayId"}, result="NatGateway"),
        read=(_read_nat,),
        delete=_delete_nat,
        tagging=tagging(),
        auto_name=NO_NAME,
        names={"id": "NatGatewayId"},
        defaults={"connectivityType": "public"},
        modelled=True,
    ),
    plain(
        "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
        SERVICE,
        "egress_only_internet_gateway",
        read=(
            Call(
                "describe_egress_only_internet_gateways",
                result="EgressOnlyInternetGateways[0]",
                learn={"vpcId": "Attachments[0].VpcId"},
            ),
        ),
        tagging=tagging(),
        auto_name=NO_NAME,
    ),
    plain(
        "aws:ec2/vpnGateway:VpnGateway",
        SERVICE,
        "vpn_gateway",
        create=Call("create_vpn_gateway", fixed={"Type": "ipsec.1"}),
        tagging=tagging(),
        auto_name=NO_NAME,
        computed=arn_of("vpn-gateway"),
    ),
    plain(
        "aws:ec2/customerGateway:CustomerGateway",
        SERVICE,
        "customer_gateway",
        tagging=tagging(),
        auto_name=NO_NAME,
        computed=arn_of("customer-gateway"),
    ),
)
