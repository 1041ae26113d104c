"""Errors of API Gateway's operations, in AWS's words."""

from typing import Any

from localstack.aws.api import CommonServiceException  # type: ignore[import-not-found]

from .records import Record


def bad_request(text: str) -> Exception:
    """Return the error for a parameter that can't be used."""
    return _error("BadRequestException", text, 400)


def conflict(text: str) -> Exception:
    """Return the error for what is there already, or still in use."""
    return _error("ConflictException", text, 409)


def not_found(text: str) -> Exception:
    """Return the error for what does not exist."""
    return _error("NotFoundException", text, 404)


def need(request: Record, name: str, what: str) -> Any:
    """Return a parameter without which a request for `what` makes no sense."""
    if not request.get(name):
        raise bad_request(f"{name} is a required parameter for {what}")
    return request[name]


def _error(code: str, text: str, status: int) -> Exception:
    error: Exception = CommonServiceException(code, text, status_code=status)
    return error
