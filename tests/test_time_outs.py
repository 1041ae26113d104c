"""What the log of a function tells when its time was over."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest

from stackrig.database.server import PostgresServer
from stackrig.emulator.plugin import plugin_files
from stackrig.emulator.rds import tell_database
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import EndpointSession
from stackrig.settings import Settings
from tests.lambda_functions import Deploy, deploying

ACCOUNT = "444455556666"
LOCK = "SELECT pg_advisory_lock(77)"


@pytest.fixture
def deploy(localstack_server: AwsEndpoint, postgres_server: PostgresServer, tmp_path: Path) -> Iterator[Deploy]:
    """Return a function that deploys to an account whose database is the shared server."""
    endpoint = replace(localstack_server, access_key=ACCOUNT)
    assert tell_database(Settings(root=tmp_path), endpoint, postgres_server)
    yield from deploying(EndpointSession(endpoint))


def test_a_time_out_tells_the_line_and_the_sql(deploy: Deploy, postgres_server: PostgresServer) -> None:
    """The log has the stack of the handler with its source, and the statement that waits, and for whose lock."""
    source = f"""
        from pg8000.native import Connection
        def wait_for_lock(place):
            Connection(**place).run("{LOCK} /* mine */")
        def handler(event, context):
            wait_for_lock(event)
        """
    driver = {name: content for name, content in plugin_files().items() if not name.startswith("stackrig_localstack")}
    function = deploy(source, driver, Timeout=5)
    place = {"host": postgres_server.host, "port": postgres_server.host_port, "database": postgres_server.database}
    login = {"user": postgres_server.username, "password": postgres_server.password}
    with closing(psycopg2.connect(postgres_server.dsn)) as connection, connection.cursor() as cursor:
        cursor.execute(LOCK)

        answer = function({**place, **login})

    assert answer.payload["errorType"] == "Sandbox.Timedout"
    lines = answer.log.splitlines()
    frame = lines.index('[stackrig]   File "/var/task/app.py", line 6, in handler')
    assert lines[frame + 1] == "[stackrig]     wait_for_lock(event)"
    (told,) = [line for line in lines if "was working on this for" in line]
    assert told.endswith(f"{LOCK} /* mine */")
    assert any("it waits for a lock of process" in line and line.endswith(LOCK) for line in lines)
    assert "_stackrig" not in answer.log


def test_a_time_out_without_sql_tells_each_thread(deploy: Deploy) -> None:
    """Each thread of the function's own is shown by its line; the function answers again afterwards."""
    source = """
        import threading, time
        def handler(event, context):
            if event: return event
            threading.Thread(target=lambda: time.sleep(60), daemon=True).start()
            time.sleep(60)
        """
    function = deploy(source, Timeout=2)

    answer = function()

    assert '[stackrig]   File "/var/task/app.py", line 6, in handler\n[stackrig]     time.sleep(60)\n' in answer.log
    assert 'File "/var/task/app.py", line 5, in <lambda>' in answer.log
    assert "was working on" not in answer.log
    assert function(1).payload == 1


def test_init_code_that_takes_too_long_tells_its_line(deploy: Deploy) -> None:
    """Init code that is still at work when the time is over is shown, too."""
    function = deploy("import signal\nsignal.pause()\ndef handler(event, context): return 1", Timeout=2)

    assert 'File "/var/task/app.py", line 2, in <module>' in function().log
