"""Test runs: one rig for all processes of a run, attached to the project's own where that is made of the same."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing

import psycopg2
import pytest

from stackrig.database.run_databases import run_database
from stackrig.database.server import PostgresServer
from stackrig.emulator.server import AwsEndpoint
from stackrig.processes import is_running
from stackrig.rig import project as rig
from stackrig.rig.record import Rig, load_rig
from stackrig.settings import Settings, load_settings

PROJECT = """
[tool.pytest.ini_options]
[tool.stackrig]
project = "shop"
program = "infrastructure:program"
seed = ["items.sql"]
database_image = "embedded"
localstack_image = "embedded"
localstack_services = "s3"
"""

PROGRAM = """
import pulumi
import pulumi_aws as aws

def program(postgres):
    def stack():
        pulumi.export("bucket", aws.s3.Bucket("orders").id)
        pulumi.export("database", postgres["database"])

    return stack
"""

# As a user writes it: nothing in it knows of workers.
CONFTEST = """
import psycopg2, pytest
from stackrig import exec_sql_file

@pytest.fixture(scope="session")
def shop_db(postgres):
    connection = psycopg2.connect(postgres["dsn"])
    exec_sql_file(connection, "items.sql")
    yield connection
    connection.close()
"""

TESTS = """
import os, pytest

def test_server(postgres):
    print("SERVER", postgres.host_port)

@pytest.mark.parametrize("n", range(4))
def test_rows(shop_db, n):
    cursor = shop_db.cursor()
    cursor.execute("INSERT INTO item VALUES (3); SELECT count(*) FROM item")
    assert cursor.fetchone() == (3,)
    shop_db.rollback()

@pytest.mark.parametrize("n", range(4))
def test_clone(postgres_clone, n):
    print("SERVER", postgres_clone.host_port)
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> Settings:
    """Write a project with a seed, a program and tests; return its settings."""
    pytester.makepyprojecttoml(PROJECT)
    (pytester.path / "items.sql").write_text("CREATE TABLE item (n int); INSERT INTO item VALUES (1), (2)")
    (pytester.path / "infrastructure.py").write_text(PROGRAM)
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(test_shop=TESTS)
    return load_settings(pytester.path, environ={})


@pytest.fixture
def left_up(project: Settings) -> Iterator[Rig]:
    """Yield a rig with a database that was left up in the project; it is removed at the end."""
    try:
        rig.run_stage(project, "db")
        yield rig.run_stage(project, "seed")
    finally:
        rig.teardown(project)


def printed(result: pytest.RunResult, word: str) -> set[str]:
    """Return what the tests of a run printed after a word."""
    return {line.partition(f"{word} ")[2] for line in result.stdout.lines if f"{word} " in line}


def databases(server: PostgresServer) -> set[str]:
    with closing(psycopg2.connect(server.dsn)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")
        return {name for (name,) in cursor.fetchall()} - {"postgres"}


def test_a_failure_shows_nothing_of_earlier_runs(pytester: pytest.Pytester, left_up: Rig) -> None:
    """The first lines name a server that was left up; a failure's report has what it logged since, nothing earlier."""
    assert left_up.postgres
    with closing(psycopg2.connect(left_up.postgres.dsn)) as connection, pytest.raises(psycopg2.Error):
        connection.cursor().execute("SELECT before_this_run")
    pytester.makeconftest("")
    pytester.makepyfile(test_shop="def test_it(postgres_clone): pass")
    (pytester.path / "items.sql").write_text("CREATE TABLE item (n int); SELECT in_this_run")

    result = pytester.runpytest_subprocess()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"stackrig: database embedded {left_up.postgres.version}, the one that is up"])
    text = result.stdout.str()
    assert "in_this_run" in text
    assert "before_this_run" not in text


# --- workers of pytest-xdist


@pytest.mark.gate
def test_a_crashed_worker_is_replaced(pytester: pytest.Pytester, project: Settings) -> None:
    """The server outlives a worker, and the next one works with it."""
    (project.root / "test_crash.py").write_text(
        "import os, pytest\n\n"
        '@pytest.mark.parametrize("n", range(3))\n'
        "def test_crash(shop_db, n):\n    n != 1 or os._exit(1)\n"
    )

    result = pytester.runpytest_subprocess("-n2", "-rP")

    result.assert_outcomes(passed=11, failed=1)
    assert len(printed(result, "SERVER")) == 1


