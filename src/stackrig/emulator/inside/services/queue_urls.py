"""The URLs of queues of SQS by their ARNs."""


def queue_url(arn: str) -> str:
    """Return the URL by which LocalStack finds a queue, whatever account asks."""
    from localstack.utils.aws.arns import sqs_queue_url_for_arn  # type: ignore[import-not-found]

    url: str = sqs_queue_url_for_arn(arn)
    return url
