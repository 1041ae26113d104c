"""The program tests/programs/rds_api, whose database is an instance of RDS."""

import runpy
from contextlib import closing
from importlib import metadata
from pathlib import Path
from typing import Any

import psycopg2
import requests

from stackrig.database.server import PostgresServer
from stackrig.database.templates import reset_database
from stackrig.deployment.stacks import Deployment, deploy_stack, destroy_stack
from stackrig.emulator.sessions import AwsAccount
from stackrig.loopback import loopback_names
from stackrig.settings import Settings
from stackrig.urls import to_localstack_url

PROGRAM = Path(__file__).parent / "programs" / "rds_api"
SEEDS = (
    "DROP SCHEMA public CASCADE",
    "CREATE SCHEMA public AUTHORIZATION pg_database_owner",
    "CREATE TABLE album AS SELECT 'Jazz' AS title",
)


def live_through_rds_api(settings: Settings, account: AwsAccount, seeded: PostgresServer, libraries: Path) -> None:
    """Deploy the program, ask its API, deploy it again and changed, and destroy it.

    Args:
        seeded: a database that SEEDS were run in.
        libraries: a folder to be made, for the driver of the function.
    """
    write_driver(libraries)

    def deploy(**config: str) -> Deployment:
        config = {"libraries": str(libraries), **config}
        return deploy_stack(settings, program, localstack=account, postgres=seeded, config=config)

    def program() -> None:
        runpy.run_path(str(PROGRAM), run_name="__main__")

    def send(method: str, **body: str) -> Any:
        with loopback_names():
            url = to_localstack_url(f"{first.outputs['url']}/albums", account.port)
            return requests.request(method, url, json=body or None, timeout=60).json()

    first = deploy()
    assert first.outputs["endpoint"] == f"{first.outputs['address']}:{first.outputs['port']}"
    assert send("GET") == {"albums": ["Jazz"], "zone": "Europe/Vienna"}
    assert send("POST", title="Blues")["albums"] == ["Blues", "Jazz"]
    assert _titles(seeded) == ["Blues", "Jazz"]
    reset_database(seeded, seeds=[add_album])
    assert send("GET")["albums"] == ["Fresh"]
    again = deploy()
    assert (again.created, again.updated, again.replaced, again.deleted) == (0, 0, 0, 0)
    assert deploy(zone="Asia/Tokyo").updated == 1
    assert send("GET")["zone"] == "Asia/Tokyo"
    destroy_stack(again, localstack=account)


def add_album(connection: Any) -> None:
    """Seed an album."""
    connection.cursor().execute("CREATE TABLE album AS SELECT 'Fresh' AS title")


def write_driver(folder: Path) -> None:
    """Write the driver of the functions as `pip install --target` leaves it."""
    for name in ("pg8000", "scramp", "asn1crypto"):
        for file in metadata.files(name) or ():
            if ".." not in file.parts and file.suffix != ".pyc":
                (target := folder / file).parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read_binary())


def _titles(database: PostgresServer) -> list[str]:
    with closing(psycopg2.connect(database.dsn)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT title FROM album ORDER BY 1")
        return [title for (title,) in cursor.fetchall()]
