"""Lambda functions of the embedded LocalStack: processes that behave as AWS's container runtime does."""

import base64
import io
import json
import os
import re
import secrets
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import psutil
import pytest
import requests

from stackrig.emulator.embedded import OLDEST_FOR_LAMBDAS
from stackrig.emulator.inside.functions.child import Child, start_child
from stackrig.emulator.plugin import PLUGIN
from stackrig.emulator.server import AwsEndpoint, running_localstack
from stackrig.emulator.sessions import EndpointSession
from stackrig.interpreters import find_interpreters
from stackrig.loopback import loopback_names
from stackrig.processes import Session, has_ended, is_alive
from stackrig.settings import Settings
from stackrig.waiting import wait_until

ROLE = "arn:aws:iam::000000000000:role/any"
AHEAD = 4  # functions that are started before they are asked for: LIMIT in the plugin's ahead.py
RUNTIME = PLUGIN / "functions/runtime/_stackrig_runtime.py"
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can take on other accounts")
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="no Node.js on PATH")


@dataclass(frozen=True)
class Answer:
    """Hold what an invocation gave."""

    error: str | None
    payload: Any
    log: str


@dataclass(frozen=True)
class Function:
    """Invoke a deployed function."""

    client: Any
    name: str

    def __call__(self, event: object = None, **options: object) -> Answer:
        answer = self.client.invoke(FunctionName=self.name, Payload=json.dumps(event), LogType="Tail", **options)
        payload = json.loads(answer["Payload"].read() or "null")
        return Answer(answer.get("FunctionError"), payload, base64.b64decode(answer.get("LogResult", "")).decode())

    def send(self, event: object = None) -> int:
        """Invoke the function without waiting for its answer; return the status."""
        answer = self.client.invoke(FunctionName=self.name, Payload=json.dumps(event), InvocationType="Event")
        answer["Payload"].read()  # empty; unread it would keep the connection, and that a socket that nobody closes
        return int(answer["StatusCode"])

    def wait(self) -> None:
        """Wait until the function is active and its last update done."""

        def is_done() -> bool:
            settings = self.client.get_function(FunctionName=self.name)["Configuration"]
            assert settings["State"] != "Failed", settings["StateReason"]
            return (settings["State"], settings.get("LastUpdateStatus")) == ("Active", "Successful")

        wait_until(is_done, what=f"the function {self.name}", timeout=30)


Deploy = Callable[..., Function]


@pytest.fixture(scope="module")
def aws(localstack_server: AwsEndpoint) -> EndpointSession:
    return EndpointSession(localstack_server)


@pytest.fixture
def deploy(aws: EndpointSession) -> Iterator[Deploy]:
    """Return a function that deploys the source of a module `app`; what it deployed is deleted after the test."""
    yield from _deployer(aws)


def _deployer(aws: EndpointSession) -> Generator[Deploy]:
    client = aws.client("lambda")
    deployed: list[str] = []

    def deploy(source: str = "", files: dict[str, str] | None = None, **settings: Any) -> Function:
        name = f"f-{secrets.token_hex(4)}"
        code = {"ZipFile": archive({"app.py": source, **(files or {})})}
        defaults = {"Runtime": "python3.12", "Handler": "app.handler", "Role": ROLE, "Timeout": 10, "Code": code}
        client.create_function(FunctionName=name, **{**defaults, **settings})
        deployed.append(name)
        function = Function(client, name)
        function.wait()
        return function

    yield deploy
    for name in deployed:
        client.delete_function(FunctionName=name)


