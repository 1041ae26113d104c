"""HTTP APIs on the embedded LocalStack: how they are described, and how their requests are served.

Each test names the page of AWS that it holds the emulator to, below
https://docs.aws.amazon.com/apigateway/latest/developerguide/.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError

from stackrig.emulator.inside.http_apis.function_answers import MalformedError, read_answer
from stackrig.emulator.inside.http_apis.routes import find_route
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from tests.http_apis import CODE, HttpApi, make_api, permit
from tests.lambda_functions import deploying
from tests.websockets import RefusedError, connected

ACCOUNT = "000000000000"


@pytest.fixture(scope="module")
def function_arn(aws: EndpointSession) -> Iterator[str]:
    """Yield the ARN of the function that all APIs of this file call."""
    with contextmanager(deploying)(aws) as deploy:
        yield permit(deploy(CODE, Timeout=3))


@pytest.fixture(scope="module")
def shop(aws: EndpointSession, localstack_server: AwsEndpoint, function_arn: str) -> Iterator[HttpApi]:
    """Yield an API with two stages; its route `/one/…` has payload 1.0."""
    api = make_api(aws, localstack_server.endpoint_url)
    new, old = api.integrate(function_arn), api.integrate(function_arn, PayloadFormatVersion="1.0")
    api.route("ANY /pets/{id}", new)
    api.route("GET /pets/dog", new)
    api.route("POST /pets", new)
    api.route("GET /files/{path+}", new)
    api.route("ANY /one/{id}", old)
    api.stage(StageVariables={"color": "red"})
    api.stage("dev")
    yield api
    api.client.delete_api(ApiId=api.id)


@pytest.fixture
def new_api(aws: EndpointSession, localstack_server: AwsEndpoint) -> Iterator[Any]:
    """Return a function that makes an API; it is deleted after the test."""
    made: list[HttpApi] = []

    def make(**settings: Any) -> HttpApi:
        made.append(make_api(aws, localstack_server.endpoint_url, **settings))
        return made[-1]

    yield make
    for api in made:
        api.client.delete_api(ApiId=api.id)


def shown(answer: requests.Response) -> tuple[int, Any]:
    """Return the status and the body of an answer."""
    return answer.status_code, answer.json()


NOT_FOUND = (404, {"message": "Not Found"})
SERVER_ERROR = (500, {"message": "Internal Server Error"})


# --- Routes: http-api-develop-routes.html -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "key", "parameters"),
    [
        ("GET", "/pets/dog/1", "GET /pets/dog/1", {}),
        ("GET", "/pets/dog/2", "GET /pets/dog/{id}", {"id": "2"}),
        ("GET", "/pets/cat/1", "GET /pets/{proxy+}", {"proxy": "cat/1"}),
        ("POST", "/pets/dog/1", "ANY /{proxy+}", {"proxy": "pets/dog/1"}),
        ("POST", "/test/5", "ANY /{proxy+}", {"proxy": "test/5"}),
        ("GET", "/", "$default", {}),
        ("PUT", "/verbs", "PUT /verbs", {}),
        ("GET", "/verbs", "ANY /verbs", {}),
    ],
)
def test_the_most_specific_route_serves(method: str, path: str, key: str, parameters: dict[str, str]) -> None:
    """The table of AWS's page decides, and a route for the method is before one for ANY."""
    keys = ["$default", "ANY /{proxy+}", "GET /pets/{proxy+}", "GET /pets/dog/{id}", "GET /pets/dog/1"]
    keys += ["ANY /verbs", "PUT /verbs"]

    route, found = find_route({str(i): {"RouteKey": key} for i, key in enumerate(keys)}, method, path)

    assert route is not None
    assert (route["RouteKey"], found) == (key, parameters)


def test_a_request_without_a_route_is_404(shop: HttpApi) -> None:
    """Neither a path nor a method without a route is served, nor a stage that does not exist."""
    assert shown(shop.get("/nowhere")) == NOT_FOUND
    assert shown(shop.get("/pets")) == NOT_FOUND
    assert shown(shop.get("/prod/pets/1")) == NOT_FOUND


def test_an_http_api_has_no_websockets(shop: HttpApi, localstack_server: AwsEndpoint) -> None:
    """A client that asks for one gets 404."""
    path = f"/_aws/execute-api/{shop.id}/pets/1"
    with pytest.raises(RefusedError) as refused, connected(localstack_server.port, path):
        pass

    assert refused.value.status == 404


