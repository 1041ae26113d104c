"""MemoryDB: clusters and their subnet groups. No cluster runs."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.registry import Tagging, words
from stackrig.deployment.provider.services.modelled import named

SERVICE = "memorydb"
TAGGING = Tagging(list=Call("list_tags"))

RESOURCES = (
    named(
        "aws:memorydb/cluster:Cluster",
        SERVICE,
        "cluster",
        tagging=TAGGING,
        names={
            "name": ("ClusterName", "Name"),
            "arn": ("ARN", "ResourceArn"),
            "numShards": ("NumShards", "NumberOfShards"),
            "dataTiering": (),
        },
        defaults={"tlsEnabled": True, "numShards": 1, "numReplicasPerShard": 1, "description": "Managed by Pulumi"},
        replace_on=words("name namePrefix kmsKeyArn port subnetGroupName tlsEnabled"),
    ),
    named(
        "aws:memorydb/subnetGroup:SubnetGroup",
        SERVICE,
        "subnet_group",
        updates=(),
        tagging=TAGGING,
        names={"name": ("SubnetGroupName", "Name"), "arn": ("ARN", "ResourceArn")},
        defaults={"description": "Managed by Pulumi"},
        replace_on=words("name namePrefix subnetIds description"),
    ),
)
