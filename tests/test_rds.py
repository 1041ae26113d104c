"""RDS: instances and clusters of PostgreSQL are databases of the rig's own server.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/ has the operations, and the errors as they are worded.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from stackrig.database.administration import administration, create_database, drop_if_exists
from stackrig.database.connections import with_database
from stackrig.database.server import PostgresServer
from stackrig.emulator.rds import tell_database
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import AwsAccount, EndpointSession, new_account
from stackrig.settings import Settings

PROGRAMS = Path(__file__).parent / "programs"

PASSWORD = "correct-horse"  # of databases that end with the test
SEEDS = (
    "DROP SCHEMA public CASCADE",
    "CREATE SCHEMA public AUTHORIZATION pg_database_owner",
    "CREATE TABLE album AS SELECT 'Jazz' AS title",
)
INSTANCE = {"Engine": "postgres", "DBInstanceClass": "db.t3.micro", "AllocatedStorage": 20}
CLUSTER = {"Engine": "aurora-postgresql", "MasterUsername": "shop", "MasterUserPassword": PASSWORD}


@pytest.fixture(scope="module")
def seeded(postgres_server: PostgresServer) -> Iterator[PostgresServer]:
    """Yield the handle of a database with a row in it, as a rig's seeds make it."""
    with administration(postgres_server, "the database could not be made") as admin:
        create_database(admin, "rds_seeded")
        yield replace(postgres_server, database="rds_seeded", dsn=with_database(postgres_server.dsn, "rds_seeded"))
        drop_if_exists(admin, "rds_seeded")


@pytest.fixture
def account(localstack_server: AwsEndpoint, seeded: PostgresServer) -> AwsAccount:
    """Return an account whose instances are databases of the server; the program's name for the database is shop."""
    account = new_account(localstack_server)
    tell_database(Settings(root=Path.cwd(), database="shop"), account, seeded)
    query(seeded.dsn, *SEEDS)
    return account


@pytest.fixture
def rds(account: AwsAccount) -> Iterator[Any]:
    """Yield a client of that account; what it made is deleted after the test."""
    client: Any = EndpointSession(account).client("rds")
    yield client
    for instance in client.describe_db_instances()["DBInstances"]:
        client.delete_db_instance(DBInstanceIdentifier=instance["DBInstanceIdentifier"], SkipFinalSnapshot=True)
    for cluster in client.describe_db_clusters()["DBClusters"]:
        client.delete_db_cluster(DBClusterIdentifier=cluster["DBClusterIdentifier"], SkipFinalSnapshot=True)


def make(rds: Any, name: str = "main", **more: Any) -> dict[str, Any]:
    """Make an instance and return its description."""
    given = {**INSTANCE, "DBName": "shop", "MasterUsername": "shop", "MasterUserPassword": PASSWORD, **more}
    if given.get("ManageMasterUserPassword"):
        del given["MasterUserPassword"]
    rds.create_db_instance(DBInstanceIdentifier=name, **given)
    (found,) = rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"]
    return dict(found)


def log_in(instance: dict[str, Any], **more: Any) -> Any:
    """Connect to an instance as its program does."""
    endpoint = instance["Endpoint"]
    given = {"user": instance["MasterUsername"], "password": PASSWORD, "dbname": instance.get("DBName") or "postgres"}
    return closing(psycopg2.connect(host=endpoint["Address"], port=endpoint["Port"], **{**given, **more}))


def ask(instance: dict[str, Any], *statements: str, **more: Any) -> list[tuple[Any, ...]]:
    """Execute statements as the master user; return the rows of the last one."""
    with log_in(instance, **more) as connection:
        return run(connection, *statements)


def query(dsn: str, *statements: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(dsn)) as connection:
        return run(connection, *statements)


def run(connection: Any, *statements: str) -> list[tuple[Any, ...]]:
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


def roles(server: PostgresServer) -> set[str]:
    return {name for (name,) in query(server.dsn, "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_'")}


def databases(server: PostgresServer) -> set[str]:
    return {name for (name,) in query(server.dsn, "SELECT datname FROM pg_database WHERE datname !~ '^stackrig_'")}


def test_the_only_instance_has_the_seeds(rds: Any, seeded: PostgresServer) -> None:
    """Its master user reads and changes the rows, also after the database was made anew."""
    instance = make(rds)

    assert ask(instance, "SELECT title FROM album") == [("Jazz",)]
    ask(instance, "INSERT INTO album VALUES ('Blues')", "ALTER TABLE album ADD COLUMN year int", "CREATE TABLE mine ()")
    assert query(seeded.dsn, "SELECT title, year FROM album ORDER BY 1") == [("Blues", None), ("Jazz", None)]


def test_deleting_an_instance_leaves_what_was_there(rds: Any, seeded: PostgresServer) -> None:
    """Its role and the databases it made are dropped; the seeded database and its rows stay."""
    before = roles(seeded), databases(seeded)
    instance = make(rds)
    ask(instance, "CREATE TABLE mine ()", "GRANT SELECT ON mine TO PUBLIC", "CREATE DATABASE extra")

    rds.delete_db_instance(DBInstanceIdentifier="main", SkipFinalSnapshot=True)

    assert (roles(seeded), databases(seeded)) == before


def add_album(connection: Any) -> None:
    """Seed an album."""
    connection.cursor().execute("CREATE TABLE album AS SELECT 'Fresh' AS title")
