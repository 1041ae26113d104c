"""API Gateway, version 2: HTTP and WebSocket APIs. Their control plane is modelled."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Lookup, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME, AutoName
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.deployment.provider.services.modelled import title

SERVICE = "apigatewayv2"
TAGGING = Tagging(Call("tag_resource", {"tags": "Tags"}), Call("untag_resource"))
API = "arn:{partition}:apigateway:{region}::/apis/"
# Properties with another name in the API, for all types.
NAMES = {
    "stage": "Stage",
    "identitySources": "IdentitySource",
    "timeoutMilliseconds": "TimeoutInMillis",
    "domainNameConfiguration": "DomainNameConfigurations",
    "integrationUri": "IntegrationUri",
}


def _part(name: str, noun: str, **more: Any) -> Resource:
    """Describe something that belongs to an API and has an id of its own there."""
    upper = title(noun)
    updates = (Call(f"update_{noun}", result="@"),)
    return Resource(
        f"aws:apigatewayv2/{name}:{upper}",
        SERVICE,
        **{
            "create": Call(f"create_{noun}", result="@"),
            "read": (Call(f"get_{noun}", result="@"),),
            "updates": updates,
            "delete": Call(f"delete_{noun}"),
            "import_id": "{apiId}/{id}",
            "unique": False,
            "auto_name": NO_NAME,
            "modelled": True,
            **more,
            "names": {**NAMES, "id": f"{upper}Id", **more.get("names", {})},
            "replace_on": words("apiId") | more.get("replace_on", frozenset()),
        },
    )


def _import_body(scope: Scope, properties: Properties) -> None:
    if properties.get("body"):
        scope.call(SERVICE, "reimport_api", ApiId=properties["id"], Body=properties["body"])


def _create_deployment(scope: Scope, properties: Properties) -> Properties:
    """Take a deployment for made: moto keeps none. Its id tells one from another."""
    import secrets

    if scope.find(SERVICE, "get_api", ApiId=properties["apiId"]) is None:
        scope.call(SERVICE, "get_api", ApiId=properties["apiId"])
    return {"id": secrets.token_hex(4)[:6]}


def _read_deployment(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(SERVICE, "get_api", ApiId=properties["apiId"])
    return None if found is None else {"autoDeployed": False}


def _nothing(_scope: Scope, _properties: Properties) -> None:
    """Leave it: it goes with its API."""


RESOURCES = (
    Resource(
        "aws:apigatewayv2/api:Api",
        SERVICE,
        create=Call("create_api", result="@"),
        read=(Call("get_api", result="@"),),
        updates=(Call("update_api", result="@"), Change(words("body failOnWarnings"), _import_body)),
        delete=Call("delete_api"),
        tagging=TAGGING,
        find=Lookup("get_apis", "Items", "ApiId", {"Name": "name"}),
        unique=False,
        names={"id": "ApiId", "arn": "ResourceArn"},
        computed={
            "arn": API + "{id}",
            "executionArn": "arn:{partition}:execute-api:{region}:{account}:{id}",
        },
        defaults={
            "apiKeySelectionExpression": "$request.header.x-api-key",
            "routeSelectionExpression": "$request.method $request.path",
        },
        replace_on=words("protocolType"),
        accepted=words("failOnWarnings"),
        modelled=True,
    ),
    _part("integration", "integration", defaults={"connectionType": "INTERNET", "payloadFormatVersion": "1.0"}),
    _part("route", "route", defaults={"authorizationType": "NONE", "apiKeyRequired": False}),
    _part("authorizer", "authorizer", auto_name=AutoName(prefix_property="")),
    _part("model", "model", auto_name=AutoName(prefix_property=""), documents=words("schema")),
    _part(
        "integrationResponse",
        "integration_response",
        import_id="{apiId}/{integrationId}/{id}",
        replace_on=words("integrationId"),
    ),
    _part("routeResponse", "route_response", import_id="{apiId}/{routeId}/{id}", replace_on=words("routeId")),
    Resource(
        "aws:apigatewayv2/deployment:Deployment",
        SERVICE,
        create=_create_deployment,
        read=(_read_deployment,),
        delete=_nothing,
        import_id="{apiId}/{id}",
        unique=False,
        auto_name=NO_NAME,
        replace_on=words("apiId triggers"),
        accepted=words("description"),
        modelled=True,
    ),
    Resource(
        "aws:apigatewayv2/stage:Stage",
        SERVICE,
        create=Call("create_stage", result="@"),
        read=(Call("get_stage", result="@"),),
        updates=(Call("update_stage", result="@"),),
        delete=Call("delete_stage"),
        tagging=TAGGING,
        id="{name}",
        import_id="{apiId}/{name}",
        names={"name": "StageName", "arn": "ResourceArn"},
        computed={
            "arn": API + "{apiId}/stages/{name}",
            "executionArn": "arn:{partition}:execute-api:{region}:{account}:{apiId}/{name}",
            "invokeUrl": "https://{apiId}.execute-api.{region}.{dns_suffix}/{name}",
        },
        defaults={"autoDeploy": False},
        replace_on=words("apiId name"),
        modelled=True,
    ),
    Resource(
        "aws:apigatewayv2/vpcLink:VpcLink",
        SERVICE,
        create=Call("create_vpc_link", result="@"),
        read=(Call("get_vpc_link", result="@"),),
        updates=(Call("update_vpc_link", result="@"),),
        delete=Call("delete_vpc_link"),
        tagging=TAGGING,
        unique=False,
        names={"id": "VpcLinkId", "arn": "ResourceArn"},
        computed={"arn": "arn:{partition}:apigateway:{region}::/vpclinks/{id}"},
        replace_on=words("securityGroupIds subnetIds"),
        modelled=True,
    ),
    Resource(
        "aws:apigatewayv2/domainName:DomainName",
        SERVICE,
        create=Call("create_domain_name", result="@"),
        read=(Call("get_domain_name", result="@"),),
        delete=Call("delete_domain_name"),
        tagging=TAGGING,
        id="{domainName}",
        auto_name=NO_NAME,
        names={**NAMES, "arn": "ResourceArn"},
        computed={"arn": "arn:{partition}:apigateway:{region}::/domainnames/{domainName}"},
        replace_on=words("domainName domainNameConfiguration mutualTlsAuthentication"),
        modelled=True,
    ),
)
