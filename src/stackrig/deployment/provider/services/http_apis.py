"""API Gateway, version 2: HTTP and WebSocket APIs."""

from collections.abc import Callable, Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Lookup, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME, AutoName
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.deployment.provider.services.modelled import title
from stackrig.deployment.provider.wire import to_camel, to_pascal

SERVICE = "apigatewayv2"
TAGGING = Tagging(Call("tag_resource", {"tags": "Tags"}), Call("untag_resource"))
API = "arn:{partition}:apigateway:{region}::/apis/"
KEPT = 300  # seconds
ISSUER = "JwtConfiguration && {audiences: JwtConfiguration.Audience, issuer: JwtConfiguration.Issuer}"
Encode = Callable[[Any], dict[str, Any]]


def _part(name: str, noun: str, **more: Any) -> Resource:
    """Describe a part of an API that has its own id there."""
    upper = title(noun)
    return Resource(
        f"aws:apigatewayv2/{name}:{upper}",
        SERVICE,
        **{
            "create": Call(f"create_{noun}", result="@"),
            "read": (Call(f"get_{noun}", result="@"),),
            "updates": (Call(f"update_{noun}", result="@"),),
            "delete": Call(f"delete_{noun}"),
            "import_id": "{apiId}/{id}",
            "unique": False,
            "auto_name": NO_NAME,
            **more,
            "names": {"id": f"{upper}Id", **more.get("names", {})},
            "replace_on": words("apiId") | more.get("replace_on", frozenset()),
        },
    )


def _setting(noun: str, name: str, remove: str, where: Mapping[str, str]) -> Change:
    """Describe the change of a structure that has an operation of its own for its removal."""

    def make(scope: Scope, properties: Properties) -> None:
        address = {member: properties[key] for member, key in where.items()}
        if not properties.get(name):
            scope.call(SERVICE, remove, **address)
            return
        given = {to_pascal(key): value for key, value in properties[name].items() if value is not None}
        scope.call(SERVICE, f"update_{noun}", **address, **{to_pascal(name): given})

    return Change(frozenset({name}), make)


def _map(noun: str, name: str, where: Mapping[str, str], *, encode: Encode = dict, nothing: Any = "") -> Change:
    """Describe the change of a map: an update adds keys, and the value `nothing` removes one."""

    def make(scope: Scope, properties: Properties) -> None:
        address = {member: properties[key] for member, key in where.items()}
        now = scope.call(SERVICE, f"get_{noun}", **address).get(to_pascal(name)) or {}
        wanted = encode(properties.get(name) or {})
        gone = {key: nothing for key in now if key not in wanted}
        if gone or wanted:
            scope.call(SERVICE, f"update_{noun}", **address, **{to_pascal(name): {**gone, **wanted}})

    return Change(frozenset({name}), make)


def _mappings(listed: Any) -> dict[str, Any]:
    """Return the response parameters by status."""
    return {str(one["statusCode"]): one["mappings"] for one in listed or ()}


def _route_settings(listed: Any) -> dict[str, Any]:
    """Return the route settings by route key."""
    return {
        one["routeKey"]: {
            to_pascal(key): value for key, value in one.items() if key != "routeKey" and value is not None
        }
        for one in listed or ()
    }


def _required(listed: Any) -> dict[str, Any]:
    """Return for each request parameter whether it is required."""
    return {one["requestParameterKey"]: {"Required": bool(one["required"])} for one in listed or ()}


def _adding(name: str, encode: Encode) -> Callable[[Scope, Properties], dict[str, Any]]:
    """Return the function that turns a list into the map that a creating call takes."""
    return lambda _, properties: {to_pascal(name): encode(properties[name])} if properties.get(name) else {}


def _add_guard(scope: Scope, properties: Properties) -> dict[str, Any]:
    """Return further parameters for creating an authorizer: the real provider caches a function's answers."""
    added = _add_issuer(scope, properties) | ({} if properties.get("identitySources") else {"IdentitySource": []})
    is_function = properties["authorizerType"] == "REQUEST" and properties.get("identitySources")
    if is_function and properties.get("authorizerResultTtlInSeconds") is None:
        api = scope.call(SERVICE, "get_api", ApiId=properties["apiId"])
        added |= {"AuthorizerResultTtlInSeconds": KEPT} if api["ProtocolType"] == "HTTP" else {}
    return added


def _add_issuer(_scope: Scope, properties: Properties) -> dict[str, Any]:
    """Return the settings of a JWT authorizer: AWS's name for the audiences is Audience."""
    settings = properties.get("jwtConfiguration") or {}
    given = {"Audience": settings.get("audiences"), "Issuer": settings.get("issuer")}
    return {"JwtConfiguration": {key: value for key, value in given.items() if value}} if settings else {}