def archive(files: dict[str, str]) -> bytes:
    """Zip some texts, with the fixed times of an archive made to be reproducible."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), dedent(text))
    return buffer.getvalue()


def read_logs(aws: EndpointSession, function: Function, *, until: str) -> list[str]:
    """Return the messages CloudWatch Logs holds of a function, once there is one with `until` in it."""
    client = aws.client("logs")

    def messages() -> list[str]:
        events = client.filter_log_events(logGroupName=f"/aws/lambda/{function.name}")["events"]
        found = [event["message"] for event in events]
        return found if any(until in message for message in found) else []

    retry_on = (client.exceptions.ResourceNotFoundException,)
    return wait_until(messages, what=f"a log line with {until!r}", timeout=10, retry_on=retry_on)


def test_handler_gets_event_and_context(deploy: Deploy) -> None:
    """The context object tells name, version, memory, ARN, request id, log names and the time left."""
    function = deploy(
        """
        def handler(event, context):
            names = ["function_name", "function_version", "invoked_function_arn", "memory_limit_in_mb",
                     "aws_request_id", "log_group_name", "log_stream_name", "tenant_id"]
            left = context.get_remaining_time_in_millis()
            context.log("by context")
            return {"event": event, "left": left, **{name: getattr(context, name) for name in names},
                    "identity": context.identity.cognito_identity_id, "client": context.client_context.client.app_title,
                    "custom": context.client_context.custom}
        """,
        MemorySize=256,
    )
    client_context = base64.b64encode(b'{"client": {"app_title": "shop"}, "custom": {"a": 1}}').decode()

    answer = function({"n": 1}, ClientContext=client_context)

    assert answer.error is None
    got = answer.payload
    assert got["event"] == {"n": 1}
    assert 9_000 < got["left"] <= 10_000
    assert got["function_name"] == function.name
    assert (got["function_version"], got["memory_limit_in_mb"]) == ("$LATEST", "256")
    assert got["invoked_function_arn"] == f"arn:aws:lambda:us-east-1:000000000000:function:{function.name}"
    assert got["log_group_name"] == f"/aws/lambda/{function.name}"
    assert re.fullmatch(r"\d{4}/\d\d/\d\d/\[\$LATEST\]\w{32}", got["log_stream_name"])
    assert (got["identity"], got["client"], got["custom"], got["tenant_id"]) == (None, "shop", {"a": 1}, None)
    assert f"START RequestId: {got['aws_request_id']} Version: $LATEST" in answer.log
    assert "by context" in answer.log


def test_environment_is_that_of_aws(deploy: Deploy) -> None:
    """A function sees AWS's variables and its own; of the user's home, credentials and Python settings nothing."""
    function = deploy(
        """
        import os, sys, tempfile
        def handler(event, context):
            open("/tmp/mine", "w").write("x")
            return {"env": dict(os.environ), "path": sys.path, "file": __file__, "cwd": os.getcwd(),
                    "version": sys.version_info[:2], "tmp": os.listdir("/tmp"), "argv": sys.argv}
        """,
        Environment={"Variables": {"COLOUR": "grün", "AWS_LAMBDA_EXEC": "1"}},
    )

    got = function().payload

    env = got["env"]
    assert (env["COLOUR"], env["AWS_REGION"], env["_HANDLER"]) == ("grün", "us-east-1", "app.handler")
    assert env["AWS_EXECUTION_ENV"] == "AWS_Lambda_python3.12"
    assert env["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:")
    assert env["AWS_CONFIG_FILE"] == os.devnull
    assert (env["LAMBDA_TASK_ROOT"], got["cwd"], got["file"]) == ("/var/task", "/var/task", "/var/task/app.py")
    assert env["HOME"] == "/tmp"  # noqa: S108
    assert got["path"][0] == "/var/task"
    assert got["version"] == [3, 12]
    assert set(got["tmp"]) <= {"mine"}
    assert not Path("/tmp/mine").exists()  # noqa: S108
    assert not {"PYTHONPATH", "VIRTUAL_ENV", "AWS_PROFILE", "http_proxy", "SERVICES", "STACKRIG_OPTIONS"} & set(env)


def test_code_is_read_only_and_tmp_its_own(deploy: Deploy) -> None:
    """Writing beside the code fails as on AWS; /tmp is kept between invocations of one environment only."""
    function = deploy(
        """
        import os, pathlib
        def handler(event, context):
            counter = pathlib.Path("/tmp/counter")
            counter.write_text(str(int(counter.read_text()) + 1) if counter.exists() else "1")
            try:
                pathlib.Path("/var/task/new").write_text("x")
            except OSError as error:
                return [counter.read_text(), error.strerror]
        """
    )
    other = deploy("import os\ndef handler(event, context): return os.path.exists('/tmp/counter')")

    assert [function().payload, function().payload] == [
        ["1", "Read-only file system"],
        ["2", "Read-only file system"],
    ]
    assert other().payload is False


def test_boto3_reaches_localstack(deploy: Deploy, aws: EndpointSession) -> None:
    """boto3 is there without being packed, and its calls land in this LocalStack."""
    name = f"secret-{secrets.token_hex(4)}"
    aws.client("secretsmanager").create_secret(Name=name, SecretString="rosebud")
    function = deploy(
        """
        import boto3
        def handler(event, context):
            return boto3.client("secretsmanager").get_secret_value(SecretId=event)["SecretString"]
        """
    )

    assert function(name).payload == "rosebud"


def test_names_of_localstack_lead_to_it(deploy: Deploy) -> None:
    """A URL under localhost.localstack.cloud, such as a queue's, reaches LocalStack without DNS."""
    function = deploy(
        """
        import os, urllib.request
        def handler(event, context):
            url = f"http://sqs.us-east-1.localhost.localstack.cloud:{os.environ['EDGE_PORT']}/_localstack/health"
            return urllib.request.urlopen(url).status
        """
    )

    assert function().payload == 200


