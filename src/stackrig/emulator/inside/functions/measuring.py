"""Coverage of functions, as a run of tests asked for it in this LocalStack."""

import json
import os
import shutil
import tempfile
import threading
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]
from localstack.runtime import hooks  # type: ignore[import-not-found]
from stackrig_localstack import is_embedded  # type: ignore[import-not-found]

COVERAGE_PATH = "/_stackrig/coverage"


@dataclass(frozen=True, slots=True)
class Measuring:
    """Hold a run's wishes: `places` are the source files to measure, by name, and `folder` takes the data."""

    run: str
    process: int  # the run's process, with which measuring ends
    package: str  # the folder from which coverage is imported
    branch: bool
    places: Mapping[str, list[str]]
    folder: str


_wanted: list[Measuring] = []  # at most one
_taking = threading.Lock()  # workers of a run register at the same time


@hooks.on_infra_start(should_load=is_embedded)  # type: ignore[untyped-decorator]
def take_coverage() -> None:
    """Add the route by which a test run begins and ends the measuring of functions."""
    from localstack.services.edge import ROUTER  # type: ignore[import-not-found]

    ROUTER.add(COVERAGE_PATH, _take, methods=["POST"])
    ROUTER.add(COVERAGE_PATH, _end, methods=["DELETE"])


def measuring_of(runtime: str | None) -> Measuring | None:
    """Return the run that measures functions of a runtime; None for other languages, or without a run."""
    for wanted in _wanted if (runtime or "").startswith("python") else ():
        try:
            os.kill(wanted.process, 0)
        except OSError:  # it was killed, and its number may be another user's by now
            _forget(wanted)
            continue
        return wanted
    return None


def coverage_options(wanted: Measuring, code: str) -> dict[str, Any] | None:
    """Return the options with which a process measures its code; None if no file of it is a source."""
    files = find_sources(Path(code), wanted.places)
    if not files:
        return None
    data = Path(wanted.folder, f"{uuid.uuid4().hex}.data")
    data.with_suffix(".json").write_text(json.dumps(files), encoding="utf-8")
    return {"package": wanted.package, "branch": wanted.branch, "data": str(data)}


def find_sources(code: Path, places: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the source of each Python file of some code, by the file's name there: name and content are equal.

    Empty files have no lines to measure. Of several sources, the one with the most similar folders wins.
    """
    found = {}
    for path in code.rglob("*.py"):
        name = path.relative_to(code)
        if same := [place for place in places.get(path.name, ()) if _is_same(path, Path(place))]:
            found[str(name)] = max(same, key=lambda place: _alike(name, Path(place)))
    return found


def _is_same(path: Path, place: Path) -> bool:
    with suppress(OSError):  # it was deleted meanwhile
        return 0 < path.stat().st_size == place.stat().st_size and path.read_bytes() == place.read_bytes()
    return False


def _alike(name: Path, place: Path) -> int:
    pairs = zip(reversed(name.parts), reversed(place.parts), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _take(request: Any) -> Any:
    told = request.get_json()
    with _taking:
        if not (now := measuring_of("python")):
            now = Measuring(**told, folder=tempfile.mkdtemp(prefix="lambda-coverage-"))
            _wanted.append(now)
    return Response.for_json({"run": now.run, "folder": now.folder})


def _end(request: Any) -> Any:
    for wanted in [one for one in _wanted if one.run == request.get_json()["run"]]:
        _forget(wanted)
    return Response(status=204)


def _forget(wanted: Measuring) -> None:
    with suppress(ValueError):  # another thread did it
        _wanted.remove(wanted)
    shutil.rmtree(wanted.folder, ignore_errors=True)
