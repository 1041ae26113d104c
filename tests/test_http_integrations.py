"""What HTTP APIs on the embedded LocalStack lead to besides functions: servers, services, domains, logs, documents.

Each test names the page of AWS that it holds the emulator to, below
https://docs.aws.amazon.com/apigateway/latest/developerguide/.
"""

import json
import secrets
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import yaml
from botocore.exceptions import ClientError

from stackrig.emulator.inside.http_apis.targets import _begins
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.waiting import wait_until
from tests.http_apis import CODE, HttpApi, make_api, permit
from tests.waiting import PATIENCE

ROLE = {"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}


@pytest.fixture(scope="module")
def backend() -> Iterator[str]:
    """Yield the address of a server that answers with what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            told = {"method": self.command, "path": self.path, "headers": dict(self.headers), "body": body}
            sent = json.dumps(told).encode()
            self.send_response(404 if self.path.startswith("/missing") else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("X-Backend", "yes")
            self.send_header("Set-Cookie", "a=1")
            self.send_header("Set-Cookie", "b=2")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def do_GET(self) -> None:
            self.answer()

        def do_POST(self) -> None:
            self.answer()

        def do_PUT(self) -> None:
            self.answer()

        def log_message(self, *_arguments: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def api(aws: EndpointSession, localstack_server: AwsEndpoint) -> Iterator[HttpApi]:
    """Yield an API that the tests of this file add routes to."""
    made = make_api(aws, localstack_server.endpoint_url)
    made.stage(StageVariables={"word": "blue"})
    yield made
    made.client.delete_api(ApiId=made.id)


@pytest.fixture(scope="module")
def role(aws: EndpointSession) -> Iterator[str]:
    """Yield the ARN of a role that API Gateway takes to call services."""
    client: Any = aws.client("iam")
    name = f"gateway-{secrets.token_hex(4)}"
    policy = json.dumps({"Version": "2012-10-17", "Statement": [ROLE]})
    arn = client.create_role(RoleName=name, AssumeRolePolicyDocument=policy)["Role"]["Arn"]
    allow = {"Effect": "Allow", "Action": ["sqs:*", "events:*", "states:*", "kinesis:*"], "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    client.put_role_policy(RoleName=name, PolicyName="calls", PolicyDocument=document)
    yield arn
    client.delete_role_policy(RoleName=name, PolicyName="calls")
    client.delete_role(RoleName=name)


def proxy(api: HttpApi, key: str, uri: str, **settings: Any) -> None:
    """Make a route to a server."""
    given = {"IntegrationMethod": "ANY", **settings}
    api.route(key, api.integrate(uri, "HTTP_PROXY", **given))


# --- Servers: http-api-develop-integrations-http.html -----------------------------------------------------------------


def test_a_request_goes_to_a_server(api: HttpApi, backend: str) -> None:
    """Path variables, query, headers and body go on; the answer comes back as it is."""
    proxy(api, "ANY /shop/{proxy+}", f"{backend}/base/{{proxy}}")

    answer = api.send("PUT", "/shop/a/b?x=1&y=%20", data="hello", headers={"X-Thing": "one"})

    asked = answer.json()
    assert (asked["method"], asked["path"], asked["body"]) == ("PUT", "/base/a/b?x=1&y=%20", "hello")
    headers = {name.lower(): value for name, value in asked["headers"].items()}
    assert (headers["x-thing"], headers["host"]) == ("one", backend.removeprefix("http://"))
    assert "for=127.0.0.1" in headers["forwarded"]
    assert answer.headers["X-Backend"] == "yes"
    assert answer.raw.headers.getlist("Set-Cookie") == ["a=1", "b=2"]


def test_a_server_that_does_not_answer_is_503(api: HttpApi) -> None:
    """The answer is API Gateway's own."""
    proxy(api, "GET /gone", "http://127.0.0.1:9/")

    answer = api.get("/gone")

    assert (answer.status_code, answer.json()) == (503, {"message": "Service Unavailable"})


def test_the_method_and_stage_variables_of_an_integration(api: HttpApi, backend: str) -> None:
    """A method other than ANY is that of the request to the server."""
    proxy(api, "GET /posted", backend + "/${stageVariables.word}", IntegrationMethod="POST")

    asked = api.get("/posted").json()

    assert (asked["method"], asked["path"]) == ("POST", "/blue")


# --- Parameter mapping: http-api-parameter-mapping.html ---------------------------------------------------------------


def test_a_request_is_changed_on_its_way(api: HttpApi, backend: str) -> None:
    """Headers and query strings are appended, overwritten and removed, and the path overwritten."""
    changes = {
        "append:header.x-all": "$request.header.x-one",
        "overwrite:header.x-one": "new ${stageVariables.word} $context.httpMethod",
        "remove:header.x-two": "''",
        "append:querystring.id": "$request.path.id",
        "remove:querystring.gone": "''",
        "append:header.x-body": "$request.body.order.lines[0].sku",
        "append:header.x-missing": "$request.header.x-nothing",
        "overwrite:path": "/other/path",
    }
    proxy(api, "POST /mapped/{id}", f"{backend}/first", RequestParameters=changes)
    body = json.dumps({"order": {"lines": [{"sku": "s1"}]}})

    answer = api.send("POST", "/mapped/7?gone=1&kept=2", data=body, headers={"X-One": "1", "X-Two": "2"})

    asked = answer.json()
    headers = {name.lower(): value for name, value in asked["headers"].items()}
    assert asked["path"] == "/other/path?kept=2&id=7"
    assert (headers["x-all"], headers["x-one"], headers["x-body"]) == ("1", "new blue POST", "s1")
    assert {"x-two", "x-missing"}.isdisjoint(headers)


def test_an_answer_is_changed_by_its_status(api: HttpApi, backend: str) -> None:
    """Only the settings for the answer's own status count."""
    changes = {
        "404": {"overwrite:statuscode": "410", "append:header.x-asked": "$response.body.path"},
        "200": {"remove:header.x-backend": "''"},
    }
    proxy(api, "GET /missing", f"{backend}/missing", ResponseParameters=changes)
    proxy(api, "GET /found", f"{backend}/found", ResponseParameters=changes)

    missing, found = api.get("/missing"), api.get("/found")

    assert (missing.status_code, missing.headers["x-asked"], missing.headers["x-backend"]) == (410, "/missing", "yes")
    assert (found.status_code, "x-backend" in found.headers) == (200, False)


# --- Services: http-api-develop-integrations-aws-services-reference.html ----------------------------------------------


def serve_by(api: HttpApi, key: str, subtype: str, role: str, **parameters: str) -> None:
    """Make a route to an operation of a service."""
    made = api.client.create_integration(
        ApiId=api.id,
        IntegrationType="AWS_PROXY",
        IntegrationSubtype=subtype,
        CredentialsArn=role,
        PayloadFormatVersion="1.0",
        RequestParameters=parameters,
    )
    api.route(key, made["IntegrationId"])


def test_a_message_is_sent_to_a_queue(aws: EndpointSession, api: HttpApi, role: str) -> None:
    """SQS-SendMessage takes the body of a request; the answer is SQS's own, in XML."""
    sqs: Any = aws.client("sqs")
    queue = sqs.create_queue(QueueName=f"q-{secrets.token_hex(4)}")["QueueUrl"]
    attributes = '{"kind": {"DataType": "String", "StringValue": "${request.header.x-kind}"}}'
    given = {"MessageBody": "$request.body.message", "MessageAttributes": attributes}
    serve_by(api, "POST /queue", "SQS-SendMessage", role, QueueUrl=queue, **given)

    answer = api.send("POST", "/queue", json={"message": "hello"}, headers={"X-Kind": "new"})

    found = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=20, MessageAttributeNames=["All"])["Messages"][0]
    assert (found["Body"], found["MessageAttributes"]["kind"]["StringValue"]) == ("hello", "new")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/xml")
    assert f"<MessageId>{found['MessageId']}</MessageId>" in answer.text
    sqs.delete_queue(QueueUrl=queue)


