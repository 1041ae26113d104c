"""API Gateway, version 1: REST APIs."""

from collections.abc import Mapping
from typing import Any

from stackrig.provider.calls import Call, Scope
from stackrig.provider.contract import Properties
from stackrig.provider.registry import Change, Resource, Tagging, words
from stackrig.provider.wire import Names

SERVICE = "apigateway"
TAGGING = Tagging()

NAMES: Names = {  # what API Gateway calls the properties its types share
    "restApi": "restApiId",
    "deployment": "deploymentId",
    "xrayTracingEnabled": "tracingEnabled",
    "arn": "resourceArn",
}
API_PROPERTIES = (
    "name description apiKeySource binaryMediaTypes disableExecuteApiEndpoint endpointConfiguration"
    " minimumCompressionSize policy"
)
STAGE_PROPERTIES = (
    "deployment description variables cacheClusterEnabled cacheClusterSize clientCertificateId documentationVersion"
    " xrayTracingEnabled accessLogSettings"
)


def _import_body(scope: Scope, properties: Properties) -> None:
    """Build the API from its OpenAPI document; what the program says besides wins over the document."""
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


def _patch_api(scope: Scope, properties: Properties) -> None:
    patch(scope, "rest_api", {"restApiId": properties["id"]}, _wanted(properties, API_PROPERTIES))


def _patch_stage(scope: Scope, properties: Properties) -> None:
    where = {"restApiId": properties["restApi"], "stageName": properties["stageName"]}
    patch(scope, "stage", where, _wanted(properties, STAGE_PROPERTIES))


def _patch_deployment(scope: Scope, properties: Properties) -> None:
    where = {"restApiId": properties["restApi"], "deploymentId": properties["id"]}
    patch(scope, "deployment", where, _wanted(properties, "description"))


def _wanted(properties: Properties, names: str) -> dict[str, Any]:
    """Return properties under API Gateway's names; None takes a setting away."""
    return {str(NAMES.get(name, name)): properties[name] for name in names.split() if name in properties}


def patch(scope: Scope, what: str, where: Mapping[str, str], wanted: Mapping[str, Any]) -> None:
    """Change what differs between a resource and what is wanted of it, by API Gateway's patch operations."""
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
    if (now or "") == (wanted or ""):
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
        {"op": "replace", "path": f"{path}/{_escape(key)}", "value": _to_value(value)} for key, value in changed.items()
    ]


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _to_value(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _read_deployment(scope: Scope, properties: Properties) -> Properties | None:
    """Find a deployment in the list of all: asked for one that is gone, LocalStack answers with an internal error."""
    for page in scope.pages(SERVICE, "get_deployments", restApiId=properties["restApi"]):
        for item in page.get("items", ()):
            if item["id"] == properties["id"]:
                return {"description": item.get("description", ""), "createdDate": item["createdDate"]}
    return None


def _delete_deployment(scope: Scope, properties: Properties) -> None:
    """Delete a deployment, and before it the stage that pulumi_aws 6 could make together with it."""
    api, stage = properties["restApi"], properties.get("stageName")
    found = scope.find(SERVICE, "get_stage", restApiId=api, stageName=stage) if stage else None
    if found and found["deploymentId"] == properties["id"]:
        scope.call(SERVICE, "delete_stage", restApiId=api, stageName=stage)
    scope.call(SERVICE, "delete_deployment", restApiId=api, deploymentId=properties["id"])


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
        updates=(Change(words("description"), _patch_deployment),),
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
        updates=(Change(words(STAGE_PROPERTIES), _patch_stage),),
        delete=Call("delete_stage"),
        tagging=TAGGING,
        id="ags-{restApi}-{stageName}",
        import_id="{restApi}/{stageName}",
        names=NAMES,
        computed={
            "arn": "arn:{partition}:apigateway:{region}::/restapis/{restApi}/stages/{stageName}",
            "executionArn": "arn:{partition}:execute-api:{region}:{account}:{restApi}/{stageName}",
            "invokeUrl": "https://{restApi}.execute-api.{region}.{dns_suffix}/{stageName}",
        },
        replace_on=words("restApi stageName"),
    ),
)