def test_cold_then_warm(deploy: Deploy) -> None:
    """The module is loaded once; its output and the time it took are in the first invocation's log."""
    function = deploy(
        """
        print("loading")
        count = 0
        def handler(event, context):
            global count
            count += 1
            return count
        """
    )

    first, second = function(), function()

    assert (first.payload, second.payload) == (1, 2)
    assert first.log.startswith("loading\nSTART RequestId: ")
    assert "Init Duration: " in first.log
    assert "loading" not in second.log
    assert "Init Duration" not in second.log
    times = r"Duration: [\d.]+ ms\tBilled Duration: \d+ ms"
    assert re.search(rf"REPORT RequestId: \S+\t{times}\tMemory Size: 128 MB\tMax Memory Used: \d+ MB", second.log)


def processes_of(function: Function) -> list[int]:
    """Return the processes whose environment names the function."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get("AWS_LAMBDA_FUNCTION_NAME") == function.name:
                found.append(process.pid)
    return found


def until_processes(functions: Sequence[Function], number: int) -> list[int]:
    """Return the processes of some functions as soon as there are as many."""

    def found() -> list[list[int]]:
        pids = [pid for function in functions for pid in processes_of(function)]
        return [pids] if len(pids) == number else []

    return wait_until(found, what=f"{number} processes of {len(functions)} functions", timeout=30)[0]


def test_started_before_it_is_asked_for(deploy: Deploy) -> None:
    """A function's module is loaded as soon as its code is there; the first invocation goes to that very process."""
    function = deploy("def handler(event, context): return 1")
    processes = until_processes([function], 1)

    first = function()

    assert first.payload == 1
    assert "Init Duration: " in first.log
    assert processes_of(function) == processes


def test_a_start_that_failed_before_it_was_asked_for_counts_for_nothing(aws: EndpointSession, deploy: Deploy) -> None:
    """What a module needs when it is loaded may come later, as the tables of a database that is seeded meanwhile."""
    bucket, s3 = f"b-{secrets.token_hex(4)}", aws.client("s3")
    s3.create_bucket(Bucket=bucket)
    function = deploy(
        f"""
        import os
        from urllib.request import Request, urlopen
        bucket = os.environ["AWS_ENDPOINT_URL"] + "/{bucket}/"
        urlopen(Request(bucket + "tried", data=b"once", method="PUT")).close()
        needed = urlopen(bucket + "needed").read().decode()
        def handler(event, context):
            return needed
        """
    )
    wait_until(lambda: s3.list_objects_v2(Bucket=bucket)["KeyCount"], what="the module's first lines", timeout=30)
    until_processes([function], 0)
    s3.put_object(Bucket=bucket, Key="needed", Body=b"rows")

    answer = function()

    assert (answer.error, answer.payload) == (None, "rows")


def test_only_some_are_started_before_they_are_asked_for(session: Session, tmp_path: Path) -> None:
    """A stack with many functions does not start all of them at once; one that failed or was called makes room."""
    own, source = Session(session.id, tmp_path), "def handler(event, context): return event"
    with running_localstack(Settings(root=tmp_path, localstack_image="embedded"), own) as endpoint:
        deploy = next(deployer := _deployer(EndpointSession(endpoint)))
        until_processes([deploy("raise SystemExit")], 0)
        functions = [deploy(source) for _ in range(AHEAD + 2)]
        until_processes(functions, AHEAD)

        assert [function(number).payload for number, function in enumerate(functions)] == list(range(AHEAD + 2))
        until_processes([deploy(source)], 1)
        deployer.close()


def test_a_process_nobody_asked_for_goes_with_its_code(aws: EndpointSession, deploy: Deploy) -> None:
    """New code gets a process of its own and the old code's ends."""
    function = deploy("def handler(event, context): return 'old'")
    (old,) = until_processes([function], 1)

    aws.client("lambda").update_function_code(
        FunctionName=function.name, ZipFile=archive({"app.py": "def handler(event, context): return 'new'"})
    )
    function.wait()
    wait_until(lambda: not psutil.pid_exists(old), what="the end of the old code's process", timeout=30)

    until_processes([function], 1)
    assert function().payload == "new"


def test_several_at_once(deploy: Deploy) -> None:
    """Eight invocations at once run in eight processes and give eight right answers."""
    function = deploy(
        """
        import os, time
        def handler(event, context):
            time.sleep(0.5)
            return [event, os.getpid()]
        """
    )

    with ThreadPoolExecutor(8) as pool:
        answers = [answer.payload for answer in pool.map(function, range(8))]

    assert [number for number, _ in answers] == list(range(8))
    assert len({pid for _, pid in answers}) == 8


def test_exception_comes_with_stack_trace(deploy: Deploy) -> None:
    """An exception is answered with type, message, request id and the function's own frames; its log is one event."""
    function = deploy(
        """
        def handler(event, context):
            return inner()
        def inner():
            raise ValueError("no such thing")
        """
    )

    answer = function()

    assert answer.error == "Unhandled"
    assert (answer.payload["errorType"], answer.payload["errorMessage"]) == ("ValueError", "no such thing")
    assert answer.payload["requestId"] in answer.log
    assert re.findall(r'File "(.*)", line (\d+), in (\w+)', "".join(answer.payload["stackTrace"])) == [
        ("/var/task/app.py", "3", "handler"),
        ("/var/task/app.py", "5", "inner"),
    ]
    assert "[ERROR] ValueError: no such thing\rTraceback (most recent call last):\r" in answer.log


