"""IAM authentication of RDS: users with the role rds_iam log in by tokens, and by nothing else.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
"""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import boto3
import psycopg2
import pytest

from stackrig.database.administration import administration, create_database, drop_if_exists
from stackrig.database.connections import with_database
from stackrig.database.server import PostgresServer
from stackrig.emulator.clients import isolated_session
from stackrig.emulator.iam_findings import read_callers
from stackrig.emulator.rds import tell_database
from stackrig.emulator.server import AwsEndpoint, running_localstack
from stackrig.emulator.sessions import AwsAccount, EndpointSession, new_account
from stackrig.processes import Session
from stackrig.settings import Settings
from tests.iam_roles import document
from tests.lambda_functions import archive
from tests.rds_programs import write_driver

PASSWORD = "correct-horse"  # of a database that ends with the test
REGION = "us-east-1"
CONNECT = {"Effect": "Allow", "Action": "rds-db:connect", "Resource": f"arn:aws:rds-db:{REGION}:*:dbuser:*/ann"}


@dataclass(frozen=True)
class Shop:
    """Hold an instance with IAM authentication, whose users ann and bob may log in by tokens."""

    account: AwsAccount
    address: str
    port: int
    resource_id: str

    def client(self, service: str) -> Any:
        """Return a client of the account."""
        return EndpointSession(self.account).client(service)

    def token(self, keys: dict[str, str], user: str = "ann", **more: Any) -> str:
        """Return a token, signed with somebody's keys."""
        session = boto3.Session(
            aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=keys.get("SessionToken"),
            botocore_session=isolated_session(),
        )
        given = {"DBHostname": self.address, "Port": self.port, "DBUsername": user, "Region": REGION, **more}
        return str(session.client("rds", region_name=REGION).generate_db_auth_token(**given))

    def who(self, token: str, user: str = "ann", **more: Any) -> str:
        """Log in and return as whom."""
        with self._log_in(user=user, password=token, **more) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            return str((cursor.fetchone() or [""])[0])

    def run(self, statement: str) -> None:
        """Run a statement as the master user."""
        login = self._log_in(user="shop", password=PASSWORD)
        with login as connection, connection, connection.cursor() as cursor:
            cursor.execute(statement)

    def _log_in(self, **more: Any) -> Any:
        given = {"host": self.address, "port": self.port, "dbname": "shop", "sslmode": "require"}
        return closing(psycopg2.connect(**{**given, **more}))


@pytest.fixture(scope="module")
def database(postgres_server: PostgresServer) -> Iterator[PostgresServer]:
    """Yield the handle of a database of this file's own."""
    with administration(postgres_server, "the database could not be made") as admin:
        create_database(admin, "rds_tokens")
        yield replace(postgres_server, database="rds_tokens", dsn=with_database(postgres_server.dsn, "rds_tokens"))
        drop_if_exists(admin, "rds_tokens")
        for name in ("ann", "bob", "cid", "eve"):
            admin.execute(f"DROP ROLE IF EXISTS {name}")


@contextmanager
def new_shop(localstack: AwsEndpoint, database: PostgresServer) -> Iterator[Shop]:
    """Yield an instance with IAM authentication."""
    account = new_account(localstack)
    tell_database(Settings(root=Path.cwd(), database="shop"), account, database)
    rds: Any = EndpointSession(account).client("rds")
    given: Any = {"Engine": "postgres", "DBInstanceClass": "db.t3.micro", "AllocatedStorage": 20, "DBName": "shop"}
    master: Any = {"MasterUsername": "shop", "MasterUserPassword": PASSWORD}
    rds.create_db_instance(DBInstanceIdentifier="main", EnableIAMDatabaseAuthentication=True, **given, **master)
    (made,) = rds.describe_db_instances(DBInstanceIdentifier="main")["DBInstances"]
    yield Shop(account, made["Endpoint"]["Address"], made["Endpoint"]["Port"], made["DbiResourceId"])
    rds.delete_db_instance(DBInstanceIdentifier="main", SkipFinalSnapshot=True)


@pytest.fixture(scope="module")
def shop(strict: AwsEndpoint, database: PostgresServer) -> Iterator[Shop]:
    """Yield an instance of a LocalStack that refuses what IAM refuses, with users that its master user has made."""
    with new_shop(strict, database) as made:
        users = f"CREATE USER ann; CREATE USER bob; CREATE USER cid PASSWORD '{PASSWORD}'; GRANT rds_iam TO ann, bob"
        made.run(users)
        yield made
        made.run("DROP USER ann, bob, cid")


@pytest.fixture(scope="module")
def keys(shop: Shop) -> dict[str, str]:
    """Return the credentials of a role that may connect as ann."""
    return sign_in(shop, CONNECT)


