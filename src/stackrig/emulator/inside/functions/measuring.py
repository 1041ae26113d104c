"""The run of tests that measures the coverage of functions, as stackrig told this LocalStack."""

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
    """Hold what a run wants: `places` are the source files it measures by their names, `folder` takes the data."""

    run: str
    process: int  # the run ends with it
    package: str  # the folder that coverage is imported from
    branch: bool
    places: Mapping[str, list[str]]
    folder: str


_wanted: list[Measuring] = []  # one at most
_taking = threading.Lock()  # workers of a run tell at the same time


@hooks.on_infra_start(should_load=is_embedded)  # type: ignore[untyped-decorator]
def take_coverage() -> None:
    """Let stackrig tell which run measures functions, and when it ends."""
    from localstack.services.edge import ROUTER  # type: ignore[import-not-found]

    ROUTER.add(COVERAGE_PATH, _take, methods=["POST"])
    ROUTER.add(COVERAGE_PATH, _end, methods=["DELETE"])


def measuring_of(runtime: str | None) -> Measuring | None:
    """Return what measures functions of a runtime; None for those that aren't Python's, and when no run does."""
    for wanted in _wanted if (runtime or "").startswith("python") else ():
        try:
            os.kill(wanted.process, 0)
        except OSError:  # it was killed, and its number may be another user's by now
            _forget(wanted)
            continue
        return wanted
    return None


def coverage_options(wanted: Measuring, code: str) -> dict[str, Any] | None:
    """Return what a process needs to measure its code; None where no file of it is one of the sources."""
    files = find_sources(Path(code), wanted.places)
    if not files:
        return None
    data = Path(wanted.folder, f"{uuid.uuid4().hex}.data")
    data.with_suffix(".json").write_text(json.dumps(files), encoding="utf-8")
    return {"package": wanted.package, "branch": wanted.branch, "data": str(data)}


def find_sources(code: Path, places: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the source of each Python file of some code: the file with the same name and content, by its name there.

    Empty files have no lines to measure. Where several files fit, it is the one whose folders are called most alike.
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
