"""The web pages that get an answer: only those of this machine, under any of its names.

A browser on this machine connects as the rig's user. A page from elsewhere can make it send requests here (CSRF), and
can pass for a local page by a name of its own that suddenly means 127.0.0.1 (DNS rebinding).
"""

import ipaddress
import os
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from ..emulator import loaded

LOCAL_DOMAINS = (".localhost", ".localhost.localstack.cloud")
# Nobody else can point these names here.
AWS_DOMAINS = (".amazonaws.com", ".amazonaws.com.cn", ".amazoncognito.com", ".api.aws", ".on.aws")
# Our modules that know the custom names of APIs and user pools.
NAMED = ("stackrig_localstack.apigatewayv2.records", "stackrig_localstack.cognito.records")
EXTRA_ORIGINS = "EXTRA_CORS_ALLOWED_ORIGINS"  # LocalStack's own setting, a list with commas
CROSS_SITE = "cross-site"  # a value of Sec-Fetch-Site, which no page can set: https://www.w3.org/TR/fetch-metadata/
LOOKED_AT = {b"host", b"user-agent", b"sec-fetch-site", b"origin", b"referer"}
BROWSER = "Mozilla/"  # begins every browser's User-Agent; a page that sets another one sends a CORS request first


def why_refused(raw_headers: Iterable[tuple[bytes, bytes]]) -> str:
    """Return why a request gets no answer, or an empty text."""
    headers = {key: value.decode("latin-1") for name, value in raw_headers if (key := name.lower()) in LOOKED_AT}
    host = _host(f"//{headers.get(b'host', '')}")
    if host and not (_is_local(host) or _is_of_aws(host)):
        return f"the Host {host} is none of LocalStack's names; add its origin to {EXTRA_ORIGINS} if it is yours"
    if headers.get(b"user-agent", "").startswith(BROWSER) and (page := _foreign_page(headers)):
        return f"the request comes from a page of {page}; add its origin to {EXTRA_ORIGINS} if it is yours"
    return ""


def _foreign_page(headers: Mapping[bytes, str]) -> str:
    """Return the foreign page that sent a browser's request, or an empty text."""
    site = headers.get(b"sec-fetch-site", "")
    page = headers.get(b"origin") or (headers.get(b"referer", "") if site in ("", CROSS_SITE) else "")
    if not page:
        return "another site" if site == CROSS_SITE else ""
    return "" if _is_local(_host(page)) else page


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return "?"


@lru_cache(1000)
def _is_local(host: str) -> bool:
    if f".{host}".endswith(LOCAL_DOMAINS) or host in _extra_hosts():
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _extra_hosts() -> set[str]:
    return {_host(origin.strip()) for origin in os.environ.get(EXTRA_ORIGINS, "").split(",") if origin.strip()}


def _is_of_aws(host: str) -> bool:
    return host.endswith(AWS_DOMAINS) or _is_custom_domain(host)


def _is_custom_domain(host: str) -> bool:
    """Tell whether an API or a user pool has this custom name: tests call it by the Host header."""
    models = loaded("localstack.services.apigateway.models")
    stores = models.apigateway_stores.iter_stores() if models else ()
    modules: list[Any] = [sys.modules[name] for name in NAMED if name in sys.modules]
    return any(host in store.domain_names for _, _, store in stores) or any(host in one.domains for one in modules)
