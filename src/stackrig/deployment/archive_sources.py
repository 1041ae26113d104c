"""Where the sources of Lambda archives are: recorded beside each cached archive."""

import contextlib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from stackrig.folders import read_json, write_whole

NOTES = ".sources.json"

Architecture = Literal["x86_64", "arm64"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Describe what an archive is made of; see `python_archive`."""

    sources: tuple[str, ...]
    requirements: tuple[str, ...]
    prefix: str
    layer: bool
    python_version: str
    architecture: Architecture
    cache: str


_made: list[tuple[Recipe, str]] = []  # recipes made by this process, each with the archive's path


def note_recipe(recipe: Recipe, archive: str) -> None:
    """Remember how this process made an archive."""
    _made.append((recipe, archive))


def made_archives() -> list[tuple[Recipe, str]]:
    """Return the archives that this process has made, in their order."""
    return list(_made)


def sources_of(archive: Path, root: Path) -> list[tuple[str, str]]:
    """Return an archive's sources, each with its name in the archive; none for foreign archives.

    Args:
        root: the project's folder; its own sources are preferred where several projects have the same content.
    """
    known = [[(name, Path(place)) for name, place in pairs] for pairs in read_json(_file_of(archive)).values()]
    known = [pairs for pairs in known if all(place.exists() for _, place in pairs)]
    known.sort(key=lambda pairs: all(place.is_relative_to(root.resolve()) for _, place in pairs))
    return [(name, str(place)) for name, place in known[-1]] if known else []


def note_sources(archive: Path, sources: Sequence[Path], below: str) -> None:
    """Record an archive's sources. Readers always see a whole file, which may be lost.

    Args:
        below: the folder of the archive in which the sources are, with a slash at its end, or nothing.
    """
    pairs = [[below + ("" if source.is_dir() else source.name), str(source.resolve())] for source in sources]
    known = read_json(_file_of(archive))
    if list(known.values())[-1:] != [pairs]:
        key = hashlib.sha256(json.dumps(pairs).encode()).hexdigest()[:12]
        others = {name: value for name, value in known.items() if name != key}
        with contextlib.suppress(OSError):  # a read-only cache is fine
            write_whole(_file_of(archive), json.dumps({**others, key: pairs}))


def _file_of(archive: Path) -> Path:
    return archive.with_suffix(NOTES)
