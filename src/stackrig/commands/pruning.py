"""Remove what nobody uses any more: environments of LocalStack, and what killed runs and deleted projects left."""

import contextlib
import os
import shutil
import time
from pathlib import Path

import psutil

from stackrig.emulator.installation import find_built
from stackrig.emulator.releases import PYTHONS
from stackrig.environments import find_damaged
from stackrig.errors import StartError
from stackrig.file_locks import file_lock
from stackrig.folders import cache_folder, user_cache
from stackrig.leases import end_session, known_sessions, read_lease, sweep
from stackrig.processes import Session
from stackrig.rig.record import load_rig
from stackrig.settings import Settings

SIZE_TIMEOUT = 1.2  # seconds for adding up the sizes of files
MEGABYTE = 1_000_000


def prune(settings: Settings) -> list[str]:
    """Remove unused LocalStack environments and leftovers that nothing else removes; return their descriptions.

    It also ends what killed runs left and the rigs of deleted projects. An environment that a process uses is kept.
    An environment of another stackrig is built again when that version needs it.
    """
    sweep()
    load_rig(settings.root)  # notes that this project was moved
    removed = []
    for session, project in _lost_rigs():
        end_session(session)
        removed.append(f"the rig of {project}, which is gone")
    for folder in [*old_environments(), *_damaged_environments()]:
        size, _ = size_of(folder, time.monotonic() + SIZE_TIMEOUT)
        lock = file_lock(folder.with_name(f"{folder.name}.lock"), "builds it", timeout=0)
        with contextlib.suppress(StartError, OSError), lock:
            if not _is_used(folder):
                shutil.rmtree(folder)
                removed.append(f"{folder} ({size // MEGABYTE} MB)")
    return removed


def old_environments() -> list[Path]:
    """Return the environments of LocalStack that were built from requirements other than this stackrig's."""
    current = {built.folder for version in PYTHONS if (built := find_built(version))}
    homes = dict.fromkeys(home / "localstack" for home in (user_cache(), cache_folder()))
    folders = [folder for home in homes if home.is_dir() for folder in sorted(home.iterdir()) if folder.is_dir()]
    return [folder for folder in folders if folder not in current]


def size_of(folder: Path, deadline: float) -> tuple[int, bool]:
    """Return the bytes of the files in a folder, and whether there was time to look at all of them."""
    total, places = 0, [os.fspath(folder)]
    while places:
        if time.monotonic() > deadline:
            return total, False
        with contextlib.suppress(OSError), os.scandir(places.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    places.append(entry.path)
                else:
                    total += entry.stat(follow_symlinks=False).st_size
    return total, True


def _lost_rigs() -> list[tuple[Session, str]]:
    """Return the sessions of rigs that were left up and whose projects are gone."""
    leases = [(session, lease.kept) for session in known_sessions() if (lease := read_lease(session)) and lease.kept]
    return [(session, project) for session, project in leases if not Path(project).is_dir()]


def _damaged_environments() -> list[Path]:
    environments = (built for version in PYTHONS if (built := find_built(version)))
    return [built.folder for built in environments if find_damaged(built, thorough=True)]


def _is_used(folder: Path) -> bool:
    """Tell whether a process runs from a folder."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if any(word.startswith(f"{folder}/") for word in process.cmdline()[:1]):
                return True
    return False
