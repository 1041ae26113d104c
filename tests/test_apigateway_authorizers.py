"""Authorizers of REST APIs on the embedded LocalStack: who is let through, and with what answer others are refused."""

import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from stackrig.emulator.inside.apigateway.policies import Invocation, judge
from stackrig.emulator.inside.apigateway.token_claims import as_texts, find_refusal
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from tests.lambda_functions import deploying

ARN = "arn:aws:execute-api:us-east-1:000000000000:api1/dev/GET/albums/1"
POOL = "arn:aws:cognito-idp:us-east-1:000000000000:userpool"
UNAUTHORIZED = (401, {"message": "Unauthorized"})
# Serves requests by showing what its event has of the authorizer, and authorizes them as their token says.
CODE = """
    import json
    calls = 0
    def handler(event, context):
        global calls
        calls += 1
        if "type" not in event:
            shown = {key: event["requestContext"].get(key) for key in ("authorizer", "identity")}
            return {"statusCode": 200, "body": json.dumps(shown)}
        token = event.get("authorizationToken") or event["headers"]["X-Token"]
        if token in ("Unauthorized", "fails"):
            raise Exception(token)
        resource = event["methodArn"].rsplit("/", 1)[0] + "/allowed" if token == "elsewhere" else event["methodArn"]
        effect = "Deny" if token == "denied" else "Allow"
        statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": resource}
        return {
            "principalId": None if token == "nobody" else "me",
            "policyDocument": "none" if token == "wordy" else {"Version": "2012-10-17", "Statement": [statement]},
            "context": {
                "number": 1, "yes": True, "calls": calls, "event": [] if token == "list" else json.dumps(event)
            },
        }
    """


def scheme(kind: str, **settings: Any) -> dict[str, Any]:
    """Return an OpenAPI security scheme with an authorizer of API Gateway."""
    return {
        "type": "apiKey",
        "name": "Authorization",
        "in": "header",
        "x-amazon-apigateway-authorizer": {"type": kind, **settings},
    }


def uri(arn: str) -> str:
    """Return the URI by which API Gateway calls a function."""
    return f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"


def document(arn: str, pool: str) -> dict[str, Any]:
    """Return an API whose paths are named after their authorization; the document's own is `token`."""
    served = {"type": "aws_proxy", "httpMethod": "POST", "uri": uri(arn)}
    securities: dict[str, Any] = {
        "allowed": None,
        "token": None,
        "open": [],
        "kept": [{"kept": []}],
        "request": [{"request": []}],
        "stranger": [{"stranger": []}],
        "signed": [{"signed": []}],
        "pool": [{"pool": []}],
        "scoped": [{"pool": ["aws.cognito.signin.user.admin"]}],
        "other-scope": [{"pool": ["shop/write"]}],
    }
    operations: dict[str, Any] = {
        name: {"x-amazon-apigateway-integration": served} | ({} if security is None else {"security": security})
        for name, security in securities.items()
    }
    operations["iam"] = {"x-amazon-apigateway-integration": served, "x-amazon-apigateway-auth": {"type": "AWS_IAM"}}
    sources = "method.request.header.X-Token, method.request.querystring.q"
    signed = {"type": "apiKey", "name": "Authorization", "in": "header", "x-amazon-apigateway-authtype": "awsSigv4"}
    return {
        "openapi": "3.0.1",
        "info": {"title": "authorizers", "version": "1"},
        "security": [{"token": []}],
        "paths": {f"/{name}": {"get": operation} for name, operation in operations.items()},
        "components": {
            "securitySchemes": {
                "token": scheme(
                    "token",
                    authorizerUri=uri(arn),
                    authorizerResultTtlInSeconds=0,
                    identityValidationExpression="[a-zA-Z]+",
                ),
                "kept": scheme("token", authorizerUri=uri(arn)),
                "request": scheme(
                    "request", authorizerUri=uri(arn), identitySource=sources, authorizerResultTtlInSeconds=0
                ),
                "stranger": scheme("token", authorizerUri=uri(f"{arn}:stranger")),
                "pool": scheme("cognito_user_pools", providerARNs=[f"{POOL}/{pool}"]),
                "signed": signed,
            }
        },
    }


