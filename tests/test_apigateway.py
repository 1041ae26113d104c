"""REST APIs of the embedded LocalStack: how they call functions, and which functions let them."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from stackrig.emulator.inside.functions.resource_policies import Caller, permits
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from tests.iam_roles import allow, arn_of, make_role
from tests.lambda_functions import Deploy, Function, deploying

SOURCE = "arn:aws:execute-api:us-east-1:000000000000:api1/dev/GET/albums/{id}"
CALLER = Caller("apigateway.amazonaws.com", (SOURCE,), "000000000000")
ECHO = """
    import json, os
    def handler(event, context):
        if "httpMethod" not in event:
            return {"event": event}
        return {"statusCode": 200, "body": json.dumps([os.environ["_X_AMZN_TRACE_ID"], event["path"]])}
    """


@dataclass(frozen=True)
class Api:
    """A REST API on the embedded LocalStack with the stage `dev`."""

    client: Any
    id: str
    address: str

    def serve(self, function: Function, kind: str, part: str, **settings: Any) -> None:
        """Call a function for GET requests of one path, by an integration of this kind."""
        arn = function.client.get_function(FunctionName=function.name)["Configuration"]["FunctionArn"]
        uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
        (root,) = (one["id"] for one in self.client.get_resources(restApiId=self.id)["items"] if one["path"] == "/")
        resource = self.client.create_resource(restApiId=self.id, parentId=root, pathPart=part)["id"]
        place = {"restApiId": self.id, "resourceId": resource, "httpMethod": "GET"}
        self.client.put_method(**place, authorizationType="NONE")
        self.client.put_integration(**place, type=kind, integrationHttpMethod="POST", uri=uri, **settings)
        if kind == "AWS":
            self.client.put_method_response(**place, statusCode="200")
            self.client.put_integration_response(**place, statusCode="200")
        self.client.create_deployment(restApiId=self.id, stageName="dev")

    def get(self, path: str, **headers: str) -> requests.Response:
        """Send a request."""
        return requests.get(f"{self.address}/{path}", headers=headers, timeout=60)


@pytest.fixture
def api(aws: EndpointSession, localstack_server: AwsEndpoint) -> Iterator[Api]:
    """Yield an API without resources; it is deleted after the test."""
    client: Any = aws.client("apigateway")
    made = client.create_rest_api(name=f"api-{secrets.token_hex(4)}")["id"]
    yield Api(client, made, f"{localstack_server.endpoint_url}/_aws/execute-api/{made}/dev")
    client.delete_rest_api(restApiId=made)


def shop_document(function: Function) -> dict[str, Any]:
    """Return an API with a parameter, a greedy path and a gateway response for unknown paths."""
    arn = function.client.get_function(FunctionName=function.name)["Configuration"]["FunctionArn"]
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
    served = {"x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": uri}}
    template = '{"said": $context.error.messageString, "raw": "$context.error.message", "stage": "$context.stage"}'
    headers = {
        "Access-Control-Allow-Origin": "'*'",
        "X-Query": "method.request.querystring.q",
        "X-Sender": "method.request.header.x-name",
        "X-None": "method.request.header.absent",
    }
    missing = {
        "statusCode": 404,
        "responseParameters": {f"gatewayresponse.header.{name}": value for name, value in headers.items()},
        "responseTemplates": {"application/json": template},
    }
    return {
        "openapi": "3.0.1",
        "info": {"title": "shop", "version": "1"},
        "paths": {f"/{path}": {"get": served} for path in ("albums/{id}", "files/{path+}")},
        "x-amazon-apigateway-gateway-responses": {"MISSING_AUTHENTICATION_TOKEN": missing},
    }


@pytest.fixture(scope="module")
def shop(aws: EndpointSession, localstack_server: AwsEndpoint) -> Iterator[Api]:
    """Yield an API whose function answers the expression in the header `said`; it is deleted after the file's tests."""
    client: Any = aws.client("apigateway")
    with contextmanager(deploying)(aws) as deploy:
        function = deploy("import json\ndef handler(event, context): return eval(event['headers']['said'])")
        made = client.import_rest_api(body=json.dumps(shop_document(function)))["id"]
        api = Api(client, made, f"{localstack_server.endpoint_url}/_aws/execute-api/{made}/dev")
        permit(function, api, "*")
        client.create_deployment(restApiId=made, stageName="dev")
        yield api
        client.delete_rest_api(restApiId=made)


