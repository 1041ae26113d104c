"""SSM whose public parameters are texts: moto keeps those of images for ECS as mappings, which AWS gives as JSON.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
"""

import json
from collections.abc import Callable
from typing import Any

from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]


@aws_provider(api="ssm", name="stackrig")  # type: ignore[untyped-decorator]
def serve_ssm() -> Any:
    """Return LocalStack's SSM, chosen by PROVIDER_OVERRIDE_SSM=stackrig."""
    from localstack.services.moto import MotoFallbackDispatcher  # type: ignore[import-not-found]
    from localstack.services.ssm.provider import SsmProvider  # type: ignore[import-not-found]
    from moto.ssm import models  # type: ignore[import-not-found]

    models.convert_to_params = _with_texts(models.convert_to_params)
    return Service.for_provider(SsmProvider(), dispatch_table_factory=MotoFallbackDispatcher)


def _with_texts(read: Callable[[Any], list[dict[str, Any]]]) -> Callable[[Any], list[dict[str, Any]]]:
    """Return moto's reader of a file of parameters, whose values are texts."""

    def read_texts(tree: Any) -> list[dict[str, Any]]:
        found = read(tree)
        return [{**one, "Value": _text(one["Value"])} for one in found]

    return read_texts


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
