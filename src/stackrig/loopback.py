"""Names, proxies and AWS settings of this process while a rig is up: whatever calls AWS reaches the rig's."""

import http.client
import os
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from stackrig.errors import StackrigError
from stackrig.urls import LOCALSTACK_HOST

# gRPC, requests and boto3 all send loopback calls to a proxy unless told otherwise; gRPC knows no CIDR blocks.
NO_PROXY = ("127.0.0.1", "localhost", ".localhost", f".{LOCALSTACK_HOST}", ".localstack.cloud")
PROXY_VARIABLES = ("NO_PROXY", "no_proxy")
AWS_DOMAINS = (".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".on.aws")
# What runs in AWS and is no API of it, as a database that a rig is attached to.
DATA_DOMAINS = (".rds.amazonaws.com", ".cache.amazonaws.com", ".redshift.amazonaws.com", ".docdb.amazonaws.com")
ACCOUNT = "000000000000"  # a 12-digit access key id is the account in LocalStack: localstack/aws/accounts.py

_lock = threading.Lock()
_users = 0
_emulators = 0  # how many blocks of `aws_settings` mean an emulator
_saved: dict[str, str | None] = {}
_getaddrinfo = socket.getaddrinfo
_set_tunnel = http.client.HTTPConnection.set_tunnel


@contextmanager
def loopback_names() -> Iterator[None]:
    """Answer `*.localhost.localstack.cloud` and `*.localhost` with 127.0.0.1 in this process, and bypass proxies there.

    The names need public DNS otherwise, which is absent offline and blocked by routers' rebind protection
    (localstack/localstack#8625). May be nested; the last one out restores what was there.
    """
    _enter()
    try:
        yield
    finally:
        _leave()


@contextmanager
def aws_settings(endpoint_url: str, region: str, account: str = ACCOUNT) -> Iterator[None]:
    """Point the AWS SDKs of this process to LocalStack while the block runs, and hide every AWS setting it had.

    A Pulumi program or a test may make clients of its own; with live credentials these would call AWS itself. Those
    that were made before fail, where `loopback_names` are in force. Without an endpoint URL AWS itself is meant: then
    nothing but the region is set.
    """
    global _emulators  # noqa: PLW0603  # the environment is one as well
    hidden = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    for name in hidden if endpoint_url else ():
        del os.environ[name]
    os.environ.update(aws_variables(endpoint_url, region, account))
    _emulators += bool(endpoint_url)
    _forget_session()
    try:
        yield
    finally:
        _emulators -= bool(endpoint_url)
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            del os.environ[name]
        os.environ.update(hidden)
        _forget_session()


def _forget_session() -> None:
    """Let boto3, if anybody uses it, make its default session anew: it keeps the credentials it has found first."""
    if boto3 := sys.modules.get("boto3"):
        boto3.DEFAULT_SESSION = None  # type: ignore[attr-defined]


def aws_variables(endpoint_url: str, region: str, account: str = ACCOUNT) -> dict[str, str]:
    """Return the variables by which AWS SDKs and tools reach LocalStack and find no credentials of the user.

    Without an endpoint URL these are AWS itself and the user's.
    """
    regions = {"AWS_REGION": region, "AWS_DEFAULT_REGION": region}
    if not endpoint_url:
        return regions
    return {
        **regions,
        "AWS_ENDPOINT_URL": endpoint_url,
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def without_proxy(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the NO_PROXY variables of `environ` with loopback added, for a child's environment."""
    given = [part for name in PROXY_VARIABLES for part in environ.get(name, "").split(",")]
    value = ",".join(dict.fromkeys(part.strip() for part in [*given, *NO_PROXY] if part.strip()))
    return dict.fromkeys(PROXY_VARIABLES, value)


def _enter() -> None:
    global _users  # noqa: PLW0603  # socket.getaddrinfo and the environment belong to the process as well
    with _lock:
        _users += 1
        if _users == 1:
            _saved.update({name: os.environ.get(name) for name in PROXY_VARIABLES})
            os.environ.update(without_proxy(os.environ))
            socket.getaddrinfo = _resolve
            http.client.HTTPConnection.set_tunnel = _tunnel  # type: ignore[assignment, method-assign]


def _leave() -> None:
    global _users  # noqa: PLW0603
    with _lock:
        _users -= 1
        if _users == 0:
            socket.getaddrinfo = _getaddrinfo
            http.client.HTTPConnection.set_tunnel = _set_tunnel  # type: ignore[method-assign]
            for name, value in _saved.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def _resolve(host: Any, *arguments: Any, **options: Any) -> Any:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    if _is_below(name, (".localhost", f".{LOCALSTACK_HOST}")):
        return _getaddrinfo("127.0.0.1", *arguments, **options)
    if refusal := _refusal(name):
        raise socket.gaierror(socket.EAI_FAIL, refusal)
    return _getaddrinfo(host, *arguments, **options)


def _tunnel(connection: http.client.HTTPConnection, host: str, *arguments: Any, **options: Any) -> None:
    """Take the place of `set_tunnel`, by which urllib3 has a proxy connect it, which looks up the name itself."""
    if refusal := _refusal(host):
        raise StackrigError(refusal)  # an OSError would be shown as one of the proxy
    _set_tunnel(connection, host, *arguments, **options)


def _refusal(name: str) -> str:
    """Return why nobody may call this name, empty if they may."""
    if not _emulators or not _is_below(name, AWS_DOMAINS) or _is_below(name, DATA_DOMAINS):
        return ""
    return (
        f"stackrig lets nobody call AWS itself ({name}) while LocalStack is up: make the client after the "
        "localstack fixture has started, or run with --use-localstack=false"
    )


def _is_below(name: str, domains: tuple[str, ...]) -> bool:
    return f".{name.lower().rstrip('.')}".endswith(domains)
