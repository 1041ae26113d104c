"""Where this user's files go, also when the user has no account, no home folder or one that can't be written to."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from stackrig.errors import StartError

NO_HOME = Path("/nonexistent")  # what Debian calls the home of accounts without one


def home_folder() -> Path:
    """Return the user's home folder; one that does not exist for a user without an account, as containers have."""
    return _absolute(Path.home)


def user_cache() -> Path:
    """Return stackrig's folder in the user's cache, which need not exist or be writable."""
    return _absolute(lambda: user_cache_path("stackrig"))


def write_private(path: Path, text: str) -> None:
    """Write a file that its owner alone may read; whoever reads meanwhile finds the old one whole."""
    draft = path.with_suffix(".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    draft.replace(path)


def _absolute(find: Callable[[], Path]) -> Path:
    try:
        folder = find()
    except RuntimeError:
        return NO_HOME
    return folder if folder.is_absolute() else NO_HOME  # HOME is empty, or an older platformdirs left the "~"


def cache_folder() -> Path:
    """Return stackrig's folder in the user's cache, or one beside the temporary files if that isn't writable.

    Raises:
        StartError: neither can be used.
    """
    folder = user_cache()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        return _spare_cache_folder(error)


def _spare_cache_folder(error: OSError) -> Path:
    folder = Path(tempfile.gettempdir()) / f"cache-of-stackrig-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.lstat().st_uid != os.getuid():  # anyone may make folders there: what another user put in is not run
        raise StartError(
            f"no folder for caches: {error}, and {folder} belongs to another user",
            remedies=["set XDG_CACHE_HOME to a folder you can write to"],
        )
    return folder
