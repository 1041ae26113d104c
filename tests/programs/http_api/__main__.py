"""Notes of signed-in people: an HTTP API, tokens of a Cognito user pool and a Lambda function."""

import json
from pathlib import Path

import pulumi
import pulumi_aws as aws

HERE = Path(__file__).parent

config = pulumi.Config()
origin = config.get("origin") or "https://notes.example"
has_admin = config.get_bool("admin") or False
region = aws.get_region().region

pool = aws.cognito.UserPool("people")
client = aws.cognito.UserPoolClient(
    "web",
    user_pool_id=pool.id,
    explicit_auth_flows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
)

assume_role = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
role = aws.iam.Role("notes", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [assume_role]}))
function = aws.lambda_.Function(
    "notes",
    runtime="python3.12",
    handler="notes.handler",
    code=pulumi.FileArchive(str(HERE / "handler")),
    role=role.arn,
    timeout=10,
)

api = aws.apigatewayv2.Api(
    "notes",
    protocol_type="HTTP",
    cors_configuration={"allow_origins": [origin], "allow_methods": ["GET"], "allow_headers": ["authorization"]},
)
authorizer = aws.apigatewayv2.Authorizer(
    "people",
    api_id=api.id,
    name="people",
    authorizer_type="JWT",
    identity_sources=["$request.header.Authorization"],
    jwt_configuration={
        "issuer": pool.id.apply(lambda name: f"https://cognito-idp.{region}.amazonaws.com/{name}"),
        "audiences": [client.id],
    },
)
integration = aws.apigatewayv2.Integration(
    "notes",
    api_id=api.id,
    integration_type="AWS_PROXY",
    integration_uri=function.invoke_arn,
    payload_format_version="2.0",
)
target = integration.id.apply(lambda name: f"integrations/{name}")
guard = {"authorization_type": "JWT", "authorizer_id": authorizer.id}
aws.apigatewayv2.Route("health", api_id=api.id, route_key="GET /health", target=target)
aws.apigatewayv2.Route("notes", api_id=api.id, route_key="GET /notes/{id}", target=target, **guard)
if has_admin:
    scopes = {"authorization_scopes": ["notes/admin"]}
    aws.apigatewayv2.Route("admin", api_id=api.id, route_key="GET /admin", target=target, **guard, **scopes)

stage = aws.apigatewayv2.Stage(
    "default", api_id=api.id, name="$default", auto_deploy=True, stage_variables={"origin": origin}
)
aws.lambda_.Permission(
    "api",
    action="lambda:InvokeFunction",
    function=function.name,
    principal="apigateway.amazonaws.com",
    source_arn=pulumi.Output.concat(api.execution_arn, "/*/*"),
)

pulumi.export("url", stage.invoke_url)
pulumi.export("endpoint", api.api_endpoint)
pulumi.export("executionArn", stage.execution_arn)
pulumi.export("pool", pool.id)
pulumi.export("client", client.id)