@pytest.mark.usefixtures("project")
def test_workers_share_one_deployment(pytester: pytest.Pytester, localstack_server: AwsEndpoint) -> None:
    """`deployed` deploys the project's program once, on a database with its seeds; other stacks are a worker's own."""
    pytester.makepyfile(
        test_shop="""
        import psycopg2, pytest, pulumi_aws
        from contextlib import closing
        from stackrig import deploy

        @pytest.fixture(scope="session")
        def own(localstack):
            with deploy("shop", "test", lambda: pulumi_aws.s3.Bucket("b", bucket="same-name"), localstack=localstack):
                yield

        @pytest.mark.parametrize("n", range(4))
        def test_deployed(deployed, aws_session, own, n):
            with closing(psycopg2.connect(deployed.postgres.dsn)) as connection:
                cursor = connection.cursor()
                cursor.execute("SELECT current_database(), count(*) FROM item")
                assert cursor.fetchone() == (deployed.outputs["database"], 2)
            print("BUCKET", deployed.outputs["bucket"], deployed.localstack.port)
            buckets = [bucket["Name"] for bucket in aws_session.client("s3").list_buckets()["Buckets"]]
            assert buckets == ["same-name"]
            theirs = [bucket["Name"] for bucket in deployed.session().client("s3").list_buckets()["Buckets"]]
            assert theirs == [deployed.outputs["bucket"]]
        """
    )

    result = pytester.runpytest_subprocess("-n2", "-rP", f"--localstack-image={localstack_server.endpoint_url}")

    result.assert_outcomes(passed=4)
    assert len(printed(result, "BUCKET")) == 1


# --- a rig that was left up


def test_a_run_attaches_to_an_equal_rig(pytester: pytest.Pytester, project: Settings, left_up: Rig) -> None:
    """The run uses its server with an empty database of its own, and leaves everything as it was."""
    assert left_up.postgres

    result = pytester.runpytest_subprocess("-n2", "-rP")

    result.assert_outcomes(passed=9)
    assert printed(result, "SERVER") == {str(left_up.postgres.host_port)}
    assert databases(left_up.postgres) == {"chinook"}
    assert load_rig(project.root) == left_up


def test_a_run_leaves_a_stale_rig_alone(pytester: pytest.Pytester, project: Settings, left_up: Rig) -> None:
    """Made from other inputs, it isn't used; the run has a server of its own and says which input differs."""
    assert left_up.postgres

    result = pytester.runpytest_subprocess("--database-username=else", "-rP", "-k", "server", "--log-level=INFO")

    result.assert_outcomes(passed=1)
    assert printed(result, "SERVER") != {str(left_up.postgres.host_port)}
    result.stdout.fnmatch_lines(
        [
            "stackrig: database embedded*; the one that is up was made with another database_username and stays",
            "*db: not using the one that is up, which was made with another database_username*",
        ]
    )
    assert load_rig(project.root) == left_up


@pytest.mark.gate
def test_a_stale_rig_is_replaced_by_a_run_that_leaves_one(
    pytester: pytest.Pytester, project: Settings, left_up: Rig
) -> None:
    """With --teardown=false the new server takes the place of the other, which is stopped."""
    assert left_up.postgres
    assert left_up.postgres.process

    result = pytester.runpytest_subprocess("--database-username=else", "--teardown=false", "--log-level=INFO", "-rP")

    result.assert_outcomes(passed=9)
    result.stdout.fnmatch_lines(
        [
            "stackrig: database embedded*; the one that is up was made with another database_username and is replaced",
            "*db: replacing the one that is up: database_username changed*",
        ]
    )
    now = load_rig(project.root)
    assert now
    assert now.postgres
    assert now.postgres.username == "else"
    assert not is_running(left_up.postgres.process)


def test_a_rig_that_is_left_is_used_by_the_next_run(pytester: pytest.Pytester, project: Settings) -> None:
    """Run after run finds an empty database on the same server, whatever the one before put into its own.

    Fixtures that know of no workers run under -n: one server, and for each worker an empty database of its own. The
    timings name the worker in which a stage ran.
    """
    try:
        first = pytester.runpytest_subprocess("--teardown=false", "-rP", "-n2", "--stackrig-timings")
        second = pytester.runpytest_subprocess("--teardown=false", "-rP")

        first.assert_outcomes(passed=9)
        second.assert_outcomes(passed=9)
        assert len(printed(first, "SERVER")) == 1
        assert printed(first, "SERVER") == printed(second, "SERVER")
        first.stdout.re_match_lines([r" +\d+\.\d+  db in gw[01]$"])
    finally:
        rig.teardown(project)


