"""A LocalStack records requests to APIs, invocations and calls of services, as long as somebody asks for it."""

import json
from collections.abc import Iterator

import pytest
import requests

from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.emulator.traces import read_records, want_records
from stackrig.reporting.live_trees import live_trees
from stackrig.reporting.span_trees import Node, join_spans
from stackrig.waiting import wait_until
from tests.http_apis import HttpApi, make_api, permit
from tests.lambda_functions import Deploy, Function, deploying
from tests.waiting import PATIENCE

CODE = """
    import os
    import boto3
    def handler(event, context):
        if event == "fail": raise KeyError("album")
        client = boto3.client("secretsmanager")
        try:
            client.get_secret_value(SecretId="nobody-has-it")
        except client.exceptions.ResourceNotFoundException:
            print("looked for it")
        return {"statusCode": 200, "body": os.environ["_X_AMZN_TRACE_ID"]}
    """
READER = "these tests"


@pytest.fixture(scope="module")
def function(aws: EndpointSession) -> Iterator[Function]:
    """Yield a function that both APIs call."""
    for deploy in deploying(aws):
        function = deploy(CODE)
        permit(function)
        yield function


@pytest.fixture(scope="module")
def http_api(aws: EndpointSession, localstack_server: AwsEndpoint, function: Function) -> HttpApi:
    """Return an HTTP API with one route."""
    api = make_api(aws, localstack_server.endpoint_url)
    arn = function.client.get_function(FunctionName=function.name)["Configuration"]["FunctionArn"]
    api.route("GET /look", api.integrate(arn))
    api.stage()
    return api


@pytest.fixture(scope="module")
def rest_address(aws: EndpointSession, localstack_server: AwsEndpoint, function: Function) -> str:
    """Return the address of a stage of a REST API with the path /look."""
    arn = function.client.get_function(FunctionName=function.name)["Configuration"]["FunctionArn"]
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
    served = {"x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": uri}}
    document = {"openapi": "3.0.1", "info": {"title": "shop"}, "paths": {"/look": {"get": served}}}
    client = aws.client("apigateway")
    made = client.import_rest_api(body=json.dumps(document))["id"]
    client.create_deployment(restApiId=made, stageName="dev")
    return f"{localstack_server.endpoint_url}/_aws/execute-api/{made}/dev"


@pytest.fixture
def after(localstack_server: AwsEndpoint) -> Iterator[int]:
    """Have records made during a test; yield the number of the last one before it."""
    assert want_records(localstack_server, READER, 600)
    yield read_records(localstack_server)[1]
    want_records(localstack_server, READER, 0)


def trees(endpoint: AwsEndpoint, after: int) -> list[Node]:
    """Return what was recorded after a number, joined."""
    return join_spans(read_records(endpoint, after)[0])


def test_nothing_is_recorded_unless_asked(localstack_server: AwsEndpoint, http_api: HttpApi, after: int) -> None:
    """Neither before somebody asks nor after the last one has left."""
    want_records(localstack_server, READER, 0)
    http_api.get("/look")

    assert read_records(localstack_server, after)[0] == []


@pytest.mark.parametrize("kind", ["HTTP", "REST"])
def test_a_request_is_followed_to_the_calls_of_its_function(
    localstack_server: AwsEndpoint, http_api: HttpApi, rest_address: str, function: Function, after: int, kind: str
) -> None:
    """By its trace id: the request, the function with its log, and the function's failed call under it."""
    answer = http_api.get("/look?x=1") if kind == "HTTP" else requests.get(f"{rest_address}/look?x=1", timeout=60)
    (request,) = [one for one in trees(localstack_server, after) if one.span.kind == "request"]
    (invocation,) = request.children
    (call,) = invocation.children

    assert request.span.name.endswith("/look?x=1")
    assert (request.span.facts["status"], request.span.facts["api_kind"], request.span.fault) == (200, kind, "")
    assert invocation.span.name == function.name
    assert "looked for it" in invocation.span.facts["log"]
    assert call.span.name == "secretsmanager.GetSecretValue"
    assert call.span.facts["about"] == "nobody-has-it"
    assert call.span.fault.startswith("ResourceNotFoundException: ")
    assert f"Root={request.span.root};Parent={invocation.span.id}" in answer.text


def test_a_failed_invocation_says_why(localstack_server: AwsEndpoint, function: Function, after: int) -> None:
    """The error as the function raised it, below the call that invoked it."""
    assert function("fail").error
    (call,) = [one for one in trees(localstack_server, after) if one.span.name == "lambda.Invoke"]

    assert [one.span.fault for one in call.children] == ["KeyError: 'album'"]


@pytest.mark.parametrize("kind", ["HTTP", "REST"])
def test_a_request_without_a_route_names_those_there_are(
    localstack_server: AwsEndpoint, http_api: HttpApi, rest_address: str, after: int, kind: str
) -> None:
    """A misspelt path is seen at once."""
    if kind == "HTTP":
        http_api.get("/lok")
    else:
        requests.get(f"{rest_address}/lok", timeout=60)
    (request,) = [one.span for one in trees(localstack_server, after) if one.span.kind == "request"]

    assert request.fault == "the API has no such route; it has GET /look"


def test_a_function_without_permission_says_so(
    localstack_server: AwsEndpoint, aws: EndpointSession, deploy: Deploy, after: int
) -> None:
    """The page names a cause from LocalStack's log: the function's policy does not let the API call it."""
    alone = deploy(CODE)
    api = make_api(aws, localstack_server.endpoint_url)
    arn = alone.client.get_function(FunctionName=alone.name)["Configuration"]["FunctionArn"]
    api.route("GET /look", api.integrate(arn))
    api.stage()
    api.get("/look")
    (request,) = [one.span for one in trees(localstack_server, after) if one.span.kind == "request"]

    assert request.facts["status"] == 500
    assert "the function's policy lacks a permission" in request.fault


def test_trees_are_shown_as_soon_as_they_are_complete(
    localstack_server: AwsEndpoint, http_api: HttpApi, function: Function
) -> None:
    """A request with its function, once; then the function that a client invokes, below the client's call."""
    with live_trees(localstack_server, None) as live:
        http_api.get("/look")
        (request,) = wait_until(live.look, what="the request's tree", timeout=PATIENCE)
        function("again")
        (call,) = wait_until(live.look, what="the call's tree", timeout=PATIENCE)
        left = live.look()

    assert [node.span.kind for node in request.walk()] == ["request", "function", "call"]
    assert [node.span.name for node in call.walk()][:2] == ["lambda.Invoke", function.name]
    assert left == []


def test_several_readers_do_not_end_each_others_records(localstack_server: AwsEndpoint, aws: EndpointSession) -> None:
    """Records are made as long as one of them wants some, and each call has what it is about, no other values."""
    want_records(localstack_server, READER, 600)
    want_records(localstack_server, "another", 600)
    want_records(localstack_server, "another", 0)
    _, after = read_records(localstack_server)
    aws.client("secretsmanager").create_secret(Name="their-secret", SecretString="tell-nobody/0815")
    found, _ = read_records(localstack_server, after)
    want_records(localstack_server, READER, 0)

    (created,) = [one for one in found if one.name == "secretsmanager.CreateSecret"]
    assert created.facts["about"] == "their-secret"
    assert "0815" not in str(found)
    aws.client("secretsmanager").delete_secret(SecretId="their-secret", ForceDeleteWithoutRecovery=True)
