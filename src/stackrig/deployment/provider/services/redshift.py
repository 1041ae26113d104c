"""Redshift: clusters and their groups. No warehouse runs."""

from functools import partial

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.naming import NO_NAME, AutoName
from stackrig.deployment.provider.registry import Tagging, words
from stackrig.deployment.provider.services.final_snapshots import REDSHIFT, final_snapshot
from stackrig.deployment.provider.services.modelled import GONE, named, plain

SERVICE = "redshift"
ARN = "arn:{{partition}}:redshift:{{region}}:{{account}}:{}:{{{}}}"
TAGGING = Tagging(Call("create_tags", {"arn": "ResourceName"}), Call("delete_tags", {"arn": "ResourceName"}))
LOWER = AutoName(lower=True)

RESOURCES = (
    plain(
        "aws:redshift/cluster:Cluster",
        SERVICE,
        "cluster",
        read=(
            Call(
                "describe_clusters",
                result="Clusters[0]",
                gone=GONE,
                learn={
                    "dnsName": "Endpoint.Address",
                    "endpoint": "join(':', [Endpoint.Address, to_string(Endpoint.Port)])",
                    "port": "Endpoint.Port",
                },
            ),
        ),
        delete=Call("delete_cluster", added=partial(final_snapshot, members=REDSHIFT)),
        tagging=TAGGING,
        id="{clusterIdentifier}",
        auto_name=NO_NAME,
        names={"databaseName": "DBName", "masterPassword": "MasterUserPassword", "iamRoles": "IamRoles"},
        computed={"arn": ARN.format("cluster", "clusterIdentifier")},
        defaults={"port": 5439, "publiclyAccessible": False, "encrypted": "true", "skipFinalSnapshot": False},
        replace_on=words("clusterIdentifier databaseName masterUsername"),
        accepted=words("skipFinalSnapshot finalSnapshotIdentifier applyImmediately"),
    ),
    named(
        "aws:redshift/subnetGroup:SubnetGroup",
        SERVICE,
        "cluster_subnet_group",
        tagging=TAGGING,
        auto_name=LOWER,
        computed={"arn": ARN.format("subnetgroup", "name")},
        defaults={"description": "Managed by Pulumi"},
    ),
    named(
        "aws:redshift/parameterGroup:ParameterGroup",
        SERVICE,
        "cluster_parameter_group",
        read=(Call("describe_cluster_parameter_groups", result="ParameterGroups[0]"),),
        tagging=TAGGING,
        auto_name=LOWER,
        names={"name": "ParameterGroupName", "family": "ParameterGroupFamily"},
        computed={"arn": ARN.format("parametergroup", "name")},
        defaults={"description": "Managed by Pulumi"},
    ),
)
