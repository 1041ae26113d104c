"""Elastic File System."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.naming import NO_NAME, AutoName
from stackrig.deployment.provider.registry import Tagging, words
from stackrig.deployment.provider.services.modelled import plain

WHERE = {"fileSystemId": "FileSystemId"}
FILE_SYSTEM = "arn:{partition}:elasticfilesystem:{region}:{account}:file-system/{fileSystemId}"

RESOURCES = (
    plain(
        "aws:efs/fileSystem:FileSystem",
        "efs",
        "file_system",
        read=(Call("describe_file_systems", {"creationToken": ()}, result="FileSystems[0]"),),
        tagging=Tagging(Call("tag_resource", {"id": "ResourceId"}), Call("untag_resource", {"id": "ResourceId"})),
        unique=False,
        auto_name=AutoName("creationToken"),
        names={"id": "FileSystemId", "arn": "FileSystemArn", "sizeInBytes": ()},
        computed={"dnsName": "{id}.efs.{region}.{dns_suffix}"},
        defaults={"performanceMode": "generalPurpose", "throughputMode": "bursting"},
        replace_on=words("creationToken encrypted kmsKeyId performanceMode availabilityZoneName"),
    ),
    plain(
        "aws:efs/mountTarget:MountTarget",
        "efs",
        "mount_target",
        create=Call("create_mount_target", result="@"),
        read=(Call("describe_mount_targets", {"fileSystemId": (), "id": "MountTargetId"}, result="MountTargets[0]"),),
        unique=False,
        auto_name=NO_NAME,
        computed={
            "dnsName": "{fileSystemId}.efs.{region}.{dns_suffix}",
            "fileSystemArn": FILE_SYSTEM,
            "mountTargetDnsName": "{availabilityZoneName}.{fileSystemId}.efs.{region}.{dns_suffix}",
        },
        names={"id": "MountTargetId"},
        replace_on=words("fileSystemId subnetId ipAddress securityGroups"),
    ),
    plain(
        "aws:efs/accessPoint:AccessPoint",
        "efs",
        "access_point",
        read=(Call("describe_access_points", {"fileSystemId": ()}, result="AccessPoints[0]", learn=WHERE),),
        tagging=Tagging(Call("tag_resource", {"id": "ResourceId"}), Call("untag_resource", {"id": "ResourceId"})),
        unique=False,
        auto_name=NO_NAME,
        names={"id": "AccessPointId", "arn": "AccessPointArn"},
        computed={"fileSystemArn": FILE_SYSTEM},
        replace_on=words("fileSystemId posixUser rootDirectory"),
    ),
)
