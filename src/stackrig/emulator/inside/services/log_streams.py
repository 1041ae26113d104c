"""CloudWatch Logs with a limited number of events, and new streams in groups that have a subscription.

LocalStack keeps all events of a stream for ever, and answers 500 for such a stream after it has made it.
"""

from typing import Any

from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]

KEPT = 10_000  # the newest events of each stream


@aws_provider(api="logs", name="stackrig")  # type: ignore[untyped-decorator]
def serve_logs() -> Any:
    """Return LocalStack's CloudWatch Logs, chosen by PROVIDER_OVERRIDE_LOGS=stackrig."""
    from localstack.services.logs.provider import LogsProvider  # type: ignore[import-not-found]
    from localstack.services.moto import MotoFallbackDispatcher  # type: ignore[import-not-found]

    _bound_streams()
    _list_filters()
    return Service.for_provider(LogsProvider(), dispatch_table_factory=MotoFallbackDispatcher)


def _bound_streams() -> None:
    from moto.logs.models import LogStream  # type: ignore[import-not-found]

    put = LogStream.put_log_events

    def put_bounded(self: Any, *arguments: Any, **named: Any) -> Any:
        answer = put(self, *arguments, **named)
        if len(self.events) > KEPT:
            del self.events[:-KEPT]
        return answer

    LogStream.put_log_events = put_bounded


def _list_filters() -> None:
    """Give LocalStack a group's subscriptions as the list of dicts that it expects; moto has a view of objects."""
    from moto.logs.models import LogGroup, SubscriptionFilter

    describe = LogGroup.describe_subscription_filters
    LogGroup.describe_subscription_filters = lambda group: list(describe(group))
    SubscriptionFilter.__getitem__ = lambda one, name: one.to_json()[name]
