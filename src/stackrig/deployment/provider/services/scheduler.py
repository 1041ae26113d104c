"""EventBridge Scheduler: schedules and their groups."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import BY_ARN, named

RESOURCES = (
    named(
        "aws:scheduler/schedule:Schedule",
        "scheduler",
        "schedule",
        updates=(Call("update_schedule"),),
        id="{groupName}/{name}",
        defaults={"groupName": "default", "state": "ENABLED", "scheduleExpressionTimezone": "UTC"},
        replace_on=words("name namePrefix groupName"),
    ),
    named("aws:scheduler/scheduleGroup:ScheduleGroup", "scheduler", "schedule_group", tagging=BY_ARN),
)
