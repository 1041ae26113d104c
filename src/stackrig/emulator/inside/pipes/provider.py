"""The provider of EventBridge Pipes; LocalStack has none. Nothing is loaded before its first call."""

from typing import Any

from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]


@aws_provider(api="pipes", name="stackrig")  # type: ignore[untyped-decorator]
def serve_pipes() -> Any:
    """Return the service."""
    from localstack.aws.skeleton import Skeleton  # type: ignore[import-not-found]
    from localstack.aws.spec import load_service  # type: ignore[import-not-found]

    from .operations import operations

    return Service("pipes", skeleton=Skeleton(load_service("pipes"), operations()))
