"""The processes of Lambda functions: when they start and end, and what they see of the machine."""

import json
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent
from threading import Barrier, Thread
from typing import Any

import psutil
import pytest

from stackrig.emulator.embedded import OLDEST_FOR_LAMBDAS
from stackrig.emulator.inside.functions.function_process import Child, start_child
from stackrig.emulator.inside.functions.runtime import _stackrig_places
from stackrig.emulator.plugin import PLUGIN
from stackrig.emulator.server import running_localstack
from stackrig.emulator.sessions import EndpointSession
from stackrig.interpreters import find_interpreters
from stackrig.processes import Session, has_ended, is_alive
from stackrig.settings import Settings
from stackrig.waiting import wait_until
from tests.lambda_functions import DAEMON, Deploy, archive, deploying, processes_of, until_processes
from tests.waiting import PATIENCE, eventually

AHEAD = 4  # functions that are started before they are asked for: LIMIT in the plugin's ahead.py
RUNTIME = PLUGIN / "functions/runtime/_stackrig_runtime.py"
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can take on other accounts")


def test_started_before_it_is_asked_for(deploy: Deploy) -> None:
    """A function's module is loaded as soon as its code is there; the first invocation goes to that very process."""
    function = deploy("def handler(event, context): return 1")
    processes = until_processes([function], 1)

    first = function()

    assert first.payload == 1
    assert "Init Duration: " in first.log
    assert processes_of(function) == processes


def test_a_start_that_failed_before_it_was_asked_for_counts_for_nothing(aws: EndpointSession, deploy: Deploy) -> None:
    """A module may need something that is made later, such as the tables of a database that is being seeded."""
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
    wait_until(lambda: s3.list_objects_v2(Bucket=bucket)["KeyCount"], what="the module's first lines", timeout=PATIENCE)
    until_processes([function], 0)
    s3.put_object(Bucket=bucket, Key="needed", Body=b"rows")

    answer = function()

    assert (answer.error, answer.payload) == (None, "rows")


def small(folder: Path) -> Settings:
    """Return the settings of a LocalStack that starts soon: it loads no service but those that functions need."""
    return Settings(root=folder, localstack_image="embedded", localstack_services="iam,lambda,logs")


def test_only_some_are_started_before_they_are_asked_for(session: Session, tmp_path: Path) -> None:
    """A stack with many functions does not start all of them at once; one that failed or was called makes room.

    A daemon that one of them started ends with LocalStack.
    """
    own, source = Session(session.id, tmp_path), "def handler(event, context): return event"
    with running_localstack(small(tmp_path), own) as endpoint:
        deploy = next(deployer := deploying(EndpointSession(endpoint)))
        until_processes([deploy("raise SystemExit")], 0)
        functions = [deploy(source) for _ in range(AHEAD + 2)]
        until_processes(functions, AHEAD)

        assert [function(number).payload for number, function in enumerate(functions)] == list(range(AHEAD + 2))
        until_processes([deploy(source)], 1)
        daemon = deploy(DAEMON)("daemon").payload
        deployer.close()
        assert not has_ended(daemon)
    assert has_ended(daemon)


def test_an_unused_process_ends_with_its_code(aws: EndpointSession, deploy: Deploy) -> None:
    """New code gets a process of its own and the old code's ends."""
    function = deploy("def handler(event, context): return 'old'")
    (old,) = until_processes([function], 1)

    aws.client("lambda").update_function_code(
        FunctionName=function.name, ZipFile=archive({"app.py": "def handler(event, context): return 'new'"})
    )
    function.wait()
    wait_until(lambda: not psutil.pid_exists(old), what="the end of the old code's process", timeout=PATIENCE)

    until_processes([function], 1)
    assert function().payload == "new"


class MeetingPlace(BaseHTTPRequestHandler):
    """Answer eight requests as soon as all of them are there."""

    barrier = Barrier(8)

    def do_GET(self) -> None:  # of http.server
        self.barrier.wait(PATIENCE)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def test_several_at_once(deploy: Deploy) -> None:
    """Eight invocations at once run in eight processes and give eight right answers."""
    function = deploy(
        """
        import os
        from urllib.request import urlopen
        def handler(event, context):
            urlopen(event["meeting"]).close()
            return [event["number"], os.getpid()]
        """,
        Timeout=int(PATIENCE),
    )

    with ThreadingHTTPServer(("127.0.0.1", 0), MeetingPlace) as server, ThreadPoolExecutor(8) as pool:
        Thread(target=server.serve_forever, daemon=True).start()
        meeting = f"http://127.0.0.1:{server.server_port}"
        events = [{"number": number, "meeting": meeting} for number in range(8)]
        answers = [answer.payload for answer in pool.map(function, events)]
        server.shutdown()

    assert [number for number, _ in answers] == list(range(8))
    assert len({pid for _, pid in answers}) == 8


