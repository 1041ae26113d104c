"""Elastic Load Balancing, version 2: load balancers, target groups and their attachments."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME, AutoName
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.elb_common import (
    PACKAGES,
    SERVICE,
    attributes,
    find_by_name,
    find_one,
    lookup,
    set_attributes,
    tagging,
)
from stackrig.deployment.provider.wire import to_text

ZONE = "Z35SXDOTRQ7X7K"  # the zone of us-east-1's load balancers: docs.aws.amazon.com/general/latest/gr/elb.html
SETTINGS = {  # properties that are attributes of load balancers or target groups
    "idleTimeout": "idle_timeout.timeout_seconds",
    "enableDeletionProtection": "deletion_protection.enabled",
    "enableHttp2": "routing.http2.enabled",
    "enableCrossZoneLoadBalancing": "load_balancing.cross_zone.enabled",
    "dropInvalidHeaderFields": "routing.http.drop_invalid_header_fields.enabled",
}
GROUP_SETTINGS = {
    "deregistrationDelay": "deregistration_delay.timeout_seconds",
    "slowStart": "slow_start.duration_seconds",
    "loadBalancingAlgorithmType": "load_balancing.algorithm.type",
    "lambdaMultiValueHeadersEnabled": "lambda.multi_value_headers.enabled",
}
HEALTH = {
    "enabled": "HealthCheckEnabled",
    "healthyThreshold": "HealthyThresholdCount",
    "interval": "HealthCheckIntervalSeconds",
    "path": "HealthCheckPath",
    "port": "HealthCheckPort",
    "protocol": "HealthCheckProtocol",
    "timeout": "HealthCheckTimeoutSeconds",
    "unhealthyThreshold": "UnhealthyThresholdCount",
}


def _create_balancer(_scope: Scope, properties: Properties) -> dict[str, Any]:
    given: dict[str, Any] = {"Scheme": "internal" if properties.get("internal") else "internet-facing"}
    if properties.get("subnetMappings"):
        names = {"subnetId": "SubnetId", "allocationId": "AllocationId", "privateIpv4Address": "PrivateIPv4Address"}
        given["SubnetMappings"] = [
            {member: item[name] for name, member in names.items() if item.get(name)}
            for item in properties["subnetMappings"]
        ]
    return given


def _read_balancer(scope: Scope, properties: Properties) -> Properties | None:
    balancer = find_one(scope, "load_balancer", LoadBalancerArns=[properties["arn"]])
    if not balancer:
        return None
    arn = balancer["LoadBalancerArn"]
    return {
        **attributes(scope, "load_balancer", arn, SETTINGS),
        "arn": arn,
        "arnSuffix": arn.partition(":loadbalancer/")[2],
        "dnsName": balancer["DNSName"],
        "internal": balancer.get("Scheme") == "internal",
        "ipAddressType": balancer.get("IpAddressType", "ipv4"),
        "loadBalancerType": balancer["Type"],
        "name": balancer["LoadBalancerName"],
        "securityGroups": balancer.get("SecurityGroups", []),
        "subnets": properties.get("subnets")
        or sorted(item["SubnetId"] for item in balancer.get("AvailabilityZones", ())),
        "vpcId": balancer.get("VpcId", ""),
        "zoneId": balancer.get("CanonicalHostedZoneId") or ZONE,
    }


def _delete_balancer(scope: Scope, properties: Properties) -> None:
    if scope.disposable and properties.get("enableDeletionProtection"):
        off = {"enableDeletionProtection": False, "arn": properties["arn"]}
        set_attributes("load_balancer", SETTINGS).make(scope, off)
    scope.call(SERVICE, "delete_load_balancer", LoadBalancerArn=properties["arn"])


def _health(_scope: Scope, properties: Properties) -> dict[str, Any]:
    check = properties.get("healthCheck") or {}
    given: dict[str, Any] = {
        member: check[name] for name, member in HEALTH.items() if check.get(name) not in (None, "")
    }
    if check.get("matcher"):
        given["Matcher"] = {
            "GrpcCode" if "GRPC" in str(properties.get("protocolVersion")) else "HttpCode": check["matcher"]
        }
    numbers = (
        "HealthyThresholdCount",
        "HealthCheckIntervalSeconds",
        "HealthCheckTimeoutSeconds",
        "UnhealthyThresholdCount",
    )
    return {name: int(value) if name in numbers else value for name, value in given.items()}


def _set_health(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "modify_target_group", TargetGroupArn=properties["arn"], **_health(scope, properties))


def _read_target_group(scope: Scope, properties: Properties) -> Properties | None:
    group = find_one(scope, "target_group", TargetGroupArns=[properties["arn"]])
    if not group:
        return None
    arn = group["TargetGroupArn"]
    health = {name: to_text(group[member]) for name, member in HEALTH.items() if group.get(member) is not None}
    matcher = group.get("Matcher", {})
    return {
        **attributes(scope, "target_group", arn, GROUP_SETTINGS),
        "arn": arn,
        "arnSuffix": arn.rpartition(":")[2],
        "healthCheck": {**health, "matcher": matcher.get("HttpCode") or matcher.get("GrpcCode") or ""},
        "ipAddressType": group.get("IpAddressType", ""),
        "loadBalancerArns": group.get("LoadBalancerArns", []),
        "name": group["TargetGroupName"],
        "port": group.get("Port"),
        "protocol": group.get("Protocol"),
        "protocolVersion": group.get("ProtocolVersion") or "",
        "targetType": group.get("TargetType", "instance"),
        "vpcId": group.get("VpcId", ""),
    }


def _target(properties: Properties) -> dict[str, Any]:
    names = {"port": "Port", "availabilityZone": "AvailabilityZone"}
    given = {member: properties[name] for name, member in names.items() if properties.get(name)}
    return {"TargetGroupArn": properties["targetGroupArn"], "Targets": [{"Id": properties["targetId"], **given}]}


def _register(scope: Scope, properties: Properties) -> Properties:
    scope.call(SERVICE, "register_targets", **_target(properties))
    return {}


def _read_target(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(SERVICE, "describe_target_health", TargetGroupArn=properties["targetGroupArn"]) or {}
    for item in found.get("TargetHealthDescriptions", ()):
        if item["Target"]["Id"] == properties["targetId"]:
            return {"port": properties.get("port")}
    return None


def _deregister(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "deregister_targets", **_target(properties))


def _load_balancer(package: str) -> Resource:
    return Resource(
        f"aws:{package}/loadBalancer:LoadBalancer",
        SERVICE,
        create=Call(
            "create_load_balancer",
            {"loadBalancerType": "Type"},
            result="LoadBalancers[0]",
            learn={"arn": "LoadBalancerArn"},
            added=_create_balancer,
            takes=words("internal subnetMappings"),
        ),
        read=(_read_balancer,),
        updates=(
            set_attributes("load_balancer", SETTINGS),
            Call("set_security_groups"),
            Call("set_subnets"),
        ),
        delete=_delete_balancer,
        tagging=tagging(),
        id="{arn}",
        find=find_by_name("load_balancer"),
        auto_name=AutoName(longest=32),
        names={"arn": "LoadBalancerArn", "subnetMappings": ()},
        defaults={"loadBalancerType": "application", "internal": False},
        replace_on=words("name namePrefix internal loadBalancerType"),
        modelled=True,
    )


def _target_group(package: str) -> Resource:
    return Resource(
        f"aws:{package}/targetGroup:TargetGroup",
        SERVICE,
        create=Call(
            "create_target_group",
            result="TargetGroups[0]",
            learn={"arn": "TargetGroupArn"},
            added=_health,
            takes=words("healthCheck"),
        ),
        read=(_read_target_group,),
        updates=(
            set_attributes("target_group", GROUP_SETTINGS),
            Change(words("healthCheck"), _set_health),
        ),
        delete=Call("delete_target_group"),
        tagging=tagging(),
        id="{arn}",
        find=find_by_name("target_group"),
        auto_name=AutoName(longest=32),
        names={"arn": "TargetGroupArn"},
        defaults={"targetType": "instance"},
        replace_on=words("name namePrefix port protocol protocolVersion vpcId targetType ipAddressType"),
        modelled=True,
    )


def _target_group_attachment(package: str) -> Resource:
    return Resource(
        f"aws:{package}/targetGroupAttachment:TargetGroupAttachment",
        SERVICE,
        create=_register,
        read=(_read_target,),
        delete=_deregister,
        id="{targetGroupArn}-{targetId}",
        auto_name=NO_NAME,
        replace_on=words("targetGroupArn targetId port availabilityZone"),
        modelled=True,
    )


TYPES = (_load_balancer, _target_group, _target_group_attachment)
RESOURCES = tuple(describe(package) for package in PACKAGES for describe in TYPES)

FUNCTIONS = {
    f"aws:{package}/{name}:{name}": function
    for package in PACKAGES
    for name, function in (
        ("getLoadBalancer", lookup("load_balancer", _read_balancer)),
        ("getTargetGroup", lookup("target_group", _read_target_group)),
    )
}
