"""Relational Database Service."""

from functools import partial
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.deployment.provider.services.final_snapshots import final_snapshot
from stackrig.deployment.provider.services.modelled import GONE, Plain, plain, title
from stackrig.deployment.provider.wire import Names
from stackrig.emulator.inside.rds.served_engines import ENGINES

SERVICE = "rds"
PARAMETERS = 20  # RDS's limit for parameters in a request
INSTANCE: Names = {
    "identifier": "DBInstanceIdentifier",
    "arn": ("DBInstanceArn", "ResourceName"),
    "dbName": "DBName",
    "instanceClass": "DBInstanceClass",
    "maintenanceWindow": "PreferredMaintenanceWindow",
    "backupWindow": "PreferredBackupWindow",
    "parameterGroupName": "DBParameterGroupName",
    "password": "MasterUserPassword",
    "username": "MasterUsername",
    "multiAz": "MultiAZ",
    "iops": "Iops",
    "iamDatabaseAuthenticationEnabled": ("EnableIAMDatabaseAuthentication", "IAMDatabaseAuthenticationEnabled"),
    "caCertIdentifier": "CACertificateIdentifier",
    "enabledCloudwatchLogsExports": ("EnableCloudwatchLogsExports", "EnabledCloudwatchLogsExports"),
    "performanceInsightsEnabled": ("EnablePerformanceInsights", "PerformanceInsightsEnabled"),
    "resourceId": "DbiResourceId",
    "tags": ("Tags", "TagList"),
}
CLUSTER: Names = {
    "clusterIdentifier": "DBClusterIdentifier",
    "arn": ("DBClusterArn", "ResourceName"),
    "databaseName": "DatabaseName",
    "masterPassword": "MasterUserPassword",
    "backupRetentionPeriod": "BackupRetentionPeriod",
    "dbClusterParameterGroupName": ("DBClusterParameterGroupName", "DBClusterParameterGroup"),
    "dbSubnetGroupName": ("DBSubnetGroupName", "DBSubnetGroup"),
    "enableHttpEndpoint": ("EnableHttpEndpoint", "HttpEndpointEnabled"),
    "iamDatabaseAuthenticationEnabled": "EnableIAMDatabaseAuthentication",
    "clusterResourceId": "DbClusterResourceId",
    "serverlessv2ScalingConfiguration": "ServerlessV2ScalingConfiguration",
    "enabledCloudwatchLogsExports": ("EnableCloudwatchLogsExports", "EnabledCloudwatchLogsExports"),
    "hostedZoneId": "HostedZoneId",
    "tags": ("Tags", "TagList"),
}
ADDRESS = {
    "address": "Endpoint.Address",
    "endpoint": "Endpoint.Address && join(':', [Endpoint.Address, to_string(Endpoint.Port)])",
    "port": "Endpoint.Port",
    "hostedZoneId": "Endpoint.HostedZoneId",
    "dbSubnetGroupName": "DBSubnetGroup.DBSubnetGroupName",
    "parameterGroupName": "DBParameterGroups[0].DBParameterGroupName",
    "vpcSecurityGroupIds": "VpcSecurityGroups[].VpcSecurityGroupId",
    "masterUserSecrets": "MasterUserSecret && [{secretArn: MasterUserSecret.SecretArn, secretStatus:"
    " MasterUserSecret.SecretStatus, kmsKeyId: MasterUserSecret.KmsKeyId}]",
}
CLUSTER_TOLD = {
    "vpcSecurityGroupIds": "VpcSecurityGroups[].VpcSecurityGroupId",
    "masterUserSecrets": ADDRESS["masterUserSecrets"],
    "iamDatabaseAuthenticationEnabled": "IAMDatabaseAuthenticationEnabled",
}
TAGGING = Tagging(
    Call("add_tags_to_resource", {"arn": "ResourceName"}),
    Call("remove_tags_from_resource", {"arn": "ResourceName"}),
    Call("list_tags_for_resource", {"arn": "ResourceName"}),
)


def _has_no_server(properties: Properties) -> str:
    """Return why no database serves an engine; an instance may have the engine of the snapshot that it restores."""
    engine = properties.get("engine")
    if not isinstance(engine, str) or engine in ENGINES:
        return ""
    return f"stackrig has no database server for the engine {engine}, it runs {' and '.join(ENGINES)}"


def _learn_writer(scope: Scope, properties: Properties) -> Properties:
    """Return whether an instance is its cluster's writer."""
    name = properties["clusterIdentifier"]
    (cluster,) = scope.call(SERVICE, "describe_db_clusters", DBClusterIdentifier=name)["DBClusters"]
    members = {member["DBInstanceIdentifier"]: member["IsClusterWriter"] for member in cluster["DBClusterMembers"]}
    return {"writer": members.get(properties["identifier"], False)}


