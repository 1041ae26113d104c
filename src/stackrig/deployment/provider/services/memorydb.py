"""MemoryDB: clusters and their subnet groups. No cluster runs."""

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Change, Tagging, words
from stackrig.deployment.provider.services.modelled import named

SERVICE = "memorydb"
TAGGING = Tagging(list=Call("list_tags"))


def _count(name: str, configuration: str, member: str) -> Change:
    """Describe how a number is changed that its creation takes alone, and a change inside a structure."""

    def make(scope: Scope, properties: Properties) -> None:
        given = {configuration: {member: properties[name]}}
        scope.call(SERVICE, "update_cluster", ClusterName=properties["name"], **given)

    return Change(words(name), make)


RESOURCES = (
    named(
        "aws:memorydb/cluster:Cluster",
        SERVICE,
        "cluster",
        updates=(
            Call("update_cluster"),
            _count("numShards", "ShardConfiguration", "ShardCount"),
            _count("numReplicasPerShard", "ReplicaConfiguration", "ReplicaCount"),
        ),
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