def test_an_event_is_put_on_a_bus(aws: EndpointSession, api: HttpApi, role: str) -> None:
    """EventBridge-PutEvents makes one entry; a rule sends it on."""
    sqs: Any = aws.client("sqs")
    events: Any = aws.client("events")
    name = f"r-{secrets.token_hex(4)}"
    queue = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name=name, EventPattern=json.dumps({"source": [name]}))
    events.put_targets(Rule=name, Targets=[{"Id": "1", "Arn": arn}])
    detail = {"Detail": "$request.body", "DetailType": "order", "Source": name}
    serve_by(api, "POST /events", "EventBridge-PutEvents", role, **detail)

    answer = api.send("POST", "/events", json={"id": 1}).json()

    found = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=20)["Messages"][0]
    assert json.loads(found["Body"])["detail"] == {"id": 1}
    assert (answer["FailedEntryCount"], list(answer["Entries"][0])) == (0, ["EventId"])
    events.remove_targets(Rule=name, Ids=["1"])
    events.delete_rule(Name=name)
    sqs.delete_queue(QueueUrl=queue)


@pytest.mark.gate  # loading Step Functions takes seconds
def test_an_execution_is_started(aws: EndpointSession, api: HttpApi, role: str) -> None:
    """StepFunctions-StartExecution answers with its ARN."""
    machines: Any = aws.client("stepfunctions")
    definition = json.dumps({"StartAt": "End", "States": {"End": {"Type": "Pass", "End": True}}})
    name = f"m-{secrets.token_hex(4)}"
    machine = machines.create_state_machine(name=name, definition=definition, roleArn=role)["stateMachineArn"]
    given = {"StateMachineArn": machine, "Input": "$request.body"}
    serve_by(api, "POST /run", "StepFunctions-StartExecution", role, **given)

    answer = api.send("POST", "/run", json={"id": 1}).json()

    execution = machines.describe_execution(executionArn=answer["executionArn"])
    assert json.loads(execution["input"]) == {"id": 1}
    assert isinstance(answer["startDate"], float)
    machines.delete_state_machine(stateMachineArn=machine)


