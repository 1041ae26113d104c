"""Assets and archives of a Pulumi program. Providers notice a change of their content, see provider/contract.py."""

from dataclasses import dataclass
from typing import Any

import pulumi

KINDS = ("assets", "path", "text", "uri")
ELIDED = "hash"  # the kind of an asset of which the Pulumi CLI sends only the hash


@dataclass(frozen=True, slots=True)
class Asset:
    """Hold an asset or archive: `kind` is path, text, uri, assets (an archive composed of others) or hash.

    `hash` comes from the Pulumi CLI, which expects it back with the asset; empty without a CLI.
    """

    kind: str
    content: Any
    archive: bool = False
    hash: str = ""


CLASSES = {
    ("path", False): pulumi.FileAsset,
    ("text", False): pulumi.StringAsset,
    ("uri", False): pulumi.RemoteAsset,
    ("path", True): pulumi.FileArchive,
    ("uri", True): pulumi.RemoteArchive,
}


def to_sdk(asset: Asset) -> Any:
    """Return the Pulumi SDK's own object for an asset; an empty one where the content was left out."""
    sdk = _make(asset)
    if asset.hash:
        sdk.hash = asset.hash
    return sdk


def _make(asset: Asset) -> Any:
    if asset.kind == ELIDED:
        return pulumi.AssetArchive({}) if asset.archive else pulumi.StringAsset("")
    if asset.kind == "assets":
        return pulumi.AssetArchive({name: to_sdk(part) for name, part in asset.content.items()})
    return CLASSES[asset.kind, asset.archive](asset.content)


def from_sdk(value: object) -> Asset | None:
    """Return the asset for an object of the Pulumi SDK; None for any other value."""
    if not isinstance(value, pulumi.Asset | pulumi.Archive):
        return None
    kind, known = next(name for name in KINDS if hasattr(value, name)), getattr(value, "hash", "")
    content = getattr(value, kind)
    if known and not content:
        return Asset(ELIDED, "", isinstance(value, pulumi.Archive), known)
    parts = {name: from_sdk(part) for name, part in content.items()} if kind == "assets" else str(content)
    return Asset(kind, parts, isinstance(value, pulumi.Archive), known)
