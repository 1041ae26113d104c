"""Elastic Load Balancing, version 2: listeners and their rules."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.elb_common import (
    PACKAGES,
    SERVICE,
    find_one,
    looked_up,
    tagging,
)
from stackrig.deployment.provider.wire import to_pascal
from stackrig.errors import DeployError

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
            given[member] = {to_pascal(key): value for key, value in action[name].items() if value is not None}
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
    listener = find_one(scope, "listener", ListenerArns=[properties["arn"]])
    if not listener:
        return None
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
    rule = find_one(scope, "rule", RuleArns=[properties["arn"]])
    if not rule:
        return None
    arn = rule["RuleArn"]
    listener = arn.replace(":listener-rule/", ":listener/").rpartition("/")[0]
    actions = properties.get("actions") or [_told(item) for item in rule["Actions"]]
    return {"arn": arn, "listenerArn": listener, "priority": rule["Priority"], "actions": actions}


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
        tagging=tagging(),
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
        tagging=tagging(),
        id="{arn}",
        auto_name=NO_NAME,
        names={"arn": "RuleArn", "actions": (), "conditions": (), "priority": ()},
        replace_on=words("listenerArn priority"),
        modelled=True,
    )


def _get_listener(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    balancer = arguments.get("loadBalancerArn")
    where = {"LoadBalancerArn": balancer} if balancer else {"ListenerArns": [arguments["arn"]]}
    for item in scope.call(SERVICE, "describe_listeners", **where)["Listeners"]:
        if arguments.get("port") in (None, item.get("Port")):
            return looked_up(scope, _read_listener, item["ListenerArn"])
    raise DeployError(f"no listener of the load balancer listens on port {arguments.get('port')}")


TYPES = (_listener, _listener_rule)
RESOURCES = tuple(describe(package) for package in PACKAGES for describe in TYPES)
FUNCTIONS = {f"aws:{package}/getListener:getListener": _get_listener for package in PACKAGES}
