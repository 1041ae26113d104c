"""Components of awsx and aws-apigateway: their children, their outputs, and what they do on LocalStack."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest
import requests

from stackrig.deployment.components.subnets import Block, Layout
from stackrig.deployment.program_folders import read_program_folder
from stackrig.deployment.stacks import Deployment, deploy_stack, destroy_stack
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession, new_account
from stackrig.errors import DeployError
from stackrig.loopback import loopback_names
from stackrig.settings import Settings
from stackrig.urls import to_localstack_url

awsx = pytest.importorskip("pulumi_awsx", reason="pulumi-awsx is not installed: it needs newer SDKs than these")
apigateway = pytest.importorskip("pulumi_aws_apigateway", reason="pulumi-aws-apigateway is not installed")

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)
HANDLER = """
import json
def handler(event, context):
    who = event["requestContext"].get("authorizer")
    return {"statusCode": 200, "body": json.dumps({"path": event["path"], "who": who})}
def check(event, context):
    effect = "Allow" if event["authorizationToken"] == "let-me-in" else "Deny"
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": event["methodArn"]}
    return {"principalId": "ada", "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}}
"""


NOTHING = {
    "x-amazon-apigateway-integration": {
        "type": "mock",
        "requestTemplates": {"application/json": '{"statusCode": 204}'},
        "responses": {"default": {"statusCode": "204"}},
    },
    "responses": {"204": {"description": "nothing"}},
}
MOCK = {"swagger": "2.0", "paths": {"/mock": {"get": NOTHING}}}
# As the real component names them; the eight digits begin the SHA-1 of GET/albums, */secret and get:/site/.
REST_API = [
    "apigateway/deployment:Deployment::shop",
    "apigateway/restApi:RestApi::shop",
    "apigateway/stage:Stage::shop",
    "iam/role:Role::by-token-authorizer-role",
    "iam/role:Role::shop7fc65ca9",
    "iam/rolePolicy:RolePolicy::by-token-invocation-policy",
    "iam/rolePolicyAttachment:RolePolicyAttachment::shop7fc65ca9",
    "lambda/permission:Permission::shop-946f34d2",
    "lambda/permission:Permission::shop-fc18b805",
    "s3/bucket:Bucket::shop",
    "s3/bucketObject:BucketObject::shop7fc65ca9/index.html",
    "s3/bucketObject:BucketObject::shop7fc65ca9/style/main.css",
]


@dataclass(frozen=True)
class Place:
    """A project with an account of LocalStack that nothing has used yet."""

    settings: Settings
    endpoint: AwsEndpoint

    def deploy(self, program: Callable[[], object]) -> Deployment:
        return deploy_stack(self.settings, program, localstack=self.endpoint)

    def client(self, service: str) -> Any:
        return EndpointSession(self.endpoint).client(service)

    def get(self, url: str, **headers: str) -> requests.Response:
        with loopback_names():
            return requests.get(to_localstack_url(url, self.endpoint.port), headers=headers, timeout=60)


@pytest.fixture
def place(localstack_server: AwsEndpoint, tmp_path: Path) -> Place:
    endpoint = replace(localstack_server, access_key=new_account(localstack_server).account_id)
    return Place(Settings(root=tmp_path, project="parts", deploy_engine="inprocess"), endpoint)


def resources_of(deployment: Deployment) -> dict[str, dict[str, Any]]:
    """Return the resources of a deployment's state by URN, without project and stack."""
    found = json.loads(deployment.state_file.read_text())["resources"]
    return {item["urn"].split("::", 2)[2]: item for item in found if "pulumi:providers" not in item["urn"]}


def children_of(deployment: Deployment, component: str) -> list[str]:
    """Return the resources of the AWS package below a component, in order: the rest of the types, and the name."""
    inside = f"{component}$aws:"
    return sorted(name.removeprefix(inside) for name in resources_of(deployment) if name.startswith(inside))


def function(name: str, handler: str) -> aws.lambda_.Function:
    role = aws.iam.Role(f"{name}-role", assume_role_policy=TRUST)
    code = pulumi.AssetArchive({"app.py": pulumi.StringAsset(HANDLER)})
    return aws.lambda_.Function(name, role=role.arn, runtime="python3.12", handler=f"app.{handler}", code=code)


def test_a_rest_api_answers_by_its_functions_and_files(place: Place) -> None:
    """Each kind of route answers, the children are those of the real component, and nothing is left at the end."""
    site = place.settings.root / "site"
    (site / "style").mkdir(parents=True)
    (site / "index.html").write_text("<h1>albums</h1>")
    (site / "style" / "main.css").write_text("h1 {}")

    def program() -> None:
        albums, check = function("albums", "handler"), function("check", "check")
        authorizer = {
            "authorizerName": "by-token",
            "parameterName": "Authorization",
            "authType": "oauth2",
            "type": "token",
            "handler": check,
        }
        api = apigateway.RestAPI(
            "shop",
            routes=[
                {"path": "/albums", "method": "GET", "eventHandler": albums},
                {"path": "secret", "method": "ANY", "eventHandler": albums, "authorizers": [authorizer]},
                {"path": "/site", "localPath": "site"},
                {"path": "/mock", "method": "GET", "data": NOTHING},
            ],
            stage_name="v1",
        )
        pulumi.export("url", api.url)
        pulumi.export("name", api.api.name)
        pulumi.export("stage", api.stage.stage_name)

    first = place.deploy(program)

    url = first.outputs["url"]
    assert (first.outputs["name"], first.outputs["stage"]) == ("shop", "v1")
    assert place.get(f"{url}albums").json()["path"] == "/albums"
    assert place.get(f"{url}secret", Authorization="let-me-in").json()["who"]["principalId"] == "ada"
    assert place.get(f"{url}secret", Authorization="go away").status_code == 404
    assert place.get(f"{url}nothing").json() == {"message": "404 Not found"}
    assert place.get(f"{url}site/").text == "<h1>albums</h1>"
    assert place.get(f"{url}site/style/main.css").text == "h1 {}"
    assert place.get(f"{url}mock").status_code == 204
    assert children_of(first, "aws-apigateway:index:RestAPI") == REST_API
    assert place.deploy(program).same == first.created
    destroy_stack(first, localstack=place.endpoint)
    assert place.client("apigateway").get_rest_apis()["items"] == []
    assert place.client("iam").list_roles()["Roles"] == []


VPC = [
    "ec2/vpc:Vpc$aws:ec2/internetGateway:InternetGateway::net",
    "ec2/vpc:Vpc$aws:ec2/subnet:Subnet$aws:ec2/eip:Eip::net-1",
    "ec2/vpc:Vpc$aws:ec2/subnet:Subnet$aws:ec2/natGateway:NatGateway::net-1",
    *(
        f"ec2/vpc:Vpc$aws:ec2/subnet:Subnet$aws:ec2/routeTable:RouteTable{rest}::net-{kind}-{number}"
        for rest in ("", "$aws:ec2/route:Route", "$aws:ec2/routeTableAssociation:RouteTableAssociation")
        for kind in ("private", "public")
        for number in (1, 2)
    ),
    *(f"ec2/vpc:Vpc$aws:ec2/subnet:Subnet::net-{kind}-{number}" for kind in ("private", "public") for number in (1, 2)),
    "ec2/vpc:Vpc::net",
]


def test_a_vpc_has_the_subnets_gateways_and_routes_of_the_real_one(place: Place) -> None:
    """Its children and outputs are those of awsx, others may depend on it, and nothing is left at the end."""

    def program() -> None:
        vpc = awsx.ec2.Vpc("net", number_of_availability_zones=2, nat_gateways={"strategy": "Single"}, tags={"a": "b"})
        pulumi.export("layout", vpc.subnet_layout)
        pulumi.export("private", vpc.private_subnet_ids)
        pulumi.export("public", vpc.public_subnet_ids)
        pulumi.export("block", vpc.vpc.cidr_block)
        aws.ec2.SecurityGroup("web", vpc_id=vpc.vpc_id, opts=pulumi.ResourceOptions(depends_on=[vpc]))

    first = place.deploy(program)

    assert children_of(first, "awsx:ec2:Vpc") == sorted(VPC)
    assert first.outputs["block"] == "10.0.0.0/16"
    kinds = ["Private", "Unused", "Private"]  # the real component, too, takes the first two subnets for one zone's
    assert first.outputs["layout"] == [{"type": kind, "cidrMask": 18} for kind in kinds]
    ec2 = place.client("ec2")
    found = {item["SubnetId"]: item for item in ec2.describe_subnets()["Subnets"]}
    blocks = [found[name]["CidrBlock"] for name in (*first.outputs["private"], *first.outputs["public"])]
    assert blocks == ["10.0.0.0/18", "10.0.128.0/18", "10.0.64.0/19", "10.0.192.0/19"]
    public = found[first.outputs["public"][0]]
    assert public["MapPublicIpOnLaunch"]
    tags = {tag["Key"]: tag["Value"] for tag in public["Tags"]}
    assert tags == {"Name": "net-public-1", "SubnetType": "Public", "a": "b"}
    assert place.deploy(program).same == first.created
    destroy_stack(first, localstack=place.endpoint)
    assert [vpc for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]] == []