def permit(function: Function, api: Api, path: str) -> None:
    """Let an API call a function for a method and path of any stage."""
    function.client.add_permission(
        FunctionName=function.name,
        StatementId=f"s-{secrets.token_hex(4)}",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
        SourceArn=f"arn:aws:execute-api:us-east-1:000000000000:{api.id}/*/{path}",
    )


@pytest.mark.parametrize("kind", ["AWS_PROXY", "AWS"])
def test_an_api_needs_a_functions_permission(api: Api, deploy: Deploy, kind: str) -> None:
    """Without a permission for its path an API answers 500, as on AWS, and with it what the function returns."""
    function = deploy(ECHO)
    api.serve(function, kind, "albums")
    permit(function, api, "GET/artists")

    refused = api.get("albums")
    permit(function, api, "GET/albums")
    answer = api.get("albums")

    assert (refused.status_code, refused.json()) == (500, {"message": "Internal server error"})
    assert answer.status_code == 200


def test_a_function_gets_the_requests_trace(api: Api, deploy: Deploy) -> None:
    """The function that serves a request runs under that request's trace id."""
    function, root = deploy(ECHO), "1-5759e988-bd862e3fe1be46a994272793"
    api.serve(function, "AWS_PROXY", "albums")
    permit(function, api, "*")

    trace, path = api.get("albums", **{"X-Amzn-Trace-Id": f"Root={root};Sampled=1"}).json()

    assert path == "/albums"
    assert f"Root={root};" in trace


def test_a_function_that_fails_is_502(api: Api, deploy: Deploy) -> None:
    """The error of a function that is called in LocalStack's own process is API Gateway's 502."""
    function = deploy("def handler(event, context): raise ValueError")
    api.serve(function, "AWS_PROXY", "albums")
    permit(function, api, "*")

    answer = api.get("albums")

    assert (answer.status_code, answer.json()) == (502, {"message": "Internal server error"})


@pytest.mark.parametrize(
    "answer",
    [
        "None",
        "'text'",
        "[1]",
        "{'statusCode': 200, 'body': {'a': 1}}",
        "{'statusCode': 200, 'body': 5}",
        "{'statusCode': 'fine'}",
        "{'statusCode': [200]}",
        "{'statusCode': 9999}",
        "{'isBase64Encoded': 'no'}",
        "{'headers': 'none'}",
        "{'multiValueHeaders': {'a': [{}]}}",
        "{'other': 1}",
    ],
)
def test_a_malformed_answer_is_502(shop: Api, answer: str) -> None:
    """An answer of a function that is not in the format of the proxy integration is 502."""
    refused = shop.get("albums/1", said=answer)

    assert (refused.status_code, refused.json()) == (502, {"message": "Internal server error"})


@pytest.mark.parametrize(
    ("answer", "status"), [("{}", 200), ("{'statusCode': '201', 'body': None}", 201), ("{'statusCode': 404}", 404)]
)
def test_an_answer_may_leave_parts_out(shop: Api, answer: str, status: int) -> None:
    """No part of an answer is needed, and a status may be a string."""
    assert shop.get("albums/1", said=answer).status_code == status


def test_path_parameters_stay_encoded(shop: Api) -> None:
    """The event has the parameters of a REST API's path as the request has them, those of a greedy path too."""
    told = "{'body': json.dumps(event['pathParameters'])}"

    assert shop.get("albums/a%20b%2Fc+d%2525", said=told).json() == {"id": "a%20b%2Fc+d%2525"}
    assert shop.get("files/a%20b/c%C3%A9", said=told).json() == {"path": "a%20b/c%C3%A9"}


def test_gateway_responses_of_a_document(shop: Api) -> None:
    """Status, headers and body of an error are those of the API's document."""
    answer = shop.get("nowhere?q=1", **{"X-Name": "me"})

    assert answer.status_code == 404
    assert answer.json() == {
        "said": "Missing Authentication Token",
        "raw": "Missing Authentication Token",
        "stage": "dev",
    }
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert (answer.headers["X-Query"], answer.headers["X-Sender"], "X-None" in answer.headers) == ("1", "me", False)


