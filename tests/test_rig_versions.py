"""The rig of a run consists of what its settings ask for; in each cell of the matrix too."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

import psycopg2
import requests

from stackrig.database import choose_database
from stackrig.emulator import choose_localstack
from stackrig.settings import Settings


def test_the_database_is_of_the_version_asked_for(
    postgres: Mapping[str, Any],
    stackrig_settings: Settings,
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    """The server itself says the version that the settings ask for, and it goes into the JUnit report."""
    with closing(psycopg2.connect(postgres["dsn"])) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        ((version, *_),) = cursor.fetchall()
    record_testsuite_property("postgres", version.split()[0])

    assert version.startswith(choose_database(stackrig_settings).version)


def test_localstack_is_of_the_version_asked_for(localstack: Mapping[str, Any], stackrig_settings: Settings) -> None:
    """LocalStack itself says the version that the settings ask for."""
    info = requests.get(f"{localstack['endpoint_url']}/_localstack/info", timeout=30).json()

    assert info["version"].startswith(choose_localstack(stackrig_settings).version)
