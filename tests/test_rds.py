"""RDS: instances and clusters of PostgreSQL are databases of the rig's own server.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/ has the operations, and the errors as they are worded.
"""

import json
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import certifi
import psycopg2
import pytest
import requests
from botocore.exceptions import ClientError

from stackrig.database.administration import administration, create_database, drop_if_exists
from stackrig.database.connections import with_database
from stackrig.database.server import PostgresServer
from stackrig.database.templates import reset_database
from stackrig.deployment.provider.aws import AwsProvider
from stackrig.emulator.clients import Keys
from stackrig.emulator.rds import tell_database
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import AwsAccount, EndpointSession, new_account
from stackrig.rig.pytest_run import live_rig
from stackrig.rig.record import Rig
from stackrig.settings import Settings
from tests.lambda_functions import Deploy
from tests.rds_programs import SEEDS, add_album, live_through_rds_api

PROGRAMS = Path(__file__).parent / "programs"

PASSWORD = "correct-horse"  # of databases that end with the test
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
    for kept in client.describe_db_snapshots(SnapshotType="manual")["DBSnapshots"]:
        client.delete_db_snapshot(DBSnapshotIdentifier=kept["DBSnapshotIdentifier"])


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
    """Return the roles of a server, except rds_iam: it stays, as every server of RDS has it."""
    return {name for (name,) in query(server.dsn, "SELECT rolname FROM pg_roles WHERE rolname !~ '^(pg_|rds_iam$)'")}


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
    assert query(seeded.dsn, "SELECT title FROM album") == [("Jazz",)]
    with pytest.raises(psycopg2.OperationalError, match="refused"):
        ask(instance, "SELECT")


def test_several_instances_have_databases_of_their_own(rds: Any, seeded: PostgresServer) -> None:
    """The seeds fill that one of several instances that declares the project's own name of the database."""
    first, second, third = make(rds, "one", DBName="other"), make(rds, "two"), make(rds, "three", DBName="other")

    ask(first, "CREATE TABLE album AS SELECT 'mine' AS title")
    assert ask(second, "SELECT title FROM album") == [("Jazz",)]
    assert ask(third, "SELECT to_regclass('album')") == [(None,)]
    assert ask(first, "SELECT title FROM album") == [("mine",)]
    assert query(seeded.dsn, "SELECT title FROM album") == [("Jazz",)]


def test_the_named_instance_has_the_seeds(rds: Any, account: AwsAccount, seeded: PostgresServer) -> None:
    """The setting names it by its identifier, or by what Pulumi makes an identifier from."""
    tell_database(Settings(root=Path.cwd(), database="shop", seed_instance="orders"), account, seeded)
    shop, orders = make(rds, "shop"), make(rds, "orders-1a2b3c4", DBName="orders")

    assert ask(orders, "SELECT title FROM album") == [("Jazz",)]
    assert ask(shop, "SELECT to_regclass('album')") == [(None,)]


def test_a_master_user_may_have_the_superusers_name(rds: Any, seeded: PostgresServer) -> None:
    """The rig's own superuser keeps its password, and the instance's user is no superuser."""
    instance = make(rds, MasterUsername=seeded.username, MasterUserPassword="another-one")

    query_of_both = "SELECT title, rolsuper FROM album, pg_roles WHERE rolname = current_user"
    (row,) = ask(instance, query_of_both, password="another-one")
    assert row == ("Jazz", False)
    assert query(seeded.dsn, "SELECT current_user") == [(seeded.username,)]


def test_a_wrong_password_is_refused(rds: Any) -> None:
    """PostgreSQL says so, as on AWS."""
    instance = make(rds)

    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        ask(instance, "SELECT", password="wrong-one")


def test_a_managed_secret_holds_the_password(rds: Any, account: AwsAccount) -> None:
    """It is another one after each rotation, and the secret goes with the instance."""
    secrets: Any = EndpointSession(account).client("secretsmanager")
    instance = make(rds, ManageMasterUserPassword=True)
    arn = instance["MasterUserSecret"]["SecretArn"]

    def secret() -> dict[str, str]:
        return dict(json.loads(secrets.get_secret_value(SecretId=arn)["SecretString"]))

    first = secret()
    assert (first["username"], len(first)) == ("shop", 2)
    assert ask(instance, "SELECT title FROM album", password=first["password"]) == [("Jazz",)]
    rds.modify_db_instance(DBInstanceIdentifier="main", RotateMasterUserPassword=True, ApplyImmediately=True)
    assert secret()["password"] != first["password"]
    assert ask(instance, "SELECT title FROM album", password=secret()["password"]) == [("Jazz",)]
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        ask(instance, "SELECT", password=first["password"])
    rds.delete_db_instance(DBInstanceIdentifier="main", SkipFinalSnapshot=True)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        secret()


def test_modifying_an_instance_changes_the_password(rds: Any) -> None:
    """The former one is refused at once."""
    instance = make(rds)

    rds.modify_db_instance(DBInstanceIdentifier="main", MasterUserPassword="a-new-one", ApplyImmediately=True)

    assert ask(instance, "SELECT title FROM album", password="a-new-one") == [("Jazz",)]
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        ask(instance, "SELECT")


