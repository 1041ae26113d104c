"""Albums for members: an HTTP API, a Cognito user pool, a Lambda function in a VPC, RDS and a schedule."""

import json
from pathlib import Path

import pulumi
import pulumi_aws as aws

HERE = Path(__file__).parent

config = pulumi.Config()
libraries = Path(config.require("libraries"))  # what `pip install --target` has put there
hour = config.get_int("hour") or 3  # of the nightly job, in UTC
region = aws.get_region().region


def allows(action, resource):
    """Return a policy that allows one action."""
    return pulumi.Output.json_dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": resource}]}
    )


def role_of(service, name):
    """Return a role that a service takes."""
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": f"{service}.amazonaws.com"}}
    return aws.iam.Role(name, assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}))


# --- the network and the database

vpc = aws.ec2.Vpc("main", cidr_block="10.30.0.0/16", enable_dns_hostnames=True)
subnet_ids = [
    aws.ec2.Subnet(f"private-{letter}", vpc_id=vpc.id, cidr_block=block, availability_zone=f"{region}{letter}").id
    for letter, block in (("a", "10.30.1.0/24"), ("b", "10.30.2.0/24"))
]
callers = aws.ec2.SecurityGroup("function", vpc_id=vpc.id)
access = aws.ec2.SecurityGroup(
    "database",
    vpc_id=vpc.id,
    ingress=[{"protocol": "tcp", "from_port": 5432, "to_port": 5432, "security_groups": [callers.id]}],
)
database = aws.rds.Instance(
    "albums",
    engine="postgres",
    instance_class="db.t4g.micro",
    allocated_storage=20,
    db_name="albums",
    username="albums",
    manage_master_user_password=True,
    db_subnet_group_name=aws.rds.SubnetGroup("albums", subnet_ids=subnet_ids).name,
    vpc_security_group_ids=[access.id],
    skip_final_snapshot=True,
)
secret_arn = database.master_user_secrets.apply(lambda secrets: secrets[0]["secret_arn"])

# --- the people

pool = aws.cognito.UserPool(
    "members",
    auto_verified_attributes=["email"],
    password_policy={"minimum_length": 12, "require_lowercase": True, "require_numbers": True},
    schemas=[{"name": "plan", "attribute_data_type": "String", "mutable": True}],
)
server = aws.cognito.ResourceServer(
    "albums",
    user_pool_id=pool.id,
    identifier="albums",
    name="albums",
    scopes=[{"scope_name": name, "scope_description": name} for name in ("read", "write")],
)
client = aws.cognito.UserPoolClient(
    "web",
    user_pool_id=pool.id,
    explicit_auth_flows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    allowed_oauth_flows_user_pool_client=True,
    allowed_oauth_flows=["code"],
    allowed_oauth_scopes=[server.scope_identifiers[0], server.scope_identifiers[1], "openid"],
    callback_urls=["https://albums.example/callback"],
    supported_identity_providers=["COGNITO"],
)

# --- the function

role = role_of("lambda", "function")
for name in ("AWSLambdaBasicExecutionRole", "AWSLambdaVPCAccessExecutionRole"):
    aws.iam.RolePolicyAttachment(name, role=role.name, policy_arn=f"arn:aws:iam::aws:policy/service-role/{name}")
may_read = aws.iam.RolePolicy("secret", role=role.id, policy=allows("secretsmanager:GetSecretValue", secret_arn))
packages = {path.name: pulumi.FileArchive(str(path)) for path in sorted(libraries.iterdir())}
function = aws.lambda_.Function(
    "albums",
    runtime="python3.12",
    handler="albums.handler",
    code=pulumi.AssetArchive({"albums.py": pulumi.FileAsset(str(HERE / "handler" / "albums.py")), **packages}),
    role=role.arn,
    timeout=20,
    vpc_config={"subnet_ids": subnet_ids, "security_group_ids": [callers.id]},
    environment={"variables": {"DB_HOST": database.address, "DB_PORT": database.port.apply(str), "SECRET": secret_arn}},
    opts=pulumi.ResourceOptions(depends_on=[may_read]),
)

# --- every night

timer = role_of("scheduler", "timer")
aws.iam.RolePolicy("timer", role=timer.id, policy=allows("lambda:InvokeFunction", function.arn))
aws.scheduler.Schedule(
    "nightly",
    schedule_expression=f"cron(0 {hour} * * ? *)",
    flexible_time_window={"mode": "OFF"},
    target={"arn": function.arn, "role_arn": timer.arn, "input": json.dumps({"job": "album of the night"})},
)

# --- the API

api = aws.apigatewayv2.Api("albums", protocol_type="HTTP")
authorizer = aws.apigatewayv2.Authorizer(
    "members",
    api_id=api.id,
    name="members",
    authorizer_type="JWT",
    identity_sources=["$request.header.Authorization"],
    jwt_configuration={
        "issuer": pool.id.apply(lambda name: f"https://cognito-idp.{region}.amazonaws.com/{name}"),
        "audiences": [client.id],
    },
)
integration = aws.apigatewayv2.Integration(
    "albums",
    api_id=api.id,
    integration_type="AWS_PROXY",
    integration_uri=function.invoke_arn,
    payload_format_version="2.0",
)
for place, (method, scope) in enumerate((("GET", "read"), ("POST", "write"))):
    aws.apigatewayv2.Route(
        scope,
        api_id=api.id,
        route_key=f"{method} /albums",
        target=integration.id.apply(lambda name: f"integrations/{name}"),
        authorization_type="JWT",
        authorizer_id=authorizer.id,
        authorization_scopes=[server.scope_identifiers[place]],
    )
stage = aws.apigatewayv2.Stage("default", api_id=api.id, name="$default", auto_deploy=True)
aws.lambda_.Permission(
    "api",
    action="lambda:InvokeFunction",
    function=function.name,
    principal="apigateway.amazonaws.com",
    source_arn=pulumi.Output.concat(api.execution_arn, "/*/*"),
)

pulumi.export("url", api.api_endpoint)
pulumi.export("pool", pool.id)
pulumi.export("client", client.id)
