"""Types of HTTP and WebSocket APIs through their whole life, as test_provider_lifecycle.py has it."""

import json
from typing import Any

import pytest
import requests

from stackrig.deployment.provider.contract import Properties
from stackrig.emulator.server import AwsEndpoint
from tests.test_provider_lifecycle import Case, check_life, urn_of
from tests.test_provider_lifecycle import account as shared_account
from tests.test_provider_modelled import certificate, subnets
from tests.test_provider_networks import group

account = shared_account  # the fixture, by the name that tests ask for

TAGS = {"tags": {"team": "blue"}}
AUTHORIZER = "aws:apigatewayv2/authorizer:Authorizer"


def http_api(account: Any) -> str:
    return str(account.get("aws:apigatewayv2/api:Api", {"protocolType": "HTTP"}).id)


def integration(account: Any) -> Properties:
    return {"apiId": http_api(account), "integrationType": "HTTP_PROXY", "integrationUri": "http://shop.example"}


def routed_api(account: Any) -> str:
    account.get("aws:apigatewayv2/route:Route", {"apiId": http_api(account), "routeKey": "GET /deployed"})
    return http_api(account)


def api_domain(account: Any, name: str) -> Properties:
    settings = {"certificateArn": certificate(account), "endpointType": "REGIONAL", "securityPolicy": "TLS_1_2"}
    return {"domainName": name, "domainNameConfiguration": settings}


def mapping(account: Any) -> Properties:
    domain = account.get("aws:apigatewayv2/domainName:DomainName", api_domain(account, "mapped.shop.example"))
    stage = account.get("aws:apigatewayv2/stage:Stage", {"apiId": http_api(account), "name": "mapped"})
    return {"apiId": http_api(account), "domainName": domain.id, "stage": stage.id}