@pytest.mark.parametrize(
    ("block", "specs", "blocks"),
    [  # cases of awsx's own table, awsx/ec2/knownWorkingSubnets.ts, for one zone
        ("10.0.0.0/18", "Isolated:22 Public:21", "10.0.0.0/21 10.0.8.0/22"),
        ("10.0.0.0/17", "Private:18", "10.0.0.0/18"),
        ("10.0.0.0/16", "Isolated:27 Public:27 Isolated:17", "10.0.0.0/27 10.0.0.32/27 10.0.128.32/17"),
        ("10.0.0.0/17", "Public:25 Isolated:27", "10.0.0.0/25 10.0.0.128/27"),
    ],
)
def test_the_legacy_strategy_divides_a_vpc_as_awsx_does(block: str, specs: str, blocks: str) -> None:
    """Private subnets come first, then public and isolated ones, each behind the one before."""
    pairs = (spec.split(":") for spec in specs.split())
    given = [{"type": kind, "cidrMask": int(mask)} for kind, mask in pairs]

    subnets = Layout("net", Block.read(block), ["us-east-1a"], given, None, by_zone=False).legacy()

    assert [str(subnet.block) for subnet in subnets] == blocks.split()


def test_the_auto_strategy_divides_each_zone_evenly() -> None:
    """Subnets of a zone follow each other in the program's order, and names may end as the zone does."""
    specs: list[dict[str, Any]] = [
        {"type": "Public"},
        {"type": "Private", "name": "app"},
        {"type": "Isolated", "cidrMask": 24},
    ]
    layout = Layout("net", Block.read("10.0.0.0/16"), ["eu-west-1a", "eu-west-1b"], specs, None, by_zone=True)

    found = [(subnet.name, subnet.tag, str(subnet.block)) for subnet in layout.even()]

    assert found == [
        ("net-public-1", "net-public-1a", "10.0.0.0/19"),
        ("net-app-1", "net-app-1a", "10.0.32.0/19"),
        ("net-isolated-1", "net-isolated-1a", "10.0.64.0/24"),
        ("net-public-2", "net-public-1b", "10.0.128.0/19"),
        ("net-app-2", "net-app-1b", "10.0.160.0/19"),
        ("net-isolated-2", "net-isolated-1b", "10.0.192.0/24"),
    ]


