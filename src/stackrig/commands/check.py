"""Find what a project's program needs and stackrig lacks, without starting a server."""

from dataclasses import replace
from typing import TYPE_CHECKING

from stackrig.database.server import PostgresServer
from stackrig.deployment.stacks import find_missing
from stackrig.emulator.server import AwsEndpoint
from stackrig.rig.programs import find_programs
from stackrig.settings import Settings

if TYPE_CHECKING:
    from stackrig.deployment.engines.gaps import Gap

NOWHERE = "127.0.0.1"
DISCARD = 9  # the discard port, on which nothing listens


def check_program(settings: Settings) -> "list[Gap]":
    """Run the project's programs as previews; return what they need and stackrig lacks. Nothing is started.

    Raises:
        SettingsError: there is no program, or its configuration lacks values.
        DeployError: a program failed.
    """
    postgres, localstack = _no_database(settings), _no_localstack(settings)
    found: dict[str, Gap] = {}
    for program in find_programs(settings):
        for gap in find_missing(program.settings, program.load(postgres), localstack=localstack, postgres=postgres):
            before = found.get(gap.token)
            found[gap.token] = replace(gap, sources=(*before.sources, *gap.sources)) if before else gap
    return list(found.values())


def _no_database(settings: Settings) -> PostgresServer:
    """Return a handle, as programs get it, of a server that does not exist."""
    user, name = settings.database_username, settings.database
    return PostgresServer(
        container_name=NOWHERE,
        container_port=DISCARD,
        username=user,
        password="none",  # noqa: S106  # no server has it
        database=name,
        host_port=DISCARD,
        dsn=f"postgresql://{user}:none@{NOWHERE}:{DISCARD}/{name}",
        version="",
        backend="embedded",
        process=None,
        folder=None,
    )


def _no_localstack(settings: Settings) -> AwsEndpoint:
    return AwsEndpoint(
        endpoint_url=f"http://{NOWHERE}:{DISCARD}",
        region=settings.region,
        port=DISCARD,
        services=settings.localstack_services,
        container_id="",
        container_name=NOWHERE,
        container_port=DISCARD,
        version="",
        backend="embedded",
        boot_id="none",
        process=None,
        folder=None,
    )
