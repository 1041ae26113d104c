"""Functions that bring their runtime, and external extensions, on the embedded LocalStack."""

import json
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from stackrig.emulator.sessions import EndpointSession
from stackrig.waiting import wait_until
from tests.lambda_functions import Deploy, publish_layer
from tests.waiting import PATIENCE

needs_curl = pytest.mark.skipif(not shutil.which("curl"), reason="no curl on PATH")
needs_compiler = pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler on PATH")
# As in AWS's tutorial: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-walkthrough.html
SHELL = """\
    #!/bin/sh
    set -eu
    . "$LAMBDA_TASK_ROOT/$(echo "$_HANDLER" | cut -d. -f1).sh"
    base="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
    while true; do
      headers=$(mktemp)
      event=$(curl -sS -LD "$headers" "$base/invocation/next")
      id=$(grep -Fi Lambda-Runtime-Aws-Request-Id "$headers" | tr -d '[:space:]' | cut -d: -f2)
      answer=$($(echo "$_HANDLER" | cut -d. -f2) "$event")
      curl -sS "$base/invocation/$id/response" -d "$answer" >/dev/null
    done
    """
PYTHON = f"""\
    #!{sys.executable} -I
    import json, os, sys
    from http.client import HTTPConnection
    def call(method, path, body=None, **headers):
        connection = HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        names = {{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, path, body and json.dumps(body), names)
        answer = connection.getresponse()
        content = answer.read().decode()
        return answer.headers, content if content == "OK" else json.loads(content)
    """
RUNTIME = f"""{PYTHON}
    base = "/2018-06-01/runtime/"
    if os.environ["_HANDLER"] == "broken":
        call("POST", base + "init/error", {{"errorMessage": "no way", "errorType": "My.Init"}})
        sys.exit(3)
    while True:
        headers, event = call("GET", base + "invocation/next")
        here = base + "invocation/" + headers["Lambda-Runtime-Aws-Request-Id"]
        print("got", event, flush=True)
        if event == "error":
            call("POST", here + "/error", {{"errorMessage": "wrong", "errorType": "My.Error"}})
        elif event == "stranger":
            status = call("POST", base + "invocation/other/response", 1)[1]
            call("POST", here + "/response", status)
        elif event == "exit":
            sys.exit(4)
        else:
            call("POST", here + "/response", [event, headers["Lambda-Runtime-Invoked-Function-Arn"].split(":")[-1]])
    """
EXTENSION = f"""{PYTHON}
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from urllib.request import Request, urlopen
    bucket = os.environ["AWS_ENDPOINT_URL"] + "/" + os.environ["BUCKET"] + "/"
    def put(name, content):
        urlopen(Request(bucket + name, data=json.dumps(content).encode(), method="PUT")).close()
    class Listener(BaseHTTPRequestHandler):
        def do_POST(self):
            for record in json.loads(self.rfile.read(int(self.headers["Content-Length"]))):
                put("telemetry/" + record["type"], record["record"])
            self.send_response(200)
            self.end_headers()
    server = HTTPServer(("sandbox.localdomain", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    headers, facts = call("POST", "/2020-01-01/extension/register", {{"events": ["INVOKE", "SHUTDOWN"]}},
                          Lambda_Extension_Name=os.path.basename(sys.argv[0]))
    own = {{"Lambda_Extension_Identifier": headers["Lambda-Extension-Identifier"]}}
    put("facts", facts)
    address = "http://sandbox.localdomain:%d" % server.server_port
    wanted = {{"schemaVersion": "2022-12-13", "types": ["platform", "function"],
               "destination": {{"protocol": "HTTP", "URI": address}}}}
    assert call("PUT", "/2022-07-01/telemetry", wanted, **own)[1] == "OK"
    while True:
        event = call("GET", "/2020-01-01/extension/event/next", **own)[1]
        put("event/" + event["eventType"], event)
        if event["eventType"] == "SHUTDOWN":
            break
    """


@pytest.fixture
def bucket(aws: EndpointSession) -> str:
    """Return the name of a new bucket."""
    name = f"b-{secrets.token_hex(4)}"
    aws.client("s3").create_bucket(Bucket=name)
    return name


def stored(aws: EndpointSession, bucket: str, *keys: str) -> list[object]:
    """Return the JSON values that a bucket holds at keys, once all of them are there."""
    client = aws.client("s3")

    def read() -> list[object]:
        return [json.loads(client.get_object(Bucket=bucket, Key=key)["Body"].read()) for key in keys]

    return wait_until(read, what=f"{keys} in {bucket}", timeout=PATIENCE, retry_on=(client.exceptions.NoSuchKey,))


