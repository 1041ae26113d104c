"""Operations that LocalStack's botocore does not know: a 501 names them; LocalStack would answer 500 without a name."""

import re
from typing import Any

from localstack.runtime import hooks  # type: ignore[import-not-found]

from .faults import not_served


@hooks.on_infra_start()  # type: ignore[untyped-decorator]
def name_unknown_operations() -> None:
    """Let the request parser name an unknown operation."""
    from botocore.model import OperationModel
    from localstack.aws.handlers.service import ServiceRequestParser  # type: ignore[import-not-found]
    from localstack.aws.protocol.parser import RequestParserError  # type: ignore[import-not-found]

    parse = ServiceRequestParser.parse_and_enrich

    def parse_or_name(self: Any, context: Any) -> Any:
        try:
            return parse(self, context)
        except RequestParserError as error:
            name = _operation_of(context.request)
            if name in context.service.operation_names:  # the operation is known, but its parameters are wrong
                raise
            service, version = context.service.service_name, context.service.api_version
            text = f"this LocalStack does not know the operation {service}.{name} (its API is of {version})"
            # An error is serialized as an operation's.
            description = {"name": name, "http": {"method": "POST", "requestUri": "/"}}
            context.operation = OperationModel(description, context.service, name)
            raise not_served(text) from error

    ServiceRequestParser.parse_and_enrich = parse_or_name


def _operation_of(request: Any) -> str:
    """Return an operation's name from its protocol: a header, a parameter, a path, or method and path."""
    if target := request.headers.get("X-Amz-Target"):
        return str(target).rpartition(".")[2]
    if action := request.values.get("Action"):
        return str(action)
    if found := re.search(r"/service/[^/]+/operation/(\w+)", request.path):
        return found[1]
    return f"{request.method} {request.path}"