def test_what_a_killed_run_left_is_swept(left_up: Rig) -> None:
    """A database of a run whose connection is gone is dropped by the next run, that of a living one is not."""
    server = left_up.postgres
    assert server
    with run_database(server, "a" * 12, keep=True):
        pass
    with run_database(server, "b" * 12, "gw0") as living, run_database(server, "c" * 12):
        assert databases(server) == {"chinook", living.database, "stackrig_run_" + "c" * 12}
    assert databases(server) == {"chinook"}


@pytest.mark.usefixtures("left_up")
@pytest.mark.gate
def test_what_is_deployed_beside_a_rig_is_kept_from_other_runs(pytester: pytest.Pytester) -> None:
    """A run that only uses `deployed` is seen to be at work: another one that begins drops nothing of it."""
    pytester.makepyfile(
        test_shop="""
        import psycopg2
        from stackrig.database.run_databases import run_database

        def test_it(deployed, stackrig_rig):
            with run_database(stackrig_rig.server(), "b" * 12):
                pass
            psycopg2.connect(deployed.postgres.dsn).close()
        """
    )

    pytester.runpytest_subprocess().assert_outcomes(passed=1)


@pytest.mark.usefixtures("left_up")
@pytest.mark.gate
def test_what_stays_deployed_is_kept_from_runs_beside_it(pytester: pytest.Pytester) -> None:
    """Neither of two runs at once that leave what they deploy takes the other's database or AWS account."""
    pytester.makepyfile(
        test_shop="""
        import dataclasses
        from contextlib import closing
        import psycopg2
        from stackrig.rig.pytest_run import live_rig

        def test_it(deployed, stackrig_settings):
            assert deployed.postgres.database == "deployed"
            with closing(psycopg2.connect(deployed.postgres.dsn)) as connection:
                url = deployed.localstack.endpoint_url
                settings = dataclasses.replace(stackrig_settings, localstack_image=url)
                with live_rig(settings) as other:
                    theirs = other.deployed()
                assert theirs.localstack.access_key != deployed.localstack.access_key
                assert theirs.postgres.database == f"stackrig_run_{other.run.id}_deployed"
                connection.cursor().execute("SELECT FROM item")
        """
    )

    pytester.runpytest_subprocess("--teardown=false").assert_outcomes(passed=1)


@pytest.mark.usefixtures("project")
def test_a_run_on_an_attached_server_is_seen_at_work(
    pytester: pytest.Pytester, new_database: Callable[[], AbstractContextManager[str]]
) -> None:
    """With a DSN, too, another run that begins drops nothing of it, and what earlier ones have kept goes."""
    pytester.makepyfile(
        test_shop="""
        from contextlib import closing
        import psycopg2
        from stackrig.database.run_databases import run_database

        def names(dsn):
            with closing(psycopg2.connect(dsn)) as connection, connection.cursor() as cursor:
                cursor.execute("SELECT datname FROM pg_database")
                return {name for (name,) in cursor.fetchall()}

        def test_it(postgres, postgres_clone, pytestconfig):
            assert postgres.dsn == pytestconfig.getoption("database_image")
            assert "stackrig_run_aaaaaaaaaaaa" not in names(postgres.dsn)
            with run_database(postgres, "b" * 12):
                assert postgres_clone.database in names(postgres_clone.dsn)
        """
    )
    with new_database() as dsn:
        with closing(psycopg2.connect(dsn)) as connection:
            connection.autocommit = True
            connection.cursor().execute("CREATE DATABASE run_aaaaaaaaaaaa")

        pytester.runpytest_subprocess(f"--database-image={dsn}").assert_outcomes(passed=1)


def test_an_interrupted_run_leaves_the_rig(pytester: pytest.Pytester, project: Settings, left_up: Rig) -> None:
    """Ctrl-C ends what the run has started, not what was there."""
    assert left_up.postgres
    assert left_up.postgres.process
    (project.root / "test_shop.py").write_text("def test_it(postgres):\n    raise KeyboardInterrupt\n")

    result = pytester.runpytest_subprocess()

    assert result.ret == pytest.ExitCode.INTERRUPTED
    assert is_running(left_up.postgres.process)
    assert databases(left_up.postgres) == {"chinook"}
