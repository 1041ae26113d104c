"""The provider of API Gateway: LocalStack's own, with this package's changes to how it serves requests."""

from typing import Any

from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]


@aws_provider(api="apigateway", name="stackrig")  # type: ignore[untyped-decorator]
def serve_apis() -> Any:
    """Return LocalStack's API Gateway, chosen by PROVIDER_OVERRIDE_APIGATEWAY=stackrig."""
    from localstack.services.moto import MotoFallbackDispatcher  # type: ignore[import-not-found]

    from .gateway import ApiGateway
    from .integrations import replace_integrations

    replace_integrations()
    return Service.for_provider(ApiGateway(), dispatch_table_factory=MotoFallbackDispatcher)
