"""EC2: instances, addresses, keys, volumes and interfaces."""

import base64
from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME, AutoName
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.ec2_common import SERVICE, arn_of, first, tagging
from stackrig.deployment.provider.services.modelled import plain
from stackrig.errors import DeployError

OPEN = ("pending", "running", "stopping", "stopped")


def _instance_parameters(_scope: Scope, properties: Properties) -> dict[str, Any]:
    given: dict[str, Any] = {"MinCount": 1, "MaxCount": 1}
    if profile := properties.get("iamInstanceProfile"):
        given["IamInstanceProfile"] = {"Arn" if profile.startswith("arn:") else "Name": profile}
    if properties.get("monitoring") is not None:
        given["Monitoring"] = {"Enabled": bool(properties["monitoring"])}
    if zone := properties.get("availabilityZone"):
        given["Placement"] = {"AvailabilityZone": zone}
    if template := properties.get("launchTemplate"):
        names = {"id": "LaunchTemplateId", "name": "LaunchTemplateName", "version": "Version"}
        given["LaunchTemplate"] = {member: str(template[name]) for name, member in names.items() if template.get(name)}
    if properties.get("userData"):  # botocore encodes it
        given["UserData"] = properties["userData"]
    elif properties.get("userDataBase64"):
        given["UserData"] = base64.b64decode(properties["userDataBase64"])
    if disks := _disks(properties):
        given["BlockDeviceMappings"] = disks
    return given


def _disks(properties: Properties) -> list[dict[str, Any]]:
    root = properties.get("rootBlockDevice")
    devices = [*([{"deviceName": "/dev/sda1", **root}] if root else []), *(properties.get("ebsBlockDevices") or [])]
    names = {
        "volumeSize": "VolumeSize",
        "volumeType": "VolumeType",
        "deleteOnTermination": "DeleteOnTermination",
        "encrypted": "Encrypted",
        "iops": "Iops",
        "snapshotId": "SnapshotId",
    }
    return [
        {
            "DeviceName": item["deviceName"],
            "Ebs": {member: item[name] for name, member in names.items() if item.get(name) is not None},
        }
        for item in devices
    ]


METADATA = {  # defaults of an instance's metadata options
    "httpEndpoint": "enabled",
    "httpProtocolIpv6": "disabled",
    "httpPutResponseHopLimit": 1,
    "httpTokens": "optional",
    "instanceMetadataTags": "disabled",
}


def _read_instance(scope: Scope, properties: Properties) -> Properties | None:
    found = first(scope, "describe_instances", "Reservations", InstanceIds=[properties["id"]])
    instance = found["Instances"][0] if found else None
    if instance is None or instance["State"]["Name"] not in OPEN:
        return None
    interface = (instance.get("NetworkInterfaces") or [{}])[0]
    return {
        "ami": instance["ImageId"],
        "arn": "",
        "associatePublicIpAddress": bool(instance.get("PublicIpAddress")),
        "availabilityZone": instance["Placement"]["AvailabilityZone"],
        "ebsOptimized": instance.get("EbsOptimized", False),
        "instanceState": instance["State"]["Name"],
        "instanceType": instance["InstanceType"],
        "instanceInitiatedShutdownBehavior": properties.get("instanceInitiatedShutdownBehavior") or "stop",
        "keyName": instance.get("KeyName", ""),
        "metadataOptions": {**METADATA, **(properties.get("metadataOptions") or {})},
        "monitoring": instance.get("Monitoring", {}).get("State") == "enabled",
        "primaryNetworkInterfaceId": interface.get("NetworkInterfaceId", ""),
        "privateDns": instance.get("PrivateDnsName", ""),
        "privateIp": instance.get("PrivateIpAddress", ""),
        "publicDns": instance.get("PublicDnsName", ""),
        "publicIp": instance.get("PublicIpAddress", ""),
        "sourceDestCheck": instance.get("SourceDestCheck", True),
        "subnetId": instance.get("SubnetId", ""),
        "tags": {tag["Key"]: tag["Value"] for tag in instance.get("Tags", ())},
        "tenancy": instance["Placement"].get("Tenancy", "default"),
        "vpcSecurityGroupIds": sorted(item["GroupId"] for item in instance.get("SecurityGroups", ())),
    }


