"""Make a data folder with initdb, and change it with PostgreSQL's single-user mode."""

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from stackrig.database.accounts import Binaries
from stackrig.database.memory_mounts import MemoryMount
from stackrig.errors import StartError
from stackrig.machine_limits import limit_remedies
from stackrig.processes import SESSION_VARIABLE, Session
from stackrig.settings import Settings

LOOPBACK = "127.0.0.1"
BUILD_TIMEOUT = 300  # seconds initdb may take; a quick machine needs 1
# Tried in this order. Most systems have the locale C.UTF-8, PostgreSQL 17 and later bring their own, and "C" exists
# everywhere. Version 16 and later can be told not to use /dev/shm, where an initdb that is killed would leave segments.
# Small WAL segments are quicker to copy. Checksums, the default of version 18, protect nothing here.
INITDB_OPTIONS = (
    ("--wal-segsize=1", "--locale=C.UTF-8", "--set=dynamic_shared_memory_type=mmap", "--no-data-checksums"),
    ("--wal-segsize=1", "--locale=C.UTF-8", "--set=dynamic_shared_memory_type=mmap"),
    ("--wal-segsize=1", "--locale=C.UTF-8"),
    ("--wal-segsize=1", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    ("--wal-segsize=1", "--locale=C"),
)
NOT_OFFERED = re.compile(r"unrecognized option|error: .*locale")  # initdb's words for an option or locale that it lacks
# Dynamic shared memory lies in the data folder: it needs no /dev/shm, and a killed server leaves nothing elsewhere.
# Huge pages are off: in a container without them the first access is a bus error.
LOG_PREFIX = "%m [%p] %q%d "  # time, process and the session's database, if it has one: workers share a server
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
max_wal_size = 1GB
dynamic_shared_memory_type = mmap
huge_pages = off
timezone = 'UTC'
log_timezone = 'UTC'
log_destination = 'stderr'
logging_collector = off
log_checkpoints = off
log_line_prefix = '{LOG_PREFIX}'
lc_messages = 'C'
"""
CLIENTS = f"host all all {LOOPBACK}/32 scram-sha-256\n"
# For single-user mode: an error ends it, the log shows no statement (one has a password), small buffers save 30 ms.
SINGLE_USER_OPTIONS = {
    "exit_on_error": "on",
    "log_min_error_statement": "panic",
    "shared_buffers": "4MB",
    "max_connections": "5",
    "max_locks_per_transaction": "10",
}
NO_ACCOUNT = "could not look up effective user ID"  # initdb's words
ACCOUNT_REMEDIES = [
    "give this user an account: a line in /etc/passwd",
    "allow user namespaces, which need no account",
    "--database-image=postgresql://... uses a server that already runs",
]
KEPT_VARIABLES = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Hold a server's data folder, the programs that serve it and its superuser's password.

    PostgreSQL's programs find the folder at `path`; what is in memory this process finds at `outside`.
    """

    settings: Settings
    session: Session
    binaries: Binaries
    path: Path
    password: str = field(repr=False)
    mount: MemoryMount | None = None

    @property
    def outside(self) -> Path:
        """Return the path at which this process reads and writes the folder."""
        return self.mount.outside if self.mount else self.path

    @property
    def name(self) -> str:
        """Return a name that no other server has; it identifies the server's answers."""
        return f"stackrig-{self.session.id}-{self.path.name}"

    def dsn(self, port: int) -> str:
        """Return the DSN of the settings' database, served on `port`."""
        words = (self.settings.database_username, self.password, self.settings.database)
        username, password, database = (quote(word, safe="") for word in words)
        return f"postgresql://{username}:{password}@{LOOPBACK}:{port}/{database}"

    def command(self, program: str, *options: str) -> list[str]:
        """Return the command line of one of PostgreSQL's programs."""
        enter = self.mount.prefix if self.mount else ()
        return [*enter, *self.binaries.prefix, os.fspath(self.binaries.folder / program), *options]

    def environment(self) -> dict[str, str]:
        """Return the environment of PostgreSQL's programs: no secrets of the user, and no PGPORT to mislead them."""
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        return {**kept, "LC_ALL": "C", SESSION_VARIABLE: self.session.id}


def run_initdb(data: DataFolder) -> None:
    """Fill an empty data folder: stackrig's configuration, a database named as in the settings, and no password yet.

    Raises:
        StartError: initdb or PostgreSQL's single-user mode failed.
    """
    # With --auth=reject initdb asks for no password, so the cache holds no secret.
    words = ["-D", os.fspath(data.path), "-U", data.settings.database_username, "--auth=reject", "--no-sync"]
    for options in INITDB_OPTIONS:
        try:
            _run(data, "initdb", *words, "--encoding=UTF8", *options)
        except StartError as error:
            if options == INITDB_OPTIONS[-1] or not NOT_OFFERED.search(error.report()):
                raise
        else:
            break
    with (data.path / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write(CONFIGURATION)
    (data.path / "pg_hba.conf").write_text(CLIENTS, encoding="utf-8")
    if data.settings.database not in ("postgres", "template1"):
        _run_single_user(data, f"CREATE DATABASE {_identifier(data.settings.database)}")


def set_password(data: DataFolder) -> None:
    """Set the superuser's password in a data folder that no server uses.

    Raises:
        StartError: PostgreSQL's single-user mode failed, as it does on a damaged data folder.
    """
    username, password = _identifier(data.settings.database_username), _literal(data.password)
    _run_single_user(data, f"ALTER ROLE {username} PASSWORD {password}")


def _run_single_user(data: DataFolder, statement: str) -> None:
    options = [word for name, value in SINGLE_USER_OPTIONS.items() for word in ("-c", f"{name}={value}")]
    _run(data, "postgres", "--single", "-D", os.fspath(data.path), *options, "postgres", statement=statement)


def _run(data: DataFolder, program: str, *options: str, statement: str = "") -> None:
    try:
        done = subprocess.run(
            data.command(program, *options),
            input=statement.encode(),
            env=data.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=BUILD_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StartError(
            f"{data.binaries.folder / program} can't be run: {error}", remedies=limit_remedies(str(error))
        ) from error
    if done.returncode:
        output = done.stdout.decode(errors="replace").strip()
        raise StartError(
            f"{data.binaries.folder / program} failed with exit code {done.returncode}",
            evidence="\n".join(output.splitlines()[-20:]),
            remedies=limit_remedies(output) + (ACCOUNT_REMEDIES if NO_ACCOUNT in output else []),
        )


def _identifier(text: str) -> str:
    return f'U&"{_escaped(text)}"'


def _literal(text: str) -> str:
    return f"U&'{_escaped(text)}'"


def _escaped(text: str) -> str:
    """Escape a text for U&'...' as one line of ASCII, as single-user mode takes a line for a statement.

    psycopg2.sql can't do it: it quotes for a connection, and there is none yet.
    """
    return re.sub("[^A-Za-z0-9]", lambda found: f"\\+{ord(found[0]):06x}", text)
