"""LocalStack's API Gateway with authorizers, gateway responses and complete imports of documents."""

import io
import json
import re
from typing import Any

from localstack.aws.api import handler  # type: ignore[import-not-found]
from localstack.services.apigateway.helpers import (  # type: ignore[import-not-found]
    get_moto_rest_api,
    get_rest_api_container,
)
from localstack.services.apigateway.models import apigateway_stores  # type: ignore[import-not-found]
from localstack.services.apigateway.next_gen.execute_api import handlers  # type: ignore[import-not-found]
from localstack.services.apigateway.next_gen.execute_api.gateway import (  # type: ignore[import-not-found]
    RestApiGateway,
)
from localstack.services.apigateway.next_gen.execute_api.router import (  # type: ignore[import-not-found]
    ApiGatewayEndpoint,
    ApiGatewayRouter,
)
from localstack.services.apigateway.next_gen.provider import (  # type: ignore[import-not-found]
    ApigatewayNextGenProvider,
)
from localstack.services.edge import ROUTER  # type: ignore[import-not-found]
from localstack.utils.json import parse_json_or_yaml  # type: ignore[import-not-found]

from ..tracing.requests import answer_facts, recorded_request, tell
from .authorizers import authorize
from .documents import IAM, find_credentials, spell_out_security
from .gateway_responses import GatewayResponses, read_gateway_responses
from .usage_plans import limit_usage

BY_PATH = re.compile(r"^/_aws/execute-api/[^/]+")  # the prefix of LocalStack's own addresses, which name the API


class RecordedGateway(RestApiGateway):  # type: ignore[misc]
    """Serve requests to REST APIs, and record them for failure reports."""

    def process_with_context(self, context: Any, response: Any) -> None:
        """Serve one request."""
        with recorded_request("REST", context.request) as facts:
            super().process_with_context(context, response)
            if facts is not None:
                facts.update(_facts(context, response))


class ApiGateway(ApigatewayNextGenProvider):  # type: ignore[misc]
    """Serve the operations of API Gateway, and the requests to its APIs."""

    def __init__(self) -> None:
        gateway = RecordedGateway()
        steps = gateway.request_handlers
        steps.insert(steps.index(handlers.preprocess_request) + 1, authorize)
        steps.insert(steps.index(handlers.api_key_validation_handler) + 1, limit_usage)
        gateway.exception_handlers[:] = [GatewayResponses()]
        endpoint = ApiGatewayEndpoint(rest_gateway=gateway, store=apigateway_stores)
        super().__init__(ApiGatewayRouter(ROUTER, handler=endpoint))

    @handler("PutRestApi", expand=False)  # type: ignore[untyped-decorator]
    def put_rest_api(self, context: Any, request: Any) -> Any:
        """Import a document; ImportRestApi calls this too."""
        body = request["body"].read()
        document = _parse(body)
        if document:
            spell_out_security(document)
            body = json.dumps(document, default=str).encode()
        answer = super().put_rest_api(context, {**request, "body": io.BytesIO(body)})
        _turn_into_iam(context, request["restApiId"])
        _give_credentials(context, request["restApiId"], document)
        responses = get_rest_api_container(context, rest_api_id=request["restApiId"]).gateway_responses
        if request.get("mode") == "overwrite":
            responses.clear()
        responses.update(read_gateway_responses(document))
        return answer


def _facts(context: Any, response: Any) -> dict[str, Any]:
    if context.resource is None and context.deployment:
        known = context.deployment.rest_api.resources.values()
        routes = sorted(f"{method} {one['path']}" for one in known for method in one.get("resourceMethods", ()))
        tell(f"the API has no such route; it has {', '.join(routes)}")
    return {
        "api": context.api_id,
        "path": BY_PATH.sub("", context.request.path, count=1),
        "stage": context.stage,
        "route": (context.resource or {}).get("path", ""),
        "trace": context.trace_id,
        "account": context.account_id,
        **answer_facts(response.status_code, response.get_data()),
    }


def _parse(body: bytes) -> dict[str, Any]:
    """Return a document, or None if it can't be read: LocalStack refuses it then."""
    try:
        document = parse_json_or_yaml(body.decode())
    except Exception:  # noqa: BLE001  # the YAML parser raises many kinds
        return {}
    return document if isinstance(document, dict) else {}


def _turn_into_iam(context: Any, api_id: str) -> None:
    """Remove the authorizers that `spell_out_security` added: methods with AWS_IAM need none."""
    authorizers = get_rest_api_container(context, rest_api_id=api_id).authorizers
    added = {name for name, authorizer in authorizers.items() if authorizer["type"] == IAM}
    for resource in get_moto_rest_api(context, rest_api_id=api_id).resources.values():
        for method in resource.resource_methods.values():
            if method.authorizer_id in added:
                method.authorizer_id = None
    for name in added:
        del authorizers[name]


def _give_credentials(context: Any, api_id: str, document: dict[str, Any]) -> None:
    """Give integrations the roles that a document names for them; its paths may follow a base path."""
    resources = get_moto_rest_api(context, rest_api_id=api_id).resources.values()
    for path, method, role in find_credentials(document):
        for resource in resources:
            found = resource.resource_methods.get(method) if resource.get_path().endswith(path) else None
            if found and found.method_integration:
                found.method_integration.credentials = role
