"""DynamoDB and its streams as services of LocalStack; nothing is imported before the first request."""

from typing import Any

from localstack.services.plugins import aws_provider  # type: ignore[import-not-found]


@aws_provider(api="dynamodb", name="stackrig")  # type: ignore[untyped-decorator]
def serve_tables() -> Any:
    """Return DynamoDB, chosen by PROVIDER_OVERRIDE_DYNAMODB=stackrig."""
    from .tables import new_service

    return new_service()


@aws_provider(api="dynamodbstreams", name="stackrig")  # type: ignore[untyped-decorator]
def serve_streams() -> Any:
    """Return DynamoDB Streams, chosen by PROVIDER_OVERRIDE_DYNAMODBSTREAMS=stackrig."""
    from .streams import new_service

    return new_service()
