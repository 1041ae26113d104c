"""DocumentDB and Neptune, which share RDS's API and its clusters, instances and groups. No database runs."""

from functools import partial

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import GONE, Plain, named, plain
from stackrig.deployment.provider.services.rds import TAGGING, delete_cluster
from stackrig.deployment.provider.wire import Names

CLUSTER: Names = {
    "clusterIdentifier": "DBClusterIdentifier",
    "arn": ("DBClusterArn", "ResourceName"),
    "clusterResourceId": "DbClusterResourceId",
    "masterPassword": "MasterUserPassword",
    "dbClusterParameterGroupName": ("DBClusterParameterGroupName", "DBClusterParameterGroup"),
    "neptuneClusterParameterGroupName": ("DBClusterParameterGroupName", "DBClusterParameterGroup"),
    "dbSubnetGroupName": ("DBSubnetGroupName", "DBSubnetGroup"),
    "neptuneSubnetGroupName": ("DBSubnetGroupName", "DBSubnetGroup"),
    "enabledCloudwatchLogsExports": ("EnableCloudwatchLogsExports", "EnabledCloudwatchLogsExports"),
    "iamDatabaseAuthenticationEnabled": ("EnableIAMDatabaseAuthentication", "IAMDatabaseAuthenticationEnabled"),
    "kmsKeyArn": "KmsKeyId",
}
INSTANCE: Names = {
    "identifier": "DBInstanceIdentifier",
    "clusterIdentifier": "DBClusterIdentifier",
    "instanceClass": "DBInstanceClass",
    "arn": ("DBInstanceArn", "ResourceName"),
    "caCertIdentifier": "CACertificateIdentifier",
    "neptuneParameterGroupName": "DBParameterGroupName",
    "neptuneSubnetGroupName": "DBSubnetGroupName",
}
ENDPOINTS = {"docdb": "Endpoint.Address", "neptune": "join(':', [Endpoint.Address, to_string(Endpoint.Port)])"}


def _identified(prefix: str) -> AutoName:
    return AutoName(prefix, longest=63, prefix_property=f"{prefix}Prefix", lower=True)


def _cluster(service: str) -> Plain:
    told = {"port": "Port", "vpcSecurityGroupIds": "VpcSecurityGroups[].VpcSecurityGroupId"}
    return plain(
        f"aws:{service}/cluster:Cluster",
        service,
        "db_cluster",
        read=(Call("describe_db_clusters", result="DBClusters[0]", gone=GONE, learn=told),),
        delete=partial(delete_cluster, service),
        tagging=TAGGING,
        id="{clusterIdentifier}",
        auto_name=_identified("clusterIdentifier"),
        names=CLUSTER,
        defaults={"engine": service, "skipFinalSnapshot": False},
        replace_on=words("clusterIdentifier clusterIdentifierPrefix engine storageEncrypted"),
        accepted=words("applyImmediately skipFinalSnapshot finalSnapshotIdentifier"),
    )


def _instance(service: str) -> Plain:
    told = {"address": "Endpoint.Address", "endpoint": ENDPOINTS[service], "port": "Endpoint.Port"}
    gone = "DBInstanceStatus == 'deleting'"
    return plain(
        f"aws:{service}/clusterInstance:ClusterInstance",
        service,
        "db_instance",
        read=(Call("describe_db_instances", result="DBInstances[0]", gone=gone, learn=told),),
        delete=Call("delete_db_instance"),
        tagging=TAGGING,
        id="{identifier}",
        auto_name=_identified("identifier"),
        names=INSTANCE,
        defaults={"engine": service, "promotionTier": 0},
        replace_on=words("identifier identifierPrefix clusterIdentifier engine availabilityZone"),
        accepted=words("applyImmediately"),
    )


def _subnet_group(service: str) -> Plain:
    told = {"subnetIds": "Subnets[].SubnetIdentifier"}
    return named(
        f"aws:{service}/subnetGroup:SubnetGroup",
        service,
        "db_subnet_group",
        read=(Call("describe_db_subnet_groups", result="DBSubnetGroups[0]", learn=told),),
        tagging=TAGGING,
        auto_name=AutoName(lower=True),
        names={"description": "DBSubnetGroupDescription", "arn": ("DBSubnetGroupArn", "ResourceName")},
        defaults={"description": "Managed by Pulumi"},
        replace_on=words("name namePrefix"),
    )


RESOURCES = tuple(make(service) for service in ENDPOINTS for make in (_cluster, _instance, _subnet_group))
