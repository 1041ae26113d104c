"""The AWS SDK for JavaScript, which AWS's Node.js runtimes contain: fetch the packages that a function's code names.

The whole SDK has 400 packages. Each set of packages is fetched once and stays in the cache.
See https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from .fetched_packages import NotInstalledError, fetch

NEWEST = "3.1000.0"  # fixed, so that a program gets the same packages tomorrow: the last versions before this date
VERSION_2 = "aws-sdk"
FIRST_WITH_3 = 18  # the first Node.js runtime with version 3 of the SDK; older ones have version 2
NAMED = re.compile(
    rb"""(?:\brequire\s*\(|\bimport\s*\(|\bfrom|\bimport)\s*["'](aws-sdk|@aws-sdk/[a-z0-9-]+)(?=["'/])"""
)
SUFFIXES = {".js", ".mjs", ".cjs"}
# npm's defaults (see "config" in its documentation) keep a function waiting for four minutes where there is no network.
# The user's own variables win.
WAITS = {
    "npm_config_fetch_retries": "1",
    "npm_config_fetch_retry_mintimeout": "500",  # milliseconds before the second try
    "npm_config_fetch_retry_maxtimeout": "500",
    "npm_config_fetch_timeout": "15000",  # milliseconds of silence on a connection
}
MODULES = "node_modules"


def node_sdk(runtime: str, folders: Sequence[str], stamp: float = 0) -> str | None:
    """Return a folder with the SDK's packages that code names and does not contain, or None if there are none.

    Args:
        folders: the function's code and its layers.
        stamp: the time of the code's last change.

    Raises:
        NotInstalledError: they can't be installed.
    """
    match = re.fullmatch(r"nodejs(\d+)\.x", runtime)
    if not match:
        return None
    has_version_3 = int(match[1]) >= FIRST_WITH_3
    wanted = sorted(name for name in _missing(tuple(folders), stamp) if (name != VERSION_2) == has_version_3)
    if not wanted:
        return None
    try:
        return _fetch([f"{name}@2" if name == VERSION_2 else f"{name}@<={NEWEST}" for name in wanted])
    except NotInstalledError as error:
        raise NotInstalledError(
            f"{runtime} contains {', '.join(wanted)} on AWS; stackrig fetches them once, and this failed: {error}."
            " Deploy once with a network, or pack them with the function: type"
            f" `npm install {' '.join(wanted)}` in its folder"
        ) from error


def _fetch(packages: list[str]) -> str:
    options = json.loads(os.environ["STACKRIG_OPTIONS"])
    npm = shutil.which("npm")
    if not npm:
        raise NotInstalledError("there is no `npm` on PATH")
    folder = Path(options["packages"], f"node-sdk-{sha256(' '.join(packages).encode()).hexdigest()[:12]}")
    words = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
    return fetch(folder, [*words, *packages, "--prefix"], {**WAITS, **options["installer"]})


@lru_cache
def _missing(folders: tuple[str, ...], _stamp: float) -> tuple[str, ...]:
    names = {name for folder in folders for file in _sources(Path(folder)) for name in _named(file)}
    places = [Path(folder, below) for folder in folders for below in (MODULES, f"nodejs/{MODULES}")]
    return tuple(name for name in names if not any((place / name).is_dir() for place in places))


def _named(file: Path) -> list[str]:
    try:
        return [name.decode() for name in NAMED.findall(file.read_bytes())]
    except OSError:  # removed meanwhile, or a broken link
        return []


def _sources(folder: Path) -> Iterator[Path]:
    """Yield the sources below a folder; the SDK's own packages name each other."""
    for parent, below, files in os.walk(folder):
        below[:] = [name for name in below if name not in ("@aws-sdk", "@smithy", VERSION_2)]
        yield from (Path(parent, name) for name in files if Path(name).suffix in SUFFIXES)
