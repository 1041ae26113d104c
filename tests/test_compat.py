"""The names of fixture-foundry."""

from pathlib import Path

import psycopg2
import pytest

from stackrig.compat import container_network_context, localstack_context, postgres_context


def test_contexts_start_and_stop(tmp_path: Path) -> None:
    """The contexts take fixture-foundry's arguments and yield handles with its keys."""
    seed = tmp_path / "seed.sql"
    seed.write_text("CREATE TABLE item (n int); INSERT INTO item VALUES (7);", encoding="utf-8")

    with (
        container_network_context("ls-dev") as network,
        postgres_context("tester", "secret", "shop", "embedded", network, [seed]) as postgres,
    ):
        connection = psycopg2.connect(str(postgres["dsn"]))
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT current_user, current_database(), n FROM item")
            assert cursor.fetchone() == ("tester", "shop", 7)
        connection.close()

    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(str(postgres["dsn"]))


def test_localstack_context() -> None:
    """LocalStack's context yields endpoint, region, services and port."""
    with localstack_context("embedded", "s3", 0, 90) as localstack:
        assert localstack["endpoint_url"] == f"http://127.0.0.1:{localstack['port']}"
        assert (localstack["services"], localstack["region"]) == ("s3", "us-east-1")


def test_fixtures_of_its_users(pytester: pytest.Pytester) -> None:
    """A conftest that imports everything and adds the options itself works as it stands."""
    pytester.makepyprojecttoml("[tool.pytest.ini_options]\n")
    pytester.makeconftest(
        """
        from stackrig.compat import *

        def pytest_addoption(parser):
            add_fixture_foundry_options(parser)
        """
    )
    pytester.makepyfile("def test_port(postgres): assert postgres['host_port'] > 0")

    pytester.runpytest_subprocess("--database=foundry").assert_outcomes(passed=1)
