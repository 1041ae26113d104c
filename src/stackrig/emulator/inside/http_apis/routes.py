"""Find the route for a request: the most specific path wins, and for equal paths the route with the request's method.

See "Routing API requests" in "Create routes for HTTP APIs":
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html.
"""

from collections.abc import Mapping
from typing import Any

DEFAULT = "$default"
STATIC, VARIABLE, GREEDY = 0, 1, 2
Parameters = dict[str, str]


def find_route(
    routes: Mapping[str, Mapping[str, Any]], method: str, path: str
) -> tuple[Mapping[str, Any] | None, Parameters]:
    """Return the route for a request and its path parameters, or None."""
    found: list[tuple[tuple[list[int], bool], Mapping[str, Any], Parameters]] = []
    fallback = None
    for route in routes.values():
        verb, _, pattern = route["RouteKey"].partition(" ")
        if verb == DEFAULT:
            fallback = route
        elif verb in (method, "ANY") and (parameters := match(pattern, path)) is not None:
            found.append(((specificity(pattern), verb == "ANY"), route, parameters))
    if found:
        _, route, parameters = min(found, key=lambda one: one[0])
        return route, parameters
    return fallback, {}


def match(pattern: str, path: str) -> Parameters | None:
    """Return the parameters of a path that matches a route's pattern, or None."""
    wanted, given = pattern.split("/"), path.split("/")
    parameters: Parameters = {}
    for place, part in enumerate(wanted):
        kind, name = _kind(part), part[1:-1]
        if place >= len(given) or (kind != STATIC and not given[place]):
            return None
        if kind == GREEDY:
            parameters[name.removesuffix("+")] = "/".join(given[place:])
            return parameters
        if kind == VARIABLE:
            parameters[name] = given[place]
        elif part != given[place]:
            return None
    return parameters if len(wanted) == len(given) else None


def specificity(pattern: str) -> list[int]:
    """Return the sort key of a pattern: the first segment in which two differ decides."""
    return [_kind(part) for part in pattern.split("/")]


def _kind(part: str) -> int:
    if not (part.startswith("{") and part.endswith("}")):
        return STATIC
    return GREEDY if part.endswith("+}") else VARIABLE
