"""S3: objects."""

import base64
from typing import Any

from stackrig.deployment.provider.asset_bytes import ARCHIVES, read_asset, zip_archive
from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import Resource, Tagging, words
from stackrig.deployment.provider.services.s3_common import SERVICE, tag_set, versions


def _tag_object(scope: Scope, properties: Properties) -> None:
    where = {"Bucket": properties["bucket"], "Key": properties["key"]}
    scope.call(SERVICE, "put_object_tagging", **where, Tagging={"TagSet": tag_set(properties)})


def _list_object_tags(scope: Scope, properties: Properties) -> Properties:
    found = scope.call(SERVICE, "get_object_tagging", Bucket=properties["bucket"], Key=properties["key"])
    return {"tags": {tag["Key"]: tag["Value"] for tag in found["TagSet"]}}


def _body(_scope: Scope, properties: Properties) -> dict[str, Any]:
    content_type = properties.get("contentType") or "application/octet-stream"
    return {"Body": _content(properties), "ContentType": content_type}


def _content(properties: Properties) -> bytes:
    source = properties.get("source")
    if source is not None:
        return zip_archive(source) if isinstance(source, ARCHIVES) else read_asset(source)
    if properties.get("contentBase64"):
        return base64.b64decode(properties["contentBase64"])
    return str(properties.get("content") or "").encode()


def _tidy_object(_scope: Scope, properties: Properties) -> Properties:
    version = properties.get("versionId", "")
    return {
        "etag": properties["etag"].strip('"'),
        "storageClass": properties.get("storageClass") or "STANDARD",
        "versionId": "" if version == "null" else version,
        "metadata": properties.get("metadata") or None,
    }


def _delete_object(scope: Scope, properties: Properties) -> None:
    """Delete an object, with all its versions where nobody else can have made these."""
    bucket, key = properties["bucket"], properties["key"]
    scope.call(SERVICE, "delete_object", Bucket=bucket, Key=key)
    if not (scope.disposable and properties.get("versionId")):
        return
    for item in versions(scope, bucket, Prefix=key):
        if item["Key"] == key:
            scope.call(SERVICE, "delete_object", Bucket=bucket, Key=key, VersionId=item["VersionId"])


def _object(token: str, **defaults: Any) -> Resource:
    return Resource(
        token,
        SERVICE,
        create=Call("put_object", added=_body, takes=words("source content contentBase64 sourceHash etag")),
        read=(Call("head_object"), _tidy_object),
        updates=(Call("put_object", added=_body, takes=words("source content contentBase64 sourceHash etag")),),
        delete=_delete_object,
        tagging=Tagging(_tag_object, None, _list_object_tags),
        id="{bucket}/{key}",
        auto_name=AutoName("key", prefix_property="", random=False),
        names={"websiteRedirect": "WebsiteRedirectLocation", "kmsKeyId": "SSEKMSKeyId"},
        computed={"arn": "arn:{partition}:s3:::{bucket}/{key}"},
        defaults={"forceDestroy": False, **defaults},
        replace_on=words("bucket key"),
        accepted=words("forceDestroy overrideProvider"),
    )


RESOURCES = (
    _object("aws:s3/bucketObject:BucketObject", acl="private"),
    _object("aws:s3/bucketObjectv2:BucketObjectv2"),
)
