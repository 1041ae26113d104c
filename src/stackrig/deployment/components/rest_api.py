"""The component RestAPI of aws-apigateway: an API, its deployment and stage, from a Swagger document of its routes.

Children and names are those of https://github.com/pulumi/pulumi-aws-apigateway, version 3: aws-apigateway/api.ts.
"""

import json
from collections.abc import Iterator
from typing import Any

from stackrig.deployment.components.building import Child, Component, short_hash, to_json
from stackrig.deployment.components.static_routes import add_static_route
from stackrig.deployment.components.swagger import Swagger, integration_operation, lambda_operation, method_key
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

BINARY = ["*/*"]
# Inputs of the component that are inputs of the API as well.
API_INPUTS = ("apiKeySource", "description", "disableExecuteApiEndpoint", "tags")
VERSIONED = {  # outputs of the API whose change requires a new deployment, by the real component's names
    "apiKey": "apiKeySource",
    "binaryMediaTypes": "binaryMediaTypes",
    "endpointConfig": "endpointConfiguration",
    "minimumCompression": "minimumCompressionSize",
    "policy": "policy",
}


def build_rest_api(component: Component) -> Properties:
    """Make the API, and return what the real component returns.

    Raises:
        DeployError: the routes have another form than the component requires.
    """
    args, name = component.inputs, component.name
    swagger = _document(component)
    body = swagger if isinstance(swagger, str) else swagger.text()
    title = json.loads(body)["info"]["title"]
    media = args.get("binaryMediaTypes") or BINARY
    own = {key: args.get(key) for key in API_INPUTS}
    api = component.make(
        "apigateway/restApi:RestApi", name, {**own, "name": title, "binaryMediaTypes": media, "body": body}
    )
    version = {key: api.outputs.get(output) for key, output in VERSIONED.items()}
    deployment = component.make(
        "apigateway/deployment:Deployment",
        name,
        {"restApi": api, "variables": {"version": short_hash(to_json({**version, "swagger": body}))}},
    )
    functions = [] if isinstance(swagger, str) else swagger.functions
    permissions = [_permit(component, api, *function) for function in functions]
    stage = component.make(
        "apigateway/stage:Stage",
        name,
        {
            "restApi": api,
            "deployment": deployment,
            "stageName": args.get("stageName") or "stage",
            "tags": args.get("tags"),
        },
        after=permissions,
    )
    return {"url": f"{stage['invokeUrl']}/", "api": api, "deployment": deployment, "stage": stage}


def _permit(component: Component, api: Child, path: str, method: str, function: Child) -> Child:
    place = f"{'*' if method == 'ANY' else method}{path}"
    inputs = {
        "action": "lambda:invokeFunction",
        "function": function,
        "principal": "apigateway.amazonaws.com",
        "sourceArn": f"{api['executionArn']}/*/{place}",
    }
    return component.make("lambda/permission:Permission", f"{component.name}-{short_hash(place)}", inputs)


def _document(component: Component) -> "Swagger | str":
    args = component.inputs
    if args.get("swaggerString"):
        document = json.loads(args["swaggerString"])
        document.setdefault("info", {}).setdefault("title", component.name)
        return to_json(document)
    if args.get("routes") is None:
        raise DeployError("set swaggerString or routes")
    swagger = Swagger(component)
    for route in args["routes"]:
        _add_route(component, swagger, {**route, "path": "/" + str(route["path"]).removeprefix("/")})
    return swagger


def _add_route(component: Component, swagger: Swagger, route: Properties) -> None:
    path = route["path"]
    if "eventHandler" in route:
        _require(route, "method")
        operation = swagger.with_options(lambda_operation(component, route["eventHandler"]), route)
        swagger.add(path, method_key(route["method"]), operation)
        swagger.functions.append((path, route["method"], route["eventHandler"]))
    elif "localPath" in route:
        add_static_route(component, swagger, route)
    elif "target" in route:
        for proxy_path, operation in _integrations(route):
            swagger.add(proxy_path, method_key("ANY"), swagger.with_options(operation, route))
    else:
        _require(route, "data", "method")
        data = route["data"]
        swagger.add(path, method_key(route["method"]), json.loads(data) if isinstance(data, str) else data)


def _integrations(route: Properties) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the two operations of an integration: that of the path itself, and that of everything below it."""
    folder = route["path"].removesuffix("/") + "/"
    yield folder, integration_operation(route["target"], below=False)
    yield folder + "{proxy+}", integration_operation(route["target"], below=True)


def _require(route: Properties, *names: str) -> None:
    if missing := [name for name in names if route.get(name) is None]:
        raise DeployError(f"the route {route['path']} lacks {missing[0]!r}")


BUILDERS = {"RestAPI": build_rest_api}
