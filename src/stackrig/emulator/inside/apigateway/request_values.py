"""The values of a request, by the names that an API's settings have for them, such as `method.request.header.Accept`.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html.
"""

from collections.abc import Mapping
from typing import Any

from localstack.utils.aws.arns import get_partition  # type: ignore[import-not-found]

PLACES = {"header": "headers", "querystring": "query_string_parameters", "path": "path_parameters"}


def find_value(context: Any, name: str) -> Any:
    """Return the value of a name of a request's part, of `context` or `stageVariables`; None where there is none."""
    first, _, rest = name.partition(".")
    if first == "method":
        _, place, key = [*rest.split(".", 2), "", ""][:3]
        return (context.invocation_request.get(PLACES.get(place, ""), None) or {}).get(key)
    if first == "stageVariables":
        return (context.stage_variables or {}).get(rest)
    return _look_up(context.context_variables, rest) if first == "context" else None


def method_arn(context: Any) -> str:
    """Return the ARN of the method that a request calls; it ends with the request's own path."""
    request, region = context.invocation_request, context.region
    api = f"arn:{get_partition(region)}:execute-api:{region}:{context.account_id}:{context.api_id}"
    return f"{api}/{context.stage}/{request['http_method']}/{request['path'].lstrip('/')}"


def _look_up(variables: Mapping[str, Any], path: str) -> Any:
    found: Any = variables
    for key in path.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found
