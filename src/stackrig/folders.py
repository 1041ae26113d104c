"""Where this user's files go. The user may have no account, no home folder, or one that can't be written to."""

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from stackrig.errors import DeployError, StartError

FOLDER_MODE = 0o700  # of folders for their owner only
NO_HOME = Path("/nonexistent")  # Debian's name for the home of accounts without one


def home_folder() -> Path:
    """Return the user's home folder; for a user without an account, as in containers, a folder that does not exist."""
    return _absolute(Path.home)


def user_cache() -> Path:
    """Return stackrig's folder in the user's cache. It need not exist or be writable."""
    return _absolute(lambda: user_cache_path("stackrig"))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read. A reader sees the old file or the new one, never a part."""
    write_whole(path, text, mode=0o600)


def write_whole(path: Path, text: str, *, mode: int = 0o666) -> None:
    """Write a file. A reader, also after a crash, sees the old file or the new one, never a part.

    Args:
        mode: the permissions of a new file; the user's umask limits them.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    draft.replace(path)


def read_json(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file; an empty one if the file is missing or damaged: a cache is then made anew."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def remove_folder(folder: Path) -> None:
    """Remove a folder and its contents if it exists, even while other processes remove their own files from it."""
    while folder.exists():
        with suppress(FileNotFoundError):
            shutil.rmtree(folder)


def locate(path: Path, *folders: Path) -> Path:
    """Return a relative path below the first folder where it exists, or below the first of all if it exists nowhere."""
    found = [folder / path for folder in folders]
    return next((place for place in found if place.exists()), found[0])


def _absolute(find: Callable[[], Path]) -> Path:
    try:
        folder = find()
    except RuntimeError:
        return NO_HOME
    return folder if folder.is_absolute() else NO_HOME  # HOME is empty, or an older platformdirs left the "~"


def cache_folder() -> Path:
    """Return stackrig's folder in the user's cache, or a folder among the temporary files if the cache isn't writable.

    Raises:
        StartError: neither can be used.
    """
    folder = user_cache()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _close_to_others(folder)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        return _spare_cache_folder(error)


def _close_to_others(folder: Path) -> None:
    """Remove other users' write access, which a umask of 000 grants: files in the folder are executed."""
    status = folder.stat()
    if status.st_mode & stat.S_IWOTH and status.st_uid == os.getuid():
        folder.chmod(stat.S_IMODE(status.st_mode) & ~0o077)


def _spare_cache_folder(error: OSError) -> Path:
    folder = Path(tempfile.gettempdir()) / f"cache-of-stackrig-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.lstat().st_uid != os.getuid():  # stackrig runs nothing that another user put in there
        raise StartError(
            f"no folder can hold the caches: {error}, and {folder} belongs to another user",
            remedies=["set XDG_CACHE_HOME to a folder you can write to"],
        )
    return folder


def project_folder(root: Path) -> Path:
    """Return the project's folder for stackrig's records (mode 0700). It is made if needed, and git ignores it.

    Raises:
        DeployError: it can't be made.
    """
    folder = root / ".stackrig"
    if not folder.is_dir() or _is_empty(folder / ".gitignore"):  # the disk was full: a password would get into git
        try:
            folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        except OSError as error:
            raise state_error(folder, error) from error
    return folder


def _is_empty(file: Path) -> bool:
    with suppress(OSError):
        return file.stat().st_size == 0
    return False


def state_error(folder: Path, error: OSError) -> DeployError:
    """Return the error for a project folder that can't be written to."""
    return DeployError(
        f"stackrig can't keep the project's state in {folder}: {error.strerror}",
        remedies=[
            "use a copy of the project in a folder that you can write to, with room on its disk",
            "in a call of deploy() or destroy(): settings= with another root",
        ],
    )
