"""Measure Python functions of the embedded LocalStack for a run of tests that measures its coverage."""

import importlib.util
import json
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any

from stackrig.emulator.debugging import LEFT_OUT
from stackrig.emulator.routes import NO_ANSWER, ask, split_address
from stackrig.emulator.server import AwsEndpoint

COVERAGE_PATH = "/_stackrig/coverage"  # the plugin's route: inside/functions/measuring.py
TIMEOUT = 10.0  # seconds within which LocalStack must accept it
UNMEASURED = "the coverage of functions is not measured: {}"


class FunctionCoverage:
    """Measure functions for the coverage of one process, from `begin` to `collect`."""

    def __init__(self, coverage: Any, root: Path, run: str, owner: int) -> None:
        """Take the Coverage that measures this process, and the project's folder.

        Args:
            run: a name of the test run.
            owner: the process that ends the run.
        """
        self._coverage, self._root, self._run, self._owner = coverage, root, run, owner
        self._endpoint: AwsEndpoint | None = None
        self.folder = ""  # where LocalStack keeps the data of the run
        self._fault = ""

    def begin(self, server: object) -> None:
        """Make an embedded LocalStack measure its functions; called with each server that has started."""
        if not isinstance(server, AwsEndpoint) or server.backend not in ("embedded", "attach"):
            return
        told = {
            "run": self._run,
            "process": self._owner,
            "package": str(Path(sys.modules["coverage"].__file__ or "").parent.parent),
            "branch": bool(self._coverage.get_option("run:branch")),
            "places": _by_name(measured_files(self._coverage, self._root)),
        }
        try:
            answer = _tell(server, "POST", told)
        except NO_ANSWER as error:
            self._fault = UNMEASURED.format(f"only the embedded LocalStack measures them ({error})")
            return
        if answer["run"] == self._run:
            self._endpoint, self.folder = server, answer["folder"]
        else:
            self._fault = UNMEASURED.format("another run measures its own on this LocalStack")

    def collect(self) -> str:
        """Add the measurements of functions to the data of this process; return why they are missing, if they are."""
        if self._endpoint:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # coverage warns at its own end about missing data
                _add_data(self._coverage, Path(self.folder))
            if self._owner == os.getpid():
                with suppress(*NO_ANSWER):  # a LocalStack that has ended measures nothing
                    _tell(self._endpoint, "DELETE", {"run": self._run})
        return self._fault


def measured_files(coverage: Any, root: Path) -> Iterator[str]:
    """Yield the Python files that a Coverage is configured to measure: below its sources, or else below `root`.

    The options are those of https://coverage.readthedocs.io/en/latest/source.html.
    """
    from coverage.files import GlobMatcher, prep_patterns

    sources = [one for name in ("source", "source_pkgs", "source_dirs") for one in _option(coverage, name)]
    include, omit = (GlobMatcher(prep_patterns(_option(coverage, name))) for name in ("include", "omit"))
    for file in _python_files([place for one in sources for place in _places(one)] if sources else [root]):
        if (sources or not include.pats or include.match(file)) and not (omit.pats and omit.match(file)):
            yield file


def _option(coverage: Any, name: str) -> list[str]:
    from coverage.exceptions import ConfigError

    with suppress(ConfigError):  # an older coverage does not know it
        return list(coverage.get_option(f"run:{name}") or ())
    return []


def _places(source: str) -> list[Path]:
    """Return the folders, or the file, of a source: a folder or the name of a package or module."""
    if Path(source).is_dir():
        return [Path(source)]
    spec = None
    with suppress(Exception):  # its parent may raise anything: coverage warns about it
        spec = importlib.util.find_spec(source)
    if spec is None:
        return []
    return [Path(place) for place in spec.submodule_search_locations or [spec.origin or ""]]


def _python_files(places: Iterable[Path]) -> Iterator[str]:
    for place in places:
        if place.is_file():
            yield os.path.realpath(place)
        for folder, below, files in os.walk(place):
            below[:] = [name for name in below if name[0] != "." and name not in LEFT_OUT]
            yield from (os.path.realpath(Path(folder, name)) for name in files if name.endswith(".py"))


def _by_name(files: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in files:
        found.setdefault(Path(file).name, []).append(file)
    return found


def _add_data(coverage: Any, folder: Path) -> None:
    """Add functions' data to a run's, under the run's context and without the tests'.

    `CoverageData.update` would not count in the hash by which `coverage combine` knows the data of equal workers.
    """
    data = coverage.get_data()
    before = data.set_context(coverage.get_option("run:context"))
    for path in sorted(folder.glob("*.data")):
        found = sys.modules["coverage"].CoverageData(no_disk=True)
        found.loads(path.read_bytes())
        read, add = (found.arcs, data.add_arcs) if found.has_arcs() else (found.lines, data.add_lines)
        add({place: read(name) for name, place in _measured_places(coverage, path).items() if read(name)})
        found.close(force=True)
    data.set_context(before)


def _measured_places(coverage: Any, path: Path) -> dict[str, str]:
    """Return the sources of the files that some data is about, as the run calls them, by their names in the data."""
    from coverage.files import relative_filename

    places: dict[str, str] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    is_relative = coverage.get_option("run:relative_files")
    return {name: relative_filename(place) if is_relative else place for name, place in places.items()}


def _tell(endpoint: AwsEndpoint, method: str, told: dict[str, Any]) -> dict[str, Any]:
    response = ask(*split_address(endpoint.endpoint_url), method, COVERAGE_PATH, told, timeout=TIMEOUT)
    if response.status >= HTTPStatus.BAD_REQUEST:
        raise ValueError(f"{response.status} {response.reason}")
    answer: dict[str, Any] = json.loads(response.body or "{}")
    return answer
