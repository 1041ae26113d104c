"""Gateway responses: status, headers and body of API Gateway's own answers, as an API customizes them.

LocalStack applies the status alone. Templates know simple variables, not VTL:
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # type: ignore[import-not-found]
    DEFAULT_GATEWAY_RESPONSES,
    AccessDeniedError,
    build_gateway_response,
    get_gateway_response_or_default,
)
from localstack.services.apigateway.next_gen.execute_api.handlers.gateway_exception import (  # type: ignore[import-not-found]
    GatewayExceptionHandler,
)

from .request_values import find_value

EXTENSION = "x-amazon-apigateway-gateway-responses"
JSON = "application/json"
HEADER = "gatewayresponse.header."
PLAIN = '{"message":$context.error.messageString}'  # AWS's template for every type
VARIABLE = re.compile(r"\$((?:context|stageVariables|method)(?:\.[\w-]+)+)")


class GatewayResponses(GatewayExceptionHandler):  # type: ignore[misc]
    """Answer a request that was refused or failed."""

    def create_exception_response(self, exception: Any, context: Any) -> Any:
        """Return the response for an error."""
        wanted = get_gateway_response_or_default(exception.type, context.deployment.rest_api.gateway_responses)
        content_type, template = _template(wanted.get("responseTemplates") or {}, context)
        if template == PLAIN and isinstance(exception, AccessDeniedError):
            template = template.replace("message", "Message", 1)  # AWS sets it, whatever the template says
        body = VARIABLE.sub(lambda found: _text(context, found[1]), template)
        status = wanted.get("statusCode") or exception.status_code or 500
        response = Response(body, status=status, headers={"Content-Type": content_type})
        response.headers.set("x-amzn-ErrorType", exception.code)
        for name, value in _headers(wanted.get("responseParameters") or {}, context).items():
            response.headers.set(name, value)
        return response


def read_gateway_responses(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the gateway responses of an OpenAPI document by their type, as PutGatewayResponse stores them."""
    return {
        kind: build_gateway_response(
            kind,
            status_code=str(one["statusCode"]) if one.get("statusCode") else None,
            response_parameters=one.get("responseParameters"),
            response_templates=one.get("responseTemplates"),
            default_response=False,
        )
        for kind, one in (document.get(EXTENSION) or {}).items()
        if kind in DEFAULT_GATEWAY_RESPONSES
    }


def _template(templates: Mapping[str, str], context: Any) -> tuple[str, str]:
    """Return the content type and template that a request accepts, or else those for JSON, or else the first."""
    accepted = context.invocation_request["headers"].get("Accept", "").split(",")
    types = [*(one.partition(";")[0].strip() for one in accepted), JSON, *templates]
    return next(((kind, templates[kind]) for kind in types if kind in templates), (JSON, PLAIN))


def _headers(parameters: Mapping[str, str], context: Any) -> dict[str, str]:
    """Return the headers: a value is text in single quotes, or the name of a request's value."""
    named = {name.removeprefix(HEADER): value for name, value in parameters.items() if name.startswith(HEADER)}
    texts = {name: value[1:-1] if value.startswith("'") else _text(context, value) for name, value in named.items()}
    return {name: text for name, text in texts.items() if text}


def _text(context: Any, name: str) -> str:
    value = find_value(context, name)
    if name == "context.error.messageString":
        return json.dumps(value)
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)
