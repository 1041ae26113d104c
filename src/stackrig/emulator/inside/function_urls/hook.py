"""The hook that checks requests to functions' URLs; nothing else is imported before the first such request."""

import re
from typing import Any

from localstack.runtime import hooks  # type: ignore[import-not-found]

HOST = re.compile(r"([a-z0-9]+)\.lambda-url\.([a-z0-9-]+)\.", re.IGNORECASE)


@hooks.on_infra_start()  # type: ignore[untyped-decorator]
def guard_function_urls() -> None:
    """Check each request before LocalStack's routes see it, and limit permissions that are for such requests only."""
    from localstack.aws.handlers import (  # type: ignore[import-not-found]
        preprocess_request,
        run_custom_response_handlers,
    )

    preprocess_request.append(_guard)
    run_custom_response_handlers.append(_limit_permission)


def _guard(chain: Any, context: Any, response: Any) -> None:
    found = HOST.match(context.request.host)
    if not found:
        return
    from .access import forbidden, lets_in

    if not lets_in(context.request, found[1], found[2]):
        response.update_from(forbidden())
        chain.stop()


def _limit_permission(_chain: Any, context: Any, _response: Any) -> None:
    """Add to a new permission the condition that LocalStack omits, without which everybody could call in every way."""
    if context.operation is None or context.operation.name != "AddPermission" or not context.service_response:
        return
    if context.service_request.get("InvokedViaFunctionUrl"):
        from .url_permissions import limit_to_urls

        limit_to_urls(context)
