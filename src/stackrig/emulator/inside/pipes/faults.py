"""Errors of Pipes' operations."""

from ..services.faults import service_fault


def invalid(text: str) -> Exception:
    """Return the error for a parameter that can't be used."""
    return service_fault("ValidationException", text)


def conflict(text: str) -> Exception:
    """Return the error for a thing that exists already."""
    return service_fault("ConflictException", text, 409)


def not_found(text: str) -> Exception:
    """Return the error for what does not exist."""
    return service_fault("NotFoundException", text, 404)
