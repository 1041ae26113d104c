"""Change this process while a rig is up: host names, proxies, AWS and libpq settings lead to the rig alone."""

import http.client
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from stackrig.errors import StackrigError
from stackrig.urls import LOCALSTACK_HOST

# gRPC, requests and boto3 all send loopback calls to a proxy unless told otherwise; gRPC knows no CIDR blocks.
NO_PROXY = ("127.0.0.1", "localhost", ".localhost", f".{LOCALSTACK_HOST}", ".localstack.cloud")
PROXY_VARIABLES = ("NO_PROXY", "no_proxy")
AWS_DOMAINS = (".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".on.aws")
REFUSED = "stackrig lets nobody call AWS itself"  # the beginning of the error that a caller gets
# Servers that run in AWS and are not one of its APIs, such as a database that a rig is attached to.
DATA_DOMAINS = (".rds.amazonaws.com", ".cache.amazonaws.com", ".redshift.amazonaws.com", ".docdb.amazonaws.com")
ACCOUNT = "000000000000"  # a 12-digit access key id is the account in LocalStack: localstack/aws/accounts.py

# libpq reads these for parameters that a DSN lacks. It reads PGHOSTADDR even where the DSN names a host:
# https://www.postgresql.org/docs/18/libpq-envars.html. PGREALM, PGTTY and PGREQUIRESSL are those of older versions.
LIBPQ_VARIABLES = frozenset(
    f"PG{name}"
    for name in (  # noqa: SIM905  # a list has 47 lines
        "HOST HOSTADDR PORT DATABASE USER PASSWORD PASSFILE REQUIREAUTH CHANNELBINDING SERVICE SERVICEFILE OPTIONS "
        "APPNAME SSLMODE REQUIRESSL SSLNEGOTIATION SSLCOMPRESSION SSLCERT SSLKEY SSLCERTMODE SSLROOTCERT SSLCRL "
        "SSLCRLDIR SSLSNI REQUIREPEER SSLMINPROTOCOLVERSION SSLMAXPROTOCOLVERSION GSSENCMODE KRBSRVNAME GSSLIB "
        "GSSDELEGATION CONNECT_TIMEOUT CLIENTENCODING TARGETSESSIONATTRS LOADBALANCEHOSTS MINPROTOCOLVERSION "
        "MAXPROTOCOLVERSION DATESTYLE TZ GEQO SYSCONFDIR LOCALEDIR DATA REALM TTY"
    ).split()
)


_lock = threading.RLock()
_users = 0
_emulators = 0  # how many blocks of `aws_settings` point to an emulator
_saved: dict[str, str | None] = {}
_undo = ExitStack()  # removes our functions from other modules again
_hidden: list[dict[str, str]] = []  # the user's libpq variables, by the blocks that hide them
_connecting = 0  # how many of our connections are being opened now
_connecting_without: dict[str, str] = {}  # libpq variables that are hidden from these connections


@contextmanager
def loopback_names() -> Iterator[None]:
    """Answer `*.localhost.localstack.cloud` and `*.localhost` with 127.0.0.1 in this process, and bypass proxies there.

    The names need public DNS otherwise, which is absent offline and blocked by routers' rebind protection
    (localstack/localstack#8625). Blocks may be nested; the end of the last one restores what was there.
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


@contextmanager
def without_libpq_variables() -> Iterator[None]:
    """Hide libpq's variables from this process, and from the children it starts, while the block runs.

    A DSN alone then says where a connection goes and how. At the end they are restored, except those that somebody has
    set meanwhile.
    """
    _hidden.append(hidden := _take_libpq_variables())
    try:
        yield
    finally:
        _hidden.remove(hidden)
        _give_back(hidden)


@contextmanager
def connecting() -> Iterator[None]:
    """Hide what `without_libpq_variables` hides while stackrig opens a connection; several threads may do so at once.

    It hides also what a test has set while a rig is up, as a test of another database does.
    """
    global _connecting  # noqa: PLW0603  # the environment belongs to the process as well
    with _lock:
        _connecting += 1
        _connecting_without.update(_take_libpq_variables())
    try:
        yield
    finally:
        with _lock:
            _connecting -= 1
            if _connecting == 0:
                _give_back(_connecting_without)
                _connecting_without.clear()


def libpq_variable(name: str) -> str:
    """Return the value that the user gave a libpq variable, even while it is hidden; empty if there is none."""
    places = [os.environ, _connecting_without, *reversed(_hidden)]
    return next((place[name] for place in places if name in place), "")


def _take_libpq_variables() -> dict[str, str]:
    return {name: os.environ.pop(name) for name in LIBPQ_VARIABLES.intersection(os.environ)}


def _give_back(variables: Mapping[str, str]) -> None:
    for name, value in variables.items():
        os.environ.setdefault(name, value)


def _forget_session() -> None:
    """Make boto3 create its default session anew, if it is imported: a session keeps the first credentials it found."""
    if boto3 := sys.modules.get("boto3"):
        boto3.DEFAULT_SESSION = None  # type: ignore[attr-defined]


def aws_variables(endpoint_url: str, region: str, account: str = ACCOUNT) -> dict[str, str]:
    """Return the variables that lead AWS SDKs and tools to LocalStack and hide the user's credentials.

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
    """Return the NO_PROXY variables of `environ` with the loopback addresses added, for a child's environment."""
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
            _replace(socket, "getaddrinfo", _resolving)
            _replace(http.client.HTTPConnection, "set_tunnel", _tunnelling)


def _leave() -> None:
    global _users  # noqa: PLW0603
    with _lock:
        _users -= 1
        if _users == 0:
            _undo.close()
            for name, value in _saved.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def _replace(owner: Any, name: str, around: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Wrap a function of a module, which somebody else may have wrapped already.

    When the rig ends, ours is taken out again. Where somebody has replaced or wrapped it meanwhile it stays below
    theirs, and only passes calls on.
    """
    before = getattr(owner, name)
    ours = around(before)
    setattr(owner, name, ours)

    def undo() -> None:
        if getattr(owner, name) is ours:
            setattr(owner, name, before)

    _undo.callback(undo)


def _resolving(getaddrinfo: Callable[..., Any]) -> Callable[..., Any]:
    def resolve(host: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
        if _users and _is_below(name, (".localhost", f".{LOCALSTACK_HOST}")):
            return getaddrinfo("127.0.0.1", *arguments, **options)
        if refusal := _refusal(name):
            raise socket.gaierror(socket.EAI_FAIL, refusal)
        return getaddrinfo(host, *arguments, **options)

    return resolve


def _tunnelling(set_tunnel: Callable[..., Any]) -> Callable[..., Any]:
    """Return a checked `set_tunnel`: urllib3 calls it when a proxy makes the connection and looks up the name."""

    def tunnel(connection: http.client.HTTPConnection, host: str, *arguments: Any, **options: Any) -> None:
        if refusal := _refusal(host):
            raise StackrigError(refusal)  # an OSError would be reported as an error of the proxy
        set_tunnel(connection, host, *arguments, **options)

    return tunnel


def _refusal(name: str) -> str:
    """Return why this process must not call a host name; empty if it may."""
    if not (_users and _emulators) or not _is_below(name, AWS_DOMAINS) or _is_below(name, DATA_DOMAINS):
        return ""
    told = f"{REFUSED} ({name}) while LocalStack is up: "
    if ".execute-api." in name or ".lambda-url." in name:
        return f"{told}call to_localstack_url(url, localstack['port']), from stackrig import to_localstack_url"
    return f"{told}make the client after the localstack fixture has started, or run with --use-localstack=false"


def _is_below(name: str, domains: tuple[str, ...]) -> bool:
    return f".{name.lower().rstrip('.')}".endswith(domains)
