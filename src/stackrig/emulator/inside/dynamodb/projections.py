"""Projections of items with binary values, at which moto fails: it keeps them in base64, and boto3 wants bytes."""

from dataclasses import dataclass
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer  # type: ignore[import-not-found,unused-ignore]
from moto.dynamodb.models import dynamo_type  # type: ignore[import-not-found]


@dataclass(frozen=True, slots=True)
class _Encoded:
    """Hold a binary value as moto keeps it."""

    content: Any


class _Reader(TypeDeserializer):  # type: ignore[misc,unused-ignore]
    def _deserialize_b(self, value: Any) -> Any:
        return _Encoded(value)


class _Writer(TypeSerializer):  # type: ignore[misc,unused-ignore]
    def _is_binary(self, value: Any) -> bool:
        return isinstance(value, _Encoded)

    def _serialize_b(self, value: Any) -> Any:
        return value.content


def project_binary_values() -> None:
    """Let moto read and write the parts of an item without a look into its binary values."""
    dynamo_type.deserializer, dynamo_type.serializer = _Reader(), _Writer()
