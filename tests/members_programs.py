"""The programs tests/programs/members_*, the system that many run, and a database for them. On any rig."""

import runpy
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg2
import requests

from stackrig.database.administration import administration, create_database, drop_if_exists
from stackrig.database.connections import with_database
from stackrig.database.server import PostgresServer
from stackrig.deployment.stacks import Deployment, deploy_stack, destroy_stack
from stackrig.emulator.clock import Clock
from stackrig.emulator.cognito import cognito_user
from stackrig.emulator.rds import tell_database
from stackrig.emulator.sessions import AwsAccount
from stackrig.loopback import loopback_names
from stackrig.settings import Settings
from stackrig.urls import to_localstack_url
from tests.rds_programs import write_driver

PROGRAMS = Path(__file__).parent / "programs"
HOUR = str((datetime.now(UTC).hour + 12) % 24 or 1)  # of the nightly job: it does not come while the tests run
NIGHT = "album of the night"
# A token without the scope: an HTTP API answers 403, and a REST API 401, as for any token that it does not take.
REFUSALS = {"members_http_api": 403, "members_rest_api": 401}


@contextmanager
def database_with_an_album(server: PostgresServer) -> Iterator[PostgresServer]:
    """Yield the handle of a database with an album in it, as a rig's seeds make it."""
    with administration(server, "the database could not be made") as admin:
        create_database(admin, "members")
        made = replace(server, database="members", dsn=with_database(server.dsn, "members"))
        with closing(psycopg2.connect(made.dsn)) as connection, connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE album AS SELECT 'Jazz' AS title")
        yield made
        drop_if_exists(admin, "members")


@dataclass(frozen=True)
class Members:
    """Name one of the programs, and where it is deployed; its libraries go into the folder."""

    name: str
    account: AwsAccount
    database: PostgresServer
    folder: Path
    engine: str = "inprocess"

    def deploy(self) -> Deployment:
        """Deploy the program, which the tests change no line of."""
        libraries, program = self.folder / "libraries", PROGRAMS / self.name
        if not libraries.exists():
            write_driver(libraries)
        settings = Settings(
            root=self.folder, project=self.name, stack="test", database="albums", deploy_engine=self.engine
        )
        tell_database(settings, self.account, self.database)
        return deploy_stack(
            settings,
            lambda: runpy.run_path(str(program), run_name="__main__"),
            localstack=self.account,
            postgres=self.database,
            config={"libraries": str(libraries), "hour": HOUR},
        )

    def check_nothing_to_do(self) -> Deployment:
        """Deploy again, which changes nothing."""
        again = self.deploy()
        assert (again.created, again.updated, again.replaced, again.deleted) == (0, 0, 0, 0)
        return again

    def send(self, outputs: Mapping[str, Any], method: str, token: str, **options: Any) -> requests.Response:
        """Send a request with a token, without one if it is empty."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with loopback_names():
            url = to_localstack_url(f"{outputs['url']}/albums", self.account.port)
            return requests.request(method, url, headers=headers, timeout=60, **options)

    def use(self, outputs: Mapping[str, Any]) -> tuple[list[str], str]:
        """Call the API without a token, without the scope and with it; return the albums, and a token that opens it."""
        blues, place = {"json": {"title": "Blues"}}, (self.account.session(), outputs["pool"], outputs["client"])
        reader = cognito_user(*place, scopes=["albums/read"])
        writer = cognito_user(*place, username="ann", scopes=["albums/read", "albums/write"])
        assert self.send(outputs, "GET", "").status_code == 401
        assert self.send(outputs, "GET", reader.access_token[:-4] + "AAAA").status_code == 401
        assert self.send(outputs, "POST", reader.access_token, **blues).status_code == REFUSALS[self.name]
        assert self.send(outputs, "POST", writer.access_token, **blues).json()["who"] == "ann"
        found = self.send(outputs, "GET", reader.access_token).json()
        assert found["who"] == reader.username
        assert {"Blues by ann", "Jazz"} <= {*found["albums"]}
        return list(found["albums"]), reader.access_token

    def live_through_a_day(self) -> None:
        """Deploy, use, let a night pass, use, deploy again and destroy."""
        first = self.deploy()
        albums, old = self.use(first.outputs)

        Clock(self.account.endpoint_url).advance(hours=24)

        assert self.send(first.outputs, "GET", old).status_code == 401
        assert self.use(first.outputs)[0].count(NIGHT) == albums.count(NIGHT) + 1
        destroy_stack(self.check_nothing_to_do(), localstack=self.account)
