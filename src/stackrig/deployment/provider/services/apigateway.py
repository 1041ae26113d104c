"""API Gateway, version 1: REST APIs."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Lookup, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words

SERVICE = "apigateway"
TAGGING = Tagging()

PATHS = {  # property names that API Gateway spells differently
    "authorization": "authorizationType",
    "deployment": "deploymentId",
    "integrationHttpMethod": "httpMethod",
    "providerArns": "providerARNs",
    "restApi": "restApiId",
    "timeoutMilliseconds": "timeoutInMillis",
    "xrayTracingEnabled": "tracingEnabled",
}
REPLACED_WHOLE = ("/variables", "/accessLogSettings", "/tlsConfig")  # a new key in one of them replaces the resource
API_PROPERTIES = (
    "name description apiKeySource binaryMediaTypes disableExecuteApiEndpoint endpointConfiguration"
    " minimumCompressionSize policy"
)
STAGE_PROPERTIES = (
    "deployment description variables cacheClusterEnabled cacheClusterSize clientCertificateId documentationVersion"
    " xrayTracingEnabled accessLogSettings"
)


def _import_body(scope: Scope, properties: Properties) -> None:
    """Build the API from its OpenAPI document; properties set in the program win over the document."""
    if not properties.get("body"):
        return
    scope.call(
        SERVICE,
        "put_rest_api",
        restApiId=properties["id"],
        mode=properties.get("putRestApiMode") or "overwrite",
        failOnWarnings=bool(properties.get("failOnWarnings")),
        parameters=properties.get("parameters") or {},
        body=properties["body"].encode(),
    )
    _patch_api(scope, {name: value for name, value in properties.items() if value is not None})


def _patching(what: str, properties: str, *where: str) -> Change:
    """Describe an update of some properties; other properties identify the resource."""

    def make(scope: Scope, known: Properties) -> None:
        found_by = {PATHS.get(name, name): known[name] for name in where}
        _patch(scope, what, found_by, _wanted(known, properties))

    return Change(words(properties), make)


def _patch_api(scope: Scope, properties: Properties) -> None:
    _patch(scope, "rest_api", {"restApiId": properties["id"]}, _wanted(properties, API_PROPERTIES))


def patch_by_id(what: str, properties: str, member: str) -> Change:
    """Describe an update of some properties of a part that has its own id in a REST API."""

    def make(scope: Scope, known: Properties) -> None:
        _patch(scope, what, {"restApiId": known["restApi"], member: known["id"]}, _wanted(known, properties))

    return Change(words(properties), make)


def _wanted(properties: Properties, names: str) -> dict[str, Any]:
    """Return properties under API Gateway's names; None removes a setting."""
    return {PATHS.get(name, name): properties[name] for name in names.split() if name in properties}


def _patch(scope: Scope, what: str, where: Mapping[str, str], wanted: Mapping[str, Any]) -> None:
    """Send API Gateway's patch operations for the properties that differ from the wanted ones."""
    now = scope.call(SERVICE, f"get_{what}", **where)
    operations = [step for name, value in wanted.items() for step in _steps(f"/{name}", now.get(name), value)]
    if operations:
        scope.call(SERVICE, f"update_{what}", **where, patchOperations=operations)


def _steps(path: str, now: Any, wanted: Any) -> list[dict[str, str]]:
    if isinstance(now, dict) or isinstance(wanted, dict):
        return _map_steps(path, now or {}, wanted or {})
    if isinstance(now, list) or isinstance(wanted, list):
        present, future = set(now or ()), set(wanted or ())
        gone = [{"op": "remove", "path": f"{path}/{_escape(item)}"} for item in sorted(present - future)]
        return gone + [{"op": "add", "path": f"{path}/{_escape(item)}"} for item in sorted(future - present)]
    if _to_value(now) == _to_value(wanted):
        return []
    return [{"op": "replace", "path": path, "value": _to_value(wanted)}]