@dataclass(frozen=True)
class Api:
    """Send requests to the API of this file."""

    address: str

    def get(self, path: str, token: str | None = None, **headers: str) -> requests.Response:
        """Send a request, with a token in the header Authorization."""
        sent = headers if token is None else {**headers, "Authorization": token}
        return requests.get(f"{self.address}/{path}", headers=sent, timeout=60)


@dataclass(frozen=True)
class Pool:
    """A user pool of Cognito with one user, and that user's tokens."""

    id: str
    id_token: str
    access_token: str


def make_pool(client: Any) -> Pool:
    """Create a pool, a client and a user that is in the groups `a` and `b`, and sign the user in."""
    pool = client.create_user_pool(PoolName="people")["UserPool"]["Id"]
    flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    app = client.create_user_pool_client(UserPoolId=pool, ClientName="app", ExplicitAuthFlows=flows)
    app_id = app["UserPoolClient"]["ClientId"]
    client.admin_create_user(UserPoolId=pool, Username="ann")
    client.admin_set_user_password(UserPoolId=pool, Username="ann", Password="Passw0rd!", Permanent=True)
    for group in ("a", "b"):
        client.create_group(UserPoolId=pool, GroupName=group)
        client.admin_add_user_to_group(UserPoolId=pool, GroupName=group, Username="ann")
    tokens = client.admin_initiate_auth(
        UserPoolId=pool,
        ClientId=app_id,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "ann", "PASSWORD": "Passw0rd!"},
    )["AuthenticationResult"]
    return Pool(pool, tokens["IdToken"], tokens["AccessToken"])


@pytest.fixture(scope="module")
def pool(aws: EndpointSession) -> Iterator[Pool]:
    """Yield a pool; it is deleted after the file's tests."""
    client: Any = aws.client("cognito-idp")
    made = make_pool(client)
    yield made
    client.delete_user_pool(UserPoolId=made.id)


@pytest.fixture(scope="module")
def guarded(aws: EndpointSession, localstack_server: AwsEndpoint, pool: Pool) -> Iterator[Api]:
    """Yield the API of the document; it is deleted after the file's tests."""
    client: Any = aws.client("apigateway")
    with contextmanager(deploying)(aws) as deploy:
        function = deploy(CODE)
        arn = function.client.get_function(FunctionName=function.name)["Configuration"]["FunctionArn"]
        function.client.create_alias(FunctionName=function.name, Name="stranger", FunctionVersion="$LATEST")
        function.client.add_permission(
            FunctionName=function.name,
            StatementId=f"s-{secrets.token_hex(4)}",
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
        )
        made = client.import_rest_api(body=json.dumps(document(arn, pool.id)))["id"]
        client.create_deployment(restApiId=made, stageName="dev")
        yield Api(f"{localstack_server.endpoint_url}/_aws/execute-api/{made}/dev")
        client.delete_rest_api(restApiId=made)


def shown(answer: requests.Response) -> tuple[int, Any]:
    """Return the status and the body of an answer."""
    return answer.status_code, answer.json()


@pytest.mark.parametrize("token", [None, "", "not letters 1", "Unauthorized"])
def test_a_request_without_a_valid_token_is_401(guarded: Api, token: str | None) -> None:
    """A missing, empty or malformed token, and a function that raises Unauthorized, give AWS's 401."""
    assert shown(guarded.get("token", token)) == UNAUTHORIZED


@pytest.mark.parametrize(
    ("token", "message"),
    [
        ("elsewhere", "User is not authorized to access this resource"),
        ("denied", "User is not authorized to access this resource with an explicit deny"),
    ],
)
def test_a_policy_that_does_not_allow_the_method_is_403(guarded: Api, token: str, message: str) -> None:
    """A policy for another method, and one that denies, give AWS's 403."""
    assert shown(guarded.get("token", token)) == (403, {"Message": message})
    assert guarded.get("allowed", "elsewhere").status_code == 200


@pytest.mark.parametrize("token", ["fails", "nobody", "wordy", "list"])
def test_a_function_that_fails_as_authorizer_is_500(guarded: Api, token: str) -> None:
    """An error, and an answer that is no policy or has lists in its context, give 500 with an empty message."""
    assert shown(guarded.get("token", token)) == (500, {"message": None})


