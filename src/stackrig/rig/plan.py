"""The plan of a rig: decides once what both servers are started from, and refuses combinations that can't work."""

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from stackrig.containers.api import LOOPBACK_HOSTS
from stackrig.database.choice import choose_database
from stackrig.database.image import DEFAULT_IMAGE
from stackrig.emulator.choice import choose_localstack
from stackrig.emulator.routes import is_in_container
from stackrig.errors import SettingsError, StartError
from stackrig.option_values import AskedKind, BackendKind
from stackrig.server_plan import ServerPlan
from stackrig.settings import USE_LOCALSTACK, Settings

BOTH = ("db", "localstack")  # the stages that start servers
Backends = Mapping[str, BackendKind]  # the backends of known servers, by stage
OUT_OF_REACH = {  # databases on this machine's loopback or its Docker network, which a cloud's Lambdas can't reach
    "image": ("embedded", "installed"),
    "aws": ("embedded", "installed", "image"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold the settings, and the plan of each server to start; a server without a plan stays as it is.

    `shares_network` tells whether the servers need a network: Lambdas in containers reach a database by it.
    """

    settings: Settings
    database: ServerPlan | None = None
    localstack: ServerPlan | None = None
    shares_network: bool = False

    def joined(self, other: "Plan") -> "Plan":
        """Return the plan with the servers of a later plan added."""
        database, localstack = other.database or self.database, other.localstack or self.localstack
        return dataclasses.replace(other, database=database, localstack=localstack)

    def backends(self) -> Backends:
        """Return the backends of the planned servers, by stage."""
        plans = {"db": self.database, "localstack": self.localstack}
        return {stage: plan.backend for stage, plan in plans.items() if plan}


def settle(settings: Settings, stages: Collection[str], *, running: Backends, pull: bool) -> Plan:
    """Return the plan for these stages ("db", "localstack"). Nothing is started.

    Args:
        running: the backends of servers that are up or planned already and stay.
        pull: pull the images Docker lacks; otherwise the reason only promises that.

    Raises:
        SettingsError: an option can't be used, or the rig's Lambdas could not reach its database.
        StartError: there is nothing to start, or no Docker daemon answers and an image was asked for.
    """
    kind: AskedKind = running.get("db", settings.database_asked[0])
    database = localstack = None
    if "db" in stages:
        with _naming_image(settings.database_asked):
            database = choose_database(settings, pull=pull)
        kind = database.backend
    cloud: AskedKind = running.get("localstack", settings.cloud_asked[0])
    if "localstack" in stages:
        with _naming_image(settings.cloud_asked):
            localstack = choose_localstack(settings, beside=kind, pull=pull)
        cloud = localstack.backend
    _check_reach(settings, kind, _where_lambdas_run(settings, kind, cloud), database.reason if database else "")
    shares = "image" in (kind, cloud) and (cloud in ("image", "auto") or bool(settings.network))
    return Plan(settings, database, localstack, shares)


@contextmanager
def _naming_image(asked: tuple[AskedKind, str]) -> Iterator[None]:
    """Name the image that needs Docker in an error of the block: its name may be a misspelt keyword."""
    try:
        yield
    except StartError as error:
        kind, image = asked
        if kind == "image":
            error.args = (f"{image} was read as a container image, but {error}",)
        raise


def _where_lambdas_run(settings: Settings, kind: AskedKind, cloud: AskedKind) -> AskedKind:
    """Return the kind of cloud whose Lambdas must reach the database: an attached LocalStack may run in a container."""
    asked, where = settings.cloud_asked
    if asked == cloud == "attach" and kind in OUT_OF_REACH["image"] and is_in_container(where):
        return "image"
    return cloud


def _check_reach(settings: Settings, kind: AskedKind, cloud: AskedKind, why: str) -> None:
    host = urlsplit(settings.database_image).hostname if kind == "attach" else None
    unreachable = OUT_OF_REACH.get(cloud, ())
    if not unreachable or (kind not in unreachable and host not in LOOPBACK_HOSTS):
        return
    what = "at an address of this machine" if kind == "attach" else kind
    if cloud == "aws":
        raise SettingsError(
            f"AWS can't be combined with a database that is {what}: Lambdas on AWS can't reach this machine's servers",
            evidence=why,
            remedies=[
                "--database-image=postgresql://… (STACKRIG_DATABASE_IMAGE) names a database that they reach",
                USE_LOCALSTACK,
            ],
        )
    raise SettingsError(
        f"a LocalStack in a container can't be combined with a database that is {what}: its Lambdas are containers "
        "too, and can't reach this machine's 127.0.0.1",
        evidence=why,
        remedies=[
            "--localstack-image=embedded runs the Lambdas as processes of this machine",
            f"--database-image={DEFAULT_IMAGE}, or another image, puts the database beside the Lambdas",
        ],
    )
