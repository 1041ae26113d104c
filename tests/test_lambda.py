"""Lambda functions of the embedded LocalStack: processes that behave as AWS's container runtime does."""

import base64
import json
import re
import secrets
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from stackrig.emulator.embedded import OLDEST_FOR_LAMBDAS
from stackrig.emulator.inside.functions.fetched_packages import fetch
from stackrig.emulator.inside.functions.interpreters import command_for
from stackrig.emulator.sessions import EndpointSession
from stackrig.interpreters import find_interpreters
from stackrig.processes import has_ended
from stackrig.waiting import wait_until
from tests.lambda_functions import ROLE, Deploy, archive, publish_layer, read_logs
from tests.waiting import PATIENCE


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
            open("/tmp/" + event, "w").write("x")
            return {"env": dict(os.environ), "path": sys.path, "file": __file__, "cwd": os.getcwd(),
                    "version": sys.version_info[:2], "tmp": os.listdir("/tmp"), "argv": sys.argv}
        """,
        Environment={"Variables": {"COLOUR": "grün", "AWS_LAMBDA_EXEC": "1"}},
    )

    mine = f"mine-{secrets.token_hex(8)}"

    got = function(mine).payload

    env = got["env"]
    assert (env["COLOUR"], env["AWS_REGION"], env["_HANDLER"]) == ("grün", "us-east-1", "app.handler")
    assert env["AWS_EXECUTION_ENV"] == "AWS_Lambda_python3.12"
    assert env["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:")
    assert (env["LAMBDA_TASK_ROOT"], got["cwd"], got["file"]) == ("/var/task", "/var/task", "/var/task/app.py")
    assert (env["PWD"], env["PYTHONPATH"], env["AWS_LAMBDA_RUNTIME_API"]) == (
        "/var/task",
        "/var/runtime",
        "127.0.0.1:9001",
    )
    assert got["path"][0] == "/var/task"
    assert got["version"] == [3, 12]
    assert mine in got["tmp"]
    assert not Path("/tmp", mine).exists()  # noqa: S108
    assert env["SHLVL"] == "0"
    assert not {"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "LOCALSTACK_MAX_PAYLOAD_SIZE"} & set(env)
    assert not {"HOME", "VIRTUAL_ENV", "AWS_PROFILE", "http_proxy", "NO_PROXY", "SERVICES"} & set(env)
    assert [name for name in env if name.startswith(("STACKRIG_", "_STACKRIG", "LOCALSTACK_RUNTIME"))] == []


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
    assert answer.payload["requestId"] == ""
    assert answer.payload["stackTrace"][0].startswith('  File "/var/task/app.py", line 2, in <module>\n    1 / 0\n')
    assert "so far\n" in answer.log


TOO_LARGE = "Response payload size exceeded maximum allowed payload size (6291556 bytes)."


NO_JSON = "Unable to marshal response: Object of type object is not JSON serializable"


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        ("return object()", "Runtime.MarshalError", NO_JSON),
        ("return 'x' * 7_000_000", "Function.ResponseSizeTooLarge", TOO_LARGE),
    ],
)
def test_unfit_response(deploy: Deploy, source: str, kind: str, message: str) -> None:
    """A result that isn't JSON or is too large is an error of the runtime, and the function goes on."""
    function = deploy(f"def handler(event, context):\n    if event: return 1\n    {source}")

    answer = function()

    assert (answer.error, answer.payload["errorType"]) == ("Unhandled", kind)
    assert answer.payload["errorMessage"] == message
    assert function(1).payload == 1


def test_large_payloads(deploy: Deploy) -> None:
    """Five megabytes go in and come out: each of these letters is sent as six bytes."""
    function = deploy("def handler(event, context): return event")
    text = "ü" * 900_000

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
            print(subprocess.Popen(["sleep", "1000"]).pid, flush=True)
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
    wait_until(lambda: has_ended(grandchild), what="the end of the grandchild", timeout=PATIENCE)
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
        "import os\ndef handler(event, context): return os.environ['VALUE']", Environment={"Variables": {"VALUE": "1"}}
    )
    assert function().payload == "1"

    changed = {"Variables": {"VALUE": "2"}}
    function.client.update_function_configuration(FunctionName=function.name, Environment=changed)
    function.wait()

    assert function().payload == "2"


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


