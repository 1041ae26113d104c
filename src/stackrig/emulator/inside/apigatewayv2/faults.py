"""Errors of API Gateway's operations, in AWS's words."""

from typing import Any

from ..services.faults import service_fault
from .records import Record


def bad_request(text: str) -> Exception:
    """Return the error for a parameter that can't be used."""
    return service_fault("BadRequestException", text)


def need(request: Record, name: str, what: str) -> Any:
    """Return a parameter that a request for `what` needs."""
    if not request.get(name):
        raise bad_request(f"{name} is a required parameter for {what}")
    return request[name]
