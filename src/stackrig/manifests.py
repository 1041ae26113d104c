"""Manifests of cached files: recorded sizes and digests tell whether the files are unchanged.

A power cut or a full disk empties files, and an edit in one folder changes every folder with a hard link to the file.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from stackrig.folders import read_json, write_whole

MANIFEST = ".manifest.json"


def sizes_of(folder: Path) -> dict[str, int]:
    """Return the size in bytes of each file below a folder, by its path in there; links are not followed."""
    start = len(os.fspath(folder)) + 1
    return {path[start:]: size for path, size in _files(os.fspath(folder))}


def _files(folder: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield entry.path, entry.stat(follow_symlinks=False).st_size


def write_manifest(folder: Path, names: Iterable[str]) -> None:
    """Record the present sizes and digests of a folder's files."""
    content = {name: [(folder / name).stat().st_size, _digest(folder / name)] for name in sorted(names)}
    write_whole(folder / MANIFEST, json.dumps(content))


def has_manifest(folder: Path) -> bool:
    """Tell whether a folder's files were recorded and the record itself is whole."""
    return bool(read_json(folder / MANIFEST))


def find_damage(folder: Path, sizes: Mapping[str, int], *, thorough: bool = False) -> list[str]:
    """Return the recorded files that are missing or whose size has changed.

    Args:
        sizes: the present sizes of the files, see `sizes_of`.
        thorough: also compare the contents of files whose size is right.
    """
    recorded = read_json(folder / MANIFEST)
    damaged = [name for name, (size, _) in recorded.items() if sizes.get(name) != size]
    if thorough and not damaged:
        damaged = [name for name, (_, digest) in recorded.items() if _digest(folder / name) != digest]
    return damaged


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