def _read_mappings(scope: Scope, properties: Properties) -> Properties | None:
    """Return the response parameters as Pulumi has them."""
    found = scope.find(SERVICE, "get_integration", ApiId=properties["apiId"], IntegrationId=properties["id"])
    listed = ((found or {}).get("ResponseParameters") or {}).items()
    return found and {"responseParameters": [{"statusCode": status, "mappings": maps} for status, maps in listed]}


def _read_required(scope: Scope, properties: Properties) -> Properties | None:
    """Return the request parameters as Pulumi has them."""
    found = scope.find(SERVICE, "get_route", ApiId=properties["apiId"], RouteId=properties["id"])
    listed = ((found or {}).get("RequestParameters") or {}).items()
    return found and {
        "requestParameters": [
            {"requestParameterKey": key, "required": bool(one.get("Required"))} for key, one in listed
        ]
    }


def _read_stage(scope: Scope, properties: Properties) -> Properties | None:
    """Return the route settings as Pulumi has them, and the URL, which AWS does not return."""
    name = properties["name"]
    found = scope.find(SERVICE, "get_stage", ApiId=properties["apiId"], StageName=name)
    if found is None:
        return None
    endpoint = scope.call(SERVICE, "get_api", ApiId=properties["apiId"])["ApiEndpoint"]
    settings = [
        {"routeKey": key, **{to_camel(part): value for part, value in one.items()}}
        for key, one in (found.get("RouteSettings") or {}).items()
    ]
    return {"invokeUrl": f"{endpoint}/{'' if name == '$default' else name}", "routeSettings": settings}


def _import_body(scope: Scope, properties: Properties) -> None:
    """Build the API from its OpenAPI document; properties set in the program win over the document."""
    if not properties.get("body"):
        return
    warnings = bool(properties.get("failOnWarnings"))
    scope.call(SERVICE, "reimport_api", ApiId=properties["id"], Body=properties["body"], FailOnWarnings=warnings)
    said = {to_pascal(name): properties[name] for name in ("name", "description", "version") if properties.get(name)}
    if cors := properties.get("corsConfiguration"):
        said["CorsConfiguration"] = {to_pascal(key): value for key, value in cors.items() if value is not None}
    scope.call(SERVICE, "update_api", ApiId=properties["id"], **said)


