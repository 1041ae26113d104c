"""CloudFront: distributions and the resources that they refer to."""

import uuid
from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.errors import DeployError

SERVICE = "cloudfront"
ZONE = (
    "Z2FDTNDATAQYW2"  # every distribution's zone: docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
)
ONLY_LOOKED_UP = {  # policies that AWS manages: developer guide, "Use managed cache policies"
    "Managed-CachingOptimized": "658327ea-f89d-4fab-a63d-7e88639e58f6",
    "Managed-CachingDisabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    "Managed-CachingOptimizedForUncompressedObjects": "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
    "Managed-AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
    "Managed-AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    "Managed-CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
    "Managed-SecurityHeadersPolicy": "67f7725c-6f97-4210-82d7-5512b31e9d03",
    "Managed-SimpleCORS": "60669652-455b-4ae9-85a4-c4c02393f86c",
}


def _items(values: list[Any]) -> dict[str, Any]:
    return {"Quantity": len(values), **({"Items": values} if values else {})}


def _origin(origin: Properties) -> dict[str, Any]:
    given: dict[str, Any] = {
        "Id": origin["originId"],
        "DomainName": origin["domainName"],
        "OriginPath": origin.get("originPath") or "",
        "CustomHeaders": _items(
            [{"HeaderName": item["name"], "HeaderValue": item["value"]} for item in origin.get("customHeaders") or ()]
        ),
        "OriginAccessControlId": origin.get("originAccessControlId") or "",
    }
    custom = origin.get("customOriginConfig")
    if custom:
        given["CustomOriginConfig"] = {
            "HTTPPort": int(custom["httpPort"]),
            "HTTPSPort": int(custom["httpsPort"]),
            "OriginProtocolPolicy": custom["originProtocolPolicy"],
            "OriginSslProtocols": _items(list(custom["originSslProtocols"])),
        }
    else:
        identity = (origin.get("s3OriginConfig") or {}).get("originAccessIdentity") or ""
        given["S3OriginConfig"] = {"OriginAccessIdentity": identity}
    return given


def _behavior(behavior: Properties) -> dict[str, Any]:
    given: dict[str, Any] = {
        "TargetOriginId": behavior["targetOriginId"],
        "ViewerProtocolPolicy": behavior["viewerProtocolPolicy"],
        "Compress": bool(behavior.get("compress")),
        "AllowedMethods": {
            **_items(list(behavior["allowedMethods"])),
            "CachedMethods": _items(list(behavior["cachedMethods"])),
        },
    }
    names = {
        "cachePolicyId": "CachePolicyId",
        "originRequestPolicyId": "OriginRequestPolicyId",
        "pathPattern": "PathPattern",
    }
    given |= {member: behavior[name] for name, member in names.items() if behavior.get(name)}
    if forwarded := behavior.get("forwardedValues"):
        cookies = forwarded.get("cookies") or {}
        given["ForwardedValues"] = {
            "QueryString": bool(forwarded["queryString"]),
            "Cookies": {"Forward": cookies.get("forward") or "none"},
            "Headers": _items(list(forwarded.get("headers") or [])),
        }
        given |= {"MinTTL": int(behavior.get("minTtl") or 0)}
    return given


def _find(scope: Scope, properties: Properties) -> str | None:
    """Return the distribution with the same aliases, origins and comment. AWS gives no alias to two distributions."""
    origins = [(origin["originId"], origin["domainName"]) for origin in properties["origins"]]
    wanted = (sorted(properties.get("aliases") or ()), sorted(origins), properties.get("comment") or "")
    for page in scope.pages(SERVICE, "list_distributions"):
        for item in page["DistributionList"].get("Items", ()):
            there = [(origin["Id"], origin["DomainName"]) for origin in item["Origins"]["Items"]]
            if (sorted(item["Aliases"].get("Items", ())), sorted(there), item["Comment"]) == wanted:
                return str(item["Id"])
    return None


