"""Give each server a data folder of its own, copied from the user's cache.

The cache, `stackrig/postgres` in the user's cache folder, holds initdb's results by a digest of all they depend on,
and beside it prepared data folders: the same with the template of a project's seeds in it. Each is a folder with `data`
and `complete`, which is written last and says how many files there are and how large they are together.
"""

import contextlib
import dataclasses
import errno
import hashlib
import logging
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from stackrig.database.accounts import choose_account
from stackrig.database.file_trees import copy_tree, give, spread
from stackrig.database.initdb import (
    CLIENTS,
    CONFIGURATION,
    INITDB_OPTIONS,
    DataFolder,
    run_initdb,
    set_password,
)
from stackrig.database.memory_mounts import DISK, memory_limit, memory_mount
from stackrig.errors import StartError, TeardownError
from stackrig.file_locks import file_lock
from stackrig.folders import user_cache
from stackrig.machine_limits import ROOM
from stackrig.processes import Session
from stackrig.settings import Settings

log = logging.getLogger("stackrig")

UNUSED_SECONDS = 30 * 24 * 3600  # a cached data folder that no server was started from for so long is removed
UNFINISHED_SECONDS = 3600  # a half-made data folder of this age was left by a process that was killed
PREPARED_SECONDS = 24 * 3600  # seeds may depend on the date: older prepared data folders are not used
PREPARED_KEPT = 6  # how many prepared data folders are kept: the ones used last
PROGRAM_PART = 1 << 20  # bytes at a program's begin and end that identify it, in 3 ms instead of 20
# Maps of free space and of visible pages: PostgreSQL works without them, as after pg_upgrade (its relfilenumber.c).
# They are a quarter of the files that each start and each clone of a database copies.
MAPS = ("base/*/*_fsm", "base/*/*_vm", "global/*_fsm", "global/*_vm")
FULL = (errno.ENOSPC, errno.EDQUOT)


@contextlib.contextmanager
def new_data_folder(
    settings: Settings, session: Session, programs: Path, *, prepared_for: str = ""
) -> Iterator[DataFolder]:
    """Yield a data folder with a superuser, its password and an empty database, for a server that starts in the block.

    The data is in memory if that is wanted and possible; it is removed if the block fails.

    Args:
        programs: the folder of the server's programs.
        prepared_for: the digest of seeds; a data folder that `keep_prepared` has kept for it is used if there is one.

    Raises:
        StartError: nobody here can run the programs, initdb failed, or there is no room for the data.
    """
    binaries = choose_account(programs, session)
    path = _new_folder(session, "postgres", binaries.owner)
    password = settings.database_password or secrets.token_urlsafe(18)
    prepared = prepared_place(settings, programs, prepared_for) if prepared_for else None
    try:
        with memory_mount(session, path, memory_limit(settings), of_root=binaries.owner is not None) as mount:
            data = DataFolder(settings, session, binaries, path, password, mount)
            _fill(data, prepared)
            yield data
    except BaseException:
        remove_data_folder(path)
        raise


def remove_data_folder(path: Path) -> None:
    """Remove a data folder. Repeating it is safe.

    Raises:
        TeardownError: it can't be removed.
    """
    try:
        shutil.rmtree(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        message = f"the folder {path} could not be removed: {error}"
        raise TeardownError(message, remedies=[f"remove it by hand: rm -rf '{path}'"]) from error


def prepared_place(settings: Settings, programs: Path, seeds: str) -> Path:
    """Return where the cache keeps a data folder prepared with seeds of this digest, whether it exists or not."""
    return user_cache() / "postgres" / f"{_digest(settings, programs)}-{seeds[:16]}"


def has_prepared(place: Path) -> bool:
    """Tell whether the cache has a prepared data folder at this place, and it is not too old."""
    try:
        return time.time() - (place / "complete").stat().st_mtime < PREPARED_SECONDS
    except OSError:
        return False


def prepared_size(place: Path) -> int:
    """Return the size in bytes of a prepared data folder, 0 if there is none."""
    try:
        return int((place / "complete").read_text(encoding="utf-8").split()[-2])
    except (OSError, ValueError, IndexError):
        return 0


def keep_prepared(path: Path, place: Path) -> None:
    """Keep the data folder of a server that was shut down in the cache; remove the oldest prepared ones beyond a few.

    Raises:
        OSError: it can't be written there.
    """
    _keep(path, place)
    kept = {other: other.stat().st_mtime for other in place.parent.glob("*-*") if (other / "complete").exists()}
    for other in sorted(kept, key=kept.__getitem__)[:-PREPARED_KEPT]:
        shutil.rmtree(other, ignore_errors=True)


@contextlib.contextmanager
def build_lock(place: Path) -> Iterator[None]:
    """Let one session at a time build a data folder of the cache; see `file_lock`."""
    with file_lock(place.with_name(f"{place.name}.lock"), "prepares a data folder of the database"):
        yield


def _new_folder(session: Session, name: str, owner: tuple[int, int] | None) -> Path:
    spread(session.folder)
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=session.folder))
    give(folder, owner)
    return folder


