"""WebSocket APIs on the embedded LocalStack: who may connect, where messages go, and what backends send.

Each test names the page of AWS that it holds the emulator to, below
https://docs.aws.amazon.com/apigateway/latest/developerguide/.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
import requests
from botocore.exceptions import ClientError

from stackrig.emulator.inside.functions.runtime._stackrig_endpoints import local_address
from stackrig.emulator.inside.websocket_apis.routes import select_route
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from tests.http_apis import permit
from tests.lambda_functions import Deploy, Function, deploying, read_logs
from tests.websockets import RefusedError, WebSocket, connected

# Tells which event it got. $connect is refused to the query `refuse`; a message `fail` raises.
CODE = """
    import json, time
    def push(request, text):
        import boto3
        endpoint = f"https://{request['domainName']}/{request['stage']}"
        backend = boto3.client("apigatewaymanagementapi", endpoint_url=endpoint)
        backend.post_to_connection(ConnectionId=request["connectionId"], Data=text.encode())
    def handler(event, context):
        request = event["requestContext"]
        if request["routeKey"] == "silent":
            push(request, "pushed")
            return {"statusCode": 200}
        if request["routeKey"] == "hold":
            for _ in range(2000):
                push(request, "held")
                time.sleep(0.02)
        print("event", request["eventType"], request["connectionId"], request.get("disconnectStatusCode"))
        query = event.get("queryStringParameters") or {}
        if request["eventType"] == "CONNECT":
            if query.get("refuse") == "nothing": return None
            return {"statusCode": int(query.get("refuse", 200))}
        text = json.loads(event.get("body") or "{}").get("text")
        if text == "fail": raise Exception("broken")
        if text == "nothing": return None
        if text == "more": return {"statusCode": 200, "connection": "x"}
        return {"statusCode": 200, "body": json.dumps(event)}
    """
# A runtime whose function answers with a text that is no JSON.
TEXT = f"""\
    #!{sys.executable} -I
    import os
    from http.client import HTTPConnection
    def call(method, path, body=None):
        connection = HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        connection.request(method, "/2018-06-01/runtime/invocation/" + path, body)
        return connection.getresponse().headers
    while True:
        call("POST", call("GET", "next")["Lambda-Runtime-Aws-Request-Id"] + "/response", b"a text")
    """
GUARD = """
    def handler(event, context):
        token = event["queryStringParameters"]["token"]
        if token == "unknown": raise Exception("Unauthorized")
        if token == "fail": raise Exception("broken")
        effect = "Allow" if token == "yes" else "Deny"
        statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": event["methodArn"]}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        return {"principalId": "ann", "policyDocument": policy, "context": {"level": 3}}
    """


@dataclass(frozen=True)
class Chat:
    """Name a WebSocket API and its function."""

    api_id: str
    port: int
    function: Function

    @contextmanager
    def connect(self, query: str = "", *, stage: str = "dev", host: str = "", ca_file: str = "") -> Iterator[WebSocket]:
        """Yield a connection, by the path or by a host name."""
        base = "" if host else f"/_aws/execute-api/{self.api_id}"
        headers = {"Host": f"{self.api_id}.{host}:{self.port}"} if host else {}
        with connected(self.port, f"{base}/{stage}{query}", ca_file, **headers) as client:
            yield client


@pytest.fixture(scope="module")
def chat(aws: EndpointSession, localstack_server: AwsEndpoint) -> Iterator[Chat]:
    """Yield an API with the routes that WebSocket APIs have, and a guarded stage."""
    client: Any = aws.client("apigatewayv2")
    with contextmanager(deploying)(aws) as deploy:
        function, guard = deploy(CODE, Timeout=60), deploy(GUARD)
        arn = permit(function)
        made = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")
        api = made["ApiId"]
        target = integrate(client, api, arn)
        for key in ("$connect", "$disconnect", "$default", "send"):
            response = {"RouteResponseSelectionExpression": "$default"} if key in ("$default", "send") else {}
            route = client.create_route(ApiId=api, RouteKey=key, Target=target, **response)["RouteId"]
            if response:
                client.create_route_response(ApiId=api, RouteId=route, RouteResponseKey="$default")
        for key in ("silent", "hold"):
            client.create_route(ApiId=api, RouteKey=key, Target=target)
        mock = client.create_integration(ApiId=api, IntegrationType="MOCK")["IntegrationId"]
        client.create_route(ApiId=api, RouteKey="mock", Target=f"integrations/{mock}")
        deployed = client.create_deployment(ApiId=api)["DeploymentId"]
        client.create_stage(ApiId=api, StageName="dev", DeploymentId=deployed, StageVariables={"color": "red"})
        guard_connections(client, api, permit(guard))
        deployed = client.create_deployment(ApiId=api)["DeploymentId"]
        client.create_stage(ApiId=api, StageName="guarded", DeploymentId=deployed)
        yield Chat(api, localstack_server.port, function)
        client.delete_api(ApiId=api)


def integrate(client: Any, api: str, arn: str) -> str:
    """Make an integration and return the target of its routes."""
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
    made = client.create_integration(ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=uri)
    return f"integrations/{made['IntegrationId']}"


def guard_connections(client: Any, api: str, arn: str) -> None:
    """Give the route $connect an authorizer."""
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
    sources = ["route.request.querystring.token"]
    made = client.create_authorizer(
        ApiId=api, AuthorizerType="REQUEST", Name="guard", AuthorizerUri=uri, IdentitySource=sources
    )
    routes = client.get_routes(ApiId=api)["Items"]
    connect = next(route["RouteId"] for route in routes if route["RouteKey"] == "$connect")
    where = {"ApiId": api, "RouteId": connect}
    client.update_route(**where, AuthorizationType="CUSTOM", AuthorizerId=made["AuthorizerId"])


def exchange(client: WebSocket, **message: Any) -> Any:
    """Send a message and return the answer."""
    client.send(json.dumps(message))
    return json.loads(client.receive() or "null")


def test_a_message_goes_to_its_route(chat: Chat) -> None:
    """A function's answer comes back where the route has a response (apigateway-websocket-api-route-response.html)."""
    with chat.connect() as client:
        client.send(json.dumps({"action": "mock"}))
        sent, other = exchange(client, action="send", text="hello"), exchange(client, text="hello")

    context = sent["requestContext"]
    assert (context["routeKey"], context["eventType"], context["stage"]) == ("send", "MESSAGE", "dev")
    assert (json.loads(sent["body"]), sent["stageVariables"]) == ({"action": "send", "text": "hello"}, {"color": "red"})
    assert other["requestContext"]["routeKey"] == "$default"
    assert other["requestContext"]["connectionId"] == context["connectionId"]


