"""OpenAPI documents of REST APIs: write out, before an import, the parts that LocalStack's import overlooks.

See "x-amazon-apigateway-auth" and "-authtype" in "OpenAPI extensions for API Gateway":
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html.
"""

from collections.abc import Iterator
from typing import Any

AUTHORIZER = "x-amazon-apigateway-authorizer"
AUTHTYPE = "x-amazon-apigateway-authtype"
AUTH = "x-amazon-apigateway-auth"
SIGNED = "awsSigv4"  # the authtype of schemes; also our scheme for methods with x-amazon-apigateway-auth
IAM = "AWS_IAM"
ANY = "x-amazon-apigateway-any-method"
VERBS = {"get", "put", "post", "delete", "options", "head", "patch", ANY}
INTEGRATION = "x-amazon-apigateway-integration"


def spell_out_security(document: dict[str, Any]) -> None:
    """Write each operation's security into it, and AWS_IAM as an authorizer, which LocalStack's import reads.

    Without it, LocalStack reads an empty list as the document's default, and signed requests as open to all.
    """
    default = document.pop("security", None)
    for operation in _operations(document):
        kind = operation.get(AUTH, {}).get("type", "").upper()
        if kind in ("NONE", IAM):
            operation["security"] = [{SIGNED: []}] if kind == IAM else []
        elif default is not None:
            operation.setdefault("security", default)
    schemes = _schemes(document)
    schemes.setdefault(SIGNED, {"type": "apiKey", "name": "Authorization", "in": "header", AUTHTYPE: SIGNED})
    for scheme in schemes.values():
        if str(scheme.get(AUTHTYPE, "")).lower() == SIGNED.lower() and AUTHORIZER not in scheme:
            scheme[AUTHORIZER] = {"type": IAM}


def find_credentials(document: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield path, method and role of each integration that acts with a role, which LocalStack's import ignores."""
    for path, item in (document.get("paths") or {}).items():
        for verb, operation in item.items():
            role = operation.get(INTEGRATION, {}).get("credentials") if verb.lower() in VERBS else None
            if role:
                yield path, "ANY" if verb.lower() == ANY else verb.upper(), role


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in (document.get("paths") or {}).values():
        yield from (value for verb, value in path.items() if verb.lower() in VERBS)


def _schemes(document: dict[str, Any]) -> dict[str, Any]:
    if "swagger" in document:
        return document.setdefault("securityDefinitions", {})  # type: ignore[no-any-return]
    return document.setdefault("components", {}).setdefault("securitySchemes", {})  # type: ignore[no-any-return]
