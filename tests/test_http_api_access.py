"""Who may call an HTTP API on the embedded LocalStack: CORS and authorizers.

Each test names the page of AWS that it holds the emulator to, below
https://docs.aws.amazon.com/apigateway/latest/developerguide/.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from stackrig.emulator.inside.http_apis.key_sets import find_keys
from stackrig.emulator.inside.http_apis.token_claims import claim_text, find_fault, scopes_of
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from tests.http_apis import CODE, HttpApi, make_api, permit
from tests.lambda_functions import deploying
from tests.tokens import Signer

ORIGIN = "https://shop.example"
CORS = {
    "AllowOrigins": [ORIGIN],
    "AllowMethods": ["GET", "PUT"],
    "AllowHeaders": ["x-token"],
    "ExposeHeaders": ["x-total"],
    "AllowCredentials": True,
    "MaxAge": 60,
}
UNAUTHORIZED = (401, {"message": "Unauthorized"})
FORBIDDEN = (403, {"message": "Forbidden"})
SERVER_ERROR = (500, {"message": "Internal Server Error"})


def shown(answer: requests.Response) -> tuple[int, Any]:
    """Return the status and the body of an answer."""
    return answer.status_code, answer.json()


@dataclass(frozen=True)
class Issuer:
    """Serve the key of a signer by OpenID Connect's discovery."""

    url: str
    signer: Signer

    def token(self, *, algorithm: str = "RS256", **claims: Any) -> str:
        """Return a token that is valid unless its claims or its algorithm say otherwise."""
        now = int(time.time())
        given = {"iss": self.url, "aud": "shop", "iat": now - 5, "exp": now + 600, **claims}
        return self.signer.sign({name: value for name, value in given.items() if value is not None}, algorithm)


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    """Yield an issuer of this machine."""
    signer = Signer("key-1")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = f"http://127.0.0.1:{server.server_port}"
            is_keys = self.path == "/keys"
            body = json.dumps(signer.key_set() if is_keys else {"issuer": url, "jwks_uri": f"{url}/keys"}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Issuer(f"http://127.0.0.1:{server.server_port}", signer)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def guarded(aws: EndpointSession, localstack_server: AwsEndpoint, issuer: Issuer) -> Iterator[HttpApi]:
    """Yield an API whose paths are named after their authorization."""
    api = make_api(aws, localstack_server.endpoint_url, CorsConfiguration=CORS)
    with contextmanager(deploying)(aws) as deploy:
        arn = permit(deploy(CODE))
        new, old = api.integrate(arn), api.integrate(arn, PayloadFormatVersion="1.0")
        token = authorizer(api, "JWT", ["$request.header.Authorization"], JwtConfiguration=trust(issuer.url))
        lost = authorizer(api, "JWT", ["$request.header.Authorization"], JwtConfiguration=trust("http://127.0.0.1:9"))
        routes = {"jwt": token, "lost": lost}
        asks = {"AuthorizerUri": arn, "AuthorizerPayloadFormatVersion": "2.0"}
        header = ["$request.header.X-Token"]
        simple = {**asks, "EnableSimpleResponses": True}
        routes["simple"] = authorizer(api, "REQUEST", header, **simple)
        routes["policy"] = authorizer(api, "REQUEST", header, **asks)
        routes["old"] = authorizer(api, "REQUEST", header, **{**asks, "AuthorizerPayloadFormatVersion": "1.0"})
        several = [*header, "$request.querystring.q", "$context.routeKey"]
        routes["kept"] = authorizer(api, "REQUEST", several, **simple, AuthorizerResultTtlInSeconds=300)
        for name, one in routes.items():
            kind = "JWT" if name in ("jwt", "lost") else "CUSTOM"
            api.route(f"GET /{name}", new, AuthorizationType=kind, AuthorizerId=one)
        for key, integration in (("GET /scoped", new), ("GET /scoped-old", old)):
            scopes = ["read", "write"]
            api.route(key, integration, AuthorizationType="JWT", AuthorizerId=token, AuthorizationScopes=scopes)
        api.route("GET /signed", new, AuthorizationType="AWS_IAM")
        api.route("ANY /open", new)
        api.route("$default", new, AuthorizationType="JWT", AuthorizerId=token)
        api.stage()
        yield api
        api.client.delete_api(ApiId=api.id)


def authorizer(api: HttpApi, kind: str, sources: list[str], **settings: Any) -> str:
    """Make an authorizer and return its id."""
    made = api.client.create_authorizer(
        ApiId=api.id, AuthorizerType=kind, Name="guard", IdentitySource=sources, **settings
    )
    return str(made["AuthorizerId"])


def trust(issuer: str) -> dict[str, Any]:
    """Return the settings of a JWT authorizer."""
    return {"Issuer": issuer, "Audience": ["shop", "office"]}


def bearer(token: str) -> dict[str, Any]:
    """Return the options of a request with a token."""
    return {"headers": {"Authorization": f"Bearer {token}"}}


# --- CORS: http-api-cors.html -----------------------------------------------------------------------------------------


def preflight(api: HttpApi, path: str, origin: str = ORIGIN) -> requests.Response:
    """Ask as a browser does before a request to another site."""
    return api.send("OPTIONS", path, headers={"Origin": origin, "Access-Control-Request-Method": "PUT"})


def test_a_preflight_is_answered_by_the_gateway(guarded: HttpApi) -> None:
    """A preflight gets 204 with the API's settings, also on a route that a function would serve."""
    answer = preflight(guarded, "/open")

    assert (answer.status_code, answer.content) == (204, b"")
    headers = {name.lower(): value for name, value in answer.headers.items() if name.lower().startswith("access")}
    assert headers == {
        "access-control-allow-origin": ORIGIN,
        "access-control-allow-methods": "GET,PUT",
        "access-control-allow-headers": "x-token",
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": "x-total",
        "access-control-max-age": "60",
    }


def test_another_origin_is_not_allowed(guarded: HttpApi) -> None:
    """The answer is 204 without any of the headers."""
    answer = preflight(guarded, "/open", "https://else.example")

    assert answer.status_code == 204
    assert [name for name in answer.headers if name.lower().startswith("access-control")] == []


def test_the_default_route_guards_preflights_too(guarded: HttpApi) -> None:
    """A preflight that only $default serves needs the authorization of $default, says the page."""
    assert preflight(guarded, "/else").status_code == 401


def test_cors_headers_of_an_integration_are_replaced(guarded: HttpApi) -> None:
    """An answer has those of the API, and an error too; a request without an origin has none."""
    said = {"statusCode": 200, "headers": {"Access-Control-Allow-Origin": "https://evil.example"}, "body": ""}
    answer = guarded.send("POST", "/open?do=answer", json=said, headers={"Origin": ORIGIN})
    refused = guarded.get("/jwt", headers={"Origin": ORIGIN})
    plain = guarded.send("POST", "/open?do=answer", json=said)

    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert refused.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Access-Control-Allow-Origin" not in plain.headers


# --- JWT: http-api-jwt-authorizer.html, http-api-troubleshooting-jwt.html ---------------------------------------------


def test_a_token_opens_a_route(guarded: HttpApi, issuer: Issuer) -> None:
    """Its claims arrive as strings; scopes are null where the route has none."""
    token = issuer.token(sub="ann", groups=["a", "b"], level=3, admin=True)
    event = guarded.get("/jwt", **bearer(token)).json()

    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    assert (claims["sub"], claims["groups"], claims["level"], claims["admin"]) == ("ann", "[a b]", "3", "true")
    assert event["requestContext"]["authorizer"]["jwt"]["scopes"] is None
    assert guarded.get("/jwt", headers={"Authorization": token}).status_code == 200


def test_a_request_without_a_valid_token_is_401(guarded: HttpApi, issuer: Issuer) -> None:
    """The header www-authenticate tells what is wrong with the token."""
    missing = guarded.get("/jwt")
    strange = guarded.get("/jwt", **bearer(issuer.token(aud="else")))
    forged = guarded.get("/jwt", **bearer(Signer("key-1").sign({"iss": issuer.url, "aud": "shop"})))
    malformed = guarded.get("/jwt", **bearer("none"))

    assert [shown(one) for one in (missing, strange, forged, malformed)] == [UNAUTHORIZED] * 4
    assert missing.headers["www-authenticate"] == "Bearer"
    told = 'Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"'
    assert strange.headers["www-authenticate"] == told
    assert 'error="invalid_token"' in forged.headers["www-authenticate"]


def test_an_issuer_that_does_not_answer_is_401(guarded: HttpApi, issuer: Issuer) -> None:
    """The header names the discovery endpoint."""
    answer = guarded.get("/lost", **bearer(issuer.token()))

    assert shown(answer) == UNAUTHORIZED
    assert "OIDC discovery endpoint communication error" in answer.headers["www-authenticate"]


def test_a_route_with_scopes_wants_one_of_them(guarded: HttpApi, issuer: Issuer) -> None:
    """Without one it is 403; the event names the token's scopes, in both formats."""
    token = issuer.token(scope="read other", aud=None, client_id="office")
    refused = guarded.get("/scoped", **bearer(issuer.token(scope="other")))

    assert shown(refused) == FORBIDDEN
    assert 'scope="read write" error="insufficient_scope"' in refused.headers["www-authenticate"]
    new = guarded.get("/scoped", **bearer(token)).json()["requestContext"]["authorizer"]["jwt"]
    old = guarded.get("/scoped-old", **bearer(token)).json()["requestContext"]["authorizer"]
    assert (new["scopes"], old["scopes"]) == (["read", "other"], ["read", "other"])
    assert old["claims"]["client_id"] == "office"


def test_a_token_of_a_user_pool_opens_a_route(
    aws: EndpointSession, localstack_server: AwsEndpoint, guarded: HttpApi
) -> None:
    """The keys of pools of this LocalStack are known by their issuer, without a request to AWS."""
    cognito: Any = aws.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="people")["UserPool"]["Id"]
    flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    app = cognito.create_user_pool_client(UserPoolId=pool, ClientName="app", ExplicitAuthFlows=flows)
    client = app["UserPoolClient"]["ClientId"]
    cognito.admin_create_user(UserPoolId=pool, Username="ann")
    cognito.admin_set_user_password(UserPoolId=pool, Username="ann", Password="Passw0rd!", Permanent=True)
    given = {"USERNAME": "ann", "PASSWORD": "Passw0rd!"}
    flow = "ADMIN_USER_PASSWORD_AUTH"
    tokens = cognito.admin_initiate_auth(UserPoolId=pool, ClientId=client, AuthFlow=flow, AuthParameters=given)
    api = make_api(aws, localstack_server.endpoint_url)
    settings = {"Issuer": f"https://cognito-idp.us-east-1.amazonaws.com/{pool}", "Audience": [client]}
    guard = authorizer(api, "JWT", ["$request.header.Authorization"], JwtConfiguration=settings)
    uri = guarded.client.get_integrations(ApiId=guarded.id)["Items"][0]["IntegrationUri"]
    api.route("GET /a", api.integrate(uri), AuthorizationType="JWT", AuthorizerId=guard)
    api.stage()

    claims = api.get("/a", **bearer(tokens["AuthenticationResult"]["IdToken"])).json()
    assert claims["requestContext"]["authorizer"]["jwt"]["claims"]["cognito:username"] == "ann"
    assert shown(api.get("/a")) == UNAUTHORIZED
    api.client.delete_api(ApiId=api.id)
    cognito.delete_user_pool(UserPoolId=pool)


