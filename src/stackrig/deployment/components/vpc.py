"""The components Vpc and DefaultVpc of awsx.

Children and names are those of https://github.com/pulumi/pulumi-awsx, version 3: awsx/ec2/vpc.ts and defaultVpc.ts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from stackrig.deployment.components.building import Child, Component, inputs_of, one_of
from stackrig.deployment.components.endpoints import dns_settings, make_endpoints
from stackrig.deployment.components.subnets import (
    ORDER,
    Block,
    Layout,
    Subnet,
    check_gaps,
    check_overlaps,
    describe,
    normalize,
)
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

ANYWHERE = "0.0.0.0/0"
ZONES = 3
ASSUMED_ZONES = [f"us-east-1{letter}" for letter in "abcdef"]  # used in a preview, which makes no calls


@dataclass(frozen=True, slots=True)
class Made:
    """Collect the children of a VPC by kind."""

    subnets: list[tuple[Subnet, Child]] = field(default_factory=list)
    route_tables: list[Child] = field(default_factory=list)
    associations: list[Child] = field(default_factory=list)
    routes: list[Child] = field(default_factory=list)
    nat_gateways: list[Child] = field(default_factory=list)
    eips: list[Child] = field(default_factory=list)

    def of(self, *kinds: str) -> list[Child]:
        """Return the subnets of some types."""
        return [child for subnet, child in self.subnets if subnet.kind in kinds]


def build_vpc(component: Component) -> Properties:
    """Make the VPC with its subnets, gateways and routes, and return what the real component returns.

    Raises:
        DeployError: the inputs contradict themselves, or the subnets do not fit.
    """
    args, name = component.inputs, component.name
    one_of(component, "availabilityZoneNames", "numberOfAvailabilityZones")
    zones, block = _zones(component), args.get("cidrBlock")
    if not block and not args.get("ipv4IpamPoolId"):
        block = "10.0.0.0/16"
    strategy = str((args.get("natGateways") or {}).get("strategy") or "OnePerAz").lower()
    _check_addresses(component, strategy, zones)
    if block:
        _subnets(component, block, zones, strategy)  # fails before anything is made
    tags = {"Name": name, **(args.get("tags") or {})}
    vpc = component.make(
        "ec2/vpc:Vpc",
        name,
        {**inputs_of("ec2/vpc:Vpc", args), **dns_settings(component), "cidrBlock": block, "tags": tags},
    )
    subnets, layout = _subnets(component, block or vpc["cidrBlock"], zones, strategy)
    region = args.get("region")
    gateway = component.make(
        "ec2/internetGateway:InternetGateway",
        name,
        {"region": region, "vpcId": vpc, "tags": tags},
        parent=vpc.urn,
        after=[vpc],
    )
    made = Made()
    for number, zone in enumerate(zones):
        own = [item for item in subnets if item.zone == zone and item.kind != "unused"]
        for place, subnet in enumerate(sorted(own, key=lambda item: ORDER.index(item.kind))):
            ipv6 = _ipv6_block(component, vpc, subnet, number + place * len(zones))
            Branch(component, vpc, gateway, made, strategy, number, subnet).make(tags, ipv6)
    endpoints = make_endpoints(component, vpc, made.subnets, made.route_tables, tags)
    return {**_outputs(vpc, gateway, made), "subnetLayout": layout, "vpcEndpoints": endpoints}


def _outputs(vpc: Child, gateway: Child, made: Made) -> Properties:
    kinds = {"public": made.of("public"), "private": made.of("private"), "isolated": made.of("isolated")}
    return {
        "vpc": vpc,
        "vpcId": vpc.id,
        "internetGateway": gateway,
        "subnets": [child for _, child in made.subnets],
        **{f"{kind}Subnets": found for kind, found in kinds.items()},
        **{f"{kind}SubnetIds": [child.id for child in found] for kind, found in kinds.items()},
        "routeTables": made.route_tables,
        "routeTableAssociations": made.associations,
        "routes": made.routes,
        "natGateways": made.nat_gateways,
        "eips": made.eips,
    }


@dataclass(frozen=True, slots=True)
class Branch:
    """Hold one subnet of a VPC, with its routes and, if it is public, a NAT gateway."""

    component: Component
    vpc: Child
    gateway: Child
    made: Made
    strategy: str
    number: int
    subnet: Subnet

    def make(self, tags: Properties, ipv6: str | None) -> None:
        """Make the subnet and what belongs to it."""
        spec = self.subnet
        inputs = {
            "vpcId": self.vpc,
            "availabilityZone": spec.zone,
            "mapPublicIpOnLaunch": spec.kind == "public",
            "cidrBlock": str(spec.block),
            "assignIpv6AddressOnCreation": ipv6 is not None,
            "ipv6CidrBlock": ipv6,
            "tags": {**tags, **spec.tags, "Name": spec.tag, "SubnetType": spec.type},
        }
        subnet = self._child("ec2/subnet:Subnet", spec.name, inputs, self.vpc)
        self.made.subnets.append((spec, subnet))
        named = {**tags, "Name": spec.tag, "SubnetType": spec.type}
        table = self._child("ec2/routeTable:RouteTable", spec.name, {"vpcId": self.vpc, "tags": named}, subnet)
        self.made.route_tables.append(table)
        ends = {"routeTableId": table, "subnetId": subnet}
        self.made.associations.append(
            self._child("ec2/routeTableAssociation:RouteTableAssociation", spec.name, ends, table)
        )
        if spec.kind == "public" and self._needs_gateway():
            self._make_nat_gateway(subnet)
        if target := self._target():
            route = {"routeTableId": table, **target, "destinationCidrBlock": ANYWHERE}
            self.made.routes.append(self._child("ec2/route:Route", spec.name, route, table))

    def _child(self, token: str, name: str, inputs: Properties, parent: Child) -> Child:
        given = {"region": self.component.inputs.get("region"), **inputs}
        return self.component.make(token, name, given, parent=parent.urn, after=[parent])

    def _needs_gateway(self) -> bool:
        wanted = {"none": 0, "single": 1, "oneperaz": self.number + 1}[self.strategy]
        return len(self.made.nat_gateways) < wanted

    def _make_nat_gateway(self, subnet: Child) -> None:
        args, name = self.component.inputs, f"{self.component.name}-{self.number + 1}"
        tags = {**(args.get("tags") or {}), "Name": name}
        given = (args.get("natGateways") or {}).get("elasticIpAllocationIds") or []
        if not given:
            self.made.eips.append(self._child("ec2/eip:Eip", name, {"tags": tags}, subnet))
        address = given[self.number] if given else self.made.eips[self.number]["allocationId"]
        inputs = {"subnetId": subnet, "allocationId": address, "tags": tags}
        self.made.nat_gateways.append(self._child("ec2/natGateway:NatGateway", name, inputs, subnet))

    def _target(self) -> Properties:
        """Return the target of the subnet's traffic to other networks; nothing if the traffic stays inside."""
        if self.subnet.kind == "public":
            return {"gatewayId": self.gateway}
        if self.subnet.kind == "private" and self.strategy != "none":
            return {"natGatewayId": self.made.nat_gateways[0 if self.strategy == "single" else self.number]}
        return {}


