"""Elastic Load Balancing, version 2. `aws:alb` and `aws:lb` are the same types, as are `applicationloadbalancing`'s."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME, AutoName
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.errors import DeployError

SERVICE = "elbv2"
ZONE = "Z35SXDOTRQ7X7K"  # of us-east-1's load balancers: docs.aws.amazon.com/general/latest/gr/elb.html
SETTINGS = {  # properties that are attributes of a load balancer or a target group
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


def _tagging() -> Tagging:
    def add(scope: Scope, properties: Properties) -> None:
        tags = [{"Key": key, "Value": value} for key, value in properties["tags"].items()]
        scope.call(SERVICE, "add_tags", ResourceArns=[properties["arn"]], Tags=tags)

    def remove(scope: Scope, properties: Properties) -> None:
        scope.call(SERVICE, "remove_tags", ResourceArns=[properties["arn"]], TagKeys=properties["tagKeys"])

    def listed(scope: Scope, properties: Properties) -> Properties:
        found = scope.call(SERVICE, "describe_tags", ResourceArns=[properties["arn"]])["TagDescriptions"]
        return {"tags": {tag["Key"]: tag["Value"] for item in found for tag in item["Tags"]}}

    return Tagging(add, remove, listed)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _set_attributes(noun: str, member: str, names: Mapping[str, str]) -> Change:
    def make(scope: Scope, properties: Properties) -> None:
        given = [
            {"Key": key, "Value": _text(properties[name])}
            for name, key in names.items()
            if properties.get(name) is not None
        ]
        scope.call(SERVICE, f"modify_{noun}_attributes", **{member: properties["arn"]}, Attributes=given)

    return Change(frozenset(names), make)


def _attributes(scope: Scope, noun: str, names: Mapping[str, str], **where: str) -> Properties:
    found = scope.call(SERVICE, f"describe_{noun}_attributes", **where)["Attributes"]
    values = {item["Key"]: item["Value"] for item in found}
    return {name: values[key] for name, key in names.items() if key in values}


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
    found = (scope.find(SERVICE, "describe_load_balancers", LoadBalancerArns=[properties["arn"]]) or {}).get(
        "LoadBalancers"
    )
    if not found:
        return None
    balancer, arn = found[0], found[0]["LoadBalancerArn"]
    return {
        **_attributes(scope, "load_balancer", SETTINGS, LoadBalancerArn=arn),
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
        _set_attributes("load_balancer", "LoadBalancerArn", SETTINGS).make(scope, off)
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
    found = (scope.find(SERVICE, "describe_target_groups", TargetGroupArns=[properties["arn"]]) or {}).get(
        "TargetGroups"
    )
    if not found:
        return None
    group, arn = found[0], found[0]["TargetGroupArn"]
    health = {name: _text(group[member]) for name, member in HEALTH.items() if group.get(member) is not None}
    matcher = group.get("Matcher", {})
    return {
        **_attributes(scope, "target_group", GROUP_SETTINGS, TargetGroupArn=arn),
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


# --- listeners -------------------------------------------------------------------------------------------------------

REDIRECT = {
    "host": "Host",
    "path": "Path",
    "port": "Port",
    "protocol": "Protocol",
    "query": "Query",
    "statusCode": "StatusCode",
}
FIXED = {"contentType": "ContentType", "messageBody": "MessageBody", "statusCode": "StatusCode"}
CONDITIONS = {
    "hostHeader": ("host-header", "HostHeaderConfig"),
    "httpRequestMethod": ("http-request-method", "HttpRequestMethodConfig"),
    "pathPattern": ("path-pattern", "PathPatternConfig"),
    "sourceIp": ("source-ip", "SourceIpConfig"),
}


def _actions(actions: list[Properties]) -> list[dict[str, Any]]:
    return [_action(item, place) for place, item in enumerate(actions, 1)]


def _action(action: Properties, place: int) -> dict[str, Any]:
    given: dict[str, Any] = {"Type": action["type"], "Order": int(action.get("order") or place)}
    if action.get("targetGroupArn"):
        given["TargetGroupArn"] = action["targetGroupArn"]
    if forward := action.get("forward"):
        groups = [
            {"TargetGroupArn": item["arn"], "Weight": int(item.get("weight") or 1)} for item in forward["targetGroups"]
        ]
        given["ForwardConfig"] = {"TargetGroups": groups}
    if redirect := action.get("redirect"):
        given["RedirectConfig"] = {member: redirect[name] for name, member in REDIRECT.items() if redirect.get(name)}
    if fixed := action.get("fixedResponse"):
        given["FixedResponseConfig"] = {member: fixed[name] for name, member in FIXED.items() if fixed.get(name)}
    for name, member in (
        ("authenticateCognito", "AuthenticateCognitoConfig"),
        ("authenticateOidc", "AuthenticateOidcConfig"),
    ):
        if action.get(name):
            given[member] = {
                key[0].upper() + key[1:]: value for key, value in action[name].items() if value is not None
            }
    return given


def _conditions(conditions: list[Properties]) -> list[dict[str, Any]]:
    given = []
    for condition in conditions:
        for name, (field, member) in CONDITIONS.items():
            if condition.get(name):
                given.append({"Field": field, member: {"Values": condition[name]["values"]}})
        if header := condition.get("httpHeader"):
            config = {"HttpHeaderName": header["httpHeaderName"], "Values": header["values"]}
            given.append({"Field": "http-header", "HttpHeaderConfig": config})
        if queries := condition.get("queryStrings"):
            values = [{"Key": item.get("key") or "", "Value": item["value"]} for item in queries]
            given.append({"Field": "query-string", "QueryStringConfig": {"Values": values}})
    return given


def _listener_parameters(_scope: Scope, properties: Properties) -> dict[str, Any]:
    given: dict[str, Any] = {"DefaultActions": _actions(properties["defaultActions"])}
    if not properties.get("protocol") and ":loadbalancer/app/" in properties["loadBalancerArn"]:
        given["Protocol"] = "HTTP"  # as the real provider has it
    if properties.get("certificateArn"):
        given["Certificates"] = [{"CertificateArn": properties["certificateArn"]}]
    return given


def _read_listener(scope: Scope, properties: Properties) -> Properties | None:
    found = (scope.find(SERVICE, "describe_listeners", ListenerArns=[properties["arn"]]) or {}).get("Listeners")
    if not found:
        return None
    listener = found[0]
    return {
        "arn": listener["ListenerArn"],
        "certificateArn": (listener.get("Certificates") or [{}])[0].get("CertificateArn", ""),
        "defaultActions": properties.get("defaultActions") or [_told(item) for item in listener["DefaultActions"]],
        "loadBalancerArn": listener["LoadBalancerArn"],
        "port": listener.get("Port"),
        "protocol": listener.get("Protocol"),
        "sslPolicy": listener.get("SslPolicy") or "",
    }


def _told(action: Mapping[str, Any]) -> Properties:
    return {"type": action["Type"], "order": action.get("Order", 1), "targetGroupArn": action.get("TargetGroupArn", "")}


def _rule_parameters(scope: Scope, properties: Properties) -> dict[str, Any]:
    priority = properties.get("priority") or _next_priority(scope, properties["listenerArn"])
    return {**_rule(properties), "Priority": int(priority)}


def _rule(properties: Properties) -> dict[str, Any]:
    return {"Actions": _actions(properties["actions"]), "Conditions": _conditions(properties["conditions"])}


def _next_priority(scope: Scope, listener: str) -> int:
    rules = scope.call(SERVICE, "describe_rules", ListenerArn=listener)["Rules"]
    return max([int(item["Priority"]) for item in rules if item["Priority"].isdecimal()], default=0) + 1


def _set_rule(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "modify_rule", RuleArn=properties["arn"], **_rule(properties))


def _read_rule(scope: Scope, properties: Properties) -> Properties | None:
    found = (scope.find(SERVICE, "describe_rules", RuleArns=[properties["arn"]]) or {}).get("Rules")
    if not found:
        return None
    arn = found[0]["RuleArn"]
    listener = arn.replace(":listener-rule/", ":listener/").rpartition("/")[0]
    actions = properties.get("actions") or [_told(item) for item in found[0]["Actions"]]
    return {"arn": arn, "listenerArn": listener, "priority": found[0]["Priority"], "actions": actions}


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


def _find(operation: str, items: str, member: str) -> Any:
    def find(scope: Scope, properties: Properties) -> str | None:
        found = scope.find(SERVICE, operation, Names=[properties["name"]]) or {}
        return next((item[member] for item in found.get(items, ())), None)

    return find


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
            _set_attributes("load_balancer", "LoadBalancerArn", SETTINGS),
            Call("set_security_groups"),
            Call("set_subnets"),
        ),
        delete=_delete_balancer,
        tagging=_tagging(),
        id="{arn}",
        find=_find("describe_load_balancers", "LoadBalancers", "LoadBalancerArn"),
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
            _set_attributes("target_group", "TargetGroupArn", GROUP_SETTINGS),
            Change(words("healthCheck"), _set_health),
        ),
        delete=Call("delete_target_group"),
        tagging=_tagging(),
        id="{arn}",
        find=_find("describe_target_groups", "TargetGroups", "TargetGroupArn"),
        auto_name=AutoName(longest=32),
        names={"arn": "TargetGroupArn"},
        defaults={"targetType": "instance"},
        replace_on=words("name namePrefix port protocol protocolVersion vpcId targetType ipAddressType"),
        modelled=True,
    )


def _listener(package: str) -> Resource:
    return Resource(
        f"aws:{package}/listener:Listener",
        SERVICE,
        create=Call(
            "create_listener",
            result="Listeners[0]",
            learn={"arn": "ListenerArn"},
            added=_listener_parameters,
            takes=words("defaultActions certificateArn"),
        ),
        read=(_read_listener,),
        updates=(Call("modify_listener", added=_listener_parameters, takes=words("defaultActions certificateArn")),),
        delete=Call("delete_listener"),
        tagging=_tagging(),
        id="{arn}",
        auto_name=NO_NAME,
        names={"arn": "ListenerArn", "defaultActions": ()},
        replace_on=words("loadBalancerArn"),
        modelled=True,
    )


def _listener_rule(package: str) -> Resource:
    return Resource(
        f"aws:{package}/listenerRule:ListenerRule",
        SERVICE,
        create=Call(
            "create_rule",
            result="Rules[0]",
            learn={"arn": "RuleArn"},
            added=_rule_parameters,
            takes=words("actions conditions priority"),
        ),
        read=(_read_rule,),
        updates=(Change(words("actions conditions"), _set_rule),),
        delete=Call("delete_rule"),
        tagging=_tagging(),
        id="{arn}",
        auto_name=NO_NAME,
        names={"arn": "RuleArn", "actions": (), "conditions": (), "priority": ()},
        replace_on=words("listenerArn priority"),
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


def _get_balancer(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    arn, name = arguments.get("arn"), arguments.get("name")
    given = {"LoadBalancerArns": [arn]} if arn else {"Names": [name]} if name else {}
    found = scope.call(SERVICE, "describe_load_balancers", **given)["LoadBalancers"][0]
    told = _read_balancer(scope, {"arn": found["LoadBalancerArn"]}) or {}
    return {**told, "id": told["arn"], "tags": {}}


def _get_group(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    arn, name = arguments.get("arn"), arguments.get("name")
    given = {"TargetGroupArns": [arn]} if arn else {"Names": [name]}
    found = scope.call(SERVICE, "describe_target_groups", **given)["TargetGroups"][0]
    told = _read_target_group(scope, {"arn": found["TargetGroupArn"]}) or {}
    return {**told, "id": told["arn"], "tags": {}}


def _get_listener(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    given = {"LoadBalancerArn": arguments["loadBalancerArn"]} if arguments.get("loadBalancerArn") else {}
    given = given or {"ListenerArns": [arguments["arn"]]}
    for item in scope.call(SERVICE, "describe_listeners", **given)["Listeners"]:
        if arguments.get("port") in (None, item.get("Port")):
            told = _read_listener(scope, {"arn": item["ListenerArn"]}) or {}
            return {**told, "id": told["arn"], "tags": {}}
    raise DeployError(f"no listener of the load balancer has port {arguments.get('port')}")


PACKAGES = ("lb", "alb")  # the same types have the names of both: aws.lb, aws.alb
TYPES = (_load_balancer, _target_group, _listener, _listener_rule, _target_group_attachment)
RESOURCES = tuple(describe(package) for package in PACKAGES for describe in TYPES)

FUNCTIONS = {
    f"aws:{package}/{name}:{name}": function
    for package in PACKAGES
    for name, function in (
        ("getLoadBalancer", _get_balancer),
        ("getTargetGroup", _get_group),
        ("getListener", _get_listener),
    )
}