def _get_instance(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    """Return the only instance that has the id, the tags and the filters."""
    filters = [{"Name": item["name"], "Values": item["values"]} for item in arguments.get("filters") or ()]
    filters += [
        {"Name": f"tag:{key}", "Values": [value]} for key, value in (arguments.get("instanceTags") or {}).items()
    ]
    given: dict[str, Any] = {"InstanceIds": [arguments["instanceId"]]} if arguments.get("instanceId") else {}
    answer = scope.call(SERVICE, "describe_instances", **given, **({"Filters": filters} if filters else {}))
    ids = [instance["InstanceId"] for item in answer["Reservations"] for instance in item["Instances"]]
    read = {name: found for name in ids if (found := _read_instance(scope, {"id": name}))}
    if len(read) != 1:
        raise DeployError(f"{len(read)} instances of EC2 match {dict(arguments)} instead of one")
    ((name, found),) = read.items()
    arn = "arn:{partition}:ec2:{region}:{account}:instance/".format_map(scope.places) + name
    return {**found, "id": name, "instanceId": name, "arn": arn}


def _set_type(scope: Scope, properties: Properties) -> None:
    """Stop an instance, change its type, and start it again: EC2 changes only stopped ones."""
    where = {"InstanceIds": [properties["id"]]}
    scope.call(SERVICE, "stop_instances", **where)
    kind = {"Value": properties["instanceType"]}
    scope.call(SERVICE, "modify_instance_attribute", InstanceId=properties["id"], InstanceType=kind)
    scope.call(SERVICE, "start_instances", **where)


def _set_groups(scope: Scope, properties: Properties) -> None:
    groups = properties.get("vpcSecurityGroupIds") or []
    scope.call(SERVICE, "modify_instance_attribute", InstanceId=properties["id"], Groups=groups)


def _protect(scope: Scope, properties: Properties) -> None:
    value = {"Value": bool(properties.get("disableApiTermination"))}
    scope.call(SERVICE, "modify_instance_attribute", InstanceId=properties["id"], DisableApiTermination=value)


def _end_instance(scope: Scope, properties: Properties) -> None:
    if properties.get("forceDestroy"):
        _protect(scope, {**properties, "disableApiTermination": False})
    scope.call(SERVICE, "terminate_instances", InstanceIds=[properties["id"]])


def _associate(scope: Scope, properties: Properties) -> None:
    """Associate an address with the instance or interface that the program names."""
    found = first(scope, "describe_addresses", "Addresses", AllocationIds=[properties["id"]]) or {}
    if found.get("AssociationId"):
        scope.call(SERVICE, "disassociate_address", AssociationId=found["AssociationId"])
    names = {"instance": "InstanceId", "networkInterface": "NetworkInterfaceId"}
    given = {member: properties[name] for name, member in names.items() if properties.get(name)}
    if given:
        scope.call(SERVICE, "associate_address", AllocationId=properties["id"], **given)


def _create_address(scope: Scope, properties: Properties) -> Properties:
    address = scope.call(SERVICE, "allocate_address", Domain="vpc")["AllocationId"]
    if properties.get("instance") or properties.get("networkInterface"):
        _associate(scope, {**properties, "id": address})
    return {"id": address}


def _read_address(scope: Scope, properties: Properties) -> Properties | None:
    found = first(scope, "describe_addresses", "Addresses", AllocationIds=[properties["id"]])
    if found is None:
        return None
    public = found["PublicIp"]
    return {
        **found,
        "domain": "vpc",
        "instance": found.get("InstanceId", ""),
        "networkInterface": found.get("NetworkInterfaceId", ""),
        "privateIp": found.get("PrivateIpAddress", ""),
        "publicDns": f"ec2-{public.replace('.', '-')}.compute-1.{scope.places['dns_suffix']}",
        "publicIpv4Pool": found.get("PublicIpv4Pool", ""),
    }


def _delete_address(scope: Scope, properties: Properties) -> None:
    _associate(scope, {"id": properties["id"]})
    scope.call(SERVICE, "release_address", AllocationId=properties["id"])


def _read_address_association(scope: Scope, properties: Properties) -> Properties | None:
    where = [{"Name": "association-id", "Values": [properties["id"]]}]
    found = first(scope, "describe_addresses", "Addresses", Filters=where)
    return None if found is None else {**found, "privateIpAddress": found.get("PrivateIpAddress", "")}


def _import_key(scope: Scope, properties: Properties) -> Properties:
    given = {"KeyName": properties["keyName"], "PublicKeyMaterial": properties["publicKey"].encode()}
    found = scope.call(SERVICE, "import_key_pair", **given)
    return {"keyName": found["KeyName"], "fingerprint": found["KeyFingerprint"]}


def _read_key(scope: Scope, properties: Properties) -> Properties | None:
    found = first(scope, "describe_key_pairs", "KeyPairs", KeyNames=[properties["keyName"]])
    return (
        None
        if found is None
        else {**found, "fingerprint": found["KeyFingerprint"], "keyType": found.get("KeyType", "rsa")}
    )


def _read_attachment(scope: Scope, properties: Properties) -> Properties | None:
    found = first(scope, "describe_volumes", "Volumes", VolumeIds=[properties["volumeId"]])
    attached = [item for item in (found or {}).get("Attachments", ()) if item["InstanceId"] == properties["instanceId"]]
    return {"deviceName": attached[0]["Device"]} if attached else None


RESOURCES = (
    Resource(
        "aws:ec2/instance:Instance",
        SERVICE,
        create=Call("run_instances", result="Instances[0]", learn={"id": "InstanceId"}, added=_instance_parameters),
        read=(_read_instance,),
        updates=(
            Change(words("instanceType"), _set_type),
            Change(words("vpcSecurityGroupIds"), _set_groups),
            Change(words("disableApiTermination"), _protect),
        ),
        delete=_end_instance,
        tagging=tagging(),
        auto_name=NO_NAME,
        names={
            "id": "InstanceId",
            "ami": "ImageId",
            "vpcSecurityGroupIds": "SecurityGroupIds",
            "privateIp": "PrivateIpAddress",
            "iamInstanceProfile": (),
            "monitoring": (),
            "launchTemplate": (),
            "userData": (),
            "networkInterfaces": (),
        },
        computed=arn_of("instance"),
        replace_on=words("ami subnetId keyName availabilityZone privateIp"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/eip:Eip",
        SERVICE,
        create=_create_address,
        read=(_read_address,),
        updates=(Change(words("instance networkInterface"), _associate),),
        delete=_delete_address,
        tagging=tagging(),
        auto_name=NO_NAME,
        computed=arn_of("elastic-ip"),
        replace_on=words("domain address publicIpv4Pool"),
        accepted=words("vpc"),
        modelled=True,
    ),
    Resource(
        "aws:ec2/eipAssociation:EipAssociation",
        SERVICE,
        create=Call("associate_address", learn={"id": "AssociationId"}, result="@"),
        read=(_read_address_association,),
        delete=Call("disassociate_address", {"id": "AssociationId"}),
        auto_name=NO_NAME,
        modelled=True,
    ),
    Resource(
        "aws:ec2/keyPair:KeyPair",
        SERVICE,
        create=_import_key,
        read=(_read_key,),
        delete=Call("delete_key_pair"),
        tagging=tagging("keyPairId"),
        id="{keyName}",
        auto_name=AutoName("keyName", prefix_property="keyNamePrefix"),
        computed={"arn": "arn:{partition}:ec2:{region}:{account}:key-pair/{keyName}"},
        replace_on=words("keyName keyNamePrefix publicKey"),
        modelled=True,
    ),
    plain(
        "aws:ebs/volume:Volume",
        SERVICE,
        "volume",
        tagging=tagging(),
        auto_name=NO_NAME,
        names={"type": "VolumeType"},
        computed=arn_of("volume"),
    ),
    plain(
        "aws:ebs/snapshot:Snapshot",
        SERVICE,
        "snapshot",
        tagging=tagging(),
        auto_name=NO_NAME,
        computed=arn_of("snapshot"),
    ),
    Resource(
        "aws:ec2/volumeAttachment:VolumeAttachment",
        SERVICE,
        create=Call("attach_volume", {"deviceName": "Device"}),
        read=(_read_attachment,),
        delete=Call("detach_volume", {"deviceName": "Device"}),
        id="vai-{volumeId}-{instanceId}",
        import_id="{deviceName}:{volumeId}:{instanceId}",
        auto_name=NO_NAME,
        replace_on=words("deviceName volumeId instanceId"),
        modelled=True,
    ),
    plain(
        "aws:ec2/networkInterface:NetworkInterface",
        SERVICE,
        "network_interface",
        read=(
            Call(
                "describe_network_interfaces",
                {"id": "NetworkInterfaceIds"},
                result="NetworkInterfaces[0]",
                learn={
                    "privateIps": "PrivateIpAddresses[].PrivateIpAddress",
                    "privateIpLists": "PrivateIpAddresses[].PrivateIpAddress",
                    "securityGroups": "Groups[].GroupId",
                },
            ),
        ),
        tagging=tagging(),
        auto_name=NO_NAME,
        names={
            "securityGroups": "Groups",
            "privateIp": "PrivateIpAddress",
            "privateIps": (),
            "tags": ("TagSet", "Tags"),
        },
        computed=arn_of("network-interface"),
    ),
)

FUNCTIONS = {"aws:ec2/getInstance:getInstance": _get_instance}
