#!/var/lang/bin/python3
"""The first process of a Lambda container: it stands between LocalStack and AWS's own runtime client.

LocalStack posts an invocation to port 9563 and expects log and answer to be posted back to it; the runtime client
(`python -m awslambdaric`) fetches it from a Lambda Runtime API on port 9001 of loopback. LocalStack's side of this is
localstack/services/lambda_/invocation/executor_endpoint.py, the other one
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
"""

import contextlib
import http.server
import json
import os
import pwd
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from datetime import UTC, datetime
from typing import Any

INVOKE_PORT, RUNTIME_API_PORT = 9563, 9001
LOCALSTACK = os.environ["LOCALSTACK_RUNTIME_ENDPOINT"]
ENVIRONMENT_ID = os.environ["LOCALSTACK_RUNTIME_ID"]
TIMEOUT = float(os.environ.get("AWS_LAMBDA_FUNCTION_TIMEOUT") or 3)  # seconds
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
# What the log of an invocation begins and ends with; LocalStack's own tests read these lines.
START = "START RequestId: {id} Version: {version}\n"
END = (
    "END RequestId: {id}\nREPORT RequestId: {id}\tDuration: {milliseconds:.2f} ms\tBilled Duration: {billed} ms\t"
    "Memory Size: {memory} MB\tMax Memory Used: {memory} MB\t\n"
)


class Environment:
    """Hold one execution environment: the calls it was sent, the one it is at, and the runtime's process."""

    def __init__(self) -> None:
        self.calls: queue.Queue[dict[str, Any]] = queue.Queue()
        self.answer: queue.Queue[tuple[str, bytes]] = queue.Queue()
        self.current = ""  # request id
        self.log: list[str] = []
        self.told = False  # LocalStack was told whether the environment came up
        self.child: subprocess.Popen[str] | None = None

    def tell(self, state: str, body: bytes = b"{}") -> None:
        """Tell LocalStack once whether the function's code could be loaded."""
        if not self.told:
            self.told = True
            post(f"/status/{ENVIRONMENT_ID}/{state}", body)

    def next_call(self) -> dict[str, Any]:
        """Return the next call; that it is asked for means that the handler's module was imported."""
        self.tell("ready")
        return self.calls.get()

    def take_answer(self, request_id: str, kind: str, body: bytes) -> None:
        """Take the runtime's answer, unless the call has timed out before."""
        if request_id == self.current:
            self.answer.put((kind, body))

    def invoke(self, call: dict[str, Any]) -> None:
        """Have a call answered and post log and answer to LocalStack."""
        started, self.answer, self.current = time.monotonic(), queue.Queue(), call["invoke-id"]
        self.log = [START.format(id=self.current, version=os.environ.get("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"))]
        self.calls.put(call)
        try:
            kind, body = self.answer.get(timeout=TIMEOUT)
        except queue.Empty:
            kind, body = "error", self.time_out()
        milliseconds = (time.monotonic() - started) * 1000
        memory = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
        end = END.format(id=self.current, milliseconds=milliseconds, billed=int(milliseconds) + 1, memory=memory)
        log = "".join([*self.log, end])
        self.current = ""
        post(f"/invocations/{call['invoke-id']}/logs", json.dumps({"logs": log}).encode())
        post(f"/invocations/{call['invoke-id']}/{kind}", body)

    def time_out(self) -> bytes:
        """Kill the runtime, which is started again, and return the error AWS reports."""
        if self.child:
            self.child.kill()
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        message = f"{now} {self.current} Task timed out after {TIMEOUT:.2f} seconds"
        return json.dumps({"errorType": "Sandbox.Timedout", "errorMessage": message}).encode()

    def run(self) -> None:
        """Run the runtime client, again whenever it has ended; its output is the function's log."""
        while True:
            self.child = start_runtime()
            for line in self.child.stdout or ():
                self.log.append(line)
                sys.stdout.write(line)
                sys.stdout.flush()
            status = f"exit status {self.child.wait()}"
            message = f"RequestId: {self.current or ENVIRONMENT_ID} Error: Runtime exited with error: {status}"
            body = json.dumps({"errorType": "Runtime.ExitError", "errorMessage": message}).encode()
            self.take_answer(self.current, "error", body)
            self.tell("error", body)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answer requests of LocalStack and of the runtime client, each on a port of its own."""

    protocol_version = "HTTP/1.1"
    environment: Environment

    def do_GET(self) -> None:
        """Give the runtime client its next call."""
        call = self.environment.next_call()
        headers = {
            "Aws-Request-Id": call["invoke-id"],
            "Deadline-Ms": str(int((time.time() + TIMEOUT) * 1000)),
            "Invoked-Function-Arn": call["invoked-function-arn"],
            "Trace-Id": call.get("trace-id", ""),
        }
        self.reply(200, call["payload"].encode(), {f"Lambda-Runtime-{name}": value for name, value in headers.items()})

    def do_POST(self) -> None:
        """Take a call of LocalStack's, or what became of one."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/invoke":
            threading.Thread(target=self.environment.invoke, args=(json.loads(body),), daemon=True).start()
            self.reply(200)
            return
        if match := re.search(r"/runtime/invocation/([^/]+)/(response|error)$", self.path):
            self.environment.take_answer(match[1], match[2], body)
        elif self.path.endswith("/runtime/init/error"):
            self.environment.tell("error", body)
        self.reply(202, b'{"status": "OK"}')

    def reply(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        """Send an answer."""
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Keep the server's own lines out of the function's log."""


def post(path: str, body: bytes) -> None:
    """Send something to LocalStack, past any proxy."""
    request = urllib.request.Request(LOCALSTACK + path, data=body, headers={"Content-Type": "application/json"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30):
        pass


def start_runtime() -> "subprocess.Popen[str]":
    """Start AWS's runtime client on the function's handler, as the sandbox user, with an environment like AWS's."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("LOCALSTACK_")}
    variables |= {
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{PYTHON}",
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{RUNTIME_API_PORT}",
        "PYTHONPATH": f"/opt/python/lib/{PYTHON}/site-packages:/opt/python:/var/runtime",
    }
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "awslambdaric", os.environ.get("_HANDLER", "")],
        env=variables,
        cwd="/var/task",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        user=sandbox_user(),
    )


def sandbox_user() -> int | None:
    """Return the id of the user functions run as, None to stay the one that this process is."""
    with contextlib.suppress(KeyError):
        if os.getuid() == 0:
            return pwd.getpwnam(os.environ.get("LOCALSTACK_USER", "sbx_user1051")).pw_uid
    return None


def prepare_folders() -> None:
    """Set the permissions LocalStack asks for; the sandbox user writes to /tmp."""
    for folder in json.loads(os.environ.get("LOCALSTACK_CHMOD_PATHS") or "[]"):
        os.makedirs(folder["path"], exist_ok=True)  # noqa: PTH103  # pathlib would cost a cold start 10 ms
        os.chmod(folder["path"], int(folder["mode"], 8))  # noqa: PTH101
    if user := sandbox_user():
        os.chown("/tmp", user, -1)  # noqa: S108


def main() -> None:
    """Serve until LocalStack stops the container."""
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))  # the first process of a container ignores it otherwise
    prepare_folders()
    Handler.environment = Environment()
    for address in (("127.0.0.1", RUNTIME_API_PORT), ("0.0.0.0", INVOKE_PORT)):  # noqa: S104  # inside a container
        server = http.server.ThreadingHTTPServer(address, Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
    Handler.environment.run()


if __name__ == "__main__":
    main()
