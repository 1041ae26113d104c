"""The endpoints of awsx's VPCs, and the values that the strategy Auto fills in for them.

Source: https://github.com/pulumi/pulumi-awsx, version 3: awsx/ec2/vpc.ts.
"""

from collections.abc import Sequence

from stackrig.deployment.components.building import Child, Component, inputs_of
from stackrig.deployment.components.subnets import Subnet
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

ENDPOINT = "ec2/vpcEndpoint:VpcEndpoint"
PREFERRED = ("private", "isolated", "public")  # types of subnets that interface endpoints are in
DNS = ("enableDnsHostnames", "enableDnsSupport")


def dns_settings(component: Component) -> Properties:
    """Return the VPC's inputs about DNS, which endpoints with private names need.

    Raises:
        DeployError: they are turned off, and an endpoint needs them.
    """
    args = component.inputs
    given = {name: args.get(name) for name in DNS}
    private = [spec for spec in _specs(component) if _is_interface(spec) and spec.get("privateDnsEnabled") is not False]
    if not (_is_auto(component) and private):
        return given
    for name, value in given.items():
        if value is False:
            raise DeployError(f"{name} must not be false: {private[0]['serviceName']} has private DNS names")
    return {name: True if value is None else value for name, value in given.items()}


def make_endpoints(
    component: Component,
    vpc: Child,
    subnets: Sequence[tuple[Subnet, Child]],
    route_tables: Sequence[Child],
    tags: Properties,
) -> list[Child]:
    """Make the endpoints that the program specifies."""
    made = []
    for spec in _specs(component):
        own = {**inputs_of(ENDPOINT, spec), "tags": {**tags, **(spec.get("tags") or {})}}
        own["region"] = spec.get("region") or component.inputs.get("region")
        if _is_auto(component) and _is_interface(spec):
            if spec.get("subnetIds") is None and spec.get("subnetConfigurations") is None:
                own["subnetIds"] = _one_for_each_zone(subnets)
            own.setdefault("privateDnsEnabled", True)
            if spec.get("securityGroupIds") is None:
                own["securityGroupIds"] = [_make_group(component, vpc, own, spec)]
        elif _is_auto(component):
            own.setdefault("routeTableIds", list(route_tables))
        made.append(component.make(ENDPOINT, spec["serviceName"], {**own, "vpcId": vpc}, parent=vpc.urn, after=[vpc]))
    return made


def _make_group(component: Component, vpc: Child, endpoint: Properties, spec: Properties) -> Child:
    """Make the security group of an interface endpoint, which admits HTTPS from the VPC."""
    region, service = endpoint["region"], spec["serviceName"]
    group = component.make(
        "ec2/securityGroup:SecurityGroup",
        f"{service}-sg",
        {"region": region, "vpcId": vpc, "tags": endpoint["tags"]},
        parent=vpc.urn,
        after=[vpc],
    )
    rule = {"type": "ingress", "securityGroupId": group, "protocol": "tcp", "fromPort": 443, "toPort": 443}
    sources = {"cidrBlocks": [vpc["cidrBlock"]]}
    if str(spec.get("ipAddressType")).lower() in {"ipv6", "dualstack"}:
        sources["ipv6CidrBlocks"] = [vpc["ipv6CidrBlock"]]
    component.make(
        "ec2/securityGroupRule:SecurityGroupRule",
        f"{service}-ingress",
        {"region": region, **rule, **sources},
        parent=vpc.urn,
        after=[group],
    )
    return group


def _specs(component: Component) -> list[Properties]:
    return list(component.inputs.get("vpcEndpointSpecs") or ())


def _is_auto(component: Component) -> bool:
    return component.inputs.get("vpcEndpointStrategy") == "Auto"


def _is_interface(spec: Properties) -> bool:
    return str(spec.get("vpcEndpointType") or "gateway").lower() == "interface"


def _one_for_each_zone(subnets: Sequence[tuple[Subnet, Child]]) -> list[Child]:
    chosen: dict[str, Child] = {}
    for kind in PREFERRED:
        for subnet, child in subnets:
            if subnet.kind == kind:
                chosen.setdefault(subnet.zone, child)
    zones = dict.fromkeys(subnet.zone for subnet, _ in subnets)
    return [chosen[zone] for zone in zones]