@pytest.mark.parametrize("minor", [7, pytest.param(8, marks=pytest.mark.gate)])
def test_functions_on_old_pythons_have_an_sdk(deploy: Deploy, minor: int) -> None:
    """A Python too old for today's boto3 runs functions with one of its age, which reaches LocalStack."""
    if minor not in find_interpreters():
        pytest.skip(f"no Python 3.{minor} on this machine")
    source = """
        import sys, boto3
        def handler(event, context):
            names = [bucket["Name"] for bucket in boto3.client("s3").list_buckets()["Buckets"]]
            return [sys.version_info[1], boto3.__version__.split(".")[1], isinstance(names, list)]
        """

    answer = deploy(source, Runtime=f"python3.{minor}", Timeout=30)()

    assert answer.payload == [minor, "33", True]
    assert "[stackrig]" not in answer.log


def test_old_functions_run_on_a_newer_python_without_that_sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the old SDK can't be installed the functions run on the nearest Python that has one, which is told."""
    options = {
        "pythons": {"7": "/seven", "9": "/nine", "13": "/thirteen"},
        "sdk": "/today",
        "old_sdk": str(tmp_path / "sdk"),
        "install_old_sdk": ["/bin/ls"],
        "installer": {},
    }
    monkeypatch.setenv("STACKRIG_OPTIONS", json.dumps(options))
    command_for.cache_clear()

    command = command_for("python3.8")

    assert (command.words[0], command.sdk) == ("/nine", "/today")
    assert "there is no AWS SDK for Python 3.8 (ls ended with exit code" in command.warning
    assert command.warning.endswith("python3.8 functions run on 3.9")
    command_for.cache_clear()


def test_damaged_packages_are_installed_anew(tmp_path: Path) -> None:
    """A file that was cut, emptied or removed, or a lost record of them, does not stay so for ever."""
    install = "import sys, pathlib; p = pathlib.Path(sys.argv[1]); p.mkdir(); (p / 'boto3.py').write_text('name = 1')"
    find_sdk = partial(fetch, tmp_path / "sdk", [sys.executable, "-c", install], {})
    module = Path(find_sdk()) / "boto3.py"
    whole, kept = module.read_text(encoding="utf-8"), module.stat().st_ino

    assert Path(find_sdk(), "boto3.py").stat().st_ino == kept
    for damage in (module.unlink, partial(module.write_text, ""), partial(module.write_text, whole[:3])):
        damage()
        assert Path(find_sdk(), "boto3.py").read_text(encoding="utf-8") == whole
    (tmp_path / "sdk" / "sizes.json").unlink()
    assert Path(find_sdk(), "sizes.json").exists()


def test_layers(deploy: Deploy, aws: EndpointSession) -> None:
    """Layers lie at /opt, a later one over an earlier one, and their Python packages can be imported."""
    layers = [
        publish_layer(aws, {"python/shared.py": "name = 'first'", "python/first.py": "", "data.txt": "one"}),
        publish_layer(aws, {"python/shared.py": "name = 'second'", "bin/tool": ""}),
    ]
    source = """
        import os, shared, first
        def handler(event, context):
            return [shared.name, shared.__file__, open("/opt/data.txt").read(), os.path.exists("/opt/bin/tool")]
        """

    function = deploy(source, Layers=layers)

    assert function().payload == ["second", "/opt/python/shared.py", "one", True]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"Runtime": "java21", "Handler": "A::b"}, "functions of the runtime java21 can't run without Docker"),
        ({"Runtime": "go1.x", "Handler": "a"}, "The runtime parameter of go1.x is no longer supported for creating"),
        ({"Runtime": "python9.9", "Handler": "a.b"}, "Value python9.9 at 'runtime' failed to satisfy constraint"),
        ({"Runtime": "nodejs10.x", "Handler": "a.b"}, "Value nodejs10.x at 'runtime' failed to satisfy constraint"),
        ({"PackageType": "Image", "Code": {"ImageUri": "some/image"}}, "container images can't run without Docker"),
    ],
)
def test_function_that_can_not_run_is_refused(aws: EndpointSession, settings: dict[str, Any], message: str) -> None:
    """A function that can't run here, or on AWS either, is refused when it is made, saying why."""
    client = aws.client("lambda")

    with pytest.raises(client.exceptions.InvalidParameterValueException, match=message):
        client.create_function(FunctionName="refused", Role=ROLE, **{"Code": {"ZipFile": b""}, **settings})