def _set_parameters(noun: str, scope: Scope, properties: Properties) -> None:
    """Set the parameters of a group, and reset those that are no longer wanted."""
    member = f"{title(noun)}Name"
    here = {member: properties["name"]}
    listing = "describe_db_cluster_parameters" if "cluster" in noun else "describe_db_parameters"
    wanted = {
        item["name"]: {
            "ParameterName": item["name"],
            "ParameterValue": str(item["value"]),
            "ApplyMethod": item.get("applyMethod") or "immediate",
        }
        for item in properties.get("parameters") or []
    }
    known = [item for page in scope.pages(SERVICE, listing, **here, Source="user") for item in page["Parameters"]]
    gone = [
        {"ParameterName": item["ParameterName"], "ApplyMethod": "immediate"}
        for item in known
        if "ParameterValue" in item and item["ParameterName"] not in wanted
    ]
    for operation, items in (("modify", list(wanted.values())), ("reset", gone)):
        for start in range(0, len(items), PARAMETERS):
            scope.call(SERVICE, f"{operation}_{noun}", **here, Parameters=items[start : start + PARAMETERS])


def _delete_instance(scope: Scope, properties: Properties) -> None:
    """Delete an instance; only AWS itself keeps its final snapshot."""
    name = properties["identifier"]
    if scope.disposable and properties.get("deletionProtection"):
        scope.call(SERVICE, "modify_db_instance", DBInstanceIdentifier=name, DeletionProtection=False)
    scope.call(SERVICE, "delete_db_instance", DBInstanceIdentifier=name, **final_snapshot(scope, properties))


def delete_cluster(service: str, scope: Scope, properties: Properties) -> None:
    """Delete a cluster of RDS, or of another service with its API; only AWS itself keeps its final snapshot."""
    name = properties["clusterIdentifier"]
    if scope.disposable and properties.get("deletionProtection"):
        scope.call(service, "modify_db_cluster", DBClusterIdentifier=name, DeletionProtection=False)
    scope.call(service, "delete_db_cluster", DBClusterIdentifier=name, **final_snapshot(scope, properties))


def _group(token: str, noun: str, description: str, **more: Any) -> Plain:
    """Describe a named group: a parameter group, an option group or a subnet group."""
    return plain(
        token,
        SERVICE,
        noun,
        id="{name}",
        auto_name=AutoName(lower=True),
        **{
            "tagging": TAGGING,
            "defaults": {"description": "Managed by Pulumi"},
            "replace_on": words("name namePrefix description family"),
            **more,
            "names": {"description": description, **more.get("names", {})},
        },
    )


def _snapshot(token: str, noun: str, ours: str, theirs: str) -> Plain:
    """Describe a snapshot whose properties and members begin with these words."""
    arn = {f"{ours}SnapshotArn": "ResourceName"}
    source = f"{ours}InstanceIdentifier" if theirs == "DB" else f"{ours}Identifier"
    return plain(
        token,
        SERVICE,
        noun,
        tagging=Tagging(
            Call("add_tags_to_resource", arn),
            Call("remove_tags_from_resource", arn),
            Call("list_tags_for_resource", arn),
        ),
        id=f"{{{ours}SnapshotIdentifier}}",
        auto_name=AutoName(""),
        names={"arn": (), f"{ours}SnapshotArn": f"{theirs}SnapshotArn"},
        replace_on=frozenset({source, f"{ours}SnapshotIdentifier"}),
        served_by_database=True,
    )