@pytest.mark.parametrize("domain", ["execute-api.us-east-1.amazonaws.com", "execute-api.localhost.localstack.cloud"])
def test_an_api_is_found_by_its_host(chat: Chat, domain: str) -> None:
    """The host name begins with the API's id."""
    with chat.connect(host=domain) as client:
        assert exchange(client, action="send")["requestContext"]["domainName"] == f"{chat.api_id}.{domain}"


@pytest.mark.parametrize("text", ["fail", "nothing", "more"])
def test_a_function_that_fails_is_told(chat: Chat, text: str) -> None:
    """So is a malformed answer (apigateway-websocket-api-integration-requests.html); the connection stays open."""
    with chat.connect() as client:
        failed = exchange(client, action="send", text=text)
        assert failed["message"] == "Internal server error"
        assert set(failed) == {"message", "connectionId", "requestId"}
        assert exchange(client, action="send")["requestContext"]["connectionId"] == failed["connectionId"]


@pytest.mark.gate
def test_an_answer_that_is_no_json_is_told(aws: EndpointSession, deploy: Deploy, chat: Chat) -> None:
    """It is malformed like others, which only functions with their own runtime can do."""
    client: Any = aws.client("apigatewayv2")
    arn = permit(deploy(files={"bootstrap": TEXT}, Runtime="provided.al2023", Handler="any"))
    client.create_route(ApiId=chat.api_id, RouteKey="text", Target=integrate(client, chat.api_id, arn))
    client.create_stage(
        ApiId=chat.api_id, StageName="text", DeploymentId=client.create_deployment(ApiId=chat.api_id)["DeploymentId"]
    )

    with chat.connect("?token=yes", stage="text") as connection:
        assert exchange(connection, action="text")["message"] == "Internal server error"


