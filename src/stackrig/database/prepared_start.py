"""Start servers of this machine from a data folder that was prepared with the project's seeds.

Loading large seeds takes seconds, copying a data folder a fraction of one. The first start with certain seeds therefore
prepares a data folder with their template database and keeps it in the cache; the following starts copy it.
"""

import logging
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from stackrig.containers.networks import Network
from stackrig.database.administration import administration
from stackrig.database.choice import choose_database
from stackrig.database.data_folders import build_lock, has_prepared, keep_prepared, prepared_place, prepared_size
from stackrig.database.dumps import ROLE_COMMENT
from stackrig.database.memory_mounts import fitting_storage
from stackrig.database.seeds import Seed, seed_digest, seed_files
from stackrig.database.server import PostgresServer, start_postgres, stop_postgres
from stackrig.database.templates import ensure_template
from stackrig.errors import SeedError, SettingsError, StackrigError
from stackrig.processes import Session, exit_code, stop_process
from stackrig.project_functions import SeedFunction
from stackrig.server_plan import ServerPlan
from stackrig.settings import Settings

log = logging.getLogger("stackrig")

WORTHWHILE = 1 << 16  # bytes of SQL; less is loaded faster than a data folder is prepared
LARGEST = 1 << 30  # bytes of a prepared data folder, which each start copies
DAY = 24 * 3600  # seconds until stackrig tries again to prepare seeds that could not be prepared
ENDING = 30.0  # seconds a server may take to write its memory to disk

# Seeds can change these outside of their database, for all databases of the server. Roles that were made for a dump do
# not count, as they can't log in.
SERVER_WIDE = """
SELECT r::text FROM pg_roles r WHERE shobj_description(r.oid, 'pg_authid') IS DISTINCT FROM %(dump_role)s
UNION ALL SELECT m::text FROM pg_auth_members m UNION ALL SELECT t::text FROM pg_tablespace t
UNION ALL SELECT s::text FROM pg_db_role_setting s
WHERE setdatabase NOT IN (SELECT oid FROM pg_database WHERE datname ~ '^stackrig_')
UNION ALL SELECT concat_ws(' ', name, setting) FROM pg_file_settings
UNION ALL SELECT concat_ws(' ', datname, datdba, datacl, datconnlimit) FROM pg_database WHERE datname !~ '^stackrig_'
ORDER BY 1
"""


def start_prepared(
    settings: Settings, session: Session, network: Network | None = None, *, plan: ServerPlan | None = None
) -> PostgresServer:
    """Start a server as `start_postgres` does; one of this machine already has the template of the project's seeds.

    The server's own database is still empty. Seeds that can't be prepared are loaded later, as usual, and their
    errors are reported then.

    Raises:
        SettingsError or StartError: see `start_postgres`.
    """
    seeds = _seeds_worth_preparing(settings)
    plan = plan or choose_database(settings, pull=True)
    if not (seeds and plan.programs):
        return start_postgres(settings, session, network, plan=plan)
    digest = seed_digest(seeds)
    place = prepared_place(settings, plan.programs, digest)
    _prepare_once(settings, session, seeds, place)
    settings = fitting_storage(settings, prepared_size(place) or _size(seeds))
    return start_postgres(settings, session, network, plan=plan, prepared_for=digest)


def _seeds_worth_preparing(settings: Settings) -> list[Seed]:
    try:
        seeds = seed_files(settings.root, settings.seed)
        seed_digest(seeds)
    except (SettingsError, OSError):  # the stage that loads them reports it
        return []
    functions = any(isinstance(seed, SeedFunction) for seed in seeds)
    return seeds if functions or _size(seeds) > WORTHWHILE else []


def _size(seeds: Sequence[Seed]) -> int:
    return sum(seed.stat().st_size for seed in seeds if isinstance(seed, Path))


def _prepare_once(settings: Settings, session: Session, seeds: Sequence[Seed], place: Path) -> None:
    """Prepare a data folder at a place of the cache, unless it exists already or the seeds are unsuited."""
    if has_prepared(place) or _is_unsuited(place):
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with build_lock(place):
            if not (has_prepared(place) or _is_unsuited(place)):  # another session may have prepared it meanwhile
                _prepare(settings, session, seeds, place)
    except (StackrigError, OSError) as error:
        log.info("no data folder is kept with these seeds: %s", error)
        if isinstance(error, SeedError):
            with suppress(OSError):  # the cache may be full or read-only; the next start tries again
                _mark_of_unsuited(place).touch()


def _prepare(settings: Settings, session: Session, seeds: Sequence[Seed], place: Path) -> None:
    log.info("preparing a data folder with the seeds, once for this version of them; it is kept in %s", place)
    # With a random password that nobody knows, and on the disk, from where the data folder is kept.
    own = replace(settings, database_password="", database_port=0, database_storage="volume")
    server = start_postgres(own, session)
    try:
        before = _server_wide_state(server)
        ensure_template(server, seeds)
        if _server_wide_state(server) != before:
            raise SeedError("the seeds change more than their database: roles, settings or other databases")
        _shut_down_without_password(server)
        folder = server.folder or Path()
        if sum(path.stat().st_size for path in folder.rglob("*")) > LARGEST:
            raise SeedError("the seeds are too large to be copied at each start")
        keep_prepared(folder, place)
    finally:
        stop_postgres(server)


def _server_wide_state(server: PostgresServer) -> list[tuple[object, ...]]:
    with administration(server, "the server could not be asked for its roles, settings and databases") as admin:
        admin.execute(SERVER_WIDE, {"dump_role": ROLE_COMMENT})
        return admin.fetchall()


def _shut_down_without_password(server: PostgresServer) -> None:
    """Remove the superuser's password and make the server write its memory to disk."""
    with administration(server, "the server could not be shut down") as admin:
        admin.execute("ALTER ROLE CURRENT_USER PASSWORD NULL")
    if server.process:
        stop_process(server.process, first=signal.SIGINT, grace=ENDING)  # PostgreSQL's "fast shutdown"
        if exit_code(server.process) != 0:
            raise SeedError("the server in which the seeds were loaded did not shut down properly")


def _mark_of_unsuited(place: Path) -> Path:
    return place.with_name(f"{place.name}.unsuited")


def _is_unsuited(place: Path) -> bool:
    try:
        return time.time() - _mark_of_unsuited(place).stat().st_mtime < DAY
    except OSError:
        return False
