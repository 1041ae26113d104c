"""HTTP_PROXY integrations: forward the request to the API owner's server, and return its answer.

See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html.
"""

import logging
import re
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import requests

from ..apigatewayv2.records import Record
from .answers import Answer, unavailable
from .calls import Call
from .functions import VARIABLE

log = logging.getLogger(__name__)
PARAMETER = re.compile(r"\{(\w+)\+?\}")
# Headers of a single connection: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1.
HOP_BY_HOP = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
    "upgrade",
}  # fmt: skip


def call_backend(call: Call, integration: Record) -> Answer:
    """Forward a request and return the answer.

    Raises:
        Refusal: the server can't be reached, or does not answer in time.
    """
    method = integration.get("IntegrationMethod") or "ANY"
    url = _url(call, integration["IntegrationUri"])
    try:
        with requests.request(
            call.method if method == "ANY" else method,
            url,
            headers=_headers(call),
            data=call.body,
            timeout=integration["TimeoutInMillis"] / 1000,
            allow_redirects=False,
            stream=True,
        ) as answer:
            body = answer.raw.read(decode_content=False)
    except (requests.RequestException, OSError) as error:
        log.warning("stackrig: %s: %s does not answer: %s", call.route_key, url, error)
        raise unavailable() from error
    kept = [(name, value) for name, value in _pairs(answer) if name.lower() not in {*HOP_BY_HOP, "content-length"}]
    return Answer(answer.status_code, body, kept)


def _url(call: Call, uri: str) -> str:
    """Return a request's target, with stage variables, path parameters and the query string filled in."""
    rendered = VARIABLE.sub(lambda found: call.variables.get(found[1], ""), uri)
    rendered = PARAMETER.sub(lambda found: quote(call.parameters.get(found[1], "")), rendered)
    parts = urlsplit(rendered)
    path = call.facts.get("overwritten path")
    query = "&".join(text for text in (parts.query, call.query) if text)
    return urlunsplit(parts._replace(path=quote(path) if path else parts.path, query=query))


def _headers(call: Call) -> dict[str, str]:
    """Return the client's headers, and those that name the sender and the client."""
    hidden = {*HOP_BY_HOP, "host", "content-length"}
    joined = {name.lower(): call.header(name) for name, _ in call.headers if name.lower() not in hidden}
    forwarded = f"by=127.0.0.1;for={call.source_ip};host={call.domain};proto=https"
    return {**joined, "forwarded": forwarded, "via": "HTTP/1.1 AmazonAPIGateway", "x-amzn-trace-id": call.trace}


def _pairs(answer: requests.Response) -> list[tuple[str, str]]:
    headers: Any = answer.raw.headers
    return [(str(name), str(value)) for name, value in headers.items()]