def _map_steps(path: str, now: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[dict[str, str]]:
    if path == "/endpointConfiguration":
        old, new = (now.get("types") or [""])[0], wanted.get("types") or ""
        new = new[0] if isinstance(new, list) else new
        return [{"op": "replace", "path": f"{path}/types/{old}", "value": new}] if new and old != new else []
    if path == "/accessLogSettings" and not wanted:
        return [{"op": "remove", "path": path}]
    gone = [{"op": "remove", "path": f"{path}/{_escape(key)}"} for key in sorted(now.keys() - wanted.keys())]
    changed = {key: value for key, value in wanted.items() if now.get(key) != value}
    return gone + [
        {
            "op": "replace" if key in now or path in REPLACED_WHOLE else "add",
            "path": f"{path}/{_escape(key)}",
            "value": _to_value(value),
        }
        for key, value in changed.items()
    ]


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _to_value(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _read_deployment(scope: Scope, properties: Properties) -> Properties | None:
    """Find a deployment in the list of all: for a deleted one, LocalStack answers with an internal error."""
    for page in scope.pages(SERVICE, "get_deployments", restApiId=properties["restApi"]):
        for item in page.get("items", ()):
            if item["id"] == properties["id"]:
                return {"description": item.get("description", ""), "createdDate": item["createdDate"]}
    return None


def _patch_key(scope: Scope, properties: Properties) -> None:
    _patch(scope, "api_key", {"apiKey": properties["id"]}, _wanted(properties, KEY_PROPERTIES))


def _delete_deployment(scope: Scope, properties: Properties) -> None:
    """Delete a deployment, after the stage that pulumi_aws 6 may have created with it."""
    api, stage = properties["restApi"], properties.get("stageName")
    found = scope.find(SERVICE, "get_stage", restApiId=api, stageName=stage) if stage else None
    if found and found["deploymentId"] == properties["id"]:
        scope.call(SERVICE, "delete_stage", restApiId=api, stageName=stage)
    scope.call(SERVICE, "delete_deployment", restApiId=api, deploymentId=properties["id"])


METHOD = ("restApi", "resourceId", "httpMethod")
REST_API = {"restApi": "restApiId"}
METHOD_ID = "{restApi}/{resourceId}/{httpMethod}"
METHOD_PROPERTIES = (
    "authorization authorizerId apiKeyRequired operationName requestModels requestParameters requestValidatorId"
    " authorizationScopes"
)
INTEGRATION_PROPERTIES = (
    "uri credentials connectionType connectionId passthroughBehavior contentHandling timeoutMilliseconds cacheNamespace"
    " cacheKeyParameters requestParameters requestTemplates integrationHttpMethod tlsConfig responseTransferMode"
    " integrationTarget"
)
# In API Gateway's answer, httpMethod is the method with which the backend is called.
INTEGRATION_METHODS = {"integrationHttpMethod": "httpMethod", "httpMethod": "`null`"}
AUTHORIZER_PROPERTIES = (
    "name type providerArns authorizerUri authorizerCredentials identitySource identityValidationExpression"
    " authorizerResultTtlInSeconds"
)
KEY_PROPERTIES = "name description enabled customerId"

RESOURCES = (
    Resource(
        "aws:apigateway/restApi:RestApi",
        SERVICE,
        create=Call("create_rest_api"),
        read=(Call("get_rest_api"),),
        updates=(
            Change(words(API_PROPERTIES), _patch_api),
            Change(words("body parameters putRestApiMode failOnWarnings"), _import_body),
        ),
        delete=Call("delete_rest_api"),
        tagging=TAGGING,
        find=Lookup("get_rest_apis", "items", "id", {"name": "name", "description": "description"}),
        unique=False,
        names={"id": ("id", "restApiId"), "arn": "resourceArn"},
        computed={
            "arn": "arn:{partition}:apigateway:{region}::/restapis/{id}",
            "executionArn": "arn:{partition}:execute-api:{region}:{account}:{id}",
        },
        documents=words("body policy"),
    ),
    Resource(
        "aws:apigateway/deployment:Deployment",
        SERVICE,
        create=Call("create_deployment"),
        read=(_read_deployment,),
        updates=(patch_by_id("deployment", "description", "deploymentId"),),
        delete=_delete_deployment,
        import_id="{restApi}/{id}",
        names={"id": ("id", "deploymentId"), "restApi": "restApiId"},
        computed={
            "executionArn": "arn:{partition}:execute-api:{region}:{account}:{restApi}/{stageName}",
            "invokeUrl": "https://{restApi}.execute-api.{region}.{dns_suffix}/{stageName}",
        },
        replace_on=words("restApi triggers variables stageName stageDescription canarySettings"),
    ),
    Resource(
        "aws:apigateway/stage:Stage",
        SERVICE,
        create=Call("create_stage"),
        read=(Call("get_stage"),),
        updates=(_patching("stage", STAGE_PROPERTIES, "restApi", "stageName"),),
        delete=Call("delete_stage"),
        tagging=TAGGING,
        id="ags-{restApi}-{stageName}",
        import_id="{restApi}/{stageName}",
        names={
            "restApi": "restApiId",
            "deployment": "deploymentId",
            "xrayTracingEnabled": "tracingEnabled",
            "arn": "resourceArn",
        },
        computed={
            "arn": "arn:{partition}:apigateway:{region}::/restapis/{restApi}/stages/{stageName}",
            "executionArn": "arn:{partition}:execute-api:{region}:{account}:{restApi}/{stageName}",
            "invokeUrl": "https://{restApi}.execute-api.{region}.{dns_suffix}/{stageName}",
        },
        replace_on=words("restApi stageName"),
    ),
    Resource(
        "aws:apigateway/resource:Resource",
        SERVICE,
        create=Call("create_resource"),
        read=(Call("get_resource"),),
        updates=(patch_by_id("resource", "pathPart parentId", "resourceId"),),
        delete=Call("delete_resource"),
        import_id="{restApi}/{id}",
        find=Lookup("get_resources", "items", "id", {"parentId": "parentId", "pathPart": "pathPart"}),
        names={"id": ("id", "resourceId"), "restApi": "restApiId"},
        replace_on=words("restApi"),
    ),
    Resource(
        "aws:apigateway/method:Method",
        SERVICE,
        create=Call("put_method"),
        read=(Call("get_method", result="@"),),
        updates=(_patching("method", METHOD_PROPERTIES, *METHOD),),
        delete=Call("delete_method"),
        id="agm-{restApi}-{resourceId}-{httpMethod}",
        import_id=METHOD_ID,
        names={**REST_API, "authorization": "authorizationType"},
        defaults={"apiKeyRequired": False},
        replace_on=frozenset(METHOD),
    ),
    Resource(
        "aws:apigateway/methodResponse:MethodResponse",
        SERVICE,
        create=Call("put_method_response"),
        read=(Call("get_method_response"),),
        updates=(_patching("method_response", "responseModels responseParameters", *METHOD, "statusCode"),),
        delete=Call("delete_method_response"),
        id="agmr-{restApi}-{resourceId}-{httpMethod}-{statusCode}",
        import_id=f"{METHOD_ID}/{{statusCode}}",
        names=REST_API,
        replace_on=frozenset({*METHOD, "statusCode"}),
    ),
    Resource(
        "aws:apigateway/integration:Integration",
        SERVICE,
        create=Call("put_integration"),
        read=(Call("get_integration", result="@", learn=INTEGRATION_METHODS),),
        updates=(_patching("integration", INTEGRATION_PROPERTIES, *METHOD),),
        delete=Call("delete_integration"),
        id="agi-{restApi}-{resourceId}-{httpMethod}",
        import_id=METHOD_ID,
        names={**REST_API, "timeoutMilliseconds": "timeoutInMillis"},
        defaults={"connectionType": "INTERNET", "timeoutMilliseconds": 29000},
        replace_on=frozenset({*METHOD, "type"}),
    ),
    Resource(
        "aws:apigateway/integrationResponse:IntegrationResponse",
        SERVICE,
        create=Call("put_integration_response"),
        read=(Call("get_integration_response"),),
        updates=(Call("put_integration_response"),),
        delete=Call("delete_integration_response"),
        id="agir-{restApi}-{resourceId}-{httpMethod}-{statusCode}",
        import_id=f"{METHOD_ID}/{{statusCode}}",
        names=REST_API,
        replace_on=frozenset({*METHOD, "statusCode"}),
    ),
    Resource(
        "aws:apigateway/authorizer:Authorizer",
        SERVICE,
        create=Call("create_authorizer"),
        read=(Call("get_authorizer"),),
        updates=(patch_by_id("authorizer", AUTHORIZER_PROPERTIES, "authorizerId"),),
        delete=Call("delete_authorizer"),
        import_id="{restApi}/{id}",
        find=Lookup("get_authorizers", "items", "id", {"name": "name"}),
        unique=False,
        names={"id": ("id", "authorizerId"), "restApi": "restApiId"},
        computed={"arn": "arn:{partition}:apigateway:{region}::/restapis/{restApi}/authorizers/{id}"},
        defaults={
            "type": "TOKEN",
            "identitySource": "method.request.header.Authorization",
            "authorizerResultTtlInSeconds": 300,
        },
        replace_on=words("restApi"),
    ),
    Resource(
        "aws:apigateway/apiKey:ApiKey",
        SERVICE,
        create=Call("create_api_key"),
        read=(Call("get_api_key", fixed={"includeValue": True}),),
        updates=(Change(words(KEY_PROPERTIES), _patch_key),),
        delete=Call("delete_api_key"),
        tagging=TAGGING,
        find=Lookup("get_api_keys", "items", "id", {"name": "name"}),
        unique=False,
        names={"id": ("id", "apiKey"), "arn": "resourceArn"},
        computed={"arn": "arn:{partition}:apigateway:{region}::/apikeys/{id}"},
        defaults={"enabled": True, "description": "Managed by Pulumi"},
        replace_on=words("value"),
    ),
    Resource(
        "aws:apigateway/response:Response",
        SERVICE,
        create=Call("put_gateway_response"),
        read=(Call("get_gateway_response", result="@", gone="defaultResponse"),),
        updates=(Call("put_gateway_response"),),
        delete=Call("delete_gateway_response"),
        id="aggr-{restApiId}-{responseType}",
        import_id="{restApiId}/{responseType}",
        replace_on=words("restApiId responseType"),
    ),
)
