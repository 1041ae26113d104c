"""The components ApplicationLoadBalancer, NetworkLoadBalancer and TargetGroupAttachment of awsx.

Children and names are those of https://github.com/pulumi/pulumi-awsx, version 3: awsx/lb.
"""

from dataclasses import dataclass

from stackrig.deployment.components.building import Child, Component, inputs_of, one_of
from stackrig.deployment.components.security import open_group
from stackrig.deployment.components.vpc import find_default_vpc
from stackrig.deployment.provider.contract import Properties

BALANCER, GROUP, LISTENER = "lb/loadBalancer:LoadBalancer", "lb/targetGroup:TargetGroup", "lb/listener:Listener"
PORTS = {"HTTPS": 443}  # 80 for any other protocol
TCP = {"protocol": "TCP", "port": 80}


def build_application(component: Component) -> Properties:
    """Make an application load balancer with a security group, a target group and its listeners."""
    args, name = component.inputs, component.name
    _check(component)
    place = _place(component)
    inputs = {**inputs_of(BALANCER, args), **place.inputs, "loadBalancerType": "application"}
    group = None
    settings = args.get("defaultSecurityGroup") or {}
    if not args.get("securityGroups") and not settings.get("skip"):
        if settings.get("securityGroupId"):
            inputs["securityGroups"] = [settings["securityGroupId"]]
        else:
            group = open_group(component, name, place.vpc, settings.get("args"))
            inputs["securityGroups"] = [group]
    balancer = component.make(BALANCER, name, inputs)
    protocol = _default_protocol(component)
    given = {"vpcId": place.vpc, "targetType": "ip", **protocol, **(args.get("defaultTargetGroup") or {})}
    target = component.make(GROUP, name, given)
    specs = args.get("listeners")
    defaults = [_protocol(spec) for spec in specs] if specs else [protocol]
    listeners = _listeners(component, balancer, target, defaults)
    found = _outputs(place.vpc, balancer, target, listeners)
    return {**found, "defaultSecurityGroup": group} if group else found


def build_network(component: Component) -> Properties:
    """Make a network load balancer with a target group and its listeners."""
    args, name = component.inputs, component.name
    _check(component)
    place = _place(component)
    inputs = {**inputs_of(BALANCER, args), **place.inputs, "loadBalancerType": "network"}
    balancer = component.make(BALANCER, name, {**inputs, "enableHttp2": False, "idleTimeout": 0})
    port = args.get("defaultTargetGroupPort") or TCP["port"]
    given = {"vpcId": place.vpc, **TCP, "port": port, **(args.get("defaultTargetGroup") or {})}
    target = component.make(GROUP, name, given)
    defaults = [TCP] * len(args.get("listeners") or [None])
    return _outputs(place.vpc, balancer, target, _listeners(component, balancer, target, defaults))


def build_attachment(component: Component) -> Properties:
    """Attach an instance or a function to a target group, and permit load balancers to call the function."""
    args, name = component.inputs, component.name
    one_of(component, "targetGroup", "targetGroupArn", needed=True)
    one_of(component, "instance", "instanceId", "lambda", "lambdaArn", needed=True)
    group, arn = args.get("targetGroup"), args.get("targetGroupArn")
    kind = ""
    if isinstance(group, Child):
        arn, kind = group["arn"], group["targetType"]
    inputs: Properties = {"targetGroupArn": arn}
    function = args.get("lambda") or args.get("lambdaArn")
    permission = None
    if function:
        inputs["targetId"] = function["arn"] if isinstance(function, Child) else function
        permission = component.make(
            "lambda/permission:Permission",
            name,
            {
                "action": "lambda:InvokeFunction",
                "function": function,
                "principal": "elasticloadbalancing.amazonaws.com",
                "sourceArn": arn,
            },
        )
    else:
        kind = kind or component.call("aws:lb/getTargetGroup:getTargetGroup", {"arn": arn})["targetType"]
        found = args.get("instance") or _instance(component)
        inputs["targetId"] = found["id"] if kind == "instance" else found["privateIp"]
        inputs["availabilityZone"] = found["availabilityZone"]
    attachment = component.make(
        "lb/targetGroupAttachment:TargetGroupAttachment", name, inputs, after=[permission] if permission else []
    )
    return {"targetGroupAttachment": attachment, "lambdaPermission": permission}


@dataclass(frozen=True, slots=True)
class Place:
    """Hold the place of a load balancer: its VPC, and the inputs that name its subnets."""

    vpc: str
    inputs: Properties


def _check(component: Component) -> None:
    one_of(component, "subnetIds", "subnets", "subnetMappings")
    one_of(component, "listener", "listeners")
    one_of(component, "defaultTargetGroup", "defaultTargetGroupPort")


def _place(component: Component) -> Place:
    args = component.inputs
    if subnets := args.get("subnets"):
        return Place(subnets[0]["vpcId"], {"subnets": subnets})
    if ids := args.get("subnetIds"):
        return Place(_vpc_of(component, ids[0]), {"subnets": ids})
    if mappings := args.get("subnetMappings"):
        return Place(_vpc_of(component, mappings[0]["subnetId"]), {"subnetMappings": mappings})
    default = find_default_vpc(component)
    return Place(default["vpcId"], {"subnets": default["publicSubnetIds"]})


def _vpc_of(component: Component, subnet: str) -> str:
    return str(component.call("aws:ec2/getSubnet:getSubnet", {"id": subnet})["vpcId"])


def _default_protocol(component: Component) -> Properties:
    """Return port and protocol of the target group and of a single listener; nothing if a list has one.

    The real component intends to take them from a list with one listener, but takes them from other lists.
    """
    args = component.inputs
    listeners = args.get("listeners")
    if listeners is not None and len(listeners) == 1:
        return {}
    listener = listeners[0] if listeners else args.get("listener")
    return _protocol(listener, args.get("defaultTargetGroupPort"))


def _protocol(listener: Properties | None, port: int | None = None) -> Properties:
    given = listener or {}
    if given.get("port"):
        told = given.get("protocol") or ("HTTPS" if given["port"] == PORTS["HTTPS"] else "HTTP")
        return {"port": given["port"], "protocol": told}
    if given.get("protocol"):
        return {"port": PORTS.get(given["protocol"], 80), "protocol": given["protocol"]}
    return {"port": port or 80, "protocol": "HTTP"}


def _listeners(component: Component, balancer: Child, target: Child, defaults: list[Properties]) -> list[Child]:
    args = component.inputs
    specs = args.get("listeners") or [args.get("listener") or {}]
    forward = [{"type": "forward", "targetGroupArn": target["arn"]}]
    return [
        component.make(
            LISTENER,
            f"{component.name}-{number}",
            {"defaultActions": forward, **default, **spec, "loadBalancerArn": balancer["arn"]},
        )
        for number, (default, spec) in enumerate(zip(defaults, specs, strict=True))
    ]


def _outputs(vpc: str, balancer: Child, target: Child, listeners: list[Child]) -> Properties:
    return {"vpcId": vpc, "loadBalancer": balancer, "defaultTargetGroup": target, "listeners": listeners}


def _instance(component: Component) -> Properties:
    return component.call("aws:ec2/getInstance:getInstance", {"instanceId": component.inputs["instanceId"]})


BUILDERS = {
    "ApplicationLoadBalancer": build_application,
    "NetworkLoadBalancer": build_network,
    "TargetGroupAttachment": build_attachment,
}
