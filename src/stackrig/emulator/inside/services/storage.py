"""S3 with objects in this LocalStack's own folder: by default all LocalStacks share one in /tmp."""

import tempfile
from pathlib import Path
from typing import Any

from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]

from .signed_urls import refuse_expired_urls


@aws_provider(api="s3", name="stackrig")  # type: ignore[untyped-decorator]
def serve_s3() -> Any:
    """Return LocalStack's S3, chosen by PROVIDER_OVERRIDE_S3=stackrig."""
    from localstack.aws.handlers import run_custom_response_handlers  # type: ignore[import-not-found]
    from localstack.services.s3.provider import S3Provider  # type: ignore[import-not-found]
    from localstack.services.s3.storage.ephemeral import EphemeralS3ObjectStore  # type: ignore[import-not-found]

    _name_every_version()
    refuse_expired_urls()
    run_custom_response_handlers.append(_name_server)
    folder = Path(tempfile.gettempdir()) / "s3"
    return Service.for_provider(S3Provider(EphemeralS3ObjectStore(str(folder))))


def _name_server(_chain: Any, context: Any, response: Any) -> None:
    """Add the Server header, which S3's answers have and most other services' lack."""
    if context.service and context.service.service_name == "s3":
        response.headers["Server"] = "AmazonS3"


def _name_every_version() -> None:
    """Call an object's version `null`, as S3 does, if it is stored while its bucket's versioning is being turned on.

    LocalStack leaves such a version without a name: it can't be deleted, and the bucket neither.
    """
    from localstack.services.s3.models import VersionedKeyStore  # type: ignore[import-not-found]

    store = VersionedKeyStore.set

    def store_with_name(self: Any, object_key: str, s3_object: Any) -> None:
        s3_object.version_id = s3_object.version_id or "null"
        store(self, object_key, s3_object)

    VersionedKeyStore.set = store_with_name
