"""Types whose descriptions follow from their nouns through their whole life, as test_provider_lifecycle.py has it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from stackrig.deployment.provider.aws import AwsProvider
from stackrig.emulator.server import AwsEndpoint
from tests.test_provider_lifecycle import Account, Case, check_life, document, names, trust, urn_of
from tests.test_provider_modelled import TAGS, balancer, subnets
from tests.test_provider_networks import subnet, vpc


@pytest.fixture(scope="module")
def account(localstack_server: AwsEndpoint) -> Iterator[Any]:
    """Yield an account in which what others need is made once."""
    provider = AwsProvider(endpoint_url=localstack_server.endpoint_url, region="us-east-1", disposable=True)
    account = Account(provider)
    yield account
    account.clear()
    provider.close()


def stream(account: Any) -> str:
    return str(account.get("aws:kinesis/stream:Stream", {"shardCount": 1}).id)


def graph(account: Any) -> str:
    return str(account.get("aws:appsync/graphQLApi:GraphQLApi", {"authenticationType": "API_KEY"}).id)


def launch(account: Any) -> str:
    given = {"imageId": "ami-12345678", "instanceType": "t2.micro"}
    return str(account.get("aws:ec2/launchConfiguration:LaunchConfiguration", given).id)


def scaled(account: Any) -> str:
    given = {"maxSize": 1, "minSize": 0, "launchConfiguration": launch(account), "availabilityZones": ["us-east-1a"]}
    return str(account.get("aws:autoscaling/group:Group", given).id)


def files(account: Any) -> str:
    return str(account.get("aws:efs/fileSystem:FileSystem", {}).id)


def capacity() -> dict[str, Any]:
    return {
        "minCapacity": 1,
        "maxCapacity": 2,
        "resourceId": "table/orders",
        "scalableDimension": "dynamodb:table:ReadCapacityUnits",
        "serviceNamespace": "dynamodb",
    }


def scaled_table(account: Any) -> dict[str, Any]:
    account.get("aws:appautoscaling/target:Target", capacity())
    keys = ("resourceId", "scalableDimension", "serviceNamespace")
    tracked = {
        "targetValue": 70,
        "predefinedMetricSpecification": {"predefinedMetricType": "DynamoDBReadCapacityUtilization"},
    }
    return {**{key: capacity()[key] for key in keys}, "targetTrackingScalingPolicyConfiguration": tracked}


CASES = [
    Case(
        "aws:kinesis/stream:Stream",
        lambda _: {"shardCount": 1},
        lambda _: {"shardCount": 2, "retentionPeriod": 48, **TAGS},
        import_id=lambda state: state.outputs["name"],
    ),
    Case("aws:kinesis/streamConsumer:StreamConsumer", lambda account: {"streamArn": stream(account)}),
    Case(
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        lambda account: {
            "destination": "extended_s3",
            "extendedS3Configuration": {
                "bucketArn": account.bucket.outputs["arn"],
                "roleArn": account.role.outputs["arn"],
            },
        },
        import_id=None,
    ),
    Case(
        "aws:scheduler/schedule:Schedule",
        lambda account: {
            "flexibleTimeWindow": {"mode": "OFF"},
            "scheduleExpression": "rate(1 hour)",
            "target": {"arn": account.queue.outputs["arn"], "roleArn": account.role.outputs["arn"]},
        },
        lambda account: {
            "flexibleTimeWindow": {"mode": "OFF"},
            "scheduleExpression": "rate(2 hours)",
            "target": {"arn": account.queue.outputs["arn"], "roleArn": account.role.outputs["arn"]},
        },
    ),
    Case("aws:scheduler/scheduleGroup:ScheduleGroup", lambda _: {}, lambda _: TAGS),
    Case(
        "aws:appsync/graphQLApi:GraphQLApi",
        lambda _: {"authenticationType": "API_KEY"},
        lambda _: {"authenticationType": "AWS_IAM", **TAGS},
    ),
    Case("aws:appsync/apiKey:ApiKey", lambda account: {"apiId": graph(account)}, import_id=None),
    Case(
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        lambda _: {"imageId": "ami-12345678", "instanceType": "t2.micro"},
    ),
    Case(
        "aws:autoscaling/group:Group",
        lambda account: {
            "maxSize": 2,
            "minSize": 0,
            "launchConfiguration": launch(account),
            "vpcZoneIdentifiers": [subnet(account)],
        },
        lambda account: {
            "maxSize": 3,
            "minSize": 0,
            "launchConfiguration": launch(account),
            "vpcZoneIdentifiers": [subnet(account)],
        },
    ),
    Case(
        "aws:autoscaling/policy:Policy",
        lambda account: {
            "autoscalingGroupName": scaled(account),
            "adjustmentType": "ChangeInCapacity",
            "scalingAdjustment": 1,
        },
    ),
    Case("aws:appautoscaling/target:Target", lambda _: capacity(), import_id=None),
    Case(
        "aws:appautoscaling/policy:Policy",
        lambda account: {**scaled_table(account), "policyType": "TargetTrackingScaling", "name": "follow"},
        import_id=None,
    ),
    Case("aws:elasticache/subnetGroup:SubnetGroup", lambda account: {"subnetIds": subnets(account)}),
    Case(
        "aws:elasticache/cluster:Cluster",
        lambda _: {"engine": "redis", "nodeType": "cache.t3.micro", "numCacheNodes": 1},
    ),
    Case(
        "aws:elasticache/replicationGroup:ReplicationGroup",
        lambda _: {"description": "a cache", "nodeType": "cache.t3.micro", "engine": "redis"},
    ),
    Case("aws:efs/fileSystem:FileSystem", lambda _: {"encrypted": True}, lambda _: {"encrypted": True, **TAGS}),
    Case(
        "aws:efs/mountTarget:MountTarget",
        lambda account: {"fileSystemId": files(account), "subnetId": subnet(account)},
        import_id=None,
    ),
    Case("aws:efs/accessPoint:AccessPoint", lambda account: {"fileSystemId": files(account)}),
    Case("aws:glue/catalogDatabase:CatalogDatabase", lambda _: {"description": "orders"}),
    Case(
        "aws:glue/job:Job",
        lambda account: {
            "roleArn": account.role.outputs["arn"],
            "command": {"scriptLocation": "s3://code/job.py"},
            "connections": ["warehouse"],
        },
    ),
    Case(
        "aws:glue/crawler:Crawler",
        lambda account: {
            "databaseName": "orders",
            "role": account.role.outputs["arn"],
            "s3Targets": [{"path": "s3://orders"}],
        },
    ),
    Case("aws:glue/workflow:Workflow", lambda _: {"description": "nightly"}),
    Case("aws:athena/workgroup:Workgroup", lambda _: {"description": "analysts"}),
    Case("aws:athena/namedQuery:NamedQuery", lambda _: {"database": "orders", "query": "SELECT 1"}),
    Case(
        "aws:wafv2/ipSet:IpSet",
        lambda _: {"scope": "REGIONAL", "ipAddressVersion": "IPV4", "addresses": ["10.0.0.0/8"]},
        lambda _: {"scope": "REGIONAL", "ipAddressVersion": "IPV4", "addresses": ["10.1.0.0/16"]},
        unstable=names("lockToken"),
        import_id=None,
    ),
    Case(
        "aws:wafv2/regexPatternSet:RegexPatternSet",
        lambda _: {"scope": "REGIONAL", "regularExpressions": [{"regexString": "a+"}]},
        lambda _: {"scope": "REGIONAL", "regularExpressions": [{"regexString": "b+"}]},
        unstable=names("lockToken"),
        import_id=None,
    ),
    Case("aws:cloudtrail/trail:Trail", lambda account: {"s3BucketName": account.bucket.id}, import_id=None),
    Case("aws:sesv2/emailIdentity:EmailIdentity", lambda _: {"emailIdentity": "ann@shop.example"}),
    Case("aws:sesv2/configurationSet:ConfigurationSet", lambda _: {"configurationSetName": "mail"}),
    Case("aws:sesv2/contactList:ContactList", lambda _: {"contactListName": "friends"}),
    Case("aws:servicediscovery/httpNamespace:HttpNamespace", lambda _: {"description": "inner"}, import_id=None),
    Case("aws:backup/vault:Vault", lambda _: {}),
    Case(
        "aws:codebuild/project:Project",
        lambda account: {
            "artifacts": {"type": "NO_ARTIFACTS"},
            "environment": {
                "computeType": "BUILD_GENERAL1_SMALL",
                "image": "aws/codebuild/standard:7.0",
                "type": "LINUX_CONTAINER",
            },
            "serviceRole": account.role.outputs["arn"],
            "source": {"type": "GITHUB", "location": "https://github.com/shop/shop.git"},
        },
    ),
]


def database(account: Any) -> str:
    return str(account.get("aws:glue/catalogDatabase:CatalogDatabase", {"name": "orders"}).id)


def kubernetes(account: Any) -> str:
    given = {"roleArn": account.role.outputs["arn"], "vpcConfig": {"subnetIds": subnets(account)}}
    return str(account.get("aws:eks/cluster:Cluster", given).id)


def namespace(account: Any) -> str:
    return str(account.get("aws:servicediscovery/httpNamespace:HttpNamespace", {}).id)


def batch_environment(account: Any) -> str:
    given = {"type": "UNMANAGED", "serviceRole": account.role.outputs["arn"]}
    return str(account.get("aws:batch/computeEnvironment:ComputeEnvironment", given).outputs["arn"])


def container(image: str) -> str:
    return json.dumps({"image": image, "vcpus": 1, "memory": 128, "command": ["true"]})


def visibility() -> dict[str, Any]:
    return {"cloudwatchMetricsEnabled": True, "metricName": "web", "sampledRequestsEnabled": True}


def managed_rule() -> dict[str, Any]:
    group = {"name": "AWSManagedRulesCommonRuleSet", "vendorName": "AWS"}
    return {
        "name": "common",
        "priority": 1,
        "overrideAction": {"none": {}},
        "statement": {"managedRuleGroupStatement": group},
        "visibilityConfig": visibility(),
    }


def wall(account: Any) -> str:
    given = {"scope": "REGIONAL", "defaultAction": {"allow": {}}, "visibilityConfig": visibility()}
    return str(account.get("aws:wafv2/webAcl:WebAcl", given).outputs["arn"])


def action(category: str, provider: str, **more: Any) -> dict[str, Any]:
    return {"name": provider, "category": category, "owner": "AWS", "provider": provider, "version": "1", **more}


def stages(account: Any) -> dict[str, Any]:
    source = action("Source", "S3", outputArtifacts=["code"])
    source["configuration"] = {"S3Bucket": account.bucket.id, "S3ObjectKey": "code.zip"}
    build = action("Build", "CodeBuild", inputArtifacts=["code"], configuration={"ProjectName": "shop"})
    role = trusted(account, "codepipeline")
    return {
        "roleArn": role,
        "artifactStores": [{"location": account.bucket.id, "type": "S3"}],
        "stages": [{"name": "Source", "actions": [source]}, {"name": "Build", "actions": [build]}],
    }


def trusted(account: Any, service: str) -> str:
    urn, token = urn_of("aws:iam/role:Role", service), "aws:iam/role:Role"
    given = {"assumeRolePolicy": trust(service)}
    return str((account.made.get(urn) or account.create(token, service, given)).outputs["arn"])


CASES += [
    Case(
        "aws:glue/catalogTable:CatalogTable",
        lambda account: {"databaseName": database(account), "parameters": {"classification": "csv"}},
        lambda account: {"databaseName": database(account), "parameters": {"classification": "json"}},
        import_id=None,
    ),
    Case(
        "aws:glue/connection:Connection",
        lambda _: {"connectionProperties": {"JDBC_CONNECTION_URL": "jdbc:postgresql://db/shop", "USERNAME": "shop"}},
    ),
    Case(
        "aws:glue/trigger:Trigger",
        lambda _: {"type": "SCHEDULED", "schedule": "cron(15 12 * * ? *)", "actions": [{"jobName": "load"}]},
        unread=names("enabled"),
    ),
    Case(
        "aws:glue/securityConfiguration:SecurityConfiguration",
        lambda _: {
            "encryptionConfiguration": {
                "cloudwatchEncryption": {"cloudwatchEncryptionMode": "DISABLED"},
                "jobBookmarksEncryption": {"jobBookmarksEncryptionMode": "DISABLED"},
                "s3Encryption": {"s3EncryptionMode": "DISABLED"},
            }
        },
    ),
    Case("aws:glue/registry:Registry", lambda _: {"registryName": "events", "description": "of events"}),
    Case(
        "aws:redshift/cluster:Cluster",
        lambda _: {
            "clusterIdentifier": "warehouse",
            "nodeType": "ra3.xlplus",
            "masterUsername": "admin",
            "masterPassword": "Sup3rSecret",
            "databaseName": "dev",
        },
        lambda _: {
            "clusterIdentifier": "warehouse",
            "nodeType": "ra3.xlplus",
            "masterUsername": "admin",
            "masterPassword": "Sup3rSecret",
            "databaseName": "dev",
            **TAGS,
        },
    ),
    Case(
        "aws:redshift/subnetGroup:SubnetGroup",
        lambda account: {"subnetIds": subnets(account)},
        lambda account: {"subnetIds": subnets(account), **TAGS},
    ),
    Case(
        "aws:redshift/parameterGroup:ParameterGroup",
        lambda _: {"family": "redshift-1.0"},
        lambda _: {"family": "redshift-1.0", **TAGS},
    ),
    Case(
        "aws:eks/cluster:Cluster",
        lambda account: {"roleArn": account.role.outputs["arn"], "vpcConfig": {"subnetIds": subnets(account)}},
        lambda account: {"roleArn": account.role.outputs["arn"], "vpcConfig": {"subnetIds": subnets(account)}, **TAGS},
    ),
    Case(
        "aws:eks/nodeGroup:NodeGroup",
        lambda account: {
            "clusterName": kubernetes(account),
            "nodeRoleArn": account.role.outputs["arn"],
            "subnetIds": subnets(account),
            "scalingConfig": {"desiredSize": 1, "minSize": 1, "maxSize": 2},
        },
    ),
    Case(
        "aws:eks/fargateProfile:FargateProfile",
        lambda account: {
            "clusterName": kubernetes(account),
            "podExecutionRoleArn": account.role.outputs["arn"],
            "selectors": [{"namespace": "default"}],
            "subnetIds": subnets(account),
        },
    ),
    Case(
        "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
        lambda account: {"name": "shop.internal", "vpc": vpc(account)},
        lambda account: {"name": "shop.internal", "vpc": vpc(account), **TAGS},
        import_id=lambda state: f"{state.id}:{state.outputs['vpc']}",
    ),
    Case("aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace", lambda _: {"name": "shop.example"}),
    Case(
        "aws:servicediscovery/service:Service",
        lambda account: {"namespaceId": namespace(account), "description": "one"},
        lambda account: {"namespaceId": namespace(account), "description": "two", **TAGS},
    ),
    Case(
        "aws:ecs/capacityProvider:CapacityProvider",
        lambda account: {"autoScalingGroupProvider": {"autoScalingGroupArn": scaled_arn(account)}},
        lambda account: {"autoScalingGroupProvider": {"autoScalingGroupArn": scaled_arn(account)}, **TAGS},
    ),
    Case(
        "aws:pipes/pipe:Pipe",
        lambda account: {
            "roleArn": account.role.outputs["arn"],
            "source": account.queue.outputs["arn"],
            "target": account.function.outputs["arn"],
        },
        lambda account: {
            "roleArn": account.role.outputs["arn"],
            "source": account.queue.outputs["arn"],
            "target": account.function.outputs["arn"],
            **TAGS,
        },
    ),
    Case(
        "aws:wafv2/webAcl:WebAcl",
        lambda _: {
            "scope": "REGIONAL",
            "defaultAction": {"allow": {}},
            "visibilityConfig": visibility(),
            "rules": [managed_rule()],
        },
        lambda _: {
            "scope": "REGIONAL",
            "defaultAction": {"block": {}},
            "visibilityConfig": visibility(),
            "rules": [managed_rule()],
            **TAGS,
        },
        unstable=names("lockToken"),
        import_id=None,
    ),
    Case(
        "aws:wafv2/ruleGroup:RuleGroup",
        lambda _: {"scope": "REGIONAL", "capacity": 10, "visibilityConfig": visibility()},
        unstable=names("lockToken"),
        import_id=None,
    ),
    Case(
        "aws:wafv2/webAclAssociation:WebAclAssociation",
        lambda account: {"webAclArn": wall(account), "resourceArn": balancer(account)},
        import_id=None,
    ),
    Case(
        "aws:budgets/budget:Budget",
        lambda _: {"budgetType": "COST", "timeUnit": "MONTHLY", "limitAmount": "100.0", "limitUnit": "USD"},
    ),
    Case(
        "aws:batch/computeEnvironment:ComputeEnvironment",
        lambda account: {"type": "UNMANAGED", "serviceRole": account.role.outputs["arn"]},
    ),
    Case(
        "aws:batch/jobQueue:JobQueue",
        lambda account: {
            "state": "ENABLED",
            "priority": 1,
            "computeEnvironmentOrders": [{"order": 1, "computeEnvironment": batch_environment(account)}],
        },
        lambda account: {
            "state": "DISABLED",
            "priority": 2,
            "computeEnvironmentOrders": [{"order": 1, "computeEnvironment": batch_environment(account)}],
        },
    ),
    Case(
        "aws:batch/jobDefinition:JobDefinition",
        lambda _: {"type": "container", "containerProperties": container("busybox")},
    ),
    Case("aws:codecommit/repository:Repository", lambda _: {"repositoryName": "shop", "description": "the shop"}),
    Case("aws:codepipeline/pipeline:Pipeline", stages, lambda account: {**stages(account), **TAGS}),
    Case(
        "aws:backup/plan:Plan",
        lambda _: {"rules": [{"ruleName": "daily", "targetVaultName": "Default", "schedule": "cron(0 12 * * ? *)"}]},
    ),
    Case(
        "aws:resourcegroups/group:Group",
        lambda _: {"description": "one", "resourceQuery": {"query": query("one")}},
        lambda _: {"description": "two", "resourceQuery": {"query": query("two")}},
    ),
    Case("aws:ram/resourceShare:ResourceShare", lambda _: {"allowExternalPrincipals": True}),
    Case(
        "aws:guardduty/detector:Detector",
        lambda _: {"findingPublishingFrequency": "ONE_HOUR"},
        lambda _: {"findingPublishingFrequency": "SIX_HOURS"},
    ),
    Case(
        "aws:appconfig/application:Application",
        lambda _: {"description": "one"},
        lambda _: {"description": "two", **TAGS},
    ),
    Case(
        "aws:appconfig/configurationProfile:ConfigurationProfile",
        lambda account: {
            "applicationId": account.get("aws:appconfig/application:Application", {}).id,
            "locationUri": "hosted",
        },
    ),
    Case("aws:iot/thing:Thing", lambda _: {}),
    Case("aws:iot/policy:Policy", lambda _: {"policy": document("iot")}),
]


def scaled_arn(account: Any) -> str:
    scaled(account)
    return str(account.made[urn_of("aws:autoscaling/group:Group", "shared")].outputs["arn"])


def query(team: str) -> str:
    filters = [{"Key": "team", "Values": [team]}]
    return json.dumps({"ResourceTypeFilters": ["AWS::AllSupported"], "TagFilters": filters})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.token)
def test_a_whole_life(case: Any, account: Any) -> None:
    """A resource is what it was made as, changes in place and back, and is gone once deleted."""
    check_life(case, account)


def test_a_cluster_is_told_of_by_its_name(account: Any) -> None:
    """The function tells what the resource does."""
    name = kubernetes(account)
    made = account.made[urn_of("aws:eks/cluster:Cluster", "shared")].outputs

    found = account.provider.invoke("aws:eks/getCluster:getCluster", {"name": name})

    assert {key: found[key] for key in ("arn", "endpoint", "roleArn")} == {
        key: made[key] for key in ("arn", "endpoint", "roleArn")
    }
