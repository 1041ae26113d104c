"""Packages of an extra, asked for where they are needed first."""

from importlib.util import find_spec

from stackrig.errors import StartError


def require_boto3() -> None:
    """Raise a StartError when boto3 is not there, which is part of an extra."""
    if find_spec("boto3") is None:
        raise StartError(
            "AWS's APIs are called by boto3, which is not installed",
            remedies=["pip install 'stackrig[embedded]'", "pip install boto3"],
        )
