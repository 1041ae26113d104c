"""Packages that AWS's runtimes contain and some functions need: an installer fetches them on first use."""

import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

SIZES = "sizes.json"  # a file in the packages' folder: the sizes of its files
INSTALL_TIMEOUT = 300.0  # seconds: the SDK of old Pythons has 12 MB

_installing = threading.Lock()


class NotInstalledError(Exception):
    """Report why packages can't be installed."""


def fetch(folder: Path, install: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return a folder of the cache, filled first if it is not complete. Thread- and process-safe.

    Args:
        install: a command that fills a folder, which is appended to it.

    Raises:
        NotInstalledError: the installer failed.
    """
    with _installing:
        if not _is_whole(folder):
            try:
                shutil.rmtree(folder, ignore_errors=True)
                _install(folder, install, environment)
            except (OSError, subprocess.TimeoutExpired) as error:
                raise NotInstalledError(str(error)) from error
    return str(folder)


def _install(folder: Path, words: Sequence[str], environment: Mapping[str, str]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{folder.name}.", dir=folder.parent) as scratch:
        draft = Path(scratch, "sdk")
        done = subprocess.run(
            [*words, str(draft)],
            env={**environment, "STACKRIG_SESSION": os.environ.get("STACKRIG_SESSION", "")},
            cwd=scratch,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=INSTALL_TIMEOUT,
        )
        if done.returncode:
            raise OSError(f"{Path(words[0]).name} ended with exit code {done.returncode}: {done.stdout.strip()}")
        draft.chmod(0o755)
        (draft / SIZES).write_text(json.dumps(_sizes(draft)), encoding="utf-8")
        try:
            draft.rename(folder)
        except OSError:  # another process was faster
            if not folder.is_dir():
                raise


def _is_whole(folder: Path) -> bool:
    """Tell whether all files are as installed, and remove emptied bytecode, which Python makes again."""
    for compiled in folder.rglob("*.pyc"):
        if not compiled.stat().st_size:
            compiled.unlink(missing_ok=True)
    try:
        return bool(json.loads((folder / SIZES).read_text(encoding="utf-8")) == _sizes(folder))
    except (OSError, ValueError):
        return False


def _sizes(folder: Path) -> dict[str, int]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc" and path.name != SIZES]
    return {str(path.relative_to(folder)): path.stat().st_size for path in files}
