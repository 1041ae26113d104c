"""Ctrl-C and kill in the middle of a creation, on a LocalStack that stackrig only attached to.

A server in front of that LocalStack holds an answer back until the signal was sent, so that the moment is certain.
"""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from stackrig.database.server import PostgresServer
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.rig.record import load_rig
from tests.waiting import PATIENCE

PROJECT = """
[tool.stackrig]
project = "shop"
program = "infrastructure:program"
"""
PROGRAM = """
import pulumi_aws as aws

def program(_postgres):
    def stack():
        first = aws.sqs.Queue("first", name="interrupted-first")
        slow = aws.sns.Topic("slow", name=first.name.apply(lambda _: "interrupted-slow"))
        aws.kms.Key("key", description=slow.name)
        aws.sqs.Queue("last", name=slow.name.apply(lambda _: "interrupted-last"))
    return stack
"""
SWALLOWING = """
import signal
import weakref

import pulumi_aws as aws

class Module:
    pass

def program(_postgres):
    module = Module()
    lock = weakref.ref(module, lambda _: signal.raise_signal(signal.SIGINT))  # as Ctrl-C at the end of an import
    del module
    assert not lock()
    print("the program goes on")
    return lambda: aws.sqs.Queue("first", name="interrupted-first")
"""
SLOW = b"Action=CreateTopic"  # the request whose answer is held back
MADE = ["interrupted-first", "interrupted-slow", "interrupted-last"]


@dataclass
class Front:
    """Pass requests on to a LocalStack; the answer to SLOW waits for `release`, once it is known that it was made."""

    target: AwsEndpoint
    port: int = 0
    arrived: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in handler.headers.items() if name.lower() != "host"}
        target = http.client.HTTPConnection("127.0.0.1", self.target.port, timeout=PATIENCE)
        with contextlib.closing(target):
            host = {"Host": f"127.0.0.1:{self.target.port}"}
            target.request(handler.command, handler.path, body, {**headers, **host})
            response = target.getresponse()
            content = response.read()
        if SLOW in body:
            self.arrived.set()
            self.release.wait(PATIENCE)
        handler.send_response_only(response.status)
        for name, value in response.getheaders():
            if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)


@pytest.fixture
def front(localstack_server: AwsEndpoint) -> Iterator[Front]:
    """Yield a front to the LocalStack of the session; its port is `front.port`."""
    front = Front(localstack_server)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:  # of http.server
            front.answer(self)

        do_GET = do_PUT = do_DELETE = do_HEAD = do_POST  # noqa: N815

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:  # who asked has been killed
                self.close_connection = True

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        front.port = server.server_address[1]
        yield front
        front.release.set()
        server.shutdown()


@dataclass
class Project:
    """A project whose rig is an attached database and the attached front."""

    root: Path
    variables: dict[str, str]

    def start(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "invoke", *words],
            cwd=self.root,
            env={**os.environ, **self.variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *words: str) -> str:
        with self.start(*words) as process:
            output = process.communicate(timeout=PATIENCE)[0]
        assert process.returncode == 0, output
        return output

    def states(self) -> list[Path]:
        return [*self.root.glob(".stackrig/stacks/**/*.json")]


@pytest.fixture
def project(tmp_path: Path, front: Front, postgres_server: PostgresServer) -> Project:
    """Return a project that is attached to the front."""
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "infrastructure.py").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "tasks.py").write_text("from stackrig.tasks import namespace\n", encoding="utf-8")
    where = f"http://127.0.0.1:{front.port}"
    return Project(
        tmp_path,
        {"STACKRIG_DATABASE_IMAGE": postgres_server.dsn, "STACKRIG_LOCALSTACK_IMAGE": where, "PYTHONUNBUFFERED": "1"},
    )


