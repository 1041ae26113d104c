"""EventBridge: buses, rules, targets."""

import uuid
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.deployment.provider.wire import to_pascal

SERVICE = "events"
DEFAULT_BUS = "default"
TARGETS_AT_ONCE = 10

TARGET = {  # settings of a target that are named by their type, with EventBridge's names
    "arn": "Arn",
    "roleArn": "RoleArn",
    "input": "Input",
    "inputPath": "InputPath",
}


def _bus(properties: Properties) -> str:
    return properties.get("eventBusName") or DEFAULT_BUS


def _rule_id(properties: Properties) -> str:
    bus, name = _bus(properties), properties["name"]
    return name if bus == DEFAULT_BUS else f"{bus}/{name}"


def _target_id(properties: Properties) -> str:
    parts = [_bus(properties), properties["rule"], properties["targetId"]]
    return "-".join(parts[1:] if parts[0] == DEFAULT_BUS else parts)


def _put_rule(scope: Scope, properties: Properties) -> Properties:
    """Create or change a rule; EventBridge removes settings that the call leaves out."""
    state = properties.get("state")
    if state is None and properties.get("isEnabled") is not None:
        state = "ENABLED" if properties["isEnabled"] else "DISABLED"
    names = {
        "description": "Description",
        "eventPattern": "EventPattern",
        "roleArn": "RoleArn",
        "scheduleExpression": "ScheduleExpression",
    }
    given = {member: properties[name] for name, member in names.items() if properties.get(name)}
    name, bus = properties["name"], _bus(properties)
    found = scope.call(SERVICE, "put_rule", Name=name, EventBusName=bus, State=state or "ENABLED", **given)
    return {"arn": found["RuleArn"]}


