"""Sources that are edited after their function's deployment: each invocation runs their current content.

The other files of a function's archive, such as its libraries, stay as they were deployed.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOURCES_PATH = "/_stackrig/sources"

State = dict[str, tuple[str, int, int]]  # by name in the archive: the source file, its time of change and size


@dataclass(slots=True)
class Sources:
    """Hold the places of an archive's sources, and their states at the deployment."""

    places: list[tuple[str, str]]
    deployed: State


@dataclass(slots=True)
class Unpacked:
    """Hold the sources' states in a function's unpacked archive, and how often they have changed."""

    state: State
    version: int = 0


_sources: dict[str, Sources] = {}  # by the SHA-256 of the archive
_unpacked: dict[tuple[str, Path], Unpacked] = {}  # by that and the folder
_lock = threading.Lock()
_is_served = threading.Event()


def serve_sources() -> None:
    """Add the route that takes functions' sources: a JSON object of pairs of name and place, by an archive's hash."""
    from localstack.http import Response  # type: ignore[import-not-found]
    from localstack.services.edge import ROUTER  # type: ignore[import-not-found]

    if _is_served.is_set():  # LocalStack may load its executor more than once
        return
    _is_served.set()

    def take(request: Any) -> Any:
        with _lock:
            for digest, pairs in request.get_json().items():
                places = [(name, place) for name, place in pairs]
                _sources.setdefault(digest, Sources(places, dict(_look(places)))).places = places
        return Response.for_json({})

    ROUTER.add(SOURCES_PATH, take, methods=["POST"])


def refresh(code: Any) -> int:
    """Update a function's unpacked code, and return how often its sources have changed so far."""
    sources = _sources.get(code.code_sha256) if _sources else None
    if sources is None:
        return 0
    folder = code.get_unzipped_code_location()
    with _lock:
        unpacked = _unpacked.setdefault((code.code_sha256, folder), Unpacked(sources.deployed))
        now = dict(_look(sources.places))
        if now != unpacked.state:
            _copy(folder, unpacked.state, now)
            unpacked.state = now
            unpacked.version += 1
        return unpacked.version


def _copy(folder: Path, before: State, now: State) -> None:
    for name in before.keys() - now.keys():
        (folder / name).unlink(missing_ok=True)
    for name, (source, *_rest) in now.items():
        if before.get(name) != now[name]:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f".{target.name}.draft")
            shutil.copy(source, draft)
            draft.replace(target)


def _look(places: list[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, int, int]]]:
    """Yield the state of all source files by their names in the archive, without hidden files and bytecode."""
    for name, place in places:
        top = Path(place)
        if top.is_file():
            yield name, _state(top)
        for folder, folders, files in os.walk(top):
            folders[:] = [one for one in folders if not _is_other(one)]
            for path in (Path(folder, file) for file in files if not _is_other(file)):
                with suppress(FileNotFoundError):  # an editor's draft
                    yield str(Path(name) / path.relative_to(top)), _state(path)


def _is_other(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__" or name.endswith((".pyc", "~"))


def _state(path: Path) -> tuple[str, int, int]:
    status = path.stat()
    return str(path), status.st_mtime_ns, status.st_size
