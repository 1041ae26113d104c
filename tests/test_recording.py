"""A run of pytest with --stackrig-report; the suite's LocalStack serves the inner runs."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from stackrig.emulator.server import AwsEndpoint

TESTS = """
import io, json, secrets, time, zipfile
from contextlib import suppress

import pytest

CODE = '''
def handler(event, context):
    print("got", event["word"])
    return event["missing"]
'''


@pytest.fixture(scope="session")
def function(aws_session):
    archive, name = io.BytesIO(), f"shop-{secrets.token_hex(4)}"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("app.py", CODE)
    client, account = aws_session.client("lambda"), aws_session.client("sts").get_caller_identity()["Account"]
    role = f"arn:aws:iam::{account}:role/any"  # whose account gets the log
    code = {"ZipFile": archive.getvalue()}
    client.create_function(FunctionName=name, Runtime="python3.12", Handler="app.handler", Code=code, Role=role)
    client.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 0.1})

    def invoke(word):
        answer = json.load(client.invoke(FunctionName=name, Payload=json.dumps({"word": word}))["Payload"])
        deadline = time.monotonic() + 120
        while not any(word in event["message"] for event in read_log()) and time.monotonic() < deadline:
            time.sleep(0.1)  # lines are delivered later
        return answer

    def read_log():
        with suppress(logs.exceptions.ResourceNotFoundException):
            return logs.filter_log_events(logGroupName=f"/aws/lambda/{name}")["events"]
        return []

    logs = aws_session.client("logs")
    yield invoke
    client.delete_function(FunctionName=name)


@pytest.mark.parametrize("number", range(2))
def test_fails(function, number):
    assert function(f"word {number}") == "something"


@pytest.mark.parametrize("number", range(2))
def test_lists(aws_session, number):
    aws_session.client("secretsmanager").list_secrets()


def test_does_nothing():
    pass
"""


def read_page(path: Path) -> dict[str, Any]:
    """Return the data in a page."""
    found = re.search(r'id="data">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.mark.parametrize(
    "arguments", [[], pytest.param(["-n", "2"], marks=pytest.mark.gate)], ids=["alone", "with workers"]
)
def test_a_run_writes_what_happened(
    pytester: pytest.Pytester, localstack_server: AwsEndpoint, arguments: list[str]
) -> None:
    """The page has each test's own calls, the terminal a tree in place of raw logs, and JUnit files these as before."""
    pytester.makepyfile(test_shop=TESTS)
    options = ["--stackrig-report=pages/report.html", "--junit-xml=junit.xml", *arguments]
    result = pytester.runpytest_subprocess(f"--localstack-image={localstack_server.endpoint_url}", *options)
    page = read_page(pytester.path / "pages" / "report.html")
    tests = {test["name"]: test for test in page["tests"]}

    result.assert_outcomes(passed=3, failed=2)
    result.stdout.fnmatch_lines(["*- what happened -*", "shop-* failed: KeyError: 'missing'", "*lambda.Invoke shop-*"])
    result.stdout.no_fnmatch_line("*log of lambda*")
    assert "log of lambda shop" in (pytester.path / "junit.xml").read_text(encoding="utf-8")
    assert set(tests) == {f"test_shop.py::test_{name}[{number}]" for name in ("fails", "lists") for number in range(2)}
    assert page["quiet"] == {"passed": 1, "skipped": 0}
    for number in range(2):
        test = tests[f"test_shop.py::test_fails[{number}]"]
        (invoke,) = [span for span in test["spans"] if span["name"] == "lambda.Invoke"]
        assert test["cause"].endswith("failed: KeyError: 'missing'")
        assert f"got word {number}" in invoke["children"][0]["facts"]["log"]
    assert {test["worker"] for test in tests.values()} == ({"gw0", "gw1"} if arguments else {""})


@pytest.mark.gate
@pytest.mark.parametrize(("name", "cause"), [("taken/report.html", "File exists|Not a directory"), (".", "Is a dir")])
def test_a_page_that_can_not_be_written_is_told_at_once(pytester: pytest.Pytester, name: str, cause: str) -> None:
    """Nothing is run, and the error says why and what can be done about it."""
    pytester.makepyfile(test_shop="def test_nothing(): pass")
    pytester.path.joinpath("taken").touch()

    result = pytester.runpytest_subprocess(f"--stackrig-report={name}")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert re.search(rf"the report .* can't be written: ({cause})", result.stderr.str())
    assert "--stackrig-report=FILE" in result.stderr.str()
