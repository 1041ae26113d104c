"""The operations on APIs, their stages' settings and their tags.

Quick create makes an integration, a route and a stage together with an HTTP API:
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html.
"""

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from ..http_apis.verdicts import verdicts
from ..services.faults import not_found
from . import checks, links_and_domains
from .deployments import auto_deploy
from .faults import bad_request
from .parts import KINDS, Handler, add, find_api, given, locked, merge, page
from .records import Api, Record, apis, new_id, own, partition_of

QUICK = ("Target", "RouteKey", "CredentialsArn")  # parameters of quick create
MANAGED = {"ApiGatewayManaged": True}


def operations() -> dict[str, Handler]:
    """Return the operations by their names."""
    found: dict[str, Handler] = {
        "CreateApi": _create,
        "GetApi": lambda context, request: find_api(context, request["ApiId"]).record,
        "GetApis": lambda context, request: page((one.record for one in own(apis, context)), request),
        "UpdateApi": _update,
        "DeleteApi": _delete,
        "DeleteCorsConfiguration": _delete_cors,
        "DeleteAccessLogSettings": _delete_access_logs,
        "DeleteRouteSettings": _delete_route_settings,
        "DeleteRouteRequestParameter": _delete_request_parameter,
        "GetModelTemplate": _model_template,
        "ResetAuthorizersCache": _reset_cache,
        "TagResource": _tag,
        "UntagResource": _untag,
        "GetTags": lambda context, request: {"Tags": _tags(context, request["ResourceArn"])},
    }
    return {name: locked(handler) for name, handler in found.items()}


def make_api(context: Any, settings: Record) -> Api:
    """Make an empty API."""
    record = {
        "ApiKeySelectionExpression": "$request.header.x-api-key",
        "DisableExecuteApiEndpoint": False,
        "IpAddressType": "ipv4",
        "Tags": {},
        **settings,
    }
    checks.check_api(record)
    name = new_id(10)
    scheme = "https" if record["ProtocolType"] == "HTTP" else "wss"
    suffix = "amazonaws.com.cn" if partition_of(context.region) == "aws-cn" else "amazonaws.com"
    record["ApiId"] = name
    record["ApiEndpoint"] = f"{scheme}://{name}.execute-api.{context.region}.{suffix}"
    record["CreatedDate"] = datetime.now(UTC)
    apis[name] = Api(context.account_id, context.region, record)
    return apis[name]


def _create(context: Any, request: Record) -> Record:
    if request.get("Target") and request["ProtocolType"] != "HTTP":
        raise bad_request("Quick create is only supported for HTTP APIs")
    api = make_api(context, given(context, request, *QUICK))
    if request.get("Target"):
        _fill(api, request)
        auto_deploy(api)
    return api.record


def _fill(api: Api, request: Record) -> None:
    """Make the integration, the route and the stage of quick create."""
    target = request["Target"]
    is_function = target.startswith("arn:")
    settings = (
        {"IntegrationType": "AWS_PROXY", "PayloadFormatVersion": "2.0"}
        if is_function
        else {"IntegrationType": "HTTP_PROXY", "IntegrationMethod": "ANY"}
    )
    credentials = {"CredentialsArn": request["CredentialsArn"]} if request.get("CredentialsArn") else {}
    integration = add(api, KINDS["Integration"], {**settings, **credentials, **MANAGED, "IntegrationUri": target})
    leads = {"Target": f"integrations/{integration['IntegrationId']}"}
    add(api, KINDS["Route"], {**MANAGED, **leads, "RouteKey": request.get("RouteKey") or "$default"})
    add(api, KINDS["Stage"], {**MANAGED, "StageName": "$default", "AutoDeploy": True})


def _update(context: Any, request: Record) -> Record:
    api = find_api(context, request["ApiId"])
    record = merge(api.record, given(context, request, *QUICK))
    checks.check_api(record)
    api.record.update(record)
    for managed in (one for one in api.integrations.values() if one.get("ApiGatewayManaged")):
        if request.get("Target"):
            managed["IntegrationUri"] = request["Target"]
    auto_deploy(api)
    return api.record


def _delete(context: Any, request: Record) -> Record:
    api = find_api(context, request["ApiId"])
    for name, stage in api.stages.items():
        checks.refuse_mapped_stage(api, name, stage)
    del apis[api.id]
    return {}


def _delete_cors(context: Any, request: Record) -> Record:
    api = find_api(context, request["ApiId"])
    api.record.pop("CorsConfiguration", None)
    auto_deploy(api)
    return {}


def _delete_access_logs(context: Any, request: Record) -> Record:
    _stage(context, request).pop("AccessLogSettings", None)
    return {}


def _delete_route_settings(context: Any, request: Record) -> Record:
    if _stage(context, request)["RouteSettings"].pop(request["RouteKey"], None) is None:
        raise not_found("Unable to find Route by key " + request["RouteKey"] + " within the provided RouteSettings")
    return {}


def _stage(context: Any, request: Record) -> Record:
    stage = find_api(context, request["ApiId"]).stages.get(request["StageName"])
    if stage is None:
        raise not_found("Invalid stage identifier specified")
    return stage


def _delete_request_parameter(context: Any, request: Record) -> Record:
    api = find_api(context, request["ApiId"])
    route = api.routes.get(request["RouteId"])
    if route is None:
        raise not_found("Invalid Route identifier specified")
    (route.get("RequestParameters") or {}).pop(request["RequestParameterKey"], None)
    auto_deploy(api)
    return {}


def _reset_cache(context: Any, request: Record) -> Record:
    _stage(context, request)
    verdicts.forget(request["ApiId"], request["StageName"])
    return {}


def _model_template(context: Any, request: Record) -> Record:
    model = find_api(context, request["ApiId"]).models.get(request["ModelId"])
    if model is None:
        raise not_found("Invalid Model identifier specified")
    return {"Value": model["Schema"]}


def _tags(context: Any, arn: str) -> dict[str, str]:
    """Return the tags of the thing that an ARN names; changes take effect in place."""
    kind, _, rest = arn.partition("::/")[2].partition("/")
    if kind == "apis":
        name, _, stage = rest.partition("/stages/")
        where = {"ApiId": name, "StageName": stage}
        record = _stage(context, where) if stage else find_api(context, name).record
    else:
        record = links_and_domains.find(context, kind, rest)
    tags: dict[str, str] = record.setdefault("Tags", {})
    return tags


def _tag(context: Any, request: Record) -> Record:
    _tags(context, request["ResourceArn"]).update(deepcopy(request.get("Tags") or {}))
    return {}


def _untag(context: Any, request: Record) -> Record:
    tags = _tags(context, request["ResourceArn"])
    for key in request["TagKeys"]:
        tags.pop(key, None)
    return {}