NO_MODULE = "Unable to import module '{}': No module named '{}'"


@pytest.mark.parametrize(
    ("source", "handler", "kind", "message"),
    [
        ("import nowhere", "app.handler", "ImportModuleError", NO_MODULE.format("app", "nowhere")),
        ("", "missing.handler", "ImportModuleError", NO_MODULE.format("missing", "missing")),
        ("", "app.handler", "HandlerNotFound", "Handler 'handler' missing on module 'app'"),
        (
            "def (:",
            "app.handler",
            "UserCodeSyntaxError",
            "Syntax error in module 'app': invalid syntax (app.py, line 1)",
        ),
        ("", "app", "MalformedHandlerName", "Bad handler 'app': not enough values to unpack (expected 2, got 1)"),
        ("", "sys.handler", "BuiltInModuleConflict", "Cannot use built-in module sys as a handler module"),
    ],
)
def test_code_that_can_not_be_loaded(deploy: Deploy, source: str, handler: str, kind: str, message: str) -> None:
    """Code that can't be loaded is answered, and logged, with the runtime's own kind of error at each invocation."""
    function = deploy(source, Handler=handler)

    for answer in (function(), function()):
        assert answer.error == "Unhandled"
        assert (answer.payload["errorType"], answer.payload["errorMessage"]) == (f"Runtime.{kind}", message)
        assert f"[ERROR] Runtime.{kind}: {message}" in answer.log


def test_exception_while_loading(deploy: Deploy) -> None:
    """An exception of the function's init code is answered with its stack trace, after what was printed before."""
    answer = deploy("print('so far')\n1 / 0")()

    assert (answer.payload["errorType"], answer.payload["errorMessage"]) == ("ZeroDivisionError", "division by zero")
    assert answer.payload["stackTrace"][0].startswith('  File "/var/task/app.py", line 2, in <module>\n    1 / 0\n')
    assert "so far\n" in answer.log


TOO_LARGE = "Response payload size (7000002 bytes) exceeded maximum allowed payload size (6291556 bytes)."
NO_JSON = "Unable to marshal response: Object of type object is not JSON serializable"


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        ("return object()", "Runtime.MarshalError", NO_JSON),
        ("return 'x' * 7_000_000", "Function.ResponseSizeTooLarge", TOO_LARGE),
    ],
)
def test_unfit_response(deploy: Deploy, source: str, kind: str, message: str) -> None:
    """What isn't JSON or is too large is an error of the runtime, and the function goes on."""
    function = deploy(f"def handler(event, context):\n    if event: return 1\n    {source}")

    answer = function()

    assert (answer.error, answer.payload["errorType"]) == ("Unhandled", kind)
    assert answer.payload["errorMessage"] == message
    assert function(1).payload == 1


def test_large_payloads(deploy: Deploy) -> None:
    """Five megabytes go in and come out."""
    function = deploy("def handler(event, context): return event")
    text = "ü" * 2_500_000

    assert function(text).payload == text


def test_decimals_and_text_beyond_ascii(deploy: Deploy) -> None:
    """Decimals become numbers and letters beyond ASCII survive."""
    function = deploy(
        """
        from decimal import Decimal
        def handler(event, context): return [Decimal("1.5"), Decimal("3"), event, b"raw".decode()]
        """
    )

    assert function("žluť 🐎").payload == [1.5, 3, "žluť 🐎", "raw"]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("os._exit(3)", "Runtime exited with error: exit status 3"),
        ("sys.exit(4)", "Runtime exited with error: exit status 4"),
        ("sys.exit(0)", "Runtime exited without providing a reason"),
        ("os.kill(os.getpid(), 9)", "Runtime exited with error: signal: killed"),
    ],
)
def test_exit(deploy: Deploy, statement: str, message: str) -> None:
    """A process that ends is reported as the runtime's exit, and the next invocation gets a fresh one."""
    function = deploy(
        f"import os, sys\ndef handler(event, context):\n    if event: return os.getpid()\n    {statement}"
    )
    before = function(1).payload

    answer = function()

    assert (answer.error, answer.payload["errorType"]) == ("Unhandled", "Runtime.ExitError")
    assert re.fullmatch(rf"RequestId: \S+ Error: {re.escape(message)}", answer.payload["errorMessage"])
    assert "Runtime.ExitError" in answer.log
    assert function(1).payload != before