def _get_api(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    found = scope.call(SERVICE, "get_api", ApiId=arguments["apiId"])
    name, cors = found["ApiId"], found.get("CorsConfiguration")
    texts = ("ApiEndpoint", "ApiKeySelectionExpression", "Description", "IpAddressType", "Name", "ProtocolType")
    told = {to_camel(key): found.get(key, "") for key in (*texts, "RouteSelectionExpression", "Version")}
    execution = "arn:{partition}:execute-api:{region}:{account}:"
    return {
        **arguments,
        **told,
        "id": name,
        "arn": f"{API}{name}".format_map(scope.places),
        "executionArn": f"{execution}{name}".format_map(scope.places),
        "disableExecuteApiEndpoint": found.get("DisableExecuteApiEndpoint", False),
        "corsConfigurations": [{to_camel(key): value for key, value in cors.items()}] if cors else [],
        "tags": found.get("Tags", {}),
    }


def _get_apis(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    """Find APIs by name, protocol and tags; APIs may have further tags."""
    wanted = {"Name": arguments.get("name"), "ProtocolType": arguments.get("protocolType")}
    tags = (arguments.get("tags") or {}).items()
    found = (item for page in scope.pages(SERVICE, "get_apis") for item in page["Items"])
    fitting = (item for item in found if all(value in (None, item[key]) for key, value in wanted.items()))
    ids = [item["ApiId"] for item in fitting if tags <= (item.get("Tags") or {}).items()]
    return {**arguments, "id": scope.region, "ids": ids}


IN_API = {"ApiId": "apiId"}
OF_API, OF_STAGE = {"ApiId": "id"}, {**IN_API, "StageName": "name"}
OF_INTEGRATION, OF_ROUTE = {**IN_API, "IntegrationId": "id"}, {**IN_API, "RouteId": "id"}


DOMAIN_TOLD = (  # where records for the domain lead is AWS's member of another name
    "DomainNameConfigurations[0].{certificateArn: CertificateArn, endpointType: EndpointType, securityPolicy:"
    " SecurityPolicy, hostedZoneId: HostedZoneId, ipAddressType: IpAddressType, targetDomainName: ApiGatewayDomainName,"
    " ownershipVerificationCertificateArn: OwnershipVerificationCertificateArn}"
)

RESOURCES = (
    Resource(
        "aws:apigatewayv2/api:Api",
        SERVICE,
        create=Call("create_api", result="@"),
        read=(Call("get_api", result="@"),),
        updates=(
            Call("update_api", {"corsConfiguration": ()}, result="@"),
            _setting("api", "corsConfiguration", "delete_cors_configuration", OF_API),
            Change(words("body failOnWarnings"), _import_body),
        ),
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
    ),
    _part(
        "integration",
        "integration",
        create=Call(
            "create_integration",
            result="@",
            added=_adding("responseParameters", _mappings),
            takes=words("responseParameters"),
        ),
        read=(Call("get_integration", result="@"), _read_mappings),
        updates=(
            Call("update_integration", {"requestParameters": ()}, result="@"),
            _map("integration", "requestParameters", OF_INTEGRATION),
            _map("integration", "responseParameters", OF_INTEGRATION, encode=_mappings, nothing={}),
        ),
        names={"responseParameters": (), "timeoutMilliseconds": "TimeoutInMillis"},
        defaults={"connectionType": "INTERNET", "payloadFormatVersion": "1.0"},
    ),
    _part(
        "route",
        "route",
        create=Call(
            "create_route", result="@", added=_adding("requestParameters", _required), takes=words("requestParameters")
        ),
        read=(Call("get_route", result="@"), _read_required),
        updates=(
            Call("update_route", result="@"),
            _map("route", "requestParameters", OF_ROUTE, encode=_required, nothing={}),
        ),
        names={"requestParameters": ()},
        defaults={"authorizationType": "NONE", "apiKeyRequired": False},
    ),
    _part(
        "authorizer",
        "authorizer",
        create=Call("create_authorizer", result="@", added=_add_guard, takes=words("jwtConfiguration")),
        read=(Call("get_authorizer", result="@", learn={"jwtConfiguration": ISSUER}),),
        updates=(Call("update_authorizer", result="@", added=_add_issuer, takes=words("jwtConfiguration")),),
        names={"identitySources": "IdentitySource", "jwtConfiguration": ()},
        auto_name=AutoName(prefix_property=""),
    ),
    _part("model", "model", auto_name=AutoName(prefix_property=""), documents=words("schema")),
    _part(
        "integrationResponse",
        "integration_response",
        import_id="{apiId}/{integrationId}/{id}",
        replace_on=words("integrationId"),
    ),
    _part("routeResponse", "route_response", import_id="{apiId}/{routeId}/{id}", replace_on=words("routeId")),
    _part("deployment", "deployment", replace_on=words("triggers"), accepted=words("triggers")),
    _part(
        "apiMapping",
        "api_mapping",
        import_id="{id}/{domainName}",
        replace_on=words("domainName"),
    ),
    Resource(
        "aws:apigatewayv2/stage:Stage",
        SERVICE,
        create=Call(
            "create_stage", result="@", added=_adding("routeSettings", _route_settings), takes=words("routeSettings")
        ),
        read=(Call("get_stage", result="@"), _read_stage),
        updates=(
            Call("update_stage", {"stageVariables": (), "accessLogSettings": ()}, result="@"),
            _setting("stage", "accessLogSettings", "delete_access_log_settings", OF_STAGE),
            _map("stage", "stageVariables", OF_STAGE),
            _map("stage", "routeSettings", OF_STAGE, encode=_route_settings, nothing={}),
        ),
        delete=Call("delete_stage"),
        tagging=TAGGING,
        id="{name}",
        import_id="{apiId}/{name}",
        names={"name": "StageName", "arn": "ResourceArn", "routeSettings": ()},
        computed={
            "arn": API + "{apiId}/stages/{name}",
            "executionArn": "arn:{partition}:execute-api:{region}:{account}:{apiId}/{name}",
        },
        defaults={"autoDeploy": False},
        replace_on=words("apiId name"),
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
    ),
    Resource(
        "aws:apigatewayv2/domainName:DomainName",
        SERVICE,
        create=Call("create_domain_name", result="@"),
        read=(Call("get_domain_name", result="@", learn={"domainNameConfiguration": DOMAIN_TOLD}),),
        updates=(Call("update_domain_name", result="@"),),
        delete=Call("delete_domain_name"),
        tagging=TAGGING,
        id="{domainName}",
        auto_name=NO_NAME,
        names={"arn": "ResourceArn", "domainNameConfiguration": "DomainNameConfigurations"},
        computed={"arn": "arn:{partition}:apigateway:{region}::/domainnames/{domainName}"},
        replace_on=words("domainName"),
    ),
)

FUNCTIONS = {
    "aws:apigatewayv2/getApi:getApi": _get_api,
    "aws:apigatewayv2/getApis:getApis": _get_apis,
}
