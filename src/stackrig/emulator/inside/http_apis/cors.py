"""CORS: API Gateway answers preflight requests itself, and replaces an integration's CORS headers by its own.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html.
"""

from ..apigatewayv2.records import Record
from .answers import Answer, Headers
from .calls import Call

PREFIX = "access-control-"


def is_preflight(call: Call) -> bool:
    """Tell whether a request is a preflight request to an API with CORS settings."""
    asks = call.method == "OPTIONS" and call.header("origin") and call.header("access-control-request-method")
    return bool(asks and _settings(call))


def answer_preflight(call: Call) -> Answer:
    """Return the answer to a preflight request; `replace_headers` adds the headers of all answers."""
    settings, headers = _settings(call), []
    if _allowed(settings, call.header("origin")):
        lists = {"Allow-Methods": "AllowMethods", "Allow-Headers": "AllowHeaders"}
        headers = [
            (f"Access-Control-{name}", ",".join(settings[key])) for name, key in lists.items() if settings.get(key)
        ]
        if settings.get("MaxAge") is not None:
            headers.append(("Access-Control-Max-Age", str(settings["MaxAge"])))
    return Answer(204, b"", headers)


def replace_headers(call: Call, answer: Answer) -> Answer:
    """Return an answer with the API's CORS headers; without CORS settings it keeps the integration's."""
    settings = _settings(call)
    if not settings:
        return answer
    is_own = is_preflight(call) and not answer.body
    kept = [(name, value) for name, value in answer.headers if is_own or not name.lower().startswith(PREFIX)]
    return Answer(answer.status, answer.body, [*kept, *_headers(settings, call.header("origin"))])


def _headers(settings: Record, origin: str) -> Headers:
    allowed = _allowed(settings, origin) if origin else ""
    if not allowed:
        return []
    headers = [("Access-Control-Allow-Origin", allowed)]
    if settings.get("AllowCredentials"):
        headers.append(("Access-Control-Allow-Credentials", "true"))
    if settings.get("ExposeHeaders"):
        headers.append(("Access-Control-Expose-Headers", ",".join(settings["ExposeHeaders"])))
    return headers if allowed == "*" else [*headers, ("Vary", "Origin")]


def _allowed(settings: Record, origin: str) -> str:
    """Return the origin that an answer allows: `*`, the request's, or none."""
    allowed: list[str] = settings.get("AllowOrigins") or []
    if "*" in allowed:
        return "*"
    scheme = origin.partition("://")[0]
    return origin if origin in allowed or f"{scheme}://*" in allowed else ""


def _settings(call: Call) -> Record:
    return call.snapshot.api.get("CorsConfiguration") or {}