def test_gateway_responses_of_all_errors_of_a_class(shop: Api) -> None:
    """Errors have the body that the API sets for DEFAULT_5XX, in the type that a request accepts."""
    shop.client.put_gateway_response(
        restApiId=shop.id,
        responseType="DEFAULT_5XX",
        responseParameters={"gatewayresponse.header.X-Kind": "'mine'"},
        responseTemplates={"application/xml": "<m>$context.error.message $context.none</m>", "application/json": "{}"},
    )
    shop.client.create_deployment(restApiId=shop.id, stageName="dev")

    xml, plain = (
        shop.get("albums/1", said="None", Accept=kind) for kind in ("text/html, application/xml;q=0.9", "*/*")
    )

    assert (xml.status_code, xml.text, xml.headers["Content-Type"]) == (
        502,
        "<m>Internal server error </m>",
        "application/xml",
    )
    assert (plain.status_code, plain.text, plain.headers["X-Kind"]) == (502, "{}", "mine")


def test_a_request_can_be_handed_to_a_function_asynchronously(api: Api, deploy: Deploy) -> None:
    """An integration with the header X-Amz-Invocation-Type: Event is answered before the function has ended."""
    function = deploy("import time\ndef handler(event, context): time.sleep(5)")
    parameters = {"integration.request.header.X-Amz-Invocation-Type": "'Event'"}
    api.serve(function, "AWS", "albums", requestParameters=parameters)
    permit(function, api, "*")

    answer = api.get("albums")

    assert (answer.status_code, answer.content) == (200, b"")


def statement(**parts: Any) -> dict[str, Any]:
    """Return a statement as AddPermission writes it, with some parts replaced."""
    principal = {"Service": "apigateway.amazonaws.com"}
    return {"Effect": "Allow", "Principal": principal, "Action": "lambda:InvokeFunction", **parts}


def source(pattern: str, operator: str = "ArnLike") -> dict[str, Any]:
    """Return a statement that is bound to a source ARN."""
    return statement(Condition={operator: {"AWS:SourceArn": pattern}})


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([], False),
        ([statement()], True),
        ([statement(Action="lambda:*")], True),
        ([statement(Action="lambda:invokeFunction")], True),
        ([statement(Action="lambda:GetFunction")], False),
        ([statement(Principal={"Service": "events.amazonaws.com"})], False),
        ([statement(Principal="*")], True),
        ([statement(Principal={"AWS": "arn:aws:iam::000000000000:root"})], False),
        ([source("arn:aws:execute-api:us-east-1:000000000000:api1/*/*")], True),
        ([source("arn:aws:execute-api:us-east-1:000000000000:api1/*/GET/albums/*")], True),
        ([source("arn:aws:execute-api:us-east-1:000000000000:api2/*/*")], False),
        ([source("arn:aws:execute-api:us-east-1:000000000000:api1/*/POST/albums/*")], False),
        ([source(SOURCE, "StringEquals")], True),
        ([source("*", "StringEquals")], False),
        ([source(SOURCE, "StringNotEquals")], False),
        ([statement(Condition={"StringEquals": {"AWS:SourceAccount": "000000000000"}})], True),
        ([statement(Condition={"StringEquals": {"AWS:SourceAccount": "111111111111"}})], False),
        ([source("arn:aws:execute-api:*")], False),
        ([source("arn:aws:execute-api:*", "StringLike")], True),
        ([statement(), statement(Effect="Deny")], False),
    ],
)
def test_which_statements_permit_a_call(statements: list[dict[str, Any]], expected: bool) -> None:  # noqa: FBT001
    """A statement permits a call when principal, action and all its conditions match and none denies it."""
    assert permits(json.loads(json.dumps(statements)), CALLER) is expected


# --- usage plans ------------------------------------------------------------------------------------------------------

