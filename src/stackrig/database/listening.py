"""Start a server on a port of this machine and wait until it answers."""

import contextlib
import os
import signal
import socket
from pathlib import Path

import psutil

from stackrig.database.connections import connect
from stackrig.database.initdb import LOOPBACK, DataFolder
from stackrig.errors import StartError
from stackrig.processes import Process, check_running, free_port, start_process, stop_process
from stackrig.waiting import wait_until

PORT_ATTEMPTS = 20  # attempts: PostgreSQL can't bind port 0, and another program can take a port that was free
# The beginnings of libpq's errors once it tried to reach a server: emitHostIdentityInfo of fe-connect.c, since 14.
TRIED = ("connection to server", "could not connect to server", "server closed the connection")


def listen(data: DataFolder) -> tuple[Process, int, str]:
    """Start a server on a data folder; return its process, port and version when it answers a query.

    Raises:
        StartError: the port is taken, the server died, or it did not answer in time.
    """
    fixed = data.settings.database_port
    log_file = data.session.folder / f"{data.path.name}.log"
    for _ in range(1 if fixed else PORT_ATTEMPTS):
        port = fixed or free_port()
        log_end = log_file.stat().st_size if log_file.exists() else 0
        try:
            return _listen_on(data, port)
        except StartError:
            if not _port_was_taken(log_file, log_end):
                raise
    raise _port_error(port, "another program took it first")


def check_free(port: int) -> None:
    """Raise a StartError that names the holder when a port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # PostgreSQL too ignores closed connections
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise _port_error(port, error.strerror or str(error)) from error


def ask_version(dsn: str, cluster_name: str) -> str | None:
    """Query the server at a DSN; return its version if its setting cluster_name is the given one, else None.

    Raises:
        ConnectionError: it does not answer, or refuses.
        StartError: libpq can't even try, which waiting does not change.
    """
    import psycopg2

    query = "SELECT current_setting('cluster_name'), current_setting('server_version')"
    try:
        link = connect(dsn, connect_timeout=2, sslmode="disable")
        with contextlib.closing(link), link.cursor() as cursor:
            cursor.execute(query)
            name, version = cursor.fetchone() or ("", "")
    except psycopg2.OperationalError as error:
        cause = str(error).strip()
        if not cause.startswith(TRIED):
            raise StartError(f"PostgreSQL can't be asked for its version: {cause}") from error
        raise ConnectionError(cause) from error
    # Another server may have the port and accept the same password, if the settings name one.
    return str(version).split()[0] if name == cluster_name else None


def _listen_on(data: DataFolder, port: int) -> tuple[Process, int, str]:
    chosen = {"cluster_name": data.name, **(data.mount.server_options() if data.mount else {})}
    words = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
    command = data.command("postgres", "-D", os.fspath(data.path), "-p", str(port), *words)
    process = start_process(data.session, data.path.name, command, env=data.environment())
    try:
        version = wait_until(
            lambda: ask_version(data.dsn(port), data.name),
            what=f"PostgreSQL on {LOOPBACK}:{port}",
            timeout=data.settings.database_timeout,
            check_alive=lambda: check_running(process),
            remedies=("raise --database-timeout (STACKRIG_DATABASE_TIMEOUT), in seconds",),
        )
    except BaseException:
        stop_process(process, first=signal.SIGQUIT)
        raise
    return process, port, version


def _port_was_taken(log_file: Path, start: int) -> bool:
    with log_file.open("rb") as log:
        log.seek(start)
        return b"Address already in use" in log.read()


def _port_error(port: int, cause: str) -> StartError:
    remedies = ["--database-port=0 lets the system choose a port", "stop the program that uses the port"]
    return StartError(f"PostgreSQL can't listen on port {port}: {cause}{_holder(port)}", remedies=remedies)


def _holder(port: int) -> str:
    with contextlib.suppress(psutil.Error):  # macOS tells only root
        for connection in psutil.net_connections("tcp"):
            address = connection.laddr
            if connection.status == psutil.CONN_LISTEN and address and address.port == port and connection.pid:
                return f" (held by {psutil.Process(connection.pid).name()}, pid {connection.pid})"
    return ""