def test_the_default_vpc_is_looked_up(place: Place) -> None:
    """The component has no children, and its outputs are the account's own network."""

    def program() -> None:
        vpc = awsx.ec2.DefaultVpc("net")
        pulumi.export("vpc", vpc.vpc_id)
        pulumi.export("public", vpc.public_subnet_ids)

    first = place.deploy(program)

    ec2 = place.client("ec2")
    (default,) = (vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"] if vpc["IsDefault"])
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [default]}])["Subnets"]
    assert (first.created, first.outputs["vpc"]) == (0, default)
    assert sorted(first.outputs["public"]) == sorted(item["SubnetId"] for item in subnets)


def fail(place: Place, program: Callable[[], object]) -> str:
    with pytest.raises(DeployError) as caught:
        place.deploy(program)
    return caught.value.report()


def test_inputs_that_contradict_each_other_fail_before_anything_is_made(place: Place) -> None:
    """The error names the component and the line of the program."""
    specs = [{"type": "Public", "cidrMask": 20}, {"type": "Public", "cidrMask": 20}]

    report = fail(place, lambda: awsx.ec2.Vpc("net", subnet_strategy="Auto", subnet_specs=specs))

    assert "awsx:ec2:Vpc 'net' could not be deployed: several subnets have the type public: give each" in report
    assert __file__ in report