def test_an_authorizer_needs_a_functions_permission(guarded: Api) -> None:
    """A function whose policy does not name API Gateway authorizes nobody."""
    assert shown(guarded.get("stranger", "allow")) == (500, {"message": None})


def test_the_event_has_what_the_authorizer_said(guarded: Api) -> None:
    """The principal and the context of an authorizer reach the function, all as strings."""
    status, body = shown(guarded.get("token", "allow"))

    authorizer = body["authorizer"]
    event = json.loads(authorizer["event"])
    assert (status, authorizer["principalId"], authorizer["number"], authorizer["yes"]) == (200, "me", "1", "true")
    assert isinstance(authorizer["integrationLatency"], int)
    assert (event["type"], event["authorizationToken"]) == ("TOKEN", "allow")
    assert event["methodArn"].endswith("/dev/GET/token")


def test_results_are_kept_as_long_as_the_authorizer_says(guarded: Api) -> None:
    """A result is used again for the same token, by default for 300 seconds, and never with a time of 0."""
    kept = [guarded.get("kept", token).json()["authorizer"]["calls"] for token in ("allow", "allow", "other")]
    fresh = [guarded.get("token", "allow").json()["authorizer"]["calls"] for _ in range(2)]

    assert kept[0] == kept[1] != kept[2]
    assert fresh[0] != fresh[1]


def test_a_request_authorizer_needs_all_its_identity_sources(guarded: Api) -> None:
    """A REQUEST authorizer is asked only when each identity source has a value, and sees the whole request."""
    refused = [
        guarded.get("request", **{"X-Token": "allow"}),
        guarded.get("request?q=1"),
        guarded.get("request?q=", **{"X-Token": "a"}),
    ]
    status, body = shown(guarded.get("request?q=1&q=2", **{"X-Token": "allow"}))

    event = json.loads(body["authorizer"]["event"])
    assert [shown(answer) for answer in refused] == [UNAUTHORIZED] * 3
    assert (status, event["path"], event["resource"], event["httpMethod"]) == (200, "/request", "/request", "GET")
    assert event["multiValueQueryStringParameters"] == {"q": ["1", "2"]}
    assert event["requestContext"]["stage"] == "dev"


def test_an_empty_security_opens_a_method(guarded: Api) -> None:
    """A method with an empty list of security schemes needs nothing, whatever the document says of all."""
    status, body = shown(guarded.get("open"))

    assert (status, body["authorizer"]) == (200, None)


def sign(address: str, service: str = "execute-api", region: str = "us-east-1") -> dict[str, str]:
    """Return the headers of a signed request."""
    request = AWSRequest("GET", address)
    SigV4Auth(Credentials("test", "test"), service, region).add_auth(request)
    return dict(request.headers)


@pytest.mark.parametrize("path", ["signed", "iam"])
def test_a_method_with_iam_needs_a_signature(guarded: Api, path: str) -> None:
    """AWS_IAM refuses unsigned requests and those signed for another service or region, and names the signer."""
    address = f"{guarded.address}/{path}"
    unsigned, bearer = guarded.get(path), guarded.get(path, "Bearer abc")
    wrong = [guarded.get(path, **sign(address, "lambda")), guarded.get(path, **sign(address, region="eu-west-1"))]
    status, body = shown(guarded.get(path, **sign(address)))

    assert shown(unsigned) == (403, {"message": "Missing Authentication Token"})
    assert [answer.status_code for answer in (bearer, *wrong)] == [403] * 3
    assert "requires 'Credential' parameter" in bearer.text
    assert (status, body["identity"]["accessKey"]) == (200, "test")
    assert body["identity"]["userArn"] == "arn:aws:iam::000000000000:root"


def test_a_pools_id_token_is_let_through(guarded: Api, pool: Pool) -> None:
    """A Cognito ID token opens a method without scopes, and its claims reach the function as strings."""
    answers = [guarded.get("pool", token) for token in (pool.id_token, f"Bearer {pool.id_token}")]

    claims = answers[1].json()["authorizer"]["claims"]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert claims["cognito:username"] == "ann"
    assert re.fullmatch(r"\w{3} \w{3} \d\d [\d:]{8} UTC \d{4}", claims["exp"])