# --- Stages: http-api-stages.html -------------------------------------------------------------------------------------


def test_a_stage_is_named_by_the_first_segment(shop: HttpApi) -> None:
    """Its name stays in the path that a function sees; the stage $default serves every other path."""
    named, default = shop.get("/dev/pets/7").json(), shop.get("/pets/7").json()

    assert (named["requestContext"]["stage"], named["rawPath"]) == ("dev", "/dev/pets/7")
    assert (default["requestContext"]["stage"], default["rawPath"]) == ("$default", "/pets/7")
    assert default["stageVariables"] == {"color": "red"}
    assert "stageVariables" not in named


@pytest.mark.parametrize("domain", ["execute-api.us-east-1.amazonaws.com", "execute-api.localhost.localstack.cloud"])
def test_an_api_is_found_by_its_host(shop: HttpApi, domain: str) -> None:
    """The host name begins with the API's id, and is the domainName of the event."""
    event = shop.get("/pets/7", host=f"{shop.id}.{domain}").json()

    assert event["requestContext"]["domainName"] == f"{shop.id}.{domain}"
    assert event["requestContext"]["domainPrefix"] == shop.id


def test_a_stage_serves_what_was_deployed_to_it(new_api: Any, function_arn: str) -> None:
    """Without AutoDeploy it is 404 before the first deployment, and later changes need another."""
    api = new_api()
    integration = api.integrate(function_arn)
    api.route("GET /a", integration)
    api.client.create_stage(ApiId=api.id, StageName="dev")

    before = api.get("/dev/a").status_code
    first = api.client.create_deployment(ApiId=api.id, StageName="dev", Description="first")["DeploymentId"]
    api.route("GET /b", integration)

    assert (before, api.get("/dev/a").status_code, api.get("/dev/b").status_code) == (404, 200, 404)
    second = api.client.create_deployment(ApiId=api.id)["DeploymentId"]
    api.client.update_stage(ApiId=api.id, StageName="dev", DeploymentId=second)
    assert api.get("/dev/b").status_code == 200
    with pytest.raises(ClientError, match="Active stages"):
        api.client.delete_deployment(ApiId=api.id, DeploymentId=second)
    api.client.delete_deployment(ApiId=api.id, DeploymentId=first)
    assert [one["DeploymentId"] for one in api.client.get_deployments(ApiId=api.id)["Items"]] == [second]


def test_auto_deploy_makes_deployments(new_api: Any, function_arn: str) -> None:
    """The stage names the deployment of the last change."""
    api = new_api()
    api.stage()
    api.route("GET /a", api.integrate(function_arn))

    deployments = api.client.get_deployments(ApiId=api.id)["Items"]

    assert [one["AutoDeployed"] for one in deployments] == [True]
    stage = api.client.get_stage(ApiId=api.id, StageName="$default")
    assert stage["DeploymentId"] == deployments[0]["DeploymentId"]
    assert stage["AutoDeploy"] is True


def test_a_disabled_endpoint_is_404(new_api: Any, function_arn: str) -> None:
    """The default endpoint is closed by disableExecuteApiEndpoint (http-api-disable-default-endpoint.html)."""
    api = new_api(Target=function_arn)
    assert api.get("/").status_code == 200

    api.client.update_api(ApiId=api.id, DisableExecuteApiEndpoint=True)

    assert shown(api.get("/")) == NOT_FOUND


# --- Payloads: http-api-develop-integrations-lambda.html -------------------------------------------------------------


def test_a_request_in_format_2(shop: HttpApi) -> None:
    """Header names are lower case, values are joined, cookies are apart, and what is empty is left out."""
    headers = {"Cookie": "a=1; b=2", "X-Thing": "one"}
    event = shop.get("/dev/pets/a%20b?x=1&x=2&y=%2F", headers=headers).json()
    bare = shop.get("/dev/pets/dog").json()

    assert event["version"] == "2.0"
    assert event["routeKey"] == "ANY /pets/{id}"
    assert (event["rawPath"], event["rawQueryString"]) == ("/dev/pets/a b", "x=1&x=2&y=%2F")
    assert event["queryStringParameters"] == {"x": "1,2", "y": "/"}
    assert event["pathParameters"] == {"id": "a b"}
    assert event["cookies"] == ["a=1", "b=2"]
    assert event["headers"]["x-thing"] == "one"
    assert event["headers"]["x-forwarded-proto"] == "https"
    assert "cookie" not in event["headers"]
    assert event["isBase64Encoded"] is False
    http = event["requestContext"]["http"]
    assert (http["method"], http["path"], http["sourceIp"]) == ("GET", "/dev/pets/a b", "127.0.0.1")
    assert {"body", "authorizer"}.isdisjoint({*event, *event["requestContext"]})
    assert {"cookies", "queryStringParameters", "pathParameters"}.isdisjoint(bare)


