"""Requests of pipes over HTTP: to a route of an API here, and to an API destination."""

import json
import re
from collections.abc import Mapping
from typing import Any

from .paths import resolve

ROUTE = re.compile(r"arn:[^:]+:execute-api:[^:]*:[^:]*:([^/]+)/([^/]+)/([^/]+)/?(.*)")
SECONDS = 30  # seconds within which a server must answer
FAILED = 400  # the first status that means failure


class HttpError(Exception):
    """Report that a server answered with a failure."""


def call_api(arn: str, given: Mapping[str, Any], event: Any) -> Any:
    """Send an event to the API route of an ARN, and return the answer."""
    from localstack import config  # type: ignore[import-not-found]

    found = ROUTE.fullmatch(arn)
    if not found:
        raise HttpError(f"{arn} names no route of an API")
    api, stage, method, path = found.groups()
    base = f"{config.internal_service_url()}/_aws/execute-api/{api}/{stage}/{path}"
    return _send("POST" if method == "*" else method, _filled(base, given, event), given, event)


def call_destination(arn: str, given: Mapping[str, Any], event: Any) -> Any:
    """Send an event to an API destination with its connection's additions, and return the answer."""
    from localstack.aws.connect import connect_to  # type: ignore[import-not-found]
    from localstack.services.events.api_destination import (  # type: ignore[import-not-found]
        add_api_destination_authorization,
    )

    region, account = arn.split(":")[3:5]
    client = connect_to(aws_access_key_id=account, region_name=region).events
    destination = client.describe_api_destination(Name=arn.split("/")[1])
    headers: dict[str, str] = {}
    url = add_api_destination_authorization(destination, headers, event)
    return _send(destination["HttpMethod"], _filled(url, given, event), given, event, headers)


def _filled(url: str, given: Mapping[str, Any], event: Any) -> str:
    for value in given.get("PathParameterValues") or ():
        url = url.replace("*", str(resolve(value, event)), 1)
    return url


def _send(method: str, url: str, given: Mapping[str, Any], event: Any, headers: Mapping[str, str] | None = None) -> Any:
    import requests

    own = {name: str(resolve(value, event)) for name, value in (given.get("HeaderParameters") or {}).items()}
    query = {name: resolve(value, event) for name, value in (given.get("QueryStringParameters") or {}).items()}
    all_headers = {"Content-Type": "application/json; charset=utf-8", **(headers or {}), **own}
    body = None if method in ("GET", "HEAD") else json.dumps(event)
    answer = requests.request(method, url, params=query, headers=all_headers, data=body, timeout=SECONDS)
    if answer.status_code >= FAILED:
        raise HttpError(f"{method} {url} answered {answer.status_code}: {answer.text[:500]}")
    try:
        return answer.json()
    except ValueError:
        return answer.text