@pytest.mark.parametrize("is_secure", [False, True], ids=["ws", "wss"])
def test_a_function_answers_through_its_api(chat: Chat, localstack_server: AwsEndpoint, *, is_secure: bool) -> None:
    """Its event's domainName and stage make the address for boto3, as on AWS; no answer comes without a response."""
    with chat.connect(ca_file=localstack_server.ca_file if is_secure else "") as client:
        client.send(json.dumps({"action": "silent"}))

        assert client.receive() == "pushed"
        assert exchange(client, action="send")["requestContext"]["routeKey"] == "send"


@pytest.mark.parametrize(
    ("url", "led"),
    [
        ("https://abc.execute-api.eu-west-1.amazonaws.com/dev", "http://here:1/_aws/execute-api/abc/dev"),
        ("https://abc.execute-api.localhost.localstack.cloud:4566/dev", "http://here:1/_aws/execute-api/abc/dev"),
        ("https://abc.execute-api.eu-west-1.amazonaws.com.evil.example/", ""),
        ("https://sqs.eu-west-1.amazonaws.com", ""),
    ],
)
def test_addresses_of_apis_lead_here(monkeypatch: pytest.MonkeyPatch, url: str, led: str) -> None:
    """Only addresses of APIs are changed, in functions."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://here:1")

    assert local_address(url) == (led or url)


@pytest.mark.parametrize(
    ("query", "stage", "status"),
    [("?refuse=403", "dev", 403), ("?refuse=418", "dev", 418), ("?refuse=nothing", "dev", 502), ("", "none", 403)],
)
def test_connect_may_refuse(chat: Chat, query: str, stage: str, status: int) -> None:
    """The status of $connect's function is the answer (apigateway-websocket-api-route-keys-connect-disconnect.html)."""
    with pytest.raises(RefusedError) as refused, chat.connect(query, stage=stage):
        pass

    assert refused.value.status == status


@pytest.mark.parametrize(
    ("query", "status"), [("", 401), ("?token=unknown", 401), ("?token=no", 403), ("?token=fail", 500)]
)
def test_an_authorizer_refuses(chat: Chat, query: str, status: int) -> None:
    """A missing identity and Unauthorized are 401, a denial is 403 (apigateway-websocket-api-lambda-auth.html)."""
    with pytest.raises(RefusedError) as refused, chat.connect(query, stage="guarded"):
        pass

    assert refused.value.status == status


def test_an_authorizer_lets_in(chat: Chat) -> None:
    """Every event of the connection has its context."""
    with chat.connect("?token=yes", stage="guarded") as client:
        event = exchange(client, action="send")

    assert event["requestContext"]["authorizer"] == {"level": 3, "principalId": "ann"}


def test_disconnect_is_told(aws: EndpointSession, chat: Chat) -> None:
    """The function of $disconnect gets the connection's id."""
    with chat.connect() as client:
        name = exchange(client, action="send")["requestContext"]["connectionId"]
        client.close()

    assert read_logs(aws, chat.function, until=f"event DISCONNECT {name}")


def test_nothing_waits_for_a_function_that_is_running(aws: EndpointSession, chat: Chat) -> None:
    """Other messages are answered meanwhile, and the end of the connection is told at once: then the function fails."""
    with chat.connect() as client:
        client.send(json.dumps({"action": "hold"}))
        assert client.receive() == "held"
        client.send(json.dumps({"action": "send"}))
        while "requestContext" not in (text := client.receive() or "requestContext"):
            """The other function is still running."""
        name = json.loads(text)["requestContext"]["connectionId"]
        client.close()

    assert read_logs(aws, chat.function, until=f"event DISCONNECT {name}")
    assert read_logs(aws, chat.function, until="GoneException")


