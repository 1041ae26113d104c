"""Classic load balancers. Nothing is balanced."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import Change, Tagging, words
from stackrig.deployment.provider.services.modelled import named

SERVICE = "elb"
NAMES = {"name": "LoadBalancerName"}
LISTENER = {
    "instancePort": "InstancePort",
    "instanceProtocol": "InstanceProtocol",
    "lbPort": "LoadBalancerPort",
    "lbProtocol": "Protocol",
    "sslCertificateId": "SSLCertificateId",
}


def _listeners(_scope: Scope, properties: Properties) -> dict[str, Any]:
    given = [
        {member: item[name] for name, member in LISTENER.items() if item.get(name)} for item in properties["listeners"]
    ]
    return {"Listeners": given, **({"Scheme": "internal"} if properties.get("internal") else {})}


def _change_listeners(scope: Scope, properties: Properties) -> None:
    """Replace the listeners that differ; those that stay are not interrupted."""
    here, wanted = {"LoadBalancerName": properties["name"]}, _listeners(scope, properties)["Listeners"]
    found = scope.call(SERVICE, "describe_load_balancers", LoadBalancerNames=[properties["name"]])
    known = [_folded(item["Listener"]) for item in found["LoadBalancerDescriptions"][0]["ListenerDescriptions"]]
    kept = [_folded(item) for item in wanted]
    for listener in (item for item in known if item not in kept):
        ports = [int(listener["LoadBalancerPort"])]  # one at a time: moto deletes none of several
        scope.call(SERVICE, "delete_load_balancer_listeners", **here, LoadBalancerPorts=ports)
    if new := [item for item in wanted if _folded(item) not in known]:
        scope.call(SERVICE, "create_load_balancer_listeners", **here, Listeners=new)


def _folded(listener: Properties) -> dict[str, str]:
    """Return the settings of a listener as they are compared: protocols are the same in any case."""
    return {name: str(listener[name]).casefold() for name in LISTENER.values() if listener.get(name)}


def _remove_tags(scope: Scope, properties: Properties) -> None:
    keys = [{"Key": key} for key in properties["tagKeys"]]
    scope.call(SERVICE, "remove_tags", LoadBalancerNames=[properties["name"]], Tags=keys)


def _list_tags(scope: Scope, properties: Properties) -> Properties:
    found = scope.call(SERVICE, "describe_tags", LoadBalancerNames=[properties["name"]])["TagDescriptions"]
    return {"tags": {tag["Key"]: tag.get("Value", "") for tag in found[0]["Tags"]}}


RESOURCES = (
    named(
        "aws:elb/loadBalancer:LoadBalancer",
        SERVICE,
        "load_balancer",
        create=Call("create_load_balancer", {"listeners": ()}, added=_listeners, takes=words("listeners internal")),
        read=(
            Call(
                "describe_load_balancers",
                {"name": ("LoadBalancerNames", "LoadBalancerName")},
                result="LoadBalancerDescriptions[0]",
                learn={"dnsName": "DNSName", "zoneId": "CanonicalHostedZoneNameID"},
            ),
        ),
        updates=(Change(words("listeners"), _change_listeners),),
        delete=Call("delete_load_balancer", NAMES),
        tagging=Tagging(
            Call("add_tags", {"name": "LoadBalancerNames"}),
            _remove_tags,
            _list_tags,
        ),
        auto_name=AutoName(longest=32),
        names=NAMES,
        computed={"arn": "arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/{name}"},
        defaults={"idleTimeout": 60, "connectionDrainingTimeout": 300, "crossZoneLoadBalancing": True},
        replace_on=words("name namePrefix internal subnets availabilityZones"),
    ),
)
