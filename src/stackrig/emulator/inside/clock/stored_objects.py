"""Objects of S3 that expire by a bucket's lifecycle rule: at midnight UTC after some days, or on a date.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from .present import now

DAY = timedelta(days=1)


def next_moment() -> float | None:
    """Return when the next object expires, or None."""
    return min((moment for *_, moment in _expiring() if moment > now()), default=None)


def apply() -> int:
    """Delete the expired objects as their bucket's versioning requires, and return their number."""
    from localstack.aws.connect import connect_to  # type: ignore[import-not-found]

    gone = [(bucket, key) for bucket, key, moment in _expiring() if moment <= now()]
    for bucket, key in gone:
        client = connect_to(aws_access_key_id=bucket.bucket_account_id, region_name=bucket.bucket_region).s3
        client.delete_object(Bucket=bucket.name, Key=key)
    return len(gone)


def _expiring() -> Iterator[tuple[Any, str, float]]:
    """Yield the current objects with an expiration, with their buckets and times."""
    from localstack.services.s3.models import S3DeleteMarker, s3_stores  # type: ignore[import-not-found]

    for _account, _region, store in s3_stores.iter_stores():
        for bucket in list(store.buckets.values()):
            for one in list(bucket.objects.values()) if bucket.lifecycle_rules else ():
                if not isinstance(one, S3DeleteMarker):
                    tags = _tags_of(store, bucket, one)
                    found = [_moment(rule, one) for rule in bucket.lifecycle_rules if _applies(rule, one, tags)]
                    if moments := [moment for moment in found if moment is not None]:
                        yield bucket, one.key, min(moments)


def _tags_of(store: Any, bucket: Any, one: Any) -> dict[str, str]:
    """Return an object's tags; older LocalStacks keep them in another place."""
    from localstack.services.s3.utils import get_unique_key_id  # type: ignore[import-not-found]

    key = get_unique_key_id(bucket.name, one.key, one.version_id)
    if hasattr(store, "tags"):
        return dict(store.tags.get_tags(key))
    return {tag["Key"]: tag["Value"] for tag in store.TAGS.list_tags_for_resource(key).get("Tags") or ()}


def _moment(rule: Mapping[str, Any], one: Any) -> float | None:
    """Return when a rule expires an object, or None."""
    expiration = rule.get("Expiration") or {}
    if days := expiration.get("Days"):
        after: datetime = one.last_modified.astimezone(UTC) + timedelta(days=days)
        return (after.replace(hour=0, minute=0, second=0, microsecond=0) + DAY).timestamp()
    date = expiration.get("Date")
    return date.timestamp() if isinstance(date, datetime) else None


def _applies(rule: Mapping[str, Any], one: Any, tags: Mapping[str, str]) -> bool:
    if rule.get("Status") != "Enabled":
        return False
    given = rule.get("Filter") or {"Prefix": rule.get("Prefix") or ""}
    wanted = {**given, **(given.get("And") or {})}
    asked = [*wanted.get("Tags", ()), *([wanted["Tag"]] if wanted.get("Tag") else ())]
    return (
        one.key.startswith(wanted.get("Prefix") or "")
        and one.size > (wanted.get("ObjectSizeGreaterThan") or -1)
        and one.size < (wanted.get("ObjectSizeLessThan") or one.size + 1)
        and all(tags.get(tag["Key"]) == tag["Value"] for tag in asked)
    )