def test_a_cluster_has_a_writer_and_a_reader(rds: Any) -> None:
    """Its instances answer at the cluster's addresses, and sessions at the reader's are read only."""
    rds.create_db_cluster(DBClusterIdentifier="aurora", DatabaseName="shop", **CLUSTER)
    for name in ("first", "second"):
        more = {"DBInstanceClass": "db.serverless", "Engine": "aurora-postgresql"}
        rds.create_db_instance(DBInstanceIdentifier=name, DBClusterIdentifier="aurora", **more)
    (cluster,) = rds.describe_db_clusters(DBClusterIdentifier="aurora")["DBClusters"]
    addresses = {
        instance["DBInstanceIdentifier"]: instance["Endpoint"]["Address"]
        for instance in rds.describe_db_instances()["DBInstances"]
    }
    writer = {
        "MasterUsername": "shop",
        "DBName": "shop",
        "Endpoint": {"Address": cluster["Endpoint"], "Port": cluster["Port"]},
    }
    reader = {**writer, "Endpoint": {"Address": cluster["ReaderEndpoint"], "Port": cluster["Port"]}}

    assert cluster["DBClusterParameterGroup"].startswith("default.aurora-postgresql")
    assert addresses == {"first": cluster["Endpoint"], "second": cluster["ReaderEndpoint"]}
    assert ask(writer, "INSERT INTO album VALUES ('Blues')", "SELECT count(*) FROM album") == [(2,)]
    assert ask(reader, "SELECT count(*) FROM album") == [(2,)]
    with pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
        ask(reader, "INSERT INTO album VALUES ('Soul')")


def test_tls_proves_the_server(rds: Any) -> None:
    """A parameter of the group makes it a must, as on AWS."""
    rds.create_db_parameter_group(DBParameterGroupName="strict", DBParameterGroupFamily="postgres16", Description="tls")
    parameters = [
        {"ParameterName": "rds.force_ssl", "ParameterValue": "1", "ApplyMethod": "immediate"},
        {"ParameterName": "timezone", "ParameterValue": "Europe/Vienna", "ApplyMethod": "immediate"},
        {"ParameterName": "shared_buffers", "ParameterValue": "12345", "ApplyMethod": "pending-reboot"},
        {"ParameterName": "work_mem", "ParameterValue": "{DBInstanceClassMemory/32768}", "ApplyMethod": "immediate"},
    ]
    rds.modify_db_parameter_group(DBParameterGroupName="strict", Parameters=parameters)
    instance = make(rds, DBParameterGroupName="strict")

    assert ask(instance, "SHOW timezone", sslmode="require") == [("Europe/Vienna",)]
    with pytest.raises(psycopg2.OperationalError, match="no encryption"):
        ask(instance, "SELECT", sslmode="disable")


@pytest.mark.parametrize("engine", ["mysql", "mariadb", "oracle-ee", "sqlserver-ex"])
def test_other_engines_are_modelled_only(rds: Any, engine: str) -> None:
    """They are described with an address of AWS's, at which nobody answers, and `admin` may be their user."""
    made = make(rds, Engine=engine, MasterUsername="admin")

    assert made["Engine"] == engine
    assert made["Endpoint"]["Address"].endswith(".rds.amazonaws.com")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"MasterUserPassword": "short"}, "shorter than 8 characters"),
        ({"MasterUserPassword": "with@sign-in-it"}, "Only printable ASCII characters besides"),
        ({"MasterUsername": "admin"}, "is a reserved word used by the engine"),
        ({"MasterUsername": "1st"}, "MasterUsername is not a valid identifier"),
        ({"DBName": "my-shop"}, "must begin with a letter"),
        ({"DBInstanceClass": "t3.micro"}, "Invalid DB Instance class: t3.micro"),
        ({"EngineVersion": "99.1"}, "Cannot find version 99.1 for postgres"),
        ({"AllocatedStorage": 0}, "AllocatedStorage must be provided"),
        ({"DBParameterGroupName": "nowhere"}, "DBParameterGroup not found: nowhere"),
        ({"DBParameterGroupName": "default.postgres14", "EngineVersion": "16.3"}, "FAMILY postgres14 can't be used"),
    ],
)
def test_what_rds_refuses_is_refused(rds: Any, given: dict[str, Any], text: str) -> None:
    """Nothing is left of such an instance."""
    with pytest.raises(ClientError, match=text.replace("FAMILY", "default.postgres14 with DBParameterGroupFamily")):
        make(rds, **given)
    assert rds.describe_db_instances()["DBInstances"] == []


@pytest.mark.parametrize(
    ("name", "value", "method", "text"),
    [
        ("work_memory", "100", "immediate", "Could not find parameter with name: work_memory"),
        ("work_mem", "much", "immediate", "Invalid parameter value: much for: work_mem"),
        ("work_mem", "{DBInstanceClassMemory/32768}", "immediate", ""),
        ("max_connections", "100", "immediate", "cannot use immediate apply method for static parameter"),
        ("max_connections", "100", "pending-reboot", ""),
        ("pg_stat_statements.track", "all", "immediate", ""),
        ("lc_monetary", "of_another_machine.UTF-8", "immediate", ""),
        ("default_toast_compression", "lz4", "immediate", ""),
        ("vacuum_defer_cleanup_age", "100", "immediate", ""),  # which PostgreSQL had until version 15
    ],
)
def test_parameters_are_those_of_postgresql(rds: Any, name: str, value: str, method: str, text: str) -> None:
    """A misspelt one is refused, as a value that it can't have, and one that needs a restart can't change at once."""
    rds.create_db_parameter_group(DBParameterGroupName="own", DBParameterGroupFamily="postgres14", Description="own")
    given: Any = [{"ParameterName": name, "ParameterValue": value, "ApplyMethod": method}]

    with pytest.raises(ClientError, match=text) if text else nullcontext():
        rds.modify_db_parameter_group(DBParameterGroupName="own", Parameters=given)


