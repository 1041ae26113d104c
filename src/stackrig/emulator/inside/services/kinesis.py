"""Kinesis on moto: LocalStack's own is a program in Scala or JavaScript, which it downloads at the first call."""

from typing import Any

from localstack.aws.skeleton import Skeleton  # type: ignore[import-not-found]
from localstack.aws.spec import load_service  # type: ignore[import-not-found]
from localstack.services.moto import call_moto  # type: ignore[import-not-found]
from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]


@aws_provider(api="kinesis", name="stackrig")  # type: ignore[untyped-decorator]
def serve_kinesis() -> Any:
    """Return Kinesis as moto has it, chosen by PROVIDER_OVERRIDE_KINESIS=stackrig."""
    model = load_service("kinesis")
    return Service("kinesis", skeleton=Skeleton(model, dict.fromkeys(model.operation_names, _answer)))


def _answer(context: Any, _request: Any) -> Any:
    return call_moto(context)
