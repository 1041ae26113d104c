"""Pulumi's assets and archives as bytes. Equal content gives equal bytes and an equal digest."""

import hashlib
import io
import tarfile
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pulumi import AssetArchive, FileArchive, FileAsset, RemoteArchive, RemoteAsset, StringAsset

from stackrig.errors import DeployError

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can hold
ZIP_SUFFIXES, TAR_SUFFIXES = (".zip", ".jar"), (".tar", ".tar.gz", ".tgz")
EXECUTABLE, PLAIN = 0o100755, 0o100644
OWN_FOLDER = ".stackrig"  # holds the state of stacks, which every deployment changes; it is never part of an archive
ASSETS, ARCHIVES = (FileAsset, StringAsset, RemoteAsset), (AssetArchive, FileArchive, RemoteArchive)

_Entry = tuple[str, int, bytes]  # path, mode, content


def is_asset(value: object) -> bool:
    """Tell whether a property's value is an asset or an archive."""
    return isinstance(value, (*ASSETS, *ARCHIVES))


def digest(value: Any) -> str:
    """Return the hexadecimal SHA-256 of the present content of an asset or archive.

    Raises:
        DeployError: a file it names can't be read.
    """
    if isinstance(value, ASSETS):
        return hashlib.sha256(read_asset(value)).hexdigest()
    if (whole := _whole_zip(value)) is not None:
        return hashlib.sha256(whole).hexdigest()
    total = hashlib.sha256()
    for path, mode, content in sorted(_entries(value)):
        total.update(f"{path}\0{mode:o}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def read_asset(value: Any) -> bytes:
    """Return the content of an asset.

    Raises:
        DeployError: the file it names can't be read.
    """
    if isinstance(value, StringAsset):
        return value.text.encode()
    return _download(value.uri) if isinstance(value, RemoteAsset) else _read_file(Path(value.path))


def zip_archive(value: Any) -> bytes:
    """Return an archive as a zip file; an existing zip file is returned as it is.

    Raises:
        DeployError: a file it names can't be read, or is no archive.
    """
    if (whole := _whole_zip(value)) is not None:
        return whole
    buffer = io.BytesIO()
    # Level 1: on the loopback speed counts, not size.
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for path, mode, content in sorted(_entries(value)):
            info = zipfile.ZipInfo(path, EPOCH)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, mode << 16, 3
            file.writestr(info, content)
    return buffer.getvalue()


def _whole_zip(value: Any) -> bytes | None:
    if isinstance(value, FileArchive) and value.path.endswith(ZIP_SUFFIXES):
        return _read_file(Path(value.path))
    if isinstance(value, RemoteArchive) and value.uri.endswith(ZIP_SUFFIXES):
        return _download(value.uri)
    return None


def _entries(value: Any, below: str = "") -> Iterator[_Entry]:
    if isinstance(value, AssetArchive):
        for name, item in value.assets.items():
            yield from (
                _entries(item, f"{below}{name}/") if isinstance(item, ARCHIVES) else _asset_entry(item, below + name)
            )
    elif (whole := _whole_zip(value)) is not None:
        yield from _zip_entries(whole, below)
    elif isinstance(value, FileArchive) and not Path(value.path).is_dir():
        yield from _tar_entries(_read_file(Path(value.path)), value.path, below)
    elif isinstance(value, FileArchive):
        yield from _folder_entries(Path(value.path), below)
    else:
        yield from _tar_entries(_download(value.uri), value.uri, below)


def _asset_entry(value: Any, name: str) -> Iterator[_Entry]:
    yield name, _file_mode(Path(value.path)) if isinstance(value, FileAsset) else PLAIN, read_asset(value)


def _folder_entries(folder: Path, below: str) -> Iterator[_Entry]:
    for path in folder.rglob("*"):
        if path.is_file() and OWN_FOLDER not in (parts := path.relative_to(folder)).parts:
            yield below + parts.as_posix(), _file_mode(path), _read_file(path)


def _zip_entries(content: bytes, below: str) -> Iterator[_Entry]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for info in file.infolist():
            if not info.is_dir():
                mode = EXECUTABLE if info.external_attr >> 16 & 0o111 else PLAIN
                yield below + info.filename, mode, file.read(info)


def _tar_entries(content: bytes, name: str, below: str) -> Iterator[_Entry]:
    if not name.endswith(TAR_SUFFIXES):
        raise DeployError(f"{name} is neither a folder nor a {', '.join((*ZIP_SUFFIXES, *TAR_SUFFIXES))} file")
    with tarfile.open(fileobj=io.BytesIO(content)) as file:
        for info in file:
            if info.isfile() and (stream := file.extractfile(info)):
                yield below + info.name.removeprefix("./"), EXECUTABLE if info.mode & 0o111 else PLAIN, stream.read()


def _file_mode(path: Path) -> int:
    try:
        return EXECUTABLE if path.stat().st_mode & 0o111 else PLAIN
    except OSError as error:
        raise DeployError(f"the asset {path} can't be read: {error}") from error


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DeployError(f"the asset {path} can't be read: {error}") from error


def _download(uri: str) -> bytes:
    try:
        with urllib.request.urlopen(uri) as response:  # noqa: S310  # the program's own address
            content: bytes = response.read()
    except (OSError, ValueError) as error:
        raise DeployError(f"the asset {uri} can't be read: {error}") from error
    return content
