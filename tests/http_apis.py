"""HTTP APIs that tests make and call."""

import secrets
from dataclasses import dataclass
from typing import Any

import requests

from stackrig.emulator.sessions import EndpointSession

# Answers with its event. A query `do=answer` has it return the request's body, `do=fail` raise, `do=wait` be late. As
# an authorizer it does what the header X-Token says.
CODE = """
    import json, time, uuid
    def handler(event, context):
        if event.get("type") == "REQUEST":
            return judge(event)
        do = (event.get("queryStringParameters") or {}).get("do")
        if do == "fail": raise Exception("broken")
        if do == "wait": time.sleep(8)
        if do == "answer": return json.loads(event["body"])
        return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(event)}

    def judge(event):
        headers = {name.lower(): value for name, value in event["headers"].items()}
        token = headers.get("x-token")
        if token == "fail": raise Exception("Unauthorized")
        if token == "malformed": return {"isAuthorized": "yes"}
        context = {"answer": str(uuid.uuid4()), "token": token, "event": event}
        if token in ("allow", "deny"):
            arn = event.get("routeArn") or event["methodArn"]
            statement = {"Action": "execute-api:Invoke", "Effect": token.title(), "Resource": arn}
            policy = {"Version": "2012-10-17", "Statement": [statement]}
            return {"principalId": "me", "policyDocument": policy, "context": {"level": 3}}
        return {"isAuthorized": token.startswith("yes"), "context": context}
    """


@dataclass(frozen=True)
class HttpApi:
    """Build an API and send requests to it."""

    client: Any
    id: str
    address: str

    def send(self, method: str, path: str, **options: Any) -> requests.Response:
        """Send a request by the path below `/_aws/execute-api`, or to the `host` that is given."""
        host = options.pop("host", None)
        base = self.address if host else f"{self.address}/_aws/execute-api/{self.id}"
        headers = {**options.pop("headers", {}), **({"Host": host} if host else {})}
        return requests.request(method, base + path, headers=headers, timeout=60, allow_redirects=False, **options)

    def get(self, path: str, **options: Any) -> requests.Response:
        """Send a GET request."""
        return self.send("GET", path, **options)

    def route(self, key: str, integration: str = "", **settings: Any) -> str:
        """Make a route, to an integration if one is given, and return its id."""
        target = {"Target": f"integrations/{integration}"} if integration else {}
        return str(self.client.create_route(ApiId=self.id, RouteKey=key, **target, **settings)["RouteId"])

    def integrate(self, uri: str, kind: str = "AWS_PROXY", **settings: Any) -> str:
        """Make an integration and return its id."""
        given = {"PayloadFormatVersion": "2.0", **settings} if kind == "AWS_PROXY" else settings
        made = self.client.create_integration(ApiId=self.id, IntegrationType=kind, IntegrationUri=uri, **given)
        return str(made["IntegrationId"])

    def stage(self, name: str = "$default", **settings: Any) -> None:
        """Make a stage that is deployed after each change."""
        self.client.create_stage(ApiId=self.id, StageName=name, AutoDeploy=True, **settings)


def make_api(aws: EndpointSession, address: str, **settings: Any) -> HttpApi:
    """Make an HTTP API with nothing in it."""
    client: Any = aws.client("apigatewayv2")
    given = {"Name": "shop", "ProtocolType": "HTTP", **settings}
    return HttpApi(client, client.create_api(**given)["ApiId"], address)


def permit(function: Any, source_arn: str = "") -> str:
    """Let API Gateway call a function and return the function's ARN."""
    source = {"SourceArn": source_arn} if source_arn else {}
    function.client.add_permission(
        FunctionName=function.name,
        StatementId=f"s-{secrets.token_hex(4)}",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
        **source,
    )
    found = function.client.get_function(FunctionName=function.name)
    return str(found["Configuration"]["FunctionArn"])
