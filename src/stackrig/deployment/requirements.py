"""The requirements of a Lambda archive's libraries: lines, a requirements.txt, a pyproject.toml or a uv.lock."""

import os
import re
import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path

from stackrig.errors import SettingsError
from stackrig.installers import find_uv, uv_variables

Requirements = str | os.PathLike[str] | Iterable[str]

# Lines that name files: the cache's key consists of the lines alone, and would not change with such a file.
LOCAL_LINE = re.compile(r"-[rce]|--(requirement|constraint|editable)\b|[./~]|(.*@\s*)?file:")
EXPORT = (
    "export",
    "--frozen",
    "--no-dev",
    "--no-emit-project",
    "--no-hashes",
    "--no-annotate",
    "--no-header",
    "--quiet",
)
TOOL_TIMEOUT = 60.0  # seconds uv has to read a lock file


def requirement_lines(requirements: Requirements) -> list[str]:
    """Return the lines that name what to install, without comments.

    Raises:
        SettingsError: a line names a file of this machine, or a file of requirements can't be read.
    """
    if isinstance(requirements, os.PathLike):
        lines: Iterable[str] = _file_lines(Path(requirements))
    else:
        lines = requirements.splitlines() if isinstance(requirements, str) else requirements
    kept = [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
    for line in kept:
        if LOCAL_LINE.match(line):
            raise SettingsError(
                f"the requirement {line!r} names a file of this machine, whose changes the cache would not see",
                remedies=[
                    "pass the lines of the file: python_archive(..., Path('requirements.txt').read_text())",
                    "pass the folder of a library of your own as one more source: python_archive([app, library])",
                ],
            )
    return kept


def _file_lines(path: Path) -> list[str]:
    try:
        if path.name == "uv.lock":
            return _locked_lines(path)
        text = path.read_text(encoding="utf-8")
        return _dependencies(path, text) if path.suffix == ".toml" else text.splitlines()
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"the requirements in {path.absolute()} can't be read: {error}") from error


def _dependencies(path: Path, text: str) -> list[str]:
    project = tomllib.loads(text).get("project", {})
    if "dependencies" not in project:
        raise SettingsError(
            f"{path.absolute()} names no requirements: it has no dependencies below [project]",
            remedies=["pass a requirements.txt or the lines themselves"],
        )
    return [str(line) for line in project["dependencies"]]


def _locked_lines(path: Path) -> list[str]:
    uv = find_uv()
    if not uv:
        raise SettingsError(f"{path.absolute()} is read by uv, which was not found", remedies=["pip install uv"])
    done = subprocess.run(
        [uv, *EXPORT, "--project", path.absolute().parent],
        env=uv_variables(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TOOL_TIMEOUT,
        check=False,
    )
    if done.returncode:
        raise SettingsError(
            f"the lock file {path.absolute()} can't be used: uv ended with exit code {done.returncode}",
            evidence=done.stderr.strip(),
        )
    return done.stdout.splitlines()
