"""Cognito's user pools as a service of LocalStack, which has none. Nothing is loaded before the first call."""

from typing import Any

from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]


@aws_provider(api="cognito-idp", name="stackrig")  # type: ignore[untyped-decorator]
def serve_pools() -> Any:
    """Return the service, and start serving the addresses of its pools."""
    from localstack.aws.skeleton import Skeleton  # type: ignore[import-not-found]
    from localstack.aws.spec import load_service  # type: ignore[import-not-found]

    from ..services.faults import refuse_operation
    from . import administration, clients, factors, own_account, parts, pools, sign_in, sign_up
    from .routes import serve_routes

    modules = (administration, clients, factors, own_account, parts, pools, sign_in, sign_up)
    own = {name: handler for module in modules for name, handler in module.operations().items()}
    model = load_service("cognito-idp")
    serve_routes()
    table = {**dict.fromkeys(model.operation_names, refuse_operation), **own}
    return Service("cognito-idp", skeleton=Skeleton(model, table))
