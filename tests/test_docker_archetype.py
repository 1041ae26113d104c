"""The system that many run, on Docker: functions in containers, Cognito, schedules and the clock in LocalStack's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stackrig.database.server import PostgresServer
from stackrig.emulator.server import AwsEndpoint
from stackrig.emulator.sessions import new_account
from stackrig.rig import project as rig
from stackrig.rig.record import Rig
from stackrig.settings import Settings
from tests.members_programs import Members, database_with_an_album

POSTGRES, LOCALSTACK, LAMBDA = "postgres:17", "localstack/localstack:4.14.0", "stackrig-stand-in/lambda:python3.12"

pytestmark = [
    pytest.mark.docker(POSTGRES, LOCALSTACK, LAMBDA),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pulumi_aws"),
]


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """Yield a rig in containers, with nothing deployed."""
    settings = Settings(
        root=tmp_path_factory.mktemp("project"), database_image=POSTGRES, localstack_image=LOCALSTACK, iam="enforce"
    )
    rig.run_stage(settings, "db")
    yield rig.run_stage(settings, "localstack")
    rig.teardown(settings)


@pytest.fixture
def localstack(up: Rig) -> AwsEndpoint:
    """Return the LocalStack in its container."""
    assert up.localstack
    return up.localstack


@pytest.fixture
def database(up: Rig) -> Iterator[PostgresServer]:
    """Yield the handle of a database with an album in it."""
    assert up.postgres
    with database_with_an_album(up.postgres) as made:
        yield made


@pytest.mark.parametrize(
    ("name", "engine"),
    [("members_http_api", "inprocess"), pytest.param("members_rest_api", "cli", marks=pytest.mark.pulumi_cli)],
)
def test_an_album_comes_each_night(
    name: str, engine: str, localstack: AwsEndpoint, database: PostgresServer, tmp_path: Path
) -> None:
    """The schedule invokes the function in its container once a day, and tokens of the day before open nothing."""
    Members(name, new_account(localstack), database, tmp_path, engine).live_through_a_day()