def test_timeout(deploy: Deploy) -> None:
    """A function that takes too long is killed with all it started, at its own time-out."""
    function = deploy(
        """
        import subprocess, time
        def handler(event, context):
            if event: return 1
            print(subprocess.Popen(["sleep", "77"]).pid, flush=True)
            time.sleep(60)
        """,
        Timeout=1,
    )
    began = time.monotonic()

    answer = function()

    assert 1 <= time.monotonic() - began < 30  # of the 60 s that the function would take
    assert (answer.error, answer.payload["errorType"]) == ("Unhandled", "Sandbox.Timedout")
    assert re.fullmatch(r"RequestId: \S+ Error: Task timed out after 1.00 seconds", answer.payload["errorMessage"])
    assert re.search(r"\d\d\d\dZ \S+ Task timed out after 1.00 seconds", answer.log) or "Task timed out" in answer.log
    grandchild = int(re.search(r"^(\d+)$", answer.log, re.MULTILINE).group(1))  # type: ignore[union-attr]
    wait_until(lambda: has_ended(grandchild), what="the end of the grandchild", timeout=2)
    assert function(1).payload == 1


def test_busy_function_times_out(deploy: Deploy) -> None:
    """A function that never gives its interpreter a rest is killed too."""
    function = deploy("def handler(event, context):\n    while True: pass", Timeout=1)

    assert function().payload["errorType"] == "Sandbox.Timedout"


def test_all_output_is_logged(deploy: Deploy, aws: EndpointSession) -> None:
    """print, logging and what a program writes to the descriptors are in the answer's log and in CloudWatch Logs."""
    function = deploy(
        """
        import logging, os, sys
        logging.getLogger().setLevel("INFO")
        def handler(event, context):
            print("by print")
            logging.info("by logging")
            sys.stderr.write("by stderr\\n")
            os.write(1, b"by descriptor\\n")
            os.system("echo by program")
        """
    )

    answer = function()

    request_id = re.search(r"START RequestId: (\S+)", answer.log).group(1)  # type: ignore[union-attr]
    assert re.search(rf"\[INFO\]\t\d{{4}}-\d\d-\d\dT[\d:.]+Z\t{request_id}\tby logging\n", answer.log)
    messages = read_logs(aws, function, until="REPORT")
    for line in ("by print\n", "by stderr\n", "by descriptor\n", "by program\n"):
        assert line in answer.log
        assert line in messages


def test_json_log_format(deploy: Deploy) -> None:
    """With the log format JSON, records are JSON objects and those below the level asked for are left out."""
    function = deploy(
        """
        import logging
        def handler(event, context):
            logging.debug("hidden")
            logging.warning("seen", extra={"size": 3})
            raise KeyError("k")
        """,
        LoggingConfig={"LogFormat": "JSON", "ApplicationLogLevel": "INFO"},
    )

    answer = function()

    records = [json.loads(line) for line in answer.log.splitlines() if line.startswith("{")]
    assert "hidden" not in answer.log
    assert [(record["level"], record.get("message"), record.get("size")) for record in records] == [
        ("WARNING", "seen", 3),
        ("ERROR", None, None),
    ]
    assert {record["requestId"] for record in records} == {answer.payload["requestId"]}
    assert (records[1]["errorType"], records[1]["errorMessage"]) == ("KeyError", "'k'")


def test_code_update(deploy: Deploy) -> None:
    """New code is used from the next invocation on, though its files have the times of the old ones."""
    function = deploy("def handler(event, context): return 'old'")
    assert function().payload == "old"

    function.client.update_function_code(
        FunctionName=function.name, ZipFile=archive({"app.py": "def handler(event, context): return 'new'"})
    )
    function.wait()

    assert function().payload == "new"


def test_environment_update(deploy: Deploy) -> None:
    """A changed variable is there at the next invocation."""
    function = deploy(
        "import os\ndef handler(event, context): return os.environ['V']", Environment={"Variables": {"V": "1"}}
    )
    assert function().payload == "1"

    function.client.update_function_configuration(FunctionName=function.name, Environment={"Variables": {"V": "2"}})
    function.wait()

    assert function().payload == "2"


def test_asynchronous_invocation(deploy: Deploy, aws: EndpointSession) -> None:
    """An event is accepted at once and handled later."""
    function = deploy("def handler(event, context): print('got', event)")

    assert function.send("mail") == 202
    assert "got mail\n" in read_logs(aws, function, until="got mail")


def test_function_calls_function(deploy: Deploy) -> None:
    """A function can invoke another through boto3."""
    callee = deploy("def handler(event, context): return event * 2")
    caller = deploy(
        """
        import boto3, json
        def handler(event, context):
            answer = boto3.client("lambda").invoke(FunctionName=event, Payload=b"21")
            return json.load(answer["Payload"])
        """
    )

    assert caller(callee.name).payload == 42


def test_hot_reload(deploy: Deploy, tmp_path: Path) -> None:
    """Code given as a folder is loaded again when a file below it has changed."""
    source = tmp_path / "app.py"
    source.write_text("def handler(event, context): return 'old'")
    function = deploy(Code={"S3Bucket": "hot-reload", "S3Key": str(tmp_path)})
    assert [function().payload, function().payload] == ["old", "old"]

    source.write_text("def handler(event, context): return 'new'")

    assert function().payload == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["app.py"]