MOCKED = {
    "openapi": "3.0.1",
    "info": {"title": "limited", "version": "1"},
    "paths": {
        path: {
            "get": {
                "security": [{"api_key": []}] if path == "/metered" else [],
                "responses": {"200": {"description": "all right"}},
                "x-amazon-apigateway-integration": {
                    "type": "mock",
                    "requestTemplates": {"application/json": '{"statusCode": 200}'},
                    "responses": {"default": {"statusCode": "200"}},
                },
            }
        }
        for path in ("/metered", "/open")
    },
    "components": {"securitySchemes": {"api_key": {"type": "apiKey", "name": "x-api-key", "in": "header"}}},
}
SLOW = 0.0001  # requests a second


@pytest.fixture
def limited(api: Api) -> Api:
    """Return an API whose method /metered needs an API key."""
    api.client.put_rest_api(restApiId=api.id, mode="overwrite", body=json.dumps(MOCKED))
    api.client.create_deployment(restApiId=api.id, stageName="dev")
    return api


def new_key(api: Api, **plan: Any) -> str:
    """Return an API key with a usage plan of its own."""
    name, stages = secrets.token_hex(10), [{"apiId": api.id, "stage": "dev", **plan.pop("stage", {})}]
    made = api.client.create_usage_plan(name=name, apiStages=stages, **plan)["id"]
    key = api.client.create_api_key(name=name, value=name * 2, enabled=True)
    api.client.create_usage_plan_key(usagePlanId=made, keyId=key["id"], keyType="API_KEY")
    return str(key["value"])


@pytest.mark.parametrize(
    ("plan", "text", "kind"),
    [
        ({"throttle": {"rateLimit": SLOW, "burstLimit": 2}}, "Too Many Requests", "TooManyRequestsException"),
        ({"quota": {"limit": 2, "period": "MONTH"}}, "Limit Exceeded", "LimitExceededException"),
        (
            {
                "throttle": {"rateLimit": 1000.0, "burstLimit": 1000},
                "stage": {"throttle": {"/metered/GET": {"rateLimit": SLOW, "burstLimit": 2}}},
            },
            "Too Many Requests",
            "TooManyRequestsException",
        ),
    ],
    ids=["throttle", "quota", "throttle of a method"],
)
def test_a_usage_plan_limits_each_key(limited: Api, plan: dict[str, Any], text: str, kind: str) -> None:
    """The third request of a key is 429 with AWS's text, and other keys are counted apart."""
    key, other = new_key(limited, **plan), new_key(limited)

    answers = [limited.get("metered", **{"x-api-key": key}) for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2].json() == {"message": text}
    assert answers[2].headers["x-amzn-errortype"] == kind
    assert limited.get("metered", **{"x-api-key": other}).status_code == 200


def test_a_stage_limits_everybody(limited: Api) -> None:
    """The settings of a stage's methods throttle requests without a key; a method's own stand for those of all."""
    values = {"throttling/rateLimit": str(SLOW), "throttling/burstLimit": "1"}
    operations = [{"op": "replace", "path": f"/*/*/{name}", "value": value} for name, value in values.items()]
    limited.client.update_stage(restApiId=limited.id, stageName="dev", patchOperations=operations)

    assert [limited.get("open").status_code for _ in range(2)] == [200, 429]


def test_an_answer_says_that_the_connection_stays(limited: Api) -> None:
    """API Gateway's answers have a header that our server would leave out."""
    assert limited.get("open").headers["Connection"] == "keep-alive"


def test_a_document_gives_an_integration_its_role(api: Api, aws: EndpointSession, deploy: Deploy) -> None:
    """An integration with a role needs no permission of the function, though it comes from a document."""
    role = make_role(aws, allow("lambda:InvokeFunction"), principal={"Service": "apigateway.amazonaws.com"})
    document = shop_document(deploy("def handler(event, context): return {'statusCode': 200, 'body': 'ann'}"))
    for path in document["paths"].values():
        for operation in path.values():
            operation["x-amazon-apigateway-integration"]["credentials"] = arn_of(role)

    api.client.put_rest_api(restApiId=api.id, mode="overwrite", body=json.dumps(document))
    api.client.create_deployment(restApiId=api.id, stageName="dev")

    answer = api.get("albums/1")
    assert (answer.status_code, answer.text) == (200, "ann")
