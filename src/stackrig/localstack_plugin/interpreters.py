"""Which interpreter runs which Lambda runtime on this machine."""

import json
import logging
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from . import outcomes

LOG = logging.getLogger(__name__)
HERE = Path(__file__).parent


class UnsupportedRuntime(Exception):  # noqa: N818  # LocalStack shows the message
    """Tell that a function can't run without Docker, and what can."""


@cache
def command_for(runtime: str) -> tuple[str, ...]:
    """Return the command that runs functions of a runtime such as python3.12 or nodejs22.x.

    Raises:
        UnsupportedRuntime: nothing on this machine runs it.
    """
    if match := re.fullmatch(r"python3\.(\d+)", runtime):
        return _python_command(int(match[1]))
    if match := re.fullmatch(r"nodejs(\d+)\.x", runtime):
        return _node_command(int(match[1]))
    raise UnsupportedRuntime(
        f"functions of the runtime {runtime} can't run without Docker; those of python3.X and nodejsX.x can"
    )


def sdk_folder() -> str:
    """Return the folder with the boto3 that AWS's Python runtimes bring along."""
    folder: str = _options()["sdk"]
    return folder


def _python_command(minor: int) -> tuple[str, ...]:
    pythons = {int(key): path for key, path in _options()["pythons"].items()}
    nearest = min(pythons, key=lambda found: (abs(found - minor), -found))
    if nearest != minor:
        outcomes.warn_once(LOG, f"no Python 3.{minor} on this machine: python3.{minor} functions run on 3.{nearest}")
    # -I -S: nothing of the user's environment or of that Python's installed packages; -u: output is there at once.
    return (pythons[nearest], "-I", "-S", "-u", "-X", "utf8", str(HERE / "_stackrig_runtime.py"))


def _node_command(wanted: int) -> tuple[str, ...]:
    node = shutil.which("node")
    if not node:
        raise UnsupportedRuntime("nodejs functions need Node.js: there is no `node` on PATH")
    done = subprocess.run([node, "--version"], capture_output=True, check=True, encoding="ascii")
    found = int(done.stdout.lstrip("v").split(".")[0])
    if found != wanted:
        outcomes.warn_once(LOG, f"Node.js here is {found}: nodejs{wanted}.x functions run on it")
    enter, script = str(HERE / "_stackrig_enter.py"), str(HERE / "_stackrig_runtime.mjs")
    return (sys.executable, "-E", "-s", "-S", enter, os.path.realpath(node), script)


def _options() -> dict[str, Any]:
    options: dict[str, Any] = json.loads(os.environ["STACKRIG_OPTIONS"])
    return options
