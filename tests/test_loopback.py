"""Names and proxies while a rig is up."""

import os
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, HTTPServer

import boto3
import pytest
import requests
from botocore.exceptions import EndpointConnectionError, HTTPClientError

from stackrig import loopback
from stackrig.loopback import aws_settings, libpq_variable, loopback_names, without_libpq_variables, without_proxy

# In a process of its own: a rig that is up in this one has the names already.
NESTED = """
import os, socket
from stackrig.loopback import loopback_names
original = socket.getaddrinfo
with loopback_names():
    with loopback_names():
        pass
    assert socket.getaddrinfo("x.localhost", 80)[0][4][0] == "127.0.0.1"
    assert os.environ["NO_PROXY"].startswith("example.org,127.0.0.1")
assert socket.getaddrinfo is original
assert (os.environ["NO_PROXY"], os.environ.get("no_proxy")) == ("example.org", None)
"""


class _Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write((self.headers["Host"] or "").encode())

    def log_message(self, *_: object) -> None:
        pass


def test_requests_reach_loopback_by_localstack_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request to LocalStack's public name reaches this machine, whatever proxy is set."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with HTTPServer(("127.0.0.1", 0), _Hello) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"abc.execute-api.localhost.localstack.cloud:{server.server_port}"
        with loopback_names():
            assert requests.get(f"http://{host}/", timeout=5).text == host
        server.shutdown()


def test_everything_is_restored_by_the_last_one_out() -> None:
    """Nested use keeps the names until the outermost block ends, then leaves no trace."""
    done = subprocess.run([sys.executable, "-c", NESTED], env={"NO_PROXY": "example.org"}, check=False)

    assert done.returncode == 0


def test_lookalike_names_are_not_answered() -> None:
    """Only whole labels match: another domain that ends alike goes to DNS."""
    with loopback_names(), pytest.raises(OSError, match=r"."):
        socket.getaddrinfo("evil-localhost.localstack.cloud", 80)


def test_without_proxy_joins_both_spellings() -> None:
    """A child's variables hold what either spelling had, once."""
    assert without_proxy({"NO_PROXY": "a, b", "no_proxy": "b,c"})["no_proxy"].startswith("a,b,c,127.0.0.1,localhost")


def test_clients_that_were_made_before_do_not_reach_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that has live credentials fails with what to do; boto3's default session is made anew, and restored."""
    monkeypatch.setenv("AWS_STS_REGIONAL_ENDPOINTS", "regional")  # the default of later versions of boto3
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAPRODUCTION")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "live")
    early = boto3.client("sts", region_name="us-east-1")

    with loopback_names(), aws_settings("http://127.0.0.1:9", "us-east-1"):
        with pytest.raises(EndpointConnectionError) as caught:
            early.get_caller_identity()
        assert keys_of_a_new_client() == "000000000000"

    assert "lets nobody call AWS itself (sts.us-east-1.amazonaws.com)" in str(caught.value.__context__.__cause__)  # type: ignore[union-attr]
    assert keys_of_a_new_client() == "AKIAPRODUCTION"


def test_a_proxy_leads_nobody_to_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that was made before and has a proxy look up the names is told the same."""
    monkeypatch.setenv("AWS_STS_REGIONAL_ENDPOINTS", "regional")  # the default of later versions of boto3
    for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "https_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        early = boto3.client("sts", "us-east-1", aws_access_key_id="AKIAPRODUCTION", aws_secret_access_key="live")

        with (
            loopback_names(),
            aws_settings("http://127.0.0.1:9", "us-east-1"),
            pytest.raises(HTTPClientError, match=r"lets nobody call AWS itself \(sts\.us-east-1\.amazonaws\.com\)"),
        ):
            early.get_caller_identity()


def keys_of_a_new_client() -> str:
    return str(boto3.client("sts", region_name="us-east-1")._request_signer._credentials.access_key)  # noqa: SLF001


def test_what_runs_in_aws_may_be_reached() -> None:
    """A database in RDS that a rig is attached to is no API: its name goes to DNS."""
    with loopback_names(), aws_settings("http://127.0.0.1:9", "us-east-1"):
        with pytest.raises(socket.gaierror) as caught:
            socket.getaddrinfo("shop.cluster.us-east-1.rds.amazonaws.com", 5432)
        assert "lets nobody call" not in str(caught.value)


@pytest.fixture
def no_rig(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a rig that other tests keep up in this process not count: its names stay below those of the test."""
    for name, value in {"_users": 0, "_emulators": 0, "_saved": {}, "_undo": ExitStack()}.items():
        monkeypatch.setattr(loopback, name, value)


@pytest.mark.usefixtures("no_rig")
def test_somebody_elses_patch_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A replacement of getaddrinfo made before a rig is asked by it and is there again afterwards."""
    original, asked = socket.getaddrinfo, []

    def theirs(host: str, *arguments: object, **options: object) -> object:
        asked.append(host)
        return original("127.0.0.1", *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", theirs)
    with loopback_names():
        socket.getaddrinfo("a.example", 80)
        socket.getaddrinfo("b.localhost", 80)
    socket.getaddrinfo("c.localhost", 80)

    assert asked == ["a.example", "127.0.0.1", "c.localhost"]
    assert socket.getaddrinfo is theirs


@pytest.mark.usefixtures("no_rig")
def test_a_patch_made_meanwhile_stays() -> None:
    """A replacement made while a rig is up outlives it, and works around this and every later rig."""
    original, asked = socket.getaddrinfo, []
    with loopback_names():
        ours = socket.getaddrinfo

        def theirs(host: str, *arguments: object, **options: object) -> object:
            asked.append(host)
            return ours(host, *arguments, **options)  # type: ignore[arg-type]

        socket.getaddrinfo = theirs  # type: ignore[assignment]
    try:
        assert socket.getaddrinfo is theirs
        for _ in range(2):
            with loopback_names():
                assert str(socket.getaddrinfo("a.localhost", 80)).count("127.0.0.1")
            assert socket.getaddrinfo is theirs
        assert asked == ["127.0.0.1"] * 2
    finally:
        socket.getaddrinfo = original


LIBPQ = {"PGHOSTADDR": "192.0.2.1", "PGSERVICE": "nope", "PGSSLMODE": "require", "PGOPTIONS": "-c nonsense=1"}


def test_variables_of_libpq_are_hidden_and_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the outermost block runs a child sees none of them; one that is set meanwhile stays as it was set."""
    for name, value in LIBPQ.items():
        monkeypatch.setenv(name, value)
    with without_libpq_variables():
        with without_libpq_variables():
            pass
        seen = subprocess.run(["env"], capture_output=True, text=True, check=True).stdout
        assert not [name for name in LIBPQ if f"{name}=" in seen]
        assert libpq_variable("PGSERVICE") == "nope"
        monkeypatch.setenv("PGSSLMODE", "prefer")

    assert {name: os.environ[name] for name in LIBPQ} == {**LIBPQ, "PGSSLMODE": "prefer"}


def test_the_address_of_a_deployed_api_has_its_own_remedy() -> None:
    """A program exports AWS's address; the error names the function that turns it into LocalStack's."""
    with (
        loopback_names(),
        aws_settings("http://127.0.0.1:9", "us-east-1"),
        pytest.raises(socket.gaierror, match=r"lets nobody call AWS itself .*call to_localstack_url\(url"),
    ):
        socket.getaddrinfo("abc.execute-api.us-east-1.amazonaws.com", 443)