@needs_curl
def test_a_shell_script_is_a_runtime(deploy: Deploy) -> None:
    """The bootstrap of AWS's tutorial answers one invocation after the other."""
    handler = 'handle() { echo "$1" >&2; echo "{\\"got\\": $1, \\"at\\": \\"$PWD\\"}"; }'
    function = deploy(
        files={"bootstrap": SHELL, "function.sh": handler}, Runtime="provided.al2023", Handler="function.handle"
    )

    answers = [function({"number": number}) for number in range(2)]

    assert [answer.payload for answer in answers] == [
        {"got": {"number": number}, "at": "/var/task"} for number in range(2)
    ]
    assert '{"number": 1}' in answers[1].log


def test_a_runtime_tells_of_errors_and_its_end(deploy: Deploy) -> None:
    """Errors, answers to other invocations and the end of the process are told as by AWS; the log is the output."""
    function = deploy(files={"bootstrap": RUNTIME}, Runtime="provided.al2", Handler="any")

    assert function("fine").payload == ["fine", function.name]
    failed = function("error")
    assert (failed.error, failed.payload) == ("Unhandled", {"errorMessage": "wrong", "errorType": "My.Error"})
    assert "got error\n" in failed.log
    assert function("stranger").payload == {"errorMessage": "Invalid request ID", "errorType": "InvalidRequestID"}
    assert function("exit").payload["errorType"] == "Runtime.ExitError"
    assert function("again").payload == ["again", function.name]


def test_a_runtime_that_can_not_begin_says_so(deploy: Deploy) -> None:
    """A failed init and a missing bootstrap have AWS's names; a layer may bring the bootstrap."""
    broken = deploy(files={"bootstrap": RUNTIME}, Runtime="provided.al2023", Handler="broken")
    missing = deploy(files={"boot": RUNTIME}, Runtime="provided.al2023", Handler="any")

    assert broken().payload["errorType"] == "My.Init"
    answer = missing()
    assert answer.payload["errorType"] == "Runtime.InvalidEntrypoint"
    assert "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]" in answer.payload["errorMessage"]


def test_a_layer_brings_a_runtime(deploy: Deploy, aws: EndpointSession) -> None:
    """A bootstrap at /opt serves a function that has none."""
    layer = publish_layer(aws, {"bootstrap": RUNTIME})
    function = deploy(files={"any.txt": ""}, Runtime="provided.al2023", Handler="any", Layers=[layer])

    assert function(1).payload == [1, function.name]


@needs_compiler
@pytest.mark.gate
def test_a_static_binary_is_a_runtime(deploy: Deploy, tmp_path: Path) -> None:
    """A statically linked program runs as the bootstrap, as those of Go and Rust."""
    source = Path(__file__).parent / "programs" / "bootstrap.c"
    subprocess.run(["cc", "-static", "-o", tmp_path / "bootstrap", source], check=True)

    function = deploy(
        files={"bootstrap": (tmp_path / "bootstrap").read_bytes()}, Runtime="provided.al2023", Handler="any"
    )

    assert [function(number).payload for number in range(2)] == [{"echo": 0}, {"echo": 1}]


def test_an_extension_follows_the_life_of_an_environment(deploy: Deploy, aws: EndpointSession, bucket: str) -> None:
    """An extension gets its function's facts, each invocation, telemetry and log lines, and the environment's end."""
    function = deploy(
        "def handler(event, context):\n    print('a line')\n    return event",
        Layers=[publish_layer(aws, {"extensions/watcher": EXTENSION})],
        Environment={"Variables": {"BUCKET": bucket}},
    )

    assert [function(number).payload for number in range(2)] == [0, 1]

    facts, event, line, report = stored(
        aws, bucket, "facts", "event/INVOKE", "telemetry/function", "telemetry/platform.report"
    )
    assert facts == {"functionName": function.name, "functionVersion": "$LATEST", "handler": "app.handler"}
    assert isinstance(event, dict)
    assert isinstance(report, dict)
    assert event["invokedFunctionArn"].endswith(function.name)
    assert line == "a line"
    assert (report["status"], report["metrics"]["memorySizeMB"]) == ("success", 128)
    function.client.update_function_configuration(FunctionName=function.name, Description="another environment")
    (end,) = stored(aws, bucket, "event/SHUTDOWN")
    assert isinstance(end, dict)
    assert end["shutdownReason"] == "spindown"


def test_an_extension_that_ends_ends_the_invocation(deploy: Deploy, aws: EndpointSession) -> None:
    """A function whose extension can't run answers with the extension's name instead of hanging."""
    function = deploy(
        "def handler(event, context): return 1",
        Layers=[publish_layer(aws, {"extensions/broken": dedent("#!/bin/sh\necho broken >&2\nexit 1\n")})],
    )

    answer = function()

    assert answer.payload["errorType"] == "Extension.Crash"
    assert "extension broken has ended" in answer.payload["errorMessage"]
