"""The system that many run, as programs in tests/programs: an API, Cognito, a Lambda in a VPC, RDS and a schedule."""

import runpy
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import requests

from stackrig.database.administration import administration, create_database, drop_if_exists
from stackrig.database.connections import with_database
from stackrig.database.server import PostgresServer
from stackrig.deployment.provider.schema import load_schema
from stackrig.deployment.stacks import Deployment, deploy_stack, destroy_stack
from stackrig.emulator.cognito import cognito_user
from stackrig.emulator.rds import tell_database
from stackrig.emulator.server import AwsEndpoint, running_localstack
from stackrig.emulator.sessions import AwsAccount, new_account
from stackrig.loopback import loopback_names
from stackrig.processes import Session
from stackrig.settings import Settings
from stackrig.urls import to_localstack_url

PROGRAMS = Path(__file__).parent / "programs"
HOUR = str((datetime.now(UTC).hour + 12) % 24 or 1)  # of the nightly job: it does not come while the tests run
NIGHT = "album of the night"
# A token without the scope: an HTTP API answers 403, and a REST API 401, as for any token that it does not take.
REFUSALS = {"members_http_api": 403, "members_rest_api": 401}

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws"),
    pytest.mark.skipif(
        load_schema("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration") is None,
        reason="the programs are written for pulumi_aws 7",
    ),
]


@pytest.fixture
def libraries(tmp_path: Path) -> Path:
    """Return a folder with the driver that the functions use, as `pip install --target` leaves it."""
    for name in ("pg8000", "scramp", "asn1crypto"):
        for file in metadata.files(name) or ():
            if ".." not in file.parts and file.suffix != ".pyc":
                (target := tmp_path / "libraries" / file).parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read_binary())
    return tmp_path / "libraries"


@pytest.fixture
def database(postgres_server: PostgresServer) -> Iterator[PostgresServer]:
    """Yield the handle of a database with an album in it, as a rig's seeds make it."""
    with administration(postgres_server, "the database could not be made") as admin:
        create_database(admin, "members")
        made = replace(postgres_server, database="members", dsn=with_database(postgres_server.dsn, "members"))
        with closing(psycopg2.connect(made.dsn)) as connection, connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE album AS SELECT 'Jazz' AS title")
        yield made
        drop_if_exists(admin, "members")


@pytest.fixture(scope="module")
def own_localstack(session: Session) -> Iterator[AwsEndpoint]:
    """Yield a LocalStack whose clock may be moved: the others count on the time of this machine."""
    with running_localstack(Settings(root=Path.cwd(), localstack_image="embedded"), session) as endpoint:
        yield endpoint


def deploy(
    name: str, account: AwsAccount, database: PostgresServer, folder: Path, engine: str = "inprocess"
) -> Deployment:
    """Deploy a program, which the tests change no line of."""
    settings = Settings(root=folder, project=name, stack="test", database="albums", deploy_engine=engine)
    tell_database(settings, account, database)
    config = {"libraries": str(folder / "libraries"), "hour": HOUR}
    program = PROGRAMS / name
    return deploy_stack(
        settings,
        lambda: runpy.run_path(str(program), run_name="__main__"),
        localstack=account,
        postgres=database,
        config=config,
    )


def send(account: AwsAccount, outputs: Mapping[str, Any], method: str, token: str, **options: Any) -> requests.Response:
    """Send a request with a token, without one if it is empty."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with loopback_names():
        url = to_localstack_url(f"{outputs['url']}/albums", account.port)
        return requests.request(method, url, headers=headers, timeout=60, **options)


def use(account: AwsAccount, name: str, outputs: Mapping[str, Any]) -> tuple[list[str], str]:
    """Call the API without a token, without the scope and with it; return the albums, and a token that opens it."""
    blues, place = {"json": {"title": "Blues"}}, (account.session(), outputs["pool"], outputs["client"])
    reader = cognito_user(*place, scopes=["albums/read"])
    writer = cognito_user(*place, username="ann", scopes=["albums/read", "albums/write"])
    assert send(account, outputs, "GET", "").status_code == 401
    assert send(account, outputs, "GET", reader.access_token[:-4] + "AAAA").status_code == 401
    assert send(account, outputs, "POST", reader.access_token, **blues).status_code == REFUSALS[name]
    assert send(account, outputs, "POST", writer.access_token, **blues).json()["who"] == "ann"
    found = send(account, outputs, "GET", reader.access_token).json()
    assert found["who"] == reader.username
    assert {"Blues by ann", "Jazz"} <= {*found["albums"]}
    return list(found["albums"]), reader.access_token


def test_members_read_the_rows_of_the_rigs_database(
    localstack_server: AwsEndpoint, database: PostgresServer, libraries: Path, tmp_path: Path
) -> None:
    """Who has no token, or not the scope, gets nothing; the others get rows. Again there is nothing to do."""
    name, account = "members_http_api", new_account(localstack_server)
    assert libraries.parent == tmp_path
    first = deploy(name, account, database, tmp_path)

    assert use(account, name, first.outputs)[0] == ["Blues by ann", "Jazz"]

    again = deploy(name, account, database, tmp_path)
    assert (again.created, again.updated, again.replaced, again.deleted) == (0, 0, 0, 0)
    destroy_stack(again, localstack=account)
    assert account.session().client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"] == []


@pytest.mark.gate
@pytest.mark.parametrize("engine", ["inprocess", pytest.param("cli", marks=pytest.mark.pulumi_cli)])
@pytest.mark.parametrize("name", REFUSALS)
def test_an_album_comes_each_night(
    name: str, engine: str, own_localstack: AwsEndpoint, database: PostgresServer, libraries: Path, tmp_path: Path
) -> None:
    """The schedule invokes the function once a day, and tokens of the day before open nothing."""
    account = new_account(own_localstack)
    assert libraries.parent == tmp_path
    first = deploy(name, account, database, tmp_path, engine)
    albums, old = use(account, name, first.outputs)

    own_localstack.clock.advance(hours=24)

    assert send(account, first.outputs, "GET", old).status_code == 401
    assert use(account, name, first.outputs)[0].count(NIGHT) == albums.count(NIGHT) + 1
    again = deploy(name, account, database, tmp_path, engine)
    assert (again.created, again.updated, again.replaced, again.deleted) == (0, 0, 0, 0)
    destroy_stack(again, localstack=account)
