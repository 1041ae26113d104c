"""The HTTP server that the embedded LocalStack runs on."""

import json
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession

READY = "/_stackrig/ready"
SIGNED = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request,"
    " SignedHeaders=host, Signature=0"
}


@pytest.fixture
def connection(localstack_server: AwsEndpoint) -> Iterator[HTTPConnection]:
    """Yield a connection to LocalStack."""
    connection = HTTPConnection("127.0.0.1", localstack_server.port, timeout=20)
    yield connection
    connection.close()


@pytest.fixture
def bucket(aws: EndpointSession) -> str:
    """Return the name of a new bucket."""
    name = f"b-{secrets.token_hex(4)}"
    aws.client("s3").create_bucket(Bucket=name)
    return name


def exchange(server: AwsEndpoint, *sent: bytes) -> bytes:
    """Send bytes on a connection and return all that comes until LocalStack ends it."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        for part in sent:
            client.sendall(part)
        return b"".join(iter(lambda: client.recv(1 << 16), b""))


def test_a_connection_serves_many_requests(connection: HTTPConnection) -> None:
    """Requests follow each other on one connection, also behind a HEAD and one with a body that nobody reads."""
    places, bodies = set(), []
    for method, body in (("GET", None), ("HEAD", None), ("POST", b"x" * 2_000_000), ("GET", None)):
        connection.request(method, READY, body)
        places.add(connection.sock.getsockname())
        bodies.append(bool(connection.getresponse().read()))

    assert len(places) == 1
    assert (bodies[0], bodies[1], bodies[3]) == (True, False, True)


def test_requests_sent_at_once_are_answered_in_order(localstack_server: AwsEndpoint) -> None:
    """Pipelined requests are answered one after the other, and the connection ends where the client asks for it."""
    request = f"GET {READY} HTTP/1.1\r\nHost: localhost\r\n".encode()

    answer = exchange(localstack_server, request + b"\r\n" + request + b"Connection: close\r\n\r\n")

    assert answer.count(b"HTTP/1.1 200 OK\r\n") == 2
    assert answer.count(b'"boot_id"') == 2


def test_bodies_of_every_kind_arrive(connection: HTTPConnection, bucket: str, aws: EndpointSession) -> None:
    """Empty, small, large and chunked bodies are stored as they were sent, and large ones come back whole."""
    large = secrets.token_bytes(3 << 20)
    sent: dict[str, list[bytes]] = {"empty": [], "small": [b"a"], "large": [large], "chunked": [b"one", large, b"two"]}

    for key, parts in sent.items():
        connection.request("PUT", f"/{bucket}/{key}", iter(parts) if len(parts) > 1 else b"".join(parts), SIGNED)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"")

    client = aws.client("s3")
    stored = {key: client.get_object(Bucket=bucket, Key=key)["Body"].read() for key in sent}
    assert stored == {key: b"".join(parts) for key, parts in sent.items()}


def test_a_client_that_waits_to_be_asked_is_asked(localstack_server: AwsEndpoint, bucket: str) -> None:
    """Expect: 100-continue, which botocore sends with each upload, is answered before the body."""
    lines = [f"PUT /{bucket}/asked HTTP/1.1", "Host: localhost", "Content-Length: 4", "Expect: 100-continue"]
    lines += [f"{name}: {value}" for name, value in SIGNED.items()]
    with socket.create_connection(("127.0.0.1", localstack_server.port), timeout=20) as client:
        client.sendall("\r\n".join([*lines, "", ""]).encode())
        assert client.recv(1000).startswith(b"HTTP/1.1 100 Continue\r\n")

        client.sendall(b"body")

        assert client.recv(1000).startswith(b"HTTP/1.1 200 OK\r\n")


def test_keys_keep_their_slashes(connection: HTTPConnection, bucket: str, aws: EndpointSession) -> None:
    """A key that begins with a slash is another key, also where the host names the bucket."""
    host = {"Host": f"{bucket}.s3.localhost.localstack.cloud:{connection.port}"}

    connection.request("PUT", "//twice%2Fa+b%20c", b"x", {**SIGNED, **host})
    connection.getresponse().read()

    keys = [found["Key"] for found in aws.client("s3").list_objects_v2(Bucket=bucket)["Contents"]]
    assert keys == ["/twice/a+b c"]


def test_s3_names_its_server(connection: HTTPConnection, bucket: str) -> None:
    """Answers of S3 have the header Server, as on AWS."""
    connection.request("HEAD", f"/{bucket}", headers=SIGNED)

    assert connection.getresponse().headers["Server"] == "AmazonS3"


def test_an_answer_of_unknown_length_is_told_to_an_old_client(localstack_server: AwsEndpoint) -> None:
    """A client of HTTP/1.0 gets an answer without chunks, whose end is that of the connection."""
    answer = exchange(localstack_server, f"GET {READY} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())

    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"chunked" not in head.lower()
    assert json.loads(body)["warm"] is True


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET /" + b"a" * (1 << 16) + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\n" + b"".join(b"h%d: v\r\n" % number for number in range(200)) + b"\r\n", b"431"),
        (b"GET / HTTP/9.0\r\n\r\n", b"505"),
        (b"PUT /a/b HTTP/1.1\r\nHost: localhost\r\nContent-Length: five\r\n\r\n", b"400"),
        (b"PUT /a/b HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n", b"400"),
    ],
)
def test_a_malformed_request_is_refused(localstack_server: AwsEndpoint, sent: bytes, status: bytes) -> None:
    """Bytes that are no request of HTTP/1 get a status of 4xx or 505, and LocalStack goes on."""
    assert status in exchange(localstack_server, sent).partition(b"\r\n")[0]


def test_a_client_that_goes_away_harms_nobody(localstack_server: AwsEndpoint, connection: HTTPConnection) -> None:
    """Clients that end in the middle of a head or body leave LocalStack serving others."""
    for sent in (
        b"GE",
        b"GET / HTTP/1.1\r\nHo",
        b"PUT /a/b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1234",
    ):
        with socket.create_connection(("127.0.0.1", localstack_server.port), timeout=20) as client:
            client.sendall(sent)

    connection.request("GET", READY)

    assert connection.getresponse().status == 200


COLLECTING = """
import gc

usual = gc.get_threshold()
from stackrig.emulator.inside.serving.garbage import collect_as_usual, collect_rarely

collect_rarely()
before = [one["collections"] for one in gc.get_stats()]
made = [[] for _ in range(50_000)]
assert [one["collections"] for one in gc.get_stats()] == before
collect_as_usual()
assert gc.get_threshold() == usual
assert gc.get_freeze_count() > len(made)
"""


def test_garbage_is_collected_rarely_while_localstack_starts() -> None:
    """Objects that a start makes are not looked through, then or later; collections go on as usual afterwards."""
    subprocess.run([sys.executable, "-c", COLLECTING], check=True)
