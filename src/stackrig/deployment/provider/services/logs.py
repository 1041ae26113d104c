"""CloudWatch Logs."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME, AutoName
from stackrig.deployment.provider.registry import Action, Change, Resource, Tagging, words

SERVICE = "logs"


def _read_group(scope: Scope, properties: Properties) -> Properties | None:
    name = properties["name"]
    found = scope.call(SERVICE, "describe_log_groups", logGroupNamePrefix=name)["logGroups"]
    group = next((item for item in found if item["logGroupName"] == name), None)
    if group is None:
        return None
    return {
        "arn": group["arn"].removesuffix(":*"),
        "retentionInDays": group.get("retentionInDays", 0),
        "kmsKeyId": group.get("kmsKeyId", ""),
        "logGroupClass": group.get("logGroupClass", "STANDARD"),
        "deletionProtectionEnabled": group.get("deletionProtectionEnabled", False),
    }


def _set_retention(scope: Scope, properties: Properties) -> None:
    name, days = properties["name"], properties.get("retentionInDays")
    if days:
        scope.call(SERVICE, "put_retention_policy", logGroupName=name, retentionInDays=days)
    else:
        scope.call(SERVICE, "delete_retention_policy", logGroupName=name)


def _set_key(scope: Scope, properties: Properties) -> None:
    if properties.get("kmsKeyId"):
        scope.call(SERVICE, "associate_kms_key", logGroupName=properties["name"], kmsKeyId=properties["kmsKeyId"])
    else:
        scope.call(SERVICE, "disassociate_kms_key", logGroupName=properties["name"])


def _listed(operation: str, members: str, prefix: str, name: str) -> Action:
    """Return the function that finds one thing of a log group by name; CloudWatch Logs lists by prefix."""

    def read(scope: Scope, properties: Properties) -> Properties | None:
        group = properties.get("logGroupName") or properties.get("logGroup")
        wanted = {"logGroupName": group, prefix: properties["name"]}
        found = (scope.find(SERVICE, operation, **wanted) or {}).get(members, [])
        return next((item for item in found if item[name] == properties["name"]), None)

    return read


def _transformed(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the one transformation of a metric filter; Terraform keeps its default value as a string."""
    names = {"name": "metricName", "namespace": "metricNamespace", "value": "metricValue", "unit": "unit"}
    made = {member: given[name] for name, member in names.items() if given.get(name)}
    made |= {"dimensions": given["dimensions"]} if given.get("dimensions") else {}
    made |= {"defaultValue": float(given["defaultValue"])} if given.get("defaultValue") else {}
    return {"metricTransformations": [made]}


def _read_policy(scope: Scope, properties: Properties) -> Properties | None:
    for page in scope.pages(SERVICE, "describe_resource_policies"):
        for item in page["resourcePolicies"]:
            if item["policyName"] == properties["policyName"]:
                return {"policyDocument": item["policyDocument"]}
    return None


def _tidy_filter(_scope: Scope, properties: Properties) -> Properties:
    """Return a metric filter's pattern and transformation as the program has them."""
    found = (properties.get("metricTransformations") or [{}])[0]
    names = {"metricName": "name", "metricNamespace": "namespace", "metricValue": "value", "unit": "unit"}
    made = {name: found.get(member, "") for member, name in names.items()}
    default = found.get("defaultValue")
    made |= {"defaultValue": "" if default is None else f"{default:g}", "dimensions": found.get("dimensions") or {}}
    return {"pattern": properties.get("filterPattern", ""), "metricTransformation": made}


def _put_filter(scope: Scope, properties: Properties) -> Properties:
    where = {"logGroupName": properties["logGroupName"], "filterName": properties["name"]}
    wanted = _transformed(properties["metricTransformation"])
    scope.call(SERVICE, "put_metric_filter", **where, filterPattern=properties["pattern"], **wanted)
    return {}


def _set_filter(scope: Scope, properties: Properties) -> None:
    """Delete a filter and put it again: moto keeps both when a name is put twice."""
    where = {"logGroupName": properties["logGroupName"], "filterName": properties["name"]}
    scope.call(SERVICE, "delete_metric_filter", **where)
    _put_filter(scope, properties)


SUBSCRIPTION = Call("put_subscription_filter", {"name": "filterName", "logGroup": "logGroupName"})

RESOURCES = (
    Resource(
        "aws:cloudwatch/logGroup:LogGroup",
        SERVICE,
        create=Call("create_log_group"),
        read=(_read_group,),
        updates=(Change(words("retentionInDays"), _set_retention), Change(words("kmsKeyId"), _set_key)),
        delete=Call("delete_log_group"),
        tagging=Tagging(list=Call("list_tags_for_resource")),
        id="{name}",
        names={"name": "logGroupName", "arn": "resourceArn"},
        defaults={"skipDestroy": False},
        replace_on=words("name namePrefix logGroupClass"),
        accepted=words("skipDestroy"),
    ),
    Resource(
        "aws:cloudwatch/logStream:LogStream",
        SERVICE,
        create=Call("create_log_stream"),
        read=(_listed("describe_log_streams", "logStreams", "logStreamNamePrefix", "logStreamName"),),
        delete=Call("delete_log_stream"),
        id="{name}",
        import_id="{logGroupName}:{name}",
        auto_name=AutoName(prefix_property=""),
        names={"name": "logStreamName"},
        replace_on=words("name logGroupName"),
    ),
    Resource(
        "aws:cloudwatch/logMetricFilter:LogMetricFilter",
        SERVICE,
        create=_put_filter,
        read=(_listed("describe_metric_filters", "metricFilters", "filterNamePrefix", "filterName"), _tidy_filter),
        updates=(Change(words("pattern metricTransformation"), _set_filter),),
        delete=Call("delete_metric_filter", {"name": "filterName"}),
        id="{name}",
        import_id="{logGroupName}:{name}",
        auto_name=AutoName(prefix_property=""),
        replace_on=words("name logGroupName"),
        accepted=words("applyOnTransformedLogs"),
    ),
    Resource(
        "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        SERVICE,
        create=SUBSCRIPTION,
        read=(_listed("describe_subscription_filters", "subscriptionFilters", "filterNamePrefix", "filterName"),),
        updates=(SUBSCRIPTION,),
        delete=Call("delete_subscription_filter", {"name": "filterName", "logGroup": "logGroupName"}),
        id="{logGroup}|{name}",
        auto_name=AutoName(prefix_property=""),
        defaults={"distribution": "ByLogStream"},
        replace_on=words("name logGroup"),
        accepted=words("applyOnTransformedLogs emitSystemFields"),
    ),
    Resource(
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        SERVICE,
        create=Call("put_resource_policy"),
        read=(_read_policy,),
        updates=(Call("put_resource_policy"),),
        delete=Call("delete_resource_policy"),
        id="{policyName}",
        auto_name=NO_NAME,
        documents=words("policyDocument"),
        replace_on=words("policyName resourceArn"),
    ),
)
