"""A run of pytest ends with the calls that AWS's IAM would refuse; the suite's LocalStack serves the inner runs."""

import json
import time

import pytest

from stackrig.emulator.permissions import Caller, Missing, Refused
from stackrig.emulator.server import AwsEndpoint
from stackrig.reporting.permissions import describe_caller

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


@pytest.mark.parametrize("arguments", [[], ["-n", "2"]], ids=["alone", "with workers"])
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
            '  missing in the identity-based policy: {"Effect": "Allow", "Action": "sns:ListTopics", "Resource": *}',
            "--iam=enforce refuses such calls, --iam=off does not look for them",
        ]
    )
    result.stdout.no_fnmatch_line("shop-*")


@pytest.mark.parametrize(("tests", "arguments"), [(TESTS, []), (TESTS + LACKS, ["--iam=off"])], ids=["whole", "off"])
def test_a_run_that_lacks_nothing_says_nothing(
    pytester: pytest.Pytester, localstack_server: AwsEndpoint, tests: str, arguments: list[str]
) -> None:
    """No line is printed for roles that may do what they do, nor with --iam=off."""
    pytester.makepyfile(test_shop=tests)

    result = pytester.runpytest_subprocess(f"--localstack-image={localstack_server.endpoint_url}", *arguments)

    assert result.ret == 0
    result.stdout.no_fnmatch_line("*AWS refuses*")


def test_a_role_is_described_with_a_policy_to_paste() -> None:
    """`invoke iam` shows what a role lacks and never used, and its least policy as JSON."""
    needed = {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:t"}
    least = {"Version": "2012-10-17", "Statement": [needed]}
    refused = Refused("sns:Publish", "arn:t", "because no identity-based policy allows the sns:Publish action", 2,
                      (time.time(),))  # fmt: skip
    missing = Missing("identity-based policy", "arn:role", needed)
    role = Caller("arn:role", "000000000000", "orders", (refused,), (missing,), ("s3:* (own)",), least)

    lines = list(describe_caller(role))

    assert lines[:6] == [
        "orders",
        "  sns:Publish on arn:t",
        "      2 times, because no identity-based policy allows it",
        f"  missing in the identity-based policy: {json.dumps(needed)}",
        "  never used: s3:* (own)",
        "  least policy for what it did:",
    ]
    assert json.loads("\n".join(lines[6:])) == least