def test_a_synced_folder_is_the_objects_of_its_files(place: Place) -> None:
    """Each file is an object with its type, hidden ones are left out, and a second deployment changes nothing."""
    site = place.settings.root / "www"
    (site / "css").mkdir(parents=True)
    for name in ("index.html", "css/main.css", ".hidden", "notes.unknown"):
        (site / name).write_text(name)

    def program() -> None:
        bucket = aws.s3.Bucket("site", bucket="site")
        inputs = {"path": "www", "bucketName": bucket.bucket, "acl": "private"}
        pulumi.ComponentResource("synced-folder:index:S3BucketFolder", "files", inputs, None, remote=True)

    first = place.deploy(program)

    s3 = place.client("s3")
    types = {item["Key"]: s3.head_object(Bucket="site", Key=item["Key"])["ContentType"] for item in _objects(s3)}
    assert types == {"index.html": "text/html", "css/main.css": "text/css", "notes.unknown": "text/plain"}
    names = children_of(first, "synced-folder:index:S3BucketFolder")
    assert [name.rpartition("::")[2] for name in names] == [
        "files-css/main.css",
        "files-index.html",
        "files-notes.unknown",
    ]
    assert place.deploy(program).same == first.created == 4
    destroy_stack(first, localstack=place.endpoint)
    assert s3.list_buckets()["Buckets"] == []


def _objects(s3: Any) -> list[dict[str, Any]]:
    return list(s3.list_objects_v2(Bucket="site")["Contents"])


BALANCED = [
    "cloudwatch/logGroup:LogGroup::web",
    "ec2/securityGroup:SecurityGroup::front",
    "ec2/securityGroup:SecurityGroup::web-sg",
    "ecr/lifecyclePolicy:LifecyclePolicy::images",
    "ecr/repository:Repository::images",
    "ecs/service:Service::web",
    "ecs/taskDefinition:TaskDefinition::web",
    "iam/role:Role::web-execution",
    "iam/role:Role::web-task",
    "iam/rolePolicyAttachment:RolePolicyAttachment::web-execution-9a42f520",
    "lb/listener:Listener::front-0",
    "lb/loadBalancer:LoadBalancer::front",
    "lb/targetGroup:TargetGroup::front",
]


