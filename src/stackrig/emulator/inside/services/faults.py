"""Errors in a service's answers, as clients see them."""

from typing import Any, NoReturn


def service_fault(code: str, text: str, status: int = 400) -> Exception:
    """Return a client's error, by its code, its message and its HTTP status."""
    from localstack.aws.api import CommonServiceException  # type: ignore[import-not-found]

    error: Exception = CommonServiceException(code, text, status_code=status, sender_fault=True)
    return error


def invalid(text: str) -> Exception:
    """Return the error for a parameter that can't be used, under the name that most services give it."""
    return service_fault("ValidationException", text)


def validation_errors(*texts: str) -> str:
    """Return the message about values that break rules of a request's model, each told by `broken_constraint`."""
    return f"{len(texts)} validation error{'s' if len(texts) > 1 else ''} detected: {'; '.join(texts)}"


def broken_constraint(place: str, rule: str, value: object = None) -> str:
    """Return what AWS's services say about a value that breaks a rule; it is left out if it is None."""
    shown = "" if value is None else f" '{value}'"
    return f"Value{shown} at '{place}' failed to satisfy constraint: {rule}"


def conflict(text: str) -> Exception:
    """Return the error for a thing that exists already, or is still in use."""
    return service_fault("ConflictException", text, 409)


def not_found(text: str) -> Exception:
    """Return the error for what does not exist."""
    return service_fault("NotFoundException", text, 404)


def not_served(text: str) -> Exception:
    """Return the error for a request that is not served here, however it is changed."""
    from localstack.aws.api import CommonServiceException

    error: Exception = CommonServiceException("InternalFailure", text, status_code=501)
    return error


def refuse_operation(context: Any, _request: Any) -> NoReturn:
    """Refuse an operation that a service of ours lacks; it stands in the service's table of operations."""
    raise not_served(f"stackrig does not serve {context.service.service_name}.{context.operation.name}")