def test_a_request_in_format_1(shop: HttpApi) -> None:
    """The event is that of REST APIs: lists of values beside single ones, and null for empty members."""
    event = shop.get("/dev/one/1?x=1&x=2", headers={"X-Thing": "one"}).json()

    assert (event["version"], event["resource"], event["path"]) == ("1.0", "/one/{id}", "/dev/one/1")
    assert event["queryStringParameters"] == {"x": "2"}
    assert event["multiValueQueryStringParameters"] == {"x": ["1", "2"]}
    assert event["headers"]["X-Thing"] == "one"
    assert event["multiValueHeaders"]["X-Thing"] == ["one"]
    assert (event["body"], event["stageVariables"], event["isBase64Encoded"]) == (None, None, False)
    context = event["requestContext"]
    assert (context["resourcePath"], context["httpMethod"], context["stage"]) == ("/one/{id}", "GET", "dev")
    assert context["identity"]["sourceIp"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("content_type", "body", "sent", "is_base64"),
    [
        ("application/json", b'{"a": 1}', '{"a": 1}', False),
        ("text/plain; charset=utf-8", "ü".encode(), "ü", False),
        ("application/octet-stream", b"\x00\xff", "AP8=", True),
        ("application/x-www-form-urlencoded", b"a=1", "YT0x", True),
    ],
)
def test_bodies_are_base64_by_their_type(
    shop: HttpApi, content_type: str, body: bytes, sent: str, *, is_base64: bool
) -> None:
    """Text arrives as it is, everything else in base64."""
    event = shop.send("POST", "/pets", data=body, headers={"Content-Type": content_type}).json()

    assert (event["body"], event["isBase64Encoded"]) == (sent, is_base64)


def answered(shop: HttpApi, said: Any, path: str = "/pets/1") -> requests.Response:
    """Return the answer that a function's answer makes."""
    return shop.send("POST", f"{path}?do=answer", json=said)


def test_answers_in_format_2(shop: HttpApi) -> None:
    """An answer without a statusCode is the body itself; cookies and binary bodies are understood."""
    bare = answered(shop, {"hello": "there"})
    text = answered(shop, "hello")
    whole = answered(
        shop,
        {
            "statusCode": 201,
            "headers": {"x-number": 5, "content-type": "image/png"},
            "cookies": ["a=1", "b=2"],
            "body": "AP8=",
            "isBase64Encoded": True,
        },
    )

    assert (bare.status_code, bare.json(), bare.headers["Content-Type"]) == (
        200,
        {"hello": "there"},
        "application/json",
    )
    assert text.text == "hello"
    assert (whole.status_code, whole.content, whole.headers["x-number"]) == (201, b"\x00\xff", "5")
    assert whole.raw.headers.getlist("Set-Cookie") == ["a=1", "b=2"]
    assert whole.headers["Content-Type"] == "image/png"
    assert whole.headers["Apigw-Requestid"]


def test_headers_of_the_connection_are_the_servers(shop: HttpApi) -> None:
    """A function can't say another length than that of its body."""
    headers = {"Content-Length": "1", "Connection": "close", "x-own": "yes"}
    answer = answered(shop, {"statusCode": 200, "headers": headers, "body": "hello"})

    assert (answer.text, answer.headers["Content-Length"], answer.headers["x-own"]) == ("hello", "5", "yes")


def test_answers_in_format_1(shop: HttpApi) -> None:
    """An answer needs a statusCode; a header may have several values."""
    said = {"statusCode": 200, "headers": {"a": "0"}, "multiValueHeaders": {"a": ["1", "2"]}, "body": "x"}

    assert shown(answered(shop, {"hello": "there"}, "/one/1")) == SERVER_ERROR
    assert answered(shop, said, "/one/1").raw.headers.getlist("a") == ["1", "2"]


