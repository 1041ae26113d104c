"""OpenAPI documents of HTTP APIs: ImportApi and ReimportApi build an API from one.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html and "OpenAPI extensions for API
Gateway": https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html.
"""

import json
from collections.abc import Iterator
from typing import Any

import yaml

from .faults import bad_request
from .records import Record

PREFIX = "x-amazon-apigateway-"
ANY = f"{PREFIX}any-method"
VERBS = ("get", "put", "post", "delete", "options", "head", "patch", ANY)
INTEGRATION_NAMES = {  # members that extensions and operations name differently
    "uri": "IntegrationUri",
    "httpMethod": "IntegrationMethod",
    "type": "IntegrationType",
    "credentials": "CredentialsArn",
}
AUTHORIZER_NAMES = {"authorizerCredentials": "AuthorizerCredentialsArn", "type": "AuthorizerType"}
NOT_INTEGRATION = {"$ref", "passthroughBehavior", "cacheKeyParameters", "cacheNamespace", "tlsConfig"}


def parse(text: str) -> Record:
    """Return the document in a JSON or YAML text."""
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise bad_request(f"Invalid OpenAPI input: {error}") from error
    if not isinstance(document, dict) or not str(document.get("openapi", "")).startswith("3.0"):
        raise bad_request("Invalid OpenAPI input: HTTP APIs are imported from OpenAPI 3.0")
    plain: Record = json.loads(json.dumps(document, default=str))  # turns dates of YAML into strings
    return plain


def api_settings(document: Record) -> Record:
    """Return a document's settings of the API itself."""
    info = document.get("info") or {}
    endpoint = document.get(f"{PREFIX}endpoint-configuration") or {}
    tags = {one["name"]: one[f"{PREFIX}tag-value"] for one in document.get("tags") or () if f"{PREFIX}tag-value" in one}
    found = {
        "Name": info.get("title"),
        "Version": str(info["version"]) if "version" in info else None,
        "Description": info.get("description"),
        "CorsConfiguration": capitalized(document.get(f"{PREFIX}cors")),
        "DisableExecuteApiEndpoint": endpoint.get("disableExecuteApiEndpoint"),
        "Tags": tags or None,
    }
    return {key: value for key, value in found.items() if value is not None}


def authorizers_of(document: Record) -> dict[str, Record]:
    """Return a document's authorizers by the names of their security schemes; AWS_IAM's is empty."""
    found: dict[str, Record] = {}
    for name, scheme in _schemes(document).items():
        if str(scheme.get(f"{PREFIX}authtype", "")).lower() == "awssigv4":
            found[name] = {}
        elif extension := scheme.get(f"{PREFIX}authorizer"):
            found[name] = {"Name": name, **_authorizer(extension)}
    return found


def operations_of(document: Record) -> Iterator[tuple[str, Record]]:
    """Yield a document's operations by their route keys."""
    for path, verbs in (document.get("paths") or {}).items():
        for verb, operation in verbs.items():
            if verb.lower() in VERBS:
                method = "ANY" if verb.lower() == ANY else verb.upper()
                yield "$default" if path == "/$default" else f"{method} {path}", operation


def integration_of(document: Record, operation: Record) -> Record | None:
    """Return an operation's integration, which may be a reference to the document's components."""
    extension = operation.get(f"{PREFIX}integration")
    if extension is None:
        return None
    if reference := extension.get("$ref"):
        found: Any = document
        for part in reference.removeprefix("#/").split("/"):
            found = found.get(part) if isinstance(found, dict) else None
        if not isinstance(found, dict):
            raise bad_request(f"Invalid OpenAPI input: there is no {reference}")
        extension = found
    given = {
        INTEGRATION_NAMES.get(key, _capital(key)): value
        for key, value in extension.items()
        if key not in NOT_INTEGRATION
    }
    given["IntegrationType"] = given.get("IntegrationType", "").upper()
    if "PayloadFormatVersion" in given:
        given["PayloadFormatVersion"] = str(given["PayloadFormatVersion"])
    return given


def security_of(document: Record, operation: Record) -> tuple[str, list[str]] | None:
    """Return an operation's security scheme and scopes; the document's are the default."""
    security = operation.get("security", document.get("security")) or ()
    return next(((name, scopes or []) for one in security for name, scopes in one.items()), None)


def capitalized(settings: Record | None) -> Record | None:
    """Return a structure of an extension with the operations' names of its members."""
    return None if settings is None else {_capital(key): value for key, value in settings.items()}


def _authorizer(extension: Record) -> Record:
    given = {AUTHORIZER_NAMES.get(key, _capital(key)): value for key, value in extension.items()}
    given["AuthorizerType"] = given["AuthorizerType"].upper()
    sources = given.get("IdentitySource") or []
    given["IdentitySource"] = [one.strip() for one in sources.split(",")] if isinstance(sources, str) else sources
    if "JwtConfiguration" in given:
        given["JwtConfiguration"] = capitalized(given["JwtConfiguration"])
    if "AuthorizerPayloadFormatVersion" in given:
        given["AuthorizerPayloadFormatVersion"] = str(given["AuthorizerPayloadFormatVersion"])
    return given


def _schemes(document: Record) -> Record:
    return (document.get("components") or {}).get("securitySchemes") or {}


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]
