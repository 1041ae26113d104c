"""The data of a server in memory of its own: whose it is, how long it lives, and how large it may become."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import psycopg2
import pytest

from stackrig.database import memory_mounts
from stackrig.database.memory_mounts import (
    MEGABYTE,
    MemoryMount,
    fitting_storage,
    limit_named,
    limit_reached,
    memory_limit,
    memory_mount,
)
from stackrig.database.server import PostgresServer, running_postgres, start_postgres
from stackrig.database.templates import clone_database, ensure_template
from stackrig.errors import DeployError, SeedError, StartError
from stackrig.leases import end_session, new_session
from stackrig.processes import Session, kill_session
from stackrig.settings import Settings
from tests.waiting import eventually

LIMIT = 150  # megabytes
LARGE = "CREATE TABLE large AS SELECT repeat(md5(n::text), 60) AS text FROM generate_series(1, {}) n"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has mount namespaces")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(root=tmp_path, database_image="embedded")


@pytest.fixture
def little(settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostgresServer]:
    """Yield a server that may take about 150 MB of memory."""
    monkeypatch.setattr(memory_mounts, "SHARE", psutil.virtual_memory().available // (LIMIT * MEGABYTE))
    monkeypatch.setattr(memory_mounts, "LEAST", 1)
    with running_postgres(settings, session) as server:
        if not server.memory_limit:
            pytest.skip("this system lets nobody mount")
        yield server


def test_the_data_is_seen_by_the_server_alone(little: PostgresServer) -> None:
    """The folder is empty for everybody else; the server's mount has the limit that its handle names."""
    assert little.folder
    assert little.process
    assert list(little.folder.iterdir()) == []
    (mount,) = mounts(little.process.pid, little.folder)
    assert f"size={little.memory_limit // 1024}k" in mount


def test_the_data_ends_with_the_server_that_is_killed(settings: Settings) -> None:
    """After SIGKILL to all of a session no process is left that holds the mount."""
    own = new_session()
    server = start_postgres(settings, own)
    assert server.process
    folder = server.folder or Path()
    assert server.memory_limit == 0 or mounts(server.process.pid, folder)
    kill_session(own)
    eventually(lambda: not any(mounts(pid, folder) for pid in psutil.pids()))
    end_session(own)


def test_data_that_fills_the_memory_names_the_limit_and_the_option(little: PostgresServer, tmp_path: Path) -> None:
    """A seed and a clone that do not fit say how much memory there is and what to type; the server lives on."""
    seed = tmp_path / "large.sql"
    seed.write_text(LARGE.format(200_000), encoding="utf-8")
    with pytest.raises(SeedError, match="No space left on device") as failure:
        ensure_template(little, [seed])
    assert failure.value.report().count(limit_reached(little.memory_limit)) == 1
    assert f"{little.memory_limit // MEGABYTE} MB" in failure.value.report()

    seed.write_text(LARGE.format(15_000), encoding="utf-8")
    template = ensure_template(little, [seed])
    with pytest.raises(StartError, match="No space left on device") as refusal:
        fill(little, template)
    assert limit_reached(little.memory_limit) in refusal.value.report()
    with psycopg2.connect(little.dsn) as link, link.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_a_full_memory_is_explained_in_the_report_of_a_test(pytester: pytest.Pytester) -> None:
    """A test's own statement that fills the memory fails with PostgreSQL's words, and the report adds the limit."""
    pytester.makepyfile(f"""
        import psutil, psycopg2
        from stackrig.database import memory_mounts

        memory_mounts.SHARE = psutil.virtual_memory().available // ({LIMIT} << 20)
        memory_mounts.LEAST = 1

        def test_large(postgres):
            with psycopg2.connect(postgres.dsn) as link, link.cursor() as cursor:
                cursor.execute({LARGE.format(200_000)!r})
    """)
    result = pytester.runpytest_subprocess("--database-image=embedded")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*DiskFull*", "*data is in memory and may take * MB, * --database-storage=volume *"])


def test_another_full_disk_is_not_taken_for_the_databases() -> None:
    """Python's words about a file of somebody else's do not make the report speak of the database's memory."""
    error = DeployError("CreateFunction: [Errno 28] No space left on device: '/tmp/stackrig/code.zip'")
    with pytest.raises(DeployError), limit_named(512 * MEGABYTE):
        raise error

    assert "PostgreSQL" not in error.report()


def test_a_mount_that_proc_does_not_lead_to_is_not_used(
    settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sandbox's /proc may lead to the folder below the mount, in which the server would find nothing."""
    monkeypatch.setattr(MemoryMount, "outside", property(lambda _: settings.root))
    with running_postgres(settings, session) as server:
        assert server.memory_limit == 0


def test_data_that_never_fits_names_the_option(
    settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder for temporary files, whose room is not needed then, is not named."""
    monkeypatch.setattr(memory_mounts, "SHARE", psutil.virtual_memory().available // (10 * MEGABYTE))
    monkeypatch.setattr(memory_mounts, "LEAST", 1)
    with memory_mount(session, settings.root, MEGABYTE, of_root=False) as mount:
        if not mount:
            pytest.skip("this system lets nobody mount")
    with pytest.raises(StartError, match="can't be written in memory") as failure:
        start_postgres(settings, session)
    assert "--database-storage=volume" in failure.value.report()
    assert "TMPDIR" not in failure.value.report()


def test_little_memory_leaves_the_data_on_the_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too little memory means the disk; so do the option, and seeds whose copies would fill the memory."""
    monkeypatch.setattr(memory_mounts, "LEAST", 1)
    assert 0 < memory_limit(settings) < psutil.virtual_memory().total / 2
    assert fitting_storage(settings, 1000).database_storage == "tmpfs"
    assert fitting_storage(settings, memory_limit(settings)).database_storage == "volume"
    assert memory_limit(replace(settings, database_storage="volume")) == 0
    monkeypatch.setattr(memory_mounts, "LEAST", sys.maxsize)
    assert memory_limit(settings) == 0


@pytest.mark.parametrize(
    ("groups", "name"),
    [
        ("0::/user.slice/job\n", "user.slice/memory.max"),
        ("12:cpu:/\n5:memory:/docker/job\n", "memory/docker/memory.limit_in_bytes"),
        ("0::/\n", "memory.max"),
    ],
)
def test_limits_of_control_groups_count(tmp_path: Path, groups: str, name: str) -> None:
    """A container's limit is that of its group or of one above it, in either version of control groups."""
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("2147483648\n", encoding="ascii")
    assert memory_mounts._cgroup_limits(groups, tmp_path) == [2 << 30]  # noqa: SLF001  # no such group is made here
    (tmp_path / name).write_text("max\n", encoding="ascii")
    assert memory_mounts._cgroup_limits(groups, tmp_path) == []  # noqa: SLF001


def fill(server: PostgresServer, template: str) -> None:
    for _ in range(LIMIT // 30):
        clone_database(server, template)


def mounts(pid: int, folder: Path) -> list[str]:
    """Return the lines about a folder of what a process has mounted."""
    try:
        lines = Path(f"/proc/{pid}/mountinfo").read_text(encoding="utf-8").splitlines()
    except OSError:  # it has ended
        return []
    return [line for line in lines if f" {folder} " in line]
