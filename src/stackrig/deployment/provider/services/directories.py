"""Directory Service. No directory runs."""

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Tagging, words
from stackrig.deployment.provider.services.modelled import plain
from stackrig.deployment.provider.wire import to_camel, to_pascal
from stackrig.errors import DeployError

SERVICE = "ds"
ALIKE = {"name": "Name", "password": "Password", "shortName": "ShortName", "description": "Description"}
CONNECTOR, MICROSOFT = "ADConnector", "MicrosoftAD"
OPERATIONS = {CONNECTOR: "connect_directory", MICROSOFT: "create_microsoft_ad", "SimpleAD": "create_directory"}
GROUP = "VpcSettings.SecurityGroupId || ConnectSettings.SecurityGroupId"
SETTINGS = {
    "customerDnsIps": "CustomerDnsIps",
    "customerUsername": "CustomerUserName",
    "subnetIds": "SubnetIds",
    "vpcId": "VpcId",
}


def _create(scope: Scope, properties: Properties) -> Properties:
    """Create a directory of the type that the program names, or a connection to one that is elsewhere.

    Raises:
        DeployError: the program does not say where the directory is.
    """
    kind = properties["type"]
    where = "connectSettings" if kind == CONNECTOR else "vpcSettings"
    if not (settings := properties.get(where)):
        raise DeployError(f"a directory of the type {kind} needs {where}")
    given = {member: properties[name] for name, member in ALIKE.items() if properties.get(name)}
    given[to_pascal(where)] = {member: settings[name] for name, member in SETTINGS.items() if settings.get(name)}
    size = "Edition" if kind == MICROSOFT else "Size"
    given[size] = properties.get(to_camel(size)) or ("Enterprise" if kind == MICROSOFT else "Large")
    return {"id": scope.call(SERVICE, OPERATIONS.get(kind, "create_directory"), **given)["DirectoryId"]}


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
                learn={"dnsIpAddresses": "DnsIpAddrs", "securityGroupId": GROUP},
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
