"""Types that need little more than their noun: the data, messaging, container and security services moto models."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import Resource, Tagging, words
from stackrig.deployment.provider.services.modelled import plain
from stackrig.errors import DeployError
from stackrig.waiting import wait_until

NAMESPACE_TIMEOUT = 300.0  # seconds that the real provider gives it
NO_NAME = AutoName("", prefix_property="")
BY_ARN = Tagging(list=Call("list_tags_for_resource"))


def _named(token: str, service: str, noun: str, **more: Any) -> Resource:
    """Describe a type whose id is its name."""
    return plain(token, service, noun, **{"id": "{name}", **more})


def _updated(noun: str) -> tuple[Call, ...]:
    return (Call(f"update_{noun}"),)


def _create_stream(scope: Scope, properties: Properties) -> Properties:
    names = {"shardCount": "ShardCount", "streamModeDetails": "StreamModeDetails"}
    given = {member: properties[name] for name, member in names.items() if properties.get(name)}
    if mode := given.get("StreamModeDetails"):
        given["StreamModeDetails"] = {"StreamMode": mode["streamMode"]}
    scope.call("kinesis", "create_stream", StreamName=properties["name"], **given)
    return {"arn": "arn:{partition}:kinesis:{region}:{account}:stream/".format_map(scope.places) + properties["name"]}


KINESIS = (
    _named(
        "aws:kinesis/stream:Stream",
        "kinesis",
        "stream",
        create=_create_stream,
        read=(Call("describe_stream_summary", learn={"shardCount": "OpenShardCount"}),),
        delete=Call("delete_stream", fixed={"EnforceConsumerDeletion": True}),
        tagging=Tagging(
            Call("add_tags_to_stream", {"name": "StreamName"}),
            Call("remove_tags_from_stream", {"name": "StreamName"}),
            Call("list_tags_for_stream", {"name": "StreamName"}),
        ),
        id="{arn}",
        import_id="{name}",
        find="arn:{partition}:kinesis:{region}:{account}:stream/{name}",
        names={"arn": "StreamARN", "retentionPeriod": "RetentionPeriodHours"},
        replace_on=words("name"),
        accepted=words("enforceConsumerDeletion"),
    ),
    plain(
        "aws:kinesis/streamConsumer:StreamConsumer",
        "kinesis",
        "stream_consumer",
        create=Call("register_stream_consumer"),
        read=(Call("describe_stream_consumer", {"arn": "ConsumerARN"}),),
        delete=Call("deregister_stream_consumer", {"arn": "ConsumerARN", "streamArn": (), "name": ()}),
        id="{arn}",
        unique=False,
        names={"arn": "ConsumerARN", "name": "ConsumerName", "creationTimestamp": "ConsumerCreationTimestamp"},
        replace_on=words("name streamArn"),
    ),
    _named(
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        "firehose",
        "delivery_stream",
        create=Call(
            "create_delivery_stream", {"extendedS3Configuration": "ExtendedS3DestinationConfiguration"}, result="@"
        ),
        read=(Call("describe_delivery_stream", learn={"destinationId": "Destinations[0].DestinationId"}),),
        tagging=Tagging(
            Call("tag_delivery_stream", {"name": "DeliveryStreamName"}),
            Call("untag_delivery_stream", {"name": "DeliveryStreamName"}),
            Call("list_tags_for_delivery_stream", {"name": "DeliveryStreamName"}),
        ),
        id="{arn}",
        find="arn:{partition}:firehose:{region}:{account}:deliverystream/{name}",
        names={"arn": "DeliveryStreamARN"},
        replace_on=words("name destination"),
    ),
)

SCHEDULER = (
    _named(
        "aws:scheduler/schedule:Schedule",
        "scheduler",
        "schedule",
        updates=_updated("schedule"),
        id="{groupName}/{name}",
        defaults={"groupName": "default", "state": "ENABLED", "scheduleExpressionTimezone": "UTC"},
        replace_on=words("name namePrefix groupName"),
    ),
    _named("aws:scheduler/scheduleGroup:ScheduleGroup", "scheduler", "schedule_group", tagging=BY_ARN),
)

APPSYNC = (
    plain(
        "aws:appsync/graphQLApi:GraphQLApi",
        "appsync",
        "graphql_api",
        create=Call("create_graphql_api", result="graphqlApi", learn={"id": "apiId"}),
        read=(Call("get_graphql_api", {"id": "apiId"}, result="graphqlApi"),),
        updates=(Call("update_graphql_api", {"id": "apiId"}, result="graphqlApi"),),
        delete=Call("delete_graphql_api", {"id": "apiId"}),
        tagging=BY_ARN,
        unique=False,
        names={"arn": ("arn", "resourceArn"), "id": "apiId"},
        accepted=words("schema"),
    ),
    plain(
        "aws:appsync/apiKey:ApiKey",
        "appsync",
        "api_key",
        create=Call("create_api_key", result="apiKey", learn={"id": "id", "key": "id", "apiKeyId": "id"}),
        read=(Call("list_api_keys", result="apiKeys[0]", learn={"id": "id", "key": "id", "apiKeyId": "id"}),),
        id="{apiId}:{key}",
        delete=Call("delete_api_key", {"key": "id", "id": ()}),
        unique=False,
        auto_name=NO_NAME,
        replace_on=words("apiId"),
        accepted=words("expires description"),
    ),
)

AUTOSCALING = (
    _named(
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        "autoscaling",
        "launch_configuration",
        verb="describe",
        names={"name": ("LaunchConfigurationName", "LaunchConfigurationNames"), "arn": "LaunchConfigurationARN"},
        replace_on=words("name namePrefix imageId instanceType keyName securityGroups userData"),
    ),
    _named(
        "aws:autoscaling/group:Group",
        "autoscaling",
        "auto_scaling_group",
        create=Call(
            "create_auto_scaling_group", added=lambda _scope, it: _zones(it), takes=words("vpcZoneIdentifiers")
        ),
        read=(Call("describe_auto_scaling_groups", result="AutoScalingGroups[0]"),),
        updates=(Call("update_auto_scaling_group"),),
        delete=Call("delete_auto_scaling_group", fixed={"ForceDelete": True}),
        names={
            "name": ("AutoScalingGroupName", "AutoScalingGroupNames"),
            "arn": "AutoScalingGroupARN",
            "launchConfiguration": "LaunchConfigurationName",
            "targetGroupArns": "TargetGroupARNs",
            "loadBalancers": "LoadBalancerNames",
            "tags": (),
            "vpcZoneIdentifiers": (),
        },
        replace_on=words("name namePrefix"),
        accepted=words("forceDelete waitForCapacityTimeout tags"),
    ),
    _named(
        "aws:autoscaling/policy:Policy",
        "autoscaling",
        "policy",
        create=Call("put_scaling_policy", result="@"),
        read=(Call("describe_policies", {"name": ("PolicyNames", "PolicyName")}, result="ScalingPolicies[0]"),),
        updates=(Call("put_scaling_policy", result="@"),),
        names={
            "name": "PolicyName",
            "arn": "PolicyARN",
            "autoscalingGroupName": "AutoScalingGroupName",
            "stepAdjustments": "StepAdjustments",
        },
        replace_on=words("name autoscalingGroupName"),
    ),
    plain(
        "aws:appautoscaling/target:Target",
        "application-autoscaling",
        "scalable_target",
        create=Call("register_scalable_target", result="@"),
        read=(
            Call(
                "describe_scalable_targets", {"resourceId": ("ResourceIds", "ResourceId")}, result="ScalableTargets[0]"
            ),
        ),
        updates=(Call("register_scalable_target", result="@"),),
        delete=Call("deregister_scalable_target"),
        id="{resourceId}",
        auto_name=NO_NAME,
        names={"roleArn": "RoleARN", "arn": ("ScalableTargetARN", "ResourceARN")},
        replace_on=words("resourceId scalableDimension serviceNamespace"),
    ),
    _named(
        "aws:appautoscaling/policy:Policy",
        "application-autoscaling",
        "scaling_policy",
        create=Call("put_scaling_policy", {"arn": "PolicyARN"}, result="@"),
        read=(Call("describe_scaling_policies", {"name": ("PolicyNames", "PolicyName")}, result="ScalingPolicies[0]"),),
        updates=(Call("put_scaling_policy", result="@"),),
        names={"name": "PolicyName", "arn": "PolicyARN"},
        defaults={"policyType": "StepScaling"},
        replace_on=words("name resourceId scalableDimension serviceNamespace"),
    ),
)


def _zones(properties: Any) -> dict[str, Any]:
    zones = properties.get("vpcZoneIdentifiers")
    return {"VPCZoneIdentifier": ",".join(zones)} if zones else {}


ELASTICACHE = (
    _named(
        "aws:elasticache/subnetGroup:SubnetGroup",
        "elasticache",
        "cache_subnet_group",
        verb="describe",
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
        verb="describe",
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

EFS = (
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
        verb="describe",
        create=Call("create_mount_target", result="@"),
        read=(Call("describe_mount_targets", {"fileSystemId": (), "id": "MountTargetId"}, result="MountTargets[0]"),),
        unique=False,
        auto_name=NO_NAME,
        computed={"dnsName": "{fileSystemId}.efs.{region}.{dns_suffix}"},
        names={"id": "MountTargetId"},
        replace_on=words("fileSystemId subnetId ipAddress securityGroups"),
    ),
    plain(
        "aws:efs/accessPoint:AccessPoint",
        "efs",
        "access_point",
        verb="describe",
        read=(Call("describe_access_points", {"fileSystemId": ()}, result="AccessPoints[0]"),),
        tagging=Tagging(Call("tag_resource", {"id": "ResourceId"}), Call("untag_resource", {"id": "ResourceId"})),
        unique=False,
        auto_name=NO_NAME,
        names={"id": "AccessPointId", "arn": "AccessPointArn"},
        replace_on=words("fileSystemId posixUser rootDirectory"),
    ),
)

GLUE = (
    _named(
        "aws:glue/catalogDatabase:CatalogDatabase",
        "glue",
        "database",
        create=Call(
            "create_database",
            {"name": ()},
            added=lambda _scope, it: {
                "DatabaseInput": {"Name": it["name"], "Description": it.get("description") or ""}
            },
            takes=words("name description"),
        ),
        read=(Call("get_database"),),
        auto_name=AutoName(lower=True),
        id="{name}",
        names={"name": "Name"},
        computed={"arn": "arn:{partition}:glue:{region}:{account}:database/{name}"},
        replace_on=words("name catalogId description"),
    ),
    _named(
        "aws:glue/job:Job",
        "glue",
        "job",
        delete=Call("delete_job", {"name": "JobName"}),
        read=(Call("get_job", {"name": ("JobName", "Name")}),),
        names={"name": "Name", "roleArn": "Role"},
        computed={"arn": "arn:{partition}:glue:{region}:{account}:job/{name}"},
        replace_on=words("name"),
    ),
    _named(
        "aws:glue/crawler:Crawler",
        "glue",
        "crawler",
        create=Call("create_crawler", added=lambda _scope, it: {"Targets": _crawled(it)}, takes=words("s3Targets")),
        names={"name": "Name"},
        computed={"arn": "arn:{partition}:glue:{region}:{account}:crawler/{name}"},
        replace_on=words("name databaseName role s3Targets"),
    ),
    _named(
        "aws:glue/workflow:Workflow",
        "glue",
        "workflow",
        names={"name": "Name"},
        computed={"arn": "arn:{partition}:glue:{region}:{account}:workflow/{name}"},
        replace_on=words("name description"),
    ),
)


def _crawled(properties: Any) -> dict[str, Any]:
    return {"S3Targets": [{"Path": item["path"]} for item in properties.get("s3Targets") or ()]}


ATHENA = (
    _named(
        "aws:athena/workgroup:Workgroup",
        "athena",
        "work_group",
        read=(Call("get_work_group", {"name": "WorkGroup"}, result="WorkGroup"),),
        delete=Call("delete_work_group", {"name": "WorkGroup"}, fixed={"RecursiveDeleteOption": True}),
        names={"name": "Name"},
        computed={"arn": "arn:{partition}:athena:{region}:{account}:workgroup/{name}"},
        replace_on=words("name"),
        accepted=words("forceDestroy"),
    ),
    plain(
        "aws:athena/namedQuery:NamedQuery",
        "athena",
        "named_query",
        create=Call("create_named_query", {"query": "QueryString"}, result="@"),
        read=(Call("get_named_query"),),
        unique=False,
        names={"id": "NamedQueryId", "query": "QueryString", "workgroup": "WorkGroup"},
        replace_on=words("name database query workgroup description"),
        delete=Call("delete_named_query"),
    ),
)

SECURITY = (
    *(
        plain(
            f"aws:wafv2/{name}:{name[0].upper()}{name[1:]}",
            "wafv2",
            noun,
            create=Call(f"create_{noun}", result="Summary"),
            read=(Call(f"get_{noun}", result=f"merge({member}, {{LockToken: LockToken}})"),),
            updates=_updated(noun),
            delete=Call(f"delete_{noun}"),
            tagging=Tagging(list=Call("list_tags_for_resource", result="TagInfoForResource")),
            import_id="{id}/{name}/{scope}",
            unique=False,
            names={"id": "Id", "name": "Name", "arn": ("ARN", "ResourceARN"), **parameters},
            replace_on=words("name namePrefix scope") | (words("ipAddressVersion") & parameters.keys()),
        )
        for name, noun, member, parameters in (
            ("ipSet", "ip_set", "IPSet", {"ipAddressVersion": "IPAddressVersion"}),
            (
                "regexPatternSet",
                "regex_pattern_set",
                "RegexPatternSet",
                {"regularExpressions": "RegularExpressionList"},
            ),
        )
    ),
    _named(
        "aws:cloudtrail/trail:Trail",
        "cloudtrail",
        "trail",
        create=Call("create_trail", result="@", learn={"arn": "TrailARN"}),
        read=(Call("get_trail", {"name": "Name"}, result="Trail"),),
        updates=(Call("update_trail", result="@"),),
        id="{arn}",
        import_id="{name}",
        find="arn:{partition}:cloudtrail:{region}:{account}:trail/{name}",
        names={
            "name": "Name",
            "arn": "TrailARN",
            "cloudWatchLogsGroupArn": "CloudWatchLogsLogGroupArn",
            "enableLogFileValidation": ("EnableLogFileValidation", "LogFileValidationEnabled"),
        },
        defaults={"enableLogging": True, "includeGlobalServiceEvents": True},
        replace_on=words("name"),
    ),
)

MAIL = (
    plain(
        "aws:sesv2/emailIdentity:EmailIdentity",
        "sesv2",
        "email_identity",
        create=Call("create_email_identity", result="@"),
        read=(Call("get_email_identity", result="@"),),
        id="{emailIdentity}",
        auto_name=NO_NAME,
        computed={"arn": "arn:{partition}:ses:{region}:{account}:identity/{emailIdentity}"},
        replace_on=words("emailIdentity"),
    ),
    plain(
        "aws:sesv2/configurationSet:ConfigurationSet",
        "sesv2",
        "configuration_set",
        create=Call("create_configuration_set", result="@"),
        read=(Call("get_configuration_set", result="@"),),
        id="{configurationSetName}",
        auto_name=NO_NAME,
        names={"name": ()},
        computed={"arn": "arn:{partition}:ses:{region}:{account}:configuration-set/{configurationSetName}"},
        replace_on=words("configurationSetName"),
    ),
    plain(
        "aws:sesv2/contactList:ContactList",
        "sesv2",
        "contact_list",
        create=Call("create_contact_list", result="@"),
        read=(Call("get_contact_list", result="@"),),
        id="{contactListName}",
        auto_name=NO_NAME,
        names={"name": ()},
        computed={"arn": "arn:{partition}:ses:{region}:{account}:contact-list/{contactListName}"},
        replace_on=words("contactListName"),
    ),
)


def _create_namespace(scope: Scope, properties: Properties) -> Properties:
    """Make a namespace; AWS tells its id when the operation that makes it has ended."""
    names = {"name": "Name", "description": "Description"}
    given = {member: properties[name] for name, member in names.items() if properties.get(name)}
    started = scope.call("servicediscovery", "create_http_namespace", **given)

    def made() -> str | None:
        told = scope.call("servicediscovery", "get_operation", OperationId=started["OperationId"])["Operation"]
        if told["Status"] == "FAIL":
            raise DeployError(f"CreateHttpNamespace: {told.get('ErrorCode', '?')}: {told.get('ErrorMessage', '')}")
        return str(told["Targets"]["NAMESPACE"]) if told["Status"] == "SUCCESS" else None

    return {"id": wait_until(made, what=f"the namespace {properties['name']}", timeout=NAMESPACE_TIMEOUT)}


DISCOVERY = (
    plain(
        "aws:servicediscovery/httpNamespace:HttpNamespace",
        "servicediscovery",
        "http_namespace",
        create=_create_namespace,
        read=(Call("get_namespace", {"id": ("Id",)}, result="Namespace"),),
        delete=Call("delete_namespace", {"id": "Id"}),
        find="",
        unique=False,
        tagging=BY_ARN,
        names={"id": "Id", "name": "Name", "arn": ("Arn", "ResourceARN")},
        replace_on=words("name description"),
    ),
)

BATCHES = (
    _named(
        "aws:backup/vault:Vault",
        "backup",
        "backup_vault",
        create=Call("create_backup_vault", {"kmsKeyArn": "EncryptionKeyArn"}, result="@"),
        read=(Call("describe_backup_vault", result="@"),),
        names={"name": "BackupVaultName", "arn": "BackupVaultArn"},
        replace_on=words("name kmsKeyArn"),
        accepted=words("forceDestroy"),
    ),
    _named(
        "aws:codebuild/project:Project",
        "codebuild",
        "project",
        read=(Call("batch_get_projects", {"name": "names"}, result="projects[0]"),),
        updates=_updated("project"),
        names={"name": "name", "arn": "arn"},
        replace_on=words("name"),
    ),
)

RESOURCES = (
    *(*KINESIS, *SCHEDULER, *APPSYNC, *AUTOSCALING, *ELASTICACHE, *EFS, *GLUE, *ATHENA, *SECURITY, *MAIL),
    *(*DISCOVERY, *BATCHES),
)