@pytest.mark.gate
def test_a_container_service_has_what_the_real_one_has(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """A service behind a load balancer, with an image of a repository, is made of the children that awsx makes."""
    caplog.set_level(logging.INFO)
    context = place.settings.root / "app"
    context.mkdir()
    (context / "Dockerfile").write_text("FROM scratch")

    def program() -> None:
        repository = awsx.ecr.Repository("Images", force_delete=True)
        image = awsx.ecr.Image("image", repository_url=repository.url, context="app", platform="linux/amd64")
        front = awsx.lb.ApplicationLoadBalancer("front")
        service = awsx.ecs.FargateService(
            "web",
            cluster=aws.ecs.Cluster("cluster").arn,
            assign_public_ip=True,
            continue_before_steady_state=True,
            task_definition_args={
                "container": {
                    "name": "app",
                    "image": image.image_uri,
                    "cpu": 512,
                    "memory": 128,
                    "essential": True,
                    "environment": [{"name": "TOKEN", "value": pulumi.Output.secret("hunter22-token")}],
                    "port_mappings": [{"container_port": 80, "target_group": front.default_target_group}],
                }
            },
        )
        pulumi.export("image", image.image_uri)
        pulumi.export("task", service.task_definition.arn)
        pulumi.export("dns", front.load_balancer.dns_name)

    first = place.deploy(program)

    children = (name for name in resources_of(first) if name.startswith("awsx:") and "$aws:" in name)
    assert sorted(name.rpartition("aws:")[2] for name in children) == BALANCED
    described = place.client("ecs").describe_task_definition(taskDefinition=first.outputs["task"])["taskDefinition"]
    assert (described["cpu"], described["memory"]) == ("512", "1024")
    (container,) = described["containerDefinitions"]
    assert container["image"] == first.outputs["image"]
    assert container["logConfiguration"]["options"]["awslogs-stream-prefix"] == "app"
    assert "1 docker-build:index:Image" in caplog.text
    assert "hunter22" not in caplog.text
    assert place.deploy(program).same == first.created
    (context / "Dockerfile").write_text("FROM scratch\nLABEL a=b")
    changed = place.deploy(program)
    assert changed.outputs["image"] != first.outputs["image"]
    destroy_stack(changed, localstack=place.endpoint)
    assert place.client("elbv2").describe_load_balancers()["LoadBalancers"] == []
    assert place.client("ecr").describe_repositories()["repositories"] == []


def test_children_follow_the_options_of_their_component(place: Place) -> None:
    """Children use the component's provider and its `protect`, and its transforms change them."""

    def tag(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
        if args.type_ != "aws:ecr/repository:Repository":
            return None
        return pulumi.ResourceTransformResult({**args.props, "tags": {"by": "transform"}}, args.opts)

    def program(protect: bool) -> Callable[[], None]:  # noqa: FBT001
        def declare() -> None:
            ireland = aws.Provider("ireland", region="eu-west-1")
            opts = pulumi.ResourceOptions(provider=ireland, transforms=[tag], protect=protect)
            repository = awsx.ecr.Repository("images", lifecycle_policy={"skip": True}, opts=opts)
            pulumi.export("arn", repository.repository.arn)

        return declare

    first = place.deploy(program(protect=True))

    arn = first.outputs["arn"]
    (made,) = (item for urn, item in resources_of(first).items() if urn.startswith("awsx:ecr:Repository$"))
    assert arn.split(":")[3] == "eu-west-1"
    assert made["outputs"]["tags"] == {"by": "transform"}
    assert made["protect"]
    destroy_stack(place.deploy(program(protect=False)), localstack=place.endpoint)


FOLDER = """
import pulumi
import pulumi_aws as aws
import pulumi_awsx as awsx

bucket = aws.s3.Bucket("site")
inputs = {"path": "www", "bucketName": bucket.bucket, "acl": "private"}
pulumi.ComponentResource("synced-folder:index:S3BucketFolder", "files", inputs, None, remote=True)
repository = awsx.ecr.Repository("images")
command = pulumi.CustomResource("command:local:Command", "list", {"create": "ls www", "stdout": None})
pulumi.export("url", repository.url)
pulumi.export("repository", repository.repository.name)
pulumi.export("files", command.stdout)
"""


def test_a_folder_has_components_and_commands_as_a_function_has(place: Place) -> None:
    """Relative paths start from the program's folder, and references to children are resolved in its process."""
    folder = place.settings.root / "infra"
    (folder / "www").mkdir(parents=True)
    (folder / "www" / "index.html").write_text("hello")
    (folder / "Pulumi.yaml").write_text("name: infra\nruntime: python\n")
    (folder / "__main__.py").write_text(FOLDER)

    first = deploy_stack(place.settings, read_program_folder(folder), localstack=place.endpoint)

    assert first.outputs["files"] == "index.html"
    assert first.outputs["url"].endswith(f"/{first.outputs['repository']}")
    assert "aws:s3/bucketObject:BucketObject::files-index.html" in str(resources_of(first).keys())
    again = deploy_stack(place.settings, read_program_folder(folder), localstack=place.endpoint)
    assert again.same == first.created == 5
    destroy_stack(again, localstack=place.endpoint)
    assert place.client("s3").list_buckets()["Buckets"] == []


@pytest.mark.gate
def test_balancers_trails_and_tasks_on_instances_deploy_again_to_no_effect(place: Place) -> None:
    """Network load balancers with what is attached, trails and services on instances have the real ones' children."""

    def program() -> None:
        front = awsx.lb.NetworkLoadBalancer("front", listeners=[{"port": 80}, {"port": 81}])
        ami = aws.ec2.get_ami(most_recent=True, owners=["amazon"]).id
        instance = aws.ec2.Instance("web", ami=ami, instance_type="t3.micro")
        awsx.lb.TargetGroupAttachment("instance", target_group=front.default_target_group, instance=instance)
        group = aws.lb.TargetGroup("ids", vpc_id=front.vpc_id, port=80, protocol="TCP")
        awsx.lb.TargetGroupAttachment("by-id", target_group_arn=group.arn, instance_id=instance.id)
        functions = aws.lb.TargetGroup("functions", target_type="lambda")
        awsx.lb.TargetGroupAttachment("function", target_group_arn=functions.arn, lambda_=function("albums", "handler"))
        awsx.cloudtrail.Trail("audit", cloud_watch_logs_group={"enable": True})
        awsx.ecs.EC2Service(
            "jobs",
            cluster=aws.ecs.Cluster("cluster").arn,
            continue_before_steady_state=True,
            task_definition_args={
                "network_mode": "bridge",
                "task_role": {"skip": True},
                "log_group": {"skip": True},
                "containers": {"app": {"name": "app", "image": "app", "memory": 128, "essential": True}},
            },
        )
        pulumi.export("listeners", pulumi.Output.all(front.load_balancer.arn, front.vpc_id))

    first = place.deploy(program)

    made = [name for name in resources_of(first) if name.startswith("awsx:") and "$aws:" in name]
    names = sorted(name.removeprefix("awsx:").replace("$aws:", " ") for name in made)
    assert [name.replace("$awsx:ecs:EC2TaskDefinition", "+") for name in names] == [
        "cloudtrail:Trail cloudtrail/trail:Trail::audit",
        "cloudtrail:Trail cloudwatch/logGroup:LogGroup::audit",
        "cloudtrail:Trail iam/role:Role::audit",
        "cloudtrail:Trail s3/bucket:Bucket::audit",
        "cloudtrail:Trail s3/bucketPolicy:BucketPolicy::audit",
        "ecs:EC2Service ecs/service:Service::jobs",
        "ecs:EC2Service+ ecs/taskDefinition:TaskDefinition::jobs",
        "ecs:EC2Service+ iam/role:Role::jobs-execution",
        "ecs:EC2Service+ iam/rolePolicyAttachment:RolePolicyAttachment::jobs-execution-9a42f520",
        "lb:NetworkLoadBalancer lb/listener:Listener::front-0",
        "lb:NetworkLoadBalancer lb/listener:Listener::front-1",
        "lb:NetworkLoadBalancer lb/loadBalancer:LoadBalancer::front",
        "lb:NetworkLoadBalancer lb/targetGroup:TargetGroup::front",
        "lb:TargetGroupAttachment lambda/permission:Permission::function",
        "lb:TargetGroupAttachment lb/targetGroupAttachment:TargetGroupAttachment::by-id",
        "lb:TargetGroupAttachment lb/targetGroupAttachment:TargetGroupAttachment::function",
        "lb:TargetGroupAttachment lb/targetGroupAttachment:TargetGroupAttachment::instance",
    ]
    assert place.deploy(program).same == first.created
    destroy_stack(first, localstack=place.endpoint)
    assert place.client("elbv2").describe_load_balancers()["LoadBalancers"] == []
    assert place.client("cloudtrail").describe_trails()["trailList"] == []


def test_a_rest_api_asks_for_keys_and_hands_requests_on(place: Place) -> None:
    """Targets, keys, required parameters and pools are in the document, and a document may be given whole."""
    pool = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_1"
    users = {"authorizerName": "users", "parameterName": "Authorization", "identitySource": ["method.request.header.A"]}

    def program() -> None:
        inner = apigateway.RestAPI("inner", swagger_string=json.dumps(MOCK))
        api = apigateway.RestAPI(
            "outer",
            routes=[
                {"path": "/inner", "target": {"uri": "http://localhost:1/", "type": "http_proxy"}},
                {
                    "path": "/data",
                    "method": "GET",
                    "eventHandler": function("albums", "handler"),
                    "apiKeyRequired": True,
                    "requestValidator": "PARAMS_ONLY",
                    "requiredParameters": [{"name": "q", "in": "query"}],
                    "authorizers": [{**users, "providerARNs": [pool], "methodsToAuthorize": ["read"]}],
                },
            ],
            request_validator="ALL",
        )
        pulumi.export("inner", inner.url)
        pulumi.export("id", api.api.id)

    first = place.deploy(program)

    assert place.get(f"{first.outputs['inner']}mock").status_code == 204
    gateway = place.client("apigateway")
    resources = gateway.get_resources(restApiId=first.outputs["id"], embed=["methods"])["items"]
    methods = {item["path"]: item.get("resourceMethods", {}) for item in resources}
    assert set(methods) == {"/", "/inner", "/inner/{proxy+}", "/data"}
    proxied = methods["/inner/{proxy+}"]["ANY"]["methodIntegration"]
    assert (proxied["type"], proxied["uri"]) == ("HTTP_PROXY", "http://localhost:1/{proxy}")
    assert methods["/data"]["GET"]["apiKeyRequired"]
    (authorizer,) = gateway.get_authorizers(restApiId=first.outputs["id"])["items"]
    assert (authorizer["name"], authorizer["providerARNs"]) == ("users", [pool])
    assert place.deploy(program).same == first.created
    destroy_stack(first, localstack=place.endpoint)