def test_key_sets_of_the_settings_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """An issuer is known with and without a slash at its end, and is not asked."""
    monkeypatch.setenv("STACKRIG_JWKS", json.dumps({"https://issuer.example/": {"keys": [{"kid": "1"}]}}))

    assert find_keys("https://issuer.example") == find_keys("https://issuer.example/") == {"keys": [{"kid": "1"}]}


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_of_another_algorithm_is_401(guarded: HttpApi, issuer: Issuer, algorithm: str) -> None:
    """Only RSA signatures count: what is not signed, or signed with the public key as a secret, opens nothing."""
    assert shown(guarded.get("/jwt", **bearer(issuer.token(algorithm=algorithm)))) == UNAUTHORIZED


NOW = 4_000_000_000.0
GOOD = {"iss": "i", "aud": ["else", "shop"], "exp": NOW + 1}


@pytest.mark.parametrize(
    ("claims", "fault"),
    [
        ({}, ""),
        ({"iss": "other"}, "issuer"),
        ({"aud": "else"}, "audience"),
        ({"aud": None, "client_id": "shop"}, ""),
        ({"aud": "else", "client_id": "shop"}, "audience"),
        ({"aud": None}, "audience"),
        ({"exp": NOW - 1}, "expired"),
        ({"exp": None}, "expired"),
        ({"nbf": NOW + 1}, "not valid yet"),
        ({"iat": NOW + 1}, "in the future"),
    ],
)
def test_claims_are_checked(monkeypatch: pytest.MonkeyPatch, claims: dict[str, Any], fault: str) -> None:
    """Issuer, audience or client, and times have to be right."""
    monkeypatch.setattr(time, "time", lambda: NOW)

    found = find_fault({**GOOD, **claims}, "i", ["shop"])

    assert fault in found
    assert bool(found) == bool(fault)


