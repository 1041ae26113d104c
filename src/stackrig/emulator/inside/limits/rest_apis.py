"""REST APIs that API Gateway refuses: second methods, methods without an integration, names and numbers.

https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..services.faults import conflict, service_fault

SHORTEST = 50  # milliseconds of an integration
LONGEST_TTL = 3600  # seconds for which an authorizer's results are kept


def _api(context: Any, request: Mapping[str, Any]) -> Any:
    """Return moto's API, or None."""
    from moto.apigateway.models import apigateway_backends  # type: ignore[import-not-found]

    return apigateway_backends[context.account_id][context.region].apis.get(request["restApiId"])


def _check_resource(context: Any, request: Mapping[str, Any]) -> None:
    api, parent, part = _api(context, request), request["parentId"], request["pathPart"]
    known = list(api.resources.values()) if api else ()  # programs make resources side by side
    if any(one.parent_id == parent and one.path_part == part for one in known):
        raise conflict(f"Another resource with the same parent already has this name: {part}")


def _check_method(context: Any, request: Mapping[str, Any]) -> None:
    api = _api(context, request)
    resource = api.resources.get(request["resourceId"]) if api else None
    if resource and request["httpMethod"] in resource.resource_methods:
        raise conflict("Method already exists for this resource")


def _check_integration(_context: Any, request: Mapping[str, Any]) -> None:
    seconds = request.get("timeoutInMillis")
    if seconds is not None and seconds < SHORTEST:
        raise _bad(f"Timeout should be between {SHORTEST} ms and 29000 ms")


def _check_deployment(context: Any, request: Mapping[str, Any]) -> None:
    """Refuse to deploy a method that nothing answers: it is made too early where a program does not wait for that."""
    if any(_unanswered(_api(context, request))):
        raise _bad("No integration defined for method")


def _unanswered(api: Any) -> Iterator[bool]:
    for resource in list(api.resources.values()) if api else ():
        for method in list(resource.resource_methods.values()):
            yield method.method_integration is None


def _check_stage(context: Any, request: Mapping[str, Any]) -> None:
    api = _api(context, request)
    if api and request["deploymentId"] not in api.deployments:
        raise _bad("Deployment id does not exist")


def _check_model(_context: Any, request: Mapping[str, Any]) -> None:
    if not re.fullmatch("[a-zA-Z0-9]+", request["name"]):
        raise _bad(f"Model name must be alphanumeric: {request['name']}")


def _check_authorizer(_context: Any, request: Mapping[str, Any]) -> None:
    seconds = request.get("authorizerResultTtlInSeconds")
    if seconds is not None and not 0 <= seconds <= LONGEST_TTL:
        raise _bad(f"Authorizer result ttl must be between 0 and {LONGEST_TTL}")


def _bad(text: str) -> Exception:
    return service_fault("BadRequestException", text)


CHECKS = {
    "CreateAuthorizer": _check_authorizer,
    "CreateDeployment": _check_deployment,
    "CreateModel": _check_model,
    "CreateResource": _check_resource,
    "CreateStage": _check_stage,
    "PutIntegration": _check_integration,
    "PutMethod": _check_method,
}
