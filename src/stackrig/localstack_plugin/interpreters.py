"""Which interpreter runs which Lambda runtime on this machine."""

import json
import logging
import os
import re
from functools import cache
from pathlib import Path

from . import outcomes

LOG = logging.getLogger(__name__)
HERE = Path(__file__).parent


class UnsupportedRuntime(Exception):  # noqa: N818  # LocalStack shows the message
    """Tell that a function's runtime can't run without Docker, and what can."""


@cache
def command_for(runtime: str | None) -> tuple[str, ...]:
    """Return the command that runs functions of a runtime such as python3.12.

    Raises:
        UnsupportedRuntime: nothing on this machine runs it.
    """
    match = re.fullmatch(r"python3\.(\d+)", runtime or "")
    if not match:
        raise UnsupportedRuntime(
            f"the runtime {runtime or 'of container images'} can't run without Docker; python3.X and nodejsX.x can"
        )
    return _python_command(int(match[1]))


def _python_command(minor: int) -> tuple[str, ...]:
    pythons = {int(key): path for key, path in json.loads(os.environ["STACKRIG_OPTIONS"])["pythons"].items()}
    nearest = min(pythons, key=lambda found: (abs(found - minor), -found))
    if nearest != minor:
        outcomes.warn_once(LOG, f"no Python 3.{minor} on this machine: python3.{minor} functions run on 3.{nearest}")
    # -I -S: nothing of the user's environment or of that Python's installed packages; -u: output is there at once.
    return (pythons[nearest], "-I", "-S", "-u", "-X", "utf8", str(HERE / "_stackrig_runtime.py"))


def sdk_folder() -> str:
    """Return the folder with the boto3 that AWS's Python runtimes bring along."""
    folder: str = json.loads(os.environ["STACKRIG_OPTIONS"])["sdk"]
    return folder
