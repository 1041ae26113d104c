"""What `invoke bench --load` measures, on a real rig."""

import dataclasses
from pathlib import Path

import pytest

from stackrig.commands.bench_load import CONNECTIONS, measure_load
from stackrig.errors import StackrigError
from stackrig.rig.project import teardown, up
from stackrig.rig.record import load_rig
from stackrig.settings import Settings, load_settings

pytestmark = pytest.mark.gate

PROJECT = """
[tool.stackrig]
program = "program:main"
database_image = "embedded"
localstack_image = "embedded"
"""
PROGRAM = """
import json
import pulumi
import pulumi_aws as aws

CODE = "def handler(event, context): return {'statusCode': 200 if event['path'] == '/found' else 404}"
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}


def main(_rig):
    return program


def program():
    role = aws.iam.Role("load", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [TRUST]}))
    function = aws.lambda_.Function(
        "load",
        role=role.arn,
        runtime="python3.12",
        handler="app.handler",
        code=pulumi.AssetArchive({"app.py": pulumi.StringAsset(CODE)}),
    )
    aws.lambda_.Permission(
        "load", action="lambda:InvokeFunction", function=function.name, principal="apigateway.amazonaws.com"
    )
    api = aws.apigateway.RestApi("load", body=function.invoke_arn.apply(document))
    deployment = aws.apigateway.Deployment("load", rest_api=api.id)
    stage = aws.apigateway.Stage("load", rest_api=api.id, deployment=deployment.id, stage_name="dev")
    pulumi.export("url", stage.invoke_url)


def document(uri):
    integration = {"type": "aws_proxy", "httpMethod": "POST", "uri": uri}
    route = {"get": {"responses": {}, "x-amazon-apigateway-integration": integration}}
    return json.dumps({"openapi": "3.0.1", "info": {"title": "load", "version": "1"}, "paths": {"/{any}": route}})
"""
REQUESTS = 24


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a project whose function answers one path only."""
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    return load_settings(tmp_path)


def test_a_rig_under_load_is_measured(settings: Settings) -> None:
    """Each number of connections has its requests, their times and LocalStack's memory; what fails is counted."""
    with pytest.raises(StackrigError, match="no stack is deployed"):
        measure_load(settings)
    up(settings)
    try:
        found = measure_load(dataclasses.replace(settings, request="/found"), requests=REQUESTS)
        missing = measure_load(dataclasses.replace(settings, request="/missing"), requests=3)
    finally:
        teardown(settings)

    rows = {one.name: one.values for one in found}
    assert [len(values) for values in rows["a request"].values()] == [REQUESTS] * len(CONNECTIONS)
    assert set(rows["requests that failed"].values()) == {(0.0,)}
    for column, (p99,) in rows["p99 of a request"].items():
        assert 0 < p99 <= max(rows["a request"][column])
        assert rows["requests a second"][column][0] > 0
        assert rows["LocalStack, resident memory after"][column][0] > 50
    assert {one.name: one.values for one in missing}["requests that failed"]["1 connection"] == (3.0,)
    assert load_rig(settings.root) is None
