"""What a started resource is known by: frozen plain values that also answer by key."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any


class Handle(Mapping[str, Any]):
    """Answer `handle["port"]` as `handle.port` for the fields of a dataclass."""

    __slots__ = ()

    def __getitem__(self, key: str) -> Any:
        if key not in iter(self):
            raise KeyError(key)
        return getattr(self, key)

    def __iter__(self) -> Iterator[str]:
        return (field.name for field in fields(self))  # type: ignore[arg-type]  # every handle is a dataclass

    def __len__(self) -> int:
        return len(fields(self))  # type: ignore[arg-type]  # every handle is a dataclass
