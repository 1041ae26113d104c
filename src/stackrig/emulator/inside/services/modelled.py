"""Services that LocalStack lacks and moto models: their resources are kept and described, and nothing runs.

Every `x:stackrig` in entry_points.txt that leads here is a service, with `_` for `-` in its name. Nothing of it is
imported before its first request: EC2's data alone takes 135 MB, and others use it.
"""

from functools import partial
from typing import Any

from localstack.services.plugins import aws_provider  # type: ignore[import-not-found]

from .faults import not_served

CBOR = "smithy-rpc-v2-cbor"  # the protocol that moto can't read


def __getattr__(name: str) -> Any:
    """Return a service's plugin; plux looks it up here by its name in entry_points.txt."""
    if name.startswith("_"):
        raise AttributeError(name)
    service = name.replace("_", "-")
    return aws_provider(api=service, name="stackrig")(partial(serve_modelled, service))


def serve_modelled(service: str) -> Any:
    """Return a service whose operations moto answers, but for those of ours that it lacks."""
    from localstack.aws.skeleton import Skeleton  # type: ignore[import-not-found]
    from localstack.aws.spec import load_service  # type: ignore[import-not-found]
    from localstack.services.plugins import Service

    from .additions import ADDITIONS
    from .kept import KEPT

    model = load_service(service)
    own = {**ADDITIONS.get(service, {}), **KEPT.get(service, {})}
    table = {**dict.fromkeys(model.operation_names, answer_by_moto), **own}
    return Service(service, skeleton=Skeleton(model, table))


def answer_by_moto(context: Any, request: Any) -> Any:
    """Pass a request to moto.

    Raises:
        CommonServiceException: moto does not implement the operation; the status is 501.
    """
    from localstack.services.moto import call_moto, call_moto_with_request  # type: ignore[import-not-found]

    try:
        if context.protocol != CBOR:
            return call_moto(context)
        context.protocol = next(name for name in context.service.metadata["protocols"] if name != CBOR)
        try:
            return call_moto_with_request(context, request)
        finally:
            context.protocol = CBOR
    except NotImplementedError as error:
        operation = f"{context.service.service_name}.{context.operation.name}"
        raise not_served(f"neither LocalStack nor moto implements {operation}") from error
