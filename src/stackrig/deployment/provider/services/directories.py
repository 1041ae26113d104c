"""Directory Service. No directory runs."""

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Tagging, words
from stackrig.deployment.provider.services.modelled import plain

SERVICE = "ds"


def _create(scope: Scope, properties: Properties) -> Properties:
    """Create a directory of the kind that the program names."""
    names = {"Name": "name", "Password": "password", "ShortName": "shortName", "Description": "description"}
    given = {member: properties[name] for member, name in names.items() if properties.get(name)}
    settings = properties.get("vpcSettings") or {}
    given["VpcSettings"] = {"VpcId": settings["vpcId"], "SubnetIds": settings["subnetIds"]}
    if properties.get("type") == "MicrosoftAD":
        given |= {"Edition": properties.get("edition") or "Enterprise"}
        return {"id": scope.call(SERVICE, "create_microsoft_ad", **given)["DirectoryId"]}
    given |= {"Size": properties.get("size") or "Large"}
    return {"id": scope.call(SERVICE, "create_directory", **given)["DirectoryId"]}


RESOURCES = (
    plain(
        "aws:directoryservice/directory:Directory",
        SERVICE,
        "directory",
        create=_create,
        read=(
            Call(
                "describe_directories",
                {"id": "DirectoryIds"},
                result="DirectoryDescriptions[0]",
                learn={"dnsIpAddresses": "DnsIpAddrs", "securityGroupId": "VpcSettings.SecurityGroupId"},
            ),
        ),
        delete=Call("delete_directory"),
        tagging=Tagging(
            Call("add_tags_to_resource", {"id": "ResourceId"}),
            Call("remove_tags_from_resource", {"id": "ResourceId"}),
            Call("list_tags_for_resource", {"id": "ResourceId"}),
        ),
        unique=False,
        auto_name=NO_NAME,
        names={"id": "DirectoryId"},
        defaults={"type": "SimpleAD", "enableSso": False},
        replace_on=words("name password shortName size type vpcSettings connectSettings edition description"),
    ),
)
