"""PostgreSQL in a container: how an image runs as a database without durability."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from stackrig.containers.api import LOOPBACK
from stackrig.containers.container import Container, Recipe, new_name, remove_container, run_container
from stackrig.containers.daemon import require_daemon
from stackrig.containers.images import provide_image
from stackrig.containers.logs import log_tail
from stackrig.containers.networks import Network
from stackrig.containers.readiness import watching
from stackrig.database.initdb import LOG_PREFIX
from stackrig.errors import StartError
from stackrig.processes import Session
from stackrig.settings import Settings
from stackrig.waiting import wait_until

DEFAULT_IMAGE = "postgis/postgis:16-3.4"  # the article's
PORT = 5432
# A path of stackrig's own: a volume that an image declares elsewhere stays empty.
DATA = "/stackrig-data"
SHARED_MEMORY = 256  # MB; parallel queries soon use up the 64 MB of /dev/shm that Docker gives a container

# Nothing is kept beyond the run, as in CONFIGURATION of initdb.py. Settings that an image may depend on, such as
# wal_level, stays.
OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
    "max_locks_per_transaction": "128",
    "log_checkpoints": "off",
    "log_line_prefix": LOG_PREFIX,
}


@dataclass(frozen=True, slots=True)
class ImageServer:
    """Hold a server in a container, its superuser's password, and the address and version that it reports."""

    container: Container
    password: str = field(repr=False)
    dsn: str = field(repr=False)
    version: str


def run_image(
    settings: Settings,
    session: Session,
    image: str,
    network: Network | None,
    *,
    ask_version: Callable[[str, str], str | None],
) -> ImageServer:
    """Start a PostgreSQL image with an empty database; return when the server answers a query over TCP.

    Nothing less proves it: Docker accepts connections to the port at once, and the official image's first server, which
    makes the database, listens on its socket only and stops again.

    Args:
        ask_version: queries the server at a DSN; returns its version when its cluster_name is the one given.

    Raises:
        StartError: no daemon or image, a taken port, or a container that ended or did not answer in time.
    """
    daemon = require_daemon()
    provide_image(daemon, image)
    password, name = settings.database_password or secrets.token_urlsafe(18), f"stackrig-{secrets.token_hex(8)}"
    container = run_container(daemon, session, _recipe(settings, session, image, password, name), network)
    dsn = _dsn(settings, password, container.host_port)
    try:
        version = _wait(settings, container, lambda: ask_version(dsn, name))
    except BaseException:
        remove_container(container)
        raise
    return ImageServer(container, password, dsn, version)


def _wait(settings: Settings, container: Container, probe: Callable[[], str | None]) -> str:
    with watching(container) as check_alive:
        try:
            return wait_until(
                probe,
                what=f"PostgreSQL in container {container.name} ({container.image})",
                timeout=settings.database_timeout,
                check_alive=check_alive,
                remedies=("raise --database-timeout (STACKRIG_DATABASE_TIMEOUT), in seconds",),
            )
        except StartError as error:
            if not any("last lines" in note for note in error.__notes__):
                error.add_note(log_tail(container))
            raise


def _recipe(settings: Settings, session: Session, image: str, password: str, name: str) -> Recipe:
    on_volume = settings.database_storage == "volume"
    return Recipe(
        name=new_name(session, "db"),
        image=image,
        port=PORT,
        host_port=settings.database_port,
        port_option="--database-port",
        environment={
            "POSTGRES_USER": settings.database_username,
            "POSTGRES_PASSWORD": password,
            "POSTGRES_DB": settings.database,
            "PGDATA": f"{DATA}/pgdata",
        },
        command=["postgres", *(word for option in {**OPTIONS, "cluster_name": name}.items() for word in _set(*option))],
        tmpfs=() if on_volume else (DATA,),
        volume_path=DATA if on_volume else "",
        shared_memory=SHARED_MEMORY,
    )


def _set(name: str, value: str) -> tuple[str, str]:
    return "-c", f"{name}={value}"


def _dsn(settings: Settings, password: str, port: int) -> str:
    words = (quote(word, safe="") for word in (settings.database_username, password, settings.database))
    username, secret, database = words
    return f"postgresql://{username}:{secret}@{LOOPBACK}:{port}/{database}"
