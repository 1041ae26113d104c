"""A run of pytest ends with the calls that AWS's IAM would refuse; the suite's LocalStack serves the inner runs."""

import json
import secrets
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import boto3
import pytest

from stackrig.emulator.iam_findings import Caller, Missing, Refused
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.reporting.refusals import describe_caller, describe_refusals
from stackrig.rig.project import teardown
from stackrig.settings import load_settings
from tests import invoking

TESTS = """
import json, secrets

import boto3
import pytest

TRUST = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
LIST = {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"}


def document(statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.fixture
def calls(localstack, aws_session):
    def make(name, *statements):
        name, iam = f"{name}-{secrets.token_hex(3)}", aws_session.client("iam")
        arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(TRUST))["Role"]["Arn"]
        for statement in statements:
            iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document(statement))
        given = aws_session.client("sts").assume_role(RoleArn=arn, RoleSessionName="me")["Credentials"]
        session = boto3.Session(
            given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], region_name="us-east-1"
        )
        return lambda service: session.client(service, endpoint_url=localstack.endpoint_url)

    return make


def test_lists(calls):
    calls("shop", LIST)("sqs").list_queues()
"""
LACKS = """

@pytest.mark.parametrize("number", range(2))
def test_publishes(calls, number):
    calls("orders")("sns").list_topics()
"""


@pytest.mark.parametrize(
    "arguments", [pytest.param([], marks=pytest.mark.gate), ["-n", "2"]], ids=["alone", "with workers"]
)
def test_a_run_ends_with_what_aws_refuses(
    pytester: pytest.Pytester, localstack_server: AwsEndpoint, arguments: list[str]
) -> None:
    """The report names role, action, resource, tests and the missing statement; all calls have passed."""
    pytester.makepyfile(test_shop=TESTS + LACKS)

    result = pytester.runpytest_subprocess(f"--localstack-image={localstack_server.endpoint_url}", *arguments)

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(
        [
            "*= stackrig: 2 calls that passed and that AWS refuses =*",
            "orders-*",
            "  sns:ListTopics on arn:aws:sns:us-east-1:*:[*]",
            "      once in test_shop.py::test_publishes[[][01]], because no identity-based policy allows it",
            '      missing in the identity-based policy: {"Effect": "Allow", "Action": "sns:ListTopics", *}',
            "--iam=enforce refuses such calls, --iam=off does not look for them",
        ]
    )
    result.stdout.no_fnmatch_line("shop-*")


@pytest.mark.gate
def test_a_run_may_look_for_nothing(pytester: pytest.Pytester, localstack_server: AwsEndpoint) -> None:
    """With --iam=off no line is printed, whatever AWS refuses."""
    pytester.makepyfile(test_shop=TESTS + LACKS)

    result = pytester.runpytest_subprocess(f"--localstack-image={localstack_server.endpoint_url}", "--iam=off")

    result.assert_outcomes(passed=3)
    result.stdout.no_fnmatch_line("*AWS refuses*")


def test_a_role_is_described_with_a_policy_to_paste() -> None:
    """`invoke iam` shows what a role lacks and never used, and its least policy as JSON."""
    needed = {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:t"}
    least = {"Version": "2012-10-17", "Statement": [needed]}
    refused = [
        Refused(action, "arn:t", f"because no identity-based policy allows the {action} action", 1, (time.time(),),
                Missing("identity-based policy", "arn:role", {**needed, "Action": action}))
        for action in ("sns:Publish", "sns:Subscribe")
    ]  # fmt: skip
    denied = Refused("s3:GetObject", "arn:o", "with an explicit deny in a session policy", 1, (time.time(),))
    role = Caller("arn:role", "000000000000", "orders", (*refused, denied), ("s3:* (own)",), least)

    lines = list(describe_caller(role))

    both = {**needed, "Action": ["sns:Publish", "sns:Subscribe"]}
    assert lines[:8] == [
        "orders",
        "  sns:Publish, sns:Subscribe on arn:t",
        "      2 times, because no identity-based policy allows it",
        f"      missing in the identity-based policy: {json.dumps(both)}",
        "  s3:GetObject on arn:o",
        "      once, with an explicit deny in a session policy",
        "  never used: s3:* (own)",
        "  least policy for what it did:",
    ]
    assert json.loads("\n".join(lines[8:])) == least


def test_a_call_belongs_to_the_tests_that_ran_at_its_moment() -> None:
    """Tests that ran side by side are both named, from the fourth on they are counted, and others are left out."""
    spans = {"before": (0.0, 1.0), "long": (0.5, 9.0), **{f"short{n}": (n + 2.0, n + 2.9) for n in range(6)}}
    refused = Refused("sns:Publish", "*", "because no identity-based policy allows the sns:Publish action", 3,
                      (2.5, 2.6, 4.5, 5.5, 99.0))  # fmt: skip

    lines = list(describe_refusals([Caller("arn:role", "1", "orders", (refused,), (), {})], spans))

    assert lines[1:] == [
        "  sns:Publish",
        "      3 times in long, short0, short2 and 1 more, because no identity-based policy allows it",
    ]


@pytest.fixture
def invoke(tmp_path: Path) -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """Return a function that runs a task in a project of its own."""
    (tmp_path / "pyproject.toml").write_text("[tool.stackrig]\n", encoding="utf-8")
    (tmp_path / "tasks.py").write_text("from stackrig.tasks import namespace\n", encoding="utf-8")

    yield partial(invoking.invoke, tmp_path)
    teardown(load_settings(tmp_path, environ={}))


def test_a_task_shows_what_roles_lack(
    invoke: Callable[..., subprocess.CompletedProcess[str]], localstack_server: AwsEndpoint, aws: EndpointSession
) -> None:
    """`invoke iam` asks the LocalStack that is up, and ends with a policy for each role."""
    trust = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
    name = f"teller-{secrets.token_hex(3)}"
    iam: Any = aws.client("iam")
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]
    given = aws.client("sts").assume_role(RoleArn=arn, RoleSessionName="me")["Credentials"]
    keys = (given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
    session = boto3.Session(*keys, region_name="us-east-1")
    session.client("sqs", endpoint_url=localstack_server.endpoint_url).list_queues()

    invoke("localstack", f"--image={localstack_server.endpoint_url}")
    shown = invoke("iam")

    assert shown.returncode == 0, shown.stderr
    told = shown.stdout[shown.stdout.index(name) :]
    assert "\n      missing in the identity-based policy: {" in told
    assert '"Action": "sqs:ListQueues"' in told.partition("least policy")[2]


class Stranger(BaseHTTPRequestHandler):
    """Answer as a LocalStack without stackrig's plugin."""

    def do_GET(self) -> None:
        """Answer every request with a version."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"version": "4.14.0"}')

    def log_message(self, *_arguments: object) -> None:
        """Keep the test's output clean."""


def test_a_localstack_that_judges_nothing_is_told(invoke: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """`invoke iam` fails with a remedy where the LocalStack has no IAM of ours."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Stranger) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        invoke("localstack", f"--image=http://127.0.0.1:{server.server_port}")
        told = invoke("iam")
        server.shutdown()

    assert told.returncode == 1
    assert "this LocalStack judges no calls by IAM policies" in told.stderr
    assert "STACKRIG_IAM=report invoke up" in told.stderr