def test_claims_and_scopes_are_read() -> None:
    """Scopes are in `scope` or `scp`; nested values become JSON."""
    assert (scopes_of({"scope": "a b"}), scopes_of({"scp": ["c"]}), scopes_of({})) == (["a", "b"], ["c"], [])
    assert (claim_text({"a": 1}), claim_text(None), claim_text(["a", 1])) == ('{"a": 1}', "null", "[a 1]")


# --- Functions: http-api-lambda-authorizer.html -----------------------------------------------------------------------


def ask(api: HttpApi, path: str, token: str | None) -> requests.Response:
    """Send a request with a token for the function."""
    return api.get(path, headers={} if token is None else {"X-Token": token})


@pytest.mark.parametrize(
    ("path", "token", "answer"),
    [
        ("/simple", None, UNAUTHORIZED),
        ("/simple", "no", FORBIDDEN),
        ("/simple", "fail", SERVER_ERROR),
        ("/simple", "malformed", SERVER_ERROR),
        ("/simple", "allow", SERVER_ERROR),
        ("/policy", "deny", FORBIDDEN),
        ("/policy", "yes", SERVER_ERROR),
        ("/old", "deny", FORBIDDEN),
    ],
)
def test_a_function_refuses(guarded: HttpApi, path: str, token: str | None, answer: tuple[int, Any]) -> None:
    """Without an identity it is not asked; a failure and an answer in the other form are errors 500."""
    assert shown(ask(guarded, path, token)) == answer