# --- using the cache


def _use_prepared(data: DataFolder, place: Path) -> bool:
    """Fill the data folder from a prepared one, if there is a whole one, and tell whether it was filled."""
    try:
        return has_prepared(place) and _use_cached(data, place)
    except OSError as error:
        log.info("the prepared data folder %s does not fit on the disk: %s", place, error)
        return False


def _fill(data: DataFolder, prepared: Path | None) -> None:
    """Fill the data folder from a prepared one or another of the cache."""
    try:
        if not (prepared and _use_prepared(data, prepared)):
            _fill_empty(data)
    except OSError as error:
        place, remedy = ("in memory", DISK) if data.mount else (f"below {data.session.folder}", ROOM)
        raise StartError(f"PostgreSQL's data can't be written {place}: {error}", remedies=[remedy]) from error


def _fill_empty(data: DataFolder) -> None:
    """Fill the data folder from the cache; first run initdb if the cache lacks what is needed."""
    cached = user_cache() / "postgres" / _digest(data.settings, data.binaries.folder)
    if _use_cached(data, cached):
        return
    cached = _writable(cached, data.session)
    with build_lock(cached):
        if not _use_cached(data, cached):  # another session may have built it meanwhile
            _copy_cached(data, _build(data, cached))
            set_password(data)


def _use_cached(data: DataFolder, cached: Path) -> bool:
    """Fill the data folder from a cached one and tell whether that worked; a missing or damaged one does not work.

    Raises:
        OSError: the disk is full.
    """
    try:
        if _copy_cached(data, cached) != (cached / "complete").read_text(encoding="utf-8"):
            return False
        set_password(data)
        with contextlib.suppress(OSError):  # the cache may be read-only
            os.utime(cached)
    except (OSError, StartError) as error:
        if isinstance(error, OSError) and error.errno in FULL:
            raise
        if cached.exists():
            log.info("the cached data folder %s can't be used and is made anew: %s", cached, error)
        return False
    return True


def _copy_cached(data: DataFolder, cached: Path) -> str:
    for leftover in data.outside.iterdir():
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    summary = copy_tree(cached / "data", data.outside)
    give(data.outside, data.binaries.owner)
    return summary


def _digest(settings: Settings, programs: Path) -> str:
    """Return a digest of everything that initdb's result depends on, and of the user, whose files others can't read."""
    made = (INITDB_OPTIONS, CONFIGURATION, CLIENTS, MAPS)
    parts = (settings.database_username, settings.database, *made, os.geteuid())
    with (programs / "postgres").open("rb") as program:
        digest = hashlib.sha256(program.read(PROGRAM_PART))
        size = program.seek(0, os.SEEK_END)
        program.seek(max(0, size - PROGRAM_PART))
        digest.update(program.read())
    digest.update(repr((size, *parts)).encode())
    return digest.hexdigest()[:32]


# --- filling the cache


def _writable(cached: Path, session: Session) -> Path:
    """Return the place in the cache, or a place in the session's folder when the cache can't be written."""
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=cached.parent).close()  # permissions don't show that a file system is read-only
    except OSError as error:
        return _spare_place(cached, session, error)
    return cached


def _spare_place(cached: Path, session: Session, error: OSError) -> Path:
    """Return the place in the session's folder for what the cache can't take."""
    spare = session.folder / "postgres-cache"
    if not spare.exists():
        log.warning("each session runs initdb, as its result can't be kept in %s: %s", cached.parent, error)
        spare.mkdir(mode=0o700)
    return spare / cached.name


def _build(data: DataFolder, cached: Path) -> Path:
    """Run initdb and return the place where its result is kept: in the session's folder if the cache is full."""
    log.info("running initdb, once; its result is kept in %s", cached)
    folder = _new_folder(data.session, "initdb", data.binaries.owner)
    try:
        run_initdb(dataclasses.replace(data, path=folder, mount=None))
        try:
            _keep(folder, cached)
        except OSError as error:
            cached = _spare_place(cached, data.session, error)
            _keep(folder, cached)
        return cached
    finally:
        remove_data_folder(folder)


def _keep(folder: Path, cached: Path) -> None:
    """Copy a data folder to the cache under a temporary name, and rename the copy when it is complete."""
    spread(cached.parent)
    for path in [path for pattern in MAPS for path in folder.glob(pattern)]:
        path.unlink()
    unfinished = cached.with_name(f"{cached.name}.{secrets.token_hex(4)}")
    try:
        summary = copy_tree(folder, unfinished / "data")
        (unfinished / "complete").write_text(summary, encoding="utf-8")
        remove_data_folder(cached)
        unfinished.rename(cached)
    except BaseException:  # a half-made copy must not fill the disk
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _remove_unused(cached.parent)


def _remove_unused(cache: Path) -> None:
    for other in cache.iterdir():
        limit = UNFINISHED_SECONDS if "." in other.name else UNUSED_SECONDS
        with contextlib.suppress(FileNotFoundError):  # another session renames or removes it
            if other.is_dir() and time.time() - other.stat().st_mtime > limit:
                shutil.rmtree(other)
