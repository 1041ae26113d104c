"""The functions of Pulumi's AWS package that belong to no service: region, account, partition."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.emulator.clients import partition_of


def _get_region(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    name = arguments.get("region") or arguments.get("name") or scope.region
    endpoint = f"ec2.{name}.{partition_of(name)[1]}"
    description = scope.clients.region_description(name)
    return {"id": name, "name": name, "region": name, "description": description, "endpoint": endpoint}


def _get_caller_identity(scope: Scope, _arguments: Mapping[str, Any]) -> Properties:
    found = scope.call("sts", "get_caller_identity")
    return {"id": found["Account"], "accountId": found["Account"], "arn": found["Arn"], "userId": found["UserId"]}


def _get_partition(scope: Scope, _arguments: Mapping[str, Any]) -> Properties:
    partition, dns_suffix = partition_of(scope.region)
    reverse = ".".join(reversed(dns_suffix.split(".")))
    return {"id": partition, "partition": partition, "dnsSuffix": dns_suffix, "reverseDnsPrefix": reverse}


def _get_availability_zones(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    filters = [{"Name": item["name"], "Values": item["values"]} for item in arguments.get("filters") or ()]
    found = scope.call("ec2", "describe_availability_zones", Filters=filters)["AvailabilityZones"]
    state = arguments.get("state")
    left_out = {*(arguments.get("excludeNames") or ()), *(arguments.get("excludeZoneIds") or ())}
    zones = [item for item in found if left_out.isdisjoint({item["ZoneName"], item["ZoneId"]})]
    zones = sorted((item for item in zones if state in {None, item["State"]}), key=lambda item: str(item["ZoneName"]))
    return {
        **arguments,
        "id": scope.region,
        "region": scope.region,
        "names": [item["ZoneName"] for item in zones],
        "zoneIds": [item["ZoneId"] for item in zones],
        "groupNames": sorted({item.get("GroupName", scope.region) for item in zones}),
    }


FUNCTIONS = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": _get_availability_zones,
    "aws:index/getRegion:getRegion": _get_region,
    "aws:index/getCallerIdentity:getCallerIdentity": _get_caller_identity,
    "aws:index/getPartition:getPartition": _get_partition,
}
