"""Functions whose responses are sent while they write them, on the embedded LocalStack."""

import json
import secrets
import shutil
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from stackrig.emulator.inside.functions.response_streams import PART, Parts, ResponseStream
from stackrig.emulator.sessions import EndpointSession
from stackrig.loopback import loopback_names
from tests.lambda_functions import Deploy, Function, deploying

needs_node = pytest.mark.skipif(not shutil.which("node"), reason="no Node.js on PATH")
# Waits in the middle of its response until the bucket has an object: who gets the first part only with the last fails.
NODE = """
    const go = `${process.env.AWS_ENDPOINT_URL}/${process.env.BUCKET}/`;
    async function wait(key) {
      while ((await fetch(go + key)).status !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    exports.handler = awslambda.streamifyResponse(async (event, stream, context) => {
      if (event.rawPath) {
        const head = { statusCode: 201, headers: { "x-kind": "streamed" }, cookies: ["a=1", "b=2; Secure"] };
        stream = awslambda.HttpResponseStream.from(stream, head);
      } else {
        stream.setContentType("text/plain");
      }
      const { key, fails } = event.rawPath ? JSON.parse(event.body) : event;
      stream.write("first,");
      if (key) await wait(key);
      if (fails) throw new Error("no more");
      stream.write(Buffer.from([0, 255, 10]));
      stream.end("last");
    });
    exports.plain = async (event) => ({ statusCode: 201, body: "whole" });
    """
REST = bytes([0, 255, 10]) + b"last"
# Python has no streaming on AWS; this is a custom runtime that uses the runtime API's own.
BOOTSTRAP = """\
    #!/bin/sh
    exec /usr/bin/env python3 -I "$LAMBDA_TASK_ROOT/runtime.py"
    """
RUNTIME = """\
    import base64, json, os, socket, time
    from urllib.request import urlopen
    host, _, port = os.environ["AWS_LAMBDA_RUNTIME_API"].partition(":")
    base = "/2018-06-01/runtime/invocation/"
    def is_there(url):
        try:
            return urlopen(url).status == 200
        except OSError:
            return False
    while True:
        with urlopen(f"http://{host}:{port}{base}next") as answer:
            identifier, event = answer.headers["Lambda-Runtime-Aws-Request-Id"], json.load(answer)
        with socket.create_connection((host, int(port))) as connection:
            head = [f"POST {base}{identifier}/response HTTP/1.1", f"Host: {host}", "Transfer-Encoding: chunked",
                    "Lambda-Runtime-Function-Response-Mode: streaming", "Content-Type: text/plain",
                    "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body", "", ""]
            connection.sendall("\\r\\n".join(head).encode() + b"6\\r\\nfirst,\\r\\n")
            bucket = f"{os.environ['AWS_ENDPOINT_URL']}/{os.environ['BUCKET']}/"
            while event.get("key") and not is_there(bucket + event["key"]):
                time.sleep(0.02)
            if event.get("fails"):
                error = base64.b64encode(json.dumps({"errorType": "My.Error", "errorMessage": "no more"}).encode())
                name = b"Lambda-Runtime-Function-Error-"
                trailers = [b"0", name + b"Type: My.Error", name + b"Body: " + error, b"", b""]
                connection.sendall(b"\\r\\n".join(trailers))
            else:
                connection.sendall(b"7\\r\\n\\x00\\xff\\nlast\\r\\n0\\r\\n\\r\\n")
            connection.makefile("rb").readline()
    """


@pytest.fixture(scope="module")
def bucket(aws: EndpointSession) -> str:
    """Return the name of a bucket whose objects functions wait for."""
    name = f"b-{secrets.token_hex(4)}"
    aws.client("s3").create_bucket(Bucket=name)
    return name


@pytest.fixture(scope="module")
def node_function(aws: EndpointSession, bucket: str) -> Iterator[Function]:
    """Yield a Node.js function that streams."""
    settings = {"Runtime": "nodejs22.x", "Environment": {"Variables": {"BUCKET": bucket}}}
    deploy = deploying(aws)
    yield next(deploy)("", {"app.js": NODE}, **settings)
    next(deploy, None)


def open_stream(function: Function, event: object, **options: Any) -> Iterator[Any]:
    """Return the events of a response."""
    answer = function.client.invoke_with_response_stream(
        FunctionName=function.name, Payload=json.dumps(event), **options
    )
    assert (answer["StatusCode"], answer["ResponseStreamContentType"]) == (200, "application/vnd.amazon.eventstream")
    return iter(answer["EventStream"])


def read_rest(events: Iterator[Any]) -> tuple[bytes, Any]:
    """Return the parts that are left, and the last event."""
    *parts, end = events
    return b"".join(part["PayloadChunk"]["Payload"] for part in parts), end["InvokeComplete"]


def assert_streams(function: Function, aws: EndpointSession, bucket: str) -> None:
    """See that the first part is there before the function has gone on."""
    key = secrets.token_hex(4)
    events = open_stream(function, {"key": key}, LogType="Tail")
    first = next(events)["PayloadChunk"]["Payload"]
    aws.client("s3").put_object(Bucket=bucket, Key=key)
    rest, end = read_rest(events)

    assert (first, rest) == (b"first,", REST)
    assert set(end) == {"LogResult"}


