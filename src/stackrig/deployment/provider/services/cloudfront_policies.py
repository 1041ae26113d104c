"""CloudFront: policies of caching, of requests to origins and of response headers, and functions at its edge."""

from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import Change, Resource, words
from stackrig.deployment.provider.services.cloudfront import SERVICE, TAGGING
from stackrig.deployment.provider.services.modelled import inside
from stackrig.deployment.provider.wire import Names

CACHE_KEY = "ParametersInCacheKeyAndForwardedToOrigin"


def _policy(token: str, noun: str, settings: str, **defaults: int) -> Resource:
    """Describe a policy: its whole content is one structure, in which each list stands with its length."""
    title = "".join(word.capitalize() for word in noun.split("_"))
    member, taken = f"{title}Config", words(f"name comment {settings}")

    def whole(operation: str, names: Names) -> Call:
        fill = inside(SERVICE, operation, member, {"name": "Name"})

        def added(scope: Scope, properties: Properties) -> dict[str, Any]:
            whole_policy = _counted(fill(scope, properties)[member])
            if CACHE_KEY in whole_policy:
                whole_policy[CACHE_KEY].setdefault("EnableAcceptEncodingGzip", False)
            return {member: whole_policy}

        hidden: Names = dict.fromkeys(taken, ())
        return Call(operation, {**hidden, **names}, added=added, takes=taken, result=title, learn={"id": "Id"})

    def read_more(scope: Scope, it: Properties) -> Properties:
        arn = "arn:{partition}:cloudfront::{account}:".format_map(scope.places) + noun.replace("_", "-")
        return {"arn": f"{arn}/{it['id']}", "etag": scope.call(SERVICE, f"get_{noun}", Id=it["id"])["ETag"]}

    return Resource(
        token,
        SERVICE,
        create=whole(f"create_{noun}", {}),
        read=(Call(f"get_{noun}", {"id": "Id"}, result=f"{title}.{member}"), read_more),
        updates=(whole(f"update_{noun}", {"id": "Id"}),),
        delete=Call(f"delete_{noun}", {"id": "Id"}),
        unique=False,
        defaults=defaults,
        modelled=True,
    )


def _counted(value: Any) -> Any:
    """Return a structure in which every list stands with its length, as CloudFront requires."""
    if isinstance(value, list):
        return [_counted(part) for part in value]
    if not isinstance(value, dict):
        return value
    parts = {name: _counted(part) for name, part in value.items()}
    return {"Quantity": len(parts["Items"]), **parts} if "Items" in parts else parts


def _function(properties: Properties) -> dict[str, Any]:
    stores = [{"KeyValueStoreARN": arn} for arn in properties.get("keyValueStoreAssociations") or ()]
    config = {"Comment": properties.get("comment") or "", "Runtime": properties["runtime"]}
    if stores:
        config["KeyValueStoreAssociations"] = {"Quantity": len(stores), "Items": stores}
    return {"FunctionConfig": config, "FunctionCode": properties["code"].encode()}


def _create_function(scope: Scope, properties: Properties) -> Properties:
    made = scope.call(SERVICE, "create_function", Name=properties["name"], **_function(properties))
    _publish(scope, properties, made["ETag"])
    return {"arn": made["FunctionSummary"]["FunctionMetadata"]["FunctionARN"]}


def _publish(scope: Scope, properties: Properties, tag: str) -> None:
    if properties.get("publish", True):
        scope.call(SERVICE, "publish_function", Name=properties["name"], IfMatch=tag)


def _update_function(scope: Scope, properties: Properties) -> None:
    where = {"Name": properties["name"], "IfMatch": _tag_of(scope, properties["name"], "DEVELOPMENT")}
    _publish(scope, properties, scope.call(SERVICE, "update_function", **where, **_function(properties))["ETag"])


def _tag_of(scope: Scope, name: str, stage: str) -> str:
    """Return the tag of a function in a stage, or an empty one if the function is not in that stage."""
    return str((scope.find(SERVICE, "describe_function", Name=name, Stage=stage) or {}).get("ETag", ""))


def _read_function(scope: Scope, properties: Properties) -> Properties | None:
    name = properties["name"]
    answer = scope.find(SERVICE, "describe_function", Name=name, Stage="DEVELOPMENT")
    if answer is None:
        return None
    summary = answer["FunctionSummary"]
    code = scope.call(SERVICE, "get_function", Name=name, Stage="DEVELOPMENT")["FunctionCode"].read()
    return {
        "arn": summary["FunctionMetadata"]["FunctionARN"],
        "code": code.decode(),
        "comment": summary["FunctionConfig"].get("Comment", ""),
        "runtime": summary["FunctionConfig"]["Runtime"],
        "status": summary.get("Status", ""),
        "etag": answer["ETag"],
        "liveStageEtag": _tag_of(scope, name, "LIVE"),
    }


def _delete_function(scope: Scope, properties: Properties) -> None:
    tag = _tag_of(scope, properties["name"], "DEVELOPMENT")
    scope.call(SERVICE, "delete_function", Name=properties["name"], IfMatch=tag)


RESOURCES = (
    _policy(
        "aws:cloudfront/cachePolicy:CachePolicy",
        "cache_policy",
        "defaultTtl maxTtl minTtl parametersInCacheKeyAndForwardedToOrigin",
        defaultTtl=86_400,
        maxTtl=31_536_000,
        minTtl=0,
    ),
    _policy(
        "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
        "origin_request_policy",
        "cookiesConfig headersConfig queryStringsConfig",
    ),
    _policy(
        "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
        "response_headers_policy",
        "corsConfig customHeadersConfig removeHeadersConfig securityHeadersConfig serverTimingHeadersConfig",
    ),
    Resource(
        "aws:cloudfront/function:Function",
        SERVICE,
        create=_create_function,
        read=(_read_function,),
        updates=(Change(words("code comment keyValueStoreAssociations publish runtime"), _update_function),),
        delete=_delete_function,
        tagging=TAGGING,
        id="{name}",
        defaults={"publish": True},
        replace_on=words("name"),
        modelled=True,
    ),
)
