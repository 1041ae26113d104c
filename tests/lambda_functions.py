"""Functions that tests deploy to the embedded LocalStack."""

import base64
import io
import json
import secrets
import zipfile
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

import psutil

from stackrig.emulator.sessions import EndpointSession
from stackrig.waiting import wait_until
from tests.waiting import PATIENCE

ROLE = "arn:aws:iam::000000000000:role/any"
# Answers the event `daemon` with the pid of a process that has a session and an environment of its own.
DAEMON = """
    import os, sys, time
    def start_daemon():
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.write(writing, str(os.getpid()).encode())
                os.execve("/bin/sleep", ["sleep", "1000"], {})
            os._exit(0)
        os.wait()
        return int(os.read(reading, 20))
    def handler(event, context):
        if event == "daemon": return start_daemon()
        if event == "exit": os._exit(3)
        if event == "hang": time.sleep(60)
    """


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

        wait_until(is_done, what=f"the function {self.name}", timeout=PATIENCE)


Deploy = Callable[..., Function]


def deploying(aws: EndpointSession) -> Generator[Deploy]:
    client = aws.client("lambda")
    deployed: list[str] = []

    def deploy(source: str = "", files: Mapping[str, str | bytes] | None = None, **settings: Any) -> Function:
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
        with suppress(client.exceptions.ResourceNotFoundException):  # a test has deleted it
            client.delete_function(FunctionName=name)


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """Zip some executable files, with the fixed times of an archive made to be reproducible."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.external_attr = 0o755 << 16
            packed.writestr(entry, dedent(content) if isinstance(content, str) else content)
    return buffer.getvalue()


def publish_layer(aws: EndpointSession, files: Mapping[str, str | bytes]) -> str:
    """Publish a layer and return the ARN of its version."""
    client: Any = aws.client("lambda")
    layer = client.publish_layer_version(LayerName=f"l-{secrets.token_hex(4)}", Content={"ZipFile": archive(files)})
    return str(layer["LayerVersionArn"])


def read_logs(aws: EndpointSession, function: Function, *, until: str) -> list[str]:
    """Return the messages CloudWatch Logs holds of a function, once there is one with `until` in it."""
    client = aws.client("logs")

    def messages() -> list[str]:
        events = client.filter_log_events(logGroupName=f"/aws/lambda/{function.name}")["events"]
        found = [event["message"] for event in events]
        return found if any(until in message for message in found) else []

    retry_on = (client.exceptions.ResourceNotFoundException,)
    return wait_until(messages, what=f"a log line with {until!r}", timeout=PATIENCE, retry_on=retry_on)


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

    return wait_until(found, what=f"{number} processes of {len(functions)} functions", timeout=PATIENCE)[0]