def test_runtime_that_is_not_here_runs_on_the_nearest(deploy: Deploy) -> None:
    """A Python that isn't on this machine is replaced by the nearest, and the function's log says so."""
    found = [minor for minor in find_interpreters() if minor >= OLDEST_FOR_LAMBDAS]
    wanted = next((minor for minor in (14, 13, 12, 11, 10) if minor not in found), None)
    if not wanted:
        pytest.skip("every Python is here")

    function = deploy(
        "import sys\ndef handler(event, context): return sys.version_info[1]", Runtime=f"python3.{wanted}"
    )

    answer = function()
    assert answer.payload in found
    assert f"[stackrig] no Python 3.{wanted} on this machine: " in answer.log


def test_layers(deploy: Deploy, aws: EndpointSession) -> None:
    """Layers lie at /opt, a later one over an earlier one, and their Python packages can be imported."""
    client = aws.client("lambda")
    layers = [
        client.publish_layer_version(LayerName=f"l-{secrets.token_hex(4)}", Content={"ZipFile": archive(files)})
        for files in (
            {"python/shared.py": "name = 'first'", "python/first.py": "", "data.txt": "one"},
            {"python/shared.py": "name = 'second'", "bin/tool": ""},
        )
    ]
    source = """
        import os, shared, first
        def handler(event, context):
            return [shared.name, shared.__file__, open("/opt/data.txt").read(), os.path.exists("/opt/bin/tool")]
        """

    function = deploy(source, Layers=[layer["LayerVersionArn"] for layer in layers])

    assert function().payload == ["second", "/opt/python/shared.py", "one", True]


KEEP = """
    import boto3, json, os
    def handler(event, context):
        boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps(event))
    """


@dataclass(frozen=True)
class Keeper:
    """A function that keeps its events in a queue."""

    function: Function
    queue: str
    aws: EndpointSession

    def next(self) -> Any:
        """Return the next event, within 20 s."""
        client, deadline = self.aws.client("sqs"), time.monotonic() + 20
        while time.monotonic() < deadline:
            for message in client.receive_message(QueueUrl=self.queue, WaitTimeSeconds=1).get("Messages", ()):
                client.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
                return json.loads(message["Body"])
        pytest.fail("the function was not called")


@pytest.fixture
def keeper(deploy: Deploy, aws: EndpointSession) -> Iterator[Keeper]:
    """Yield a function that keeps its events; its queue and what calls it are deleted after the test."""
    client, queues = aws.client("lambda"), aws.client("sqs")
    url = queues.create_queue(QueueName=f"q-{secrets.token_hex(4)}")["QueueUrl"]
    function = deploy(KEEP, Environment={"Variables": {"QUEUE": url}})
    yield Keeper(function, url, aws)
    for mapping in client.list_event_source_mappings(FunctionName=function.name)["EventSourceMappings"]:
        client.delete_event_source_mapping(UUID=mapping["UUID"])
    queues.delete_queue(QueueUrl=url)


def test_asynchronous_invocation_after_an_update(keeper: Keeper) -> None:
    """An event that comes just after the function was updated is not kept by what served the function before."""
    function = keeper.function
    for number in range(2):
        function.client.update_function_configuration(FunctionName=function.name, Description=str(number))
        function.wait()
        function.send(number)

        assert keeper.next() == number


def test_a_queues_messages_call_a_function(keeper: Keeper, aws: EndpointSession) -> None:
    """A mapping hands a queue's messages to the function and deletes them from the queue."""
    client = aws.client("sqs")
    url = client.create_queue(QueueName=f"q-{secrets.token_hex(4)}")["QueueUrl"]
    arn = client.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    aws.client("lambda").create_event_source_mapping(FunctionName=keeper.function.name, EventSourceArn=arn)

    client.send_message(QueueUrl=url, MessageBody="hello")
    (record,) = keeper.next()["Records"]
    client.delete_queue(QueueUrl=url)

    assert (record["body"], record["eventSource"], record["eventSourceARN"]) == ("hello", "aws:sqs", arn)


def test_a_tables_changes_call_a_function(keeper: Keeper, aws: EndpointSession) -> None:
    """A mapping hands a table's changes to the function, in order; a filter leaves some out."""
    table = aws.resource("dynamodb").create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    aws.client("lambda").create_event_source_mapping(
        FunctionName=keeper.function.name,
        EventSourceArn=table.latest_stream_arn,
        StartingPosition="TRIM_HORIZON",
        FilterCriteria={"Filters": [{"Pattern": json.dumps({"eventName": ["INSERT", "REMOVE"]})}]},
    )
    table.put_item(Item={"id": "1", "paid": False, "total": 12, "raw": b"\x00"})
    table.put_item(Item={"id": "1", "paid": True})
    table.delete_item(Key={"id": "1"})

    records: list[Any] = []
    while len(records) < 2:
        records += keeper.next()["Records"]
    arn = table.latest_stream_arn
    table.delete()

    assert [record["eventName"] for record in records] == ["INSERT", "REMOVE"]
    first = {"id": {"S": "1"}, "paid": {"BOOL": False}, "total": {"N": "12"}, "raw": {"B": "AA=="}}
    assert records[0]["dynamodb"]["NewImage"] == first
    assert "OldImage" not in records[0]["dynamodb"]
    assert {(record["eventSource"], record["eventSourceARN"]) for record in records} == {("aws:dynamodb", arn)}