RESOURCES = (
    Resource(
        "aws:rds/instance:Instance",
        SERVICE,
        create=Call("create_db_instance", result="DBInstance"),
        create_from={
            "snapshotIdentifier": Call(
                "restore_db_instance_from_db_snapshot",
                {"snapshotIdentifier": "DBSnapshotIdentifier", "dbName": ()},  # PostgreSQL takes the snapshot's
                result="DBInstance",
            )
        },
        read=(
            Call(
                "describe_db_instances", result="DBInstances[0]", gone="DBInstanceStatus == 'deleting'", learn=ADDRESS
            ),
        ),
        updates=(Call("modify_db_instance", fixed={"ApplyImmediately": True}),),
        delete=_delete_instance,
        tagging=TAGGING,
        id="{identifier}",
        auto_name=AutoName("identifier", longest=63, prefix_property="identifierPrefix", lower=True),
        names=INSTANCE,
        defaults={"skipFinalSnapshot": False, "autoMinorVersionUpgrade": True, "deleteAutomatedBackups": True},
        replace_on=words(
            "identifier identifierPrefix engine username dbName storageEncrypted availabilityZone snapshotIdentifier"
        ),
        accepted=words("applyImmediately skipFinalSnapshot finalSnapshotIdentifier deleteAutomatedBackups"),
        modelled=True,
        served_by_database=True,
        unserved=_has_no_server,
    ),
    Resource(
        "aws:rds/cluster:Cluster",
        SERVICE,
        create=Call("create_db_cluster", result="DBCluster"),
        create_from={
            "snapshotIdentifier": Call("restore_db_cluster_from_snapshot", {"databaseName": ()}, result="DBCluster")
        },
        read=(Call("describe_db_clusters", result="DBClusters[0]", gone=GONE, learn=CLUSTER_TOLD),),
        updates=(Call("modify_db_cluster", fixed={"ApplyImmediately": True}),),
        delete=partial(delete_cluster, SERVICE),
        tagging=TAGGING,
        id="{clusterIdentifier}",
        auto_name=AutoName("clusterIdentifier", longest=63, prefix_property="clusterIdentifierPrefix", lower=True),
        names=CLUSTER,
        defaults={"skipFinalSnapshot": False},
        replace_on=words(
            "clusterIdentifier clusterIdentifierPrefix engine engineMode masterUsername databaseName snapshotIdentifier"
        ),
        accepted=words("applyImmediately skipFinalSnapshot finalSnapshotIdentifier deleteAutomatedBackups"),
        modelled=True,
        served_by_database=True,
        unserved=_has_no_server,
    ),
    Resource(
        "aws:rds/clusterInstance:ClusterInstance",
        SERVICE,
        create=Call("create_db_instance", result="DBInstance"),
        read=(
            Call(
                "describe_db_instances",
                result="DBInstances[0]",
                gone="DBInstanceStatus == 'deleting'",
                learn={
                    "endpoint": "Endpoint.Address",
                    "port": "Endpoint.Port",
                    "dbSubnetGroupName": ADDRESS["dbSubnetGroupName"],
                },
            ),
            _learn_writer,
        ),
        updates=(Call("modify_db_instance", fixed={"ApplyImmediately": True}),),
        delete=_delete_instance,
        tagging=TAGGING,
        id="{identifier}",
        auto_name=AutoName("identifier", longest=63, prefix_property="identifierPrefix", lower=True),
        names={
            **INSTANCE,
            "clusterIdentifier": "DBClusterIdentifier",
            "dbiResourceId": "DbiResourceId",
            "resourceId": (),
        },
        defaults={"promotionTier": 0, "publiclyAccessible": False, "forceDestroy": False},
        replace_on=words("identifier identifierPrefix clusterIdentifier engine availabilityZone"),
        accepted=words("applyImmediately forceDestroy"),
        modelled=True,
        served_by_database=True,
        unserved=_has_no_server,
    ),
    _group(
        "aws:rds/subnetGroup:SubnetGroup",
        "db_subnet_group",
        "DBSubnetGroupDescription",
        read=(
            Call(
                "describe_db_subnet_groups",
                result="DBSubnetGroups[0]",
                learn={"subnetIds": "Subnets[].SubnetIdentifier"},
            ),
        ),
        updates=(Call("modify_db_subnet_group"),),
        replace_on=words("name namePrefix"),
    ),
    _group(
        "aws:rds/parameterGroup:ParameterGroup",
        "db_parameter_group",
        "Description",
        names={"family": "DBParameterGroupFamily"},
        updates=(Change(words("parameters"), partial(_set_parameters, "db_parameter_group")),),
        served_by_database=True,
    ),
    _group(
        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
        "db_cluster_parameter_group",
        "Description",
        tagging=None,  # moto refuses its ARN
        names={"family": "DBParameterGroupFamily"},
        updates=(Change(words("parameters"), partial(_set_parameters, "db_cluster_parameter_group")),),
        served_by_database=True,
    ),
    _group(
        "aws:rds/optionGroup:OptionGroup",
        "option_group",
        "OptionGroupDescription",
        defaults={"optionGroupDescription": "Managed by Pulumi"},
        names={"optionGroupDescription": "OptionGroupDescription", "description": ()},
        replace_on=words("name namePrefix engineName majorEngineVersion optionGroupDescription"),
    ),
    plain(
        "aws:rds/eventSubscription:EventSubscription",
        SERVICE,
        "event_subscription",
        tagging=TAGGING,
        id="{name}",
        names={
            "name": ("SubscriptionName", "CustSubscriptionId"),
            "snsTopic": ("SnsTopicArn",),
            "eventCategories": ("EventCategories", "EventCategoriesList"),
            "sourceIds": ("SourceIds", "SourceIdsList"),
            "arn": ("EventSubscriptionArn", "ResourceName"),
            "customerAwsId": "CustomerAwsId",
        },
        defaults={"enabled": True},
        replace_on=words("name namePrefix snsTopic sourceType eventCategories enabled"),
    ),
    plain(
        "aws:rds/globalCluster:GlobalCluster",
        SERVICE,
        "global_cluster",
        id="{globalClusterIdentifier}",
        tagging=None,  # moto takes no tags for it
        auto_name=AutoName(""),
        names={"arn": "GlobalClusterArn"},
        replace_on=words("globalClusterIdentifier engine engineVersion databaseName storageEncrypted"),
        accepted=words("forceDestroy"),
    ),
    _snapshot("aws:rds/snapshot:Snapshot", "db_snapshot", "db", "DB"),
    _snapshot("aws:rds/clusterSnapshot:ClusterSnapshot", "db_cluster_snapshot", "dbCluster", "DBCluster"),
)
