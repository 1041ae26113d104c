"""The provider of EventBridge Scheduler; LocalStack's own keeps schedules and invokes nothing."""

from typing import Any

from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]


@aws_provider(api="scheduler", name="stackrig")  # type: ignore[untyped-decorator]
def serve_schedules() -> Any:
    """Return Scheduler, chosen by PROVIDER_OVERRIDE_SCHEDULER=stackrig."""
    from localstack.aws.skeleton import Skeleton  # type: ignore[import-not-found]
    from localstack.aws.spec import load_service  # type: ignore[import-not-found]

    from .operations import operations

    return Service("scheduler", skeleton=Skeleton(load_service("scheduler"), operations()))


@aws_provider(api="events", name="stackrig")  # type: ignore[untyped-decorator]
def serve_events() -> Any:
    """Return LocalStack's EventBridge, chosen by PROVIDER_OVERRIDE_EVENTS=stackrig."""
    from .rules import new_service

    return new_service()