def test_function_url(deploy: Deploy, aws: EndpointSession) -> None:
    """A function answers at a URL of its own: status, headers and body are what it returns."""
    source = """
        import json
        def handler(event, context):
            http = event["requestContext"]["http"]
            body = json.dumps([http["method"], http["path"], event["rawQueryString"], event.get("body")])
            return {"statusCode": 201, "headers": {"x-kind": "test"}, "body": body}
        """
    function = deploy(source)
    url = aws.client("lambda").create_function_url_config(FunctionName=function.name, AuthType="NONE")["FunctionUrl"]

    with loopback_names():
        answer = requests.post(f"{url}some/path?q=1", data="text", headers={"content-type": "text/plain"}, timeout=30)

    assert (answer.status_code, answer.headers["x-kind"]) == (201, "test")
    assert answer.json() == ["POST", "/some/path", "q=1", "text"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"Runtime": "java21", "Handler": "A::b"}, "functions of the runtime java21 can't run without Docker"),
        ({"PackageType": "Image", "Code": {"ImageUri": "some/image"}}, "container images can't run without Docker"),
    ],
)
def test_function_that_needs_docker_is_refused(aws: EndpointSession, settings: dict[str, Any], message: str) -> None:
    """A function that can't run here is refused when it is made, saying why."""
    client = aws.client("lambda")

    with pytest.raises(client.exceptions.InvalidParameterValueException, match=message):
        client.create_function(FunctionName="refused", Role=ROLE, **{"Code": {"ZipFile": b""}, **settings})


@needs_node
def test_node_handlers(deploy: Deploy) -> None:
    """CommonJS and ES modules, promises and callbacks give their values; the context tells the time left."""
    commonjs = deploy(
        files={
            "index.js": """
            exports.promise = async (event, context) => [event, context.getRemainingTimeInMillis() > 9000, __filename];
            exports.callback = (event, context, callback) => { setTimeout(() => callback(null, "later"), 50); };
            exports.silent = () => {};
            """
        },
        Runtime="nodejs20.x",
        Handler="index.promise",
    )
    module = deploy(
        files={"lib/app.mjs": "export const handler = async (event) => ({ twice: event * 2, url: import.meta.url });"},
        Runtime="nodejs20.x",
        Handler="lib/app.handler",
    )

    assert commonjs("é").payload == ["é", True, "/var/task/index.js"]
    assert module(4).payload == {"twice": 8, "url": "file:///var/task/lib/app.mjs"}
    for handler, value in (("index.callback", "later"), ("index.silent", None)):
        commonjs.client.update_function_configuration(FunctionName=commonjs.name, Handler=handler)
        commonjs.wait()
        assert commonjs().payload == value


@needs_node
def test_node_failures(deploy: Deploy) -> None:
    """Errors, rejections nobody handles, exits and time-outs have the shapes of AWS's Node.js runtime."""
    function = deploy(
        files={
            "index.js": """
            console.log("loading");
            exports.handler = async (event) => {
              console.warn("careful\\nwith %s", event);
              if (event === "throw") throw new TypeError("wrong");
              if (event === "exit") process.exit(5);
              if (event === "reject") { Promise.reject(new Error("lost")); await new Promise(() => {}); }
              if (event === "busy") for (;;);
              return event;
            };
            """
        },
        Runtime="nodejs20.x",
        Handler="index.handler",
        Timeout=1,
    )

    answer = function("throw")
    assert (answer.payload["errorType"], answer.payload["errorMessage"]) == ("TypeError", "wrong")
    assert answer.payload["trace"][0] == "TypeError: wrong"
    assert "/var/task/index.js:" in answer.payload["trace"][1]
    assert re.search(r"Z\t\S+\tWARN\tcareful\rwith throw\n", answer.log)
    assert "\tERROR\tInvoke Error\t" in answer.log or "\tERROR\tInvoke Error {" in answer.log
    assert function("exit").payload["errorType"] == "Runtime.ExitError"
    assert function("reject").payload["errorMessage"] == "Error: lost"
    assert function("busy").payload["errorType"] == "Sandbox.Timedout"
    assert function("fine").payload == "fine"


