"""Functions of the shop, and the topic that this module declares when it is imported."""

import json
from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}

news = aws.sns.Topic("news")


def make_function(name: str, environment: Mapping[str, pulumi.Input[str]]) -> aws.lambda_.Function:
    """Return a function with the code that lies beside the program."""
    role = aws.iam.Role(f"{name}-role", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [TRUST]}))
    return aws.lambda_.Function(
        name,
        runtime="python3.13",
        handler="worker.handle",
        role=role.arn,
        code=pulumi.FileArchive("functions"),
        environment={"variables": {**environment, "NEWS": news.arn}},
    )
