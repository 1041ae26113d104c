"""Log groups that components of awsx write to.

As in https://github.com/pulumi/pulumi-awsx, version 3: awsx/cloudwatch/logGroup.ts.
"""

from dataclasses import dataclass

from stackrig.deployment.components.building import Child, Component
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError


@dataclass(frozen=True, slots=True)
class LogGroup:
    """Name a log group; `child` is None for an existing one."""

    name: str
    region: str
    arn: str
    child: Child | None = None


def find_log_group(component: Component, settings: Properties | None) -> LogGroup | None:
    """Make a log group, unless the settings name another one or skip it."""
    settings = settings or {}
    if settings.get("skip"):
        return None
    existing = settings.get("existing")
    if existing and settings.get("args"):
        raise DeployError("the log group has existing and args: only one of them can be given")
    if existing and existing.get("arn"):
        parts = str(existing["arn"]).split(":")
        return LogGroup(parts[6], parts[3], existing["arn"])
    region = (existing or {}).get("region") or component.region()
    child = None
    if not existing:
        child = component.make("cloudwatch/logGroup:LogGroup", component.name, settings.get("args") or {})
    name = child["name"] if child else existing["name"] if existing else ""
    return LogGroup(name, region, f"arn:aws:logs:{region}:{component.account()}:log-group:{name}", child)
