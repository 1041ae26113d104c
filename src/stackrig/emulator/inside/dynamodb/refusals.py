"""The error that DynamoDB answers a mistaken request with."""

from localstack.aws.api.core import CommonServiceException  # type: ignore[import-not-found]


def invalid(message: str) -> Exception:
    """Return a ValidationException."""
    error: Exception = CommonServiceException("ValidationException", message)
    return error
