"""Systems Manager: maintenance windows. Nothing is maintained."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.registry import Tagging, words
from stackrig.deployment.provider.services.modelled import plain

KIND = {"ResourceType": "MaintenanceWindow"}

RESOURCES = (
    plain(
        "aws:ssm/maintenanceWindow:MaintenanceWindow",
        "ssm",
        "maintenance_window",
        updates=(),
        tagging=Tagging(
            Call("add_tags_to_resource", {"id": "ResourceId"}, fixed=KIND),
            Call("remove_tags_from_resource", {"id": "ResourceId"}, fixed=KIND),
            Call("list_tags_for_resource", {"id": "ResourceId"}, fixed=KIND),
        ),
        unique=False,
        names={"id": "WindowId"},
        defaults={"enabled": True, "allowUnassociatedTargets": False},
        replace_on=words("name cutoff duration schedule scheduleTimezone scheduleOffset startDate endDate description"),
    ),
)