def test_groups_of_parameters_have_a_family(rds: Any) -> None:
    """RDS knows it, it is that of the instance's version, and a group in use stays."""
    kind: Any = {"Description": "own"}
    with pytest.raises(ClientError, match="ParameterGroupFamily postgres99 is not a valid parameter group family"):
        rds.create_db_parameter_group(DBParameterGroupName="own", DBParameterGroupFamily="postgres99", **kind)
    for family in ("postgres14", "postgres16"):
        rds.create_db_parameter_group(DBParameterGroupName=family, DBParameterGroupFamily=family, **kind)
    make(rds, EngineVersion="16.3", DBParameterGroupName="postgres16")

    with pytest.raises(ClientError, match="Use a parameter group with DBParameterGroupFamily postgres16"):
        rds.modify_db_instance(DBInstanceIdentifier="main", DBParameterGroupName="postgres14")
    with pytest.raises(ClientError, match="still members of this parameter group postgres16"):
        rds.delete_db_parameter_group(DBParameterGroupName="postgres16")
    rds.delete_db_parameter_group(DBParameterGroupName="postgres14")
    with pytest.raises(ClientError, match="DBClusterParameterGroup not found: nowhere"):
        rds.create_db_cluster(DBClusterIdentifier="main", DBClusterParameterGroupName="nowhere", **CLUSTER)
    with pytest.raises(ClientError, match="FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot"):
        rds.delete_db_instance(DBInstanceIdentifier="main")


def test_a_group_fits_a_version_that_was_left_to_rds(rds: Any) -> None:
    """RDS's default version is not ours: a group of any family is taken, for a cluster's member and a change, too."""
    kind: Any = {"Description": "own"}
    for family in ("postgres17", "aurora-postgresql17"):
        rds.create_db_parameter_group(DBParameterGroupName=family, DBParameterGroupFamily=family, **kind)
    rds.create_db_cluster(DBClusterIdentifier="main", **CLUSTER)
    member: Any = {"Engine": CLUSTER["Engine"], "DBInstanceClass": "db.t3.medium", "DBClusterIdentifier": "main"}

    rds.create_db_instance(DBInstanceIdentifier="member", DBParameterGroupName="aurora-postgresql17", **member)
    make(rds, "alone")
    rds.modify_db_instance(DBInstanceIdentifier="alone", DBParameterGroupName="postgres17")


def test_versions_of_the_engine_are_told(rds: Any) -> None:
    """A major version stands for all of its minor ones; classes of instances are told, too."""
    found = rds.describe_db_engine_versions(Engine="postgres", EngineVersion="16")["DBEngineVersions"]
    options = rds.describe_orderable_db_instance_options(Engine="postgres", EngineVersion="16.4")

    assert {version["DBParameterGroupFamily"] for version in found} == {"postgres16"}
    assert "16.4" in [version["EngineVersion"] for version in found]
    assert "db.t3.micro" in {option["DBInstanceClass"] for option in options["OrderableDBInstanceOptions"]}


def test_without_a_database_an_instance_is_modelled_only(localstack_server: AwsEndpoint) -> None:
    """It is told with an address of AWS's, at which nobody answers."""
    client: Any = EndpointSession(new_account(localstack_server)).client("rds")

    assert make(client)["Endpoint"]["Address"].endswith(".rds.amazonaws.com")


def test_a_program_with_another_engine_is_told_that_nothing_serves_it(
    localstack_server: AwsEndpoint, caplog: pytest.LogCaptureFixture
) -> None:
    """The deployment goes on, and the log names the resource and its engine."""
    provider = AwsProvider(endpoint_url=localstack_server.endpoint_url, region="us-east-1")
    urn = "urn:pulumi:dev::project::aws:rds/instance:Instance::main"
    with caplog.at_level("INFO", logger="stackrig"):
        provider.check(urn, None, {"engine": "mysql", "instanceClass": "db.t3.micro"})
        provider.check(urn, None, {"engine": "postgres", "instanceClass": "db.t3.micro"})
    provider.close()

    told = (
        "is modelled only: stackrig has no database server for the engine mysql, it runs postgres and aurora-postgresql"
    )
    assert [record.getMessage() for record in caplog.records] == [f"{urn} {told}"]


def test_an_instance_proves_who_it_is(rds: Any, localstack_server: AwsEndpoint, tmp_path: Path) -> None:
    """Its certificate names its address, on RDS's own port, and is signed by the CA that LocalStack tells alone."""
    (bundle := tmp_path / "ca.pem").write_bytes(authority(localstack_server))
    instance = make(rds)

    if sys.platform == "linux":  # which has all of 127/8
        assert instance["Endpoint"]["Address"].startswith("127.77.")
        assert instance["Endpoint"]["Port"] == 5432
    for mode in ("verify-ca", "verify-full"):
        tls = {"sslmode": mode, "sslrootcert": str(bundle)}
        assert ask(instance, "SELECT title FROM album", **tls) == [("Jazz",)]
    with pytest.raises(psycopg2.OperationalError, match="certificate verify failed"):
        ask(instance, "SELECT", sslmode="verify-ca", sslrootcert=certifi.where())


def authority(localstack_server: AwsEndpoint) -> bytes:
    return requests.get(f"{localstack_server.endpoint_url}/_stackrig/rds-ca.pem", timeout=60).content


def test_functions_trust_the_instance_by_awss_bundle(rds: Any, deploy: Deploy, localstack_server: AwsEndpoint) -> None:
    """A bundle in the function's code is AWS's, with the CA of this LocalStack added."""
    make(rds)
    source = """
    def handler(event, context):
        return [open(f"/var/task/{name}").read() for name in ("certs/global-bundle.pem", "other.pem")]
    """
    files = {"certs/global-bundle.pem": "of AWS", "other.pem": "of others"}
    function = deploy(source, files=files)

    assert function().payload == [f"of AWS\n{authority(localstack_server).decode()}", "of others"]


