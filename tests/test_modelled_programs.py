"""Programs of strangers' kind, most of which emulators only model: deployed, changed and destroyed without a rest."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jmespath  # type: ignore[import-untyped]
import pytest

from stackrig.deployment.stacks import Deployment, deploy_stack, destroy_stack
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import AwsAccount, new_account
from stackrig.settings import Settings
from stackrig.waiting import wait_until
from tests.test_programs import (
    ENGINES,
    KILLED,
    PROGRAMS,
    SECONDS,
    check_outputs,
    needs_cli,
    needs_pulumi_aws_7,
    program_of,
)

Outputs = Mapping[str, Any]

pytestmark = needs_pulumi_aws_7


@dataclass(frozen=True)
class Case:
    """A program: what its outputs look like, what is changed, and how many resources it then makes and changes."""

    name: str
    outputs: Mapping[str, str]
    use: Callable[[AwsAccount, Outputs], None]
    change: Mapping[str, object]
    made: tuple[int, int, int]  # created, updated and replaced by the change


def leave_by_the_gateway(account: AwsAccount, outputs: Outputs) -> None:
    """The private subnets' way out is the NAT gateway, and their way to S3 the endpoint."""
    ec2 = account.session().client("ec2")
    table = ec2.describe_route_tables(RouteTableIds=[outputs["privateTable"]])["RouteTables"][0]
    assert {"0.0.0.0/0": outputs["nat"]}.items() <= {
        route.get("DestinationCidrBlock"): route.get("NatGatewayId") for route in table["Routes"]
    }.items()
    found = ec2.describe_vpc_endpoints(Filters=[{"Name": "vpc-id", "Values": [outputs["vpc"]]}])["VpcEndpoints"]
    assert {item["VpcEndpointType"] for item in found} == {"Gateway", "Interface"}


def find_the_service(account: AwsAccount, outputs: Outputs) -> None:
    """The service is behind the balancer's target group."""
    session = account.session()
    service = session.client("ecs").describe_services(cluster=outputs["cluster"], services=[outputs["service"]])
    balancer = service["services"][0]["loadBalancers"][0]
    groups = session.client("elbv2").describe_target_groups(TargetGroupArns=[balancer["targetGroupArn"]])
    assert (groups["TargetGroups"][0]["Port"], balancer["containerPort"]) == (8080, 8080)


def read_the_page(account: AwsAccount, outputs: Outputs) -> None:
    """The page is in the bucket, and the distribution leads there under both names."""
    session = account.session()
    page = session.client("s3").get_object(Bucket=outputs["bucket"], Key="index.html")["Body"].read()
    site = session.client("cloudfront").get_distribution(Id=outputs["distribution"])["Distribution"]
    config = site["DistributionConfig"]
    assert page.decode() == f"<h1>{config['Comment']}</h1>"
    assert config["Aliases"]["Items"] == ["shop.example", "www.shop.example"]


def look_at_the_machine(account: AwsAccount, outputs: Outputs) -> None:
    """The machine has the image, the key and the address."""
    found = account.session().client("ec2").describe_instances(InstanceIds=[outputs["instance"]])
    machine = found["Reservations"][0]["Instances"][0]
    assert (machine["ImageId"], machine["PublicIpAddress"]) == (outputs["image"], outputs["address"])


def deliver_a_click(account: AwsAccount, outputs: Outputs) -> None:
    """A record of the stream can be read, and one given to the delivery stream ends in the bucket."""
    session = account.session()
    click = json.dumps({"page": "cup"}).encode()
    session.client("kinesis").put_record(StreamName=outputs["stream"], Data=click, PartitionKey="cup")
    session.client("firehose").put_record(DeliveryStreamName=outputs["delivery"], Record={"Data": click})
    s3 = session.client("s3")

    def delivered() -> Any:
        return s3.list_objects_v2(Bucket=outputs["lake"], Prefix="raw/").get("Contents")

    key = wait_until(delivered, what="the delivered record", timeout=SECONDS)[0]["Key"]
    assert json.loads(s3.get_object(Bucket=outputs["lake"], Key=key)["Body"].read()) == {"page": "cup"}