CASES = [
    Case(
        "aws:apigatewayv2/api:Api",
        lambda _: {"protocolType": "HTTP"},
        lambda _: {
            "protocolType": "HTTP",
            "description": "changed",
            "corsConfiguration": {"allowOrigins": ["https://shop.example"], "maxAge": 5},
            **TAGS,
        },
    ),
    Case(
        "aws:apigatewayv2/integration:Integration",
        integration,
        lambda account: {
            **integration(account),
            "integrationUri": "http://other.example",
            "requestParameters": {"append:header.a": "$request.path"},
            "responseParameters": [{"statusCode": "500", "mappings": {"overwrite:statuscode": "503"}}],
        },
        import_id=lambda state: f"{state.outputs['apiId']}/{state.id}",
    ),
    Case(
        "aws:apigatewayv2/route:Route",
        lambda account: {"apiId": http_api(account), "routeKey": "GET /a"},
        lambda account: {"apiId": http_api(account), "routeKey": "GET /b"},
        import_id=lambda state: f"{state.outputs['apiId']}/{state.id}",
    ),
    Case(
        "aws:apigatewayv2/authorizer:Authorizer",
        lambda account: {
            "apiId": http_api(account),
            "authorizerType": "JWT",
            "identitySources": ["$request.header.Authorization"],
            "jwtConfiguration": {"audiences": ["shop"], "issuer": "https://issuer.example"},
        },
        lambda account: {
            "apiId": http_api(account),
            "authorizerType": "JWT",
            "identitySources": ["$request.header.Token"],
            "jwtConfiguration": {"audiences": ["shop", "office"], "issuer": "https://issuer.example"},
        },
        import_id=lambda state: f"{state.outputs['apiId']}/{state.id}",
    ),
    Case(
        "aws:apigatewayv2/stage:Stage",
        lambda account: {"apiId": http_api(account), "name": "$default", "autoDeploy": True},
        lambda account: {
            "apiId": http_api(account),
            "name": "$default",
            "autoDeploy": True,
            "stageVariables": {"a": "b"},
            "routeSettings": [{"routeKey": "$default", "throttlingBurstLimit": 5, "throttlingRateLimit": 2.5}],
            "accessLogSettings": {"destinationArn": "arn:aws:logs:us-east-1:1:log-group:a", "format": "$context.path"},
            **TAGS,
        },
        import_id=lambda state: f"{state.outputs['apiId']}/{state.id}",
        unstable=frozenset({"deploymentId"}),
    ),
    Case(
        "aws:apigatewayv2/deployment:Deployment",
        lambda account: {"apiId": routed_api(account), "description": "first"},
        lambda account: {"apiId": routed_api(account), "description": "second"},
        import_id=lambda state: f"{state.outputs['apiId']}/{state.id}",
    ),
    Case(
        "aws:apigatewayv2/apiMapping:ApiMapping",
        mapping,
        lambda account: {**mapping(account), "apiMappingKey": "v1"},
        import_id=lambda state: f"{state.id}/{state.outputs['domainName']}",
    ),
    Case(
        "aws:apigatewayv2/model:Model",
        lambda account: {
            "apiId": http_api(account),
            "contentType": "application/json",
            "name": "Order",
            "schema": json.dumps({"type": "object"}),
        },
        import_id=None,
    ),
    Case(
        "aws:apigatewayv2/integrationResponse:IntegrationResponse",
        lambda account: {
            "apiId": http_api(account),
            "integrationId": account.get("aws:apigatewayv2/integration:Integration", integration(account)).id,
            "integrationResponseKey": "/200/",
        },
        import_id=None,
    ),
    Case(
        "aws:apigatewayv2/routeResponse:RouteResponse",
        lambda account: {
            "apiId": http_api(account),
            "routeId": account.get(
                "aws:apigatewayv2/route:Route", {"apiId": http_api(account), "routeKey": "GET /r"}
            ).id,
            "routeResponseKey": "$default",
        },
        import_id=None,
    ),
    Case(
        "aws:apigatewayv2/vpcLink:VpcLink",
        lambda account: {"securityGroupIds": [group(account)], "subnetIds": subnets(account)},
    ),
    Case(
        "aws:apigatewayv2/domainName:DomainName",
        lambda account: {
            "domainName": "api.shop.example",
            "domainNameConfiguration": {
                "certificateArn": certificate(account),
                "endpointType": "REGIONAL",
                "securityPolicy": "TLS_1_2",
            },
        },
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.token)
def test_a_whole_life(case: Any, account: Any) -> None:
    """A resource is what it was made as, changes in place and back, and is gone once deleted."""
    check_life(case, account)


def document(title: str, path: str) -> str:
    """Return an OpenAPI document with one route, to an address where nobody answers."""
    integration = {"type": "http_proxy", "httpMethod": "GET", "uri": "http://127.0.0.1:9/"}
    operation = {"x-amazon-apigateway-integration": {**integration, "payloadFormatVersion": "1.0"}}
    info = {"title": title, "version": "1"}
    return json.dumps({"openapi": "3.0.1", "info": info, "paths": {path: {"get": operation}}})


def test_an_api_is_made_of_a_document(account: Any, localstack_server: AwsEndpoint) -> None:
    """Its routes are those of the document, now and after a change; what the program says besides wins."""
    token = "aws:apigatewayv2/api:Api"
    given = {"name": "pets", "protocolType": "HTTP", "body": document("cats", "/cats")}
    made = account.create(token, "documented", given)
    where = {"apiId": made.id, "name": "$default", "autoDeploy": True}
    stage = account.create("aws:apigatewayv2/stage:Stage", "documented", where)

    def status(path: str) -> int:
        url = f"{localstack_server.endpoint_url}/_aws/execute-api/{made.id}{path}"
        return requests.get(url, timeout=60).status_code

    before = [status("/cats"), status("/dogs")]
    news = {**given, "body": document("dogs", "/dogs")}
    urn = urn_of(token, "documented")
    changed = account.provider.update(urn, made, account.provider.check(urn, made.inputs, news))

    assert (made.outputs["name"], changed.outputs["name"]) == ("pets", "pets")
    assert stage.outputs["invokeUrl"] == f"https://{made.id}.execute-api.us-east-1.amazonaws.com/"
    assert (before, [status("/cats"), status("/dogs")]) == ([503, 404], [404, 503])


def test_answers_of_functions_are_kept_unless_the_program_says_otherwise(account: Any) -> None:
    """The real provider sets 300 seconds where an HTTP API's authorizer has identity sources, and 0 stays 0."""
    given = {
        "apiId": http_api(account),
        "authorizerType": "REQUEST",
        "authorizerUri": "arn:aws:lambda:us-east-1:000000000000:function:f",
        "authorizerPayloadFormatVersion": "2.0",
    }
    sources: Properties = {"identitySources": ["$request.header.Token"]}
    cases: dict[str, Properties] = {"kept": sources, "bare": {}}
    cases["zero"] = {**sources, "authorizerResultTtlInSeconds": 0}

    made = {name: account.create(AUTHORIZER, name, {**given, **more}).outputs for name, more in cases.items()}

    assert {name: outputs["authorizerResultTtlInSeconds"] for name, outputs in made.items()} == {
        "kept": 300,
        "bare": 0,
        "zero": 0,
    }


def test_apis_are_looked_up(account: Any) -> None:
    """By id, and by name, protocol and tags."""
    cors = {"allowOrigins": ["https://shop.example"], "maxAge": 5}
    given = {"protocolType": "HTTP", "name": "looked-up", "corsConfiguration": cors, "tags": {"a": "1", "b": "2"}}
    made = account.create("aws:apigatewayv2/api:Api", "looked-up", given)
    invoke = account.provider.invoke

    found = invoke("aws:apigatewayv2/getApi:getApi", {"apiId": made.id})

    shared = ("apiEndpoint", "arn", "executionArn", "name", "protocolType", "routeSelectionExpression", "tags")
    assert {name: found[name] for name in shared} == {name: made.outputs[name] for name in shared}
    assert found["corsConfigurations"] == [cors]
    get_apis = "aws:apigatewayv2/getApis:getApis"
    assert invoke(get_apis, {"name": "looked-up", "tags": {"b": "2"}})["ids"] == [made.id]
    assert invoke(get_apis, {"name": "looked-up", "protocolType": "WEBSOCKET"})["ids"] == []


def test_a_domain_tells_where_its_records_lead(account: Any) -> None:
    """Programs make an alias record of the target's name and zone."""
    made = account.create(
        "aws:apigatewayv2/domainName:DomainName", "aliased", api_domain(account, "alias.shop.example")
    )

    told = account.scope.call("apigatewayv2", "get_domain_name", DomainName=made.id)["DomainNameConfigurations"][0]
    target = made.outputs["domainNameConfiguration"]
    assert (target["targetDomainName"], target["hostedZoneId"]) == (told["ApiGatewayDomainName"], told["HostedZoneId"])
    assert target["targetDomainName"] != ""
