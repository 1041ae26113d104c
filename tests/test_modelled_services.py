"""Services that LocalStack lacks and moto models, asked by boto3 and by plain requests."""

import json
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from stackrig.emulator.server import AwsEndpoint

SIGNATURE = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{}/aws4_request, SignedHeaders=host, Signature=x"


def client(endpoint: AwsEndpoint, service: str) -> Any:
    keys: Any = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    config = Config(retries={"total_max_attempts": 1}, inject_host_prefix=False)
    return boto3.client(service, endpoint_url=endpoint.endpoint_url, config=config, **keys)


@pytest.mark.parametrize(
    ("service", "operation", "member"),
    [
        ("apigatewayv2", "get_apis", "Items"),
        ("cloudfront", "list_distributions", "DistributionList"),
        ("cognito-idp", "list_user_pool_clients", ""),
        ("ecs", "list_clusters", "clusterArns"),
        ("elbv2", "describe_load_balancers", "LoadBalancers"),
        ("kinesis", "list_streams", "StreamNames"),
        ("rds", "describe_db_instances", "DBInstances"),
        ("sesv2", "list_contact_lists", "ContactLists"),
        ("servicediscovery", "list_namespaces", "Namespaces"),
        ("wafv2", "list_ip_sets", "IPSets"),
    ],
)
def test_a_service_answers(localstack_server: AwsEndpoint, service: str, operation: str, member: str) -> None:
    """Every protocol of AWS is among them; an error of moto is AWS's own."""
    given = {"wafv2": {"Scope": "REGIONAL"}, "cognito-idp": {"UserPoolId": "us-east-1_none"}}.get(service, {})
    call = getattr(client(localstack_server, service), operation)

    if member:
        assert member in call(**given)
    else:
        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            call(**given)


