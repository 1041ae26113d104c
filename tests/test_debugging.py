"""Debuggers in functions: pdb in a terminal, and debugpy for an editor."""

import json
import os
import pty
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from textwrap import dedent
from typing import Any

import psutil
import pytest

from stackrig.emulator.debugging import (
    DebuggedFunction,
    debugged_functions,
    launch_configuration,
    lending_terminal,
    start_debuggers,
)
from stackrig.emulator.server import AwsEndpoint
from stackrig.errors import SettingsError
from tests.lambda_functions import Answer, Deploy, Function, processes_of
from tests.strangers import STRANGER, needs_linux, needs_root, ports_that_answer
from tests.waiting import PATIENCE, eventually

SOURCE = """\
    def handler(event, context):
        answer = event["number"] * 2
        breakpoint()
        return answer
    """


class Terminal:
    """Drive a program in a pseudo-terminal: what it writes is kept, and waited for."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.text = ""

    def expect(self, wanted: str) -> None:
        """Wait until the program has written something since the last call."""
        deadline = time.monotonic() + PATIENCE
        while wanted not in self.text:
            ready, _, _ = select.select([self._descriptor], [], [], max(0, deadline - time.monotonic()))
            assert ready, f"{wanted!r} is not in {self.text!r}"
            try:
                self.text += os.read(self._descriptor, 4096).decode(errors="replace")
            except OSError:  # the program has ended
                pytest.fail(f"{wanted!r} is not in {self.text!r}")
        self.text = self.text.partition(wanted)[2]

    def type(self, line: str) -> None:
        """Type a line."""
        os.write(self._descriptor, f"{line}\n".encode())


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """Give this process a terminal of its own in place of its standard streams, and yield the other end."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "r+b", buffering=0) as stream:
        monkeypatch.setattr(sys, "__stdin__", stream)
        monkeypatch.setattr(sys, "__stdout__", stream)
        yield Terminal(ours)
    os.close(ours)


def test_breakpoint_opens_pdb_in_the_terminal(
    deploy: Deploy, localstack_server: AwsEndpoint, terminal: Terminal
) -> None:
    """At a breakpoint one looks at variables and changes them, longer than the time-out, and the function goes on."""
    function = deploy(SOURCE, Timeout=1)

    with lending_terminal(localstack_server), ThreadPoolExecutor(1) as pool:
        answer = pool.submit(function, {"number": 4})
        terminal.expect(f"{function.name} is at a breakpoint in /var/task/app.py:")
        terminal.expect("(Pdb) ")
        time.sleep(1.5)  # longer than the function's time-out
        terminal.type("p answer")
        terminal.expect("8")
        terminal.expect("(Pdb) ")
        terminal.type("answer = 21")
        terminal.expect("(Pdb) ")
        terminal.type("c")
        assert answer.result(PATIENCE).payload == 21


def test_breakpoint_without_a_terminal_is_passed(deploy: Deploy) -> None:
    """Where nobody can answer the function goes on, and its log says what to type for a terminal."""
    function = deploy(SOURCE)

    answer = function({"number": 4})

    assert answer.payload == 8
    assert "[stackrig] breakpoint() in /var/task/app.py:" in answer.log
    assert "use pytest -s, or `invoke debug`" in answer.log


def test_the_terminal_of_a_killed_run_is_none(deploy: Deploy, localstack_server: AwsEndpoint) -> None:
    """A breakpoint does not wait for a terminal whose process was killed."""
    lend = """
        import sys, time, types
        from stackrig.emulator.debugging import lending_terminal
        with lending_terminal(types.SimpleNamespace(port=int(sys.argv[1]))):
            print("lent", flush=True)
            time.sleep(600)
        """
    words = [sys.executable, "-c", dedent(lend), str(localstack_server.port)]
    lender = subprocess.Popen(words, stdout=subprocess.PIPE)
    with lender:
        assert lender.stdout
        assert lender.stdout.readline() == b"lent\n"
        lender.kill()

    assert deploy(SOURCE)({"number": 4}).payload == 8


