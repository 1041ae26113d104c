"""Presigned S3 URLs that expire; LocalStack checks neither their signature nor their time.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from ..clock.present import now

FORMAT = "%Y%m%dT%H%M%SZ"  # the format of X-Amz-Date


def refuse_expired_urls() -> None:
    """Check the time of presigned URLs with either version of the signature."""
    from localstack.services.s3 import presigned_url  # type: ignore[import-not-found]

    for name, end in (("validate_presigned_url_s3", _end_of_v2), ("validate_presigned_url_s3v4", _end_of_v4)):
        setattr(presigned_url, name, _checking(getattr(presigned_url, name), end))


def _checking(validate: Callable[[Any], None], end: Callable[[Mapping[str, str]], float]) -> Callable[[Any], None]:
    from localstack.aws.api.s3 import AccessDenied  # type: ignore[import-not-found]

    def check(context: Any) -> None:
        validate(context)
        if end(context.request.args) < now():
            raise AccessDenied("Request has expired")

    return check


def _end_of_v2(query: Mapping[str, str]) -> float:
    return float(query["Expires"])


def _end_of_v4(query: Mapping[str, str]) -> float:
    signed = datetime.strptime(query["X-Amz-Date"], FORMAT).replace(tzinfo=UTC)
    return signed.timestamp() + int(query["X-Amz-Expires"])