def test_objects_of_other_owners_are_the_master_users_too(rds: Any, seeded: PostgresServer) -> None:
    """A dump makes the role that owns its tables, which often has the master user's name."""
    query(seeded.dsn, "CREATE ROLE shop", "ALTER TABLE album OWNER TO shop")
    try:
        instance = make(rds)
        assert ask(instance, "ALTER TABLE album ADD year int", "SELECT title FROM album") == [("Jazz",)]
    finally:
        query(seeded.dsn, "ALTER TABLE album OWNER TO CURRENT_USER", "DROP ROLE shop")


def test_roles_of_a_localstack_that_has_ended_are_dropped(rds: Any, seeded: PostgresServer) -> None:
    """A killed LocalStack can't drop them; the roles of others, and those of LocalStacks that run, stay."""
    before, comment = roles(seeded), "stackrig: made for RDS by 0123456789ab for 123456789012/old"
    query(seeded.dsn, "CREATE ROLE stranger", "CREATE ROLE left_over", f"COMMENT ON ROLE left_over IS '{comment}'")
    query(seeded.dsn, "CREATE DATABASE left_database OWNER left_over")
    query(seeded.dsn, "CREATE TABLE left_table ()", "ALTER TABLE left_table OWNER TO left_over")

    make(rds)
    make(rds, "second", MasterUsername="second")

    assert roles(seeded) == before | {"stranger", "shop", "second"}
    assert "left_database" not in databases(seeded)
    assert query(seeded.dsn, "SELECT to_regclass('left_table') IS NOT NULL") == [(True,)]
    query(seeded.dsn, "DROP ROLE stranger")


def test_no_password_is_in_the_logs(rds: Any, seeded: PostgresServer, localstack_server: AwsEndpoint) -> None:
    """Neither LocalStack's nor PostgreSQL's log has the rig's password or that of a master user."""
    make(rds)
    rds.modify_db_instance(DBInstanceIdentifier="main", MasterUserPassword="a-new-one", ApplyImmediately=True)

    logs = [server.process.log_file.read_text() for server in (seeded, localstack_server) if server.process]
    assert len(logs) == 2
    assert not [word for word in (seeded.password, PASSWORD, "a-new-one") for log in logs if word in log]


def test_a_replica_reads_its_sources_database(rds: Any, account: AwsAccount) -> None:
    """Nothing can be written there, and deleting it leaves the source and its secret as they are."""
    source = make(rds, ManageMasterUserPassword=True)
    secrets: Any = EndpointSession(account).client("secretsmanager")
    secret = {"SecretId": source["MasterUserSecret"]["SecretArn"]}
    login = {"password": json.loads(secrets.get_secret_value(**secret)["SecretString"])["password"]}
    rds.create_db_instance_read_replica(DBInstanceIdentifier="copy", SourceDBInstanceIdentifier="main")
    (replica,) = rds.describe_db_instances(DBInstanceIdentifier="copy")["DBInstances"]

    assert ask(replica, "SELECT title FROM album", **login) == [("Jazz",)]
    with pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
        ask(replica, "INSERT INTO album VALUES ('Soul')", **login)
    rds.delete_db_instance(DBInstanceIdentifier="copy", SkipFinalSnapshot=True)
    assert secrets.get_secret_value(**secret)
    assert ask(source, "INSERT INTO album VALUES ('Blues')", "SELECT count(*) FROM album", **login) == [(2,)]


# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RestoreFromSnapshot.html
def test_a_snapshot_is_restored(rds: Any, seeded: PostgresServer) -> None:
    """A new instance has the rows of that time as its own; deleting the snapshot, or the source, leaves it alone."""
    before = roles(seeded), databases(seeded)
    source = make(rds)
    ask(source, "CREATE TABLE mine AS SELECT 1 AS n", "INSERT INTO album VALUES ('Blues')")
    with log_in(source) as connection:  # is idle, and does not stand in the way
        run(connection, "SELECT")
        rds.create_db_snapshot(DBSnapshotIdentifier="kept", DBInstanceIdentifier="main")
    ask(source, "DELETE FROM album", "DROP TABLE mine")
    rds.copy_db_snapshot(SourceDBSnapshotIdentifier="kept", TargetDBSnapshotIdentifier="again")
    rds.delete_db_snapshot(DBSnapshotIdentifier="kept")

    restored = restore(rds, "new", "again")
    rds.delete_db_snapshot(DBSnapshotIdentifier="again")

    titles = "SELECT title FROM album ORDER BY 1"
    assert ask(restored, "ALTER TABLE mine ADD more int", "DROP TABLE mine", titles) == [("Blues",), ("Jazz",)]
    assert ask(source, titles) == query(seeded.dsn, titles) == []
    rds.delete_db_instance(DBInstanceIdentifier="main", SkipFinalSnapshot=True)
    assert ask(restored, "INSERT INTO album VALUES ('Soul')", "SELECT count(*) FROM album") == [(3,)]
    rds.delete_db_instance(DBInstanceIdentifier="new", SkipFinalSnapshot=True)
    assert (roles(seeded), databases(seeded)) == before


