"""Components of awsx and aws-apigateway: their children, their outputs, and what they do on LocalStack."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest
import requests

from stackrig.deployment.stacks import Deployment, deploy_stack, destroy_stack
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession, new_account
from stackrig.loopback import loopback_names
from stackrig.settings import Settings
from stackrig.urls import to_localstack_url

awsx = pytest.importorskip("pulumi_awsx", reason="pulumi-awsx is not installed: it needs newer SDKs than these")
apigateway = pytest.importorskip("pulumi_aws_apigateway", reason="pulumi-aws-apigateway is not installed")

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)
HANDLER = """
import json
def handler(event, context):
    who = event["requestContext"].get("authorizer")
    return {"statusCode": 200, "body": json.dumps({"path": event["path"], "who": who})}
def check(event, context):
    effect = "Allow" if event["authorizationToken"] == "let-me-in" else "Deny"
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": event["methodArn"]}
    return {"principalId": "ada", "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}}
"""


# As the real component names them; the eight digits begin the SHA-1 of GET/albums, */secret and get:/site/.
REST_API = [
    "apigateway/deployment:Deployment::shop",
    "apigateway/restApi:RestApi::shop",
    "apigateway/stage:Stage::shop",
    "iam/role:Role::by-token-authorizer-role",
    "iam/role:Role::shop7fc65ca9",
    "iam/rolePolicy:RolePolicy::by-token-invocation-policy",
    "iam/rolePolicyAttachment:RolePolicyAttachment::shop7fc65ca9",
    "lambda/permission:Permission::shop-946f34d2",
    "lambda/permission:Permission::shop-fc18b805",
    "s3/bucket:Bucket::shop",
    "s3/bucketObject:BucketObject::shop7fc65ca9/index.html",
    "s3/bucketObject:BucketObject::shop7fc65ca9/style/main.css",
]


@dataclass(frozen=True)
class Place:
    """A project with an account of LocalStack that nothing has used yet."""

    settings: Settings
    endpoint: AwsEndpoint

    def deploy(self, program: Callable[[], None]) -> Deployment:
        return deploy_stack(self.settings, program, localstack=self.endpoint)

    def client(self, service: str) -> Any:
        return EndpointSession(self.endpoint).client(service)

    def get(self, url: str, **headers: str) -> requests.Response:
        with loopback_names():
            return requests.get(to_localstack_url(url, self.endpoint.port), headers=headers, timeout=60)


@pytest.fixture
def place(localstack_server: AwsEndpoint, tmp_path: Path) -> Place:
    endpoint = replace(localstack_server, access_key=new_account(localstack_server).account_id)
    return Place(Settings(root=tmp_path, project="parts", deploy_engine="inprocess"), endpoint)


def resources_of(deployment: Deployment) -> dict[str, dict[str, Any]]:
    """Return the resources of a deployment's state by URN, without project and stack."""
    found = json.loads(deployment.state_file.read_text())["resources"]
    return {item["urn"].split("::", 2)[2]: item for item in found if "pulumi:providers" not in item["urn"]}


def children_of(deployment: Deployment, component: str) -> list[str]:
    """Return the resources of the AWS package below a component, in order: the rest of the types, and the name."""
    inside = f"{component}$aws:"
    return sorted(name.removeprefix(inside) for name in resources_of(deployment) if name.startswith(inside))


def function(name: str, handler: str) -> aws.lambda_.Function:
    role = aws.iam.Role(f"{name}-role", assume_role_policy=TRUST)
    code = pulumi.AssetArchive({"app.py": pulumi.StringAsset(HANDLER)})
    return aws.lambda_.Function(name, role=role.arn, runtime="python3.12", handler=f"app.{handler}", code=code)


def test_a_rest_api_answers_by_its_functions_and_files(place: Place) -> None:
    """Each kind of route answers, the children are those of the real component, and nothing is left at the end."""
    site = place.settings.root / "site"
    (site / "style").mkdir(parents=True)
    (site / "index.html").write_text("<h1>albums</h1>")
    (site / "style" / "main.css").write_text("h1 {}")

    def program() -> None:
        albums, check = function("albums", "handler"), function("check", "check")
        authorizer = {
            "authorizerName": "by-token",
            "parameterName": "Authorization",
            "parameterLocation": "header",
            "authType": "oauth2",
            "type": "token",
            "handler": check,
        }
        api = apigateway.RestAPI(
            "shop",
            routes=[
                {"path": "/albums", "method": "GET", "eventHandler": albums},
                {"path": "secret", "method": "ANY", "eventHandler": albums, "authorizers": [authorizer]},
                {"path": "/site", "localPath": "site"},
                {
                    "path": "/mock",
                    "method": "GET",
                    "data": {
                        "x-amazon-apigateway-integration": {
                            "type": "mock",
                            "requestTemplates": {"application/json": '{"statusCode": 204}'},
                            "responses": {"default": {"statusCode": "204"}},
                        },
                        "responses": {"204": {"description": "nothing"}},
                    },
                },
            ],
            stage_name="v1",
        )
        pulumi.export("url", api.url)
        pulumi.export("name", api.api.name)
        pulumi.export("stage", api.stage.stage_name)

    first = place.deploy(program)

    url = first.outputs["url"]
    assert (first.outputs["name"], first.outputs["stage"]) == ("shop", "v1")
    assert place.get(f"{url}albums").json()["path"] == "/albums"
    assert place.get(f"{url}secret", Authorization="let-me-in").json()["who"]["principalId"] == "ada"
    assert place.get(f"{url}secret", Authorization="go away").status_code == 404
    assert place.get(f"{url}nothing").json() == {"message": "404 Not found"}
    assert place.get(f"{url}site/").text == "<h1>albums</h1>"
    assert place.get(f"{url}site/style/main.css").text == "h1 {}"
    assert place.get(f"{url}mock").status_code == 204
    assert children_of(first, "aws-apigateway:index:RestAPI") == REST_API
    assert place.deploy(program).same == first.created
    destroy_stack(first, localstack=place.endpoint)
    assert place.client("apigateway").get_rest_apis()["items"] == []
    assert place.client("iam").list_roles()["Roles"] == []
