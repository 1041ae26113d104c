"""Errors that a service answers with, as clients see them."""


def service_fault(code: str, text: str, status: int = 400) -> Exception:
    """Return the error of a request that the caller has to change, by its code, its message and its HTTP status."""
    from localstack.aws.api import CommonServiceException  # type: ignore[import-not-found]

    error: Exception = CommonServiceException(code, text, status_code=status, sender_fault=True)
    return error