@pytest.mark.gate
def test_a_restored_instance_is_not_reset(rds: Any, seeded: PostgresServer) -> None:
    """It keeps its rows and sessions where the seeds come back, which later snapshots of the source have."""
    source = make(rds)
    ask(source, "INSERT INTO album VALUES ('Blues')")
    rds.create_db_snapshot(DBSnapshotIdentifier="before", DBInstanceIdentifier="main")
    restored, titles = restore(rds, "new", "before"), "SELECT title FROM album ORDER BY 1"

    with log_in(restored) as connection:
        reset_database(seeded, seeds=[add_album])
        kept = run(connection, titles)
    rds.create_db_snapshot(DBSnapshotIdentifier="after", DBInstanceIdentifier="main")

    assert kept == ask(restored, titles) == [("Blues",), ("Jazz",)]
    assert ask(source, titles) == ask(restore(rds, "newer", "after"), titles) == [("Fresh",)]


def restore(rds: Any, name: str, snapshot: str) -> dict[str, Any]:
    rds.restore_db_instance_from_db_snapshot(DBInstanceIdentifier=name, DBSnapshotIdentifier=snapshot)
    (found,) = rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"]
    return dict(found)


@pytest.mark.gate
def test_a_final_snapshot_outlives_its_instance(rds: Any, seeded: PostgresServer) -> None:
    """An instance restored from it is never filled by the seeds, and a new instance beside it is."""
    instance = make(rds, DBName="other")
    make(rds, "second")
    ask(instance, "CREATE TABLE mine AS SELECT 1 AS n")
    rds.modify_db_instance(DBInstanceIdentifier="main", MasterUserPassword="a-new-one", ApplyImmediately=True)
    rds.delete_db_instance(DBInstanceIdentifier="main", FinalDBSnapshotIdentifier="final")
    rds.delete_db_instance(DBInstanceIdentifier="second", SkipFinalSnapshot=True)

    (kept,) = rds.describe_db_snapshots(DBSnapshotIdentifier="final")["DBSnapshots"]
    restored = restore(rds, "main", "final")
    beside = make(rds, "third")

    assert (kept["Status"], kept["MasterUsername"], restored["DBName"]) == ("available", "shop", "other")
    assert ask(restored, "SELECT n, to_regclass('album') FROM mine", password="a-new-one") == [(1, None)]
    assert ask(beside, "SELECT title FROM album") == [("Jazz",)]
    rds.delete_db_snapshot(DBSnapshotIdentifier="final")
    assert not [name for name in databases(seeded) if name.startswith("snapshot_")]


@pytest.mark.gate
def test_a_snapshot_waits_for_transactions(rds: Any) -> None:
    """It has what they commit; of one that does not end the error tells, and no snapshot is left."""
    instance = make(rds)
    with ThreadPoolExecutor() as threads, log_in(instance, application_name="long") as connection:
        connection.cursor().execute("INSERT INTO album VALUES ('Blues')")
        taking = threads.submit(rds.create_db_snapshot, DBSnapshotIdentifier="kept", DBInstanceIdentifier="main")
        with pytest.raises(TimeoutError):
            taking.result(timeout=0.3)
        connection.commit()
        taking.result()
        connection.close()
    assert ask(restore(rds, "new", "kept"), "SELECT count(*) FROM album") == [(2,)]
    rds.delete_db_snapshot(DBSnapshotIdentifier="kept")


def test_a_program_restores_a_snapshot(rds: Any, account: AwsAccount) -> None:
    """`snapshot_identifier` makes an instance from a final one, with the password that the program gives."""
    ask(make(rds, DBName="other"), "CREATE TABLE mine AS SELECT 1 AS n")
    rds.delete_db_instance(DBInstanceIdentifier="main", FinalDBSnapshotIdentifier="kept")

    given = {"snapshotIdentifier": "kept", "instanceClass": "db.t3.micro", "password": "a-new-one"}
    made = declare(account, "aws:rds/instance:Instance", given)

    where = {"Address": made["address"], "Port": made["port"]}
    there = {"MasterUsername": made["username"], "DBName": made["dbName"], "Endpoint": where}
    assert ask(there, "SELECT n FROM mine", password="a-new-one") == [(1,)]


# https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html
@pytest.mark.gate
def test_a_program_restores_a_clusters_snapshot(rds: Any, account: AwsAccount) -> None:
    """`snapshot_identifier` of a cluster does as that of an instance."""
    rds.create_db_cluster(DBClusterIdentifier="aurora", DatabaseName="shop", **CLUSTER)
    rds.create_db_cluster_snapshot(DBClusterSnapshotIdentifier="kept", DBClusterIdentifier="aurora")

    given = {"snapshotIdentifier": "kept", "engine": "aurora-postgresql", "masterPassword": "a-new-one"}
    made = declare(account, "aws:rds/cluster:Cluster", given)

    where = {"Address": made["endpoint"], "Port": made["port"]}
    there = {"MasterUsername": made["masterUsername"], "DBName": made["databaseName"], "Endpoint": where}
    assert ask(there, "SELECT title FROM album", password="a-new-one") == [("Jazz",)]
    rds.delete_db_cluster_snapshot(DBClusterSnapshotIdentifier="kept")


