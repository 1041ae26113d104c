"""ElastiCache: clusters, replication groups and their subnet groups."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import BY_ARN, named, plain

RESOURCES = (
    named(
        "aws:elasticache/subnetGroup:SubnetGroup",
        "elasticache",
        "cache_subnet_group",
        tagging=BY_ARN,
        names={
            "name": "CacheSubnetGroupName",
            "description": "CacheSubnetGroupDescription",
            "arn": ("ARN", "ResourceName"),
        },
        defaults={"description": "Managed by Pulumi"},
        replace_on=words("name subnetIds description"),
    ),
    plain(
        "aws:elasticache/cluster:Cluster",
        "elasticache",
        "cache_cluster",
        read=(Call("describe_cache_clusters", result="CacheClusters[0]", gone="CacheClusterStatus == 'deleting'"),),
        tagging=BY_ARN,
        id="{clusterId}",
        auto_name=AutoName("clusterId", longest=50, prefix_property="", lower=True),
        names={
            "clusterId": "CacheClusterId",
            "nodeType": "CacheNodeType",
            "numCacheNodes": "NumCacheNodes",
            "subnetGroupName": "CacheSubnetGroupName",
            "arn": ("ARN", "ResourceName"),
            "maintenanceWindow": "PreferredMaintenanceWindow",
        },
        replace_on=words("clusterId engine nodeType numCacheNodes engineVersion port subnetGroupName securityGroupIds"),
        accepted=words("applyImmediately"),
    ),
    plain(
        "aws:elasticache/replicationGroup:ReplicationGroup",
        "elasticache",
        "replication_group",
        tagging=BY_ARN,
        id="{replicationGroupId}",
        auto_name=AutoName("replicationGroupId", longest=40, prefix_property="", lower=True),
        names={
            "replicationGroupId": "ReplicationGroupId",
            "description": ("ReplicationGroupDescription", "Description"),
            "nodeType": "CacheNodeType",
            "subnetGroupName": "CacheSubnetGroupName",
            "automaticFailoverEnabled": "AutomaticFailoverEnabled",
            "multiAzEnabled": "MultiAZEnabled",
            "arn": ("ARN", "ResourceName"),
        },
        replace_on=words("replicationGroupId engine nodeType port subnetGroupName"),
        accepted=words("applyImmediately"),
    ),
)
