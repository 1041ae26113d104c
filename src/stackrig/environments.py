"""Python interpreters of this machine, and virtual environments built once in the user's cache folder."""

import configparser
import contextlib
import hashlib
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from stackrig.errors import StartError
from stackrig.folders import cache_folder, home_folder, user_cache
from stackrig.processes import SESSION_VARIABLE, Session

LOG = logging.getLogger("stackrig")
RECIPE = "3"  # raised when environments must be built in another way: those of before are then left unused
ASK_TIMEOUT = 10.0  # seconds an interpreter may take to tell its version
MARKER = "complete.json"
TAIL_LINES = 20

# _base_executable is the interpreter a virtual environment was made from.
ASK = """
import importlib.util, sys
print(*sys.version_info[:3], sys.implementation.name, sys._base_executable or sys.executable, sep="\\n")
print(",".join(name for name in ("_ssl", "_sqlite3", "_ctypes") if not importlib.util.find_spec(name)))
"""
# pip's settings and the variables by which uv takes the same.
PIP_SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "no-index": "UV_NO_INDEX",
    "cert": "SSL_CERT_FILE",
}
# What would send the packages elsewhere, change which versions are pinned, or make Python find other modules.
MISLEADING = re.compile(
    r"PYTHON.*|VIRTUAL_ENV|CONDA_PREFIX"
    r"|UV_(SYSTEM_PYTHON|PYTHON|PROJECT.*|TARGET|PREFIX|CONSTRAINT|OVERRIDE|EXCLUDE.*|REQUIRE_HASHES|NO_BINARY.*|RESOLUTION"
    r"|COMPILE_BYTECODE|VENV_.*)"
    r"|PIP_(USER|TARGET|PREFIX|ROOT|CONSTRAINT|REQUIREMENT|EDITABLE|REQUIRE_.*|NO_BINARY|PYTHON|DRY_RUN)"
)


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Identify a CPython by the full path it gave of itself, never that of a shim or a virtual environment."""

    path: Path
    version: tuple[int, int, int]
    lacks: tuple[str, ...] = ()  # modules of the standard library it was built without

    @property
    def minor(self) -> int:
        """Return X of Python 3.X."""
        return self.version[1]


@dataclass(frozen=True, slots=True)
class Environment:
    """Name a complete virtual environment: `folder` also holds what was prepared beside it."""

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


def find_interpreters() -> dict[int, Interpreter]:
    """Return the best CPython of each minor version of Python 3 found here, by minor version: whole, then newest.

    Looks at this interpreter, PATH, pyenv, asdf, mise, uv, Homebrew and /usr/bin, and runs each program once: what it
    said is kept in the cache folder as long as the program's file stays the same.
    """
    record = cache_folder() / "interpreters-3.json"
    known = _read_json(record)
    stamps = {str(path): _stamp(path) for path in _candidates()}
    fresh = [path for path, stamp in stamps.items() if known.get(path, {}).get("stamp") != stamp]
    if fresh:
        with ThreadPoolExecutor(max_workers=4) as pool:
            answers = pool.map(_ask, fresh)
        known.update({path: {"stamp": stamps[path], "is": is_} for path, is_ in zip(fresh, answers, strict=True)})
        _write_whole(record, json.dumps({path: known[path] for path in stamps}))
    pythons = [_interpreter(known[path]["is"]) for path in stamps if known[path]["is"]]
    return {python.minor: python for python in sorted(pythons, key=lambda python: (not python.lacks, python.version))}


def find_environment(name: str, requirements: Path) -> Environment | None:
    """Return the environment built before under this name from these requirements, None when it isn't whole."""
    folder = _environment_folder(name, requirements)
    marker = _read_json(folder / MARKER)
    try:
        environment = Environment(folder, _interpreter(marker["interpreter"]))
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
    """Return the environment of this name, built when it isn't there or no longer whole. Safe in several processes.

    Args:
        requirements: file of pinned packages, installed without resolving.
        what: what is built, as the progress line names it.
        session: the tools that build carry its id and end with it.
        finish: prepares more in the environment before it counts as complete.

    Raises:
        StartError: the packages can't be installed; it ends with the tool's output.
    """
    folder = _environment_folder(name, requirements)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _lock(folder, what):
        if whole := find_environment(name, requirements):
            return whole
        LOG.info("building %s on %s, once, in %s", what, interpreter.path, folder)
        _remove(folder)
        environment = Environment(folder, interpreter)
        _install(environment, requirements, what, {SESSION_VARIABLE: session.id})
        finish(environment)
        marker = {
            "interpreter": {"path": str(interpreter.path), "version": interpreter.version, "lacks": interpreter.lacks},
            "parts": sorted(path.name for path in folder.iterdir()),
            "packages": sorted(_installed(environment) - {"__pycache__"}),
        }
        _write_whole(folder / MARKER, json.dumps(marker))
        return environment