def test_a_function_lets_in(guarded: HttpApi) -> None:
    """Its context reaches the integration as it is, and its event has the request."""
    event = ask(guarded, "/simple?q=1", "yes").json()

    said = event["requestContext"]["authorizer"]["lambda"]
    asked = said["event"]
    assert said["token"] == "yes"
    assert (asked["version"], asked["type"], asked["identitySource"]) == ("2.0", "REQUEST", ["yes"])
    assert (asked["routeKey"], asked["rawPath"], asked["queryStringParameters"]) == (
        "GET /simple",
        "/simple",
        {"q": "1"},
    )
    assert asked["routeArn"].endswith(f":{guarded.id}/$default/GET/simple")
    assert ask(guarded, "/policy", "allow").status_code == 200
    assert ask(guarded, "/old", "allow").status_code == 200


def test_an_answer_is_kept_for_its_identity(guarded: HttpApi) -> None:
    """The same values of all identity sources ask the function once, until the cache is reset."""

    def answer(query: str) -> str:
        said = ask(guarded, f"/kept?q={query}", "yes").json()
        return str(said["requestContext"]["authorizer"]["lambda"]["answer"])

    first, again, other = answer("1"), answer("1"), answer("2")
    guarded.client.reset_authorizers_cache(ApiId=guarded.id, StageName="$default")

    assert first == again
    assert len({first, other, answer("1")}) == 3
    assert shown(ask(guarded, "/kept", "yes")) == UNAUTHORIZED


# --- IAM: http-api-access-control-iam.html ----------------------------------------------------------------------------


def test_a_route_with_iam_wants_a_signature(guarded: HttpApi) -> None:
    """An unsigned request is 403; the event of a signed one names who signed it."""
    url = f"{guarded.address}/_aws/execute-api/{guarded.id}/signed"
    request = AWSRequest("GET", url)
    SigV4Auth(Credentials("test", "test"), "execute-api", "us-east-1").add_auth(request)

    event = requests.get(url, headers=dict(request.headers), timeout=60).json()

    assert shown(guarded.get("/signed")) == FORBIDDEN
    signer = event["requestContext"]["authorizer"]["iam"]
    assert signer["accessKey"] == "test"
    assert signer["userArn"].startswith("arn:aws:iam::000000000000:")