def declare(account: AwsAccount, token: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """Create a resource as a program that declares it does; return its outputs."""
    keys = Keys(account.access_key, account.secret_key)
    provider = AwsProvider(endpoint_url=account.endpoint_url, region=account.region, keys=keys, disposable=True)
    urn = f"urn:pulumi:dev::project::{token}::restored"
    made = provider.create(urn, provider.check(urn, None, inputs))
    provider.close()
    return dict(made.outputs)


@pytest.mark.gate  # it takes the 10 s that a snapshot waits
def test_a_snapshot_is_refused_while_a_transaction_runs(rds: Any, seeded: PostgresServer) -> None:
    """The error names the session, which goes on, and nothing is left of the snapshot."""
    instance = make(rds)
    told = r"InvalidDBInstanceState.*long \(pid \d+, user shop, idle in transaction"
    with log_in(instance, application_name="long") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        with pytest.raises(ClientError, match=told):
            rds.create_db_snapshot(DBSnapshotIdentifier="kept", DBInstanceIdentifier="main")
        cursor.execute("SELECT 1")
    assert rds.describe_db_snapshots(SnapshotType="manual")["DBSnapshots"] == []
    assert not [name for name in databases(seeded) if name.startswith("snapshot_")]


@pytest.mark.gate
def test_a_replicas_snapshot_makes_no_replica(rds: Any, seeded: PostgresServer) -> None:
    """An instance restored from it can be written to, and goes with its database when it is deleted."""
    before = roles(seeded), databases(seeded)
    make(rds)
    rds.create_db_instance_read_replica(DBInstanceIdentifier="copy", SourceDBInstanceIdentifier="main")
    arn = rds.create_db_snapshot(DBSnapshotIdentifier="kept", DBInstanceIdentifier="copy")["DBSnapshot"][
        "DBSnapshotArn"
    ]

    restored = restore(rds, "new", arn)

    assert "ReadReplicaSourceDBInstanceIdentifier" not in restored
    assert ask(restored, "INSERT INTO album VALUES ('Blues')", "SELECT count(*) FROM album") == [(2,)]
    rds.delete_db_snapshot(DBSnapshotIdentifier="kept")
    for name in ("new", "copy", "main"):
        rds.delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)
    assert (roles(seeded), databases(seeded)) == before


@pytest.mark.gate
def test_a_snapshot_ends_no_strangers_session(rds: Any, account: AwsAccount, seeded: PostgresServer) -> None:
    """On a server that others use too, the error names who is connected to the database."""
    tell_database(Settings(root=Path.cwd(), database="shop"), account, replace(seeded, process=None))
    make(rds)
    told = rf"InvalidDBInstanceState.*\(pid \d+, user {seeded.username}, idle\)"
    with closing(psycopg2.connect(seeded.dsn)) as connection:
        with pytest.raises(ClientError, match=told):
            rds.create_db_snapshot(DBSnapshotIdentifier="kept", DBInstanceIdentifier="main")
        assert run(connection, "SELECT 1") == [(1,)]
    rds.create_db_snapshot(DBSnapshotIdentifier="kept", DBInstanceIdentifier="main")
    assert ask(restore(rds, "new", "kept"), "SELECT title FROM album") == [("Jazz",)]


# https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-restore-snapshot.html
@pytest.mark.gate
def test_a_clusters_snapshot_is_restored(rds: Any) -> None:
    """The new cluster's writer and reader have the rows; its managed password is a new one."""
    given = {name: value for name, value in CLUSTER.items() if name != "MasterUserPassword"}
    managed: Any = {"DatabaseName": "shop", "ManageMasterUserPassword": True}
    rds.create_db_cluster(DBClusterIdentifier="aurora", **given, **managed)
    names = {"DBClusterSnapshotIdentifier": "kept", "DBClusterIdentifier": "aurora"}
    arn = rds.create_db_cluster_snapshot(**names)["DBClusterSnapshot"]["DBClusterSnapshotArn"]

    def restore_cluster(name: str) -> dict[str, Any]:
        more = {"SnapshotIdentifier": arn, "Engine": "aurora-postgresql"}
        rds.restore_db_cluster_from_snapshot(DBClusterIdentifier=name, **more)
        (found,) = rds.describe_db_clusters(DBClusterIdentifier=name)["DBClusters"]
        return dict(found)

    cluster = restore_cluster("new")
    rds.modify_db_cluster(
        DBClusterIdentifier="new", ManageMasterUserPassword=False, MasterUserPassword=PASSWORD, ApplyImmediately=True
    )
    for place in ("Endpoint", "ReaderEndpoint"):
        endpoint = {"Address": cluster[place], "Port": cluster["Port"]}
        there = {"MasterUsername": "shop", "DBName": "shop", "Endpoint": endpoint}
        assert ask(there, "SELECT title FROM album") == [("Jazz",)]
    with pytest.raises(ClientError, match="DBClusterAlreadyExistsFault"):
        restore_cluster("new")
    rds.delete_db_cluster_snapshot(DBClusterSnapshotIdentifier="kept")


def test_a_database_of_another_time_is_not_made(rds: Any) -> None:
    """It would be another one than its description says."""
    make(rds)
    names = {"SourceDBInstanceIdentifier": "main", "TargetDBInstanceIdentifier": "new"}

    with pytest.raises(ClientError, match="restores rows of snapshots only, not of replicas or a point in time"):
        rds.restore_db_instance_to_point_in_time(**names, UseLatestRestorableTime=True)


def test_a_proxy_leads_to_its_target(rds: Any, account: AwsAccount) -> None:
    """Until a target is registered it says that it has none; it insists on TLS if it was made so."""
    session = EndpointSession(account)
    ec2: Any = session.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.7.1.0/24")["Subnet"]["SubnetId"]
    given: Any = {"EngineFamily": "POSTGRESQL", "VpcSubnetIds": [subnet], "RequireTLS": True}
    auth: Any = [
        {"AuthScheme": "SECRETS", "SecretArn": "arn:aws:secretsmanager:us-east-1:000000000000:secret:shop-abc"}
    ]
    role = "arn:aws:iam::000000000000:role/proxy"
    proxy = rds.create_db_proxy(DBProxyName="front", Auth=auth, RoleArn=role, **given)["DBProxy"]
    instance = make(rds)
    by_proxy = {**instance, "Endpoint": {"Address": proxy["Endpoint"], "Port": instance["Endpoint"]["Port"]}}

    with pytest.raises(psycopg2.OperationalError, match="front has no target: register an instance"):
        ask(by_proxy, "SELECT", sslmode="require")
    rds.register_db_proxy_targets(DBProxyName="front", DBInstanceIdentifiers=["main"])
    assert ask(by_proxy, "SELECT title FROM album", sslmode="require") == [("Jazz",)]
    with pytest.raises(psycopg2.OperationalError, match="requires TLS connections"):
        ask(by_proxy, "SELECT", sslmode="disable")
    rds.delete_db_proxy(DBProxyName="front")
    with pytest.raises(psycopg2.OperationalError, match="refused"):
        ask(by_proxy, "SELECT", sslmode="require")


