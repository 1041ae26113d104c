"""The URLs of SQS queues by their ARNs."""


def queue_url(arn: str) -> str:
    """Return the URL at which LocalStack finds a queue, from any account."""
    from localstack.utils.aws.arns import sqs_queue_url_for_arn  # type: ignore[import-not-found]

    url: str = sqs_queue_url_for_arn(arn)
    return url
