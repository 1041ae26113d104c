"""A rig answers its own user, but no other user of the machine and no foreign web page."""

import http.client
import os
import socket
import stat
from collections.abc import Iterator

import grpc  # type: ignore[import-untyped]
import pytest
from pulumi.runtime.proto import plugin_pb2, provider_pb2_grpc

from stackrig.deployment.engines.channels import open_channel, serving_on_loopback
from stackrig.emulator.inside.serving.peers import GuardedListener, is_welcome, owner_of
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.leases import end_session, new_session
from stackrig.processes import Session
from tests.strangers import STRANGER, needs_linux, needs_root, run_as

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
ASK_HEALTH = """
connection = http.client.HTTPConnection("127.0.0.1", {port}, timeout=20)
try:
    connection.request("GET", "/_localstack/health")
    print(connection.getresponse().status)
except (http.client.RemoteDisconnected, ConnectionResetError):
    print("no answer")
"""


@needs_root
@needs_linux
def test_another_user_gets_no_answer_from_localstack(localstack_server: AwsEndpoint) -> None:
    """LocalStack closes connections of other users without a word, and answers its own user."""
    ask = ASK_HEALTH.format(port=localstack_server.port)

    assert run_as(STRANGER, ask) == "no answer"
    assert run_as(os.geteuid(), ask) == "200"


@needs_root
@needs_linux
def test_another_user_can_not_act_without_waiting_for_the_answer(localstack_server: AwsEndpoint) -> None:
    """A request of another user does nothing, also when its socket is closed before LocalStack looks whose it is."""
    queues = EndpointSession(localstack_server).client("sqs")
    before = len(queues.list_queues().get("QueueUrls", []))
    script = f"""
    for number in range(20):
        with socket.create_connection(("127.0.0.1", {localstack_server.port})) as connection:
            body = b"Action=CreateQueue&QueueName=of-%d-%d" % (os.getuid(), number)
            connection.sendall(
                b"POST / HTTP/1.1\\r\\nHost: sqs.us-east-1.localhost.localstack.cloud\\r\\nConnection: close\\r\\n"
                b"Content-Type: application/x-www-form-urlencoded\\r\\n"
                b"Content-Length: %d\\r\\n\\r\\n%s" % (len(body), body)
            )
            # waits
    """

    run_as(STRANGER, script)
    run_as(os.geteuid(), script.replace("# waits", "connection.recv(100)"))

    assert len(queues.list_queues()["QueueUrls"]) == before + 20


@needs_root
@needs_linux
def test_own_user_namespace_gets_answers(localstack_server: AwsEndpoint) -> None:
    """A process of the rig's user in a user namespace, as functions are, is the rig's user for LocalStack too."""
    ask = ASK_HEALTH.format(port=localstack_server.port)

    for mapped in ("0", "1000", "65534"):
        words = ["unshare", "--user", f"--map-user={mapped}", f"--map-group={mapped}"]
        assert run_as(int(mapped), ask, *words) == "200"


@needs_linux
def test_both_families_of_addresses_get_answers(localstack_server: AwsEndpoint) -> None:
    """A client whose socket is one of IPv6, as Java's are, is known by its mapped address."""
    with socket.socket(socket.AF_INET6) as client:
        client.settimeout(20)
        client.connect(("::ffff:127.0.0.1", localstack_server.port))
        client.sendall(b"GET /_localstack/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

        assert client.recv(100).startswith(b"HTTP/1.1 200")


@needs_root
@needs_linux
def test_root_is_welcome_at_a_plain_user_and_other_users_are_not() -> None:
    """A server of a plain user answers that user and root."""
    with socket.create_server(("127.0.0.1", 0)) as plain:
        here = plain.getsockname()
        clients = {}
        for user in (0, STRANGER, STRANGER + 1):
            os.seteuid(user)
            try:
                clients[user] = socket.create_connection(here)
            finally:
                os.seteuid(0)
        try:
            peers = {user: client.getsockname() for user, client in clients.items()}
            owners = {user: owner_of(peer, here) for user, peer in peers.items()}
            os.seteuid(STRANGER)
            try:
                welcome = {user for user, peer in peers.items() if is_welcome(peer, here)}
            finally:
                os.seteuid(0)
        finally:
            for client in clients.values():
                client.close()

    assert owners == {user: user for user in clients}
    assert welcome == {0, STRANGER}


@needs_linux
def test_a_closed_connection_belongs_to_nobody() -> None:
    """The kernel counts a socket that nobody holds as root's; it is not taken for root's."""
    with GuardedListener() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.2)
        with socket.create_connection(listener.getsockname()) as client:
            peer = client.getsockname()
        assert owner_of(peer, listener.getsockname()) is None

        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.fixture
def grpc_port() -> Iterator[int]:
    """Yield the port of a server as the engines have them."""

    class Provider(provider_pb2_grpc.ResourceProviderServicer):
        def GetPluginInfo(self, request: object, context: object) -> plugin_pb2.PluginInfo:  # noqa: N802  # of gRPC
            del request, context
            return plugin_pb2.PluginInfo(version="1")

    with serving_on_loopback(
        lambda server: provider_pb2_grpc.add_ResourceProviderServicer_to_server(Provider(), server)
    ) as port:
        yield port


