"""Events for functions, in the payload formats 1.0 and 2.0.

See "Payload format structure" in "AWS Lambda proxy integrations for HTTP APIs":
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html.
"""

import base64
from datetime import UTC, datetime
from typing import Any

from .calls import Call

TEXTS = ("application/json", "application/javascript", "application/xml", "application/graphql")
NO_IDENTITY = dict.fromkeys((
    "accessKey", "accountId", "caller", "cognitoAmr", "cognitoAuthenticationProvider", "cognitoAuthenticationType",
    "cognitoIdentityId", "cognitoIdentityPoolId", "principalOrgId", "user", "userArn",
))  # fmt: skip
Event = dict[str, Any]


def event_for(call: Call, version: str) -> Event:
    """Return a request's event in a payload format."""
    event = {"version": version, **(describe_2(call) if version == "2.0" else describe_1(call))}
    text, is_base64 = encode_body(call)
    body = {"body": text} if text is not None or version != "2.0" else {}
    return {**event, **body, "isBase64Encoded": is_base64}


def describe_2(call: Call) -> Event:
    """Return a request in format 2.0 without its body; empty members are left out."""
    cookies = [part for part in call.header("cookie").replace("; ", ";").split(";") if part]
    query = _joined(call.query_pairs())
    optional = {
        "cookies": cookies,
        "queryStringParameters": query,
        "pathParameters": call.parameters,
        "stageVariables": call.variables,
    }
    return {
        "routeKey": call.route_key,
        "rawPath": call.path,
        "rawQueryString": call.query,
        "headers": {name: value for name, value in _joined(sent(call), lower=True).items() if name != "cookie"},
        "requestContext": _context_2(call),
        **{name: value for name, value in optional.items() if value},
    }


def describe_1(call: Call) -> Event:
    """Return a request in format 1.0 without its body; empty members are null."""
    pattern = call.route_key.partition(" ")[2] or call.route_key
    headers, query = sent(call), call.query_pairs()
    return {
        "resource": pattern,
        "path": call.path,
        "httpMethod": call.method,
        "headers": dict(headers),
        "multiValueHeaders": listed(headers),
        "queryStringParameters": dict(query) or None,
        "multiValueQueryStringParameters": listed(query) or None,
        "requestContext": _context_1(call, pattern),
        "pathParameters": call.parameters or None,
        "stageVariables": call.variables or None,
    }


def sent(call: Call) -> list[tuple[str, str]]:
    """Return the headers for a function: the client's, and those that API Gateway adds."""
    own = {
        "X-Amzn-Trace-Id": call.trace,
        "X-Forwarded-For": call.source_ip,
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
    }
    hidden = {name.lower() for name in own} | {"connection", "transfer-encoding"}
    kept = [(name, value) for name, value in call.headers if name.lower() not in hidden]
    forwarded = [value for value in (call.header("x-forwarded-for"), own["X-Forwarded-For"]) if value]
    return [*kept, *{**own, "X-Forwarded-For": ", ".join(forwarded)}.items()]


def encode_body(call: Call) -> tuple[str | None, bool]:
    """Return the body, and whether it is encoded in base64, as all types but text are."""
    if not call.body:
        return None, False
    kind = call.header("content-type").partition(";")[0].strip().lower()
    is_text = not kind or kind.startswith("text/") or kind in TEXTS or kind.endswith(("+json", "+xml"))
    if is_text and not call.header("content-encoding"):
        try:
            return call.body.decode(), False
        except UnicodeDecodeError:
            pass
    return base64.b64encode(call.body).decode(), True


def _context_2(call: Call) -> Event:
    context = call.context()
    moment = datetime.fromtimestamp(call.began, UTC)
    return {
        **{name: context[name] for name in ("accountId", "apiId")},
        **({"authorizer": call.authorizer} if call.authorizer else {}),
        **{name: context[name] for name in ("domainName", "domainPrefix")},
        "http": {
            "method": call.method,
            "path": call.path,
            "protocol": call.protocol,
            "sourceIp": call.source_ip,
            "userAgent": call.header("user-agent"),
        },
        **{name: context[name] for name in ("requestId", "routeKey", "stage")},
        "time": moment.strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "timeEpoch": context["requestTimeEpoch"],
    }


def _context_1(call: Call, pattern: str) -> Event:
    context = call.context()
    named = ("accountId", "apiId", "domainName", "domainPrefix", "extendedRequestId", "httpMethod", "path", "protocol")
    identity = {**NO_IDENTITY, "sourceIp": call.source_ip, "userAgent": call.header("user-agent")}
    iam = call.authorizer.get("iam", {})
    signer = {name: iam[name] for name in ("accessKey", "accountId", "userArn") if name in iam}
    token, said = call.authorizer.get("jwt", {}), call.authorizer.get("lambda", {})
    return {
        **{name: context[name] for name in named},
        "authorizer": said or {"claims": token.get("claims"), "scopes": token.get("scopes")},
        "identity": {**identity, **signer, **({"caller": iam["callerId"], "user": iam["userId"]} if iam else {})},
        **{name: context[name] for name in ("requestId", "requestTime", "requestTimeEpoch", "stage")},
        "resourceId": call.route_key,
        "resourcePath": pattern,
    }


def _joined(pairs: list[tuple[str, str]], *, lower: bool = False) -> dict[str, str]:
    """Return names with their values, several values joined by commas."""
    several = listed([(name.lower(), value) for name, value in pairs] if lower else pairs)
    return {name: ",".join(values) for name, values in several.items()}


def listed(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Return names with the lists of their values."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found
