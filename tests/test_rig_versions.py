"""The rig of a run consists of what its settings ask for; in each cell of the matrix too."""

import re
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

import psycopg2
import requests

from stackrig.containers.daemon import require_daemon
from stackrig.containers.images import docker_client
from stackrig.database.choice import choose_database
from stackrig.emulator.choice import choose_localstack
from stackrig.emulator.releases import number_of
from stackrig.settings import Settings

CONTENTS_LABEL = "dev.stackrig.stand-in.contents"  # of tests/images/build.py


def version_in(image: str) -> str:
    """Return the version an image is named for, or the one a stand-in's label admits to."""
    with docker_client(require_daemon()) as client:
        contents = client.images.get(image).labels.get(CONTENTS_LABEL, "")
    return str(re.findall(r"\d[\d.]*", contents or image.rpartition(":")[2])[0])


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

    choice = choose_database(stackrig_settings)
    assert version.startswith(version_in(choice.version) if choice.backend == "image" else choice.version)


def test_localstack_is_of_the_version_asked_for(localstack: Mapping[str, Any], stackrig_settings: Settings) -> None:
    """LocalStack itself says the version that the settings ask for."""
    info = requests.get(f"{localstack['endpoint_url']}/_localstack/info", timeout=30).json()

    choice = choose_localstack(stackrig_settings)
    asked = version_in(choice.version) if choice.backend == "image" else number_of(choice.version)
    assert number_of(info["version"]).startswith(asked)
