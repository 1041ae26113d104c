"""The tasks of stackrig."""

from stackrig.tasks import namespace  # noqa: F401  # for invoke
