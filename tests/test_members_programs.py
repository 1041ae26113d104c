"""The system that many run, as programs in tests/programs: an API, Cognito, a Lambda in a VPC, RDS and a schedule."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stackrig.database.server import PostgresServer
from stackrig.deployment.provider.schema import load_schema
from stackrig.deployment.stacks import destroy_stack
from stackrig.emulator.server import AwsEndpoint, running_localstack
from stackrig.emulator.sessions import new_account
from stackrig.processes import Session
from stackrig.settings import Settings
from tests.members_programs import REFUSALS, Members, database_with_an_album

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws"),
    pytest.mark.skipif(
        load_schema("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration") is None,
        reason="the programs are written for pulumi_aws 7",
    ),
]


@pytest.fixture
def database(postgres_server: PostgresServer) -> Iterator[PostgresServer]:
    """Yield the handle of a database with an album in it."""
    with database_with_an_album(postgres_server) as made:
        yield made


@pytest.fixture(scope="module")
def own_localstack(session: Session) -> Iterator[AwsEndpoint]:
    """Yield a LocalStack whose clock may be moved: the others count on the time of this machine."""
    with running_localstack(Settings(root=Path.cwd(), localstack_image="embedded"), session) as endpoint:
        yield endpoint


def test_members_read_the_rows_of_the_rigs_database(
    localstack_server: AwsEndpoint, database: PostgresServer, tmp_path: Path
) -> None:
    """Who has no token, or not the scope, gets nothing; the others get rows. Again there is nothing to do."""
    account = new_account(localstack_server)
    members = Members("members_http_api", account, database, tmp_path)

    assert members.use(members.deploy().outputs)[0] == ["Blues by ann", "Jazz"]

    destroy_stack(members.check_nothing_to_do(), localstack=account)
    assert account.session().client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"] == []


@pytest.mark.gate
@pytest.mark.parametrize("engine", ["inprocess", pytest.param("cli", marks=pytest.mark.pulumi_cli)])
@pytest.mark.parametrize("name", REFUSALS)
def test_an_album_comes_each_night(
    name: str, engine: str, own_localstack: AwsEndpoint, database: PostgresServer, tmp_path: Path
) -> None:
    """The schedule invokes the function once a day, and tokens of the day before open nothing."""
    Members(name, new_account(own_localstack), database, tmp_path, engine).live_through_a_day()