def url_of(function: Function, mode: str) -> str:
    """Return a function's URL in an invoke mode."""
    made = function.client.create_function_url_config(FunctionName=function.name, AuthType="NONE", InvokeMode=mode)
    return str(made["FunctionUrl"])


@needs_node
def test_parts_come_as_they_are_written(node_function: Function, aws: EndpointSession, bucket: str) -> None:
    """InvokeWithResponseStream sends each part of a Node.js function's response at once."""
    assert_streams(node_function, aws, bucket)


@needs_node
def test_a_failure_ends_the_stream(node_function: Function) -> None:
    """The text that a function wrote before it failed is sent, then its error."""
    sent, end = read_rest(open_stream(node_function, {"fails": True}))

    assert sent == b"first,"
    assert end["ErrorCode"] == "Unhandled"
    assert json.loads(end["ErrorDetails"])["errorMessage"] == "no more"


@needs_node
def test_invoke_waits_for_the_whole_response(node_function: Function) -> None:
    """Invoke returns a streamed response in one piece, and an error instead of half a response."""
    client, name = node_function.client, node_function.name
    whole = client.invoke(FunctionName=name, Payload="{}")
    failed = client.invoke(FunctionName=name, Payload=json.dumps({"fails": True}))

    assert whole["Payload"].read() == b"first," + REST
    assert (failed["FunctionError"], json.load(failed["Payload"])["errorMessage"]) == ("Unhandled", "no more")


@needs_node
def test_a_url_streams(node_function: Function, aws: EndpointSession, bucket: str) -> None:
    """A URL of the mode RESPONSE_STREAM sends status, cookies and parts at once, and breaks off at a failure."""
    url, key = url_of(node_function, "RESPONSE_STREAM"), secrets.token_hex(4)
    with loopback_names():
        answer = requests.post(url, json={"key": key}, stream=True, timeout=30)
        parts = answer.iter_content(None)
        first = next(parts)
        aws.client("s3").put_object(Bucket=bucket, Key=key)
        rest = b"".join(parts)
        with pytest.raises(requests.exceptions.ChunkedEncodingError):
            requests.post(url, json={"fails": True}, timeout=30)

    assert (answer.status_code, answer.headers["x-kind"], first + rest) == (201, "streamed", b"first," + REST)
    assert first == b"first,"
    assert answer.raw.headers.getlist("set-cookie") == ["a=1", "b=2; Secure"]


@needs_node
def test_functions_that_do_not_stream(deploy: Deploy) -> None:
    """An ordinary function's answer is one part; a URL that streams sends it as it is, as AWS does."""
    function = deploy("", {"app.js": NODE}, Runtime="nodejs22.x", Handler="app.plain")
    sent, end = read_rest(open_stream(function, {}))
    with loopback_names():
        answer = requests.get(url_of(function, "RESPONSE_STREAM"), timeout=30)

    assert (json.loads(sent), end) == ({"statusCode": 201, "body": "whole"}, {})
    assert (answer.status_code, answer.json()) == (200, {"statusCode": 201, "body": "whole"})


def test_cookies_of_a_url(deploy: Deploy) -> None:
    """A URL gives a function the request's cookies as a list, and sets those that it returns."""
    source = """
        def handler(event, context):
            return {'statusCode': 200, 'cookies': ['x=1', 'y=2'], 'body': ','.join(event['cookies'])}
        """
    with loopback_names():
        answer = requests.get(url_of(deploy(source), "BUFFERED"), headers={"Cookie": "a=1; b=2"}, timeout=30)

    assert answer.text == "a=1,b=2"
    assert answer.raw.headers.getlist("set-cookie") == ["x=1", "y=2"]


def test_an_answer_of_a_url_without_a_status(deploy: Deploy) -> None:
    """A URL answers with all of an object that has no statusCode, and takes no header or cookie from it."""
    source = "def handler(event, context): return {'body': 'é', 'headers': {'x-own': '1'}, 'cookies': ['a=1']}"
    with loopback_names():
        answer = requests.get(url_of(deploy(source), "BUFFERED"), timeout=30)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json() == {"body": "é", "headers": {"x-own": "1"}, "cookies": ["a=1"]}
    assert not {"x-own", "set-cookie"} & {name.lower() for name in answer.headers}


def test_custom_runtimes_stream(deploy: Deploy, aws: EndpointSession, bucket: str) -> None:
    """A custom runtime streams by the runtime API's headers, and tells of a failure by trailers."""
    function = deploy(
        "",
        {"bootstrap": BOOTSTRAP, "runtime.py": RUNTIME},
        Runtime="provided.al2023",
        Handler="any",
        Environment={"Variables": {"BUCKET": bucket}},
    )

    assert_streams(function, aws, bucket)
    sent, end = read_rest(open_stream(function, {"fails": True}))
    assert (sent, json.loads(end["ErrorDetails"])) == (b"first,", {"errorType": "My.Error", "errorMessage": "no more"})


def test_an_invocation_that_ends_in_an_error() -> None:
    """The reader of a response gets the error of its invocation after the parts that came before it."""

    def invoke() -> None:
        Parts().take({PART: b64encode(b"part").decode()})
        raise OSError("no more")

    parts = iter(ResponseStream(invoke))

    assert next(parts) == b"part"
    with pytest.raises(OSError, match="no more"):
        next(parts)