def _zones(component: Component) -> list[str]:
    args = component.inputs
    if args.get("availabilityZoneNames"):
        return list(args["availabilityZoneNames"])
    wanted = int(args.get("numberOfAvailabilityZones") or ZONES)
    asked = {"region": args["region"]} if args.get("region") else {}
    found = component.call("aws:index/getAvailabilityZones:getAvailabilityZones", asked)["names"]
    names = found if isinstance(found, list) else ASSUMED_ZONES
    if len(names) < wanted:
        raise DeployError(f"the region has {len(names)} availability zones, but the program wants {wanted}")
    return list(names[:wanted])


def _check_addresses(component: Component, strategy: str, zones: Sequence[str]) -> None:
    """Check that there are as many elastic IPs as the strategy of NAT gateways needs."""
    allowed = {"none": (0,), "single": (0, 1), "oneperaz": (0, len(zones))}
    if strategy not in allowed:
        raise DeployError(f"there is no strategy {strategy!r} for NAT gateways; use None, Single or OnePerAz")
    given = (component.inputs.get("natGateways") or {}).get("elasticIpAllocationIds") or []
    if len(given) not in allowed[strategy]:
        raise DeployError(f"the strategy {strategy!r} for NAT gateways takes {allowed[strategy][-1]} elastic IPs")


