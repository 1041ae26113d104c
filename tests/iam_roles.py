"""Roles that tests make in a LocalStack, and clients that act with them where it has --iam=enforce."""

import json
import secrets
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from stackrig.emulator.iam_findings import Caller, read_callers
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession

ACCOUNT = "000000000000"
WHERE = f"us-east-1:{ACCOUNT}"
ROOT = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
LAMBDA = {"Service": "lambda.amazonaws.com"}

Connect = Callable[..., Any]


def document(*statements: dict[str, Any]) -> str:
    """Return a policy."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(*actions: str, resource: str = "*", **more: Any) -> dict[str, Any]:
    """Return a statement that allows actions."""
    return {"Effect": "Allow", "Action": list(actions), "Resource": resource, **more}


def trust(principal: dict[str, str]) -> str:
    """Return a policy that lets a principal assume a role."""
    return document({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"})


def make_role(aws: EndpointSession, *statements: dict[str, Any], principal: dict[str, str] = ROOT, **more: Any) -> str:
    """Make a role with one inline policy and return its name."""
    iam, name = aws.client("iam"), f"role-{secrets.token_hex(3)}"
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(principal), **more)
    if statements:
        iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document(*statements))
    return name


def arn_of(role: str) -> str:
    return f"arn:aws:iam::{ACCOUNT}:role/{role}"


def sign_in(aws: EndpointSession, strict: AwsEndpoint, role: str, **options: Any) -> Connect:
    """Assume a role and return a function that makes clients with its credentials."""
    given = aws.client("sts").assume_role(RoleArn=arn_of(role), RoleSessionName="me", **options)["Credentials"]
    return connecting(strict, given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])


def connecting(strict: AwsEndpoint, *keys: str) -> Connect:
    """Return a function that makes clients with some keys."""
    names = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")
    given: dict[str, Any] = dict(zip(names, keys, strict=False))
    session: Any = boto3.Session(**given, region_name="us-east-1")
    return lambda service: session.client(service, endpoint_url=strict.endpoint_url)


def error_of(call: Callable[..., Any], **parameters: Any) -> dict[str, str]:
    """Return the error that a call ends with."""
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    error: dict[str, str] = caught.value.response["Error"]  # type: ignore[assignment]
    return error


def caller(strict: AwsEndpoint, role: str) -> Caller:
    """Return what is known of a role."""
    return next(one for one in read_callers(strict) or [] if one.arn == arn_of(role))