def connect(address: tuple[str, int]) -> socket.socket | None:
    """Return a connection; None while nothing listens."""
    with suppress(ConnectionRefusedError):
        return socket.create_connection(address, timeout=PATIENCE)
    return None


class Editor:
    """Speak the Debug Adapter Protocol with a debugger: https://microsoft.github.io/debug-adapter-protocol/."""

    def __init__(self, configuration: Mapping[str, Any]) -> None:
        """Attach by a launch configuration of VS Code, once its port listens."""
        address = (configuration["connect"]["host"], configuration["connect"]["port"])
        self._connection = eventually(partial(connect, address))
        self._stream = self._connection.makefile("rb")
        self._count = 0
        self.answer(self.request("initialize", adapterID="debugpy", linesStartAt1=True, pathFormat="path"))
        self.request("attach", **configuration)
        self.event("initialized")

    def request(self, command: str, **arguments: object) -> int:
        """Send a request and return its number."""
        self._count += 1
        message = {"seq": self._count, "type": "request", "command": command, "arguments": arguments}
        content = json.dumps(message).encode()
        self._connection.sendall(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        return self._count

    def wait_for(self, is_meant: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the next message that is meant; others are dropped."""
        while True:
            length = 0
            while (line := self._stream.readline()) not in (b"\r\n", b""):
                length = int(line.partition(b":")[2])
            message: dict[str, Any] = json.loads(self._stream.read(length))
            if is_meant(message):
                return message

    def answer(self, number: int) -> dict[str, Any]:
        """Return the answer to a request."""
        message = self.wait_for(lambda one: one["type"] == "response" and one["request_seq"] == number)
        assert message["success"], message
        body: dict[str, Any] = message.get("body", {})
        return body

    def event(self, name: str) -> dict[str, Any]:
        """Return the next event of a name."""
        body: dict[str, Any] = self.wait_for(lambda one: one.get("event") == name).get("body", {})
        return body

    def close(self) -> None:
        """Disconnect."""
        self._stream.close()
        self._connection.close()


def listening_ports(server: AwsEndpoint, function: Function) -> set[int]:
    """Return the ports of 127.0.0.1 at which LocalStack, the processes below it and those of a function listen.

    debugpy's adapter is a daemon, whose parent is the system's first process. RDS has other addresses.
    """
    assert server.process
    root = psutil.Process(server.process.pid)
    ports = set()
    for pid in {root.pid, *(child.pid for child in root.children(recursive=True)), *processes_of(function)}:
        with suppress(psutil.NoSuchProcess):  # it has just ended
            listening = [one for one in psutil.Process(pid).net_connections("tcp") if one.status == psutil.CONN_LISTEN]
            ports |= {one.laddr.port for one in listening if one.laddr.ip == "127.0.0.1"}
    return ports


@contextmanager
def called_with_debugger(
    deploy: Deploy, server: AwsEndpoint, folder: Path
) -> Iterator[tuple[Function, DebuggedFunction, Future[Answer]]]:
    """Yield a function, its debugger that waits for an editor, and its coming answer; later calls have no debugger."""
    source = "def handler(event, context):\n    answer = event * 2\n    return answer\n"
    (folder / "shop").mkdir()
    (folder / "shop" / "app.py").write_text(source, encoding="utf-8")
    function = deploy(source, Timeout=1)
    assert function(1).payload == 2

    start_debuggers(server, function.name)
    try:
        (found,) = debugged_functions(server, folder)
        with ThreadPoolExecutor(1) as pool:
            yield function, found, pool.submit(function, 4)
    finally:
        start_debuggers(server, "")
    assert function(5).payload == 10


@pytest.mark.gate
@pytest.mark.parametrize("who_maps", ["the debugger", "the editor"])
def test_an_editor_stops_a_function(
    deploy: Deploy, localstack_server: AwsEndpoint, tmp_path: Path, who_maps: str
) -> None:
    """By the printed configuration an editor attaches, stops in the project's own file, and reads a variable.

    An editor that maps the paths itself names the function's own file.
    """
    with called_with_debugger(deploy, localstack_server, tmp_path) as (_, found, answer):
        configuration = launch_configuration(found)
        (mapping,) = configuration["pathMappings"]
        assert mapping["localRoot"] == str(tmp_path / "shop")
        if who_maps == "the editor":
            del configuration["pathMappings"]
        place = {"path": mapping["localRoot" if who_maps == "the debugger" else "remoteRoot"] + "/app.py"}
        editor = Editor(configuration)
        editor.answer(editor.request("setBreakpoints", source=place, breakpoints=[{"line": 3}]))
        editor.request("configurationDone")
        thread = editor.event("stopped")["threadId"]
        frame = editor.answer(editor.request("stackTrace", threadId=thread))["stackFrames"][0]
        value = editor.answer(editor.request("evaluate", expression="answer", frameId=frame["id"]))["result"]
        editor.answer(editor.request("continue", threadId=thread))
        assert (frame["source"]["path"], frame["line"], value) == (place["path"], 3, "8")
        assert answer.result(PATIENCE).payload == 8
        editor.close()


@needs_root
@needs_linux
@pytest.mark.gate
def test_a_debugger_answers_no_other_user(deploy: Deploy, localstack_server: AwsEndpoint, tmp_path: Path) -> None:
    """While a debugger waits, no port of LocalStack, of the function and of the debugger answers another user."""
    with called_with_debugger(deploy, localstack_server, tmp_path) as (function, found, answer):
        eventually(lambda: found.port in listening_ports(localstack_server, function))
        answering = ports_that_answer(STRANGER, listening_ports(localstack_server, function))
        editor = Editor(launch_configuration(found))
        editor.request("configurationDone")
        assert answer.result(PATIENCE).payload == 8
        editor.close()

    assert answering == []


def test_functions_in_containers_are_not_debugged(localstack_server: AwsEndpoint) -> None:
    """An image's functions are refused, with what to type instead."""
    import dataclasses

    with pytest.raises(SettingsError, match="--debug-functions needs the embedded LocalStack"):
        start_debuggers(dataclasses.replace(localstack_server, backend="image"), "all")


@pytest.mark.gate
def test_pytest_lends_its_terminal(tmp_path: Path) -> None:
    """Under `pytest -s` a breakpoint() in a handler opens pdb, and the test goes on with the function's answer."""
    (tmp_path / "test_it.py").write_text(
        dedent(f"""
        import io, json, zipfile
        def test_it(aws_session):
            client, buffer = aws_session.client("lambda"), io.BytesIO()
            with zipfile.ZipFile(buffer, "w") as packed:
                packed.writestr("app.py", {dedent(SOURCE)!r})
            client.create_function(FunctionName="f", Runtime="python3.12", Handler="app.handler", Timeout=1,
                                   Role="arn:aws:iam::000000000000:role/r", Code={{"ZipFile": buffer.getvalue()}})
            client.get_waiter("function_active_v2").wait(FunctionName="f")
            answer = client.invoke(FunctionName="f", Payload=json.dumps({{"number": 4}}))
            assert json.loads(answer["Payload"].read()) == 8
        """),
        encoding="utf-8",
    )
    (tmp_path / "pyproject.toml").write_text("[tool.stackrig]\nlocalstack_image = 'embedded'\n", encoding="utf-8")
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "pytest", "-s", "-q", "-p", "no:cacheprovider", "test_it.py"]
    run = subprocess.Popen(words, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    terminal = Terminal(ours)
    with run:
        terminal.expect("f is at a breakpoint in /var/task/app.py:")
        terminal.expect("(Pdb) ")
        terminal.type("p event['number'] + 100")
        terminal.expect("104")
        terminal.type("c")
        terminal.expect("1 passed")
        assert run.wait(PATIENCE) == 0
    os.close(ours)
