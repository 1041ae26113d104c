"""The Pulumi program of the Chinook API: a secret with the connection, a Lambda function, a REST API in front of it."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws
import yaml

from stackrig.deployment.python_archives import python_archive

FOLDER = Path(__file__).parent
PYTHON = "3.12"
# All that pg8000 needs, pinned: the archive is the same on every machine and day. All of it is pure Python.
LIBRARIES = ["pg8000==1.31.5", "asn1crypto==1.5.1", "python-dateutil==2.9.0.post0", "scramp==1.4.6", "six==1.17.0"]


def api_program(postgres: Mapping[str, object]) -> Callable[[], None]:
    """Return the program that serves the database of a postgres handle.

    The program exports `domain` (host and stage of the API, without https://), `url`, `rest_api_id`, `function_name`
    and `secret_arn`.
    """

    def program() -> None:
        secret = connection_secret(postgres)
        function = api_function(secret)
        api, stage = rest_api(function)
        pulumi.export("domain", stage.invoke_url.apply(lambda url: url.removeprefix("https://")))
        pulumi.export("url", stage.invoke_url)
        pulumi.export("rest_api_id", api.id)
        pulumi.export("function_name", function.name)
        pulumi.export("secret_arn", secret.arn)

    return program


def connection_secret(postgres: Mapping[str, object]) -> aws.secretsmanager.Secret:
    """Declare the secret that tells the function how to reach the database."""
    connection = {
        "engine": "postgres",
        "host": postgres["container_name"],
        "port": postgres["container_port"],
        "username": postgres["username"],
        "password": postgres["password"],
        "database": postgres["database"],
    }
    secret = aws.secretsmanager.Secret("connection", recovery_window_in_days=0)
    aws.secretsmanager.SecretVersion("connection", secret_id=secret.id, secret_string=json.dumps(connection))
    return secret


def api_function(secret: aws.secretsmanager.Secret) -> aws.lambda_.Function:
    """Declare the function with its role and its log group."""
    function = aws.lambda_.Function(
        "api",
        runtime=f"python{PYTHON}",
        handler="handler.handle",
        code=function_archive(),
        role=function_role(secret).arn,
        timeout=15,
        memory_size=256,
        environment={"variables": {"SECRET_ARN": secret.arn}},
    )
    aws.cloudwatch.LogGroup("api", name=pulumi.Output.concat("/aws/lambda/", function.name), retention_in_days=7)
    return function


def function_archive() -> pulumi.FileArchive:
    """Return the function's code: the handler and the libraries it needs."""
    return python_archive(FOLDER / "handler.py", LIBRARIES, python_version=PYTHON)


def function_role(secret: aws.secretsmanager.Secret) -> aws.iam.Role:
    """Declare a role that lets the function read the secret and write its logs."""
    trust = aws.iam.get_policy_document(
        statements=[
            {
                "actions": ["sts:AssumeRole"],
                "principals": [{"type": "Service", "identifiers": ["lambda.amazonaws.com"]}],
            }
        ]
    )
    rights = aws.iam.get_policy_document_output(
        statements=secret.arn.apply(
            lambda arn: [
                {"actions": ["secretsmanager:GetSecretValue"], "resources": [arn]},
                {"actions": ["logs:CreateLogStream", "logs:PutLogEvents"], "resources": ["arn:aws:logs:*:*:*"]},
            ]
        )
    )
    role = aws.iam.Role("api", assume_role_policy=trust.json)
    aws.iam.RolePolicy("api", role=role.id, policy=rights.json)
    return role


def rest_api(function: aws.lambda_.Function) -> tuple[aws.apigateway.RestApi, aws.apigateway.Stage]:
    """Declare the REST API of openapi.yaml, its deployment (anew whenever the document changes) and its stage."""
    document = yaml.safe_load((FOLDER / "openapi.yaml").read_text(encoding="utf-8"))
    body = function.invoke_arn.apply(lambda uri: json.dumps(integrate(document, uri)))
    api = aws.apigateway.RestApi("chinook", body=body)
    aws.lambda_.Permission(
        "api",
        action="lambda:InvokeFunction",
        function=function.name,
        principal="apigateway.amazonaws.com",
        source_arn=pulumi.Output.concat(api.execution_arn, "/*"),
    )
    deployment = aws.apigateway.Deployment(
        "chinook",
        rest_api=api.id,
        triggers={"body": body.apply(lambda text: hashlib.sha256(text.encode()).hexdigest())},
        opts=pulumi.ResourceOptions(depends_on=[api]),
    )
    return api, aws.apigateway.Stage("chinook", rest_api=api.id, deployment=deployment.id, stage_name="v1")


def integrate(document: Mapping[str, Any], uri: str) -> dict[str, Any]:
    """Return the document with every request going to the function: its own paths and methods and all others.

    The function answers the others with 404 and 405, where API Gateway would answer 403.
    """
    integration = {
        "x-amazon-apigateway-integration": {
            "type": "aws_proxy",
            "httpMethod": "POST",
            "uri": uri,
            "passthroughBehavior": "when_no_match",
        }
    }
    anything = {"x-amazon-apigateway-any-method": {"responses": {}, **integration}}
    paths = {
        path: {method: {**operation, **integration} for method, operation in operations.items()} | anything
        for path, operations in document["paths"].items()
    }
    return {**document, "paths": {"/": anything, **paths, "/{rest+}": anything}}
