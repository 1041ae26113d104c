"""The values of a request, under the names that an API's settings use, such as `method.request.header.Accept`.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html.
"""

from collections.abc import Mapping
from typing import Any

from localstack.utils.aws.arns import get_partition  # type: ignore[import-not-found]

from .policies import Invocation

# The order in which method.input.params looks a name up.
PLACES = {"path": "path_parameters", "querystring": "query_string_parameters", "header": "headers"}


def find_value(context: Any, name: str) -> Any:
    """Return the value of a name in a part of the request, `context` or `stageVariables`; None without one."""
    first, _, rest = name.partition(".")
    if first == "method":
        kind, place, key = [*rest.split(".", 2), "", ""][:3]
        places = PLACES if kind == "input" else {place: PLACES.get(place, "")}
        found = ((context.invocation_request.get(one) or {}).get(key) for one in places.values())
        return next((value for value in found if value is not None), None)
    if first == "stageVariables":
        return (context.stage_variables or {}).get(rest)
    return _look_up(context.context_variables, rest) if first == "context" else None


def method_arn(context: Any) -> str:
    """Return the ARN of the method that a request calls; it ends with the request's path."""
    request, region = context.invocation_request, context.region
    api = f"arn:{get_partition(region)}:execute-api:{region}:{context.account_id}:{context.api_id}"
    return f"{api}/{context.stage}/{request['http_method']}/{request['path'].lstrip('/')}"


def invocation_of(context: Any) -> Invocation:
    """Return the values by which policies judge a request."""
    return Invocation(method_arn(context), {"aws:sourceip": context.context_variables["identity"]["sourceIp"]})


def _look_up(variables: Mapping[str, Any], path: str) -> Any:
    found: Any = variables
    for key in path.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found
