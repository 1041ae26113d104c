"""AWS addresses as LocalStack serves them."""

import re
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from stackrig.errors import SettingsError

LOCALSTACK_HOST = "localhost.localstack.cloud"

# Host names of AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html,
# https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html, and Amazon S3's virtual-hosted style.
_API = re.compile(r"(?P<id>[a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?")
_FUNCTION = re.compile(r"(?P<id>[a-z0-9]+)\.lambda-url\.(?P<region>[a-z0-9-]+)\.on\.aws")
_BUCKET = re.compile(r"(?P<bucket>[a-z0-9.-]+?)\.s3([.-](?!website)[a-z0-9-]+){0,2}\.amazonaws\.com(\.cn)?")
# The region of a website comes after a dash or a dot: AmazonS3/latest/userguide/WebsiteEndpoints.html
_WEBSITE = re.compile(r"(?P<bucket>[a-z0-9.-]+?)\.s3-website[.-][a-z0-9-]+\.amazonaws\.com(\.cn)?")
# https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
_SIGN_IN = re.compile(r"(?P<domain>[a-z0-9-]+)\.auth\.(?P<region>[a-z0-9-]+)\.amazoncognito\.com")
_USER_POOL = re.compile(r"cognito-idp\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?")
_LOCAL = re.compile(rf"(?P<name>[a-z0-9.-]+)\.{re.escape(LOCALSTACK_HOST)}")
_FORMS = (  # the part of a host name that comes before LocalStack's own name
    (_API, "{id}.execute-api"),
    (_FUNCTION, "{id}.lambda-url.{region}"),
    (_WEBSITE, "{bucket}.s3-website"),
    (_BUCKET, "{bucket}.s3"),
    (_SIGN_IN, "{domain}.auth.{region}"),
    (_USER_POOL, "cognito-idp.{region}"),
    (_LOCAL, "{name}"),
)


def to_localstack_url(url: str, port: int | str, *, style: Literal["host", "path"] = "host") -> str:
    """Return the address at which the LocalStack on `port` of this machine serves an AWS URL.

    Args:
        url: an address of API Gateway (`https://{id}.execute-api.{region}.amazonaws.com/{stage}/...`), a function URL,
            a bucket's website, an object in a bucket, or an issuer or a domain of Cognito; the scheme may be missing.
            A local one already gets the port.
        port: 0 stands for AWS itself, whose URL is returned as it is.
        style: "host" keeps the id in the host name, which resolves in a test process while a rig is up; "path" gives an
            address on 127.0.0.1 that any client reaches, for API Gateway, S3 and Cognito.

    Raises:
        SettingsError: the URL is none of these.
    """
    url = url if "://" in url else f"https://{url}"
    parts = urlsplit(url)
    netloc, path = _local_address((parts.hostname or "").lower(), parts.path, int(port), style=style, url=url)
    return urlunsplit(("http", netloc, path, parts.query, parts.fragment)) if int(port) else url


def _local_address(host: str, path: str, port: int, *, style: str, url: str) -> tuple[str, str]:
    local = f"{LOCALSTACK_HOST}:{port}"
    if style == "path":
        if match := _API.fullmatch(host) or re.fullmatch(rf"(?P<id>[a-z0-9]+)\.execute-api\.{LOCALSTACK_HOST}", host):
            return f"127.0.0.1:{port}", f"/_aws/execute-api/{match['id']}{path}"
        if match := _BUCKET.fullmatch(host) or re.fullmatch(rf"(?P<bucket>[a-z0-9.-]+)\.s3\.{LOCALSTACK_HOST}", host):
            return f"127.0.0.1:{port}", f"/{match['bucket']}{path}"
        if match := _SIGN_IN.fullmatch(host):
            return f"127.0.0.1:{port}", f"/_aws/cognito-idp/{match['domain']}{path}"
        if _USER_POOL.fullmatch(host):
            return f"127.0.0.1:{port}", path
        raise SettingsError(
            f"{url} has no path-style address on LocalStack: an execute-api, S3 or Cognito URL is expected"
        )
    for pattern, form in _FORMS:
        if match := pattern.fullmatch(host):
            return f"{form.format_map(match.groupdict())}.{local}", path
    raise SettingsError(
        f"{url} is no address LocalStack serves: an execute-api, lambda-url, S3 or Cognito URL is expected"
    )