def make_role(shop: Shop, name: str, *statements: dict[str, Any]) -> str:
    """Make a role and return its ARN."""
    iam = shop.client("iam")
    principals = {"AWS": f"arn:aws:iam::{shop.account.account_id}:root", "Service": "lambda.amazonaws.com"}
    trust = document({"Effect": "Allow", "Principal": principals, "Action": "sts:AssumeRole"})
    arn = str(iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"])
    iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document(*statements))
    return arn


def sign_in(shop: Shop, *statements: dict[str, Any]) -> dict[str, str]:
    """Return the credentials of a new role."""
    arn = make_role(shop, "caller", *statements)
    given: dict[str, str] = shop.client("sts").assume_role(RoleArn=arn, RoleSessionName="me")["Credentials"]
    return given


def test_a_token_lets_its_user_in(shop: Shop, keys: dict[str, str]) -> None:
    """As often as it is shown; the master user and others have their passwords as before."""
    token = shop.token(keys)

    assert [shop.who(token), shop.who(token)] == ["ann", "ann"]
    assert shop.who(PASSWORD, "cid") == "cid"
    assert shop.who(PASSWORD, "shop").startswith("shop")


def test_an_account_itself_may_do_everything(shop: Shop) -> None:
    """As for every call of its keys, which have whatever secret somebody has set."""
    own = {"AccessKeyId": shop.account.access_key, "SecretAccessKey": "test"}

    assert shop.who(shop.token(own, "bob"), "bob") == "bob"


@pytest.mark.parametrize(
    ("user", "more", "changed"),
    [
        ("ann", {"DBUsername": "bob"}, ("", "")),
        ("bob", {}, ("", "")),  # whom the role's policy does not name
        ("ann", {"DBHostname": "db.example.com"}, ("", "")),
        ("ann", {"Port": 5433}, ("", "")),
        ("ann", {"Region": "eu-west-1"}, ("", "")),
        ("ann", {}, ("Expires=900", "Expires=901")),
        ("ann", {}, ("Action=connect", "Action=drop")),
        ("ann", {}, ("Signature=", "Signature=0")),
        ("ann", {}, ("Signature=", "Signature=%C3%A9")),
        ("ann", {}, ("Security-Token=", "Security-Token=0")),
        ("ann", {}, ("Credential=", "Credential=ASIAQAAAAAAAAAAAAAAA")),
        ("ann", {}, ("Date=2", "Date=x")),
    ],
)
def test_a_token_for_something_else_opens_nothing(
    shop: Shop, keys: dict[str, str], user: str, more: dict[str, Any], changed: tuple[str, str]
) -> None:
    """It is for one user of one instance, by who may connect, and as it was signed."""
    token = shop.token(keys, **{"user": user, **more}) if "DBUsername" not in more else shop.token(keys, "bob")

    with pytest.raises(psycopg2.OperationalError, match=f'PAM authentication failed for user "{user}"'):
        shop.who(token.replace(*changed, 1), user)


def test_a_password_is_no_token(shop: Shop, keys: dict[str, str]) -> None:
    """Who has the role rds_iam has no password, and others have no token."""
    for password in (PASSWORD, "[no-url"):
        with pytest.raises(psycopg2.OperationalError, match='PAM authentication failed for user "ann"'):
            shop.who(password)
    with pytest.raises(psycopg2.OperationalError, match='password authentication failed for user "cid"'):
        shop.who(shop.token(keys, "cid"), "cid")


def test_a_password_is_back_once_rds_iam_is_revoked(shop: Shop, keys: dict[str, str]) -> None:
    """Also one that was changed while tokens were asked for; a user who had none has none."""
    shop.run(f"CREATE USER dot PASSWORD '{PASSWORD}'; GRANT rds_iam TO dot")
    own = {"AccessKeyId": shop.account.access_key, "SecretAccessKey": "test"}
    for password in (PASSWORD, PASSWORD.upper()):
        shop.run(f"ALTER USER dot PASSWORD '{password}'; GRANT rds_iam TO dot")
        assert shop.who(shop.token(own, "dot"), "dot") == "dot"
        shop.run("REVOKE rds_iam FROM dot")
        assert shop.who(password, "dot") == "dot"
    shop.run("DROP USER dot; REVOKE rds_iam FROM ann")
    with pytest.raises(psycopg2.OperationalError, match='password authentication failed for user "ann"'):
        shop.who(shop.token(keys))
    shop.run("GRANT rds_iam TO ann")


def test_a_token_is_sent_by_tls_only(shop: Shop, keys: dict[str, str]) -> None:
    """Without it there is no way in for who has rds_iam; others need none."""
    with pytest.raises(psycopg2.OperationalError, match=r'no pg_hba\.conf entry for host, user "ann".*no encryption'):
        shop.who(shop.token(keys), sslmode="disable")
    assert shop.who(PASSWORD, "cid", sslmode="disable") == "cid"


