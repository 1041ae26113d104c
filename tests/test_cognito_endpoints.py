"""The addresses of user pools on the embedded LocalStack: keys, discovery, and the endpoints of domains.

Each part names the page of AWS that it holds the emulator to, below
https://docs.aws.amazon.com/cognito/latest/developerguide/.
"""

import base64
import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
import pytest
import requests

from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.loopback import loopback_names
from stackrig.urls import to_localstack_url
from tests.lambda_functions import Deploy
from tests.user_pools import PASSWORD, UserPool, claims, refused, user_pool

CALLBACK = "https://shop.example/callback"
DOMAIN = "shop-sign-in"
CODE_FLOW: dict[str, Any] = {
    "AllowedOAuthFlowsUserPoolClient": True,
    "AllowedOAuthFlows": ["code", "implicit"],
    "AllowedOAuthScopes": ["openid", "email", "shop/read", "aws.cognito.signin.user.admin"],
    "CallbackURLs": [CALLBACK],
    "LogoutURLs": ["https://shop.example/bye"],
    "SupportedIdentityProviders": ["COGNITO"],
}


@dataclass(frozen=True)
class Hosted:
    """Send requests to the endpoints of a pool's domain."""

    pool: UserPool
    port: int

    def send(self, method: str, path: str, **options: Any) -> requests.Response:
        """Send a request to the address that AWS gives the domain."""
        url = to_localstack_url(f"https://{DOMAIN}.auth.us-east-1.amazoncognito.com{path}", self.port)
        with loopback_names():
            return requests.request(method, url, timeout=60, allow_redirects=False, **options)

    def tokens(self, **form: str) -> requests.Response:
        """Ask for tokens as the client."""
        given = {"client_id": self.pool.client_id, **form}
        if secret := self.pool.app.get("ClientSecret"):
            return self.send("POST", "/oauth2/token", data=given, auth=(self.pool.client_id, secret))
        return self.send("POST", "/oauth2/token", data=given)

    def log_in(self, name: str, **asked: str) -> dict[str, str]:
        """Send the form as a browser does and return what comes back to the client."""
        query = {"client_id": self.pool.client_id, "redirect_uri": CALLBACK, "response_type": "code", **asked}
        first = self.send("GET", "/oauth2/authorize", params=query)
        assert (first.status_code, urlsplit(first.headers["Location"]).path) == (302, "/login")
        form = {"username": name, "password": PASSWORD}
        back = self.send("POST", first.headers["Location"], data=form)
        assert back.status_code == 302, back.text
        place = urlsplit(back.headers["Location"])
        return dict(parse_qsl(place.query or place.fragment))


@pytest.fixture(scope="module")
def hosted(aws: EndpointSession, localstack_server: AwsEndpoint) -> Iterator[Hosted]:
    """Yield a pool with a domain, a resource server and a client of the code flow."""
    with user_pool(aws, localstack_server.endpoint_url) as pool:
        scopes = [{"ScopeName": name, "ScopeDescription": name} for name in ("read", "write")]
        pool.admin("create_resource_server", Identifier="shop", Name="shop", Scopes=scopes)
        pool.admin("create_user_pool_domain", Domain=DOMAIN)
        pool.add_user("ann", email="ann@example.com", email_verified="true", nickname="annie")
        yield Hosted(pool.make_app(**CODE_FLOW), localstack_server.port)
        pool.admin("delete_user_pool_domain", Domain=DOMAIN)


def s256(verifier: str) -> str:
    """Return the challenge of a proof key (https://www.rfc-editor.org/rfc/rfc7636)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


# --- keys: amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html ------------------------------------------------


def test_tokens_are_verified_by_the_published_keys(hosted: Hosted) -> None:
    """An independent library verifies both tokens with the key that each names, and not with the other's."""
    tokens = hosted.pool.sign_in("ann")
    keys = requests.get(f"{hosted.pool.address}/{hosted.pool.id}/.well-known/jwks.json", timeout=60).json()["keys"]
    assert [(key["kty"], key["alg"], key["use"], key["e"]) for key in keys] == [("RSA", "RS256", "sig", "AQAB")] * 2

    found = {key["kid"]: jwt.PyJWK(key) for key in keys}
    own, access = tokens["IdToken"], tokens["AccessToken"]
    names = [jwt.get_unverified_header(token)["kid"] for token in (own, access)]

    assert set(names) == set(found)
    decoded = jwt.decode(own, found[names[0]], algorithms=["RS256"], audience=hosted.pool.client_id)
    assert decoded["email"] == "ann@example.com"
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(own, found[names[1]], algorithms=["RS256"], audience=hosted.pool.client_id)


