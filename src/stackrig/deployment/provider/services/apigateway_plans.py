"""API Gateway, version 1: API keys and usage plans, models and validators, domain names and their mappings."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.apigateway import REST_API, SERVICE, TAGGING, patch_by_id
from stackrig.deployment.provider.services.modelled import plain
from stackrig.deployment.provider.wire import to_text

NO_PATH = "(none)"  # API Gateway's name for the path of a mapping without one
SETTINGS = {  # settings of a method: their patch paths in a stage
    "metricsEnabled": "metrics/enabled",
    "loggingLevel": "logging/loglevel",
    "dataTraceEnabled": "logging/dataTrace",
    "throttlingBurstLimit": "throttling/burstLimit",
    "throttlingRateLimit": "throttling/rateLimit",
    "cachingEnabled": "caching/enabled",
    "cacheTtlInSeconds": "caching/ttlInSeconds",
    "cacheDataEncrypted": "caching/dataEncrypted",
    "requireAuthorizationForCacheControl": "caching/requireAuthorizationForCacheControl",
    "unauthorizedCacheControlHeaderStrategy": "caching/unauthorizedCacheControlHeaderStrategy",
}


def _plan(_scope: Scope, properties: Properties) -> dict[str, Any]:
    stages = [{"apiId": item["apiId"], "stage": item["stage"]} for item in properties.get("apiStages") or ()]
    return {"apiStages": stages} if stages else {}


def _path(properties: Properties) -> str:
    return properties.get("basePath") or NO_PATH


def _mapped(_scope: Scope, properties: Properties) -> dict[str, Any]:
    return {"basePath": _path(properties)}


def _mapping_id(properties: Properties) -> str:
    return f"{properties['domainName']}/{properties.get('basePath') or ''}"


def _set_policy(scope: Scope, properties: Properties) -> Properties:
    operation = {"op": "replace", "path": "/policy", "value": properties.get("policy") or ""}
    scope.call(SERVICE, "update_rest_api", restApiId=properties["restApiId"], patchOperations=[operation])
    return {}


def _read_policy(scope: Scope, properties: Properties) -> Properties | None:
    found = scope.find(SERVICE, "get_rest_api", restApiId=properties["restApiId"]) or {}
    return {"policy": found["policy"].replace('\\"', '"')} if found.get("policy") else None


def _clear_policy(scope: Scope, properties: Properties) -> None:
    _set_policy(scope, {"restApiId": properties["restApiId"]})


def _set_methods(scope: Scope, properties: Properties) -> Properties:
    given = {SETTINGS[name]: value for name, value in properties["settings"].items() if value is not None}
    operations = [
        {"op": "replace", "path": f"/{_method(properties)}/{path}", "value": to_text(value)}
        for path, value in given.items()
    ]
    _patch_stage(scope, properties, operations)
    return {}


def _clear_methods(scope: Scope, properties: Properties) -> None:
    _patch_stage(scope, properties, [{"op": "remove", "path": f"/{_method(properties)}"}])


def _patch_stage(scope: Scope, properties: Properties, operations: list[dict[str, str]]) -> None:
    where = {"restApiId": properties["restApi"], "stageName": properties["stageName"]}
    scope.call(SERVICE, "update_stage", **where, patchOperations=operations)


def _read_methods(scope: Scope, properties: Properties) -> Properties | None:
    where = {"restApiId": properties["restApi"], "stageName": properties["stageName"]}
    found = (scope.find(SERVICE, "get_stage", **where) or {}).get("methodSettings", {})
    settings = found.get(properties["methodPath"])
    if settings is None:
        return None
    return {"settings": {name: value for name, value in settings.items() if name in (properties.get("settings") or {})}}


def _method(properties: Properties) -> str:
    resource, _, verb = properties["methodPath"].rpartition("/")
    return f"{resource.replace('/', '~1')}/{verb}"


def _set_role(scope: Scope, properties: Properties) -> Properties:
    operation = {"op": "replace", "path": "/cloudwatchRoleArn", "value": properties.get("cloudwatchRoleArn") or ""}
    scope.call(SERVICE, "update_account", patchOperations=[operation])
    return {"id": "api-gateway-account"}


def _read_account(scope: Scope, _properties: Properties) -> Properties:
    found = scope.call(SERVICE, "get_account")
    return {
        "cloudwatchRoleArn": found.get("cloudwatchRoleArn", ""),
        "apiKeyVersion": found.get("apiKeyVersion", ""),
        "features": found.get("features", []),
        "throttleSettings": [found["throttleSettings"]] if found.get("throttleSettings") else [],
    }


def _leave(_scope: Scope, _properties: Properties) -> None:
    """Keep the account's role, as the real provider does: the account outlives the resource."""


