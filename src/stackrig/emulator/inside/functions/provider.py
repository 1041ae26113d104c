"""The provider of Lambda: LocalStack's own, with responses that stream."""

from functools import partial
from typing import Any

from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]


@aws_provider(api="lambda", name="stackrig")  # type: ignore[untyped-decorator]
def serve_functions() -> Any:
    """Return LocalStack's Lambda, chosen by PROVIDER_OVERRIDE_LAMBDA=stackrig."""
    from localstack.services.lambda_.provider import LambdaProvider  # type: ignore[import-not-found]

    from ..function_urls.answers import complete_answers

    complete_answers()
    provider = LambdaProvider()
    service = Service.for_provider(provider)
    service.skeleton.dispatch_table["InvokeWithResponseStream"] = partial(_invoke_with_stream, provider)
    return service


def _invoke_with_stream(provider: Any, context: Any, request: Any) -> Any:
    from .event_streams import invoke_with_stream

    return invoke_with_stream(provider, context, request)
