"""CloudWatch alarms and dashboards."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Resource, Tagging, words
from stackrig.deployment.provider.wire import Names

SERVICE = "cloudwatch"


def _pairs(dimensions: dict[str, str]) -> list[dict[str, str]]:
    return [{"Name": name, "Value": value} for name, value in dimensions.items()]


def _queries(properties: Properties) -> list[dict[str, Any]]:
    return [_query(item) for item in properties.get("metricQueries") or ()]


def _query(item: Properties) -> dict[str, Any]:
    names = {
        "accountId": "AccountId",
        "expression": "Expression",
        "id": "Id",
        "label": "Label",
        "period": "Period",
        "returnData": "ReturnData",
    }
    query = {member: item[name] for name, member in names.items() if item.get(name) is not None}
    if metric := item.get("metric"):
        named = {"MetricName": metric["metricName"], "Namespace": metric.get("namespace")}
        given = {name: value for name, value in named.items() if value}
        stat = {"Metric": {**given, "Dimensions": _pairs(metric.get("dimensions") or {})}, "Stat": metric["stat"]}
        query["MetricStat"] = {
            **stat,
            "Period": metric["period"],
            **({"Unit": metric["unit"]} if "unit" in metric else {}),
        }
    return query


def _lists(_scope: Scope, properties: Properties) -> dict[str, Any]:
    dimensions, queries = _pairs(properties.get("dimensions") or {}), _queries(properties)
    return {**({"Dimensions": dimensions} if dimensions else {}), **({"Metrics": queries} if queries else {})}


def _named(_scope: Scope, properties: Properties) -> dict[str, Any]:
    return {"AlarmNames": [properties["name"]]}


def _read_dashboard(scope: Scope, properties: Properties) -> Properties | None:
    """Find a dashboard in the list of all: for a deleted one, LocalStack reports a wrong parameter."""
    name = properties["dashboardName"]
    listed = scope.call(SERVICE, "list_dashboards", DashboardNamePrefix=name)["DashboardEntries"]
    if name not in {item["DashboardName"] for item in listed}:
        return None
    found = scope.call(SERVICE, "get_dashboard", DashboardName=name)
    return {"dashboardArn": found["DashboardArn"], "dashboardBody": found["DashboardBody"]}


TAKEN = words("dimensions metricQueries")
NAMES: Names = {
    "name": "AlarmName",
    "arn": ("AlarmArn", "ResourceARN"),
    "dimensions": (),
    "evaluateLowSampleCountPercentiles": "EvaluateLowSampleCountPercentile",
}

RESOURCES = (
    Resource(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        SERVICE,
        create=Call("put_metric_alarm", added=_lists, takes=TAKEN),
        read=(
            Call(
                "describe_alarms",
                added=_named,
                result="MetricAlarms[0]",
                learn={"treatMissingData": "TreatMissingData || 'missing'", "dimensions": "Dimensions"},
            ),
        ),
        updates=(Call("put_metric_alarm", {"tags": ()}, added=_lists, takes=TAKEN),),
        delete=Call("delete_alarms", added=_named),
        tagging=Tagging(list=Call("list_tags_for_resource")),
        id="{name}",
        names=NAMES,
        defaults={"actionsEnabled": True, "treatMissingData": "missing"},
        replace_on=words("name"),
    ),
    Resource(
        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        SERVICE,
        create=Call("put_composite_alarm"),
        read=(
            Call(
                "describe_alarms",
                {"alarmName": ("AlarmNames", "AlarmName")},
                fixed={"AlarmTypes": ["CompositeAlarm"]},
                result="CompositeAlarms[0]",
            ),
        ),
        updates=(Call("put_composite_alarm", {"tags": ()}),),
        delete=Call("delete_alarms", {"alarmName": "AlarmNames"}),
        tagging=Tagging(list=Call("list_tags_for_resource")),
        id="{alarmName}",
        auto_name=NO_NAME,
        names={"arn": ("AlarmArn", "ResourceARN")},
        defaults={"actionsEnabled": True},
        replace_on=words("alarmName"),
    ),
    Resource(
        "aws:cloudwatch/dashboard:Dashboard",
        SERVICE,
        create=Call("put_dashboard"),
        read=(_read_dashboard,),
        updates=(Call("put_dashboard"),),
        delete=Call("delete_dashboards", {"dashboardName": "DashboardNames"}),
        id="{dashboardName}",
        auto_name=NO_NAME,
        documents=words("dashboardBody"),
        replace_on=words("dashboardName"),
    ),
)