def test_a_runs_fixtures_tell_of_the_database(
    seeded: PostgresServer, localstack_server: AwsEndpoint, tmp_path: Path
) -> None:
    """With `postgres` and `localstack` a test's instance is in the run's database, also in an account of its own."""
    with live_rig(Settings(root=tmp_path, database="shop")) as rig:
        for name, part in {"db": Rig(postgres=seeded), "localstack": Rig(localstack=localstack_server)}.items():
            rig.started[name] = Future()
            rig.started[name].set_result(part)
        endpoint, database = rig.localstack(), rig.postgres()
        account = new_account(localstack_server)
        rig.tell_database(account)
        places: list[AwsEndpoint | AwsAccount] = [endpoint, account]
        for number, place in enumerate(places):
            client: Any = EndpointSession(place).client("rds")
            ask(make(client), f"CREATE TABLE mine_{number} ()")
            assert query(database.dsn, f"SELECT to_regclass('mine_{number}') IS NOT NULL") == [(True,)]
            client.delete_db_instance(DBInstanceIdentifier="main", SkipFinalSnapshot=True)


# --- a program --------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws")
@pytest.mark.parametrize(
    "engine",
    ["inprocess", pytest.param("cli", marks=[pytest.mark.pulumi_cli, pytest.mark.gate])],
)
def test_a_programs_whole_life(engine: str, account: AwsAccount, seeded: PostgresServer, tmp_path: Path) -> None:
    """Its function in a VPC reads the seeds and writes rows that tests see; when it is destroyed, nothing is left."""
    before = roles(seeded), databases(seeded)
    settings = Settings(root=tmp_path, project="rds-api", stack="test", deploy_engine=engine, database="shop")

    live_through_rds_api(settings, account, seeded, tmp_path / "libraries")

    assert (roles(seeded), databases(seeded)) == before


# --- the Data API -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DataApi:
    """A client of the Data API, with the cluster and the secret that its calls name."""

    client: Any
    place: dict[str, str]

    def execute(self, sql: str, **more: Any) -> dict[str, Any]:
        """Execute a statement with parameters by name: a value, or a value and its type hint."""
        parameters = [parameter(name, value) for name, value in more.pop("values", {}).items()]
        return dict(self.client.execute_statement(**self.place, sql=sql, parameters=parameters, **more))

    def rows(self, sql: str, **more: Any) -> list[Any]:
        """Return the rows of a statement."""
        return list(json.loads(self.execute(sql, formatRecordsAs="JSON", **more)["formattedRecords"]))


def parameter(name: str, value: Any) -> dict[str, Any]:
    value, hint = value if isinstance(value, tuple) else (value, "")
    kinds = {bool: "booleanValue", int: "longValue", float: "doubleValue", str: "stringValue", bytes: "blobValue"}
    told = {"isNull": True} if value is None else {kinds[type(value)]: value}
    return {"name": name, "value": told, **({"typeHint": hint} if hint else {})}


@pytest.fixture
def data(rds: Any, account: AwsAccount) -> DataApi:
    """Return the Data API of a serverless cluster with a managed secret."""
    given = {name: value for name, value in CLUSTER.items() if name != "MasterUserPassword"}
    more: Any = {"DatabaseName": "shop", "ManageMasterUserPassword": True, "EnableHttpEndpoint": True}
    scaling: Any = {"MinCapacity": 0.5, "MaxCapacity": 1}
    rds.create_db_cluster(DBClusterIdentifier="aurora", ServerlessV2ScalingConfiguration=scaling, **given, **more)
    member = {"DBInstanceClass": "db.serverless", "Engine": "aurora-postgresql"}
    rds.create_db_instance(DBInstanceIdentifier="first", DBClusterIdentifier="aurora", **member)
    (cluster,) = rds.describe_db_clusters(DBClusterIdentifier="aurora")["DBClusters"]
    place = {"resourceArn": cluster["DBClusterArn"], "secretArn": cluster["MasterUserSecret"]["SecretArn"]}
    return DataApi(EndpointSession(account).client("rds-data"), place)


