"""Checks of requests, with AWS's error messages, and default values: one function for each kind of thing.

Each function gets the API, the record with the change made, and its id.
"""

import re

from ..services.faults import conflict, not_found
from .deployments import check_deployment
from .faults import bad_request, need
from .records import Api, Record, apis, domains

ROUTE_KEY = re.compile(r"\$default|(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) /\S*")
BAD_KEY = (
    "The provided route key is not formatted properly for HTTP protocol. Format should be"
    ' "<HTTP METHOD> /<RESOURCE PATH>" or "$default"'
)
PROTOCOLS = ("HTTP", "WEBSOCKET")
GUARDS = {"CUSTOM": "REQUEST", "JWT": "JWT"}  # types of authorizers by the authorization of their routes
HTTP_TYPES = ("AWS_PROXY", "HTTP_PROXY")


def check_api(record: Record) -> None:
    """Refuse an unknown protocol, and a WebSocket API without an expression for its routes."""
    if record["ProtocolType"] not in PROTOCOLS:
        raise bad_request("Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]")
    if record["ProtocolType"] == "HTTP":
        record.setdefault("RouteSelectionExpression", "$request.method $request.path")
        if record["RouteSelectionExpression"] not in (
            "$request.method $request.path",
            "${request.method} ${request.path}",
        ):
            raise bad_request("Invalid RouteSelectionExpression for HTTP API")
        check_cors(record.get("CorsConfiguration") or {})
    elif not record.get("RouteSelectionExpression"):
        raise bad_request("RouteSelectionExpression is a required parameter for WEBSOCKET API")
    elif record.get("CorsConfiguration"):
        raise bad_request("CorsConfiguration is only supported for HTTP APIs")


def check_cors(cors: Record) -> None:
    """Refuse credentials for every origin, which browsers refuse too."""
    if cors.get("AllowCredentials") and any(
        "*" in (cors.get(name) or ()) for name in ("AllowOrigins", "AllowHeaders", "AllowMethods")
    ):
        raise bad_request("Wildcard is not allowed in CORS configuration when AllowCredentials is true")


def check_route(api: Api, record: Record, name: str) -> None:
    """Refuse a malformed or existing key, and a missing target or authorizer."""
    key = record["RouteKey"]
    if api.is_http and not ROUTE_KEY.fullmatch(key):
        raise bad_request(BAD_KEY)
    if any(one["RouteKey"] == key for other, one in api.routes.items() if other != name):
        raise conflict(f"Route with key {key} already exists for this API")
    kind, _, target = record.get("Target", "integrations/").partition("/")
    if kind != "integrations" or (target and target not in api.integrations):
        raise bad_request(f"Invalid target {record['Target']}: an integration of this API is expected")
    _check_guard(api, record)


def _check_guard(api: Api, record: Record) -> None:
    """Refuse an authorization without its authorizer, and one that the route can't have."""
    kind, name = record["AuthorizationType"], record.get("AuthorizerId") or ""
    if not api.is_http and kind != "NONE" and record["RouteKey"] != "$connect":
        raise bad_request("Currently, authorization restriction is only allowed on the $connect Route")
    if name and name not in api.authorizers:
        raise bad_request(f"Invalid authorizer identifier specified {name}")
    if kind in GUARDS and not name:
        raise bad_request(f"The authorization type {kind} needs an AuthorizerId")
    if kind in GUARDS and api.authorizers[name]["AuthorizerType"] != GUARDS[kind]:
        raise bad_request(f"The authorizer {name} is not of the authorization type {kind}")


def check_integration(api: Api, record: Record, _name: str) -> None:
    """Refuse settings that HTTP APIs lack, and fill in the protocol's defaults."""
    kind = record["IntegrationType"]
    if api.is_http and kind not in HTTP_TYPES:
        raise bad_request("HTTP APIs only support AWS_PROXY and HTTP_PROXY integrations")
    if kind != "MOCK" and not record.get("IntegrationSubtype"):
        need(record, "IntegrationUri", f"{kind} integration")
    record.setdefault("ConnectionType", "INTERNET")
    record.setdefault("TimeoutInMillis", 30000 if api.is_http else 29000)
    if api.is_http:
        record.setdefault("PayloadFormatVersion", "1.0")
    else:
        record.setdefault("PassthroughBehavior", "WHEN_NO_MATCH")
    if kind == "AWS_PROXY" and not record.get("IntegrationSubtype"):
        record.setdefault("IntegrationMethod", "POST")


