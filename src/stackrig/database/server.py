"""Start PostgreSQL servers and stop them: in a container, from a Python package, or installed on this machine."""

import contextlib
import dataclasses
import logging
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from stackrig.containers.container import Container, remove_container
from stackrig.containers.networks import Network
from stackrig.database.choice import choose_database
from stackrig.database.connections import completed, connect
from stackrig.database.data_folders import new_data_folder, remove_data_folder
from stackrig.database.image import PORT, run_image
from stackrig.database.initdb import LOOPBACK
from stackrig.database.listening import ask_version, check_free, listen
from stackrig.errors import StartError
from stackrig.handles import ServerHandle
from stackrig.loopback import without_libpq_variables
from stackrig.option_values import BackendKind
from stackrig.processes import Process, Session, stop_process
from stackrig.server_plan import ServerPlan
from stackrig.settings import Settings
from stackrig.stages import run_interruptibly

if TYPE_CHECKING:
    from psycopg2 import extensions

log = logging.getLogger("stackrig")


@dataclass(frozen=True, slots=True)
class PostgresServer(ServerHandle):
    """Describe a running server; a Lambda of this rig reaches it at `container_name` and `container_port`.

    A server that runs as a process of this machine has a `process` and a `folder` for its data, one in Docker has a
    `container`, and an attached one has none of these. Data in memory may take `memory_limit` bytes; 0 means that it is
    on the disk. stackrig connects to its `maintenance_database` to make and drop databases.
    """

    container_name: str
    container_port: int
    username: str
    password: str = field(repr=False)
    database: str
    host_port: int
    dsn: str = field(repr=False)
    version: str
    backend: BackendKind
    process: Process | None
    folder: Path | None
    container: Container | None = None
    maintenance_database: str = "postgres"
    memory_limit: int = 0

    @property
    def host(self) -> str:
        """Return the host at which this machine reaches the server, on `host_port`."""
        return self.container_name if self.backend == "attach" else LOOPBACK


@contextlib.contextmanager
def running_postgres(
    settings: Settings, session: Session, network: Network | None = None, *, plan: ServerPlan | None = None
) -> Iterator[PostgresServer]:
    """Start a server as `start_postgres` does, yield its handle, then stop it and remove its data.

    Raises:
        SettingsError: `database_image` can't be used.
        StartError: there is no server or image, the port is taken, or the server died or did not answer in time.
        TeardownError: a part of the server could not be removed.
    """
    with without_libpq_variables():  # so that a test's own connections go where the DSN says
        server = start_postgres(settings, session, network, plan=plan)
        try:
            yield server
        finally:
            stop_postgres(server)


def start_postgres(
    settings: Settings,
    session: Session,
    network: Network | None = None,
    *,
    plan: ServerPlan | None = None,
    prepared_for: str = "",
) -> PostgresServer:
    """Start a server with an empty database named `settings.database`; return when it answers a query over TCP.

    Args:
        network: a Docker network that a container joins, where other containers reach it by name.
        plan: what the server is started from; chosen here for a server that is not part of a rig.
        prepared_for: the digest of seeds; a server of this machine has their template if the cache has a data folder
            that was prepared with them.

    Raises:
        SettingsError: `database_image` can't be used.
        StartError: there is no server or image, the port is taken, or the server died or did not answer in time.
    """
    plan = plan or choose_database(settings, pull=True)
    if plan.programs:
        return _start_server(settings, session, plan.backend, plan.programs, prepared_for)
    return _attach(settings) if plan.backend == "attach" else _start_image(settings, session, plan.version, network)


def stop_postgres(server: PostgresServer) -> None:
    """Stop the server at once and remove its data; an attached server is left alone. Repeating it is safe.

    Raises:
        TeardownError: the server survived SIGKILL, or it or its data can't be removed.
    """
    if server.container:
        remove_container(server.container)
    if server.process:
        stop_process(server.process, first=signal.SIGQUIT)  # "immediate shutdown": nobody reads the data again
    if server.folder:
        remove_data_folder(server.folder)


def reached_by_lambdas(server: PostgresServer, *, in_containers: bool) -> PostgresServer:
    """Return the handle with the address at which the rig's Lambdas reach the server.

    Args:
        in_containers: whether the Lambdas are containers on the server's network, or else processes of this machine.
    """
    if not server.container:
        return server
    name, port = (server.container.name, PORT) if in_containers else (LOOPBACK, server.host_port)
    return dataclasses.replace(server, container_name=name, container_port=port)


# --- backends


def _start_image(settings: Settings, session: Session, image: str, network: Network | None) -> PostgresServer:
    begun = time.monotonic()
    found = run_image(settings, session, image, network, ask_version=ask_version)
    port, seconds = found.container.host_port, time.monotonic() - begun
    log.debug("PostgreSQL %s (%s) answers on %s:%d after %.2f s", found.version, image, LOOPBACK, port, seconds)
    server = PostgresServer(
        container_name=found.container.name,
        container_port=PORT,
        username=settings.database_username,
        password=found.password,
        database=settings.database,
        host_port=port,
        dsn=found.dsn,
        version=found.version,
        backend="image",
        process=None,
        folder=None,
        container=found.container,
    )
    return reached_by_lambdas(server, in_containers=network is not None)


def _start_server(
    settings: Settings, session: Session, backend: BackendKind, programs: Path, prepared_for: str
) -> PostgresServer:
    begun = time.monotonic()
    if settings.database_port:
        check_free(settings.database_port)
    with new_data_folder(settings, session, programs, prepared_for=prepared_for) as data:
        process, port, version = listen(data)
    seconds = time.monotonic() - begun
    log.debug("PostgreSQL %s (%s) answers on %s:%d after %.2f s", version, backend, LOOPBACK, port, seconds)
    return PostgresServer(
        container_name=LOOPBACK,
        container_port=port,
        username=settings.database_username,
        password=data.password,
        database=settings.database,
        host_port=port,
        dsn=data.dsn(port),
        version=version,
        backend=backend,
        process=process,
        folder=data.path,
        memory_limit=data.mount.limit if data.mount else 0,
    )


def _attach(settings: Settings) -> PostgresServer:
    import psycopg2

    seconds = max(2, round(settings.database_timeout))
    try:
        dsn = completed(settings.database_image)
        open_link = partial(connect, dsn, connect_timeout=seconds)
        with contextlib.closing(run_interruptibly(open_link, give_up=lambda: None)) as link:
            info = link.info
            return PostgresServer(
                container_name=info.host,
                container_port=info.port,
                username=info.user,
                password=info.password or "",
                database=info.dbname,
                host_port=info.port,
                dsn=dsn,
                version=str(link.get_parameter_status("server_version")).split()[0],
                backend="attach",
                process=None,
                folder=None,
                maintenance_database=_maintenance_database(link),
            )
    except psycopg2.Error as error:
        message = f"the database that database_image names does not answer: {error}"
        raise StartError(message, remedies=["start it", "--database-image=auto starts one"]) from error


def _maintenance_database(link: "extensions.connection") -> str:
    """Return "postgres", or the connection's own database if its user may not connect to that."""
    with link.cursor() as cursor:
        cursor.execute(
            "SELECT FROM pg_database WHERE datname = 'postgres' AND datallowconn "
            "AND has_database_privilege(oid, 'CONNECT')"
        )
        return "postgres" if cursor.rowcount else link.info.dbname
