"""Orders over HTTP: API Gateway, a Lambda function and a DynamoDB table."""

import hashlib
import json
from pathlib import Path

import pulumi
import pulumi_aws as aws

HERE = Path(__file__).parent

config = pulumi.Config()
page_size = config.get_int("pageSize") or 2
can_delete = config.get_bool("canDelete") or False
tags = {"project": pulumi.get_project(), "stack": pulumi.get_stack()}

table = aws.dynamodb.Table(
    "orders",
    billing_mode="PAY_PER_REQUEST",
    hash_key="id",
    attributes=[
        {"name": "id", "type": "S"},
        {"name": "customer", "type": "S"},
        {"name": "placed", "type": "S"},
    ],
    global_secondary_indexes=[
        {"name": "by-customer", "hash_key": "customer", "range_key": "placed", "projection_type": "ALL"},
    ],
    ttl={"attribute_name": "expires", "enabled": True},
    point_in_time_recovery={"enabled": True},
    tags=tags,
)

assume_role = aws.iam.get_policy_document(
    statements=[
        {
            "actions": ["sts:AssumeRole"],
            "principals": [{"type": "Service", "identifiers": ["lambda.amazonaws.com"]}],
        }
    ]
)
role = aws.iam.Role("orders", assume_role_policy=assume_role.json, tags=tags)
aws.iam.RolePolicyAttachment(
    "orders-logs",
    role=role.name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
)
access = aws.iam.get_policy_document_output(
    statements=[
        {
            "actions": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:Query"],
            "resources": [table.arn, table.arn.apply(lambda arn: f"{arn}/index/*")],
        }
    ]
)
policy = aws.iam.RolePolicy("orders-table", role=role.id, policy=access.json)

function = aws.lambda_.Function(
    "orders",
    runtime="python3.12",
    handler="orders.handler",
    code=pulumi.FileArchive(str(HERE / "handler")),
    role=role.arn,
    timeout=10,
    memory_size=256,
    environment={"variables": {"TABLE": table.name, "PAGE_SIZE": str(page_size)}},
    tags=tags,
    opts=pulumi.ResourceOptions(depends_on=[policy]),
)
aws.cloudwatch.LogGroup("orders", name=function.name.apply(lambda name: f"/aws/lambda/{name}"), retention_in_days=7)

api = aws.apigateway.RestApi("orders", description="Orders", endpoint_configuration={"types": "REGIONAL"}, tags=tags)
orders = aws.apigateway.Resource("orders", rest_api=api.id, parent_id=api.root_resource_id, path_part="orders")
order = aws.apigateway.Resource("order", rest_api=api.id, parent_id=orders.id, path_part="{id}")

routes = {"list": (orders, "GET"), "create": (orders, "POST"), "read": (order, "GET")}
if can_delete:
    routes["delete"] = (order, "DELETE")
integrations = []
for name, (resource, verb) in routes.items():
    method = aws.apigateway.Method(
        name, rest_api=api.id, resource_id=resource.id, http_method=verb, authorization="NONE"
    )
    integrations.append(
        aws.apigateway.Integration(
            name,
            rest_api=api.id,
            resource_id=resource.id,
            http_method=method.http_method,
            type="AWS_PROXY",
            integration_http_method="POST",
            uri=function.invoke_arn,
        )
    )

# Browsers ask first whether they may.
preflight = {"rest_api": api.id, "resource_id": orders.id, "http_method": "OPTIONS"}
cors = {
    "Access-Control-Allow-Origin": "'*'",
    "Access-Control-Allow-Methods": "'GET,POST,OPTIONS'",
    "Access-Control-Allow-Headers": "'Content-Type'",
}
options = aws.apigateway.Method("options", **preflight, authorization="NONE")
mock = aws.apigateway.Integration(
    "options",
    **preflight,
    type="MOCK",
    request_templates={"application/json": json.dumps({"statusCode": 200})},
    opts=pulumi.ResourceOptions(depends_on=[options]),
)
allowed = aws.apigateway.MethodResponse(
    "options",
    **preflight,
    status_code="200",
    response_parameters={f"method.response.header.{header}": True for header in cors},
    opts=pulumi.ResourceOptions(depends_on=[options]),
)
answer = aws.apigateway.IntegrationResponse(
    "options",
    **preflight,
    status_code=allowed.status_code,
    response_parameters={f"method.response.header.{header}": value for header, value in cors.items()},
    opts=pulumi.ResourceOptions(depends_on=[mock]),
)
aws.apigateway.Response(
    "no-such-route",
    rest_api_id=api.id,
    response_type="MISSING_AUTHENTICATION_TOKEN",
    status_code="404",
    response_templates={"application/json": json.dumps({"error": "no such route"})},
)

aws.lambda_.Permission(
    "api",
    action="lambda:InvokeFunction",
    function=function.name,
    principal="apigateway.amazonaws.com",
    source_arn=pulumi.Output.concat(api.execution_arn, "/*/*"),
)
deployment = aws.apigateway.Deployment(
    "orders",
    rest_api=api.id,
    triggers={"routes": hashlib.sha256(json.dumps(sorted(routes)).encode()).hexdigest()},
    opts=pulumi.ResourceOptions(depends_on=[*integrations, answer]),
)
stage = aws.apigateway.Stage(
    "v1", rest_api=api.id, deployment=deployment.id, stage_name="v1", variables={"version": "1"}, tags=tags
)

pulumi.export("url", stage.invoke_url)
pulumi.export("table", table.name)
pulumi.export("function", function.name)