def test_a_message_that_is_too_big_ends_the_connection(chat: Chat) -> None:
    """The limit is 128 KB (limits.html)."""
    with chat.connect() as client:
        client.send(json.dumps({"action": "send", "text": "x" * (60 << 10)}))
        assert json.loads(client.receive() or "{}")["requestContext"]["routeKey"] == "send"
        client.send("x" * ((128 << 10) + 1))
        assert client.receive() is None


def test_a_route_with_iam_wants_a_signature(aws: EndpointSession, chat: Chat) -> None:
    """An unsigned request is 403, and so is one for another service; events name who signed it, and only $connect can.

    apigateway-websocket-api-control-access-iam.html
    """
    client: Any = aws.client("apigatewayv2")
    routes = {one["RouteKey"]: one["RouteId"] for one in client.get_routes(ApiId=chat.api_id)["Items"]}
    client.update_route(ApiId=chat.api_id, RouteId=routes["$connect"], AuthorizationType="AWS_IAM")
    deployed = client.create_deployment(ApiId=chat.api_id)["DeploymentId"]
    client.create_stage(ApiId=chat.api_id, StageName="signed", DeploymentId=deployed)

    def connect(service: str = "") -> Any:
        credential = f"X-Amz-Credential=test/20261128/us-east-1/{service}/aws4_request" if service else ""
        return chat.connect(f"?{credential}", stage="signed")

    for service in ("", "s3"):
        with pytest.raises(RefusedError) as refused, connect(service):
            pass
        assert refused.value.status == 403
    with connect("execute-api") as connection:
        assert exchange(connection, action="send")["requestContext"]["identity"]["accessKey"] == "test"
    with pytest.raises(ClientError, match=r"only allowed on the \$connect Route"):
        client.update_route(ApiId=chat.api_id, RouteId=routes["send"], AuthorizationType="AWS_IAM")


def test_a_backend_reaches_a_connection(chat: Chat) -> None:
    """Post, get and delete work by boto3, and a connection that ended is gone (apigateway-how-to-call-websocket-…)."""
    endpoint = f"http://127.0.0.1:{chat.port}/_aws/execute-api/{chat.api_id}/dev"
    keys: Any = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    backend: Any = boto3.client("apigatewaymanagementapi", endpoint_url=endpoint, **keys)
    with chat.connect() as client:
        where = {"ConnectionId": exchange(client, action="send")["requestContext"]["connectionId"]}
        backend.post_to_connection(**where, Data=b"from outside")
        told = client.receive()
        found = backend.get_connection(**where)
        unsigned = requests.get(f"{endpoint}/@connections/{where['ConnectionId']}", timeout=60)
        backend.delete_connection(**where)
        end = client.receive()

    assert (told, end) == ("from outside", None)
    assert found["Identity"]["SourceIp"] == "127.0.0.1"
    assert unsigned.status_code == 403
    with pytest.raises(ClientError, match="GoneException"):
        backend.post_to_connection(**where, Data=b"late")
    backend.close()


@pytest.mark.parametrize(
    ("expression", "message", "key"),
    [
        ("$request.body.action", '{"action": "join"}', "join"),
        ("${request.body.a.b}", '{"a": {"b": "x"}}', "x"),
        ("${request.body.a}/${request.body.b}", '{"a": "x", "b": 1}', "x/1"),
        ("$request.body.action", '{"other": 1}', "$default"),
        ("$request.body.action", "no JSON", "$default"),
        ("$request.body.action", "[1]", "$default"),
    ],
)
def test_an_expression_selects_a_route(expression: str, message: str, key: str) -> None:
    """The value that the expression finds in a message is the route's key (websocket-api-develop-routes.html)."""
    assert select_route(expression, message) == key
