"""Albums over HTTP: API Gateway, a Lambda function in a VPC and a PostgreSQL database in RDS."""

import json
from pathlib import Path

import pulumi
import pulumi_aws as aws

HERE = Path(__file__).parent

config = pulumi.Config()
libraries = Path(config.require("libraries"))  # what `pip install --target` has put there
zone = config.get("zone") or "Europe/Vienna"

vpc = aws.ec2.Vpc("main", cidr_block="10.20.0.0/16", enable_dns_hostnames=True)
subnets = [
    aws.ec2.Subnet(f"private-{letter}", vpc_id=vpc.id, cidr_block=block, availability_zone=f"us-east-1{letter}")
    for letter, block in (("a", "10.20.1.0/24"), ("b", "10.20.2.0/24"))
]
subnet_ids = [subnet.id for subnet in subnets]
callers = aws.ec2.SecurityGroup("function", vpc_id=vpc.id)
access = aws.ec2.SecurityGroup(
    "database",
    vpc_id=vpc.id,
    ingress=[{"protocol": "tcp", "from_port": 5432, "to_port": 5432, "security_groups": [callers.id]}],
)

database = aws.rds.Instance(
    "albums",
    engine="postgres",
    engine_version="16.4",
    instance_class="db.t4g.micro",
    allocated_storage=20,
    db_name="albums",
    username="albums",
    manage_master_user_password=True,
    db_subnet_group_name=aws.rds.SubnetGroup("albums", subnet_ids=subnet_ids).name,
    vpc_security_group_ids=[access.id],
    parameter_group_name=aws.rds.ParameterGroup(
        "albums",
        family="postgres16",
        parameters=[{"name": "timezone", "value": zone}, {"name": "rds.force_ssl", "value": "1"}],
    ).name,
    skip_final_snapshot=True,
)
secret_arn = database.master_user_secrets.apply(lambda secrets: secrets[0]["secret_arn"])

role = aws.iam.Role(
    "albums",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"Service": "lambda.amazonaws.com"},
                }
            ],
        }
    ),
)
for name in ("AWSLambdaBasicExecutionRole", "AWSLambdaVPCAccessExecutionRole"):
    aws.iam.RolePolicyAttachment(name, role=role.name, policy_arn=f"arn:aws:iam::aws:policy/service-role/{name}")
may_read = aws.iam.RolePolicy(
    "secret",
    role=role.id,
    policy=secret_arn.apply(
        lambda arn: json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": arn}],
            }
        )
    ),
)
packages = {path.name: pulumi.FileArchive(str(path)) for path in sorted(libraries.iterdir())}
function = aws.lambda_.Function(
    "albums",
    runtime="python3.12",
    handler="albums.handler",
    code=pulumi.AssetArchive({"albums.py": pulumi.FileAsset(str(HERE / "handler" / "albums.py")), **packages}),
    role=role.arn,
    timeout=20,
    vpc_config={"subnet_ids": subnet_ids, "security_group_ids": [callers.id]},
    environment={
        "variables": {
            "DB_HOST": database.address,
            "DB_PORT": database.port.apply(str),
            "DB_NAME": database.db_name,
            "SECRET_ARN": secret_arn,
        }
    },
    opts=pulumi.ResourceOptions(depends_on=[may_read]),
)

api = aws.apigateway.RestApi("albums")
albums = aws.apigateway.Resource("albums", rest_api=api.id, parent_id=api.root_resource_id, path_part="albums")
method = aws.apigateway.Method(
    "albums", rest_api=api.id, resource_id=albums.id, http_method="ANY", authorization="NONE"
)
integration = aws.apigateway.Integration(
    "albums",
    rest_api=api.id,
    resource_id=albums.id,
    http_method=method.http_method,
    type="AWS_PROXY",
    integration_http_method="POST",
    uri=function.invoke_arn,
)
aws.lambda_.Permission(
    "api",
    action="lambda:InvokeFunction",
    function=function.name,
    principal="apigateway.amazonaws.com",
    source_arn=pulumi.Output.concat(api.execution_arn, "/*/*"),
)
deployment = aws.apigateway.Deployment("albums", rest_api=api.id, opts=pulumi.ResourceOptions(depends_on=[integration]))
stage = aws.apigateway.Stage("v1", rest_api=api.id, deployment=deployment.id, stage_name="v1")

pulumi.export("url", stage.invoke_url)
pulumi.export("endpoint", database.endpoint)
pulumi.export("address", database.address)
pulumi.export("port", database.port)
