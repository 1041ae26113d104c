"""Servers of this machine that start with their seeds in them: the data folder, seeded once, from the cache."""

import logging
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from stackrig.containers.run import Network
from stackrig.database.data_folders import BUILD_TIMEOUT, has_seeded, keep_seeded, seeded_place
from stackrig.database.seeding import Seed, seed_digest, seed_files
from stackrig.database.server import PostgresServer, choose_database, find_programs, start_postgres, stop_postgres
from stackrig.database.templates import administration, ensure_template
from stackrig.errors import SeedError, SettingsError, StackrigError
from stackrig.processes import Session, exit_code, stop_process
from stackrig.project_functions import SeedFunction
from stackrig.settings import Settings

log = logging.getLogger("stackrig")

WORTHWHILE = 1 << 16  # bytes of SQL; less is loaded sooner than a cluster is prepared
LARGEST = 1 << 30  # bytes of a cluster, which each start copies
DAY = 24 * 3600  # seconds before seeds that were unsuited are tried again
ENDING = 30.0  # seconds a server may take to write down what it has in memory

# What seeds can change outside of their database: a cluster where they did would not be an empty one to others.
SHARED = """
SELECT r::text FROM pg_roles r UNION ALL SELECT m::text FROM pg_auth_members m
UNION ALL SELECT s::text FROM pg_db_role_setting s UNION ALL SELECT t::text FROM pg_tablespace t
UNION ALL SELECT concat_ws(' ', name, setting) FROM pg_file_settings
UNION ALL SELECT concat_ws(' ', datname, datdba, datacl, datconnlimit) FROM pg_database WHERE datname !~ '^stackrig_'
ORDER BY 1
"""


def start_seeded(settings: Settings, session: Session, network: Network | None = None) -> PostgresServer:
    """Start a server as `start_postgres` does; one of this machine's comes with the template of the project's seeds.

    Its data is prepared in the cache by the first start with these seeds, where that pays. Its own database is empty
    all the same. Seeds that can't be prepared are left to the one who loads them, whom they will fail.

    Raises:
        SettingsError or StartError: see `start_postgres`.
    """
    seeds = _worthwhile_seeds(settings)
    choice = choose_database(settings)
    if not seeds or choice.kind not in ("embedded", "installed"):
        return start_postgres(settings, session, network)
    digest = seed_digest(seeds)
    _prepare(settings, session, seeds, seeded_place(settings, find_programs(choice.kind, choice.version), digest))
    return start_postgres(settings, session, network, seeds=digest)


def _worthwhile_seeds(settings: Settings) -> list[Seed]:
    try:
        seeds = seed_files(settings.root, settings.seed)
        seed_digest(seeds)
    except (SettingsError, OSError):  # the stage that loads them reports it
        return []
    functions = any(isinstance(seed, SeedFunction) for seed in seeds)
    size = sum(seed.stat().st_size for seed in seeds if isinstance(seed, Path))
    return seeds if functions or size > WORTHWHILE else []


def _prepare(settings: Settings, session: Session, seeds: Sequence[Seed], place: Path) -> None:
    if has_seeded(place) or _is_unsuited(place):
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{place}.lock", timeout=BUILD_TIMEOUT):
            if not (has_seeded(place) or _is_unsuited(place)):  # another session may have prepared it by now
                _build(settings, session, seeds, place)
    except (StackrigError, OSError, Timeout) as error:
        log.info("the seeds are not kept in the cache: %s", error)
        if isinstance(error, SeedError):
            with suppress(OSError):  # a cache that is full or can't be written; the next start tries again
                _unsuited(place).touch()


def _build(settings: Settings, session: Session, seeds: Sequence[Seed], place: Path) -> None:
    log.info("preparing a cluster with the seeds, once for this content of them, to be kept in %s", place)
    own = replace(settings, database_password="", database_port=0)  # a random one, which nobody will know
    server = start_postgres(own, session)
    try:
        before = _shared(server)
        ensure_template(server, seeds)
        if _shared(server) != before:
            raise SeedError("they change more than their database: roles, settings or other databases")
        _shut_down(server)
        folder = server.folder or Path()
        if sum(path.stat().st_size for path in folder.rglob("*")) > LARGEST:
            raise SeedError("they are too large to be copied by each start")
        keep_seeded(folder, place)
    finally:
        stop_postgres(server)


def _shared(server: PostgresServer) -> list[tuple[object, ...]]:
    with administration(server, "the server could not be asked what it consists of") as admin:
        admin.execute(SHARED)
        return admin.fetchall()


def _shut_down(server: PostgresServer) -> None:
    """Take the password away and have the server write down everything it has in memory."""
    with administration(server, "the server could not be shut down") as admin:
        admin.execute("ALTER ROLE CURRENT_USER PASSWORD NULL")
    if server.process:
        stop_process(server.process, first=signal.SIGINT, grace=ENDING)  # PostgreSQL's "fast shutdown"
        if exit_code(server.process) != 0:
            raise SeedError("the server that prepared them did not end well")


def _unsuited(place: Path) -> Path:
    return place.with_name(f"{place.name}.unsuited")


def _is_unsuited(place: Path) -> bool:
    try:
        return time.time() - _unsuited(place).stat().st_mtime < DAY
    except OSError:
        return False