def check_authorizer(api: Api, record: Record, _name: str) -> None:
    """Refuse an authorizer that lacks a setting of its type."""
    if record["AuthorizerType"] == "JWT":
        if not api.is_http:
            raise bad_request("JWT authorizers are only supported for HTTP APIs")
        need(record, "JwtConfiguration", "JWT authorizer")
        issuer = record["JwtConfiguration"].get("Issuer") or ""
        if not issuer.startswith(("https://", "http://")):  # plain HTTP is for issuers of tests
            raise bad_request(f"Invalid issuer: {issuer}. It is the address of an OpenID Connect provider")
        return
    need(record, "AuthorizerUri", "REQUEST authorizer")
    if api.is_http:
        need(record, "AuthorizerPayloadFormatVersion", "REQUEST authorizer")
        record.setdefault("AuthorizerResultTtlInSeconds", 0)


def check_stage(api: Api, record: Record, _name: str) -> None:
    """Refuse a deployment that does not exist."""
    record.setdefault("AutoDeploy", False)
    record.setdefault("DefaultRouteSettings", {"DetailedMetricsEnabled": False})
    record.setdefault("RouteSettings", {})
    record.setdefault("StageVariables", {})
    record.setdefault("Tags", {})
    check_deployment(api, record)


def check_nothing(_api: Api, _record: Record, _name: str) -> None:
    """Accept the record as it is."""


def check_domain(record: Record) -> None:
    """Refuse an existing domain name, and add AWS's address for it."""
    if record["DomainName"] in domains:
        raise conflict("The domain name resource already exists.")


def check_mapping(record: Record, others: dict[str, Record]) -> None:
    """Refuse a mapping to a stage that does not exist, and a key that is malformed or taken."""
    key = record.setdefault("ApiMappingKey", "")
    api = apis.get(record["ApiId"])
    if api is None:
        raise not_found("Invalid API identifier specified")
    if record["Stage"] not in api.stages:
        raise bad_request("Invalid stage identifier specified")
    if key.startswith("/") or "//" in key:
        raise bad_request("API mapping key should not start with a '/' or have consecutive '/'s.")
    if key.endswith("/"):
        raise bad_request("API mapping key should not end with a '/'.")
    if any(one["ApiMappingKey"] == key for one in others.values() if one is not record):
        raise conflict("ApiMapping key already exists for this domain name")


def check_nothing_used(_api: Api, _name: str, _record: Record) -> None:
    """Allow the deletion."""


def forget_responses(api: Api, name: str, _record: Record) -> None:
    """Delete a route's responses together with it."""
    api.responses.pop(name, None)


def refuse_used_integration(api: Api, name: str, _record: Record) -> None:
    """Refuse to delete an integration that a route uses."""
    users = [key for key, route in api.routes.items() if route.get("Target") == f"integrations/{name}"]
    if users:
        raise conflict(
            f"Cannot delete Integration because it is referenced by the following Routes with Ids: [{', '.join(users)}]"
        )
    api.responses.pop(name, None)


def refuse_used_authorizer(api: Api, name: str, _record: Record) -> None:
    """Refuse to delete an authorizer that a route uses."""
    users = [key for key, route in api.routes.items() if route.get("AuthorizerId") == name]
    if users:
        raise conflict(
            f"Cannot delete Authorizer because it is referenced by the following Routes with Ids: [{', '.join(users)}]"
        )


def refuse_mapped_stage(api: Api, name: str, _record: Record) -> None:
    """Refuse to delete a stage that a domain name is mapped to."""
    mappings = [one for domain in domains.values() for one in domain.mappings.values()]
    if any((one["ApiId"], one["Stage"]) == (api.id, name) for one in mappings):
        raise bad_request(f"Deleting stage {name} failed. Please remove all base path mappings related to the stage.")