def test_a_pool_describes_itself(hosted: Hosted) -> None:
    """Discovery names the addresses of AWS, which LocalStack serves. federation-endpoints.html."""
    url = f"{hosted.pool.address}/{hosted.pool.id}/.well-known/openid-configuration"

    found = requests.get(url, timeout=60).json()

    issuer = f"https://cognito-idp.us-east-1.amazonaws.com/{hosted.pool.id}"
    assert (found["issuer"], found["jwks_uri"]) == (issuer, f"{issuer}/.well-known/jwks.json")
    assert found["token_endpoint"] == f"https://{DOMAIN}.auth.us-east-1.amazoncognito.com/oauth2/token"
    assert requests.get(url.replace(hosted.pool.id, "us-east-1_none"), timeout=60).status_code == 404
    with loopback_names():
        keys = requests.get(to_localstack_url(found["jwks_uri"], hosted.port), timeout=60)
    assert len(keys.json()["keys"]) == 2


# --- client credentials: token-endpoint.html --------------------------------------------------------------------------


def test_a_machine_gets_a_token(hosted: Hosted) -> None:
    """Its scopes are those it asks for, all of its client's by default; wrong secrets and scopes are refused."""
    machine = hosted.pool.make_app(
        GenerateSecret=True,
        AllowedOAuthFlowsUserPoolClient=True,
        AllowedOAuthFlows=["client_credentials"],
        AllowedOAuthScopes=["shop/read", "shop/write"],
    )
    asking = Hosted(machine, hosted.port)

    answer = asking.tokens(grant_type="client_credentials", scope="shop/read")

    assert (answer.status_code, answer.json()["token_type"], answer.json()["expires_in"]) == (200, "Bearer", 3600)
    found = claims(answer.json()["access_token"])
    assert (found["scope"], found["client_id"], found["sub"]) == ("shop/read", machine.client_id, machine.client_id)
    assert "id_token" not in answer.json()
    every = asking.tokens(grant_type="client_credentials").json()["access_token"]
    assert claims(every)["scope"] == "shop/read shop/write"

    def fault(**form: str) -> Any:
        return asking.tokens(**form).json()["error"]

    assert fault(grant_type="client_credentials", scope="shop/none") == "invalid_scope"
    assert fault(grant_type="password") == "unsupported_grant_type"
    assert hosted.tokens(grant_type="client_credentials").json() == {"error": "unauthorized_client"}
    wrong = {"grant_type": "client_credentials", "client_id": machine.client_id, "client_secret": "x"}
    assert hosted.send("POST", "/oauth2/token", data=wrong).json() == {"error": "invalid_client"}
    by_path = f"{machine.address}/_aws/cognito-idp/{DOMAIN}/oauth2/token"
    auth = (machine.client_id, machine.app["ClientSecret"])
    assert requests.post(by_path, data={"grant_type": "client_credentials"}, auth=auth, timeout=60).ok


# --- the code flow: authorization-endpoint.html, using-pkce-in-authorization-code.html --------------------------------


def test_a_browser_signs_in_with_a_proof_key(hosted: Hosted) -> None:
    """The code works once, with the verifier and the address it was made for; scopes decide what tokens show."""
    verifier = "v" * 43
    asked = {"scope": "openid email shop/read", "state": "s1", "nonce": "n1", "code_challenge_method": "S256"}
    back = hosted.log_in("ann", **asked, code_challenge=s256(verifier))
    assert back["state"] == "s1"
    form = {"grant_type": "authorization_code", "redirect_uri": CALLBACK, "code_verifier": verifier}

    tokens = hosted.tokens(**form, code=back["code"]).json()

    own, access = claims(tokens["id_token"]), claims(tokens["access_token"])
    assert (own["email"], own["nonce"], "nickname" in own) == ("ann@example.com", "n1", False)
    assert access["scope"] == "openid email shop/read"
    assert hosted.tokens(**form, code=back["code"]).json() == {"error": "invalid_grant"}
    other = hosted.log_in("ann", **asked, code_challenge=s256("other"))
    assert hosted.tokens(**form, code=other["code"]).json() == {"error": "invalid_grant"}
    renewed = hosted.tokens(grant_type="refresh_token", refresh_token=tokens["refresh_token"]).json()
    assert claims(renewed["access_token"])["scope"] == access["scope"]
    assert "refresh_token" not in renewed


