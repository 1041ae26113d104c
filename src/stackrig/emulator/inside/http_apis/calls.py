"""A request to an API, with the facts gathered while it is served."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from ..apigatewayv2.records import AtStage, Record
from ..clock.present import now
from .answers import Headers


def request_id() -> str:
    """Return an id in API Gateway's form for requests and messages."""
    return secrets.token_urlsafe(11)[:15] + "="


def new_trace() -> str:
    """Return an X-Ray header with a new trace id.

    See https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-traceids.
    """
    return f"Root=1-{int(now()):08x}-{secrets.token_hex(12)}"


@dataclass(slots=True)
class Call(AtStage):
    """Hold a request and the facts found about it.

    Args:
        path: the client's path, decoded; a named stage or a mapping's key is a part of it.
        route_path: the path without those, by which the route was found.
        domain: the host name that the client called.
        parameters: the parameters in the path.
        authorizer: an authorizer's facts of the client, under the name for its kind in events.
        facts: values for `$context` in addition to those of every request, by their names there.
    """

    method: str
    path: str
    route_path: str
    query: str
    headers: Headers
    body: bytes
    source_ip: str
    domain: str
    protocol: str = "HTTP/1.1"
    route: Record = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    authorizer: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    id: str = field(default_factory=request_id)
    began: float = field(default_factory=now)
    own_trace: str = field(default_factory=new_trace)

    @property
    def route_key(self) -> str:
        """Return the route's key, such as `GET /pets/{id}`."""
        return str(self.route.get("RouteKey", ""))

    @property
    def trace(self) -> str:
        """Return the X-Ray header: the client's, or a new one for this request."""
        return self.header("x-amzn-trace-id") or self.own_trace

    def header(self, name: str) -> str:
        """Return a header's values, joined by commas, or an empty text; the name's case does not matter."""
        return ",".join(value for key, value in self.headers if key.lower() == name.lower())

    def query_pairs(self) -> list[tuple[str, str]]:
        """Return the query string's names and values, decoded, in order."""
        return parse_qsl(self.query, keep_blank_values=True)

    def route_arn(self) -> str:
        """Return the ARN of the request for policies; it ends with the client's path."""
        return self.api.arn(f"{self.stage_name}/{self.method}{self.route_path}")

    def context(self) -> dict[str, Any]:
        """Return the values of `$context` by name.

        See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html.
        """
        moment = datetime.fromtimestamp(self.began, UTC)
        return {
            "accountId": self.api.account,
            "apiId": self.api.id,
            "awsEndpointRequestId": self.id,
            "domainName": self.domain,
            "domainPrefix": self.domain.partition(".")[0],
            "extendedRequestId": self.id,
            "httpMethod": self.method,
            "identity.sourceIp": self.source_ip,
            "identity.userAgent": self.header("user-agent"),
            "path": self.path,
            "protocol": self.protocol,
            "requestId": self.id,
            "requestTime": moment.strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "requestTimeEpoch": int(self.began * 1000),
            "routeKey": self.route_key,
            "stage": self.stage_name,
            **self.facts,
        }
