"""Manifests of cached files: sizes and digests, recorded beside the files, tell whether they are unchanged.

A power cut or a full disk empties files, and what is edited in one folder changes in all that have hard links to it.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from stackrig.folders import read_json, write_whole

MANIFEST = ".manifest.json"


def sizes_of(folder: Path) -> dict[str, int]:
    """Return the size in bytes of each file below a folder, by its path there; links are not followed."""
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
    """Record files of a folder as they are now."""
    content = {name: [(folder / name).stat().st_size, _digest(folder / name)] for name in sorted(names)}
    write_whole(folder / MANIFEST, json.dumps(content))


def has_manifest(folder: Path) -> bool:
    """Tell whether the files of a folder were recorded, and the record itself is whole."""
    return bool(read_json(folder / MANIFEST))


def find_damage(folder: Path, sizes: Mapping[str, int], *, thorough: bool = False) -> list[str]:
    """Return the recorded files that are missing or have another size than when they were recorded.

    Args:
        sizes: of the files there now, see `sizes_of`.
        thorough: compare the contents of files whose size is right, too.
    """
    recorded = read_json(folder / MANIFEST)
    damaged = [name for name, (size, _) in recorded.items() if sizes.get(name) != size]
    if thorough and not damaged:
        damaged = [name for name, (_, digest) in recorded.items() if _digest(folder / name) != digest]
    return damaged


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