@pytest.mark.parametrize(
    "said",
    [
        {"statusCode": "many"},
        {"statusCode": 99},
        {"statusCode": True},
        {"statusCode": 200, "body": {"a": 1}},
        {"statusCode": 200, "headers": ["a"]},
        {"statusCode": 200, "headers": {"a": {}}},
        {"statusCode": 200, "multiValueHeaders": {"a": "1"}},
        {"statusCode": 200, "cookies": "a=1"},
        {"statusCode": 200, "body": "-", "isBase64Encoded": True},
    ],
)
def test_a_malformed_answer_is_refused(said: Any) -> None:
    """An answer of neither format is an error."""
    for version in ("1.0", "2.0"):
        with pytest.raises(MalformedError):
            read_answer(json.dumps(said).encode(), version)


def test_a_function_that_fails_is_500(shop: HttpApi, new_api: Any, function_arn: str) -> None:
    """So is one that answers in another form and one that the API may not call; a late one is 503."""
    assert shown(shop.get("/pets/1?do=fail")) == SERVER_ERROR
    assert shown(answered(shop, {"statusCode": 200, "body": {}})) == SERVER_ERROR
    late = new_api()
    late.route("GET /late", late.integrate(function_arn, TimeoutInMillis=200))
    late.stage()
    assert shown(late.get("/late?do=wait")) == (503, {"message": "Service Unavailable"})


def test_a_function_has_to_permit_the_call(new_api: Any, deploy: Any) -> None:
    """A permission names the route by its source ARN (http-api-develop-integrations-lambda.html)."""
    function = deploy(CODE)
    api = new_api()
    arn = f"arn:aws:execute-api:us-east-1:{ACCOUNT}:{api.id}/*/*/open"
    integration = api.integrate(permit(function, arn))
    for key in ("GET /open", "ANY /closed", "$default"):
        api.route(key, integration)
    api.stage()

    assert api.get("/open").status_code == 200
    assert shown(api.get("/closed")) == SERVER_ERROR
    permit(function, f"arn:aws:execute-api:us-east-1:{ACCOUNT}:{api.id}/*/$default")
    assert (api.get("/closed").status_code, api.get("/else").status_code) == (500, 200)


def test_a_stage_variable_names_the_function(new_api: Any, function_arn: str) -> None:
    """`${stageVariables.name}` stands in an integration's URI (http-api-stages.stage-variables.html)."""
    api = new_api()
    api.route("GET /a", api.integrate(function_arn.rpartition(":")[0] + ":${stageVariables.function}"))
    api.stage(StageVariables={"function": function_arn.rpartition(":")[2]})

    assert api.get("/a").status_code == 200


# --- Control plane: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/ -----------------------------------


def test_quick_create(new_api: Any, function_arn: str) -> None:
    """An API with a target gets an integration, a route and a stage (http-api-develop.html)."""
    api = new_api(Target=function_arn)

    assert api.get("/any/path").json()["routeKey"] == "$default"
    routes = api.client.get_routes(ApiId=api.id)["Items"]
    integrations = api.client.get_integrations(ApiId=api.id)["Items"]
    assert [one["ApiGatewayManaged"] for one in (*routes, *integrations)] == [True, True]
    assert integrations[0]["PayloadFormatVersion"] == "2.0"
    found = api.client.get_api(ApiId=api.id)
    assert found["ApiEndpoint"] == f"https://{api.id}.execute-api.us-east-1.amazonaws.com"


def test_things_are_changed_and_deleted(new_api: Any) -> None:
    """An update leaves what it does not name, adds to maps, and an empty value takes a key away."""
    api = new_api(Tags={"a": "1"})
    integration = api.integrate(
        "http://one.example", "HTTP_PROXY", IntegrationMethod="GET", RequestParameters={"append:header.a": "1"}
    )
    where = {"ApiId": api.id, "IntegrationId": integration}

    changed = api.client.update_integration(
        **where, Description="d", RequestParameters={"append:header.b": "2", "append:header.a": ""}
    )

    assert (changed["IntegrationUri"], changed["Description"]) == ("http://one.example", "d")
    assert changed["RequestParameters"] == {"append:header.b": "2"}
    route = api.route("GET /a", integration)
    with pytest.raises(ClientError, match=rf"referenced by the following Routes with Ids: \[{route}\]"):
        api.client.delete_integration(**where)
    api.client.delete_route(ApiId=api.id, RouteId=route)
    api.client.delete_integration(**where)
    with pytest.raises(ClientError, match="Invalid Integration identifier specified"):
        api.client.get_integration(**where)


