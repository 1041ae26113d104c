"""Find a project's seeds, SQL files, migrations and functions, and compute their digest."""

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from stackrig.database.migrations import Migrations
from stackrig.errors import SettingsError
from stackrig.project_functions import FUNCTION, SeedFunction, load_function, seed_function

if TYPE_CHECKING:
    from psycopg2 import extensions

SUFFIXES = (".sql", ".sql.gz")
Seed = Path | SeedFunction
Entry = str | os.PathLike[str] | Callable[["extensions.connection"], object]


def seed_files(root: Path, entries: Sequence[Entry]) -> list[Seed]:
    """Return the SQL files, migrations and functions that `entries` name, in the order in which they run.

    Paths begin at `root`. A folder stands for its *.sql and *.sql.gz files and those of its sub-folders, in the order
    of their names, without hidden ones. An alembic.ini stands for its migrations. A function is given itself, or as
    module:function. A single text is a single entry.

    Raises:
        SettingsError: an entry does not exist, or a folder has no SQL files.
    """
    entries = [entries] if isinstance(entries, str) else entries  # a text is a sequence of its letters too
    return [seed for entry in entries for seed in _entry_seeds(root, entry)]


def seed_digest(seeds: Sequence[Seed]) -> str:
    """Return the SHA-256 of the files' names, contents and order, and of the functions' digests.

    Raises:
        SettingsError: a function has no digest.
    """
    digest = hashlib.sha256()
    for seed in seeds:
        digest.update(f"{seed.name}\0{_content_digest(seed)}\0".encode())
    return digest.hexdigest()


def _content_digest(seed: Seed) -> str:
    if isinstance(seed, SeedFunction):
        return seed.digest()
    now = seed.stat()
    return _file_digest(seed, (now.st_size, now.st_mtime_ns, now.st_ctime_ns))


@cache
def _file_digest(path: Path, _version: tuple[int, ...]) -> str:
    """Return the digest of a file's content. Each version is read once, because every test asks for it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _entry_seeds(root: Path, entry: Entry) -> list[Seed]:
    if callable(entry):
        return [seed_function(entry)]
    entry = os.fspath(entry)
    place = root / entry
    if place.is_file() and place.suffix == ".ini":
        return [SeedFunction(entry, Migrations(place))]
    if place.is_file():
        return [place]
    if place.is_dir():
        return [*_folder_files(place, f"{entry} in {root}")]
    parts = [part for part in entry.split(os.pathsep) if part]
    if len(parts) > 1 and all((root / part).exists() for part in parts):  # STACKRIG_SEED may separate them like PATH
        return [seed for part in parts for seed in _entry_seeds(root, part)]
    if FUNCTION.fullmatch(entry):
        return [SeedFunction(entry, load_function(root, entry, "seed"))]
    raise SettingsError(
        f"seed: there is no file or folder {entry} in {root}",
        remedies=["correct seed = [...] of [tool.stackrig], or STACKRIG_SEED; paths begin at that folder"],
    )


def _folder_files(place: Path, name: str) -> list[Path]:
    found = sorted(path for path in place.rglob("*") if _is_seed(path, place))
    if not found:
        raise SettingsError(f"seed: the folder {name} holds no file named *.sql or *.sql.gz")
    return found


def _is_seed(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.name.endswith(SUFFIXES) and not hidden and path.is_file()