def test_an_instance_ends_whoever_has_rds_iam_by_its_user(strict: AwsEndpoint, database: PostgresServer) -> None:
    """Grants of the master user end with it."""
    with new_shop(strict, database) as other:
        other.run("CREATE USER eve; GRANT rds_iam TO eve")
    with administration(database, "the user could not be found") as admin:
        admin.execute("SELECT rolname FROM pg_roles WHERE pg_has_role(oid, 'rds_iam', 'MEMBER') AND rolname = 'eve'")
        assert admin.fetchall() == []


FUNCTION = """
    import os
    import boto3
    from pg8000.native import Connection
    def handle(event, context):
        place = {"host": os.environ["HOST"], "port": int(os.environ["PORT"])}
        client = boto3.client("rds")
        token = client.generate_db_auth_token(DBHostname=place["host"], Port=place["port"], DBUsername="ann")
        with Connection("ann", password=token, database="shop", ssl_context=True, **place) as connection:
            return connection.run("SELECT current_user::text")[0][0]
    """


@pytest.mark.gate
def test_a_function_logs_in_by_its_role(shop: Shop, tmp_path: Path) -> None:
    """A function makes the token with its own credentials."""
    write_driver(tmp_path)
    libraries = {str(file.relative_to(tmp_path)): file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    client, role = shop.client("lambda"), make_role(shop, "function", CONNECT)
    variables = {"Variables": {"HOST": shop.address, "PORT": str(shop.port)}}
    given: Any = {"Runtime": "python3.11", "Handler": "app.handle", "Role": role, "Timeout": 30}
    code = {"ZipFile": archive({"app.py": FUNCTION, **libraries})}
    client.create_function(FunctionName="shop", Code=code, Environment=variables, **given)
    client.get_waiter("function_active_v2").wait(FunctionName="shop", WaiterConfig={"Delay": 1})

    assert json.load(client.invoke(FunctionName="shop")["Payload"]) == "ann"


@pytest.mark.gate
def test_a_proxy_demands_tokens(shop: Shop, keys: dict[str, str]) -> None:
    """It takes tokens for itself, and logs in by the secret of their user.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-connecting.html
    """
    secret = shop.client("secretsmanager").create_secret(
        Name="cid", SecretString=json.dumps({"username": "cid", "password": PASSWORD})
    )
    ec2, rds = shop.client("ec2"), shop.client("rds")
    vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.7.1.0/24")["Subnet"]["SubnetId"]
    given: Any = {"EngineFamily": "POSTGRESQL", "VpcSubnetIds": [subnet], "RoleArn": "arn:aws:iam::1:role/proxy"}
    auth: Any = [{"AuthScheme": "SECRETS", "SecretArn": secret["ARN"], "IAMAuth": "REQUIRED"}]
    place = rds.create_db_proxy(DBProxyName="front", Auth=auth, **given)["DBProxy"]["Endpoint"]
    rds.register_db_proxy_targets(DBProxyName="front", DBInstanceIdentifiers=["main"])
    anybody = {"Effect": "Allow", "Action": "rds-db:connect", "Resource": "*"}
    shop.client("iam").put_role_policy(RoleName="caller", PolicyName="proxy", PolicyDocument=document(anybody))
    front = replace(shop, address=place)

    assert front.who(front.token(keys, "cid"), "cid") == "cid"
    with pytest.raises(psycopg2.OperationalError, match="The IAM authentication failed for the role cid"):
        front.who(shop.token(keys, "cid"), "cid")
    with pytest.raises(psycopg2.OperationalError, match="This RDS proxy has no credentials for the role ann"):
        front.who(front.token(keys), "ann")
    with pytest.raises(psycopg2.OperationalError, match="IAM is allowed only with SSL connections"):
        front.who(PASSWORD, "cid", sslmode="disable")
    shop.client("iam").delete_role_policy(RoleName="caller", PolicyName="proxy")
    rds.delete_db_proxy(DBProxyName="front")


@pytest.mark.gate
def test_tokens_end_by_the_clock(session: Session, database: PostgresServer, shop: Shop) -> None:
    """After 15 minutes of LocalStack's clock; and what IAM would refuse is told where it refuses nothing."""
    assert shop.resource_id  # its users are those of this LocalStack's instance, too
    with (
        running_localstack(Settings(root=Path.cwd(), localstack_image="embedded"), session) as localstack,
        new_shop(localstack, database) as other,
    ):
        token = other.token(sign_in(other, CONNECT), "bob")
        passed = other.who(token, "bob")
        localstack.clock.advance(minutes=16)
        with pytest.raises(psycopg2.OperationalError, match='PAM authentication failed for user "bob"'):
            other.who(token, "bob")
        (caller,) = [one for one in read_callers(localstack) or [] if one.arn.endswith(":role/caller")]

    assert passed == "bob"
    (refused,) = caller.refused
    assert (refused.action, refused.resource) == (
        "rds-db:connect",
        f"arn:aws:rds-db:{REGION}:{other.account.account_id}:dbuser:{other.resource_id}/bob",
    )
