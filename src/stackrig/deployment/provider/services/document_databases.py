"""DocumentDB and Neptune, which share RDS's API and its clusters, instances and groups. No database runs."""

from typing import Any

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import Tagging, words
from stackrig.deployment.provider.services.modelled import GONE, Plain, named, plain
from stackrig.deployment.provider.wire import Names

TAGGING = Tagging(
    Call("add_tags_to_resource", {"arn": "ResourceName"}),
    Call("remove_tags_from_resource", {"arn": "ResourceName"}),
    Call("list_tags_for_resource", {"arn": "ResourceName"}, result="@"),
)
LOWER = AutoName(lower=True)
IGNORED = words("applyImmediately skipFinalSnapshot finalSnapshotIdentifier")
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
ADDRESS = {"address": "Endpoint.Address", "endpoint": "Endpoint.Address", "port": "Endpoint.Port"}


def _identified(prefix: str) -> AutoName:
    return AutoName(prefix, longest=63, prefix_property=f"{prefix}Prefix", lower=True)


def _group(token: str, service: str, noun: str, **more: Any) -> Plain:
    return named(token, service, noun, tagging=TAGGING, auto_name=LOWER, replace_on=words("name namePrefix"), **more)


def _types(service: str) -> tuple[Plain, ...]:
    """Return the types that the two services have alike."""
    told = {"port": "Port", "vpcSecurityGroupIds": "VpcSecurityGroups[].VpcSecurityGroupId"}
    return (
        plain(
            f"aws:{service}/cluster:Cluster",
            service,
            "db_cluster",
            read=(Call("describe_db_clusters", result="DBClusters[0]", gone=GONE, learn=told),),
            delete=Call("delete_db_cluster", fixed={"SkipFinalSnapshot": True}),
            tagging=TAGGING,
            id="{clusterIdentifier}",
            auto_name=_identified("clusterIdentifier"),
            names=CLUSTER,
            defaults={"engine": service, "skipFinalSnapshot": False},
            replace_on=words("clusterIdentifier clusterIdentifierPrefix engine masterUsername storageEncrypted"),
            accepted=IGNORED,
        ),
        plain(
            f"aws:{service}/clusterInstance:ClusterInstance",
            service,
            "db_instance",
            read=(
                Call(
                    "describe_db_instances",
                    result="DBInstances[0]",
                    gone="DBInstanceStatus == 'deleting'",
                    learn=ADDRESS,
                ),
            ),
            delete=Call("delete_db_instance"),
            tagging=TAGGING,
            id="{identifier}",
            auto_name=_identified("identifier"),
            names=INSTANCE,
            defaults={"engine": service, "promotionTier": 0},
            replace_on=words("identifier identifierPrefix clusterIdentifier engine availabilityZone"),
            accepted=IGNORED,
        ),
        _group(
            f"aws:{service}/subnetGroup:SubnetGroup",
            service,
            "db_subnet_group",
            read=(
                Call(
                    "describe_db_subnet_groups",
                    result="DBSubnetGroups[0]",
                    learn={"subnetIds": "Subnets[].SubnetIdentifier"},
                ),
            ),
            names={"description": "DBSubnetGroupDescription", "arn": ("DBSubnetGroupArn", "ResourceName")},
            defaults={"description": "Managed by Pulumi"},
        ),
    )


RESOURCES = (*_types("docdb"), *_types("neptune"))