@pytest.fixture
def strangers(aws: EndpointSession) -> Iterator[Callable[[], list[object]]]:
    """Make resources of somebody else; yield what tells all that there is, theirs without what is ours."""
    sqs, sns, kms = aws.client("sqs"), aws.client("sns"), aws.client("kms")
    queue = sqs.create_queue(QueueName="strangers", Attributes={"DelaySeconds": "7"}, tags={"by": "them"})["QueueUrl"]
    topic = sns.create_topic(Name="strangers", Tags=[{"Key": "by", "Value": "them"}])["TopicArn"]
    key = kms.create_key(Description="interrupted-slow")["KeyMetadata"]["KeyId"]  # as the program's own
    before = {one["KeyId"] for one in kms.list_keys()["Keys"]} - {key}

    def look() -> list[object]:
        keys = {one["KeyId"] for one in kms.list_keys()["Keys"]} - before
        pending = [one for one in keys if kms.describe_key(KeyId=one)["KeyMetadata"]["KeyState"] == "Enabled"]
        return [
            sorted(url.rpartition("/")[2] for url in sqs.list_queues().get("QueueUrls", [])),
            sorted(one["TopicArn"].rpartition(":")[2] for one in sns.list_topics()["Topics"]),
            sorted(pending),
            sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["DelaySeconds"])["Attributes"],
            sns.list_tags_for_resource(ResourceArn=topic)["Tags"],
        ]

    yield look
    sqs.delete_queue(QueueUrl=queue)
    sns.delete_topic(TopicArn=topic)
    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)


Look = Callable[[], list[object]]


def read_until(text: str, process: "subprocess.Popen[str]") -> str:
    """Return what a process has printed, as soon as a line holds a text."""
    assert process.stdout
    output = ""
    for line in process.stdout:
        output += line
        if text in line:
            return output
    pytest.fail(f"{text!r} is not in {output!r}")


def test_ctrl_c_in_a_creation_leaves_nothing(project: Project, front: Front, strangers: Look) -> None:
    """The creation under way is waited for, then all that was made is destroyed, and nothing of anybody else."""
    before = strangers()
    with project.start("up") as process:
        assert front.arrived.wait(PATIENCE), process.communicate(timeout=PATIENCE)[0]
        process.send_signal(signal.SIGINT)
        output = read_until("before anything is destroyed", process)
        threading.Timer(1.5, front.release.set).start()  # longer than an interrupted program may take to end
        output += process.communicate(timeout=PATIENCE)[0]

    assert process.returncode != 0
    assert "before anything is destroyed: aws:sns/topic:Topic 'slow'" in output
    assert strangers() == before
    assert project.states() == []
    assert "nothing to remove" in project.run("teardown")


def test_a_second_ctrl_c_forgets_nothing(project: Project, front: Front, strangers: Look) -> None:
    """A second Ctrl-C says what goes on; the next teardown removes what was made and names what it can't know."""
    before = strangers()
    with project.start("up") as process:
        assert front.arrived.wait(PATIENCE), process.communicate(timeout=PATIENCE)[0]
        process.send_signal(signal.SIGINT)
        output = read_until("before anything is destroyed", process)
        process.send_signal(signal.SIGINT)
        output += process.communicate(timeout=PATIENCE)[0]
    front.release.set()

    assert process.returncode != 0
    assert "interrupted" not in str(before)
    assert "urn:pulumi:dev::shop::aws:sns/topic:Topic::slow" in output
    told = project.run("teardown")
    assert "the stack dev on http://127.0.0.1" in told
    assert "may have left urn:pulumi:dev::shop::aws:sns/topic:Topic::slow" in told
    _remove_topic(front)  # as the message asks for
    assert strangers() == before
    assert project.states() == []


def test_a_ctrl_c_that_python_swallows_ends_up(project: Project, strangers: Look) -> None:
    """A KeyboardInterrupt that is dropped in a callback is raised at the next step, and nothing is left."""
    before = strangers()
    (project.root / "infrastructure.py").write_text(SWALLOWING, encoding="utf-8")
    with project.start("up") as process:
        output = process.communicate(timeout=PATIENCE)[0]

    assert "the program goes on" in output
    assert process.returncode != 0
    assert strangers() == before
    assert project.states() == []
    assert load_rig(project.root) is None


@pytest.mark.gate
@pytest.mark.parametrize("again", ["teardown", "up"])
def test_a_kill_in_a_creation_forgets_nothing(project: Project, front: Front, strangers: Look, again: str) -> None:
    """After a kill -9 teardown finds the stack, and so does another up, by the state that each step has left."""
    before = strangers()
    with project.start("up") as process:
        assert front.arrived.wait(PATIENCE), process.communicate(timeout=PATIENCE)[0]
        process.kill()
    front.release.set()
    assert len(project.states()) == 1
    _remove_topic(front)

    told = project.run(again)
    if again == "up":
        told += project.run("teardown")

    assert "may have left urn:pulumi:dev::shop::aws:sns/topic:Topic::slow" in told
    assert strangers() == before
    assert project.states() == []


def _remove_topic(front: Front) -> None:
    sns = EndpointSession(front.target).client("sns")
    sns.delete_topic(TopicArn="arn:aws:sns:us-east-1:000000000000:interrupted-slow")