def test_who_a_token_belongs_to(hosted: Hosted) -> None:
    """It is told for the scope openid, as far as scopes show it. userinfo-endpoint.html, revocation-endpoint.html."""
    code = hosted.log_in("ann", scope="openid email")["code"]
    form = {"grant_type": "authorization_code", "redirect_uri": CALLBACK, "code": code}
    tokens = hosted.tokens(**form).json()

    def ask(token: str) -> requests.Response:
        return hosted.send("GET", "/oauth2/userInfo", headers={"Authorization": f"Bearer {token}"})

    found = ask(tokens["access_token"]).json()
    assert (found["username"], found["email"], found["email_verified"]) == ("ann", "ann@example.com", "true")
    assert "nickname" not in found
    assert ask(hosted.pool.sign_in("ann")["AccessToken"]).status_code == 401
    with refused("NotAuthorized", "Access Token does not have required scopes"):
        hosted.pool.cognito.get_user(AccessToken=tokens["access_token"])
    given = {"client_id": hosted.pool.client_id, "token": tokens["refresh_token"]}
    assert hosted.send("POST", "/oauth2/revoke", data=given).status_code == 200
    assert ask(tokens["access_token"]).json()["error"] == "invalid_token"


def test_tokens_come_back_in_the_address(hosted: Hosted) -> None:
    """The implicit flow brings them after the sign #, without a refresh token."""
    back = hosted.log_in("ann", response_type="token", scope="openid shop/read", state="s2")

    assert sorted(back) == ["access_token", "expires_in", "id_token", "state", "token_type"]
    assert claims(back["access_token"])["scope"] == "openid shop/read"


def test_a_browser_is_remembered_and_forgotten(hosted: Hosted) -> None:
    """With its cookie it gets a code at once, until it logs out. login-endpoint.html, logout-endpoint.html."""
    query = {"client_id": hosted.pool.client_id, "redirect_uri": CALLBACK, "response_type": "code"}
    form = {"username": "ann", "password": PASSWORD}
    cookie = hosted.send("POST", "/login", params=query, data=form).cookies.get_dict()

    def location(path: str, **asked: str) -> str:
        return hosted.send("GET", path, params={**query, **asked}, cookies=cookie).headers["Location"]

    assert "code" in parse_qs(urlsplit(location("/oauth2/authorize")).query)
    assert location("/logout", logout_uri="https://shop.example/bye") == "https://shop.example/bye"
    assert location("/oauth2/authorize").startswith("/login?")


def test_what_a_browser_may_not_ask(hosted: Hosted) -> None:
    """A stranger's address gets no answer; other faults come back to the client."""

    def ask(**asked: str) -> requests.Response:
        query = {"client_id": hosted.pool.client_id, "redirect_uri": CALLBACK, "response_type": "code", **asked}
        return hosted.send("GET", "/oauth2/authorize", params=query)

    assert (ask(redirect_uri="https://evil.example").status_code, ask(client_id="none").status_code) == (400, 400)
    assert ask(scope="openid none").headers["Location"] == f"{CALLBACK}?error=invalid_scope"
    assert ask(response_type="x", state="s").headers["Location"] == f"{CALLBACK}?error=invalid_request&state=s"
    wrong = hosted.send(
        "POST",
        "/login",
        params={"client_id": hosted.pool.client_id, "redirect_uri": CALLBACK, "response_type": "code"},
        data={"username": "ann", "password": "x"},
    )
    assert (wrong.status_code, "Incorrect username or password." in wrong.text) == (400, True)


