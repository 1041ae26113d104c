"""Queues of the shop."""

from importlib.metadata import version

import pulumi_aws as aws

AWS_VERSION = version("pulumi-aws")


def make_queue(name: str, retention: int) -> aws.sqs.Queue:
    """Return a queue that keeps its messages for some seconds."""
    return aws.sqs.Queue(name, message_retention_seconds=retention, tags={"part": name})
