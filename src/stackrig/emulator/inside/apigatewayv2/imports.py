"""ImportApi, ReimportApi and ExportApi: make an API from an OpenAPI document, and a document from an API."""

import json
from typing import Any

import yaml

from ..services.faults import not_found
from . import documents
from .apis import make_api
from .checks import check_api
from .deployments import auto_deploy
from .faults import bad_request
from .parts import KINDS, Handler, add, find_api, locked
from .records import Api, Record, Snapshot

SIGNED = "awsSigv4"  # the authtype of signed requests; also their scheme's name in exports
IN_HEADER = {"type": "apiKey", "name": "Authorization", "in": "header"}
EXPORTED = {  # members of an integration, by their names in documents
    "IntegrationType": "type",
    "IntegrationUri": "uri",
    "IntegrationMethod": "httpMethod",
    "IntegrationSubtype": "integrationSubtype",
    "ConnectionType": "connectionType",
    "CredentialsArn": "credentials",
    "PayloadFormatVersion": "payloadFormatVersion",
    "RequestParameters": "requestParameters",
    "ResponseParameters": "responseParameters",
    "TimeoutInMillis": "timeoutInMillis",
}


def operations() -> dict[str, Handler]:
    """Return the operations by their names."""
    found: dict[str, Handler] = {"ImportApi": _import, "ReimportApi": _reimport, "ExportApi": _export}
    return {name: locked(handler) for name, handler in found.items()}


def _import(context: Any, request: Record) -> Record:
    document = documents.parse(request["Body"])
    api = make_api(context, {"ProtocolType": "HTTP", "Name": "", **documents.api_settings(document)})
    _build(api, document)
    return api.record


def _reimport(context: Any, request: Record) -> Record:
    """Replace an API except its id and its stages; a malformed document changes nothing."""
    api = find_api(context, request["ApiId"])
    document = documents.parse(request["Body"])
    kept = {"CorsConfiguration": None, **api.record, **documents.api_settings(document)}
    if f"{documents.PREFIX}cors" not in document:
        kept.pop("CorsConfiguration")
    check_api(kept)
    trial = Api(api.account, api.region, kept)
    _build(trial, document)
    api.record.clear()
    api.record.update(kept)
    for place in ("routes", "integrations", "authorizers"):
        getattr(api, place).clear()
        getattr(api, place).update(getattr(trial, place))
    auto_deploy(api)
    return api.record


def _build(api: Api, document: Record) -> None:
    guards = {}
    for name, settings in documents.authorizers_of(document).items():
        guards[name] = add(api, KINDS["Authorizer"], settings)["AuthorizerId"] if settings else ""
    made: dict[str, str] = {}
    for key, operation in documents.operations_of(document):
        record: Record = {"RouteKey": key, **_guard(api, guards, documents.security_of(document, operation))}
        if operation.get("operationId"):
            record["OperationName"] = operation["operationId"]
        integration = documents.integration_of(document, operation)
        if integration is not None:
            same = json.dumps(integration, sort_keys=True)
            if same not in made:
                made[same] = add(api, KINDS["Integration"], integration)["IntegrationId"]
            record["Target"] = f"integrations/{made[same]}"
        add(api, KINDS["Route"], record)


def _guard(api: Api, guards: dict[str, str], security: tuple[str, list[str]] | None) -> Record:
    if security is None:
        return {}
    name, scopes = security
    if name not in guards:  # the scheme is no authorizer of API Gateway
        return {}
    if not guards[name]:
        return {"AuthorizationType": "AWS_IAM"}
    is_jwt = api.authorizers[guards[name]]["AuthorizerType"] == "JWT"
    more = {"AuthorizationScopes": scopes} if scopes else {}
    return {"AuthorizationType": "JWT" if is_jwt else "CUSTOM", "AuthorizerId": guards[name], **more}


def _export(context: Any, request: Record) -> Record:
    api = find_api(context, request["ApiId"])
    if not api.is_http:
        raise bad_request("Only HTTP APIs can be exported")
    snapshot = api.freeze()
    if stage := request.get("StageName"):
        if stage not in api.stages:
            raise not_found("Invalid stage identifier specified")
        snapshot = api.snapshots.get(api.stages[stage].get("DeploymentId", ""), snapshot)
    document = _describe(snapshot, with_extensions=request.get("IncludeExtensions") is not False)
    as_json = request["OutputType"].upper() == "JSON"
    text = json.dumps(document) if as_json else yaml.safe_dump(document, sort_keys=False)
    return {"body": text.encode()}


def _describe(snapshot: Snapshot, *, with_extensions: bool) -> Record:
    api = snapshot.api
    paths: Record = {}
    for route in snapshot.routes.values():
        verb, _, path = route["RouteKey"].partition(" ")
        method = documents.ANY if verb in ("ANY", "$default") else verb.lower()
        paths.setdefault(path or "/$default", {})[method] = _operation(snapshot, route, with_extensions=with_extensions)
    document: Record = {
        "openapi": "3.0.1",
        "info": {"title": api["Name"], "version": api.get("Version") or str(api["CreatedDate"])},
        "paths": paths,
    }
    schemes = {one["Name"]: _scheme(one) for one in snapshot.authorizers.values() if with_extensions}
    if any(route.get("AuthorizationType") == "AWS_IAM" for route in snapshot.routes.values()) and with_extensions:
        schemes[SIGNED] = {**IN_HEADER, f"{documents.PREFIX}authtype": SIGNED}
    if schemes:
        document["components"] = {"securitySchemes": schemes}
    if with_extensions:
        if api.get("CorsConfiguration"):
            cors = api["CorsConfiguration"].items()
            document[f"{documents.PREFIX}cors"] = {_small(key): value for key, value in cors}
        document[f"{documents.PREFIX}importexport-version"] = "1.0"
    return document


def _operation(snapshot: Snapshot, route: Record, *, with_extensions: bool) -> Record:
    operation: Record = {"responses": {"default": {"description": f"Default response for {route['RouteKey']}"}}}
    guard = snapshot.authorizers.get(route.get("AuthorizerId", ""))
    if route.get("AuthorizationType") == "AWS_IAM":
        operation["security"] = [{SIGNED: []}]
    elif guard is not None:
        operation["security"] = [{guard["Name"]: route.get("AuthorizationScopes") or []}]
    integration = snapshot.integrations.get(route.get("Target", "").removeprefix("integrations/"))
    if with_extensions and integration is not None:
        told = {name: integration[member] for member, name in EXPORTED.items() if integration.get(member) is not None}
        operation[f"{documents.PREFIX}integration"] = told
    return operation


def _scheme(authorizer: Record) -> Record:
    names = {"AuthorizerType": "type", "AuthorizerCredentialsArn": "authorizerCredentials"}
    hidden = ("AuthorizerId", "Name")
    told = {names.get(key, _small(key)): value for key, value in authorizer.items() if key not in hidden}
    told["type"] = told["type"].lower()
    told["identitySource"] = ",".join(authorizer.get("IdentitySource") or ())
    if "jwtConfiguration" in told:
        told["jwtConfiguration"] = {_small(key): value for key, value in told["jwtConfiguration"].items()}
        return {"type": "oauth2", f"{documents.PREFIX}authorizer": told}
    return {**IN_HEADER, f"{documents.PREFIX}authorizer": told}


def _small(name: str) -> str:
    return name[0].lower() + name[1:]
