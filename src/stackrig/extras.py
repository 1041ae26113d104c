"""Check that the packages of an extra are installed, at the place that needs them first."""

from importlib.util import find_spec

from stackrig.errors import StartError


def require_boto3() -> None:
    """Raise a StartError when boto3, which belongs to an extra, is not installed."""
    if find_spec("boto3") is None:
        raise StartError(
            "boto3 is not installed, and stackrig calls AWS's APIs with it",
            remedies=["pip install 'stackrig[embedded]'", "pip install boto3"],
        )