@needs_root
@needs_linux
def test_another_user_gets_no_answer_from_grpc_servers(grpc_port: int) -> None:
    """The engine, the provider and the CLI's callbacks refuse every method to other users."""
    script = f"""
    with grpc.insecure_channel("127.0.0.1:{grpc_port}") as channel:
        try:
            print(channel.unary_unary("/pulumirpc.ResourceProvider/GetPluginInfo")(b"", timeout=20))
        except grpc.RpcError as error:
            print(error.code().name)
    """

    assert run_as(STRANGER, script) == "PERMISSION_DENIED"
    with open_channel(f"127.0.0.1:{grpc_port}") as channel:
        with pytest.raises(grpc.RpcError) as unknown:
            channel.unary_unary("/pulumirpc.ResourceProvider/Nothing")(b"")
        assert unknown.value.code() is grpc.StatusCode.UNIMPLEMENTED
        assert b"1" in channel.unary_unary("/pulumirpc.ResourceProvider/GetPluginInfo")(b"")


def status(endpoint: AwsEndpoint, headers: dict[str, str]) -> int:
    """Return the status of LocalStack's health route for a request with these headers."""
    connection = http.client.HTTPConnection("127.0.0.1", endpoint.port, timeout=20)
    try:
        connection.putrequest("GET", "/_localstack/health", skip_host=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1:4566", 200),
        ("localhost", 200),
        ("[::1]:4566", 200),
        ("localhost.localstack.cloud:4566", 200),
        ("sqs.us-east-1.localhost.localstack.cloud:4566", 200),
        ("secretsmanager.us-east-1.amazonaws.com", 200),
        ("rebound.example:4566", 403),
        ("0.0.0.0:4566", 403),
        ("localhost.localstack.cloud.evil.example", 403),
        ("notamazonaws.com", 403),
        ("[", 403),
    ],
)
def test_foreign_hosts_are_refused(localstack_server: AwsEndpoint, host: str, expected: int) -> None:
    """A name that is none of LocalStack's is refused: a page could have pointed it to this machine."""
    assert status(localstack_server, {"Host": host}) == expected


def test_domain_names_of_apis_are_known(localstack_server: AwsEndpoint) -> None:
    """A name that a test gave to an API gets answers from then on."""
    host = {"Host": "api.shop.example"}
    assert status(localstack_server, host) == 403

    EndpointSession(localstack_server).client("apigateway").create_domain_name(domainName="api.shop.example")
    assert status(localstack_server, host) == 200


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"User-Agent": BROWSER}, 200),
        ({"User-Agent": BROWSER, "Sec-Fetch-Site": "none"}, 200),
        ({"User-Agent": BROWSER, "Sec-Fetch-Site": "cross-site"}, 403),
        ({"User-Agent": BROWSER, "Sec-Fetch-Site": "cross-site", "Referer": "http://evil.example/"}, 403),
        ({"User-Agent": BROWSER, "Referer": "http://evil.example/"}, 403),
        ({"User-Agent": BROWSER, "Origin": "https://evil.example"}, 403),
        ({"User-Agent": BROWSER, "Origin": "https://evil.s3.amazonaws.com"}, 403),
        ({"User-Agent": BROWSER, "Origin": "null"}, 403),
    ],
)
def test_pages_of_elsewhere_are_refused(localstack_server: AwsEndpoint, headers: dict[str, str], expected: int) -> None:
    """A browser gets an answer for what its user typed, and none for a page of another origin."""
    assert status(localstack_server, {"Host": f"127.0.0.1:{localstack_server.port}", **headers}) == expected


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": BROWSER, "Origin": "http://localhost:3000", "Sec-Fetch-Site": "cross-site"},
        {"User-Agent": BROWSER, "Referer": "http://localhost:3000/", "Sec-Fetch-Site": "cross-site"},
        {"User-Agent": "python-requests/2", "Origin": "https://shop.example"},
    ],
)
def test_cors_can_be_tested(localstack_server: AwsEndpoint, headers: dict[str, str]) -> None:
    """Pages on localhost, and tests that only say they come from another origin, reach a bucket and its CORS rules."""
    client = EndpointSession(localstack_server).client("s3")
    client.create_bucket(Bucket="cors")
    client.put_object(Bucket="cors", Key="k", Body=b"x")
    rule = {"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}
    client.put_bucket_cors(Bucket="cors", CORSConfiguration={"CORSRules": [rule]})
    connection = http.client.HTTPConnection("127.0.0.1", localstack_server.port, timeout=20)
    connection.request("GET", "/cors/k", headers=headers)
    answer = connection.getresponse()
    connection.close()

    assert answer.status == 200
    assert "Origin" not in headers or answer.getheader("access-control-allow-origin") == "*"


def test_files_of_a_session_are_for_its_user_only(session: Session, localstack_server: AwsEndpoint) -> None:
    """Others can't read the log and the data of a server; PostgreSQL of root's passes through the session's folder."""
    assert localstack_server.process
    assert localstack_server.folder
    assert stat.S_IMODE(localstack_server.process.log_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(localstack_server.folder.stat().st_mode) == 0o700
    own = new_session()
    try:
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [own.folder, *own.folder.iterdir()]}
    finally:
        end_session(own)
    assert modes.pop(own.folder.name) == (0o711 if os.geteuid() == 0 else 0o700)
    assert set(modes.values()) == {0o600}
    assert session.folder.stat().st_mode & 0o066 == 0