def test_kinesis_keeps_records(localstack_server: AwsEndpoint) -> None:
    """Streams need no download: LocalStack's own would fetch the program that serves them."""
    kinesis = client(localstack_server, "kinesis")
    kinesis.create_stream(StreamName="clicks", ShardCount=1)
    put = kinesis.put_record(StreamName="clicks", Data=b"one", PartitionKey="k")
    shard = {"StreamName": "clicks", "ShardId": put["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}

    records = kinesis.get_records(ShardIterator=kinesis.get_shard_iterator(**shard)["ShardIterator"])["Records"]

    assert [item["Data"] for item in records] == [b"one"]
    kinesis.delete_stream(StreamName="clicks")


@pytest.mark.gate
def test_a_service_without_a_network_tells_of_none(localstack_server: AwsEndpoint) -> None:
    """An empty network configuration, which AWS never sends, makes Terraform's provider crash."""
    ecs = client(localstack_server, "ecs")
    ecs.create_cluster(clusterName="bare")
    container = {"name": "web", "image": "nginx", "memory": 128}
    task = ecs.register_task_definition(family="bare", containerDefinitions=[container])["taskDefinition"]

    made = ecs.create_service(cluster="bare", serviceName="web", taskDefinition=task["taskDefinitionArn"])["service"]
    (found,) = ecs.describe_services(cluster="bare", services=["web"])["services"]

    assert "networkConfiguration" not in {*made, *found}


def test_what_moto_lacks_is_named(localstack_server: AwsEndpoint) -> None:
    """The answer is 501 and holds the operation's name."""
    with pytest.raises(ClientError, match=r"implements ecs\.ListServicesByNamespace") as caught:
        client(localstack_server, "ecs").list_services_by_namespace(namespace="x")

    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501


@pytest.mark.parametrize(
    ("service", "headers", "path", "body", "told"),
    [
        ("ecr", {"X-Amz-Target": "AmazonEC2ContainerRegistry_V20150921.InventThing"}, "/", "{}", "ecr.InventThing"),
        ("rds", {}, "/", "Action=InventThing&Version=2014-10-31", "rds.InventThing"),
        ("sqs", {"X-Amz-Target": "AmazonSQS.InventThing"}, "/", "{}", "sqs.InventThing"),
        ("apigateway", {}, "/v2/inventions", "{}", "apigatewayv2.POST /v2/inventions"),
    ],
)
def test_an_operation_newer_than_localstack_is_named(
    localstack_server: AwsEndpoint, service: str, headers: dict[str, str], path: str, body: str, told: str
) -> None:
    """LocalStack's botocore does not know what the client's does."""
    json = {"Content-Type": "application/x-amz-json-1.1"} if body == "{}" else {}
    request = urllib.request.Request(  # loopback
        localstack_server.endpoint_url + path,
        data=body.encode(),
        headers={"Authorization": SIGNATURE.format(service), **json, **headers},
    )

    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)

    with caught.value as answer:
        assert (answer.status, told in answer.read().decode()) == (501, True)


def test_a_security_group_is_deleted_by_id_and_by_name(localstack_server: AwsEndpoint) -> None:
    """The id counts where both are given; a name is looked for in the default VPC only, as on AWS."""
    ec2 = client(localstack_server, "ec2")
    vpc = ec2.create_vpc(CidrBlock="10.77.0.0/16")["Vpc"]["VpcId"]
    given = {"GroupName": "stackrig-web", "Description": "of a test"}
    inner, outer = (ec2.create_security_group(**given, **where)["GroupId"] for where in ({"VpcId": vpc}, {}))

    ec2.delete_security_group(GroupName="stackrig-web")
    with pytest.raises(ClientError, match="'stackrig-web' does not exist in default VPC 'vpc-") as caught:
        ec2.delete_security_group(GroupName="stackrig-web")
    ec2.delete_security_group(GroupId=inner, GroupName="stackrig-web")

    assert caught.value.response["Error"]["Code"] == "InvalidGroup.NotFound"
    named = [{"Name": "group-name", "Values": ["stackrig-web"]}]
    assert ec2.describe_security_groups(Filters=named)["SecurityGroups"] == []
    with pytest.raises(ClientError, match=outer):
        ec2.delete_security_group(GroupId=outer)
    ec2.delete_vpc(VpcId=vpc)


def test_a_public_parameter_that_describes_an_image_is_json(localstack_server: AwsEndpoint) -> None:
    """As on AWS its value is a text, and each member of it is a parameter of its own."""
    ssm, recommended = client(localstack_server, "ssm"), "/aws/service/ecs/optimized-ami/amazon-linux-2/recommended"

    described = ssm.get_parameter(Name=recommended)["Parameter"]["Value"]

    image = ssm.get_parameter(Name=f"{recommended}/image_id")["Parameter"]["Value"]
    assert json.loads(described)["image_id"] == image
    assert image.startswith("ami-")


@pytest.mark.gate
def test_resources_come_and_go_side_by_side(localstack_server: AwsEndpoint) -> None:
    """Moto's tables have no locks: sixteen networks, made and deleted at once, get no error and leave nothing."""
    ec2 = client(localstack_server, "ec2")

    def whole_life(number: int) -> str:
        vpc: str = ec2.create_vpc(CidrBlock=f"10.{number}.0.0/16")["Vpc"]["VpcId"]
        names = [f"side-{number}-{part}" for part in range(4)]
        groups = [ec2.create_security_group(GroupName=name, Description="d", VpcId=vpc)["GroupId"] for name in names]
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.{number}.1.0/24")["Subnet"]["SubnetId"]
        for group in groups:
            ec2.describe_security_groups()
            ec2.delete_security_group(GroupId=group)
        ec2.delete_subnet(SubnetId=subnet)
        ec2.delete_vpc(VpcId=vpc)
        return vpc

    with ThreadPoolExecutor(16) as threads:
        made = set(threads.map(whole_life, range(100, 148)))

    assert made.isdisjoint(item["VpcId"] for item in ec2.describe_vpcs()["Vpcs"])
