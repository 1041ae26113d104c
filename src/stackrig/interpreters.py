"""The Python interpreters of this machine."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stackrig.folders import cache_folder, home_folder, read_json, write_whole

ASK_TIMEOUT = 10.0  # seconds an interpreter may take to report its version

# _base_executable is the interpreter a virtual environment was made from; Python 3.7 has none.
ASK = """
import importlib.util, sys
executable = getattr(sys, "_base_executable", None) or sys.executable
print(*sys.version_info[:3], sys.implementation.name, executable, sep="\\n")
print(",".join(name for name in ("_ssl", "_sqlite3", "_ctypes") if not importlib.util.find_spec(name)))
"""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Identify a CPython by its own full path, never by that of a shim or a virtual environment."""

    path: Path
    version: tuple[int, int, int]
    lacks: tuple[str, ...] = ()  # modules of the standard library that it was built without

    @property
    def minor(self) -> int:
        """Return X of Python 3.X."""
        return self.version[1]


def find_interpreters() -> dict[int, Interpreter]:
    """Return the best CPython of each minor version of Python 3 found here: a complete one first, then the newest.

    Looks at this interpreter, PATH, pyenv, asdf, mise, uv, Homebrew and /usr/bin, and runs each program once. Its
    answer is cached as long as the program's file stays the same.
    """
    record = cache_folder() / "interpreters-4.json"
    known = read_json(record)
    stamps = {str(path): _stamp(path) for path in _candidates()}
    fresh = [path for path, stamp in stamps.items() if known.get(path, {}).get("stamp") != stamp]
    if fresh:
        with ThreadPoolExecutor(max_workers=4) as pool:
            answers = pool.map(_ask, fresh)
        known.update({path: {"stamp": stamps[path], "is": is_} for path, is_ in zip(fresh, answers, strict=True)})
        write_whole(record, json.dumps({path: known[path] for path in stamps}))
    pythons = [read_interpreter(known[path]["is"]) for path in stamps if known[path]["is"]]
    return {python.minor: python for python in sorted(pythons, key=lambda python: (not python.lacks, python.version))}


def read_interpreter(record: Mapping[str, Any]) -> Interpreter:
    major, minor, patch = record["version"]
    return Interpreter(Path(record["path"]), (major, minor, patch), tuple(record["lacks"]))


def _candidates() -> Iterator[Path]:
    home = home_folder()
    folders = [Path(entry) for entry in os.environ.get("PATH", "").split(os.pathsep) if entry]
    folders += [Path("/usr/bin"), Path("/usr/local/bin"), Path("/opt/homebrew/bin")]
    for root in (
        Path(os.environ.get("PYENV_ROOT") or home / ".pyenv") / "versions",
        Path(os.environ.get("ASDF_DATA_DIR") or home / ".asdf") / "installs" / "python",
        Path(os.environ.get("MISE_DATA_DIR") or home / ".local/share/mise") / "installs" / "python",
        Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or home / ".local/share/uv/python"),
    ):
        folders += _glob(root, "*/bin")
    yield Path(sys.executable)
    # A shim answers for the current version, or for none: the versions behind it have folders of their own.
    for folder in dict.fromkeys(folder for folder in folders if folder.name != "shims"):
        programs = (path for path in _glob(folder, "python3.[0-9]*") if path.suffix[1:].isdigit())
        yield from (path for path in programs if os.access(path, os.X_OK))


def _glob(folder: Path, pattern: str) -> Sequence[Path]:
    """Return the contents of a folder; empty if this user can't read it, as after `sudo -E` or `su`."""
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return ()


def _ask(path: str) -> dict[str, object] | None:
    try:
        done = subprocess.run(
            [path, "-I", "-S", "-c", ASK], capture_output=True, timeout=ASK_TIMEOUT, check=True, encoding="utf-8"
        )
        major, minor, patch, implementation, executable, lacks = done.stdout.splitlines()
    except (OSError, subprocess.SubprocessError, ValueError):
        return None  # no Python that runs: a broken link, a shim, a half-removed version
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
