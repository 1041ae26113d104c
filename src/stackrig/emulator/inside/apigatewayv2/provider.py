"""The provider of API Gateway, version 2; LocalStack has none. Nothing is loaded before its first call."""

from typing import Any

from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]


@aws_provider(api="apigatewayv2", name="stackrig")  # type: ignore[untyped-decorator]
def serve_apis() -> Any:
    """Return the service, and begin to serve the requests to its APIs."""
    from localstack.aws.handlers import preprocess_request  # type: ignore[import-not-found]
    from localstack.aws.skeleton import Skeleton  # type: ignore[import-not-found]
    from localstack.aws.spec import load_service  # type: ignore[import-not-found]

    from ..http_apis.gateway import serve_request
    from ..services.faults import refuse_operation
    from . import apis, imports, links_and_domains, parts

    model = load_service("apigatewayv2")
    own = {**parts.operations(), **apis.operations(), **imports.operations(), **links_and_domains.operations()}
    preprocess_request.append(serve_request)
    table = {**dict.fromkeys(model.operation_names, refuse_operation), **own}
    return Service("apigatewayv2", skeleton=Skeleton(model, table))