def _configuration(properties: Properties) -> dict[str, Any]:
    certificate = properties["viewerCertificate"]
    restriction = (properties.get("restrictions") or {}).get("geoRestriction") or {}
    given: dict[str, Any] = {
        "CallerReference": properties.get("callerReference") or f"stackrig-{uuid.uuid4().hex}",
        "Comment": properties.get("comment") or "",
        "Enabled": bool(properties["enabled"]),
        "Aliases": _items(list(properties.get("aliases") or [])),
        "DefaultRootObject": properties.get("defaultRootObject") or "",
        "Origins": _items([_origin(item) for item in properties["origins"]]),
        "DefaultCacheBehavior": _behavior(properties["defaultCacheBehavior"]),
        "CacheBehaviors": _items([_behavior(item) for item in properties.get("orderedCacheBehaviors") or ()]),
        "PriceClass": properties.get("priceClass") or "PriceClass_All",
        "HttpVersion": properties.get("httpVersion") or "http2",
        "IsIPV6Enabled": bool(properties.get("isIpv6Enabled")),
        "Restrictions": {
            "GeoRestriction": {
                "RestrictionType": restriction.get("restrictionType") or "none",
                **_items(list(restriction.get("locations") or [])),
            }
        },
        "WebACLId": properties.get("webAclId") or "",
    }
    if certificate.get("acmCertificateArn"):
        method = certificate.get("sslSupportMethod") or "sni-only"
        given["ViewerCertificate"] = {"ACMCertificateArn": certificate["acmCertificateArn"], "SSLSupportMethod": method}
    else:
        given["ViewerCertificate"] = {"CloudFrontDefaultCertificate": True}
    return given


def _create(scope: Scope, properties: Properties) -> Properties:
    found = scope.call(SERVICE, "create_distribution", DistributionConfig=_configuration(properties))["Distribution"]
    return {"id": found["Id"], "arn": found["ARN"]}


def _update(scope: Scope, properties: Properties) -> None:
    found = scope.call(SERVICE, "get_distribution_config", Id=properties["id"])
    reference = found["DistributionConfig"]["CallerReference"]
    config = _configuration({**properties, "callerReference": reference})
    scope.call(SERVICE, "update_distribution", Id=properties["id"], IfMatch=found["ETag"], DistributionConfig=config)


def _read(scope: Scope, properties: Properties) -> Properties | None:
    answer = scope.find(SERVICE, "get_distribution", Id=properties["id"])
    if answer is None:
        return None
    found = answer["Distribution"]
    config = found["DistributionConfig"]
    return {
        "arn": found["ARN"],
        "callerReference": config["CallerReference"],
        "comment": config.get("Comment", ""),
        "domainName": found["DomainName"],
        "enabled": config["Enabled"],
        "etag": answer.get("ETag", ""),
        "hostedZoneId": ZONE,
        "lastModifiedTime": str(found["LastModifiedTime"]),
        "status": found["Status"],
        "inProgressValidationBatches": found.get("InProgressInvalidationBatches", 0),
    }


def _delete(scope: Scope, properties: Properties) -> None:
    """Disable a distribution and delete it; CloudFront deletes no enabled one."""
    _update(scope, {**properties, "enabled": False})
    tag = scope.call(SERVICE, "get_distribution", Id=properties["id"])["ETag"]
    scope.call(SERVICE, "delete_distribution", Id=properties["id"], IfMatch=tag)


def _tag(scope: Scope, properties: Properties) -> None:
    tags = {"Items": [{"Key": key, "Value": value} for key, value in properties["tags"].items()]}
    scope.call(SERVICE, "tag_resource", Resource=properties["arn"], Tags=tags)


def _untag(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "untag_resource", Resource=properties["arn"], TagKeys={"Items": properties["tagKeys"]})


def _list_tags(scope: Scope, properties: Properties) -> Properties:
    found = scope.call(SERVICE, "list_tags_for_resource", Resource=properties["arn"])["Tags"].get("Items", [])
    return {"tags": {tag["Key"]: tag["Value"] for tag in found}}


# --- resources that distributions refer to --------------------------------------------------------------------------


def _identity_config(properties: Properties, reference: str) -> dict[str, Any]:
    return {"CallerReference": reference, "Comment": properties.get("comment") or ""}


def _create_identity(scope: Scope, properties: Properties) -> Properties:
    config = _identity_config(properties, f"stackrig-{uuid.uuid4().hex}")
    given = {"CloudFrontOriginAccessIdentityConfig": config}
    found = scope.call(SERVICE, "create_cloud_front_origin_access_identity", **given)
    return {"id": found["CloudFrontOriginAccessIdentity"]["Id"]}


