"""What is kept on disk: records that were damaged, and the file psql reads passwords from."""

import contextlib
import dataclasses
import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from psycopg2 import sql

from stackrig.containers.api import Daemon
from stackrig.containers.container import Container
from stackrig.database.server import PostgresServer
from stackrig.deployment.engines.cli import _read_state
from stackrig.deployment.targets import is_stale
from stackrig.errors import DeployError, StackrigError
from stackrig.leases import end_session, new_session, read_lease
from stackrig.processes import Session
from stackrig.reporting.display import show_rig
from stackrig.rig.project import up
from stackrig.rig.record import Rig, load_rig, save_rig
from stackrig.settings import Settings

DAMAGED = ["", "[]", "{", '"text"', "7", "null", '{"sessions": "abc"}', '{"sessions": [3]}', '{"postgres": []}']
DAMAGED += ['{"postgres": {"port": "a"}}', '{"seeded": 5}', '{"inputs": []}', '{"inputs": {"db": 1}}', '{"new": 1}']


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_record_is_named(tmp_path: Path, text: str) -> None:
    """A record that was cut, emptied or is of another shape ends in an error with the file and the command."""
    path = tmp_path / ".stackrig" / "rig.json"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")

    with pytest.raises(StackrigError, match=r"rig\.json, the record of a rig, can't be read") as failure:
        load_rig(tmp_path)

    assert f"rm '{path}' && invoke teardown" in failure.value.report()


def test_a_record_is_read_as_it_was_written(tmp_path: Path, postgres_server: PostgresServer) -> None:
    """A cut anywhere in a whole record is noticed, too."""
    rig = Rig(postgres=postgres_server, seeded="digest", inputs={"db": {"image": "embedded:"}})
    save_rig(tmp_path, rig)
    path = tmp_path / ".stackrig" / "rig.json"
    whole = path.read_text(encoding="utf-8")

    assert load_rig(tmp_path) == rig
    for length in range(0, len(whole) - 1, 40):
        path.write_text(whole[:length], encoding="utf-8")
        with pytest.raises(StackrigError, match="can't be read"):
            load_rig(tmp_path)


@pytest.fixture
def own_session() -> Iterator[Session]:
    session = new_session()
    lease = (session.folder / "lease.json").read_text(encoding="utf-8")
    yield session
    (session.folder / "lease.json").write_text(lease, encoding="utf-8")
    end_session(session)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"owners": 5}', '{"owners": [5]}', '{"owners": [["a", 1]]}'])
def test_a_damaged_lease_ends_nothing(own_session: Session, text: str) -> None:
    """A lease that can't be read is no lease: in doubt the session is somebody's."""
    (own_session.folder / "lease.json").write_text(text, encoding="utf-8")

    assert read_lease(own_session) is None
    end_session(new_session())  # sweeps
    assert own_session.folder.exists()


@pytest.mark.parametrize("text", ["", "[]", "{", '"text"', '{"host": 1, "new": 2}', "\0"])
def test_a_damaged_record_of_the_daemon_is_named(text: str) -> None:
    """A session whose containers' daemon is not known is not ended as if it had none."""
    session = new_session()
    marker = session.folder / "docker.json"
    marker.write_text(text, encoding="utf-8")

    with pytest.raises(StackrigError, match=r"docker\.json, which names the daemon .*can't be read") as failure:
        end_session(session)

    assert f"rm '{marker}'" in failure.value.report()
    assert session.id in failure.value.report()
    marker.unlink()
    end_session(session)
    assert not session.folder.exists()


@pytest.mark.parametrize("text", ["", "[]", "{", "{}", '{"checkpoint": 5}', '{"checkpoint": {"latest": 3}}'])
def test_a_damaged_state_of_the_cli_is_named(tmp_path: Path, text: str) -> None:
    """The Pulumi CLI's state of a stack that was damaged is named, with what to do."""
    path = tmp_path / "dev.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DeployError, match=r"dev\.json can't be read") as failure:
        _read_state(path)

    assert f"rm '{path}'" in failure.value.report()


def test_a_damaged_identity_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A backend whose emulator can't be told any more is kept, and named."""
    identity = tmp_path / "identity.json"
    identity.write_text('{"endp', encoding="utf-8")

    assert not is_stale(identity)
    assert f"{identity} is kept" in caplog.text


def test_psql_finds_odd_passwords(tmp_path: Path, postgres_server: PostgresServer) -> None:
    """The password file holds names and passwords with colons and backslashes as libpq reads them."""
    username, password = f"o:d\\d {secrets.token_hex(4)}", "p:a\\s:s\\"
    words = [sql.Identifier(username), sql.Literal(password)]
    with (
        contextlib.closing(psycopg2.connect(postgres_server.dsn)) as connection,
        connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(*words))
    try:
        save_rig(tmp_path, Rig(postgres=dataclasses.replace(postgres_server, username=username, password=password)))

        place: dict[str, Any] = {"host": postgres_server.host, "port": postgres_server.host_port, "dbname": "postgres"}
        passfile = str(tmp_path / ".stackrig" / "pgpass")
        psycopg2.connect(**place, user=username, passfile=passfile).close()
    finally:
        with contextlib.closing(psycopg2.connect(postgres_server.dsn)) as connection, connection:
            connection.cursor().execute(sql.SQL("DROP ROLE {}").format(words[0]))


def test_a_daemon_that_is_down_is_told(
    tmp_path: Path, postgres_server: PostgresServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """`status` says that the daemon of a rig is down; `up` refuses to make a rig of another kind in its place."""
    (tmp_path / "empty.py").write_text("def program(_postgres): return lambda: None", encoding="utf-8")
    settings = Settings(root=tmp_path, program="empty:program")
    daemon = Daemon("unix:///nowhere/docker.sock", "DOCKER_HOST")
    container = Container("0123", "stackrig-0-db", "postgres:17", 5432, 5432, daemon)
    rig = Rig(postgres=dataclasses.replace(postgres_server, process=None, folder=None, container=container))
    save_rig(tmp_path, rig)

    show_rig(settings, rig)
    shown = capsys.readouterr().out
    assert "unknown" in shown
    assert "/nowhere/docker.sock" in shown
    assert "invoke up" not in shown
    with pytest.raises(StackrigError, match=r"can't be reached: .*/nowhere/docker\.sock") as failure:
        up(settings)
    assert "start the daemon" in failure.value.report()
    assert json.loads((tmp_path / ".stackrig" / "rig.json").read_text(encoding="utf-8"))["postgres"]


@pytest.mark.parametrize("taken", [False, True], ids=["one", "both"])
def test_up_stops_at_the_first_failure(tmp_path: Path, postgres_server: PostgresServer, *, taken: bool) -> None:
    """A stage that fails ends the one beside it, and when both fail both are reported."""
    (tmp_path / "empty.py").write_text("def program(_postgres): return lambda: None", encoding="utf-8")
    (tmp_path / "slow.sql").write_text("SELECT pg_sleep(300)", encoding="utf-8")
    settings = Settings(
        root=tmp_path,
        program="empty:program",
        seed=("slow.sql",),
        database_image="embedded",
        database_port=postgres_server.host_port if taken else 0,
        localstack_image="http://127.0.0.1:9",
    )
    with pytest.raises(StackrigError) as failure:
        up(settings)

    report = failure.value.report()
    assert "the LocalStack at http://127.0.0.1:9 was not ready" in report
    assert ("PostgreSQL can't listen on port" in report) is taken
    assert load_rig(tmp_path) is None
