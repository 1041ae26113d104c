"""Types whose descriptions follow from their nouns through their whole life, as test_provider_lifecycle.py has it."""

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from stackrig.deployment.provider.aws import AwsProvider
from stackrig.emulator.server import AwsEndpoint

MODELLED = runpy.run_path(str(Path(__file__).with_name("test_provider_modelled.py")))
LIFECYCLE = MODELLED["LIFECYCLE"]
Case, Account, check_life = LIFECYCLE["Case"], LIFECYCLE["Account"], LIFECYCLE["check_life"]
names: Callable[[str], frozenset[str]] = LIFECYCLE["names"]
subnet, subnets, TAGS = MODELLED["subnet"], MODELLED["subnets"], MODELLED["TAGS"]


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
        lambda _: {"shardCount": 1, **TAGS},
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
        lambda account: {"roleArn": account.role.outputs["arn"], "command": {"scriptLocation": "s3://code/job.py"}},
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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.token)
def test_a_whole_life(case: Any, account: Any) -> None:
    """A resource is what it was made as, changes in place and back, and is gone once deleted."""
    check_life(case, account)
