"""Virtual environments, built once in the user's cache folder."""

import contextlib
import hashlib
import json
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from stackrig.file_locks import file_lock
from stackrig.folders import cache_folder, read_json, remove_folder, user_cache, write_whole
from stackrig.installers import find_uv, run_tool, uv_variables
from stackrig.interpreters import Interpreter, read_interpreter
from stackrig.manifests import MANIFEST, find_damage, has_manifest, sizes_of, write_manifest
from stackrig.processes import SESSION_VARIABLE, Session

log = logging.getLogger("stackrig")
RECIPE = "3"  # raised when environments must be built in another way; earlier environments are then left unused
MARKER = "complete.json"
BUILD_TIMEOUT = 1800.0  # seconds; building downloads packages
# Files that Python and LocalStack write again when they are missing; the record holds their first sizes.
MADE_LATER = "made-later.json"
NOT_RECORDED = ("plugin-",)  # folders that other code looks after


@dataclass(frozen=True, slots=True)
class Environment:
    """Name a complete virtual environment; `folder` also holds what was prepared beside it."""

    folder: Path
    interpreter: Interpreter

    @property
    def python(self) -> Path:
        """Return its interpreter."""
        return _venv_python(self.folder)

    @property
    def packages(self) -> Path:
        """Return the folder its packages are installed in."""
        return _site_packages(self.folder, self.interpreter)


def find_environment(name: str, requirements: Path) -> Environment | None:
    """Return the environment built earlier under this name from these requirements; None when it isn't whole."""
    folder = _environment_folder(name, requirements)
    marker = read_json(folder / MARKER)
    try:
        environment = Environment(folder, read_interpreter(marker["interpreter"]))
        whole = (
            environment.python.exists()
            and set(marker["parts"]) <= {path.name for path in folder.iterdir()}
            and set(marker["packages"]) <= _installed(environment)
        )
    except (OSError, KeyError, TypeError):
        return None
    return environment if whole else None


def build_environment(
    name: str,
    requirements: Path,
    interpreter: Interpreter,
    *,
    what: str,
    session: Session,
    finish: Callable[[Environment], None] = lambda _: None,
) -> Environment:
    """Return the environment of this name, built if it is missing or damaged. Several processes may call this at once.

    Args:
        requirements: a file of pinned packages; they are installed without resolving.
        what: the thing that is built, as the progress line names it.
        session: the building tools carry its id and end with it.
        finish: prepares more in the environment before it counts as complete.

    Raises:
        StartError: the packages can't be installed; it ends with the tool's output.
    """
    folder = _environment_folder(name, requirements)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _lock(folder, f"builds {what}"):
        if whole := find_environment(name, requirements):
            return whole
        log.info("building %s on %s, once, in %s", what, interpreter.path, folder)
        remove_folder(folder)
        environment = Environment(folder, interpreter)
        _install(environment, requirements, what, {SESSION_VARIABLE: session.id})
        finish(environment)
        marker = {
            "interpreter": {"path": str(interpreter.path), "version": interpreter.version, "lacks": interpreter.lacks},
            "parts": sorted(path.name for path in folder.iterdir()),
            "packages": sorted(_installed(environment) - {"__pycache__"}),
        }
        write_manifest(folder, _built_files(sizes_of(folder)))
        write_whole(folder / MARKER, json.dumps(marker))
        return environment


def find_damaged(
    environment: Environment, sizes: Mapping[str, int] | None = None, *, thorough: bool = False
) -> list[str]:
    """Return the files of an environment that differ from those that were built, without files that are written later.

    Args:
        sizes: the sizes of all its files, see `sizes_of`; reading them takes 0.3 s.
        thorough: compare the contents of all files, which takes some seconds.
    """
    sizes = sizes if sizes is not None else sizes_of(environment.folder)
    if not has_manifest(environment.folder):  # built by an older stackrig, or damaged itself
        write_manifest(environment.folder, _built_files(sizes))
    return find_damage(environment.folder, sizes, thorough=thorough)


def discard_environment(environment: Environment) -> None:
    """Make the next use rebuild a damaged environment, unless another process has rebuilt it already."""
    with _lock(environment.folder, "examines the environment"):
        if find_damaged(environment, thorough=True):
            (environment.folder / MARKER).unlink(missing_ok=True)


def remove_changed(environment: Environment, sizes: Mapping[str, int]) -> list[str]:
    """Remove changed files that Python and LocalStack write again, such as bytecode; return their names."""
    folder = environment.folder
    sizes = {name: size for name, size in sizes.items() if _is_made_later(name)}
    known = read_json(folder / MADE_LATER)
    changed = [name for name, size in sizes.items() if not size or known.get(name, size) != size]
    for name in changed:
        (folder / name).unlink(missing_ok=True)
    if sizes.keys() - known.keys():
        with contextlib.suppress(OSError):  # the cache is read-only: the next start looks at the same files
            write_whole(folder / MADE_LATER, json.dumps({**known, **sizes}))
    return changed


def _built_files(sizes: Mapping[str, int]) -> list[str]:
    own = (MARKER, MANIFEST, MADE_LATER, *NOT_RECORDED)
    return [name for name in sizes if not name.startswith(own) and not _is_made_later(name)]


def _is_made_later(name: str) -> bool:
    return name.endswith(".pyc") or name.startswith("cache/")


def _lock(folder: Path, what: str) -> contextlib.AbstractContextManager[None]:
    return file_lock(folder.with_name(f"{folder.name}.lock"), what, timeout=BUILD_TIMEOUT)


def _install(environment: Environment, requirements: Path, what: str, variables: Mapping[str, str]) -> None:
    # Nothing is compiled ahead: that takes 20 s, and only a fifth of the modules is ever imported.
    venv, python, interpreter = _venv_folder(environment.folder), environment.python, environment.interpreter.path
    steps: list[list[str | Path]]
    if uv := find_uv():
        steps = [
            [uv, "venv", "--quiet", "--no-project", "--python", interpreter, venv],
            [uv, "pip", "install", "--quiet", "--no-deps", "--python", python, "--requirement", requirements],
        ]
    else:
        pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-input", "--no-compile"]
        steps = [[interpreter, "-m", "venv", venv], [*pip, "--requirement", requirements]]
    for step in steps:
        run_tool(
            step, what=f"{what} could not be built", env={**uv_variables(), **variables}, cwd=environment.folder.parent
        )


def _environment_folder(name: str, requirements: Path) -> Path:
    digest = hashlib.sha256(RECIPE.encode() + requirements.read_bytes()).hexdigest()[:12]
    entry = f"{name}-{digest}"
    # An environment that came with a CI system's image is used, even if the home folder is read-only.
    return (user_cache() if os.path.exists(user_cache() / entry / MARKER) else cache_folder()) / entry  # noqa: PTH110


def _venv_folder(folder: Path) -> Path:
    return folder / "venv"


def _venv_python(folder: Path) -> Path:
    return _venv_folder(folder) / "bin" / "python"


def _site_packages(folder: Path, interpreter: Interpreter) -> Path:
    return _venv_folder(folder) / "lib" / f"python3.{interpreter.minor}" / "site-packages"


def _installed(environment: Environment) -> set[str]:
    return {path.name for path in environment.packages.iterdir()}
