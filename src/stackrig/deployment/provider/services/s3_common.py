"""Shared by S3's buckets, their settings and objects: tags, versions, website names."""

from collections.abc import Iterator
from typing import Any

from stackrig.deployment.provider.calls import Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.registry import words

SERVICE = "s3"
# Website names have a dash before the region in the older regions, and a dot in the newer ones.
DASHED = words("us-east-1 us-west-1 us-west-2 ap-northeast-1 ap-southeast-1 ap-southeast-2 eu-west-1 sa-east-1")


def tag_set(properties: Properties) -> list[dict[str, str]]:
    """Return the tags in S3's form."""
    return [{"Key": key, "Value": value} for key, value in properties["tags"].items()]


def versions(scope: Scope, bucket: str, **parameters: str) -> Iterator[Any]:
    """Yield the versions of a bucket's objects, including deleted ones."""
    for page in scope.pages(SERVICE, "list_object_versions", Bucket=bucket, **parameters):
        yield from (*page.get("Versions", ()), *page.get("DeleteMarkers", ()))


def website_names(scope: Scope, bucket: str) -> Properties:
    """Return the names of a bucket's website, or nothing if it is none."""
    if scope.find(SERVICE, "get_bucket_website", Bucket=bucket) is None:
        return {"websiteDomain": "", "websiteEndpoint": ""}
    domain = f"s3-website{'-' if scope.region in DASHED else '.'}{scope.region}.{scope.places['dns_suffix']}"
    return {"websiteDomain": domain, "websiteEndpoint": f"{bucket}.{domain}"}
