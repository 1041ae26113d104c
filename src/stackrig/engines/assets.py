"""Assets and archives of a Pulumi program. Providers tell a change of what they hold, see provider/contract.py."""

from dataclasses import dataclass
from typing import Any

import pulumi

KINDS = ("assets", "path", "text", "uri")


@dataclass(frozen=True, slots=True)
class Asset:
    """Hold an asset or archive: `kind` is path, text, uri or assets (an archive put together from others)."""

    kind: str
    content: Any
    archive: bool = False


CLASSES = {
    ("path", False): pulumi.FileAsset,
    ("text", False): pulumi.StringAsset,
    ("uri", False): pulumi.RemoteAsset,
    ("path", True): pulumi.FileArchive,
    ("uri", True): pulumi.RemoteArchive,
}


def to_sdk(asset: Asset) -> Any:
    """Return the Pulumi SDK's own object for an asset."""
    if asset.kind == "assets":
        return pulumi.AssetArchive({name: to_sdk(part) for name, part in asset.content.items()})
    return CLASSES[asset.kind, asset.archive](asset.content)


def from_sdk(value: object) -> Asset | None:
    """Return the asset for an object of the Pulumi SDK, None for any other value."""
    if not isinstance(value, pulumi.Asset | pulumi.Archive):
        return None
    kind = next(name for name in KINDS if hasattr(value, name))
    content = getattr(value, kind)
    parts = {name: from_sdk(part) for name, part in content.items()} if kind == "assets" else str(content)
    return Asset(kind, parts, isinstance(value, pulumi.Archive))
