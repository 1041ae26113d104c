"""What S3's buckets and objects share: tags and versions."""

from collections.abc import Iterator
from typing import Any

from stackrig.provider.calls import Scope
from stackrig.provider.contract import Properties

SERVICE = "s3"


def tag_set(properties: Properties) -> list[dict[str, str]]:
    """Return the tags as S3 has them."""
    return [{"Key": key, "Value": value} for key, value in properties["tags"].items()]


def versions(scope: Scope, bucket: str, **parameters: str) -> Iterator[Any]:
    """Yield the versions of a bucket's objects, deleted ones among them."""
    for page in scope.pages(SERVICE, "list_object_versions", Bucket=bucket, **parameters):
        yield from (*page.get("Versions", ()), *page.get("DeleteMarkers", ()))