CASES = [
    Case(
        "network",
        {
            "vpc": r"vpc-\w+",
            "private": r'\["subnet-\w+"(, "subnet-\w+")+\]',
            "nat": r"nat-\w+",
            "privateTable": r"rtb-\w+",
        },
        leave_by_the_gateway,
        {"zones": 3},
        (4, 2, 0),
    ),
    Case(
        "web_service",
        {
            "url": r"http://web-\w{7}-1\.us-east-1\.elb\.amazonaws\.com",
            "cluster": r"web-\w{7}",
            "service": r"web-\w{7}",
            "repository": r"\d{12}\.dkr\.ecr\.us-east-1\.amazonaws\.com/web-\w{7}",
        },
        find_the_service,
        {"count": 3, "tag": "1.1"},
        (0, 1, 1),
    ),
    Case(
        "static_site",
        {
            "bucket": r"pages-\w{7}",
            "distribution": r"\w+",
            "domain": r"\w+\.cloudfront\.net",
            "zone": r"\w+",
        },
        read_the_page,
        {"greeting": "Hello"},
        (0, 2, 0),
    ),
    Case(
        "machine",
        {"instance": r"i-\w+", "image": r"ami-\w+", "address": r"[\d.]+"},
        look_at_the_machine,
        {"size": "t3.small"},
        (0, 1, 0),
    ),
    Case(
        "data_pipeline",
        {
            "stream": r"clicks-\w{7}",
            "delivery": r"clicks-\w{7}",
            "database": r"clicks-\w{7}",
            "lake": r"lake-\w{7}",
        },
        deliver_a_click,
        {"retentionHours": 48},
        (0, 1, 0),
    ),
]
# A VPC that a killed run left is not found: nothing tells it from another one. It ends with its emulator.
NAMED = [case for case in CASES if case.name != "network"]
LISTS = {  # operations that list what there is, and where the answer names it
    "acm": {"list_certificates": "CertificateSummaryList[].CertificateArn"},
    "athena": {"list_work_groups": "WorkGroups[].Name"},
    "cloudfront": {"list_distributions": "DistributionList.Items[].Id"},
    "ec2": {
        "describe_addresses": "Addresses[].AllocationId",
        "describe_flow_logs": "FlowLogs[].FlowLogId",
        "describe_instances": "Reservations[].Instances[?State.Name != 'terminated'][].InstanceId",
        "describe_key_pairs": "KeyPairs[].KeyName",
        "describe_nat_gateways": "NatGateways[?State != 'deleted'].NatGatewayId",
        "describe_network_acls": "NetworkAcls[?!IsDefault].NetworkAclId",  # moto leaves the default one of a VPC
        "describe_route_tables": "RouteTables[].RouteTableId",
        "describe_security_groups": "SecurityGroups[].GroupId",
        "describe_subnets": "Subnets[].SubnetId",
        "describe_volumes": "Volumes[].VolumeId",
        "describe_vpc_endpoints": "VpcEndpoints[?State != 'deleted'].VpcEndpointId",
        "describe_vpcs": "Vpcs[].VpcId",
    },
    "ecr": {"describe_repositories": "repositories[].repositoryArn"},
    "ecs": {"list_task_definitions": "taskDefinitionArns"},  # clusters stay listed, as inactive ones
    "elbv2": {
        "describe_load_balancers": "LoadBalancers[].LoadBalancerArn",
        "describe_target_groups": "TargetGroups[].TargetGroupArn",
    },
    "firehose": {"list_delivery_streams": "DeliveryStreamNames"},
    "glue": {
        "get_crawlers": "Crawlers[].Name",
        "get_databases": "DatabaseList[].Name",
        "get_jobs": "Jobs[].Name",
        "get_triggers": "Triggers[].Name",
    },
    "iam": {"list_instance_profiles": "InstanceProfiles[].Arn", "list_roles": "Roles[].Arn"},
    "kinesis": {"list_streams": "StreamNames"},
    "logs": {"describe_log_groups": "logGroups[].arn"},
    "route53": {"list_hosted_zones": "HostedZones[].Id"},
    "s3": {"list_buckets": "Buckets[].Name"},
}


def contents(account: AwsAccount) -> set[str]:
    """Return what there is in an account, of every service the programs use."""
    session = account.session()
    found: set[str] = set()
    for service, lists in LISTS.items():
        client = session.client(service)
        for operation, names in lists.items():
            found |= {f"{service} {name}" for name in jmespath.search(names, getattr(client, operation)()) or ()}
    return found


@pytest.fixture
def account(localstack_server: AwsEndpoint) -> AwsAccount:
    return new_account(localstack_server)


CLI = pytest.param("cli", marks=[pytest.mark.gate, *needs_cli])


LIVING_CASES = [  # one of them in every run, the others in the gate: each type's life has a test of its own
    pytest.param(case, id=case.name, marks=() if case.name == "web_service" else pytest.mark.gate) for case in CASES
]


@pytest.mark.parametrize("engine", ["inprocess", CLI])
@pytest.mark.parametrize("case", LIVING_CASES)
def test_a_programs_whole_life(case: Case, engine: str, account: AwsAccount, tmp_path: Path) -> None:
    """Deployed it is there, again there is nothing to do, a change is that change, destroyed nothing is left."""
    settings = Settings(root=tmp_path, project=case.name, stack="test", deploy_engine=engine)
    before = contents(account)

    def deploy(config: Mapping[str, object]) -> Deployment:
        return deploy_stack(settings, program_of(case.name), localstack=account, config=config)

    first = deploy({})
    check_outputs(case.outputs, first)
    case.use(account, first.outputs)
    again = deploy({})
    assert (again.created, again.updated, again.replaced, again.deleted) == (0, 0, 0, 0)
    assert again.outputs == first.outputs

    changed = deploy(case.change)
    check_outputs(case.outputs, changed)
    assert (changed.created, changed.updated, changed.replaced) == case.made

    destroy_stack(changed, localstack=account)
    assert contents(account) == before


@pytest.mark.gate
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", NAMED, ids=lambda case: case.name)
def test_a_program_killed_in_the_middle(case: Case, engine: str, account: AwsAccount, tmp_path: Path) -> None:
    """Run again after SIGKILL it is whole, and destroyed it leaves nothing of either run."""
    before = contents(account)
    handle = {name: getattr(account, name) for name in ("endpoint_url", "region", "boot_id", "access_key")}
    words = [str(tmp_path), str(PROGRAMS / case.name), engine, json.dumps(handle), "{}"]
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(KILLED), *words], start_new_session=True) as child:
        while contents(account) == before:
            assert child.poll() is None
            time.sleep(0.02)
        os.killpg(child.pid, signal.SIGKILL)

    settings = Settings(root=tmp_path, project=case.name, stack="test", deploy_engine=engine)
    deployment = deploy_stack(settings, program_of(case.name), localstack=account, config={})
    case.use(account, deployment.outputs)
    destroy_stack(deployment, localstack=account)

    assert deployment.created + deployment.same > 0
    assert contents(account) == before
