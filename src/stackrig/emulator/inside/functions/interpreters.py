"""Choose the interpreter that runs a Lambda runtime on this machine."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .fetched_packages import NotInstalledError, fetch

BOOTSTRAP = "bootstrap"  # a custom runtime's program, in the function's code or a layer
CUSTOM = ("provided.al2", "provided.al2023")
OLDEST = 9  # the minor version of Python that today's AWS SDK needs; older Pythons get an older SDK
HERE = Path(__file__).parent / "runtime"


class UnsupportedRuntime(Exception):  # noqa: N818  # LocalStack shows the message
    """Report that a function can't run without Docker, and which functions can."""


@dataclass(frozen=True, slots=True)
class Command:
    """Hold the command that starts a runtime, the folder of its AWS SDK, and a warning, if there is one."""

    words: tuple[str, ...]
    sdk: str
    warning: str = ""
    enters: bool = False  # whether the interpreter needs `entering` to see its folders
    is_custom: bool = False  # whether the function brings its runtime, which asks for its work over HTTP


@cache
def command_for(runtime: str) -> Command:
    """Return the command that runs functions of a runtime such as python3.12 or nodejs22.x.

    Raises:
        UnsupportedRuntime: nothing on this machine runs it.
    """
    if match := re.fullmatch(r"python3\.(\d+)", runtime):
        return _python_command(int(match[1]))
    if match := re.fullmatch(r"nodejs(\d+)\.x", runtime):
        return _node_command(int(match[1]))
    if runtime in CUSTOM:
        return Command((BOOTSTRAP,), _options()["sdk"], enters=True, is_custom=True)
    raise UnsupportedRuntime(
        f"functions of the runtime {runtime} can't run without Docker; those of python3.X, nodejsX.x,"
        f" {' and '.join(CUSTOM)} can"
    )


def entering() -> tuple[str, ...]:
    """Return the beginning of a command that sees its folders from its very start."""
    return (sys.executable, "-E", "-s", "-S", str(HERE / "_stackrig_enter.py"))


def _python_command(minor: int) -> Command:
    options = _options()
    pythons = {int(key): path for key, path in options["pythons"].items()}
    fit = {found: path for found, path in pythons.items() if found >= OLDEST}
    sdk, reason = options["sdk"], f"no Python 3.{minor} on this machine"
    if minor < OLDEST and (old := {found: path for found, path in pythons.items() if found < OLDEST}):
        try:
            sdk, fit = fetch(Path(options["old_sdk"]), options["install_old_sdk"], options["installer"]), old
        except NotInstalledError as error:
            reason = f"there is no AWS SDK for Python 3.{minor} ({error})"
    if not fit:
        raise UnsupportedRuntime(f"python functions need a Python from 3.{OLDEST} on: there is none on this machine")
    nearest = min(fit, key=lambda found: (abs(found - minor), -found))
    # -I -S: no environment variables or installed packages of the user; -u: output appears at once.
    words = (fit[nearest], "-I", "-S", "-u", "-X", "utf8", str(HERE / "_stackrig_runtime.py"))
    return Command(words, sdk, "" if nearest == minor else f"{reason}: python3.{minor} functions run on 3.{nearest}")


def _node_command(wanted: int) -> Command:
    node = shutil.which("node")
    if not node:
        raise UnsupportedRuntime("nodejs functions need Node.js: there is no `node` on PATH")
    done = subprocess.run([node, "--version"], capture_output=True, check=True, encoding="ascii")
    found = int(done.stdout.lstrip("v").split(".")[0])
    warning = f"Node.js on this machine is {found}: nodejs{wanted}.x functions run on it"
    words = (os.path.realpath(node), str(HERE / "_stackrig_runtime.mjs"))
    return Command(words, _options()["sdk"], "" if found == wanted else warning, enters=True)


def _options() -> dict[str, Any]:
    options: dict[str, Any] = json.loads(os.environ["STACKRIG_OPTIONS"])
    return options
