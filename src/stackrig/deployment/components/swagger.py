"""The Swagger document of a REST API's routes, word for word as the package aws-apigateway writes it.

Source: https://github.com/pulumi/pulumi-aws-apigateway, version 3: api.ts and swagger_json.ts of apigateway.
"""

from typing import Any

from stackrig.deployment.components.building import Child, Component, bare_id, short_hash, to_json
from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

INTEGRATION = "x-amazon-apigateway-integration"
ANY_METHOD = "x-amazon-apigateway-any-method"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
NOT_FOUND = {"statusCode": 404, "responseTemplates": {"application/json": '{"message": "404 Not found" }'}}
VALIDATORS = {
    "ALL": {"validateRequestBody": True, "validateRequestParameters": True},
    "BODY_ONLY": {"validateRequestBody": True, "validateRequestParameters": False},
    "PARAMS_ONLY": {"validateRequestBody": False, "validateRequestParameters": True},
}
API_KEY = {"type": "apiKey", "name": "x-api-key", "in": "header"}
PROXY = {"name": "proxy", "in": "path", "required": True, "type": "string"}


class Swagger:
    """Hold the document of one API while its routes are added, and the functions that the routes call."""

    def __init__(self, component: Component) -> None:
        """Begin with the settings of the whole API."""
        args = component.inputs
        self._component = component
        self.functions: list[tuple[str, str, Child]] = []
        self.bucket: Child | None = None  # the bucket that static routes are served from
        self._given: dict[str, Properties] = {}  # authorizers by name, as the program gave them
        responses = {**(args.get("gatewayResponses") or {})}
        for kind in ("MISSING_AUTHENTICATION_TOKEN", "ACCESS_DENIED"):
            responses.setdefault(kind, NOT_FOUND)
        self._document: dict[str, Any] = {
            "swagger": "2.0",
            "info": {"title": component.name, "version": "1.0"},
            "paths": {},
            "x-amazon-apigateway-binary-media-types": args.get("binaryMediaTypes") or ["*/*"],
            "x-amazon-apigateway-gateway-responses": responses,
            "x-amazon-apigateway-api-key-source": args.get("apiKeySource") or "HEADER",
        }
        if validator := args.get("requestValidator"):
            self._document["x-amazon-apigateway-request-validators"] = VALIDATORS
            self._document["x-amazon-apigateway-request-validator"] = validator

    def text(self) -> str:
        """Return the document as JSON."""
        return to_json(bare_id(self._document))

    def add(self, path: str, method: str, operation: Properties) -> None:
        """Add the operation of a method of a path; an existing one is replaced."""
        self._document["paths"].setdefault(path, {})[method] = operation

    def set_only(self, path: str, method: str, operation: Properties) -> None:
        """Make the operation of a method the only one of a path."""
        self._document["paths"][path] = {method: operation}

    def with_options(self, operation: Properties, route: Properties) -> Properties:
        """Return an operation with the route's settings of authorizers, keys and validation of requests."""
        security = [self._authorize(item) for item in route.get("authorizers") or ()]
        if route.get("apiKeyRequired"):
            self._definitions()["api_key"] = API_KEY
            security.append({"api_key": []})
        required = [
            {"name": item["name"], "in": item["in"], "required": True} for item in route.get("requiredParameters") or ()
        ]
        added: Properties = {"security": security} if security else {}
        if required:
            added["parameters"] = [*operation.get("parameters", ()), *required]
        if route.get("requestValidator"):
            added["x-amazon-apigateway-request-validator"] = route["requestValidator"]
        if route.get("iamAuthEnabled"):
            added["x-amazon-apigateway-auth"] = {"type": "AWS_IAM"}
        return {**operation, **added}

    def _definitions(self) -> dict[str, Any]:
        definitions: dict[str, Any] = self._document.setdefault("securityDefinitions", {})
        return definitions

    def _authorize(self, authorizer: Properties) -> dict[str, list[str]]:
        definitions = self._definitions()
        name = authorizer.get("authorizerName") or f"{self._component.name}-authorizer-{len(definitions)}"
        if self._given.setdefault(name, authorizer) != authorizer:
            raise DeployError(f"several authorizers have the name {name!r} but differ")
        by_function = "handler" in authorizer
        if name not in definitions:
            definition = {
                "type": "apiKey",
                "name": authorizer["parameterName"],
                "in": authorizer.get("parameterLocation") if by_function else "header",
                "x-amazon-apigateway-authtype": authorizer.get("authType") if by_function else "cognito_user_pools",
                "x-amazon-apigateway-authorizer": (
                    _function_authorizer(self._component, name, authorizer) if by_function else _pools(authorizer)
                ),
            }
            definitions[name] = {key: value for key, value in definition.items() if value is not None}
        return {name: [] if by_function else list(authorizer.get("methodsToAuthorize") or ())}


def method_key(method: str) -> str:
    """Return the key of a method in the document.

    Raises:
        DeployError: there is no such method.
    """
    if method.lower() == "any":
        return ANY_METHOD
    if method.lower() not in METHODS:
        raise DeployError(f"API Gateway has no method {method!r}")
    return method.lower()