@needs_node
def test_node_module_that_is_missing(deploy: Deploy) -> None:
    """A module that can't be found is the runtime's import error."""
    function = deploy(files={"index.js": 'require("nowhere")'}, Runtime="nodejs20.x", Handler="index.handler")

    answer = function()

    assert answer.payload["errorType"] == "Runtime.ImportModuleError"
    assert answer.payload["errorMessage"].startswith("Error: Cannot find module 'nowhere'")


def test_functions_die_with_localstack(session: Session, tmp_path: Path) -> None:
    """After SIGKILL of LocalStack no process of a function is left a second later, not even one that is busy."""
    own = Session(session.id, tmp_path)
    with running_localstack(Settings(root=tmp_path, localstack_image="embedded"), own) as endpoint:
        deploy = next(deployer := _deployer(EndpointSession(endpoint)))
        idle = deploy("def handler(event, context): return 1")
        busy = deploy("def handler(event, context):\n    while True: pass", Timeout=60)
        busy.send()
        idle()
        if shutil.which("node"):
            files = {"app.js": "exports.handler = async () => { for (;;); }"}
            node = deploy(files=files, Runtime="nodejs20.x", Timeout=60)
            node.send()
        assert endpoint.process
        localstack = psutil.Process(endpoint.process.pid)
        count = 3 if shutil.which("node") else 2
        wait_until(lambda: len(localstack.children()) == count, what="the functions", timeout=10)
        children = [(child.pid, child.create_time()) for child in localstack.children(recursive=True)]

        localstack.kill()
        time.sleep(1)

        assert [child for child in children if is_alive(*child)] == []
        deployer.close()


@dataclass(frozen=True)
class Bench:
    """Run the runtime alone, without LocalStack, as its executor does."""

    folder: Path

    def start(self, source: str, *words: str, python: str = sys.executable) -> tuple[Child, dict[str, Any]]:
        """Start a process that loads `source` as the module `app`, and return it with its first message."""
        (self.folder / "code").mkdir()
        (self.folder / "code/app.py").write_text(dedent(source))
        for name in ("sdk", "bytecode", "scratch"):
            (self.folder / name).mkdir(mode=0o777)
            (self.folder / name).chmod(0o777)
        options: dict[str, Any] = {"handler": "app.handler", "runtime": "python3.12", "layers": None}
        options |= {name: str(self.folder / name) for name in ("code", "sdk", "bytecode", "scratch")}
        command = [*words, python, "-I", "-S", "-u", "-X", "utf8", str(RUNTIME)]
        child = start_child(command, options, {"PATH": os.defpath}, self.folder)
        return child, child.receive(time.monotonic() + 10)

    @staticmethod
    def call(child: Child, event: object = None) -> dict[str, Any]:
        """Invoke the handler of a started process."""
        request = {"id": "1", "arn": "", "trace": "", "client_context": "", "deadline": 0, "event": json.dumps(event)}
        child.send(request)
        return child.receive(time.monotonic() + 10)


@pytest.fixture
def bench() -> Iterator[Bench]:
    """Yield a bench in a folder that every account can reach."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield Bench(folder)
    shutil.rmtree(folder)


WHERE = "import os\ndef handler(event, context): return [__file__, os.getcwd(), os.environ['HOME'], os.getuid()]"


@pytest.mark.parametrize(
    "python", [str(found.path) for found in find_interpreters().values() if found.minor >= OLDEST_FOR_LAMBDAS]
)
def test_every_python_here_runs_functions(bench: Bench, python: str) -> None:
    """The runtime works on each version of Python found on this machine."""
    child, message = bench.start(WHERE, python=python)

    answer = json.loads(bench.call(child)["result"])

    assert message == {"warnings": []}
    assert answer[:3] == ["/var/task/app.py", "/var/task", "/tmp"]  # noqa: S108
    child.kill()


@needs_root
def test_plain_user_gets_the_places_too(bench: Bench) -> None:
    """A user namespace gives an account without rights /var/task and /tmp, and leaves it what it is."""
    nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")

    child, message = bench.start(WHERE, *nobody, python="/usr/bin/python3")

    assert message == {"warnings": []}
    assert json.loads(bench.call(child)["result"]) == ["/var/task/app.py", "/var/task", "/tmp", 65534]  # noqa: S108
    child.kill()


@needs_root
def test_code_stays_where_it_is_without_namespaces(bench: Bench) -> None:
    """Where the system forbids namespaces, the function runs in the folder of its code, and a warning says so."""
    forbid = (
        "unshare",
        "--user",
        "--map-root-user",
        "sh",
        "-c",
        'echo 0 >/proc/sys/user/max_mnt_namespaces; exec "$@"',
    )

    child, message = bench.start(WHERE, *forbid, "sh", python="/usr/bin/python3")

    assert len(message["warnings"]) == 1
    assert "a function finds its code by LAMBDA_TASK_ROOT" in message["warnings"][0]
    code, scratch = str(bench.folder / "code"), str(bench.folder / "scratch")
    assert json.loads(bench.call(child)["result"])[:3] == [f"{code}/app.py", code, scratch]
    child.kill()