def _read_identity(scope: Scope, properties: Properties) -> Properties | None:
    answer = scope.find(SERVICE, "get_cloud_front_origin_access_identity", Id=properties["id"])
    if answer is None:
        return None
    found = answer["CloudFrontOriginAccessIdentity"]
    partition, name = scope.places["partition"], found["Id"]
    return {
        "arn": f"arn:{partition}:cloudfront::{scope.clients.account_id}:origin-access-identity/{name}",
        "callerReference": found["CloudFrontOriginAccessIdentityConfig"]["CallerReference"],
        "cloudfrontAccessIdentityPath": f"origin-access-identity/cloudfront/{name}",
        "comment": found["CloudFrontOriginAccessIdentityConfig"]["Comment"],
        "etag": answer.get("ETag", ""),
        "iamArn": f"arn:{partition}:iam::cloudfront:user/CloudFront Origin Access Identity {name}",
        "s3CanonicalUserId": found["S3CanonicalUserId"],
    }


def _delete_identity(scope: Scope, properties: Properties) -> None:
    tag = scope.call(SERVICE, "get_cloud_front_origin_access_identity", Id=properties["id"]).get("ETag", "")
    scope.call(SERVICE, "delete_cloud_front_origin_access_identity", Id=properties["id"], IfMatch=tag)


def _control(_scope: Scope, properties: Properties) -> dict[str, Any]:
    return {
        "OriginAccessControlConfig": {
            "Name": properties["name"],
            "Description": properties.get("description") or "",
            "OriginAccessControlOriginType": properties["originAccessControlOriginType"],
            "SigningBehavior": properties["signingBehavior"],
            "SigningProtocol": properties["signingProtocol"],
        }
    }


def _managed(kind: str) -> Any:
    """Return the function that looks up one of AWS's managed policies by name or id."""

    def get(_scope: Scope, arguments: Mapping[str, Any]) -> Properties:
        ids = {value: name for name, value in ONLY_LOOKED_UP.items()}
        name = arguments.get("name") or ids.get(str(arguments.get("id")))
        if name not in ONLY_LOOKED_UP:
            raise DeployError(f"CloudFront manages no {kind} policy {name or arguments.get('id')!r} known here")
        return {**arguments, "id": ONLY_LOOKED_UP[name], "name": name, "etag": "", "comment": ""}

    return get


CONTROL = words("name description originAccessControlOriginType signingBehavior signingProtocol")
SETTINGS = words(
    "aliases comment customErrorResponses defaultCacheBehavior defaultRootObject enabled httpVersion isIpv6Enabled"
    " loggingConfig orderedCacheBehaviors originGroups origins priceClass restrictions viewerCertificate webAclId"
)


TAGGING = Tagging(_tag, _untag, _list_tags)

RESOURCES = (
    Resource(
        "aws:cloudfront/distribution:Distribution",
        SERVICE,
        create=_create,
        find=_find,
        read=(_read,),
        updates=(Change(SETTINGS, _update),),
        delete=_delete,
        tagging=TAGGING,
        auto_name=NO_NAME,
        defaults={"httpVersion": "http2", "priceClass": "PriceClass_All", "waitForDeployment": True},
        accepted=words("retainOnDelete waitForDeployment staging"),
        once=words("arn"),
        modelled=True,
    ),
    Resource(
        "aws:cloudfront/originAccessIdentity:OriginAccessIdentity",
        SERVICE,
        create=_create_identity,
        read=(_read_identity,),
        delete=_delete_identity,
        unique=False,
        auto_name=NO_NAME,
        replace_on=words("comment"),
        modelled=True,
    ),
    Resource(
        "aws:cloudfront/originAccessControl:OriginAccessControl",
        SERVICE,
        create=Call(
            "create_origin_access_control",
            added=_control,
            takes=CONTROL,
            result="OriginAccessControl",
            learn={"id": "Id"},
        ),
        read=(
            Call("get_origin_access_control", {"id": "Id"}, result="OriginAccessControl.OriginAccessControlConfig"),
            lambda scope, it: {
                "arn": "arn:{partition}:cloudfront::{account}:origin-access-control/".format_map(scope.places)
                + it["id"],
                "etag": scope.call(SERVICE, "get_origin_access_control", Id=it["id"]).get("ETag", ""),
            },
        ),
        delete=Call("delete_origin_access_control", {"id": "Id"}),
        unique=False,
        replace_on=CONTROL,
        modelled=True,
    ),
)

FUNCTIONS = {
    f"aws:cloudfront/{name}:{name}": _managed(kind)
    for name, kind in (
        ("getCachePolicy", "cache"),
        ("getOriginRequestPolicy", "origin request"),
        ("getResponseHeadersPolicy", "response headers"),
    )
}
