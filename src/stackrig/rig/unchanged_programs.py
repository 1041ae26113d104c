"""Programs that need not run, because the files they read and their surroundings are as they were when deployed."""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from stackrig.database.server import PostgresServer
from stackrig.deployment.archive_sources import Recipe
from stackrig.deployment.audit_events import SITES, STACKRIG
from stackrig.deployment.program_reads import Reads, record_reads
from stackrig.deployment.stacks import Deployment
from stackrig.emulator.server import AwsEndpoint
from stackrig.folders import read_json, write_private
from stackrig.rig.programs import FoundProgram

# Variables that differ between runs or terminals and do not influence what is deployed.
PASSING_VARIABLES = ("_", "COLUMNS", "LINES", "OLDPWD", "PWD", "SHLVL", "STACKRIG_KEEP")
PASSING_PREFIXES = ("PYTEST_", "COV_CORE_", "COVERAGE_", "INVOKE_")


@dataclass(frozen=True, slots=True)
class KnownReads:
    """Hold what the programs of a deployment have read, in a file beside the deployment's record."""

    path: Path

    def reads(self) -> Reads:
        """Return what was read, or why that is not known."""
        return _reads_in(read_json(self.path))

    def can_stay(self) -> bool:
        """Tell whether only sources of functions have changed; the surroundings of the programs are not checked."""
        return _changed_sources(self.reads()) is not None

    def bring_up_to_date(
        self, kept: Sequence[Deployment], endpoint: AwsEndpoint, database: PostgresServer
    ) -> list[Deployment]:
        """Return the deployments if the programs need not run; functions with changed sources get their code.

        The list is empty if a program must run.
        """
        content = read_json(self.path)
        reads = _reads_in(content)
        changed = _changed_sources(reads)
        if changed is None or content.get("surroundings") != surroundings_of(database):
            return []
        if not changed:
            return [deployment.as_unchanged() for deployment in kept]
        from stackrig.rig.function_code import find_new_code, update_code

        found = find_new_code(reads, kept)
        if not found:
            return []
        self.forget()
        done = [update_code(plan, endpoint) for plan in found[0]]
        self.note([found[1]], database)
        return done

    def forget(self) -> None:
        """Forget what was read, because something is about to change."""
        self.path.unlink(missing_ok=True)

    def note(self, reads: Sequence[Reads], database: PostgresServer) -> None:
        """Record what was read. A file that one program reads beside its functions is no source of another's."""
        # The earliest state of a file counts: a program that read it before an edit must run again.
        files = {path: state for one in reversed(reads) for path, state in one.files.items()}
        others = {path for one in reads for path in one.files.keys() - one.sources}
        content = {
            "surroundings": surroundings_of(database),
            "doubt": next((one.doubt for one in reads if one.doubt), ""),
            "files": files,
            "sources": [path for one in reads for path in one.sources if path not in others],
            "archives": [(asdict(how), path) for one in reads for how, path in one.archives.items()],
        }
        write_private(self.path, json.dumps(content))


def _reads_in(content: Mapping[str, Any]) -> Reads:
    try:
        archives = {_recipe(how): path for how, path in content.get("archives", [])}
    except TypeError as error:
        return Reads({}, f"another version of stackrig recorded what was read: {error}")
    doubt = str(content.get("doubt", "the last run recorded nothing"))
    return Reads(content.get("files", {}), doubt, frozenset(content.get("sources", [])), archives)


def _changed_sources(reads: Reads) -> list[str] | None:
    """Return which sources of functions have changed; None if something else has, so that the programs must run."""
    if reads.doubt or _is_watched():
        return None
    changed = reads.changed()
    return changed if reads.sources.issuperset(changed) else None


def _recipe(known: dict[str, Any]) -> Recipe:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    return Recipe(**values)


def run_programs(
    programs: Collection[FoundProgram],
    run: Callable[[FoundProgram], Deployment],
    made: list[Deployment],
    known: KnownReads | None,
    database: PostgresServer,
) -> None:
    """Run the program of each stack and add its deployment; record what all programs read, if a later run may ask."""
    noted = []
    if known:
        known.forget()
    for found in programs:
        deployment, reads = _run_noted(found, run) if known else (run(found), Reads({}))
        made.append(deployment)
        noted.append(reads)
    if known:
        known.note(noted, database)


def _run_noted(found: FoundProgram, run: Callable[[FoundProgram], Deployment]) -> tuple[Deployment, Reads]:
    """Run a program; return its deployment, and what it has read, which is unknown for folders and with the CLI."""
    if found.folder:
        return run(found), Reads({}, f"the program of {found.name} is a folder: only what functions read is recorded")
    deployment, reads = record_reads(partial(run, found), found.settings.program.partition(":")[0])
    if deployment.engine == "cli":
        return deployment, Reads({}, "the Pulumi CLI deployed the program")
    return deployment, reads


def surroundings_of(database: PostgresServer) -> str:
    """Return a digest of a program's surroundings beside files: database, environment, Python and its libraries."""
    variables = {name: value for name, value in os.environ.items() if _counts(name)}
    handle: Mapping[str, Any] = dict(database)
    parts = (variables, handle, str(Path.cwd()), sys.executable, sys.version, sorted(_libraries()), sorted(_own_code()))
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def _counts(name: str) -> bool:
    return name not in PASSING_VARIABLES and not name.startswith(PASSING_PREFIXES)


def _libraries() -> Iterator[tuple[str, int]]:
    """Yield the installed packages with their versions, and when each was installed."""
    for place in dict.fromkeys(sys.path):
        if f"{place}{os.sep}".endswith(SITES):
            with suppress(OSError), os.scandir(place) as entries:
                yield from ((one.path, one.stat().st_mtime_ns) for one in entries if one.name.endswith(".dist-info"))


def _own_code() -> Iterator[tuple[str, int]]:
    """Yield stackrig's own modules where it is installed for development: its version does not change there."""
    if any(site in str(STACKRIG) for site in SITES):
        return
    for path in STACKRIG.rglob("*.py"):
        yield str(path), path.stat().st_mtime_ns


def _is_watched() -> bool:
    """Tell whether a debugger or coverage follows this process: its user wants to see the program run."""
    monitoring = getattr(sys, "monitoring", None)  # new in Python 3.12
    tools = (monitoring.DEBUGGER_ID, monitoring.COVERAGE_ID) if monitoring else ()
    return bool(sys.gettrace() or (monitoring and any(monitoring.get_tool(tool) for tool in tools)))
