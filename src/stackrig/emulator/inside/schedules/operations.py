"""The operations of EventBridge Scheduler: schedules, groups, tags."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from ..clock.present import now
from ..services.faults import conflict, invalid
from ..services.pages import page
from .checks import check_schedule, not_found
from .firing import plan, stop
from .records import DEFAULT, LOCK, Record, Schedule, Store, store_of

Operation = Callable[[Store, Mapping[str, Any]], Record]
DEFAULTS = {"ScheduleExpressionTimezone": "UTC", "State": "ENABLED", "ActionAfterCompletion": "NONE"}
RETRY_POLICY = {"MaximumEventAgeInSeconds": 86400, "MaximumRetryAttempts": 185}
KEPT = (
    *("ActionAfterCompletion", "Description", "EndDate", "FlexibleTimeWindow", "KmsKeyArn", "Name"),
    *("ScheduleExpression", "ScheduleExpressionTimezone", "StartDate", "State", "Target"),
)
SUMMARY = ("Arn", "Name", "GroupName", "State", "CreationDate", "LastModificationDate")


def operations() -> dict[str, Callable[[Any, Any], Any]]:
    """Return the handlers by operation."""
    own: dict[str, Operation] = {
        "CreateSchedule": _create,
        "CreateScheduleGroup": _create_group,
        "DeleteSchedule": _delete,
        "DeleteScheduleGroup": _delete_group,
        "GetSchedule": _get,
        "GetScheduleGroup": _get_group,
        "ListScheduleGroups": _list_groups,
        "ListSchedules": _list,
        "ListTagsForResource": _list_tags,
        "TagResource": _tag,
        "UntagResource": _untag,
        "UpdateSchedule": _update,
    }
    return {name: _handler(operation) for name, operation in own.items()}


def _handler(operation: Operation) -> Callable[[Any, Any], Any]:
    def handle(context: Any, request: Any) -> Any:
        with LOCK:
            return operation(store_of(context.account_id, context.region), request)

    return handle


def _create(store: Store, request: Mapping[str, Any]) -> Record:
    group = _group(store, request.get("GroupName"))["Name"]
    if (group, request["Name"]) in store.schedules:
        raise conflict(f"Schedule {request['Name']} already exists.")
    made = datetime.now(UTC)
    record = {**_checked(request), "GroupName": group, "CreationDate": made, "LastModificationDate": made}
    schedule = Schedule(store.account, store.region, record, now())
    store.schedules[schedule.key] = schedule
    plan(store, schedule)
    return {"ScheduleArn": schedule.arn}


def _update(store: Store, request: Mapping[str, Any]) -> Record:
    """Change a schedule: settings that a request leaves out get their defaults."""
    schedule = _schedule(store, request)
    kept = {name: schedule.record[name] for name in ("GroupName", "CreationDate")}
    schedule.record = {**_checked(request), **kept, "LastModificationDate": datetime.now(UTC)}
    schedule.begin = now()
    plan(store, schedule)
    return {"ScheduleArn": schedule.arn}


def _checked(request: Mapping[str, Any]) -> Record:
    given = {name: request[name] for name in KEPT if request.get(name) is not None}
    check_schedule(given)
    target = {**given["Target"], "RetryPolicy": {**RETRY_POLICY, **(given["Target"].get("RetryPolicy") or {})}}
    return {**DEFAULTS, **given, "Target": target}


def _delete(store: Store, request: Mapping[str, Any]) -> Record:
    schedule = _schedule(store, request)
    stop(schedule)
    del store.schedules[schedule.key]
    return {}


def _get(store: Store, request: Mapping[str, Any]) -> Record:
    schedule = _schedule(store, request)
    return {"Arn": schedule.arn, **schedule.record}


def _list(store: Store, request: Mapping[str, Any]) -> Record:
    found = [
        {"Arn": schedule.arn, **schedule.record}
        for schedule in store.schedules.values()
        if request.get("GroupName") in (None, "", schedule.record["GroupName"])
        and request.get("State") in (None, "", schedule.record["State"])
        and schedule.record["Name"].startswith(request.get("NamePrefix") or "")
    ]
    shown = [{**{name: one[name] for name in SUMMARY}, "Target": {"Arn": one["Target"]["Arn"]}} for one in found]
    return page("Schedules", shown, request)


def _create_group(store: Store, request: Mapping[str, Any]) -> Record:
    name, made = request["Name"], datetime.now(UTC)
    if name in store.groups:
        raise conflict(f"Schedule group {name} already exists.")
    arn = store.group_arn(name)
    dates = {"CreationDate": made, "LastModificationDate": made}
    store.groups[name] = {"Name": name, "Arn": arn, "State": "ACTIVE", **dates}
    store.tags[arn] = {tag["Key"]: tag["Value"] for tag in request.get("Tags") or ()}
    return {"ScheduleGroupArn": arn}


def _get_group(store: Store, request: Mapping[str, Any]) -> Record:
    return dict(_group(store, request["Name"]))


def _delete_group(store: Store, request: Mapping[str, Any]) -> Record:
    """Delete a group with all its schedules."""
    group = _group(store, request["Name"])
    if group["Name"] == DEFAULT:
        raise invalid("The default schedule group can't be deleted.")
    for schedule in [one for one in store.schedules.values() if one.record["GroupName"] == group["Name"]]:
        stop(schedule)
        del store.schedules[schedule.key]
    del store.groups[group["Name"]]
    store.tags.pop(group["Arn"], None)
    return {}


def _list_groups(store: Store, request: Mapping[str, Any]) -> Record:
    prefix = request.get("NamePrefix") or ""
    return page("ScheduleGroups", [one for name, one in store.groups.items() if name.startswith(prefix)], request)


def _list_tags(store: Store, request: Mapping[str, Any]) -> Record:
    return {"Tags": [{"Key": key, "Value": value} for key, value in store.tags[_tagged(store, request)].items()]}


def _tag(store: Store, request: Mapping[str, Any]) -> Record:
    store.tags[_tagged(store, request)].update({tag["Key"]: tag["Value"] for tag in request["Tags"]})
    return {}


def _untag(store: Store, request: Mapping[str, Any]) -> Record:
    for key in request["TagKeys"]:
        store.tags[_tagged(store, request)].pop(key, None)
    return {}


def _tagged(store: Store, request: Mapping[str, Any]) -> str:
    """Return the ARN of a group: schedules have no tags."""
    arn: str = request["ResourceArn"]
    if arn not in (group["Arn"] for group in store.groups.values()):
        raise not_found(f"Resource {arn} does not exist.")
    return arn


def _schedule(store: Store, request: Mapping[str, Any]) -> Schedule:
    group = _group(store, request.get("GroupName"))["Name"]
    found = store.schedules.get((group, request["Name"]))
    if found is None:
        raise not_found(f"Schedule {request['Name']} does not exist.")
    return found


def _group(store: Store, name: str | None) -> Record:
    found = store.groups.get(name or DEFAULT)
    if found is None:
        raise not_found(f"Schedule group {name} does not exist.")
    return found