def test_scopes_need_an_access_token(guarded: Api, pool: Pool) -> None:
    """A method with scopes wants an access token with one of them; one without scopes wants an ID token."""
    let = guarded.get("scoped", pool.access_token)
    refused = [
        guarded.get("scoped", pool.id_token),
        guarded.get("other-scope", pool.access_token),
        guarded.get("pool", pool.access_token),
    ]

    assert let.status_code == 200
    assert let.json()["authorizer"]["claims"]["cognito:groups"] == "a,b"
    assert [shown(answer) for answer in refused] == [UNAUTHORIZED] * 3


def test_tokens_of_strangers_are_refused(guarded: Api, aws: EndpointSession, pool: Pool) -> None:
    """No token, a changed one and one of another pool are 401."""
    client: Any = aws.client("cognito-idp")
    other = make_pool(client)
    head, body, signature = pool.id_token.split(".")
    changed = f"{head}.{body}.{signature[:-8]}AAAAAAAA"

    refused = [guarded.get("pool", token) for token in (None, "abc", changed, other.id_token)]
    client.delete_user_pool(UserPoolId=other.id)

    assert [shown(answer) for answer in refused] == [UNAUTHORIZED] * 4


ID_TOKEN = {"exp": 4102444800, "token_use": "id", "aud": "app1"}
ACCESS_TOKEN = {"exp": 4102444800, "token_use": "access", "client_id": "app1", "scope": "shop/read shop/write"}


@pytest.mark.parametrize(
    ("claims", "scopes", "audience", "expected"),
    [
        (ID_TOKEN, [], None, None),
        (ID_TOKEN, [], "app[12]", None),
        (ID_TOKEN, [], "app", "Unauthorized"),
        ({**ID_TOKEN, "exp": 1700000000}, [], None, "The incoming token has expired"),
        ({"token_use": "id"}, [], None, "The incoming token has expired"),
        (ID_TOKEN, ["shop/read"], None, "Unauthorized"),
        (ACCESS_TOKEN, [], None, "Unauthorized"),
        (ACCESS_TOKEN, ["shop/write", "shop/delete"], "app1", None),
        (ACCESS_TOKEN, ["shop/delete"], None, "Unauthorized"),
        (ACCESS_TOKEN, ["shop"], None, "Unauthorized"),
    ],
)
def test_which_claims_open_a_method(
    claims: dict[str, Any], scopes: list[str], audience: str | None, expected: str | None
) -> None:
    """A token has to be in time, of the right kind and app client, and an access token has to have a scope."""
    assert find_refusal(claims, scopes, audience) == expected


def test_claims_become_strings() -> None:
    """Times become dates, lists are joined by commas, and other values become JSON."""
    when = 1700000000
    claims = {"exp": when, "auth_time": when, "email_verified": True, "cognito:groups": ["a", "b"], "sub": "x"}

    assert as_texts(claims) == {
        "exp": "Tue Nov 14 22:13:20 UTC 2023",
        "auth_time": "1700000000",
        "email_verified": "true",
        "cognito:groups": "a,b",
        "sub": "x",
    }


def among(*statements: dict[str, Any]) -> dict[str, Any]:
    """Return a resource policy."""
    return {"Version": "2012-10-17", "Statement": [{"Principal": "*", **one} for one in statements]}