def lambda_operation(component: Component, function: Child) -> Properties:
    """Return the operation that passes a request to a function."""
    place = f"arn:{component.partition()}:apigateway:{component.region()}:lambda:path/2015-03-31/functions"
    return {
        INTEGRATION: {
            "uri": f"{place}/{function['arn']}/invocations",
            "passthroughBehavior": "when_no_match",
            "httpMethod": "POST",
            "type": "aws_proxy",
        }
    }


def integration_operation(target: Properties, *, below: bool) -> Properties:
    """Return the operation that passes a request to a target, with the rest of the path if `below`."""
    behavior = target.get("passthroughBehavior") or target.get("passthroughBehaviour") or "when_no_match"
    given = {
        "responses": {"default": {"statusCode": "200"}},
        "uri": target["uri"].removesuffix("/") + "/" + ("{proxy}" if below else ""),
        "type": target.get("type") or "http_proxy",
        "connectionType": target.get("connectionType"),
        "connectionId": target.get("connectionId"),
        "passthroughBehavior": behavior,
        "httpMethod": "ANY",
    }
    integration = {key: value for key, value in given.items() if value is not None}
    if not below:
        return {INTEGRATION: integration}
    integration["requestParameters"] = {"integration.request.path.proxy": "method.request.path.proxy"}
    return {INTEGRATION: integration, "parameters": [PROXY]}


def object_operation(uri: str, role: Child, *, below: bool) -> Properties:
    """Return the operation that answers with an object of S3, or with those `below` the route's path."""
    header = {"type": "string"}
    integration: Properties = {
        "credentials": role["arn"],
        "uri": uri + ("/{proxy}" if below else ""),
        "passthroughBehavior": "when_no_match",
        "httpMethod": "GET",
        "type": "aws",
        "responses": {
            "4\\d{2}": {"statusCode": "400"},
            "default": {
                "statusCode": "200",
                "responseParameters": {
                    "method.response.header.Content-Type": "integration.response.header.Content-Type",
                    "method.response.header.content-type": "integration.response.header.content-type",
                },
            },
            "5\\d{2}": {"statusCode": "500"},
        },
    }
    operation: Properties = {
        "responses": {
            "200": {
                "description": "200 response",
                "schema": {"type": "object"},
                "headers": {"Content-Type": header, "content-type": header},
            },
            "400": {"description": "400 response"},
            "500": {"description": "500 response"},
        },
        INTEGRATION: integration,
    }
    if below:
        integration["requestParameters"] = {"integration.request.path.proxy": "method.request.path.proxy"}
        operation["parameters"] = [PROXY]
    return operation


def _pools(authorizer: Properties) -> Properties:
    pools = [pool["arn"] if isinstance(pool, Child) else pool for pool in authorizer["providerARNs"]]
    return {
        "type": "cognito_user_pools",
        "identitySource": ", ".join(authorizer.get("identitySource") or ()),
        "providerARNs": pools,
    }


def _function_authorizer(component: Component, name: str, authorizer: Properties) -> Properties:
    handler = authorizer["handler"]
    if isinstance(handler, Child):
        uri, credentials = handler["invokeArn"], _invoking_role(component, name, handler)["arn"]
    else:
        uri, credentials = handler["uri"], handler["credentials"]
        uri = uri["invokeArn"] if isinstance(uri, Child) else uri
        credentials = credentials["arn"] if isinstance(credentials, Child) else credentials
    given = {
        "type": authorizer["type"],
        "authorizerUri": uri,
        "authorizerCredentials": credentials,
        "identitySource": ", ".join(authorizer.get("identitySource") or ()),
        "identityValidationExpression": authorizer.get("identityValidationExpression"),
        "authorizerResultTtlInSeconds": authorizer.get("authorizerResultTtlInSeconds"),
    }
    return {key: value for key, value in given.items() if value is not None}


def _invoking_role(component: Component, name: str, function: Child) -> Child:
    """Make the role with which API Gateway may invoke an authorizer's function."""
    principal = {"Service": ["lambda.amazonaws.com", "apigateway.amazonaws.com"]}
    trust = {"Sid": "AllowAssumeRole", "Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    document = to_json({"Version": "2012-10-17", "Statement": [trust]})
    role = component.make("iam/role:Role", f"{name}-authorizer-role", {"assumeRolePolicy": document})
    allowed = {"Action": "lambda:InvokeFunction", "Effect": "Allow", "Resource": function["arn"]}
    component.make(
        "iam/rolePolicy:RolePolicy",
        f"{name}-invocation-policy",
        {"policy": to_json({"Version": "2012-10-17", "Statement": [allowed]}), "role": role},
    )
    return role


def route_key(component: Component, method: str, path: str) -> str:
    """Return the resource name for a part of a route, distinct from the names of other routes."""
    return component.name + short_hash(f"{method_key(method)}:{path}")