def test_settings_are_taken_away(new_api: Any) -> None:
    """Those of a stage's route, and CORS, have operations for that; what is not there is told."""
    api = new_api(CorsConfiguration={"AllowOrigins": ["*"]})
    api.route("GET /a")
    api.stage("dev", RouteSettings={"GET /a": {"ThrottlingBurstLimit": 5}})
    where = {"ApiId": api.id, "StageName": "dev"}

    api.client.delete_route_settings(**where, RouteKey="GET /a")
    api.client.delete_cors_configuration(ApiId=api.id)

    assert api.client.get_stage(**where)["RouteSettings"] == {}
    assert "CorsConfiguration" not in api.client.get_api(ApiId=api.id)
    with pytest.raises(ClientError, match="Unable to find Route by key GET /a within the provided RouteSettings"):
        api.client.delete_route_settings(**where, RouteKey="GET /a")


def test_tags(new_api: Any) -> None:
    """APIs and stages have tags, which are set and taken away by ARN."""
    api = new_api(Tags={"a": "1"})
    api.stage("dev", Tags={"s": "1"})
    arn = f"arn:aws:apigateway:us-east-1::/apis/{api.id}"
    api.client.tag_resource(ResourceArn=arn, Tags={"b": "2"})
    api.client.untag_resource(ResourceArn=f"{arn}/stages/dev", TagKeys=["s"])

    assert api.client.get_tags(ResourceArn=arn)["Tags"] == {"a": "1", "b": "2"}
    assert api.client.get_stage(ApiId=api.id, StageName="dev").get("Tags", {}) == {}


@pytest.mark.parametrize(
    ("operation", "given", "error"),
    [
        ("create_route", {"RouteKey": "GET pets"}, "BadRequestException.*The provided route key is not formatted"),
        ("create_route", {"RouteKey": "GET /a"}, "ConflictException.*Route with key GET /a already exists"),
        ("create_route", {"RouteKey": "GET /b", "Target": "integrations/none"}, "BadRequestException"),
        ("create_stage", {"StageName": "dev"}, "ConflictException.*Stage already exists"),
        ("create_stage", {"StageName": "x", "DeploymentId": "none"}, "NotFoundException.*Unable to find Deployment"),
        ("create_integration", {"IntegrationType": "MOCK"}, "BadRequestException"),
        (
            "create_authorizer",
            {"AuthorizerType": "REQUEST", "AuthorizerUri": "arn:x"},
            "AuthorizerPayloadFormatVersion",
        ),
        ("create_authorizer", {"AuthorizerType": "JWT", "JwtConfiguration": {"Issuer": "me"}}, "Invalid issuer: me"),
        ("create_route", {"RouteKey": "GET /b", "AuthorizationType": "JWT"}, "BadRequestException.*AuthorizerId"),
        ("get_route", {"RouteId": "none"}, "NotFoundException.*Invalid Route identifier specified"),
        ("get_stage", {"StageName": "none"}, "NotFoundException.*Invalid stage identifier specified"),
        ("update_api", {"CorsConfiguration": {"AllowOrigins": ["*"], "AllowCredentials": True}}, "BadRequestException"),
    ],
)
def test_errors_are_those_of_aws(new_api: Any, operation: str, given: dict[str, Any], error: str) -> None:
    """Requests that AWS refuses are refused, in its words where these are known."""
    api = new_api()
    api.route("GET /a")
    api.stage("dev")
    identity = {"Name": "a", "IdentitySource": []} if operation == "create_authorizer" else {}

    with pytest.raises(ClientError, match=error):
        getattr(api.client, operation)(ApiId=api.id, **identity, **given)


def test_an_api_of_nobody_is_not_found(shop: HttpApi) -> None:
    """The error names the account and the id."""
    with pytest.raises(ClientError, match=f"Invalid API identifier specified {ACCOUNT}:none"):
        shop.client.get_api(ApiId="none")


def test_lists_come_in_pages(shop: HttpApi) -> None:
    """MaxResults and NextToken walk through a list."""
    pages = shop.client.get_paginator("get_routes").paginate(ApiId=shop.id, PaginationConfig={"PageSize": 2})

    sizes = [len(page["Items"]) for page in pages]

    assert sizes == [2, 2, 1]
