"""Five services behind one HTTP API, 40 resources: a program for `invoke bench --loop`, of the size that many have."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import pulumi_aws as aws

SERVICES = ("carts", "mails", "orders", "prices", "stock")


def market(_postgres: Mapping[str, Any]) -> Callable[[], None]:
    """Return the program; the rig's database has no part in it."""
    return program


def program() -> None:
    """Declare what the services share, then each service."""
    role = aws.iam.Role("services", assume_role_policy=policy("sts:AssumeRole", Service="lambda.amazonaws.com"))
    aws.iam.RolePolicy("services", role=role.id, policy=policy("dynamodb:*", "sqs:*", "logs:*"))
    events = aws.sns.Topic("events")
    api = aws.apigatewayv2.Api("market", protocol_type="HTTP")
    aws.apigatewayv2.Stage("market", api_id=api.id, name="$default", auto_deploy=True)
    for name in SERVICES:
        declare_service(name, role, api)
    pulumi.export("url", api.api_endpoint)
    pulumi.export("events", events.arn)


def policy(*actions: str, **principal: str) -> str:
    """Return a policy that allows actions, of a principal or on everything."""
    about = {"Principal": principal} if principal else {"Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), **about}]})


def declare_service(name: str, role: aws.iam.Role, api: aws.apigatewayv2.Api) -> None:
    """Declare a service: a table, a queue, a function with its log, and a route of the API."""
    table = aws.dynamodb.Table(
        name, billing_mode="PAY_PER_REQUEST", hash_key="id", attributes=[{"name": "id", "type": "S"}]
    )
    queue = aws.sqs.Queue(name)
    function = aws.lambda_.Function(
        name,
        runtime="python3.12",
        handler="entries.handle",
        code=pulumi.FileArchive("services"),
        role=role.arn,
        timeout=10,
        environment={"variables": {"TABLE": table.name, "QUEUE": queue.url}},
    )
    aws.cloudwatch.LogGroup(name, name=function.name.apply("/aws/lambda/{}".format))
    aws.lambda_.Permission(
        name, action="lambda:InvokeFunction", function=function.name, principal="apigateway.amazonaws.com"
    )
    integration = aws.apigatewayv2.Integration(
        name,
        api_id=api.id,
        integration_type="AWS_PROXY",
        integration_uri=function.invoke_arn,
        payload_format_version="2.0",
    )
    target = integration.id.apply("integrations/{}".format)
    aws.apigatewayv2.Route(name, api_id=api.id, route_key=f"ANY /{name}/{{id}}", target=target)
