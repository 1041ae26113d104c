"""S3: buckets. Their inline settings (aws.s3.Bucket, aws.s3.BucketV2) are set by calls of their own."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import Change, Resource, Tagging, words
from stackrig.deployment.provider.services.s3_common import SERVICE, tag_set, versions, website_names
from stackrig.deployment.provider.wire import to_pascal

# https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints
HOSTED_ZONES = {
    "us-east-1": "Z3AQBSTGFYJSTF",
    "us-east-2": "Z2O1EMRO9K5GLX",
    "us-west-1": "Z2F56UZL2M1ACD",
    "us-west-2": "Z3BJ6K6RIION7M",
    "af-south-1": "Z83WF9RJE8B12",
    "ap-east-1": "ZNB98KWMFR0R6",
    "ap-northeast-1": "Z2M4EHUR26P7ZW",
    "ap-northeast-2": "Z3W03O7B5YMIYP",
    "ap-northeast-3": "Z2YQB5RD63NC85",
    "ap-south-1": "Z11RGJOFQNVJUP",
    "ap-southeast-1": "Z3O0J2DXBE1FTB",
    "ap-southeast-2": "Z1WCIGYICN2BYD",
    "ca-central-1": "Z1QDHH18159H29",
    "eu-central-1": "Z21DNDUVLTQW6Q",
    "eu-north-1": "Z3BAZG2TWCNX0D",
    "eu-south-1": "Z3IXVV8C73GIO3",
    "eu-west-1": "Z1BKCTXD74EZPE",
    "eu-west-2": "Z3GKZC51ZF0DB4",
    "eu-west-3": "Z3R1K369G5AVDG",
    "me-south-1": "Z1MPMWCPA7YB62",
    "sa-east-1": "Z7KQH4QJS55SO",
}
FIRST_REGION = "us-east-1"  # the default region, which CreateBucket refuses as a constraint
COMPUTED = {
    "arn": "arn:{partition}:s3:::{bucket}",
    "bucketDomainName": "{bucket}.s3.{dns_suffix}",
    "bucketRegionalDomainName": "{bucket}.s3.{region}.{dns_suffix}",
}
SETTINGS = {  # an inline setting of a bucket in pulumi_aws 7, and in BucketV2 and pulumi_aws 6
    "versioning": "versionings",
    "website": "websites",
    "serverSideEncryptionConfiguration": "serverSideEncryptionConfigurations",
    "logging": "loggings",
}


def _location(scope: Scope, _properties: Properties) -> dict[str, Any]:
    if scope.region == FIRST_REGION:
        return {}
    return {"CreateBucketConfiguration": {"LocationConstraint": scope.region}}


def _read_bucket(scope: Scope, properties: Properties) -> Properties | None:
    bucket = properties["id"]
    found = scope.find(SERVICE, "head_bucket", Bucket=bucket)
    if found is None:
        return None
    return {
        "bucket": bucket,
        "bucketRegion": found.get("BucketRegion", scope.region),
        "hostedZoneId": HOSTED_ZONES.get(scope.region, ""),
        **_both("versioning", _read_versioning(scope, bucket)),
        **_both("serverSideEncryptionConfiguration", _read_encryption(scope, bucket)),
        "grants": [_grant(item) for item in scope.call(SERVICE, "get_bucket_acl", Bucket=bucket)["Grants"]],
        "requestPayer": scope.call(SERVICE, "get_bucket_request_payment", Bucket=bucket)["Payer"],
        "policy": (scope.find(SERVICE, "get_bucket_policy", Bucket=bucket) or {}).get("Policy", ""),
        **website_names(scope, bucket),
    }


def _both(name: str, value: Any) -> Properties:
    return {name: value, SETTINGS[name]: value}


def _setting(properties: Properties, name: str) -> dict[str, Any]:
    value = properties.get(name) or properties.get(SETTINGS[name]) or {}
    return value[0] if isinstance(value, list) else value


def _read_versioning(scope: Scope, bucket: str) -> dict[str, bool]:
    found = scope.call(SERVICE, "get_bucket_versioning", Bucket=bucket)
    return {"enabled": found.get("Status") == "Enabled", "mfaDelete": found.get("MFADelete") == "Enabled"}


def _read_encryption(scope: Scope, bucket: str) -> dict[str, Any]:
    found = scope.find(SERVICE, "get_bucket_encryption", Bucket=bucket) or {}
    rules = found.get("ServerSideEncryptionConfiguration", {}).get("Rules") or [{}]
    default = rules[0].get("ApplyServerSideEncryptionByDefault", {})
    by_default = {"sseAlgorithm": default.get("SSEAlgorithm", ""), "kmsMasterKeyId": default.get("KMSMasterKeyID", "")}
    enabled = rules[0].get("BucketKeyEnabled", False)
    rule = {"applyServerSideEncryptionByDefault": by_default, "bucketKeyEnabled": enabled}
    old_style = {"applyServerSideEncryptionByDefaults": [by_default], "bucketKeyEnabled": enabled}
    return {"rule": rule, "rules": [old_style]}


def _grant(item: Any) -> Properties:
    grantee = item["Grantee"]
    return {
        "id": grantee.get("ID", ""),
        "type": grantee["Type"],
        "uri": grantee.get("URI", ""),
        "permissions": [item["Permission"]],
    }


def _set_versioning(scope: Scope, properties: Properties) -> None:
    enabled = _setting(properties, "versioning").get("enabled")
    status = {"Status": "Enabled" if enabled else "Suspended"}
    scope.call(SERVICE, "put_bucket_versioning", Bucket=properties["bucket"], VersioningConfiguration=status)


def _set_encryption(scope: Scope, properties: Properties) -> None:
    given = _setting(properties, "serverSideEncryptionConfiguration")
    rule = given.get("rule") or (given.get("rules") or [{}])[0]
    defaults = rule.get("applyServerSideEncryptionByDefaults") or [{}]
    default = rule.get("applyServerSideEncryptionByDefault") or defaults[0]
    by_default = {"SSEAlgorithm": default.get("sseAlgorithm") or "AES256"}  # every bucket has this encryption
    if default.get("kmsMasterKeyId"):
        by_default["KMSMasterKeyID"] = default["kmsMasterKeyId"]
    rules = [{"ApplyServerSideEncryptionByDefault": by_default, "BucketKeyEnabled": bool(rule.get("bucketKeyEnabled"))}]
    parameters = {"Bucket": properties["bucket"], "ServerSideEncryptionConfiguration": {"Rules": rules}}
    scope.call(SERVICE, "put_bucket_encryption", **parameters)


def _set_website(scope: Scope, properties: Properties) -> None:
    given, bucket = _setting(properties, "website"), properties["bucket"]
    if not given:
        scope.call(SERVICE, "delete_bucket_website", Bucket=bucket)
        return
    website: dict[str, Any] = {}
    if given.get("redirectAllRequestsTo"):
        website["RedirectAllRequestsTo"] = {"HostName": given["redirectAllRequestsTo"]}
    if given.get("indexDocument"):
        website["IndexDocument"] = {"Suffix": given["indexDocument"]}
    if given.get("errorDocument"):
        website["ErrorDocument"] = {"Key": given["errorDocument"]}
    scope.call(SERVICE, "put_bucket_website", Bucket=bucket, WebsiteConfiguration=website)


def _set_cors(scope: Scope, properties: Properties) -> None:
    rules, bucket = properties.get("corsRules") or [], properties["bucket"]
    if rules:
        pascal = [{to_pascal(name): value for name, value in rule.items() if value} for rule in rules]
        scope.call(SERVICE, "put_bucket_cors", Bucket=bucket, CORSConfiguration={"CORSRules": pascal})
    else:
        scope.call(SERVICE, "delete_bucket_cors", Bucket=bucket)


def _set_policy(scope: Scope, properties: Properties) -> None:
    if properties.get("policy"):
        scope.call(SERVICE, "put_bucket_policy", Bucket=properties["bucket"], Policy=properties["policy"])
    else:
        scope.call(SERVICE, "delete_bucket_policy", Bucket=properties["bucket"])


def _set_acl(scope: Scope, properties: Properties) -> None:
    scope.call(SERVICE, "put_bucket_acl", Bucket=properties["bucket"], ACL=properties.get("acl") or "private")


def _set_payer(scope: Scope, properties: Properties) -> None:
    payer = {"Payer": properties.get("requestPayer") or "BucketOwner"}
    parameters = {"Bucket": properties["bucket"], "RequestPaymentConfiguration": payer}
    scope.call(SERVICE, "put_bucket_request_payment", **parameters)


def _tag_bucket(scope: Scope, properties: Properties) -> None:
    bucket = properties["bucket"]
    if not properties["tags"]:
        scope.call(SERVICE, "delete_bucket_tagging", Bucket=bucket)
        return
    scope.call(SERVICE, "put_bucket_tagging", Bucket=bucket, Tagging={"TagSet": tag_set(properties)})


def _list_bucket_tags(scope: Scope, properties: Properties) -> Properties:
    found = scope.find(SERVICE, "get_bucket_tagging", Bucket=properties["bucket"]) or {"TagSet": []}
    return {"tags": {tag["Key"]: tag["Value"] for tag in found["TagSet"]}}


def _delete_bucket(scope: Scope, properties: Properties) -> None:
    bucket = properties["bucket"]
    for item in versions(scope, bucket) if properties.get("forceDestroy") else ():
        scope.call(SERVICE, "delete_object", Bucket=bucket, Key=item["Key"], VersionId=item["VersionId"])
    scope.call(SERVICE, "delete_bucket", Bucket=bucket)


def _bucket(token: str) -> Resource:
    return Resource(
        token,
        SERVICE,
        create=Call("create_bucket", added=_location),
        read=(_read_bucket,),
        updates=(
            Change(words("versioning versionings"), _set_versioning),
            Change(words("serverSideEncryptionConfiguration serverSideEncryptionConfigurations"), _set_encryption),
            Change(words("website websites"), _set_website),
            Change(words("corsRules"), _set_cors),
            Change(words("policy"), _set_policy),
            Change(words("acl"), _set_acl),
            Change(words("requestPayer"), _set_payer),
        ),
        delete=_delete_bucket,
        tagging=Tagging(_tag_bucket, None, _list_bucket_tags),
        id="{bucket}",
        auto_name=AutoName("bucket", longest=63, prefix_property="bucketPrefix", lower=True),
        names={"objectLockEnabled": "ObjectLockEnabledForBucket"},
        computed=COMPUTED,
        defaults={"forceDestroy": False},
        replace_on=words("bucket objectLockEnabled"),
        documents=words("policy"),
        accepted=words("forceDestroy tagsAll"),
        unused=words(
            "accelerationStatus grants lifecycleRules logging loggings objectLockConfiguration replicationConfiguration"
            " replicationConfigurations"
        ),
    )


def _get_bucket(scope: Scope, arguments: Mapping[str, Any]) -> Properties:
    bucket = arguments["bucket"]
    region = scope.call(SERVICE, "head_bucket", Bucket=bucket).get("BucketRegion", scope.region)
    places = {**scope.places, "bucket": bucket, "region": region}
    computed = {name: template.format_map(places) for name, template in COMPUTED.items()}
    website = website_names(scope, bucket)
    zone = HOSTED_ZONES.get(region, "")
    named = {"id": bucket, "bucket": bucket, "region": region, "bucketRegion": region, "hostedZoneId": zone}
    return {**named, **computed, **website}


RESOURCES = (_bucket("aws:s3/bucket:Bucket"), _bucket("aws:s3/bucketV2:BucketV2"))

FUNCTIONS = {"aws:s3/getBucket:getBucket": _get_bucket}
