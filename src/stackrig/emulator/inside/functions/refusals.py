"""Refuse at once, by an API error, functions that can't run here."""

from typing import Any

from localstack.aws.handlers import serve_custom_service_request_handlers  # type: ignore[import-not-found]
from localstack.runtime import hooks  # type: ignore[import-not-found]
from stackrig_localstack import is_embedded  # type: ignore[import-not-found]

from .interpreters import UnsupportedRuntime, command_for

RETIRED = (  # AWS's words
    "The runtime parameter of {} is no longer supported for creating or updating AWS Lambda functions. We recommend you"
    " use a supported runtime while creating or updating functions."
)
CHECKED = {"CreateFunction", "UpdateFunctionConfiguration"}


@hooks.on_infra_start(should_load=is_embedded)  # type: ignore[untyped-decorator]
def refuse_functions() -> None:
    """Check every function before LocalStack does: it can't even delete one whose start failed."""
    serve_custom_service_request_handlers.append(_check)


def _check(_chain: Any, context: Any, _response: Any) -> None:
    if not context.service or context.service.service_name != "lambda" or context.operation.name not in CHECKED:
        return
    from localstack.services.lambda_.runtimes import (  # type: ignore[import-not-found]
        ALL_RUNTIMES,
        DEPRECATED_RUNTIMES,
    )

    request = context.service_request
    if request.get("PackageType") == "Image":
        raise _refusal("container images can't run without Docker")
    try:
        if request.get("Runtime") in ALL_RUNTIMES:  # LocalStack itself refuses other runtimes, in AWS's words
            command_for(request["Runtime"])
    except UnsupportedRuntime as error:
        is_retired = request["Runtime"] in DEPRECATED_RUNTIMES
        raise _refusal(RETIRED.format(request["Runtime"]) if is_retired else str(error)) from error


def _refusal(reason: str) -> Any:
    from localstack.aws.api.lambda_ import InvalidParameterValueException  # type: ignore[import-not-found]

    return InvalidParameterValueException(reason, Type="User")
