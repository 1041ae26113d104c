"""Errors of Pipes' operations."""

from localstack.aws.api import CommonServiceException  # type: ignore[import-not-found]


def invalid(text: str) -> Exception:
    """Return the error for a parameter that can't be used."""
    return _error("ValidationException", text, 400)


def conflict(text: str) -> Exception:
    """Return the error for what is there already."""
    return _error("ConflictException", text, 409)


def not_found(text: str) -> Exception:
    """Return the error for what does not exist."""
    return _error("NotFoundException", text, 404)


def _error(code: str, text: str, status: int) -> Exception:
    error: Exception = CommonServiceException(code, text, status_code=status, sender_fault=True)
    return error
