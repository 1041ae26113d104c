"""Errors that a service answers with, as clients see them."""

from typing import Any, NoReturn


def service_fault(code: str, text: str, status: int = 400) -> Exception:
    """Return the error of a request that the caller has to change, by its code, its message and its HTTP status."""
    from localstack.aws.api import CommonServiceException  # type: ignore[import-not-found]

    error: Exception = CommonServiceException(code, text, status_code=status, sender_fault=True)
    return error


def not_served(text: str) -> Exception:
    """Return the error of a request that is not served here: no change of it helps."""
    from localstack.aws.api import CommonServiceException

    error: Exception = CommonServiceException("InternalFailure", text, status_code=501)
    return error


def refuse_operation(context: Any, _request: Any) -> NoReturn:
    """Answer an operation that a service of ours lacks; it stands in the table of the service's operations."""
    raise not_served(f"stackrig does not serve {context.service.service_name}.{context.operation.name}")