RESOURCES = (
    plain(
        "aws:apigateway/requestValidator:RequestValidator",
        SERVICE,
        "request_validator",
        updates=(
            patch_by_id(
                "request_validator", "name validateRequestBody validateRequestParameters", "requestValidatorId"
            ),
        ),
        import_id="{restApi}/{id}",
        modelled=False,
        names={**REST_API, "id": ("id", "requestValidatorId")},
        defaults={"validateRequestBody": False, "validateRequestParameters": False},
        replace_on=words("restApi"),
    ),
    plain(
        "aws:apigateway/model:Model",
        SERVICE,
        "model",
        read=(Call("get_model"),),
        updates=(),
        import_id="{restApi}/{name}",
        modelled=False,
        names={**REST_API, "name": ("name", "modelName"), "id": "id"},
        documents=words("schema"),
        replace_on=words("restApi name contentType description schema"),
    ),
    plain(
        "aws:apigateway/usagePlan:UsagePlan",
        SERVICE,
        "usage_plan",
        create=Call(
            "create_usage_plan",
            {"quotaSettings": "quota", "throttleSettings": "throttle", "apiStages": ()},
            added=_plan,
            takes=words("apiStages"),
        ),
        read=(Call("get_usage_plan", learn={"quotaSettings": "quota", "throttleSettings": "throttle"}),),
        updates=(),
        tagging=TAGGING,
        modelled=False,
        names={"id": ("id", "usagePlanId"), "arn": "resourceArn"},
        computed={"arn": "arn:{partition}:apigateway:{region}::/usageplans/{id}"},
        replace_on=words("name description apiStages quotaSettings throttleSettings productCode"),
    ),
    plain(
        "aws:apigateway/usagePlanKey:UsagePlanKey",
        SERVICE,
        "usage_plan_key",
        read=(Call("get_usage_plan_key", learn={"keyType": "type"}),),
        updates=(),
        id="{keyId}",
        import_id="{usagePlanId}/{keyId}",
        auto_name=NO_NAME,
        modelled=False,
        names={"id": (), "keyId": "keyId", "name": "name"},
        replace_on=words("keyId keyType usagePlanId"),
    ),
    plain(
        "aws:apigateway/domainName:DomainName",
        SERVICE,
        "domain_name",
        updates=(),
        tagging=TAGGING,
        id="{domainName}",
        auto_name=NO_NAME,
        modelled=False,
        names={
            "arn": ("domainNameArn", "resourceArn"),
            "cloudfrontDomainName": "distributionDomainName",
            "cloudfrontZoneId": "distributionHostedZoneId",
            "regionalZoneId": "regionalHostedZoneId",
        },
        replace_on=words("domainName certificateArn regionalCertificateArn endpointConfiguration securityPolicy"),
    ),
    Resource(
        "aws:apigateway/basePathMapping:BasePathMapping",
        SERVICE,
        create=Call("create_base_path_mapping", {"stageName": "stage"}),
        read=(Call("get_base_path_mapping", {"stageName": "stage", "basePath": ()}, added=_mapped),),
        delete=Call("delete_base_path_mapping", {"basePath": ()}, added=_mapped),
        id=_mapping_id,
        auto_name=NO_NAME,
        names=REST_API,
        replace_on=words("domainName restApi stageName basePath domainNameId"),
    ),
    Resource(
        "aws:apigateway/restApiPolicy:RestApiPolicy",
        SERVICE,
        create=_set_policy,
        read=(_read_policy,),
        updates=(Change(words("policy"), _set_policy),),
        delete=_clear_policy,
        id="{restApiId}",
        unique=False,
        auto_name=NO_NAME,
        documents=words("policy"),
        replace_on=words("restApiId"),
    ),
    Resource(
        "aws:apigateway/methodSettings:MethodSettings",
        SERVICE,
        create=_set_methods,
        read=(_read_methods,),
        updates=(Change(words("settings"), _set_methods),),
        delete=_clear_methods,
        id="{restApi}-{stageName}-{methodPath}",
        unique=False,
        auto_name=NO_NAME,
        replace_on=words("restApi stageName methodPath"),
    ),
    Resource(
        "aws:apigateway/account:Account",
        SERVICE,
        create=_set_role,
        read=(_read_account,),
        updates=(Change(words("cloudwatchRoleArn"), _set_role),),
        delete=_leave,
        unique=False,
        auto_name=NO_NAME,
    ),
)