def _read_rule(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(SERVICE, "describe_rule", Name=properties["name"], EventBusName=_bus(properties))
    if found is None:
        return None
    return {
        "arn": found["Arn"],
        "description": found.get("Description", ""),
        "eventBusName": found.get("EventBusName", DEFAULT_BUS),
        "eventPattern": found.get("EventPattern"),
        "isEnabled": found["State"] != "DISABLED",
        "roleArn": found.get("RoleArn", ""),
        "scheduleExpression": found.get("ScheduleExpression", ""),
        "state": found["State"],
    }


def _delete_rule(scope: Scope, properties: Properties) -> None:
    bus, name = _bus(properties), properties["name"]
    if properties.get("forceDestroy"):
        targets = [item["Id"] for item in _targets(scope, bus, name)]
        for start in range(0, len(targets), TARGETS_AT_ONCE):
            ids = targets[start : start + TARGETS_AT_ONCE]
            scope.call(SERVICE, "remove_targets", Rule=name, EventBusName=bus, Ids=ids)
    scope.call(SERVICE, "delete_rule", Name=name, EventBusName=bus)


def _targets(scope: Scope, bus: str, rule: str) -> list[dict[str, Any]]:
    pages = scope.pages(SERVICE, "list_targets_by_rule", Rule=rule, EventBusName=bus)
    return [item for page in pages for item in page["Targets"]]


def _put_target(scope: Scope, properties: Properties) -> Properties:
    target_id = properties.get("targetId") or f"stackrig-{uuid.uuid4().hex}"
    target = {member: properties[name] for name, member in TARGET.items() if properties.get(name)}
    if transformer := properties.get("inputTransformer"):
        paths = transformer.get("inputPaths") or {}
        target["InputTransformer"] = {"InputPathsMap": paths, "InputTemplate": transformer["inputTemplate"]}
    if properties.get("deadLetterConfig"):
        target["DeadLetterConfig"] = {"Arn": properties["deadLetterConfig"]["arn"]}
    if retry := properties.get("retryPolicy"):
        target["RetryPolicy"] = {to_pascal(name): int(value) for name, value in retry.items()}
    if properties.get("sqsTarget"):
        target["SqsParameters"] = {"MessageGroupId": properties["sqsTarget"]["messageGroupId"]}
    if properties.get("kinesisTarget"):
        target["KinesisParameters"] = {"PartitionKeyPath": properties["kinesisTarget"]["partitionKeyPath"]}
    if http := properties.get("httpTarget"):
        names = {
            "headerParameters": "HeaderParameters",
            "pathParameterValues": "PathParameterValues",
            "queryStringParameters": "QueryStringParameters",
        }
        target["HttpParameters"] = {member: http[name] for name, member in names.items() if http.get(name)}
    targets = [{"Id": target_id, **target}]
    scope.call(SERVICE, "put_targets", Rule=properties["rule"], EventBusName=_bus(properties), Targets=targets)
    return {"targetId": target_id}


def _read_target(scope: Scope, properties: Properties) -> Properties | None:
    bus, rule = _bus(properties), properties["rule"]
    if scope.find(SERVICE, "describe_rule", Name=rule, EventBusName=bus) is None:
        return None
    found = next((item for item in _targets(scope, bus, rule) if item["Id"] == properties["targetId"]), None)
    if found is None:
        return None
    transformer = found.get("InputTransformer")
    return {
        **{name: found.get(member, "") for name, member in TARGET.items()},
        "eventBusName": bus,
        "deadLetterConfig": found.get("DeadLetterConfig"),
        "retryPolicy": found.get("RetryPolicy"),
        "sqsTarget": found.get("SqsParameters"),
        "kinesisTarget": found.get("KinesisParameters"),
        "httpTarget": found.get("HttpParameters"),
        "inputTransformer": transformer
        and {"inputPaths": transformer.get("InputPathsMap", {}), "inputTemplate": transformer["InputTemplate"]},
    }


def _remove_target(scope: Scope, properties: Properties) -> None:
    ids = [properties["targetId"]]
    scope.call(SERVICE, "remove_targets", Rule=properties["rule"], EventBusName=_bus(properties), Ids=ids)


def _find_target(scope: Scope, properties: Properties) -> str | None:
    """Return the target that has the id, or else the target of its rule with the same ARN."""
    bus, rule, name = _bus(properties), properties["rule"], properties.get("targetId")
    for item in _targets(scope, bus, rule):
        if item["Id"] == name if name else item["Arn"] == properties["arn"]:
            return f"{bus}/{rule}/{item['Id']}"
    return None


RULE = words("description eventPattern isEnabled roleArn scheduleExpression state")
SETTINGS = words(
    "arn roleArn input inputPath inputTransformer deadLetterConfig retryPolicy sqsTarget kinesisTarget httpTarget"
)

RESOURCES = (
    Resource(
        "aws:cloudwatch/eventBus:EventBus",
        SERVICE,
        create=Call("create_event_bus"),
        read=(Call("describe_event_bus", result="@"),),
        updates=(Call("update_event_bus"),),
        delete=Call("delete_event_bus"),
        tagging=Tagging(list=Call("list_tags_for_resource")),
        id="{name}",
        names={"arn": ("Arn", "EventBusArn", "ResourceARN")},
        replace_on=words("name eventSourceName"),
    ),
    Resource(
        "aws:cloudwatch/eventRule:EventRule",
        SERVICE,
        create=_put_rule,
        read=(_read_rule,),
        updates=(Change(RULE, _put_rule),),
        delete=_delete_rule,
        tagging=Tagging(list=Call("list_tags_for_resource")),
        id=_rule_id,
        import_id="{eventBusName}/{name} or {name}",
        auto_name=AutoName(longest=64),
        names={"arn": "ResourceARN"},
        defaults={"eventBusName": DEFAULT_BUS, "forceDestroy": False},
        replace_on=words("name namePrefix eventBusName"),
        documents=words("eventPattern"),
        accepted=words("forceDestroy"),
    ),
    Resource(
        "aws:cloudwatch/eventTarget:EventTarget",
        SERVICE,
        create=_put_target,
        read=(_read_target,),
        updates=(Change(SETTINGS, _put_target),),
        delete=_remove_target,
        id=_target_id,
        import_id="{eventBusName}/{rule}/{targetId} or {rule}/{targetId}",
        find=_find_target,
        defaults={"eventBusName": DEFAULT_BUS, "forceDestroy": False},
        replace_on=words("rule targetId eventBusName"),
        accepted=words("forceDestroy"),
    ),
)