def test_an_apis_policy_is_enforced(aws: EndpointSession, guarded: Api, pool: Pool) -> None:
    """A request is 403 when the API's resource policy denies it, or neither the policy nor an authorizer allows it."""
    client: Any = aws.client("apigateway")
    api_id = guarded.address.split("/")[-2]
    policy = among(
        said(resource="execute-api:/dev/GET/token"),
        said(resource="execute-api:/dev/GET/pool"),
        said("Deny", f"arn:aws:execute-api:us-east-1:000000000000:{api_id}/*/GET/kept"),
        said("Deny", "execute-api:/*/GET/signed", Principal={"AWS": "arn:aws:iam::000000000000:root"}),
    )
    signed = [sign(f"{guarded.address}/{path}") for path in ("signed", "iam")]

    def deploy(value: str) -> None:
        client.update_rest_api(restApiId=api_id, patchOperations=[{"op": "replace", "path": "/policy", "value": value}])
        client.create_deployment(restApiId=api_id, stageName="dev")

    deploy(json.dumps(policy))
    answers = {
        "open": guarded.get("open"),  # not named, and has no authorizer
        "kept": guarded.get("kept", "allow"),
        "pool": guarded.get("pool", pool.id_token),
        "scoped": guarded.get("scoped", pool.access_token),  # not named: a pool's token is no permission
        "token": guarded.get("token", "elsewhere"),  # the policy allows what the function says nothing of
        "denied": guarded.get("token", "denied"),
        "allowed": guarded.get("allowed", "allow"),  # and the other way round
        "signed": guarded.get("signed", **signed[0]),
        "iam": guarded.get("iam", **signed[1]),
    }
    deploy("")

    place = "not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:"
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "open": 403,
        "kept": 403,
        "pool": 200,
        "scoped": 403,
        "token": 200,
        "denied": 403,
        "allowed": 200,
        "signed": 403,
        "iam": 200,
    }
    assert answers["open"].json() == {"Message": f"User: anonymous is {place}{api_id}/dev/GET/open"}
    assert answers["kept"].json()["Message"].endswith("/dev/GET/kept with an explicit deny")
    assert answers["signed"].json()["Message"].startswith(f"User: arn:aws:iam::000000000000:root is {place}")
    assert guarded.get("open").status_code == 200


def said(effect: str = "Allow", resource: str = "*", **parts: Any) -> dict[str, Any]:
    """Return a statement of a policy."""
    return {"Effect": effect, "Action": "execute-api:Invoke", "Resource": resource, **parts}


def under(operator: str, wanted: Any, effect: str = "Allow") -> dict[str, Any]:
    """Return a statement with a condition on the source address."""
    return said(effect, Condition={operator: {"aws:SourceIp": wanted}})


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([], None),
        ([said()], "Allow"),
        ([said(Action="*")], "Allow"),
        ([said(Action=["execute-api:invoke"])], "Allow"),
        ([said(Action="lambda:*")], None),
        ([said(resource=ARN)], "Allow"),
        ([said(resource="arn:aws:execute-api:us-east-1:*:api1/*/GET/*")], "Allow"),
        ([said(resource="arn:aws:execute-api:us-east-1:*:api1/dev/POST/*")], None),
        ([said(resource=ARN[:-1] + "?")], "Allow"),
        ([said(), said("Deny", ARN)], "Deny"),
        ([said(), said("Deny", ARN + "2")], "Allow"),
        ([{"Effect": "Allow", "NotAction": "lambda:*", "NotResource": ARN + "2"}], "Allow"),
        ([{"Effect": "Allow", "Action": "*", "NotResource": ARN}], None),
        ([under("IpAddress", ["10.0.0.0/8", "127.0.0.0/8"])], "Allow"),
        ([under("IpAddress", "10.0.0.0/8")], None),
        ([said(), under("NotIpAddress", "10.0.0.0/8", "Deny")], "Deny"),
        ([said(), under("NotIpAddress", "127.0.0.1", "Deny")], "Allow"),
        ([under("NumericEquals", "1")], None),
        ([said(), under("NumericSquares", "1", "Deny")], "Deny"),
        ([said(Condition={"StringEquals": {"aws:SourceVpce": "vpce-1"}})], None),
        ([said(Condition={"StringNotEquals": {"aws:SourceVpce": "vpce-1"}})], "Allow"),
        ([said(Condition={"StringLikeIfExists": {"aws:SourceVpce": "vpce-*"}})], "Allow"),
    ],
)
def test_what_a_policy_says_of_an_invocation(statements: list[dict[str, Any]], expected: str | None) -> None:
    """Statements match by action, resource and conditions; a denial wins, and unknown conditions never allow."""
    assert judge(statements, Invocation(ARN, {"aws:sourceip": "127.0.0.1"})) == expected