def test_a_record_is_put_on_a_stream(aws: EndpointSession, api: HttpApi, role: str) -> None:
    """Kinesis-PutRecord takes text; an error of the service is the answer."""
    kinesis: Any = aws.client("kinesis")
    name = f"s-{secrets.token_hex(4)}"
    kinesis.create_stream(StreamName=name, ShardCount=1)
    record = {"Data": "$request.body.text", "PartitionKey": "k"}
    serve_by(api, "POST /record", "Kinesis-PutRecord", role, StreamName=name, **record)
    serve_by(api, "POST /lost", "Kinesis-PutRecord", role, StreamName="none", **record)

    answer = api.send("POST", "/record", json={"text": "one"}).json()
    lost = api.send("POST", "/lost", json={"text": "one"})

    where = {"StreamName": name, "ShardId": answer["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
    records = kinesis.get_records(ShardIterator=kinesis.get_shard_iterator(**where)["ShardIterator"])["Records"]
    assert [one["Data"] for one in records] == [b"one"]
    assert (lost.status_code, lost.json()["__type"]) == (400, "ResourceNotFoundException")
    kinesis.delete_stream(StreamName=name)


# --- Custom domains: http-api-mappings.html ---------------------------------------------------------------------------


def test_a_domain_is_mapped_to_apis(
    aws: EndpointSession, localstack_server: AwsEndpoint, api: HttpApi, backend: str
) -> None:
    """The longest key wins, and no stage is read from the path; a key without an API is 404."""
    proxy(api, "GET /pets", f"{backend}/pets")
    other = make_api(aws, localstack_server.endpoint_url)
    proxy(other, "GET /pets", f"{backend}/other")
    other.stage("dev")
    domain = f"{secrets.token_hex(4)}.shop.example"
    settings = [{"CertificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/1", "EndpointType": "REGIONAL"}]
    api.client.create_domain_name(DomainName=domain, DomainNameConfigurations=settings)
    keys = {"": (api.id, "$default"), "v1/shop": (other.id, "dev")}
    for key, (name, stage) in keys.items():
        api.client.create_api_mapping(DomainName=domain, ApiId=name, Stage=stage, ApiMappingKey=key)

    assert api.get("/pets", host=domain).json()["path"] == "/pets"
    assert api.get("/v1/shop/pets", host=domain).json()["path"] == "/other"
    assert api.get("/v1/pets", host=domain).status_code == 404
    with pytest.raises(ClientError, match="ApiMapping key already exists for this domain name"):
        api.client.create_api_mapping(DomainName=domain, ApiId=api.id, Stage="$default")
    api.client.delete_domain_name(DomainName=domain)
    other.client.delete_api(ApiId=other.id)


@pytest.mark.parametrize(
    ("path", "key", "begins"),
    [("/v1/a", "v1", True), ("/v1", "v1", True), ("/v10", "v1", False), ("/", "", True), ("/v1/a", "v1/a", True)],
)
def test_a_mapping_is_found_by_whole_segments(path: str, key: str, *, begins: bool) -> None:
    """A key is no mere prefix of a path."""
    assert _begins(path, key) is begins


# --- Access logs: http-api-logging.html -------------------------------------------------------------------------------


def test_requests_are_logged(aws: EndpointSession, api: HttpApi, backend: str) -> None:
    """A line has the values of its variables, and a dash where there is none."""
    logs: Any = aws.client("logs")
    group = f"access-{secrets.token_hex(4)}"
    logs.create_log_group(logGroupName=group)
    arn = f"arn:aws:logs:us-east-1:000000000000:log-group:{group}"
    line = '{"at":"$context.routeKey","status":$context.status,"why":"$context.error.message"}'
    settings = {"DestinationArn": arn, "Format": line}
    api.client.update_stage(ApiId=api.id, StageName="$default", AccessLogSettings=settings)
    proxy(api, "GET /logged", f"{backend}/missing")

    api.get("/logged")
    api.get("/nowhere")

    def messages() -> list[str]:
        found = [one["message"] for one in logs.filter_log_events(logGroupName=group)["events"]]
        return found if len(found) == 2 else []

    found = [json.loads(line) for line in wait_until(messages, what="two lines of the access log", timeout=PATIENCE)]
    assert {"at": "GET /logged", "status": 404, "why": "-"} in found
    assert {"at": "-", "status": 404, "why": "Not Found"} in found
    api.client.delete_access_log_settings(ApiId=api.id, StageName="$default")
    logs.delete_log_group(logGroupName=group)


# --- Documents: http-api-open-api.html --------------------------------------------------------------------------------


def document(arn: str) -> dict[str, Any]:
    """Return an OpenAPI document with what AWS's extensions offer."""
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
    shared = {"type": "aws_proxy", "httpMethod": "POST", "uri": uri, "payloadFormatVersion": 2.0}
    integration = {"x-amazon-apigateway-integration": {"$ref": "#/components/x-amazon-apigateway-integrations/shared"}}
    asks = {
        "type": "request",
        "identitySource": "$request.header.X-Token",
        "authorizerUri": uri,
        "authorizerPayloadFormatVersion": "2.0",
        "enableSimpleResponses": True,
    }
    token = {
        "type": "jwt",
        "identitySource": "$request.header.Authorization",
        "jwtConfiguration": {"issuer": "https://issuer.example", "audience": ["shop"]},
    }
    return {
        "openapi": "3.0.1",
        "info": {"title": "pets", "version": "1.5", "description": "a shop"},
        "security": [{"function": []}],
        "paths": {
            "/pets/{id}": {
                "get": {**integration, "security": []},
                "post": {**integration, "security": [{"token": ["write"]}]},
                "put": integration,
                "x-amazon-apigateway-any-method": {**integration, "security": [{"signed": []}]},
            },
            "/$default": {"x-amazon-apigateway-any-method": {**integration, "security": []}},
        },
        "components": {
            "x-amazon-apigateway-integrations": {"shared": shared},
            "securitySchemes": {
                "function": {"type": "apiKey", "x-amazon-apigateway-authorizer": asks},
                "token": {"type": "oauth2", "x-amazon-apigateway-authorizer": token},
                "signed": {"type": "apiKey", "x-amazon-apigateway-authtype": "awsSigv4"},
            },
        },
        "x-amazon-apigateway-cors": {"allowOrigins": ["https://shop.example"], "maxAge": 5},
    }


def test_an_api_is_imported(aws: EndpointSession, localstack_server: AwsEndpoint, deploy: Any) -> None:
    """Routes, the default route, ANY, shared integrations, authorizers and CORS come from the document."""
    client: Any = aws.client("apigatewayv2")
    text = yaml.safe_dump(document(permit(deploy(CODE))))
    made = client.import_api(Body=text)
    api = HttpApi(client, made["ApiId"], localstack_server.endpoint_url)
    api.stage()

    routes = {one["RouteKey"]: one["AuthorizationType"] for one in client.get_routes(ApiId=api.id)["Items"]}
    statuses = [api.send(method, "/pets/1").status_code for method in ("GET", "POST", "PUT", "DELETE")]
    allowed = api.send("PUT", "/pets/1", headers={"X-Token": "yes"})

    assert (made["Name"], made["Version"], made["Description"]) == ("pets", "1.5", "a shop")
    assert made["CorsConfiguration"] == {"AllowOrigins": ["https://shop.example"], "MaxAge": 5}
    assert routes == {
        "GET /pets/{id}": "NONE",
        "POST /pets/{id}": "JWT",
        "PUT /pets/{id}": "CUSTOM",
        "ANY /pets/{id}": "AWS_IAM",
        "$default": "NONE",
    }
    assert (statuses, allowed.json()["version"], api.get("/else").status_code) == ([200, 401, 401, 403], "2.0", 200)
    assert len(client.get_integrations(ApiId=api.id)["Items"]) == 1
    client.delete_api(ApiId=api.id)


def test_an_api_is_imported_again_and_exported(aws: EndpointSession, localstack_server: AwsEndpoint) -> None:
    """Routes that the new document lacks are gone, the id and the stages stay; an export can be imported."""
    client: Any = aws.client("apigatewayv2")
    first = document("arn:aws:lambda:us-east-1:000000000000:function:f")
    api = HttpApi(client, client.import_api(Body=json.dumps(first))["ApiId"], localstack_server.endpoint_url)
    api.stage()
    second = {**first, "paths": {"/cats": first["paths"]["/pets/{id}"]}, "info": {"title": "cats", "version": "2"}}

    again = client.reimport_api(ApiId=api.id, Body=json.dumps(second))
    keys = [one["RouteKey"] for one in client.get_routes(ApiId=api.id)["Items"]]
    exported = client.export_api(ApiId=api.id, Specification="OAS30", OutputType="JSON")["body"].read()
    copy = client.import_api(Body=exported.decode())

    assert (again["ApiId"], again["Name"]) == (api.id, "cats")
    assert keys == ["GET /cats", "POST /cats", "PUT /cats", "ANY /cats"]
    assert [one["StageName"] for one in client.get_stages(ApiId=api.id)["Items"]] == ["$default"]
    told = [one["AuthorizationType"] for one in client.get_routes(ApiId=copy["ApiId"])["Items"]]
    assert told == ["NONE", "JWT", "CUSTOM", "AWS_IAM"]
    with pytest.raises(ClientError, match="BadRequestException"):
        client.reimport_api(ApiId=api.id, Body="swagger: '2.0'")
    for name in (api.id, copy["ApiId"]):
        client.delete_api(ApiId=name)