def test_the_data_api_has_values_of_every_type(data: DataApi) -> None:
    """Parameters and fields have the types that the API names; JSON has the same rows."""
    values = {
        "n": 5,
        "x": 2.5,
        "yes": True,
        "text": "Ünï",
        "bytes": b"\x00\xff",
        "none": None,
        "day": ("2026-11-27", "DATE"),
        "price": ("12.50", "DECIMAL"),
        "id": ("6ecd8c99-4036-403d-bf84-cf8400f67836", "UUID"),
        "doc": ('{"a": 1}', "JSON"),
    }
    sql = "SELECT " + ", ".join(f":{name} AS {name}" for name in values)
    more = ", ARRAY[1, 2] AS many, timestamptz '2026-11-27 12:00:00+02' AS at, 'a:b'::text AS plain"

    (fields,) = data.execute(sql + more, values=values)["records"]

    assert fields == [
        {"longValue": 5},
        {"doubleValue": 2.5},
        {"booleanValue": True},
        {"stringValue": "Ünï"},
        {"blobValue": b"\x00\xff"},
        {"isNull": True},
        {"stringValue": "2026-11-27"},
        {"stringValue": "12.50"},
        {"stringValue": values["id"][0]},  # type: ignore[index]
        {"stringValue": '{"a": 1}'},
        {"arrayValue": {"longValues": [1, 2]}},
        {"stringValue": "2026-11-27 10:00:00"},
        {"stringValue": "a:b"},
    ]
    options = {"decimalReturnType": "DOUBLE_OR_LONG", "longReturnType": "STRING"}
    assert data.rows("SELECT 12.5 AS price, 7 AS n, true AS yes, NULL AS none", resultSetOptions=options) == [
        {"price": 12.5, "n": "7", "yes": True, "none": None}
    ]


def test_the_data_api_counts_and_describes(data: DataApi) -> None:
    """Statements without a result tell how many rows they changed, others describe their columns when asked."""
    data.execute("CREATE TABLE track (id serial PRIMARY KEY, name varchar(40) NOT NULL, price numeric(8, 2))")
    added = data.execute(
        "INSERT INTO track (name, price) VALUES (:a, 1), (:b, :p)", values={"a": "x", "b": "y", "p": 2}
    )
    found = data.execute("SELECT id, name, price, price * 2 AS twice FROM track", includeResultMetadata=True)

    assert (added["numberOfRecordsUpdated"], added["generatedFields"]) == (2, [])
    columns = found["columnMetadata"]
    assert [column["typeName"] for column in columns] == ["serial", "varchar", "numeric", "numeric"]
    assert [column["type"] for column in columns] == [4, 12, 2, 2]
    assert [column["nullable"] for column in columns] == [0, 0, 1, 2]
    assert [(column["precision"], column["scale"]) for column in columns] == [(10, 0), (40, 0), (8, 2), (0, 0)]
    assert [(column["tableName"], column["label"]) for column in columns][2:] == [("track", "price"), ("", "twice")]
    assert [column["isAutoIncrement"] for column in columns] == [True, False, False, False]


def test_the_data_api_has_transactions(data: DataApi, seeded: PostgresServer) -> None:
    """Others see what is committed, and nothing of what is rolled back; an id that is not known is refused."""
    titles = "SELECT title FROM album ORDER BY 1"
    for end, expected in (("rollback", [("Jazz",)]), ("commit", [("Blues",), ("Jazz",)])):
        name = data.client.begin_transaction(**data.place)["transactionId"]
        data.execute("INSERT INTO album VALUES ('Blues')", transactionId=name)
        assert len(data.rows(titles, transactionId=name)) == 2
        assert query(seeded.dsn, titles) == [("Jazz",)]
        place = {"resourceArn": data.place["resourceArn"], "secretArn": data.place["secretArn"]}
        told = getattr(data.client, f"{end}_transaction")(**place, transactionId=name)["transactionStatus"]
        assert told == {"rollback": "Rollback Complete", "commit": "Transaction Committed"}[end]
        assert query(seeded.dsn, titles) == expected
    with pytest.raises(data.client.exceptions.TransactionNotFoundException):
        data.execute("SELECT 1", transactionId=name)


def test_the_data_api_runs_batches(data: DataApi, seeded: PostgresServer) -> None:
    """A set that fails takes back those before it."""
    sets = [[parameter("title", "Soul")], [parameter("title", "Funk")]]
    sql = "INSERT INTO album VALUES (:title)"

    done = data.client.batch_execute_statement(**data.place, sql=sql, parameterSets=sets)

    assert len(done["updateResults"]) == 2
    bad = [[parameter("title", "Folk")], [parameter("other", "x")]]
    with pytest.raises(data.client.exceptions.BadRequestException, match="Cannot find parameter: title"):
        data.client.batch_execute_statement(**data.place, sql=sql, parameterSets=bad)
    assert query(seeded.dsn, "SELECT count(*) FROM album") == [(3,)]


def test_the_data_api_words_errors_as_aws_does(data: DataApi, rds: Any, account: AwsAccount) -> None:
    """Each has the code that AWS gives it; the connection is used again after an error."""
    errors = data.client.exceptions
    with pytest.raises(
        errors.DatabaseErrorException, match=r'relation "none" does not exist; Position: 15; SQLState: 42P01'
    ):
        data.execute("SELECT * FROM none")
    with pytest.raises(errors.DatabaseErrorException, match="cannot insert multiple commands"):
        data.execute("SELECT 1; SELECT 2")
    with pytest.raises(errors.SecretsErrorException):
        data.client.execute_statement(**{**data.place, "secretArn": "no-such-secret"}, sql="SELECT 1")
    secrets: Any = EndpointSession(account).client("secretsmanager")
    wrong = secrets.create_secret(Name="wrong", SecretString='{"username": "shop", "password": "wrong"}')["ARN"]
    with pytest.raises(errors.DatabaseErrorException, match="password authentication failed"):
        data.client.execute_statement(**{**data.place, "secretArn": wrong}, sql="SELECT 1")
    assert data.rows("SELECT title FROM album") == [{"title": "Jazz"}]
    rds.modify_db_cluster(DBClusterIdentifier="aurora", EnableHttpEndpoint=False, ApplyImmediately=True)
    with pytest.raises(errors.HttpEndpointNotEnabledException):
        data.execute("SELECT 1")
    rds.enable_http_endpoint(ResourceArn=data.place["resourceArn"])
    assert data.rows("SELECT 1 AS one") == [{"one": 1}]