def _subnets(
    component: Component, block: str, zones: Sequence[str], gateways: str
) -> tuple[list[Subnet], list[dict[str, Any]]]:
    """Return the subnets, and their specification in the form of the component's output."""
    args = component.inputs
    strategy, specs = args.get("subnetStrategy") or "Legacy", normalize(args.get("subnetSpecs"), len(zones))
    by_zone = args.get("subnetNameTagStrategy") == "AvailabilityZone"
    layout = Layout(component.name, Block.read(block), zones, specs, args.get("availabilityZoneCidrMask"), by_zone)
    if strategy == "Legacy" or (specs is None and strategy == "Exact"):
        subnets = list(layout.legacy())
    elif specs and specs[0].get("cidrBlocks") and strategy == "AutoMerge":
        raise DeployError("the strategy AutoMerge takes no cidrBlocks; use Auto or Exact")
    elif specs and specs[0].get("cidrBlocks"):
        subnets = list(layout.explicit())
    else:
        subnets = list(layout.even(merged=strategy == "AutoMerge"))
    check_overlaps(subnets)
    if strategy == "Exact":
        check_gaps(layout.block, subnets)
    kinds = {item.kind for item in subnets}
    if gateways != "none" and ("public" not in kinds or kinds.isdisjoint({"private", "isolated"})):
        raise DeployError(
            f"the strategy {gateways!r} for NAT gateways needs public subnets, and private or isolated ones beside them"
        )
    if specs is None or strategy in {"Legacy", "AutoMerge"}:
        return subnets, describe(subnets, len(zones))
    shown = ("type", "name", "cidrMask", "size", "cidrBlocks")
    return subnets, [{key: spec[key] for key in shown if spec.get(key) is not None} for spec in specs]


def _ipv6_block(component: Component, vpc: Child, subnet: Subnet, number: int) -> str | None:
    """Return the block of IPv6 addresses of a subnet, if it has one."""
    assigned = subnet.ipv6 if subnet.ipv6 is not None else component.inputs.get("assignGeneratedIpv6CidrBlock")
    if not assigned:
        return None
    block = vpc.outputs.get("ipv6CidrBlock")
    if not block:
        raise DeployError("subnets with IPv6 addresses need a VPC with them: set assignGeneratedIpv6CidrBlock")
    parts = str(block).partition("/")[0].split(":")
    return ":".join([*parts[:3], f"{int(parts[3], 16) & 0xFF00 | number:x}"]) + "::/64"


def build_default_vpc(component: Component) -> Properties:
    """Look up the default VPC; the component has no children."""
    return find_default_vpc(component)


def find_default_vpc(component: Component) -> Properties:
    """Return the default VPC's id, and the ids of its subnets.

    Raises:
        DeployError: there is no default VPC.
    """
    vpc = component.call("aws:ec2/getVpc:getVpc", {"default": True})["id"]
    wanted = {"filters": [{"name": "vpc-id", "values": [vpc]}]}
    ids = component.call("aws:ec2/getSubnets:getSubnets", wanted)["ids"]
    found = [component.call("aws:ec2/getSubnet:getSubnet", {"id": one}) for one in ids if isinstance(ids, list)]
    return {
        "vpcId": vpc,
        "publicSubnetIds": [item["id"] for item in found if item["mapPublicIpOnLaunch"]],
        "privateSubnetIds": [item["id"] for item in found if not item["mapPublicIpOnLaunch"]],
    }


BUILDERS = {"Vpc": build_vpc, "DefaultVpc": build_default_vpc}