def test_a_pool_has_a_domain_of_its_own(hosted: Hosted) -> None:
    """The name that a project gives it answers too. cognito-user-pools-add-custom-domain.html."""
    pool, certificate = hosted.pool, "arn:aws:acm:us-east-1:000000000000:certificate/1"
    name = {"Host": "sign-in.shop.example"}

    def ask() -> requests.Response:
        return requests.post(f"{pool.address}/oauth2/token", headers=name, data={"client_id": "none"}, timeout=60)

    assert ask().status_code == 403
    pool.admin("create_user_pool_domain", Domain=name["Host"], CustomDomainConfig={"CertificateArn": certificate})
    assert (ask().status_code, ask().json()) == (400, {"error": "invalid_client"})
    found = pool.admin("describe_user_pool")["UserPool"]
    assert (found["Domain"], found["CustomDomain"]) == (DOMAIN, name["Host"])
    pool.admin("delete_user_pool_domain", Domain=name["Host"])


# --- functions: amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html -------------------------------------------

FETCH = """
    import json, os, ssl, urllib.request

    def handler(event, context):
        with urllib.request.urlopen(event["url"], timeout=10) as answer:
            found = [key["kid"] for key in json.load(answer)["keys"]]
        import urllib3
        again = urllib3.PoolManager().request("GET", event["url"], timeout=10, retries=False)
        data = f"grant_type=client_credentials&client_id={event['id']}&client_secret={event['secret']}".encode()
        with urllib.request.urlopen(event["token"], data, timeout=10) as answer:
            token = json.load(answer)["token_type"]
        try:
            urllib.request.urlopen("https://127.0.0.1:9", timeout=5)
        except OSError as error:
            return found, [key["kid"] for key in json.loads(again.data)["keys"]], token, str(error)
    """
NODE_COMMON = """
    exports.handler = async ({ url }) => {
      const https = require("https");
      const fetched = await (await fetch(url)).json();
      const text = await new Promise((done, fail) => {
        https.get(url, (answer) => {
          let body = "";
          answer.on("data", (part) => (body += part)).on("end", () => done(body));
        }).on("error", fail);
      });
      return [fetched, JSON.parse(text)].map((set) => set.keys.map((key) => key.kid));
    };
    """
NODE_MODULE = """
    import { request } from "node:https";
    export const handler = async ({ url }) => {
      const text = await new Promise((done, fail) => {
        const asked = request(url, { method: "GET" }, (answer) => {
          let body = "";
          answer.on("data", (part) => (body += part)).on("end", () => done(body));
        });
        asked.on("error", fail).end();
      });
      return JSON.parse(text).keys.map((key) => key.kid);
    };
    """


def keys_of(hosted: Hosted) -> tuple[str, list[str]]:
    """Return the address of a pool's keys on AWS, and their ids."""
    found = requests.get(f"{hosted.pool.address}/{hosted.pool.id}/.well-known/jwks.json", timeout=60).json()
    url = f"https://cognito-idp.us-east-1.amazonaws.com/{hosted.pool.id}/.well-known/jwks.json"
    return url, [key["kid"] for key in found["keys"]]


def test_a_function_fetches_keys_from_aws(hosted: Hosted, deploy: Deploy) -> None:
    """The addresses of AWS lead to LocalStack, whichever library asks for them; others are left alone."""
    machine = hosted.pool.make_app(
        GenerateSecret=True,
        AllowedOAuthFlowsUserPoolClient=True,
        AllowedOAuthFlows=["client_credentials"],
        AllowedOAuthScopes=["shop/read"],
    )
    url, keys = keys_of(hosted)
    token = f"https://{DOMAIN}.auth.us-east-1.amazoncognito.com/oauth2/token"

    found = deploy(FETCH)({"url": url, "token": token, "id": machine.client_id, "secret": machine.app["ClientSecret"]})

    assert found.error is None, found
    assert found.payload[:3] == [keys, keys, "Bearer"]
    assert "refused" in found.payload[3]


@pytest.mark.skipif(not shutil.which("node"), reason="no `node` on PATH")
def test_a_node_function_fetches_keys_from_aws(hosted: Hosted, deploy: Deploy) -> None:
    """By fetch and by https, in CommonJS and in ES modules."""
    url, keys = keys_of(hosted)
    common = deploy(files={"index.js": NODE_COMMON}, Runtime="nodejs20.x", Handler="index.handler")
    module = deploy(files={"index.mjs": NODE_MODULE}, Runtime="nodejs20.x", Handler="index.handler")

    assert common({"url": url}).payload == [keys, keys]
    assert module({"url": url}).payload == keys
