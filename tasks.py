"""The tasks of this checkout: those of every stackrig project."""

from stackrig.tasks import namespace

__all__ = ["namespace"]
