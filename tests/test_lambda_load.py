"""What many invocations leave behind in the embedded LocalStack."""

import dataclasses
import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from typing import Any

import psutil
import pytest

from stackrig.emulator import function_logs
from stackrig.emulator.function_logs import FunctionLog
from stackrig.emulator.routes import LOOPBACK, READY_PATH, fault_of
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.reporting.display import show_logs
from stackrig.rig.servers import check_server
from stackrig.waiting import wait_until
from tests.lambda_functions import Deploy, processes_of, read_logs, until_processes
from tests.waiting import PATIENCE

INVOCATIONS = 60
KEPT = 3  # idle environments that stay: KEPT in the plugin's idle.py
EVENTS = 10_000  # log events that are kept of each stream: KEPT in the plugin's log_streams.py
ECHO = "def handler(event, context): return event"


@pytest.mark.gate
def test_idle_environments_end_but_a_few(deploy: Deploy) -> None:
    """Three of eight idle environments stay, and one of them takes the next event."""
    function = deploy("import time\ndef handler(event, context): time.sleep(0.5)")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(function, range(8)))
    assert len(processes_of(function)) > KEPT

    left = until_processes([function], KEPT)

    assert function().error is None
    assert processes_of(function) == left


def test_an_invocation_leaves_nothing(localstack_server: AwsEndpoint, deploy: Deploy) -> None:
    """LocalStack has as many threads and mappings of memory after many invocations as after a few."""
    assert localstack_server.process
    function, localstack = deploy(ECHO), psutil.Process(localstack_server.process.pid)
    for number in range(5):
        function(number)
    threads, mappings = localstack.num_threads(), len(localstack.memory_maps(grouped=False))

    for number in range(INVOCATIONS):
        function(number)

    assert localstack.num_threads() - threads < INVOCATIONS / 2
    assert len(localstack.memory_maps(grouped=False)) - mappings < INVOCATIONS / 2  # a thread that is kept has two


def test_invocations_and_errors_are_counted(aws: EndpointSession, deploy: Deploy) -> None:
    """CloudWatch has the number of a function's invocations, and that of its errors."""
    function = deploy("def handler(event, context): return 1 / event")
    for number in (1, 2, 0):
        function(number)

    def total(metric: str) -> float:
        now = datetime.now(UTC)
        found: Any = aws.client("cloudwatch").get_metric_statistics(
            Namespace="AWS/Lambda",
            MetricName=metric,
            Dimensions=[{"Name": "FunctionName", "Value": function.name}],
            StartTime=now - timedelta(minutes=10),
            EndTime=now + timedelta(minutes=1),
            Period=3600,
            Statistics=["Sum"],
        )
        return float(sum(point["Sum"] for point in found["Datapoints"]))

    wait_until(lambda: total("Invocations") == 3, what="the metric of three invocations", timeout=PATIENCE)

    assert total("Errors") == 1


def test_a_stream_keeps_its_newest_events(aws: EndpointSession, deploy: Deploy) -> None:
    """The first lines of a stream are forgotten once it has very many."""
    function = deploy(f"def handler(event, context):\n    for number in range({EVENTS + 10}): print('line', number)")
    function()
    logs: Any = aws.client("logs")
    read_logs(aws, function, until="line 9000")

    (stream,) = logs.describe_log_streams(logGroupName=f"/aws/lambda/{function.name}")["logStreams"]
    place = {"logGroupName": f"/aws/lambda/{function.name}", "logStreamName": stream["logStreamName"]}
    first = logs.get_log_events(**place, startFromHead=True, limit=1)["events"]
    last = logs.get_log_events(**place, startFromHead=False, limit=1)["events"]

    assert first[0]["message"] == "line 12\n"  # of START, the lines, END and REPORT the newest
    assert last[0]["message"].startswith("REPORT ")


def test_lines_of_functions_are_shown_beside_the_servers_logs(
    localstack_server: AwsEndpoint,
    aws: EndpointSession,
    deploy: Deploy,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The last lines are shown with the function's name in front, later those that are new."""
    function = deploy("def handler(event, context): print('call', event)")
    log = FunctionLog(localstack_server)
    monkeypatch.setattr(function_logs, "PAUSE", 0.0)  # the second look comes at once

    def looks() -> Iterator[dict[str, Iterable[str]]]:
        for event in ("first", "second"):
            function(event)
            read_logs(aws, function, until=f"call {event}\n")
            yield {"lambda": log} if event == "first" else {}

    show_logs(looks(), lines=100)

    shown = [line for line in capsys.readouterr().out.splitlines() if function.name in line and "call" in line]
    assert shown == [f"lambda     {function.name}: call {event}" for event in ("first", "second")]


def test_a_localstack_without_an_answer_is_told(localstack_server: AwsEndpoint) -> None:
    """The lines of its functions are replaced by the reason why there are none."""
    (line,) = FunctionLog(dataclasses.replace(localstack_server, endpoint_url="http://127.0.0.1:9"))

    assert line.startswith("no logs of functions: LocalStack does not answer: ")


def test_lines_of_one_stream_arrive_in_their_order(aws: EndpointSession, deploy: Deploy) -> None:
    """All lines of invocations that follow each other quickly arrive, in the order they were written."""
    function = deploy("def handler(event, context): print('call', event)")
    for number in range(30):
        function(number)

    messages = read_logs(aws, function, until="call 29\n")

    assert [message for message in messages if message.startswith("call")] == [f"call {n}\n" for n in range(30)]


def test_a_localstack_that_can_not_serve_is_noticed(localstack_server: AwsEndpoint) -> None:
    """A LocalStack that runs and does not answer is told from one that serves."""
    assert localstack_server.process
    os.kill(localstack_server.process.pid, signal.SIGSTOP)
    try:
        fault = fault_of(localstack_server.port, timeout=0.5)
    finally:
        os.kill(localstack_server.process.pid, signal.SIGCONT)

    assert fault == "it does not answer: timed out"
    assert fault_of(localstack_server.port) == ""
    check_server(localstack_server, [])


def test_a_connection_lasts(localstack_server: AwsEndpoint) -> None:
    """A client may send more than a thousand requests over one connection."""
    connection = HTTPConnection(LOOPBACK, localstack_server.port, timeout=30)
    connection.connect()
    first = connection.sock
    for _ in range(1010):
        connection.request("GET", READY_PATH)
        assert connection.getresponse().read()

    assert connection.sock is first
    connection.close()