@contextlib.contextmanager
def _lock(folder: Path, what: str) -> Iterator[None]:
    lock = FileLock(f"{folder}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        LOG.info("waiting for another process that builds %s", what)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def find_uv() -> str | None:
    """Return the path of uv: that of the package `uv`, else one on PATH, else None."""
    if find_spec("uv"):
        import uv

        with contextlib.suppress(FileNotFoundError):
            return uv.find_uv_bin()
    return shutil.which("uv")


def uv_variables() -> dict[str, str]:
    """Return this process's environment for uv and pip, without what would mislead them.

    uv takes pip's settings of the index where it has none of its own, and downloads no Python unless asked to.
    """
    variables = {name: value for name, value in os.environ.items() if not MISLEADING.fullmatch(name)}
    variables = {"UV_PYTHON_DOWNLOADS": "never", **variables, "UV_NO_PROGRESS": "1"}
    if (folder := cache_folder()) != user_cache():
        variables.setdefault("UV_CACHE_DIR", str(folder / "uv"))  # its own would be in the home folder too
    for setting, value in _pip_settings().items():
        variables.setdefault(PIP_SETTINGS[setting], value)
    return variables


def _install(environment: Environment, requirements: Path, what: str, variables: Mapping[str, str]) -> None:
    # Nothing is compiled ahead: that takes 20 s, of which the modules that are really imported are a fifth.
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


def run_tool(command: Sequence[str | Path], *, what: str, env: Mapping[str, str], cwd: Path) -> None:
    """Run a tool that builds something.

    Raises:
        StartError: it failed; `what` is the message, the tail of its output the evidence.
    """
    words = [os.fspath(word) for word in command]
    try:
        done = subprocess.run(
            words,
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise StartError(f"{what}: {error}") from error
    if done.returncode != 0:
        tail = "\n".join(f"  {line}" for line in done.stdout.splitlines()[-TAIL_LINES:])
        raise StartError(
            f"{what}: {Path(words[0]).name} ended with exit code {done.returncode}",
            evidence=f"{' '.join(words)}\n{tail}",
            remedies=[
                "see that this machine reaches its package index: PIP_INDEX_URL, PIP_CERT, pip.conf and UV_* are used",
                f"see that the disk isn't full: df -h '{cwd}'",
                "without uv this needs the interpreter's own venv and pip: pip install 'stackrig[embedded]' brings uv",
            ],
        )


def _candidates() -> Iterator[Path]:
    home = home_folder()
    folders = [Path(entry) for entry in os.environ.get("PATH", "").split(os.pathsep) if entry]
    folders += [Path("/usr/bin"), Path("/usr/local/bin"), Path("/opt/homebrew/bin")]
    for root in (
        Path(os.environ.get("PYENV_ROOT", home / ".pyenv")) / "versions",
        Path(os.environ.get("ASDF_DATA_DIR", home / ".asdf")) / "installs" / "python",
        Path(os.environ.get("MISE_DATA_DIR", home / ".local/share/mise")) / "installs" / "python",
        Path(os.environ.get("UV_PYTHON_INSTALL_DIR", home / ".local/share/uv/python")),
    ):
        folders += sorted(root.glob("*/bin"))
    yield Path(sys.executable)
    # A shim answers for whatever version is current, or for none: the versions behind it have folders of their own.
    for folder in dict.fromkeys(folder for folder in folders if folder.name != "shims"):
        yield from (path for path in _glob(folder) if os.access(path, os.X_OK))


def _glob(folder: Path) -> Iterable[Path]:
    try:
        return sorted(path for path in folder.glob("python3.[0-9]*") if path.suffix[1:].isdigit())
    except OSError:
        return ()


def _ask(path: str) -> dict[str, object] | None:
    try:
        done = subprocess.run(
            [path, "-I", "-S", "-c", ASK], capture_output=True, timeout=ASK_TIMEOUT, check=True, encoding="utf-8"
        )
        major, minor, patch, implementation, executable, lacks = done.stdout.splitlines()
    except (OSError, subprocess.SubprocessError, ValueError):
        return None  # not a Python that runs: a broken link, a shim, a half-removed version
    if implementation != "cpython":
        return None
    lacking = [name.lstrip("_") for name in lacks.split(",") if name]
    return {"path": executable, "version": [int(major), int(minor), int(patch)], "lacks": lacking}


def _stamp(path: Path) -> list[object]:
    try:
        status = path.stat()
    except OSError:
        return []
    return [os.path.realpath(path), status.st_mtime_ns, status.st_size]


def _environment_folder(name: str, requirements: Path) -> Path:
    digest = hashlib.sha256(RECIPE.encode() + requirements.read_bytes()).hexdigest()[:12]
    entry = f"{name}-{digest}"
    # What came with the image of a CI system is used there, though the home folder is read-only.
    return (user_cache() if (user_cache() / entry / MARKER).exists() else cache_folder()) / entry


def _venv_folder(folder: Path) -> Path:
    return folder / "venv"


def _venv_python(folder: Path) -> Path:
    return _venv_folder(folder) / "bin" / "python"


def _site_packages(folder: Path, interpreter: Interpreter) -> Path:
    return _venv_folder(folder) / "lib" / f"python3.{interpreter.minor}" / "site-packages"


def _remove(folder: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder)


def _installed(environment: Environment) -> set[str]:
    return {path.name for path in environment.packages.iterdir()}


def _interpreter(record: Mapping[str, Any]) -> Interpreter:
    major, minor, patch = record["version"]
    return Interpreter(Path(record["path"]), (major, minor, patch), tuple(record["lacks"]))


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return content  # noqa: TRY300  # what can fail is the line above
    except (OSError, ValueError):
        return {}


def _write_whole(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _pip_settings() -> dict[str, str]:
    """Return pip's settings that concern the index: PIP_* variables over its files, later files over earlier ones.

    The files are those of pip's documentation, "Configuration".
    """
    home = home_folder()
    files = [
        Path("/Library/Application Support/pip/pip.conf"),
        Path("/etc/xdg/pip/pip.conf"),
        Path("/etc/pip.conf"),
        home / ".pip/pip.conf",
        home / "Library/Application Support/pip/pip.conf",
        Path(os.environ.get("XDG_CONFIG_HOME", home / ".config")) / "pip/pip.conf",
        Path(sys.prefix) / "pip.conf",
        Path(os.environ.get("PIP_CONFIG_FILE", os.devnull)),
    ]
    parser = configparser.RawConfigParser(strict=False)
    parser.read(files, encoding="utf-8")
    found: dict[str, str] = {}
    for setting in PIP_SETTINGS:
        for section in ("global", "install"):
            if parser.has_option(section, setting):
                found[setting] = " ".join(parser.get(section, setting).split())
        variable = "PIP_" + setting.upper().replace("-", "_")
        if os.environ.get(variable):
            found[setting] = os.environ[variable]
    return found