def test_functions_die_with_localstack(session: Session, tmp_path: Path) -> None:
    """After SIGKILL of LocalStack no process of a function is left, not even one that is busy."""
    own = Session(session.id, tmp_path)
    with running_localstack(small(tmp_path), own) as endpoint:
        deploy = next(deployer := deploying(EndpointSession(endpoint)))
        daemon = deploy(DAEMON)("daemon").payload
        busy = deploy("def handler(event, context):\n    while True: pass", Timeout=60)
        busy.send()
        if shutil.which("node"):
            files = {"app.js": "exports.handler = async () => { for (;;); }"}
            node = deploy(files=files, Runtime="nodejs20.x", Timeout=60)
            node.send()
        assert endpoint.process
        localstack = psutil.Process(endpoint.process.pid)
        count = 3 if shutil.which("node") else 2
        wait_until(lambda: len(localstack.children()) >= count, what="the functions", timeout=PATIENCE)
        children = [(child.pid, child.create_time()) for child in localstack.children(recursive=True)]

        localstack.kill()

        eventually(lambda: not any(is_alive(*child) for child in children))
        eventually(lambda: has_ended(daemon))
        deployer.close()


@dataclass(frozen=True)
class Bench:
    """Run the runtime alone, without LocalStack, as its executor does."""

    folder: Path

    def start(
        self, source: str, *words: str, python: str = sys.executable, runtime: Path = RUNTIME
    ) -> tuple[Child, dict[str, Any]]:
        """Start a process that loads `source` as the module `app`, and return it with its first message."""
        child = self.begin(source, *words, python=python, runtime=runtime)
        return child, child.outcome_of_init(PATIENCE)

    def begin(self, source: str, *words: str, python: str = sys.executable, runtime: Path = RUNTIME) -> Child:
        """Start a process that loads `source` as the module `app`."""
        (self.folder / "code").mkdir()
        (self.folder / "code/app.py").write_text(dedent(source))
        for name in ("sdk", "bytecode", "scratch"):
            (self.folder / name).mkdir(mode=0o777)
            (self.folder / name).chmod(0o777)
        options: dict[str, Any] = {"handler": "app.handler", "runtime": "python3.12", "layers": None, "storage": 512}
        options |= {name: str(self.folder / name) for name in ("code", "sdk", "bytecode", "scratch")}
        command = [*words, python, "-I", "-S", "-u", "-X", "utf8", str(runtime)]
        return start_child(command, options, {"PATH": os.defpath}, self.folder)

    @staticmethod
    def call(child: Child, event: object = None) -> dict[str, Any]:
        """Invoke the handler of a started process."""
        request = {"id": "1", "arn": "", "trace": "", "client_context": "", "deadline": 0, "event": json.dumps(event)}
        child.send(request, time.monotonic() + PATIENCE)
        return child.receive(time.monotonic() + PATIENCE)


@pytest.fixture
def bench() -> Iterator[Bench]:
    """Yield a bench in a folder that every account can reach."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield Bench(folder)
    shutil.rmtree(folder)


def test_processes_are_known_without_proc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no /proc, as on macOS, ps tells which process has started which."""
    monkeypatch.setattr(_stackrig_places, "_listing", lambda _folder: [])

    assert _stackrig_places._parents()[os.getpid()] == os.getppid()  # noqa: SLF001  # kills by it, when asked


def test_two_may_wait_for_the_outcome_of_init_code(bench: Bench) -> None:
    """An invocation waits beside whoever started the process ahead; both learn why the code can't be loaded."""
    child = bench.begin("import time; time.sleep(0.3); import nowhere")

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: child.outcome_of_init(PATIENCE), range(2))

    assert first == second
    assert first["error"]["errorType"] == "Runtime.ImportModuleError"
    child.kill()


def test_a_cache_may_lie_below_tmp(bench: Bench) -> None:
    """The runtime's own modules stay in sight of a function whose /tmp covers the place where they lie."""
    shutil.copytree(RUNTIME.parent, bench.folder / "runtime")

    child, _ = bench.start(
        "def handler(event, context): import ssl; return 1", runtime=bench.folder / "runtime" / RUNTIME.name
    )

    assert bench.call(child)["result"] == "1"
    child.kill()


WHERE = """
import os, tempfile
def handler(event, context): return [__file__, os.getcwd(), tempfile.gettempdir(), os.getuid()]
"""


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
