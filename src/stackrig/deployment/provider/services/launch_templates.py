"""EC2: launch templates."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.ec2_common import SERVICE, arn_of, first, tagging
from stackrig.deployment.provider.wire import members, pair, to_api


def _template_data(scope: Scope, properties: Properties) -> dict[str, Any]:
    """Return the data of a template; EC2's API takes them by the same names."""
    shape = members(scope.model(SERVICE, "create_launch_template").input_shape)["LaunchTemplateData"]
    names = {"vpcSecurityGroupIds": "SecurityGroupIds", "securityGroupNames": "SecurityGroups"}
    shapes = members(shape)
    given = {member: properties.get(name) for member, name in pair(shapes, names, properties).items()}
    return {member: to_api(shapes[member], value) for member, value in given.items() if value not in (None, "", [], {})}


def _create_template(scope: Scope, properties: Properties) -> Properties:
    given = {"LaunchTemplateName": properties["name"], "LaunchTemplateData": _template_data(scope, properties)}
    found = scope.call(SERVICE, "create_launch_template", **given)["LaunchTemplate"]
    return {"id": found["LaunchTemplateId"]}


def _read_template(scope: Scope, properties: Properties) -> Properties | None:
    found = first(scope, "describe_launch_templates", "LaunchTemplates", LaunchTemplateIds=[properties["id"]])
    if found is None:
        return None
    versions = {"defaultVersion": found["DefaultVersionNumber"], "latestVersion": found["LatestVersionNumber"]}
    version = first(
        scope,
        "describe_launch_template_versions",
        "LaunchTemplateVersions",
        LaunchTemplateId=properties["id"],
        Versions=["$Latest"],
    )
    data = (version or {}).get("LaunchTemplateData", {})
    plain_data = {name: value for name, value in data.items() if isinstance(value, str | bool) and name != "UserData"}
    told = {"name": found["LaunchTemplateName"], "vpcSecurityGroupIds": data.get("SecurityGroupIds", [])}
    mine = [{"Name": "resource-id", "Values": [properties["id"]]}]
    tags = scope.call(SERVICE, "describe_tags", Filters=mine)["Tags"]  # moto knows only those of the creation
    return {
        **plain_data,
        **found,
        **versions,
        **told,
        "Tags": [{"Key": it["Key"], "Value": it["Value"]} for it in tags],
    }


def _new_version(scope: Scope, properties: Properties) -> None:
    data = _template_data(scope, properties)
    where = {"LaunchTemplateId": properties["id"]}
    found = scope.call(SERVICE, "create_launch_template_version", **where, LaunchTemplateData=data)
    if properties.get("updateDefaultVersion"):
        version = str(found["LaunchTemplateVersion"]["VersionNumber"])
        scope.call(SERVICE, "modify_launch_template", **where, DefaultVersion=version)


TEMPLATE = words(
    "blockDeviceMappings capacityReservationSpecification cpuOptions creditSpecification disableApiStop"
    " disableApiTermination ebsOptimized enclaveOptions hibernationOptions iamInstanceProfile imageId"
    " instanceInitiatedShutdownBehavior instanceMarketOptions instanceRequirements instanceType kernelId keyName"
    " licenseSpecifications maintenanceOptions metadataOptions monitoring networkInterfaces placement"
    " privateDnsNameOptions ramDiskId securityGroupNames tagSpecifications userData vpcSecurityGroupIds"
)


RESOURCES = (
    Resource(
        "aws:ec2/launchTemplate:LaunchTemplate",
        SERVICE,
        create=_create_template,
        read=(_read_template,),
        updates=(Change(TEMPLATE, _new_version),),
        delete=Call("delete_launch_template", {"id": "LaunchTemplateId"}),
        tagging=tagging(),
        computed=arn_of("launch-template"),
        replace_on=words("name namePrefix"),
        accepted=words("updateDefaultVersion defaultVersion description"),
        modelled=True,
    ),
)
