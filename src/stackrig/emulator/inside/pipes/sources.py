"""The sources of pipes, read by LocalStack's pollers for Lambda's event source mappings.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-source.html
"""

from typing import Any

from .processing import Processor
from .records import Pipe

PRINCIPAL = "pipes"
SOURCES = {  # by service: the parameters of its kind, and the default size of a batch
    "sqs": ("SqsQueueParameters", 10),
    "kinesis": ("KinesisStreamParameters", 100),
    "dynamodb": ("DynamoDBStreamParameters", 100),
}


def make_poller(pipe: Pipe) -> Any:
    """Return a poller that reads the source with the pipe's role, filters, and passes events to the pipe's stages."""
    from localstack.services.lambda_.event_source_mapping.pipe_utils import (  # type: ignore[import-not-found]
        get_internal_client,
    )

    source, service = pipe.record["Source"], pipe.record["Source"].split(":")[2]
    kind, size = SOURCES[service]
    given = pipe.parameters("Source")
    client = get_internal_client(source, role_arn=pipe.role, service_principal=PRINCIPAL, source_arn=pipe.arn)
    more = {} if service == "sqs" else {"partner_resource_arn": pipe.arn}
    return _poller_of(service)(
        source_arn=source,
        source_parameters={**given, kind: {"BatchSize": size, **(given.get(kind) or {})}},
        source_client=client,
        processor=Processor(pipe),
        **more,
    )


def _poller_of(service: str) -> Any:
    from localstack.services.lambda_.event_source_mapping.pollers import (  # type: ignore[import-not-found]
        dynamodb_poller,
        kinesis_poller,
        sqs_poller,
    )

    return {
        "sqs": sqs_poller.SqsPoller,
        "kinesis": kinesis_poller.KinesisPoller,
        "dynamodb": dynamodb_poller.DynamoDBPoller,
    }[service]
