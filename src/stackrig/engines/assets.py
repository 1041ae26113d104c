"""Assets and archives of a Pulumi program, known by the digest of their content: a file that changed is a change."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stackrig.errors import DeployError

CHUNK = 1 << 20  # bytes read at once


@dataclass(frozen=True, slots=True)
class Asset:
    """Hold an asset or archive: `kind` is path, text, uri or assets (an archive put together from others).

    `digest` tells contents apart; it is empty in a provider's outputs, which nobody compares.
    """

    kind: str
    content: Any
    archive: bool = False
    digest: str = ""

    def __eq__(self, other: object) -> bool:
        """Compare contents: the same bytes under another path are no change."""
        if not isinstance(other, Asset):
            return NotImplemented
        if self.digest and other.digest:
            return (self.archive, self.digest) == (other.archive, other.digest)
        return (self.archive, self.kind, self.content) == (other.archive, other.kind, other.content)

    __hash__ = None  # type: ignore[assignment]  # the content of an archive is a dict


def make_asset(kind: str, content: Any, *, archive: bool, digest: str = "") -> Asset:
    """Make an asset, reading its files for the digest unless one is given.

    Raises:
        DeployError: a file or folder of it can't be read.
    """
    return Asset(kind, content, archive, digest or _digest(kind, content))


def to_sdk(asset: Asset) -> Any:
    """Return the Pulumi SDK's own object for an asset."""
    import pulumi

    if asset.kind == "assets":
        return pulumi.AssetArchive({name: to_sdk(part) for name, part in asset.content.items()})
    classes = {
        ("path", False): pulumi.FileAsset,
        ("text", False): pulumi.StringAsset,
        ("uri", False): pulumi.RemoteAsset,
        ("path", True): pulumi.FileArchive,
        ("uri", True): pulumi.RemoteArchive,
    }
    return classes[asset.kind, asset.archive](asset.content)


def from_sdk(value: Any) -> Asset | None:
    """Return the asset for an object of the Pulumi SDK, None for any other value."""
    import pulumi

    if not isinstance(value, pulumi.Asset | pulumi.Archive):
        return None
    archive = isinstance(value, pulumi.Archive)
    kind = next(name for name in ("assets", "path", "text", "uri") if hasattr(value, name))
    content = getattr(value, kind)
    if kind == "assets":
        content = {name: from_sdk(part) for name, part in content.items()}
    return Asset(kind, content if kind == "assets" else str(content), archive)


def _digest(kind: str, content: Any) -> str:
    sha = hashlib.sha256()
    if kind == "assets":
        for name in sorted(content):
            sha.update(f"{name}\0{content[name].digest}\0".encode())
    elif kind == "path":
        for part in _file_parts(Path(content)):
            sha.update(part)
    else:
        sha.update(f"{kind}\0{content}".encode())
    return sha.hexdigest()


def _file_parts(path: Path) -> Iterator[bytes]:
    try:
        if not path.is_dir():
            yield from _chunks(path)
            return
        for file in sorted(_walk(path)):
            mode = "x" if os.access(file, os.X_OK) else "-"
            yield f"{file.relative_to(path).as_posix()}\0{mode}{file.stat().st_size}\0".encode()
            yield from _chunks(file)
    except OSError as error:
        raise DeployError(
            f"the file or folder {str(path)!r} of an asset can't be read: {error.strerror or error}",
            evidence=f"relative paths start at {Path.cwd()}",
        ) from error


def _walk(folder: Path) -> Iterator[Path]:
    for home, _, names in os.walk(folder):
        for name in names:
            yield Path(home, name)


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk
